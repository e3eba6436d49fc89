"""Values that nobody should give, every argument they can be given for, and what may come of it."""

import inspect
import itertools
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pint

from selank_calc import (
    CATALOGUE,
    Catalogue,
    Formulation,
    SelankCalcError,
    batch,
    chart,
    convert,
    course,
    diluent,
    dose,
    flags,
    formulations,
    label,
    load_catalogue,
    load_kit,
    schema,
)
from selank_calc.courses.plans import DoseArguments

OTHER = pint.UnitRegistry(non_int_type=Decimal)


class Raises:
    """Every method that is asked of a value raises, each another kind of error."""

    def __eq__(self, other):
        raise TypeError("no")

    __hash__ = object.__hash__

    def __str__(self):
        raise RecursionError

    __repr__ = __str__

    def __format__(self, spec):
        raise MemoryError

    def __iter__(self):
        raise ZeroDivisionError

    def __index__(self):
        raise OverflowError

    def __float__(self):
        raise ArithmeticError

    def __bool__(self):
        raise ValueError("is it?")

    def __len__(self):
        raise LookupError

    def __fspath__(self):
        raise NotImplementedError

    @property
    def magnitude(self):
        raise ValueError

    @property
    def units(self):
        raise RuntimeError

    def to(self, unit):
        raise ZeroDivisionError


class NoClass:
    """A value that raises when it is asked for its class."""

    @property
    def __class__(self):
        raise ZeroDivisionError


class NoAttributes:
    """A value that raises whatever it is asked for."""

    def __getattribute__(self, name):
        raise ZeroDivisionError


def refusing(kind):
    """A subclass each of whose methods raises, those aside that Python needs to make one."""

    def refuse(*_arguments, **_more):
        raise ZeroDivisionError

    kept = ("__new__", "__init__", "__init_subclass__", "__class__", "__getattribute__", "__doc__")
    return type(kind.__name__, (kind,), {name: refuse for name in dir(kind) if name not in kept})


class Lies:
    """A value that says of itself what can't be."""

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__

    def __str__(self):
        return "\x1b[31m" + "9" * 10_000

    def __iter__(self):
        return itertools.repeat("2 mg")

    def __index__(self):
        return 10**6000

    def __len__(self):
        return 10**9

    magnitude = float("nan")
    units = "milligram"
    to = None


class Like:
    """What resembles a Quantity, of that magnitude, whose unit is written as `unit`."""

    def __init__(self, magnitude, unit="milligram"):
        self.magnitude, self.unit = magnitude, unit

    @property
    def units(self):
        return self

    def __format__(self, spec):
        return self.unit

    def to(self, unit):
        return self


class Half:
    """A fraction that is none."""

    numerator, denominator = 1, 0


Coloured = type("\x1b[31mred", (), {})


def doubling():
    """Thirty lists, which written out have a billion entries."""
    made = []
    for _level in range(30):
        made = [made, made]
    return made


def deep():
    made = []
    for _level in range(100_000):
        made = [made]
    return made


class BadDate(date):
    year = property(lambda self: 1 // 0)


class BadDatetime(datetime):
    def date(self):
        raise OverflowError

    isoformat = utcoffset = date


class BadTime(time):
    def isoformat(self, timespec="auto"):
        raise OverflowError


class BadMapping(Mapping):
    def __getitem__(self, name):
        raise ValueError

    def __iter__(self):
        raise ZeroDivisionError

    def __len__(self):
        return 1


NO_NUMBERS = {
    "float nan": float("nan"),
    "Decimal NaN": Decimal("NaN"),
    "Decimal -NaN7": Decimal("-NaN7"),
    "numpy nan": np.float64("nan"),
    "numpy nan of 32 bits": np.float32("nan"),
    "pandas NA": pd.NA,
    "pandas NaT": pd.NaT,
    "numpy NaT": np.datetime64("NaT", "s"),
}
SIGNALLING = {
    "Decimal sNaN": Decimal("sNaN"),
    "Decimal -sNaN1": Decimal("-sNaN1"),
    "a quantity of NaN": pint.Quantity(float("nan"), "milligram"),
    "a quantity of sNaN": OTHER.Quantity(Decimal("sNaN"), "milliliter"),
}
HOSTILE = {
    **NO_NUMBERS,
    **SIGNALLING,
    "infinity": float("inf"),
    "Decimal -Infinity": Decimal("-Infinity"),
    "a huge exponent": Decimal("1E+999999"),
    "a tiny exponent": Decimal("1E-999999"),
    "zero with an exponent": Decimal("0E+999999"),
    "a huge integer": 10**6000,
    "a huge negative integer": -(10**6000),
    "a fraction of huge integers": Fraction(10**6000, 3),
    "true": True,
    "false": False,
    "numpy true": np.bool_(True),
    "zero": 0,
    "no text": "",
    "NUL": "\0",
    "half a character": "\ud800",
    "a long text": "9" * 100_000,
    "bytes": b"5 mg",
    "a complex number": 5 + 0j,
    "an array of none": np.array([]),
    "an array of one": np.array([5]),
    "an array of two": np.array([1.0, 2.0]),
    "an array without a dimension": np.array(5),
    "an array of text": np.array(["5 mg", "2 mL"]),
    "a series": pd.Series([1, 2]),
    "a table": pd.DataFrame({"vial": ["5 mg"]}),
    "a quantity of an array": pint.Quantity(np.array([1.0, 2.0]), "milligram"),
    "a quantity of an array of one": pint.Quantity(np.array([1.0]), "milliliter"),
    "a quantity of a list": pint.Quantity([], "milligram"),
    "a quantity with an offset": pint.Quantity(5, "degC"),
    "a quantity of a logarithm": pint.Quantity(5, "decibelmilliwatt"),
    "a quantity without a unit": pint.Quantity(5),
    "a quantity of infinity": pint.Quantity(float("inf"), "milliliter"),
    "a quantity of a huge integer": pint.Quantity(10**6000, "milliliter"),
    "a unit": pint.Unit("milligram"),
    "what raises": Raises(),
    "what has no class": NoClass(),
    "what has no attributes": NoAttributes(),
    "text whose methods raise": refusing(str)("x"),
    "bytes whose methods raise": refusing(bytes)(b"5 mg"),
    "an integer whose methods raise": refusing(int)(5),
    "a float whose methods raise": refusing(float)(5.5),
    "a Decimal whose methods raise": refusing(Decimal)("5.5"),
    "a list whose methods raise": refusing(list)(["5 mg"]),
    "a tuple whose methods raise": refusing(tuple)(["5 mg", 7]),
    "a dict whose methods raise": refusing(dict)(vial="5 mg"),
    "a date whose methods raise": refusing(date)(2026, 11, 21),
    "a datetime whose methods raise": refusing(datetime)(2026, 11, 21),
    "a time whose methods raise": refusing(time)(8, 30),
    "what lies": Lies(),
    "its class": Raises,
    "like a quantity of what raises": Like(Raises()),
    "like a quantity of what lies": Like(Lies()),
    "like a quantity of half": Like(Half()),
    "like a quantity of an unknown unit": Like(Lies(), "\x1b[31m" + "x" * 10_000),
    "like a quantity without text for a unit": Like(5, None),
    "of a class with a coloured name": Coloured(),
    "endless": itertools.cycle(["250 mcg x 1d"]),
    "nested without end": doubling(),
    "nested deeply": deep(),
    "a set": {"5 mg", 2},
    "a dict": {"vial": "5 mg"},
    "a list of lists": [["250 mcg", 7], [[]]],
    "a pair": (Raises(), Raises()),
    "a pair of a step": (Raises(), 7),
    "a list of what raises": [Raises()],
    "a mapping that raises": BadMapping(),
    "a date without a year": BadDate(2026, 11, 21),
    "a datetime that raises": BadDatetime(2026, 11, 21),
    "a time that raises": BadTime(8),
    "a date long ago": date.min,
    "a datetime far off": datetime.max,
    "a catalogue": CATALOGUE,
    "a formulation": CATALOGUE.formulations[0],
    "a catalogue of nothing": Catalogue(*[()] * len(Catalogue._fields)),
    "a catalogue of what raises": Catalogue(*[Raises()] * len(Catalogue._fields)),
    "a formulation of nothing": Formulation(*[None] * len(Formulation._fields)),
    "a formulation of what raises": Formulation(*[Raises()] * len(Formulation._fields)),
    "a formulation of what lies": CATALOGUE.formulations[0]._replace(device=Lies()),
}

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
SPRAY = {"formulation": "spray", "bottle": "10 mL", "sprays": 2}
DROPS = {"formulation": "drops", "drops": 2}
READY = {"strength": "5 mg/mL", "dose": "250 mcg"}
OF_READY = ("strength", "volume")
OF_DROPS = ("drops", "drop_volume")
OF_SPRAYS = ("sprays", "spray_volume", "bottle", "residual", "priming")
COURSE = {"start": "2026-11-21"}
PLAN = course(**VIAL, **COURSE)
LABEL = label(**VIAL, opened="2026-11-21")
# What each needs besides the argument that is tried.
WITH = {
    "end": {"days": None}, "break_days": {"courses": 2}, "currency": {"price": "39.90"},
    "step": {"dose": None}, "draw": {"dose": None}, "mixed": {}, "opened": {}, "scale": {},
}  # fmt: skip


def names_of(function):
    """The arguments of a function, those of a dose among them where it takes them."""
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
            yield name
        else:
            yield from DoseArguments.__annotations__


def words_for(function, name):
    if function is convert:
        if name in ("formulation", "to"):
            return {"amount": "250 mcg", "to": "nmol"}
        made = (
            {"strength": "5 mg/mL"} if name == "strength" else {"vial": "5 mg", "diluent": "2 mL"}
        )
        return {"amount": "250 mcg", "to": "units", **made}
    base = SPRAY if name in OF_SPRAYS else READY if name in OF_READY else VIAL
    base = DROPS if name in OF_DROPS else base
    if function is chart:
        sold = (
            {"strength": "5 mg/mL"} if name == "strength" else {"vial": "5 mg", "diluent": "2 mL"}
        )
        nasal = {"spray_volume": "spray", "drop_volume": "drops"}
        return {"formulation": nasal[name]} if name in nasal else sold
    if function is diluent:
        base = {"vial": "5 mg", "dose": "250 mcg"}
    return {**base, **(COURSE if function is course else {}), **WITH.get(name, {})}


CALLS = {
    **{
        f"{function.__name__} {name}": (function, name, words_for(function, name))
        for function in (dose, diluent, course, label, chart, convert)
        for name in names_of(function)
    },
    "formulations formulation": (formulations, "formulation", {}),
    "formulations catalogue": (formulations, "catalogue", {}),
    "flags code": (flags, "code", {}),
    "flags catalogue": (flags, "catalogue", {}),
    "schema of": (schema, "of", {"of": "row"}),
    "schema keep": (schema, "keep", {"of": "row"}),
    "schema catalogue": (schema, "catalogue", {"of": "row"}),
    "load_catalogue path": (load_catalogue, "path", {}),
    "load_kit path": (lambda path: load_kit(path), "path", {}),  # noqa: PLW0108 - by position only
    "load_kit function": (lambda function: load_kit("nowhere.toml", function), "function", {}),
    "as_calendar timezone": (PLAN.as_calendar, "timezone", {}),
    "as_calendar stamp": (PLAN.as_calendar, "stamp", {}),
    "as_calendar discreet": (PLAN.as_calendar, "discreet", {}),
    "as_svg size": (LABEL.as_svg, "size", {}),
    "left_out size": (LABEL.left_out, "size", {}),
    "size_for_all size": (LABEL.size_for_all, "size", {}),
    "of a catalogue name": (CATALOGUE.formulation, "name", {}),
    "batch rows": (lambda **words: next(batch(**words), None), "rows", {}),
    "batch keep": (batch, "keep", {"rows": []}),
    "batch column": (batch, "column", {"rows": []}),
    "batch fields": (batch, "fields", {"rows": []}),
    "batch catalogue": (batch, "catalogue", {"rows": []}),
}  # fmt: skip
# Where an error names another field than the argument.
FIELDS = {"path": ("catalogue", "kit"), "name": ("formulation",), "step": ("step", "dose")}


def outcome(function, words):
    """The record of the result, or the error; anything else is raised."""
    try:
        result = function(**words)
    except SelankCalcError as error:
        return error
    if hasattr(result, "as_dict"):
        json.dumps(result.as_dict(), allow_nan=False)
    return result


def held(error, name):
    """What is wrong with an error, or nothing."""
    parts = (error.message, error.text or "", *(error.hint or "").splitlines())
    if error.field not in FIELDS.get(name, (name,)):
        return f"field {error.field}"
    if not all(part.isprintable() for part in parts):
        return f"unprintable: {parts}"
    return f"{len(f'{error}')} characters" if len(f"{error}") > 700 else ""
