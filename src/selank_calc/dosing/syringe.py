"""A draw with a syringe: to which mark, and what that delivers.

Derivations: docs/formulas.md. Draws are in units of the barrel's own scale.
"""

from typing import NamedTuple

from ..amounts.exact import NONE, Fraction
from ..catalogue.figures import Accuracy, Barrel
from .equation import Solution
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
    return -(-mark_units // barrel.capacity_units)


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

    `lost_ml` is the dead space of all fillings. What leaves the vial is the mark and that.
    """

    barrel: Barrel
    draw_units: Fraction
    needed_units: Fraction
    marks: Marks
    fillings: int
    lost_ml: Fraction
    mcg_per_unit: Fraction
    delivered_mcg: Fraction
    doses_per_vial: int | None  # of a vial of unknown volume

    def ends_ml(self, accuracy: Accuracy) -> tuple[Fraction, Fraction]:
        """The least and the most that the hand and the barrel may really draw."""
        mark, per_ml = self.marks.nearest, self.barrel.units_per_ml
        off_units = error_units(mark, self.barrel, accuracy)
        # No plunger goes below zero: where the error is more than the draw, it may be nothing.
        return max(mark - off_units, NONE) / per_ml, (mark + off_units) / per_ml


def drawn(request: VialRequest, solution: Solution) -> Drawn:
    """The solution drawn with the smallest of the barrels that holds the draw."""
    per_ml = request.barrels[0].units_per_ml  # they are of one scale
    draw_units = solution.draw_ml * per_ml
    for barrel in request.barrels:
        if draw_units <= barrel.capacity_units:
            break  # the smallest that holds it, or else the largest
    marks = marks_around(draw_units, barrel.marks_units, barrel.capacity_units)
    made_ml, dead_space_ml = solution.made_ml, request.dead_space_ml
    fillings, leaves_ml = leaving(marks.nearest, barrel, dead_space_ml)
    too_much = made_ml is not None and leaves_ml > made_ml
    if made_ml is not None and too_much and marks.below is not None and marks.nearest > draw_units:
        fewer, less_ml = leaving(marks.below, barrel, dead_space_ml)
        if less_ml <= made_ml:  # the hand draws no more than there is
            marks, fillings, leaves_ml = marks._replace(nearest=marks.below), fewer, less_ml
    lost_ml = dead_space_ml * fillings
    doses = None
    if made_ml is not None:
        is_too_much = draw_units > marks.nearest and solution.draw_ml + lost_ml > made_ml
        doses = 0 if is_too_much else made_ml // leaves_ml
    mcg_per_unit = solution.mcg_per_ml / per_ml
    return Drawn(
        barrel,
        draw_units,
        solution.needed_ml * per_ml,
        marks,
        fillings,
        lost_ml,
        mcg_per_unit,
        marks.nearest * mcg_per_unit,
        doses,
    )


def finer_marks(request: VialRequest, device: Drawn) -> Barrel | None:
    """The same barrel with finer marks on file, one of which is at the draw, if none is here.

    None where the spacing of the marks was given.
    """
    if device.draw_units == device.marks.nearest or "marks" not in request.asked.assumed:
        return None
    barrel = device.barrel
    for finer in map(Fraction, barrel.syringe.also_marks_units):
        if finer < barrel.marks_units and not device.draw_units % finer:
            return barrel._replace(marks_units=finer)
    return None


def leaving(mark_units: Fraction, barrel: Barrel, dead_space_ml: Fraction) -> tuple[int, Fraction]:
    """The fillings for a draw to that mark, and what leaves the vial: the mark and dead space.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.catalogue.figures import barrel_of
    >>> leaving(Fraction(40), barrel_of(CATALOGUE.syringes[0]), Fraction(1, 20))
    (2, Fraction(1, 2))
    """
    fillings = fillings_of(mark_units, barrel)
    drawn_ml = mark_units / barrel.units_per_ml
    return fillings, drawn_ml + dead_space_ml * fillings if dead_space_ml else drawn_ml
