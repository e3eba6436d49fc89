"""Vial mass / diluent volume = dose / draw volume."""

from decimal import Decimal

import pytest

from selank_calc.reconstitution import (
    concentration_mcg_per_ml,
    doses_per_vial,
    draw_fits,
    draw_ml,
    draw_units,
)


@pytest.mark.parametrize(
    ("vial_mcg", "diluent_ml", "dose_mcg", "concentration", "ml", "units", "doses"),
    [
        # by hand: 5000/2 = 2500; 250/2500 = 0.1; 0.1 x 100 = 10; 5000/250 = 20
        ("5000", "2", "250", "2500", "0.1", "10", 20),
        # 10000/4 = 2500; 500/2500 = 0.2; 10000/500 = 20
        ("10000", "4", "500", "2500", "0.2", "20", 20),
        # 5000/2.5 = 2000; 300/2000 = 0.15; 16 x 300 = 4800 and 200 left
        ("5000", "2.5", "300", "2000", "0.15", "15", 16),
        # 10000/3 has no end; 250 x 3 / 10000 = 0.075
        ("10000", "3", "250", "3333.333333333333333333333333", "0.075", "7.5", 40),
        # 250 x 1 / 3000 has no end: 1/12
        ("3000", "1", "250", "3000", "0.08333333333333333333333333333", "8.333333333333333333333333333", 12),
    ],
)  # fmt: skip
def test_worked_examples(vial_mcg, diluent_ml, dose_mcg, concentration, ml, units, doses):
    vial, diluent, dose = Decimal(vial_mcg), Decimal(diluent_ml), Decimal(dose_mcg)
    assert concentration_mcg_per_ml(vial, diluent) == Decimal(concentration)
    assert draw_ml(dose, vial, diluent) == Decimal(ml)
    assert draw_units(dose, vial, diluent, Decimal(100)) == Decimal(units)
    assert doses_per_vial(dose, vial) == doses


def test_units_follow_the_scale_of_the_barrel():
    # 0.1 mL is 10 units of U-100, 4 of U-40 and 50 of U-500
    assert [
        draw_units(Decimal(250), Decimal(5000), Decimal(2), Decimal(scale))
        for scale in (100, 40, 500)
    ] == [10, 4, 50]


@pytest.mark.parametrize(
    ("dose_mcg", "capacity_ml", "fits"),
    [
        ("750", "0.3", True),
        ("750.0000000000000000000000000001", "0.3", False),
        ("749", "0.3", True),
    ],
)
def test_a_barrel_holds_its_capacity_and_not_a_hair_more(dose_mcg, capacity_ml, fits):
    # 750 mcg at 2500 mcg/mL is 0.3 mL
    assert draw_fits(Decimal(dose_mcg), Decimal(5000), Decimal(2), Decimal(capacity_ml)) is fits
