"""The first screen of a result, and all of it: the same order for every command.

Title and count of flags, headline, picture, amounts, what was assumed, that this is
arithmetic, and last, where a terminal leaves it in view, the flags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..amounts.writing import plural
from .first_lines import as_one, counted_flags, said_once
from .lines import WIDTH, Lines, beside, columns_of, framed, hanging, padded, paragraph
from .picture import ALL
from .summary import ADVICE, MORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..dosing.flags import Flag
    from .lines import Drawing, Line
    from .summary import Page, Row

MOST_LINES = 22  # of a terminal with 24: one is for the command, one for the next prompt
_STYLES = {"warning": "red", "caution": "yellow", "note": "cyan"}


class Look(NamedTuple):
    """What stands between headline and assumptions: a picture and amounts.

    `picture` makes its lines for a drawing and at most so many, `amounts` blocks of lines for a
    width, of which the first `least` are always shown. `dropped` says how many are not,
    `undrawn` how to have a picture for which there was no room. If it `counts`, the hint says how
    many amounts are not shown.
    """

    picture: Callable[[Drawing, int], list[Line]]
    amounts: Callable[[int], list[list[Line]]]
    least: int = 1
    dropped: str = ""
    undrawn: str = MORE
    counts: bool = False


def no_picture(_drawing: Drawing, _most: int) -> list[Line]:
    """No lines: the picture of a result without one."""
    return []


def amounts_of(rows: Sequence[Row]) -> Callable[[int], list[list[Line]]]:
    """Amounts beside what is documented."""
    return lambda width: beside(rows, ("Yours", "Documented"), width) if rows else []


def screen(page: Page, look: Look, *, hint: bool = False) -> Lines:
    """At most 22 lines of 80 columns; where flags need more, the headline comes again."""
    page = page._replace(flags=as_one(page.flags))
    return Lines(lambda drawing: _fitted(page, look, drawing, hint=hint))


def _fitted(page: Page, look: Look, drawing: Drawing, *, hint: bool) -> list[Line]:
    top = heading(page, drawing)
    below = [*_assumed(page, drawing), *_advice(drawing, MORE if hint else "")]
    flags = [
        line for flag, texts in said_once(page.flags) for line in _flagged(flag, texts, drawing)
    ]
    blocks = look.amounts(drawing.width)
    shown, others = blocks[: look.least], blocks[look.least :]
    # In fewer columns the lines are more than a screen has anyway: then nothing is left out.
    room = MOST_LINES if drawing.width == WIDTH else ALL
    room -= sum(map(len, (top, below, flags, *shown)))
    picture = look.picture(drawing, room)
    if hint and not picture:
        below = [*_assumed(page, drawing), *_advice(drawing, look.undrawn)]
    room -= len(picture)
    while others and len(others[0]) + (bool(look.dropped) and len(others) > 1) <= room:
        room -= len(others[0])
        shown.append(others.pop(0))
    if others and look.dropped:
        room -= 1
        shown.append(paragraph(look.dropped.format(len(others)), drawing.width))
    if others and look.counts and hint:
        more = f"{plural(len(others), 'row')} more: --full"
        below = [*_assumed(page, drawing), *_advice(drawing, more)]
    lines = [*top, *picture, *_blank(picture and room > 0)]
    lines += [line for block in shown for line in block]
    lines += [*_blank(room > 1 or (not picture and room > 0)), *below, *flags]
    return lines if len(lines) <= MOST_LINES else [*lines, *again(page, drawing)]


def _blank(is_room: object) -> list[Line]:
    return [[]] if is_room else []


def whole(
    page: Page,
    middle: Iterable[Callable[[Drawing], Iterable[Line]]],
    *,
    full: bool = True,
    hint: bool = False,
) -> Iterator[Lines]:
    """Everything, part by part: a course may open a vial for each of 87,672 doses."""
    page = page._replace(flags=as_one(page.flags))
    yield Lines(lambda drawing: heading(page, drawing))
    yield from map(Lines, middle)
    yield Lines(lambda drawing: _ending(page, drawing, full=full, hint=hint))


def _ending(page: Page, drawing: Drawing, *, full: bool, hint: bool) -> Iterator[Line]:
    yield from _assumed(page, drawing, full=full)
    yield from _advice(drawing, MORE if hint and not full else "")
    for flag, lines in said_once(page.flags):
        source = f" ({flag.source})" if flag.source else ""
        texts = [f"{flag.message}{source} {flag.code}"] if full else lines
        yield from _flagged(flag, texts, drawing)
    yield from again(page, drawing)


def part(head: str, texts: Iterable[str]) -> Callable[[Drawing], list[Line]]:
    """Lines of text beside what they are."""
    return lambda drawing: hanging(head, texts, drawing.width)


def flowing(blocks: Callable[[int], list[list[Line]]]) -> Callable[[Drawing], Iterator[Line]]:
    """All lines of the blocks, a blank line before and after them."""

    def lines(drawing: Drawing) -> Iterator[Line]:
        yield []
        for block in blocks(drawing.width):
            yield from block
        yield []

    return lines


def heading(page: Page, drawing: Drawing) -> list[Line]:
    """The title, at its right end the count of flags, and the headline in a frame."""
    style = _STYLES[page.flags[0].severity] if page.flags else "green"
    title = paragraph(page.title, drawing.width)
    count = counted_flags(page.flags)
    room = drawing.width - columns_of(count) - 1
    if count and columns_of(title[-1][0][0]) < room:
        title[-1] = [(padded(title[-1][0][0], room), ""), (count, style)]
    elif count:
        title += paragraph(count, drawing.width, style)
    return [*title, *framed(page.headlines, drawing, style)]


def again(page: Page, drawing: Drawing) -> list[Line]:
    """The headline and the count of flags, below what scrolled them out of view."""
    said = [
        line
        for each in page.last or page.headlines
        for line in paragraph(each, drawing.width, "bold")
    ]
    if not page.flags:
        return said
    style = _STYLES[page.flags[0].severity]
    return [*said, *paragraph(counted_flags(page.flags), drawing.width, style)]


def _assumed(page: Page, drawing: Drawing, *, full: bool = False) -> list[Line]:
    texts = [page.kit] if full else [page.assumed, page.kit]
    return [line for text in texts if text for line in paragraph(text, drawing.width)]


def _advice(drawing: Drawing, more: str) -> list[Line]:
    return paragraph(f"{ADVICE} {more}".rstrip(), drawing.width)


def _flagged(flag: Flag, texts: list[str], drawing: Drawing) -> list[Line]:
    style = f"bold {_STYLES[flag.severity]}"
    return hanging(flag.severity.upper(), texts, drawing.width, style)
