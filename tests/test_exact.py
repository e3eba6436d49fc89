"""Arithmetic that rounds never, or once, whatever the caller's decimal context is."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import diluent, dose
from selank_calc.exact import (
    Ratio,
    apportioned,
    comparable,
    divided,
    multiply,
    not_less,
    not_more,
    quotient,
    rounded,
    whole,
)
from selank_calc.output.picture import picture
from selank_calc.output.plain import dose_plain


def test_products_of_long_numbers_are_exact():
    nines = Decimal("9" * 40)
    # (10^40 - 1)^2 = 10^80 - 2 * 10^40 + 1
    assert multiply(nines, nines) == Decimal("9" * 39 + "8" + "0" * 39 + "1")


def test_a_product_that_would_have_to_be_rounded_fails_rather_than_being_rounded():
    with pytest.raises(decimal.Inexact):
        multiply(Decimal("9" * 600), Decimal("9" * 600))


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        ("1", "3", "0.3333333333333333333333333333"),
        ("2", "3", "0.6666666666666666666666666667"),
        # 29 digits ending in 5: half goes to the even neighbour, down here and up there
        ("1.0000000000000000000000000005", "1", "1.000000000000000000000000000"),
        ("1.0000000000000000000000000015", "1", "1.000000000000000000000000002"),
    ],
)
def test_a_quotient_is_rounded_once_to_28_digits_half_to_even(numerator, denominator, expected):
    assert str(quotient(Decimal(numerator), Decimal(denominator))) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        ("5000", "250", 20),
        ("5000", "250.0000000000000000000000000001", 19),
        ("4999.9999999999999999999999999999", "250", 19),
        ("1", "3", 0),
    ],
)
def test_counts_are_decided_on_exact_numbers(numerator, denominator, expected):
    assert whole(Decimal(numerator), Decimal(denominator)) == expected


numbers = st.integers(1, 10**40).map(Decimal)
limits = st.decimals("0.000001", "1000000", places=6)


@given(numbers, numbers, limits)
def test_a_comparable_quotient_lies_where_the_exact_one_does(numerator, denominator, limit):
    exact = Fraction(numerator) / Fraction(denominator)
    shown = comparable(Ratio(numerator, denominator))
    assert (shown < limit) == (exact < Fraction(limit))
    assert (shown > limit) == (exact > Fraction(limit))


@given(st.integers(1, 10**40), limits)
def test_it_does_so_even_a_hair_from_the_limit(denominator, limit):
    parts = Fraction(limit) * 3 * denominator * 10**6
    for hair, compares in ((-1, "below"), (0, "at"), (1, "above")):
        numerator = Decimal(int(parts) + hair)
        shown = comparable(Ratio(numerator, Decimal(3 * denominator * 10**6)))
        assert ("below" if shown < limit else "above" if shown > limit else "at") == compares


@given(numbers, numbers)
def test_a_comparable_quotient_is_rounded_as_the_exact_one_would_be(numerator, denominator):
    ratio = Ratio(numerator, denominator)
    assert rounded(comparable(ratio)) == divided(ratio) == quotient(numerator, denominator)


def test_a_tie_is_still_a_tie_and_a_hair_beyond_it_is_not():
    # 29 digits ending in 5 go to the even neighbour, but not with anything after them
    tie = Ratio(Decimal("3.0000000000000000000000000015"), Decimal(3))
    assert str(rounded(comparable(tie))) == "1.000000000000000000000000000"
    beyond = Ratio(Decimal("3.00000000000000000000000000150000000000000001"), Decimal(3))
    assert str(rounded(comparable(beyond))) == "1.000000000000000000000000001"


def test_what_was_never_divided_keeps_all_its_digits():
    long = Decimal("1.2345678901234567890123456789012345678")
    assert divided(Ratio(long)) == comparable(Ratio(long)) == long


@given(numbers, numbers)
def test_the_ends_of_an_interval_are_rounded_outward(numerator, denominator):
    exact = Fraction(numerator) / Fraction(denominator)
    low, high = not_more(numerator, denominator), not_less(numerator, denominator)
    assert Fraction(low) <= exact <= Fraction(high)


def test_the_callers_decimal_context_changes_nothing():
    asked = {"vial": "5 mg", "diluent": "3 mL", "dose": "333 mcg", "weight": "154 lb"}
    expected = dose(**asked)
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP)):
        assert dose(**asked) == expected


def test_nor_does_it_where_anything_is_said():
    asked = [
        {"vial": "5 mg", "diluent": "3 mL", "dose": "333 mcg", "draw": "70 units"},
        {"formulation": "spray", "dose": "180 mcg", "vial": "5 mg", "diluent": "3 mL"},
    ]
    expected = [_everything_said(dose(**each)) for each in asked]
    traps = [decimal.Inexact, decimal.Rounded, decimal.Subnormal]
    for context in (decimal.Context(prec=2), decimal.Context(prec=50, traps=traps)):
        with decimal.localcontext(context):
            assert [_everything_said(dose(**each)) for each in asked] == expected
            assert diluent(vial="5 mg", dose="333 mcg").options[0].draw_units == Decimal("19.98")


def _everything_said(result):
    return (
        result, result.as_dict(), dose_plain(result, explain=True), result._repr_html_(),
        picture(result, 80),
    )  # fmt: skip


def test_the_callers_decimal_context_is_left_as_it_was():
    with decimal.localcontext() as context:
        context.clear_flags()
        dose(vial="5 mg", diluent="3 mL", dose="333 mcg")
        assert not any(context.flags.values())


def test_what_rounding_leaves_over_goes_to_the_largest_that_was_rounded():
    # 100 + 5/3 + 2/3 = 307/3, to 25 places; 5/3 and 2/3 both round up, which is one too many
    shown = apportioned([300, 5, 2], 3)
    assert [str(each) for each in shown] == [
        "100", "1.6666666666666666666666666", "0.6666666666666666666666667",
    ]  # fmt: skip
    assert sum(shown) == Decimal("102.3333333333333333333333333")


def test_what_lies_below_the_last_place_of_the_sum_is_rounded_too():
    # 10 + 10**-28 has 30 digits
    assert apportioned([10**29, 1], 10**28) == [10, 0]
