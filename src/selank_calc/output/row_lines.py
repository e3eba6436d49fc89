"""The output of a batch, in bytes: an object a line, or the cells of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticSerializationError, to_json

from ..dosing.results import DropDose, SprayDose, VialDose
from ..views import fields_of
from .records import cells, columns, csv_text, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The names of every dose, whatever its device.
RESULT_NAMES = tuple({**fields_of(VialDose), **fields_of(SprayDose), **fields_of(DropDose)})
_LAST = ("assumed", "flags", "error")


def as_line(data: dict[str, Any]) -> bytes:
    """An object on one line, in ASCII, so that no terminal or locale can spoil it.

    >>> as_line({"line": 1, "id": "\u00b5"})
    b'{"line":1,"id":"\\\\u00b5"}'
    """
    try:
        line = to_json(data)  # four times as fast as `json`, but not in ASCII
    except PydanticSerializationError:
        line = None  # half a character, which UTF-8 can't hold
    if line is None or not line.isascii():
        line = json.dumps(data, separators=(",", ":"), allow_nan=False).encode()
    return line.replace(b"\x7f", b"\\u007f")  # the one control character that JSON lets stand


def joined(head: dict[str, Any], text: bytes) -> bytes:
    """The line of an object that goes on with what another, as text, has."""
    return b"%b,%b\n" % (as_line(head)[:-1], text[1:])


PARTS = {
    f"{name}_{part}": (name, part) for name in (*RESULT_NAMES, "error") for part in parts_of(name)
}


def picked(record: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """Those fields of a record, in that order; None for what it has not.

    >>> picked({"line": 1, "below": {"units": 9}}, ["below_units", "line", "draw_ml"])
    {'below_units': 9, 'line': 1, 'draw_ml': None}
    """
    return {name: record[name] if name in record else _part(record, name) for name in fields}


def _part(record: dict[str, Any], name: str) -> Any:
    whole, part = PARTS.get(name, ("", ""))
    return (record.get(whole) or {}).get(part)


def csv_header(keep: Sequence[str], fields: Sequence[str] | None = None) -> list[str]:
    """The columns of every batch, whatever its rows: of vials, sprays, drops and errors.

    With fields, of those alone.
    """
    if fields is not None:
        return [column for name in fields for column in columns(name)]
    of_results = [name for name in RESULT_NAMES if name not in _LAST]
    names = dict.fromkeys(["line", "id", *keep, *of_results, *_LAST])
    return [column for name in names for column in columns(name)]


def csv_lines(records: Iterable[dict[str, Any]], header: Sequence[str]) -> bytes:
    """One record a line, under that header."""
    return csv_text(cells(record, header) for record in records).encode()
