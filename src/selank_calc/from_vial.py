"""A dose from a vial: the equation solved, then the barrel that it is drawn with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from . import device_flags, intervals
from .asked import missing, within_bounds
from .every_dose import Delivered, error_percent, fields_of_every_dose
from .exact import Ratio, add, comparable, divided, multiply, quotient
from .quantities import CAPACITY, LOSS, MARKS, MASS, SYRINGE_MARKS, VOLUME, read, read_draw
from .reconstitution import doses_per_vial, solve
from .results import Mark, Undivided, VialDose
from .syringes import (
    USUAL_SCALE,
    as_sold,
    capacity_units,
    draws_needed,
    error_units,
    marks_around,
    scale_called,
    smallest_that_holds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .asked import Asked
    from .catalogue import Syringe
    from .flags import Flag
    from .reconstitution import Solved

_NONE = Decimal(0)
_SOLVED_KINDS = {"dose": MASS, "diluent": VOLUME, "vial": MASS}


class _InUnits(NamedTuple):
    """The equation in units of a barrel's scale."""

    draw: Ratio
    needed: Ratio
    mcg_per_unit: Ratio
    units_per_ml: Decimal


def vial_dose(asked: Asked, given: Mapping[str, Any]) -> VialDose:
    """The dose from a vial, for what was given to `dose()`."""
    barrels = _barrels(asked, given)
    solved = _solved(asked, given, barrels[0].units_per_ml)  # they are of one scale
    units = _in_units(solved, barrels[0].units_per_ml)
    draw_units = comparable(units.draw)
    syringe = smallest_that_holds(draw_units, barrels)
    holds_units = capacity_units(syringe)
    marks = marks_around(draw_units, syringe.marks_units, holds_units)
    mark_units, below, above = marks
    dead_space_ml = lost_ml = _NONE
    if given["dead_space"] is not None:
        dead_space_ml = read(given["dead_space"], "dead_space", LOSS)
        lost_ml = multiply(dead_space_ml, Decimal(draws_needed(draw_units, holds_units)))
    doses = doses_per_vial(_solution_ml(asked, solved), solved.draw_ml, lost_ml)
    error = error_units(mark_units, syringe.marks_units, holds_units, asked.catalogue.accuracy)
    delivered = _delivered(asked, solved, units, mark_units, error)
    possible = (
        *_flags_of_vial(asked, solved, delivered, units, draw_units, syringe, lost_ml, doses),
        device_flags.draw_exceeds_syringe(draw_units, holds_units, syringe, asked.catalogue),
        device_flags.small_draw(draw_units, mark_units, syringe, asked.catalogue.accuracy),
        device_flags.between_marks(
            draw_units, marks, comparable(delivered.delivered_mcg), delivered.error_percent
        ),
    )
    assumed = tuple([name for name in ("scale", "syringe", "marks") if given[name] is None])
    return VialDose(
        **fields_of_every_dose(
            asked, solved.solved_for, _undivided(asked, solved, units, delivered), delivered,
            assumed, possible,
        ),
        vial_mcg=divided(solved.vial_mcg),
        diluent_ml=divided(solved.diluent_ml),
        draw_ml=divided(solved.draw_ml),
        draw_units=divided(units.draw),
        syringe=syringe,
        mark_units=mark_units,
        below=None if below is None else _mark(below, units),
        above=None if above is None else _mark(above, units),
        dead_space_ml=dead_space_ml,
        doses_per_vial=doses,
        days_per_vial=doses // asked.doses_per_day,
    )  # fmt: skip


def _undivided(asked: Asked, solved: Solved, units: _InUnits, delivered: Delivered) -> Undivided:
    # Given beside the dose, the draw is what is taken.
    is_drawn = solved.solved_for is None
    return Undivided(
        solved.mcg_per_ml,
        _peptide_mcg(asked, solved),
        solved.diluent_ml,
        solved.dose_mcg,
        _carried_mcg(units.draw, units) if is_drawn else solved.dose_mcg,
        delivered.delivered_mcg,
        units.draw,
    )


def _barrels(asked: Asked, given: Mapping[str, Any]) -> list[Syringe]:
    """Those that were asked for, all of one scale."""
    scale, syringe, marks = given["scale"], given["syringe"], given["marks"]
    return as_sold(
        USUAL_SCALE if scale is None else scale_called(scale, asked.catalogue),
        None if syringe is None else read(syringe, "syringe", CAPACITY),
        None if marks is None else read(marks, "marks", MARKS),
        asked.catalogue,
    )


def _solved(asked: Asked, given: Mapping[str, Any], units_per_ml: Decimal) -> Solved:
    vial, diluent, dose, draw_ml = given["vial"], given["diluent"], given["dose"], None
    if given["draw"] is not None:
        amount, kind = read_draw(given["draw"], "draw")
        draw_ml = Ratio(amount, units_per_ml) if kind is SYRINGE_MARKS else Ratio(amount)
    solved = solve(
        None if vial is None else read(vial, "vial", MASS),
        None if diluent is None else read(diluent, "diluent", VOLUME),
        None if dose is None else read(dose, "dose", MASS),
        draw_ml,
        asked.content,
        asked.displacement_ml,
    )
    if solved is None:
        missing(asked.of, given)
    if kind_solved := _SOLVED_KINDS.get(solved.solved_for or ""):
        amounts = {"vial": solved.vial_mcg, "diluent": solved.diluent_ml, "dose": solved.dose_mcg}
        field = str(solved.solved_for)
        within_bounds(amounts[field], field, kind_solved)
    return solved


def _in_units(solved: Solved, units_per_ml: Decimal) -> _InUnits:
    def in_units(volume_ml: Ratio) -> Ratio:
        return Ratio(multiply(volume_ml.numerator, units_per_ml), volume_ml.denominator)

    needed = in_units(solved.needed_ml)
    return _InUnits(
        in_units(solved.draw_ml) if solved.solved_for is None else needed,
        needed,
        _per_unit(solved.mcg_per_ml, units_per_ml),
        units_per_ml,
    )


def _mark(mark_units: Decimal, units: _InUnits) -> Mark:
    mcg, under = units.mcg_per_unit
    delivered_mcg = quotient(multiply(mark_units, mcg), under)
    return Mark(mark_units, delivered_mcg, _error_percent(mark_units, units))


def _carried_mcg(drawn_units: Ratio, units: _InUnits) -> Ratio:
    above, below = units.mcg_per_unit
    return Ratio(multiply(drawn_units.numerator, above), multiply(drawn_units.denominator, below))


def _error_percent(mark_units: Decimal, units: _InUnits) -> Decimal:
    needed, under = units.needed
    return error_percent(multiply(mark_units, under), needed)


def _peptide_mcg(asked: Asked, solved: Solved) -> Ratio:
    return Ratio(multiply(solved.vial_mcg.numerator, asked.content), solved.vial_mcg.denominator)


def _delivered(
    asked: Asked, solved: Solved, units: _InUnits, mark_units: Decimal, error_units: Decimal
) -> Delivered:
    """What a draw to that mark delivers, and what it may hold at least and at most."""
    mcg_per_unit = intervals.Interval(units.mcg_per_unit, units.mcg_per_unit)
    if asked.vial_error_percent or asked.diluent_error_percent:
        low, high = intervals.concentration_mcg_per_ml(
            _peptide_mcg(asked, solved),
            solved.diluent_ml,
            asked.displacement_ml,
            asked.vial_error_percent,
            asked.diluent_error_percent,
        )
        mcg_per_unit = intervals.Interval(
            _per_unit(low, units.units_per_ml), _per_unit(high, units.units_per_ml)
        )
    low_mcg, high_mcg = intervals.drawn_mcg(mark_units, error_units, mcg_per_unit)
    return Delivered(
        solved.dose_mcg,
        _carried_mcg(Ratio(mark_units), units),
        _error_percent(mark_units, units),
        low_mcg,
        high_mcg,
    )


def _per_unit(mcg_per_ml: Ratio, units_per_ml: Decimal) -> Ratio:
    return Ratio(mcg_per_ml.numerator, multiply(mcg_per_ml.denominator, units_per_ml))


def _solution_ml(asked: Asked, solved: Solved) -> Ratio:
    diluent, under = solved.diluent_ml
    if not asked.displacement_ml:
        return solved.diluent_ml
    return Ratio(add(diluent, multiply(asked.displacement_ml, under)), under)


def _flags_of_vial(
    asked: Asked,
    solved: Solved,
    delivered: Delivered,
    units: _InUnits,
    draw_units: Decimal,
    syringe: Syringe,
    lost_ml: Decimal,
    doses: int,
) -> tuple[Flag | None, ...]:
    dose_mcg = comparable(solved.dose_mcg)
    powder = device_flags.powder_exceeds_diluent(asked.displacement_ml, solved.diluent_ml)
    exceeds = device_flags.dose_exceeds_vial(
        dose_mcg, comparable(delivered.delivered_mcg), comparable(_peptide_mcg(asked, solved))
    ) or device_flags.nothing_left_to_draw(dose_mcg, lost_ml, doses)
    if solved.solved_for is not None:
        return (powder, exceeds)
    carries_mcg = comparable(_carried_mcg(units.draw, units))
    return (
        powder,
        exceeds,
        device_flags.dose_draw_mismatch(dose_mcg, draw_units, units.needed, carries_mcg, syringe),
    )
