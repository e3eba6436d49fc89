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


def common(given: Given, name: str, formulation: Formulation, assumed: set[str]) -> dict[str, Any]:
    """What every record of a dose has, as far as it is given and not calculated."""
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
        "weight": weight,
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


def vial_dose(given: Given, today: date) -> Worked:
    """A dose that is drawn up."""
    name, formulation = formulation_of(given)
    assumed: set[str] = set()
    record = common(given, name, formulation, assumed)
    del record["residual_ml"]
    ready = "strength" in given
    barrels = barrels_for(given, assumed)
    scale = barrels[0].scale
    per_ml = UNITS_PER_ML[scale]
    kind = kind_of(given, ready, assumed)
    record["diluent_kind"] = kind
    powder, content = record["displacement_ml"], record["content_percent"] / 100
    vial = reading.mass(given["vial"]) if "vial" in given else None
    diluent = reading.volume(given["diluent"]) if "diluent" in given else None
    dose = reading.by_weight(given["dose"], record["weight"]) if "dose" in given else None
    draw = reading.draw(given["draw"], scale) if "draw" in given else None
    holds: Fraction | None
    solved = None
    both = dose is not None and draw is not None
    if ready:
        strength = reading.strength(given["strength"])
        holds = reading.volume(given["volume"]) if "volume" in given else None
        if dose is None and draw is None:
            raise RefusedError("missing")
        room = None if holds is None else holds * strength
    else:
        if (vial, diluent, dose, draw).count(None) > 1:
            raise RefusedError("missing")
        if vial is None:
            assert diluent is not None
            assert dose is not None
            assert draw is not None
            solved = "vial"
            vial = dose / draw * (diluent + powder) / content
            could_be_given("vial", vial, MASSES_READ)
            both = False
        elif diluent is None:
            assert dose is not None
            assert draw is not None
            solved = "diluent"
            diluent = vial * content / (dose / draw) - powder
            could_be_given("diluent", diluent, VOLUMES_READ)
            both = False
        strength = vial * content / (diluent + powder)
        holds = diluent + powder
        room = vial * content
    if dose is None:
        assert draw is not None
        dose = draw * strength
        could_be_given("dose", dose, MASSES_READ)
        solved = "dose"
    elif draw is None:
        draw = dose / strength
        solved = "draw"
    record["solved_for"] = solved
    record["concentration_mcg_per_ml"] = strength
    record["vial_mcg"] = vial
    record["diluent_ml"] = diluent
    record["volume_ml"] = holds
    record["draw_ml"] = draw
    units = draw * per_ml
    record["draw_units"] = units
    barrel = next((each for each in barrels if each.capacity >= draw), barrels[-1])
    capacity = barrel.capacity * per_ml
    spacing = barrel.spacing
    dead = record["dead_space_ml"]
    record["syringe"] = {
        "scale": scale,
        "capacity_ml": barrel.capacity,
        "marks_units": spacing,
    }
    drawn = drawn_to(units, spacing, barrel, strength, holds, dead)
    mark = drawn.mark
    record["mark_units"] = mark
    finished(record, dose, drawn.delivered)

    def beside(number: int) -> dict[str, Any]:
        delivered = number * spacing / per_ml * strength
        return {
            "units": number * spacing,
            "delivered_mcg": delivered,
            "error_percent": (delivered - dose) / dose * 100,
        }

    steps = units / spacing
    lower = whole(steps)
    record["above"] = beside(lower + 1)
    if units <= capacity < (lower + 1) * spacing:
        record["above"] = None
    if lower == steps:
        lower -= 1
    record["below"] = beside(lower) if lower >= 1 else None
    full, rest = divmod(mark, capacity)
    off = full * tolerance(capacity, capacity) + (tolerance(rest, capacity) if rest else 0)
    off += drawn.fillings * spacing / 2
    low_strength, high_strength = ends_of(record, strength)
    record["low_mcg"] = max(ZERO, mark - off) / per_ml * low_strength
    record["high_mcg"] = (mark + off) / per_ml * high_strength
    doses = days = None
    keeps = keeps_for("vial", kind)
    if holds is not None:
        doses = whole(holds / drawn.leaves)
        if draw + rounded_up(units / capacity) * dead > holds:
            doses = 0
        days = lasts(doses, record["doses_per_day"], keeps, record["expires"], today)
    record["doses_per_vial"] = doses
    record["days_per_vial"] = days
    record["assumed"] = assumed

    def flags_at(at: Drawn) -> list[Raised]:
        flags = amounts_flags(formulation, dose, at.delivered, record["doses_per_day"], record)
        if room is not None:
            lost = rounded_up(units / capacity) * dead
            if max(dose, at.delivered, draw * strength) > room:
                flags.append(Raised("dose-exceeds-vial", "warning", None, room))
            elif max(draw + lost, at.leaves) * strength > room:
                flags.append(Raised("dose-exceeds-vial", "warning"))
        # In units of the barrel, and by volume in those of U-100, whichever are fewer.
        smallest = min(units, at.mark) * min(Fraction(1), Fraction(100, per_ml))
        if smallest <= figures.VERY_SMALL:
            flags.append(Raised("draw-very-small", "warning", smallest, figures.VERY_SMALL))
        elif smallest < figures.SMALL:
            flags.append(Raised("draw-small", "caution", smallest, figures.SMALL))
        most_ml = max(draw, at.mark / per_ml)
        if most_ml > figures.MOST_INJECTED:
            value = draw if draw > figures.MOST_INJECTED else most_ml
            flags.append(Raised("injection-large", "caution", value, figures.MOST_INJECTED))
        if units != at.mark:
            flags.append(Raised("between-marks", "caution", units, at.mark))
        return flags

    flags = flags_at(drawn)
    for finer in barrel.finer:
        if (units / finer).denominator == 1:
            spared = {
                flag.code
                for flag in flags_at(drawn_to(units, finer, barrel, strength, holds, dead))
            }
            flags = [
                flag._replace(severity="caution")
                if flag.severity == "warning" and flag.code not in spared
                else flag
                for flag in flags
            ]
    if both:
        needed = dose / strength * per_ml
        if abs(needed - units) > spacing / 2:
            flags.append(Raised("dose-draw-mismatch", "warning", units, needed))
    if units > capacity:
        flags.append(Raised("draw-exceeds-syringe", "warning", units, capacity))
    if not ready:
        flags += solution_flags(formulation, record)
    flags += expired(record["expires"], today)
    taken = mark / per_ml
    return Worked(
        record,
        formulation,
        flags,
        strength,
        holds,
        drawn.leaves,
        taken,
        drawn.fillings,
        ready,
        keeps,
    )


def spray_dose(given: Given, today: date) -> Worked:
    """A dose in whole sprays or drops; `one` is the word for either."""
    name, formulation = formulation_of(given)
    one = formulation.device
    counted = f"{one}s"
    assumed: set[str] = set()
    record = common(given, name, formulation, assumed)
    del record["dead_space_ml"]
    powder, content = record["displacement_ml"], record["content_percent"] / 100
    key = f"{one}_volume"
    each = reading.volume(given[key]) if key in given else figures.DOCUMENTED_SPRAY
    if key not in given:
        assumed.add(key)
    vial = reading.mass(given["vial"]) if "vial" in given else None
    diluent = reading.volume(given["diluent"]) if "diluent" in given else None
    dose = reading.by_weight(given["dose"], record["weight"]) if "dose" in given else None
    count = int(str(given[counted])) if counted in given else None
    from_vial = vial is not None or diluent is not None
    ready = not from_vial
    kind = kind_of(given, ready, assumed)
    record["diluent_kind"] = kind
    solved = None
    both = dose is not None and count is not None
    if ready:
        if "strength" in given:
            strength = reading.strength(given["strength"])
        else:
            strength = figures.DOCUMENTED_STRENGTH
            assumed.add("strength")
        if dose is None and count is None:
            raise RefusedError("missing", "dose")
    else:
        if vial is None:
            if dose is None or count is None:
                raise RefusedError("missing")
            assert diluent is not None
            solved = "vial"
            vial = dose / (count * each) * (diluent + powder) / content
            could_be_given("vial", vial, MASSES_READ)
            both = False
        elif diluent is None:
            solved = "diluent"
            if dose is not None and count is not None:
                wanted = dose / (count * each)
                both = False
            else:
                wanted = figures.DOCUMENTED_STRENGTH
                assumed.add("strength")
            diluent = vial * content / wanted - powder
            could_be_given("diluent", diluent, VOLUMES_READ)
        strength = vial * content / (diluent + powder)
        if dose is None and count is None:
            assert formulation.dose is not None
            dose = formulation.dose[0]
            assumed.add("dose")
    portion = strength * each
    if dose is None:
        assert count is not None
        dose = count * portion
        could_be_given("dose", dose, MASSES_READ)
        solved = solved or "dose"
    exact = dose / portion
    if count is None:
        count = nearest(exact)
        solved = solved or counted
    record["solved_for"] = solved
    record["concentration_mcg_per_ml"] = strength
    record["vial_mcg"] = vial
    record["diluent_ml"] = diluent
    record[f"{one}_ml"] = each
    record[f"{one}_mcg"] = portion
    record[f"{counted}_per_dose"] = count
    record[f"{counted}_per_day"] = count * record["doses_per_day"]
    delivered = count * portion
    finished(record, dose, delivered)

    def beside(number: int) -> dict[str, Any]:
        return {
            counted: number,
            "delivered_mcg": number * portion,
            "error_percent": (number * portion - dose) / dose * 100,
        }

    lower = whole(exact)
    between = lower != exact
    record["below"] = beside(lower) if between and lower >= 1 else None
    record["above"] = beside(lower + 1) if between else None
    low_strength, high_strength = ends_of(record, strength)
    record["low_mcg"] = count * each * low_strength * 80 / 100 if one == "spray" else None
    record["high_mcg"] = count * each * high_strength * 120 / 100 if one == "spray" else None
    priming = int(str(given.get("priming", 0)))
    if one == "spray":
        record["priming_sprays"] = priming
    made = None if diluent is None else diluent + powder
    fill: Fraction | None
    if "bottle" in given:
        fill = reading.volume(given["bottle"])
        if made is not None and fill > made:
            raise RefusedError("conflict", "bottle")
    elif made is not None:
        fill = made
        assumed.add("bottle")
    elif one == "drop" and "strength" not in given:
        fill = figures.DROP_BOTTLE
        assumed.add("bottle")
    else:
        fill = None
    record["bottle_ml"] = fill
    holds = days = None
    keeps = keeps_for(one, kind)
    if fill is None:
        if "residual" in given or "priming" in given:
            raise RefusedError("missing", "bottle")
    else:
        if record["residual_ml"] >= fill:
            raise RefusedError("conflict", "residual")
        holds = whole((fill - record["residual_ml"]) / each) - priming
        if holds < 0:
            raise RefusedError("conflict", "priming")
        days = lasts(holds // count, record["doses_per_day"], keeps, record["expires"], today)
    record[f"{counted}_per_bottle"] = holds
    record["days_per_bottle"] = days
    record["assumed"] = assumed
    flags = amounts_flags(formulation, dose, delivered, record["doses_per_day"], record)
    if made is not None and max(dose, delivered) > made * strength:
        flags.append(Raised("dose-exceeds-vial", "warning", None, made * strength))
    if holds is not None and count > holds:
        flags.append(Raised("dose-exceeds-bottle", "warning", count, holds))
    if both and abs(exact - count) > Fraction(1, 2):
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
    full = None if fill is None else fill
    return Worked(
        record,
        formulation,
        flags,
        strength,
        full,
        count * each,
        count * each,
        1,
        ready,
        keeps,
    )


def dose(given: Given, today: date) -> Worked:
    """One dose, whatever it is taken from."""
    return (vial_dose if formulation_of(given)[1].device == "vial" else spray_dose)(given, today)
