"""A course as Rich renders it: a summary, the openings, the weeks, and what is flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from ..quantities import about
from . import course_summary
from .summary import ADVICE, noted
from .table import TableOrLines, amounts_table, fitted, flagged, framed, listed
from .weeks import COLUMNS, fits, legend, week_lines, weeks

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from ..course_results import Course


def course_table(course: Course) -> RenderableType:
    """The headline, the amounts beside what is documented, the openings, the weeks, the flags."""
    title = f"{course.name}, {course.route}" if course.route else course.name
    return fitted(
        framed(title, course_summary.headlines(course), course.flags),
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
    headings = (course.container.capitalize(), "Opened", "Doses", "Last dose", "Discard", "Wasted")
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    lines = []
    for opening in course.openings:
        cells = (
            str(opening.number),
            str(opening.opened),
            str(opening.doses),
            str(opening.last_dose),
            "empty" if opening.ended == "empty" else str(opening.discard_on or "no date"),
            about(opening.wasted_mcg, "mcg") if opening.wasted_mcg else "",
        )
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
