"""What a notebook shows: results, and the records in them, as HTML."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from ..amounts.writing import show_number
from ..dosing.results import VialDose
from . import chart_table, course_summary
from . import choice as of_choice
from .barrel_image import syringe_svg
from .documented import HEADINGS, documented_rows, formulation_cells
from .first_lines import as_one
from .summary import ADVICE, noted, summarise
from .weeks import legend, weeks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..catalogue.model import Formulation
    from ..conversions import Conversion
    from ..courses.results import Course
    from ..dosing.charts import Chart
    from ..dosing.diluents import DiluentChoice
    from ..dosing.flags import Flag
    from ..dosing.results import Dose
    from .summary import Row

# Text on its ground, on a light and on a dark page: at least 4.5 times the contrast (WCAG 1.4.3).
# Nothing but a style on the element itself is kept by every notebook and by what it is saved as.
_COLOURS = {"warning": "#fff;background:#b3261e", "caution": "#000;background:#f2c14e"}
_MONOSPACED = (
    "font-family:Menlo,Consolas,'DejaVu Sans Mono',monospace;line-height:1.3;margin:0 0 1em"
)
_LEFT = 'style="text-align:left"'


def dose_html(result: Dose) -> str:
    """The same words as the table in the terminal, escaped."""
    summary = summarise(result)
    syringe = syringe_svg(result) if isinstance(result, VialDose) else ""
    return (
        f"{_headed(summary.title, summary.headlines, summary.flags)}{syringe}"
        f"{_amounts(summary.rows)}"
        f"{_listed(map(escape, summary.notes), 'On record')}"
        f"{_listed(map(escape, summary.assumed), 'Assumed')}"
        f"{_listed(map(escape, summary.sources), 'Sources')}<p><em>{escape(ADVICE)}</em></p>"
    )


def course_html(course: Course) -> str:
    """A course in the words of its table, its openings and its weeks, escaped."""
    return (
        f"{_headed(course_summary.title(course), course_summary.headlines(course), course.flags)}"
        f"{_amounts(course_summary.rows(course))}"
        f"{_listed(map(escape, course_summary.standing(course)), 'Today')}"
        f"{_table(course_summary.opening_headings(course), course_summary.opening_cells(course))}"
        f'<pre style="{_MONOSPACED}">{escape(chr(10).join([*weeks(course), legend(course)]))}</pre>'
        f"{_listed(map(escape, map(noted, course_summary.notes(course))), 'On record')}"
        f"{_listed(map(escape, course_summary.assumed(course)), 'Assumed')}"
        f"{_listed(map(escape, course_summary.sources(course)), 'Sources')}"
        f"<p><em>{escape(ADVICE)}</em></p>"
    )


def _amounts(rows: Iterable[Row]) -> str:
    return _table(
        ("", "Yours", "Documented"), ((row.label, row.text, row.documented) for row in rows)
    )


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells, or nothing where there are none."""
    body = "".join(_row("td", row) for row in rows)
    return (
        f"<table><thead>{_row('th', headings)}</thead><tbody>{body}</tbody></table>" if body else ""
    )


def _row(tag: str, cells: Iterable[str]) -> str:
    """A row of text, which notebooks would set to the right as if it were numbers."""
    return f"<tr>{''.join(f'<{tag} {_LEFT}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def diluent_html(choice: DiluentChoice) -> str:
    """The choice of diluents in the words of its table, escaped."""
    table = _table(of_choice.headings(choice), map(of_choice.cells, choice.options))
    return (
        f"{_headed(of_choice.titled(choice), of_choice.headlines(choice), choice.flags)}{table}"
        f"{_listed(map(escape, of_choice.flags_of_some(choice)), 'Flags')}"
        f"{_listed(map(escape, of_choice.assumptions(choice)), 'Assumed')}"
        f"{_listed(map(escape, of_choice.sources(choice)), 'Sources')}"
        f"<p><em>{escape(ADVICE)}</em></p>"
    )


def chart_html(chart: Chart) -> str:
    """Every mark in the words of the terminal's table, escaped."""
    below = filter(None, (chart_table.compared(chart), chart_table.assumed(chart)))
    return (
        f"{_headed(chart.name, chart_table.headlines(chart), chart.flags)}"
        f"{_table(chart_table.headings(chart), chart_table.cells(chart))}"
        f"{''.join(f'<p>{escape(each)}</p>' for each in below)}<p><em>{escape(ADVICE)}</em></p>"
    )


def conversion_html(conversion: Conversion) -> str:
    """The conversion in its own words, and the figures used below it."""
    converted, *by = map(escape, str(conversion).splitlines())
    return f"<p>{'<br>'.join([f'<strong>{converted}</strong>', *by])}</p>"


def formulations_html(formulations: Iterable[Formulation]) -> str:
    """A row a formulation, in the words of the terminal's table."""
    return _table(HEADINGS, map(formulation_cells, formulations))


def formulation_html(of: Formulation) -> str:
    """Everything documented on one formulation, each figure with its sources."""
    table = _table(
        (of.name, "Documented", "Source"),
        ((label, text, ", ".join(sources)) for label, text, sources in documented_rows(of)),
    )
    return f"{table}{_listed(map(escape, map(noted, of.notes)), 'On record')}"


def record_html(record: Any) -> str:
    """A record that stands in a result: its fields below each other."""
    names = [name for name in record._fields if getattr(record, name) not in (None, ())]
    return _table(
        ("", type(record).__name__), ((name, _as_cell(getattr(record, name))) for name in names)
    )


def _as_cell(value: Any) -> str:
    """A value as a person reads it, without the names of what is in it."""
    if isinstance(value, Decimal):
        return show_number(value)
    if isinstance(value, tuple):
        between = " " if hasattr(value, "_fields") else "; "
        return between.join(_as_cell(each) for each in value if each not in (None, ()))
    return str(value)


def _headed(title: str, headlines: Iterable[str], flags: Iterable[Flag]) -> str:
    """The title, the headlines, and the flags in colour right below them."""
    lines, flagged = "<br>".join(map(escape, headlines)), "".join(map(_flagged, as_one(flags)))
    return f"<p>{escape(title)}<br><strong>{lines}</strong></p>{flagged}"


def _flagged(flag: Flag) -> str:
    colour = _COLOURS.get(flag.severity, "#fff;background:#455a64")
    return (
        f'<div style="margin:.3em 0"><strong style="color:{colour};padding:.1em .5em;'
        f'border-radius:.2em">{flag.severity.upper()}</strong> {escape(flag.message)} '
        f"<code>{escape(flag.code)}</code>"
        f"{escape(f' ({flag.source})' if flag.source else '')}</div>"
    )


def _listed(items: Iterable[str], heading: str = "") -> str:
    entries = "".join(f"<li>{item}</li>" for item in items)
    return f"{heading and f'<p>{heading}</p>'}<ul>{entries}</ul>" if entries else ""
