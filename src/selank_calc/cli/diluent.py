"""`selank-calc diluent`: the volumes of diluent that put a dose where it can be drawn well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..dosing import diluents as diluent_choice
from ..dosing.asked import EXAMPLES
from ..errors import ConflictingInputError, called
from .common import (
    Printed,
    answered,
    catalogue_from,
    exit_code,
    form_of,
    formulation_in,
    print_as,
    refuse_to_write_any,
)

if TYPE_CHECKING:
    from .options import (
        CatalogueOption,
        ContentOption,
        DeadSpaceOption,
        DiluentErrorOption,
        DisplacementOption,
        DissolvedOption,
        DoseOption,
        DropVolumeOption,
        ForceOption,
        FormatOption,
        FormulationOption,
        FullOption,
        JsonOption,
        KitOption,
        LimitDayOption,
        LimitOption,
        MarksOption,
        PerDayOption,
        RecordOption,
        ScaleOption,
        SprayVolumeOption,
        StrictOption,
        SyringeOption,
        VialErrorOption,
        VialOption,
        VialSizeOption,
        WeightOption,
    )

PRINTED = Printed("choice.diluent_table", "plain_others.diluent_plain", "records.diluent_rows")


def diluent(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    dose: DoseOption = None,
    vial_size: VialSizeOption = None,
    per_day: PerDayOption = None,
    scale: ScaleOption = None,
    syringe: SyringeOption = None,
    marks: MarksOption = None,
    content: ContentOption = None,
    displacement: DisplacementOption = None,
    dead_space: DeadSpaceOption = None,
    vial_error: VialErrorOption = None,
    diluent_error: DiluentErrorOption = None,
    spray_volume: SprayVolumeOption = None,
    drop_volume: DropVolumeOption = None,
    weight: WeightOption = None,
    limit: LimitOption = None,
    limit_day: LimitDayOption = None,
    strength: DissolvedOption = None,
    full: FullOption = False,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    record: RecordOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    kit: KitOption = None,
    catalogue: CatalogueOption = None,
) -> int:
    """How much diluent (bacteriostatic water) to add, so that a dose falls on a mark.

    selank-calc diluent --vial "5 mg" --dose "250 mcg"

    selank-calc diluent -f amidate --vial "10 mg" --dose "300 mcg" --vial-size "5 mL"

    selank-calc diluent --vial "5 mg" --dose "250 mcg" --syringe "0.5 mL"
    """
    form = form_of(output, as_json=as_json, full=full)
    if strength is not None:
        message = "a solution of a known strength is dissolved already."
        hint = f"Write {called('dose', strength='5 mg/mL', dose='250 mcg')}."
        raise ConflictingInputError(message, "strength", strength, hint)
    refuse_to_write_any(record=record, force=force)
    known = catalogue_from(catalogue)
    calculate = partial(
        diluent_choice.diluent,
        formulation=formulation_in(known, formulation),
        vial_size=vial_size,
        per_day=per_day,
        scale=scale,
        syringe=syringe,
        marks=marks,
        content=content,
        displacement=displacement,
        dead_space=dead_space,
        vial_error=vial_error,
        diluent_error=diluent_error,
        spray_volume=spray_volume,
        drop_volume=drop_volume,
        weight=weight,
        limit=limit,
        limit_day=limit_day,
        catalogue=known,
    )
    given = {"vial": vial, "dose": dose}
    missing = {field: EXAMPLES[field] for field, value in given.items() if value is None}
    result = answered(calculate, given, missing)
    if record is not None:
        from .record import write_record

        typed = calculate.keywords | given | {"formulation": formulation}
        write_record(record, "diluent", typed, result, force=force)
    print_as(form, result, PRINTED, kit, full=full)
    return exit_code(strict, result.flags)
