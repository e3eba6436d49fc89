"""In which volumes a vial must be offered to be dissolved, by the rule of docs/formulas.md."""

from fractions import Fraction
from math import floor
from types import SimpleNamespace

from .amounts import RefusedError, amount, magnitude
from .doses import Barrel, dose, finer_marks
from .figures import BARRELS, COMMON_VIAL, SMALL_UNITS
from .flags import Flag, small_units

STEP_ML = Fraction(1, 10)
MOST_OFFERED = 12
RULED_OUT = {
    "dose-exceeds-vial", "draw-exceeds-syringe", "draw-very-small", "draw-small",
    "dose-below-one-spray", "dose-exceeds-bottle",
}  # fmt: skip


def diluent(*, vial_size=None, **words):
    size_ml = magnitude(amount({"vial_size": vial_size}, "vial_size", COMMON_VIAL), "mL")
    dose(**words, diluent="0.1 mL", vial_size=vial_size)  # what can't be read comes first
    powder_ml = magnitude(amount(words, "displacement", "0 mL"), "mL")
    steps = floor((size_ml - powder_ml) / STEP_ML)
    if steps < 1:
        raise RefusedError("out-of-bounds", "displacement")
    results = [
        dose(**words, diluent=f"{step}e-1 mL", vial_size=vial_size) for step in range(1, steps + 1)
    ]
    possible = [each for each in results if RULED_OUT.isdisjoint(codes(each))]
    on_a_mark = [each for each in possible if each.error_percent == 0]
    best = sorted(on_a_mark or possible, key=_rank)[:MOST_OFFERED]
    shown = best or results
    shared = [each for each in shown[0].flags if all(each in other.flags for other in shown)]
    if not best:
        why = _why_none(results[-1], words)
        if any(_fits_on_finer_marks(each, words, vial_size) for each in results):
            why = why._replace(severe="caution")
        shared.append(why)
    elif not on_a_mark:
        code = "sprays-not-whole" if "spray_ml" in vars(results[-1]) else "between-marks"
        shared = [each for each in shared if each.code != code] + [Flag(code)]
    last = results[-1]
    return SimpleNamespace(
        formulation=last.formulation,
        vial_mcg=last.vial_mcg,
        dose_mcg=last.dose_mcg,
        vial_size_ml=size_ml,
        options=best,
        assumed=({*last.assumed} - {"diluent_kind"}) | ({"vial_size"} if not vial_size else set()),
        flags=shared,
    )


def _fits_on_finer_marks(result, words, vial_size):
    if "spray_ml" in vars(result):
        return False
    scale, capacity_ml, spacing = result.syringe
    per_ml = BARRELS[scale][0]
    barrel = Barrel(scale, per_ml, capacity_ml * per_ml, spacing)
    finer = finer_marks(words, barrel, result.draw_units, result.mark_units)
    if finer is None:
        return False
    of_it = {"syringe": f"{float(capacity_ml)} mL", "marks": f"{float(finer.spacing)} units"}
    diluent = f"{float(result.diluent_ml)} mL"
    again = dose(**{**words, **of_it}, diluent=diluent, vial_size=vial_size)
    return RULED_OUT.isdisjoint(codes(again))


def codes(result):
    return {each.code for each in result.flags}


def _rank(result):
    """The error at the mark, then how far the ends are apart, then the volume."""
    return (
        abs(result.error_percent),
        0 if result.low_mcg is None else Fraction(result.high_mcg) - Fraction(result.low_mcg),
        result.diluent_ml,
    )


def _why_none(largest, words):
    """The limit is said where every draw is too small: then the largest volume's is."""
    if "spray_ml" in vars(largest):
        if largest.dose_mcg < largest.spray_mcg:
            return Flag("no-diluent-fits", largest.dose_mcg, largest.spray_mcg)
        return Flag("no-diluent-fits")
    per_ml = BARRELS[words.get("scale") or "U-100"][0]
    for units in (largest.draw_units, largest.mark_units):
        counted = small_units(units, per_ml)
        if counted < SMALL_UNITS:
            return Flag("no-diluent-fits", counted, SMALL_UNITS, "dc-1999")
    return Flag("no-diluent-fits")
