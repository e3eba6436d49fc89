"""Text or a pint Quantity in, one exact Fraction in a canonical unit out.

The canonical units are mcg, mL, mcg/mL and kg (of body). User text is matched
against a closed table of units and never handed to a parser of expressions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..errors import (
    DimensionError,
    MissingInputError,
    OutOfBoundsError,
    QuantityError,
    SelankCalcError,
    UnitError,
    did_you_mean,
    named,
    quoted,
)
from .exact import HUNDRED, ONE, Fraction, written
from .frozen_units import UNITS
from .kinds import (
    ANY,
    BODY_MASS,
    BY_BODY_MASS,
    CAPACITY,
    DRAW,
    MARKS,
    MASS,
    MEASURED,
    SYRINGE_MARKS,
    VOLUME,
    Amount,
    Kind,
    Percent,
    Quantity,
    Spacing,
)
from .writing import as_text, bounds, plain_text, show, text_of

if TYPE_CHECKING:
    from typing import Any, NoReturn

LONGEST_TEXT = 40
# No amount of this field lies beyond ten to the 15th of anything. (An exponent has three
# digits at most: 1e999999999 written out would fill the memory.)
LEAST, _TOO_MUCH = Fraction(1, 10**15), Fraction(10**16)


# A unit never holds a digit, so whatever stands after one plain number is refused
# as a whole: 9**9**9 mg, 5-10 mg, 2 700 mcg.
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_AMOUNT = re.compile(rf"\s*({_NUMBER})\s*([^\s0-9,.][^0-9,]*?)?\s*")

_BODY = (UNITS["kg"], UNITS["lb"])
_PART = r"\s*([0-9]{1,2})/([1-9][0-9]?)\s*(\S+)\s*"  # of a cc: 3/10, 1/2


def read(value: Amount, field: str, kind: Kind) -> Fraction:
    """`value` as an exact Fraction in the canonical unit of `kind`.

    Raises a SelankCalcError that names `field` when the text is not a plain number with
    a known unit, measures something else, or lies outside the bounds of `kind`.

    >>> from selank_calc.amounts.kinds import MASS, VOLUME
    >>> read("0.25 mg", "dose", MASS), read(".5mL", "diluent", VOLUME)
    (Fraction(250, 1), Fraction(1, 2))
    """
    if type(value) is not str:
        text = plain_text(value)
        return _read_quantity(value, field, kind) if text is None else read(text, field, kind)
    match = _AMOUNT.fullmatch(value) if len(value) <= LONGEST_TEXT else None
    if match is None:
        _refuse_text(value, field, kind)
    number, unit = match.groups()
    known = UNITS.get(unit) or _compound(unit)
    if known is None:
        _refuse_unit(value, unit, field, kind)
    dimension, factor = known
    if dimension != kind.dimension:
        _refuse_dimension(value, dimension, field, kind)
    return _canonical(written(number), factor, value, field, kind)


def read_draw(
    value: Amount, field: str, kind: Kind = DRAW, of: tuple[Kind, Kind] = (SYRINGE_MARKS, VOLUME)
) -> tuple[Fraction, Kind]:
    """A draw as it was given, in syringe units or in mL, and which of the two it is.

    Or what is of two other kinds; `kind` is what the errors call it.

    >>> read_draw("12 units", "draw")[0], read_draw("0.12 mL", "draw")[1].unit
    (Fraction(12, 1), 'mL')
    """
    if (text := plain_text(value)) is not None:
        match = _amount_in(text)
        known = UNITS.get(match[2]) if match else None
    else:
        parts = _parts(value)
        known = UNITS.get(parts.unit) if parts else None
    kinds = {each.dimension: each for each in of}
    kind = kinds.get(known[0], kind) if known else kind
    return read(value, field, kind), kind


def read_capacity(value: Amount, field: str) -> tuple[Fraction, Kind]:
    """What a barrel holds, likewise, or by the name it is sold under.

    >>> read_capacity("3/10 cc", "syringe")[0], read_capacity("50 units", "syringe")[0]
    (Fraction(3, 10), Fraction(50, 1))
    """
    text = text_of(value)
    called = re.fullmatch(_PART, text) if len(text) <= LONGEST_TEXT else None
    unit = UNITS.get(called[3]) if called else None
    if called is None or unit is None or unit[0] != VOLUME.dimension:
        return read_draw(value, field, CAPACITY)
    part = Fraction(int(called[1]), int(called[2]))
    return _canonical(part, unit[1], text, field, VOLUME), VOLUME


def read_by_body_mass(value: Amount, field: str) -> Fraction | None:
    """A dose by body mass, in mcg/kg; None for anything else.

    >>> read_by_body_mass("0.01 mg/kg", "dose")
    Fraction(10, 1)
    """
    text = plain_text(value)
    if text is None:
        parts = _parts(value)
        if parts is None:
            return None
        unit, number = parts.unit, parts.magnitude
    else:
        match = _amount_in(text)
        if match is None:
            return None
        number, unit = match.groups("")
    factor = _by_body_mass(unit)
    if factor is None:
        return None
    shown = as_text(value)
    return _canonical(
        _number(number, shown, field, BY_BODY_MASS), factor, shown, field, BY_BODY_MASS
    )


def bare_number(value: object) -> str | None:
    """The digits of a number without a unit, as text or as a number; None for anything else.

    >>> bare_number(" 2.5 "), bare_number(250), bare_number("250 mcg"), bare_number(True)
    ('2.5', '250', None, None)
    """
    is_number = hasattr(type(value), "__float__")  # True too, whose text has no digits
    text = as_text(value) if is_number else plain_text(value)
    match = None if text is None else _amount_in(text)
    return match[1] if match and match[2] is None else None


_WIDEST_UNITS = 5  # between two marks of a syringe that is marked in hundredths of a mL


def read_marks(value: Spacing, field: str) -> Fraction:
    """From one mark to the next, in units: nothing else measures it, so the word may be left out.

    >>> read_marks("0.5", "marks"), read_marks(2, "marks"), read_marks("1 unit", "marks")
    (Fraction(1, 2), Fraction(2, 1), Fraction(1, 1))
    """
    number = bare_number(value)
    if number is not None:
        return _canonical(written(number), ONE, as_text(value), field, MARKS)
    try:
        return read(value, field, MARKS)  # type: ignore[arg-type]
    except DimensionError as error:
        units = _hundredths(value)
        if units is None or units > _WIDEST_UNITS:
            raise
        spacing = show(units, "units")
        hint = f"On a U-100 syringe that is {spacing}: write {named('marks', spacing)}."
        raise DimensionError(error.message, field, error.text, hint) from None


def _hundredths(value: Spacing) -> Fraction | None:
    """How many hundredths of a mL a volume is; None for anything else."""
    try:
        return read(value, "", VOLUME) * HUNDRED  # type: ignore[arg-type]
    except SelankCalcError:
        return None


def is_of(value: Amount, *kinds: Kind) -> bool:
    """True if it can be read as an amount of one of the kinds.

    >>> is_of("5 mg", VOLUME, MASS), is_of("5 mg/mL", VOLUME, MASS)
    (True, False)
    """
    for kind in kinds:
        try:
            read(value, "", kind)
        except SelankCalcError:
            continue
        return True
    return False


def read_any(value: Amount, field: str) -> tuple[Fraction, Kind]:
    """Any amount that the vocabulary has a unit for, and what it measures.

    >>> amount, kind = read_any("0.15 %", "amount")
    >>> amount, kind.dimension, kind.unit
    (Fraction(1500, 1), 'concentration', 'mcg/mL')
    """
    text = plain_text(value)
    if text is None:
        kind = _kind_of_quantity(value)
        return read(value, field, kind), kind
    match = _amount_in(text)
    unit = match[2] if match else None
    known = UNITS.get(unit) or _compound(unit)
    kind = MEASURED[known[0]] if known else ANY
    return read(value, field, kind), kind


def _kind_of_quantity(value: Any) -> Kind:
    """What a Quantity measures: by the name of its unit, or by what its registry makes of it."""
    parts = _parts(value)
    if parts is None:
        return ANY
    if known := UNITS.get(parts.unit):
        return MEASURED[known[0]]
    for kind in MEASURED.values():
        try:
            value.to(kind.pint_unit)
        except Exception:  # noqa: BLE001, S112 - pint raises many kinds, and is not loaded here
            continue
        return kind
    return ANY


def read_unit(text: str, field: str) -> tuple[Kind, Fraction]:
    """What a unit measures, and how many canonical ones of its kind it is.

    Raises UnitError for one that is not in the vocabulary.

    >>> kind, factor = read_unit("mg", "to")
    >>> kind.dimension, factor
    ('mass', Fraction(1000, 1))
    """
    shown = as_text(text)
    unit = shown.strip()
    known = UNITS.get(unit) or _compound(unit)
    if known is not None:
        return MEASURED[known[0]], known[1]
    if hint := misread(unit):
        raise UnitError(f"{quoted(shown)} is refused.", field, shown, hint)
    near = _respelt(unit)
    guess = f"Did you mean {near}? " if near else ""
    message = f"no unit is called {quoted(shown)}."
    raise UnitError(message, field, shown, f"{guess}Write {_or(ANY.units)}.")


def dimension_of(unit: str) -> str | None:
    """What a unit of the vocabulary measures; None for any other.

    >>> dimension_of("cc"), dimension_of("mg/kg"), dimension_of("cup")
    ('volume', 'dose by body mass', None)
    """
    known = UNITS.get(unit) or _compound(unit)
    if known is not None:
        return known[0]
    return None if _by_body_mass(unit) is None else BY_BODY_MASS.dimension


def read_percent(value: Percent, field: str, kind: Kind) -> Fraction:
    """A percentage, as a number or as text, with its sign or without.

    Raises QuantityError for a number below 1 without the sign, which may be a share:
    0.05 can be 0.05 % or 5 %.

    >>> from selank_calc.amounts.kinds import CONTENT, ERROR
    >>> read_percent("86.2 %", "content", CONTENT), read_percent(5, "vial_error", ERROR)
    (Fraction(431, 5), Fraction(5, 1))
    """
    text = as_text(value)
    match = _amount_in(text)
    if match is None:
        _refuse_text(text, field, kind)
    number, sign = match.groups()
    if sign is not None and UNITS.get(sign) != UNITS["%"]:
        message = f"{quoted(text)} is not a percentage."
        raise UnitError(message, field, text, _write(kind))
    percent = written(number)
    if sign is None and _may_be_share(percent, kind):
        as_written, as_share = show(percent, "%"), show(percent * HUNDRED, "%")
        message = f"{quoted(text)} can be read as {as_written} or as {as_share}."
        accepted = f"{as_written} or {as_share}" if percent >= kind.low else as_share
        raise QuantityError(message, field, text, f"Write {accepted}.")
    return _canonical(percent, ONE, text, field, kind)


def _may_be_share(percent: Fraction, kind: Kind) -> bool:
    """0.05 may be a twentieth, and 1 all, if that much is accepted at all."""
    is_share = LEAST <= percent < 1 or percent == kind.low == 1
    return is_share and percent * HUNDRED >= kind.low


def _amount_in(text: str) -> re.Match[str] | None:
    """A number and its unit; None for what is none, or too long to be one."""
    return _AMOUNT.fullmatch(text) if len(text) <= LONGEST_TEXT else None


def _compound(unit: str | None) -> tuple[str, Fraction] | None:
    """A mass unit over a volume unit, such as mg/mL: the one compound there is."""
    if unit is None or "/" not in unit:
        return None
    above, _, below = unit.partition("/")
    mass, volume = UNITS.get(above.rstrip()), UNITS.get(below.lstrip())
    if mass is None or volume is None or (mass[0], volume[0]) != ("mass", "volume"):
        return None
    return "concentration", mass[1] / volume[1]


def _by_body_mass(unit: str) -> Fraction | None:
    """How many mcg/kg a mass unit over one of body mass is; None for any other unit."""
    above, _, below = unit.partition("/")
    mass, body = UNITS.get(above.rstrip()), UNITS.get(below.lstrip())
    if mass is None or mass[0] != MASS.dimension or body is None or body not in _BODY:
        return None
    return mass[1] * BODY_MASS.scale / body[1]


def _canonical(number: Fraction, factor: Fraction, text: str, field: str, kind: Kind) -> Fraction:
    amount, low = number * factor, kind.low
    if kind.scale is not ONE:
        amount /= kind.scale
    is_next_to_nothing = not low and 0 < number < LEAST
    if is_next_to_nothing or not low <= amount <= kind.high:
        if number and not LEAST <= abs(number) < _TOO_MUCH:
            _refuse_bounds(text, field, kind)
        if amount <= 0:
            message = f"{quoted(text)} is {'not more' if kind.low else 'less'} than zero."
            raise OutOfBoundsError(message, field, text, f"Accepted: {bounds(kind)}.")
        _refuse_bounds(text, field, kind)
    return amount


def _read_quantity(value: Any, field: str, kind: Kind) -> Fraction:
    """A pint Quantity of any registry, without importing pint."""
    if value is None:
        raise MissingInputError(
            "nothing was given.", field, None, f'Write for example "{kind.example}".'
        )
    text, parts = as_text(value), _parts(value)
    if parts is None:
        _refuse_other(value, text, field, kind)
    known, magnitude = UNITS.get(parts.unit), parts.magnitude
    if known is None:
        known = kind.dimension, kind.scale
        magnitude = _converted(value, text, field, kind)
    dimension, factor = known
    if dimension != kind.dimension:
        _refuse_dimension(text, dimension, field, kind)
    return _canonical(_number(magnitude, text, field, kind), factor, text, field, kind)


class _Parts(NamedTuple):
    """A Quantity's unit, by its long name, and its magnitude."""

    unit: str
    magnitude: object


def _parts(value: Any) -> _Parts | None:
    """The parts of a Quantity; None for anything else."""
    try:
        value.to  # noqa: B018 - what has none can't be converted
        # The long name ("milligram") is the same in every registry; short ones are not.
        return _Parts(f"{value.units:D}", value.magnitude)
    except Exception:  # noqa: BLE001 - a foreign object's own code, which may raise anything
        return None


def _converted(value: Quantity, text: str, field: str, kind: Kind) -> object:
    """The magnitude in the canonical unit, by the Quantity's own registry.

    Its factors may be floats, so a float result is taken at 15 digits: that many a
    float carries for certain.
    """
    try:
        magnitude = value.to(kind.pint_unit).magnitude
        return f"{magnitude:.15g}" if isinstance(magnitude, float) else magnitude
    except Exception as error:
        # pint raises many kinds here, none of which can be named without importing it.
        why = " ".join(as_text(error).split())[:_LONGEST_REASON]
        message = f"{quoted(text)} is not a {kind.dimension}: {why}."
        raise DimensionError(message, field, text, _write(kind)) from error


def _ratio(magnitude: object) -> tuple[int, int] | None:
    """The numerator and denominator of a fraction; None for anything else."""
    try:
        ratio = magnitude.numerator, magnitude.denominator  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - a foreign object's own code
        return None
    return ratio if set(map(type, ratio)) == {int} and ratio[1] > 1 else None


def _number(magnitude: object, text: str, field: str, kind: Kind) -> Fraction:
    """A magnitude (int, float, Decimal, Fraction, NumPy scalar) as the number it prints as."""
    if ratio := _ratio(magnitude):
        digits = as_text(ratio[0]), as_text(ratio[1])
        if max(map(len, digits)) <= LONGEST_TEXT:
            return Fraction(*ratio)
    number = as_text(magnitude)
    match = _amount_in(number)
    if match is None or match[2] is not None:
        message = f"{quoted(text)} is not one plain number of at most {LONGEST_TEXT} characters."
        raise QuantityError(message, field, text, _write(kind))
    return written(match[1])


# --- What was wrong -----------------------------------------------------------------

_SHORT_NUMBER = 10  # characters: a longer one is a slip in any unit
_LONGEST_REASON = 100  # characters of what another library says
_NO_NUMBER = r"[+-]?(s?nan|inf|infinity)\b"
_SHORT_UNIT = 4  # letters: two abbreviations can be one letter apart and mean a million
_MISREAD = {
    "MG": "MG can be read as milligram, microgram or megagram; write mg or mcg.",
    "Mg": "Mg is megagram; write mg or mcg.",
    "M": "M can be read as milli, micro or mega; write mg, mcg or mL.",
    "mu": "mu can be read as milli or micro; write mcg.",
    "U": "U can be read as a zero or as international units; write units for syringe marks.",
    "u": "u can be read as a zero or as international units; write units for syringe marks.",
    "IU": "Selank has no international units; write mcg or mg, or units for syringe marks.",
    "ML": "ML is megalitre; write mL.",
}


def misread(unit: str) -> str | None:
    """Why a unit is refused that can be read in several ways; None for any other."""
    return _MISREAD.get("IU" if unit.upper() == "IU" else unit)


def _write(kind: Kind) -> str:
    return f"Write a {kind.dimension} in {_or(kind.units)}, for example {kind.example}."


def _or(units: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(units[:-1]), units[-1])))


def _refuse_other(value: object, text: str, field: str, kind: Kind) -> NoReturn:
    """`value` is neither text nor a Quantity."""
    if hasattr(type(value), "__float__") and type(value) is not bool:
        if re.match(_NO_NUMBER, text, re.IGNORECASE):
            _refuse_text(text, field, kind)
        _refuse_bare_number(text, field, kind)
    message = f"{type(value).__name__} is neither text nor a pint Quantity."
    raise QuantityError(message, field, text, f'Write for example "{kind.example}".')


def _refuse_bare_number(text: str, field: str, kind: Kind) -> NoReturn:
    readings = " or ".join(f"{text} {unit}" for unit in kind.units[:2])
    may_be_either = len(kind.units) > 1 and len(text) <= _SHORT_NUMBER
    question = f"{readings}? " if may_be_either else ""
    raise UnitError(f"{quoted(text)} has no unit.", field, text, question + _write(kind))


def _refuse_text(text: str, field: str, kind: Kind) -> NoReturn:
    """`text` does not even look like a number with a unit."""
    if len(text) > LONGEST_TEXT:
        message = f"{quoted(text)} is longer than {LONGEST_TEXT} characters."
        raise QuantityError(message, field, text[:LONGEST_TEXT], _write(kind))
    stripped = text.strip()
    if comma := re.fullmatch(r"([+-]?[0-9]*),([0-9]+)\s*(\S*)", stripped):
        left, right = comma[1] or "0", comma[2]
        unit = f" {comma[3]}" if comma[3] and comma[3].isprintable() else ""
        fraction = right.rstrip("0")
        readings = f"{left}.{fraction}{unit}" if fraction else f"{left}{unit}"
        if len(right) == 3 and left.strip("+-0"):
            readings = f"{left}{right}{unit} or {readings}"
        message = f"{quoted(text)} has a comma, which some read as the decimal point."
        raise QuantityError(message, field, text, f"Write {readings}.")
    if "," in stripped:
        hint = f"Write digits and a point only. {_write(kind)}"
        raise QuantityError(f"{quoted(text)} has commas.", field, text, hint)
    if re.match(_NO_NUMBER, stripped, re.IGNORECASE):
        raise QuantityError(
            f"{quoted(text)} is not a number that can be measured.", field, text, _write(kind)
        )
    if re.match(r"[+-]?[0-9.]+[eE][+-]?[0-9]{4,}", stripped):
        _refuse_bounds(text, field, kind)
    raise QuantityError(
        f"{quoted(text)} is not a plain number with a unit.", field, text, _write(kind)
    )


def _refuse_unit(text: str, unit: str | None, field: str, kind: Kind) -> NoReturn:
    if unit is None:
        _refuse_bare_number(text.strip(), field, kind)
    if hint := misread(unit):
        raise UnitError(f"{quoted(text)} has a unit that is refused.", field, text, hint)
    known = _respelt(unit)
    guess = f"Did you mean {known}? " if known else ""
    raise UnitError(
        f"{quoted(text)} has an unknown unit: {quoted(unit)}.", field, text, guess + _write(kind)
    )


def _respelt(unit: str) -> str | None:
    """The unit that `unit` is a slip for: never one of another size, as cg would be of mcg."""
    plain = unit.rstrip(".").removesuffix("s")
    if len(unit) <= _SHORT_UNIT:
        small = plain.lower() if len(plain) > 1 else plain  # MCG, KG; what MG is, is refused
        return small if small in UNITS else None
    return did_you_mean(unit, [name for name in UNITS if name and len(name) > _SHORT_UNIT], 0.8)


def _refuse_dimension(text: str, dimension: str, field: str, kind: Kind) -> NoReturn:
    message = f"{quoted(text)} is a {dimension}; a {kind.dimension} is needed."
    raise DimensionError(message, field, text, _write(kind))


def _refuse_bounds(text: str, field: str, kind: Kind) -> NoReturn:
    message = f"{quoted(text)} is outside the accepted {bounds(kind)}."
    raise OutOfBoundsError(message, field, text, "Check the unit and the decimal point.")
