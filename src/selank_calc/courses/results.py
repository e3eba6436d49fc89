"""What `course()` returns: the plan day by day, its vials or bottles, and its flags.

The attribute names are the JSON names, and end in the unit of what they hold.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import Any, Literal

from ..amounts.exact import NONE, Fraction, adding_up, decimal
from ..amounts.writing import as_text
from ..catalogue.model import Catalogue, Formulation
from ..dosing.flags import FlagsField, Raised
from ..dosing.keeping import DiluentKind, Keeping
from ..dosing.results import DropDose, SprayDose, VialDose
from ..errors import QuantityError, quoted
from ..shown import PintQuantity, Tabled, by_name
from ..views import View, amount, attribute, field, fields_of, in_days, mcg, ml
from .dates import WEEKDAYS, read_stamp, times_through_the_day
from .openings import Opened
from .parts import CourseDay, CourseStep, Opening, Standing, VialInUse
from .request import AskedCourse
from .supply import Supply
from .vial_use import Doses, VialUse

# What a step of a course says of its dose; the rest is the same for all of them.
OF_A_STEP = (
    "dose_mcg", "daily_mcg", "delivered_mcg", "error_percent", "low_mcg", "high_mcg",
    "dose_mcg_per_kg", "daily_mcg_per_kg", "draw_ml", "draw_units", "syringe", "mark_units",
    "sprays_per_dose", "spray_mcg", "drops_per_dose", "drop_mcg",
)  # fmt: skip
# What only a course from that device has, and what its days have.
OF_A_DEVICE = {
    "vial": ("draws", "vials"),
    "spray": ("sprays", "bottles"),
    "drops": ("drops", "bottles"),
}
_OF_A_DAY = {"vial": "draw_units", "spray": "sprays", "drops": "drops"}
_money = amount("currency")


class _TimesField(field[tuple[datetime.time, ...]]):
    """Times of day; in a record as hours and minutes."""

    def plain(self, result: Any) -> list[str]:
        return [f"{each:%H:%M}" for each in self.make(result)]


class _StepsField(field[tuple[CourseStep, ...]]):
    """Steps; in a record with what differs between them."""

    def plain(self, result: Any) -> list[dict[str, Any]]:
        return [{"days": step.days, **step.dose.plain(*OF_A_STEP)} for step in self.make(result)]


class _DaysField(field[tuple[CourseDay, ...]]):
    """Days; in a record with what their container has."""

    def plain(self, result: Any) -> list[dict[str, Any]]:
        days: list[dict[str, Any]] = super().plain(result)
        for device, name in _OF_A_DAY.items():
            if device != result.given.device:
                for day in days:
                    del day[name]
        return days


class Course(Tabled, View):
    """Doses over days, with what they take of vials or bottles.

    `days` are those of one course, `start` to `end` all of them with their breaks.
    `total_mcg` is what was asked for, `delivered_total_mcg` what it comes to at the nearest
    marks and in whole sprays. Mass is conserved to the last digit: `taken_mcg`
    (the same, out of vials or bottles) + `lost_mcg` (in dead space and priming) +
    `wasted_mcg` (in what was discarded) + `left_mcg` (in the last one) = `opened_mcg`.
    These and the openings are None or empty for a spray whose bottle is not known.
    `assumed` names what was not given but chosen.
    """

    _stages = ("asked", "taken_steps", "plan", "supply", "use", "raised")
    _headlines = "output.course_summary.headlines"
    _table, _html = "output.course_table.course_table", "output.html.course_html"
    _long = ("steps", "openings", "days_detail")
    asked: AskedCourse
    taken_steps: tuple[CourseStep, ...]
    plan: Doses
    supply: Supply | None
    use: VialUse | None
    raised: tuple[Raised, ...]

    @property
    def _dose(self) -> VialDose | SprayDose:
        return self.taken_steps[0].dose

    @property
    def numbered_steps(self) -> dict[int, CourseStep]:
        """The steps that have a dose on any of their days, by their numbers from 1."""
        return {number + 1: self.taken_steps[number] for number in self.plan.of_steps()}

    @property
    def given(self) -> Formulation:
        """The formulation, with all that is documented on it."""
        return self._dose.given

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the amounts are compared with."""
        return self._dose.catalogue

    @field
    def formulation(self) -> str:
        """Id."""
        return self._dose.formulation

    @field
    def name(self) -> str:
        """Full name."""
        return self._dose.name

    @field
    def route(self) -> str | None:
        """As documented, or `null`."""
        return self._dose.route

    @field
    def container(self) -> Literal["vial", "bottle"]:
        """`vial` or `bottle`."""
        return "vial" if isinstance(self._dose, VialDose) else "bottle"

    @in_days
    def days(self) -> int:
        """Of one course."""
        return self.asked.days

    @field
    def courses(self) -> int:
        """One after another."""
        return self.asked.courses

    @in_days
    def break_days(self) -> int:
        """Between two of them."""
        return self.asked.break_days

    @field
    def start(self) -> datetime.date:
        """The first day."""
        return self.asked.start

    @field
    def end(self) -> datetime.date:
        """The last day of the last course."""
        return self.asked.end

    @field
    def doses_per_day(self) -> int:
        """Given, or the fewest documented."""
        return self._dose.doses_per_day

    @field
    def timezone(self) -> str | None:
        """Where these are the times, as `Europe/Berlin`, or `null`."""
        return self.asked.timezone

    @in_days
    def every_days(self) -> int:
        """From one with doses to the next, counted from the first of each course; 1 is daily."""
        return self.asked.every

    @field
    def on(self) -> tuple[str, ...]:
        """Days of the week with doses, where they were named."""
        return _weekdays(self.asked.on)

    @field
    def skipped(self) -> tuple[str, ...]:
        """Days of the week without a dose: with `on` all others."""
        return _weekdays(self.asked.skipped)

    @field
    def doses(self) -> int:
        """In all."""
        return len(self.plan.days) * self.plan.a_day

    @mcg
    def total_mcg(self) -> Fraction:
        """As asked for, in all."""
        counts = self.plan.of_steps().items()
        doses = [step.dose.solution.dose_mcg for step in self.taken_steps]
        return sum((doses[step] * count for step, count in counts), NONE)

    @mcg
    def delivered_total_mcg(self) -> Fraction:
        """At the nearest marks, or in whole sprays."""
        if self._masses is not None:
            return self._masses[0]  # rounded as they are, so that it is the same number
        counts = self.plan.of_steps().items()
        doses = [step.dose.device.delivered_mcg for step in self.taken_steps]
        return sum((doses[step] * count for step, count in counts), NONE)

    @field
    def draws(self) -> int | None:
        """Fillings of the barrel; of a course from vials."""
        steps = [step.dose for step in self.taken_steps]
        fillings = [each.device.fillings for each in steps if isinstance(each, VialDose)]
        return self._in_all(fillings)

    @field
    def sprays(self) -> int | None:
        """Whole sprays; of a course of sprays."""
        return self._counted("spray")

    @field
    def drops(self) -> int | None:
        """Whole drops; of a course of drops."""
        return self._counted("drops")

    def _counted(self, device: str) -> int | None:
        steps = [step.dose for step in self.taken_steps if step.dose.given.device == device]
        return self._in_all([each.device.sprays for each in steps if isinstance(each, SprayDose)])

    def _in_all(self, of_steps: list[int]) -> int | None:
        if not of_steps:
            return None
        return sum(of_steps[step] * count for step, count in self.plan.of_steps().items())

    @field
    def vials(self) -> int | None:
        """Opened; of a course from vials."""
        return self._opened if self.container == "vial" else None

    @field
    def bottles(self) -> int | None:
        """Opened; of a course of sprays or drops, `null` where the fill is not known, as is what
        follows from it.
        """
        return None if self.container == "vial" else self._opened

    @property
    def _opened(self) -> int | None:
        return None if self.use is None else len(self.use.opened)

    @property
    def _fresh(self) -> int:
        """Of these, how many are still full and closed when the course begins."""
        return (self._opened or 0) - (self.plan.in_use is not None)

    @ml
    def diluent_ml(self) -> Fraction | None:
        """For all of them but one in use, or `null` for a spray that is bought."""
        if self.supply is None or self.supply.diluent_ml is None or self.use is None:
            return None
        return self.supply.diluent_ml * self._fresh

    @attribute
    def _masses(self) -> list[Fraction] | None:
        """Taken, lost, left, and wasted of each vial: as shown, and adding up to `opened_mcg`."""
        use = self.use
        return use and adding_up([use.taken_mcg, use.lost_mcg, use.left_mcg, *use.wasted_mcg])

    @mcg
    def opened_mcg(self) -> Fraction | None:
        """In all that is opened; the next four add up to it, in Python to the last digit, as JSON
        numbers to 15.
        """
        return None if self._masses is None else sum(self._masses, NONE)

    @mcg
    def taken_mcg(self) -> Fraction | None:
        """In doses: at the nearest marks, or in whole sprays."""
        return None if self._masses is None else self._masses[0]

    @mcg
    def lost_mcg(self) -> Fraction | None:
        """In dead space and in priming."""
        return None if self._masses is None else self._masses[1]

    @mcg
    def wasted_mcg(self) -> Fraction | None:
        """Still in what was discarded."""
        return None if self._masses is None else sum(self._masses[3:], NONE)

    @mcg
    def left_mcg(self) -> Fraction | None:
        """In the last one at the end."""
        return None if self._masses is None else self._masses[2]

    @field
    def diluent_kind(self) -> DiluentKind | None:
        """`bacteriostatic`, `sterile` or `saline`; `null` for a spray that is bought."""
        return self._dose.diluent_kind

    @property
    def keeps(self) -> Keeping:
        """The rule that decides the discard dates."""
        return self.plan.keeping

    @in_days
    def beyond_use_days(self) -> int | None:
        """From opening to discarding, or `null`."""
        return self.keeps.days

    @field
    def keeping(self) -> str:
        """That in words: `use at once; at most 24 hours in the refrigerator`, for example."""
        return self.keeps.words

    @field
    def expires(self) -> datetime.date | None:
        """The last day of use, with `--expires`, else `null`."""
        return self.asked.expires

    @field
    def in_use(self) -> VialInUse | None:
        """With `--left`, or `--opened` before the first dose: `opened`, `left_mcg`, `doses_left` in
        it (in the order of the steps, then of the size that is next), `doses` taken from it,
        `last_dose`, `discard_on`, `next_on` when the next is needed; else `null`.
        """
        if self.plan.in_use is None or self.supply is None or self.use is None:
            return None
        first, *others = self.openings
        used = self.use.opened[0]
        rest = used.outlasted
        if not others:  # the course ends before it does
            rest = used.left_mcg // self.supply.taken[self.plan.days[-1][1]].needs_mcg
        return VialInUse(
            first.opened,
            decimal(self.plan.in_use.holds_mcg),
            first.doses + rest,
            first.doses,
            first.last_dose,
            first.discard_on,
            others[0].opened if others else None,
        )

    @field
    def on_hand(self) -> int | None:
        """Unopened ones, as given; `null` where that is not known, and none is counted on."""
        return self.asked.on_hand

    @field
    def to_buy(self) -> int | None:
        """What is opened less these and less one in use; with `--today` from that day on."""
        return None if self.use is None else len(self._bought)

    @property
    def _bought(self) -> tuple[Opened, ...]:
        """Openings to buy for: not in use, not on hand, and not before the day, if one is named."""
        opened = () if self.use is None else self.use.opened
        since = self.asked.today or self.asked.start
        fresh = opened[self.plan.in_use is not None :]
        return tuple(each for each in fresh if each.opened >= since)[self.asked.on_hand or 0 :]

    @in_days
    def lead_days(self) -> int | None:
        """That an order takes, or `null`."""
        return self.asked.lead_days

    @field
    def order_on(self) -> datetime.date | None:
        """So many days before the first that is to be bought is opened; `null` if none is."""
        if not self._bought or self.asked.lead_days is None:
            return None
        return self._bought[0].opened - datetime.timedelta(days=self.asked.lead_days)

    @in_days
    def warn_before_days(self) -> int | None:
        """How long before each discard date a calendar file reminds of it, or `null`."""
        return self.asked.warn_days

    @_money
    def price(self) -> Fraction | None:
        """Of one vial or bottle, or `null`."""
        return self.asked.price

    @field
    def currency(self) -> str | None:
        """Three letters, or `null`."""
        return self.asked.currency

    @_money
    def cost(self) -> Fraction | None:
        """Of all that is opened, but one in use."""
        return None if self.use is None else self._costs(self._fresh)

    @_money
    def cost_per_dose(self) -> Fraction | None:
        """Of that, a share for each dose that is not from one in use; `null` if none is."""
        price, fresh = self.asked.price, self._fresh
        if self.use is None or price is None or not fresh:
            return None
        of_one_in_use = self.use.opened[0].doses if self.plan.in_use else 0
        return price * fresh / (self.doses - of_one_in_use)

    @_money
    def cost_to_buy(self) -> Fraction | None:
        """Of what is still to buy."""
        return self._costs(self.to_buy)

    def _costs(self, containers: int | None) -> Fraction | None:
        price = self.asked.price
        return None if price is None or containers is None else price * containers

    @field
    def standing(self) -> Standing | None:
        """With `--today`: `date`, `doses_taken` before it, `doses_left`, `opening` in use (an
        expired one as long as doses are planned from it), its `discard_on`, `next_opening_on`
        (before `opened`, that of the one in use); else `null`.
        """
        return None if self.asked.today is None else _standing(self, self.asked.today)

    @_TimesField
    def times(self) -> tuple[datetime.time, ...]:
        """Of the doses of a day, as `08:00`."""
        return self.asked.times or times_through_the_day(self.plan.a_day)

    @_StepsField
    def steps(self) -> tuple[CourseStep, ...]:
        """`days`, and of their dose `dose_mcg`, `daily_mcg`, `delivered_mcg`, `error_percent`,
        `low_mcg`, `high_mcg`, `dose_mcg_per_kg`, `daily_mcg_per_kg`, and `draw_ml`, `draw_units`,
        `syringe`, `mark_units`, or `sprays_per_dose`, `spray_mcg`, or `drops_per_dose`,
        `drop_mcg`.
        """
        return self.taken_steps

    @field
    def openings(self) -> tuple[Opening, ...]:
        """`number`, `opened`, `discard_on`, `discard_by` (`beyond-use`, `expiry` or `null`),
        `doses`, `last_dose`, `ended` (`empty`, with no whole dose of the size that is next, or
        after the last dose of its size; `past` its date; or `null`), `wasted_mcg`.
        """
        if self.use is None or self._masses is None or self.supply is None:
            return ()
        last_mcg = self.supply.taken[self.plan.days[-1][1]].needs_mcg
        opened, at_once = self.use.opened, self.keeps.is_at_once
        pairs = zip(opened, self._masses[3:], strict=True)
        return tuple(
            Opening(
                number,
                each.opened,
                each.discard_on,
                self.keeps.discard(each.opened).by,
                each.doses,
                each.last_dose,
                _ended(each, last_mcg, goes_on=number == len(opened) and not at_once),
                decimal(wasted),
            )
            for number, (each, wasted) in enumerate(pairs, 1)
        )

    @_DaysField
    def days_detail(self) -> tuple[CourseDay, ...]:
        """The days with doses: `date`, `course`, `step`, `doses`, `dose_mcg`, `daily_mcg`,
        `delivered_daily_mcg`, `draw_units`, `sprays` or `drops` of one dose, `opening` of the
        first.
        """
        first = [numbers[0] for numbers in self.openings_by_dose]
        of_steps = [_of_a_day(step.dose) for step in self.taken_steps]
        return tuple(
            CourseDay(day, course + 1, step + 1, *of_steps[step], first[at] if first else None)
            for at, (day, course, step) in enumerate(self.asked.dosing_days())
        )

    @property
    def openings_by_dose(self) -> tuple[tuple[int, ...], ...]:
        """For each day the number of the vial or bottle of each of its doses."""
        return () if self.use is None else self.use.taken_from

    @field
    def assumed(self) -> tuple[str, ...]:
        """As of a dose, and `days`, `start`, `break`, `times`, `beyond_use`."""
        times = () if self.asked.times else ("times",)
        kept = ("beyond_use",) if self.keeps.is_assumed else ()
        return (*self._dose.assumed, *self.asked.assumed, *kept, *times)

    @FlagsField
    def flags(self) -> tuple[Raised, ...]:
        """Worst first: see [flags.md](flags.md)."""
        return self.raised

    def as_dict(self) -> dict[str, Any]:
        """The object that `selank-calc course --json` prints, ready for `json.dumps`."""
        of_a_device, own = {*chain(*OF_A_DEVICE.values())}, OF_A_DEVICE[self.given.device]
        names = (name for name in fields_of(Course) if name in own or name not in of_a_device)
        return self.plain(*names)

    def as_calendar(
        self,
        timezone: str | None = None,
        stamp: datetime.datetime | None = None,
        *,
        discreet: bool = False,
    ) -> bytes:
        """The course as an iCalendar file: doses with reminders, mixing and discarding.

        Times are those of an IANA `timezone`, by default that of the course; where it has
        none they are floating, those of wherever one is.
        `stamp` is when the file was made, by default the start of the course: the same
        course gives the same bytes. Raises DateError for a time zone that is unknown, or a
        stamp that is not a datetime. `discreet` leaves names and doses out of all texts, and
        marks the events as private; they are the same events, which a calendar replaces.
        Raises QuantityError if that is neither true nor false.
        """
        wanted = as_text(discreet)
        if wanted not in ("True", "False"):
            message = f"{quoted(wanted)} is neither true nor false."
            raise QuantityError(message, "discreet", wanted, "Leave it out, or write True.")
        stamp = None if stamp is None else read_stamp(stamp, "stamp")
        lines = by_name("output.calendar_file.calendar_lines")
        return b"".join(lines(self, timezone, stamp, discreet=wanted == "True"))

    def quantity(self, name: str) -> PintQuantity:
        """One amount as a pint Quantity, by its JSON name, as of a dose."""
        quantity: PintQuantity = by_name("amounts.registry.quantity_called")(name, self)
        return quantity


def _weekdays(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(WEEKDAYS[number] for number in sorted(numbers))


def _ended(opened: Opened, last_mcg: Fraction, *, goes_on: bool) -> Literal["empty", "past"] | None:
    """Why no more is taken from a vial; None where the course ends first, and it is kept.

    After the last dose it is empty where it holds no other of that size, `last_mcg`.
    """
    if not goes_on:
        return "past" if opened.outlasted else "empty"
    return "empty" if opened.left_mcg < last_mcg else None


def _of_a_day(
    dose: VialDose | SprayDose,
) -> tuple[int, Decimal, Decimal, Decimal, Decimal | None, int | None, int | None]:
    """What every day of a step has alike."""
    a_day = dose.doses_per_day, dose.dose_mcg, dose.daily_mcg, dose.delivered_daily_mcg
    if isinstance(dose, VialDose):
        return *a_day, dose.draw_units, None, None
    if isinstance(dose, DropDose):
        return *a_day, None, None, dose.drops_per_dose
    return *a_day, None, dose.sprays_per_dose, None


def _standing(course: Course, today: datetime.date) -> Standing:
    taken = sum(course.plan.a_day for day, _step in course.plan.days if day < today)
    in_use = next_on = None
    for opening in course.openings:
        if opening.opened >= today:
            next_on = opening.opened
            break
        is_empty = opening.ended == "empty" and opening.last_dose < today
        is_past = opening.discard_on is not None and today >= opening.discard_on
        # What is planned after the expiry is taken from it all the same.
        in_use = None if is_empty or (is_past and opening.last_dose < today) else opening
    return Standing(
        today,
        taken,
        course.doses - taken,
        in_use and in_use.number,
        in_use and in_use.discard_on,
        next_on,
    )
