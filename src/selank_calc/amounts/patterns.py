"""Regular expressions of what the reader takes for an amount: for JSON Schemas, in any dialect.

They have neither look-ahead nor classes of their own, so ECMAScript, Python and Rust read them
alike. A number with an exponent is taken whatever it comes to.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from .exact import ONE, Fraction
from .frozen_units import UNITS
from .kinds import BODY_MASS, BY_BODY_MASS, MASS, VOLUME
from .reading import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .kinds import Kind

_OF_PATTERNS = re.compile(r"[.^$*+?()\[\]{}|\\]")
_EXPONENT = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)[eE][+-]?[0-9]{1,3}"
_REST = r"(?:\.[0-9]+)?"
_DIGITS = 15  # after the point, of a limit that has no end when written in another unit
_PLACES = 10**_DIGITS


def whole(pattern: str) -> str:
    """The pattern of a text that is that alone, with blanks around it."""
    return rf"^\s*(?:{pattern})\s*$"


def any_case(text: str) -> str:
    """The pattern of a text in upper or lower case.

    >>> any_case("U-40")
    '[uU]-40'
    """
    return "".join(
        f"[{each.lower()}{each.upper()}]" if each.isalpha() else _escaped(each) for each in text
    )


def _escaped(text: str) -> str:
    return _OF_PATTERNS.sub(r"\\\g<0>", text)  # ECMAScript takes no more escapes than it needs


def number(low: Fraction, high: Fraction, *, above: bool = False) -> str:
    """The pattern of a plain number from `low` to `high`; `above` leaves out `low` itself.

    `high` must have more digits before its point than `low`; below 1 it must be 0.1, 0.01 and
    so on.

    >>> pattern = number(ONE, Fraction(700))
    >>> [text for text in ("0.5", "1", "700", "700.1") if re.fullmatch(pattern, text)]
    ['1', '700']
    """
    if not low:
        return rf"(?:[+-]?(?:0+(?:\.0+)?|\.0+)|{number(LEAST, high)})"
    (least, least_part), (most, most_part) = _parts(low), _parts(high)
    if not most:  # below one place after the point, or just that
        zeros = "0" * len(most_part)
        below = _part_from(least_part.removeprefix(zeros), above=above)
        return rf"[+]?0*\.{zeros}(?:{'|'.join(below)})|{exactly(high)}"
    between = [f"[1-9][0-9]{{{digits - 1}}}{_REST}" for digits in range(len(least) + 1, len(most))]
    found = [*_from(least, least_part, above=above), *between, *_up_to(most, most_part)]
    return rf"[+]?0*(?:{'|'.join(found)})"


def _parts(limit: Fraction) -> tuple[str, str]:
    """The digits of a limit before and after its point, without zeros that say nothing."""
    before, after = divmod(limit * _PLACES // 1, _PLACES)
    return f"{before or ''}", f"{after:0{_DIGITS}d}".rstrip("0")


def _is_one_place(limit: Fraction) -> bool:
    """True for 0.1, 0.01 and so on."""
    return limit.numerator == 1 and f"{limit.denominator}".rstrip("0") == "1"


def _from(digits: str, part: str, *, above: bool) -> list[str]:
    """Numbers of as many digits before the point that are no less."""
    found = [
        f"{digits[:at]}[{int(each) + 1}-9]" + f"[0-9]{{{len(digits) - at - 1}}}{_REST}"
        for at, each in enumerate(digits)
        if each != "9"
    ]
    if not (part or above):
        return [*found, f"{digits}{_REST}"]
    return [*found, *(rf"{digits}\.{each}" for each in _part_from(part, above=above))]


def _part_from(part: str, *, above: bool) -> list[str]:
    found = [f"{part[:at]}[{int(each) + 1}-9][0-9]*" for at, each in enumerate(part) if each != "9"]
    if above:
        return [*found, f"{part}[0-9]*[1-9][0-9]*"]
    return [*found, f"{part}[0-9]*"]


def _up_to(digits: str, part: str) -> list[str]:
    """Numbers of as many digits before the point that are no more."""
    found = []
    for at, each in enumerate(digits):
        lowest = 1 if at == 0 else 0
        if int(each) > lowest:
            rest = f"[0-9]{{{len(digits) - at - 1}}}{_REST}"
            found.append(f"{digits[:at]}[{lowest}-{int(each) - 1}]{rest}")
    found.append(rf"{digits}(?:\.0+)?")
    for at, each in enumerate(part):
        if each != "0":
            found.append(rf"{digits}\.{part[:at]}[0-{int(each) - 1}][0-9]*")
        found.append(rf"{digits}\.{part[: at + 1]}0*")
    return found


def exactly(value: Fraction) -> str:
    """The pattern of a plain number that is that one."""
    before, after = _parts(value)
    if not after:
        return rf"[+]?0*{before}(?:\.0+)?"
    return rf"[+]?0*{before}\.{after}0*"


# --- Dates --------------------------------------------------------------------------------

_LEAP_YEAR = "(?:(?:19|21)(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26]))"


def day_or_month() -> str:
    """The pattern of a day that there is from 1900 to 2200, or of one of their months.

    >>> found = [re.fullmatch(day_or_month(), f"2100-{day}") for day in ("02-29", "02-28", "12")]
    >>> [each is not None for each in found]
    [False, True, True]
    """
    long, short = "(?:0[13578]|1[02])", "(?:0[469]|11)"
    days = f"{long}(?:-(?:0[1-9]|[12][0-9]|3[01]))?|{short}(?:-(?:0[1-9]|[12][0-9]|30))?"
    february = "02(?:-(?:0[1-9]|1[0-9]|2[0-8]))?"
    return f"(?:(?:19|20|21)[0-9]{{2}}|2200)-(?:{days}|{february})|{_LEAP_YEAR}-02-29"


# --- Units --------------------------------------------------------------------------------


def _names(dimension: str) -> list[tuple[Fraction, str]]:
    """The units of a dimension by their size, each size once with the names of it."""
    known = [(size, name) for name, (of, size) in UNITS.items() if name and of == dimension]
    return [
        (size, _either(name for _size, name in some))
        for size, some in groupby(sorted(known), key=lambda each: each[0])
    ]


def _either(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(_escaped, names))})"


def names_of(unit: str) -> str:
    """The pattern of all names of a unit.

    >>> names_of("units")
    '(?:syringe_unit|unit|units)'
    """
    return _either(name for name in UNITS if name and UNITS[name] == UNITS[unit])


def amount_of(value: Fraction, dimension: str) -> str:
    """The pattern of that amount in any unit, a number in the canonical one.

    >>> bool(re.fullmatch(amount_of(Fraction(3, 10), "volume"), "300 uL"))
    True
    """
    return "|".join(rf"(?:{exactly(value / size)})\s*{names}" for size, names in _names(dimension))


def _units_of(dimension: str) -> list[tuple[Fraction, str]]:
    """How many of the canonical unit each is, and the pattern of its names."""
    masses, volumes = _names(MASS.dimension), _names(VOLUME.dimension)
    if dimension == "concentration":
        percent = [(size, name) for size, name in _names(dimension)]
        return percent + [
            (mass / volume, rf"{above}\s*/\s*{below}")
            for mass, above in masses
            for volume, below in volumes
        ]
    if dimension == BY_BODY_MASS.dimension:
        bodies = [each for each in masses if each[0] in (UNITS["kg"][1], UNITS["lb"][1])]
        return [
            (mass * BODY_MASS.scale / body, rf"{above}\s*/\s*{below}")
            for mass, above in masses
            for body, below in bodies
        ]
    return _names(dimension)


def with_unit(kind: Kind) -> str:
    """The pattern of an amount of that kind in any of its units."""
    found = []
    for size, names in _units_of(kind.dimension):
        low, high = (limit * kind.scale / size for limit in (kind.low, kind.high))
        if high >= 1 or _is_one_place(high):  # not in g/lb, of which there is none to speak of
            found.append(rf"(?:{number(low, high)}|{_EXPONENT})\s*{names}")
    return "|".join(found)


def percentage(kind: Kind) -> str:
    """The pattern of a percentage with its sign, or without where it can't be read as a share."""
    bare = number(ONE, kind.high, above=kind.low == ONE)
    if not kind.low:
        bare += r"|[+]?0+(?:\.0+)?|[+]?\.0+"
    signs = _either(name for name in UNITS if UNITS[name] == UNITS["%"] and name)
    return rf"{number(kind.low, kind.high)}\s*{signs}|{bare}"
