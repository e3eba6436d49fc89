"""A dose from a nasal pump: whole sprays of a solution, bought or made from a vial."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from . import device_flags, intervals
from .asked import count, missing, needs, within_bounds
from .errors import CatalogueError, ConflictingInputError, MissingInputError
from .every_dose import Delivered, error_percent, fields_of_every_dose
from .exact import ONE, Ratio, add, comparable, divided, multiply
from .quantities import LOSS, MASS, VOLUME, as_text, read, show
from .reconstitution import concentration_mcg_per_ml, diluent_ml
from .results import SprayDose, Sprays, Undivided
from .sprays import nearest_sprays, sprays_either_side, sprays_per_bottle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .asked import Asked
    from .flags import Flag

MOST_SPRAYS = 100
_NONE = Decimal(0)


class _Solution(NamedTuple):
    """What is in the bottle; vial and diluent are None for a spray as documented."""

    mcg_per_ml: Ratio
    vial_mcg: Decimal | None
    diluent_ml: Ratio | None
    is_solved: bool


class _Bottle(NamedTuple):
    """Its fill, None where unknown, and what of it can't be sprayed."""

    fill_ml: Ratio | None
    residual_ml: Decimal
    priming_sprays: int
    sprays: int | None


def spray_dose(asked: Asked, given: Mapping[str, Any]) -> SprayDose:
    """The dose from a pump, for what was given to `dose()`."""
    if needs(asked.of, given):
        missing(asked.of, given)
    solution = _solution(asked, given)
    spray_ml = _spray_ml(asked, given)
    of = solution.mcg_per_ml
    spray_mcg = _per_spray(of, spray_ml)
    dose_mcg, sprays = _dose(asked, given, spray_mcg)
    bottle = _bottle(asked, given, solution, spray_ml)
    below, above = (None, None)
    if dose_mcg.denominator is ONE:
        below, above = sprays_either_side(dose_mcg.numerator, spray_mcg)
    delivered = _delivered(asked, solution, spray_ml, spray_mcg, dose_mcg, sprays)
    possible = _flags_of_pump(asked, solution, delivered, spray_mcg, sprays, bottle)
    sprays_per_day = sprays * asked.doses_per_day
    return SprayDose(
        **fields_of_every_dose(
            asked, "diluent" if solution.is_solved else None,
            _undivided(asked, solution, delivered), delivered, _assumed(given, bottle), possible,
        ),
        vial_mcg=solution.vial_mcg,
        diluent_ml=None if solution.diluent_ml is None else divided(solution.diluent_ml),
        spray_ml=spray_ml,
        spray_mcg=divided(spray_mcg),
        sprays_per_dose=sprays,
        sprays_per_day=sprays_per_day,
        below=_sprays(below, spray_mcg, dose_mcg),
        above=_sprays(above, spray_mcg, dose_mcg),
        bottle_ml=None if bottle.fill_ml is None else divided(bottle.fill_ml),
        residual_ml=bottle.residual_ml,
        priming_sprays=bottle.priming_sprays,
        sprays_per_bottle=bottle.sprays,
        days_per_bottle=None if bottle.sprays is None else bottle.sprays // sprays_per_day,
    )  # fmt: skip


def _undivided(asked: Asked, solution: _Solution, delivered: Delivered) -> Undivided:
    peptide_mcg = None
    if solution.vial_mcg is not None:
        peptide_mcg = Ratio(multiply(solution.vial_mcg, asked.content))
    return Undivided(
        solution.mcg_per_ml,
        peptide_mcg,
        solution.diluent_ml,
        delivered.dose_mcg,
        delivered.delivered_mcg,
        delivered.delivered_mcg,
        None,
    )


def _flags_of_pump(
    asked: Asked,
    solution: _Solution,
    delivered: Delivered,
    spray_mcg: Ratio,
    sprays: int,
    bottle: _Bottle,
) -> tuple[Flag | None, ...]:
    dose, one = comparable(delivered.dose_mcg), comparable(spray_mcg)
    delivered_mcg = comparable(delivered.delivered_mcg)
    of_vial: tuple[Flag | None, ...] = ()
    if solution.vial_mcg is not None and solution.diluent_ml is not None:
        peptide_mcg = multiply(solution.vial_mcg, asked.content)
        of_vial = (
            device_flags.powder_exceeds_diluent(asked.displacement_ml, solution.diluent_ml),
            device_flags.dose_exceeds_vial(dose, delivered_mcg, peptide_mcg),
        )
    return (
        *of_vial,
        device_flags.dose_exceeds_bottle(sprays, bottle.sprays),
        device_flags.dose_below_one_spray(dose, one),
        device_flags.sprays_not_whole(delivered.dose_mcg, spray_mcg, sprays, delivered_mcg),
    )


def _assumed(given: Mapping[str, Any], bottle: _Bottle) -> tuple[str, ...]:
    assumed = []
    if given["dose"] is None and given["sprays"] is None:
        assumed.append("dose")
    if given["spray_volume"] is None:
        assumed.append("spray_volume")
    if given["bottle"] is None and bottle.fill_ml is not None:
        assumed.append("bottle")
    return tuple(assumed)


def _solution(asked: Asked, given: Mapping[str, Any]) -> _Solution:
    strength = asked.of.strength_mcg_per_ml
    if strength is None:
        # A file's spray can't lack it; a Formulation put together by hand can.
        raise CatalogueError(f"{asked.of.id} has no strength.", "formulation")
    documented = Ratio(strength.value)
    if given["vial"] is None:
        return _Solution(documented, None, None, is_solved=False)
    vial_mcg = read(given["vial"], "vial", MASS)
    content, displacement_ml = asked.content, asked.displacement_ml
    if given["diluent"] is None:
        solved = diluent_ml(vial_mcg, content, displacement_ml, documented)
        within_bounds(solved, "diluent", VOLUME)
        return _Solution(documented, vial_mcg, solved, is_solved=True)
    diluent = read(given["diluent"], "diluent", VOLUME)
    of = concentration_mcg_per_ml(vial_mcg, content, diluent, displacement_ml)
    return _Solution(of, vial_mcg, Ratio(diluent), is_solved=False)


def _spray_ml(asked: Asked, given: Mapping[str, Any]) -> Decimal:
    if given["spray_volume"] is not None:
        return read(given["spray_volume"], "spray_volume", VOLUME)
    if asked.of.spray_ml is None:
        raise CatalogueError(f"{asked.of.id} has no spray volume.", "formulation")
    return asked.of.spray_ml.value


def _dose(asked: Asked, given: Mapping[str, Any], spray_mcg: Ratio) -> tuple[Ratio, int]:
    """The dose asked for, and the sprays nearest to it."""
    dose, sprays = given["dose"], given["sprays"]
    if sprays is None:
        if dose is not None:
            dose_mcg = read(dose, "dose", MASS)
        elif asked.of.dose_mcg is not None:
            dose_mcg = asked.of.dose_mcg.low
        else:
            missing(asked.of, {})
        return Ratio(dose_mcg), nearest_sprays(dose_mcg, spray_mcg)
    if dose is not None:
        message = "a dose is given as an amount or in sprays, not both."
        hint = "Leave out dose or sprays."
        raise ConflictingInputError(message, "sprays", as_text(sprays), hint)
    counted = count(sprays, "sprays", 1, MOST_SPRAYS)
    return _carried_mcg(counted, spray_mcg), counted


def _carried_mcg(sprays: int, spray_mcg: Ratio) -> Ratio:
    return Ratio(multiply(spray_mcg.numerator, Decimal(sprays)), spray_mcg.denominator)


def _sprays(sprays: int | None, spray_mcg: Ratio, dose_mcg: Ratio) -> Sprays | None:
    if sprays is None:
        return None
    carried = _carried_mcg(sprays, spray_mcg)
    return Sprays(sprays, divided(carried), _error_percent(carried, dose_mcg))


def _error_percent(delivered_mcg: Ratio, dose_mcg: Ratio) -> Decimal:
    return error_percent(
        multiply(delivered_mcg.numerator, dose_mcg.denominator),
        multiply(dose_mcg.numerator, delivered_mcg.denominator),
    )


def _delivered(
    asked: Asked,
    solution: _Solution,
    spray_ml: Decimal,
    spray_mcg: Ratio,
    dose_mcg: Ratio,
    sprays: int,
) -> Delivered:
    delivered_mcg = _carried_mcg(sprays, spray_mcg)
    mcg_per_spray = intervals.Interval(spray_mcg, spray_mcg)
    if solution.vial_mcg is not None and solution.diluent_ml is not None:
        low, high = intervals.concentration_mcg_per_ml(
            Ratio(multiply(solution.vial_mcg, asked.content)),
            solution.diluent_ml,
            asked.displacement_ml,
            asked.vial_error_percent,
            asked.diluent_error_percent,
        )
        mcg_per_spray = intervals.Interval(_per_spray(low, spray_ml), _per_spray(high, spray_ml))
    share_percent = asked.catalogue.accuracy.spray_percent
    low_mcg, high_mcg = intervals.sprayed_mcg(sprays, share_percent, mcg_per_spray)
    error = _error_percent(delivered_mcg, dose_mcg)
    return Delivered(dose_mcg, delivered_mcg, error, low_mcg, high_mcg)


def _per_spray(mcg_per_ml: Ratio, spray_ml: Decimal) -> Ratio:
    return Ratio(multiply(mcg_per_ml.numerator, spray_ml), mcg_per_ml.denominator)


def _bottle(
    asked: Asked, given: Mapping[str, Any], solution: _Solution, spray_ml: Decimal
) -> _Bottle:
    residual, priming = given["residual"], given["priming"]
    residual_ml = _NONE if residual is None else read(residual, "residual", LOSS)
    priming_sprays = 0 if priming is None else count(priming, "priming", 0, MOST_SPRAYS)
    fill_ml = _fill_ml(asked, given, solution)
    if fill_ml is None:
        for field in ("residual", "priming"):
            if given[field] is not None:
                message = f"{field} is counted from a bottle, and its fill is not known."
                hint = 'Write for example bottle "10 mL".'
                raise MissingInputError(message, "bottle", None, hint)
        return _Bottle(None, residual_ml, priming_sprays, None)
    fill = show(divided(fill_ml), "mL")
    if residual_ml >= comparable(fill_ml):
        message = f"{show(residual_ml, 'mL')} is not less than the bottle's fill, {fill}."
        raise ConflictingInputError(message, "residual", as_text(residual), "Check both volumes.")
    sprays = sprays_per_bottle(fill_ml, residual_ml, spray_ml, priming_sprays)
    if sprays < 0:
        held = device_flags.counted_sprays(sprays + priming_sprays)
        message = f"the bottle holds {held}, fewer than priming takes."
        hint = "Check priming, the fill and the spray volume."
        raise ConflictingInputError(message, "priming", as_text(priming), hint)
    return _Bottle(fill_ml, residual_ml, priming_sprays, sprays)


def _fill_ml(asked: Asked, given: Mapping[str, Any], solution: _Solution) -> Ratio | None:
    """The bottle's fill: as given, or all that was made from the vial."""
    made_ml = None
    if solution.diluent_ml is not None:
        numerator, denominator = solution.diluent_ml
        powder = multiply(asked.displacement_ml, denominator)
        made_ml = Ratio(add(numerator, powder), denominator)
    if given["bottle"] is None:
        return made_ml
    bottle_ml = read(given["bottle"], "bottle", VOLUME)
    if made_ml is not None and bottle_ml > comparable(made_ml):
        made = show(divided(made_ml), "mL")
        message = f"{show(bottle_ml, 'mL')} is more than the {made} that the vial makes."
        hint = "Leave out bottle to count on all of it."
        raise ConflictingInputError(message, "bottle", as_text(given["bottle"]), hint)
    return Ratio(bottle_ml)
