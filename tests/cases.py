"""Random words for every command that calculates: what people type, and what they should not.

A case is made of its number and the seed alone, so that each can be had again. A good part
lies at the limits: at the documented figures, at marks and full barrels, at the ends of what
is accepted, and a hair beside them.
"""

from datetime import date, timedelta
from decimal import Context, Decimal
from itertools import islice

LONGEST_TEXT = 40
_EXACT = Context(prec=200)
MASS_UNITS = {
    "mcg": "1", "ug": "1", "µg": "1", "μg": "1", "micrograms": "1", "ng": "0.001",
    "mg": "1000", "milligrams": "1000", "g": "1000000", "kg": "1000000000",
}  # fmt: skip
VOLUME_UNITS = {
    "mL": "1", "ml": "1", "cc": "1", "millilitres": "1", "uL": "0.001", "µl": "0.001", "L": "1000",
}  # fmt: skip
MARK_UNITS = {"units": "1", "unit": "1"}
BODY_UNITS = {"kg": "1", "g": "0.001", "lb": "0.45359237", "pounds": "0.45359237"}
BY_BODY_UNITS = {
    "mcg/kg": "1", "mg/kg": "1000", "ug / kg": "1", "ng/kg": "0.001",
    "mcg/lb": f"{1 / Decimal('0.45359237')}",
}  # fmt: skip
MOLE_UNITS = {"nmol": "1", "pmol": "0.001", "umol": "1000", "µmol": "1000", "mol": "1000000000"}
STRENGTH_UNITS = {"mcg/mL": "1", "mg/mL": "1000", "%": "10000", "ng / uL": "1", "g/L": "1000"}
# scale, capacity in mL and spacing in units: each combination that is sold
BARRELS = (
    ("U-100", "0.3", ("1", "0.5")), ("U-100", "0.5", ("1",)), ("U-100", "1", ("2", "1")),
    ("U-500", "0.5", ("5",)), ("U-40", "0.3", ("1", "0.5")), ("U-40", "0.5", ("1", "0.5")), ("U-40", "1", ("1",)),
    ("U-40", "2", ("2", "1")),
)  # fmt: skip
PER_ML = {"U-100": 100, "U-500": 500, "U-40": 40}
VIALS = ("selank", "n-acetyl-selank-amidate", "amidate", "na-selank-amidate", "n-acetyl-selank")
NAMES = (*VIALS, None, "SELANK", " Amidate ", "NA-Selank")
LIMITS_MCG = (
    15, 20, 25, 67.5, 100, 150, 200, 225, 250, 337.5, 400, 500, 675, 2000, 2250, 4000, 5000, 6750,
)  # fmt: skip
DRAWS = (
    1,
    2,
    4,
    5,
    7.5,
    10,
    15,
    20,
    25,
    30,
    35,
    40,
    50,
    60,
    75,
    80,
    100,
    120,
    150,
    250,
    500,
    2.5,
    0.5,
)
KINDS = ("bacteriostatic", "sterile", "saline", "Sterile water", " SALINE ", "BAC water")
DAYS = ("mon", "Tue", "wednesday", "thu", "Fri", "Sat", "sun")
DAY_WORDS = ("", "", "d", " days", "D")
ZONES = (
    "Europe/Berlin", "Africa/Casablanca", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata",
    "UTC",
)  # fmt: skip


# --- Amounts ----------------------------------------------------------------------------


def number(random, low, high):
    """A number between the two: round, at an end, long, or anything."""
    low, high = Decimal(str(low)), Decimal(str(high))
    kind = random.random()
    if kind < 0.05:
        return random.choice((low, high))
    digits = random.choice((1, 2, 2, 3, 3, 4)) if kind < 0.85 else random.randint(5, 27)
    exponent = random.uniform(float(low.log10()), float(high.log10()))
    drawn = Decimal(10) ** int(exponent // 1) * Decimal(random.randint(10**29, 10**30 - 1))
    drawn = Context(prec=digits).plus(drawn.scaleb(-29))
    return min(max(drawn, low), high)


def near(random, limit):
    """The limit, or a hair beside it."""
    hair = Decimal(10) ** -random.choice((1, 2, 4, 8, 16, 24, 27))
    return Decimal(str(limit)) + random.choice((-1, 0, 0, 0, 1)) * hair


def written(random, value, units):
    """The amount in one of the units, as somebody might write it; short enough to be read."""
    for unit in random.sample(list(units), len(units)):
        factor = Decimal(units[unit])
        in_unit = value if factor == 1 else _EXACT.divide(value, factor)
        # in pounds it may have no end
        in_unit = in_unit.normalize(_EXACT) if len(in_unit.as_tuple().digits) <= 30 else None
        text = "" if in_unit is None else _text(random, in_unit, unit)
        if text and len(text) <= LONGEST_TEXT and -15 <= in_unit.adjusted() <= 15:
            return text
    return f"{Context(prec=6).plus(value):f} {next(iter(units))}"


def _text(random, number, unit):
    digits = f"{number:f}"
    if random.random() < 0.05:
        digits = f"{number:e}" if random.random() < 0.5 else f"+{number:E}"
    elif digits.startswith("0.") and random.random() < 0.1:
        digits = digits[1:]
    elif random.random() < 0.05:
        digits += ".0" if "." not in digits else "00"
    before, between, after = (random.choice(("",) * 9 + (" ",)) for _each in range(3))
    return f"{before}{digits}{between or random.choice(('', ' ', ' '))}{unit}{after}"


def mass(random, low, high):
    return written(random, number(random, low, high), MASS_UNITS)


def volume(random, low, high):
    return written(random, number(random, low, high), VOLUME_UNITS)


def percent(random, low, high):
    value = number(random, low, high)
    is_plain = value > 1 and random.random() < 0.5
    return f"{value:f}" if is_plain else f"{value:f}{random.choice(('', ' '))}%"


def sometimes(random, share, make):
    return make() if random.random() < share else None


def given(words):
    """Without what is not given, which may also be said by None."""
    return {name: value for name, value in words.items() if value is not None}


# --- Doses ------------------------------------------------------------------------------


def dose(random):
    """Words for `dose`."""
    words = spray_dose(random) if random.random() < 1 / 3 else vial_dose(random)
    if "dose" in words and random.random() < 0.15:
        words |= by_body_mass(random)
    if random.random() < 0.05:
        words["expires"] = random.choice(("2019-02", "2024-02-29", "2199-12", "2200-12-31"))
    return words


def by_body_mass(random):
    """A dose a kg or pound; now and then for somebody of whom no weight is known."""
    per_kg = number(random, *random.choice((("0.5", 20), ("0.0009", 1_001_000))))
    words = {"dose": written(random, per_kg, BY_BODY_UNITS)}
    if random.random() < 0.9:
        words["weight"] = written(random, number(random, 4, 300), BODY_UNITS)
    return words


def shape(random):
    return {
        "content": sometimes(random, 0.3, lambda: percent(random, 1, 100)),
        "displacement": sometimes(
            random, 0.3, lambda: volume(random, "0.0001", random.choice(("0.5", "5")))
        ),
        "vial_error": sometimes(random, 0.2, lambda: percent(random, "0.1", 50)),
        "diluent_error": sometimes(random, 0.2, lambda: percent(random, "0.1", 50)),
        "vial_size": sometimes(random, 0.2, lambda: vial_size(random)),
    }


def vial_size(random):
    """A common one, or near the ends of what is accepted."""
    size = random.choice((1, 2, 3, 5, 10, 10, 20, "0.1", 100, number(random, "0.5", 20)))
    return written(random, Decimal(size), VOLUME_UNITS)


def dissolved(random):
    return {
        **shape(random),
        "diluent_kind": sometimes(random, 0.3, lambda: random.choice(KINDS)),
        "preservative_free": sometimes(random, 0.1, lambda: True),
    }


def everyday(random):
    return {
        "per_day": sometimes(random, 0.4, lambda: f"{random.randint(1, 4)}"),
        "weight": sometimes(
            random, 0.2, lambda: written(random, number(random, 4, 300), BODY_UNITS)
        ),
        "limit": sometimes(random, 0.2, lambda: a_limit(random)),
        "limit_day": sometimes(random, 0.2, lambda: a_limit(random)),
    }


def a_limit(random):
    """A limit of one's own: near what is documented, where doses are, or anything; or a kg."""
    kind = random.random()
    if kind < 0.1:
        return written(
            random, number(random, *random.choice(((1, 9), ("0.0009", 1_001_000)))), BY_BODY_UNITS
        )
    asked = (
        number(random, "0.0009", 100_000) if kind < 0.3 else near(random, random.choice(LIMITS_MCG))
    )
    return written(random, asked, MASS_UNITS)


def barrel(random):
    """A scale, a capacity and a spacing that go together, each given or not."""
    scale, capacity, spacings = random.choice((*BARRELS[:3], *BARRELS))
    kind = random.random()
    words = {"scale": scale} if scale != "U-100" or random.random() < 0.3 else {}
    if kind < 0.25:
        words["syringe"] = held(random, Decimal(capacity), PER_ML[scale])
    if kind < 0.15:
        words["marks"] = f"{random.choice(spacings)}{random.choice((' units', ''))}"
    return words, PER_ML[scale]


def held(random, capacity_ml, per_ml):
    """What a barrel holds, as a volume, in its units, or as a part of a cc."""
    if random.random() < 0.3:
        return written(random, capacity_ml * per_ml, MARK_UNITS)
    above, below = capacity_ml.as_integer_ratio()
    if below > 1 and random.random() < 0.3:
        return f"{above}/{below}{random.choice((' ', ''))}{random.choice(('cc', 'mL'))}"
    return written(random, capacity_ml, VOLUME_UNITS)


def vial_dose(random):
    """Any three of the four, or all of them."""
    of_barrel, per_ml = barrel(random)
    amounts = random.choices((_anyhow, _round, _extreme), (5, 5, 1))[0](random, per_ml)
    solved_for = random.choices(("draw", "dose", "diluent", "vial", None), (8, 2, 2, 1, 2))[0]
    amounts.pop(solved_for, None)
    if random.random() < 0.12:
        return ready(random, amounts, of_barrel)
    return given(
        {
            "formulation": random.choice(NAMES),
            **amounts,
            **of_barrel,
            **dissolved(random),
            "dead_space": sometimes(random, 0.3, lambda: volume(random, "0.0001", "0.2")),
            **everyday(random),
        }
    )


def ready(random, amounts, of_barrel):
    """A solution that is bought, of an amount that is known or not."""
    volumes = random.choice(((1, 10), ("0.05", 1), ("0.00009", "10010")))
    asked = {name: amounts[name] for name in ("dose", "draw") if name in amounts}
    return given(
        {
            "formulation": random.choice(NAMES),
            "strength": written(random, number(random, "0.2", 20_000), STRENGTH_UNITS),
            "volume": sometimes(random, 0.7, lambda: volume(random, *volumes)),
            **of_barrel,
            **(asked or {"dose": "250 mcg"}),
            "content": sometimes(random, 0.02, lambda: percent(random, 1, 100)),
            "diluent_kind": sometimes(random, 0.02, lambda: random.choice(KINDS)),
            "dead_space": sometimes(random, 0.3, lambda: volume(random, "0.0001", "0.2")),
            **everyday(random),
        }
    )


def _anyhow(random, per_ml):
    near_a_limit = random.random() < 0.4
    asked = near(random, random.choice(LIMITS_MCG)) if near_a_limit else number(random, 1, 9000)
    drawn = number(random, "0.2", 120)
    in_ml = random.random() < 0.3
    return {
        "vial": mass(random, 500, 50_000),
        "diluent": random.choice(
            (
                volume(random, "0.2", 10),
                volume(random, "0.2", 10),
                volume(random, "0.02", 1),
                written(random, near(random, 10), VOLUME_UNITS),
            )
        ),
        "dose": written(random, asked, MASS_UNITS),
        "draw": volume(random, "0.002", "1.2") if in_ml else written(random, drawn, MARK_UNITS),
    }


def _round(random, per_ml):
    """A draw at a mark, at a full barrel, at the limits of small draws, or a hair beside."""
    vial_mg, diluent_ml = random.choice((1, 2, 5, 10)), random.choice((1, 2, "2.5", 4, 5))
    mcg_per_unit = Decimal(vial_mg) * 1000 / Decimal(diluent_ml) / per_ml
    units = near(random, random.choice(DRAWS))
    return {
        "vial": f"{vial_mg} mg",
        "diluent": f"{diluent_ml} mL",
        "dose": written(random, _EXACT.multiply(units, mcg_per_unit), MASS_UNITS),
        "draw": written(random, near(random, random.choice(DRAWS)), MARK_UNITS),
    }


def _extreme(random, per_ml):
    """All that is accepted, and a little beyond it."""
    return {
        "vial": mass(random, "0.0009", "1001000000"),
        "diluent": volume(random, "0.00009", "10010"),
        "dose": mass(random, "0.0009", "1001000000"),
        "draw": written(random, number(random, "0.001", "1000000"), MARK_UNITS),
    }


def spray_dose(random):
    """A dose or sprays, from a bottle, from powder, or from what is not said."""
    from_vial = random.random() < 0.5
    words = {"formulation": random.choice(("spray", "nasal-spray", "Spray")), **everyday(random)}
    if from_vial:
        words["vial"] = mass(random, 1000, 50_000)
        words["diluent"] = sometimes(random, 0.6, lambda: volume(random, "0.5", 20))
        words.update(dissolved(random))
    elif random.random() < 0.25:
        words["strength"] = written(random, number(random, 200, 9000), STRENGTH_UNITS)
    elif random.random() < 0.03:
        words |= random.choice(
            ({"diluent_kind": random.choice(KINDS)}, {"preservative_free": True})
        )
    kind = random.random()
    if kind < 0.4:
        words["sprays"] = f"{random.choice((1, 2, 2, 3, 4, random.randint(1, 100)))}"
    elif kind < 0.6:
        words["dose"] = written(random, near(random, random.choice(LIMITS_MCG)), MASS_UNITS)
    elif kind < 0.9 or not from_vial:
        sprays = random.randint(1, 16) * Decimal("18.75")
        words["dose"] = mass(random, 1, 9000) if random.random() < 0.5 else f"{sprays} mcg"
    if random.random() < 0.25:
        words["sprays"] = f"{random.choice((1, 2, 3, random.randint(1, 20)))}"
        words["dose"] = mass(random, 20, 3000)
        if random.random() < 0.5:
            words["dose"] = f"{random.choice((37.5, 75, 100, 112.5, 150, 187.5, 225, 600))} mcg"
        if words.get("diluent") and random.random() < 0.4:
            del words["vial"]
    words["spray_volume"] = sometimes(
        random,
        0.3,
        lambda: random.choice(
            (
                "0.07 mL",
                "0.1 mL",
                "140 uL",
                volume(random, "0.01", "0.5"),
                written(random, near(random, random.choice(("0.1", "0.15", "0.3"))), VOLUME_UNITS),
            )
        ),
    )
    has_bottle = random.random() < 0.5
    if has_bottle:
        words["bottle"] = (
            volume(random, random.choice(("0.05", 1)), 30)
            if not from_vial
            else volume(random, "0.3", 8)
        )
    if has_bottle or from_vial:
        words["residual"] = sometimes(random, 0.3, lambda: volume(random, "0.01", 1))
        words["priming"] = sometimes(random, 0.3, lambda: f"{random.randint(0, 20)}")
    if random.random() < 0.3:
        return in_drops(random, words)
    return given(words)


def in_drops(random, words):
    """The same in drops, with priming and with the words of sprays only now and then."""
    called = {"sprays": "drops", "spray_volume": "drop_volume"}
    if random.random() < 0.02:
        called = {}
    if random.random() < 0.98:
        words.pop("priming", None)
    words = {called.get(name, name): value for name, value in words.items()}
    return given({**words, "formulation": random.choice(("drops", "nasal-drops", "Drops"))})


# --- The other commands -------------------------------------------------------------------


def diluent(random):
    """Words for `diluent`."""
    of_barrel, _per_ml = barrel(random)
    of_barrel["formulation"] = random.choice(NAMES)
    of_barrel["dead_space"] = sometimes(random, 0.3, lambda: volume(random, "0.0001", "0.2"))
    if random.random() < 0.3:
        pump = sometimes(random, 0.5, lambda: random.choice(("0.1 mL", "0.07 mL", "0.14 mL")))
        of_barrel = {"formulation": "spray", "spray_volume": pump}
        if random.random() < 0.3:
            of_barrel = {"formulation": "drops", "drop_volume": pump}
    asked = random.choice((*LIMITS_MCG, None))
    size = random.choices((1, 2, 3, 5, 10, 100), (20, 20, 20, 20, 10, 1))[0]
    return given(
        {
            "vial": random.choice(("2 mg", "5 mg", "10 mg", mass(random, 500, 50_000))),
            "dose": mass(random, 10, 3000) if asked is None else f"{asked} mcg",
            **of_barrel,
            **shape(random),
            "vial_size": sometimes(
                random, 0.6, lambda: written(random, Decimal(size), VOLUME_UNITS)
            ),
            **everyday(random),
            **(by_body_mass(random) if random.random() < 0.1 else {}),
        }
    )


def label(random):
    """Words for `label`."""
    words = dose(random)
    words.pop("expires", None)
    name = "mixed" if random.random() < 0.1 else "opened"
    day = a_date(random)
    return given(
        {**words, **keeping(random), name: day.isoformat(), "expires": expiry(random, day)}
    )


def keeping(random):
    words = {}
    if random.random() < 0.25:
        words["beyond_use"] = (
            f"{random.choice((1, 2, 14, 28, 29, random.randint(1, 60)))}{random.choice(DAY_WORDS)}"
        )
    return words


def expiry(random, day):
    """Now and then, near that day."""
    if random.random() < 0.65:
        return None
    printed = day + timedelta(random.choice((-1, 0, 1, 27, 28, random.randint(-20, 120))))
    return printed.isoformat()[: random.choice((7, 10, 10))]


def a_date(random):
    return date(2024, 1, 1) + timedelta(random.randint(0, 4000))


def course(random):
    """Words for `course`."""
    is_spray = random.random() < 0.35
    words = _bottles(random) if is_spray else _vials(random)
    start = a_date(random)
    words |= {"start": start.isoformat(), **keeping(random), **everyday(random)}
    days = random.choice((1, 7, 14, 28, 29, random.randint(1, 90)))
    kind = random.random()
    if kind < 0.35:
        words.pop("dose", None)
        words.pop("sprays", None)
        words.pop("drops", None)
        words.pop("draw", None)
        if not is_spray and "strength" not in words:
            words |= {"vial": mass(random, 800, 12_000), "diluent": volume(random, "0.5", 4)}
        many = words["formulation"].lower().removeprefix("nasal-").rstrip("s") if is_spray else ""
        words["step"] = list(islice(_steps(random, many), random.randint(1, 5)))
    elif kind < 0.75:
        words["days"] = f"{days}{random.choice(DAY_WORDS)}"
    if random.random() < 0.3:
        words["courses"] = f"{random.randint(1, 4)}"
        if int(words["courses"]) > 1 and random.random() < 0.6:
            words["break_days"] = (
                f"{random.choice((0, 6, 7, 8, random.randint(0, 40)))}{random.choice(DAY_WORDS)}"
            )
    elif kind > 0.9:
        words["end"] = (start + timedelta(random.randint(-1, 60))).isoformat()
    if random.random() < 0.01 and kind < 0.75 and "step" not in words:
        words["days"] = f"{random.randint(800, 3660)}"
    if random.random() < 0.2:
        words.pop("per_day", None)
        hours = random.sample(range(24), random.randint(1, 4))
        words["times"] = ",".join(f"{hour}:{random.choice(('00', '30', '07'))}" for hour in hours)
    if random.random() < 0.3:
        before = random.choice((0, 1, 13, 27, 28, random.randint(-1, 40)))
        words["opened"] = (start - timedelta(before)).isoformat()
        if random.random() < 0.6:
            words["left"] = what_is_left(random)
    if random.random() < 0.02:
        words["left"] = what_is_left(random)
    if random.random() < 0.3:
        words["lead"] = (
            f"{random.choice((0, 1, 7, 10, random.randint(0, 60)))}{random.choice(DAY_WORDS)}"
        )
    if random.random() < 0.2:
        words["warn_before"] = f"{random.randint(1, 40)}{random.choice(DAY_WORDS)}"
    if random.random() < 0.15:
        words["timezone"] = random.choice(ZONES)
        if random.random() < 0.5:
            words.pop("per_day", None)
            words["times"] = random.choice(("0:00", "2:30", "2:10,14:10", "23:59,0:30,2:00"))
    if random.random() < 0.3:
        words["skip"] = ",".join(random.sample(DAYS, random.randint(1, 3)))
    if random.random() < 0.25:
        apart = random.choice((1, 2, 3, 3, 7, 14, random.randint(1, 100)))
        words["every"] = f"{apart}{random.choice(DAY_WORDS)}"
    if random.random() < 0.2:
        words["on"] = ",".join(random.sample(DAYS, random.randint(1, 7)))
        if random.random() < 0.8:
            words.pop("every", None)
            if random.random() < 0.7:
                words.pop("skip", None)
    if random.random() < 0.25:
        words["price"] = f"{number(random, '0.01', 1000):f}"
        words["currency"] = random.choice(("EUR", "usd"))
    if random.random() < 0.2:
        words["on_hand"] = f"{random.randint(0, 5)}"
    words["expires"] = expiry(random, start)
    if random.random() < 0.4:
        words["today"] = (start + timedelta(random.randint(-3, 120))).isoformat()
    return given(words)


def what_is_left(random):
    """In a vial or bottle in use: a volume, a mass or doses; now and then more than it holds."""
    kind = random.random()
    if kind < 0.4:
        doses = random.choice((1, 2, 3, 5, 12, random.randint(1, 40)))
        return f"{doses}{random.choice((' ', ''))}dose{'' if doses == 1 else 's'}"
    if kind < 0.7:
        return written(random, number(random, "0.05", 3), VOLUME_UNITS)
    return written(random, number(random, 100, 6000), MASS_UNITS)


def _vials(random):
    """A dose that a vial holds some of, with what is lost of it."""
    words = _round(random, 100) if random.random() < 0.3 else _anyhow(random, 100)
    of_barrel, _per_ml = barrel(random)
    solved_for = random.choices(("draw", "dose", "diluent", "vial", None), (12, 2, 2, 1, 2))[0]
    words.pop(solved_for, None)
    if random.random() < 0.12:
        return ready(random, words, of_barrel)
    return {
        "formulation": random.choice(NAMES), **words, **of_barrel, **dissolved(random),
        "dead_space": sometimes(random, 0.4, lambda: volume(random, "0.001", "0.1")),
    }  # fmt: skip


def _bottles(random):
    words = spray_dose(random)
    for many in ("sprays", "drops"):
        if many in words:
            words[many] = f"{random.randint(1, 6)}"
    return words


def _steps(random, one):
    while True:
        days = random.choice((1, 3, 7, random.randint(1, 30)))
        cross = random.choice((" x ", "x", " X ", " × "))
        word = random.choice(("d", "d", " days", "D"))
        if one and random.random() < 0.7:
            sprays = random.randint(1, 6)
            asked = f"1 {one}" if sprays == 1 else f"{sprays} {one}s"
        else:
            asked = f"{random.choice((100, 125, 200, 250, 400, 500, random.randint(20, 1200)))} mcg"
            if random.random() < 0.05:
                asked = f"{random.choice((2, 3.5, 5))} mcg/kg"
        yield f"{asked}{cross}{days}{word}"


def conversion(random):
    """Words for `convert`: an amount, a unit, and what leads from the one to the other."""
    line = (MARK_UNITS, VOLUME_UNITS, MASS_UNITS, MOLE_UNITS)
    if random.random() < 0.15:
        value = number(random, "0.01", 100_000)
        return {
            "amount": written(random, value, STRENGTH_UNITS),
            "to": random.choice(list(STRENGTH_UNITS)),
        }
    here, there = random.choice(range(4)), random.choice(range(4))
    words = {
        "amount": written(random, number(random, "0.001", 9000), line[here]),
        "to": random.choice(list(line[there])),
    }
    crossed = range(min(here, there), max(here, there))
    if 0 in crossed:
        words["scale"] = sometimes(random, 0.6, lambda: random.choice(list(PER_ML)))
    if 1 in crossed:
        words |= {"vial": mass(random, 500, 50_000), "diluent": volume(random, "0.2", 10)}
        words |= {name: shape(random)[name] for name in ("content", "displacement")}
        if random.random() < 0.3:
            for name in ("vial", "diluent", "content", "displacement"):
                del words[name]
            words["strength"] = written(random, number(random, "0.2", 20_000), STRENGTH_UNITS)
    if 2 in crossed:
        words["formulation"] = sometimes(random, 0.7, lambda: random.choice(VIALS))
    return given(words)
