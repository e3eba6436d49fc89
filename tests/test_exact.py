"""Arithmetic that rounds never, or once, whatever the caller's decimal context is."""

import decimal
from decimal import Decimal

import pytest

from selank_calc import dose
from selank_calc.exact import multiply, quotient, whole


def test_products_of_long_numbers_are_exact():
    nines = Decimal("9" * 40)
    # (10^40 - 1)^2 = 10^80 - 2 * 10^40 + 1
    assert multiply(nines, nines) == Decimal("9" * 39 + "8" + "0" * 39 + "1")


def test_a_product_that_would_have_to_be_rounded_fails_rather_than_being_rounded():
    with pytest.raises(decimal.Inexact):
        multiply(Decimal("9" * 300), Decimal("9" * 300))


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


def test_the_callers_decimal_context_changes_nothing():
    asked = {"vial": "5 mg", "diluent": "3 mL", "dose": "333 mcg", "weight": "154 lb"}
    expected = dose(**asked)
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP)):
        assert dose(**asked) == expected


def test_the_callers_decimal_context_is_left_as_it_was():
    with decimal.localcontext() as context:
        context.clear_flags()
        dose(vial="5 mg", diluent="3 mL", dose="333 mcg")
        assert not any(context.flags.values())
