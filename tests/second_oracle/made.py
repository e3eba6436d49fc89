"""Cases at random, each from its seed and number alone: a command and its arguments as text."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from tests.second_oracle import reading
from tests.second_oracle.figures import BARRELS, UNITS_PER_ML

VIALS = ("1 mg", "2 mg", "3 mg", "5 mg", "5 mg", "5mg", "10 mg", "10 mg", "15 mg", "20 mg", "50 mg")
NAMES = ("selank", "selank", "selank", "n-acetyl-selank-amidate", "amidate", "n-acetyl-selank")


class Case(NamedTuple):
    """What is asked. `fault` is the code with which it is refused, where one was put in."""

    command: str
    given: dict[str, Any]
    fault: tuple[str, str] | None = None


def decimal(number: Fraction) -> str | None:
    """A number written in digits and a point, if it has an end within nine places."""
    scaled = number * 10**9
    if scaled.denominator != 1:
        return None
    digits, places = divmod(scaled.numerator, 10**9)
    return f"{digits}.{places:09d}".rstrip("0").rstrip(".")


def some(rng: Random, low: int, high: int, unit: str, places: int = 0) -> str:
    """A number between two, both counted in the last of its places."""
    return f"{decimal(Fraction(rng.randint(low, high), 10**places))} {unit}"


def mass(rng: Random) -> str:
    """Of a vial."""
    chance = rng.random()
    if chance < 0.7:
        return rng.choice(VIALS)
    if chance < 0.85:
        return some(rng, 1, 600, "mg", 1)
    if chance < 0.95:
        return some(rng, 100, 20000, rng.choice(("mcg", "ug", "µg", "micrograms")))
    return some(rng, 1, 90, "g", 3)


def liquid(rng: Random) -> str:
    """That powder is dissolved in."""
    chance = rng.random()
    if chance < 0.7:
        return some(rng, 1, 50, rng.choice(("mL", "ml", "cc", "mL")), 1)
    if chance < 0.75:
        return rng.choice((".5 mL", "2.0 mL", "2mL", "1.50 mL", "0.002 L"))
    if chance < 0.9:
        return some(rng, 50, 1200, "mL", 2)
    if chance < 0.95:
        return some(rng, 100, 4000, "uL")
    return some(rng, 9, 40, "mL")


def taken(rng: Random, strength: Fraction | None = None, step: Fraction | None = None) -> str:
    """A dose: a usual one, one that is on or halfway between marks, or any."""
    chance = rng.random()
    if strength is not None and step is not None and chance < 0.4:
        written = decimal(strength * step * rng.randint(1, 60) / 2)
        if written is not None and written != "0":
            return f"{written} mcg"
    if chance < 0.75:
        return some(rng, 2, 30, "mcg") if rng.random() < 0.1 else f"{rng.randint(8, 60) * 10} mcg"
    if chance < 0.85:
        return some(rng, 1, 400, "mg", 2)
    if chance < 0.93:
        return some(rng, 100, 9999, "mcg", 1)
    if chance < 0.96:
        return rng.choice(
            ("50 mcg", "2500 mcg", "40 mcg", "2 mg", "22.5 mcg", "1500 mcg", "500 mcg")
        )
    if chance < 0.98:
        return some(rng, 1, 999, "ng")
    return some(rng, 1, 9, "g", 1)


def at_times(rng: Random, given: dict[str, Any], chance: float, key: str, value: object) -> None:
    """Adds an argument now and then."""
    if rng.random() < chance:
        given[key] = value


def barrel(rng: Random, given: dict[str, Any]) -> None:
    """A syringe, as far as it is named."""
    if rng.random() < 0.3:
        given["scale"] = rng.choice(("U-100", "U-40", "U-500"))
    scale = given.get("scale", "U-100")
    capacity, spacings = rng.choice(BARRELS[scale])
    if rng.random() < 0.4:
        given["syringe"] = (
            f"{decimal(capacity)} mL"
            if rng.random() < 0.6
            else f"{decimal(capacity * UNITS_PER_ML[scale])} units"
        )
        if capacity == Fraction(3, 10) and rng.random() < 0.3:
            given["syringe"] = "3/10 cc"
    if rng.random() < 0.3:
        spacing = decimal(rng.choice(spacings))
        given["marks"] = rng.choice((spacing, f"{spacing} units"))
    at_times(rng, given, 0.2, "dead_space", some(rng, 1, 100, "mL", 3))


def people(rng: Random, given: dict[str, Any]) -> None:
    """What goes with every dose: how often, how heavy, one's own limits."""
    if rng.random() < 0.4:
        given["per_day"] = rng.choice((1, 2, 3, 4, 5, "2", 24))
    if rng.random() < 0.2:
        given["weight"] = rng.choice(("70 kg", "67.5 kg", "154 lb", some(rng, 40, 120, "kg")))
        if "dose" in given and rng.random() < 0.5:
            given["dose"] = some(rng, 5, 120, "mcg/kg", 1)
    for key in ("limit", "limit_day"):
        if rng.random() < 0.1:
            given[key] = (
                some(rng, 1, 12, "mcg") if rng.random() < 0.1 else some(rng, 15, 80, "mg", 2)
            )
            if "weight" in given and rng.random() < 0.5:
                given[key] = some(rng, 5, 200, "mcg/kg", 1)
    at_times(
        rng, given, 0.06, "expires", rng.choice(("2020-02", "2031-01-31", "2024-02", "2040-12"))
    )


def exactness(rng: Random, given: dict[str, Any]) -> None:
    """Content, the powder's own volume and errors."""
    at_times(rng, given, 0.12, "content", rng.choice((86.2, "86.2 %", 100, 90, "72.5", "1 %")))
    at_times(rng, given, 0.1, "displacement", some(rng, 1, 90, "mL", 3))
    at_times(rng, given, 0.01, "displacement", some(rng, 1, 50, "mL", 1))
    at_times(rng, given, 0.1, "vial_error", rng.choice((5, 10, "2.5", 50, 0)))
    at_times(rng, given, 0.1, "diluent_error", rng.choice((2, 5, "0.5 %", 50)))
    at_times(rng, given, 0.15, "vial_size", rng.choice(("2 mL", "3 mL", "5 mL", "10 mL", "0.5 mL")))


def kind(rng: Random, given: dict[str, Any]) -> None:
    """Of diluent."""
    chance = rng.random()
    if chance < 0.3:
        given["diluent_kind"] = rng.choice(("bacteriostatic", "sterile", "saline"))
    elif chance < 0.36:
        given["preservative_free"] = True


def drawn(rng: Random, scale: str) -> str:
    """A draw."""
    chance = rng.random()
    if chance < 0.5:
        return some(rng, 1, 120, rng.choice(("units", "units", "unit")))
    if chance < 0.7:
        return some(rng, 1, 200, "units", 1)
    if chance < 0.9:
        return some(rng, 1, 120, "mL", 2)
    return some(rng, 1, 4000, "uL")


def the_last_of_it(rng: Random, given: dict[str, Any]) -> None:
    """Makes a draw that takes about all there is, in a vial that need not end on a mark."""
    given["volume" if "strength" in given else "diluent"] = some(rng, 30, 990, "mL", 3)
    if "vial" in given:
        room = reading.mass(given["vial"])
    else:
        room = reading.strength(given["strength"]) * reading.volume(given["volume"])
    written = decimal(room * rng.randint(88, 104) / 100) if rng.random() < 0.8 else None
    if "dose" in given:
        given["dose"] = f"{written or decimal(room)} mcg"


def from_vial(rng: Random) -> dict[str, Any]:
    """Powder in a diluent, or a solution bought ready."""
    given: dict[str, Any] = {}
    if rng.random() < 0.6:
        given["formulation"] = rng.choice(NAMES)
    barrel(rng, given)
    scale = given.get("scale", "U-100")
    ready = rng.random() < 0.15
    step = Fraction(1, UNITS_PER_ML[scale])
    if ready:
        given["strength"] = rng.choice(
            ("5 mg/mL", "0.5 %", "0.15 %", "2500 mcg/mL", "1 mg/mL", some(rng, 1, 90, "mg/mL", 1))
        )
        at_times(rng, given, 0.7, "volume", liquid(rng))
        strength = reading.strength(given["strength"])
        parts = rng.choice((("dose",), ("draw",), ("dose",), ("dose", "draw")))
    else:
        given["vial"], given["diluent"] = mass(rng), liquid(rng)
        strength = reading.mass(given["vial"]) / reading.volume(given["diluent"])
        parts = rng.choice((("dose",), ("dose",), ("dose",), ("draw",), ("dose", "draw")))
        kind(rng, given)
        exactness(rng, given)
    if "dose" in parts:
        given["dose"] = taken(rng, strength, step)
    if "draw" in parts:
        given["draw"] = drawn(rng, scale)
    if len(parts) == 2 and not ready and rng.random() < 0.6:
        del given[rng.choice(("vial", "diluent"))]
    elif rng.random() < 0.06:
        the_last_of_it(rng, given)
    people(rng, given)
    return given


def usual(rng: Random) -> dict[str, Any]:
    """A vial and a dose as people have them: on a mark or halfway, around what is documented."""
    given: dict[str, Any] = {"vial": rng.choice(VIALS), "diluent": some(rng, 2, 10, "mL", 1)}
    given["diluent"] = rng.choice(("1 mL", "2 mL", "2.5 mL", "3 mL", "4 mL", given["diluent"]))
    low, high = 240, 520
    if rng.random() < 0.3:
        given["formulation"], low, high = "amidate", 190, 420
    scale = "U-100"
    if rng.random() < 0.2:
        given["scale"] = scale = rng.choice(("U-40", "U-500"))
    strength = reading.mass(given["vial"]) / reading.volume(given["diluent"])
    half = strength / UNITS_PER_ML[scale] / 2
    written = decimal(half * round(Fraction(rng.randint(low, high)) / half))
    if written in (None, "0") or rng.random() < 0.3:
        written = str(rng.randint(low // 10, high // 10) * 10)
    given["dose"] = f"{written} mcg"
    if rng.random() < 0.3:
        given["per_day"] = rng.choice((1, 1, 2, 3))
    at_times(rng, given, 0.1, "dead_space", some(rng, 1, 90, "mL", 3))
    at_times(rng, given, 0.1, "content", rng.choice((86.2, "90 %", 95)))
    at_times(rng, given, 0.1, "limit", rng.choice(("300 mcg", "250 mcg", "0.5 mg")))
    at_times(rng, given, 0.1, "limit_day", rng.choice(("500 mcg", "250 mcg", "0.6 mg")))
    if rng.random() < 0.05:
        given["weight"] = "70 kg"
    kind(rng, given)
    return given


def next_to_nothing(rng: Random) -> dict[str, Any]:
    """So little in a vial that it ends before the first mark."""
    given: dict[str, Any] = {"vial": rng.choice(("1 mg", "0.5 mg", "250 mcg", "2 mg"))}
    given["diluent"] = some(rng, 3, 40, "uL")
    given["draw"] = rng.choice(("0.5 units", "1 unit", "1.5 units", "2.5 units", "3 units"))
    at_times(rng, given, 0.4, "syringe", rng.choice(("0.3 mL", "1 mL")))
    at_times(rng, given, 0.3, "scale", "U-40")
    at_times(rng, given, 0.2, "dead_space", some(rng, 1, 20, "uL"))
    return given


def at_the_edge(rng: Random) -> dict[str, Any]:
    """Amounts that are just accepted."""
    given: dict[str, Any] = {
        "vial": rng.choice(("0.001 mcg", "1000 g", "1 kg", "5 mg", "1 ng")),
        "diluent": rng.choice(("0.0001 mL", "0.1 uL", "10 L", "10000 mL", "2 mL")),
        "dose": rng.choice(("0.001 mcg", "1 ng", "1000 g", "250 mcg", "0.5 mg")),
    }
    for key, values in (
        ("weight", ("1 kg", "700 kg")),
        ("content", ("1 %", 100, "100 %")),
        ("vial_error", (0, 50, "50 %")),
        ("diluent_error", (0, 50)),
        ("vial_size", ("0.1 mL", "100 mL")),
        ("per_day", (1, 24)),
        ("displacement", ("0.0001 mL", "10 L")),
        ("dead_space", ("0.0001 mL", "10 L")),
        ("limit", ("0.001 mcg", "1000 g")),
        ("scale", ("U-40", "U-500")),
    ):
        at_times(rng, given, 0.3, key, rng.choice(values))
    return given


def in_the_nose(rng: Random) -> dict[str, Any]:
    """Sprays or drops, bought or made from a vial."""
    name = rng.choice(("nasal-spray", "nasal-spray", "spray", "nasal-drops", "drops"))
    one = "drop" if "drop" in name else "spray"
    given: dict[str, Any] = {"formulation": name}
    if rng.random() < 0.4:
        given[f"{one}_volume"] = rng.choice(
            ("0.05 mL", "0.07 mL", "0.1 mL", "0.14 mL", some(rng, 20, 160, "uL"))
        )
    each = reading.volume(given.get(f"{one}_volume", "0.05 mL"))
    vial = rng.random() < 0.45
    strength = Fraction(1500)
    if vial:
        given["vial"] = mass(rng)
        if rng.random() < 0.7:
            given["diluent"] = liquid(rng)
            strength = reading.mass(given["vial"]) / reading.volume(given["diluent"])
        parts = rng.choice(((), ("dose",), ("dose",), ("count",), ("dose", "count")))
        kind(rng, given)
        exactness(rng, given)
    else:
        if rng.random() < 0.4:
            given["strength"] = rng.choice(
                ("0.15 %", "1 mg/mL", "0.1 %", some(rng, 5, 40, "mg/mL", 1))
            )
            strength = reading.strength(given["strength"])
        parts = rng.choice((("dose",), ("dose",), ("count",), ("dose", "count")))
    if "dose" in parts:
        given["dose"] = taken(rng, strength * each, Fraction(1))
    if "count" in parts:
        given[f"{one}s"] = rng.choice((1, 2, 3, 4, 5, 6, "3", 13, 100))
    if vial and len(parts) == 2 and "diluent" in given and rng.random() < 0.5:
        del given["vial"]
    if rng.random() < 0.5 and "diluent" not in given and "vial" not in given:
        given["bottle"] = rng.choice(("10 mL", "5 mL", "3 mL", some(rng, 20, 150, "mL", 1)))
    elif "diluent" in given and rng.random() < 0.3:
        written = decimal(reading.volume(given["diluent"]) * rng.randint(5, 10) / 10)
        given["bottle"] = f"{written} mL"
    if "bottle" in given or one == "drop" or vial:
        at_times(rng, given, 0.3, "residual", some(rng, 1, 30, "mL", 2))
        if one == "spray":
            at_times(rng, given, 0.4, "priming", rng.choice((0, 1, 5, 7, "10")))
    people(rng, given)
    return given


def one_dose(rng: Random) -> dict[str, Any]:
    """Arguments of a dose."""
    chance = rng.random()
    if chance < 0.3:
        return usual(rng)
    if chance < 0.32:
        return next_to_nothing(rng)
    if chance < 0.335:
        return at_the_edge(rng)
    return from_vial(rng) if chance < 0.75 else in_the_nose(rng)


def a_dose(rng: Random) -> Case:
    """A dose, and one in twelve with a fault."""
    given = one_dose(rng)
    return Case("dose", given)


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CLOCKS = (
    "08:00",
    "08:00,20:00",
    "02:30,14:30",
    "07:15,13:00,21:45",
    "01:00",
    "02:00",
    "02:59",
    "20:00,08:00",
)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "UTC")


def a_day(rng: Random, first: date = date(2026, 1, 1), days: int = 900) -> date:
    """A day from the first on."""
    return first + timedelta(rng.randrange(days))


def for_days(rng: Random) -> dict[str, Any]:
    """A dose that a course may be made of: mostly a usual one."""
    chance = rng.random()
    if chance < 0.5:
        return usual(rng)
    given = from_vial(rng) if chance < 0.7 else in_the_nose(rng)
    if given.get("per_day") == 24 and rng.random() < 0.7:
        given["per_day"] = 2
    given.pop("expires", None)
    return given


def a_step(rng: Random, given: dict[str, Any]) -> str:
    """A dose of a step."""
    if "weight" in given and rng.random() < 0.5:
        return some(rng, 20, 80, "mcg/kg", 1)
    return taken(rng) if rng.random() < 0.2 else f"{rng.randint(8, 60) * 10} mcg"


def a_course(rng: Random) -> Case:
    """Days, steps, breaks, what is in use, what is on hand and what it costs."""
    given = for_days(rng)
    start = a_day(rng)
    at_times(rng, given, 0.97, "start", start.isoformat())
    chance = rng.random()
    if chance < 0.2 and ("strength" in given or "diluent" in given or "vial" not in given):
        if "vial" in given or "strength" in given or "diluent" not in given:
            for key in ("dose", "draw", "sprays", "drops"):
                given.pop(key, None)
            given["step"] = [
                f"{a_step(rng, given)} x {rng.randint(1, 12)}d" for _ in range(rng.randint(1, 4))
            ]
    elif chance < 0.3 and "start" in given:
        given["end"] = (start + timedelta(rng.randint(0, 45))).isoformat()
    elif chance < 0.8:
        given["days"] = rng.choice((1, 2, 7, 14, "28d", 28, 29, 30, rng.randint(1, 60), 120))
    if "end" not in given and rng.random() < 0.2:
        given["courses"] = rng.choice((1, 2, 2, 3))
        if given["courses"] > 1:
            at_times(rng, given, 0.7, "break_days", rng.choice((0, 1, 6, 7, 10, "14d", 30)))
    chance = rng.random()
    if chance < 0.12:
        given["every"] = rng.choice((2, 3, 7, "2d"))
        at_times(rng, given, 0.3, "skip", rng.choice(DAYS))
    elif chance < 0.22:
        given["on"] = ",".join(rng.sample(DAYS, rng.randint(1, 4)))
    elif chance < 0.32:
        given["skip"] = ",".join(rng.sample(DAYS, rng.randint(1, 3)))
    if rng.random() < 0.15:
        given.pop("per_day", None)
        given["times"] = rng.choice(CLOCKS)
        if rng.random() < 0.6:
            given["timezone"] = rng.choice(ZONES)
            if "end" not in given and "start" in given and rng.random() < 0.7:
                start = a_day(rng, rng.choice((date(2026, 3, 1), date(2027, 9, 20))), 30)
                given["start"] = start.isoformat()
    at_times(rng, given, 0.15, "beyond_use", rng.choice((1, 2, 5, 10, 14, "28d", 29, 40, 60)))
    at_times(rng, given, 0.12, "expires", a_day(rng, start - timedelta(5), 60).isoformat())
    at_times(rng, given, 0.04, "expires", f"{start:%Y-%m}")
    if rng.random() < 0.2 and "start" in given:
        given["opened"] = (start - timedelta(rng.choice((0, 0, 1, 3, 10, 20, 30)))).isoformat()
        if rng.random() < 0.7:
            number = rng.randint(1, 12)
            given["left"] = rng.choice(
                (
                    f"{number} doses" if number > 1 else "1 dose",
                    some(rng, 1, 30, "mL", 1),
                    some(rng, 5, 60, "mg", 1),
                )
            )
    at_times(rng, given, 0.3, "lead", rng.choice((0, 3, "10d", 21)))
    if rng.random() < 0.35:
        given["price"] = rng.choice(("39.90", 20, "0", "12.345"))
        at_times(rng, given, 0.6, "currency", rng.choice(("EUR", "USD")))
    at_times(rng, given, 0.3, "on_hand", rng.choice((0, 1, 2, 5, "3")))
    at_times(rng, given, 0.3, "today", (start + timedelta(rng.randint(-5, 50))).isoformat())
    at_times(rng, given, 0.1, "warn_before", rng.choice((1, "3d")))
    return Case("course", given)


def a_label(rng: Random) -> Case:
    """A dose, and when it was made up."""
    given = one_dose(rng)
    made = a_day(rng)
    at_times(rng, given, 0.9, rng.choice(("opened", "opened", "mixed")), made.isoformat())
    at_times(rng, given, 0.2, "beyond_use", rng.choice((1, 2, 10, 14, "28d", 29, 60)))
    at_times(rng, given, 0.3, "expires", (made + timedelta(rng.randint(-20, 40))).isoformat())
    at_times(rng, given, 0.1, "expires", f"{made:%Y-%m}")
    return Case("label", given)


def a_chart(rng: Random) -> Case:
    """What is made up, and in what it is drawn."""
    given: dict[str, Any] = {}
    if rng.random() < 0.65:
        at_times(rng, given, 0.5, "formulation", rng.choice(NAMES))
        barrel(rng, given)
        given.pop("dead_space", None)
        if rng.random() < 0.2:
            given["strength"] = some(rng, 1, 90, "mg/mL", 1)
        else:
            given["vial"], given["diluent"] = mass(rng), liquid(rng)
    else:
        name = rng.choice(("nasal-spray", "nasal-drops"))
        given["formulation"] = name
        at_times(rng, given, 0.4, f"{name[6:].rstrip('s')}_volume", some(rng, 20, 160, "uL"))
        chance = rng.random()
        if chance < 0.3:
            given["strength"] = some(rng, 5, 40, "mg/mL", 1)
        elif chance < 0.7:
            given["vial"] = mass(rng)
            at_times(rng, given, 0.6, "diluent", liquid(rng))
    if "vial" in given:
        at_times(rng, given, 0.2, "content", rng.choice((86.2, 90)))
        at_times(rng, given, 0.2, "displacement", some(rng, 1, 90, "mL", 3))
        at_times(rng, given, 0.2, "vial_size", rng.choice(("2 mL", "3 mL", "5 mL")))
    at_times(rng, given, 0.2, "weight", "70 kg")
    at_times(rng, given, 0.2, "limit", rng.choice(("300 mcg", "0.5 mg")))
    at_times(rng, given, 0.2, "limit_day", rng.choice(("300 mcg", "0.6 mg")))
    return Case("chart", given)


def a_choice(rng: Random) -> Case:
    """A vial and a dose, and how much the vial holds."""
    given: dict[str, Any] = {}
    given["vial"] = mass(rng)
    strength = reading.mass(given["vial"]) / rng.randint(1, 3)
    given["dose"] = taken(rng, strength, Fraction(1, 100))
    if rng.random() < 0.7:
        at_times(rng, given, 0.5, "formulation", rng.choice(NAMES))
        barrel(rng, given)
    else:
        given["formulation"] = rng.choice(("nasal-spray", "nasal-drops"))
        one = given["formulation"][6:].rstrip("s")
        at_times(rng, given, 0.4, f"{one}_volume", some(rng, 20, 160, "uL"))
    at_times(rng, given, 0.3, "vial_size", rng.choice(("1 mL", "2 mL", "5 mL", "0.35 mL", "10 mL")))
    at_times(rng, given, 0.1, "content", rng.choice((86.2, 90)))
    at_times(rng, given, 0.1, "displacement", some(rng, 1, 90, "mL", 3))
    at_times(rng, given, 0.1, "vial_error", 5)
    at_times(rng, given, 0.1, "diluent_error", 2)
    people(rng, given)
    given.pop("expires", None)
    if rng.random() < 0.08:  # 5 units in all that it holds, on a barrel that is marked every 2
        given = {"vial": f"{rng.choice((9, 12, 15, 18))} mg", "syringe": "1 mL"}
        given["dose"] = f"{int(given['vial'][:-3]) * 1000 // 60 + rng.choice((0, 0, 5))} mcg"
    return Case("diluent", given)


def a_conversion(rng: Random) -> Case:
    """An amount, another unit, and mostly what leads from the one to the other."""
    line = (("units",), ("mL", "uL", "cc"), ("mcg", "mg", "g", "ng"), ("nmol", "umol", "pmol"))
    given: dict[str, Any] = {}
    if rng.random() < 0.2:
        one, other = (
            rng.choice(("%", "mg/mL", "mcg/mL", "g/L")),
            rng.choice(("%", "mg/mL", "mcg/mL")),
        )
        return Case("convert", {"amount": some(rng, 1, 900, one, 2), "to": other})
    start, goal = rng.randrange(4), rng.randrange(4)
    given["amount"] = some(rng, 1, 999, rng.choice(line[start]), rng.choice((0, 1, 2)))
    given["to"] = rng.choice(line[goal])
    low, high = min(start, goal), max(start, goal)
    if low <= 1 < high and rng.random() < 0.95:
        if rng.random() < 0.4:
            given["strength"] = some(rng, 1, 90, "mg/mL", 1)
        else:
            given["vial"], given["diluent"] = mass(rng), liquid(rng)
            at_times(rng, given, 0.3, "content", 86.2)
            at_times(rng, given, 0.3, "displacement", "0.05 mL")
    if low <= 0 < high:
        at_times(rng, given, 0.6, "scale", rng.choice(("U-100", "U-40", "U-500")))
    if low <= 2 < high:
        at_times(rng, given, 0.6, "formulation", rng.choice((*NAMES, "spray", "nasal-drops")))
    at_times(rng, given, 0.03, "scale", "U-40")
    at_times(rng, given, 0.03, "formulation", "amidate")
    return Case("convert", given)


FAULTS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"dose": "250"}, "unit", "dose"),
    ({"dose": "250 MG"}, "unit", "dose"),
    ({"dose": "250 IU"}, "unit", "dose"),
    ({"dose": "10 units"}, "dimension", "dose"),
    ({"dose": "2,700 mcg"}, "not-a-quantity", "dose"),
    ({"dose": "2 mL"}, "dimension", "dose"),
    ({"dose": "0 mcg"}, "out-of-bounds", "dose"),
    ({"dose": "-250 mcg"}, "out-of-bounds", "dose"),
    ({"dose": "1001 g"}, "out-of-bounds", "dose"),
    ({"dose": "0.0009 mcg"}, "out-of-bounds", "dose"),
    ({"dose": "3 mcg/kg"}, "missing", "weight"),
    ({"vial": "5 U"}, "unit", "vial"),
    ({"vial": "5 mL"}, "dimension", "vial"),
    ({"vial": None}, "missing", "vial"),
    ({"diluent": "2 mg"}, "dimension", "diluent"),
    ({"diluent": "0.00009 mL"}, "out-of-bounds", "diluent"),
    ({"diluent": "11 L"}, "out-of-bounds", "diluent"),
    ({"diluent": None}, "missing", "diluent"),
    ({"dose": None}, "missing", "dose"),
    ({"scale": "U-50"}, "unknown", "scale"),
    ({"syringe": "0.7 mL"}, "unknown", "syringe"),
    ({"marks": "3"}, "unknown", "marks"),
    ({"formulation": "semax"}, "unknown", "formulation"),
    ({"per_day": 0}, "out-of-bounds", "per_day"),
    ({"per_day": 25}, "out-of-bounds", "per_day"),
    ({"content": 101}, "out-of-bounds", "content"),
    ({"vial_error": 51}, "out-of-bounds", "vial_error"),
    ({"diluent_error": 50.1}, "out-of-bounds", "diluent_error"),
    ({"vial_size": "101 mL"}, "out-of-bounds", "vial_size"),
    ({"weight": "701 kg"}, "out-of-bounds", "weight"),
    ({"expires": "2027-02-30"}, "not-a-date", "expires"),
    ({"preservative_free": True, "diluent_kind": "bacteriostatic"}, "conflict", "diluent_kind"),
    ({"strength": "5 mg/mL"}, "conflict", "vial"),
)
SPRAY_FAULTS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"sprays": 0}, "out-of-bounds", "sprays"),
    ({"sprays": 101}, "out-of-bounds", "sprays"),
    ({"sprays": "2.5"}, "out-of-bounds", "sprays"),
    ({"priming": 101}, "out-of-bounds", "priming"),
    ({"residual": "10 mL"}, "conflict", "residual"),
    ({"spray_volume": "0.05 mg"}, "dimension", "spray_volume"),
    ({"drops": 2}, "conflict", "drops"),
    ({"draw": "10 units"}, "conflict", "draw"),
    ({"scale": "U-100"}, "conflict", "scale"),
    ({"formulation": "drops", "drops": 2, "sprays": None, "priming": 1}, "conflict", "priming"),
    ({"strength": "1 mg/mL", "vial": "5 mg"}, "conflict", "vial"),
    ({"vial": "1 mg", "bottle": "10 mL"}, "conflict", "bottle"),
)
COURSE_FAULTS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"days": 0}, "out-of-bounds", "days"),
    ({"days": 3654}, "out-of-bounds", "days"),
    ({"start": "2026-13-01"}, "not-a-date", "start"),
    ({"left": "1 mL"}, "missing", "opened"),
    ({"opened": "2026-11-25"}, "conflict", "opened"),
    ({"opened": "2026-10-24"}, "conflict", "opened"),
    ({"opened": "2026-11-20", "left": "9 mL"}, "conflict", "left"),
    ({"timezone": "EST"}, "not-a-date", "timezone"),
    ({"every": 2, "on": "Mon"}, "conflict", "on"),
    ({"times": "08:00,20:00", "per_day": 3}, "conflict", "times"),
    ({"times": "25:00"}, "not-a-date", "times"),
    ({"end": "2026-11-20"}, "conflict", "end"),
    ({"skip": "Mon,Tue,Wed,Thu,Fri,Sat,Sun"}, "conflict", "skip"),
    ({"skip": "Montag"}, "not-a-date", "skip"),
    ({"end": "2026-12-01", "days": 3}, "conflict", "end"),
    ({"step": ["250 mcg x 7d"]}, "conflict", "step"),
    ({"dose": None, "step": ["250 mcg"]}, "not-a-quantity", "step"),
    ({"currency": "euro", "price": 3}, "not-a-quantity", "currency"),
    ({"on_hand": -1}, "out-of-bounds", "on_hand"),
    ({"price": "-3"}, "out-of-bounds", "price"),
    ({"beyond_use": 0}, "out-of-bounds", "beyond_use"),
    ({"skip": "Mon", "on": "Mon"}, "conflict", "on"),
)


def a_fault(rng: Random) -> Case:
    """One fault in what is right otherwise."""
    given: dict[str, Any] = {
        "vial": rng.choice(VIALS),
        "diluent": rng.choice(("1 mL", "2 mL", "2.5 mL")),
        "dose": f"{rng.randint(20, 50) * 10} mcg",
    }
    command = rng.choice(("dose", "dose", "course"))
    faults = FAULTS
    if rng.random() < 0.25:
        given = {"formulation": "spray", "sprays": 2, "bottle": "10 mL"}
        faults = SPRAY_FAULTS
    elif command == "course":
        given["start"] = "2026-11-21"
        faults = FAULTS + COURSE_FAULTS
    change, code, field = rng.choice(faults)
    given |= change
    return Case(
        command, {key: value for key, value in given.items() if value is not None}, (code, field)
    )


MAKERS: tuple[tuple[float, Callable[[Random], Case]], ...] = (
    (0.56, a_dose),
    (0.78, a_course),
    (0.87, a_label),
    (0.94, a_conversion),
    (0.96, a_choice),
    (0.98, a_chart),
    (1.0, a_fault),
)


def case_of(seed: int, number: int) -> Case:
    """The case of a seed and a number, the same wherever it is made."""
    rng = Random(f"{seed}:{number}")
    chance = rng.random()
    for share, maker in MAKERS:
        if chance < share:
            return maker(rng)
    raise AssertionError(chance)
