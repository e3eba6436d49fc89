"""Which dose comes out of which vial: at the last dose, at the discard date, in steps."""

from datetime import date, timedelta

import pytest

from selank_calc.courses.openings import open_in_turn
from selank_calc.dosing.keeping import Keeping

from ..exactly import exactly

FIRST = date(2026, 11, 21)


def daily(count, step=0):
    return [(FIRST + timedelta(days=number), step) for number in range(count)]


def opened_for(days, usable, needs, beyond_use_days, a_day=1):
    needs_mcg = [exactly(each) for each in needs]
    keeping = Keeping(None, beyond_use_days, None, None, is_assumed=False)
    return open_in_turn(days, a_day, exactly(usable), needs_mcg, keeping)


def test_the_next_is_opened_when_no_whole_dose_is_left():
    # 10 holds three doses of 3, and 1 is left over
    opened, taken_from = opened_for(daily(7), 10, [3], None)
    assert [(each.opened.day, each.doses, each.left_mcg) for each in opened] == [
        (21, 3, 1), (24, 3, 1), (27, 1, 7),
    ]  # fmt: skip
    assert taken_from == [(1,), (1,), (1,), (2,), (2,), (2,), (3,)]
    assert [each.last_dose.day for each in opened] == [23, 26, 27]


def test_a_dose_that_just_fits_is_taken():
    opened, _ = opened_for(daily(3), 9, [3], None)
    assert [each.left_mcg for each in opened] == [0]


@pytest.mark.parametrize(("doses", "vials"), [(28, 1), (29, 2), (56, 2), (57, 3)], ids=str)
def test_no_dose_is_taken_on_the_28th_day_after_opening(doses, vials):
    opened, _ = opened_for(daily(doses), 1000, [1], 28)
    assert len(opened) == vials
    assert opened[0].discard_on == date(2026, 12, 19)
    for each in opened:
        assert each.last_dose < each.discard_on


def test_what_it_still_held_on_its_date_is_counted_in_whole_doses():
    # 28 of 85 are taken, 57 are left: 28 doses of 2 and a rest
    days = [*daily(28), (FIRST + timedelta(days=28), 1)]
    opened, _ = opened_for(days, 85, [1, 2], 28)
    assert [each.outlasted for each in opened] == [28, 0]


def test_an_empty_one_did_not_outlast_its_date():
    days = [*daily(28), (FIRST + timedelta(days=28), 0)]
    opened, _ = opened_for(days, 28, [1], 28)
    assert [each.outlasted for each in opened] == [0, 0]


def test_the_next_is_opened_in_the_middle_of_a_day():
    opened, taken_from = opened_for(daily(2), 3, [1], 28, a_day=2)
    assert taken_from == [(1, 1), (1, 2)]
    assert opened[1].opened == opened[0].last_dose


def test_a_larger_step_may_no_longer_fit():
    days = [*daily(2, 0), *daily(1, 1)]
    opened, taken_from = opened_for(days, 10, [3, 5], None)
    assert taken_from == [(1,), (1,), (2,)]
    assert opened[0].left_mcg == 4


def test_without_a_date_none_is_discarded():
    opened, _ = opened_for(daily(400), 1000, [1], None)
    assert len(opened) == 1
    assert opened[0].discard_on is None


def test_thirds_are_counted_exactly():
    # 1 holds three doses of 1/3, and nothing is left; two days of four doses take three vials
    opened, taken_from = opened_for(daily(2), 1, ["1/3"], None, a_day=4)
    assert taken_from == [(1, 1, 1, 2), (2, 2, 3, 3)]
    assert [each.left_mcg for each in opened] == [0, 0, exactly(1, 3)]
