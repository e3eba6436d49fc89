"""What the result of a course is made of: steps, openings, days, and where one stands.

The attribute names are the JSON names, and end in the unit of what they hold.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from ..dosing.results import SprayDose, VialDose
from ..shown import in_notebooks


@in_notebooks
class CourseStep(NamedTuple):
    """The dose of so many days in a row, as `dose()` returns it."""

    days: int
    dose: VialDose | SprayDose


@in_notebooks
class Opening(NamedTuple):
    """One vial or bottle: when it is opened and discarded, and the doses taken from it.

    `discard_on` is None for a bottle that is bought ready, and no later than the day after an
    expiry that was given; `discard_by` says what decided. `ended` says why the next is opened:
    it was `empty`, with no whole dose left of the size that is next (of the last one: of the last
    dose), or `past`, its days were over; None where the course ends first. `wasted_mcg` is what it
    still holds then; nothing of the last one, unless it is used at once.
    """

    number: int
    opened: datetime.date
    discard_on: datetime.date | None
    discard_by: Literal["beyond-use", "expiry"] | None
    doses: int
    last_dose: datetime.date
    ended: Literal["empty", "past"] | None
    wasted_mcg: Decimal

    @property
    def gone_on(self) -> datetime.date | None:
        """The discard date: the day of its last dose if it runs empty first, else its own date.

        Of one that is planned after its expiry that is a day before its last dose.
        """
        return self.last_dose if self.is_empty_first else self.discard_on

    @property
    def is_empty_first(self) -> bool:
        """True if it runs empty before its date."""
        is_in_time = self.discard_on is None or self.last_dose < self.discard_on
        return self.ended == "empty" and is_in_time


@in_notebooks
class CourseDay(NamedTuple):
    """A day with doses. `opening` is the number of the vial or bottle of its first dose.

    `course` and `step` are counted from 1; of `draw_units`, `sprays` and `drops`, those of one
    dose, all are None that its device does not have.
    """

    date: datetime.date
    course: int
    step: int
    doses: int
    dose_mcg: Decimal
    daily_mcg: Decimal
    delivered_daily_mcg: Decimal
    draw_units: Decimal | None
    sprays: int | None
    drops: int | None
    opening: int | None


@in_notebooks
class Standing(NamedTuple):
    """Where one stands on the morning of a day: its own doses are still to be taken.

    `opening` is the vial or bottle in use, an expired one as long as doses are planned from it,
    `discard_on` when it must go, `next_opening_on` when the next one is opened, that day included:
    before `opened` that is the one in use. None where there is none.
    """

    date: datetime.date
    doses_taken: int
    doses_left: int
    opening: int | None
    discard_on: datetime.date | None
    next_opening_on: datetime.date | None


@in_notebooks
class VialInUse(NamedTuple):
    """The vial or bottle that is in use when the course begins, the first of its openings.

    `doses_left` are the whole doses that it holds by then, in the order of the steps and then of
    the size that is next, `doses` those of them that are taken: fewer, where its date or the end
    of the course comes first. `next_on` is when the next one is opened; None where the course
    ends before.
    """

    opened: datetime.date
    left_mcg: Decimal
    doses_left: int
    doses: int
    last_dose: datetime.date
    discard_on: datetime.date | None
    next_on: datetime.date | None
