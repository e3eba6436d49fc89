"""Every check against what a vial, a barrel or a pump can do, one function each.

A check returns a Flag or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.exact import Fraction
from ..amounts.kinds import MCG_PER_MG
from ..amounts.writing import show, show_apart, show_exactly, show_number
from ..catalogue.figures import figures_of
from .barrels import in_words
from .flags import as_delivered, flag
from .tolerance import counted_units, measured_off

if TYPE_CHECKING:
    from ..catalogue.figures import Accuracy, Barrel
    from ..catalogue.model import Catalogue
    from .equation import Solution
    from .flags import Raised
    from .pump import Sprayed
    from .request import Asked, NasalRequest, VialRequest
    from .syringe import Drawn


def of_the_draw(
    request: VialRequest, solution: Solution, device: Drawn
) -> tuple[Raised | None, ...]:
    """All checks of a draw from a vial."""
    asked, figures = request.asked, figures_of(request.asked.catalogue)
    return (
        *_of_the_vial(asked, solution, device.delivered_mcg),
        diluent_unusual(asked, solution, figures.volumes.vial),
        injection_large(solution.draw_ml, device, figures.volumes.injection, asked.catalogue),
        nothing_left_to_draw(solution, device),
        dose_draw_mismatch(solution, device),
        draw_exceeds_syringe(device, asked.catalogue),
        small_draw(device.draw_units, device.marks.nearest, device.barrel, figures.accuracy),
        between_marks(solution, device),
    )


def of_the_sprays(
    request: NasalRequest, solution: Solution, device: Sprayed
) -> tuple[Raised | None, ...]:
    """All checks of a dose from a pump."""
    return (
        *_of_the_vial(request.asked, solution, device.delivered_mcg),
        nostril_volume_large(request, device),
        dose_exceeds_bottle(device),
        dose_sprays_mismatch(solution, device),
        dose_below_one_spray(solution.dose_mcg, device),
        sprays_not_whole(solution.dose_mcg, device),
    )


# --- From a vial ----------------------------------------------------------------------


def _of_the_vial(
    asked: Asked, solution: Solution, delivered_mcg: Fraction
) -> tuple[Raised | None, ...]:
    if solution.peptide_mcg is None:
        return ()
    exceeds = dose_exceeds_vial(solution, delivered_mcg, solution.peptide_mcg)
    if solution.diluent_ml is None:
        return (exceeds,)
    return (
        powder_exceeds_diluent(asked.powder_ml, solution.diluent_ml),
        diluent_exceeds_vial(solution.diluent_ml, asked),
        exceeds,
    )


def powder_exceeds_diluent(powder_ml: Fraction, diluent_ml: Fraction) -> Raised | None:
    """The powder as given takes up more room than what it is dissolved in."""
    if powder_ml <= diluent_ml:
        return None
    shown = show_apart(powder_ml, diluent_ml, "mL")
    message = f"The powder would take up {shown}, more than its diluent, {show(diluent_ml, 'mL')}."
    return flag("powder-exceeds-diluent", message, powder_ml, diluent_ml, "mL")


def diluent_exceeds_vial(diluent_ml: Fraction, asked: Asked) -> Raised | None:
    """The diluent, with the powder in it, does not fit into the vial, whose size was given."""
    made_ml, holds_ml = diluent_ml + asked.powder_ml, asked.vial_size_ml
    if holds_ml is None or made_ml <= holds_ml:
        return None
    what = "diluent with its powder" if asked.powder_ml else "diluent"
    shown, holds = show_apart(made_ml, holds_ml, "mL"), show(holds_ml, "mL")
    message = f"{shown} of {what} is more than the vial holds, {holds}."
    return flag("diluent-exceeds-vial", message, made_ml, holds_ml, "mL")


def diluent_unusual(asked: Asked, solution: Solution, most_ml: Fraction) -> Raised | None:
    """The diluent is more than vials of powder hold, and the size of this one was not given."""
    diluent_ml = solution.diluent_ml
    if diluent_ml is None or diluent_ml <= most_ml or asked.vial_size_ml is not None:
        return None
    factor, documented = 10, asked.catalogue.volumes.vial
    while diluent_ml > most_ml * factor:
        factor *= 10
    shown, most = show_apart(diluent_ml, most_ml, "mL"), show(most_ml, "mL")
    slip = f"{shown} for {show(diluent_ml / factor, 'mL')}"
    if solution.solved_for == "diluent":
        slip += " (check vial, dose and draw)"
    message = (
        f"{shown} of diluent is more than a vial holds, as a rule at most {most}: "
        f"{documented.why}. Likely slip: {slip}. If the vial is larger, give its size."
    )
    return flag("diluent-unusual", message, diluent_ml, most_ml, "mL", documented.sources)


def injection_large(
    draw_ml: Fraction, device: Drawn, most_ml: Fraction, catalogue: Catalogue
) -> Raised | None:
    """The draw, or its mark, is more than is commonly injected at once."""
    value, mark = draw_ml, device.marks.nearest
    if draw_ml <= most_ml and mark > device.draw_units:
        value = mark / device.barrel.units_per_ml
    if value <= most_ml:
        return None
    documented = catalogue.volumes.injection
    shown = show_apart(value, most_ml, "mL") + as_delivered(value, draw_ml)
    message = f"{shown} in one injection is more than {show(most_ml, 'mL')}: {documented.why}."
    return flag("injection-large", message, value, most_ml, "mL", documented.sources)


def dose_exceeds_vial(
    solution: Solution, delivered_mcg: Fraction, peptide_mcg: Fraction
) -> Raised | None:
    """One dose, asked for, delivered or in the draw, is more than all the peptide in the vial."""
    value, how = solution.dose_mcg, ""
    if value <= peptide_mcg:
        value, how = delivered_mcg, " as delivered"
    if value <= peptide_mcg and solution.solved_for is None:
        value, how = solution.carried_mcg, " as drawn"
    if value <= peptide_mcg:
        return None
    shown, holds = show_apart(value, peptide_mcg, "mcg"), show(peptide_mcg, "mcg")
    message = f"A dose of {shown}{how} is more than the whole vial, {holds}."
    return flag("dose-exceeds-vial", message, value, peptide_mcg, "mcg")


def nothing_left_to_draw(solution: Solution, device: Drawn) -> Raised | None:
    """The vial holds a dose, but not what is lost with it."""
    peptide_mcg, dose_mcg = solution.peptide_mcg, solution.dose_mcg
    if device.doses_per_vial or not device.lost_ml or peptide_mcg is None:
        return None
    if max(dose_mcg, device.delivered_mcg, solution.carried_mcg) > peptide_mcg:
        return None  # it does not hold the dose itself
    message = (
        f"A dose of {show(dose_mcg, 'mcg')} and the {show(device.lost_ml, 'mL')} lost with it are "
        "more than the whole vial."
    )
    return flag("dose-exceeds-vial", message)


def draw_exceeds_syringe(device: Drawn, catalogue: Catalogue) -> Raised | None:
    """The draw is more units than the barrel holds; a larger one of the scale may hold it."""
    draw_units, barrel = device.draw_units, device.barrel
    syringe, holds = barrel.syringe, barrel.capacity_units
    if draw_units <= holds:
        return None
    drawn, most = show_apart(draw_units, holds, "units"), show(holds, "units")
    message = f"A draw of {drawn} does not fit a {in_words(syringe)}, which holds {most}: "
    if device.fillings == 1:
        message += f"its nearest mark is the last, {show_exactly(device.marks.nearest, 'units')}"
    else:
        message += f"it takes {show_number(Fraction(device.fillings))} draws"
    larger = [
        each.syringe
        for each in figures_of(catalogue).barrels
        if each.syringe.scale == syringe.scale and draw_units <= each.capacity_units
    ]
    message += f", or a {in_words(larger[0])}." if larger else "; no larger one is on file."
    return flag("draw-exceeds-syringe", message, draw_units, holds, "units")


def between_marks(solution: Solution, device: Drawn) -> Raised | None:
    """The draw is on no mark, so what is delivered is not what was asked for."""
    draw_units, (nearest, below, above) = device.draw_units, device.marks
    if draw_units == nearest:
        return None
    drawn, mark = show_apart(draw_units, nearest, "units"), show_exactly(nearest, "units")
    if below is None:
        message = f"A draw of {drawn} lies before the first mark, {mark}, which"
    elif above is None:
        message = f"A draw of {drawn} lies beyond the last mark, {mark}, which"
    else:
        beside = f"{show_exactly(below, 'units').split()[0]} and {show_exactly(above, 'units')}"
        is_nearer = above - draw_units < draw_units - nearest
        which = "the nearest that the vial can fill" if is_nearer else "the nearest"
        message = f"A draw of {drawn} lies between the marks at {beside}; {which}, {mark},"
    message += f" delivers {show(device.delivered_mcg, 'mcg')}"
    off = device.delivered_mcg / solution.dose_mcg - 1
    if off:  # none where a dose that was given beside the draw is on the mark
        message += f" ({show_number(abs(off) * 100)} % {'more' if off > 0 else 'less'})"
    return flag("between-marks", f"{message}.", draw_units, nearest, "units")


def small_draw(
    draw_units: Fraction, mark_units: Fraction, barrel: Barrel, accuracy: Accuracy
) -> Raised | None:
    """The draw, or else its mark, is one that people were measured to miss.

    It counts in units of the barrel, and where its units are smaller than those of a
    U-100 by its volume too: 5 units of U-500 are as little as 1 of U-100.
    """
    draw, mark = counted_units(draw_units, barrel), counted_units(mark_units, barrel)
    very, small = accuracy.very_small_draw, accuracy.small_draw
    if min(draw, mark) <= very.units:
        code, of, size = "draw-very-small", very, "very small draw: {} or less"
        is_draw = draw <= very.units
    elif min(draw, mark) < small.units:
        code, of, size = "draw-small", small, "small draw: less than {}"
        is_draw = draw < small.units
    else:
        return None
    counted, units = (draw, draw_units) if is_draw else (mark, mark_units)
    shown = show_apart(units, of.units, "units")
    if counted < units:
        shown += f" of {barrel.syringe.scale}, as much as {show(counted, 'units')} of U-100,"
    limit = size.format(show(of.units, "units"))
    message = f"{shown} is a {limit}. Measured: {of.documented.measured}"
    worse = measured_off(mark_units, barrel, accuracy)
    if worse is not None and worse.sources != of.documented.sources:
        message += f"; {worse.measured} ({', '.join(worse.sources)})"
    message += "."
    return flag(code, message, counted, of.units, "units", of.documented.sources)


# What was most likely done, by the factor between the dose and what the draw carries.
_SLIPS = {
    Fraction(10): "ten-fold: a decimal point one place off",
    Fraction(100): "a hundred-fold: a decimal point two places off",
    Fraction(1000): "a thousand-fold: mg for mcg",
}
_U40_FOR_U100 = {Fraction(5, 2): "the factor between a U-40 and a U-100 barrel"}
_BARREL_SLIPS = {
    "U-100": _U40_FOR_U100,
    "U-40": _U40_FOR_U100,
    "U-500": {Fraction(5): "the factor between a U-100 and a U-500 barrel"},
}
_NEAR = Fraction(1, 20)  # a mark's rounding of a draw of ten units


def dose_draw_mismatch(solution: Solution, device: Drawn) -> Raised | None:
    """Dose and draw were both given, and are more than half a mark apart."""
    draw_units, needed, barrel = device.draw_units, device.needed_units, device.barrel
    if solution.solved_for is not None or abs(draw_units - needed) * 2 <= barrel.marks_units:
        return None
    dose_mcg, carries_mcg = solution.dose_mcg, solution.carried_mcg
    factor = max(draw_units / needed, needed / draw_units)
    shown = show_number(factor)
    times = f"{shown} times" if draw_units > needed else f"1/{shown} of"
    message = (
        f"A draw of {show_apart(draw_units, needed, 'units')} carries "
        f"{show_apart(carries_mcg, dose_mcg, 'mcg')}, {times} the dose of {show(dose_mcg, 'mcg')}, "
        f"which needs {show(needed, 'units')}"
    )
    likely = (_slip_of(factor, barrel.syringe.scale), _read_as_volume(dose_mcg, draw_units, barrel))
    slips = ", or ".join(slip for slip in likely if slip)
    message += f". Likely slip: {slips}." if slips else "."
    return flag("dose-draw-mismatch", message, draw_units, needed, "units")


def _slip_of(factor: Fraction, scale: str) -> str | None:
    for named, slip in {**_SLIPS, **_BARREL_SLIPS.get(scale, {})}.items():
        if abs(factor - named) <= named * _NEAR:
            return slip
    return None


def _read_as_volume(dose_mcg: Fraction, draw_units: Fraction, barrel: Barrel) -> str | None:
    """FDA 2024's slip: 0.25 mg taken for 0.25 mL, which are 25 units."""
    if dose_mcg / MCG_PER_MG != draw_units / barrel.units_per_ml:
        return None
    read_as = show_number(dose_mcg / MCG_PER_MG)
    return f"{read_as} mg taken for {read_as} mL"


# --- From a pump ----------------------------------------------------------------------


def nostril_volume_large(request: NasalRequest, device: Sprayed) -> Raised | None:
    """Half of the sprays of a dose, rounded up, are more than stays in one nostril."""
    catalogue = request.asked.catalogue
    most_ml, documented = figures_of(catalogue).volumes.nostril, catalogue.volumes.nostril
    sprays = -(-device.sprays // 2)
    value = request.spray_ml * sprays
    if value <= most_ml:
        return None
    doubt = " (unconfirmed)" if documented.unconfirmed else ""
    message = (
        f"{device.words.counted(sprays)} in one nostril come{'s' if sprays == 1 else ''} to "
        f"{show_apart(value, most_ml, 'mL')}, more than {show(most_ml, 'mL')} at once: "
        f"{documented.why}{doubt}."
    )
    return flag("nostril-volume-large", message, value, most_ml, "mL", documented.sources)


def dose_exceeds_bottle(device: Sprayed) -> Raised | None:
    """One dose is more sprays than the bottle holds after priming, if that is known."""
    sprays, bottle, words = device.sprays, device.bottle, device.words
    if bottle is None or sprays <= bottle.sprays:
        return None
    holds = words.counted(bottle.sprays)
    message = f"A dose of {words.counted(sprays)} is more than the bottle holds, {holds}."
    value, limit = Fraction(sprays), Fraction(bottle.sprays)
    return flag("dose-exceeds-bottle", message, value, limit, words.many)


def sprays_not_whole(dose_mcg: Fraction, device: Sprayed) -> Raised | None:
    """The dose lies between two counts of sprays, so what is delivered is not the dose."""
    sprays = dose_mcg / device.spray_mcg
    if sprays.denominator == 1 or sprays < 1:
        return None
    limit, many = Fraction(device.sprays), device.words.many
    shown = show_apart(sprays, limit, many)
    delivers = f"{device.words.counted(device.sprays)} deliver{'s' if device.sprays == 1 else ''}"
    message = (
        f"{show_apart(dose_mcg, device.delivered_mcg, 'mcg')} is {shown} of "
        f"{show(device.spray_mcg, 'mcg')}; {delivers} {show(device.delivered_mcg, 'mcg')}."
    )
    return flag("sprays-not-whole", message, sprays, limit, many)


def dose_sprays_mismatch(solution: Solution, device: Sprayed) -> Raised | None:
    """Dose and sprays were both given, and are more than half a spray apart."""
    if solution.solved_for is not None:
        return None
    needed, sprays = solution.dose_mcg / device.spray_mcg, Fraction(device.sprays)
    if abs(sprays - needed) * 2 <= 1:
        return None
    dose_mcg, carries_mcg = solution.dose_mcg, device.delivered_mcg
    shown = show_number(max(sprays / needed, needed / sprays))
    times = f"{shown} times" if sprays > needed else f"1/{shown} of"
    message = (
        f"{device.words.counted(device.sprays)} carr{'ies' if sprays == 1 else 'y'} "
        f"{show_apart(carries_mcg, dose_mcg, 'mcg')}, {times} the dose of {show(dose_mcg, 'mcg')}, "
        f"which needs {show_apart(needed, sprays, device.words.many)}."
    )
    return flag("dose-draw-mismatch", message, sprays, needed, device.words.many)


def dose_below_one_spray(dose_mcg: Fraction, device: Sprayed) -> Raised | None:
    """The dose is less than the least a pump can deliver."""
    spray_mcg, one = device.spray_mcg, device.words.one
    if dose_mcg >= spray_mcg:
        return None
    shown = show_apart(dose_mcg, spray_mcg, "mcg")
    message = f"{shown} is less than one {one}, which delivers {show(spray_mcg, 'mcg')}."
    return flag("dose-below-one-spray", message, dose_mcg, spray_mcg, "mcg")
