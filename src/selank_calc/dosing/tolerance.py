"""How far off a draw with a barrel may be. Sources and derivations: docs/formulas.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..amounts.exact import Fraction
    from ..catalogue.figures import Accuracy, Barrel


def error_units(mark: Fraction, barrel: Barrel, accuracy: Accuracy) -> Fraction:
    """How far the volume drawn to a mark may be off, either way, in units.

    The tolerance of the graduated capacity (ISO 7886-1) plus half a mark of reading.
    What the barrel does not hold at once is drawn as full barrels and the rest, whose
    errors add up.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.amounts.exact import Fraction as F
    >>> from selank_calc.catalogue.figures import barrel_of, figures_of
    >>> of_30_units = barrel_of(CATALOGUE.syringes[0])
    >>> float(error_units(F(10), of_30_units, figures_of(CATALOGUE).accuracy))  # 0.45 + 0.2 + 0.5
    1.15
    """
    half_mark = barrel.marks_units / 2
    full, rest = divmod(mark, barrel.capacity_units)
    error = full * (_tolerance_units(barrel.capacity_units, barrel, accuracy) + half_mark)
    if rest:
        error += _tolerance_units(rest, barrel, accuracy) + half_mark
    return error


def _tolerance_units(mark: Fraction, barrel: Barrel, accuracy: Accuracy) -> Fraction:
    if mark * 2 >= barrel.capacity_units:
        return mark * accuracy.from_half
    return barrel.capacity_units * accuracy.of_capacity + mark * accuracy.of_volume
