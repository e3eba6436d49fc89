"""The equation: vial mass / diluent volume = dose / draw volume.

Derivations: docs/formulas.md. Every argument is an exact Decimal above zero in the
unit that its name gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .exact import multiply, quotient, whole

if TYPE_CHECKING:
    from decimal import Decimal


def concentration_mcg_per_ml(vial_mcg: Decimal, diluent_ml: Decimal) -> Decimal:
    """How much one millilitre of the solution carries.

    >>> from decimal import Decimal
    >>> concentration_mcg_per_ml(Decimal(5000), Decimal(2))
    Decimal('2500')
    """
    return quotient(vial_mcg, diluent_ml)


def draw_ml(dose_mcg: Decimal, vial_mcg: Decimal, diluent_ml: Decimal) -> Decimal:
    """The volume that carries the dose.

    >>> from decimal import Decimal
    >>> draw_ml(Decimal(250), Decimal(5000), Decimal(2))
    Decimal('0.1')
    """
    return quotient(multiply(dose_mcg, diluent_ml), vial_mcg)


def draw_units(
    dose_mcg: Decimal, vial_mcg: Decimal, diluent_ml: Decimal, units_per_ml: Decimal
) -> Decimal:
    """The same volume in units of a syringe's scale, rounded once from exact amounts.

    >>> from decimal import Decimal
    >>> draw_units(Decimal(250), Decimal(5000), Decimal(2), Decimal(100))
    Decimal('10')
    """
    return quotient(multiply(multiply(dose_mcg, diluent_ml), units_per_ml), vial_mcg)


def draw_fits(
    dose_mcg: Decimal, vial_mcg: Decimal, diluent_ml: Decimal, capacity_ml: Decimal
) -> bool:
    """Whether the barrel holds the draw; exact, where a rounded quotient would not be.

    >>> from decimal import Decimal
    >>> draw_fits(Decimal(750), Decimal(5000), Decimal(2), Decimal("0.3"))
    True
    """
    return multiply(dose_mcg, diluent_ml) <= multiply(capacity_ml, vial_mcg)


def doses_per_vial(dose_mcg: Decimal, vial_mcg: Decimal) -> int:
    """Whole doses in a vial.

    >>> from decimal import Decimal
    >>> doses_per_vial(Decimal(300), Decimal(5000))
    16
    """
    return whole(vial_mcg, dose_mcg)
