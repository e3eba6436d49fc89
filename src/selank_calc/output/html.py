"""The summary as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .choice import HEADINGS, assumptions, cells, flags_of_some, titled
from .summary import ADVICE, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..diluent_choice import DiluentChoice
    from ..flags import Flag
    from ..results import Dose


def dose_html(result: Dose) -> str:
    """The same words as the table in the terminal, escaped."""
    summary = summarise(result)
    rows = "".join(
        f"<tr><th>{escape(row.label)}</th><td>{escape(row.text)}</td>"
        f"<td>{escape(row.documented)}</td></tr>"
        for row in summary.rows
    )
    headlines = "<br>".join(map(escape, summary.headlines))
    flags = _flagged(summary.flags)
    return (
        f"<p>{escape(summary.title)}<br><strong>{headlines}</strong></p>"
        f"<table><thead><tr><th></th><th></th><th>documented</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{flags}"
        f"{_listed(map(escape, summary.notes), 'On record')}"
        f"{_listed(map(escape, summary.assumed), 'Assumed')}"
        f"{_listed(map(escape, summary.sources), 'Sources')}<p><em>{escape(ADVICE)}</em></p>"
    )


def diluent_html(choice: DiluentChoice) -> str:
    """The choice of diluents in the words of its table, escaped."""
    heads = "".join(f"<th>{escape(heading)}</th>" for heading in HEADINGS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells(option)) + "</tr>"
        for option in choice.options
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return (
        f"<p>{escape(titled(choice))}</p>{table if rows else ''}{_flagged(choice.flags)}"
        f"{_listed(map(escape, flags_of_some(choice)), 'Flags')}"
        f"{_listed(map(escape, assumptions(choice)), 'Assumed')}<p><em>{escape(ADVICE)}</em></p>"
    )


def _flagged(flags: Iterable[Flag]) -> str:
    return _listed(
        f"<strong>{flag.severity.capitalize()}</strong> {escape(flag.message)} "
        f"<code>{escape(flag.code)}</code>{escape(f' ({flag.source})' if flag.source else '')}"
        for flag in flags
    )


def _listed(items: Iterable[str], heading: str = "") -> str:
    entries = "".join(f"<li>{item}</li>" for item in items)
    return f"{heading and f'<p>{heading}</p>'}<ul>{entries}</ul>" if entries else ""
