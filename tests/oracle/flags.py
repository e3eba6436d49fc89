"""Every flag of docs/flags.md that a dose or a course raises, with its value and its limit.

The limit itself is inside. What was asked for and what is delivered are both held against
it; the value is what was asked for if that is outside, else what is delivered.
"""

from fractions import Fraction
from typing import NamedTuple

from .figures import (
    DOCUMENTED,
    MOST_IN_A_NOSTRIL_ML,
    MOST_IN_A_VIAL_ML,
    MOST_INJECTED_ML,
    SMALL_UNITS,
    VERY_SMALL_UNITS,
    WINDOW_MCG,
    WINDOW_SOURCES,
)

# In the order in which they are shown, worst first.
WARNINGS = (
    "unit-slip-suspected", "powder-exceeds-diluent", "diluent-exceeds-vial",
    "dose-exceeds-vial", "dose-exceeds-bottle", "dose-draw-mismatch", "draw-exceeds-syringe", "draw-very-small", "no-diluent-fits",
    "dose-below-one-spray", "no-documented-range", "above-own-limit", "daily-above-documented",
    "daily-below-documented", "dose-above-documented", "dose-below-documented",
    "after-expiry",
)  # fmt: skip
CAUTIONS = (
    "frequency-outside-documented", "course-longer-than-documented",
    "break-shorter-than-documented", "beyond-use-longer-than-documented", "time-skipped",
    "step-change", "beyond-use", "diluent-unusual", "injection-large", "draw-small", "between-marks", "sprays-not-whole",
)  # fmt: skip
NOTES = ("low-use", "nostril-volume-large")
WORST_FIRST = (*WARNINGS, *CAUTIONS, *NOTES)


class Flag(NamedTuple):
    """A flag without its words; `of` is a figure in them by which alone two may differ."""

    code: str
    value: Fraction | None = None
    limit: Fraction | None = None
    source: str | None = None
    of: Fraction | None = None
    severe: str | None = None  # where it is not as severe as its code

    @property
    def severity(self):
        kinds = {"warning": WARNINGS, "caution": CAUTIONS, "note": NOTES}
        (severity,) = (kind for kind, codes in kinds.items() if self.code in codes)
        return self.severe or severity


def above(values, limit):
    """The first of the values that is above the limit."""
    return next((each for each in values if each > limit), None)


def below(values, limit):
    return next((each for each in values if each < limit), None)


def of_every_dose(formulation, doses, daily, per_day):
    """The flags that do not depend on the device: each of the two is (asked, delivered)."""
    of = DOCUMENTED[formulation]
    low, high = WINDOW_MCG
    yield from _beyond("daily", daily, low, high, WINDOW_SOURCES)
    if of.dose_mcg is None:
        yield Flag("no-documented-range", source=of.source)
        yield from _slip(daily, low, high, WINDOW_SOURCES)
    elif not of.raises_flags:
        yield from _slip(daily, low, high, WINDOW_SOURCES)
    else:
        yield from _beyond("dose", doses, *of.dose_mcg, of.source)
        yield from _slip(doses, *of.dose_mcg, of.source)
    if of.doses_per_day and of.raises_flags:
        fewest, most = of.doses_per_day
        if not fewest <= per_day <= most:
            limit = fewest if per_day < fewest else most
            yield Flag("frequency-outside-documented", per_day, limit, of.source)


def _beyond(what, values, low, high, source):
    if (value := below(values, low)) is not None:
        yield Flag(f"{what}-below-documented", value, low, source)
    if (value := above(values, high)) is not None:
        yield Flag(f"{what}-above-documented", value, high, source)


def _slip(values, low, high, source):
    """Outside, and inside at a tenth, ten times, ... a thousand times; or ten times too much."""
    for value in values:
        if low <= value <= high:
            continue
        moved = [value * Fraction(10) ** places for places in (-3, -2, -1, 1, 2, 3)]
        is_far = value >= 10 * high or 10 * value <= low
        if is_far or any(low <= each <= high for each in moved):
            limit = 10 * low if value > high else Fraction(high, 10)
            yield Flag("unit-slip-suspected", value, limit, source)
            return


def of_own_limits(doses, daily, limit_mcg, limit_day_mcg):
    """Each of the two limits is the user's, and None where none was given."""
    for values, limit in ((doses, limit_mcg), (daily, limit_day_mcg)):
        if limit is not None and (value := above(values, limit)) is not None:
            yield Flag("above-own-limit", value, limit)


def of_powder(displacement_ml, diluent_ml):
    if displacement_ml > diluent_ml:
        yield Flag("powder-exceeds-diluent", displacement_ml, diluent_ml)


def of_diluent(diluent_ml, made_ml, vial_size_ml, is_for_injection):
    """A vial of a size that was given holds it or not; of another none is known to be as large."""
    if vial_size_ml is not None:
        if made_ml > vial_size_ml:
            yield Flag("diluent-exceeds-vial", made_ml, vial_size_ml)
    elif is_for_injection and diluent_ml > MOST_IN_A_VIAL_ML:
        yield Flag("diluent-unusual", diluent_ml, MOST_IN_A_VIAL_ML, "uncited")


def of_injection(volumes_ml):
    if (value := above(volumes_ml, MOST_INJECTED_ML)) is not None:
        yield Flag("injection-large", value, MOST_INJECTED_ML, "mathaes-2016")


def of_nostril(sprays, spray_ml):
    """The sprays of a dose are divided over two; an odd one goes into one of them."""
    in_one_ml = (sprays + sprays % 2) / Fraction(2) * spray_ml
    if in_one_ml > MOST_IN_A_NOSTRIL_ML:
        yield Flag("nostril-volume-large", in_one_ml, MOST_IN_A_NOSTRIL_ML, "uncited")


def of_vial(doses, peptide_mcg, lost_ml, doses_per_vial):
    if (value := above(doses, peptide_mcg)) is not None:
        yield Flag("dose-exceeds-vial", value, peptide_mcg)
    elif lost_ml and not doses_per_vial:
        yield Flag("dose-exceeds-vial", of=lost_ml)


def of_draw(units, needed_units, mark, barrel, is_given_twice):
    if units > barrel.capacity:
        yield Flag("draw-exceeds-syringe", units, barrel.capacity)
    if units != mark:
        yield Flag("between-marks", units, mark)
    drawn = [small_units(each, barrel.per_ml) for each in (units, mark)]
    very_small = [each for each in drawn if each <= VERY_SMALL_UNITS]
    if very_small:
        yield Flag("draw-very-small", very_small[0], VERY_SMALL_UNITS, "casella-1993")
    elif (counted := below(drawn, SMALL_UNITS)) is not None:
        yield Flag("draw-small", counted, SMALL_UNITS, "dc-1999")
    if is_given_twice and abs(units - needed_units) > barrel.spacing / 2:
        yield Flag("dose-draw-mismatch", units, needed_units)


def small_units(units, per_ml):
    """In units of the barrel, or as much of U-100 if that is fewer."""
    return min(units, units * 100 / per_ml)


def of_assumed_marks(raised, on_a_mark):
    """What other marks would not raise is the tool's own choice: at most a caution."""
    remaining = {each.code for each in on_a_mark}
    return [each if each.code in remaining else each._replace(severe="caution") for each in raised]


def of_bottle(sprays, held):
    if held is not None and sprays > held:
        yield Flag("dose-exceeds-bottle", sprays, held)


def of_sprays(dose_mcg, spray_mcg, sprays, is_given_twice):
    exactly = dose_mcg / spray_mcg
    if is_given_twice and abs(sprays - exactly) > Fraction(1, 2):
        yield Flag("dose-draw-mismatch", sprays, exactly)
    if exactly < 1:
        yield Flag("dose-below-one-spray", dose_mcg, spray_mcg)
    elif exactly != int(exactly):
        yield Flag("sprays-not-whole", exactly, sprays)
