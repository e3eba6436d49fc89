"""How far off a draw may be, and what it may then deliver."""

from decimal import Decimal

import pytest

from selank_calc import CATALOGUE, dose
from selank_calc.catalogue.figures import barrel_of, figures_of
from selank_calc.dosing.tolerance import error_units, measured_off

from ..exactly import exactly as F  # noqa: N812 - short, as it stands in every line


def off(mark, spacing, capacity, catalogue=CATALOGUE):
    barrel = barrel_of(CATALOGUE.syringes[0])
    barrel = barrel._replace(marks_units=F(spacing), capacity_units=F(capacity))
    return error_units(F(mark), barrel, figures_of(catalogue).accuracy)


@pytest.mark.parametrize(
    ("mark", "spacing", "capacity", "units"),
    [
        # below half: 1.5 % of capacity + 2 % of volume, and half a mark
        ("10", "1", "100", "2.2"),  # 1.5 + 0.2 + 0.5
        ("5", "2", "100", "2.6"),  # 1.5 + 0.1 + 1: FACTS.md has 32 % without the marks
        ("5", "1", "30", "1.05"),  # 0.45 + 0.1 + 0.5: 11 % without the marks
        ("49", "1", "100", "2.98"),  # 1.5 + 0.98 + 0.5
        # from half upward: 5 % of volume, and half a mark
        ("50", "1", "100", "3"),
        ("51", "1", "100", "3.05"),
        ("100", "2", "100", "6"),
        ("14.5", "0.5", "30", "0.99"),  # 0.45 + 0.29 + 0.25
        ("15", "0.5", "30", "1"),  # 0.75 + 0.25
        # several fillings add up
        ("200", "2", "100", "12"),
        ("110", "2", "100", "8.7"),  # 6 + 1.5 + 0.2 + 1
        ("160", "2", "100", "10"),  # 6 + 3 + 1
    ],
)
def test_worked_examples(mark, spacing, capacity, units):
    assert off(mark, spacing, capacity) == F(units)


@pytest.mark.parametrize(("capacity", "percent"), [(100, 32), (30, 11)])
def test_5_units_carry_what_facts_say_without_the_reading(capacity, percent):
    assert off(5, 0, capacity) / 5 * 100 == percent


def test_from_half_the_capacity_up_the_tolerance_is_that_of_the_volume_alone():
    # In ISO's own figures both ways meet at a half; here they do not: 10 % of 50, or 1.5 and 1.
    percent = CATALOGUE.accuracy.barrel_from_half_percent._replace(value=Decimal(10))
    accuracy = CATALOGUE.accuracy._replace(barrel_from_half_percent=percent)
    own = CATALOGUE._replace(accuracy=accuracy)
    assert off(50, 1, 100, own) == F("5.5")
    # 49 of them: 1.5 + 0.98 and half a mark
    assert off(49, 1, 100, own) == F("2.98")


@pytest.mark.parametrize(
    ("draw", "low", "high"),
    [
        # 2500 mcg/mL on 1 mL with a mark a unit, 25 mcg a unit: 10 -+ 2.2, 2 -+ 2.04, 1 -+ 2.02
        ("10 units", "195", "305"),
        ("2 units", "0", "101"),
        ("1 unit", "0", "75.5"),
    ],
)
def test_a_draw_is_off_either_way_but_never_below_nothing(draw, low, high):
    result = dose(vial="5 mg", diluent="2 mL", draw=draw, syringe="1 mL", marks="1 unit")
    assert (result.low_mcg, result.high_mcg) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("diluent", ["3 mL", "7 mL", "0.9 mL", "1.1 mL"])
def test_ends_that_have_no_end_are_rounded_outward(diluent):
    result = dose(vial="5 mg", diluent=diluent, dose="250 mcg")
    assert F(result.low_mcg) <= result.ends_mcg[0] < result.ends_mcg[1]
    assert result.ends_mcg[1] <= F(result.high_mcg)
    for shown, exact in ((result.low_mcg, result.ends_mcg[0]), (result.high_mcg, result.ends_mcg[1])):  # fmt: skip
        assert abs(F(shown) - exact) <= exact / 10**26


class TestMeasuredOff:
    """What people were measured to draw, where that was further off than the tolerance."""

    @staticmethod
    def of(mark, spacing, capacity, scale="U-100"):
        syringe = next(each for each in CATALOGUE.syringes if each.scale == scale)
        barrel = barrel_of(syringe)._replace(marks_units=F(spacing), capacity_units=F(capacity))
        found = measured_off(F(mark), barrel, figures_of(CATALOGUE).accuracy)
        return found and (str(found.draw_units), *found.sources)

    @pytest.mark.parametrize(
        ("mark", "spacing", "capacity", "measured"),
        [
            ("10", "1", "30", ("10", "kondo-2024")),  # 0.45 + 0.2 + 0.5 = 1.15, at most 3.3
            ("1", "1", "30", ("1", "casella-1993")),  # 0.97, 0.64 + 0.38 = 1.02
            ("1", "2", "100", None),  # 1.5 + 0.02 + 1 = 2.52
            ("2", "1", "30", ("2", "kondo-2024")),  # 0.99, at most 2.3
            ("2", "2", "100", None),  # 2.54
            ("4", "1", "30", ("2", "kondo-2024")),  # as near to 6: the smaller
            ("5", "1", "30", ("6", "kondo-2024")),
            ("8", "1", "30", ("6", "kondo-2024")),
            ("9", "1", "30", ("10", "kondo-2024")),
            ("10", "2", "140", None),  # 2.1 + 0.2 + 1 = 3.3, and at most 3.3 is not more
            ("10", "2", "139", ("10", "kondo-2024")),  # 3.285
            ("11", "1", "30", None),  # nobody was measured there
        ],
    )
    def test_worked_examples(self, mark, spacing, capacity, measured):
        assert self.of(mark, spacing, capacity) == measured

    def test_a_draw_of_another_scale_counts_by_its_volume(self):
        # 50 units of U-500 are as much as 10 of U-100; off 3.75 + 1 + 2.5 = 7.25, as 1.45
        assert self.of("50", "5", "250", "U-500") == ("10", "kondo-2024")
        assert self.of("55", "5", "250", "U-500") is None

    def test_a_catalogue_of_ones_own_has_its_own(self):
        of_ten = CATALOGUE.accuracy.measured_draws[-1]
        one = of_ten._replace(measured="10 units came out as 15", off_units=Decimal(5))
        own = CATALOGUE._replace(accuracy=CATALOGUE.accuracy._replace(measured_draws=(one,)))
        barrel = barrel_of(CATALOGUE.syringes[0])
        assert measured_off(F("10"), barrel, figures_of(own).accuracy) == one

    def test_of_two_that_were_as_far_off_the_first_is_named(self):
        of_ten = CATALOGUE.accuracy.measured_draws[-1]
        first, other = of_ten._replace(sources=("one",)), of_ten._replace(sources=("two",))
        own = CATALOGUE._replace(
            accuracy=CATALOGUE.accuracy._replace(measured_draws=(first, other))
        )
        barrel = barrel_of(CATALOGUE.syringes[0])
        assert measured_off(F("10"), barrel, figures_of(own).accuracy) == first

    def test_a_catalogue_without_measured_draws_has_none(self):
        own = CATALOGUE._replace(accuracy=CATALOGUE.accuracy._replace(measured_draws=()))
        result = dose(vial="5 mg", diluent="2 mL", dose="25 mcg", catalogue=own)  # 1 unit
        barrel, accuracy = result.device.barrel, figures_of(own).accuracy
        assert measured_off(result.device.marks.nearest, barrel, accuracy) is None
