"""Every result computed again, by other means: pint Quantities on exact Fractions.

Nothing of the calculations is used here but the vocabulary's definitions; the figures
documented are typed in again from their sources. A quotient is expected as the Fraction
itself, which the tests round.
"""

from fractions import Fraction
from importlib.resources import files
from math import floor
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
BARRELS_ML = (Fraction(3, 10), Fraction(1, 2), Fraction(1))
UNITS_PER_ML = 100
STRENGTH = registry.Quantity(Fraction(15, 100), "percent")
SPRAY = registry.Quantity(Fraction(5, 100), "mL")


def quantity(text):
    number, unit = text.split(" ", 1)
    return registry.Quantity(Fraction(number), unit)


def magnitude(amount, unit):
    return Fraction(amount.to(unit).magnitude)


def from_vial(formulation, vial, diluent, dose, per_day=None, weight=None):
    """What a dose from a vial must come to."""
    vial, diluent, dose = quantity(vial), quantity(diluent), quantity(dose)
    concentration = vial / diluent
    draw = dose / concentration
    draw_ml = magnitude(draw, "mL")
    doses = floor(magnitude(vial, "mcg") / magnitude(dose, "mcg"))
    barrel = next((each for each in BARRELS_ML if draw_ml <= each), BARRELS_ML[-1])
    result = _shared(formulation, dose, dose, per_day, weight)
    codes = set(result.codes)
    if dose > vial:
        codes.add("dose-exceeds-vial")
    if draw_ml > barrel:
        codes.add("draw-exceeds-syringe")
    vars(result).update(
        concentration_mcg_per_ml=magnitude(concentration, "mcg/mL"),
        draw_ml=draw_ml,
        draw_units=draw_ml * UNITS_PER_ML,
        capacity_ml=barrel,
        doses_per_vial=doses,
        days_per_vial=floor(
            magnitude(vial, "mcg") / (magnitude(dose, "mcg") * result.doses_per_day)
        ),
        codes=codes,
    )
    return result


def from_pump(dose, per_day=None, bottle=None, weight=None):
    """What a dose from the nasal spray must come to."""
    dose, each = quantity(dose), STRENGTH * SPRAY
    sprays = Fraction(magnitude(dose, "mcg") / magnitude(each, "mcg"))
    # Of the two counts either side, the nearer; the lower if both are as near; not none.
    below = floor(sprays)
    count = max(1, min((below, below + 1), key=lambda whole: (abs(sprays - whole), whole)))
    result = _shared("nasal-spray", dose, each * count, per_day, weight)
    codes = set(result.codes)
    if sprays < 1:
        codes.add("dose-below-one-spray")
    elif sprays != count:
        codes.add("sprays-not-whole")
    vars(result).update(
        concentration_mcg_per_ml=magnitude(STRENGTH, "mcg/mL"),
        sprays_per_dose=count,
        sprays_per_day=count * result.doses_per_day,
        codes=codes,
    )
    if bottle is not None:
        result.sprays_per_bottle = floor(magnitude(quantity(bottle), "mL") / magnitude(SPRAY, "mL"))
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
