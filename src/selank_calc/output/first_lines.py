"""Flags as people read them: in lines that stand alone, made of their messages, nothing twice.

A likely slip and what finer marks would do are lines of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..amounts.writing import plural, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dosing.flags import Flag

LONGEST = 70  # characters: the room beside the severity on a screen of 80 columns
_CLAUSES = re.compile(r"(?<=[.;]) ")
_OF_ITS_OWN = re.compile(r"likely slip|check |with marks every", re.IGNORECASE)
_BEYOND = r"(documented .+?) a (?:day|dose)\.", r"\1."
_SMALL = r", as much as (.+?), is (a .+?):[^.]+\.", r" = \1: \2."
_OUTSIDE = re.compile(
    r"(.+?) a (?:day|dose)( as delivered)? is (above|below) the documented .+? a (?:day|dose)\.(.*)"
)
# Of messages with more words than fit: a pattern, and what stands in its place.
_SHORTER = {
    "dose-draw-mismatch": (
        r"(?:A draw of )?(.+?) carr\w+ (.+?), (.+?) the dose of (.+?), which needs (.+? \w+)\.",
        r"\1 = \2, \3 the dose; \4 needs \5.",
    ),
    "draw-exceeds-syringe": (r", which holds .+", "."),
    "draw-very-small": _SMALL,
    "draw-small": _SMALL,
    "dose-exceeds-vial": (r"A dose of (.+?) and the (.+? lost with it)", r"\1 and \2"),
    "diluent-unusual": (r": .+?\.", "."),
    "injection-large": (r" is more than (.+?): .+", r"; commonly at most about \1."),
    "nostril-volume-large": (r": .+", "."),
    "no-diluent-fits": (r"all that a vial of (.+?) holds", r"\1"),
    "no-documented-range": (r": .+", "."),
    "daily-above-documented": _BEYOND,
    "daily-below-documented": _BEYOND,
    "dose-above-documented": _BEYOND,
    "dose-below-documented": _BEYOND,
    "beyond-use-longer-than-documented": (
        r"Discarded (.+) after it is opened, later than",
        r"Kept \1 after opening, longer than",
    ),
    "time-skipped": (
        r", when its clocks .+? has that dose at (.+?), since [^;.]+",
        r": that dose is at \1",
    ),
    "after-expiry": (r": from .+ on\.", "."),
    "step-change": (r"(times the dose before) it", r"\1"),
    "beyond-use": (
        r" is to be discarded on (.+?), .+? when (.+?) (?:is|are) left in it",
        r": discard on \1 with \2 left",
    ),
    "between-marks": (r", which delivers .+?\.(?= |$)", "."),
}


def as_one(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The flags, those of a dose and of a day said once where there is one dose a day.

    Two that say the same in the same words are one, too.

    >>> from selank_calc import dose
    >>> for flag in as_one(dose(vial="5 mg", diluent="2 mL", dose="700 mcg").flags):
    ...     print(f"{flag.message} {flag.code}")
    700 mcg is above the documented 500 mcg a dose and 675 mcg a day. \
daily-above-documented, dose-above-documented
    """
    shown: list[Flag] = []
    of_days: dict[tuple[str, ...], int] = {}
    said: dict[tuple[str, str], int] = {}
    for flag in flags:  # worst first, so that a day stands before its dose
        amount, words = _outside(flag), (flag.severity, flag.message)
        if amount in of_days and flag.code.startswith("dose-"):
            shown[of_days[amount]] = _joined(shown[of_days[amount]], flag)
            continue
        if words in said:
            first = shown[said[words]]
            shown[said[words]] = first._replace(code=f"{first.code}, {flag.code}")
            continue
        if amount is not None and flag.code.startswith("daily-"):
            of_days[amount] = len(shown)
        said[words] = len(shown)
        shown.append(flag)
    return tuple(shown)


def _outside(flag: Flag) -> tuple[str, ...] | None:
    """The amount that is outside a documented range, how it is, and how severe that is."""
    found = _OUTSIDE.fullmatch(flag.message)
    return found and (*found.group(1, 3), found[2] or "", flag.severity)


def _joined(day: Flag, dose: Flag) -> Flag:
    said = _OUTSIDE.fullmatch(day.message)
    if said is None or day.limit is None or dose.limit is None:
        return day
    amount, how, side, more = said.groups()
    limits = f"{show(dose.limit, 'mcg')} a dose and {show(day.limit, 'mcg')} a day"
    return day._replace(
        code=f"{day.code}, {dose.code}",
        message=f"{amount}{how or ''} is {side} the documented {limits}.{more}",
        source=", ".join(dict.fromkeys(f"{dose.source}, {day.source}".split(", "))),
    )


def said_once(flags: Iterable[Flag]) -> Iterator[tuple[Flag, list[str]]]:
    """Each flag with its lines; a line below the first stands below one flag only."""
    said: set[str] = set()
    for flag in flags:
        first, *others = first_lines(flag)
        yield flag, [first, *(line for line in others if line not in said)]
        said.update(others)


def first_lines(flag: Flag) -> list[str]:
    """The flag's first clause, with further ones while they fit; then the likely slip.

    >>> from selank_calc import dose
    >>> tenfold = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", draw="100 units").flags[1]
    >>> first_lines(tenfold)
    ['100 units = 2500 mcg, 10 times the dose; 250 mcg needs 10 units.', \
'Likely slip: ten-fold: a decimal point one place off.']
    """
    message = flag.message
    if flag.code in _SHORTER:
        message = re.sub(*_SHORTER[flag.code], message, count=1)
    line, *others = _CLAUSES.split(message)
    slips = [clause for clause in others if _OF_ITS_OWN.match(clause)]
    for clause in others:
        if clause in slips or len(line) + 1 + len(clause) > LONGEST:
            break
        line += f" {clause}"
    return [_ended(line), *(_ended(slip[0].upper() + slip[1:]) for slip in slips)]


def _ended(clause: str) -> str:
    return clause.rstrip(".;") + "."


def counted_flags(flags: Iterable[Flag]) -> str:
    """How many there are of each severity.

    >>> from selank_calc import dose
    >>> counted_flags(dose(formulation="spray", dose="600 mcg").flags)
    '2 warnings'
    """
    counts = Counter(flag.severity for flag in flags)
    return ", ".join(plural(count, severity) for severity, count in counts.items())
