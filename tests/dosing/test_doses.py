"""`dose()`: worked examples by hand, laws as properties, and the oracle's every figure."""

import dataclasses
import re
import threading
from decimal import Decimal
from fractions import Fraction

import pint
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from selank_calc import (
    CATALOGUE,
    CatalogueError,
    ConflictingInputError,
    MissingInputError,
    OutOfBoundsError,
    SelankCalcError,
    UnknownNameError,
    dose,
)
from selank_calc.amounts.registry import vocabulary

from .. import against_oracle, oracle
from ..against_oracle import rounded
from ..strategies import (
    amounts,
    barrels,
    body_masses,
    diluents,
    doses,
    draws,
    errors,
    from_vials,
    per_day,
    pumps,
    shares,
    small_volumes,
    vials,
)


def differences(**asked):
    """What differs between the result and the oracle's, refusals included."""
    try:
        result = dose(**asked)
    except SelankCalcError as error:
        with pytest.raises(oracle.RefusedError) as refused:
            oracle.dose(**asked)
        return list(against_oracle.of_error(error, refused.value))
    return list(against_oracle.of_dose(result, oracle.dose(**asked)))


class TestFromAVial:
    @pytest.mark.parametrize(
        ("vial", "diluent", "asked", "per_day", "figures"),
        [
            # The README's: 5000/2 = 2500 mcg/mL, 250/2500 = 0.1 mL, 5000/250 = 20
            ("5 mg", "2 mL", "250 mcg", None, {"draw_ml": "0.1", "draw_units": 10,
             "concentration_mcg_per_ml": 2500, "daily_mcg": 250, "doses_per_vial": 20,
             "days_per_vial": 20}),
            # 10 mg in 3 mL: 250 x 3 / 10000 = 0.075 mL, to the mark at 7; 300 / 7 = 42 doses
            ("10 mg", "3 mL", "250 mcg", 2, {"draw_ml": "0.075", "draw_units": "7.5",
             "daily_mcg": 500, "doses_per_vial": 42, "days_per_vial": 21}),
            # 9.6 units go to 10: 300 / 10, and not 300 / 9.6 = 31
            ("10 mg", "3 mL", "320 mcg", 1, {"draw_units": "9.6", "doses_per_vial": 30}),
            # 16 whole doses of 300 in 5000, 3 a day: 5 whole days
            ("5 mg", "2.5 mL", "0.3 mg", 3, {"draw_ml": "0.15", "draw_units": 15,
             "daily_mcg": 900, "doses_per_vial": 16, "days_per_vial": 5}),
            # more than the vial: no whole dose
            ("1 mg", "1 mL", "2 mg", 1, {"draw_ml": 2, "draw_units": 200, "doses_per_vial": 0,
             "days_per_vial": 0}),
        ],
    )  # fmt: skip
    def test_worked_examples(self, vial, diluent, asked, per_day, figures):
        result = dose(vial=vial, diluent=diluent, dose=asked, per_day=per_day)
        for name, value in figures.items():
            assert getattr(result, name) == Decimal(value), name

    def test_what_is_delivered_is_the_dose_at_the_nearest_mark(self):
        # 10 mg in 3 mL: 250 mcg are 7.5 units; a tie goes to mark 7: 7 / 7.5 of the dose
        result = dose(vial="10 mg", diluent="3 mL", dose="250 mcg", per_day=2)
        assert (result.draw_units, result.mark_units) == (Decimal("7.5"), 7)
        assert result.delivered_mcg == rounded(Fraction(700, 3))
        assert result.delivered_daily_mcg == rounded(Fraction(1400, 3))
        assert result.error_percent == rounded(Fraction(-20, 3))
        assert result.below == (7, rounded(Fraction(700, 3)), rounded(Fraction(-20, 3)))
        assert result.above == (8, rounded(Fraction(800, 3)), rounded(Fraction(20, 3)))

    def test_on_a_mark_the_marks_beside_it_are_the_next_ones(self):
        # 25 mcg a unit
        result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
        assert result.below == (9, 225, -10)
        assert result.above == (11, 275, 10)

    def test_at_the_ends_of_the_barrel_there_is_no_mark_beside(self):
        full = dose(vial="5 mg", diluent="2 mL", dose="750 mcg", syringe="0.3 mL")
        assert (full.below.units, full.above) == (29, None)
        first = dose(vial="5 mg", diluent="2 mL", dose="25 mcg")
        assert (first.below, first.above.units) == (None, 2)

    @pytest.mark.parametrize(
        ("asked", "low", "high"),
        [
            # the issue's: 0.015 + 0.002 + 0.005 mL of 0.1
            ({"syringe": "1 mL", "marks": "1 unit"}, "195", "305"),
            # 1.5 % of 30 + 2 % of 10 + 0.5 = 1.15 units of 25 mcg
            ({}, "221.25", "278.75"),
            # half the barrel, 15 units: 5 % of 15 + 0.5 = 1.25 units; the other rule gives the same
            ({"dose": "375 mcg"}, "343.75", "406.25"),
            # 30 units: 5 % of 30 + 0.5 = 2
            ({"dose": "750 mcg", "syringe": "0.3 mL"}, "700", "800"),
            # 1 unit in 1 mL: 1.5 + 0.02 + 0.5 = 2.02 units, more than the draw: nothing at the least
            ({"dose": "25 mcg", "syringe": "1 mL", "marks": "1 unit"}, "0", "75.5"),
            # two fillings, 30 + 10 units: 2 + 1.15 units
            ({"dose": "1 mg", "syringe": "0.3 mL"}, "921.25", "1078.75"),
            # the vial 10 % off either way: 221.25 x 0.9 and 278.75 x 1.1
            ({"vial_error": 10}, "199.125", "306.625"),
            # the diluent 25 % off: 221.25 / 1.25 and 278.75 / 0.75
            ({"diluent_error": "25 %"}, "177", "371.6666666666666666666666667"),
        ],
    )
    def test_how_wrong_it_can_be(self, asked, low, high):
        result = dose(**{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", **asked})
        assert (result.low_mcg, result.high_mcg) == (Decimal(low), Decimal(high))

    def test_content_and_displacement_change_the_concentration(self):
        # Amoxicillin: 250 mg displace 0.2 mL; 250 / 5.2 = 48.08 mg/mL (FACTS.md)
        result = dose(vial="250 mg", diluent="5 mL", dose="250 mcg", displacement="0.2 mL")
        assert result.concentration_mcg_per_ml == rounded(Fraction(250_000 * 10, 52))
        # 0.52 units go to the first mark: 520 units of solution
        assert result.doses_per_vial == 520
        # half of 5 mg is peptide: 1250 mcg/mL, so 20 units and ten doses
        half = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", content="50 %")
        assert (half.concentration_mcg_per_ml, half.draw_units, half.doses_per_vial) == (
            1250,
            20,
            10,
        )
        assert half.vial_mcg == 5000

    def test_dead_space_costs_doses_and_not_dose(self):
        # 2 mL / (0.1 + 0.025) = 16
        result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", dead_space="0.025 mL")
        assert result.doses_per_vial == 16
        assert (result.draw_units, result.delivered_mcg) == (10, 250)
        # 0.4 mL in a 0.3 mL barrel is two fillings: 2 / (0.4 + 0.1) = 4
        twice = dose(
            vial="5 mg", diluent="2 mL", dose="1 mg", syringe="0.3 mL", dead_space="0.05 mL"
        )
        assert twice.doses_per_vial == 4
        # 9.6 units go to 10: 3 / (0.1 + 0.005) = 28.6, where 3 / 0.101 would be 29.7
        at_mark = dose(vial="10 mg", diluent="3 mL", dose="320 mcg", dead_space="0.005 mL")
        assert at_mark.doses_per_vial == 28

    @pytest.mark.parametrize(
        ("diluent", "asked", "mark"),
        [
            ("0.2 mL", {"dose": "400 mcg"}, 20),
            # all of 0.196 mL in one dose: mark 20 is more than there is
            ("0.196 mL", {"dose": "400 mcg"}, 19),
            # 0.1 mL is lost with it: 0.186 of 0.286 can be drawn, of 0.29 as far as mark 19
            ("0.286 mL", {"draw": "18.6 units", "dead_space": "0.1 mL"}, 18),
            ("0.29 mL", {"draw": "18.6 units", "dead_space": "0.1 mL"}, 19),
        ],
    )
    def test_the_hand_draws_no_more_than_there_is(self, diluent, asked, mark):
        result = dose(vial="400 mcg", diluent=diluent, **asked)
        assert (result.mark_units, result.doses_per_vial) == (mark, 1)
        assert "dose-exceeds-vial" not in [flag.code for flag in result.flags]

    def test_body_mass_adds_mcg_per_kg(self):
        # 350 / 70 = 5; twice a day 10
        result = dose(vial="5 mg", diluent="2 mL", dose="350 mcg", per_day=2, weight="70 kg")
        assert (result.dose_mcg_per_kg, result.daily_mcg_per_kg) == (5, 10)

    def test_what_was_not_given_is_named(self):
        asked = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
        assert dose(**asked).assumed == (
            "doses_per_day", "scale", "syringe", "marks", "diluent_kind",
        )  # fmt: skip
        all_given = {"per_day": 1, "scale": "U-100", "syringe": "0.3 mL", "marks": "1 unit",
                     "diluent_kind": "saline"}  # fmt: skip
        assert dose(**asked, **all_given).assumed == ()

    @pytest.mark.parametrize(
        ("vial", "kind", "per_day", "days"),
        [
            # 25, 40 and 50 doses of 250 mcg, of which 28 are taken before the date
            ("6.25 mg", None, 1, 25), ("12.5 mg", None, 1, 28), ("10 mg", "bacteriostatic", 1, 28),
            ("10 mg", None, 2, 20),
            # a day, as far as it lasts for one
            ("10 mg", "sterile", 1, 1), ("0.5 mg", "saline", 2, 1), ("0.5 mg", "saline", 3, 0),
        ],
    )  # fmt: skip
    def test_a_vial_lasts_until_its_date(self, vial, kind, per_day, days):
        diluent = f"{Decimal(vial.split()[0]) * Decimal('0.4')} mL"  # 10 units a dose
        asked = {"vial": vial, "diluent": diluent, "dose": "250 mcg", "per_day": per_day}
        result = dose(**asked, diluent_kind=kind)
        assert result.days_per_vial == days
        assert result.diluent_kind == (kind or "bacteriostatic")
        assert dose(**asked, diluent_kind=kind, preservative_free=False) == result
        # all that it holds, also where it is not taken
        assert result.doses_per_vial == int(Decimal(vial.split()[0]) * 4)

    @given(from_vials, vials, diluents, doses, per_day, st.none() | body_masses)
    def test_every_figure_and_flag_is_the_oracles(
        self, formulation, vial, diluent, asked, times, weight
    ):
        asked = {
            "formulation": formulation, "vial": vial, "diluent": diluent, "dose": asked,
            "per_day": times, "weight": weight,
        }  # fmt: skip
        assert differences(**asked) == []

    @given(
        st.sampled_from((None, "draw", "dose", "diluent", "vial")),
        st.tuples(vials, diluents, doses, draws),
        barrels,
        st.tuples(shares, small_volumes, small_volumes, errors, errors),
    )
    def test_whatever_is_solved_for_it_is_the_oracles(self, solved_for, four, barrel, more):
        amounts = dict(zip(("vial", "diluent", "dose", "draw"), four, strict=True))
        if solved_for is not None:
            amounts[solved_for] = None
        scale, capacity, marks = barrel
        content, displacement, dead_space, vial_error, diluent_error = more
        draw = amounts.pop("draw")
        asked = {
            **amounts, "draw": draw and f"{draw} units", "scale": f"U-{scale}",
            "syringe": capacity and f"{capacity} mL", "marks": marks and f"{marks} units",
            "content": f"{content} %", "displacement": displacement, "dead_space": dead_space,
            "vial_error": f"{vial_error} %", "diluent_error": f"{diluent_error} %",
        }  # fmt: skip
        # Solved for, it may be no such amount as could be given: a diluent less than the powder.
        assert differences(**asked) == []

    @given(
        st.tuples(vials, diluents, doses), barrels,
        st.tuples(small_volumes, errors, errors), st.tuples(*[st.integers(0, 10)] * 3),
    )  # fmt: skip
    def test_nothing_inside_the_errors_of_the_inputs_leaves_the_interval(
        self, amounts, barrel, more, at
    ):
        vial, diluent, asked = amounts
        scale, capacity, marks = barrel
        displacement, vial_error, diluent_error = more
        result = dose(
            vial=vial, diluent=diluent, dose=asked, scale=f"U-{scale}",
            syringe=capacity and f"{capacity} mL", marks=marks and f"{marks} units",
            displacement=displacement, vial_error=f"{vial_error} %",
            diluent_error=f"{diluent_error} %",
        )  # fmt: skip
        # a point within each input's interval, from one end (0) to the other (10)
        of_vial, of_diluent, of_volume = (Fraction(each - 5, 5) for each in at)
        true_vial = Fraction(result.vial_mcg) * (1 + of_vial * Fraction(vial_error) / 100)
        true_diluent = Fraction(result.diluent_ml) * (
            1 + of_diluent * Fraction(diluent_error) / 100
        )
        capacity_units = Fraction(result.syringe.capacity_ml) * scale
        spacing = Fraction(result.syringe.marks_units)
        low, high = oracle.units_between(Fraction(result.mark_units), capacity_units, spacing)
        units = low + (high - low) * (of_volume + 1) / 2
        concentration = true_vial / (true_diluent + Fraction(result.displacement_ml))
        true_mcg = units / scale * concentration
        assert Fraction(result.low_mcg) <= true_mcg <= Fraction(result.high_mcg)

    @given(vials, diluents, doses, barrels)
    def test_no_other_mark_is_nearer(self, vial, diluent, asked, barrel):
        scale, capacity, marks = barrel
        result = dose(
            vial=vial, diluent=diluent, dose=asked, scale=f"U-{scale}",
            syringe=capacity and f"{capacity} mL", marks=marks and f"{marks} units",
        )  # fmt: skip
        off = abs(result.mark_units - result.draw_units)
        in_the_vial = Fraction(result.diluent_ml) * int(scale)
        for beside in (result.below, result.above):
            if beside is None or Fraction(beside.units) > in_the_vial:
                continue  # the hand draws no more than there is
            assert abs(beside.units - result.draw_units) >= off

    @given(vials, diluents, doses)
    def test_the_equation_closes(self, vial, diluent, asked):
        result = dose(vial=vial, diluent=diluent, dose=asked)
        # vial / diluent = dose / draw, to the one rounding of each quotient
        left = Fraction(result.vial_mcg) * Fraction(result.draw_ml)
        right = Fraction(result.dose_mcg) * Fraction(result.diluent_ml)
        assert abs(left - right) <= right * Fraction(1, 10**27)

    @given(vials, diluents, doses, st.integers(2, 9))
    def test_scaling(self, vial, diluent, asked, factor):
        """As many times the vial and the dose, or the diluent: the draw scales as it must."""
        assume(Decimal(asked.split()[0]) * factor < 10_000)

        def times(text):
            number, unit = text.split()
            return f"{Decimal(number) * factor} {unit}"

        once = dose(vial=vial, diluent=diluent, dose=asked)
        both = dose(vial=times(vial), diluent=diluent, dose=times(asked))
        assert (both.draw_ml, both.mark_units) == (once.draw_ml, once.mark_units)
        assert both.doses_per_vial == once.doses_per_vial
        thinner = dose(vial=vial, diluent=times(diluent), dose=asked)
        assert Fraction(thinner.draw_ml) == pytest.approx(
            factor * Fraction(once.draw_ml), rel=1e-25
        )

    @given(vials, diluents, st.decimals("0.2", "0.9", places=3))
    def test_the_unit_of_entry_does_not_matter(self, vial, diluent, asked_mg):
        in_mg = dose(vial=vial, diluent=diluent, dose=f"{asked_mg} mg")
        in_mcg = dose(vial=vial, diluent=diluent, dose=f"{asked_mg * 1000} mcg")
        assert in_mg == in_mcg


class TestSolving:
    """Any three of vial, diluent, dose and draw give the fourth; four are checked."""

    @pytest.mark.parametrize(
        ("given", "solved_for", "figures"),
        [
            # 12 units are 0.12 mL of 2500 mcg/mL
            ({"vial": "5 mg", "diluent": "2 mL", "draw": "12 units"}, "dose", {"dose_mcg": 300}),
            ({"vial": "5 mg", "diluent": "2 mL", "draw": "0.12 mL"}, "dose", {"dose_mcg": 300}),
            # 250 mcg in 0.1 mL is 2500 mcg/mL: 5000 / 2500
            ({"vial": "5 mg", "dose": "250 mcg", "draw": "10 units"}, "diluent", {"diluent_ml": 2}),
            ({"vial": "10 mg", "diluent": "3 mL", "dose": "250 mcg"}, "draw", {"draw_units": "7.5"}),
            # 2500 mcg/mL x 2 mL
            ({"diluent": "2 mL", "dose": "250 mcg", "draw": "10 units"}, "vial", {"vial_mcg": 5000}),
            # 12 units of U-40 are 0.3 mL
            ({"vial": "5 mg", "diluent": "2 mL", "draw": "12 units", "scale": "U-40"}, "dose",
             {"dose_mcg": 750, "draw_ml": "0.3"}),
            # half of it peptide, 0.5 mL of powder: 4000 / (1.5 + 0.5) = 2000 mcg/mL
            ({"vial": "8 mg", "dose": "200 mcg", "draw": "10 units", "content": "50 %",
              "displacement": "0.5 mL"}, "diluent", {"diluent_ml": "1.5"}),
            ({"diluent": "1.5 mL", "dose": "200 mcg", "draw": "10 units", "content": "50 %",
              "displacement": "0.5 mL"}, "vial", {"vial_mcg": 8000}),
            ({"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "draw": "10 units"}, None,
             {"dose_mcg": 250, "draw_units": 10, "delivered_mcg": 250, "error_percent": 0}),
            # five-fold: 0.25 mL of 5000 mcg/mL
            ({"vial": "5 mg", "diluent": "1 mL", "dose": "0.25 mg", "draw": "25 units"}, None,
             {"dose_mcg": 250, "draw_units": 25, "delivered_mcg": 1250, "error_percent": 400}),
        ],
    )  # fmt: skip
    def test_worked_examples(self, given, solved_for, figures):
        result = dose(**given)
        assert result.solved_for == solved_for
        for name, value in figures.items():
            assert getattr(result, name) == Decimal(value), name

    @given(vials, diluents, doses)
    def test_the_three_others_give_each_back(self, vial, diluent, asked):
        four = {"vial": vial, "diluent": diluent, "dose": asked}
        first = dose(**four)
        assume(Decimal("0.0001") <= first.draw_ml <= 10_000)
        draw = f"{first.draw_ml:.30f} mL"
        assume(Decimal(draw.split(maxsplit=1)[0]) == first.draw_ml)
        for missing, name in (
            ("vial", "vial_mcg"),
            ("diluent", "diluent_ml"),
            ("dose", "dose_mcg"),
        ):
            again = dose(**{**four, missing: None}, draw=draw)
            assert again.solved_for == missing
            assert getattr(again, name) == pytest.approx(getattr(first, name), rel=Decimal("1e-26"))

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            # the powder alone is more than 250 mcg in 0.1 mL allow: 1 mg / 2.5 mg/mL = 0.4 mL
            ({"vial": "1 mg", "dose": "250 mcg", "draw": "10 units", "displacement": "0.4 mL"}, "diluent"),
            ({"vial": "1 mg", "dose": "250 mcg", "draw": "10 units", "displacement": "2 mL"}, "diluent"),
            # 1000 g / (1 mcg in 1 mL) is 10^9 mL
            ({"vial": "1000 g", "dose": "1 mcg", "draw": "1 mL"}, "diluent"),
            ({"diluent": "10 L", "dose": "1 g", "draw": "0.001 mL"}, "vial"),
            ({"vial": "0.001 mcg", "diluent": "10 L", "draw": "1 unit"}, "dose"),
        ],
    )  # fmt: skip
    def test_what_could_not_be_given_is_not_solved_for_either(self, given, field):
        with pytest.raises(OutOfBoundsError) as error:
            dose(**given)
        assert error.value.field == field

    def test_a_diluent_just_above_nothing_or_as_much_as_may_be_is_solved_for(self):
        result = dose(vial="1 mg", dose="250 mcg", draw="10 units", displacement="0.3999 mL")
        assert result.diluent_ml == Decimal("0.0001")
        # 10^6 mcg at 1 mcg in 0.01 mL: as much diluent as could be given
        result = dose(vial="1 g", dose="1 mcg", draw="0.01 mL")
        assert result.diluent_ml == 10_000

    @pytest.mark.parametrize("draw", ["12 units", "0.12 mL", "120 uL", " 12 unit "])
    def test_a_draw_in_units_or_in_any_volume(self, draw):
        assert dose(vial="5 mg", diluent="2 mL", draw=draw).dose_mcg == 300

    def test_a_draw_as_a_quantity_of_any_registry(self):
        theirs, ours = pint.UnitRegistry(), vocabulary()
        for draw in (theirs("0.12 mL"), theirs("0.12 cm**3"), ours.Quantity(12, "units")):
            assert dose(vial="5 mg", diluent="2 mL", draw=draw).dose_mcg == 300


class TestFromAPump:
    @pytest.mark.parametrize(
        ("asked", "times", "bottle", "figures"),
        [
            # 0.15 % is 1.5 mg/mL; x 0.05 mL = 75 mcg; 150 mcg is 2 sprays; 3 x 150 = 450
            ("150 mcg", None, None, {"spray_mcg": 75, "spray_ml": "0.05", "sprays_per_dose": 2,
             "sprays_per_day": 6, "daily_mcg": 450, "concentration_mcg_per_ml": 1500}),
            # 3 sprays three times: 675; 10 / 0.05 = 200 sprays; 200 / 9 = 22 whole days
            ("225 mcg", 3, "10 mL", {"sprays_per_dose": 3, "sprays_per_day": 9, "daily_mcg": 675,
             "sprays_per_bottle": 200, "days_per_bottle": 22}),
            # 180 / 75 = 2.4 goes to 2: 150 delivered, 30 / 180 = 16.67 % less
            ("180 mcg", 3, None, {"sprays_per_dose": 2, "delivered_mcg": 150,
             "delivered_daily_mcg": 450, "daily_mcg": 540,
             "error_percent": "-16.66666666666666666666666667"}),
            # less than half a spray: one all the same, 275 % more
            ("20 mcg", 3, None, {"sprays_per_dose": 1, "delivered_mcg": 75, "error_percent": 275}),
        ],
    )  # fmt: skip
    def test_worked_examples(self, asked, times, bottle, figures):
        result = dose(formulation="nasal-spray", dose=asked, per_day=times, bottle=bottle)
        for name, value in figures.items():
            assert getattr(result, name) == Decimal(value), name

    @pytest.mark.parametrize("sprays", [2, "2", " 2 "])
    def test_sprays_in_place_of_a_dose(self, sprays):
        result = dose(formulation="spray", sprays=sprays)
        assert (result.dose_mcg, result.delivered_mcg, result.sprays_per_dose) == (150, 150, 2)

    def test_without_a_bottle_nothing_is_known_of_it(self):
        result = dose(formulation="spray", sprays=2)
        assert (result.bottle_ml, result.sprays_per_bottle, result.days_per_bottle) == (None,) * 3

    def test_a_vial_alone_gives_the_diluent_of_the_documented_strength(self):
        # 5 mg / 1.5 mg/mL = 3.333 mL; 66 whole sprays of 0.05 mL, 6 a day
        result = dose(formulation="nasal-spray", vial="5 mg")
        assert (result.solved_for, result.diluent_ml) == ("diluent", rounded(Fraction(10, 3)))
        assert (result.dose_mcg, result.sprays_per_dose, result.spray_mcg) == (150, 2, 75)
        assert (result.sprays_per_bottle, result.days_per_bottle) == (66, 11)
        assert result.assumed == (
            "doses_per_day", "dose", "strength", "spray_volume", "bottle", "diluent_kind",
        )  # fmt: skip

    def test_a_bottle_lasts_until_its_date_where_one_is_on_file(self):
        # 20 mg / 75 mcg: 266 sprays
        made = {"formulation": "spray", "vial": "20 mg", "sprays": 2, "per_day": 1}
        for kind, days in ((None, 28), ("bacteriostatic", 28), ("sterile", 14), ("saline", 14)):
            assert dose(**made, diluent_kind=kind).days_per_bottle == days
        bought = dose(formulation="spray", sprays=2, per_day=1, bottle="10 mL")
        assert (bought.days_per_bottle, bought.diluent_kind) == (100, None)

    def test_a_vial_in_a_diluent_has_the_concentration_that_it_has(self):
        # 5 mg / 3 mL = 1666.67 mcg/mL: a spray carries 83.33 mcg, 150 mcg is 1.8 of them
        result = dose(formulation="nasal-spray", vial="5 mg", diluent="3 mL", dose="150 mcg")
        assert result.solved_for == "sprays"
        assert result.spray_mcg == rounded(Fraction(250, 3))
        assert result.sprays_per_dose == 2
        assert result.delivered_mcg == rounded(Fraction(500, 3))
        assert result.below == (1, rounded(Fraction(250, 3)), rounded(Fraction(-400, 9)))
        assert result.above == (2, rounded(Fraction(500, 3)), rounded(Fraction(100, 9)))
        assert result.sprays_per_bottle == 60

    @pytest.mark.parametrize(
        ("left_out", "solved"), [("vial", 5000), ("diluent", 5), ("dose", 100), ("sprays", 1)]
    )
    def test_any_three_of_four_give_the_fourth(self, left_out, solved):
        # 5000 mcg / 5 mL = 100 mcg / 0.1 mL
        four = {"vial": "5 mg", "diluent": "5 mL", "dose": "100 mcg", "sprays": 1}
        del four[left_out]
        result = dose(formulation="nasal-spray", spray_volume="0.1 mL", **four)
        assert result.solved_for == left_out
        found = {"vial": result.vial_mcg, "diluent": result.diluent_ml, "dose": result.dose_mcg,
                 "sprays": result.sprays_per_dose}  # fmt: skip
        assert found[left_out] == solved
        assert (result.concentration_mcg_per_ml, result.bottle_ml) == (1000, 5)
        assert "strength" not in result.assumed
        assert result.diluent_kind == "bacteriostatic"

    @pytest.mark.parametrize(
        ("asked", "is_flagged"),
        # 75 mcg a spray: 112.5 mcg are one and a half
        [("112.5 mcg", False), ("112.501 mcg", True), ("75 mcg", False), ("37.5 mcg", False),
         ("37.499 mcg", True)],
    )  # fmt: skip
    def test_dose_and_sprays_are_checked(self, asked, is_flagged):
        for made in ({}, {"strength": "0.15 %"}, {"vial": "6 mg", "diluent": "4 mL"}):
            result = dose(formulation="spray", dose=asked, sprays=1, **made)
            mismatches = [each for each in result.flags if each.code == "dose-draw-mismatch"]
            assert bool(mismatches) is is_flagged
            assert (result.solved_for, result.sprays_per_dose, result.delivered_mcg) == (
                None,
                1,
                75,
            )
            assert "dose" not in result.assumed

    def test_a_diluent_alone_makes_no_spray(self):
        for asked in ({"dose": "150 mcg"}, {"sprays": 2}, {"dose": "150 mcg", "content": 90}):
            with pytest.raises(ConflictingInputError) as error:
                dose(formulation="spray", diluent="3 mL", **asked)
            assert error.value.field == "diluent"

    @pytest.mark.parametrize(
        ("asked", "solved"),
        [({"dose": "150 mcg"}, "sprays"), ({"sprays": 2}, "dose"), ({"vial": "5 mg"}, "diluent"),
         ({"vial": "5 mg", "dose": "150 mcg"}, "diluent"), ({"vial": "5 mg", "sprays": 2}, "diluent")],
    )  # fmt: skip
    def test_with_less_the_strength_is_the_documented_one(self, asked, solved):
        result = dose(formulation="spray", **asked)
        assert (result.solved_for, result.concentration_mcg_per_ml) == (solved, 1500)
        assert "strength" in result.assumed

    def test_a_spray_of_a_strength_of_its_own(self):
        # 1000 x 0.05 = 50 mcg a spray
        result = dose(formulation="spray", strength="0.1 %", sprays=3, bottle="10 mL")
        assert (result.spray_mcg, result.dose_mcg, result.sprays_per_bottle) == (50, 150, 200)
        assert (result.vial_mcg, result.diluent_kind, result.solved_for) == (None, None, "dose")
        assert "strength" not in result.assumed
        assert "strength" in dose(formulation="spray", sprays=3).assumed
        assert "strength" in dose(formulation="spray", vial="5 mg").assumed
        assert "strength" not in dose(formulation="spray", vial="5 mg", diluent="3 mL").assumed

    def test_sprays_that_are_whole_have_nothing_beside_them(self):
        for asked in ({"dose": "150 mcg"}, {"sprays": 2}):
            result = dose(formulation="spray", **asked)
            assert (result.below, result.above) == (None, None)
        thirds = dose(formulation="spray", vial="5 mg", diluent="3 mL", sprays=2)
        assert (thirds.below, thirds.above, thirds.error_percent) == (None, None, 0)

    def test_less_than_one_spray_has_none_below(self):
        result = dose(formulation="spray", dose="60 mcg")
        assert (result.below, result.above) == (None, (1, 75, 25))

    def test_what_stays_in_the_bottle_and_what_priming_takes(self):
        # (10 - 0.5) / 0.05 = 190, less 7; 9 a day: 20 days
        result = dose(formulation="spray", sprays=3, bottle="10 mL", residual="0.5 mL", priming=7)
        assert (result.sprays_per_bottle, result.days_per_bottle) == (183, 20)
        assert (result.bottle_ml, result.residual_ml, result.priming_sprays) == (
            10, Decimal("0.5"), 7,
        )  # fmt: skip
        assert result.assumed == ("doses_per_day", "strength", "spray_volume")
        plain = dose(formulation="spray", dose="150 mcg", per_day=3, spray_volume="0.05 mL")
        assert (plain.residual_ml, plain.priming_sprays, plain.assumed) == (0, 0, ("strength",))

    def test_another_pump_carries_more(self):
        # 0.1 mL of 1.5 mg/mL
        result = dose(formulation="spray", dose="150 mcg", spray_volume="0.1 mL")
        assert (result.spray_mcg, result.sprays_per_dose) == (150, 1)

    def test_sprays_may_be_80_to_120_percent(self):
        result = dose(formulation="spray", sprays=2)
        assert (result.low_mcg, result.high_mcg) == (120, 180)
        # the vial 10 % off besides: 120 x 0.9, 180 x 1.1
        widened = dose(formulation="spray", sprays=2, vial="5 mg", vial_error="10 %")
        assert (widened.low_mcg, widened.high_mcg) == (108, 198)

    @given(
        doses, per_day, st.none() | amounts(("mL",), low="1", high="30"), st.none() | body_masses
    )
    def test_every_figure_and_flag_is_the_oracles(self, asked, times, bottle, weight):
        asked = {"dose": asked, "per_day": times, "bottle": bottle, "weight": weight}
        assert differences(formulation="nasal-spray", **asked) == []

    @given(
        st.tuples(vials, st.none() | diluents, doses, pumps),
        st.tuples(shares, small_volumes, errors, errors),
        st.none() | st.integers(1, 100),
    )
    def test_from_a_vial_too(self, amounts, more, sprays):
        vial, diluent, asked, spray_volume = amounts
        content, displacement, vial_error, diluent_error = more
        given = {
            "vial": vial, "diluent": diluent, "dose": None if sprays else asked, "sprays": sprays,
            "spray_volume": spray_volume, "displacement": displacement,
        }  # fmt: skip
        percents = {"content": content, "vial_error": vial_error, "diluent_error": diluent_error}
        signed = {name: f"{value} %" for name, value in percents.items()}
        assert differences(formulation="nasal-spray", **given, **signed) == []

    @pytest.mark.parametrize(
        ("asked", "field", "error"),
        [
            ({"bottle": "10 mL", "residual": "10 mL"}, "residual", ConflictingInputError),
            ({"bottle": "0.3 mL", "priming": 7}, "priming", ConflictingInputError),
            ({"vial": "5 mg", "bottle": "3.4 mL"}, "bottle", ConflictingInputError),
            ({"residual": "0.5 mL"}, "bottle", MissingInputError),
            ({"priming": 5}, "bottle", MissingInputError),
            ({"priming": 101, "bottle": "10 mL"}, "priming", OutOfBoundsError),
            ({"priming": -1, "bottle": "10 mL"}, "priming", OutOfBoundsError),
            ({"vial": "5 mg", "displacement": "4 mL"}, "diluent", OutOfBoundsError),
        ],
    )  # fmt: skip
    def test_a_bottle_that_can_not_be_is_refused(self, asked, field, error):
        with pytest.raises(error) as raised:
            dose(formulation="spray", sprays=2, **asked)
        assert raised.value.field == field

    def test_the_limits_of_a_bottle_are_inside(self):
        assert (
            dose(formulation="spray", sprays=2, bottle="0.35 mL", priming=7).sprays_per_bottle == 0
        )
        assert (
            dose(formulation="spray", sprays=2, bottle="1 mL", priming="0").sprays_per_bottle == 20
        )
        almost = dose(formulation="spray", sprays=2, bottle="10 mL", residual="9.9999 mL")
        assert almost.sprays_per_bottle == 0
        all_of_it = dose(formulation="spray", sprays=2, vial="6 mg", bottle="4 mL")
        assert all_of_it.sprays_per_bottle == 80

    @given(doses)
    def test_no_other_count_of_sprays_is_nearer(self, asked):
        result = dose(formulation="nasal-spray", dose=asked)
        error = abs(result.delivered_mcg - result.dose_mcg)
        for other in (result.sprays_per_dose - 1, result.sprays_per_dose + 1):
            assert other == 0 or abs(other * result.spray_mcg - result.dose_mcg) >= error


class TestWords:
    """What a dose is asked for with."""

    @pytest.mark.parametrize(
        ("name", "id_"),
        [
            ("selank", "selank"),
            ("SELANK", "selank"),
            (" Amidate ", "n-acetyl-selank-amidate"),
            ("na-selank-amidate", "n-acetyl-selank-amidate"),
            ("NA-Selank", "n-acetyl-selank"),
        ],
    )
    def test_formulations_by_id_or_alias_in_any_case(self, name, id_):
        assert (
            dose(formulation=name, vial="5 mg", diluent="2 mL", dose="250 mcg").formulation == id_
        )

    def test_a_formulation_as_an_object(self):
        of = CATALOGUE.formulation("amidate")
        by_object = dose(formulation=of, vial="5 mg", diluent="2 mL", dose="250 mcg")
        assert by_object == dose(formulation="amidate", vial="5 mg", diluent="2 mL", dose="250 mcg")

    @pytest.mark.parametrize(
        ("formulation", "times"),
        [("selank", 1), ("amidate", 1), ("spray", 3), ("na-selank", 1)],
    )
    def test_doses_a_day_are_the_fewest_documented_unless_given(self, formulation, times):
        from_vial = {} if formulation == "spray" else {"vial": "5 mg", "diluent": "2 mL"}
        result = dose(formulation=formulation, dose="225 mcg", **from_vial)
        assert result.doses_per_day == times
        assert "doses_per_day" in result.assumed

    def test_quantities_of_any_pint_registry(self):
        registry = pint.UnitRegistry()
        by_quantity = dose(
            vial=registry("5 mg"), diluent=registry("2 mL"), dose=registry("0.25 mg"),
            weight=registry("70 kg"), syringe=registry("0.3 mL"),
        )  # fmt: skip
        by_text = dose(
            vial="5 mg", diluent="2 mL", dose="250 mcg", weight="70 kg", syringe="0.3 mL"
        )
        assert by_quantity == by_text

    def test_a_solution_bought_ready_gives_the_draw_or_the_dose(self):
        # 250 / 5000 = 0.05 mL; 2 / 0.05 = 40
        ready = dose(strength="5 mg/mL", volume="2 mL", dose="250 mcg")
        assert (ready.draw_ml, ready.draw_units, ready.solved_for) == (Decimal("0.05"), 5, "draw")
        assert (ready.vial_mcg, ready.diluent_ml, ready.volume_ml) == (None, None, 2)
        assert (ready.doses_per_vial, ready.days_per_vial, ready.diluent_kind) == (40, 40, None)
        assert ready.keeps().words == "until the maker's date"
        drawn = dose(strength="0.5 %", draw="5 units")
        assert (drawn.dose_mcg, drawn.solved_for) == (250, "dose")
        assert (drawn.volume_ml, drawn.doses_per_vial, drawn.days_per_vial) == (None, None, None)
        both = dose(strength="5 mg/mL", dose="250 mcg", draw="25 units")
        assert both.solved_for is None
        assert "dose-draw-mismatch" in {flag.code for flag in both.flags}

    @pytest.mark.parametrize(
        ("asked", "codes"),
        [
            # 2 mL x 5 mg/mL = 10 mg
            ({"volume": "2 mL", "dose": "10 mg"}, set()),
            ({"volume": "2 mL", "dose": "10.001 mg"}, {"dose-exceeds-vial"}),
            ({"dose": "10.001 mg"}, set()),
            # 1.99 mL and 0.02 mL lost
            ({"volume": "2 mL", "draw": "1.99 mL", "dead_space": "0.01 mL"}, {"dose-exceeds-vial"}),
            ({"draw": "1.99 mL", "dead_space": "0.01 mL"}, set()),
        ],
    )
    def test_of_a_solution_bought_ready_no_more_than_there_is(self, asked, codes):
        raised = {flag.code for flag in dose(strength="5 mg/mL", **asked).flags}
        assert raised & {"dose-exceeds-vial"} == codes

    def test_a_dose_by_body_mass_is_that_times_the_weight(self):
        # 3.5 x 70 = 245; 10 mcg/lb x 154 lb = 1540
        asked = {"vial": "5 mg", "diluent": "2 mL"}
        by_body_mass = dose(**asked, dose="3.5 mcg/kg", weight="70 kg")
        assert by_body_mass == dose(**asked, dose="245 mcg", weight="70 kg")
        assert (by_body_mass.dose_mcg, by_body_mass.dose_mcg_per_kg) == (245, Decimal("3.5"))
        assert dose(**asked, dose="10 mcg/lb", weight="154 lb").dose_mcg == 1540
        registry = pint.UnitRegistry()
        by_quantity = dose(
            **asked, dose=registry("3.5 microgram/kilogram"), weight=70 * registry.kg
        )
        assert by_quantity == by_body_mass

    @pytest.mark.parametrize(("weight", "is_above"), [("67.5 kg", False), ("67.51 kg", True)])
    def test_10_mcg_a_kg_are_675_mcg_for_67_kg_and_a_half(self, weight, is_above):
        # FACTS.md, `review`
        result = dose(vial="5 mg", diluent="2 mL", dose="0.01 mg/kg", weight=weight)
        codes = {flag.code for flag in result.flags}
        assert ("daily-above-documented" in codes) is is_above
        assert (result.dose_mcg > 675) is is_above

    @pytest.mark.parametrize("times", [1, 24, "1", "24"])
    def test_1_to_24_doses_a_day(self, times):
        dose(vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=times)

    @pytest.mark.parametrize(
        "times",
        [
            0,
            25,
            -1,
            1.5,
            True,
            "1.5",
            "two",
            "",
            "²",
            "1" * 10_000,
            pytest.param(10**5000, id="5000 digits"),
        ],
    )
    def test_any_other_count_is_refused(self, times):
        with pytest.raises(OutOfBoundsError, match="whole number from 1 to 24") as error:
            dose(vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=times)
        assert error.value.field == "per_day"

    @pytest.mark.parametrize("sprays", [0, 101, "many"])
    def test_1_to_100_sprays(self, sprays):
        with pytest.raises(OutOfBoundsError, match="whole number from 1 to 100"):
            dose(formulation="spray", sprays=sprays)


class TestRefusing:
    @pytest.mark.parametrize(
        ("asked", "missing", "given"),
        [
            ({}, "vial, diluent, dose", "none of them"),
            ({"vial": "5 mg"}, "diluent, dose", "vial"),
            ({"dose": "250 mcg"}, "vial, diluent", "dose"),
            ({"vial": "5 mg", "dose": "250 mcg"}, "diluent", "vial, dose"),
            ({"draw": "10 units"}, "vial, diluent", "draw"),
            ({"draw": "10 units", "dose": "250 mcg"}, "vial or diluent", "dose, draw"),
            ({"draw": "10 units", "vial": "5 mg"}, "diluent or dose", "vial, draw"),
            ({"formulation": "spray"}, "dose", "none of them"),
        ],
    )
    def test_too_little_names_what_is_given_and_what_would_do(self, asked, missing, given):
        with pytest.raises(MissingInputError) as error:
            dose(**asked)
        assert error.value.message.endswith(f"given: {given}.")
        fields, joint = re.split(", | or ", missing), " or " if " or " in missing else ", "
        assert error.value.field == fields[0]
        a_dose = "150 mcg" if "formulation" in asked else "250 mcg"
        examples = {"vial": "5 mg", "diluent": "2 mL", "dose": a_dose}
        shown = joint.join(f'{name}="{examples[name]}"' for name in fields)
        assert error.value.hint == f"Write for example {shown}."

    @pytest.mark.parametrize("formulation", ["selank", "spray"])
    @pytest.mark.parametrize(
        ("field", "value"),
        [("vial", "5 mg"), ("diluent", "2 mL"), ("diluent_kind", "sterile"), ("content", 86),
         ("displacement", "0.1 mL"), ("vial_error", 5), ("diluent_error", 5), ("vial_size", "3 mL")],
    )  # fmt: skip
    def test_a_solution_bought_ready_was_dissolved_by_another(self, formulation, field, value):
        with pytest.raises(ConflictingInputError, match="of a known strength takes no") as error:
            dose(formulation=formulation, strength="5 mg/mL", dose="250 mcg", **{field: value})
        assert error.value.field == field

    @pytest.mark.parametrize(
        ("formulation", "field", "value"),
        [
            ("selank", "sprays", 2),
            ("selank", "bottle", "10 mL"),
            ("selank", "spray_volume", "0.05 mL"),
            ("selank", "residual", "1 mL"),
            ("selank", "priming", 5),
            ("spray", "volume", "2 mL"),
            ("spray", "draw", "10 units"),
            ("spray", "scale", "U-100"),
            ("spray", "syringe", "1 mL"),
            ("spray", "marks", "1 unit"),
            ("spray", "dead_space", "0.05 mL"),
            # only with a vial
            ("spray", "diluent", "2 mL"),
            ("spray", "content", 86),
            ("spray", "displacement", "0.1 mL"),
            ("spray", "vial_error", 5),
            ("spray", "diluent_error", 5),
        ],
    )
    def test_what_has_no_meaning_for_a_formulation_is_not_ignored(self, formulation, field, value):
        with pytest.raises(ConflictingInputError) as error:
            dose(formulation=formulation, **{field: value})
        assert error.value.field == field

    @pytest.mark.parametrize(
        "field",
        ["vial", "diluent", "dose", "draw", "per_day", "scale", "syringe", "marks", "content",
         "displacement", "dead_space", "vial_error", "diluent_error", "weight"],
    )  # fmt: skip
    def test_what_can_not_be_read_is_named_by_its_argument(self, field):
        given = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", field: "5 xyz"}
        with pytest.raises(SelankCalcError) as error:
            dose(**given)
        assert error.value.field == field
        assert error.value.text

    @pytest.mark.parametrize(
        "field",
        ["vial", "diluent", "dose", "content", "displacement", "vial_error", "diluent_error",
         "spray_volume", "bottle", "residual", "priming", "per_day", "weight"],
    )  # fmt: skip
    def test_and_so_it_is_for_a_spray(self, field):
        given = {"vial": "5 mg", "diluent": "2 mL", "dose": "150 mcg", field: "5 xyz"}
        with pytest.raises(SelankCalcError) as error:
            dose(formulation="spray", **given)
        assert error.value.field == field
        with pytest.raises(SelankCalcError) as error:
            dose(formulation="spray", sprays="5 xyz")
        assert error.value.field == "sprays"

    def test_an_unknown_formulation_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownNameError) as error:
            dose(formulation="selnak")
        assert error.value.hint.startswith("Did you mean selank?")

    @pytest.mark.parametrize("name", [None, 5, ["selank"]])
    def test_a_name_that_is_no_text_is_refused(self, name):
        with pytest.raises(UnknownNameError, match=type(name).__name__):
            dose(formulation=name)

    def test_the_path_of_a_catalogue_is_no_catalogue(self):
        with pytest.raises(CatalogueError, match="str is not a Catalogue") as error:
            dose(catalogue="mine.yaml")
        assert "load_catalogue" in error.value.hint

    @pytest.mark.parametrize("figure", ["strength_mcg_per_ml", "spray_ml"])
    def test_a_spray_put_together_without_its_figures_is_refused(self, figure):
        broken = CATALOGUE.formulation("spray")._replace(**{figure: None})
        with pytest.raises(CatalogueError):
            dose(formulation=broken, dose="150 mcg")

    def test_without_a_documented_dose_a_vial_of_spray_needs_one(self):
        bare = CATALOGUE.formulation("spray")._replace(dose_mcg=None)
        with pytest.raises(MissingInputError) as error:
            dose(formulation=bare, vial="5 mg")
        assert error.value.field == "dose"


def test_a_result_can_not_be_changed():
    result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.dose_mcg = Decimal(500)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del result.flags
    assert result == dose(vial="5 mg", diluent="2 mL", dose="250 mcg")


def test_threads_do_not_disturb_each_other():
    results = []
    threads = [
        threading.Thread(
            target=lambda: results.extend(
                dose(vial="7 mg", diluent="3 mL", dose="333 mcg") for _ in range(200)
            )
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 1600
    assert all(result == results[0] for result in results)
