"""Rows out of a stream of bytes: JSON Lines or CSV, a part as it arrives, never all at once.

What can't be read is a RowError in the row's place, so that the rows after it are read.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from pydantic_core import from_json

from ..errors import RowError, quoted
from .headings import Headings
from .rows import EXAMPLE

if TYPE_CHECKING:
    from typing import Protocol

    class Stream(Protocol):
        """A buffered stream of bytes, which gives what has arrived."""

        def read1(self, size: int = -1, /) -> bytes: ...  # noqa: D102


LONGEST_ROW = 65_536  # bytes; a row has some hundred
AT_ONCE = 65536  # bytes read at most before rows are answered
MOST_BRACKETS = 100
MOST_LINES = 100  # of a row in a CSV file
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BEGINNING = 1024  # bytes of the first line, which tell text from other files
# The first bytes of archives (spreadsheets are archives) and of compressed files.
_OF_NO_TEXT = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"BZh9",
    b"%PDF",
    b"PAR1",
)


class Line(NamedTuple):
    """A line of the stream by its number, without its end; None where it is too long."""

    number: int
    content: bytes | None


class NumberedRow(NamedTuple):
    """What stands in a line, or in several of a CSV file from that one on."""

    line: int
    value: Any  # an object of names and values if it is a row, or a RowError


def lines(stream: Stream) -> Iterator[list[Line]]:
    """The stream's lines, a list as often as something arrives: its end may be far away.

    >>> from io import BytesIO
    >>> list(lines(BytesIO(b"one\\r\\ntwo")))
    [[Line(number=1, content=b'one')], [Line(number=2, content=b'two')]]

    Raises RowError for what is not text in its first line, such as a spreadsheet's own file.
    """
    number, rest, is_too_long = 0, bytearray(), False
    beginning: bytes | None = b""
    while arrived := stream.read1(AT_ONCE):
        if beginning is not None:
            beginning += arrived[:_BEGINNING]
            if b"\n" in arrived or len(beginning) >= _BEGINNING:
                _refuse_no_text(beginning)
                beginning = None
        *whole, tail = arrived.split(b"\n")
        if whole:
            whole[0] = bytes(rest) + whole[0]
            rest.clear()
        rest += tail  # byte by byte, too, a long line is copied once
        arrived_lines = []
        for content in whole:
            number += 1
            fits = not is_too_long and len(content) <= LONGEST_ROW
            arrived_lines.append(Line(number, content.removesuffix(b"\r") if fits else None))
            is_too_long = False
        if is_too_long or len(rest) > LONGEST_ROW:
            is_too_long = True
            rest.clear()
        yield _without_mark(arrived_lines)
    _refuse_no_text(beginning or b"")
    if rest or is_too_long:
        last = None if is_too_long else bytes(rest).removesuffix(b"\r")
        yield _without_mark([Line(number + 1, last)])


def _refuse_no_text(beginning: bytes) -> None:
    first = beginning[:_BEGINNING].partition(b"\n")[0]
    if b"\0" not in first and not first.startswith(_OF_NO_TEXT):
        return
    what = "the file is not text"
    if beginning.startswith(b"PK"):
        what = "the file is a spreadsheet's own (.xlsx, .ods) or an archive, not text"
    hint = "In the spreadsheet, save it as CSV, in UTF-8, and name that file."
    raise RowError(f"{what}.", None, None, hint)


def _without_mark(some: list[Line]) -> list[Line]:
    """Spreadsheets begin a file with a byte order mark."""
    if some and some[0].number == 1 and some[0].content is not None:
        some[0] = Line(1, some[0].content.removeprefix(_BYTE_ORDER_MARK))
    return some


def _text(line: Line) -> str:
    if line.content is None:
        message = f"the row is longer than {LONGEST_ROW} bytes."
        raise RowError(message, None, None, "Rows end with a line break.")
    try:
        text = line.content.decode()
    except UnicodeDecodeError as error:
        message = (
            f"the row is not UTF-8 text: {quoted(line.content[:60].decode(errors='replace'))}."
        )
        raise RowError(message, None, None, "Save the file as UTF-8.") from error
    if "\0" in text:
        raise RowError("the row has a NUL character.", None, None, "Save the file as UTF-8 text.")
    return text


# --- JSON Lines -----------------------------------------------------------------------


_OF_AN_ARRAY = "Each row stands on a line of its own: jq -c '.[]' makes lines of an array."


def json_rows(some: Iterable[Line]) -> list[NumberedRow]:
    """A JSON object on each line; empty lines are passed over."""
    return [NumberedRow(line.number, _parsed(line)) for line in some if not _is_blank(line)]


def _is_blank(line: Line) -> bool:
    return line.content is not None and not line.content.strip()


def _parsed(line: Line) -> Any:
    row = _plainly(line.content)
    return _with_care(line) if row is None else row


def _plainly(content: bytes | None) -> dict[str, Any] | None:
    """A row as most are: an object without others in it, each of whose names stands once.

    None for anything else, which is read with more care, and five times as slowly.
    """
    if content is None or b"[" in content:
        return None
    try:
        row = from_json(content, allow_inf_nan=False)
    except ValueError:
        return None
    # With as many colons as names, none stands twice, or is in an object within.
    if type(row) is not dict or content.count(b":") != len(row) or inf in row.values():
        return None
    return row if -inf not in row.values() else None


def _with_care(line: Line) -> Any:
    try:
        text = _text(line)
        if text.count("[") + text.count("{") > MOST_BRACKETS:
            # Each version of Python has a depth of its own at which it gives up.
            message = f"the row has more than {MOST_BRACKETS} brackets."
            return RowError(message, None, None, "A row is one flat object.")
        row = _decode(text)
        if type(row) is list:
            return RowError("the row is a JSON array, not an object.", None, None, _OF_AN_ARRAY)
        return row
    except RowError as error:
        return error
    except ValueError as error:
        hint = f"Write for example {EXAMPLE}; CSV is read with --format csv."
        if text.strip() in ("[", "]"):
            hint = _OF_AN_ARRAY
        why = getattr(error, "msg", error)
        return RowError(f"{quoted(text)} is not JSON: {why}.", None, None, hint)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = _repeated(name for name, _value in pairs)
        raise RowError(f"{quoted(twice)} is given twice.", None, None, "Leave one of them out.")
    return made


def _repeated(names: Iterable[str]) -> str:
    """The first of the names that stands there more than once."""
    return next(name for name, count in Counter(names).items() if count > 1)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        _refuse_constant(text)
    return number


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{quoted(text)} is not a number there")


_decode = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_finite, parse_constant=_refuse_constant
).decode


# --- CSV ------------------------------------------------------------------------------

_OF_JSON = re.compile(rb'\s*[\[{]\s*(["{\[]|$)')  # no column has such a name


SEPARATORS = ",;\t"


class Table(NamedTuple):
    """What is passed on of a table's columns, and its rows under their headings."""

    kept: tuple[str, ...]
    rows: Iterator[list[NumberedRow]]


def csv_table(chunks: Iterable[list[Line]], headings: Headings) -> Table:
    """Rows under a header with their names; an empty cell is not given, an empty line no row.

    The separator is that of the header. Raises RowError or UnknownNameError for a header that
    does not name what rows have.
    """
    arriving = chain(filter(None, chunks), [None])
    waiting: list[Line] = []
    for chunk in arriving:
        some = [*waiting, *(chunk or [])]
        _refuse_json(some)
        separator = _separator(some, headings)
        records, waiting = _records(some, None, separator, is_last=chunk is None)
        if records:
            names = _header(records.pop(0).value)
            kept = headings.kept_of(names)
            return Table(kept, _rows(names, separator, records, waiting, arriving))
    return Table((), iter(()))


def csv_rows(
    chunks: Iterable[list[Line]], headings: Headings | None = None
) -> Iterator[list[NumberedRow]]:
    """The rows of a table alone."""
    return csv_table(chunks, headings or Headings()).rows


def _rows(
    names: list[str],
    separator: str,
    records: list[NumberedRow],
    waiting: list[Line],
    arriving: Iterable[list[Line] | None],
) -> Iterator[list[NumberedRow]]:
    yield [NumberedRow(line, _under(names, cells, separator)) for line, cells in records]
    for chunk in arriving:
        some = [*waiting, *(chunk or [])]
        records, waiting = _records(some, len(names), separator, is_last=chunk is None)
        yield [NumberedRow(line, _under(names, cells, separator)) for line, cells in records]


def _separator(some: list[Line], headings: Headings) -> str:
    """The separator that gives the header the most known names, then the most names."""

    def names_by(separator: str) -> tuple[int, int]:
        texts = _good([_text_or_error(line) for line in some[:MOST_LINES]], [0])
        try:
            reader = csv.reader(texts, delimiter=separator, strict=True)
            names = next((cells for cells in reader if any(map(str.strip, cells))), [])
        except csv.Error:
            return -1, 0
        return sum(map(headings.reads, map(str.strip, names))), len(names)

    return max(SEPARATORS, key=names_by)


def _refuse_json(some: list[Line]) -> None:
    first = next((line.content for line in some if line.content and not _is_blank(line)), b"")
    if _OF_JSON.match(first):
        hint = "JSON Lines are read with --format jsonl, or from a file named .jsonl."
        raise RowError("the header looks like JSON, not CSV.", None, None, hint)


def _records(
    some: list[Line], width: int | None, separator: str, *, is_last: bool
) -> tuple[list[NumberedRow], list[Line]]:
    """The cells of each record, and the lines of one whose end has not arrived yet.

    The first record has as many as it has, where `width` is None, and the others as many.
    """
    records: list[NumberedRow] = []
    at, texts = [0], [_text_or_error(line) for line in some]
    while at[0] < len(some):
        fault = texts[at[0]]
        if isinstance(fault, str):
            start = at[0]
            reader = csv.reader(_good(texts, at), delimiter=separator, strict=True)
            try:
                for cells in reader:
                    end = start + reader.line_num
                    width = width or len(cells)
                    if len(cells) != width and end - at[0] > 1:
                        break
                    if any(cell.strip() for cell in cells):
                        records.append(NumberedRow(some[at[0]].number, cells))
                    at[0] = end
                else:
                    continue
                fault = _of_another_width(cells, width, separator)
            except csv.Error as error:
                # A quote that is opened and not closed takes in all that follows.
                is_open = start + reader.line_num == len(some) < at[0] + MOST_LINES
                if is_open and not is_last and _size(some, at[0]) <= LONGEST_ROW:
                    return records, some[at[0] :]
                hint = "A quote within quotes is written twice."
                fault = RowError(f"the row is not CSV: {error}.", None, None, hint)
        # The next row is the one below, whatever this one took in.
        records.append(NumberedRow(some[at[0]].number, fault))
        at[0] += 1
    return records, []


def _of_another_width(cells: list[str], width: int, separator: str) -> RowError:
    message = f"the row has {len(cells)} cells, the header {width}."
    what = {",": "comma", ";": "semicolon", "\t": "tab"}[separator]
    return RowError(message, None, None, f"Text with a {what} in it stands in quotes.")


def _text_or_error(line: Line) -> str | RowError:
    try:
        return f"{_text(line)}\n"
    except RowError as error:
        return error


def _good(texts: list[str | RowError], at: list[int]) -> Iterator[str]:
    """Texts that can be read, for a record that begins at `at` as many as it may have."""
    for position in range(at[0], len(texts)):
        text = texts[position]
        if isinstance(text, RowError) or position >= at[0] + MOST_LINES:
            return
        yield text


def _size(some: list[Line], start: int) -> int:
    return sum(len(line.content or b"") for line in some[start:])


def _header(cells: Any) -> list[str]:
    if isinstance(cells, RowError):
        raise cells
    names = [cell.strip() for cell in cells]
    if len(names) == 1 and "|" in names[0]:
        message = "the columns are separated by '|'."
        raise RowError(message, None, None, "Separate them by commas, semicolons or tabs.")
    return names


def _under(names: list[str], cells: Any, separator: str) -> Any:
    """The cells that hold something, by their names; one without a name is an index."""
    if isinstance(cells, RowError):
        return cells
    if len(cells) != len(names):
        return _of_another_width(cells, len(names), separator)
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell.strip() and name}
