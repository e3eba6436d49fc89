"""The barrels on file: by scale, capacity and the spacing of their marks; and one in words."""

from __future__ import annotations

import re

from ..amounts.exact import Fraction, decimal
from ..amounts.writing import plain_text, show, show_number
from ..catalogue.figures import Barrel, figures_of
from ..catalogue.model import Catalogue, Syringe
from ..errors import UnknownNameError, quoted

_ADD = "Add others in a catalogue of your own."


def scale_called(name: str, catalogue: Catalogue) -> str:
    """The scale of that name, with or without its hyphen, in upper or lower case.

    Raises UnknownNameError, with the scales on file, if there is none; U-50 has a message
    of its own, because it is read in two ways.

    >>> from selank_calc import CATALOGUE
    >>> scale_called("u40", CATALOGUE)
    'U-40'
    """
    known = list(dict.fromkeys(syringe.scale for syringe in catalogue.syringes))
    named = plain_text(name)
    if named is None:
        message = f"a scale is named by text, not by {type(name).__name__}."
        raise UnknownNameError(message, "scale", None, f"On file: {', '.join(known)}.")
    match = re.fullmatch(r"\s*[Uu][- ]?([0-9]{1,6})\s*", named)
    scale = f"U-{match[1]}" if match else named
    if scale in known:
        return scale
    if scale == "U-50":
        message = "U-50 is not a standard scale; it is read in two ways, a factor of two apart."
        hint = (
            "Write U-100 with a 0.5 mL syringe for the usual barrel of 50 units; "
            "a scale of 50 units per mL is not on file."
        )
        raise UnknownNameError(message, "scale", named, hint)
    message = f"no syringe scale is called {quoted(named)}."
    raise UnknownNameError(message, "scale", named, f"On file: {', '.join(known)}. {_ADD}")


def units_per_ml(scale: str, catalogue: Catalogue) -> Fraction:
    """How many units of a scale on file are a millilitre."""
    barrels = figures_of(catalogue).barrels
    return next(each.units_per_ml for each in barrels if each.syringe.scale == scale)


def on_file(
    scale: str, capacity_ml: Fraction | None, marks_units: Fraction | None, catalogue: Catalogue
) -> tuple[Barrel, ...]:
    """The barrels of that scale, capacity and mark spacing, smallest first.

    With a spacing, only barrels that have it; without, each with its usual one. Raises
    UnknownNameError, with those of the scale, if there is none.
    """
    found = tuple(
        [
            barrel
            for barrel in figures_of(catalogue).barrels
            if barrel.syringe.scale == scale and capacity_ml in (None, barrel.capacity_ml)
        ]
    )
    if marks_units is not None:
        spacing = decimal(marks_units)
        found = tuple(
            barrel._replace(
                syringe=barrel.syringe._replace(marks_units=spacing), marks_units=marks_units
            )
            for barrel in found
            if spacing in (barrel.syringe.marks_units, *barrel.syringe.also_marks_units)
        )
    if found:
        return found
    asked, field, text = f"{scale} syringe", "syringe", None
    if capacity_ml is not None:
        text = show(capacity_ml, "mL")
        asked = f"{text} {asked}"
    if marks_units is not None:
        field, text = "marks", show(marks_units, "units")
        asked += f" with marks every {text}"
    of_scale = [each for each in catalogue.syringes if each.scale == scale]
    listed = ", ".join(map(_with_marks, of_scale))
    hint = f"On file: {listed.replace('(', '(marks every ', 1)}. {_ADD}"
    raise UnknownNameError(f"there is no {asked} on file.", field, text, hint)


def in_words(syringe: Syringe) -> str:
    """A barrel as a person calls it.

    >>> from selank_calc import CATALOGUE
    >>> in_words(CATALOGUE.syringes[0])
    '0.3 mL U-100 syringe'
    """
    return f"{show(syringe.capacity_ml, 'mL')} {syringe.scale} syringe"


def _with_marks(syringe: Syringe) -> str:
    """'0.3 mL (1 or 0.5)'."""
    marks = " or ".join(map(show_number, (syringe.marks_units, *syringe.also_marks_units)))
    return f"{show(syringe.capacity_ml, 'mL')} ({marks})"
