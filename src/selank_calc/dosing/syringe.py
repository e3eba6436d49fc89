"""A draw with a syringe: which barrel, to which mark, and what that delivers.

Derivations: docs/formulas.md. Draws are in units of the barrel's own scale.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..amounts.exact import NONE, decimal
from ..amounts.writing import plain_text, show, show_number
from ..catalogue.figures import figures_of
from ..errors import UnknownNameError, quoted
from .equation import strength_ends_mcg_per_ml
from .tolerance import error_units

if TYPE_CHECKING:
    from ..amounts.exact import Fraction
    from ..catalogue.figures import Barrel
    from ..catalogue.model import Catalogue
    from .equation import Solution
    from .request import VialRequest


# --- Which barrel ---------------------------------------------------------------------


def scale_called(name: str, catalogue: Catalogue) -> str:
    """The scale of that name, with or without its hyphen, in upper or lower case.

    Raises UnknownNameError, with the scales sold, if there is none; U-50 has a message
    of its own, because it is read in two ways.

    >>> from selank_calc import CATALOGUE
    >>> scale_called("u40", CATALOGUE)
    'U-40'
    """
    known = list(dict.fromkeys(syringe.scale for syringe in catalogue.syringes))
    named = plain_text(name)
    if named is None:
        message = f"a scale is named by text, not by {type(name).__name__}."
        raise UnknownNameError(message, "scale", None, f"Known: {', '.join(known)}.")
    match = re.fullmatch(r"\s*[Uu][- ]?([0-9]{1,6})\s*", named)
    scale = f"U-{match[1]}" if match else named
    if scale in known:
        return scale
    if scale == "U-50":
        message = "U-50 is no standard scale, and is read in two ways, a factor of two apart."
        hint = (
            "Write U-100 with a 0.5 mL syringe for the usual barrel of 50 units; "
            "no scale of 50 units per mL is sold."
        )
        raise UnknownNameError(message, "scale", named, hint)
    message = f"no syringe scale is called {quoted(named)}."
    raise UnknownNameError(message, "scale", named, f"Known: {', '.join(known)}.")


def as_sold(
    scale: str, capacity_ml: Fraction | None, marks_units: Fraction | None, catalogue: Catalogue
) -> tuple[Barrel, ...]:
    """The barrels of that scale, capacity and mark spacing, smallest first.

    With a spacing, only barrels sold with it; without, each with its usual one. Raises
    UnknownNameError, with all that are sold, if there is none.
    """
    sold = tuple(
        [
            barrel
            for barrel in figures_of(catalogue).barrels
            if barrel.syringe.scale == scale and capacity_ml in (None, barrel.capacity_ml)
        ]
    )
    if marks_units is not None:
        spacing = decimal(marks_units)
        sold = tuple(
            barrel._replace(
                syringe=barrel.syringe._replace(marks_units=spacing), marks_units=marks_units
            )
            for barrel in sold
            if spacing in (barrel.syringe.marks_units, *barrel.syringe.also_marks_units)
        )
    if sold:
        return sold
    asked, field, text = f"{scale} syringe", "syringe", None
    if capacity_ml is not None:
        text = show(capacity_ml, "mL")
        asked += f" of {text}"
    if marks_units is not None:
        field, text = "marks", show(marks_units, "units")
        asked += f" with marks every {text}"
    raise UnknownNameError(f"no {asked} is sold.", field, text, _sold(catalogue))


def _sold(catalogue: Catalogue) -> str:
    """All barrels in one line: 'U-100 0.3 mL (marks 1 or 0.5), ...; U-40 ...'."""
    scales: dict[str, list[str]] = {}
    for syringe in catalogue.syringes:
        marks = " or ".join(map(show_number, (syringe.marks_units, *syringe.also_marks_units)))
        word = "" if scales else "marks every "
        barrel = f"{show(syringe.capacity_ml, 'mL')} ({word}{marks})"
        scales.setdefault(syringe.scale, []).append(barrel)
    each_scale = (f"{scale} {', '.join(barrels)}" for scale, barrels in scales.items())
    return f"Sold: {'; '.join(each_scale)}."


def fillings_of(draw_units: Fraction, barrel: Barrel) -> int:
    """How many times the barrel is filled for the draw: once, where it fits.

    >>> from selank_calc import CATALOGUE
    >>> from selank_calc.amounts.exact import Fraction as F
    >>> from selank_calc.catalogue.figures import barrel_of
    >>> of_30_units = barrel_of(CATALOGUE.syringes[0])
    >>> fillings_of(F(30), of_30_units), fillings_of(F(301, 10), of_30_units)
    (1, 2)
    """
    return -int(-draw_units // barrel.capacity_units)


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
    the dead space of all fillings.
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
    marks = marks_around(draw_units, barrel.marks_units, barrel.capacity_units)
    fillings = fillings_of(draw_units, barrel)
    lost_ml = request.dead_space_ml * fillings
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
        0 if solution.made_ml is None else int(solution.made_ml // (solution.draw_ml + lost_ml)),
    )
