"""Every check against what a vial, a barrel or a pump can do, one function each.

A check returns a Flag or None; draws, doses and limits may be `comparable` quotients.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .exact import Ratio, comparable, multiply, quotient, subtract
from .flags import as_delivered, flag
from .quantities import show, show_apart, show_exactly, show_number
from .syringes import capacity_units, draws_needed

if TYPE_CHECKING:
    from .catalogue import Accuracy, Catalogue, Syringe
    from .flags import Flag
    from .syringes import Marks

_TWO = Decimal(2)
_U100_PER_ML = Decimal(100)
_MCG_PER_MG = Decimal(1000)


# --- From a vial ----------------------------------------------------------------------


def powder_exceeds_diluent(displacement_ml: Decimal, diluent_ml: Ratio) -> Flag | None:
    """The powder is said to take up more room than what it is dissolved in."""
    if not displacement_ml:
        return None  # as nearly always
    least_ml = comparable(diluent_ml)
    if displacement_ml <= least_ml:
        return None
    shown = show_apart(displacement_ml, least_ml, "mL")
    message = f"The powder would take up {shown}, more than its diluent, {show(least_ml, 'mL')}."
    return flag("powder-exceeds-diluent", message, displacement_ml, least_ml, "mL")


def dose_exceeds_vial(
    dose_mcg: Decimal, delivered_mcg: Decimal, peptide_mcg: Decimal
) -> Flag | None:
    """One dose, asked for or delivered, holds more than all the peptide in the vial."""
    for value in (dose_mcg, delivered_mcg):
        if value > peptide_mcg:
            shown = show_apart(value, peptide_mcg, "mcg") + as_delivered(value, dose_mcg)
            holds = show(peptide_mcg, "mcg")
            message = f"A dose of {shown} is more than the whole vial, {holds}."
            return flag("dose-exceeds-vial", message, value, peptide_mcg, "mcg")
    return None


def nothing_left_to_draw(dose_mcg: Decimal, lost_ml: Decimal, doses_per_vial: int) -> Flag | None:
    """The vial holds a dose, but not what is lost with it."""
    if doses_per_vial or not lost_ml:
        return None
    message = (
        f"A dose of {show(dose_mcg, 'mcg')} and the {show(lost_ml, 'mL')} lost with it are more "
        "than the whole vial."
    )
    return flag("dose-exceeds-vial", message)


def draw_exceeds_syringe(
    draw_units: Decimal, holds: Decimal, syringe: Syringe, catalogue: Catalogue
) -> Flag | None:
    """The draw is more units than the barrel holds; a larger one of the scale may hold it."""
    if draw_units <= holds:
        return None
    drawn = show_apart(draw_units, holds, "units")
    message = (
        f"A draw of {drawn} does not fit a {barrel(syringe)}, which holds {show(holds, 'units')}: "
        f"it takes {show_number(Decimal(draws_needed(draw_units, holds)))} draws"
    )
    larger = [
        each
        for each in catalogue.syringes
        if each.scale == syringe.scale and draw_units <= capacity_units(each)
    ]
    message += f", or a {barrel(larger[0])}." if larger else "; no larger one is sold."
    return flag("draw-exceeds-syringe", message, draw_units, holds, "units")


def barrel(syringe: Syringe) -> str:
    """A barrel in words: '0.3 mL U-100 syringe'."""
    return f"{show(syringe.capacity_ml, 'mL')} {syringe.scale} syringe"


def between_marks(
    draw_units: Decimal, marks: Marks, delivered_mcg: Decimal, error_percent: Decimal
) -> Flag | None:
    """The draw is on no mark, so what is delivered is not what was asked for."""
    nearest, below, above = marks
    if draw_units == nearest:
        return None
    drawn, mark = show_apart(draw_units, nearest, "units"), show_exactly(nearest, "units")
    if below is None:
        message = f"A draw of {drawn} lies before the first mark, {mark}, which"
    elif above is None:
        message = f"A draw of {drawn} lies beyond the last mark, {mark}, which"
    else:
        beside = f"{show_exactly(below, 'units').split()[0]} and {show_exactly(above, 'units')}"
        message = f"A draw of {drawn} lies between the marks at {beside}; the nearest, {mark},"
    message += f" delivers {show(delivered_mcg, 'mcg')}"
    if error_percent:  # none where a dose that was given beside the draw is on the mark
        more = "more" if error_percent > 0 else "less"
        message += f" ({show_number(error_percent.copy_abs())} % {more})"
    message += "."
    return flag("between-marks", message, draw_units, nearest, "units")


def small_draw(
    draw_units: Decimal, mark_units: Decimal, syringe: Syringe, accuracy: Accuracy
) -> Flag | None:
    """The draw, or its mark, is one that people were measured to miss.

    It counts in units of the barrel, and where its units are smaller than those of a
    U-100 by its volume too: 5 units of U-500 are as little as 1 of U-100.
    """
    least = min(draw_units, mark_units)
    counted = counted_units(least, syringe)
    very, small = accuracy.very_small_draw, accuracy.small_draw
    if counted <= very.limit_units:
        code, of, size = "draw-very-small", very, "very small draw: {} or less"
    elif counted < small.limit_units:
        code, of, size = "draw-small", small, "small draw: less than {}"
    else:
        return None
    shown = show_apart(least, of.limit_units, "units")
    if counted < least:
        shown += f" of {syringe.scale}, as much as {show(counted, 'units')} of U-100,"
    limit = size.format(show(of.limit_units, "units"))
    message = f"{shown} is a {limit}. Measured: {of.measured}."
    return flag(code, message, counted, of.limit_units, "units", of.sources)


def counted_units(units: Decimal, syringe: Syringe) -> Decimal:
    """Units of the barrel, or as much of U-100 where those are fewer.

    >>> from selank_calc import CATALOGUE
    >>> u500 = next(each for each in CATALOGUE.syringes if each.scale == "U-500")
    >>> counted_units(Decimal(10), u500)
    Decimal('2')
    """
    if syringe.units_per_ml <= _U100_PER_ML:
        return units
    return comparable(Ratio(multiply(units, _U100_PER_ML), syringe.units_per_ml))


# What was most likely done, by the factor between the dose and what the draw carries.
_SLIPS = {
    Decimal(10): "ten-fold: a decimal point one place off",
    Decimal(100): "a hundred-fold: a decimal point two places off",
    Decimal(1000): "a thousand-fold: mg for mcg",
}
_U40_FOR_U100 = Decimal("2.5"), "the factor between a U-40 and a U-100 barrel"
_BARREL_SLIPS = {
    "U-100": _U40_FOR_U100,
    "U-40": _U40_FOR_U100,
    "U-500": (Decimal(5), "the factor between a U-100 and a U-500 barrel"),
}
_NEAR = Decimal("0.05")  # a mark's rounding of a draw of ten units


def dose_draw_mismatch(
    dose_mcg: Decimal, draw_units: Decimal, needed_units: Ratio, carries_mcg: Decimal,
    syringe: Syringe,
) -> Flag | None:  # fmt: skip
    """Dose and draw were both given, and are more than half a mark apart."""
    off = subtract(multiply(draw_units, needed_units.denominator), needed_units.numerator)
    if multiply(off.copy_abs(), _TWO) <= multiply(syringe.marks_units, needed_units.denominator):
        return None
    needed = comparable(needed_units)
    factor = quotient(max(draw_units, needed), min(draw_units, needed))
    shown = show_number(factor)
    times = f"{shown} times" if draw_units > needed else f"1/{shown} of"
    message = (
        f"A draw of {show_apart(draw_units, needed, 'units')} carries "
        f"{show_apart(carries_mcg, dose_mcg, 'mcg')}, {times} the dose of {show(dose_mcg, 'mcg')}, "
        f"which needs {show(needed, 'units')}"
    )
    likely = (_slip_of(factor, syringe.scale), _read_as_volume(dose_mcg, draw_units, syringe))
    slips = ", or ".join(slip for slip in likely if slip)
    message += f". Likely slip: {slips}." if slips else "."
    return flag("dose-draw-mismatch", message, draw_units, needed, "units")


def _slip_of(factor: Decimal, scale: str) -> str | None:
    slips = [*_SLIPS.items()]
    if scale in _BARREL_SLIPS:
        slips.append(_BARREL_SLIPS[scale])
    for named, slip in slips:
        if subtract(factor, named).copy_abs() <= multiply(named, _NEAR):
            return slip
    return None


def _read_as_volume(dose_mcg: Decimal, draw_units: Decimal, syringe: Syringe) -> str | None:
    """FDA 2024's slip: 0.25 mg taken for 0.25 mL, which are 25 units."""
    if multiply(dose_mcg, syringe.units_per_ml) != multiply(draw_units, _MCG_PER_MG):
        return None
    read_as = show_number(quotient(dose_mcg, _MCG_PER_MG))
    return f"{read_as} mg taken for {read_as} mL"


# --- From a pump ----------------------------------------------------------------------


def dose_exceeds_bottle(sprays_per_dose: int, sprays_per_bottle: int | None) -> Flag | None:
    """One dose is more sprays than the bottle holds after priming, if that is known."""
    if sprays_per_bottle is None or sprays_per_dose <= sprays_per_bottle:
        return None
    holds = counted_sprays(sprays_per_bottle)
    message = f"A dose of {counted_sprays(sprays_per_dose)} is more than the bottle holds, {holds}."
    value, limit = Decimal(sprays_per_dose), Decimal(sprays_per_bottle)
    return flag("dose-exceeds-bottle", message, value, limit, "sprays")


def sprays_not_whole(
    dose_mcg: Ratio, spray_mcg: Ratio, sprays_per_dose: int, delivered_mcg: Decimal
) -> Flag | None:
    """The dose lies between two counts of sprays, so what is delivered is not the dose."""
    above = multiply(dose_mcg.numerator, spray_mcg.denominator)
    sprays = comparable(Ratio(above, multiply(dose_mcg.denominator, spray_mcg.numerator)))
    limit = Decimal(sprays_per_dose)
    if sprays == limit or sprays < 1:
        return None
    asked_mcg, one_mcg = comparable(dose_mcg), comparable(spray_mcg)
    shown = show_apart(sprays, limit, "sprays")
    message = (
        f"{show_apart(asked_mcg, delivered_mcg, 'mcg')} is {shown} of {show(one_mcg, 'mcg')}; "
        f"{counted_sprays(sprays_per_dose)} deliver{'s' if sprays_per_dose == 1 else ''} "
        f"{show(delivered_mcg, 'mcg')}."
    )
    return flag("sprays-not-whole", message, sprays, limit, "sprays")


def dose_below_one_spray(dose_mcg: Decimal, spray_mcg: Decimal) -> Flag | None:
    """The dose is less than the least a pump can deliver."""
    if dose_mcg >= spray_mcg:
        return None
    shown = show_apart(dose_mcg, spray_mcg, "mcg")
    message = f"{shown} is less than one spray, which delivers {show(spray_mcg, 'mcg')}."
    return flag("dose-below-one-spray", message, dose_mcg, spray_mcg, "mcg")


def counted_sprays(count: int) -> str:
    """'1 spray', '2 sprays'."""
    return "1 spray" if count == 1 else f"{count} sprays"
