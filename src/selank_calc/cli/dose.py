"""`selank-calc dose`: parse, ask for what is missing, calculate, print."""

import sys
from functools import partial
from typing import TYPE_CHECKING

import typer

from .. import dosing
from ..errors import ConflictingInputError
from .common import catalogue_from, print_exactly, print_rich
from .options import (
    BottleOption,
    CatalogueOption,
    DiluentOption,
    DoseOption,
    Format,
    FormatOption,
    FormulationOption,
    JsonOption,
    PerDayOption,
    SpraysOption,
    StrictOption,
    SyringeOption,
    VialOption,
    WeightOption,
)

if TYPE_CHECKING:
    from ..results import Dose

STRICT = 3


def dose(
    formulation: FormulationOption = "selank",
    vial: VialOption = None,
    diluent: DiluentOption = None,
    dose: DoseOption = None,
    sprays: SpraysOption = None,
    per_day: PerDayOption = None,
    syringe: SyringeOption = None,
    bottle: BottleOption = None,
    weight: WeightOption = None,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    strict: StrictOption = False,
    catalogue: CatalogueOption = None,
) -> None:
    """What to draw from a vial, or how many sprays, with what is documented beside it.

    selank-calc dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"

    selank-calc dose -f nasal-spray --dose "150 mcg" --bottle "10 mL"
    """
    if as_json and output not in ("table", "json"):
        message = f"--json and --format {output} ask for two outputs."
        raise ConflictingInputError(message, None, output, "Leave one of them out.")
    known = catalogue_from(catalogue)
    of = known.formulation(formulation)
    calculate = partial(
        dosing.dose,
        formulation=of,
        sprays=sprays,
        per_day=per_day,
        syringe=syringe,
        bottle=bottle,
        weight=weight,
        catalogue=known,
    )
    amounts = {"vial": vial, "diluent": diluent, "dose": dose}
    if sprays is None and _a_person_is_there():
        from .ask import ask_for, with_examples

        # Nobody answers questions only to be refused for what was given before.
        calculate(**with_examples(of, amounts))
        amounts = ask_for(of, amounts)
    result = calculate(**amounts)
    _print(result, "json" if as_json else output)
    if strict and any(flag.severity == "warning" for flag in result.flags):
        raise typer.Exit(STRICT)


def _a_person_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def _print(result: "Dose", output: Format) -> None:
    if output == "json":
        from ..output.records import as_json

        print(as_json(result.as_dict()))
    elif output == "csv":
        from ..output.records import dose_csv

        print_exactly(dose_csv(result))
    elif output == "plain":
        from ..output.plain import dose_plain

        print(dose_plain(result))
    else:
        print_rich(result)
