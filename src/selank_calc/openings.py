"""Which dose comes out of which vial or bottle: each is used until no dose is left, or its date.

Amounts are whole parts of a mcg, as `supply.parts_of` counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass
class Opened:
    """A vial or bottle from its first dose on."""

    opened: date
    discard_on: date | None
    left: int  # of what can be taken
    doses: int = 0
    last_dose: date = date.min
    outlasted: int = 0  # whole doses still in it on its discard date


def open_in_turn(
    doses: Iterable[tuple[date, int]],
    usable: int,
    needs: Sequence[int],
    beyond_use_days: int | None,
) -> tuple[list[Opened], list[int]]:
    """The vials opened for doses in their order, and for each dose the position of its vial.

    A dose is its day and its step; `needs` is what a dose of each step takes. A vial ends
    when it holds no whole dose, or on its discard date, `beyond_use_days` after it was
    opened: none is taken from it on or after that day. None is no such date. Every need
    must be above zero and no more than `usable`.
    """
    opened: list[Opened] = []
    taken_from = []
    current = None
    for day, step in doses:
        need = needs[step]
        is_past = current is not None and current.discard_on and day >= current.discard_on
        if current is None or is_past or current.left < need:
            if current is not None:
                current.outlasted = current.left // need  # none where it is empty
            discard_on = None
            if beyond_use_days is not None:
                discard_on = day + timedelta(days=beyond_use_days)
            current = Opened(day, discard_on, usable)
            opened.append(current)
        current.left -= need
        current.doses += 1
        current.last_dose = day
        taken_from.append(len(opened) - 1)
    return opened, taken_from
