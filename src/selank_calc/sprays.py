"""What a nasal pump can deliver: whole sprays, and how many a bottle holds.

Derivations: docs/formulas.md. Amounts are exact Decimals above zero.
"""

from __future__ import annotations

from decimal import Decimal

from .exact import multiply, subtract, whole


def nearest_sprays(dose_mcg: Decimal, spray_mcg: Decimal) -> int:
    """The count of sprays nearest to the dose: a tie to the lower, and never none.

    >>> from decimal import Decimal
    >>> [nearest_sprays(Decimal(dose), Decimal(75)) for dose in (150, 187, 187.5, 188, 10)]
    [2, 2, 2, 3, 1]
    """
    below = whole(dose_mcg, spray_mcg)
    left_over_mcg = subtract(dose_mcg, multiply(spray_mcg, Decimal(below)))
    nearer_above = multiply(left_over_mcg, Decimal(2)) > spray_mcg
    return max(1, below + nearer_above)


def sprays_per_bottle(bottle_ml: Decimal, spray_ml: Decimal) -> int:
    """Whole sprays in a bottle, with nothing left behind and none spent on priming.

    >>> from decimal import Decimal
    >>> sprays_per_bottle(Decimal(3), Decimal("0.05"))
    60
    """
    return whole(bottle_ml, spray_ml)
