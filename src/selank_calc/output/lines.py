"""Lines for a terminal: wrapped between words, in columns, in a frame.

A line is a list of parts, each a text and its style. None ends in a blank.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.cells import cell_len, chop_cells
from rich.control import strip_control_codes
from rich.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

    from .summary import Row

Line: TypeAlias = list[tuple[str, str]]

WIDTH = 80
_NARROW = 60  # columns, below which what would stand beside an amount stands after it
_LEAST_COLUMN = 20
_GAP = 2
_HEAD = 10  # columns for the word to the left of a hanging paragraph
_NO_BREAK = "\u00a0"
_NUMBER = r"(?:about )?[0-9](?:[0-9.:-]*[0-9])?(?: (?!to\b)[^\s0-9(]\S*)?"
# A number with its unit, or a range of them.
_KEPT = re.compile(rf"{_NUMBER}(?: to {_NUMBER})?")


class Drawing(NamedTuple):
    """The width in columns, and True for a terminal with Unicode."""

    width: int
    unicode: bool = False


class Lines:
    """Lines for Rich, made to fit when the terminal is known."""

    def __init__(self, make: Callable[[Drawing], Iterable[Line]]) -> None:
        self.make = make

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        has_unicode = not (options.ascii_only or options.legacy_windows)
        # What is piped is searched and compared, so that it is drawn in ASCII.
        drawing = Drawing(min(options.max_width, WIDTH), has_unicode and console.is_terminal)
        for line in self.make(drawing):
            for text, style in line:
                yield Segment(text, console.get_style(style) if style else None)
            yield Segment.line()


def columns_of(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines that never part a range, or a number from its unit.

    >>> wrapped("above the documented 200 to 675 mcg a day", 28)
    ['above the documented', '200 to 675 mcg a day']
    """
    lines = [""]
    for word in _words(text):
        for part in _parted(word, max(width, 1)):
            longer = f"{lines[-1]} {part}" if lines[-1] else part
            if columns_of(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return [line.replace(_NO_BREAK, " ") for line in lines]


def widest_word(text: str) -> int:
    """The columns below which words of the text are parted that have nothing to part them by.

    Where letters are wide, as in Japanese, a line may end after any of them.
    """
    words = [word.replace(_NO_BREAK, " ") for word in _words(text)]
    return max(len(word) if word.isascii() else 2 for word in words)


def _words(text: str) -> list[str]:
    """What stands in one line each, numbers with their units and ranges as one."""
    kept = _KEPT.sub(lambda found: found[0].replace(" ", _NO_BREAK), strip_control_codes(text))
    return re.split("[ \n\t]+", kept)


def _parted(word: str, width: int) -> list[str]:
    """The word, in parts if it is wider than all the room there is."""
    if columns_of(word) <= width:
        return [word]
    if _NO_BREAK in word:
        return [part for each in word.split(_NO_BREAK) for part in _parted(each, width)]
    return chop_cells(word, width)


def padded(text: str, width: int) -> str:
    """The text, as wide as that."""
    return text + " " * (width - columns_of(text))


def paragraph(text: str, width: int, style: str = "") -> list[Line]:
    """Lines of text, each after a blank."""
    return [[(f" {line}", style)] for line in wrapped(text, width - 1)]


def hanging(head: str, texts: Iterable[str], width: int, style: str = "") -> list[Line]:
    """A word with lines of text to the right of it; nothing where there are none."""
    lines = [line for text in texts for line in wrapped(text, width - _HEAD)]
    heads = [head, *[""] * (len(lines) - 1)]
    return [
        [(padded(f" {each}", _HEAD), style if each else ""), (line, "")]
        for each, line in zip(heads, lines, strict=False)
    ]


def framed(texts: Iterable[str], drawing: Drawing, style: str) -> list[Line]:
    """Lines in the middle of a frame of that colour."""
    room = drawing.width - len("|  |")
    corners, across, upright = ("╭╮╰╯", "─", "│") if drawing.unicode else ("++++", "-", "|")
    lines = [line for text in texts for line in wrapped(text, room)]
    edge = across * (drawing.width - 2)
    return [
        [(corners[0] + edge + corners[1], style)],
        *(_in_the_middle(line, room, upright, style) for line in lines),
        [(corners[2] + edge + corners[3], style)],
    ]


def _in_the_middle(line: str, room: int, upright: str, style: str) -> Line:
    spare = room - columns_of(line)
    left = " " * (spare // 2)
    right = " " * (spare - spare // 2)
    return [(f"{upright} {left}", style), (line, "bold"), (f"{right} {upright}", style)]


def beside(rows: Sequence[Row], headings: tuple[str, str], width: int) -> list[list[Line]]:
    """The headings, then each row: an amount, and what is documented to the right of it."""
    if width < _NARROW:
        return [[], *(paragraph(row.in_words, width) for row in rows)]
    of_label = 1 + _GAP + max((columns_of(row.label) for row in rows), default=0)
    room = width - of_label
    of_documented = min(max((columns_of(row.documented) for row in rows), default=0), room // 2)
    of_amount = room - of_documented - _GAP
    amount, documented = headings
    heading = [(padded("", of_label) + padded(amount, of_amount + _GAP) + documented, "dim")]
    blocks = [[heading]]
    for row in rows:
        left = wrapped(row.text, of_amount if row.documented else room)
        right = wrapped(row.documented, of_documented) if row.documented else []
        labels = [f" {row.label}"]
        block: list[Line] = []
        for label, text, on_record in zip_longest(labels, left, right, fillvalue=""):
            line = padded(label, of_label) + text
            if on_record:
                block.append([(padded(line, width - of_documented), ""), (on_record, "dim")])
            else:
                block.append([(line, "")])
        blocks.append(block)
    return blocks


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[list[Line]]:
    """The headings, then each row in columns; the widest is wrapped where they need more room.

    Where that would not be legible, a row is a list of what is in it.
    """
    cells = [headings, *rows]
    widths = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    widest = widths.index(max(widths))
    missing = 1 + sum(widths) + _GAP * (len(widths) - 1) - width
    widths[widest] -= max(missing, 0)
    if missing > 0 and widths[widest] < _LEAST_COLUMN:
        return [[], *(paragraph(_listed(headings, row), width) for row in rows)]
    blocks = [_row(each, widths) for each in cells]
    return [[[(text, "dim") for text, _style in line] for line in blocks[0]], *blocks[1:]]


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[Line]:
    parts = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = zip_longest(*parts, fillvalue="")
    gap = " " * _GAP
    return [[(" " + gap.join(map(padded, line, widths)).rstrip(), "")] for line in lines]


def _listed(headings: Sequence[str], row: Sequence[str]) -> str:
    said = zip(headings, row, strict=True)
    return ", ".join(f"{heading}: {cell}" for heading, cell in said if cell)
