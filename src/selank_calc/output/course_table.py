"""A course as Rich renders it: a summary, the openings, the weeks, and what is flagged."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from . import course_summary
from .summary import ADVICE, noted
from .table import TableOrLines, amounts_table, fitted, flagged, framed, listed
from .weeks import COLUMNS, fits, legend, week_lines, weeks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from ..courses.results import Course


# Rich holds a table whole while it lays it out, at 3 kB a row.
_LONGEST_TABLE = 1000


def course_table(course: Course) -> RenderableType:
    """The headline, the amounts beside what is documented, the openings, the weeks, the flags."""
    return Group(*course_parts(course))


def course_parts(course: Course) -> Iterator[RenderableType]:
    """The same part by part: a course may open a vial for each of 87,672 doses."""
    return map(fitted, _parts(course))


def _parts(course: Course) -> Iterator[RenderableType]:
    yield framed(course_summary.title(course), course_summary.headlines(course), course.flags)
    yield amounts_table(course_summary.rows(course))
    yield from listed("Today", course_summary.standing(course))
    yield from _openings(course)
    yield _Weeks(course)
    yield Text("")
    yield from map(flagged, course.flags)
    yield from listed("On record", map(noted, course_summary.notes(course)))
    yield from listed("Assumed", course_summary.assumed(course))
    yield from listed("Sources", course_summary.sources(course))
    yield Text(ADVICE, style="italic")


def _openings(course: Course) -> Iterator[RenderableType]:
    """A table, or lines where it would be too long or too wide."""
    lines = _opening_lines(course)
    if len(course.openings) > _LONGEST_TABLE:
        while some := list(islice(lines, _LONGEST_TABLE)):
            yield Text("\n".join(some))
    elif course.openings:
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for heading in course_summary.opening_headings(course):
            table.add_column(heading)
        for cells in course_summary.opening_cells(course):
            table.add_row(*map(Text, cells))
        yield TableOrLines(table, list(lines), 70)


def _opening_lines(course: Course) -> Iterator[str]:
    headings = course_summary.opening_headings(course)
    for cells in course_summary.opening_cells(course):
        said = zip(headings, cells, strict=True)
        yield ", ".join(f"{heading}: {cell}" for heading, cell in said if cell)


class _Weeks:
    """The calendar, or a line a week where it would have to wrap."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < COLUMNS or not fits(self.course):
            yield from map(Text, week_lines(self.course))
            return
        for line in weeks(self.course):
            yield Text(line, no_wrap=True)
        yield Text(legend(self.course))
