"""Results for programs: plain data, JSON and CSV. The one place where floats are made."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, category

from ..results import NOT_RECORDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalogue import Catalogue, Device, Formulation
    from ..course_results import Course
    from ..diluent_choice import DiluentChoice
    from ..labels import Label
    from ..results import Dose

_SYRINGE = ("scale", "capacity_ml", "marks_units")
_DELIVERING = ("delivered_mcg", "error_percent")
# Integers up to here are exact in every JSON reader, which may keep numbers as doubles.
_LARGEST_EXACT = 10**15
_PLAIN = {str, int, float, bool, type(None), dict}  # as they are in JSON
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")  # no formula, though it may have a sign
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_number(value: Decimal) -> int | float:
    """A Decimal as a JSON number, exact up to 15 significant digits.

    >>> as_number(Decimal("250.00")), as_number(Decimal("0.1"))
    (250, 0.1)
    """
    number = float(value)
    if number.is_integer() and abs(number) < _LARGEST_EXACT and value == (whole := int(number)):
        return whole
    return number


def as_plain(value: Any) -> Any:
    """Decimals as numbers, frozen values as dicts, tuples as lists, all the way down."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is Decimal:
        return as_number(value)
    if isinstance(value, tuple):
        # Most of what is nested is text, and spared a call.
        plain = [each if type(each) in _PLAIN else as_plain(each) for each in value]
        names = getattr(kind, "_fields", None)
        return plain if names is None else dict(zip(names, plain, strict=True))
    if hasattr(value, "isoformat"):  # a date: its class is not loaded where there is none
        return value.isoformat()
    return value


def as_record(result: Dose) -> dict[str, Any]:
    """The result under its JSON names, flags last."""
    record = vars(result).copy()
    for name in NOT_RECORDED:
        del record[name]
    # What a person must not miss stands at the end, where a terminal leaves it in view.
    record["assumed"] = record.pop("assumed")
    record["flags"] = record.pop("flags")
    if syringe := record.get("syringe"):
        record["syringe"] = {name: as_plain(getattr(syringe, name)) for name in _SYRINGE}
    for name, value in record.items():
        if type(value) not in _PLAIN:
            record[name] = as_plain(value)
    return record


# What a row says of one diluent; the rest is the same for all of them.
_OF_A_DILUENT = (
    "diluent_ml", "concentration_mcg_per_ml", "draw_ml", "draw_units", "syringe", "mark_units",
    "delivered_mcg", "error_percent", "low_mcg", "high_mcg", "doses_per_vial", "flags",
)  # fmt: skip


def diluent_record(choice: DiluentChoice) -> dict[str, Any]:
    """The choice of diluents under its JSON names, flags last."""
    apart = (*NOT_RECORDED, "options")
    record = {name: as_plain(value) for name, value in vars(choice).items() if name not in apart}
    options = [as_record(option) for option in choice.options]
    record["options"] = [{name: option[name] for name in _OF_A_DILUENT} for option in options]
    record["assumed"] = record.pop("assumed")
    record["flags"] = record.pop("flags")
    return record


# What a step of a course says of its dose; the rest is the same for all of them.
_OF_A_STEP = (
    "dose_mcg", "daily_mcg", "delivered_mcg", "error_percent", "low_mcg", "high_mcg",
    "dose_mcg_per_kg", "daily_mcg_per_kg", "draw_ml", "draw_units", "syringe", "mark_units",
    "sprays_per_dose", "spray_mcg",
)  # fmt: skip


def course_record(course: Course) -> dict[str, Any]:
    """The course under its JSON names, with those of its container only, flags last."""
    apart = {*NOT_RECORDED, "openings_by_dose", "times", "steps", "assumed", "flags"}
    of_others = {"bottles", "sprays"} if course.container == "vial" else {"vials", "draws"}
    record = {
        name: as_plain(value)
        for name, value in vars(course).items()
        if name not in apart | of_others
    }
    a_day = {"sprays"} if course.container == "vial" else {"draw_units"}
    for day in record["days_detail"]:
        for name in a_day:
            del day[name]
    record["times"] = [f"{each:%H:%M}" for each in course.times]
    record["steps"] = [{"days": step.days, **_of_a_step(step.dose)} for step in course.steps]
    for name in ("openings", "days_detail"):
        record[name] = record.pop(name)
    record["assumed"], record["flags"] = list(course.assumed), as_plain(course.flags)
    return record


def _of_a_step(result: Dose) -> dict[str, Any]:
    record = as_record(result)
    return {name: record[name] for name in _OF_A_STEP if name in record}


_OF_A_LABEL = (
    "formulation", "name", "vial_mcg", "diluent_ml", "concentration_mcg_per_ml", "dose_mcg",
    "delivered_mcg", "draw_ml", "draw_units", "mark_units", "syringe", "spray_mcg",
    "sprays_per_dose",
)  # fmt: skip


def label_record(label: Label) -> dict[str, Any]:
    """The label under its JSON names, flags last."""
    dose = as_record(label.dose)
    record = {name: dose[name] for name in _OF_A_LABEL if name in dose}
    record["volume_ml"] = as_plain(label.volume_ml)
    if "syringe" in record:
        record["mcg_per_unit"] = as_plain(label.mcg_per_unit)
    record["mixed"], record["discard_on"] = as_plain(label.mixed), as_plain(label.discard_on)
    record["assumed"], record["flags"] = list(label.assumed), as_plain(label.flags)
    return record


def as_json(data: Any) -> str:
    """One JSON value, in ASCII so that no terminal or locale can spoil it."""
    return json.dumps(data, indent=2, allow_nan=False)


def json_pieces(data: Any) -> Iterator[str]:
    """The same piece by piece, for what is too long to be held whole."""
    return json.JSONEncoder(indent=2, allow_nan=False).iterencode(data)


def dose_csv(result: Dose) -> str:
    """A header and one row; what is nested in columns of its own, flags as `severity code`."""
    record = as_record(result)
    names = [column for name in record for column in columns(name, result.given.device)]
    return csv_text([names]) + csv_text([cells(record, names)])


# The parts of what is nested, each in a column of its own.
_PARTS = {
    "syringe": _SYRINGE,
    "below": ("units", "sprays", *_DELIVERING),
    "above": ("units", "sprays", *_DELIVERING),
    "error": ("code", "field", "message", "hint"),
}
_OF_THE_OTHER = {"vial": "sprays", "spray": "units"}


def columns(name: str, device: Device | None = None) -> list[str]:
    """The columns of that JSON name: those of its parts, or its own; of any device for None."""
    parts = [part for part in _PARTS.get(name, ()) if part != _OF_THE_OTHER.get(device or "")]
    return [f"{name}_{part}" for part in parts] or [name]


def cells(record: dict[str, Any], names: Iterable[str]) -> list[object]:
    """What stands in those columns for a record, safe to open in a spreadsheet."""
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
        is_formula = value.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(value)
        return f"'{shown}" if is_formula else shown
    return json.dumps(value) if isinstance(value, dict | list | bool) else value


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
