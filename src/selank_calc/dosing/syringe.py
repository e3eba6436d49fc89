"""A draw with a syringe: to which mark, and what that delivers.

Derivations: docs/formulas.md. Draws are in units of the barrel's own scale.
"""

from typing import NamedTuple

from ..amounts.exact import NONE, Fraction
from ..catalogue.figures import Barrel, figures_of
from .equation import Solution, strength_ends_mcg_per_ml
from .request import VialRequest
from .tolerance import error_units


def fillings_of(mark_units: Fraction, barrel: Barrel) -> int:
    """How many times the barrel is filled for a draw to that mark: once, where it fits.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.amounts.exact import Fraction as F
    >>> from selank_calc.catalogue.figures import barrel_of
    >>> of_30_units = barrel_of(CATALOGUE.syringes[0])
    >>> fillings_of(F(30), of_30_units), fillings_of(F(31), of_30_units)
    (1, 2)
    """
    return -int(-mark_units // barrel.capacity_units)


# --- Its marks ------------------------------------------------------------------------


class Marks(NamedTuple):
    """The mark nearest to a draw, the last before it and the first beyond it, in units.

    None where the barrel has no such mark.
    """

    nearest: Fraction
    below: Fraction | None
    above: Fraction | None


def marks_around(draw_units: Fraction, spacing: Fraction, capacity_units: Fraction) -> Marks:
    """The marks around a draw. The nearest is the lower in a tie, and at least the first.

    >>> from selank_calc.amounts.exact import Fraction as F
    >>> [int(marks_around(F(tenths, 10), F(1), F(30)).nearest) for tenths in (75, 76, 2)]
    [7, 8, 1]
    >>> marks_around(F(30), F(1), F(30))
    Marks(nearest=Fraction(30, 1), below=Fraction(29, 1), above=None)
    """
    at = draw_units // spacing * spacing
    beyond = at + spacing
    nearest, below = at, at
    if at == draw_units:
        below = at - spacing
    elif not at or draw_units - at > beyond - draw_units:
        nearest = beyond
    return Marks(
        nearest,
        below if below > 0 else None,
        # A draw that does not fit is drawn in parts, and may end on any mark.
        None if beyond > capacity_units >= draw_units else beyond,
    )


# --- What is drawn --------------------------------------------------------------------


class Drawn(NamedTuple):
    """A draw with a barrel: its mark, what that delivers, and how many a vial holds.

    `low_mcg` to `high_mcg` is what the hand and the barrel may really deliver; `lost_ml` is
    the dead space of all fillings. What leaves the vial is the mark and that.
    """

    barrel: Barrel
    draw_units: Fraction
    needed_units: Fraction
    marks: Marks
    fillings: int
    lost_ml: Fraction
    mcg_per_unit: Fraction
    delivered_mcg: Fraction
    low_mcg: Fraction
    high_mcg: Fraction
    doses_per_vial: int


def drawn(request: VialRequest, solution: Solution) -> Drawn:
    """The solution drawn with the smallest of the barrels that holds the draw."""
    per_ml = request.barrels[0].units_per_ml  # they are of one scale
    draw_units = solution.draw_ml * per_ml
    for barrel in request.barrels:
        if draw_units <= barrel.capacity_units:
            break  # the smallest that holds it, or else the largest
    made_ml, marks = solution.made_ml or NONE, _marks(draw_units, barrel, request, solution)
    fillings = fillings_of(marks.nearest, barrel)
    lost_ml = request.dead_space_ml * fillings
    leaves_ml = leaving_ml(marks.nearest, barrel, request.dead_space_ml)
    asked = request.asked
    off_units = error_units(marks.nearest, barrel, figures_of(asked.catalogue).accuracy)
    low, high = strength_ends_mcg_per_ml(
        solution, asked.powder_ml, asked.vial_error, asked.diluent_error
    )
    return Drawn(
        barrel,
        draw_units,
        solution.needed_ml * per_ml,
        marks,
        fillings,
        lost_ml,
        solution.mcg_per_ml / per_ml,
        marks.nearest * solution.mcg_per_ml / per_ml,
        # No plunger goes below zero: where the error is more than the draw, it may be nothing.
        max(marks.nearest - off_units, NONE) * low / per_ml,
        (marks.nearest + off_units) * high / per_ml,
        int(made_ml // leaves_ml) if solution.draw_ml + lost_ml <= made_ml else 0,
    )


def leaving_ml(mark_units: Fraction, barrel: Barrel, dead_space_ml: Fraction) -> Fraction:
    """What leaves the vial with a draw to that mark: the mark, and the dead space of each filling.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.catalogue.figures import barrel_of
    >>> leaving_ml(Fraction(40), barrel_of(CATALOGUE.syringes[0]), Fraction(1, 20))
    Fraction(1, 2)
    """
    return mark_units / barrel.units_per_ml + dead_space_ml * fillings_of(mark_units, barrel)


def _marks(draw_units: Fraction, barrel: Barrel, request: VialRequest, solution: Solution) -> Marks:
    """The marks around the draw; the nearest is rounded up to only if the vial holds as much."""
    marks = marks_around(draw_units, barrel.marks_units, barrel.capacity_units)
    nearest, below, _above = marks
    made_ml, lost_ml = solution.made_ml or NONE, request.dead_space_ml
    if nearest > draw_units and below is not None:
        above_ml, below_ml = (leaving_ml(each, barrel, lost_ml) for each in (nearest, below))
        if above_ml > made_ml >= below_ml:
            return marks._replace(nearest=below)
    return marks
