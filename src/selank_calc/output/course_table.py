"""A course as Rich renders it: the headline, its calendar, the amounts, and what is flagged."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Group

from . import course_summary
from .course_brief import course_page
from .lines import columns, columns_of, padded, paragraph
from .picture import ALL
from .screen import Look, amounts_of, flowing, part, screen, whole
from .summary import checked, noted, own_limits
from .weeks import COLUMNS, fits, legend, week_lines, weeks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType

    from ..courses.results import Course
    from .lines import Drawing, Line


_LEAST = 3  # the headings, the dose and the day
# Columns can only be told when all rows are known.
_LONGEST_TABLE = 1000


def course_table(course: Course, *, hint: bool = True) -> RenderableType:
    """The course on one screen."""
    return Group(*course_parts(course, hint=hint))


def course_parts(
    course: Course, *, full: bool = False, hint: bool = True, kit: str = ""
) -> Iterator[RenderableType]:
    """The course on one screen or, with `full`, in full, part by part.

    In parts, since a course may open a vial for each of 87,672 doses. `hint` adds how a
    command line prints the rest, `kit` which values came from a plan file.
    """
    page = course_page(course)._replace(kit=kit)
    if full:
        return whole(page, _middle(course))
    undrawn = "Calendar, sources: --full"
    first = course.steps[0].dose
    asked = (
        *checked(first),
        *own_limits(first),
        *course_summary.at_once(course),
        *course_summary.in_use(course),
        *course_summary.bought(course),
    )
    least = _LEAST + len(asked) + (course.standing is not None)
    look = Look(
        partial(_calendar, course), amounts_of(page.rows), least, undrawn=undrawn, counts=True
    )
    return iter([screen(page, look, hint=hint)])


def _middle(course: Course) -> list[Callable[[Drawing], Iterable[Line]]]:
    return [
        partial(_calendar, course),
        flowing(amounts_of(course_summary.rows(course))),
        part("Today", course_summary.standing(course)),
        partial(_openings, course),
        part("Notes", list(map(noted, course_summary.notes(course)))),
        part("Assumed", course_summary.assumed(course)),
        part("Sources", course_summary.sources(course)),
    ]


def _openings(course: Course, drawing: Drawing) -> Iterator[Line]:
    """In columns, or in lines where there are too many."""
    headings = course_summary.opening_headings(course)
    cells = course_summary.opening_cells(course)
    if not course.openings:
        return
    while some := list(islice(cells, _LONGEST_TABLE)):
        for block in columns(headings, some, drawing.width):
            yield from block
    yield []


def _calendar(course: Course, drawing: Drawing, most: int = ALL) -> list[Line]:
    """The weeks, or a line a week where they would have to wrap; nothing if they are too many."""
    if drawing.width < COLUMNS or not fits(course):
        lines = [line for each in week_lines(course) for line in paragraph(each, drawing.width)]
        return lines if len(lines) <= most else []
    drawn, signs = weeks(course), legend(course)
    spare = drawing.width - 1 - columns_of(signs)
    if columns_of(drawn[-1]) < spare:
        drawn[-1] = padded(drawn[-1], spare) + signs
        signs = ""
    lines = [[(each, "")] for each in drawn]
    lines += paragraph(signs, drawing.width) if signs else []
    return lines if len(lines) <= most else []
