"""The table as an SVG image."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from .table import WIDTH, dose_table

if TYPE_CHECKING:
    from ..dosing.results import Dose

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
<rect width="100%" height="100%" fill="#ffffff"/>
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def dose_svg(result: Dose, *, explain: bool = False) -> str:
    """The same output as the table in the terminal; the same bytes for the same result."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, highlight=False,
        color_system="truecolor", legacy_windows=False,
    )  # fmt: skip
    console.print(dose_table(result, explain=explain))
    return console.export_svg(
        theme=DEFAULT_TERMINAL_THEME, code_format=_TEMPLATE, unique_id="selank-calc"
    )
