"""Whole sprays, and how many a bottle holds."""

from decimal import Decimal

import pytest

from selank_calc.sprays import nearest_sprays, sprays_per_bottle


@pytest.mark.parametrize(
    ("dose_mcg", "sprays"),
    [
        ("75", 1),
        ("150", 2),
        ("225", 3),
        ("112.4", 1),
        ("112.5", 1),  # a tie goes to the lower
        ("112.5000000000000000000000001", 2),
        ("187.5", 2),
        ("188", 3),
        ("37", 1),  # never to none
        ("0.001", 1),
        ("74.999", 1),
    ],
)
def test_a_dose_goes_to_the_nearest_count_a_tie_to_the_lower_and_never_to_none(dose_mcg, sprays):
    assert nearest_sprays(Decimal(dose_mcg), Decimal(75)) == sprays


@pytest.mark.parametrize(
    ("bottle_ml", "spray_ml", "sprays"),
    [("3", "0.05", 60), ("10", "0.07", 142), ("0.04", "0.05", 0), ("0.15", "0.05", 3)],
)
def test_a_bottle_holds_whole_sprays_only(bottle_ml, spray_ml, sprays):
    # 10 / 0.07 = 142.86
    assert sprays_per_bottle(Decimal(bottle_ml), Decimal(spray_ml)) == sprays
