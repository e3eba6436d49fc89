"""Amounts and values back to text: by the ISMP rules, so that what is printed can be typed back."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

from .exact import Fraction

if TYPE_CHECKING:
    from .kinds import Kind, Number

_CONTAINERS = (list, tuple, dict, set, frozenset)
_FOUR_DIGITS = Context(prec=4, rounding=ROUND_HALF_EVEN)
_MORE_DIGITS = [Context(prec=count, rounding=ROUND_HALF_EVEN) for count in range(5, 61)]
_FORTY_DIGITS = Context(prec=40, rounding=ROUND_HALF_EVEN)
_LARGER_UNIT = {"mcg": "mg", "mg": "g", "g": "kg", "mL": "L", "mcg/mL": "mg/mL", "mcg/kg": "mg/kg"}
_TEN_THOUSAND = Decimal(10_000)


def rounded(value: Number, digits: Context = _FOUR_DIGITS) -> Decimal:
    """The number at that many significant digits, without trailing zeros."""
    if isinstance(value, Decimal):
        return value.normalize(digits)
    return digits.divide(value.numerator, value.denominator).normalize(digits)


def show_number(value: Number, digits: Context = _FOUR_DIGITS) -> str:
    """A number for people: up to 4 significant digits, no trailing zero, a leading one.

    >>> show_number(Decimal("8.3333")), show_number(Decimal("0.50")), show_number(Decimal("2.7E+3"))
    ('8.333', '0.5', '2700')
    """
    return _written(rounded(value, digits)) if value else "0"


def _written(shown: Decimal) -> str:
    text = str(shown)  # four times as fast as `format`, but may have an exponent
    return format(shown, "f") if "E" in text else text


def show(value: Number, unit: str, digits: Context = _FOUR_DIGITS) -> str:
    """An amount for people, by the ISMP rules: what it prints can be typed back.

    From 10,000 up the larger unit is used, so that no number needs a comma.

    >>> show(Decimal(2700), "mcg"), show(Decimal(14000), "mcg"), show(Decimal("0.50"), "mL")
    ('2700 mcg', '14 mg', '0.5 mL')
    """
    if value.__class__ is Fraction and value.denominator == 1 and 1 < value.numerator < 10000:
        return f"{value.numerator} {unit}"
    shown = rounded(value, digits)
    while shown >= _TEN_THOUSAND and unit in _LARGER_UNIT:
        shown, unit = shown.scaleb(-3, digits), _LARGER_UNIT[unit]
    number = _written(shown) if shown else "0"
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


def show_exactly(value: Number, unit: str) -> str:
    """`show` with all digits, for what is counted: a mark of 10,002 is not one of 10,000.

    >>> show_exactly(Decimal(10002), "units")
    '10002 units'
    """
    return show(value, unit, _FORTY_DIGITS)


def about(value: Number, unit: str, digits: Context = _FOUR_DIGITS) -> str:
    """`show`, with a word where its digits do not hold all of the amount.

    >>> about(Decimal("8.3333"), "units"), about(Decimal(10), "units")
    ('about 8.333 units', '10 units')
    """
    shown = rounded(value, digits)
    said = show(value, unit, digits)
    return said if value == shown else f"about {said}"


def show_apart(value: Number, limit: Number, unit: str) -> str:
    """`value` with as many digits as it takes to tell it from the limit it is compared with.

    >>> show_apart(Decimal("675.0004"), Decimal(675), "mcg")
    '675.0004 mcg'
    """
    shown, limit_shown = show(value, unit), show(limit, unit)
    if value == limit or shown != limit_shown:
        return shown
    closer = (show(value, unit, digits) for digits in _MORE_DIGITS)
    return next((each for each in closer if each != limit_shown), shown)


def plural(count: int, thing: str) -> str:
    """How many there are of a thing.

    >>> plural(1, "day"), plural(28, "day")
    ('1 day', '28 days')
    """
    return f"{count} {thing}{'' if count == 1 else 's'}"


def bounds(kind: Kind) -> str:
    """The accepted bounds of a kind, as a message states them.

    >>> from selank_calc.amounts.kinds import VOLUME
    >>> bounds(VOLUME)
    '0.0001 mL to 10 L'
    """
    return f"{show(kind.low, kind.unit)} to {show(kind.high, kind.unit)}"


def plain_text(value: object) -> str | None:
    """The text of a str, without calling methods of a subclass; None for anything else.

    >>> plain_text("5 mg"), plain_text(5)
    ('5 mg', None)
    """
    # The type tells, since what a value says of its class may be anything.
    return str.__str__(value) if issubclass(type(value), str) else None


def text_of(value: object) -> str:
    """The text of a str; an empty one for anything else.

    >>> text_of("5 mg"), text_of(5)
    ('5 mg', '')
    """
    return plain_text(value) or ""


def as_text(value: object) -> str:
    """A value as a message shows it, of a container only how much it holds.

    >>> as_text(10**5000), as_text(["5 mg", "2 mL"])
    ('int of thousands of digits', 'list of 2')
    """
    try:
        if isinstance(value, _CONTAINERS):
            return f"{type(value).__name__} of {len(value)}"  # lists in lists may have no end
        return str.__str__(f"{value}")
    except Exception as error:  # noqa: BLE001 - a foreign object's own code
        # Python converts no integer of more than 4300 digits.
        is_long = issubclass(type(value), int) and isinstance(error, ValueError)
        return f"{type(value).__name__} {'of thousands of digits' if is_long else 'without text'}"
