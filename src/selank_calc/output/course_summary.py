"""A course in words: what its table says, row by row. Own words are ASCII only."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

from ..amounts import days
from ..amounts.writing import about, plural, show_exactly
from ..catalogue.model import NASAL, Range
from ..dosing.barrels import in_words
from ..dosing.flags import span
from ..dosing.keeping import water
from ..dosing.results import VialDose
from .brief import starred
from .keeping_words import keeping_said
from .summary import (
    Row,
    assumptions,
    checked,
    cited,
    cited_by,
    described,
    documented_per_kg,
    made_of,
    notes_beside,
    on_record,
    other_figures,
    own_limits,
)
from .weeks import step_called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalogue.model import Note
    from ..courses.parts import Opening
    from ..courses.results import Course
    from ..dosing.results import SprayDose

_LONGEST_HEADLINE = 76  # what a frame of 80 columns has room for
_CENTS = Decimal("0.01")
_MONEY = Context(prec=28, rounding=ROUND_HALF_EVEN)


def title(course: Course) -> str:
    """What it is a course of, how it is taken, and when."""
    # `dose` prints the rest of the route.
    route = f", {course.route.split(',')[0]}" if course.route else ""
    return f"{course.name}{route}, {course.start} to {course.end}"


def headlines(course: Course) -> tuple[str, ...]:
    """What one wants to know first: how much of what, and how each dose is taken."""
    first = f"{plural(course.doses, 'dose')} = {_asked_delivered(course)}"
    opened = course.vials if course.container == "vial" else course.bottles
    if opened is not None:
        first += f" from {plural(opened, course.container)}"
    steps = course.numbered_steps
    if len(steps) > 1:
        doses = [(step_called(number), step.dose) for number, step in steps.items()]
        said = "step " + "; ".join(
            f"{called}: {_counted(dose)} = {about(dose.delivered_mcg, 'mcg')}"
            for called, dose in doses
        )
        return first, said if len(said) <= _LONGEST_HEADLINE else f"in {len(steps)} steps"
    (dose,) = (step.dose for step in steps.values())
    whole = f"{first}; {_each(dose)}"
    return (whole,) if len(whole) <= _LONGEST_HEADLINE else (first, _each(dose))


def _each(dose: VialDose | SprayDose) -> str:
    """'each 10 units (U-100) = 0.1 mL = 250 mcg', or to which mark that goes."""
    delivered, taken = about(dose.delivered_mcg, "mcg"), _taken(dose)
    if isinstance(dose, VialDose) and dose.mark_units != dose.draw_units:
        mark = show_exactly(dose.mark_units, "units")
        return f"each {taken}, nearest mark {mark} = {delivered}"
    asked = f", {about(dose.dose_mcg, 'mcg')} asked" if dose.error_percent else ""
    return f"each {taken} = {delivered}{asked}"


def _counted(dose: VialDose | SprayDose) -> str:
    """To which mark, or how many sprays or drops."""
    if isinstance(dose, VialDose):
        return f"{show_exactly(dose.mark_units, 'units')} ({dose.syringe.scale})"
    return dose.device.words.counted(dose.device.sprays)


def _taken(dose: VialDose | SprayDose) -> str:
    """'10 units (U-100) = 0.1 mL'."""
    if isinstance(dose, VialDose):
        units = f"{about(dose.draw_units, 'units')} ({dose.syringe.scale})"
        return f"{units} = {about(dose.draw_ml, 'mL')}"
    volume_ml = dose.request.spray_ml * dose.device.sprays
    return f"{_counted(dose)} = {about(volume_ml, 'mL')}"


def _asked_delivered(course: Course) -> str:
    asked, delivered = course.total_mcg, course.delivered_total_mcg
    if asked == delivered:
        return about(asked, "mcg")
    return f"{about(delivered, 'mcg')} ({about(asked, 'mcg')} asked)"


def dose_said(dose: VialDose | SprayDose) -> str:
    """One dose in mass, volume and marks, or in sprays or drops."""
    mass = about(dose.dose_mcg, "mcg")
    if not isinstance(dose, VialDose):
        if dose.error_percent:
            return f"{mass}, as {_taken(dose)} = {about(dose.delivered_mcg, 'mcg')}"
        return f"{mass} = {_taken(dose)}"
    drawn = f"{about(dose.draw_ml, 'mL')} = {about(dose.draw_units, 'units')}"
    said = f"{mass} = {drawn} on a {in_words(dose.syringe)}"
    if dose.solved_for is None and dose.error_percent:
        said = f"{mass} asked, {drawn} on a {in_words(dose.syringe)} given"
    if dose.mark_units != dose.draw_units:
        said += f", nearest mark {show_exactly(dose.mark_units, 'units')}"
    if dose.error_percent:
        said += f" = {about(dose.delivered_mcg, 'mcg')}"
    return said


def dissolved(course: Course) -> str:
    """How one vial is made up: '5 mg in 2 mL.'."""
    dose = course.steps[0].dose
    made = made_of(dose)
    if not made:
        return ""
    given = dose.diluent_kind if "diluent_kind" not in dose.assumed else None
    of = f" of {water(given)}" if given else ""
    return f"{made}{of}."


def rows(course: Course) -> list[Row]:
    """The rows of the table."""
    return [*_when(course), *_doses(course), *at_once(course), *in_use(course), *containers(course)]


def _when(course: Course) -> Iterator[Row]:
    of = course.given
    assumed = " (assumed)" if "days" in course.assumed else ""
    one = plural(course.days, "day") + assumed
    if course.courses > 1:
        one = f"{course.courses} of {one}"
    yield Row("Course", one, on_record(of.course_days, None))
    if course.courses > 1:
        assumed = " (assumed)" if "break" in course.assumed else ""
        yield Row(
            "Break", plural(course.break_days, "day") + assumed, on_record(of.break_days, None)
        )
    assumed = " (today, assumed)" if "start" in course.assumed else ""
    yield Row("From, to", f"{course.start}{assumed} to {course.end}")
    yield from which_days(course)


def which_days(course: Course) -> Iterator[Row]:
    """The days that have doses, where not all have."""
    if course.every_days > 1:
        yield Row("Every", f"{course.every_days} days, from the first day of each course")
    if course.on:
        yield Row("On", ", ".join(course.on))
    elif course.skipped:
        yield Row("Skipped", ", ".join(course.skipped))


def _doses(course: Course) -> Iterator[Row]:
    of, first = course.given, course.steps[0].dose
    several = len(course.steps) > 1
    for number, step in enumerate(course.steps, 1):
        label = f"Step {step_called(number)}" if several else "Dose"
        said = step_said(course, number) if several else dose_said(step.dose)
        yield Row(label, said, on_record(of.dose_mcg, "mcg"))
    yield from checked(first)
    assumed = " (assumed)" if "doses_per_day" in course.assumed else ""
    yield Row("Doses a day", f"{course.doses_per_day}{assumed}", on_record(of.doses_per_day, None))
    yield Row("A day", a_day(course), on_record(first.catalogue.daily_mcg, "mcg"))
    yield from own_limits(first)
    drawn = (course.draws or 0, "draw")
    if words := NASAL.get(course.given.device):
        drawn = (getattr(course, words.many) or 0, words.one)
    yield from by_body_mass(course)
    yield Row("In all", f"{_asked_delivered(course)} in {plural(*drawn)}")


def by_body_mass(course: Course) -> list[Row]:
    """A day by body mass, where that was given."""
    per_kg = [step.dose.daily_mcg_per_kg for step in course.numbered_steps.values()]
    known = [each for each in per_kg if each is not None]
    if not known:
        return []
    documented = documented_per_kg(course.catalogue)
    return [Row("Body mass", f"{span_of(known, 'mcg/kg')} a day", documented)]


def a_dose(course: Course) -> str:
    """One dose, from the least to the most of the steps."""
    taken = [step.dose for step in course.numbered_steps.values()]
    asked = span_of([dose.dose_mcg for dose in taken])
    return _apart(asked, span_of([dose.delivered_mcg for dose in taken]))


def a_day(course: Course) -> str:
    """A day of doses, likewise."""
    taken = [step.dose for step in course.numbered_steps.values()]
    asked = span_of([dose.daily_mcg for dose in taken])
    return _apart(asked, span_of([dose.delivered_daily_mcg for dose in taken]))


def _apart(asked: str, delivered: str) -> str:
    return asked if asked == delivered else f"{asked} asked, {delivered} delivered"


def span_of(amounts: list[Decimal], unit: str = "mcg") -> str:
    """From the least to the most of them."""
    return span(Range(min(amounts), max(amounts), ()), unit)


def step_said(course: Course, number: int) -> str:
    """The days and the dose of a step; that number is counted from 1."""
    step, skipped = course.steps[number - 1], number not in course.numbered_steps
    said = dose_said(step.dose)
    return f"{plural(step.days, 'day')}{', all skipped' if skipped else ''}: {said}"


def containers(course: Course, *, whole: bool = True) -> Iterator[Row]:
    """The vials or bottles, if all is wanted what is bought of them, and what is not used."""
    thing, dose = course.container, course.steps[0].dose
    label = f"{thing.capitalize()}s"
    opened = course.vials if thing == "vial" else course.bottles
    if opened is None or course.to_buy is None:
        yield Row(label, f"not known: the fill of a {thing} was not given")
        return
    each = dissolved(course).removesuffix(".")
    holds_ml = dose.volume_ml if isinstance(dose, VialDose) else dose.bottle_ml
    if holds_ml is not None and not each:
        each = about(holds_ml, "mL")
    said = f"{opened} of {each}"
    new = opened - (course.in_use is not None)
    if new < opened:
        said += ", 1 of them in use" if new else ", in use"
    if course.diluent_ml is not None and new > 1:
        said += f"; {about(course.diluent_ml, 'mL')} of diluent in all"
    yield Row(label, said)
    yield from bought(course) if whole else ()
    parts = (
        (course.lost_mcg, "lost in dead space" if thing == "vial" else "lost in priming"),
        (course.wasted_mcg, "discarded"),
        (course.left_mcg, f"left in the last {thing}"),
    )
    left = [f"{about(mcg, 'mcg')} {where}" for mcg, where in parts if mcg]
    yield Row("Not used", ", ".join(left) or "nothing")


def bought(course: Course) -> Iterator[Row]:
    """What is to buy and what it costs, where that was asked for."""
    if course.on_hand and course.cost is None:
        yield Row("To buy", f"{course.to_buy}, with {course.on_hand} on hand")
    yield from money(course)


def in_use(course: Course, starry: tuple[str, ...] = ()) -> list[Row]:
    """What is left in the one in use, until when, and when the next is needed and to be ordered."""
    rows, at, thing = [], course.in_use, course.container
    if at is not None:
        held = f"{about(at.left_mcg, 'mcg')} = " if len(course.numbered_steps) > 1 else ""
        said = f"{thing} 1, opened {at.opened}: {held}{plural(at.doses_left, 'dose')} left in it, "
        if at.doses < at.doses_left and at.next_on is not None:
            said += f"{at.doses} before its date, "
        said += f"last dose {at.last_dose}, discard {discard_date(course.openings[0], starry)}"
        said += f"; the next is needed {at.next_on}" if at.next_on else "; no other is needed"
        rows.append(Row("In use", said))
    if course.expires is not None:
        rows.append(Row("Expires", f"{course.expires}, the last day of use"))
    if course.warn_before_days and not any(each.discard_on for each in course.openings):
        rows.append(Row("Warn", f"of nothing: no discard date of a {thing} is known"))
    if course.lead_days is not None:
        known = "not known" if course.on_hand is None else f"{course.on_hand}"
        said = "nothing"
        if course.order_on is not None:
            late = ", which is past" if course.order_on < _today(course) else ""
            said = f"by {course.order_on}{late}, {course.to_buy} to buy"
        rows.append(Row("Order", f"{said}; on hand: {known}"))
    return rows


def _today(course: Course) -> date:
    """The day that was named, or this one where the course does not begin before it."""
    if course.asked.today is not None:
        return course.asked.today
    return days.today() if course.start >= days.today() else date.min


def discard_date(opening: Opening, starry: tuple[str, ...] = ()) -> str:
    """The date, and that it is by the expiry where that decided it."""
    if opening.discard_on is None:
        return "by the maker's date"
    if opening.discard_by == "expiry":
        return f"{opening.discard_on} (expiry)"
    return starred(str(opening.discard_on), "beyond_use", starry)


def opening_headings(course: Course) -> tuple[str, ...]:
    """The headings of the table of openings."""
    return (course.container.capitalize(), "Opened", "Doses", "Last dose", "Discard", "Wasted")


def opening_cells(course: Course) -> Iterator[tuple[str, ...]]:
    """A row for each vial or bottle."""
    for opening in course.openings:
        yield (
            str(opening.number),
            str(opening.opened),
            str(opening.doses),
            str(opening.last_dose),
            "empty" if opening.is_empty_first else discard_date(opening),
            about(opening.wasted_mcg, "mcg") if opening.wasted_mcg else "",
        )


def at_once(course: Course) -> list[Row]:
    """How long a vial without a preservative is used."""
    keeps = course.keeps
    return [Row(water(keeps.kind).capitalize(), keeps.words)] if keeps.is_at_once else []


def money(course: Course) -> Iterator[Row]:
    """What they cost, where a price was given."""
    if course.cost is None or course.cost_to_buy is None:
        return
    cost = _price(course.cost, course)
    if course.cost_per_dose is not None:
        of = " of those bought" if course.in_use is not None else ""
        cost += f", {_price(course.cost_per_dose, course)} a dose{of}"
    if course.on_hand:
        cost += f"; {_price(course.cost_to_buy, course)} for the {course.to_buy} to buy"
    yield Row("Cost", cost)


def _price(amount: Decimal, course: Course) -> str:
    """With two decimals, as prices are written; no currency is assumed."""
    shown = amount.quantize(_CENTS, context=_MONEY)
    number = f"{'' if shown == amount else 'about '}{shown:f}"
    return f"{number} {course.currency}" if course.currency else number


def standing(course: Course) -> list[str]:
    """Where one stands on the day that was named."""
    at, thing = course.standing, course.container
    if at is None:
        return []
    taken = plural(at.doses_taken, "dose")
    left = f"{at.doses_left} left" if at.doses_left else "none left, the course is over"
    said = [f"On the morning of {at.date}: {taken} taken, {left}."]
    if at.opening is not None and (at.doses_left or at.discard_on):
        was = "was " if at.discard_on and at.discard_on <= at.date else ""
        until = [f"{was}to be discarded on {at.discard_on}"] if at.discard_on else []
        state = ", ".join([*(["in use"] if at.doses_left else []), *until])
        said.append(f"{thing.capitalize()} {at.opening} is {state}.")
    if at.next_opening_on is not None:
        when = "today" if at.next_opening_on == at.date else f"on {at.next_opening_on}"
        said.append(f"The next {thing} is opened {when}.")
    return said


# --- What stands below the table ------------------------------------------------------


def assumed(course: Course) -> list[str]:
    """What was not given but chosen, in words."""
    said = other_figures(course.catalogue, in_full=True)
    if "days" in course.assumed:
        said.append(f"{course.days} days")
    if "start" in course.assumed:
        said.append("the course starts today")
    if "break" in course.assumed and course.given.break_days is not None:
        documented = course.given.break_days
        days = plural(course.break_days, "day")
        fewest = f"the fewest documented{documented.doubt} {cited(documented.sources)}"
        said.append(f"{days} of break: {fewest}")
    if "times" in course.assumed:
        times = ", ".join(f"{each:%H:%M}" for each in course.times)
        said.append(f"doses at {times}, in a calendar file")
    if course.openings:
        said += keeping_said(course.keeps, course.assumed)
    taken = course.numbered_steps.values()
    said += dict.fromkeys(each for step in taken for each in assumptions(step.dose))
    return said


def notes(course: Course) -> tuple[Note, ...]:
    """What else is on record beside the flags."""
    return notes_beside(course.flags, course.given, course.catalogue)


def sources(course: Course) -> tuple[str, ...]:
    """The documents that the table cites, each as `id: title`."""
    of, catalogue = course.given, course.catalogue
    ranges = [of.dose_mcg, of.doses_per_day, of.course_days, catalogue.daily_mcg]
    ranges += [of.break_days] if course.courses > 1 else []
    used = {name for each in ranges if each for name in each.sources} | cited_by(course.flags)
    used.update(name for note in notes(course) for name in note.sources)
    if course.openings and course.keeps.is_assumed and course.keeps.usual:
        used.update(course.keeps.usual.sources)
    if of.strength_mcg_per_ml:
        used.update(of.strength_mcg_per_ml.sources)
    return described(used, catalogue)
