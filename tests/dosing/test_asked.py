"""Counts, however they come."""

from decimal import Decimal

import pytest

from selank_calc.dosing.asked import count
from selank_calc.errors import OutOfBoundsError


@pytest.mark.parametrize("value", ["1", "000100", " 100 ", 1, 100, 1.0, 100.0, Decimal(100)])
def test_both_ends_are_inside_and_tables_make_floats_of_counts(value):
    assert count(value, "sprays", 1, 100) == int(value)


@pytest.mark.parametrize(
    "value", ["0", "101", "0000100", 0, 101, 0.0, 101.0, 1.5, float("nan"), Decimal("0.99"), None]
)
def test_all_else_is_refused(value):
    with pytest.raises(OutOfBoundsError, match="is not a whole number from 1 to 100"):
        count(value, "sprays", 1, 100)
