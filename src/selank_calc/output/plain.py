"""The screen as lines of plain text: for logs, for mail, and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .brief import dose_page
from .explanation import slips, steps
from .first_lines import as_one, said_once
from .summary import ADVICE, MORE, summarise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dosing.results import Dose


def dose_plain(result: Dose, *, explain: bool = False, full: bool = False) -> str:
    """One fact a line, `label: text`: what is on the screen or, with `full`, all of it."""
    return "\n".join(_lines(result, explain=explain, full=full))


def _lines(result: Dose, *, explain: bool, full: bool) -> Iterator[str]:
    page, summary = dose_page(result), summarise(result)
    yield page.title
    yield from page.headlines
    for row in summary.rows if full else page.rows:
        documented = f" (documented: {row.documented})" if row.documented else ""
        yield f"{row.label}: {row.text}{documented}"
    if explain:
        yield from (f"Step: {step}" for step in steps(result))
        yield from (f"Slip: {slip}" for slip in slips(result))
    if full:
        for head, texts in summary.listed:
            yield from (f"{head.removesuffix('s')}: {text}" for text in texts)
    elif page.assumed:
        yield page.assumed
    yield ADVICE if full else f"{ADVICE} {MORE}"
    for flag, lines in said_once(as_one(result.flags)):
        source = f" ({flag.source})" if flag.source else ""
        said = f"{flag.message}{source}" if full else " ".join(lines)
        yield f"{flag.severity.capitalize()}: {said} [{flag.code}]"
