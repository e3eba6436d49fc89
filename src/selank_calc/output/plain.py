"""The screen as lines of plain text: for logs, for mail, and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .brief import dose_page
from .explanation import slips, steps
from .first_lines import as_one, said_once
from .summary import ADVICE, MORE, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dosing.flags import Flag
    from ..dosing.results import Dose
    from .summary import Page, Row


def dose_plain(
    result: Dose, *, explain: bool = False, full: bool = False, kit: str = ""
) -> Iterator[str]:
    """One fact a line, `label: text`: what is on the screen or, with `full`, all of it."""
    page, summary = dose_page(result)._replace(kit=kit), summarise(result)
    below: list[tuple[str, Iterable[str]]] = []
    if explain:
        below += [("Step", steps(result)), ("Slip", slips(result))]
    if full:
        below += [(head.removesuffix("s"), texts) for head, texts in summary.listed]
    return plain_lines(page, summary.rows if full else page.rows, below, full=full)


def plain_lines(
    page: Page,
    rows: Iterable[Row],
    below: Iterable[tuple[str, Iterable[str]]],
    *,
    full: bool = False,
) -> Iterator[str]:
    """The lines of a page, with these rows and further facts."""
    yield page.title
    yield from page.headlines
    yield from (row.in_words for row in rows)
    for head, texts in below:
        yield from (f"{head}: {text}" for text in texts)
    yield from (each for each in ("" if full else page.assumed, page.kit) if each)
    yield ADVICE if full else f"{ADVICE} {MORE}"
    yield from flag_lines(page.flags, full=full)


def flag_lines(flags: Iterable[Flag], *, full: bool = False) -> Iterator[str]:
    """A flag a line; in full with its source."""
    for flag, lines in said_once(as_one(flags)):
        source = f" ({flag.source})" if flag.source else ""
        said = f"{flag.message}{source}" if full else " ".join(lines)
        yield f"{flag.severity.capitalize()}: {said} [{flag.code}]"
