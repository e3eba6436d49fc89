"""One dose: from a vial, of a spray, in drops, and what is flagged."""

from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from tests.second_oracle import figures, reading
from tests.second_oracle.figures import ALIASES, BARRELS, FORMULATIONS, UNITS_PER_ML, Formulation
from tests.second_oracle.reading import RefusedError

Given = dict[str, Any]
ZERO = Fraction(0)
MASSES_READ = (Fraction(1, 1000), Fraction(10**9))  # mcg
VOLUMES_READ = (Fraction(1, 10000), Fraction(10000))  # mL


class Raised(NamedTuple):
    """A flag that must be there; a `value` or `limit` that is None is not compared."""

    code: str
    severity: str
    value: Fraction | int | None = None
    limit: Fraction | int | None = None


class Worked(NamedTuple):
    """What a dose comes to. `record` has the names of docs/json.md; the rest is for a course.

    `holds` is what a full vial or bottle gives, in mL, `leaves` what goes with a dose, `taken` what of
    it is taken; of sprays and drops all three are counts of them.
    """

    record: dict[str, Any]
    formulation: Formulation
    flags: list[Raised]
    strength: Fraction
    holds: Fraction | None
    leaves: Fraction
    taken: Fraction
    fillings: int
    ready: bool
    days: int | None


def whole(number: Fraction) -> int:
    """The whole part of a number."""
    return number.numerator // number.denominator


def rounded_up(number: Fraction) -> int:
    """The least whole number that is not below."""
    return -(-number.numerator // number.denominator)


def nearest(number: Fraction) -> int:
    """The nearest whole number, a tie to the lower, at least one."""
    below = whole(number)
    return max(1, below + (number - below > Fraction(1, 2)))


def could_be_given(field: str, solved: Fraction, window: tuple[Fraction, Fraction]) -> None:
    """Refuses a solved amount that could not be given itself."""
    low, high = window
    if not low <= solved <= high:
        raise RefusedError("out-of-bounds", field)


def formulation_of(given: Given) -> tuple[str, Formulation]:
    """Its id and what is documented on it."""
    name = given.get("formulation", "selank")
    name = ALIASES.get(name, name)
    if name not in FORMULATIONS:
        raise RefusedError("unknown", "formulation")
    return name, FORMULATIONS[name]


def keeps_for(device: str, kind: str | None) -> int | None:
    """Days from opening to discarding; None of what is bought ready."""
    if kind is None:
        return None
    if kind == "bacteriostatic":
        return figures.PRESERVED_DAYS
    return figures.UNPRESERVED_DAYS if device == "vial" else figures.UNPRESERVED_SPRAY_DAYS


def kind_of(given: Given, ready: bool, assumed: set[str]) -> str | None:
    """The kind of diluent; of what is bought ready none."""
    if ready:
        return None
    kind: str | None = given.get("diluent_kind")
    if kind is None and given.get("preservative_free"):
        kind = "sterile"
    if kind is None:
        kind = "bacteriostatic"
        assumed.add("diluent_kind")
    return kind


def tolerance(mark: Fraction, capacity: Fraction) -> Fraction:
    """How far one filling of a barrel may be off, in units, without the reading."""
    if mark * 2 >= capacity:
        return mark * 5 / 100
    return capacity * 3 / 200 + mark * 2 / 100


class Barrel(NamedTuple):
    """A syringe on file."""

    scale: str
    capacity: Fraction  # mL
    spacing: Fraction  # units
    finer: tuple[Fraction, ...]


def barrels_for(given: Given, assumed: set[str]) -> list[Barrel]:
    """Those on file that may be taken, in the order of their capacity."""
    scale = given.get("scale")
    if scale is None:
        scale = "U-100"
        assumed.add("scale")
    if scale not in UNITS_PER_ML:
        raise RefusedError("unknown", "scale")
    named: Fraction | None = None
    if "syringe" in given:
        named = reading.draw(given["syringe"].replace("3/10 cc", "0.3 mL"), scale)
    else:
        assumed.add("syringe")
    marks: Fraction | None = None
    if "marks" in given:
        marks = reading.number_and_unit(str(given["marks"]))[0]
    else:
        assumed.add("marks")
    fit = [row for row in BARRELS[scale] if named is None or row[0] == named]
    if not fit:
        raise RefusedError("unknown", "syringe")
    if marks is not None:
        fit = [row for row in fit if marks in row[1]]
        if not fit:
            raise RefusedError("unknown", "marks")
    return [
        Barrel(
            scale,
            capacity,
            spacings[0] if marks is None else marks,
            tuple(each for each in spacings if each < spacings[0]) if marks is None else (),
        )
        for capacity, spacings in fit
    ]


class Drawn(NamedTuple):
    """A draw at its mark."""

    mark: Fraction  # units
    fillings: int
    leaves: Fraction  # mL
    delivered: Fraction  # mcg


def drawn_to(
    units: Fraction,
    spacing: Fraction,
    barrel: Barrel,
    strength: Fraction,
    holds: Fraction | None,
    dead: Fraction,
) -> Drawn:
    """The nearest mark that the vial can fill, and what that delivers."""
    per_ml = UNITS_PER_ML[barrel.scale]
    capacity = barrel.capacity * per_ml

    def at(number: int) -> Drawn:
        mark = number * spacing
        fillings = rounded_up(mark / capacity)
        volume = mark / per_ml
        return Drawn(mark, fillings, volume + fillings * dead, volume * strength)

    steps = units / spacing
    chosen = nearest(steps)
    below = whole(steps)
    found = at(chosen)
    if holds is not None and chosen > below >= 1 and found.leaves > holds:
        lower = at(below)
        if lower.leaves <= holds:
            return lower
    return found


def amounts_flags(
    formulation: Formulation,
    dose: Fraction,
    delivered: Fraction,
    per_day: int,
    record: dict[str, Any],
) -> list[Raised]:
    """What is flagged of a dose and a day, whatever it is taken from."""
    flags = []
    day, delivered_day = dose * per_day, delivered * per_day
    low, high = figures.DAY_LOW, figures.DAY_HIGH
    asked, given_out = day, delivered_day
    confirmed = formulation.dose if formulation.confirmed else None
    if confirmed is not None:
        low, high = confirmed
        asked, given_out = dose, delivered
    for each in (asked, given_out):
        if each <= high / 10:
            flags.append(Raised("unit-slip-suspected", "warning", each, high / 10))
            break
        if each >= low * 10:
            flags.append(Raised("unit-slip-suspected", "warning", each, low * 10))
            break
    if formulation.dose is None:
        flags.append(Raised("no-documented-range", "warning"))
    for limit, first, second in (
        (record["limit_mcg"], dose, delivered),
        (record["limit_day_mcg"], day, delivered_day),
    ):
        if limit is not None and max(first, second) > limit:
            flags.append(
                Raised("above-own-limit", "warning", first if first > limit else second, limit)
            )
    flags += outside("daily", day, delivered_day, (figures.DAY_LOW, figures.DAY_HIGH))
    if confirmed is not None:
        flags += outside("dose", dose, delivered, confirmed)
    if formulation.per_day is not None and formulation.confirmed:
        fewest, most = formulation.per_day
        if per_day > most:
            flags.append(Raised("frequency-outside-documented", "caution", per_day, most))
        elif per_day < fewest:
            flags.append(Raised("frequency-outside-documented", "caution", per_day, fewest))
    return flags


def outside(
    what: str, asked: Fraction, delivered: Fraction, window: tuple[Fraction, Fraction]
) -> list[Raised]:
    """Above or below what is documented, as asked or as delivered."""
    low, high = window
    flags = []
    if max(asked, delivered) > high:
        value = asked if asked > high else delivered
        flags.append(Raised(f"{what}-above-documented", "warning", value, high))
    if min(asked, delivered) < low:
        value = asked if asked < low else delivered
        flags.append(Raised(f"{what}-below-documented", "warning", value, low))
    return flags


def common(given: Given, name: str, formulation: Formulation) -> dict[str, Any]:
    """What every record of a dose has, as far as it is given and not calculated.

    `weight`, in kg, and `device` stand in it for the calculation, until it is finished.
    """
    assumed: set[str] = set()
    weight = reading.mass(given["weight"]) / 10**9 if "weight" in given else None
    per_day = int(str(given["per_day"])) if "per_day" in given else None
    if per_day is None:
        per_day = reading.fewest(formulation)
        assumed.add("doses_per_day")
    record: dict[str, Any] = {
        "formulation": name,
        "name": formulation.name,
        "route": formulation.route,
        "doses_per_day": per_day,
        "content_percent": reading.percent(given["content"])
        if "content" in given
        else Fraction(100),
        "expires": None,
        "assumed": assumed,
        "weight": weight,
        "device": formulation.device,
    }
    for key in ("displacement", "vial_size", "dead_space", "residual"):
        record[f"{key}_ml"] = reading.volume(given[key]) if key in given else ZERO
    for key in ("vial_error", "diluent_error"):
        record[f"{key}_percent"] = reading.percent(given[key]) if key in given else ZERO
    if "vial_size" not in given:
        record["vial_size_ml"] = None
    for key in ("limit", "limit_day"):
        record[f"{key}_mcg"] = reading.by_weight(given[key], weight) if key in given else None
    if "expires" in given:
        record["expires"] = reading.last_day(given["expires"])
        assumed.add("today")
    return record


def finished(record: dict[str, Any], dose: Fraction, delivered: Fraction) -> None:
    """Adds what follows from a dose and what is delivered."""
    per_day = record["doses_per_day"]
    weight = record.pop("weight")
    del record["device"]
    record["dose_mcg"] = dose
    record["daily_mcg"] = dose * per_day
    record["delivered_mcg"] = delivered
    record["delivered_daily_mcg"] = delivered * per_day
    record["error_percent"] = (delivered - dose) / dose * 100
    record["dose_mcg_per_kg"] = None if weight is None else dose / weight
    record["daily_mcg_per_kg"] = None if weight is None else dose * per_day / weight


def lasts(doses: int, per_day: int, keeps: int | None, expires: date | None, today: date) -> int:
    """Whole days until it is empty, discarded or expired."""
    days = doses // per_day
    if keeps is not None:
        days = min(days, keeps)
    if expires is not None:
        days = min(days, max(0, (expires - today).days + 1))
    return days


def expired(expires: date | None, today: date) -> list[Raised]:
    """Whether a dose of today is after the printed day."""
    if expires is None or today <= expires:
        return []
    return [Raised("after-expiry", "warning", (today - expires).days)]


def ends_of(record: dict[str, Any], strength: Fraction) -> tuple[Fraction, Fraction]:
    """The least and the most that the strength may be."""
    if record["vial_mcg"] is None or not (
        record["vial_error_percent"] or record["diluent_error_percent"]
    ):
        return strength, strength
    off, diluent_off = record["vial_error_percent"] / 100, record["diluent_error_percent"] / 100
    mass = record["vial_mcg"] * record["content_percent"] / 100
    diluent, powder = record["diluent_ml"], record["displacement_ml"]
    return (
        mass * (1 - off) / (diluent * (1 + diluent_off) + powder),
        mass * (1 + off) / (diluent * (1 - diluent_off) + powder),
    )


def solution_flags(formulation: Formulation, record: dict[str, Any]) -> list[Raised]:
    """What is flagged of a powder and its diluent."""
    flags = []
    diluent, powder = record["diluent_ml"], record["displacement_ml"]
    if powder > diluent:
        flags.append(Raised("powder-exceeds-diluent", "warning", powder, diluent))
    size = record["vial_size_ml"]
    if size is not None:
        if diluent + powder > size:
            flags.append(Raised("diluent-exceeds-vial", "warning", diluent + powder, size))
    elif formulation.device == "vial" and diluent > figures.MOST_IN_A_VIAL:
        flags.append(Raised("diluent-unusual", "caution", diluent, figures.MOST_IN_A_VIAL))
    return flags


class Solution(NamedTuple):
    """What is dissolved in what, and how much of it is taken: three of four given, or a strength.

    `taken` is the draw in mL, or a count of sprays or drops; None where it is still to be found.
    """

    strength: Fraction
    vial: Fraction | None
    diluent: Fraction | None
    dose: Fraction
    taken: Fraction | None
    solved: str | None
    checked: bool  # both of dose and draw were given, and nothing was solved from them


def solution_of(
    given: Given, record: dict[str, Any], taken: Fraction | None, each: Fraction
) -> Solution:
    """Solves for what is not given; `each` is the mL of one that is taken."""
    vial = reading.mass(given["vial"]) if "vial" in given else None
    diluent = reading.volume(given["diluent"]) if "diluent" in given else None
    dose = reading.by_weight(given["dose"], record["weight"]) if "dose" in given else None
    powder, content = record["displacement_ml"], record["content_percent"] / 100
    assumed: set[str] = record["assumed"]
    solved = None
    # What the dose and the draw together say of the strength.
    said = None if dose is None or taken is None else dose / (taken * each)
    checked = said is not None
    if vial is None and diluent is None:
        if "strength" in given:
            strength = reading.strength(given["strength"])
        elif record["device"] == "vial":
            raise RefusedError("missing")
        else:
            strength = figures.DOCUMENTED_STRENGTH
            assumed.add("strength")
        if dose is None and taken is None:
            raise RefusedError("missing", "dose")
    elif vial is None:
        if said is None or diluent is None:
            raise RefusedError("missing")
        solved, checked = "vial", False
        strength = said
        vial = strength * (diluent + powder) / content
        could_be_given("vial", vial, MASSES_READ)
    elif diluent is None:
        strength = figures.DOCUMENTED_STRENGTH if said is None else said
        if said is None:
            if record["device"] == "vial":
                raise RefusedError("missing")
            assumed.add("strength")
        solved, checked = "diluent", False
        diluent = vial * content / strength - powder
        could_be_given("diluent", diluent, VOLUMES_READ)
    else:
        strength = vial * content / (diluent + powder)
    if dose is None and taken is None:
        window = FORMULATIONS[record["formulation"]].dose
        if record["device"] == "vial" or window is None:
            raise RefusedError("missing")
        dose = window[0]
        assumed.add("dose")
    if dose is None:
        assert taken is not None
        dose = taken * each * strength
        if record["device"] == "vial":
            could_be_given("dose", dose, MASSES_READ)
        solved = solved or "dose"
    return Solution(strength, vial, diluent, dose, taken, solved, checked)


def vial_dose(given: Given, today: date) -> Worked:
    """A dose that is drawn up."""
    name, formulation = formulation_of(given)
    record = common(given, name, formulation)
    del record["residual_ml"]
    barrels = barrels_for(given, record["assumed"])
    scale = barrels[0].scale
    per_ml = UNITS_PER_ML[scale]
    ready = "strength" in given
    kind = kind_of(given, ready, record["assumed"])
    asked = reading.draw(given["draw"], scale) if "draw" in given else None
    solution = solution_of(given, record, asked, Fraction(1))
    strength, dose = solution.strength, solution.dose
    draw = dose / strength if asked is None else asked
    if solution.diluent is not None:
        holds: Fraction | None = solution.diluent + record["displacement_ml"]
    else:
        holds = reading.volume(given["volume"]) if "volume" in given else None
    units = draw * per_ml
    barrel = next((each for each in barrels if each.capacity >= draw), barrels[-1])
    drawn = drawn_to(units, barrel.spacing, barrel, strength, holds, record["dead_space_ml"])
    record |= {
        "solved_for": "draw" if asked is None else solution.solved,
        "concentration_mcg_per_ml": strength,
        "vial_mcg": solution.vial,
        "diluent_ml": solution.diluent,
        "diluent_kind": kind,
        "volume_ml": holds,
        "draw_ml": draw,
        "draw_units": units,
        "syringe": {
            "scale": scale,
            "capacity_ml": barrel.capacity,
            "marks_units": barrel.spacing,
        },
        "mark_units": drawn.mark,
        "doses_per_vial": None,
        "days_per_vial": None,
    }
    finished(record, dose, drawn.delivered)
    marks_beside(record, units, barrel, strength)
    ends_of_a_draw(record, drawn, barrel, strength)
    keeps = keeps_for("vial", kind)
    dead = record["dead_space_ml"]
    if holds is not None:
        doses = 0 if draw + drawn.fillings * dead > holds else whole(holds / drawn.leaves)
        record["doses_per_vial"] = doses
        record["days_per_vial"] = lasts(
            doses, record["doses_per_day"], keeps, record["expires"], today
        )

    def flags_at(at: Drawn) -> list[Raised]:
        flags = amounts_flags(formulation, dose, at.delivered, record["doses_per_day"], record)
        return flags + draw_flags(units, at, per_ml, at.fillings * dead, holds, strength, dose)

    flags = flags_at(drawn)
    for finer in barrel.finer:
        if (units / finer).denominator == 1:
            at_finer = drawn_to(units, finer, barrel, strength, holds, record["dead_space_ml"])
            flags = no_worse_than_caution(flags, {flag.code for flag in flags_at(at_finer)})
    needed = dose / strength * per_ml
    if solution.checked and abs(needed - units) > barrel.spacing / 2:
        flags.append(Raised("dose-draw-mismatch", "warning", units, needed))
    if draw > barrel.capacity:
        most = barrel.capacity * per_ml
        flags.append(Raised("draw-exceeds-syringe", "warning", units, most))
    if not ready:
        flags += solution_flags(formulation, record)
    flags += expired(record["expires"], today)
    return Worked(
        record,
        formulation,
        flags,
        strength,
        holds,
        drawn.leaves,
        drawn.mark / per_ml,
        drawn.fillings,
        ready,
        keeps,
    )


def marks_beside(
    record: dict[str, Any], units: Fraction, barrel: Barrel, strength: Fraction
) -> None:
    """Adds the last mark before a draw, and the first beyond it."""
    per_ml, dose = UNITS_PER_ML[barrel.scale], record["dose_mcg"]

    def at(number: int) -> dict[str, Any]:
        delivered = number * barrel.spacing / per_ml * strength
        return {
            "units": number * barrel.spacing,
            "delivered_mcg": delivered,
            "error_percent": (delivered - dose) / dose * 100,
        }

    steps = units / barrel.spacing
    upper = whole(steps) + 1
    lower = rounded_up(steps) - 1
    capacity = barrel.capacity * per_ml
    record["below"] = at(lower) if lower >= 1 else None
    record["above"] = None if units <= capacity < upper * barrel.spacing else at(upper)


def ends_of_a_draw(
    record: dict[str, Any], drawn: Drawn, barrel: Barrel, strength: Fraction
) -> None:
    """Adds the least and the most that a draw delivers."""
    per_ml = UNITS_PER_ML[barrel.scale]
    capacity = barrel.capacity * per_ml
    full, rest = divmod(drawn.mark, capacity)
    off = full * tolerance(capacity, capacity) + (tolerance(rest, capacity) if rest else 0)
    off += drawn.fillings * barrel.spacing / 2
    low_strength, high_strength = ends_of(record, strength)
    record["low_mcg"] = max(ZERO, drawn.mark - off) / per_ml * low_strength
    record["high_mcg"] = (drawn.mark + off) / per_ml * high_strength


def draw_flags(
    units: Fraction,
    at: Drawn,
    per_ml: int,
    lost: Fraction,
    holds: Fraction | None,
    strength: Fraction,
    dose: Fraction,
) -> list[Raised]:
    """What is flagged of a draw and its mark."""
    flags = []
    draw, volume = units / per_ml, at.mark / per_ml
    if holds is not None:
        room = holds * strength
        more = [each for each in (dose, at.delivered, draw * strength) if each > room]
        if more:
            flags.append(Raised("dose-exceeds-vial", "warning", more[0], room))
        elif max(draw + lost, at.leaves) > holds:  # without value and limit
            flags.append(Raised("dose-exceeds-vial", "warning"))
    # In units of the barrel, and by volume in those of U-100, whichever are fewer.
    drawn = [each * min(Fraction(1), Fraction(100, per_ml)) for each in (units, at.mark)]
    if min(drawn) <= figures.VERY_SMALL:
        value = next(each for each in drawn if each <= figures.VERY_SMALL)
        flags.append(Raised("draw-very-small", "warning", value, figures.VERY_SMALL))
    elif min(drawn) < figures.SMALL:
        value = next(each for each in drawn if each < figures.SMALL)
        flags.append(Raised("draw-small", "caution", value, figures.SMALL))
    most = figures.MOST_INJECTED
    if max(draw, volume) > most:
        flags.append(Raised("injection-large", "caution", draw if draw > most else volume, most))
    if units != at.mark:
        flags.append(Raised("between-marks", "caution", units, at.mark))
    return flags


def no_worse_than_caution(flags: list[Raised], spared: set[str]) -> list[Raised]:
    """What finer marks would not raise is caused by those that were assumed: at most a caution."""
    return [
        flag._replace(severity="caution")
        if flag.severity == "warning" and flag.code not in spared
        else flag
        for flag in flags
    ]


def spray_dose(given: Given, today: date) -> Worked:
    """A dose in whole sprays or drops; `one` is the word for either."""
    name, formulation = formulation_of(given)
    one = formulation.device
    counted = f"{one}s"
    record = common(given, name, formulation)
    del record["dead_space_ml"]
    each = figures.DOCUMENTED_SPRAY
    if f"{one}_volume" in given:
        each = reading.volume(given[f"{one}_volume"])
    else:
        record["assumed"].add(f"{one}_volume")
    ready = not {"vial", "diluent"} & given.keys()
    kind = kind_of(given, ready, record["assumed"])
    asked = Fraction(int(str(given[counted]))) if counted in given else None
    solution = solution_of(given, record, asked, each)
    strength, dose = solution.strength, solution.dose
    portion = strength * each
    exact = dose / portion
    count = nearest(exact) if asked is None else int(asked)
    delivered = count * portion
    record |= {
        "solved_for": solution.solved or (counted if asked is None else None),
        "concentration_mcg_per_ml": strength,
        "vial_mcg": solution.vial,
        "diluent_ml": solution.diluent,
        "diluent_kind": kind,
        f"{one}_ml": each,
        f"{one}_mcg": portion,
        f"{counted}_per_dose": count,
        f"{counted}_per_day": count * record["doses_per_day"],
        "low_mcg": None,
        "high_mcg": None,
    }
    finished(record, dose, delivered)
    if one == "spray":
        record["priming_sprays"] = int(str(given.get("priming", 0)))
        low_strength, high_strength = ends_of(record, strength)
        record["low_mcg"] = count * each * low_strength * 80 / 100
        record["high_mcg"] = count * each * high_strength * 120 / 100

    def at(number: int) -> dict[str, Any]:
        return {
            counted: number,
            "delivered_mcg": number * portion,
            "error_percent": (number * portion - dose) / dose * 100,
        }

    between = exact.denominator != 1
    record["below"] = at(whole(exact)) if between and exact > 1 else None
    record["above"] = at(whole(exact) + 1) if between else None
    made = None if solution.diluent is None else solution.diluent + record["displacement_ml"]
    keeps = keeps_for(one, kind)
    fill = what_the_bottle_holds(given, record, one, made, each)
    record["days_per_bottle"] = None
    holds = record[f"{counted}_per_bottle"]
    if holds is not None:
        record["days_per_bottle"] = lasts(
            holds // count, record["doses_per_day"], keeps, record["expires"], today
        )
    flags = amounts_flags(formulation, dose, delivered, record["doses_per_day"], record)
    if made is not None and max(dose, delivered) > made * strength:
        value = dose if dose > made * strength else delivered
        flags.append(Raised("dose-exceeds-vial", "warning", value, made * strength))
    if holds is not None and count > holds:
        flags.append(Raised("dose-exceeds-bottle", "warning", count, holds))
    if solution.checked and abs(exact - count) > Fraction(1, 2):
        flags.append(Raised("dose-draw-mismatch", "warning", count, exact))
    if exact < 1:
        flags.append(Raised("dose-below-one-spray", "warning", dose, portion))
    elif between:
        flags.append(Raised("sprays-not-whole", "caution", exact, count))
    nostril = (count + 1) // 2 * each
    if nostril > figures.MOST_IN_A_NOSTRIL:
        flags.append(Raised("nostril-volume-large", "note", nostril, figures.MOST_IN_A_NOSTRIL))
    if not ready:
        flags += solution_flags(formulation, record)
    flags += expired(record["expires"], today)
    taken = count * each
    return Worked(record, formulation, flags, strength, fill, taken, taken, 1, ready, keeps)


def what_the_bottle_holds(
    given: Given, record: dict[str, Any], one: str, made: Fraction | None, each: Fraction
) -> Fraction | None:
    """The fill in mL; adds it, and how many sprays or drops it gives."""
    fill: Fraction | None = None
    if "bottle" in given:
        fill = reading.volume(given["bottle"])
        if made is not None and fill > made:
            raise RefusedError("conflict", "bottle")
    elif made is not None:
        fill = made
        record["assumed"].add("bottle")
    elif one == "drop" and "strength" not in given:
        # The registered drops. A strength of one's own, even 0.15 %, has no bottle.
        fill = figures.DROP_BOTTLE
        record["assumed"].add("bottle")
    record["bottle_ml"] = fill
    record[f"{one}s_per_bottle"] = None
    if fill is None:
        if "residual" in given or "priming" in given:
            raise RefusedError("missing", "bottle")
        return None
    if record["residual_ml"] >= fill:
        raise RefusedError("conflict", "residual")
    sprays = whole((fill - record["residual_ml"]) / each) - record.get("priming_sprays", 0)
    if sprays < 0:
        raise RefusedError("conflict", "priming")
    record[f"{one}s_per_bottle"] = sprays
    return fill


def dose(given: Given, today: date) -> Worked:
    """One dose, whatever it is taken from."""
    return (vial_dose if formulation_of(given)[1].device == "vial" else spray_dose)(given, today)
