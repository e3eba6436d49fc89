"""The program's answer held against this oracle's."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import selank_calc
from tests.second_oracle import courses, doses
from tests.second_oracle.doses import Raised
from tests.second_oracle.made import Case
from tests.second_oracle.reading import RefusedError

NEAR = 1e-12  # relative: JSON numbers have 15 significant digits
WORST_FIRST = ("warning", "caution", "note")
FUNCTIONS: dict[str, Callable[..., Any]] = {"dose": selank_calc.dose, "course": selank_calc.course}
ABSENT = "(absent)"
MOST_SHOWN = 8
IN_WORDS = {"keeping"}  # is for people, and not compared


def expected(case: Case, today: date) -> tuple[dict[str, Any], Sequence[Raised]]:
    """What the documents say that a case comes to."""
    if case.command == "course":
        return courses.course(case.given, today)
    worked = doses.dose(case.given, today)
    return worked.record, worked.flags


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
        for key in mine.keys() | theirs.keys():
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


def shown(value: object) -> str:
    """A value for people."""
    return str(float(value)) if isinstance(value, Fraction) else repr(value)


def differences(case: Case, today: date) -> list[str]:
    """Each way in which the program's answer differs; none where it is right."""
    refusal: RefusedError | None = None
    try:
        record, flags = expected(case, today)
    except RefusedError as error:
        record, flags, refusal = {}, (), error
    try:
        got = FUNCTIONS[case.command](**case.given).as_dict()
    except selank_calc.SelankCalcError as error:
        if refusal is None:
            return [f"refused: {error.code} {error.field}: {error.message}"]
        # Of two faults either may be named: only where one was put in must it be that one.
        if case.fault is not None and case.fault != (error.code, error.field):
            return [f"refused as {error.code} {error.field}, not as {case.fault}: {error.message}"]
        return []
    if refusal is not None:
        return [f"not refused: {refusal.code} {refusal.field}"]
    theirs = got.pop("flags")
    if case.command == "course":  # has a flag of two steps once, unless its words differ
        theirs = list(
            {(e["code"], e["severity"], e["value"], e["limit"]): e for e in theirs}.values()
        )
    return [*unlike(record, got, "result")][:MOST_SHOWN] + flags_differ(flags, theirs)
