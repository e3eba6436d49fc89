"""The package's own Fraction of anything that the standard library's can be made of."""

from fractions import Fraction as Standard

from selank_calc.amounts.exact import Fraction


def exactly(value, denominator=1):
    """Not read by the library itself, which spoils chr(0) when it reads a single digit."""
    return Fraction(*(Standard(value) / denominator).as_integer_ratio())
