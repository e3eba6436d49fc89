"""What a result shows is rounded once, whatever the caller's decimal context is."""

import decimal
import os
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import diluent, dose
from selank_calc.amounts.exact import ALL_DIGITS, NOT_LESS, NOT_MORE, Fraction, adding_up
from selank_calc.amounts.exact import decimal as shown
from selank_calc.output.picture import picture
from selank_calc.output.plain import dose_plain

from ..exactly import exactly


def test_the_numbers_are_those_of_the_library_that_is_to_be_tested():
    wanted = os.environ.get("NUMBERS", "quicktions")
    assert Fraction.__module__ == wanted


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("1/3", "0.3333333333333333333333333333"),
        ("2/3", "0.6666666666666666666666666667"),
        # 29 digits ending in 5: half goes to the even neighbour, down here and up there
        ("1.0000000000000000000000000005", "1"),
        ("1.0000000000000000000000000015", "1.000000000000000000000000002"),
        # and not with anything after them
        ("1.00000000000000000000000000050000000000000001", "1.000000000000000000000000001"),
    ],
)
def test_a_number_is_rounded_once_to_28_digits_half_to_even(exact, expected):
    assert str(shown(exactly(exact))) == expected


@pytest.mark.parametrize(
    ("exact", "expected"),
    [
        ("240", "240"), ("2.4e2", "240"), ("240.00", "240"), ("1e9", "1000000000"), ("0", "0"),
        ("0.50", "0.5"), ("1e30", "1" + "0" * 30), ("123456789e25", "123456789" + "0" * 25),
        ("0.000001", "0.000001"),
        ("-20/3", "-6.666666666666666666666666667"),
        # 100.00...01 rounds to a whole number, and has no trailing zero after the point
        ("100.00000000000000000000000000001", "100"),
        ("99.99999999999999999999999999999", "100"),
    ],
)  # fmt: skip
def test_it_prints_plainly_without_trailing_zeros_or_exponents(exact, expected):
    assert f"{shown(exactly(exact))}" == expected


@given(st.fractions("1e-6", 10**32))
def test_whatever_it_is(exact):
    text = str(shown(exactly(exact)))
    assert "E" not in text
    assert not (text.endswith("0") and "." in text)
    assert abs(exactly(text) - exactly(exact)) <= exactly(exact) / 10**27


@given(st.fractions(0, 10**9))
def test_the_ends_of_an_interval_are_rounded_outward(exact):
    exact = exactly(exact)
    assert exactly(shown(exact, NOT_MORE)) <= exact <= exactly(shown(exact, NOT_LESS))


def test_where_all_digits_are_wanted_all_are_kept():
    long = "1.2345678901234567890123456789012345678"
    assert str(shown(exactly(long), ALL_DIGITS)) == long


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
        result, result.as_dict(), *dose_plain(result, explain=True), result._repr_html_(),
        picture(result, 80),
    )  # fmt: skip


def test_the_callers_decimal_context_is_left_as_it_was():
    with decimal.localcontext() as context:
        context.clear_flags()
        dose(vial="5 mg", diluent="3 mL", dose="333 mcg")
        assert not any(context.flags.values())


def test_what_rounding_leaves_over_goes_to_the_largest_that_was_rounded():
    # 100 + 5/3 + 2/3 = 307/3, to 25 places; 5/3 and 2/3 both round up, which is one too many
    parts = adding_up([exactly(100), exactly(5, 3), exactly(2, 3)])
    assert [str(shown(each)) for each in parts] == [
        "100", "1.6666666666666666666666666", "0.6666666666666666666666667",
    ]  # fmt: skip
    assert shown(sum(parts, exactly(0))) == Decimal("102.3333333333333333333333333")


def test_what_lies_below_the_last_place_of_the_sum_is_rounded_too():
    # 10 + 10**-28 has 30 digits
    assert adding_up([exactly(10), exactly(1, 10**28)]) == [10, 0]


def test_what_needs_no_rounding_is_left_as_it_is():
    parts = [exactly(2000), exactly("0.125"), exactly(0)]
    assert adding_up(parts) == parts
