"""The program's answer held against this oracle's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import selank_calc
from tests.second_oracle import doses
from tests.second_oracle.doses import Raised
from tests.second_oracle.made import Case
from tests.second_oracle.reading import RefusedError

NEAR = 1e-12  # relative: JSON numbers have 15 significant digits
WORST_FIRST = ("warning", "caution", "note")
FUNCTIONS = {"dose": selank_calc.dose}


def expected(case: Case, today: date) -> tuple[dict[str, Any], Sequence[Raised]]:
    """What the documents say that a case comes to."""
    worked = doses.dose(case.given, today)
    return worked.record, worked.flags


def same(mine: object, theirs: object) -> bool:
    """Whether two values are one: quotients nearly, all else exactly."""
    if isinstance(mine, Fraction):
        if isinstance(theirs, bool) or not isinstance(theirs, int | float):
            return False
        value = mine.numerator / mine.denominator
        return abs(value - theirs) <= NEAR * abs(value)
    if isinstance(mine, set):
        return isinstance(theirs, list) and len(theirs) == len(mine) and mine == set(theirs)
    if isinstance(mine, Mapping):
        return (
            isinstance(theirs, Mapping)
            and mine.keys() == theirs.keys()
            and all(same(mine[key], theirs[key]) for key in mine)
        )
    if isinstance(mine, list | tuple):
        return (
            isinstance(theirs, list)
            and len(mine) == len(theirs)
            and all(same(one, other) for one, other in zip(mine, theirs, strict=True))
        )
    if isinstance(mine, date):
        return mine.isoformat() == theirs
    return type(mine) is type(theirs) and mine == theirs


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
    try:
        record, flags = expected(case, today)
    except RefusedError as error:
        record, flags, refusal = {}, (), error
    else:
        refusal = None
    try:
        got = FUNCTIONS[case.command](**case.given).as_dict()
    except selank_calc.SelankCalcError as error:
        if refusal is None:
            return [f"refused: {error.code} {error.field}: {error.message}"]
        if refusal.code != error.code or refusal.field not in (None, error.field):
            return [
                f"refused as {error.code} {error.field}, not {refusal.code} {refusal.field}: "
                f"{error.message}"
            ]
        return []
    if refusal is not None:
        return [f"not refused: {refusal.code} {refusal.field}"]
    theirs = got.pop("flags")
    differ = [f"no {key}" for key in record.keys() - got.keys()]
    differ += [f"unexpected {key}" for key in got.keys() - record.keys()]
    differ += [
        f"{key}: {shown(mine)}, theirs {got[key]!r}"
        for key, mine in record.items()
        if key in got and not same(mine, got[key])
    ]
    return differ + flags_differ(flags, theirs)
