"""The table as an SVG image."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from .lines import WIDTH
from .table import dose_table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..dosing.results import Dose

# A terminal of its own, so that it is read on a light and on a dark page. Every colour has at
# least 4.5 times the contrast of its ground that WCAG 2.2 asks for (1.4.3).
_GROUND, _TEXT = (30, 33, 39), (230, 230, 230)
_RED, _GREEN, _YELLOW, _CYAN = (255, 123, 114), (126, 201, 134), (229, 192, 90), (92, 194, 214)
_COLOURS = [_GROUND, _RED, _GREEN, _YELLOW, _CYAN, _CYAN, _CYAN, _TEXT]
THEME = TerminalTheme(_GROUND, _TEXT, _COLOURS)

# A run of text with the blanks that it begins and ends with, as Rich writes it.
_BLANKS = r"((?:&#160;|\s)*)"
_RUN = re.compile(
    r'<text (class="[^"]*") x="([^"]*)" y="([^"]*)" textLength="([^"]*)"([^>]*)>'
    rf"{_BLANKS}(.*?){_BLANKS}</text>"
)
_COLUMN = 12.2
# In place of Rich's own template, which loads fonts over the network. Its columns are 12.2
# wide, which the letters named here fill at this size where a renderer ignores textLength.
_TEMPLATE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>{unique_id}</title>
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: 20.27px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>{lines}</defs>
<rect x="0.5" y="0.5" width="99.9%" height="99.9%" rx="8" fill="#1e2127" stroke="#808080"/>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def dose_svg(result: Dose, *, explain: bool = False, full: bool = False) -> str:
    """The same output as the table in the terminal; the same bytes for the same result."""
    return svg_of(dose_table(result, explain=explain, full=full, hint=False))


def svg_of(printed: RenderableType) -> str:
    """The screen of a terminal as an image."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, highlight=False,
        color_system="truecolor", legacy_windows=False,
    )  # fmt: skip
    console.print(printed)
    drawn = console.export_svg(theme=THEME, code_format=_TEMPLATE, unique_id="selank-calc")
    return _RUN.sub(_without_blanks, drawn)


def _without_blanks(run: re.Match[str]) -> str:
    """The run from its first to its last letter, moved to where that stands.

    librsvg drops the blanks that a text begins with: marks, plunger and pointer would shift.
    """
    kind, x, y, length, clipped, before, text, after = run.groups()
    if not text:
        return ""
    left, right = (blanks.count("&#160;") * _COLUMN for blanks in (before, after))
    x, length = f"{float(x) + left:g}", f"{float(length) - left - right:g}"
    return f'<text {kind} x="{x}" y="{y}" textLength="{length}"{clipped}>{text}</text>'
