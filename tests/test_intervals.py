"""Errors of the inputs as an interval of the dose, rounded outward."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE
from selank_calc.exact import Ratio
from selank_calc.intervals import Interval, concentration_mcg_per_ml, drawn_mcg, sprayed_mcg


def exactly(ratio):
    return Fraction(ratio.numerator) / Fraction(ratio.denominator)


@pytest.mark.parametrize(
    ("powder_ml", "vial_error", "diluent_error", "low", "high"),
    [
        # 5000 mcg in 2 mL
        ("0", "0", "0", 2500, 2500),
        ("0", "10", "0", 2250, 2750),
        ("0", "0", "25", 2000, Fraction(10000, 3)),  # / 2.5, / 1.5
        ("0", "10", "25", 1800, Fraction(11000, 3)),
        ("0.5", "10", "25", 1500, 2750),  # 4500 / 3, 5500 / 2: the powder's volume is exact
    ],
)
def test_least_peptide_in_most_diluent_and_the_reverse(
    powder_ml, vial_error, diluent_error, low, high
):
    of = concentration_mcg_per_ml(
        Ratio(Decimal(5000)),
        Ratio(Decimal(2)),
        Decimal(powder_ml),
        Decimal(vial_error),
        Decimal(diluent_error),
    )
    assert (exactly(of.low), exactly(of.high)) == (low, high)


def test_ratios_that_were_solved_for_stay_exact():
    # 10/3 mL, off by 50 %
    of = concentration_mcg_per_ml(
        Ratio(Decimal(5000)), Ratio(Decimal(10), Decimal(3)), Decimal(0), Decimal(0), Decimal(50)
    )
    assert (exactly(of.low), exactly(of.high)) == (1000, 3000)


@pytest.mark.parametrize(
    ("mark", "error", "low", "high"),
    [("10", "2.2", "195", "305"), ("2", "2", "0", "100"), ("1", "2.02", "0", "75.5")],
)
def test_a_draw_is_off_either_way_but_never_below_nothing(mark, error, low, high):
    of = Interval(Ratio(Decimal(25)), Ratio(Decimal(25)))
    assert drawn_mcg(Decimal(mark), Decimal(error), of) == (Decimal(low), Decimal(high))


@given(st.integers(1, 10**30), st.integers(1, 10**30), st.integers(1, 100))
def test_ends_that_have_no_end_are_rounded_outward(numerator, denominator, mark):
    of = Ratio(Decimal(numerator), Decimal(denominator))
    exact = Fraction(numerator, denominator) * mark
    low, high = drawn_mcg(Decimal(mark), Decimal(0), Interval(of, of))
    assert Fraction(low) <= exact <= Fraction(high)
    assert Fraction(high) - Fraction(low) <= exact * Fraction(1, 10**26)
    low, high = sprayed_mcg(mark, CATALOGUE.accuracy.spray_percent, Interval(of, of))
    assert Fraction(low) <= exact * Fraction(8, 10)
    assert Fraction(high) >= exact * Fraction(12, 10)
