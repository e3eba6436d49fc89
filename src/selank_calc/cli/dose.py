"""`selank-calc dose`: parse, ask for what is missing, calculate, print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dosing.doses import dose as dose_of
from ..errors import ConflictingInputError
from .common import (
    answered,
    exit_code,
    missing_for_a_dose,
    print_exactly,
    print_rich,
    refuse_for_programs,
    refuse_to_write_any,
    with_catalogue,
)

if TYPE_CHECKING:
    from ..dosing.results import Dose
    from .options import (
        DoseFormat,
        DoseFormatOption,
        ExplainOption,
        ForceOption,
        FullOption,
        JsonOption,
        RecordOption,
        StrictOption,
        SvgOption,
    )


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
    if as_json and output not in ("table", "json"):
        message = f"--json and --format {output} ask for two outputs."
        raise ConflictingInputError(message, None, output, "Leave one of them out.")
    form: DoseFormat = "json" if as_json else output
    if form in ("json", "csv", "line"):
        refuse_for_programs(form, explain=explain, full=full)
    refuse_to_write_any(svg=svg, record=record, force=force)
    typed, asked = asked, with_catalogue(asked)
    missing = missing_for_a_dose(asked)
    result = answered(dose_of, asked, missing)
    if record is not None:
        from .record import write_record

        typed |= {name: asked[name] for name in missing}
        write_record(record, "dose", typed, result.catalogue, result, force=force)
    if svg is not None:
        from ..output.image import dose_svg
        from .whole_file import write_whole

        write_whole(svg, dose_svg(result, explain=explain, full=full), "svg", force=force)
    _print(result, form, explain=explain, full=full)
    return exit_code(strict, result.flags)


def _print(result: Dose, output: DoseFormat, *, explain: bool, full: bool) -> None:
    if output == "json":
        from ..output.records import as_json

        print(as_json(result.as_dict()))
    elif output == "csv":
        from ..output.records import dose_csv

        print_exactly(dose_csv(result))
    elif output == "line":
        from ..output.sentence import dose_line

        print(dose_line(result))
    elif output == "plain":
        from ..output.plain import dose_plain

        print(dose_plain(result, explain=explain, full=full))
    else:
        from ..output.table import dose_table

        print_rich(dose_table(result, explain=explain, full=full))
