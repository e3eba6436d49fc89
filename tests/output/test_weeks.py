"""The calendar of a course: every day has its sign, in lines of at most 80 columns."""

import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from selank_calc import course
from selank_calc.output.weeks import COLUMNS, fits, legend, step_called, week_lines, weeks

SELANK = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "start": "2026-11-21"}


def cells(plan):
    """The cells of all weeks in their order: the day of the month, and its signs."""
    lines = [line[9:] for line in weeks(plan)[1:] if "..." not in line]
    parts = [line[at : at + 7] for line in lines for at in range(0, len(line), 7)]
    return [
        re.fullmatch(r"[ \[]([ 0-9][0-9])\]?([^ ]*) *", part).groups()
        for part in parts
        if part.strip()
    ]


def test_a_course_of_four_weeks():
    plan = course(**SELANK, days=28)
    # 21 November 2026 is a Saturday; vial 2 is opened on 11 December
    assert weeks(plan) == [
        "         Mon    Tue    Wed    Thu    Fri    Sat    Sun",
        " Nov 2026                                    21+    22",
        "          23     24     25     26     27     28     29",
        "          30      1      2      3      4      5      6",
        " Dec 2026  7      8      9     10     11+    12     13",
        "          14     15     16     17     18=",
    ]
    assert legend(plan) == "+ vial opened, = end"


def test_breaks_skipped_days_discarded_vials_and_today():
    plan = course(**SELANK, courses=2, break_days=14, skip="sun", today="2026-12-05")
    lines = weeks(plan)
    assert lines[3] == "          30      1      2      3      4    [ 5]-    6-"
    assert lines[4] == "         ... 1 week of break"
    # the vial of 21 November has to go on the day on which the next is opened
    assert lines[5] == " Dec 2026 14-    15-    16-    17-    18-    19+!   20."
    assert legend(plan) == (
        "+ vial opened, ! vial discarded, . no dose, - break, = end, [ ] 2026-12-05"
    )


def test_steps_have_letters():
    plan = course(
        vial="5 mg", diluent="2 mL", step=["250 mcg x 2d", "300 mcg x 1d"], start="2026-11-23"
    )
    assert weeks(plan)[1] == " Nov 2026 23a+   24a    25b="
    assert legend(plan).startswith("a, b, ... the step, ")
    assert step_called(26) == "z"


def test_today_is_in_the_legend_if_it_is_in_the_calendar():
    assert "[ ]" not in legend(course(**SELANK, today="2027-12-05"))


def test_cells_too_long_for_their_column_are_not_drawn():
    plan = course(**SELANK)
    assert fits(plan)
    # a vial a dose, 24 a day, the 27th step, and the end
    crowded = course(
        vial="0.25 mg", diluent="2 mL", step=["250 mcg x 1d"] * 27, per_day=24, start="2026-11-21"
    )
    assert not fits(crowded)


@given(
    days=st.integers(1, 90), courses=st.integers(1, 3), break_days=st.integers(0, 40),
    per_day=st.integers(1, 24), start=st.dates(), skip=st.sampled_from(((), "sat,sun", "mon")),
)  # fmt: skip
def test_every_day_of_the_plan_is_there_once(days, courses, break_days, per_day, start, skip):
    start = start.replace(year=2026 + start.year % 7, day=min(start.day, 28))
    plan = course(
        vial="20 mg", diluent="2 mL", dose="250 mcg", days=days, courses=courses, start=start,
        break_days=break_days if courses > 1 else None, per_day=per_day,
        skip=skip if days > 2 else (),
    )  # fmt: skip
    assert max(map(len, weeks(plan))) <= COLUMNS <= 80
    shown = cells(plan)
    assert sum(not re.match("[.-]", sign) for _day, sign in shown) == len(plan.days_detail)
    opened = [re.search(r"\+([0-9]*)", sign) for _day, sign in shown]
    assert sum(int(found[1] or 1) for found in opened if found) == len(plan.openings)
    assert [sign for _day, sign in shown][-1].endswith("=")
    numbers = [int(day) for day, _sign in shown]
    empty = [int(count) for count in re.findall(r"\.\.\. (\d+) week", "\n".join(weeks(plan)))]
    in_all = (plan.end - plan.start).days + 1
    assert len(numbers) + 7 * sum(empty) == in_all
    if not empty:
        assert numbers == [(plan.start + timedelta(days=each)).day for each in range(in_all)]


def test_on_a_narrow_terminal_there_is_a_line_a_week():
    plan = course(**SELANK, days=10, courses=2, break_days=14)
    assert week_lines(plan) == [
        "2026-11-21 to 2026-11-22: 2 doses",
        "2026-11-23 to 2026-11-29: 7 doses",
        "2026-11-30 to 2026-11-30: 1 dose",
        "2026-12-15 to 2026-12-20: 6 doses",
        "2026-12-21 to 2026-12-24: 4 doses",
    ]
