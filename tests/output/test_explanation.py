"""Steps that can be redone on paper, and slips worked out for the dose."""

from decimal import Decimal

import pytest

from selank_calc import dose
from selank_calc.dosing.results import Dose
from selank_calc.output.explanation import slips, steps

BENCH = {
    "draw": {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"},
    "a third": {"vial": "10 mg", "diluent": "3 mL", "dose": "250 mcg", "per_day": 2},
    "dose": {"vial": "5 mg", "diluent": "2 mL", "draw": "12 units"},
    "diluent": {"vial": "5 mg", "dose": "250 mcg", "draw": "10 units"},
    "vial": {"diluent": "2 mL", "dose": "250 mcg", "draw": "10 units"},
    "checked": {"vial": "5 mg", "diluent": "1 mL", "dose": "0.25 mg", "draw": "25 units"},
    "bought ready": {"strength": "5 mg/mL", "volume": "2 mL", "dose": "250 mcg"},
    "of unknown volume": {"strength": "5 mg/mL", "draw": "5 units"},
    "everything": {
        "vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "content": "86.2 %",
        "displacement": "0.01 mL", "dead_space": "0.05 mL", "vial_error": "5 %",
        "diluent_error": "2 %", "scale": "U-40",
    },
    "fillings": {"vial": "5 mg", "diluent": "2 mL", "dose": "1 mg", "syringe": "0.3 mL"},
    "sprays": {"formulation": "spray", "dose": "180 mcg", "bottle": "10 mL", "residual": "0.5 mL",
               "priming": 5},
    "spray solved for diluent": {
        "formulation": "spray", "vial": "5 mg", "dose": "100 mcg", "sprays": 1,
    },
    "spray from a vial": {"formulation": "spray", "vial": "5 mg", "vial_error": 5},
    "spray from a solution": {"formulation": "spray", "vial": "5 mg", "diluent": "3 mL", "sprays": 3},
}  # fmt: skip


@pytest.mark.parametrize("asked", BENCH.values(), ids=BENCH)
def test_steps_and_slips(snapshot, asked):
    result = dose(**asked)
    assert [*steps(result), *slips(result)] == snapshot


def said(lines, start):
    return next(line for line in lines if start in line)


def test_by_body_mass():
    # 245 / 70 = 3.5
    lines = steps(dose(vial="5 mg", diluent="2 mL", dose="3.5 mcg/kg", weight="70 kg"))
    assert said(lines, "by body mass").endswith("dose / weight = 245 mcg / 70 kg = 3.5 mcg/kg")
    assert not any("by body mass" in each for each in steps(dose(**BENCH["draw"])))


def test_the_slips_of_250_mcg_at_2500_mcg_a_ml():
    lines = slips(dose(**BENCH["draw"]))
    assert said(lines, "ten times").endswith("100 units, 2500 mcg")
    assert said(lines, "a tenth").endswith("1 unit, 25 mcg")
    # 0.25 mL of 2500 mcg/mL
    assert said(lines, "mg read as mL") == (
        "mg read as mL, 0.25 mg as 0.25 mL, 25 units: 625 mcg, 2.5 times the dose"
    )
    # 0.25 x 25 mcg a unit
    assert said(lines, "mg read as units").endswith("0.25 units: 6.25 mcg, 0.025 times the dose")
    # 10 / 40 = 0.25 mL; 10 / 500 = 0.02 mL
    assert said(lines, "U-40").endswith("0.25 mL, 625 mcg, 2.5 times the dose")
    assert said(lines, "U-500").endswith("0.02 mL, 50 mcg, 0.2 times the dose")


def test_the_slips_of_a_draw_that_is_not_the_doses_are_those_of_the_draw():
    # 1 unit at 25 mcg a unit, where 250 mcg was meant: ten times is the dose itself
    result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", draw="1 unit")
    assert said(slips(result), "ten times").endswith("10 units, 250 mcg")
    between = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", draw="1.2 units")
    assert said(slips(between), "ten times").endswith("12 units, 300 mcg")


def test_the_slips_of_two_sprays():
    lines = slips(dose(formulation="spray", sprays=2))
    assert said(lines, "each nostril").endswith("2 sprays twice: 300 mcg, 2 times the dose")
    # 2 x 0.1 mL x 1500 mcg/mL
    assert said(lines, "2 sprays of 0.1 mL").endswith("300 mcg, 2 times the dose")


@pytest.mark.parametrize("asked", BENCH.values(), ids=BENCH)
def test_each_step_ends_in_the_figure_of_the_result(asked):
    result = dose(**asked)
    lines = steps(result)

    def ends_in(start, value, unit):
        shown, shown_unit = said(lines, start).split()[-2:]
        factor = {"mg": 1000, "mg/mL": 1000}.get(shown_unit, 1)
        assert abs(Decimal(shown) * factor - value) <= value * Decimal("1e-7")
        assert shown_unit in unit

    ends_in("delivered = ", result.delivered_mcg, ("mcg",))
    ends_in("within tolerance = ", result.high_mcg, ("mcg", "mg"))
    ends_in("a day = ", result.daily_mcg, ("mcg", "mg"))


def test_only_results_of_dose_are_explained():
    for explain in (steps, slips):
        with pytest.raises(TypeError):
            explain(Dose(None, None, None, ()))
