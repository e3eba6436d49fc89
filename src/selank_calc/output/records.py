"""Results for programs: JSON and CSV."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, category, normalize

from ..views import as_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalogue.model import Catalogue, Device, Formulation
    from ..dosing.results import Dose

_DELIVERING = ("delivered_mcg", "error_percent")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")  # no formula, though it may have a sign
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
# What a formula begins with, in every width, the minus of Unicode, and what calls a program.
_FORMULA_STARTS = frozenset("=+-@|\u2212")  # the last is the minus sign


def as_json(data: Any) -> str:
    """One JSON value, in ASCII so that no terminal or locale can spoil it."""
    return json.dumps(data, indent=2, allow_nan=False)


def json_pieces(data: Any) -> Iterator[str]:
    """The same piece by piece, for what is too long to be held whole."""
    return json.JSONEncoder(indent=2, allow_nan=False).iterencode(data)


def dose_csv(result: Dose) -> str:
    """A header and one row; what is nested in columns of its own, flags as `severity code`."""
    record = result.as_dict()
    names = [column for name in record for column in columns(name, result.given.device)]
    return csv_text([names]) + csv_text([cells(record, names)])


# The parts of what is nested, each in a column of its own.
_PARTS = {
    "syringe": ("scale", "capacity_ml", "marks_units"),
    "below": ("units", "sprays", "drops", *_DELIVERING),
    "above": ("units", "sprays", "drops", *_DELIVERING),
    "error": ("code", "field", "message", "hint"),
}
_COUNTED = {"vial": "units", "spray": "sprays", "drops": "drops"}


def columns(name: str, device: Device | None = None) -> list[str]:
    """The columns of that JSON name: those of its parts, or its own; of any device for None."""
    others = {*_COUNTED.values()} - {_COUNTED[device]} if device else ()
    parts = [part for part in _PARTS.get(name, ()) if part not in others]
    return [f"{name}_{part}" for part in parts] or [name]


def cells(record: dict[str, Any], names: Iterable[str]) -> list[object]:
    """The cells of a record in those columns, safe to open in a spreadsheet."""
    flat = {}
    for name, value in record.items():
        if name == "flags":
            flat[name] = "; ".join(f"{flag['severity']} {flag['code']}" for flag in value)
        elif name == "assumed":
            flat[name] = "; ".join(value)
        elif name in _PARTS:
            flat.update({f"{name}_{part}": each for part, each in (value or {}).items()})
        else:
            flat[name] = value
    return [cell(flat.get(name)) for name in names]


def cell(value: object) -> object:
    """What a spreadsheet would take for a formula gets the quote that stops it."""
    if isinstance(value, str):
        # What a terminal would obey is shown instead.
        shown = value if value.isprintable() else "".join(map(_shown, value))
        is_formula = _is_formula(value) and not _NUMBER.fullmatch(value)
        return f"'{shown}" if is_formula else shown
    return json.dumps(value) if isinstance(value, dict | list | bool) else value


def _is_formula(text: str) -> bool:
    """True if a spreadsheet may calculate it: some pass over what stands blank before a formula.

    So they do over semicolons, where those part the cells.

    >>> _is_formula("=1+1"), _is_formula(" \\n=1"), _is_formula(";=1"), _is_formula("a=1")
    (True, True, True, False)
    """
    if text[:1].isalpha():
        return False
    # Nothing to see: separators, control and format characters, marks without a letter.
    first = next((each for each in text if category(each)[0] not in "ZCM" and each != ";"), "")
    return bool(first) and normalize("NFKC", first)[0] in _FORMULA_STARTS


def _shown(character: str) -> str:
    # Control characters, tricks of direction, and halves of characters, which no file can hold.
    is_obeyed = category(character) in ("Cc", "Cs") or bidirectional(character) in _TURNS
    return ascii(character)[1:-1] if is_obeyed and character != "\n" else character


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows of cells as CSV."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def formulation_record(of: Formulation, catalogue: Catalogue) -> dict[str, Any]:
    """Everything documented on one formulation, with its sources by name."""
    notes = [as_plain(note) for note in (*of.notes, *catalogue.notes)]
    return {
        **as_plain(of),
        "daily_mcg": as_plain(catalogue.daily_mcg),
        "notes": notes,
        "sources": {source.id: source.title for source in catalogue.sources},
    }


def catalogue_record(catalogue: Catalogue) -> dict[str, Any]:
    """The whole catalogue."""
    return {
        **as_plain(catalogue),
        "sources": {source.id: source.title for source in catalogue.sources},
    }
