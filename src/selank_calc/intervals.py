"""How wrong a dose can be: the errors of its inputs, carried through as intervals.

Derivations and sources: docs/formulas.md. Ends are rounded outward, so that no input
within its own interval gives a dose outside the result's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from .exact import Ratio, add, multiply, not_less, not_more, subtract

if TYPE_CHECKING:
    from .catalogue import Range

_NONE = Decimal(0)
_HUNDRED = Decimal(100)


class Interval(NamedTuple):
    """The lowest and the highest that something may be."""

    low: Ratio
    high: Ratio


def concentration_mcg_per_ml(
    peptide_mcg: Ratio,
    diluent_ml: Ratio,
    displacement_ml: Decimal,
    vial_error_percent: Decimal,
    diluent_error_percent: Decimal,
) -> Interval:
    """The interval of (peptide +- error) / (diluent +- error + displacement).

    Least peptide in most diluent is the lowest, most in least the highest. Errors are 0
    to 50 percent.

    >>> from decimal import Decimal as D
    >>> of = concentration_mcg_per_ml(Ratio(D(5000)), Ratio(D(2)), D(0), D(10), D(0))
    >>> of.low.numerator / of.low.denominator, of.high.numerator / of.high.denominator
    (Decimal('2250'), Decimal('2750'))
    """

    def end(more_peptide: Decimal, more_diluent: Decimal) -> Ratio:
        # Percents are left undivided on both sides: 110 of 100 parts is 110 / 100.
        peptide = multiply(peptide_mcg.numerator, add(_HUNDRED, more_peptide))
        diluent = multiply(diluent_ml.numerator, add(_HUNDRED, more_diluent))
        powder = multiply(multiply(displacement_ml, _HUNDRED), diluent_ml.denominator)
        return Ratio(
            multiply(peptide, diluent_ml.denominator),
            multiply(peptide_mcg.denominator, add(diluent, powder)),
        )

    less_peptide, less_diluent = (
        subtract(_NONE, vial_error_percent),
        subtract(_NONE, diluent_error_percent),
    )
    return Interval(end(less_peptide, diluent_error_percent), end(vial_error_percent, less_diluent))


def drawn_mcg(
    mark_units: Decimal, error_units: Decimal, mcg_per_unit: Interval
) -> tuple[Decimal, Decimal]:
    """What a draw to that mark may hold: (mark +- error) x concentration; not below 0.

    >>> from decimal import Decimal as D
    >>> drawn_mcg(D(10), D("2.2"), Interval(Ratio(D(25)), Ratio(D(25))))
    (Decimal('195.0'), Decimal('305.0'))
    """
    # No plunger goes below zero: where the error is more than the draw, it may be nothing.
    least = max(subtract(mark_units, error_units), _NONE)
    most = add(mark_units, error_units)
    low, high = mcg_per_unit
    return (
        not_more(multiply(least, low.numerator), low.denominator),
        not_less(multiply(most, high.numerator), high.denominator),
    )


def sprayed_mcg(
    sprays: int, share_percent: Range, mcg_per_spray: Interval
) -> tuple[Decimal, Decimal]:
    """What so many sprays may hold: each may deliver a documented share of its label.

    >>> from decimal import Decimal as D
    >>> from selank_calc import CATALOGUE
    >>> share_percent = CATALOGUE.accuracy.spray_percent  # 80 to 120
    >>> sprayed_mcg(2, share_percent, Interval(Ratio(D(75)), Ratio(D(75))))
    (Decimal('120'), Decimal('180'))
    """
    least = multiply(Decimal(sprays), share_percent.low)
    most = multiply(Decimal(sprays), share_percent.high)
    low, high = mcg_per_spray
    return (
        not_more(multiply(least, low.numerator), multiply(_HUNDRED, low.denominator)),
        not_less(multiply(most, high.numerator), multiply(_HUNDRED, high.denominator)),
    )
