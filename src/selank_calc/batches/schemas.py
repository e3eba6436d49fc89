"""`schema()`: the JSON Schema of what is read and of what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from ..amounts.writing import as_text
from ..catalogue.file import CatalogueFile
from ..errors import UnknownNameError, did_you_mean, quoted
from ..output.record_models import (
    CourseRecord,
    DropDoseRow,
    FailedRow,
    KeptRecord,
    SprayDoseRow,
    VialDoseRow,
)
from .rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

# What `dose --json` prints, and each line that `batch` does.
_Result = VialDoseRow | SprayDoseRow | DropDoseRow | FailedRow
_MODELS: Mapping[str, tuple[str, Any]] = {
    "row": ("A row of a batch", Row),
    "result": ("A dose, or the answer to a row of a batch", _Result),
    "course": ("A course", CourseRecord),
    "catalogue": ("A catalogue file", CatalogueFile),
    "record": ("A record that can be checked", KeptRecord),
}
NAMES = tuple(_MODELS)


def schema(of: str) -> dict[str, Any]:
    """The JSON Schema of a `row`, a `result`, a `course`, a `catalogue` file or a `record`.

    Numbers and amounts have `x-ucum`, the code of their unit in the Unified Code for Units
    of Measure; what is written with its unit has a list of those it may have. Raises
    UnknownNameError for any other name.

    >>> result = schema("result")["$defs"]["VialDoseRow"]["properties"]
    >>> result["draw_ml"]["x-ucum"], result["dose_mcg"]["x-ucum"]
    ('mL', 'ug')
    """
    text = as_text(of)
    if text not in NAMES:
        near = did_you_mean(text, NAMES)
        guess = f"Did you mean {near}? " if near else ""
        message = f"no schema is called {quoted(text)}."
        raise UnknownNameError(message, "of", text, f"{guess}Known: {', '.join(NAMES)}.")
    title, model = _MODELS[text]
    made = TypeAdapter(model).json_schema()
    return {"$schema": GenerateJsonSchema.schema_dialect, **made, "title": title}
