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
    from ..courses.results import Course
    from ..dosing.charts import Chart
    from ..dosing.diluents import DiluentChoice

_DELIVERING = ("delivered_mcg", "error_percent")
_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?"  # no formula, though it may have a sign
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
# What a formula begins with, in every width, the minus of Unicode, and what calls a program.
_FORMULA_STARTS = frozenset("=+-@|\u2212")


def as_json(data: Any) -> str:
    """One JSON value, in ASCII so that no terminal or locale can spoil it."""
    return json.dumps(data, indent=2, allow_nan=False)


def json_pieces(data: Any) -> Iterator[str]:
    """The same piece by piece, for what is too long to be held whole."""
    return json.JSONEncoder(indent=2, allow_nan=False).iterencode(data)


def csv_of(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A header and the rows; what is nested in columns of its own, flags as `severity code`."""
    names: list[str] = []
    for row in rows:
        if not names:
            device: Device = "spray" if "sprays_per_dose" in row else "vial"
            device = "drops" if "drops_per_dose" in row else device
            names = [column for name in row for column in columns(name, device)]
            yield csv_text([names])
        yield csv_text([cells(row, names)])


def one_row(_result: object, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The row of a result that has one: its record."""
    yield record


def course_rows(_course: Course, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each day with doses, with the flags of the course."""
    of_all = {name: each for name, each in record.items() if name in ("from_kit", "flags")}
    return ({**day, **of_all} for day in record["days_detail"])


def diluent_rows(choice: DiluentChoice, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each volume, or one with the reason why there is none, each with all its flags."""
    from ..dosing.diluents import names_of_an_option  # which a dose has no need of

    kit = {name: each for name, each in record.items() if name == "from_kit"}
    of_all = record["flags"]
    yield from ({**_with_flags(option, of_all), **kit} for option in record["options"])
    if not record["options"]:
        yield {**dict.fromkeys(names_of_an_option(choice)), **kit, "flags": of_all}


def chart_rows(_chart: Chart, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each mark, with the flags of all."""
    return (_with_flags(mark, record["flags"]) for mark in record["marks"])


def _with_flags(part: dict[str, Any], of_all: list[dict[str, Any]]) -> dict[str, Any]:
    """A part of a record with its own flags, and those of all that it does not have itself."""
    codes = {flag["code"] for flag in part["flags"]}
    shared = [flag for flag in of_all if flag["code"] not in codes]
    return {**part, "flags": [*part["flags"], *shared]}


# The parts of what is nested, each in a column of its own.
_PARTS = {
    "syringe": ("scale", "capacity_ml", "marks_units"),
    "below": ("units", "sprays", "drops", *_DELIVERING),
    "above": ("units", "sprays", "drops", *_DELIVERING),
    "error": ("code", "field", "message", "hint"),
}
_LISTS = ("assumed", "from_kit", "by")
_COUNTED = {"vial": "units", "spray": "sprays", "drops": "drops"}


def parts_of(name: str, device: Device | None = None) -> list[str]:
    """The parts of what that JSON name holds, if it has any; of any device for None."""
    others = {*_COUNTED.values()} - {_COUNTED[device]} if device else ()
    return [part for part in _PARTS.get(name, ()) if part not in others]


def columns(name: str, device: Device | None = None) -> list[str]:
    """The columns of that JSON name: those of its parts, or its own."""
    return [f"{name}_{part}" for part in parts_of(name, device)] or [name]


def cells(record: dict[str, Any], names: Iterable[str]) -> list[object]:
    """The cells of a record in those columns, safe to open in a spreadsheet."""
    flat = {}
    for name, value in record.items():
        if name == "flags":
            flat[name] = "; ".join(f"{flag['severity']} {flag['code']}" for flag in value)
        elif name in _LISTS:
            flat[name] = "; ".join(value or ())
        elif name in _PARTS:
            flat.update({f"{name}_{part}": each for part, each in (value or {}).items()})
        else:
            flat[name] = value
    return [cell(flat.get(name)) for name in names]


def cell(value: object) -> object:
    """The value as a cell: text that a spreadsheet would calculate gets a quote before it."""
    if isinstance(value, str):
        # What a terminal would obey is shown instead.
        shown = value if value.isprintable() else "".join(map(_shown, value))
        is_formula = _is_formula(value) and not re.fullmatch(_NUMBER, value)
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
