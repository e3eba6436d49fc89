"""Vial mass / diluent volume = dose / draw volume, solved for each of the four."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc.exact import Ratio, divided
from selank_calc.reconstitution import (
    concentration_mcg_per_ml,
    concentration_of_draw_mcg_per_ml,
    diluent_ml,
    dose_mcg,
    doses_per_vial,
    draw_ml,
    solve,
    vial_mcg,
)

ALL, NONE = Decimal(1), Decimal(0)


@pytest.mark.parametrize(
    ("vial", "diluent", "dose", "concentration", "ml", "doses"),
    [
        # by hand: 5000/2 = 2500; 250/2500 = 0.1; 5000/250 = 20
        ("5000", "2", "250", "2500", "0.1", 20),
        # 10000/4 = 2500; 500/2500 = 0.2; 10000/500 = 20
        ("10000", "4", "500", "2500", "0.2", 20),
        # 5000/2.5 = 2000; 300/2000 = 0.15; 16 x 300 = 4800 and 200 left
        ("5000", "2.5", "300", "2000", "0.15", 16),
        # 10000/3 has no end; 250 x 3 / 10000 = 0.075
        ("10000", "3", "250", "3333.333333333333333333333333", "0.075", 40),
        # 250 x 1 / 3000 has no end: 1/12
        ("3000", "1", "250", "3000", "0.08333333333333333333333333333", 12),
    ],
)
def test_the_equation_both_ways(vial, diluent, dose, concentration, ml, doses):
    of = concentration_mcg_per_ml(Decimal(vial), ALL, Decimal(diluent), NONE)
    draw = draw_ml(Decimal(dose), of)
    assert divided(of) == Decimal(concentration)
    assert divided(draw) == Decimal(ml)
    assert doses_per_vial(Ratio(Decimal(diluent)), draw, NONE) == doses
    # and back, exactly, although the quotients may have no end
    assert divided(dose_mcg(draw, of)) == Decimal(dose)
    of_draw = concentration_of_draw_mcg_per_ml(Decimal(dose), draw)
    assert divided(diluent_ml(Decimal(vial), ALL, NONE, of_draw)) == Decimal(diluent)
    assert divided(vial_mcg(ALL, Decimal(diluent), NONE, of_draw)) == Decimal(vial)


def test_content_and_displacement():
    # 8 mg, half of it peptide, in 1.5 mL and 0.5 mL of powder: 4000 / 2 = 2000 mcg/mL
    of = concentration_mcg_per_ml(Decimal(8000), Decimal("0.5"), Decimal("1.5"), Decimal("0.5"))
    assert divided(of) == 2000
    assert divided(diluent_ml(Decimal(8000), Decimal("0.5"), Decimal("0.5"), of)) == Decimal("1.5")
    assert divided(vial_mcg(Decimal("0.5"), Decimal("1.5"), Decimal("0.5"), of)) == 8000


@pytest.mark.parametrize(
    ("solution_ml", "draw", "lost_ml", "doses"),
    [
        ("2", "0.1", "0", 20),
        ("2", "0.1", "0.05", 13),  # 2 / 0.15 = 13.3
        ("2.25", "0.1", "0.05", 15),  # exactly
        ("2.2499999999999999999999999999999", "0.1", "0.05", 14),
        ("0.09", "0.1", "0", 0),
    ],
)
def test_doses_are_whole_and_lose_the_dead_space_too(solution_ml, draw, lost_ml, doses):
    assert (
        doses_per_vial(Ratio(Decimal(solution_ml)), Ratio(Decimal(draw)), Decimal(lost_ml)) == doses
    )


_positive = st.decimals("0.01", "1000", places=3)


@given(_positive, _positive, _positive)
def test_thirds_are_counted_exactly(vial, diluent, dose):
    of = concentration_mcg_per_ml(vial, ALL, diluent, NONE)
    doses = doses_per_vial(Ratio(diluent), draw_ml(dose, of), NONE)
    assert doses == Fraction(vial) // Fraction(dose)


@pytest.mark.parametrize("missing", ["vial", "diluent", "dose", "draw"])
def test_the_one_that_is_missing_is_solved_for(missing):
    four = {
        "vial": Decimal(5000),
        "diluent": Decimal(2),
        "dose": Decimal(250),
        "draw": Ratio(Decimal("0.1")),
    }
    solved = solve(**{**four, missing: None}, content=ALL, displacement_ml=NONE)
    assert solved.solved_for == missing
    amounts = (solved.vial_mcg, solved.diluent_ml, solved.dose_mcg, solved.draw_ml)
    assert [divided(each) for each in amounts] == [5000, 2, 250, Decimal("0.1")]


def test_with_all_four_the_draw_given_is_kept_beside_the_one_needed():
    solved = solve(Decimal(5000), Decimal(1), Decimal(250), Ratio(Decimal("0.25")), ALL, NONE)
    assert solved.solved_for is None
    assert (divided(solved.draw_ml), divided(solved.needed_ml)) == (
        Decimal("0.25"),
        Decimal("0.05"),
    )


@pytest.mark.parametrize(
    "given",
    [
        (None, None, Decimal(1), Ratio(Decimal(1))), (Decimal(1), None, None, Ratio(Decimal(1))),
        (None, Decimal(1), None, Ratio(Decimal(1))), (None, Decimal(1), Decimal(1), None), (Decimal(1), Decimal(1), None, None),
        (Decimal(1), None, Decimal(1), None),
    ],
)  # fmt: skip
def test_two_are_not_enough(given):
    assert solve(*given, content=ALL, displacement_ml=NONE) is None
