"""The barrel to scale with its marks and plunger, or the day's sprays: lines of ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.exact import Fraction
from ..amounts.writing import show, show_exactly, show_number
from ..dosing.results import SprayDose, VialDose

if TYPE_CHECKING:
    from ..catalogue.figures import Barrel
    from ..dosing.results import Dose

NEEDLE = " -------|"
HANDLE = "|==|"
WIDEST_MARK = 4  # columns
MOST_ROWS = 4
MOST_DRAWN_SPRAYS = 10
# Units between the numbers on a barrel: the least of these that leaves room for them.
_NUMBERED_UNITS = [Fraction(step) for step in (5, 10, 20, 25, 50, 100, 200, 250, 500)]
_LAST_NUMBER = " units"


def picture(result: Dose, width: int) -> list[str]:
    """The picture of a result, in at most `width` columns; none where it can't be legible."""
    if isinstance(result, VialDose):
        return _draw(result, width)
    if isinstance(result, SprayDose):
        return _sprays_of_a_day(result, width)
    return []


# --- A draw ---------------------------------------------------------------------------


def _draw(result: VialDose, width: int) -> list[str]:
    """The barrel that is filled, after any that are filled to the end before it."""
    holds = result.device.barrel.capacity_units
    full, rest = divmod(result.device.marks.nearest, holds)
    if not rest:
        full, rest = full - 1, holds
    barrel = _barrel(rest, result.device.barrel, width)
    if not barrel or not full:
        return barrel
    barrels = "1 full barrel" if full == 1 else f"{full} full barrels"
    return [f"{barrels} of {show(holds, 'units')}, then {show(rest, 'units')}:", *barrel]


def _barrel(mark_units: Fraction, barrel: Barrel, width: int) -> list[str]:
    spacing, holds = barrel.marks_units, barrel.capacity_units
    marks = int(holds / spacing)
    digits = len(show_number(holds))
    room = width - len(NEEDLE) - digits - len(_LAST_NUMBER)
    rows = -(-marks // max(room, 1))
    if rows > MOST_ROWS:
        return []  # more marks than can be told apart
    columns = min(WIDEST_MARK, room // marks) if rows == 1 else 1
    step = _numbered_every(spacing, columns, digits)
    # A row ends where a number stands, so that the next begins with the same one.
    per_row = -(-marks // (rows * step)) * step
    plunger = int(mark_units / spacing)
    lines = []
    for first in range(0, marks, per_row):
        last = min(first + per_row, marks)
        lines += _row(first, last, step, columns, plunger, spacing, is_last=last == marks)
        if first < plunger <= last:
            at = len(NEEDLE) - 1 + (plunger - first) * columns
            lines.append(_pointed(at, show_exactly(mark_units, "units"), width))
    return lines


def _numbered_every(spacing: Fraction, columns: int, digits: int) -> int:
    """After how many marks a number stands."""
    for units in _NUMBERED_UNITS:
        marks, rest = divmod(units, spacing)
        if not rest and marks * columns >= digits + 2:
            return marks
    return digits + 2


def _row(
    first: int,
    last: int,
    step: int,
    columns: int,
    plunger: int,
    spacing: Fraction,
    *,
    is_last: bool,
) -> list[str]:
    """Numbers, marks and barrel from the mark number `first` to `last`."""
    numbers, ticks, body = "", "", ""
    for mark in range(first, last + 1):
        at = (mark - first) * columns
        is_numbered = mark % step == 0
        ticks = ticks.ljust(at) + ("|" if is_numbered else "'")
        if is_numbered:
            numbers = numbers.ljust(at) + show_number(mark * spacing)
    for column in range(1, (last - first) * columns):
        mark_column = (plunger - first) * columns
        body += "#" if column == mark_column else ":" if column < mark_column else "="
    indent = " " * (len(NEEDLE) - 1)
    left = NEEDLE if first == 0 else indent + ("#" if plunger == first else ":")
    end = "#" if plunger == last else ":" if plunger > last else "="
    right = ("#" + HANDLE[1:] if plunger == last else HANDLE) if is_last else f"{end} ..."
    return [
        indent + numbers + (_LAST_NUMBER if is_last else ""),
        indent + ticks,
        left + body + right,
    ]


def _pointed(at: int, text: str, width: int) -> str:
    """A caret at that column, with the text on the side where there is room."""
    after = " " * at + f"^ {text}"
    return after if len(after) <= width else f"{text} ^".rjust(at + 1)


# --- A day's sprays -------------------------------------------------------------------


def _sprays_of_a_day(result: SprayDose, width: int) -> list[str]:
    count = result.sprays_per_dose
    if count <= MOST_DRAWN_SPRAYS:
        nostrils = " ".join("o" * ((count + 1) // 2)), " ".join("o" * (count // 2))
        sprays = " | ".join(filter(None, nostrils))
    else:
        sprays = f"{count} x o"
    lines = [""]
    for number in range(1, result.doses_per_day + 1):
        dose = f"dose {number}: {sprays}"
        if lines[-1] and len(lines[-1]) + len(dose) + 4 > width:
            lines.append("")
        lines[-1] += ("    " if lines[-1] else " ") + dose
    return lines
