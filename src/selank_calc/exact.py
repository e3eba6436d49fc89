"""Decimal arithmetic that rounds never, or once.

The contexts are our own: whatever the caller set for the thread changes nothing.
Comparisons of Decimals are exact in any context, so they stay plain operators.
"""

from __future__ import annotations

from decimal import (
    ROUND_05UP,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
)
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Quantities have at most 40 characters, so the longest product here is far below
# 1000 digits; Inexact is a trap, so that a product could fail but not be rounded.
_EXACT = Context(prec=1000, traps=[Inexact, InvalidOperation, DivisionByZero])
_TRAPS = [InvalidOperation, DivisionByZero]
_QUOTIENT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=_TRAPS)
_NOT_MORE = Context(prec=28, rounding=ROUND_FLOOR, traps=_TRAPS)
_NOT_LESS = Context(prec=28, rounding=ROUND_CEILING, traps=_TRAPS)
_WIDE = Context(prec=100, rounding=ROUND_HALF_EVEN, traps=_TRAPS)
_COMPARABLE = Context(prec=100, rounding=ROUND_05UP, traps=_TRAPS)

ONE = Decimal(1)

# Never rounded. (Bound methods and no functions of our own: a dose calls them a hundred times.)
add = _EXACT.add
multiply = _EXACT.multiply
subtract = _EXACT.subtract
without_zeros = _EXACT.normalize  # no trailing ones
_divide_int = _EXACT.divide_int

# Rounded once, to 28 digits: half to even; down and up, for the ends of an interval.
quotient = _QUOTIENT.divide
not_more = _NOT_MORE.divide
not_less = _NOT_LESS.divide
_comparable = _COMPARABLE.divide


class Ratio(NamedTuple):
    """A quotient not yet divided, so that what follows from it stays exact."""

    numerator: Decimal
    denominator: Decimal = ONE


def comparable(ratio: Ratio) -> Decimal:
    """The quotient at 100 digits, on the same side of every limit as the exact one.

    Decimal's rounding "05up" never lets a quotient that has no end look like a shorter
    number: its last digit is neither 0 nor 5. A limit has far fewer than 100 digits, so
    the quotient equals it, or lies above or below it, just as the exact one does.

    >>> third = comparable(Ratio(Decimal(1), Decimal(3)))
    >>> third < Decimal("0.333333333333333333333333333333334")
    True
    """
    numerator, denominator = ratio
    return numerator if denominator is ONE else _comparable(numerator, denominator)


def divided(ratio: Ratio) -> Decimal:
    """A ratio as a result shows it; what was never divided stays as it was given.

    >>> divided(Ratio(Decimal(250))), divided(Ratio(Decimal(1), Decimal(4)))
    (Decimal('250'), Decimal('0.25'))
    """
    numerator, denominator = ratio
    return numerator if denominator is ONE else quotient(numerator, denominator)


def rounded(value: Decimal) -> Decimal:
    """A comparable quotient as a result shows it: 28 digits, half to even.

    That is the exact quotient rounded once, since "05up" keeps what decides a tie.

    >>> rounded(comparable(Ratio(Decimal(2), Decimal(3))))
    Decimal('0.6666666666666666666666666667')
    """
    return _QUOTIENT.plus(value)


def whole(numerator: Decimal, denominator: Decimal) -> int:
    """How many whole times the denominator goes into the numerator, decided exactly.

    >>> whole(Decimal(5000), Decimal(250)), whole(Decimal("4999.9"), Decimal(250))
    (20, 19)
    """
    return int(_divide_int(numerator, denominator))


def in_parts(*amounts: Ratio) -> tuple[list[int], int]:
    """The amounts as whole numbers of equal parts, and how many parts are one.

    What is added up thousands of times stays exact that way, and fast.

    >>> in_parts(Ratio(Decimal("0.5")), Ratio(Decimal(1), Decimal(3)))
    ([3, 2], 6)
    """
    fractions = []
    for numerator, denominator in amounts:
        above, above_parts = numerator.as_integer_ratio()
        below, below_parts = denominator.as_integer_ratio()
        fractions.append((above * below_parts, above_parts * below))
    parts = lcm(*(below for _above, below in fractions))
    return [above * (parts // below) for above, below in fractions], parts


def from_parts(count: int, parts: int) -> Decimal:
    """So many parts as a result shows them: 28 digits, half to even.

    >>> from_parts(5, 2)
    Decimal('2.5')
    """
    return quotient(Decimal(count), Decimal(parts))


def apportioned(counts: Sequence[int], parts: int) -> list[Decimal]:
    """Counts of parts as results show them, which add up to their sum to the last digit.

    All are rounded to one place, the 28th digit of the sum, so that adding them up in
    Python's own context rounds nothing either. What the rounding leaves over goes to the
    largest that it changed; what is nothing stays nothing.

    >>> shown = apportioned([4, 2, 0], 3)
    >>> [str(each) for each in shown], sum(shown) == 2
    (['1.333333333333333333333333333', '0.666666666666666666666666667', '0'], True)
    """
    in_all = from_parts(sum(counts), parts)
    place = Decimal((0, (1,), in_all.adjusted() - _QUOTIENT.prec + 1))
    shown = []
    rounded_ones = []
    for position, count in enumerate(counts):
        each = _WIDE.divide(Decimal(count), Decimal(parts))
        if multiply(each, Decimal(parts)) != count or each != _WIDE.quantize(each, place):
            each = _WIDE.quantize(each, place)
            rounded_ones.append(position)
        shown.append(each)
    if rounded_ones:
        left_over = _WIDE.quantize(in_all, place)
        for each in shown:
            left_over = subtract(left_over, each)
        largest = max(rounded_ones, key=counts.__getitem__)
        shown[largest] = add(shown[largest], left_over)
    return shown
