"""The catalogue's figures as the calculations need them: exact, and made once a catalogue.

What is public stays a Decimal, with its sources; a limit keeps the range that it is of, for
the words and the sources of a flag.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from ..amounts.exact import HUNDRED, ONE, Fraction
from .model import (
    USUAL_SCALE,
    Catalogue,
    Figure,
    Formulation,
    MeasuredDraw,
    Range,
    SmallDraw,
    Syringe,
)

Given = TypeVar("Given")
Made = TypeVar("Made")
MOST_KEPT = 64


class Limits(NamedTuple):
    """The ends of a documented range, both inside."""

    low: Fraction
    high: Fraction
    documented: Range


class Documented(NamedTuple):
    """What is documented on one formulation; None where nothing is."""

    dose_mcg: Limits | None
    doses_per_day: Limits | None
    strength_mcg_per_ml: Fraction | None
    spray_ml: Fraction | None
    bottle_ml: Fraction | None


class Barrel(NamedTuple):
    """A syringe with its exact figures; the capacity in units of its own scale."""

    syringe: Syringe
    units_per_ml: Fraction
    capacity_ml: Fraction
    capacity_units: Fraction
    marks_units: Fraction


class Volumes(NamedTuple):
    """The most that is usual, in mL, of each of the catalogue's `volumes`."""

    vial: Fraction
    injection: Fraction
    nostril: Fraction


class SmallLimit(NamedTuple):
    """A draw so small that people were measured to miss it."""

    units: Fraction
    documented: SmallDraw


class MeasuredOff(NamedTuple):
    """How far off people were measured to be at a draw."""

    draw_units: Fraction
    off_units: Fraction
    documented: MeasuredDraw


class Accuracy(NamedTuple):
    """How far off a barrel and a spray may be, as shares of 1."""

    of_capacity: Fraction
    of_volume: Fraction
    from_half: Fraction
    spray: Limits
    small_draw: SmallLimit
    very_small_draw: SmallLimit
    measured_draws: tuple[MeasuredOff, ...]


class Figures(NamedTuple):
    """What a catalogue documents for every formulation; barrels from the smallest.

    The usual ones are of the scale that is taken where none is named.
    """

    daily_mcg: Limits
    barrels: tuple[Barrel, ...]
    usual_barrels: tuple[Barrel, ...]
    volumes: Volumes
    accuracy: Accuracy


def made_once(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """The function, whose results are kept and found again by the identity of what they are of.

    Hashing a whole catalogue would take longer than a dose. A value is kept as long as what
    was made of it, so that no other can get its identity.
    """
    kept: dict[int, tuple[Given, Made]] = {}

    def of(given: Given) -> Made:
        found = kept.get(id(given))
        if found is not None:
            return found[1]
        if len(kept) >= MOST_KEPT:
            kept.clear()
        made = make(given)
        kept[id(given)] = given, made
        return made

    return of


def _limits(documented: Range, unit: Fraction = ONE) -> Limits:
    return Limits(Fraction(documented.low) / unit, Fraction(documented.high) / unit, documented)


def _on_formulation(of: Formulation) -> Documented:
    return Documented(
        of.dose_mcg and _limits(of.dose_mcg),
        of.doses_per_day and _limits(of.doses_per_day),
        of.strength_mcg_per_ml and Fraction(of.strength_mcg_per_ml.value),
        of.spray_ml and Fraction(of.spray_ml.value),
        of.bottle_ml and Fraction(of.bottle_ml.value),
    )


def _in_catalogue(catalogue: Catalogue) -> Figures:
    accuracy, barrels = catalogue.accuracy, tuple(map(barrel_of, catalogue.syringes))
    return Figures(
        _limits(catalogue.daily_mcg),
        barrels,
        tuple(each for each in barrels if each.syringe.scale == USUAL_SCALE),
        Volumes(*(Fraction(each.most_ml) for each in catalogue.volumes)),
        Accuracy(
            _share(accuracy.barrel_capacity_percent),
            _share(accuracy.barrel_volume_percent),
            _share(accuracy.barrel_from_half_percent),
            _limits(accuracy.spray_percent, HUNDRED),
            SmallLimit(Fraction(accuracy.small_draw.limit_units), accuracy.small_draw),
            SmallLimit(Fraction(accuracy.very_small_draw.limit_units), accuracy.very_small_draw),
            tuple(
                MeasuredOff(Fraction(each.draw_units), Fraction(each.off_units), each)
                for each in accuracy.measured_draws
            ),
        ),
    )


def _share(percent: Figure) -> Fraction:
    return Fraction(percent.value) / HUNDRED


def barrel_of(syringe: Syringe) -> Barrel:
    """A syringe with its exact figures.

    >>> from selank_calc import CATALOGUE
    >>> barrel_of(CATALOGUE.syringes[0]).capacity_units
    Fraction(30, 1)
    """
    per_ml, capacity_ml = Fraction(syringe.units_per_ml), Fraction(syringe.capacity_ml)
    marks_units = Fraction(syringe.marks_units)
    return Barrel(syringe, per_ml, capacity_ml, per_ml * capacity_ml, marks_units)


documented_on: Callable[[Formulation], Documented] = made_once(_on_formulation)
figures_of: Callable[[Catalogue], Figures] = made_once(_in_catalogue)
