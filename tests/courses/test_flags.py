"""Every flag of a course at its very limit."""

from decimal import Decimal
from types import MappingProxyType

import pytest

from selank_calc import CATALOGUE, course
from selank_calc.amounts.writing import about

SELANK = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "start": "2026-11-21"}
SPRAY = {
    "formulation": "spray", "vial": None, "diluent": None, "dose": "150 mcg", "bottle": "10 mL",
}  # fmt: skip


def raised(**asked):
    return {flag.code: flag for flag in course(**{**SELANK, **asked}).flags}


def test_a_plain_course_raises_none():
    assert raised(days=28, courses=2, break_days=7) == {}


class TestLength:
    def test_28_days_are_documented_and_29_are_longer(self):
        assert raised(days=28) == {}
        flag = raised(days=29)["course-longer-than-documented"]
        assert flag[1:] == (
            "caution", "29 days are longer than the documented course of 14 to 28 days.",
            29, 28, "days", "guide",
        )  # fmt: skip

    def test_one_day_is_one(self):
        of = CATALOGUE.formulation("selank")
        one = of.course_days._replace(low=Decimal(1), high=Decimal(1))
        flag = raised(formulation=of._replace(course_days=one), days=2)
        assert flag["course-longer-than-documented"].message == (
            "2 days are longer than the documented course of 1 day."
        )

    def test_where_no_length_is_documented_none_is_too_long(self):
        assert "course-longer-than-documented" not in raised(
            formulation="n-acetyl-selank", days=100, beyond_use=3000
        )


class TestSkippedTime:
    """In 2027 the clocks of Berlin are set forward on 28 March, those of Santiago on 5 September."""

    BERLIN = MappingProxyType({"start": "2027-03-15", "timezone": "Europe/Berlin"})

    def test_one_dose(self):
        flag = raised(**self.BERLIN, times="02:30")["time-skipped"]
        assert flag[1:] == (
            "caution",
            ("Europe/Berlin has no 02:30 on 2027-03-28, when its clocks are set forward: a calendar "
            "file has that dose at 03:30, since calendar programs move or drop a time that does "
            "not exist."),
            1, 0, "doses", None,
        )  # fmt: skip

    @pytest.mark.parametrize(("at", "is_skipped"), [("01:59", False), ("02:00", True), ("02:59", True), ("03:00", False)])  # fmt: skip
    def test_its_limits(self, at, is_skipped):
        assert ("time-skipped" in raised(**self.BERLIN, times=at)) == is_skipped

    def test_at_midnight(self):
        flag = raised(start="2027-09-01", timezone="America/Santiago", times="00:00")[
            "time-skipped"
        ]
        assert flag.message.startswith("America/Santiago has no 00:00 on 2027-09-05, when ")
        assert "that dose at 01:00," in flag.message

    def test_others_are_counted(self):
        flag = raised(**self.BERLIN, times="02:10,02:30")["time-skipped"]
        assert flag.value == 2
        assert flag.message.endswith("does not exist; 1 other dose likewise.")
        flag = raised(**self.BERLIN, times="02:30", days=1200, beyond_use=9)["time-skipped"]
        assert flag.message.endswith("does not exist; 3 other doses likewise.")

    def test_a_day_that_a_zone_left_out(self):
        flag = raised(start="2011-12-29", timezone="Pacific/Apia")["time-skipped"]
        assert "has no 08:00 on 2011-12-30" in flag.message
        assert "that dose at 08:00 on 2011-12-31, together with the dose of 08:00," in flag.message

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"times": "02:00,03:00"}, "that dose at 03:00, together with the dose of 03:00, since"),
            # of two that move, the one that falls on a third is told
            ({"times": "02:10,02:30,03:30"}, "at 03:30, together with the dose of 03:30, since"),
            ({"times": "02:00,04:00"}, "has that dose at 03:00, since"),
        ],
    )  # fmt: skip
    def test_that_falls_on_another_dose(self, asked, said):
        flag = raised(**self.BERLIN, **asked)["time-skipped"]
        assert said in flag.message

    def test_on_a_day_without_doses_there_is_no_other(self):
        asked = {"start": "2011-12-29", "timezone": "Pacific/Apia", "skip": "Sat"}
        assert "that dose at 08:00 on 2011-12-31, since" in raised(**asked)["time-skipped"].message

    @pytest.mark.parametrize(
        "asked",
        [{"timezone": None}, {"timezone": "UTC"}, {"timezone": "Asia/Kolkata"},
         {"skip": "Sun"}, {"days": 13}, {"start": "2027-03-29"}, {"start": "2027-10-25"}],
    )  # fmt: skip
    def test_elsewhere_none_is(self, asked):
        assert "time-skipped" not in raised(**{**self.BERLIN, "times": "02:30", **asked})


class TestBreak:
    def test_7_days_are_documented_and_6_are_shorter(self):
        assert raised(courses=2, break_days=7) == {}
        flag = raised(courses=2, break_days=6)["break-shorter-than-documented"]
        assert flag[1:] == (
            "caution", "A break of 6 days is shorter than the documented 7 to 14 days.",
            6, 7, "days", "guide",
        )  # fmt: skip

    def test_one_day_and_none(self):
        assert raised(courses=2, break_days=1)["break-shorter-than-documented"].message == (
            "A break of 1 day is shorter than the documented 7 to 14 days."
        )
        assert raised(courses=2, break_days=0)["break-shorter-than-documented"].value == 0

    def test_a_single_course_has_none(self):
        assert raised() == {}


class TestDaysOfUse:
    def test_28_days_are_documented_and_29_are_longer(self):
        assert "beyond-use-longer-than-documented" not in raised(beyond_use=28)
        flag = raised(beyond_use=29)["beyond-use-longer-than-documented"]
        assert flag[1:] == (
            "caution", "Discarded 29 days after it is opened, later than the documented 28 days.",
            29, 28, "days", "usp-797, ema-159-96",
        )  # fmt: skip

    @pytest.mark.parametrize("kind", ["sterile", "saline"])
    def test_without_a_preservative_it_is_a_day_and_2_are_a_warning(self, kind):
        code = "beyond-use-longer-than-documented"
        assert code not in raised(diluent_kind=kind)
        assert code not in raised(diluent_kind=kind, beyond_use=1)
        flag = raised(diluent_kind=kind, beyond_use=2)[code]
        assert flag[1:] == (
            "warning",
            ("Discarded 2 days after it is opened, later than the documented 1 day. Without a "
             "preservative: use at once; at most 24 hours in the refrigerator."),
            2, 1, "days", "ema-159-96",
        )  # fmt: skip

    def test_as_a_warning_it_stands_before_the_cautions(self):
        codes = [*raised(preservative_free=True, beyond_use=2, days=29, dose="600 mcg")]
        at = codes.index("beyond-use-longer-than-documented")
        assert codes[at - 1] == "dose-above-documented"
        assert codes[at + 1] == "course-longer-than-documented"

    def test_of_a_spray_28_days_are_documented_whatever_it_is_made_with(self):
        # The 14 days of usp-795 are unconfirmed: no limit.
        asked = {**SPRAY, "vial": "5 mg", "diluent": None, "bottle": None}
        for kind in ("bacteriostatic", "sterile", "saline"):
            code = "beyond-use-longer-than-documented"
            assert code not in raised(**asked, diluent_kind=kind, beyond_use=28)
            flag = raised(**asked, diluent_kind=kind, beyond_use=29)[code]
            assert (flag.severity, flag.limit) == ("caution", 28)

    def test_of_a_bottle_that_is_bought_nothing_is_on_file(self):
        assert "beyond-use-longer-than-documented" not in raised(**SPRAY, beyond_use=3000)


class TestStep:
    def steps(self, *doses):
        return raised(dose=None, step=[f"{dose} x 5d" for dose in doses])

    def test_twice_is_inside_and_more_is_a_caution(self):
        assert self.steps("250 mcg", "500 mcg") == {}
        flag = self.steps("200.1 mcg", "400.3 mcg")["step-change"]
        assert flag.severity == "caution"
        assert flag.message == (
            "A step goes from 200.1 mcg to 400.3 mcg, 2.0005 times the dose before it."
        )
        # 400.3 / 200.1
        assert flag.value == Decimal("2.000499750124937531234382809")
        assert (flag.limit, flag.unit, flag.source) == (2, "times", None)

    def test_of_two_rises_that_are_alike_the_first_is_told(self):
        flag = self.steps("100 mcg", "250 mcg", "625 mcg")["step-change"]
        assert "from 100 mcg to 250 mcg, 2.5 times" in flag.message

    def test_two_sprays_are_twice_one_though_their_masses_have_no_end(self):
        # 5 mg in 3 mL: a spray is 250 / 3 mcg
        asked = {"formulation": "spray", "vial": "5 mg", "diluent": "3 mL", "dose": None}
        assert "step-change" not in raised(**asked, step=["1 spray x 5d", "2 sprays x 5d"])
        flag = raised(**asked, step=["1 spray x 5d", "3 sprays x 5d"])["step-change"]
        assert "from about 83.33 mcg to 250 mcg, 3 times" in flag.message
        assert flag.value == 3

    def test_the_largest_rise_is_told_and_falls_are_not(self):
        assert "step-change" not in self.steps("500 mcg", "100 mcg")
        assert "from 100 mcg to 500 mcg, 5 times" in (
            self.steps("100 mcg", "300 mcg", "100 mcg", "500 mcg")["step-change"].message
        )


class TestBeyondUse:
    def test_28_doses_go_in_28_days_and_29_do_not(self):
        # 7 mg and 7.25 mg of 250 mcg, 10 units each, one a day, and a day more of each
        assert "beyond-use" not in raised(vial="7 mg", diluent="2.8 mL", days=29)
        flag = raised(vial="7.25 mg", diluent="2.9 mL", days=29)["beyond-use"]
        assert flag[1:] == (
            "caution",
            ("Vial 1 is to be discarded on 2026-12-19, 28 days after it was opened, when 1 dose is "
            "left in it."),
            1, 0, "doses", None,
        )  # fmt: skip

    def test_a_course_that_ends_before_its_date_is_none(self):
        assert "beyond-use" not in raised(vial="10 mg", days=28)

    def test_several_are_counted(self):
        # 10 mg hold 40 doses, 12 more than 28 days take
        message = raised(vial="10 mg", days=57)["beyond-use"].message
        assert message.endswith("when 12 doses are left in it; 1 other likewise.")
        message = raised(vial="10 mg", days=85)["beyond-use"].message
        assert message.endswith("when 12 doses are left in it; 2 others likewise.")

    def test_a_bottle_is_called_one(self):
        # 10 mL / 0.05 = 200 sprays, 100 doses of 2; 28 days of 3 take 84
        flag = raised(**SPRAY, days=29, beyond_use=28)["beyond-use"]
        assert flag.message.startswith("Bottle 1 is to be discarded on 2026-12-19")
        assert flag.value == 16

    def test_without_a_preservative_each_vial_outlasts_its_day(self):
        # 20 doses a vial, of which one is taken; the last one is no exception
        flag = raised(days=3, preservative_free=True)["beyond-use"]
        assert (flag.value, flag.message) == (
            19,
            ("Vial 1 is to be discarded on 2026-11-22, 1 day after it was opened, when 19 doses are "
             "left in it; 2 others likewise."),
        )  # fmt: skip
        assert "beyond-use" not in raised(vial="0.5 mg", per_day=2, preservative_free=True)

    def test_of_what_is_bought_there_is_no_date_to_outlast(self):
        assert "beyond-use" not in raised(**SPRAY, days=29)


class TestLowUse:
    def test_a_fifth_is_inside_and_more_is_a_note(self):
        # each 10 mg vial is discarded after 28 doses with 3 mg in it, the last one is not:
        # 6 of 30 mg in three, 9 of 40 mg in four
        assert "low-use" not in raised(vial="10 mg", days=84)
        flag = raised(vial="10 mg", days=112)["low-use"]
        message = (
            "9000 mcg, 22.5 % of what is opened, is discarded or lost; with vials of 7000 mcg of "
            "peptide at the same concentration it would be 0 mcg."
        )
        assert flag[1:] == ("note", message, Decimal("22.5"), 20, "%", None)

    def test_more_diluent_loses_less_in_dead_space(self):
        # 0.06 mL at 2500 mcg/mL are 150 mcg; 400 mcg a draw, 12 in a vial, 200 mcg left in it.
        # 14 draws: 2100 + 200 of 10000. With vials of 4800 mcg 2100. In 3 mL: 100 mcg a draw,
        # 14 draws of 350 in one vial, so 1400.
        flag = raised(dead_space="0.06 mL")["low-use"]
        assert flag.message == (
            "2300 mcg, 23 % of what is opened, is discarded or lost; with 3 mL of diluent it would "
            "be 1400 mcg."
        )

    def test_of_one_in_use_the_diluent_is_in_it_already(self):
        flag = raised(dead_space="0.06 mL", opened="2026-11-20")["low-use"]
        assert "diluent" not in flag.message

    def test_a_powder_takes_its_room_in_the_vial(self):
        flag = raised(dead_space="0.06 mL", displacement="0.5 mL", diluent="1.5 mL")["low-use"]
        # 3 mL in all again
        assert "with 2.5 mL of diluent it would be 1400 mcg" in flag.message

    def test_more_diluent_may_go_past_its_date(self):
        # 10 mg/mL: mark 2 of 2.5 units, 200 mcg, and 500 lost: 56 x 500 and 20000 - 28 x 700.
        # In 3 mL mark 4 of 3.75, 266.67 mcg, and 333.33 lost: 28 until its date, 20000 - 16800
        # discarded, and 56 x 333.33 lost
        flag = raised(vial="20 mg", dead_space="0.05 mL", days=56)["low-use"]
        assert "with 3 mL of diluent it would be about 21.87 mg" in flag.message
        # in 2.5 mL mark 3 of 3.125, 240 mcg, and 400 lost: 20000 - 28 x 640, and 56 x 400
        flag = raised(vial="20 mg", dead_space="0.05 mL", days=56, vial_size="2.5 mL")["low-use"]
        assert flag.message.endswith("with 2.5 mL of diluent it would be 24.48 mg.")
        # there is no room for more
        flag = raised(vial="20 mg", dead_space="0.05 mL", days=56, vial_size="2 mL")["low-use"]
        assert "diluent" not in flag.message

    @pytest.mark.parametrize(
        "asked",
        [{"dead_space": "0.1 mL", "dose": "1500 mcg"},
         {"dead_space": "0.1 mL", "syringe": "0.3 mL", "dose": "500 mcg"},
         {"dead_space": "0.1 mL", "syringe": "0.3 mL", "dose": "700 mcg"},
         {"dead_space": "0.07 mL", "diluent": "1 mL", "displacement": "0.07 mL", "content": 86.2}],
    )  # fmt: skip
    def test_what_is_promised_is_what_it_would_be(self, asked):
        # more fillings of the barrel may be needed, and lose more
        message = raised(**asked)["low-use"].message
        diluent = "2.93 mL" if "displacement" in asked else "3 mL"
        other = course(**{**SELANK, **asked, "diluent": diluent})
        unused = about(other.lost_mcg + other.wasted_mcg, "mcg")
        promised = f"with {diluent} of diluent it would be {unused}."
        now = course(**{**SELANK, **asked})
        if other.lost_mcg + other.wasted_mcg >= now.lost_mcg + now.wasted_mcg:
            assert diluent not in message
        elif "vials of" not in message:
            assert message.endswith(promised)

    def test_a_diluent_that_fills_the_vial_is_not_made_more(self):
        assert "diluent" not in raised(dead_space="0.3 mL", diluent="3 mL")["low-use"].message

    def test_what_a_dose_leaves_over_is_wasted_too(self):
        # 500 mcg: one dose of 300, and 200 left; the last is not wasted: 13 x 200 of 14 x 500
        flag = raised(vial="0.5 mg", dose="300 mcg")["low-use"]
        assert flag.value == Decimal("37.14285714285714285714285714")
        assert "with vials of 300 mcg of peptide at the same concentration" in flag.message

    def test_of_several_sizes_the_one_that_wastes_least_is_told(self):
        # 1000 mcg: 1 of 600 leaves 400, 4 of 250 nothing; then 600 + 250, 150 left
        flag = raised(
            dose=None, vial="1 mg", step=["600 mcg x 5d", "250 mcg x 1d", "600 mcg x 5d"]
        )["low-use"]
        # vials of 600 mcg waste 350 once, of the 250; those of 850 mcg 250 nine times
        assert "with vials of 600 mcg of peptide at the same concentration it would be 350 mcg" in (
            flag.message
        )

    def test_a_size_is_rounded_up_since_less_would_hold_a_dose_less(self):
        # 2 mg in 0.7 mL: 17.5 units go to 17, 485.714 mcg, and 0.03 mL are 85.714 mcg: three in a
        # vial are 1714.29. 56 doses of vials of 1715 mcg: 56 x 85.714 lost, 18 x 0.714 discarded
        flag = raised(
            vial="2 mg", diluent="0.7 mL", dead_space="0.03 mL", dose="500 mcg", per_day=2, days=28
        )["low-use"]
        assert flag.message.endswith(
            "with vials of 1715 mcg of peptide at the same concentration it would be about 4813 mcg."
        )

    def test_a_whole_number_is_rounded_up_too(self):
        # 8 mg/mL: 400 mcg and 0.034 mL, 272 mcg, are 672. In 28 days 22 doses, so 14,784 mcg of
        # 20 mg; vials of 14,790 lose 33 x 272 and leave 6 in the first
        flag = raised(
            vial="20 mg", diluent="2.5 mL", scale="U-40", dose="400 mcg", dead_space="0.034 mL",
            days=11, courses=3, break_days=6,
        )["low-use"]  # fmt: skip
        assert flag.message.endswith(
            "with vials of 14.79 mg of peptide at the same concentration it would be 8982 mcg."
        )

    def test_a_vial_that_is_named_holds_the_draw_and_not_its_mark_alone(self):
        # 2 mg/mL: 18.5 units go to mark 18, 360 mcg; two of three vials are discarded with 10 mcg
        asked = {"dose": "370 mcg", "days": 1, "courses": 3, "break_days": 30}
        flag = raised(diluent="2.5 mL", **asked)["low-use"]
        assert flag.message.endswith(
            "with vials of 370 mcg of peptide at the same concentration it would be 20 mcg."
        )
        assert course(**{**SELANK, **asked, "vial": "370 mcg", "diluent": "0.185 mL"}).vials == 3

    @pytest.mark.parametrize("days", [1, 2])
    def test_of_one_vial_used_at_once_a_smaller_one_is_named(self, days):
        # 12 units of 2 mg/mL, and 4760 of 5000 mcg are discarded each day
        flag = raised(dose="240 mcg", diluent="2.5 mL", diluent_kind="saline", days=days)["low-use"]
        assert flag.value == Decimal("95.2")
        assert flag.message.endswith(
            "with vials of 240 mcg of peptide at the same concentration it would be 0 mcg."
        )

    def test_a_smaller_bottle_is_told_in_ml(self):
        # 84 of 200 doses a bottle are taken: 168 sprays of 0.05 mL
        flag = raised(**{**SPRAY, "bottle": "20 mL"}, days=56, beyond_use=28)["low-use"]
        assert "with bottles of 8.4 mL it would be 0 mcg" in flag.message

    def test_of_bottles_too_the_one_that_wastes_least_is_told(self):
        # A spray is 49.95 mcg; 252 sprays, then twice 84. Of 30,000 mcg a bottle 17412.6 and 25804.2
        # are left on their dates. A bottle of 84 sprays is of 4195.8 mcg and 30 that are none:
        # 2.8172 mL, so 2.818, 4227 mcg. Five of them, of which four leave 31.2.
        flag = raised(
            formulation="spray", vial=None, diluent=None, dose=None, spray_volume="0.0333 mL",
            bottle="20 mL", step=["3 sprays x 28d", "1 spray x 28d", "1 spray x 28d"], beyond_use=28,
        )["low-use"]  # fmt: skip
        assert flag.message == (
            "about 43.22 mg, 48.02 % of what is opened, is discarded or lost; with bottles of 2.818 mL "
            "it would be 124.8 mcg."
        )

    def test_where_the_draw_was_given_more_diluent_would_be_another_dose(self):
        # 2100 and 200 of 10000 mcg, as above; in 3 mL the same draw would be 166.67 mcg
        flag = raised(dose=None, draw="10 units", dead_space="0.06 mL")["low-use"]
        assert "diluent" not in flag.message

    def test_where_nothing_is_better_nothing_is_offered(self):
        # one bottle, opened once: 10 of 20 sprays are lost in priming
        flag = raised(
            formulation="spray", vial=None, diluent=None, dose="150 mcg", bottle="1 mL",
            priming=10, days=1,
        )["low-use"]  # fmt: skip
        assert flag.message == "750 mcg, 50 % of what is opened, is discarded or lost."


def test_the_flags_of_each_step_are_there_once():
    codes = [
        flag.code
        for flag in course(
            vial="5 mg", diluent="2 mL", step=["600 mcg x 2d", "600 mcg x 3d", "100 mcg x 2d"],
            start="2026-11-21",
        ).flags
    ]  # fmt: skip
    assert codes.count("dose-above-documented") == codes.count("dose-below-documented") == 1


def test_a_flag_of_two_steps_with_the_same_value_and_limit_has_the_words_of_the_first():
    # 90 mg in 0.185 mL: one unit of U-40 is 12,162 mcg, in which both doses are given
    flags = course(
        formulation="amidate", vial="0.09 g", diluent="0.185 mL", scale="U-40",
        step=["90 mcg x 6d", "320 mcg x 11d"], start="2027-04-16",
    ).flags  # fmt: skip
    (slip,) = (flag for flag in flags if flag.code == "unit-slip-suspected")
    assert slip.message.endswith("; check the dose, the vial and the diluent.")
    # the draws differ
    assert [flag.code for flag in flags].count("between-marks") == 2


def test_flags_of_one_step_stand_beside_each_other():
    # one dose a day: the dose and the day are one amount, above two limits that are alike
    messages = [
        flag.message
        for flag in course(**SELANK, limit="200 mcg", limit_day="200 mcg").flags
        if flag.code == "above-own-limit"
    ]
    assert messages == [
        "250 mcg a dose is above your limit of 200 mcg.",
        "250 mcg a day is above your limit of 200 mcg.",
    ]


def test_a_catalogue_of_ones_own_sets_the_limits():
    of = CATALOGUE.formulation("selank")
    longer = of._replace(course_days=of.course_days._replace(high=Decimal(40)))
    use = CATALOGUE.beyond_use_days._replace(value=Decimal(100))
    own = CATALOGUE._replace(formulations=(longer,), beyond_use_days=use)
    assert raised(formulation="selank", catalogue=own, days=40, beyond_use=100) == {}
    assert set(raised(catalogue=own, days=41, beyond_use=101)) == {
        "course-longer-than-documented", "beyond-use-longer-than-documented",
    }  # fmt: skip
