"""A dose in sprays or drops: how many, what they deliver, how many a bottle holds.

Drops are counted as sprays here; `words` says which of the two they are.

Derivations: docs/formulas.md.
"""

from typing import NamedTuple

from ..amounts.exact import Fraction
from ..amounts.writing import show
from ..catalogue.figures import Accuracy
from ..catalogue.model import Nasal
from ..errors import ConflictingInputError, named
from .equation import Solution
from .request import NasalRequest


class Bottle(NamedTuple):
    """Its fill, and the whole sprays in it after priming."""

    fill_ml: Fraction
    sprays: int


class Sprayed(NamedTuple):
    """Whole sprays, what they deliver, and the counts either side of a dose between two.

    `bottle` is None where the fill is not known.
    """

    spray_ml: Fraction
    spray_mcg: Fraction
    sprays: int
    below: int | None
    above: int | None
    delivered_mcg: Fraction
    bottle: Bottle | None
    words: Nasal

    def ends_ml(self, accuracy: Accuracy) -> tuple[Fraction, Fraction]:
        """The least and the most that the pump may really deliver."""
        sprayed_ml = self.spray_ml * self.sprays
        return sprayed_ml * accuracy.spray.low, sprayed_ml * accuracy.spray.high


def sprayed(request: NasalRequest, solution: Solution) -> Sprayed:
    """The solution sprayed, in the count that was given, or else in the nearest to the dose."""
    spray_mcg = solution.mcg_per_ml * request.spray_ml
    exactly = solution.dose_mcg / spray_mcg
    sprays = nearest_sprays(exactly)
    if request.draw_ml is not None:
        sprays = int(request.draw_ml / request.spray_ml)
    below, above = sprays_either_side(exactly)
    return Sprayed(
        request.spray_ml,
        spray_mcg,
        sprays,
        below,
        above,
        spray_mcg * sprays,
        _bottle(request, solution.made_ml),
        request.words,
    )


def nearest_sprays(sprays: Fraction) -> int:
    """The whole count nearest to that many sprays: a tie to the lower, and never none.

    >>> from selank_calc.amounts.exact import written as F
    >>> [nearest_sprays(F(mcg) / 75) for mcg in ("150", "187", "187.5", "188", "10")]
    [2, 2, 2, 3, 1]
    """
    whole = int(sprays)
    return max(1, whole + ((sprays - whole) * 2 > 1))


def sprays_either_side(sprays: Fraction) -> tuple[int | None, int | None]:
    """The counts either side of what is not whole sprays; None where there is none.

    >>> from selank_calc.amounts.exact import Fraction as F
    >>> [sprays_either_side(F(mcg) / 75) for mcg in (180, 60, 150)]
    [(2, 3), (None, 1), (None, None)]
    """
    whole = int(sprays)
    return (None, None) if sprays == whole else (whole or None, whole + 1)


def sprays_per_bottle(
    fill_ml: Fraction, residual_ml: Fraction, spray_ml: Fraction, priming_sprays: int
) -> int:
    """Whole sprays in a bottle, without what stays in it and what priming takes.

    >>> from selank_calc.amounts.exact import written as F
    >>> sprays_per_bottle(F("3"), F("0.12"), F("0.05"), 5)
    52
    """
    return (fill_ml - residual_ml) // spray_ml - priming_sprays


def _bottle(request: NasalRequest, made_ml: Fraction | None) -> Bottle | None:
    """What the bottle holds: as much as was given, or all that was made from the vial."""
    fill_ml = made_ml if request.bottle_ml is None else request.bottle_ml
    if fill_ml is None:
        return None
    if made_ml is not None and fill_ml > made_ml:
        message = (
            f"{show(fill_ml, 'mL')} is more than the {show(made_ml, 'mL')} that the vial makes."
        )
        hint = f"Leave out {named('bottle')} to count on all of it."
        raise ConflictingInputError(message, "bottle", None, hint)
    if request.residual_ml >= fill_ml:
        left, fill = show(request.residual_ml, "mL"), show(fill_ml, "mL")
        message = f"{left} is not less than the bottle's fill, {fill}."
        raise ConflictingInputError(message, "residual", None, "Check both volumes.")
    sprays = sprays_per_bottle(
        fill_ml, request.residual_ml, request.spray_ml, request.priming_sprays
    )
    if sprays < 0:
        held = request.words.counted(sprays + request.priming_sprays)
        message = f"the bottle holds {held}, fewer than priming takes."
        hint = "Check the priming, the fill and the spray volume."
        raise ConflictingInputError(message, "priming", None, hint)
    return Bottle(fill_ml, sprays)
