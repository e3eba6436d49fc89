"""What a nasal pump can deliver: whole sprays, and how many a bottle holds.

Derivations: docs/formulas.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .exact import multiply, subtract, whole

if TYPE_CHECKING:
    from .exact import Ratio


def sprays_below(dose_mcg: Decimal, spray_mcg: Ratio) -> tuple[int, Decimal]:
    """The whole sprays in a dose, and what is left over, in parts of the same ratio.

    The rest is in mcg times the denominator of `spray_mcg`, so that it stays exact.
    """
    scaled = multiply(dose_mcg, spray_mcg.denominator)
    below = whole(scaled, spray_mcg.numerator)
    return below, subtract(scaled, multiply(spray_mcg.numerator, Decimal(below)))


def nearest_sprays(dose_mcg: Decimal, spray_mcg: Ratio) -> int:
    """The count of sprays nearest to the dose: a tie to the lower, and never none.

    >>> from selank_calc.exact import Ratio
    >>> spray_mcg = Ratio(Decimal(75))
    >>> [nearest_sprays(Decimal(dose), spray_mcg) for dose in (150, 187, 187.5, 188, 10)]
    [2, 2, 2, 3, 1]
    """
    below, left_over = sprays_below(dose_mcg, spray_mcg)
    nearer_above = multiply(left_over, Decimal(2)) > spray_mcg.numerator
    return max(1, below + nearer_above)


def sprays_either_side(dose_mcg: Decimal, spray_mcg: Ratio) -> tuple[int | None, int | None]:
    """The counts either side of a dose that is not whole sprays; None where there is none.

    >>> from selank_calc.exact import Ratio
    >>> spray_mcg = Ratio(Decimal(75))
    >>> [sprays_either_side(Decimal(dose), spray_mcg) for dose in (180, 60, 150)]
    [(2, 3), (None, 1), (None, None)]
    """
    below, left_over = sprays_below(dose_mcg, spray_mcg)
    if not left_over:
        return None, None
    return below or None, below + 1


def sprays_per_bottle(
    bottle_ml: Ratio, residual_ml: Decimal, spray_ml: Decimal, priming_sprays: int
) -> int:
    """Whole sprays in a bottle, without what stays in it and what priming takes.

    >>> from selank_calc.exact import Ratio
    >>> sprays_per_bottle(Ratio(Decimal(3)), Decimal("0.12"), Decimal("0.05"), 5)
    52
    """
    left = subtract(bottle_ml.numerator, multiply(residual_ml, bottle_ml.denominator))
    return whole(left, multiply(spray_ml, bottle_ml.denominator)) - priming_sprays
