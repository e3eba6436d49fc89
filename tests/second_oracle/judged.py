"""The program's answer held against this oracle's."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import selank_calc
from tests.second_oracle import courses, doses, others
from tests.second_oracle.doses import Raised
from tests.second_oracle.figures import Formulation
from tests.second_oracle.made import Case
from tests.second_oracle.reading import RefusedError

NEAR = 1e-12  # relative: JSON numbers have 15 significant digits
WORST_FIRST = ("warning", "caution", "note")
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "dose": selank_calc.dose,
    "course": selank_calc.course,
    "label": selank_calc.label,
    "convert": selank_calc.convert,
    "chart": selank_calc.chart,
    "diluent": selank_calc.diluent,
}
# Units and sources of the flags, from docs/flags.md; None where a flag has none, "" where its
# formulation's range or its device says which.
ABOUT_FLAGS: dict[str, tuple[str | None, str | None]] = {
    "unit-slip-suspected": ("mcg", ""),
    "powder-exceeds-diluent": ("mL", None),
    "diluent-exceeds-vial": ("mL", None),
    "dose-exceeds-bottle": ("", None),
    "dose-draw-mismatch": ("", None),
    "draw-exceeds-syringe": ("units", None),
    "draw-very-small": ("units", "casella-1993"),
    "dose-below-one-spray": ("mcg", None),
    "no-documented-range": (None, "review"),
    "above-own-limit": ("mcg", None),
    "daily-above-documented": ("mcg", "guide, review"),
    "daily-below-documented": ("mcg", "guide, review"),
    "dose-above-documented": ("mcg", ""),
    "dose-below-documented": ("mcg", ""),
    "frequency-outside-documented": ("per day", ""),
    "course-longer-than-documented": ("days", "guide"),
    "break-shorter-than-documented": ("days", "guide"),
    "step-change": ("times", None),
    "beyond-use": ("doses", None),
    "diluent-unusual": ("mL", "uncited"),
    "injection-large": ("mL", "mathaes-2016"),
    "draw-small": ("units", "dc-1999"),
    "low-use": ("%", None),
    "nostril-volume-large": ("mL", "uncited"),
}
COUNTED = {"vial": "units", "spray": "sprays", "drop": "drops"}
HALF_EVEN = Context(prec=28, rounding=ROUND_HALF_EVEN)
OUTWARD = {
    "low_mcg": Context(prec=28, rounding=ROUND_FLOOR),
    "high_mcg": Context(prec=28, rounding=ROUND_CEILING),
}
PARTS = {"chart": "marks", "diluent": "options"}  # have flags of their own
ABSENT = "(absent)"
MOST_SHOWN = 8
IN_WORDS = {"keeping", "by"}  # are for people, and not compared


class Expected(NamedTuple):
    """What the documents say that a case comes to; `of_parts` are the flags of marks or options."""

    record: dict[str, Any]
    flags: Sequence[Raised]
    of_parts: Sequence[Sequence[Raised]] = ()


def expected(case: Case, today: date) -> Expected:
    """What the documents say that a case comes to, or `RefusedError`."""
    match case.command:
        case "course":
            return Expected(*courses.course(case.given, today))
        case "label":
            return Expected(*others.label(case.given, today))
        case "convert":
            return Expected(*others.convert(case.given))
        case "chart":
            return Expected(*others.chart(case.given, today))
        case "diluent":
            return Expected(*others.diluent(case.given, today))
    worked = doses.dose(case.given, today)
    return Expected(worked.record, worked.flags)


def same(mine: object, theirs: object) -> bool:
    """Whether two plain values are one: quotients nearly, all else exactly."""
    if isinstance(mine, Fraction):
        if isinstance(theirs, bool) or not isinstance(theirs, int | float):
            return False
        value = mine.numerator / mine.denominator
        return abs(value - theirs) <= NEAR * abs(value)
    if isinstance(mine, set):
        return isinstance(theirs, list) and len(theirs) == len(mine) and mine == set(theirs)
    if isinstance(mine, date):
        return mine.isoformat() == theirs
    return type(mine) is type(theirs) and mine == theirs


def unlike(mine: Any, theirs: Any, where: str) -> Iterator[str]:
    """Each place in two values, however deep, in which they are not the same."""
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        for key in dict.fromkeys([*mine, *theirs]):  # in one order, since not all are shown
            if key not in IN_WORDS:
                yield from unlike(mine.get(key, ABSENT), theirs.get(key, ABSENT), f"{where}.{key}")
    elif isinstance(mine, list) and isinstance(theirs, list):
        if len(mine) != len(theirs):
            yield f"{where}: {len(mine)} of them, theirs {len(theirs)}"
        for number, (one, other) in enumerate(zip(mine, theirs, strict=False)):
            yield from unlike(one, other, f"{where}.{number}")
    elif not same(mine, theirs):
        yield f"{where}: {shown(mine)}, theirs {theirs!r}"


def flags_differ(mine: Sequence[Raised], theirs: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is said of flags in the one list and not in the other."""
    found = Counter((flag["severity"], flag["code"]) for flag in theirs)
    wanted = Counter((flag.severity, flag.code) for flag in mine)
    differ = [f"not raised: {severity} {code}" for severity, code in wanted - found]
    differ += [f"raised: {severity} {code}" for severity, code in found - wanted]
    ranks = [WORST_FIRST.index(flag["severity"]) for flag in theirs]
    if ranks != sorted(ranks):
        differ.append("flags are not worst first")
    if differ:
        return differ
    for flag in mine:
        if not any(
            each["code"] == flag.code
            and (flag.value is None or same(Fraction(flag.value), each["value"]))
            and (flag.limit is None or same(Fraction(flag.limit), each["limit"]))
            for each in theirs
        ):
            beside = [
                (each["value"], each["limit"]) for each in theirs if each["code"] == flag.code
            ]
            differ.append(
                f"{flag.code}: {shown(flag.value)} of {shown(flag.limit)}, theirs {beside}"
            )
    return differ


def said_of_flags(theirs: Sequence[Mapping[str, Any]], formulation: Formulation) -> Iterator[str]:
    """Each flag whose unit or source is not the documented one."""
    for flag in theirs:
        if flag["code"] not in ABOUT_FLAGS:
            continue
        unit, source = ABOUT_FLAGS[flag["code"]]
        if unit == "":
            unit = COUNTED[formulation.device]
        if source == "":
            held = formulation.dose is not None and formulation.confirmed
            source = formulation.source if held else "guide, review"
        if flag["value"] is not None and flag["unit"] != unit:
            yield f"{flag['code']}: in {flag['unit']}, not {unit}"
        if flag["source"] != source:
            yield f"{flag['code']}: from {flag['source']}, not {source}"


def unlike_to_the_last_digit(record: Mapping[str, Any], result: object) -> Iterator[str]:
    """Each attribute of a dose that is not the exact number, rounded once to 28 digits."""
    for key, value in record.items():
        if isinstance(value, Fraction):
            context = OUTWARD.get(key, HALF_EVEN)
            exact = context.divide(Decimal(value.numerator), Decimal(value.denominator))
            if getattr(result, key) != exact:
                yield f"{key}: {exact}, theirs {getattr(result, key)} as a Decimal"


def shown(value: object) -> str:
    """A value for people."""
    return str(float(value)) if isinstance(value, Fraction) else repr(value)


def differences(case: Case, today: date) -> list[str]:
    """Each way in which the program's answer differs; none where it is right."""
    refusal: RefusedError | None = None
    if case.fault is not None:
        refusal = RefusedError(*case.fault)
    else:
        try:
            wanted = expected(case, today)
        except RefusedError as error:
            refusal = error
    try:
        result = FUNCTIONS[case.command](**case.given)
    except selank_calc.SelankCalcError as error:
        if refusal is None:
            return [f"refused: {error.code} {error.field}: {error.message}"]
        # Of two faults either may be named: only where one was put in must it be that one.
        if case.fault is not None and case.fault != (error.code, error.field):
            return [f"refused as {error.code} {error.field}, not as {case.fault}: {error.message}"]
        return []
    if refusal is not None:
        return [f"not refused: {refusal.code} {refusal.field}"]
    got = result.as_dict()
    theirs = got.pop("flags", [])
    parts = got.get(PARTS.get(case.command, ""), [])
    of_parts = [each.pop("flags") for each in parts]
    differ = [*unlike(wanted.record, got, "result")][:MOST_SHOWN]
    differ += flags_differ(wanted.flags, theirs)
    if case.command == "dose":
        differ += unlike_to_the_last_digit(wanted.record, result)
    elif case.command == "course" and result.opened_mcg is not None:
        parts_of_it = (result.taken_mcg, result.lost_mcg, result.wasted_mcg, result.left_mcg)
        if sum(map(Fraction, parts_of_it)) != Fraction(result.opened_mcg):
            differ.append(f"what is opened, {result.opened_mcg}, is not the sum of {parts_of_it}")
    if case.command != "convert":
        differ += said_of_flags(theirs, doses.formulation_of(case.given)[1])
    if len(wanted.of_parts) == len(of_parts):
        for number, (one, other) in enumerate(zip(wanted.of_parts, of_parts, strict=True)):
            differ += [f"part {number}: {each}" for each in flags_differ(one, other)]
    return differ
