"""Which dose comes out of which vial or bottle: each is used until no dose is left, or its date."""

from __future__ import annotations

from datetime import date
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from ..amounts.exact import Fraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..dosing.keeping import Keeping


class Opened(NamedTuple):
    """A vial or bottle from its first dose on.

    `left_mcg` is what can still be taken from it in the end, `outlasted` how many whole doses
    were in it on its discard date.
    """

    opened: date
    discard_on: date | None
    left_mcg: Fraction
    doses: int
    last_dose: date
    outlasted: int


def open_in_turn(
    days: Iterable[tuple[date, int]],
    doses_a_day: int,
    usable_mcg: Fraction,
    needs_mcg: Sequence[Fraction],
    keeping: Keeping,
    first_opened: date | None = None,
    first_usable_mcg: Fraction | None = None,
) -> tuple[list[Opened], list[tuple[int, ...]]]:
    """The vials opened for the doses, and for each day the numbers of those it takes from.

    A day is its date and its step; `needs_mcg` is what a dose of each step takes. A vial ends
    when it holds no whole dose, or after its days by `keeping`: none is taken from it on or
    after that day. An expiry ends none, since the next has the same. The first is opened on
    `first_opened`, by default the first day and never after it; where it is in use by then,
    `first_usable_mcg` is what is left in it. Every need must be above zero and no more than
    `usable_mcg`. Vials are counted from 1, and stand in a day once for each of its doses.
    """
    # The one loop over thousands of doses: in whole numbers of one part of a mcg.
    if first_usable_mcg is None:
        first_usable_mcg = usable_mcg
    of_all = (usable_mcg, first_usable_mcg, *needs_mcg)
    parts = lcm(*(each.denominator for each in of_all))
    usable, usable_of_first = int(usable_mcg * parts), int(first_usable_mcg * parts)
    needs = [int(each * parts) for each in needs_mcg]
    opened: list[Opened] = []
    by_day: list[tuple[int, ...]] = []
    number = left = doses = outlasted = 0
    first = last = date.min
    discard_on: date | None = None
    until: date | None = None

    def close() -> None:
        if number:
            left_mcg = Fraction(left, parts)
            opened.append(Opened(first, discard_on, left_mcg, doses, last, outlasted))

    for day, step in days:
        need, remaining = needs[step], doses_a_day
        taken_from: tuple[int, ...] = ()
        while remaining:
            is_past = until is not None and day >= until
            if not number or is_past or left < need:
                outlasted = left // need  # none where it is empty
                close()
                left = usable if number else usable_of_first
                number, doses, outlasted = number + 1, 0, 0
                first = first_opened if first_opened and number == 1 else day
                discard_on = keeping.discard(first).on
                until = keeping._replace(expires=None).discard(first).on
            taken = min(remaining, left // need)
            taken_from += (number,) * taken
            left -= taken * need
            doses += taken
            remaining -= taken
            last = day
        by_day.append(taken_from)
    close()
    return opened, by_day
