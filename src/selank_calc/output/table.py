"""A dose as Rich renders it: for a terminal of 80 columns, in colour or without."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Group

from .brief import dose_page
from .explanation import slips, steps
from .picture import ALL, ASCII, BLOCKS, picture
from .screen import Look, amounts_of, flowing, part, screen, whole
from .summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType

    from ..dosing.results import Dose
    from .lines import Drawing, Line

_COLOURS = {BLOCKS.liquid: "cyan", BLOCKS.plunger: "bold"}
_RUNS = re.compile(f"({'|'.join(f'{glyph}+' for glyph in _COLOURS)})")
_LEAST = 3  # the headings, the dose and the day


def dose_table(
    result: Dose, *, explain: bool = False, full: bool = False, hint: bool = True, kit: str = ""
) -> RenderableType:
    """The headline in a frame, a picture, the amounts beside what is documented, the flags.

    On one screen, or with `full` in full. With `explain` each step and the likely slips too.
    `hint` adds how a command line prints the rest, `kit` which values came from a plan file.
    """
    page = dose_page(result)._replace(kit=kit)
    if not (full or explain):
        look = Look(partial(_drawn, result), amounts_of(page.rows), _LEAST)
        return screen(page, look, hint=hint)
    summary = summarise(result)
    middle: list[Callable[[Drawing], Iterable[Line]]] = [
        partial(_drawn, result),
        flowing(amounts_of(summary.rows if full else page.rows)),
        *([part("Steps", steps(result)), part("Slips", slips(result))] if explain else []),
        *(part(head, texts) for head, texts in summary.listed if full),
    ]
    return Group(*whole(page, middle, full=full, hint=hint))


def _drawn(result: Dose, drawing: Drawing, most: int = ALL) -> list[Line]:
    glyphs = BLOCKS if drawing.unicode else ASCII
    return [_coloured(line) for line in picture(result, drawing.width, glyphs, most)]


def _coloured(line: str) -> Line:
    return [(run, _COLOURS.get(run[0], "")) for run in _RUNS.split(line) if run]
