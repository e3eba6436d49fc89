"""Decimal arithmetic that rounds never, or once.

The contexts are our own: whatever the caller set for the thread changes nothing.
Comparisons of Decimals are exact in any context, so they stay plain operators.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation

# Quantities have at most 40 characters, so the longest product here is far below
# 400 digits; Inexact is a trap, so that a product could fail but not be rounded.
_EXACT = Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero])
_QUOTIENT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero])

multiply = _EXACT.multiply
subtract = _EXACT.subtract


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient, rounded once to 28 digits, half to even.

    >>> quotient(Decimal(5000), Decimal(3))
    Decimal('1666.666666666666666666666667')
    """
    return _QUOTIENT.divide(numerator, denominator)


def whole(numerator: Decimal, denominator: Decimal) -> int:
    """How many whole times the denominator goes into the numerator, decided exactly.

    >>> whole(Decimal(5000), Decimal(250)), whole(Decimal("4999.9"), Decimal(250))
    (20, 19)
    """
    return int(_EXACT.divide_int(numerator, denominator))
