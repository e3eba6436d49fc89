"""A flag in a line that stands alone, made of its message; a likely slip is a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dosing.flags import Flag

LONGEST = 70  # characters: the room beside the severity on a screen of 80 columns
_CLAUSES = re.compile(r"(?<=[.;]) ")
_SLIP = re.compile(r"likely slip|check ", re.IGNORECASE)
_BEYOND = r"(documented .+?) a (?:day|dose)\.", r"\1."
_SMALL = r", as much as (.+?), is (a .+?):[^.]+\.", r" = \1: \2."
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
    "step-change": (r"(times the dose before) it", r"\1"),
    "beyond-use": (
        r" is to be discarded on (.+?), .+? when (.+?) (?:is|are) left in it",
        r": discard on \1 with \2 left",
    ),
    "between-marks": (r", which delivers .+", "."),
}


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
    slips = [clause for clause in others if _SLIP.match(clause)]
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
    return ", ".join(
        f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()
    )
