"""How far off a draw with a barrel may be. Sources and derivations: docs/formulas.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..amounts.exact import Fraction
    from ..catalogue.figures import Accuracy, Barrel
    from ..catalogue.model import MeasuredDraw

U100_PER_ML = 100


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
    half_mark, capacity = barrel.marks_units / 2, barrel.capacity_units
    if mark <= capacity:
        return _tolerance_units(mark, barrel, accuracy) + half_mark
    full, rest = divmod(mark, capacity)
    error = full * (_tolerance_units(capacity, barrel, accuracy) + half_mark)
    return error + (_tolerance_units(rest, barrel, accuracy) + half_mark if rest else 0)


def _tolerance_units(mark: Fraction, barrel: Barrel, accuracy: Accuracy) -> Fraction:
    if mark * 2 >= barrel.capacity_units:
        return mark * accuracy.from_half
    return barrel.capacity_units * accuracy.of_capacity + mark * accuracy.of_volume


def counted_units(units: Fraction, barrel: Barrel) -> Fraction:
    """Units of the barrel, or as much of U-100 where those are fewer.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.amounts.exact import Fraction as F
    >>> from selank_calc.catalogue.figures import barrel_of
    >>> u500 = next(each for each in CATALOGUE.syringes if each.scale == "U-500")
    >>> counted_units(F(10), barrel_of(u500))
    Fraction(2, 1)
    """
    per_ml = barrel.units_per_ml
    return units if per_ml <= U100_PER_ML else units * U100_PER_ML / per_ml


def measured_off(mark: Fraction, barrel: Barrel, accuracy: Accuracy) -> MeasuredDraw | None:
    """What people were measured to draw, where that was further off than the tolerance.

    Of the measured draw nearest to the mark (in a tie the smaller), and of several studies the
    one that was furthest off. Nothing is known of marks beyond the largest measured.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.amounts.exact import Fraction as F
    >>> from selank_calc.catalogue.figures import barrel_of, figures_of
    >>> of_30_units = barrel_of(CATALOGUE.syringes[0])
    >>> measured_off(F(10), of_30_units, figures_of(CATALOGUE).accuracy).measured
    '33 nurses drew 10 units 0.7 units off at the median, 3.3 at most'
    """
    drawn, measured = counted_units(mark, barrel), accuracy.measured_draws
    if drawn > max((each.draw_units for each in measured), default=0):
        return None
    nearest = min(measured, key=lambda each: (abs(each.draw_units - drawn), each.draw_units))
    furthest = max(
        (each for each in measured if each.draw_units == nearest.draw_units),
        key=lambda each: each.off_units,
    )
    tolerance = counted_units(error_units(mark, barrel, accuracy), barrel)
    return furthest.documented if furthest.off_units > tolerance else None
