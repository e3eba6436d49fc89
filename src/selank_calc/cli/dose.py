"""`selank-calc dose`: parse, ask for what is missing, calculate, print."""

from functools import partial
from typing import TYPE_CHECKING

from .. import dosing
from ..asked import examples_of, needs
from ..errors import ConflictingInputError
from .common import (
    a_person_is_there,
    catalogue_from,
    exit_if_strict,
    print_exactly,
    print_rich,
    write_whole,
)
from .options import (
    BottleOption,
    CatalogueOption,
    ContentOption,
    DeadSpaceOption,
    DiluentErrorOption,
    DiluentOption,
    DisplacementOption,
    DoseOption,
    DrawOption,
    ExplainOption,
    Format,
    FormatOption,
    FormulationOption,
    JsonOption,
    MarksOption,
    PerDayOption,
    PrimingOption,
    ResidualOption,
    ScaleOption,
    SpraysOption,
    SprayVolumeOption,
    StrictOption,
    SvgOption,
    SyringeOption,
    VialErrorOption,
    VialOption,
    WeightOption,
)

if TYPE_CHECKING:
    from ..results import Dose


def dose(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    diluent: DiluentOption = None,
    dose: DoseOption = None,
    draw: DrawOption = None,
    sprays: SpraysOption = None,
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
    bottle: BottleOption = None,
    residual: ResidualOption = None,
    priming: PrimingOption = None,
    weight: WeightOption = None,
    explain: ExplainOption = False,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    svg: SvgOption = None,
    strict: StrictOption = False,
    catalogue: CatalogueOption = None,
) -> None:
    """What to draw from a vial, or how many sprays, with what is documented beside it.

    selank-calc dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"

    selank-calc dose --vial "5 mg" --dose "250 mcg" --draw "10 units"

    selank-calc dose -f nasal-spray --dose "150 mcg" --bottle "10 mL"
    """
    if as_json and output not in ("table", "json"):
        message = f"--json and --format {output} ask for two outputs."
        raise ConflictingInputError(message, None, output, "Leave one of them out.")
    form: Format = "json" if as_json else output
    if explain and form in ("json", "csv"):
        message = f"--explain is for people to read, {form} for programs."
        raise ConflictingInputError(message, None, form, "Leave one of them out.")
    known = catalogue_from(catalogue)
    of = known.formulation(formulation)
    calculate = partial(
        dosing.dose,
        formulation=of,
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
        bottle=bottle,
        residual=residual,
        priming=priming,
        weight=weight,
        catalogue=known,
    )
    given = {"vial": vial, "diluent": diluent, "dose": dose, "draw": draw, "sprays": sprays}
    examples = {field: examples_of(of)[field] for field in needs(of, given)}
    if examples and a_person_is_there():
        from .ask import ask_for

        # Nobody answers questions only to be refused for what was given before.
        calculate(**{**given, **examples})
        given = ask_for(given, examples)
    result = calculate(**given)
    if svg is not None:
        from ..output.image import dose_svg

        write_whole(svg, "svg", dose_svg(result, explain=explain))
    _print(result, form, explain=explain)
    exit_if_strict(strict, result.flags)


def _print(result: "Dose", output: Format, *, explain: bool) -> None:
    if output == "json":
        from ..output.records import as_json

        print(as_json(result.as_dict()))
    elif output == "csv":
        from ..output.records import dose_csv

        print_exactly(dose_csv(result))
    elif output == "plain":
        from ..output.plain import dose_plain

        print(dose_plain(result, explain=explain))
    else:
        from ..output.table import dose_table

        print_rich(dose_table(result, explain=explain))
