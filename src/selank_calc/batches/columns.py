"""What a name in a row or a heading of a table means: a word of a dose, and perhaps its unit.

The names with a unit are made of the kinds of the amounts; what a result calls a word otherwise
is the one list here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, get_args

from ..amounts.fields import ending
from ..amounts.kinds import Kind
from ..amounts.reading import dimension_of, misread, read_unit
from ..errors import DimensionError, UnitError, quoted
from .rows import NAMES, Between, Row


class Column(NamedTuple):
    """A word of a dose, and the unit of the bare numbers under it."""

    name: str
    unit: str | None = None


Note = TypeVar("Note", Kind, Between)


def _note_on(annotation: Any, kind: type[Note]) -> Note | None:
    """What stands on a member of a union beside its type, of that kind; None without it."""
    annotated = (each for each in get_args(annotation) if hasattr(each, "__metadata__"))
    notes = (note for each in annotated for note in each.__metadata__)
    return next((note for note in notes if isinstance(note, kind)), None)


def _notes(kind: type[Note]) -> dict[str, Note]:
    found = {name: _note_on(field.annotation, kind) for name, field in Row.model_fields.items()}
    return {name: note for name, note in found.items() if note is not None}


KINDS = _notes(Kind)
COUNTS = _notes(Between)


def name_with(name: str, unit: str) -> str:
    """The name of a word whose numbers are in that unit.

    >>> name_with("vial", "mg"), name_with("strength", "mcg/mL"), name_with("content", "%")
    ('vial_mg', 'strength_mcg_per_ml', 'content_percent')
    """
    return f"{name}_{ending(unit)}"


WITH_A_UNIT = {
    name_with(name, unit): Column(name, unit) for name, kind in KINDS.items() for unit in kind.units
}
# What results call otherwise.
IN_RESULTS = {
    "doses_per_day": Column("per_day"),
    "sprays_per_dose": Column("sprays"),
    "drops_per_dose": Column("drops"),
    "priming_sprays": Column("priming"),
    "spray_ml": Column("spray_volume", "mL"),
    "drop_ml": Column("drop_volume", "mL"),
    "syringe_scale": Column("scale"),
    "syringe_capacity_ml": Column("syringe", "mL"),
    "syringe_marks_units": Column("marks", "units"),
}
KNOWN = {name: Column(name) for name in NAMES} | WITH_A_UNIT | IN_RESULTS
HEADING = re.compile(r"(.*\S)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]", re.DOTALL)


@lru_cache(1024)
def column_called(heading: str) -> Column | None:
    """The column of that heading; None where it means no word of a dose.

    Names are known in any case, with blanks or hyphens for underscores. Raises UnitError for a
    unit that can be misread, DimensionError for one of something else.

    >>> column_called("Dose [mcg]"), column_called("Doses per day")
    (Column(name='dose', unit='mcg'), Column(name='per_day', unit=None))
    """
    if found := KNOWN.get(heading) or KNOWN.get(_plain(heading)):
        return found
    match = HEADING.fullmatch(heading.strip())
    found = KNOWN.get(_plain(match[1])) if match else None
    if match is None or found is None or found.name not in KINDS:
        return None
    unit = unit_in(heading, match[2], found.name)
    if unit is not None and found.unit not in (None, unit):
        message = f"{quoted(heading)} names two units."
        raise UnitError(message, heading, None, f"Write one of them: {match[1]}.")
    return None if unit is None else Column(found.name, unit)


def _plain(heading: str) -> str:
    return re.sub(r"[\s._-]+", "_", heading.strip().lower())


def unit_in(heading: str, unit: str, name: str) -> str | None:
    """The unit that stands in a heading; None for a word that is not a unit.

    Raises DimensionError for a unit of something else, UnitError for one that can be misread.
    """
    kind = KINDS[name]
    if heading.isupper():  # whose letters do not say what case was meant
        unit = next((each for each in kind.units if each.upper() == unit), unit)
    dimension = dimension_of(unit)
    if dimension in {dimension_of(each) for each in kind.units}:
        return unit
    if dimension is not None:
        example = name_with(name, kind.units[0])
        message = f"{quoted(unit)} is a unit of {dimension}; a {kind.dimension} is needed."
        raise DimensionError(message, heading, None, f"Name it for example {example}.")
    if misread(unit):
        read_unit(unit, heading)
    return None
