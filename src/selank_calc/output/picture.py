"""The barrel to scale with its marks and plunger, or a day's sprays or drops: blocks, or ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..amounts.exact import Fraction
from ..amounts.writing import plural, show, show_exactly, show_number
from ..dosing.results import DropDose, SprayDose, VialDose

if TYPE_CHECKING:
    from ..catalogue.figures import Barrel
    from ..dosing.results import Dose


class Glyphs(NamedTuple):
    """The characters of a picture; needle and handle are as wide in every set."""

    needle: str
    handle: str
    liquid: str
    plunger: str
    rod: str
    mark: str
    numbered: str
    pointer: str
    spray: str
    drop: str
    side: str


ASCII = Glyphs(" -------|", "|==|", ":", "#", "=", "'", "|", "^", "o", "o", "|")
BLOCKS = Glyphs(" ───────▐", "┃══┃", "▓", "█", "═", "╷", "│", "▲", "▲", "●", "│")
WIDEST_MARK = 4  # columns
MOST_ROWS = 4
MOST_DRAWN_SPRAYS = 10
ALL = 10_000  # lines: as many as there are
# Units between the numbers on a barrel: the least of these that leaves room for them.
NUMBERED_UNITS = [Fraction(step) for step in (5, 10, 20, 25, 50, 100, 200, 250, 500)]
_LAST_NUMBER = " units"


def picture(result: Dose, width: int, glyphs: Glyphs = ASCII, most: int = ALL) -> list[str]:
    """The picture of a result in at most `width` columns and `most` lines.

    Where there is less room, the part of the barrel with the plunger; nothing where that
    can't be legible.
    """
    if isinstance(result, VialDose):
        return _draw(result, width, glyphs, most)
    if isinstance(result, SprayDose):
        return _sprays_of_a_day(result, width, glyphs, most)
    return []


# --- A draw ---------------------------------------------------------------------------


def _draw(result: VialDose, width: int, glyphs: Glyphs, most: int) -> list[str]:
    """The barrel that is filled, after any that are filled to the end before it."""
    holds = result.device.barrel.capacity_units
    full, rest = filled(result)
    rows = _barrel(rest, result.device.barrel, width, glyphs)
    said = []
    if rows and full:
        barrels = plural(full, "full barrel")
        said = [f" {barrels} of {show(holds, 'units')}, then {show(rest, 'units')}:"]
    room = most - len(said)
    if sum(map(len, rows)) > room:
        rows = [row for row in rows if len(row) <= room and any(glyphs.pointer in x for x in row)]
    return [*said, *(line for row in rows for line in row)] if rows else []


def filled(result: VialDose) -> tuple[int, Fraction]:
    """How many fillings of a draw are full barrels, and the units of the last one."""
    device = result.device
    full = device.fillings - 1
    return full, device.marks.nearest - device.barrel.capacity_units * full


def _barrel(mark_units: Fraction, barrel: Barrel, width: int, glyphs: Glyphs) -> list[list[str]]:
    """Rows of lines; in one of them the plunger, with a pointer to it."""
    spacing, holds = barrel.marks_units, barrel.capacity_units
    marks = int(holds / spacing)
    digits = len(show_number(holds))
    room = width - len(glyphs.needle) - digits - len(_LAST_NUMBER)
    count = -(-marks // max(room, 1))
    if count > MOST_ROWS:
        return []  # more marks than can be told apart
    columns = min(WIDEST_MARK, room // marks) if count == 1 else 1
    step = _numbered_every(spacing, columns, digits)
    # A row ends where a number stands, so that the next begins with the same one.
    per_row = -(-marks // (count * step)) * step
    plunger = int(mark_units / spacing)
    rows = []
    for first in range(0, marks, per_row):
        last = min(first + per_row, marks)
        row = _Row(first, last, columns, plunger, glyphs)
        lines = [row.numbers(step, spacing, is_last=last == marks), row.marks(step)]
        lines.append(row.body(is_last=last == marks))
        if first < plunger <= last:
            at = len(glyphs.needle) - 1 + (plunger - first) * columns
            lines.append(_pointed(at, show_exactly(mark_units, "units"), width, glyphs.pointer))
        rows.append(lines)
    return rows


def _numbered_every(spacing: Fraction, columns: int, digits: int) -> int:
    """After how many marks a number stands."""
    for units in NUMBERED_UNITS:
        marks, rest = divmod(units, spacing)
        if not rest and marks * columns >= digits + 2:
            return marks
    return digits + 2


class _Row(NamedTuple):
    """The barrel from mark `first` to `last`, so many columns apart."""

    first: int
    last: int
    columns: int
    plunger: int
    glyphs: Glyphs

    @property
    def indent(self) -> str:
        return " " * (len(self.glyphs.needle) - 1)

    def numbers(self, step: int, spacing: Fraction, *, is_last: bool) -> str:
        line = ""
        for mark in range(self.first, self.last + 1):
            if mark % step == 0:
                line = line.ljust((mark - self.first) * self.columns) + show_number(mark * spacing)
        return self.indent + line + (_LAST_NUMBER if is_last else "")

    def marks(self, step: int) -> str:
        line = ""
        for mark in range(self.first, self.last + 1):
            hairline = self.glyphs.mark if mark % step else self.glyphs.numbered
            line = line.ljust((mark - self.first) * self.columns) + hairline
        return self.indent + line

    def body(self, *, is_last: bool) -> str:
        """The needle or the liquid before the row, what is in it, the handle or what follows."""
        first, last, columns, plunger, glyphs = self
        length, at = (last - first) * columns, (plunger - first) * columns
        inside = "".join(self._inside(column, at) for column in range(1, length))
        left = glyphs.needle if first == 0 else self.indent + self._inside(0, at)
        right = f"{self._inside(length, at)} ..."
        if is_last:
            right = glyphs.plunger + glyphs.handle[1:] if plunger == last else glyphs.handle
        return left + inside + right

    def _inside(self, column: int, plunger: int) -> str:
        if column == plunger:
            return self.glyphs.plunger
        return self.glyphs.liquid if column < plunger else self.glyphs.rod


def _pointed(at: int, text: str, width: int, pointer: str) -> str:
    """A pointer at that column, with the text on the side where there is room."""
    after = f"{' ' * at}{pointer} {text}"
    return after if len(after) <= width else f"{text} {pointer}".rjust(at + 1)


# --- A day's sprays -------------------------------------------------------------------


def _sprays_of_a_day(result: SprayDose, width: int, glyphs: Glyphs, most: int) -> list[str]:
    count = result.sprays_per_dose
    one = glyphs.drop if isinstance(result, DropDose) else glyphs.spray
    if count <= MOST_DRAWN_SPRAYS:
        halves = (count + 1) // 2, count // 2
        sprays = f" {glyphs.side} ".join(" ".join(one * half) for half in halves if half)
    else:
        sprays = f"{count} x {one}"
    lines = [""]
    for number in range(1, result.doses_per_day + 1):
        dose = f"dose {number}: {sprays}"
        if lines[-1] and len(lines[-1]) + len(dose) + 4 > width:
            lines.append("")
        lines[-1] += ("    " if lines[-1] else " ") + dose
    return lines if len(lines) <= most else [f" {result.doses_per_day} times: {sprays}"]
