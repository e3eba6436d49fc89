"""Courses: worked examples from paper, the oracle, and what holds for all of them."""

import json
from collections import Counter
from datetime import date, time, timedelta
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
    DateError,
    MissingInputError,
    OutOfBoundsError,
    QuantityError,
    SelankCalcError,
    UnitError,
    UnknownNameError,
    course,
    dose,
)
from selank_calc.courses.supply import supply_of
from selank_calc.output.course_summary import containers

from .. import against_oracle, oracle
from ..cases import given as that_are_given
from ..strategies import amounts, barrels, shares, small_volumes

VIAL = {"vial": "5 mg", "diluent": "2 mL"}
SELANK = {**VIAL, "dose": "250 mcg", "start": "2026-11-21"}
SPRAY = {"formulation": "spray", "dose": "150 mcg", "start": "2026-11-21"}


def opened(plan):
    return [(f"{each.opened}", f"{each.last_dose}", each.doses) for each in plan.openings]


def test_a_formulation_is_found_in_the_catalogue_that_is_given():
    own = CATALOGUE.formulation("selank")._replace(id="mine", name="Mine", aliases=())
    plan = course(**SELANK, formulation="mine", catalogue=CATALOGUE._replace(formulations=(own,)))
    assert (plan.formulation, plan.name) == ("mine", "Mine")


class TestWorkedExamples:
    def test_28_days_of_one_dose(self):
        # 20 doses a vial: 21 November to 10 December, then 8 more
        plan = course(**SELANK, days=28)
        assert opened(plan) == [
            ("2026-11-21", "2026-12-10", 20), ("2026-12-11", "2026-12-18", 8),
        ]  # fmt: skip
        assert [f"{each.discard_on}" for each in plan.openings] == ["2026-12-19", "2027-01-08"]
        assert [each.ended for each in plan.openings] == ["empty", None]
        assert (plan.start, plan.end) == (date(2026, 11, 21), date(2026, 12, 18))
        assert (plan.doses, plan.draws, plan.sprays, plan.vials, plan.bottles) == (
            28,
            28,
            None,
            2,
            None,
        )
        assert (plan.total_mcg, plan.diluent_ml) == (7000, 4)
        assert (plan.opened_mcg, plan.taken_mcg, plan.lost_mcg) == (10000, 7000, 0)
        assert (plan.wasted_mcg, plan.left_mcg) == (0, 3000)

    def test_a_vial_that_outlasts_its_date(self):
        # 40 doses a vial, 28 of them taken until 19 December; 12 x 250 discarded
        plan = course(**{**SELANK, "vial": "10 mg"}, days=30)
        assert opened(plan) == [
            ("2026-11-21", "2026-12-18", 28), ("2026-12-19", "2026-12-20", 2),
        ]  # fmt: skip
        assert plan.openings[0].ended == "past"
        assert (plan.wasted_mcg, plan.left_mcg) == (3000, 9500)
        assert [each.wasted_mcg for each in plan.openings] == [3000, 0]

    def test_dead_space(self):
        # 0.05 mL at 2500 mcg/mL: 125 mcg a draw; 375 a dose, 13 doses a vial, 125 mcg left
        plan = course(**SELANK, dead_space="0.05 mL")
        assert [each.doses for each in plan.openings] == [13, 1]
        assert (plan.taken_mcg, plan.lost_mcg) == (3500, 1750)
        assert (plan.wasted_mcg, plan.left_mcg) == (125, 4625)

    def test_dead_space_is_lost_with_every_filling_of_the_barrel(self):
        # 1 mg at 2500 mcg/mL: 40 units, twice the 30 of the barrel, so 2 x 0.05 mL = 250 mcg
        plan = course(**{**SELANK, "dose": "1 mg"}, dead_space="0.05 mL", syringe="0.3 mL", days=3)
        assert (plan.draws, plan.lost_mcg) == (6, 750)

    def test_two_courses_and_a_break_go_on_with_the_same_vial(self):
        # 14 days from 21 November, 7 off, 14 from 12 December; 20 doses a vial
        plan = course(**SELANK, courses=2, break_days=7)
        assert plan.end == date(2026, 12, 25)
        assert opened(plan) == [
            ("2026-11-21", "2026-12-17", 20), ("2026-12-18", "2026-12-25", 8),
        ]  # fmt: skip
        second = [day for day in plan.days_detail if day.course == 2]
        assert (second[0].date, len(second), second[0].opening) == (date(2026, 12, 12), 14, 1)

    def test_a_vial_is_discarded_in_a_break(self):
        # 28 days after 21 November is 19 December; the second course starts on the 19th
        plan = course(**SELANK, courses=2, break_days=14)
        assert opened(plan)[1] == ("2026-12-19", "2027-01-01", 14)
        assert (plan.openings[0].ended, plan.wasted_mcg) == ("past", 1500)

    def test_a_titration(self):
        # 7 x 250 + 7 x 400 = 4550
        plan = course(**VIAL, step=["250 mcg x 7d", "400 mcg x 7d"], start="2026-11-21")
        assert (plan.days, plan.total_mcg, plan.vials, plan.left_mcg) == (14, 4550, 1, 450)
        assert [(step.days, step.dose.draw_units) for step in plan.steps] == [(7, 10), (7, 16)]
        days = plan.days_detail
        assert [day.step for day in days] == [1] * 7 + [2] * 7
        assert [day.draw_units for day in (days[6], days[7])] == [10, 16]
        assert [day.daily_mcg for day in (days[6], days[7])] == [250, 400]

    def test_weekends_are_skipped(self):
        # Saturday 21 November: 23 to 27, 30 to 4 December
        plan = course(**SELANK, skip="Sat,Sun")
        assert (plan.doses, plan.days, plan.skipped) == (10, 14, ("Saturday", "Sunday"))
        assert [day.date.day for day in plan.days_detail] == [23, 24, 25, 26, 27, 30, 1, 2, 3, 4]
        assert plan.openings[0].opened == date(2026, 11, 23)

    @pytest.mark.parametrize(
        ("asked", "days"),
        [
            # 21 November 2026 is a Saturday; 14 days end on 4 December
            ({"every": 3}, ["11-21", "11-24", "11-27", "11-30", "12-03"]),
            ({"every": "3d", "skip": "Tue"}, ["11-21", "11-27", "11-30", "12-03"]),
            ({"every": "7 days"}, ["11-21", "11-28"]),
            ({"every": 14}, ["11-21"]),
            ({"on": "Mon,Thu"}, ["11-23", "11-26", "11-30", "12-03"]),
            ({"on": ["thu"], "skip": "Sat,Sun"}, ["11-26", "12-03"]),
            # the second course starts on 9 December, whatever was the last day of the first
            (
                {"every": 5, "courses": 2, "break_days": "4d"},
                ["11-21", "11-26", "12-01", "12-09", "12-14", "12-19"],
            ),
        ],
    )
    def test_days_with_doses_are_some_of_them(self, asked, days):
        plan = course(**SELANK, **asked)
        assert [f"{day.date:%m-%d}" for day in plan.days_detail] == days
        assert plan.doses == len(days)
        assert plan.total_mcg == plan.taken_mcg == 250 * len(days)

    def test_every_third_day_is_counted_across_steps(self):
        # days 0, 3 | 6, 9, 12 of 4 + 10: the second step does not start anew
        plan = course(**VIAL, step=["250 mcg x 4d", "400 mcg x 10d"], start="2026-11-21", every=3)
        assert [(day.date.day, day.step) for day in plan.days_detail] == [
            (21, 1), (24, 1), (27, 2), (30, 2), (3, 2),
        ]  # fmt: skip
        assert (plan.every_days, plan.on, plan.skipped) == (3, (), ())

    def test_a_vial_of_every_third_day_is_discarded_by_its_date(self):
        # 28 days after 21 November is 19 December: days 0 to 27 take 10 doses, 0 and 30 the next
        plan = course(**SELANK, every=3, days=34)
        assert opened(plan) == [("2026-11-21", "2026-12-18", 10), ("2026-12-21", "2026-12-24", 2)]
        (raised,) = [each for each in plan.flags if each.code == "beyond-use"]
        assert raised.value == 10

    def test_a_day_is_judged_where_it_has_doses(self):
        # 3 x 250 = 750 mcg are above 675 a day, whatever the mean of three days
        plan = course(**SELANK, per_day=3, every=3)
        (raised,) = [each for each in plan.flags if each.code == "daily-above-documented"]
        assert raised.value == 750

    def test_days_that_are_named_are_all_but_those_skipped(self):
        named = course(**SELANK, on="Mon,Thu")
        others = course(**SELANK, skip="tue,wed,fri,sat,sun")
        assert (named.on, others.on) == (("Monday", "Thursday"), ())
        assert named.skipped == others.skipped == (
            "Tuesday", "Wednesday", "Friday", "Saturday", "Sunday",
        )  # fmt: skip
        assert named.as_calendar() == others.as_calendar()
        assert course(**SELANK, on="mon,tue,wed,thu,fri,sat,sun").doses == 14

    def test_steps_go_on_while_days_are_skipped(self):
        plan = course(**VIAL, step=["250 mcg x 3d", "400 mcg x 4d"], start="2026-11-21", skip="sun")
        # Saturday and Monday of the first three days
        assert [day.step for day in plan.days_detail] == [1, 1, 2, 2, 2, 2]

    def test_a_bottle_of_spray(self):
        # 10 mL / 0.05 - 5 = 195 sprays, 97 doses of 2; 28 days of 3 doses take 84
        plan = course(**SPRAY, bottle="10 mL", priming=5, days=30, beyond_use=28)
        assert [each.doses for each in plan.openings] == [84, 6]
        assert (plan.sprays, plan.draws, plan.vials, plan.bottles) == (180, None, None, 2)
        assert (plan.opened_mcg, plan.taken_mcg, plan.lost_mcg) == (30000, 13500, 750)
        # 15000 - 375 - 84 x 150
        assert (plan.wasted_mcg, plan.left_mcg) == (2025, 13725)
        assert [each.wasted_mcg for each in plan.openings] == [2025, 0]
        assert plan.diluent_ml is None

    def test_what_a_pump_can_not_spray_is_left_in_it(self):
        # (1 - 0.12) mL / 0.05 = 17 sprays, 8 doses of 2: 14 x 3 = 42 doses from 6 bottles
        plan = course(**SPRAY, bottle="1 mL", residual="0.12 mL")
        assert [each.doses for each in plan.openings] == [8, 8, 8, 8, 8, 2]
        assert [each.wasted_mcg for each in plan.openings] == [300, 300, 300, 300, 300, 0]

    def test_a_dose_between_sprays_takes_whole_ones(self):
        # 180 asked, two sprays taken
        plan = course(**{**SPRAY, "dose": "180 mcg"}, bottle="10 mL", days=2)
        assert (plan.total_mcg, plan.taken_mcg, plan.delivered_total_mcg) == (1080, 900, 900)
        assert [day.delivered_daily_mcg for day in plan.days_detail] == [450, 450]

    def test_sprays_made_from_vials(self):
        # 5 mg / 1500 mcg/mL = 3.333 mL: 66 sprays, 33 doses; 42 in 14 days: two vials
        plan = course(formulation="spray", vial="5 mg", start="2026-11-21")
        assert (plan.bottles, plan.taken_mcg, plan.opened_mcg) == (2, 6300, 10000)
        assert plan.diluent_ml == Decimal("6.666666666666666666666666667")
        # 5000 - 33 x 150
        assert plan.wasted_mcg == 50

    def test_sprays_made_in_another_strength(self):
        # 5000 mcg / 3 mL x 0.05 mL = 83.33 mcg a spray, 60 sprays: 30 doses of 2 a vial
        plan = course(
            formulation="spray", vial="5 mg", diluent="3 mL", sprays=2, start="2026-11-21"
        )
        assert [each.doses for each in plan.openings] == [30, 12]
        assert (plan.opened_mcg, plan.taken_mcg, plan.wasted_mcg, plan.left_mcg) == (
            10000, 7000, 0, 3000,
        )  # fmt: skip
        assert plan.diluent_ml == 6

    def test_what_is_not_filled_into_the_bottle_is_wasted(self):
        # 10 mg in 5 mL: 100 mcg a spray; 1.5 mL are 30 sprays, 15 doses of 200, of 3 a day five
        # days. 7000 mcg of each vial are never filled; the last one holds the rest
        plan = course(
            formulation="spray", vial="10 mg", diluent="5 mL", dose="200 mcg", bottle="1.5 mL",
            start="2026-11-21", days=10,
        )  # fmt: skip
        assert [each.doses for each in plan.openings] == [15, 15]
        assert (plan.opened_mcg, plan.taken_mcg) == (20000, 6000)
        assert (plan.wasted_mcg, plan.left_mcg) == (7000, 7000)
        assert "bottles of" not in "".join(flag.message for flag in plan.flags)

    def test_a_bottle_of_unknown_fill_is_not_counted(self):
        plan = course(**SPRAY)
        assert (plan.doses, plan.sprays, plan.total_mcg) == (42, 84, 6300)
        assert plan.openings == plan.openings_by_dose == ()
        assert {plan.bottles, plan.vials, plan.opened_mcg, plan.left_mcg, plan.to_buy} == {None}
        assert {day.opening for day in plan.days_detail} == {None}

    @pytest.mark.parametrize("given", [{"price": 5}, {"on_hand": 1}, {"beyond_use": 10}])
    def test_nor_is_anything_reckoned_of_it(self, given):
        with pytest.raises(MissingInputError, match="its fill is not known") as error:
            course(**SPRAY, **given)
        assert error.value.field == "bottle"

    @pytest.mark.parametrize(
        ("asked", "solved"),
        [
            ({"vial": "5 mg", "diluent": "2 mL", "draw": "10 units"}, "dose"),
            ({"vial": "5 mg", "dose": "250 mcg", "draw": "10 units"}, "diluent"),
            ({"diluent": "2 mL", "dose": "250 mcg", "draw": "10 units"}, "vial"),
            ({**VIAL, "dose": "250 mcg", "draw": "10 units"}, None),
        ],
    )
    def test_any_three_of_the_four_do(self, asked, solved):
        plan = course(**asked, start="2026-11-21", days=21)
        assert plan.steps[0].dose.solved_for == solved
        assert [each.doses for each in plan.openings] == [20, 1]
        assert (plan.total_mcg, plan.diluent_ml, plan.left_mcg) == (5250, 4, 4750)

    def test_a_diluent_solved_for_is_added_up_exactly(self):
        # 10 mg at 250 mcg in 7.5 units: 3 mL a vial, and 0.1 mL beside a powder of 2.9 mL
        plan = course(vial="10 mg", dose="300 mcg", draw="7 units", start="2026-11-21", days=66)
        # 10000 / 300 x 0.07 = 2.3333 mL; 33 doses a vial, 28 of them before its date
        assert (plan.vials, plan.diluent_ml) == (3, 7)

    def test_a_draw_that_was_given_is_what_is_taken(self):
        # 12 units carry 300 mcg, not the 250 asked for: 16 draws a vial, 200 mcg left
        plan = course(**VIAL, dose="250 mcg", draw="12 units", start="2026-11-21", days=17)
        assert [each.doses for each in plan.openings] == [16, 1]
        assert (plan.total_mcg, plan.taken_mcg, plan.wasted_mcg) == (4250, 5100, 200)

    @pytest.mark.parametrize(
        ("asked", "doses"),
        [
            # 10 units of 3 mL are a thirtieth, 166.67 mcg; 7 of 2.1 mL too; 7 of 0.7 mL a tenth
            ({"vial": "5 mg", "diluent": "3 mL", "draw": "10 units"}, [30, 1]),
            ({"dose": "100 mcg", "diluent": "2.1 mL", "draw": "7 units"}, [30, 1]),
            ({"dose": "100 mcg", "vial": "1 mg", "draw": "7 units"}, [10, 10, 10, 1]),
        ],
    )
    def test_a_vial_that_comes_out_even_is_counted_exactly(self, asked, doses):
        plan = course(**asked, start="2026-11-21", days=31, beyond_use=99)
        assert [each.doses for each in plan.openings] == doses
        assert {each.wasted_mcg for each in plan.openings} == {0}

    def test_a_mark_that_is_not_the_dose_is_added_up_exactly(self):
        # 7.5 units of 10 mg in 3 mL go to 7: 14 x 7 x 33.333
        plan = course(**{**SELANK, "vial": "10 mg", "diluent": "3 mL"})
        assert plan.total_mcg == 3500
        assert plan.delivered_total_mcg == Decimal("3266.66666666666666666666667")
        assert plan.taken_mcg == plan.delivered_total_mcg
        assert plan.taken_mcg + plan.left_mcg == plan.opened_mcg == 10000

    @pytest.mark.parametrize(
        ("dose", "mark", "doses"),
        [
            # 10 mg in 3 mL hold 300 units: 9.6 units go to 10, 7.5 to 7
            ("320 mcg", 10, 30),
            ("250 mcg", 7, 42),
        ],
    )
    def test_vials_are_counted_by_the_marks_that_are_drawn_to(self, dose, mark, doses):
        asked = {**SELANK, "vial": "10 mg", "diluent": "3 mL", "dose": dose, "beyond_use": 100}
        whole = course(**asked, days=doses)
        assert whole.steps[0].dose.mark_units == mark
        assert (whole.vials, whole.openings[0].ended) == (1, "empty")
        assert course(**asked, days=doses + 1).vials == 2

    def test_a_step_whose_days_are_all_skipped_is_neither_judged_nor_counted(self):
        # 2026-11-21 and 28 are Saturdays: of 8 days the first and the last are skipped
        asked = {**SELANK, "skip": "Sat", "dose": None}
        for last in ("600 mcg x 1d", "9 mg x 1d"):
            plan = course(**asked, step=["250 mcg x 7d", last])
            assert (plan.doses, plan.taken_mcg, plan.vials) == (6, 1500, 1)
            assert [flag.code for flag in plan.flags] == []
            assert [step.days for step in plan.steps] == [7, 1]
            assert list(plan.numbered_steps) == [1]
        with pytest.raises(ConflictingInputError, match="a vial holds no whole dose"):
            course(**{**asked, "skip": "Sun"}, step=["250 mcg x 7d", "9 mg x 1d"])

    def test_a_draw_of_more_than_a_vial_is_no_dose_of_it_whatever_its_mark(self):
        # 51 units of 0.5 mL go to the mark at 50
        asked = {"vial": "15 mg", "diluent": "0.5 mL", "dose": "250 mcg", "start": "2026-11-21"}
        with pytest.raises(
            ConflictingInputError, match=r"a vial holds no whole dose of 15\.3 mg\."
        ):
            course(**asked, draw="51 units")
        assert course(**asked, draw="50 units", days=2).vials == 2

    def test_the_step_before_one_that_is_skipped_is_the_one_before(self):
        asked = {**SELANK, "skip": "Sat", "dose": None}
        # 250 to 600 mcg is 2.4 times, with 300 between it would be twice
        raised = course(**asked, step=["250 mcg x 7d", "300 mcg x 1d", "600 mcg x 3d"]).flags
        (change,) = [flag for flag in raised if flag.code == "step-change"]
        assert change.value == Decimal("2.4")

    @pytest.mark.parametrize(
        ("asked", "ended", "left_mcg"),
        [
            # 11 of 90 mcg leave 10; the next vial gives one, and two of 400: 110 are left
            ({"diluent": "4 mL", "step": ["90 mcg x 12d", "400 mcg x 2d"]}, ["empty"] * 2, 110),
            # the other way round it holds five more of the last
            ({"diluent": "4 mL", "step": ["400 mcg x 1d", "90 mcg x 1d"]}, [None], 510),
            # used at once: 570 mcg go to mark 46, 575 mcg, and 425 are no other such dose, but three
            # of 130, which go to mark 10, 125 mcg; the second vial has 875 and so one of 575
            (
                {"diluent": "0.8 mL", "diluent_kind": "sterile",
                 "step": ["570 mcg x 1d", "130 mcg x 1d", "570 mcg x 1d"]},
                ["past", "past", "empty"], 0,
            ),
        ],
    )  # fmt: skip
    def test_the_last_vial_is_empty_where_it_holds_no_other_of_the_last_dose(
        self, asked, ended, left_mcg
    ):
        plan = course(vial="1 mg", start="2028-06-15", **asked)
        assert ([each.ended for each in plan.openings], plan.left_mcg) == (ended, left_mcg)

    def test_a_step_that_is_skipped_empties_no_vial(self):
        # 20 doses of 250 mcg but for Saturdays; the step of 25 mcg has none of them
        asked = {**SELANK, "skip": "Sat", "dose": None, "vial": "5.1 mg", "diluent": "2.04 mL"}
        plan = course(**asked, step=["25 mcg x 1d", "250 mcg x 23d"])
        assert (plan.doses, plan.openings[0].ended, plan.left_mcg) == (20, "empty", 100)

    def test_more_is_never_taken_than_was_opened(self):
        # 2000 mcg/mL: 16.65 units go to 17, 340 mcg; 15 of them are 5100, and 14 are in a vial
        plan = course(vial="5 mg", diluent="2.5 mL", dose="333 mcg", days=15, start="2026-11-21")
        assert (plan.total_mcg, plan.delivered_total_mcg, plan.taken_mcg) == (4995, 5100, 5100)
        assert (plan.vials, plan.wasted_mcg, plan.left_mcg) == (2, 240, 4660)
        assert [each.doses for each in plan.openings] == [14, 1]

    def test_each_filling_loses_its_dead_space(self):
        # 31 units of a 30-unit barrel are two fillings: 0.31 + 2 x 0.045 = 0.4 mL, five in 2 mL;
        # a hair above 30 units goes to the mark at 30, one filling: 0.345, so five and 0.275 left
        asked = {**SELANK, "syringe": "0.3 mL", "dead_space": "0.045 mL", "days": 6}
        twice, once = course(**{**asked, "dose": "775 mcg"}), course(**{**asked, "dose": "751 mcg"})
        assert (twice.draws, twice.vials, twice.lost_mcg, twice.wasted_mcg) == (12, 2, 1350, 0)
        assert (once.draws, once.vials, once.lost_mcg, once.wasted_mcg) == (6, 2, 675, 687.5)

    def test_a_total_of_doses_that_have_no_end_is_divided_once(self):
        # 10 units of 5 mg in 3 mL are 500 / 3 mcg, and 14 of them 7000 / 3
        plan = course(vial="5 mg", diluent="3 mL", draw="10 units", start="2026-11-21")
        assert plan.total_mcg == Decimal("2333.333333333333333333333333")
        # and three of them 500
        plan = course(vial="5 mg", diluent="3 mL", draw="10 units", start="2026-11-21", days=3)
        assert (plan.total_mcg, plan.delivered_total_mcg) == (500, 500)

    def test_a_draw_a_hair_nearer_the_mark_above_the_barrel_is_two(self):
        # 25 mcg a unit: 762.5 mcg lie midway between 30 units, which fill it, and 31
        asked = {**SELANK, "dose": "762.5000000000000000000000000001 mcg", "syringe": "0.3 mL"}
        assert (course(**asked, days=2).draws, course(**{**asked, "dose": "762.5 mcg"}).draws) == (
            4, 14,
        )  # fmt: skip

    def test_the_last_vial_may_hold_one_more_dose_or_none(self):
        assert course(**SELANK, days=19).openings[0].ended is None
        assert course(**SELANK, days=20).openings[0].ended == "empty"

    def test_whose_course_it_is(self):
        plan = course(formulation="amidate", **SELANK, courses=2, break_days=7)
        assert (plan.formulation, plan.name) == (
            "n-acetyl-selank-amidate",
            "N-acetyl Selank amidate",
        )
        assert (plan.route, plan.container) == ("subcutaneous or nasal", "vial")
        assert (plan.days, plan.courses, plan.break_days) == (14, 2, 7)
        assert (plan.given, plan.catalogue) == (CATALOGUE.formulation("amidate"), CATALOGUE)

    def test_of_the_content_only_is_taken(self):
        # 80 % of 5000 are 16 doses of 250
        assert [each.doses for each in course(**SELANK, content=80, days=17).openings] == [16, 1]


class TestTimes:
    def test_their_number_is_that_of_the_doses_a_day(self):
        plan = course(**SELANK, times="20:00,08:00")
        assert (plan.doses_per_day, plan.doses) == (2, 28)
        assert plan.times == (time(8), time(20))
        assert {"times", "doses_per_day"}.isdisjoint(plan.assumed)

    def test_without_them_they_are_spread_through_the_day_and_said_to_be(self):
        plan = course(**SELANK, per_day=3)
        assert plan.times == (time(8), time(14), time(20))
        assert "times" in plan.assumed

    def test_both_must_agree(self):
        assert course(**SELANK, times="08:00,20:00", per_day="2").doses_per_day == 2
        with pytest.raises(ConflictingInputError) as error:
            course(**SELANK, times="08:00,20:00", per_day=3)
        assert error.value.message == "08:00,20:00 are 2 a day, and 3 doses a day were asked for."
        assert error.value.field == "times"

    def test_a_day_has_24_of_them_at_most(self):
        hours = [f"{hour:02}:00" for hour in range(24)]
        assert course(**{**SELANK, "vial": "20 mg"}, times=hours).doses_per_day == 24
        with pytest.raises(OutOfBoundsError, match="25 times a day") as error:
            course(**SELANK, times=[*hours, "00:30"])
        assert error.value.field == "times"

    def test_a_vial_that_ends_within_a_day(self):
        # 20 doses of 3 a day: two of the seventh day
        plan = course(**SELANK, per_day=3, days=7)
        assert plan.openings_by_dose[6] == (1, 1, 2)
        assert plan.days_detail[6].opening == 1
        assert plan.openings[1].opened == plan.openings[0].last_dose == date(2026, 11, 27)


class TestTimezone:
    def test_it_is_named_where_the_times_are(self):
        plan = course(**SELANK, timezone="Europe/Berlin")
        assert (plan.timezone, plan.as_dict()["timezone"]) == ("Europe/Berlin", "Europe/Berlin")
        assert course(**SELANK).timezone is None

    def test_an_unknown_one_is_refused(self):
        with pytest.raises(DateError) as error:
            course(**SELANK, timezone="UTC+10")
        assert (error.value.field, error.value.text) == ("timezone", "UTC+10")

    def test_nothing_but_the_flag_hangs_on_it(self):
        asked = {**SELANK, "start": "2027-03-15", "times": "02:30"}
        plain, skipped = course(**asked), course(**asked, timezone="Europe/Berlin")
        assert skipped.days_detail == plain.days_detail
        assert [each.code for each in skipped.flags if each not in plain.flags] == ["time-skipped"]


class TestBeyondUse:
    def test_28_days_are_assumed(self):
        plan = course(**SELANK)
        assert (plan.beyond_use_days, "beyond_use" in plan.assumed) == (28, True)

    def test_other_days_can_be_given(self):
        plan = course(**SELANK, beyond_use=10)
        assert [each.doses for each in plan.openings] == [10, 4]
        assert "beyond_use" not in plan.assumed

    @pytest.mark.parametrize("kind", ["sterile", "saline", "Saline", "sterile water"])
    def test_without_a_preservative_each_day_takes_a_new_vial(self, kind):
        plan = course(**SELANK, days=28, diluent_kind=kind, price="10", on_hand=5)
        assert (plan.vials, plan.diluent_ml, plan.beyond_use_days) == (28, 56, 1)
        assert {(each.doses, each.ended, each.wasted_mcg) for each in plan.openings} == {
            (1, "past", 4750)
        }
        assert all(each.discard_on - each.opened == timedelta(1) for each in plan.openings)
        # 28 x 5000 opened, 28 x 250 taken, the rest wasted
        assert (plan.opened_mcg, plan.taken_mcg, plan.wasted_mcg, plan.left_mcg) == (
            140_000, 7000, 133_000, 0,
        )  # fmt: skip
        assert (plan.cost, plan.cost_per_dose, plan.to_buy, plan.cost_to_buy) == (280, 10, 23, 230)
        assert plan.keeping == "use at once; at most 24 hours in the refrigerator"
        assert "diluent_kind" not in plan.assumed

    def test_the_doses_of_a_day_come_from_as_many_vials_as_they_take(self):
        # 2 doses of 250 mcg in 0.5 mg: a day of 3 takes two vials, the second of which wastes one
        plan = course(**{**SELANK, "vial": "0.5 mg"}, days=2, per_day=3, preservative_free=True)
        assert [(each.doses, each.ended, each.wasted_mcg) for each in plan.openings] == [
            (2, "empty", 0), (1, "past", 250),
        ] * 2  # fmt: skip
        # 1 mg in all four doses of two days: none is left when the course ends
        plan = course(**{**SELANK, "vial": "0.5 mg"}, days=2, per_day=2, preservative_free=True)
        assert [each.ended for each in plan.openings] == ["empty", "empty"]
        assert (plan.wasted_mcg, plan.left_mcg) == (0, 0)

    def test_days_that_were_given_are_kept_without_a_preservative_too(self):
        plan = course(**SELANK, days=28, beyond_use=14, diluent_kind="sterile")
        assert [each.doses for each in plan.openings] == [14, 14]
        assert (plan.wasted_mcg, plan.left_mcg) == (1500, 1500)
        assert plan.keeping == "14 days in the refrigerator"

    def test_a_spray_made_from_a_vial_lasts_28_days_or_14(self):
        asked = {"formulation": "spray", "vial": "20 mg", "sprays": 1, "per_day": 1}
        for kind, days in (("bacteriostatic", 28), ("sterile", 14), ("saline", 14)):
            plan = course(**asked, diluent_kind=kind, days=28, start="2026-11-21")
            assert (plan.beyond_use_days, plan.openings[0].doses) == (days, days)

    def test_what_is_bought_has_no_date_but_one_that_is_given(self):
        bought = {**SPRAY, "bottle": "20 mL", "days": 60}
        plan = course(**bought)
        assert (plan.beyond_use_days, plan.bottles, plan.diluent_kind) == (None, 1, None)
        assert (plan.keeping, "beyond_use" in plan.assumed) == ("until the maker's date", False)
        plan = course(**bought, beyond_use=30)
        assert (plan.beyond_use_days, plan.bottles, plan.keeping) == (30, 2, "30 days")

    def test_it_is_free_of_a_preservative_or_not(self):
        with pytest.raises(QuantityError, match="'no' is neither true nor false"):
            course(**SELANK, preservative_free="no")

    def test_which_diluent_is_assumed_and_what_preservative_free_is_short_for(self):
        plan = course(**SELANK)
        assert (plan.diluent_kind, "diluent_kind" in plan.assumed) == ("bacteriostatic", True)
        for asked, kind in ((None, "sterile"), ("sterile", "sterile"), ("saline", "saline")):
            plan = course(**SELANK, preservative_free=True, diluent_kind=asked)
            assert (plan.diluent_kind, "diluent_kind" in plan.assumed) == (kind, False)

    def test_it_has_a_preservative_or_none(self):
        with pytest.raises(ConflictingInputError, match="has a preservative") as error:
            course(**SELANK, preservative_free=True, diluent_kind="bacteriostatic")
        assert error.value.field == "diluent_kind"

    @pytest.mark.parametrize("bottle", [None, "10 mL"])
    def test_of_what_is_bought_no_diluent(self, bottle):
        for asked in ({"diluent_kind": "saline"}, {"preservative_free": True}):
            with pytest.raises(ConflictingInputError, match="only with a vial") as error:
                course(**SPRAY, bottle=bottle, **asked)
            assert [error.value.field] == [*asked]

    @pytest.mark.parametrize("kind", ["tap", "", 3])
    def test_another_diluent(self, kind):
        with pytest.raises(
            UnknownNameError, match="Known: bacteriostatic, sterile, saline"
        ) as error:
            course(**SELANK, diluent_kind=kind)
        assert error.value.field == "diluent_kind"


class TestOpened:
    def test_the_first_vial_is_discarded_by_the_day_it_was_opened(self):
        # 20 doses from 21 November would last to 10 December; 15 November + 28 days is 13 December
        plan = course(**SELANK, days=28, opened="2026-11-15")
        assert opened(plan)[0] == ("2026-11-15", "2026-12-10", 20)
        assert plan.openings[0].discard_on == date(2026, 12, 13)
        # 1 November + 28 days is 29 November: eight doses, then a new one of 28 days
        plan = course(**SELANK, days=28, opened=date(2026, 11, 1))
        assert opened(plan) == [("2026-11-01", "2026-11-28", 8), ("2026-11-29", "2026-12-18", 20)]
        assert [f"{each.discard_on}" for each in plan.openings] == ["2026-11-29", "2026-12-27"]
        assert [flag.code for flag in plan.flags] == ["beyond-use", "low-use"]

    def test_by_default_it_is_that_of_the_first_dose(self):
        assert course(**SELANK, opened="2026-11-21").openings == course(**SELANK).openings

    def test_it_is_in_use_before_the_first_dose(self):
        plan = course(**SELANK, opened="2026-11-15", today="2026-11-18")
        assert (plan.standing.opening, plan.standing.next_opening_on) == (1, None)

    @pytest.mark.parametrize("day", ["2026-11-22", "2026-10-24"])
    def test_a_day_after_the_first_dose_or_that_leaves_no_dose_is_refused(self, day):
        # 24 October + 28 days is 21 November: no dose on that day
        with pytest.raises(ConflictingInputError) as error:
            course(**SELANK, opened=day)
        assert (error.value.field, error.value.text) == ("opened", day)
        assert course(**SELANK, opened="2026-10-25").openings[0].doses == 1

    def test_the_first_dose_is_after_days_that_are_skipped(self):
        # 21 and 22 November are a Saturday and a Sunday
        plan = course(**SELANK, skip="Sat,Sun", opened="2026-11-23")
        assert plan.openings == course(**SELANK, skip="Sat,Sun").openings

    def test_without_a_preservative_it_is_opened_on_the_day_of_the_first_dose(self):
        with pytest.raises(ConflictingInputError, match="is kept 1 day, and the first dose"):
            course(**SELANK, opened="2026-11-20", preservative_free=True)
        assert course(**SELANK, opened="2026-11-21", preservative_free=True).vials == 14

    def test_of_bottles_that_can_not_be_counted_there_is_none(self):
        with pytest.raises(MissingInputError) as error:
            course(**SPRAY, opened="2026-11-20")
        assert error.value.field == "bottle"
        # what is bought has no date: it was opened whenever it was
        plan = course(**SPRAY, bottle="10 mL", opened="2025-01-01")
        assert plan.openings[0].opened == date(2025, 1, 1)


class TestCost:
    def test_of_all_vials_and_of_those_still_to_buy(self):
        # 2 x 39.90 = 79.80, over 28 doses
        plan = course(**SELANK, days=28, price="39.90", currency="eur", on_hand=1)
        assert (plan.cost, plan.currency, plan.price) == (Decimal("79.80"), "EUR", Decimal("39.90"))
        assert plan.cost_per_dose == Decimal("2.85")
        assert (plan.on_hand, plan.to_buy, plan.cost_to_buy) == (1, 1, Decimal("39.90"))

    def test_more_on_hand_than_needed(self):
        plan = course(**SELANK, price=10, on_hand=5)
        assert (plan.to_buy, plan.cost_to_buy, plan.cost) == (0, 0, 10)

    def test_without_a_price_there_is_none(self):
        plan = course(**SELANK)
        assert (plan.to_buy, plan.cost, plan.cost_per_dose, plan.cost_to_buy) == (
            1,
            None,
            None,
            None,
        )

    @pytest.mark.parametrize("price", [-3, "-3", "-0.01", Decimal("-3.5")])
    def test_a_price_below_zero_is_out_of_bounds_as_any_number_is(self, price):
        with pytest.raises(OutOfBoundsError, match="is less than zero") as error:
            course(**SELANK, price=price)
        assert error.value.field == "price"

    @pytest.mark.parametrize("price", ["--1", "39,90", "1e3", "39.90 EUR", "", "nan", "1" * 41])
    def test_a_price_is_digits_and_a_point(self, price):
        with pytest.raises(QuantityError) as error:
            course(**SELANK, price=price)
        assert error.value.field == "price"

    def test_its_bounds(self):
        assert course(**SELANK, price="0").cost == 0
        assert course(**SELANK, price="0" * 35 + "39.90").price == Decimal("39.90")
        assert course(**SELANK, price="1000000000").cost == 10**9
        with pytest.raises(OutOfBoundsError):
            course(**SELANK, price="1000000000.01")

    def test_a_decimal_with_an_exponent(self):
        assert course(**SELANK, price=Decimal("1E+3")).cost == 1000

    @pytest.mark.parametrize("currency", ["euro", "€", "E", "", 978, "ßa"])
    def test_a_currency_has_three_letters(self, currency):
        with pytest.raises(QuantityError) as error:
            course(**SELANK, price="1", currency=currency)
        assert error.value.field == "currency"

    def test_a_currency_needs_a_price(self):
        with pytest.raises(MissingInputError):
            course(**SELANK, currency="EUR")


class TestStanding:
    """20 doses from vial 1, 21 November to 10 December; 8 from vial 2, 11 to 18 December."""

    @pytest.mark.parametrize(
        ("today", "standing"),
        [
            ("2026-11-20", (0, 28, None, None, "2026-11-21")),
            ("2026-11-21", (0, 28, None, None, "2026-11-21")),
            ("2026-11-22", (1, 27, 1, "2026-12-19", "2026-12-11")),
            ("2026-12-01", (10, 18, 1, "2026-12-19", "2026-12-11")),
            ("2026-12-10", (19, 9, 1, "2026-12-19", "2026-12-11")),
            ("2026-12-11", (20, 8, None, None, "2026-12-11")),
            ("2026-12-12", (21, 7, 2, "2027-01-08", None)),
            ("2026-12-19", (28, 0, 2, "2027-01-08", None)),
            ("2027-01-07", (28, 0, 2, "2027-01-08", None)),
            ("2027-01-08", (28, 0, None, None, None)),
        ],
    )
    def test_on_the_morning_of_a_day(self, today, standing):
        found = course(**SELANK, days=28, today=today).standing
        assert f"{found.date}" == today
        assert (
            tuple(f"{each}" if isinstance(each, date) else each for each in found[1:]) == standing
        )

    def test_between_an_empty_vial_and_the_next_there_is_none(self):
        # 14 doses of a 3.5 mg vial, then 7 days of break
        plan = course(**{**SELANK, "vial": "3.5 mg"}, courses=2, break_days=7, today="2026-12-07")
        assert plan.standing[1:] == (14, 14, None, None, date(2026, 12, 12))

    def test_on_a_day_on_which_the_vial_changes_the_old_one_is_still_in_use(self):
        # 3 a day: doses 19 and 20 of 27 November are the last of vial 1
        plan = course(**SELANK, per_day=3, days=12, today="2026-11-27")
        assert plan.standing[1:] == (18, 18, 1, date(2026, 12, 19), date(2026, 11, 27))

    def test_an_empty_vial_is_not_in_use_at_the_end(self):
        plan = course(**SELANK, days=20, today="2026-12-12")
        assert plan.standing[1:] == (20, 0, None, None, None)

    def test_it_is_not_asked_of_the_clock(self):
        assert course(**SELANK).standing is None


class TestSteps:
    @pytest.mark.parametrize(
        "step",
        [
            "250 mcg x 7d", "250mcg x 7 days", " 0.25 mg X 7 d ", "250 mcg × 7d", "250 mcg * 7d",
            "250 mcg x 7D", "250 mcg x" + " " * 69 + "7d", ("250 mcg", 7), ("250 mcg x 3d", "250 mcg x 4 DAYS".lower()),
            ["250 mcg x 7d"], [("250 mcg", 7)], [("250 mcg", "7")],
            [(pint.UnitRegistry().Quantity("0.25 mg"), 7)],
        ],
    )  # fmt: skip
    def test_ways_of_writing_one(self, step):
        plan = course(**VIAL, step=step, start="2026-11-21")
        assert (plan.days, plan.total_mcg) == (7, 1750)

    def test_sprays(self):
        plan = course(
            formulation="spray", step=["2 sprays x 3d", "1 spray x 2d"], start="2026-11-21"
        )
        # 3 a day of 75 mcg: 3 x 3 x 150 + 2 x 3 x 75
        assert (plan.sprays, plan.total_mcg) == (24, 1800)

    @pytest.mark.parametrize(
        "step",
        ["250 mcg", "x 7d", "250 mcg x", "250 mcg x d", "250 mcg x 7", "250 mcg x 7w", "7d x 250 mcg",
         "250 mcg x 1.5d", "250 mcg x -7d", "", " ", "x" * 100, ["250 mcg"], [7], [("250 mcg", 7, 1)],
         [None], 5, object(), [["250 mcg", 7]]],
    )  # fmt: skip
    def test_what_is_none_is_refused(self, step):
        with pytest.raises((QuantityError, MissingInputError)) as error:
            course(**VIAL, step=step, start="2026-11-21")
        assert error.value.field in ("step", "dose")

    @pytest.mark.parametrize(
        ("step", "error", "said"),
        [
            ("250 x 7d", UnitError, "'250' has no unit."),
            ("250 MG x 7d", UnitError, "has a unit that is refused"),
            ("0 mcg x 7d", OutOfBoundsError, "is not more than zero"),
            ("250 mcg x 0d", OutOfBoundsError, "'0' is not a number of days from 1 to 3653."),
            ("250 mcg x 3654d", OutOfBoundsError, "from 1 to 3653"),
            ("101 sprays x 7d", SelankCalcError, "takes no sprays"),
        ],
    )
    def test_what_is_wrong_with_its_amount_is_said_of_the_step(self, step, error, said):
        with pytest.raises(error, match=said) as raised:
            course(**VIAL, step=step, start="2026-11-21")
        assert raised.value.field == "step"

    def test_a_hundred_can_be_given(self):
        assert len(course(**VIAL, step=["250 mcg x 1d"] * 100, start="2026-11-21").steps) == 100
        with pytest.raises(OutOfBoundsError, match="more than 100 steps"):
            course(**VIAL, step=["250 mcg x 1d"] * 101, start="2026-11-21")

    def test_nor_are_sprays_given_beside_them(self):
        with pytest.raises(ConflictingInputError, match="steps take the place of sprays"):
            course(formulation="spray", sprays=2, step="2 sprays x 7d")

    @pytest.mark.parametrize("given", [{"dose": "250 mcg"}, {"draw": "10 units"}])
    def test_they_take_the_place_of_a_dose(self, given):
        with pytest.raises(ConflictingInputError, match="steps take the place of"):
            course(**VIAL, **given, step="250 mcg x 7d")

    def test_their_days_are_those_of_the_course(self):
        assert course(**VIAL, step="250 mcg x 7d", days=7, start="2026-11-21").days == 7
        with pytest.raises(ConflictingInputError, match="take 7 days, not 8"):
            course(**VIAL, step="250 mcg x 7d", days=8)

    def test_another_error_is_not_said_of_the_step(self):
        with pytest.raises(UnitError) as error:
            course(vial="5", diluent="2 mL", step="250 mcg x 7d")
        assert error.value.field == "vial"


class TestLength:
    def test_14_days_are_assumed_from_today(self):
        plan = course(**VIAL, dose="250 mcg")
        assert (plan.days, plan.start) == (14, date.today())
        assert {"days", "start"} <= set(plan.assumed)

    def test_an_end_in_place_of_days(self):
        plan = course(**SELANK, end="2026-11-21")
        assert (plan.days, plan.end) == (1, date(2026, 11, 21))
        assert course(**SELANK, end=date(2026, 12, 18)).days == 28

    def test_an_end_before_the_start_is_refused(self):
        with pytest.raises(ConflictingInputError) as error:
            course(**SELANK, end="2026-11-20")
        assert error.value.message == "2026-11-20 is before the start, 2026-11-21."

    @pytest.mark.parametrize(
        "given",
        [{"days": 3}, {"courses": 2}, {"step": "250 mcg x 7d", "dose": None}],
        ids=["days", "courses", "steps"],
    )
    def test_an_end_stands_alone(self, given):
        with pytest.raises(ConflictingInputError):
            course(**{**SELANK, "end": "2026-12-18", **given})

    def test_ten_years_and_no_day_more(self):
        assert course(**SELANK, days=3653).end == date(2036, 11, 20)
        for beyond in ({"days": 3654}, {"days": 1000, "courses": 4}, {"end": "2036-11-22"}):
            with pytest.raises(OutOfBoundsError):
                course(**SELANK, **beyond)
        # 3 x 1217 + 2 x 1 = 3653
        assert course(**SELANK, days=1217, courses=3, break_days=1).end == date(2036, 11, 20)
        with pytest.raises(OutOfBoundsError, match="3655 days are more than ten years"):
            course(**SELANK, days=1217, courses=3, break_days=2)

    def test_the_shortest_documented_break_is_assumed(self):
        plan = course(**SELANK, courses=2)
        assert (plan.break_days, "break" in plan.assumed) == (7, True)
        with pytest.raises(MissingInputError, match="no break is documented"):
            course(**SPRAY, courses=2)

    def test_one_course_has_no_break(self):
        with pytest.raises(ConflictingInputError):
            course(**SELANK, break_days=7)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("days", 0), ("days", "two"), ("courses", 0), ("courses", 1001), ("break_days", -1),
         ("beyond_use", 0), ("beyond_use", 3654), ("on_hand", -1), ("on_hand", 10_001)],
    )  # fmt: skip
    def test_counts_beyond_their_ends(self, field, value):
        more = {"courses": 2} if field == "break_days" else {}
        with pytest.raises(OutOfBoundsError) as error:
            course(**SELANK, **more, **{field: value})
        assert error.value.field == field

    def test_a_day_must_be_left(self):
        with pytest.raises(ConflictingInputError, match="no day from 2026-11-21 to 2026-11-22"):
            course(**SELANK, days=2, skip="Sat,Sun")

    @pytest.mark.parametrize("field", ["start", "end", "today"])
    def test_dates_that_do_not_exist(self, field):
        with pytest.raises(DateError) as error:
            course(**{**SELANK, field: "2026-02-30"})
        assert error.value.field == field

    @pytest.mark.parametrize(
        "asked",
        [{**SELANK, "dose": "6 mg"}, {**SELANK, "dose": "5 mg", "dead_space": "0.01 mL"},
         {**SPRAY, "bottle": "0.06 mL"}, {**SPRAY, "bottle": "1 mL", "priming": 19}],
    )  # fmt: skip
    def test_a_vial_must_hold_a_dose(self, asked):
        with pytest.raises(ConflictingInputError, match=r"a (vial|bottle) holds ") as error:
            course(**asked)
        assert error.value.field == "dose"

    def test_what_is_lost_with_it_is_told(self):
        with pytest.raises(ConflictingInputError) as error:
            course(**SELANK, dead_space="2 mL")
        assert error.value.message == "a vial holds no whole dose of 250 mcg with the 2 mL lost."

    def test_a_vial_of_one_dose_is_enough(self):
        assert course(**{**SELANK, "vial": "0.25 mg"}).vials == 14

    def test_and_that_of_every_step(self):
        with pytest.raises(ConflictingInputError, match="no whole dose of 6000 mcg") as error:
            course(**VIAL, step=["250 mcg x 7d", "6 mg x 7d"])
        assert error.value.field == "step"


# --- What holds for every course --------------------------------------------------------

plans = st.fixed_dictionaries(
    {
        "days": st.integers(1, 60),
        "courses": st.integers(1, 3),
        "per_day": st.integers(1, 5),
        "beyond_use": st.integers(1, 40) | st.none(),
        "diluent_kind": st.sampled_from(("bacteriostatic", "sterile", "saline")) | st.none(),
        "skip": st.sets(st.sampled_from(("mon", "wed", "sat", "sun")), max_size=3).map(sorted),
    }
)


@given(
    plan=plans, vial=amounts(("mg",), low="0.8", high="12"), diluent=amounts(("mL",), low="0.5", high="4"),
    steps=st.lists(st.integers(50, 900), min_size=1, max_size=3), content=shares,
    displacement=small_volumes, dead_space=small_volumes, barrel=barrels,
)  # fmt: skip
def test_openings_are_those_of_the_oracle_and_mass_is_conserved(
    plan, vial, diluent, steps, content, displacement, dead_space, barrel
):
    step = [f"{mcg} mcg x {plan['days']}d" for mcg in steps]
    scale, capacity, marks = barrel
    given_dose = {
        "vial": vial, "diluent": diluent, "content": f"{content} %", "displacement": displacement,
        "dead_space": dead_space, "scale": f"U-{scale}", "syringe": capacity and f"{capacity} mL",
        "marks": marks and f"{marks} units", "per_day": plan["per_day"],
    }  # fmt: skip
    words = {
        **given_dose, "step": step, "start": "2026-11-21", "courses": plan["courses"],
        "break_days": 5 if plan["courses"] > 1 else None, "skip": ",".join(plan["skip"]) or None,
        "beyond_use": plan["beyond_use"], "diluent_kind": plan["diluent_kind"],
    }  # fmt: skip
    try:
        result = course(**that_are_given(words))
    except ConflictingInputError as error:
        with pytest.raises(oracle.RefusedError) as refused:
            oracle.course(**words)
        assert list(against_oracle.of_error(error, refused.value)) == []
        return

    assert list(against_oracle.of_course(result, oracle.course(**words))) == []
    parts = (result.taken_mcg, result.lost_mcg, result.wasted_mcg, result.left_mcg)
    assert all(part >= 0 for part in parts)
    # in Python's own context of 28 digits too
    assert sum(parts) == result.opened_mcg
    assert sum(each.wasted_mcg for each in result.openings) == result.wasted_mcg
    used_on = Counter(
        (day.date, opening)
        for day, openings in zip(result.days_detail, result.openings_by_dose, strict=True)
        for opening in openings
    )
    assert sum(used_on.values()) == result.doses
    assert all(result.openings[number - 1].opened <= day for day, number in used_on)


@given(
    sprays=st.integers(1, 12), per_day=st.integers(1, 6), days=st.integers(1, 40),
    bottle=amounts(("mL",), low="1", high="12"), priming=st.integers(0, 5),
    residual=st.sampled_from(("0 mL", "0.1 mL", "0.33 mL")),
    volume=st.sampled_from(("0.05 mL", "0.07 mL", "0.033 mL")),
)  # fmt: skip
def test_bottles_are_used_in_whole_doses_and_mass_is_conserved(
    sprays, per_day, days, bottle, priming, residual, volume
):
    one = dose(
        formulation="spray", sprays=sprays, per_day=per_day, bottle=bottle, priming=priming,
        residual=residual, spray_volume=volume,
    )  # fmt: skip
    assume(one.sprays_per_bottle >= sprays)
    plan = course(
        formulation="spray", sprays=sprays, per_day=per_day, bottle=bottle, priming=priming,
        residual=residual, spray_volume=volume, days=days, start="2026-11-21", beyond_use=28,
    )  # fmt: skip
    in_one = min(one.sprays_per_bottle // sprays, 28 * per_day)
    counts = [each.doses for each in plan.openings]
    assert max(counts) <= one.sprays_per_bottle // sprays
    assert sum(counts) == days * per_day
    if one.sprays_per_bottle // sprays <= 28 * per_day - per_day:  # empty before its date
        assert counts[:-1] == [in_one] * (len(counts) - 1)
    parts = (plan.taken_mcg, plan.lost_mcg, plan.wasted_mcg, plan.left_mcg)
    assert sum(map(Fraction, parts)) == Fraction(plan.opened_mcg)
    mcg = Fraction(volume.split()[0]) * 1500
    assert plan.taken_mcg == mcg * sprays * per_day * days
    assert plan.lost_mcg == mcg * priming * len(counts)


def test_its_record_is_plain_data_with_the_flags_last():
    plan = course(**SELANK, days=2, today="2026-11-22", price="5", times="08:00")
    record = plan.as_dict()
    assert json.loads(json.dumps(record)) == record
    for absent in ("bottles", "sprays", "given", "catalogue", "openings_by_dose"):
        assert absent not in record
    assert (record["start"], record["end"], record["times"]) == (
        "2026-11-21",
        "2026-11-22",
        ["08:00"],
    )
    assert record["openings"] == [
        {"number": 1, "opened": "2026-11-21", "discard_on": "2026-12-19",
             "discard_by": "beyond-use", "doses": 2,
         "last_dose": "2026-11-22", "ended": None, "wasted_mcg": 0}
    ]  # fmt: skip
    assert record["days_detail"][1] == {
        "date": "2026-11-22", "course": 1, "step": 1, "doses": 1, "dose_mcg": 250, "daily_mcg": 250,
        "delivered_daily_mcg": 250, "draw_units": 10, "opening": 1,
    }  # fmt: skip
    assert record["standing"] == {
        "date": "2026-11-22", "doses_taken": 1, "doses_left": 1, "opening": 1,
        "discard_on": "2026-12-19", "next_opening_on": None,
    }  # fmt: skip
    assert record["steps"][0]["draw_units"] == 10
    assert list(record)[-4:] == ["openings", "days_detail", "assumed", "flags"]


def test_the_record_of_a_spray_has_sprays():
    record = course(**SPRAY, bottle="10 mL", days=1).as_dict()
    assert record["days_detail"][0]["sprays"] == 2
    assert (record["bottles"], record["sprays"]) == (1, 6)
    assert {"vials", "draws"}.isdisjoint(record)


def test_a_body_mass_is_that_of_each_step():
    plan = course(**VIAL, step=["250 mcg x 1d", "500 mcg x 1d"], start="2026-11-21", weight="50 kg")
    assert [step["daily_mcg_per_kg"] for step in plan.as_dict()["steps"]] == [5, 10]
    assert "Body mass" in plan._repr_html_()
    assert "5 to 10 mcg/kg a day" in plan._repr_html_()


def test_other_arguments_and_catalogues_are_refused():
    with pytest.raises(TypeError, match=r"course\(\) got an unexpected keyword argument 'dosis'"):
        course(**SELANK, dosis="250 mcg")
    with pytest.raises(CatalogueError):
        course(**SELANK, catalogue=None)


def test_a_result_is_frozen():
    with pytest.raises(AttributeError):
        course(**SELANK).days = 3


def test_a_catalogue_of_ones_own_sets_the_days_beyond_use():
    own = CATALOGUE._replace(beyond_use_days=CATALOGUE.beyond_use_days._replace(value=Decimal(14)))
    assert course(**SELANK, catalogue=own).beyond_use_days == 14
    days = CATALOGUE.unpreserved_days
    own = CATALOGUE._replace(unpreserved_days=days._replace(value=Decimal(2)))
    plan = course(**SELANK, catalogue=own, preservative_free=True)
    assert (plan.vials, plan.keeping) == (7, "use at once; at most 2 days in the refrigerator")


class TestBoughtReady:
    READY = {"strength": "5 mg/mL", "dose": "250 mcg", "start": "2026-11-21"}  # noqa: RUF012

    def test_vials_are_counted_from_their_volume(self):
        # 1 mL holds 5 mg, 20 doses
        plan = course(**self.READY, volume="1 mL", days=28, price="10", currency="EUR")
        assert [each.doses for each in plan.openings] == [20, 8]
        assert (plan.vials, plan.opened_mcg, plan.diluent_ml) == (2, 10_000, None)
        assert (plan.diluent_kind, plan.keeping) == (None, "until the maker's date")
        assert [each.discard_on for each in plan.openings] == [None, None]
        assert b"Open vial 1 of Selank" in plan.as_calendar()
        assert plan.as_dict()["vials"] == 2

    def test_vials_of_unknown_volume_are_not(self):
        plan = course(**self.READY, days=28)
        assert (plan.vials, plan.openings, plan.draws, plan.total_mcg) == (None, (), 28, 7000)
        with pytest.raises(MissingInputError, match="fill is not known") as error:
            course(**self.READY, on_hand=2)
        assert error.value.field == "volume"
        assert any("of a vial was not given" in row.text for row in containers(plan))

    def test_dead_space_counts(self):
        # 20 doses of 0.05 and 0.01 mL: 16 from each mL
        plan = course(**self.READY, volume="1 mL", days=20, dead_space="0.01 mL")
        assert [each.doses for each in plan.openings] == [16, 4]


def test_a_supply_is_of_vials_or_of_bottles():
    of_vials, of_bottles = (
        dose(**VIAL, dose="250 mcg"),
        dose(formulation="spray", sprays=2, bottle="10 mL"),
    )
    assert [supply_of([each]).is_vial for each in (of_vials, of_bottles)] == [True, False]
