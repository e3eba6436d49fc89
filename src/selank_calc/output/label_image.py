"""A label as an SVG image that prints to scale."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from ..errors import OutOfBoundsError
from ..labels import LARGEST_MM, Size
from .first_lines import counted_flags
from .label_text import label_lines, ranked_lines
from .lines import columns_of, widest_word, wrapped
from .summary import ADVICE

if TYPE_CHECKING:
    from ..labels import Label
    from .label_text import LabelLine

_MARGIN_MM = 1.5
# Of the height of the letters: their width in the fonts named below, and the line's height.
_ADVANCE, _LINE = 0.602, 1.2
# 4 points: smaller letters are not printed legibly. What matters least goes below 5.
_SMALLEST_MM, _WANTED_MM = 1.41, 1.76
_LONGEST_WORD = 30  # columns; longer ones are parted
FONTS = (
    "'DejaVu Sans Mono', 'Droid Sans Mono', Menlo, Consolas, 'Courier New', "
    "'Noto Sans Mono CJK JP', monospace"
)


class Fitted(NamedTuple):
    """Lines on a label of some size, each with its weight, and those without room."""

    rows: list[tuple[str, str]]
    letters_mm: float
    left_out: tuple[str, ...]


def label_svg(label: Label, size: Size) -> str:
    """The label on `size`, in the largest letters with which what matters fits.

    Raises OutOfBoundsError where those could not be read.
    """
    width, height = float(size.width_mm), float(size.height_mm)
    rows, letters, _left_out = fitted(label, size)
    title = escape(" - ".join(label_lines(label)))
    texts = "\n".join(
        f'<text x="{_MARGIN_MM + letters * _ADVANCE * _indent(text):g}" '
        f'y="{_MARGIN_MM + letters * (_LINE * row + 0.95):.3f}" '
        f'font-weight="{weight}">{escape(text.strip())}</text>'
        for row, (text, weight) in enumerate(rows)
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" \
viewBox="0 0 {width:g} {height:g}" role="img">
<title>{title}</title>
<desc>{escape(ADVICE)}</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<g font-family="{FONTS}" font-size="{letters:.3f}" fill="#000000">
{texts}
</g>
</svg>
"""


def fitted(label: Label, size: Size) -> Fitted:
    """The lines that fit legibly; the least important is left out first, flags but for their count.

    Raises OutOfBoundsError where not even the essential ones fit.
    """
    kept = ranked_lines(label)
    left_out: list[LabelLine] = []
    while True:
        counted = counted_flags(line.flag for line in left_out if line.flag)
        texts = [*(line.text for line in kept), *([f"Also {counted}"] if counted else [])]
        rows, letters = _largest(texts, size)
        least = max(reversed(kept), key=lambda line: line.rank)
        if letters >= _WANTED_MM or not least.rank:
            break
        kept.remove(least)
        left_out.insert(0, least)
    if letters < _SMALLEST_MM:
        message = f"{size.width_mm} x {size.height_mm} mm are too small for this label."
        text = f"{size.width_mm}x{size.height_mm}mm"
        raise OutOfBoundsError(message, "size", text, "Write a larger size.")
    return Fitted(rows, letters, tuple(line.text for line in left_out))


def size_for_all(label: Label, size: Size) -> Size | None:
    """The smallest of the same shape, in steps of a tenth and whole mm, that holds every line.

    None where its longer side would be above what is printed.
    """
    texts = label_lines(label)
    for tenths in range(10, 300):
        width, height = (-(-side * tenths // 10) for side in size)
        larger = Size(width, height) if tenths > 10 else size
        if max(larger) > LARGEST_MM:
            return None
        if _largest(texts, larger)[1] >= _WANTED_MM:
            return larger
    return None


def _largest(texts: list[str], size: Size) -> tuple[list[tuple[str, str]], float]:
    """The lines wrapped so that the letters can be largest, and their size in mm.

    Each with its weight: the first line, the name, is bold. Widths are counted in columns.
    """
    width_mm, height_mm = (float(side) - 2 * _MARGIN_MM for side in size)
    best: tuple[list[tuple[str, str]], float] = [], 0.0
    narrowest = min(max(map(widest_word, texts)) + 1, _LONGEST_WORD)
    for columns in range(max(narrowest, 8), max(map(columns_of, texts)) + 1):
        if width_mm / (columns * _ADVANCE) < best[1]:
            break  # more columns would only be smaller
        rows = [
            (part, "normal" if number else "bold")
            for number, text in enumerate(texts)
            for part in _wrapped(text, columns, indent=" " if number else "")
        ]
        longest = max(columns_of(part) for part, _weight in rows)
        letters = min(width_mm / (longest * _ADVANCE), height_mm / (len(rows) * _LINE))
        if letters > best[1]:
            best = rows, letters
    return best


def _indent(text: str) -> int:
    """The blanks it begins with: some renderers draw none."""
    return len(text) - len(text.lstrip(" "))


def _wrapped(text: str, columns: int, *, indent: str) -> list[str]:
    """The line in parts; those after the first are set off where the next line could be taken."""
    if columns_of(text) <= columns:
        return [text]
    first, *others = wrapped(text, columns - len(indent))
    return [first, *(indent + part for part in others)]
