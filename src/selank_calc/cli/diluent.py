"""`selank-calc diluent`: the volumes of diluent that put a dose where it can be drawn well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dosing import diluents
from ..dosing.asked import EXAMPLES
from ..errors import ConflictingInputError, called
from .common import (
    Printed,
    answered,
    exit_code,
    form_of,
    print_as,
    refuse_to_write_any,
    with_catalogue,
)

if TYPE_CHECKING:
    from .options import (
        CatalogueOption,
        ForceOption,
        FormatOption,
        FullOption,
        JsonOption,
        KitOption,
        RecordOption,
        StrictOption,
    )

PRINTED = Printed("choice.diluent_table", "plain_others.diluent_plain", "records.diluent_rows")


def diluent(
    full: FullOption = False,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    record: RecordOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    kit: KitOption = None,
    catalogue: CatalogueOption = None,
    **typed: Any,
) -> int:
    """How much diluent (bacteriostatic water) to add, so that a dose falls on a mark.

    selank-calc diluent --vial "5 mg" --dose "250 mcg"

    selank-calc diluent -f amidate --vial "10 mg" --dose "300 mcg" --vial-size "5 mL"

    selank-calc diluent --vial "5 mg" --dose "250 mcg" --syringe "0.5 mL"
    """
    form = form_of(output, as_json=as_json, full=full)
    if (strength := typed.pop("strength")) is not None:
        message = "a solution of a known strength is dissolved already."
        hint = f"Write {called('dose', strength='5 mg/mL', dose='250 mcg')}."
        raise ConflictingInputError(message, "strength", strength, hint)
    refuse_to_write_any(record=record, force=force)
    asked = with_catalogue({**typed, "catalogue": catalogue})
    missing = {name: EXAMPLES[name] for name in ("vial", "dose") if asked[name] is None}
    result = answered(diluents.diluent, asked, missing)
    if record is not None:
        from .record import write_record

        typed |= {name: asked[name] for name in missing}
        write_record(record, "diluent", typed, result, force=force)
    print_as(form, result, PRINTED, kit, full=full)
    return exit_code(strict, result.flags)
