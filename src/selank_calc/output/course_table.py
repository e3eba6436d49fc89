"""A course as Rich renders it: a summary, the openings, the weeks, and what is flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from . import course_summary
from .summary import ADVICE, noted
from .table import TableOrLines, amounts_table, fitted, flagged, framed, listed
from .weeks import COLUMNS, fits, legend, week_lines, weeks

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from ..course_results import Course


def course_table(course: Course) -> RenderableType:
    """The headline, the amounts beside what is documented, the openings, the weeks, the flags."""
    return fitted(
        framed(course_summary.title(course), course_summary.headlines(course), course.flags),
        amounts_table(course_summary.rows(course)),
        *listed("Today", course_summary.standing(course)),
        *([_openings(course)] if course.openings else []),
        _Weeks(course),
        Text(""),
        *map(flagged, course.flags),
        *listed("On record", map(noted, course_summary.notes(course))),
        *listed("Assumed", course_summary.assumed(course)),
        *listed("Sources", course_summary.sources(course)),
        Text(ADVICE, style="italic"),
    )


def _openings(course: Course) -> RenderableType:
    headings = course_summary.opening_headings(course)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    lines = []
    for cells in course_summary.opening_cells(course):
        table.add_row(*map(Text, cells))
        said = zip(headings, cells, strict=True)
        lines.append(", ".join(f"{heading}: {cell}" for heading, cell in said if cell))
    return TableOrLines(table, lines, 70)


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
