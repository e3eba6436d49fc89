"""What a barrel can hold, and which barrel a draw needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import UnknownNameError, quoted
from .quantities import show
from .reconstitution import draw_fits

if TYPE_CHECKING:
    from decimal import Decimal

    from .catalogue import Catalogue, Syringe

SCALE = "U-100"


def sold(catalogue: Catalogue) -> list[Syringe]:
    """The barrels of the scale in use, smallest first."""
    return [syringe for syringe in catalogue.syringes if syringe.scale == SCALE]


def smallest_that_holds(
    dose_mcg: Decimal, vial_mcg: Decimal, diluent_ml: Decimal, catalogue: Catalogue
) -> Syringe:
    """The smallest barrel that holds the draw, or the largest sold where none does."""
    barrels = sold(catalogue)
    for syringe in barrels:
        if draw_fits(dose_mcg, vial_mcg, diluent_ml, syringe.capacity_ml):
            return syringe
    return barrels[-1]


def of_capacity(capacity_ml: Decimal, catalogue: Catalogue) -> Syringe:
    """The barrel of that capacity; raises UnknownNameError, with those sold, if none is."""
    for syringe in sold(catalogue):
        if syringe.capacity_ml == capacity_ml:
            return syringe
    asked = show(capacity_ml, "mL")
    known = ", ".join(show(syringe.capacity_ml, "mL") for syringe in sold(catalogue))
    message = f"no {SCALE} syringe of {asked} is sold."
    raise UnknownNameError(message, "syringe", quoted(asked), f"Sold: {known}.")
