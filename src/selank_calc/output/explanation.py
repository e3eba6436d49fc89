"""Each step of a result with its numbers, to be redone on paper, and its likely slips.

Formulas as docs/formulas.md has them. A slip is what would be delivered if this very
dose were misread in one of the ways that are known (fda-2024 in docs/formulas.md).
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context
from typing import TYPE_CHECKING

from ..amounts.exact import Fraction
from ..amounts.kinds import MCG_PER_MG
from ..amounts.writing import about, show, show_exactly, show_number
from ..catalogue.figures import figures_of
from ..dosing.results import DropDose, SprayDose, VialDose
from ..dosing.tolerance import error_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..amounts.kinds import Number
    from ..dosing.results import Dose

# Enough to redo the sums on paper and land on the same four digits.
_EIGHT_DIGITS = Context(prec=8, rounding=ROUND_HALF_EVEN)


def _said(value: Number, unit: str) -> str:
    return about(value, unit, _EIGHT_DIGITS)


def _percent(value: Number) -> str:
    return f"{show_number(value, _EIGHT_DIGITS)} %"


# --- Steps ----------------------------------------------------------------------------


def steps(result: Dose) -> list[str]:
    """The formulas with their numbers, in the order in which they are worked out."""
    if isinstance(result, VialDose):
        said = [*_dissolving(result), *_drawing(result), *_lasting(result)]
    elif isinstance(result, SprayDose):
        said = [*_dissolving(result), *_spraying(result)]
    else:
        raise TypeError(f"{type(result).__name__} is not a result of dose()")
    said += _of_the_day(result)
    return [f"{number}. {step}" for number, step in enumerate(said, 1)]


def _dissolving(result: VialDose | SprayDose) -> Iterator[str]:
    """From the vial to the concentration, with what is solved for on the left."""
    strength = _said(result.concentration_mcg_per_ml, "mcg/mL")
    if result.vial_mcg is None or result.diluent_ml is None:
        is_documented = "strength" in result.assumed
        yield f"strength = {strength}, as {'documented' if is_documented else 'given'}"
        return
    vial, diluent = _said(result.vial_mcg, "mcg"), _said(result.diluent_ml, "mL")
    content, powder = _percent(result.content_percent), _said(result.displacement_ml, "mL")
    if result.solved_for in ("diluent", "vial"):
        if isinstance(result, VialDose):
            yield (
                f"concentration = dose / draw = {_said(result.dose_mcg, 'mcg')} / "
                f"{_said(result.draw_ml, 'mL')} = {strength}"
            )
        elif "strength" in result.assumed:
            yield f"concentration = {strength}, as documented"
        else:
            words = result.device.words
            yield (
                f"concentration = dose / ({words.many} x {words.one} volume) = "
                f"{_said(result.dose_mcg, 'mcg')} / ({result.sprays_per_dose} x "
                f"{show(result.spray_ml, 'mL')}) = {strength}"
            )
        if result.solved_for == "diluent":
            yield (
                f"diluent = vial x content / concentration - powder's volume = "
                f"{vial} x {content} / {strength} - {powder} = {diluent}"
            )
        else:
            yield (
                f"vial = concentration x (diluent + powder's volume) / content = "
                f"{strength} x ({diluent} + {powder}) / {content} = {vial}"
            )
        return
    yield (
        f"concentration = vial x content / (diluent + powder's volume) = "
        f"{vial} x {content} / ({diluent} + {powder}) = {strength}"
    )


def _drawing(result: VialDose) -> Iterator[str]:
    strength = _said(result.concentration_mcg_per_ml, "mcg/mL")
    dose, draw = _said(result.dose_mcg, "mcg"), _said(result.draw_ml, "mL")
    syringe, mark = result.syringe, show_exactly(result.mark_units, "units")
    if result.solved_for == "dose":
        yield f"dose = draw x concentration = {draw} x {strength} = {dose}"
    elif result.solved_for == "draw":
        yield f"draw = dose / concentration = {dose} / {strength} = {draw}"
    elif result.solved_for is None:
        yield (
            f"draw that the dose needs = dose / concentration = {dose} / {strength} = "
            f"{_said(result.solution.needed_ml, 'mL')}; given: {draw}"
        )
    per_ml = f"{show_number(syringe.units_per_ml)} units/mL"
    units = _said(result.draw_units, "units")
    yield f"units = draw x units per mL = {draw} x {per_ml} = {units}"
    spacing = show(syringe.marks_units, "units")
    is_cut = result.draw_units - result.mark_units > syringe.marks_units / 2
    which = "no higher than the vial holds" if is_cut else "a tie to the lower, at least the first"
    yield f"nearest mark, one every {spacing}, {which} = {mark}"
    delivered = _said(result.delivered_mcg, "mcg")
    yield (
        f"delivered = mark / units per mL x concentration = "
        f"{mark} / {per_ml} x {strength} = {delivered}"
    )
    yield _error(result)
    yield from _interval_of_draw(result)


def _error(result: Dose) -> str:
    delivered, dose = _said(result.delivered_mcg, "mcg"), _said(result.dose_mcg, "mcg")
    return (
        f"error = (delivered - dose) / dose = ({delivered} - {dose}) / {dose} = "
        f"{_percent(result.error_percent)}"
    )


def _interval_of_draw(result: VialDose) -> Iterator[str]:
    accuracy = result.catalogue.accuracy
    barrel, mark = result.device.barrel, result.device.marks.nearest
    holds = barrel.capacity_units
    off = error_units(mark, barrel, figures_of(result.catalogue).accuracy)
    full, rest = divmod(mark, holds)
    fillings = [_off(rest, result)] if rest else []
    if full:
        of_full = _off(holds, result)
        fillings.insert(0, of_full if full == 1 else f"{full} x ({of_full})")
    parts = " + ".join(fillings)
    sources = ", ".join(accuracy.barrel_capacity_percent.sources)
    yield f"off = tolerance ({sources}) + half a mark = {parts} = {_said(off, 'units')}"
    yield (
        f"within tolerance = (mark -/+ off) / units per mL x concentration{_at_its_ends(result)} = "
        f"{_said(result.low_mcg, 'mcg')} to {_said(result.high_mcg, 'mcg')}"
    )


def _off(mark_units: Fraction, result: VialDose) -> str:
    """The parts of the error of one filling of the barrel."""
    barrel, accuracy = result.device.barrel, result.catalogue.accuracy
    holds, mark = barrel.capacity_units, show_exactly(mark_units, "units")
    half_mark = show(barrel.marks_units / 2, "units")
    if mark_units * 2 >= holds:
        return f"{_percent(accuracy.barrel_from_half_percent.value)} of {mark} + {half_mark}"
    of_capacity = f"{_percent(accuracy.barrel_capacity_percent.value)} of {show(holds, 'units')}"
    of_volume = f"{_percent(accuracy.barrel_volume_percent.value)} of {mark}"
    return f"{of_capacity} + {of_volume} + {half_mark}"


def _at_its_ends(result: Dose) -> str:
    errors = [
        f"{thing} {_percent(percent)}"
        for thing, percent in (
            # Most diluent makes the least dose, so its sign is the other way round.
            ("vial -/+", result.vial_error_percent),
            ("diluent +/-", result.diluent_error_percent),
        )
        if percent
    ]
    return f" (at {', '.join(errors)})" if errors else ""


def _lasting(result: VialDose) -> Iterator[str]:
    solution, lost = result.solution.made_ml, result.device.lost_ml
    if solution is None:
        return
    if result.solution.draw_ml + lost > solution:
        yield f"doses = 0: the draw and what is lost with it are more than {_said(solution, 'mL')}"
        return
    made = "volume" if result.vial_mcg is None else "(diluent + powder's volume)"
    mark_ml = result.device.marks.nearest / result.device.barrel.units_per_ml
    yield (
        f"doses = whole of {made} / (mark + lost) = "
        f"{_said(solution, 'mL')} / ({_said(mark_ml, 'mL')} + {_said(lost, 'mL')}) = "
        f"{result.doses_per_vial}"
    )


def _spraying(result: SprayDose) -> Iterator[str]:
    strength, volume = _said(result.concentration_mcg_per_ml, "mcg/mL"), show(result.spray_ml, "mL")
    spray, dose = _said(result.spray_mcg, "mcg"), _said(result.dose_mcg, "mcg")
    count = show_number(result.solution.dose_mcg / result.device.spray_mcg, _EIGHT_DIGITS)
    one, many = result.device.words[:2]
    sprays = result.device.words.counted(result.sprays_per_dose)
    yield f"one {one} = concentration x {one} volume = {strength} x {volume} = {spray}"
    yield (
        f"{many} = dose / one {one}, to the nearest, a tie to the lower, at least one = "
        f"{dose} / {spray} = {count}, so {sprays}"
    )
    delivered = _said(result.delivered_mcg, "mcg")
    yield f"delivered = {many} x one {one} = {result.sprays_per_dose} x {spray} = {delivered}"
    yield _error(result)
    share = result.catalogue.accuracy.spray_percent
    is_sprayed = not isinstance(result, DropDose)
    if is_sprayed:
        yield (
            f"within tolerance = {_percent(share.low)} to {_percent(share.high)} of it "
            f"({', '.join(share.sources)}){_at_its_ends(result)} = "
            f"{_said(result.low_mcg, 'mcg')} to {_said(result.high_mcg, 'mcg')}"
        )
    if result.bottle_ml is not None:
        left = f"({_said(result.bottle_ml, 'mL')} - {_said(result.residual_ml, 'mL')}) / {volume}"
        yield (
            f"{many} in the bottle = whole of (fill - left in it) / {one} volume"
            f"{' - priming' if is_sprayed else ''} = {left}"
            f"{f' - {result.priming_sprays}' if is_sprayed else ''} = {result.sprays_per_bottle}"
        )


def _of_the_day(result: Dose) -> Iterator[str]:
    dose, daily = _said(result.dose_mcg, "mcg"), _said(result.daily_mcg, "mcg")
    yield f"a day = dose x doses a day = {dose} x {result.doses_per_day} = {daily}"
    weight_kg, per_kg = result.request.asked.weight_kg, result.dose_mcg_per_kg
    if weight_kg is not None and per_kg is not None:
        weight = _said(weight_kg, "kg")
        yield f"by body mass = dose / weight = {dose} / {weight} = {_said(per_kg, 'mcg/kg')}"


# --- Slips ----------------------------------------------------------------------------


def slips(result: Dose) -> list[str]:
    """What this dose becomes if it is misread in one of the known ways."""
    if isinstance(result, VialDose):
        return [*_ten_times(result), *_mg_as_units(result), *_other_barrels(result)]
    if isinstance(result, SprayDose):
        return [*_ten_times(result), *_each_nostril(result), *_other_pumps(result)]
    raise TypeError(f"{type(result).__name__} is not a result of dose()")


def _ten_times(result: VialDose | SprayDose) -> Iterator[str]:
    for name, factor in (("ten times", Fraction(10)), ("a tenth", Fraction(1, 10))):
        if isinstance(result, VialDose):
            drawn = show(result.device.draw_units * factor, "units")
            carried = show(result.solution.carried_mcg * factor, "mcg")
        else:
            drawn = f"{show_number(result.device.sprays * factor)} {result.device.words.many}"
            carried = show(result.device.delivered_mcg * factor, "mcg")
        yield f"{name}, a decimal point one place off: {drawn}, {carried}"


def _times(delivered_mcg: Fraction, result: Dose) -> str:
    """'625 mcg, 2.5 times the dose'."""
    factor = show_number(delivered_mcg / result.solution.dose_mcg)
    said = "the dose itself" if factor == "1" else f"{factor} times the dose"
    return f"{show(delivered_mcg, 'mcg')}, {said}"


def _mg_as_units(result: VialDose) -> Iterator[str]:
    """0.25 mg drawn as 0.25 mL, which are 25 units of U-100; or as 0.25 units."""
    mg = result.solution.dose_mcg / MCG_PER_MG
    number, units_per_ml = show_number(mg), result.device.barrel.units_per_ml
    as_units = show(mg * units_per_ml, "units")
    carried = mg * result.solution.mcg_per_ml
    yield f"mg read as mL, {number} mg as {number} mL, {as_units}: {_times(carried, result)}"
    carried /= units_per_ml
    yield f"mg read as units, {number} mg as {show(mg, 'units')}: {_times(carried, result)}"


def _other_barrels(result: VialDose) -> Iterator[str]:
    barrels = figures_of(result.catalogue).barrels
    per_ml = {each.syringe.scale: each.units_per_ml for each in barrels}
    del per_ml[result.syringe.scale]
    for scale, units_per_ml in per_ml.items():
        volume_ml = result.device.marks.nearest / units_per_ml
        carried = volume_ml * result.solution.mcg_per_ml
        yield (
            f"the other barrel, {show(result.mark_units, 'units')} on a {scale} syringe: "
            f"{show(volume_ml, 'mL')}, {_times(carried, result)}"
        )


def _each_nostril(result: SprayDose) -> Iterator[str]:
    twice = result.device.delivered_mcg * 2
    sprays = result.device.words.counted(result.sprays_per_dose)
    yield f"the count in each nostril, {sprays} twice: {_times(twice, result)}"


def _other_pumps(result: SprayDose) -> Iterator[str]:
    for pump in result.catalogue.pumps:
        if pump.spray_ml != result.spray_ml and not isinstance(result, DropDose):
            volume_ml = Fraction(pump.spray_ml) * result.device.sprays
            carried = volume_ml * result.solution.mcg_per_ml
            sprays = result.device.words.counted(result.sprays_per_dose)
            yield (
                f"the other pump, {sprays} of {show(pump.spray_ml, 'mL')}: "
                f"{_times(carried, result)}"
            )
