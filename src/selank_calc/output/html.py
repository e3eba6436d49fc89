"""The summary as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .summary import ADVICE, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    flags = _listed(
        f"<strong>{flag.severity.capitalize()}</strong> {escape(flag.message)} "
        f"<code>{escape(flag.code)}</code>{escape(f' ({flag.source})' if flag.source else '')}"
        for flag in summary.flags
    )
    return (
        f"<p>{escape(summary.title)}<br><strong>{headlines}</strong></p>"
        f"<table><thead><tr><th></th><th></th><th>documented</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{flags}"
        f"{_listed(map(escape, summary.notes), 'On record')}"
        f"{_listed(map(escape, summary.assumed), 'Assumed')}"
        f"{_listed(map(escape, summary.sources), 'Sources')}<p><em>{escape(ADVICE)}</em></p>"
    )


def _listed(items: Iterable[str], heading: str = "") -> str:
    entries = "".join(f"<li>{item}</li>" for item in items)
    return f"{heading and f'<p>{heading}</p>'}<ul>{entries}</ul>" if entries else ""
