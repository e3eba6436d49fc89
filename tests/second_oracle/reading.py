"""Amounts as they are written, and as fractions."""

import calendar
import re
from datetime import date
from fractions import Fraction

from tests.second_oracle.figures import UNITS_PER_ML, Formulation

AMOUNT = re.compile(r"\s*(\d*)(?:\.(\d*))?\s*(.*?)\s*", re.DOTALL)
MASSES = {
    "ng": Fraction(1, 1000),
    "mcg": Fraction(1),
    "ug": Fraction(1),
    "µg": Fraction(1),
    "μg": Fraction(1),
    "microgram": Fraction(1),
    "micrograms": Fraction(1),
    "mg": Fraction(1000),
    "g": Fraction(1000000),
    "kg": Fraction(10**9),
    "lb": Fraction(45359237, 10**8) * 10**9,
}
VOLUMES = {
    "uL": Fraction(1, 1000),
    "mL": Fraction(1),
    "ml": Fraction(1),
    "cc": Fraction(1),
    "L": Fraction(1000),
}
STRENGTHS = {
    "mcg/mL": Fraction(1),
    "mg/mL": Fraction(1000),
    "g/L": Fraction(1000),
    "g/mL": Fraction(10**6),
    "%": Fraction(10000),  # grams in 100 mL
}
MARKS = ("units", "unit")


class RefusedError(Exception):
    """The documents say that this input is refused; its code, and the argument where that is said."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def number_and_unit(text: str) -> tuple[Fraction, str]:
    """A plain number without a sign or an exponent, and the rest."""
    found = AMOUNT.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        raise RefusedError("not-a-quantity")
    decimals = found[2] or ""
    return Fraction(int((found[1] or "") + decimals), 10 ** len(decimals)), found[3]


def mass(text: str) -> Fraction:
    """In mcg."""
    number, unit = number_and_unit(text)
    return number * MASSES[unit]


def volume(text: str) -> Fraction:
    """In mL."""
    number, unit = number_and_unit(text)
    return number * VOLUMES[unit]


def strength(text: str) -> Fraction:
    """In mcg/mL."""
    number, unit = number_and_unit(text)
    return number * STRENGTHS[unit]


def by_weight(text: str, weight: Fraction | None) -> Fraction:
    """A mass in mcg, or one by body mass times `weight` in kg."""
    number, unit = number_and_unit(text)
    if unit.endswith("/kg"):
        if weight is None:
            raise RefusedError("missing", "weight")
        return number * MASSES[unit.removesuffix("/kg")] * weight
    return number * MASSES[unit]


def draw(text: str, scale: str) -> Fraction:
    """In mL, written in mL or in the units of `scale`."""
    number, unit = number_and_unit(text)
    return number / UNITS_PER_ML[scale] if unit in MARKS else number * VOLUMES[unit]


def percent(given: object) -> Fraction:
    """A number of percent, with its sign or without."""
    return number_and_unit(str(given))[0]


def last_day(text: str) -> date:
    """A date, or the last day of a month."""
    year, month, *day = (int(part) for part in text.split("-"))
    return date(year, month, day[0] if day else calendar.monthrange(year, month)[1])


def fewest(formulation: Formulation) -> int:
    """Doses a day where none are given."""
    return formulation.per_day[0] if formulation.per_day else 1
