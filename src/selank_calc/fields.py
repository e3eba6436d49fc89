"""Amounts as fields of a pydantic model: text or a Quantity in, an exact Decimal inside.

Written out again they are text with their unit, so that what a model prints it can read.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from .quantities import MASS, VOLUME, bounds, read

if TYPE_CHECKING:
    from .quantities import Kind


def _reader(kind: Kind) -> BeforeValidator:
    # The model names the field; the error need not.
    return BeforeValidator(lambda value: read(value, "", kind))


def _writer(kind: Kind) -> PlainSerializer:
    return PlainSerializer(lambda value: f"{value:f} {kind.unit}", return_type=str)


def _json_schema(kind: Kind, ucum: str) -> WithJsonSchema:
    units = ", ".join(kind.units)
    schema: dict[str, Any] = {
        "type": "string",
        "description": f"A {kind.dimension} in {units}, from {bounds(kind)}.",
        "examples": [kind.example],
        "x-ucum": ucum,
    }
    return WithJsonSchema(schema)


# A mass in mcg and a volume in mL, with the bounds that `dose()` has.
Mass: TypeAlias = Annotated[Decimal, _reader(MASS), _writer(MASS), _json_schema(MASS, "ug")]
Volume: TypeAlias = Annotated[Decimal, _reader(VOLUME), _writer(VOLUME), _json_schema(VOLUME, "mL")]
