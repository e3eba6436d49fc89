"""The summary as lines of plain text: for logs, for mail, and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .explanation import slips, steps
from .summary import ADVICE, summarise

if TYPE_CHECKING:
    from ..dosing.results import Dose


def dose_plain(result: Dose, *, explain: bool = False) -> str:
    """One fact a line, `label: text`, with everything that the table says in words."""
    summary = summarise(result)
    lines = [summary.title, *summary.headlines]
    for row in summary.rows:
        documented = f" (documented: {row.documented})" if row.documented else ""
        lines.append(f"{row.label}: {row.text}{documented}")
    for flag in summary.flags:
        source = f" ({flag.source})" if flag.source else ""
        lines.append(f"{flag.severity.capitalize()}: {flag.message}{source} [{flag.code}]")
    if explain:
        lines += [f"Step: {step}" for step in steps(result)]
        lines += [f"Slip: {slip}" for slip in slips(result)]
    lines += [f"On record: {note}" for note in summary.notes]
    lines += [f"Assumed: {assumption}" for assumption in summary.assumed]
    lines += [f"Source {source}" for source in summary.sources]
    return "\n".join([*lines, ADVICE])
