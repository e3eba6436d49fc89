"""A label as an SVG image that prints to scale."""

from __future__ import annotations

import re
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from ..errors import OutOfBoundsError
from .label_text import label_lines
from .summary import ADVICE

if TYPE_CHECKING:
    from ..labels import Label, Size

_MARGIN_MM = 1.5
# Of the height of the letters: their width in the fonts named below, and the line's height.
_ADVANCE, _LINE = 0.602, 1.2
_SMALLEST_MM = 1.41  # 4 points; smaller ones are not printed legibly
_NO_BREAK = "\u00a0"
FONTS = "'DejaVu Sans Mono', 'Droid Sans Mono', Menlo, Consolas, 'Courier New', monospace"


def label_svg(label: Label, size: Size) -> str:
    """The label on `size`, in the largest letters with which all of it fits.

    Raises OutOfBoundsError where those could not be read.
    """
    width, height = float(size.width_mm), float(size.height_mm)
    lines = label_lines(label)
    fitted, letters = _largest(lines, width - 2 * _MARGIN_MM, height - 2 * _MARGIN_MM)
    if letters < _SMALLEST_MM:
        message = f"{size.width_mm} x {size.height_mm} mm are too small for this label."
        text = f"{size.width_mm}x{size.height_mm}mm"
        raise OutOfBoundsError(message, "size", text, "Write a larger size.")
    title = escape(" - ".join(lines))
    rows = "\n".join(
        f'<text x="{_MARGIN_MM}" y="{_MARGIN_MM + letters * (_LINE * row + 0.95):.3f}" '
        f'font-weight="{weight}">{escape(text)}</text>'
        for row, (text, weight) in enumerate(fitted)
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" \
viewBox="0 0 {width:g} {height:g}" role="img">
<title>{title}</title>
<desc>{escape(ADVICE)}</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<g font-family="{FONTS}" font-size="{letters:.3f}" fill="#000000" xml:space="preserve">
{rows}
</g>
</svg>
"""


def _largest(
    lines: list[str], width_mm: float, height_mm: float
) -> tuple[list[tuple[str, str]], float]:
    """The lines wrapped so that the letters can be largest, and their size in mm.

    Each with its weight: the first line, the name, is bold.
    """
    best: tuple[list[tuple[str, str]], float] = [], 0.0
    for columns in range(8, max(map(len, lines)) + 1):
        wrapped = [
            (part, "normal" if number else "bold")
            for number, line in enumerate(lines)
            for part in _wrapped(line, columns, indent=" " if number else "")
        ]
        longest = max(len(part) for part, _weight in wrapped)
        letters = min(width_mm / (longest * _ADVANCE), height_mm / (len(wrapped) * _LINE))
        if letters > best[1]:
            best = wrapped, letters
    return best


def _wrapped(line: str, columns: int, *, indent: str) -> list[str]:
    """The line in parts; a number is never parted from its unit, nor a date."""
    kept = re.sub(r"(?<=[0-9]) (?=[a-z%])|(?<=about) ", _NO_BREAK, line)
    parts = wrap(
        kept, columns, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
    return [part.replace(_NO_BREAK, " ") for part in parts]
