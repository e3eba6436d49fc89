"""Amounts as fields of a pydantic model, with a JSON Schema that names their UCUM units.

`Mass` and `Volume` take text or a Quantity and hold an exact Decimal; written out again
they are text with their unit, so that what a model prints it can read. The `...Text` types
are what is written for an amount, not yet read.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BeforeValidator, FiniteFloat, PlainSerializer, WithJsonSchema

from .exact import ALL_DIGITS, decimal
from .kinds import (
    BODY_MASS,
    BY_BODY_MASS,
    CAPACITY,
    CONCENTRATION,
    CONTENT,
    DRAW,
    ERROR,
    LOSS,
    MARKS,
    MASS,
    VIAL_SIZE,
    VOLUME,
)
from .reading import read
from .writing import bounds

if TYPE_CHECKING:
    from .kinds import Kind

# The unit of each name in the Unified Code for Units of Measure (ucum.org). It has none for
# the marks of a syringe; what stands in braces there is a name for a plain number.
UCUM = {
    "mcg": "ug", "mg": "mg", "g": "g", "kg": "kg", "lb": "[lb_av]", "mL": "mL", "%": "%",
    "units": "{syringe_unit}", "mcg/mL": "ug/mL", "mg/mL": "mg/mL", "mcg/kg": "ug/kg",
    "mg/kg": "mg/kg", "days": "d", "per day": "/d", "g/mol": "g/mol",
    "units/mL": "{syringe_unit}/mL",
}  # fmt: skip


def ending(unit: str) -> str:
    """How a name ends whose numbers are in that unit.

    >>> ending("mcg/mL"), ending("%"), ending("per day")
    ('mcg_per_ml', 'percent', 'per_day')
    """
    return unit.lower().replace("/", "_per_").replace("%", "percent").replace(" ", "_")


def _reader(kind: Kind) -> BeforeValidator:
    # The model names the field; the error need not.
    return BeforeValidator(lambda value: decimal(read(value, "", kind), ALL_DIGITS))


def _writer(kind: Kind) -> PlainSerializer:
    return PlainSerializer(lambda value: f"{value:f} {kind.unit}", return_type=str)


def as_text(kind: Kind, *types: str) -> WithJsonSchema:
    """The JSON Schema of text in any unit of that kind; `types` are accepted beside text."""
    schema: dict[str, Any] = {
        "type": ["string", *types] if types else "string",
        "description": f"A {kind.dimension} in {', '.join(kind.units)}, from {bounds(kind)}.",
        "examples": [kind.example],
        "x-ucum": [UCUM[unit] for unit in kind.units],
    }
    return WithJsonSchema(schema)


# A mass in mcg and a volume in mL, with the bounds that `dose()` has.
Mass: TypeAlias = Annotated[Decimal, _reader(MASS), _writer(MASS), as_text(MASS)]
Volume: TypeAlias = Annotated[Decimal, _reader(VOLUME), _writer(VOLUME), as_text(VOLUME)]

# The kind stands among them for who makes names and schemas of it: pydantic passes over it.
DOSE = MASS._replace(units=(*MASS.units, *BY_BODY_MASS.units))
MassText: TypeAlias = Annotated[str, MASS, as_text(MASS)]
DoseText: TypeAlias = Annotated[str, DOSE, as_text(DOSE)]
BodyMassText: TypeAlias = Annotated[str, BODY_MASS, as_text(BODY_MASS)]
VolumeText: TypeAlias = Annotated[str, VOLUME, as_text(VOLUME)]
StrengthText: TypeAlias = Annotated[str, CONCENTRATION, as_text(CONCENTRATION)]
CapacityText: TypeAlias = Annotated[str, CAPACITY, as_text(CAPACITY)]
VialSizeText: TypeAlias = Annotated[str, VIAL_SIZE, as_text(VIAL_SIZE)]
LossText: TypeAlias = Annotated[str, LOSS, as_text(LOSS)]
DrawText: TypeAlias = Annotated[str, DRAW, as_text(DRAW)]
MarksText: TypeAlias = Annotated[str | FiniteFloat, MARKS, as_text(MARKS, "number")]
ContentText: TypeAlias = Annotated[str | FiniteFloat, CONTENT, as_text(CONTENT, "number")]
ErrorText: TypeAlias = Annotated[str | FiniteFloat, ERROR, as_text(ERROR, "number")]
