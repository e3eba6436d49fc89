"""Each flag in a line that stands alone: what, how much, against what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import course, diluent, dose
from selank_calc.catalogue.codes import CODES
from selank_calc.output.first_lines import LONGEST, as_one, first_lines, said_once

VIAL = {"vial": "5 mg", "diluent": "2 mL"}
SPRAY = {"formulation": "spray"}
COURSE = {**VIAL, "start": "2026-12-01"}
RAISED = {
    "unit-slip-suspected": dose(**VIAL, dose="250 mg"),
    "powder-exceeds-diluent": dose(**VIAL, dose="250 mcg", displacement="3 mL"),
    "diluent-exceeds-vial": dose(**VIAL, dose="250 mcg", vial_size="1 mL"),
    "diluent-unusual": dose(vial="5 mg", dose="250 mcg", draw="100 units"),
    "injection-large": dose(vial="1 mg", diluent="8 mL", dose="250 mcg"),
    "nostril-volume-large": dose(**SPRAY, sprays=13),
    "dose-exceeds-vial": dose(**VIAL, dose="250 mg"),
    "dose-exceeds-bottle": dose(**SPRAY, sprays=25, bottle="1 mL"),
    "dose-draw-mismatch": dose(vial="5 mg", diluent="1 mL", dose="250 mcg", draw="25 units"),
    "draw-exceeds-syringe": dose(**VIAL, dose="250 mcg", draw="40 units", syringe="0.3 mL"),
    "draw-very-small": dose(**VIAL, dose="250 mcg", scale="U-500", draw="5 units"),
    "no-diluent-fits": diluent(vial="5 mg", dose="10 mcg"),
    "dose-below-one-spray": dose(**SPRAY, dose="30 mcg"),
    "no-documented-range": dose(**VIAL, formulation="na-selank", dose="250 mcg"),
    "above-own-limit": dose(**VIAL, dose="250 mcg", limit="200 mcg"),
    "daily-above-documented": dose(**VIAL, dose="500 mcg", per_day=3),
    "daily-below-documented": dose(**VIAL, dose="100 mcg"),
    "dose-above-documented": dose(**VIAL, dose="600 mcg"),
    "dose-below-documented": dose(vial="10 mg", diluent="3 mL", dose="250 mcg"),
    "frequency-outside-documented": dose(**VIAL, dose="250 mcg", per_day=4),
    "course-longer-than-documented": course(**COURSE, dose="250 mcg", days=40),
    "break-shorter-than-documented": course(**COURSE, dose="250 mcg", courses=2, break_days=3),
    "beyond-use-longer-than-documented": course(**COURSE, dose="250 mcg", beyond_use=40),
    "time-skipped": course(
        **{**COURSE, "start": "2027-03-15"}, dose="250 mcg", times="02:30", timezone="Europe/Berlin"
    ),
    "step-change": course(**COURSE, step=["250 mcg x 7d", "600 mcg x 7d"]),
    "beyond-use": course(**{**COURSE, "vial": "20 mg"}, dose="250 mcg", days=60),
    "after-expiry": course(**COURSE, dose="250 mcg", expires="2026-12-10", days=28),
    "draw-small": dose(**VIAL, dose="100 mcg"),
    "between-marks": dose(vial="10 mg", diluent="3 mL", dose="250 mcg"),
    "sprays-not-whole": dose(**SPRAY, dose="230 mcg"),
    "low-use": course(**{**COURSE, "vial": "20 mg"}, dose="250 mcg", days=60),
}


@pytest.mark.parametrize("code", CODES)
def test_of_every_flag(snapshot, code):
    flag = next(flag for flag in RAISED[code].flags if flag.code == code)
    lines = first_lines(flag)
    assert all(len(line) <= LONGEST and line.endswith(".") for line in lines)
    assert lines == snapshot


def test_a_likely_slip_is_named():
    mismatch = RAISED["dose-draw-mismatch"].flags[0]
    assert first_lines(mismatch) == [
        "25 units = 1250 mcg, 5 times the dose; 250 mcg needs 5 units.",
        "Likely slip: 0.25 mg taken for 0.25 mL.",
    ]


numbers = st.decimals("0.1", "900", places=2).map(str)


@given(numbers, numbers, st.none() | numbers, st.sampled_from((None, "U-40", "U-500")))
def test_it_says_nothing_that_the_message_does_not(strength, amount, draw, scale):
    result = dose(
        vial=f"{strength} mg", diluent="2 mL", dose=f"{amount} mcg", per_day=4, scale=scale,
        draw=draw and f"{draw} units",
    )  # fmt: skip
    for flag in result.flags:
        line, *slips = first_lines(flag)
        said = {word.strip(".,;:") for word in line.split()}
        assert {each for each in said if each[0].isdigit()} <= {
            word.strip(".,;:") for word in flag.message.split()
        }
        assert len(line) <= LONGEST + 10
        assert all(slip.removesuffix(".").lower() in flag.message.lower() for slip in slips)
        of_its_own = ("likely slip", "check", "with marks every")
        assert bool(slips) is any(each in flag.message.lower() for each in of_its_own)


class TestOneDoseADay:
    def test_what_is_above_as_a_dose_and_as_a_day_is_said_once(self):
        (both,) = as_one(dose(**VIAL, dose="700 mcg").flags)
        assert first_lines(both) == [
            "700 mcg is above the documented 500 mcg a dose and 675 mcg a day.",
        ]
        assert both.code == "daily-above-documented, dose-above-documented"
        assert both.source == "guide, review"

    def test_and_what_is_below(self):
        (both, small) = as_one(dose(**VIAL, dose="100 mcg").flags)
        assert both.message == "100 mcg is below the documented 250 mcg a dose and 200 mcg a day."
        assert small.code == "draw-small"

    def test_two_doses_a_day_are_two_things(self):
        # 700 mcg twice: 1400 mcg a day
        flags = dose(**VIAL, dose="700 mcg", per_day=2).flags
        assert as_one(flags) == flags

    def test_nor_is_a_day_as_asked_a_dose_as_delivered(self):
        # 7.5 units of 250/3 mcg are 187.5 / 3 = 62.5 mcg; the mark at 7 delivers 58.33
        flags = dose(vial="250 mcg", diluent="0.3 mL", dose="187.5 mcg").flags
        of_both = [flag for flag in as_one(flags) if "," in flag.code]
        assert [flag.message.split()[0] for flag in of_both] == ["187.5"]

    def test_and_what_two_flags_say_in_the_same_words(self):
        # 6 mg of a vial of 5 mg: no diluent makes more of it
        flags = diluent(vial="5 mg", dose="6 mg").flags
        assert [flag.code for flag in as_one(flags)] == [
            "unit-slip-suspected", "dose-exceeds-vial, no-diluent-fits",
            "daily-above-documented, dose-above-documented",
        ]  # fmt: skip
        assert len(flags) == 5

    def test_of_each_step_of_a_course_by_itself(self):
        plan = course(**COURSE, step=["700 mcg x 7d", "800 mcg x 7d"])
        assert [flag.message.split()[0] for flag in as_one(plan.flags)] == ["700", "800"]
        assert len(plan.flags) == 4


def test_what_finer_marks_would_do_stands_below_one_flag_only():
    flags = dose(vial="10 mg", diluent="3 mL", dose="250 mcg").flags
    finer = "With marks every 0.5 units the draw would fall on one."
    assert all(flag.message.endswith(finer) for flag in flags)
    lines = [line for _flag, lines in said_once(flags) for line in lines]
    assert lines.count(finer) == 1
