"""Vial mass / diluent volume = dose / draw volume, solved for each of the four."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import dose
from selank_calc.dosing.equation import solve, strength_ends_mcg_per_ml, strength_mcg_per_ml

from ..exactly import exactly as F  # noqa: N812 - short, as it stands in every line

ALL, NONE = F(1), F(0)


@pytest.mark.parametrize(
    ("vial", "diluent", "dose_mcg", "strength", "draw"),
    [
        # by hand: 5000/2 = 2500; 250/2500 = 0.1
        ("5000", "2", "250", "2500", "0.1"),
        # 10000/4 = 2500; 500/2500 = 0.2
        ("10000", "4", "500", "2500", "0.2"),
        # 5000/2.5 = 2000; 300/2000 = 0.15
        ("5000", "2.5", "300", "2000", "0.15"),
        # 10000/3 has no end; 250 x 3 / 10000 = 0.075
        ("10000", "3", "250", "10000/3", "0.075"),
        # 250 x 1 / 3000 has no end: 1/12
        ("3000", "1", "250", "3000", "1/12"),
    ],
)
def test_the_equation_both_ways(vial, diluent, dose_mcg, strength, draw):
    vial, diluent, dose_mcg, strength, draw = map(F, (vial, diluent, dose_mcg, strength, draw))
    assert strength_mcg_per_ml(vial, ALL, diluent, NONE) == strength
    solved = solve(vial, diluent, dose_mcg, None, ALL, NONE)
    assert (solved.mcg_per_ml, solved.draw_ml, solved.needed_ml) == (strength, draw, draw)
    # and back, exactly, although the quotients may have no end
    assert solve(vial, diluent, None, draw, ALL, NONE).dose_mcg == dose_mcg
    assert solve(vial, None, dose_mcg, draw, ALL, NONE).diluent_ml == diluent
    assert solve(None, diluent, dose_mcg, draw, ALL, NONE).vial_mcg == vial


def test_content_and_powder():
    # 8 mg, half of it peptide, in 1.5 mL and 0.5 mL of powder: 4000 / 2 = 2000 mcg/mL
    half = F(1, 2)
    solved = solve(F(8000), F("1.5"), F(200), None, half, half)
    assert (solved.mcg_per_ml, solved.draw_ml) == (2000, F("0.1"))
    assert (solved.peptide_mcg, solved.made_ml) == (4000, 2)
    assert solve(F(8000), None, F(200), F("0.1"), half, half).diluent_ml == F("1.5")
    assert solve(None, F("1.5"), F(200), F("0.1"), half, half).vial_mcg == 8000


@pytest.mark.parametrize("missing", ["vial", "diluent", "dose", "draw"])
def test_the_one_that_is_missing_is_solved_for(missing):
    four = {"vial": F(5000), "diluent": F(2), "dose": F(250), "draw": F("0.1")}
    solved = solve(**{**four, missing: None}, content=ALL, powder=NONE)
    assert solved.solved_for == missing
    amounts = (solved.vial_mcg, solved.diluent_ml, solved.dose_mcg, solved.draw_ml)
    assert amounts == (5000, 2, 250, F("0.1"))


def test_with_all_four_the_draw_given_is_kept_beside_the_one_needed():
    solved = solve(F(5000), F(1), F(250), F("0.25"), ALL, NONE)
    assert solved.solved_for is None
    assert (solved.draw_ml, solved.needed_ml) == (F("0.25"), F("0.05"))
    assert solved.carried_mcg == 1250


def test_a_strength_stands_in_for_vial_and_diluent():
    solved = solve(None, None, F(150), None, ALL, NONE, strength=F(1500))
    assert (solved.draw_ml, solved.vial_mcg, solved.peptide_mcg) == (F("0.1"), None, None)
    assert solve(None, None, None, F("0.1"), ALL, NONE, strength=F(1500)).dose_mcg == 150
    # 5 mg at 1.5 mg/mL are 10/3 mL
    solved = solve(F(5000), None, F(150), None, ALL, NONE, strength=F(1500))
    assert (solved.solved_for, solved.diluent_ml) == ("diluent", F(10, 3))


@pytest.mark.parametrize(
    "given",
    [(None, None, F(1), F(1)), (None, None, F(1), None), (F(1), None, F(1), None), (F(1), F(1), None, None)],
)  # fmt: skip
def test_two_are_not_enough_but_with_a_strength(given):
    if None in given[2:]:
        with pytest.raises(
            ValueError,
            match=r"^(what is given leads to no strength|neither a dose nor a draw is given)$",
        ):
            solve(*given, content=ALL, powder=NONE)
    else:
        assert solve(*given, content=ALL, powder=NONE).mcg_per_ml == 1


_positive = st.decimals("0.01", "1000", places=3).map(F)


@given(_positive, _positive, _positive)
def test_what_is_solved_for_meets_the_equation_exactly(vial, diluent, dose_mcg):
    solved = solve(vial, diluent, dose_mcg, None, ALL, NONE)
    assert vial / diluent == dose_mcg / solved.draw_ml
    assert solved.carried_mcg == dose_mcg


@pytest.mark.parametrize(
    ("powder_ml", "vial_error", "diluent_error", "low", "high"),
    [
        # 5000 mcg in 2 mL
        ("0", "0", "0", 2500, 2500),
        ("0", "0.1", "0", 2250, 2750),
        ("0", "0", "0.25", 2000, F(10000, 3)),  # / 2.5, / 1.5
        ("0", "0.1", "0.25", 1800, F(11000, 3)),
        ("0.5", "0.1", "0.25", 1500, 2750),  # 4500 / 3, 5500 / 2: the powder's volume is exact
    ],
)
def test_least_peptide_in_most_diluent_and_the_reverse(
    powder_ml, vial_error, diluent_error, low, high
):
    solved = solve(F(5000), F(2), F(250), None, ALL, F(powder_ml))
    if vial_error == diluent_error == "0":
        low = high = solved.mcg_per_ml
    ends = strength_ends_mcg_per_ml(solved, F(powder_ml), F(vial_error), F(diluent_error))
    assert ends == (low, high)


def test_the_ends_of_a_diluent_that_was_solved_for_stay_exact():
    # 10/3 mL, off by 50 %: 5000 / 5, 5000 / (5/3)
    solved = solve(F(5000), None, F(150), None, ALL, NONE, strength=F(1500))
    assert strength_ends_mcg_per_ml(solved, NONE, NONE, F(1, 2)) == (1000, 3000)


def test_a_draw_given_beside_the_dose_carries_what_it_carries_exactly():
    # 5000 / 3 x 0.075 = 125, though neither the strength nor its double has an end
    result = dose(vial="5 mg", diluent="3 mL", draw="7.5 units", dose="125 mcg")
    assert result.solution.carried_mcg == 125
    assert result.solved_for is None
