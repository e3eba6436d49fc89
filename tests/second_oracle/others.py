"""Labels, conversions, charts, and the choice of a diluent."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.second_oracle import doses, figures, reading
from tests.second_oracle.courses import day_of, kept_days, kept_too_long
from tests.second_oracle.doses import Given, Raised, Worked, formulation_of, whole
from tests.second_oracle.figures import BARRELS, UNITS_PER_ML
from tests.second_oracle.reading import RefusedError

OF_BOTH = [
    "formulation",
    "name",
    "vial_mcg",
    "diluent_ml",
    "diluent_kind",
    "concentration_mcg_per_ml",
    "dose_mcg",
    "delivered_mcg",
    "expires",
]
LEFT_OUT = {"dose-exceeds-vial", "draw-exceeds-syringe", "draw-very-small", "draw-small"}
SPRAYS_LEFT_OUT = {"dose-exceeds-vial", "dose-below-one-spray", "dose-exceeds-bottle"}
MOLES = {
    "pmol": Fraction(1, 1000),
    "nmol": Fraction(1),
    "umol": Fraction(1000),
    "mmol": Fraction(10**6),
    "mol": Fraction(10**9),
}
KINDS: tuple[tuple[str, str, dict[str, Fraction]], ...] = (
    ("units", "units", dict.fromkeys(reading.MARKS, Fraction(1))),
    ("volume", "mL", reading.VOLUMES),
    ("mass", "mcg", reading.MASSES),
    ("moles", "nmol", MOLES),
    ("strength", "mcg/mL", reading.STRENGTHS),
)


def label(given: Given, today: date) -> tuple[dict[str, Any], list[Raised]]:
    """What stands on a label, and what is flagged."""
    of_dose = {
        key: value for key, value in given.items() if key not in ("opened", "mixed", "beyond_use")
    }
    worked = doses.dose(of_dose, today)
    device = worked.formulation.device
    opened = given.get("opened", given.get("mixed"))
    made = today if opened is None else day_of(opened)
    assumed = worked.record["assumed"] - {"today"}
    if opened is None:
        assumed.add("mixed")
    keeps = kept_days(given, worked, assumed)
    record = {key: worked.record[key] for key in OF_BOTH}
    expires = record["expires"]
    discard = None if keeps is None else made + timedelta(keeps)
    by = None if keeps is None else "beyond-use"
    if expires is not None and (discard is None or expires + timedelta(1) <= discard):
        discard, by = expires + timedelta(1), "expiry"
    if device == "vial":
        for key in ("draw_ml", "draw_units", "mark_units", "syringe"):
            record[key] = worked.record[key]
        record["mcg_per_unit"] = worked.strength / UNITS_PER_ML[worked.record["syringe"]["scale"]]
    else:
        for key in (f"{device}_mcg", f"{device}s_per_dose"):
            record[key] = worked.record[key]
    record |= {
        "volume_ml": worked.holds,
        "mixed": made,
        "discard_on": discard,
        "discard_by": by,
        "assumed": assumed,
    }
    flags = [flag for flag in worked.flags if flag.code != "after-expiry"]
    flags += kept_too_long(device, record["diluent_kind"], keeps)
    if expires is not None and made > expires:
        flags.append(Raised("after-expiry", "warning", (made - expires).days, 0))
    return record, flags


def kind_of(unit: str) -> tuple[int, str, Fraction]:
    """Where a unit stands in the line from marks to moles, its kind's unit, and what it is of that."""
    for place, (_, base, units) in enumerate(KINDS):
        if unit in units:
            return place, base, units[unit]
    raise RefusedError("unit")


def convert(given: Given) -> tuple[dict[str, Any], list[Raised]]:
    """An amount in another unit."""
    number, unit = reading.number_and_unit(given["amount"])
    start, base, factor = kind_of(unit)
    goal, _, other = kind_of(given["to"])
    strength_kind = len(KINDS) - 1
    if (start == strength_kind) != (goal == strength_kind):
        raise RefusedError("dimension", "to")
    amount = number * factor
    window = {"mL": doses.VOLUMES_READ, "mcg": doses.MASSES_READ}.get(base)
    if window is not None:
        doses.could_be_given("amount", amount, window)
    assumed: set[str] = set()
    low, high = min(start, goal), max(start, goal)
    # Marks to volume, volume to mass, mass to moles: one of what is before is so much of what is after.
    # A figure that is not needed is refused.
    steps: list[Fraction] = []
    if low < strength_kind:
        if low <= 0 < high:
            if "scale" not in given:
                assumed.add("scale")
            steps.append(Fraction(1, UNITS_PER_ML[given.get("scale", "U-100")]))
        elif "scale" in given:
            raise RefusedError("conflict", "scale")
        of_strength = {"strength", "vial", "diluent", "content", "displacement"} & given.keys()
        if low <= 1 < high:
            steps.append(concentration(given))
        elif of_strength:
            raise RefusedError("conflict")
        if low <= 2 < high:
            if "formulation" not in given:
                assumed.add("formulation")
            steps.append(1000 / formulation_of(given)[1].molar)
        elif "formulation" in given:
            raise RefusedError("conflict", "formulation")
    elif given.keys() - {"amount", "to"}:
        raise RefusedError("conflict")
    result = amount
    for step in steps:
        result = result * step if start < goal else result / step
    record = {
        "given": given["amount"],
        "amount": amount,
        "unit": base,
        "converted": result / other,
        "to": given["to"],
        "assumed": assumed,
    }
    return record, []


def concentration(given: Given) -> Fraction:
    """In mcg/mL, of a vial in its diluent or as given."""
    if "strength" in given:
        if {"vial", "diluent", "content", "displacement"} & given.keys():
            raise RefusedError("conflict")
        return reading.strength(given["strength"])
    for key in ("vial", "diluent"):
        if key not in given:
            raise RefusedError("missing", key)
    content = reading.percent(given["content"]) / 100 if "content" in given else Fraction(1)
    powder = reading.volume(given["displacement"]) if "displacement" in given else Fraction(0)
    return reading.mass(given["vial"]) * content / (reading.volume(given["diluent"]) + powder)


def chart(given: Given, today: date) -> tuple[dict[str, Any], list[Raised], list[list[Raised]]]:
    """What each mark delivers; the flags of all, and of each."""
    name, formulation = formulation_of(given)
    device = formulation.device
    marks: list[tuple[dict[str, Any], Worked]] = []
    if device == "vial":
        barrel = doses.barrels_for(given, set())[0]
        per_ml = UNITS_PER_ML[barrel.scale]
        size = f"{float(barrel.capacity)} mL"
        for number in range(1, whole(barrel.capacity * per_ml / barrel.spacing) + 1):
            units = number * barrel.spacing
            worked = doses.dose({**given, "syringe": size, "draw": f"{float(units)} units"}, today)
            marks.append(({"units": units, "volume_ml": units / per_ml}, worked))
    else:
        for number in range(1, 13):
            worked = doses.dose({**given, f"{device}s": number}, today)
            volume = number * worked.record[f"{device}_ml"]
            marks.append(({f"{device}s": number, "volume_ml": volume}, worked))
    first = marks[0][1].record
    assumed = first["assumed"] - {"doses_per_day", "diluent_kind"}
    if device == "vial" and "syringe" not in given:
        assumed.add("syringe")
    for record, worked in marks:
        delivered = worked.record["delivered_mcg"]
        record["delivered_mcg"] = delivered
        record["documented"] = None
        if formulation.dose is not None:
            low, high = formulation.dose
            record["documented"] = (
                "below" if delivered < low else "above" if delivered > high else "within"
            )
        for times, key in enumerate(("once", "twice", "thrice"), 1):
            record[f"{key}_a_day_mcg"] = delivered * times
    record = {
        "formulation": name,
        "name": formulation.name,
        "vial_mcg": first["vial_mcg"],
        "diluent_ml": first["diluent_ml"],
        "concentration_mcg_per_ml": first["concentration_mcg_per_ml"],
        "syringe": first.get("syringe"),
        "marks": [each for each, _ in marks],
        "assumed": assumed,
    }
    # A mark is one of many doses, and none of them a slip.
    flags = [
        [flag for flag in worked.flags if flag.code != "unit-slip-suspected"] for _, worked in marks
    ]
    return record, shared(flags), flags


def shared(flags: Sequence[Sequence[Raised]]) -> list[Raised]:
    """The flags that are in all of some lists."""
    return [flag for flag in flags[0] if all(flag in each for each in flags)]


def volumes_that_fit(given: Given, today: date, device: str) -> tuple[list[Worked], list[Worked]]:
    """A dose in each volume in steps of 0.1 mL, and those of them that may be offered."""
    size = reading.volume(given["vial_size"]) if "vial_size" in given else figures.DEFAULT_VIAL_SIZE
    powder = reading.volume(given["displacement"]) if "displacement" in given else Fraction(0)
    steps = whole((size - powder) * 10)
    if steps < 1:
        raise RefusedError("out-of-bounds", "displacement")
    asked = {**given, "vial_size": given.get("vial_size", "3 mL")}
    all_of_them = [
        doses.dose({**asked, "diluent": f"{number / 10} mL"}, today)
        for number in range(1, steps + 1)
    ]
    left_out = LEFT_OUT if device == "vial" else SPRAYS_LEFT_OUT
    fit = [each for each in all_of_them if not {flag.code for flag in each.flags} & left_out]
    return all_of_them, fit


def diluent(given: Given, today: date) -> tuple[dict[str, Any], list[Raised], list[list[Raised]]]:
    """The volumes to choose from, best first; the flags of all, and of each."""
    for key in ("vial", "dose"):
        if key not in given:
            raise RefusedError("missing", key)
    name, formulation = formulation_of(given)
    device = formulation.device
    everything, fit = volumes_that_fit(given, today, device)
    exact = [each for each in fit if each.record["error_percent"] == 0]

    def rank(worked: Worked) -> tuple[Fraction, Fraction, Fraction]:
        record = worked.record
        width = 0 if device == "drop" else record["high_mcg"] - record["low_mcg"]
        return abs(record["error_percent"]), Fraction(width), record["diluent_ml"]

    best = sorted(exact or fit, key=rank)[:12]
    keys = [
        "diluent_ml",
        "concentration_mcg_per_ml",
        "delivered_mcg",
        "error_percent",
        "low_mcg",
        "high_mcg",
    ]
    if device == "vial":
        keys += ["draw_ml", "draw_units", "syringe", "mark_units", "doses_per_vial"]
    else:
        keys += [f"{device}_mcg", f"{device}s_per_dose", f"{device}s_per_bottle"]
    last = everything[-1]
    assumed = last.record["assumed"] - {"diluent_kind"}
    if "vial_size" not in given:
        assumed = assumed | {"vial_size"}
    record = {
        "formulation": name,
        "name": formulation.name,
        "vial_mcg": last.record["vial_mcg"],
        "dose_mcg": last.record["dose_mcg"],
        "vial_size_ml": last.record["vial_size_ml"],
        "options": [{key: each.record[key] for key in keys} for each in best],
        "assumed": assumed,
    }
    if best:
        flags = shared([each.flags for each in best])
        if not exact:
            code = "between-marks" if device == "vial" else "sprays-not-whole"
            flags = [flag for flag in flags if flag.code != code] + [Raised(code, "caution")]
    else:
        flags = shared([each.flags for each in everything])
        if len({each.fillings for each in everything}) > 1:
            # Where the dead space alone is too much, the flag says how much it is.
            flags = [each for each in flags if each != Raised("dose-exceeds-vial", "warning")]
        severity = "warning"
        if device == "vial" and "marks" not in given and fits_on_finer(given, today):
            severity = "caution"
        flags.append(Raised("no-diluent-fits", severity))
    return record, flags, [each.flags for each in best]


def fits_on_finer(given: Given, today: date) -> bool:
    """Whether a volume would be offered with finer marks of a barrel that may be taken."""
    scale = given.get("scale", "U-100")
    finer = {spacing for _, spacings in BARRELS[scale] for spacing in spacings[1:]}
    for spacing in finer:
        try:
            if volumes_that_fit({**given, "marks": str(float(spacing))}, today, "vial")[1]:
                return True
        except RefusedError:
            continue
    return False
