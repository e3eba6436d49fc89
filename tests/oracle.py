"""Every result computed again, by other means: pint Quantities on exact Fractions.

Nothing of the calculations is used here but the vocabulary's definitions; the figures
documented are typed in again from their sources. A quotient is expected as the Fraction
itself, which the tests round.
"""

from fractions import Fraction
from importlib.resources import files
from math import ceil, floor
from types import SimpleNamespace

from pint import UnitRegistry

registry = UnitRegistry(None, non_int_type=Fraction)
registry.load_definitions(
    files("selank_calc").joinpath("units.txt").read_text(encoding="utf-8").splitlines()
)

WINDOW_MCG = (200, 675)
DOCUMENTED = {  # dose in mcg, doses a day
    "selank": ((250, 500), (1, 3)),
    "n-acetyl-selank-amidate": ((200, 400), (1, 2)),
    "nasal-spray": ((150, 225), (3, 3)),
    "n-acetyl-selank": (None, None),
}
# units per mL: (capacity in mL, usual spacing of marks, other spacings)
BARRELS = {
    100: (("0.3", "1", "0.5"), ("0.5", "1"), ("1", "2", "1")),
    500: (("0.5", "5"),),
    40: (("0.5", "1", "0.5"), ("1", "1"), ("2", "2", "1")),
}
STRENGTH = registry.Quantity(Fraction(15, 100), "percent")
SPRAY = registry.Quantity(Fraction(5, 100), "mL")


def quantity(text):
    number, unit = text.split(" ", 1)
    return registry.Quantity(Fraction(number), unit)


def magnitude(amount, unit):
    return Fraction(amount.to(unit).magnitude)


def from_vial(
    formulation, vial=None, diluent=None, dose=None, per_day=None, weight=None, draw_units=None,
    scale=100, capacity_ml=None, marks=None, content=100, displacement="0 mL",
    dead_space="0 mL", vial_error=0, diluent_error=0,
):  # fmt: skip
    """What a dose from a vial must come to; the one of four amounts that is None is solved."""
    content, powder = Fraction(content) / 100, quantity(displacement)
    per_ml = registry.Quantity(Fraction(scale), "units/mL")
    vial, diluent, dose = (each and quantity(each) for each in (vial, diluent, dose))
    draw = draw_units and registry.Quantity(Fraction(draw_units), "units") / per_ml
    solved_for = None
    if draw is None:
        solved_for, draw = "draw", dose * (diluent + powder) / (vial * content)
    elif dose is None:
        solved_for, dose = "dose", draw * vial * content / (diluent + powder)
    elif diluent is None:
        solved_for, diluent = "diluent", vial * content * draw / dose - powder
    elif vial is None:
        solved_for, vial = "vial", dose * (diluent + powder) / draw / content
    concentration = vial * content / (diluent + powder)
    needed_units = magnitude(dose / concentration * per_ml, "units")
    units = magnitude(draw * per_ml, "units")
    capacity, spacing = _barrel(units, scale, capacity_ml, marks)
    below_or_at = floor(units / spacing) * spacing
    mark = min(
        (each for each in (below_or_at, below_or_at + spacing) if each > 0),
        key=lambda each: (abs(each - units), each),
    )

    def carried(units):
        amount = registry.Quantity(units, "units") / per_ml * concentration
        return magnitude(amount, "mcg")

    result = _shared(formulation, dose, registry.Quantity(carried(mark), "mcg"), per_day, weight)
    result.error_percent = (mark / needed_units - 1) * 100
    _marks_beside(result, units, spacing, capacity, needed_units, carried)
    low, high = _interval(mark, capacity, spacing)
    vial_error, diluent_error = Fraction(vial_error) / 100, Fraction(diluent_error) / 100
    low *= vial * (1 - vial_error) * content / (diluent * (1 + diluent_error) + powder) / per_ml
    high *= vial * (1 + vial_error) * content / (diluent * (1 - diluent_error) + powder) / per_ml
    fillings = ceil(units / capacity)
    doses = floor(
        magnitude(diluent + powder, "mL")
        / (magnitude(draw, "mL") + fillings * magnitude(quantity(dead_space), "mL"))
    )
    peptide_mcg = magnitude(vial * content, "mcg")
    if max(result.dose_mcg, result.delivered_mcg) > peptide_mcg:
        result.codes.add("dose-exceeds-vial")
    if units > capacity:
        result.codes.add("draw-exceeds-syringe")
    if units != mark:
        result.codes.add("between-marks")
    if fillings * magnitude(quantity(dead_space), "mL") > 0 and doses == 0:
        result.codes.add("dose-exceeds-vial")
    # in units of the barrel, or as much of U-100 if that is less
    least = min(units, mark) * min(1, Fraction(100, scale))
    if least <= 2:
        result.codes.add("draw-very-small")
    elif least < 5:
        result.codes.add("draw-small")
    if abs(units - needed_units) > spacing / 2:
        result.codes.add("dose-draw-mismatch")
    vars(result).update(
        solved_for=solved_for,
        vial_mcg=magnitude(vial, "mcg"),
        diluent_ml=magnitude(diluent, "mL"),
        concentration_mcg_per_ml=magnitude(concentration, "mcg/mL"),
        draw_ml=magnitude(draw, "mL"),
        draw_units=units,
        capacity_ml=capacity / scale,
        mark_units=mark,
        interval_mcg=(magnitude(low, "mcg"), magnitude(high, "mcg")),
        doses_per_vial=doses,
        days_per_vial=floor(Fraction(doses, result.doses_per_day)),
    )
    return result


def _barrel(units, scale, capacity_ml, marks):
    """The smallest barrel sold that holds so many units, or the largest: capacity, spacing."""
    sold = []
    for capacity, *spacings in BARRELS[scale]:
        if capacity_ml in (None, capacity) and marks in (None, *spacings):
            sold.append((Fraction(capacity) * scale, Fraction(marks or spacings[0])))
    return next((each for each in sold if units <= each[0]), sold[-1])


def _marks_beside(result, units, spacing, capacity, needed_units, carried):
    """The marks either side that exist, each with its mass and error."""
    before = ceil(units / spacing) * spacing - spacing
    beyond = floor(units / spacing) * spacing + spacing
    for name, mark, exists in (
        ("below", before, before > 0),
        ("above", beyond, beyond <= capacity or units > capacity),
    ):
        beside = (mark, carried(mark), (mark / needed_units - 1) * 100) if exists else None
        setattr(result, name, beside)


def _interval(mark, capacity, spacing):
    """The units that a draw to the mark may be, by ISO 7886-1 and half a mark of reading."""
    low, high = Fraction(0), Fraction(0)
    while mark > 0:
        filling = min(mark, capacity)
        if filling < capacity / 2:
            off = capacity * Fraction(15, 1000) + filling * Fraction(2, 100)
        else:
            off = filling * Fraction(5, 100)
        off += spacing / 2
        low, high, mark = low + filling - off, high + filling + off, mark - filling
    return (registry.Quantity(each, "units") for each in (max(low, Fraction(0)), high))


def from_pump(
    dose=None, per_day=None, bottle=None, weight=None, sprays=None, vial=None, diluent=None,
    content=100, displacement="0 mL", vial_error=0, diluent_error=0, spray_volume=None,
    residual="0 mL", priming=0,
):  # fmt: skip
    """What a dose from the nasal spray must come to."""
    spray = quantity(spray_volume) if spray_volume else SPRAY
    strength, content, powder = STRENGTH, Fraction(content) / 100, quantity(displacement)
    spread = [Fraction(1), Fraction(1)]
    solved_for = None
    if vial is not None:
        vial = quantity(vial)
        solved_for = None if diluent else "diluent"
        diluent = quantity(diluent) if diluent else vial * content / strength - powder
        strength = vial * content / (diluent + powder)
        for side, sign in enumerate((-1, 1)):
            end = vial * (1 + sign * Fraction(vial_error) / 100) * content
            end /= diluent * (1 - sign * Fraction(diluent_error) / 100) + powder
            spread[side] = Fraction((end / strength).to("").magnitude)
    each = strength * spray
    dose = each * sprays if sprays else quantity(dose)
    exactly = Fraction(magnitude(dose, "mcg") / magnitude(each, "mcg"))
    # Of the two counts either side, the nearer; the lower if both are as near; not none.
    below = floor(exactly)
    count = max(1, min((below, below + 1), key=lambda whole: (abs(exactly - whole), whole)))
    result = _shared("nasal-spray", dose, each * count, per_day, weight)
    codes = set(result.codes)
    if vial is not None and max(dose, each * count) > vial * content:
        codes.add("dose-exceeds-vial")
    if exactly < 1:
        codes.add("dose-below-one-spray")
    elif exactly != count:
        codes.add("sprays-not-whole")

    def beside(sprays):
        error = (sprays / exactly - 1) * 100
        return (sprays, magnitude(each * sprays, "mcg"), error) if sprays else None

    vars(result).update(
        solved_for=solved_for,
        vial_mcg=None if vial is None else magnitude(vial, "mcg"),
        diluent_ml=None if vial is None else magnitude(diluent, "mL"),
        concentration_mcg_per_ml=magnitude(strength, "mcg/mL"),
        sprays_per_dose=count,
        sprays_per_day=count * result.doses_per_day,
        below=None if exactly == below else beside(below),
        above=None if exactly == below else beside(below + 1),
        interval_mcg=(
            result.delivered_mcg * Fraction(80, 100) * spread[0],
            result.delivered_mcg * Fraction(120, 100) * spread[1],
        ),
        codes=codes,
    )
    fill_ml = None
    if bottle is not None:
        fill_ml = magnitude(quantity(bottle), "mL")
    elif vial is not None:
        fill_ml = magnitude(diluent + powder, "mL")
    if fill_ml is not None:
        left_ml = fill_ml - magnitude(quantity(residual), "mL")
        result.sprays_per_bottle = floor(left_ml / magnitude(spray, "mL")) - priming
        result.days_per_bottle = floor(
            Fraction(result.sprays_per_bottle, count * result.doses_per_day)
        )
    return result


def _shared(formulation, dose, delivered, per_day, weight):
    dose_range, frequency = DOCUMENTED[formulation]
    per_day = per_day or (frequency[0] if frequency else 1)
    dose_mcg, delivered_mcg = magnitude(dose, "mcg"), magnitude(delivered, "mcg")
    result = SimpleNamespace(
        dose_mcg=dose_mcg,
        doses_per_day=per_day,
        daily_mcg=dose_mcg * per_day,
        delivered_mcg=delivered_mcg,
        delivered_daily_mcg=delivered_mcg * per_day,
        error_percent=(delivered_mcg / dose_mcg - 1) * 100,
        dose_mcg_per_kg=None,
        daily_mcg_per_kg=None,
    )
    if weight is not None:
        kilograms = magnitude(quantity(weight), "kg")
        result.dose_mcg_per_kg = dose_mcg / kilograms
        result.daily_mcg_per_kg = dose_mcg * per_day / kilograms
    either_daily = (result.daily_mcg, result.delivered_daily_mcg)
    either_dose = (dose_mcg, delivered_mcg)
    raised = {
        "daily-below-documented": min(either_daily) < WINDOW_MCG[0],
        "daily-above-documented": max(either_daily) > WINDOW_MCG[1],
        "no-documented-range": dose_range is None,
    }
    slip_of, slip_range = (either_dose, dose_range) if dose_range else (either_daily, WINDOW_MCG)
    raised["unit-slip-suspected"] = max(slip_of) >= 10 * slip_range[1] or min(slip_of) <= Fraction(
        slip_range[0], 10
    )
    if dose_range:
        raised["dose-below-documented"] = min(either_dose) < dose_range[0]
        raised["dose-above-documented"] = max(either_dose) > dose_range[1]
        raised["frequency-outside-documented"] = not frequency[0] <= per_day <= frequency[1]
    result.codes = {code for code, is_raised in raised.items() if is_raised}
    return result


def vials_of_course(doses, holds_ml, needs_ml, beyond_use):
    """Which vial each dose is from, walked dose by dose in exact volumes.

    `doses` are (date, step), `needs_ml` what a dose of each step takes and loses. Gives
    for each vial the day it is opened, the days of its doses, and what is left in it.
    """
    vials = []
    for day, step in doses:
        vial = vials[-1] if vials else None
        if vial:
            is_old = beyond_use is not None and (day - vial.opened).days >= beyond_use
            if is_old or vial.left_ml - needs_ml[step] < 0:
                vial = None
        if vial is None:
            vial = SimpleNamespace(opened=day, days=[], left_ml=Fraction(holds_ml))
            vials.append(vial)
        vial.days.append(day)
        vial.left_ml -= needs_ml[step]
    return vials
