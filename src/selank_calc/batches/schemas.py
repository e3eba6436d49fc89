"""`schema()`: the JSON Schema of what is read and of what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from ..amounts.writing import as_text
from ..catalogue.file import CatalogueFile
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import refuse_no_catalogue
from ..catalogue.model import Catalogue
from ..errors import ConflictingInputError, UnknownNameError, guess, named, quoted
from ..output.record_models import (
    CatalogueRecord,
    ChartRecord,
    ConversionRecord,
    DropDoseRow,
    FailedRow,
    FormulationRecord,
    KeptRecord,
    PrintedCourse,
    PrintedDiluent,
    PrintedLabel,
    SprayDoseRow,
    VialDoseRow,
)
from .headings import EVERYTHING, headings_of
from .row_schema import row_schema

# A title is what makers of code call the class. `result` is what `dose --json` prints, and each
# line that `batch` does.
_MODELS: Mapping[str, tuple[str, Any]] = {
    "row": ("DoseRow", None),
    "result": ("DoseResult", VialDoseRow | SprayDoseRow | DropDoseRow | FailedRow),
    "diluent": ("DiluentResult", PrintedDiluent),
    "course": ("CourseResult", PrintedCourse),
    "label": ("LabelResult", PrintedLabel),
    "chart": ("ChartResult", ChartRecord),
    "convert": ("ConversionResult", ConversionRecord),
    "formulations": ("FormulationsResult", CatalogueRecord | FormulationRecord),
    "catalogue": ("CatalogueFile", CatalogueFile),
    "record": ("Record", KeptRecord),
}
NAMES = tuple(_MODELS)


def schema(
    of: str, *, keep: Iterable[str] = (), catalogue: Catalogue = CATALOGUE
) -> dict[str, Any]:
    """The JSON Schema of a `row` of a batch, a `catalogue` file or a `record`, or what is printed.

    That is `result` for a dose and the answers of a batch, and else the name of its command.
    Numbers and amounts have `x-ucum`, the code of their unit in the Unified Code for Units of
    Measure; what is written with its unit has a list of those it may have. The schema of a row has
    the formulations and syringes of the `catalogue`, and beside its own the names in `keep`, with
    "*" any. Raises UnknownNameError for any other name.

    >>> result = schema("result")["$defs"]["VialDoseRow"]["properties"]
    >>> result["draw_ml"]["x-ucum"], result["dose_mcg"]["x-ucum"]
    ('mL', 'ug')
    """
    text = as_text(of)
    if text not in NAMES:
        message = f"no schema is called {quoted(text)}."
        hint = f"{guess(text, NAMES)}Known: {', '.join(NAMES)}."
        raise UnknownNameError(message, "of", text, hint)
    refuse_no_catalogue(catalogue)
    kept = headings_of(keep, None).keep
    title, model = _MODELS[text]
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:selank-calc:schema:{text}"}
    if text == "row":
        made = row_schema(catalogue)
        made["properties"] |= {name: {"description": "Passed on."} for name in kept}
        made["additionalProperties"] = EVERYTHING in kept
        if kept or catalogue is not CATALOGUE:
            del head["$id"]  # it is another schema
        return {**head, "title": title, **made}
    if kept or catalogue is not CATALOGUE:
        field = "keep" if kept else "catalogue"
        message = f"the schema of a {text} has none."
        hint = f"Leave it out, or write {named('of', 'row')}."
        raise ConflictingInputError(message, field, None, hint)
    return {**head, **TypeAdapter(model).json_schema(), "title": title}
