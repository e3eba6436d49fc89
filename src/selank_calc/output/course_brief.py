"""A course on one screen: the amounts that matter, and what was assumed in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.writing import plural
from ..dosing.flags import counted
from .brief import day_row, dose_on_record, listed, most_a_day, of_device, starred
from .course_summary import (
    a_day,
    a_dose,
    at_once,
    bought,
    by_body_mass,
    containers,
    discard_date,
    headlines,
    in_use,
    standing,
    step_said,
    title,
    which_days,
)
from .keeping_words import keeping_assumed
from .summary import NOT_DOCUMENTED, Page, Row, checked, other_figures, own_limits
from .weeks import step_called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..courses.results import Course

_MOST_OPENINGS = 3  # that have rows of their own


def course_page(course: Course) -> Page:
    """A course on one screen."""
    rows = tuple(_rows(course))
    return Page(title(course), headlines(course), rows, _assumed(course, rows), course.flags)


def _rows(course: Course) -> Iterator[Row]:
    first = course.steps[0].dose
    yield Row("Dose", a_dose(course), dose_on_record(course.given))
    yield day_row(first, a_day(course))
    yield from checked(first)
    yield from own_limits(first)
    yield from at_once(course)
    if said := standing(course):
        yield Row("Today", " ".join(said))
    yield from in_use(course, _starry(course))
    yield from bought(course)  # what was asked for comes before what was not
    yield _length(course)
    yield from which_days(course)
    if len(course.steps) > 1:
        for number in range(1, len(course.steps) + 1):
            yield Row(f"Step {step_called(number)}", step_said(course, number))
    yield from by_body_mass(course)
    yield from _openings(course)
    yield from containers(course, whole=False)
    if len(course.steps) == 1:
        yield from most_a_day(first)


def _length(course: Course) -> Row:
    of = course.given
    days = starred(plural(course.days, "day"), "days", course.assumed)
    documented = counted(of.course_days, " days") if of.course_days else NOT_DOCUMENTED
    if course.courses > 1:
        apart = starred(plural(course.break_days, "day"), "break", course.assumed)
        days = f"{course.courses} of {days}, {apart} apart"
        if of.break_days:
            documented = documented.removesuffix(of.break_days.doubt)  # which then stands last
            documented += f", {counted(of.break_days, ' apart')}"
    return Row("Course", days, documented)


def _openings(course: Course) -> Iterator[Row]:
    """When each is opened and has to go, where they are few."""
    if len(course.openings) > _MOST_OPENINGS:
        return
    for opening in course.openings[0 if course.in_use is None else 1 :]:
        discard = ""
        if opening.discard_on and not opening.is_empty_first:
            discard = f", discard {discard_date(opening, _starry(course))}"
        said = f"opened {opening.opened}, last dose {opening.last_dose}{discard}"
        yield Row(f"{course.container.capitalize()} {opening.number}", said)


def _starry(course: Course) -> tuple[str, ...]:
    return () if course.keeps.is_at_once else course.assumed


def _assumed(course: Course, rows: tuple[Row, ...]) -> str:
    """The doses a day have a star in their row, and that is enough."""
    first = course.steps[0].dose
    said = other_figures(course.catalogue)
    days = [plural(course.days, "day")] if "days" in course.assumed else []
    if "start" in course.assumed:
        days = [f"{days[0]} from today" if days else "a start today"]
    said += days
    if "break" in course.assumed:
        said.append(f"{plural(course.break_days, 'day')} apart")
    if course.openings:
        said += keeping_assumed(course.keeps, course.assumed)
    return listed([*said, *of_device(first, marks=False)], rows)
