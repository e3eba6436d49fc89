"""Which barrel a draw needs."""

from decimal import Decimal

import pytest

from selank_calc import CATALOGUE, UnknownNameError
from selank_calc.syringes import of_capacity, smallest_that_holds


@pytest.mark.parametrize(
    ("dose_mcg", "capacity_ml"),
    [
        # at 5 mg in 2 mL: 750 mcg are 0.3 mL, 1250 are 0.5, 2500 are 1
        ("250", "0.3"),
        ("750", "0.3"),
        ("750.001", "0.5"),
        ("1250", "0.5"),
        ("1250.001", "1"),
        ("2500", "1"),
        ("2500.001", "1"),  # too much for any: the largest, which a flag then says
    ],
)
def test_the_smallest_that_holds_the_draw(dose_mcg, capacity_ml):
    syringe = smallest_that_holds(Decimal(dose_mcg), Decimal(5000), Decimal(2), CATALOGUE)
    assert (syringe.scale, syringe.capacity_ml) == ("U-100", Decimal(capacity_ml))


@pytest.mark.parametrize(("capacity_ml", "marks"), [("0.3", 1), ("0.5", 1), ("1", 2), ("1.00", 2)])
def test_a_barrel_by_its_capacity_has_the_marks_it_is_sold_with(capacity_ml, marks):
    assert of_capacity(Decimal(capacity_ml), CATALOGUE).marks_units == marks


@pytest.mark.parametrize("capacity_ml", ["0.2", "0.31", "2", "3"])
def test_a_capacity_nobody_sells_is_refused_with_those_sold(capacity_ml):
    with pytest.raises(UnknownNameError) as error:
        of_capacity(Decimal(capacity_ml), CATALOGUE)
    assert error.value.field == "syringe"
    assert error.value.hint == "Sold: 0.3 mL, 0.5 mL, 1 mL."
