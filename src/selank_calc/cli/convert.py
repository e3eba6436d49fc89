"""`selank-calc convert`: one amount in another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import conversions
from ..catalogue.model import USUAL
from ..errors import SelankCalcError
from .common import Printed, catalogue_from, form_of, formulation_in, print_as

if TYPE_CHECKING:
    from .options import (
        AmountArgument,
        CatalogueOption,
        ContentOption,
        DiluentOption,
        DisplacementOption,
        FormatOption,
        JsonOption,
        MolarMassOption,
        ScaleOption,
        StrengthOption,
        UnitArgument,
        VialOption,
    )


def convert(
    amount: AmountArgument,
    to: UnitArgument,
    formulation: MolarMassOption = None,
    scale: ScaleOption = None,
    vial: VialOption = None,
    diluent: DiluentOption = None,
    strength: StrengthOption = None,
    content: ContentOption = None,
    displacement: DisplacementOption = None,
    output: FormatOption = "table",
    as_json: JsonOption = False,
    catalogue: CatalogueOption = None,
) -> int:
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
    else:
        print(result)
    return 0
