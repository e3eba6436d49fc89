"""Every result but a dose as lines of plain text; `plain` has doses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import chart_table, course_summary
from .choice import assumptions, cells, diluent_page, headings, sources
from .course_brief import course_page
from .label_text import label_page, listed_below
from .plain import flag_lines, plain_lines
from .summary import ADVICE, noted
from .weeks import week_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..courses.results import Course
    from ..dosing.charts import Chart
    from ..dosing.diluents import DiluentChoice
    from ..labels import Label


def course_plain(course: Course, *, full: bool = False, kit: str = "") -> Iterator[str]:
    """The same of a course; in full with its weeks and each vial or bottle."""
    page = course_page(course)._replace(kit=kit)
    if not full:
        return plain_lines(page, page.rows, ())
    below: list[tuple[str, Iterable[str]]] = [
        ("Today", course_summary.standing(course)),
        ("Week", week_lines(course)),
        (course.container.capitalize(), _openings(course)),
        ("Note", map(noted, course_summary.notes(course))),
        ("Assumed", course_summary.assumed(course)),
        ("Source", course_summary.sources(course)),
    ]
    return plain_lines(page, course_summary.rows(course), below, full=True)


def _openings(course: Course) -> Iterator[str]:
    _number, *heads = course_summary.opening_headings(course)
    for number, *texts in course_summary.opening_cells(course):
        said = (f"{head.lower()} {text}" for head, text in zip(heads, texts, strict=True) if text)
        yield f"{number}, {', '.join(said)}"


def diluent_plain(choice: DiluentChoice, *, full: bool = False, kit: str = "") -> Iterator[str]:
    """The same of a choice of diluents: a volume a line."""
    page = diluent_page(choice, full=full)._replace(kit=kit)
    first, *heads = (head.replace(", ", " in ") for head in headings(choice))
    volumes = []
    for volume, *texts in map(cells, choice.options):
        said = (f"{head.lower()} {text}" for head, text in zip(heads, texts, strict=True))
        volumes.append(f"{volume}, {', '.join(said)}")
    below: list[tuple[str, Iterable[str]]] = [(first, volumes)]
    if full:
        below += [("Assumed", assumptions(choice)), ("Source", sources(choice))]
    return plain_lines(page, (), below, full=full)


def label_plain(label: Label, *, full: bool = False, kit: str = "") -> Iterator[str]:
    """The same of a label."""
    below = listed_below(label) if full else ()
    parts = [(head.removesuffix("s"), texts) for head, texts in below]
    return plain_lines(label_page(label)._replace(kit=kit), (), parts, full=full)


def chart_plain(chart: Chart, *, every: int | None = None, kit: str = "") -> Iterator[str]:
    """The same of a chart: a mark a line."""
    yield chart.name
    yield from chart_table.headlines(chart)
    step = every or 1
    for dose in chart.marks[step - 1 :: step]:
        yield chart_table.mark_in_words(dose, chart.flags)
    below = (chart_table.documented(chart), chart_table.assumed(chart), kit, ADVICE)
    yield from filter(None, below)
    yield from flag_lines(chart.flags)
