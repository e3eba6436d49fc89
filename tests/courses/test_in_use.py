"""The vial or bottle in use when a course begins: worked examples from paper, and refusals."""

from datetime import date
from decimal import Decimal

import pint
import pytest

from selank_calc import (
    ConflictingInputError,
    DimensionError,
    MissingInputError,
    OutOfBoundsError,
    UnitError,
    VialInUse,
    course,
)
from selank_calc.amounts import days

from ..command_line import run_here

VIAL = {"vial": "5 mg", "diluent": "2 mL"}
SELANK = {**VIAL, "dose": "250 mcg", "start": "2026-11-21", "opened": "2026-11-10"}
SPRAY = {
    "formulation": "spray", "dose": "150 mcg", "bottle": "10 mL", "start": "2026-11-21",
    "opened": "2026-11-10",
}  # fmt: skip


def opened(plan):
    return [(f"{each.opened}", f"{each.last_dose}", each.doses) for each in plan.openings]


class TestWorkedExamples:
    @pytest.mark.parametrize(
        "left", ["1.2 mL", "3 mg", "12 doses", "12doses ", 3000 * pint.UnitRegistry().ug]
    )
    def test_a_vial_that_is_not_full(self, left):
        # 1.2 mL of 2500 mcg/mL are 3000 mcg, 12 doses: 21 November to 2 December, then a new vial
        plan = course(**SELANK, left=left, days=28, price=10)
        assert plan.in_use == VialInUse(
            date(2026, 11, 10),
            3000,
            12,
            12,
            date(2026, 12, 2),
            date(2026, 12, 8),
            date(2026, 12, 3),
        )
        assert opened(plan) == [
            ("2026-11-10", "2026-12-02", 12), ("2026-12-03", "2026-12-18", 16),
        ]  # fmt: skip
        # 3000 + 5000 = 7000 + 1000; one is bought and made up
        assert (plan.vials, plan.opened_mcg, plan.taken_mcg, plan.left_mcg) == (2, 8000, 7000, 1000)
        assert (plan.to_buy, plan.cost, plan.diluent_ml) == (1, 10, 2)
        assert (plan.on_hand, plan.lead_days, plan.order_on) == (None, None, None)

    @pytest.mark.parametrize("left", ["2 mL", "5 mg", "20 doses", " " * 32 + "20 doses"])
    def test_all_of_it_may_be_left(self, left):
        plan = course(**SELANK, left=left, days=5)
        assert (plan.in_use.left_mcg, plan.in_use.doses_left) == (5000, 20)

    @pytest.mark.parametrize("left", ["0.1 mL", "250 mcg", "1 dose"])
    def test_one_dose_may_be_left(self, left):
        plan = course(**SELANK, left=left, days=2)
        assert [each.doses for each in plan.openings] == [1, 1]

    def test_a_dose_costs_what_is_paid_for(self):
        # 12 of 28 doses are from the one in use; 16 of one vial of 40
        assert course(**SELANK, left="12 doses", days=28, price=40).cost_per_dose == Decimal("2.5")

    def test_its_date_comes_before_it_is_empty(self):
        # 28 days after 10 November: 17 doses until 7 December, 2 x 250 are discarded
        plan = course(**SELANK, left="19 doses", days=20)
        in_use = plan.in_use
        assert (in_use.doses_left, in_use.doses, in_use.next_on) == (19, 17, date(2026, 12, 8))
        assert (plan.wasted_mcg, plan.left_mcg, plan.opened_mcg) == (500, 4250, 9750)
        assert [flag.value for flag in plan.flags if flag.code == "beyond-use"] == [2]

    def test_it_is_all_that_is_needed(self):
        plan = course(**SELANK, left="1.2 mL", days=5, price=10, lead=7)
        assert plan.in_use.next_on is None
        assert (plan.vials, plan.to_buy, plan.cost, plan.diluent_ml) == (1, 0, 0, 0)
        assert plan.cost_per_dose is None
        assert (plan.opened_mcg, plan.left_mcg, plan.order_on) == (3000, 1750, None)

    def test_a_full_one_opened_before_the_first_dose_is_not_bought_again(self):
        # 20 doses: 16 November to 5 December; 28 days from 10 November are 8 December
        asked = {**SELANK, "start": "2026-11-16", "days": 28, "lead": "10d", "price": 30}
        plan = course(**asked)
        assert plan.in_use == VialInUse(
            date(2026, 11, 10),
            5000,
            20,
            20,
            date(2026, 12, 5),
            date(2026, 12, 8),
            date(2026, 12, 6),
        )
        assert (plan.vials, plan.to_buy, plan.cost, plan.order_on) == (2, 1, 30, date(2026, 11, 26))
        covered = course(**asked, on_hand=1)
        assert (covered.to_buy, covered.order_on) == (0, None)
        # opened on the day of the first dose it is a new one
        new = course(**{**asked, "opened": "2026-11-16"})
        assert (new.in_use, new.to_buy, new.order_on) == (None, 2, date(2026, 11, 6))

    def test_a_full_bottle_in_use_was_primed_already(self):
        # 10 mL of 1500 mcg/mL less 5 sprays of 75 mcg: 195 sprays, 97 doses of 2
        plan = course(**SPRAY, priming=5, days=4)
        assert (plan.in_use.left_mcg, plan.in_use.doses_left) == (14625, 97)
        assert (plan.opened_mcg, plan.lost_mcg, plan.to_buy) == (14625, 0, 0)

    def test_dead_space_is_lost_with_its_draws_too(self):
        # 0.05 mL of 2500 mcg/mL: 375 mcg a dose, so 8 doses of 3000 mcg, and 3 doses are 1125
        plan = course(**SELANK, left="1.2 mL", dead_space="0.05 mL")
        assert [each.doses for each in plan.openings] == [8, 6]
        assert course(**SELANK, left="3 doses", dead_space="0.05 mL").in_use.left_mcg == 1125

    def test_a_mass_is_of_peptide(self):
        # 80 % of 5 mg in 2 mL: 2000 mcg/mL
        plan = course(**SELANK, left="3 mg", content=80)
        assert plan.in_use.doses_left == 12
        assert course(**SELANK, left="1.5 mL", content=80).in_use.left_mcg == 3000

    def test_doses_are_of_the_size_of_the_first(self):
        asked = {**SELANK, "dose": None, "skip": "Sat"}
        plan = course(**asked, step=["500 mcg x 1d", "250 mcg x 13d"], left="4 doses")
        assert (plan.in_use.left_mcg, plan.in_use.doses) == (1000, 4)

    @pytest.mark.parametrize(
        ("steps", "left", "mcg", "doses"),
        [
            # 1600 mcg = 3 x 400 + 2 x 200
            (["400 mcg x 3d", "200 mcg x 9d"], "4 doses", 1600, 5),
            # 3000 mcg = 10 x 250 + 500: empty on 26 November, before its date, 8 December
            (["250 mcg x 10d", "500 mcg x 10d"], "12 doses", 3000, 11),
        ],
    )
    def test_the_doses_left_are_those_that_are_in_it(self, steps, left, mcg, doses):
        asked = {**SELANK, "dose": None, "start": "2026-11-16"}
        plan = course(**asked, step=steps, left=left)
        assert (plan.in_use.left_mcg, plan.in_use.doses_left, plan.in_use.doses) == (
            mcg, doses, doses,
        )  # fmt: skip

    def test_what_its_date_cuts_is_counted_of_the_next_size(self):
        # 17 doses until 7 December; 750 mcg are left, 1 of 500
        asked = {**SELANK, "dose": None}
        plan = course(**asked, step=["250 mcg x 17d", "500 mcg x 9d"], left="20 doses")
        assert (plan.in_use.doses_left, plan.in_use.doses) == (18, 17)

    def test_a_bottle_in_use_was_primed_already(self):
        # (1 - 0.12) mL / 0.05 = 17 sprays, 8 doses of 2; 3 a day for 4 days take 4 of the next
        plan = course(**SPRAY, left="1 mL", residual="0.12 mL", priming=5, days=4)
        assert [each.doses for each in plan.openings] == [8, 4]
        # 1500 + 15000; 5 sprays of 75 lost once; 1500 - 8 x 150 stay in the first
        assert (plan.opened_mcg, plan.lost_mcg, plan.wasted_mcg) == (16500, 375, 300)
        assert plan.in_use.doses_left == 8
        assert course(**SPRAY, left="8 doses", priming=5, days=4).in_use.left_mcg == 1200

    @pytest.mark.parametrize(
        ("on_hand", "to_buy", "order_on"),
        [(None, 2, "2026-11-23"), (0, 2, "2026-11-23"), (1, 1, "2026-12-13"), (2, 0, None)],
    )
    def test_when_to_order(self, on_hand, to_buy, order_on):
        # 12 doses, then new vials on 3 and 23 December
        plan = course(**SELANK, left="12 doses", days=40, on_hand=on_hand, lead="10d")
        assert (plan.to_buy, plan.on_hand, plan.lead_days) == (to_buy, on_hand, 10)
        assert plan.order_on == (None if order_on is None else date.fromisoformat(order_on))

    @pytest.mark.parametrize(
        ("today", "to_buy", "order_on"),
        # vials are opened on 21 November and 11 December
        [("2026-11-21", 2, "2026-11-11"), ("2026-11-22", 1, "2026-12-01"),
         ("2026-12-11", 1, "2026-12-01"), ("2026-12-12", 0, None)],
    )  # fmt: skip
    def test_with_today_what_was_opened_before_is_not_ordered(self, today, to_buy, order_on):
        asked = {**SELANK, "opened": None, "days": 28, "lead": "10d", "price": 20, "today": today}
        plan = course(**asked)
        assert (plan.to_buy, plan.cost, plan.cost_to_buy) == (to_buy, 40, 20 * to_buy)
        assert plan.order_on == (None if order_on is None else date.fromisoformat(order_on))
        covered = course(**asked, on_hand=1)
        assert covered.to_buy == max(0, to_buy - 1)

    def test_when_to_order_without_one_in_use(self):
        plan = course(**{**SELANK, "opened": None}, lead=7, days=28)
        assert (plan.in_use, plan.order_on) == (None, date(2026, 11, 14))

    def test_where_one_stands(self):
        # on 1 December 10 of 12 are taken
        standing = course(**SELANK, left="12 doses", days=28, today="2026-12-01").standing
        assert (standing.doses_taken, standing.opening) == (10, 1)
        assert (standing.discard_on, standing.next_opening_on) == (
            date(2026, 12, 8), date(2026, 12, 3),
        )  # fmt: skip


class TestRefused:
    @pytest.mark.parametrize(
        ("asked", "error", "field", "said"),
        [
            (
                {"left": "2.1 mL"},
                ConflictingInputError,
                "left",
                "more than the 2 mL of a full vial",
            ),
            ({"left": "5.1 mg"}, ConflictingInputError, "left", "more than the 5000 mcg"),
            ({"left": "21 doses"}, ConflictingInputError, "left", "more than the 20 doses"),
            ({"left": "0.09 mL"}, ConflictingInputError, "left", "no whole dose is left"),
            ({"left": "1 mL", "opened": None}, MissingInputError, "opened", "is not known"),
            ({"left": "1"}, UnitError, "left", "'1' has no unit"),
            ({"left": "10 units"}, DimensionError, "left", "a volume, mass or count is needed"),
            ({"left": "12.5 doses"}, OutOfBoundsError, "left", "whole number from 1"),
            ({"left": "0 doses"}, OutOfBoundsError, "left", "whole number from 1"),
            ({"left": "1 mL", "start": "2026-12-08"}, ConflictingInputError, "opened", "28 days"),
            ({"lead": "soon"}, OutOfBoundsError, "lead", "not a number of days from 0"),
            ({"warn_before": "0d"}, OutOfBoundsError, "warn_before", "not a number of days from 1"),
        ],
    )
    def test_it_says_what(self, asked, error, field, said):
        with pytest.raises(error, match=said) as raised:
            course(**{**SELANK, **asked})
        assert raised.value.field == field

    @pytest.mark.parametrize("given", [{"left": "1 mL"}, {"lead": 1}, {"warn_before": 1}])
    def test_nothing_is_reckoned_of_an_unknown_fill(self, given):
        opened_on = {"opened": "2026-11-10"} if "left" in given else {"opened": None}
        with pytest.raises(MissingInputError, match="its fill is not known"):
            course(**{**SPRAY, "bottle": None, **opened_on}, **given)


class TestOnTheScreen:
    TYPED = (
        "course", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--start",
        "2026-11-21", "--opened", "2026-11-10", "--left",
    )  # fmt: skip

    def said(self, *typed):
        ran = run_here(*self.TYPED, *typed)
        assert (ran.code or 0, ran.err) == (0, "")
        return " ".join(ran.out.split())

    def test_what_is_left_and_when_to_order(self):
        said = self.said("1.2 mL", "--days", "28", "--lead", "10d")
        assert (
            "In use vial 1, opened 2026-11-10: 12 doses left in it, last dose 2026-12-02, "
            "discard 2026-12-08*; the next is needed 2026-12-03"
        ) in said
        assert "Order by 2026-11-23, 1 to buy; on hand: not known" in said
        assert "Vial 1 opened" not in said

    def test_what_its_date_leaves_of_it(self):
        said = self.said("19 doses", "--days", "28", "--lead", "10d", "--on-hand", "1", "--full")
        assert "19 doses left in it, 17 before its date, last dose 2026-12-07" in said
        assert "Order nothing; on hand: 1" in said
        assert "2 of 5 mg in 2 mL, 1 of them in use" in said
        assert "unopened" not in said

    def test_an_order_that_is_late_says_so(self, monkeypatch):
        # opened on 11 December, 20 doses after 21 November
        plan = ("course", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--days",
                "28", "--start", "2026-11-21", "--lead", "10d")  # fmt: skip
        late = "Order by 2026-12-01, which is past, 1 to buy"
        assert late in " ".join(run_here(*plan, "--today", "2026-12-05").out.split())
        in_time = "Order by 2026-12-01, 1 to buy"
        assert in_time in " ".join(run_here(*plan, "--today", "2026-12-01").out.split())
        for day, said in [
            (date(2026, 11, 21), "Order by 2026-11-11, which is past, 2 to buy"),
            (date(2026, 11, 11), "Order by 2026-11-11, 2 to buy"),
            (date(2026, 11, 22), "Order by 2026-11-11, 2 to buy"),
        ]:
            monkeypatch.setattr(days, "today", lambda day=day: day)
            assert said in " ".join(run_here(*plan).out.split())

    def test_of_steps_it_says_the_mass(self):
        typed = ("--start", "2026-11-16", "--opened", "2026-11-10", "--left", "12 doses")
        ran = run_here(
            "course", "--vial", "5 mg", "--diluent", "2 mL", "--step", "250 mcg x 10d", "--step",
            "500 mcg x 10d", *typed,
        )  # fmt: skip
        said = " ".join(ran.out.split())
        assert "opened 2026-11-10: 3000 mcg = 11 doses left in it, last dose 2026-11-26" in said

    def test_what_it_costs(self):
        said = self.said("12 doses", "--days", "28", "--price", "40", "--full")
        assert "Cost 40.00, 2.50 a dose of those bought" in said
        said = self.said("12 doses", "--days", "5", "--price", "40", "--on-hand", "2", "--full")
        assert "1 of 5 mg in 2 mL, in use Cost 0.00; 0.00 for the 0 to buy" in said

    def test_no_other_is_needed(self):
        assert "discard 2026-12-08*; no other is needed" in self.said("1 mL", "--days", "4")

    def test_of_a_bottle_bought_ready(self):
        ran = run_here(
            "course", "-f", "spray", "--sprays", "2", "--bottle", "10 mL", "--start", "2026-11-21",
            "--opened", "2026-11-10", "--left", "5 mL", "--days", "4",
        )  # fmt: skip
        assert "discard by the maker's date" in " ".join(ran.out.split())

    def test_what_was_asked_for_comes_first_and_what_is_left_out_is_counted(self):
        ran = run_here(
            *self.TYPED, "12 doses", "--days", "40", "--lead", "10d", "--price", "20", "--today",
            "2026-11-26", "--limit", "300 mcg",
        )  # fmt: skip
        labels = [line[1:13].strip() for line in ran.out.splitlines()]
        assert {"Your limit", "Today", "In use", "Order", "Cost"} <= {*labels}
        # Left out are what was not asked for: the vials, what is not used, and more doses a day.
        assert "recommends no dose. 3 rows more: --full" in ran.out
        assert not {"Vials", "Not used"} & {*labels}
        assert len(ran.out.splitlines()) <= 22
        assert "2 rows more: --full" in self.said("12 doses", "--days", "28", "--price", "20")
        assert "more: --full" not in self.said("12 doses", "--days", "5", "--price", "20")

    def test_all_that_was_asked_for_stays_on_one_screen(self):
        ran = run_here(
            *self.TYPED, "19 doses", "--days", "40", "--lead", "10d", "--on-hand", "1", "--today",
            "2026-11-26", "--times", "08:00,20:00",
        )  # fmt: skip
        assert len(ran.out.splitlines()) <= 22
        assert {"In use", "Order", "Today"} <= {line[1:7].strip() for line in ran.out.splitlines()}
