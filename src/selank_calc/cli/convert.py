"""`selank-calc convert`: one amount in another unit."""

from typing import Annotated

import typer

from .. import conversions
from ..catalogue.model import USUAL
from ..errors import SelankCalcError
from .common import Printed, catalogue_from, form_of, formulation_in, print_as
from .options import (
    CatalogueOption,
    ContentOption,
    DiluentOption,
    DisplacementOption,
    FormatOption,
    JsonOption,
    ScaleOption,
    StrengthOption,
    VialOption,
    complete_formulation,
)


def convert(
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help='For example "12 units".')],
    to: Annotated[str, typer.Argument(metavar="UNIT", help="For example mL, %, mg/mL or nmol.")],
    formulation: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--formulation",
            metavar="NAME",
            help="Whose molar mass to use; by default selank.",
            autocompletion=complete_formulation,
        ),
    ] = None,
    scale: ScaleOption = None,
    vial: VialOption = None,
    diluent: DiluentOption = None,
    strength: StrengthOption = None,
    content: ContentOption = None,
    displacement: DisplacementOption = None,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    catalogue: CatalogueOption = None,
) -> None:
    """An amount in another unit, from syringe units to moles.

    selank-calc convert "0.15 %" mg/mL

    selank-calc convert "12 units" mL --scale U-40

    selank-calc convert "250 mcg" units --vial "5 mg" --diluent "2 mL"
    """
    form = form_of(output, as_json=as_json)
    known = catalogue_from(catalogue)
    try:
        result = conversions.convert(
            amount,
            to,
            formulation=formulation,
            scale=scale,
            vial=vial,
            diluent=diluent,
            strength=strength,
            content=content,
            displacement=displacement,
            catalogue=known,
        )
    except SelankCalcError as error:
        if formulation is None and error.field == "formulation":
            formulation_in(known, USUAL)
        if error.field not in ("amount", "to"):
            raise
        # Here these are arguments, not options.
        raise error.again(None, error.text) from error
    if form in ("json", "csv"):
        print_as(form, result, Printed("", ""))
        return
    print(result)
