"""Whole sprays, and how many a bottle holds."""

from decimal import Decimal

import pytest

from selank_calc.exact import Ratio
from selank_calc.sprays import nearest_sprays, sprays_either_side, sprays_per_bottle

# 75 mcg, as it is and as 5000 / 3 mcg/mL x 0.045 mL
SPRAYS_MCG = [Ratio(Decimal(75)), Ratio(Decimal(5000) * Decimal("0.045"), Decimal(3))]


@pytest.mark.parametrize("spray_mcg", SPRAYS_MCG, ids=["whole", "by thirds"])
@pytest.mark.parametrize(
    ("dose_mcg", "sprays", "either_side"),
    [
        ("75", 1, (None, None)),
        ("150", 2, (None, None)),
        ("225", 3, (None, None)),
        ("112.4", 1, (1, 2)),
        ("112.5", 1, (1, 2)),  # a tie goes to the lower
        ("112.5000000000000000000000001", 2, (1, 2)),
        ("187.5", 2, (2, 3)),
        ("188", 3, (2, 3)),
        ("37", 1, (None, 1)),  # never to none
        ("0.001", 1, (None, 1)),
        ("74.999", 1, (None, 1)),
    ],
)
def test_a_dose_goes_to_the_nearest_count_a_tie_to_the_lower_and_never_to_none(
    spray_mcg, dose_mcg, sprays, either_side
):
    assert nearest_sprays(Decimal(dose_mcg), spray_mcg) == sprays
    assert sprays_either_side(Decimal(dose_mcg), spray_mcg) == either_side


@pytest.mark.parametrize(
    ("bottle_ml", "residual_ml", "spray_ml", "priming", "sprays"),
    [
        ("3", "0", "0.05", 0, 60),
        ("10", "0", "0.07", 0, 142),  # 142.86
        ("0.04", "0", "0.05", 0, 0),
        ("0.15", "0", "0.05", 0, 3),
        ("10", "0.5", "0.05", 7, 183),  # 9.5 / 0.05 = 190
        ("10", "0.51", "0.05", 7, 182),  # 189.8
        ("0.1", "0", "0.05", 5, -3),  # the caller refuses it
    ],
)
def test_a_bottle_holds_whole_sprays_only(bottle_ml, residual_ml, spray_ml, priming, sprays):
    held = sprays_per_bottle(
        Ratio(Decimal(bottle_ml)), Decimal(residual_ml), Decimal(spray_ml), priming
    )
    assert held == sprays
