"""`selank-calc dose`: parse, ask for what is missing, calculate, print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dosing.doses import dose as dose_of
from .common import (
    Printed,
    answered,
    exit_code,
    form_of,
    missing_for_a_dose,
    print_as,
    refuse_to_write_any,
    with_catalogue,
)

if TYPE_CHECKING:
    from .options import (
        DoseFormatOption,
        ExplainOption,
        ForceOption,
        FullOption,
        JsonOption,
        RecordOption,
        StrictOption,
        SvgOption,
    )

PRINTED = Printed("table.dose_table", "plain.dose_plain")


def dose(
    explain: ExplainOption = False,
    full: FullOption = False,
    output: DoseFormatOption = "table",
    as_json: JsonOption = False,
    svg: SvgOption = None,
    record: RecordOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    **asked: Any,
) -> int:
    """What to draw from a vial, or how many sprays or drops to take.

    selank-calc dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"

    selank-calc dose --vial "5 mg" --dose "250 mcg" --draw "10 units"

    selank-calc dose -f nasal-spray --dose "150 mcg" --bottle "10 mL"
    """
    form = form_of(output, as_json=as_json, explain=explain, full=full)
    refuse_to_write_any(svg=svg, record=record, force=force)
    kit, typed = asked.pop("kit"), asked
    asked = with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    result = answered(dose_of, asked, missing)
    if record is not None:
        from .record import write_record

        typed |= {name: asked[name] for name in missing}
        write_record(record, "dose", typed, result, force=force)
    if svg is not None:
        from ..output.image import dose_svg
        from .whole_file import write_whole

        write_whole(svg, dose_svg(result, explain=explain, full=full), "svg", force=force)
    print_as(form, result, PRINTED, kit, explain=explain, full=full)
    return exit_code(strict, result.flags)
