"""Whole sprays, and how many a bottle holds."""

import pytest

from selank_calc import dose
from selank_calc.dosing.pump import nearest_sprays, sprays_either_side, sprays_per_bottle

from ..exactly import exactly


@pytest.mark.parametrize(
    ("dose_mcg", "sprays", "either_side"),
    [
        # of 75 mcg
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
    dose_mcg, sprays, either_side
):
    in_sprays = exactly(dose_mcg) / 75
    assert nearest_sprays(in_sprays) == sprays
    assert sprays_either_side(in_sprays) == either_side


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
    amounts = map(exactly, (bottle_ml, residual_ml, spray_ml))
    assert sprays_per_bottle(*amounts, priming) == sprays


def test_a_dose_counted_in_sprays_is_flagged_and_not_refused_however_large():
    # 2 x 1000 mL x 10^7 mcg/mL
    result = dose(formulation="spray", sprays=2, strength="10000 mg/mL", spray_volume="1 L")
    assert result.dose_mcg == 2 * 10**10
    assert result.flags[0].code == "unit-slip-suspected"
