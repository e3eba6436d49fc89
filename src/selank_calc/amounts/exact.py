"""The exact number that every calculation runs on, and its one rounding where it is shown.

The contexts are our own: what the caller has set for the thread changes nothing.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction as Fraction  # noqa: PLC0414 - for others to import
else:
    try:
        from quicktions import Fraction  # fractions.Fraction in C
    except ImportError:  # pragma: no cover - no wheel: the same answers, two to three times as slow
        from fractions import Fraction

DIGITS = 28
SHOWN = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
NOT_MORE = Context(prec=DIGITS, rounding=ROUND_FLOOR)
NOT_LESS = Context(prec=DIGITS, rounding=ROUND_CEILING)
# Holds all digits of any amount that can be written; of a quotient without end, a hundred.
ALL_DIGITS = Context(prec=100, rounding=ROUND_HALF_EVEN)
_ONE = Decimal(1)
_FITS = 10**DIGITS

NONE, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)


def written(number: str) -> Fraction:
    """The number that digits, a point and an exponent write.

    Not read by Fraction itself: quicktions 1.24 reads a text of one character into Python's own
    copy of chr(0), which is another character from then on, in the whole process.

    >>> written("0.25"), written("5"), written("1e-3")
    (Fraction(1, 4), Fraction(5, 1), Fraction(1, 1000))
    """
    if number.isdecimal():
        return Fraction(int(number))
    whole, _point, part = number.partition(".")
    if part.isdecimal():
        return Fraction(int(whole + part), 10 ** len(part))
    return Fraction(Decimal(number))


def decimal(exact: Fraction, rounding: Context = SHOWN) -> Decimal:
    """The number as a result shows it: 28 digits, rounded once, half to even.

    It has no trailing zeros and, from a millionth upward, no exponent.

    >>> decimal(Fraction(2, 3)), decimal(Fraction(2400))
    (Decimal('0.6666666666666666666666666667'), Decimal('2400'))
    """
    above, below = exact.numerator, exact.denominator
    if below == 1 and -_FITS < above < _FITS:
        return Decimal(above)
    shown = rounding.divide(above, below)
    text = str(shown)
    if "E+" in text:
        return ALL_DIGITS.quantize(shown, _ONE)
    # An endless quotient can round to a shorter number.
    if text.endswith("0") and "." in text and "E" not in text:
        return Decimal(text.rstrip("0"))
    return shown


def adding_up(amounts: Sequence[Fraction]) -> list[Fraction]:
    """The amounts as a result shows them, which add up to their sum as it is shown.

    All are rounded to one place, the 28th digit of the sum, and the largest that this
    changes takes what it leaves over.

    >>> thirds = [Fraction(4, 3), Fraction(2, 3), Fraction(0)]
    >>> [str(decimal(each)) for each in adding_up(thirds)], sum(adding_up(thirds)) == 2
    (['1.333333333333333333333333333', '0.666666666666666666666666667', '0'], True)
    """
    in_all = decimal(sum(amounts, NONE))
    per_one = Fraction(10) ** (DIGITS - 1 - in_all.adjusted())
    rounded = [Fraction(round(each * per_one)) / per_one for each in amounts]
    changed = [at for at, amount in enumerate(amounts) if rounded[at] != amount]
    if changed:
        largest = max(changed, key=amounts.__getitem__)
        rounded[largest] += Fraction(in_all) - sum(rounded, NONE)
    return rounded
