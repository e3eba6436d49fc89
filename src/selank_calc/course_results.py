"""What `course()` returns: the plan day by day, its vials or bottles, and its flags.

The attribute names are the JSON names, and end in the unit of what they hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .as_field import AsField

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from pint import Quantity
    from rich.console import RenderableType

    from .catalogue import Catalogue, Formulation
    from .flags import Flag
    from .results import SprayDose, VialDose


class CourseStep(NamedTuple):
    """The dose of so many days in a row, as `dose()` returns it."""

    days: int
    dose: VialDose | SprayDose


class Opening(NamedTuple):
    """One vial or bottle: when it is opened and discarded, and the doses taken from it.

    `discard_on` is None where no date is documented. `ended` says why the next is opened:
    it was `empty`, with no whole dose left, or `past`, its date had come; None where the
    course ends first. `wasted_mcg` is what it still holds then; nothing of the last one.
    """

    number: int
    opened: datetime.date
    discard_on: datetime.date | None
    doses: int
    last_dose: datetime.date
    ended: Literal["empty", "past"] | None
    wasted_mcg: Decimal


class CourseDay(NamedTuple):
    """A day with doses. `opening` is the number of the vial or bottle of its first dose.

    `course` and `step` are counted from 1; `draw_units` is None for a spray, `sprays`,
    those of one dose, for a vial.
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
    opening: int | None


class Standing(NamedTuple):
    """Where one stands on the morning of a day: its own doses are still to be taken.

    `opening` is the vial or bottle in use, `discard_on` when it must go, `next_opening_on`
    when the next one is opened, that day included; None where there is none.
    """

    date: datetime.date
    doses_taken: int
    doses_left: int
    opening: int | None
    discard_on: datetime.date | None
    next_opening_on: datetime.date | None


@dataclass(frozen=True)
class Course(AsField):
    """Doses over days, with what they take of vials or bottles.

    `days` are those of one course, `start` to `end` all of them with their breaks.
    `total_mcg` is what was asked for, `delivered_total_mcg` what it comes to at the nearest
    marks and in whole sprays. Mass is conserved to the last digit: `taken_mcg`
    (in doses: draws as asked for or given, whole sprays) + `lost_mcg` (in dead space and priming) +
    `wasted_mcg` (in what was discarded) + `left_mcg` (in the last one) = `opened_mcg`.
    These and the openings are None or empty for a spray whose bottle is not known.
    `assumed` names what was not given but chosen.
    """

    given: Formulation = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    formulation: str
    name: str
    route: str | None
    container: Literal["vial", "bottle"]
    days: int
    courses: int
    break_days: int
    start: datetime.date
    end: datetime.date
    doses_per_day: int
    times: tuple[datetime.time, ...]
    timezone: str | None
    skipped: tuple[str, ...]
    steps: tuple[CourseStep, ...] = field(repr=False)
    doses: int
    total_mcg: Decimal
    delivered_total_mcg: Decimal
    draws: int | None
    sprays: int | None
    vials: int | None
    bottles: int | None
    diluent_ml: Decimal | None
    opened_mcg: Decimal | None
    taken_mcg: Decimal | None
    lost_mcg: Decimal | None
    wasted_mcg: Decimal | None
    left_mcg: Decimal | None
    beyond_use_days: int | None
    on_hand: int
    to_buy: int | None
    price: Decimal | None
    currency: str | None
    cost: Decimal | None
    cost_per_dose: Decimal | None
    cost_to_buy: Decimal | None
    openings: tuple[Opening, ...] = field(repr=False)
    days_detail: tuple[CourseDay, ...] = field(repr=False)
    # For each day the openings of its doses, where more than one vial is used on it.
    openings_by_dose: tuple[tuple[int, ...], ...] = field(repr=False)
    standing: Standing | None
    assumed: tuple[str, ...]
    flags: tuple[Flag, ...]

    def as_dict(self) -> dict[str, Any]:
        """The object that `selank-calc course --json` prints, ready for `json.dumps`."""
        from .output.records import course_record

        return course_record(self)

    def as_calendar(
        self, timezone: str | None = None, stamp: datetime.datetime | None = None
    ) -> bytes:
        """The course as an iCalendar file: doses with reminders, mixing and discarding.

        Times are those of an IANA `timezone`, by default that of the course; where it has
        none they are floating, those of wherever one is.
        `stamp` is when the file was made, by default the start of the course: the same
        course gives the same bytes. Raises DateError for a time zone that is unknown.
        """
        from .output.calendar_file import calendar_lines

        return b"".join(calendar_lines(self, timezone, stamp))

    def quantity(self, name: str) -> Quantity[Any]:
        """One amount as a pint Quantity, by its JSON name, as of a dose."""
        from .registry import quantity_called

        return quantity_called(name, self)

    def __rich__(self) -> RenderableType:
        from .output.course_table import course_table

        return course_table(self)

    def _repr_html_(self) -> str:
        from .output.html import course_html

        return course_html(self)
