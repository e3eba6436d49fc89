"""The summary as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..dosing.results import VialDose
from . import course_summary
from .barrel_image import syringe_svg
from .choice import HEADINGS, assumptions, cells, flags_of_some, titled
from .first_lines import as_one
from .summary import ADVICE, noted, summarise
from .weeks import legend, weeks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..courses.results import Course
    from ..dosing.diluents import DiluentChoice
    from ..dosing.flags import Flag
    from ..dosing.results import Dose
    from .summary import Row


def dose_html(result: Dose) -> str:
    """The same words as the table in the terminal, escaped."""
    summary = summarise(result)
    headlines = "<br>".join(map(escape, summary.headlines))
    syringe = syringe_svg(result) if isinstance(result, VialDose) else ""
    return (
        f"<p>{escape(summary.title)}<br><strong>{headlines}</strong></p>{syringe}"
        f"{_amounts(summary.rows)}{_flagged(summary.flags)}"
        f"{_listed(map(escape, summary.notes), 'On record')}"
        f"{_listed(map(escape, summary.assumed), 'Assumed')}"
        f"{_listed(map(escape, summary.sources), 'Sources')}<p><em>{escape(ADVICE)}</em></p>"
    )


def course_html(course: Course) -> str:
    """A course in the words of its table, its openings and its weeks, escaped."""
    return (
        f"<p>{escape(course_summary.title(course))}<br>"
        f"<strong>{'<br>'.join(map(escape, course_summary.headlines(course)))}</strong></p>"
        f"{_amounts(course_summary.rows(course))}"
        f"{_listed(map(escape, course_summary.standing(course)), 'Today')}"
        f"{_table(course_summary.opening_headings(course), course_summary.opening_cells(course))}"
        f"<pre>{escape(chr(10).join([*weeks(course), legend(course)]))}</pre>"
        f"{_flagged(course.flags)}"
        f"{_listed(map(escape, map(noted, course_summary.notes(course))), 'On record')}"
        f"{_listed(map(escape, course_summary.assumed(course)), 'Assumed')}"
        f"{_listed(map(escape, course_summary.sources(course)), 'Sources')}"
        f"<p><em>{escape(ADVICE)}</em></p>"
    )


def _amounts(rows: Iterable[Row]) -> str:
    body = "".join(
        f"<tr><th>{escape(row.label)}</th><td>{escape(row.text)}</td>"
        f"<td>{escape(row.documented)}</td></tr>"
        for row in rows
    )
    head = "<thead><tr><th></th><th></th><th>documented</th></tr></thead>"
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells, or nothing where there are none."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    heads = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def diluent_html(choice: DiluentChoice) -> str:
    """The choice of diluents in the words of its table, escaped."""
    table = _table(HEADINGS, map(cells, choice.options))
    return (
        f"<p>{escape(titled(choice))}</p>{table}{_flagged(choice.flags)}"
        f"{_listed(map(escape, flags_of_some(choice)), 'Flags')}"
        f"{_listed(map(escape, assumptions(choice)), 'Assumed')}<p><em>{escape(ADVICE)}</em></p>"
    )


def _flagged(flags: Iterable[Flag]) -> str:
    return _listed(
        f"<strong>{flag.severity.capitalize()}</strong> {escape(flag.message)} "
        f"<code>{escape(flag.code)}</code>{escape(f' ({flag.source})' if flag.source else '')}"
        for flag in as_one(flags)
    )


def _listed(items: Iterable[str], heading: str = "") -> str:
    entries = "".join(f"<li>{item}</li>" for item in items)
    return f"{heading and f'<p>{heading}</p>'}<ul>{entries}</ul>" if entries else ""
