"""What a barrel can hold, where its marks are, and how far off a draw with it may be.

Derivations: docs/formulas.md. A draw is exact, or `comparable`, in units of the
barrel's own scale.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from .errors import UnknownNameError, quoted
from .exact import add, multiply, subtract, whole
from .quantities import show, show_number

if TYPE_CHECKING:
    from .catalogue import Accuracy, Catalogue, Syringe

USUAL_SCALE = "U-100"
_ONE_HUNDREDTH = Decimal("0.01")
_HALF = Decimal("0.5")
_TWO = Decimal(2)


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
    if not isinstance(name, str):
        message = f"a scale is named by text, not by {type(name).__name__}."
        raise UnknownNameError(message, "scale", None, f"Known: {', '.join(known)}.")
    match = re.fullmatch(r"\s*[Uu][- ]?([0-9]{1,6})\s*", name)
    scale = f"U-{match[1]}" if match else name
    if scale in known:
        return scale
    if scale == "U-50":
        message = "U-50 is no standard scale, and is read in two ways, a factor of two apart."
        hint = (
            "Write U-100 with a 0.5 mL syringe for the usual barrel of 50 units; "
            "no scale of 50 units per mL is sold."
        )
        raise UnknownNameError(message, "scale", name, hint)
    message = f"no syringe scale is called {quoted(name)}."
    raise UnknownNameError(message, "scale", name, f"Known: {', '.join(known)}.")


def as_sold(
    scale: str, capacity_ml: Decimal | None, marks_units: Decimal | None, catalogue: Catalogue
) -> list[Syringe]:
    """The barrels of that scale, capacity and mark spacing, smallest first.

    With a spacing, only barrels sold with it; without, each with its usual one. Raises
    UnknownNameError, with all that are sold, if there is none.
    """
    sold = [
        syringe
        for syringe in catalogue.syringes
        if syringe.scale == scale and (capacity_ml is None or syringe.capacity_ml == capacity_ml)
    ]
    if marks_units is not None:
        sold = [
            syringe._replace(marks_units=marks_units)
            for syringe in sold
            if marks_units in (syringe.marks_units, *syringe.also_marks_units)
        ]
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


def capacity_units(syringe: Syringe) -> Decimal:
    """How many units the barrel holds.

    >>> from selank_calc import CATALOGUE
    >>> capacity_units(CATALOGUE.syringes[0])
    Decimal('30.0')
    """
    return multiply(syringe.capacity_ml, syringe.units_per_ml)


def smallest_that_holds(draw_units: Decimal, barrels: list[Syringe]) -> Syringe:
    """The smallest of the barrels that holds the draw, or the largest where none does."""
    for syringe in barrels:
        if draw_units <= capacity_units(syringe):
            return syringe
    return barrels[-1]


def draws_needed(draw_units: Decimal, capacity_units: Decimal) -> int:
    """How many times a barrel is filled for the draw: once, where it fits.

    >>> from decimal import Decimal as D
    >>> draws_needed(D(30), D(30)), draws_needed(D("30.1"), D(30))
    (1, 2)
    """
    full = whole(draw_units, capacity_units)
    return full + (multiply(Decimal(full), capacity_units) < draw_units)


# --- Its marks ------------------------------------------------------------------------


class Marks(NamedTuple):
    """The mark nearest to a draw, the last before it and the first beyond it, in units.

    None where the barrel has no such mark.
    """

    nearest: Decimal
    below: Decimal | None
    above: Decimal | None


def marks_around(draw_units: Decimal, marks_units: Decimal, capacity_units: Decimal) -> Marks:
    """The marks around a draw. The nearest is the lower in a tie, and at least the first.

    >>> from decimal import Decimal as D
    >>> [str(marks_around(D(units), D(1), D(30)).nearest) for units in ("7.5", "7.6", "0.2")]
    ['7', '8', '1']
    >>> marks_around(D(30), D(1), D(30))
    Marks(nearest=Decimal('30'), below=Decimal('29'), above=None)
    """
    at = multiply(Decimal(whole(draw_units, marks_units)), marks_units)
    beyond = add(at, marks_units)
    if at == draw_units:
        nearest, below = at, subtract(at, marks_units)
    else:
        is_nearer_beyond = draw_units > add(at, multiply(marks_units, _HALF))
        nearest, below = beyond if is_nearer_beyond or not at else at, at
    return Marks(
        nearest,
        below if below > 0 else None,
        # A draw that does not fit is drawn in parts, and may end on any mark.
        None if beyond > capacity_units >= draw_units else beyond,
    )


# --- How far off ----------------------------------------------------------------------


def error_units(
    mark_units: Decimal, marks_units: Decimal, capacity_units: Decimal, accuracy: Accuracy
) -> Decimal:
    """How far the volume drawn to a mark may be off, either way, in units.

    The tolerance of the graduated capacity (ISO 7886-1) plus half a mark of reading.
    What the barrel does not hold at once is drawn as full barrels and the rest, whose
    errors add up.

    >>> from decimal import Decimal as D
    >>> from selank_calc import CATALOGUE
    >>> error_units(D(10), D(1), D(100), CATALOGUE.accuracy)  # 1.5 + 0.2 + 0.5
    Decimal('2.200')
    """
    reading_units = multiply(marks_units, _HALF)
    if mark_units <= capacity_units:
        return add(_tolerance_units(mark_units, capacity_units, accuracy), reading_units)
    full = Decimal(whole(mark_units, capacity_units))
    rest = subtract(mark_units, multiply(full, capacity_units))
    of_full = add(_tolerance_units(capacity_units, capacity_units, accuracy), reading_units)
    of_rest = add(_tolerance_units(rest, capacity_units, accuracy), reading_units)
    return add(multiply(full, of_full), of_rest if rest else rest)


def _tolerance_units(mark_units: Decimal, capacity_units: Decimal, accuracy: Accuracy) -> Decimal:
    if multiply(mark_units, _TWO) >= capacity_units:
        percent_units = multiply(mark_units, accuracy.barrel_from_half_percent.value)
    else:
        of_capacity = multiply(capacity_units, accuracy.barrel_capacity_percent.value)
        of_volume = multiply(mark_units, accuracy.barrel_volume_percent.value)
        percent_units = add(of_capacity, of_volume)
    return multiply(percent_units, _ONE_HUNDREDTH)
