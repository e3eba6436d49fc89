"""A course as Rich renders it: the headline, its calendar, the amounts, and what is flagged."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group

from . import course_summary
from .course_brief import course_page
from .lines import columns, padded, paragraph
from .screen import Look, amounts_of, flowing, part, screen, whole
from .summary import noted
from .weeks import COLUMNS, fits, legend, week_lines, weeks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType

    from ..course_results import Course
    from .lines import Drawing, Line


_LEAST = 3  # the headings, the dose and the day
# Columns can only be told when all rows are known.
_LONGEST_TABLE = 1000


def course_table(course: Course) -> RenderableType:
    """The course on one screen."""
    return Group(*course_parts(course))


def course_parts(
    course: Course, *, full: bool = False, hint: bool = False
) -> Iterator[RenderableType]:
    """The course on one screen or, with `full`, everything that is said of it, part by part.

    A course may open a vial for each of 87,672 doses. `hint` says how a command line prints
    the rest.
    """
    page = course_page(course)
    if full:
        return whole(page, _middle(course))
    look = Look(partial(_calendar, course), amounts_of(page.rows), _LEAST)
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


def _calendar(course: Course, drawing: Drawing, most: int | None = None) -> list[Line]:
    """The weeks, or a line a week where they would have to wrap; nothing if they are too many."""
    if drawing.width < COLUMNS or not fits(course):
        lines = [f" {each}" for each in week_lines(course)]
        return [[(each, "")] for each in lines] if most is None or len(lines) <= most else []
    lines, signs = weeks(course), legend(course)
    spare = drawing.width - 1 - cell_len(signs)
    if cell_len(lines[-1]) < spare:
        lines[-1] = padded(lines[-1], spare) + signs
    else:
        lines += [line for ((line, _style),) in paragraph(signs, drawing.width)]
    return [[(each, "")] for each in lines] if most is None or len(lines) <= most else []
