"""Amounts as they are written, read as pint Quantities on Fractions, and their bounds."""

import re
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

from pint import UnitRegistry

registry = UnitRegistry(None, non_int_type=Fraction)
registry.load_definitions(
    files("selank_calc").joinpath("amounts", "units.txt").read_text(encoding="utf-8").splitlines()
)

_WRITTEN = re.compile(r"\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*(\S.*?)?\s*")
MASS = ("0.001 mcg", "1000 g")
VOLUME = ("0.0001 mL", "10 L")
MAY_BE_NONE = ("0 mL", "10 L")
# Both ends inside: README.md, and what `dose()` and `diluent()` say of themselves.
BOUNDS = {
    "vial": MASS, "dose": MASS, "diluent": VOLUME, "bottle": VOLUME, "spray_volume": VOLUME,
    "syringe": VOLUME, "displacement": MAY_BE_NONE, "dead_space": MAY_BE_NONE,
    "residual": MAY_BE_NONE, "weight": ("1 kg", "700 kg"), "vial_size": ("0.1 mL", "100 mL"),
    "strength": ("0.001 mcg/mL", "10000 mg/mL"), "mass": MASS, "volume": VOLUME, "limit": MASS, "limit_day": MASS,
}  # fmt: skip
PERCENTS = {"content": (1, 100), "vial_error": (0, 50), "diluent_error": (0, 50)}
COUNTS = {
    "per_day": (1, 24), "sprays": (1, 100), "priming": (0, 100), "days": (1, 3653),
    "courses": (1, 1000), "break_days": (0, 3653), "beyond_use": (1, 3653), "on_hand": (0, 10_000),
    "every": (1, 3653), "lead": (0, 3653), "warn_before": (1, 3653),
}  # fmt: skip


class RefusedError(Exception):
    """What was asked for has to be refused: the code of the error, and the field it names."""

    def __init__(self, code, field):
        super().__init__(code, field)
        self.code, self.field = code, field


@lru_cache(10_000)
def quantity(text, otherwise=None):
    """The amount itself, whatever it measures; without a unit in another one."""
    number, unit = _WRITTEN.fullmatch(text).groups()
    return registry.Quantity(Fraction(number), unit or otherwise)


@cache
def _in_one(units, unit):
    return Fraction(registry.Quantity(Fraction(1), units).to(unit).magnitude)


def magnitude(amount, unit):
    return Fraction(amount.magnitude) * _in_one(amount.units, unit)


@cache
def _bounds(field):
    return tuple(map(quantity, BOUNDS[field]))


def within(amount, field, called=None):
    """The amount, if it lies within the bounds of that field."""
    low, high = _bounds(field)
    if not low <= amount <= high:
        raise RefusedError("out-of-bounds", called or field)
    return amount


def amount(words, field, otherwise=None):
    """The amount that is written there, or another if none is."""
    text = words.get(field) or otherwise
    return None if text is None else _amount(text, field)


@lru_cache(10_000)
def _amount(text, field):
    return within(quantity(text), field)


def dose_of(words, field="dose"):
    """A dose or a limit of one, by itself or by body mass."""
    text = words.get(field) or ""
    if "/" not in text:
        return amount(words, field)
    weight, per_body = amount(words, "weight"), quantity(text)
    if not Fraction(1, 1000) <= magnitude(per_body * quantity("1 kg"), "mcg") <= 10**6:
        raise RefusedError("out-of-bounds", field)
    if weight is None:
        raise RefusedError("missing", "weight")
    return per_body * weight


def share(words, field, otherwise):
    """A percentage as a share of one."""
    value = words.get(field)
    number = Fraction(otherwise if value is None else _WRITTEN.fullmatch(f"{value}")[1])
    low, high = PERCENTS[field]
    if not low <= number <= high:
        raise RefusedError("out-of-bounds", field)
    return number / 100


def count(words, name, otherwise=None, field=None):
    value = words.get(name)
    if value is None:
        return otherwise
    low, high = COUNTS[field or name]
    number = int(f"{value}".lower().removesuffix("days").removesuffix("d"))
    if not low <= number <= high:
        raise RefusedError("out-of-bounds", field or name)
    return number
