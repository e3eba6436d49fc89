"""The printed expiry in courses, labels and doses: worked examples from paper, and refusals."""

from datetime import date, timedelta

import pytest

from selank_calc import DateError, OutOfBoundsError, batch, course, dose, label
from selank_calc.amounts import days

from ..command_line import run_here
from ..output.test_calendar_file import events, is_a_dose

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
SELANK = {**VIAL, "start": "2026-11-21"}
SPRAY = {"formulation": "spray", "dose": "150 mcg", "start": "2026-11-21"}


def opened(plan):
    return [
        (f"{each.opened}", f"{each.last_dose}", each.doses, f"{each.discard_on}", each.discard_by)
        for each in plan.openings
    ]


def raised(result):
    return {flag.code: (flag.value, flag.unit) for flag in result.flags}


class TestCourses:
    def test_what_is_planned_after_it_is_warned_about_and_ends_no_vial(self):
        # 20 doses from 21 November on, 8 from the next; of these 15 until 5 December, 13 after it
        plan = course(**SELANK, days=28, expires="2026-12-05")
        assert opened(plan) == [
            ("2026-11-21", "2026-12-10", 20, "2026-12-06", "expiry"),
            ("2026-12-11", "2026-12-18", 8, "2026-12-06", "expiry"),
        ]
        assert raised(plan) == {"after-expiry": (13, "doses")}
        assert plan.flags[0].severity == "warning"
        assert (plan.wasted_mcg, plan.left_mcg) == (0, 3000)
        assert plan.expires == date(2026, 12, 5)

    def test_one_whose_days_end_after_it_holds_doses_on_its_date(self):
        # a dose every 20 days, 21 November, 11 and 31 December; 28 days end on 19 December
        plan = course(**SELANK, days=41, every=20, expires="2026-12-11")
        assert opened(plan)[0] == ("2026-11-21", "2026-12-11", 2, "2026-12-12", "expiry")
        message = "2026-12-12, the day after its expiry, when 18 doses are left"
        assert [message in flag.message for flag in plan.flags if flag.code == "beyond-use"] == [
            True
        ]

    @pytest.mark.parametrize(
        ("expires", "is_beyond"), [("2026-12-18", True), ("2026-12-17", False)]
    )
    def test_doses_are_left_by_a_date_only_where_it_was_kept(self, expires, is_beyond):
        # 28 of 50 doses until 18 December, one of them after the expiry; then the next vial
        plan = course(**{**SELANK, "dose": "100 mcg"}, days=30, expires=expires)
        assert [each.doses for each in plan.openings] == [28, 2]
        assert ("beyond-use" in raised(plan)) == is_beyond

    @pytest.mark.parametrize(("expires", "late"), [("2026-11-15", 14), ("2026-11-16", 13)])
    def test_one_in_use_is_not_changed_for_another_with_the_same(self, expires, late):
        # 12 doses: 16 to 27 November
        asked = {**SELANK, "start": "2026-11-16", "opened": "2026-11-10", "left": "12 doses"}
        plan = course(**asked, expires=expires, today="2026-11-26")
        assert [each[:3] for each in opened(plan)] == [
            ("2026-11-10", "2026-11-27", 12), ("2026-11-28", "2026-11-29", 2),
        ]  # fmt: skip
        assert raised(plan) == {"after-expiry": (late, "doses")}
        assert (plan.standing.doses_taken, plan.standing.opening) == (10, 1)

    def test_its_calendar_has_the_dates_of_its_table(self):
        # 12 doses until 27 November, 20 until 17 December, 8 until 25 December
        asked = {**SELANK, "start": "2026-11-16", "opened": "2026-11-10", "left": "12 doses"}
        plan = course(**asked, days=40, expires="2026-12-10", warn_before="3d")
        gone = [(each.summary.value, f"{each.dtstart.value}") for each in events(plan)
                if each.summary.value.startswith("Discard")]  # fmt: skip
        assert gone == [
            ("Discard vial 1 of Selank (TP-7)", "2026-11-27"),
            ("Discard vial 2 of Selank (TP-7) on 2026-12-11", "2026-12-08"),
            ("Discard vial 2 of Selank (TP-7)", "2026-12-11"),
            ("Discard vial 3 of Selank (TP-7) on 2026-12-11", "2026-12-08"),
            ("Discard vial 3 of Selank (TP-7)", "2026-12-11"),
        ]

    def test_and_so_of_a_bottle(self):
        # 60 drops, 12 a day by 3 doses of 4: 5 days each, from 26 November, 1 and 6 December
        plan = course(
            formulation="drops", drops=4, days=14, start="2026-11-26", expires="2026-12-01"
        )
        gone = [f"{each.dtstart.value}" for each in events(plan)
                if each.summary.value.startswith("Discard")]  # fmt: skip
        assert gone == ["2026-11-30", "2026-12-02", "2026-12-02"]

    def test_the_days_from_opening_may_come_first(self):
        # 28 days from 21 November and 11 December are 19 December and 8 January
        plan = course(**SELANK, days=28, expires="2027-01")
        assert [each[3:] for each in opened(plan)] == [
            ("2026-12-19", "beyond-use"), ("2027-01-08", "beyond-use"),
        ]  # fmt: skip
        assert (raised(plan), plan.expires) == ({}, date(2027, 1, 31))

    @pytest.mark.parametrize(
        ("expires", "by"),
        [("2026-12-17", "expiry"), ("2026-12-18", "expiry"), ("2026-12-19", "beyond-use")],
    )
    def test_the_day_after_it_against_28_days(self, expires, by):
        plan = course(**SELANK, days=3, expires=expires)
        assert plan.openings[0].discard_by == by
        assert plan.openings[0].discard_on == min(
            date(2026, 12, 19), date.fromisoformat(expires) + timedelta(days=1)
        )

    def test_one_that_has_expired_is_planned_for_its_days(self):
        # 10 mg: 28 of 40 doses in 28 days; all 30 are after it
        plan = course(**{**SELANK, "vial": "10 mg"}, days=30, expires="2026-11-20")
        assert opened(plan) == [
            ("2026-11-21", "2026-12-18", 28, "2026-11-21", "expiry"),
            ("2026-12-19", "2026-12-20", 2, "2026-11-21", "expiry"),
        ]
        assert "beyond-use" not in raised(plan)
        assert raised(plan)["after-expiry"] == (30, "doses")
        assert plan.openings[0].ended == "past"
        gone = [each for each in events(plan) if each.summary.value.startswith("Discard")]
        assert [f"{each.dtstart.value}" for each in gone] == ["2026-11-21", "2026-11-21"]

    def test_of_a_bottle_bought_ready_it_is_the_date(self):
        # 200 sprays, 100 doses of 2: 60 in 20 days, 30 of them after it
        plan = course(**SPRAY, bottle="10 mL", days=20, expires="2026-11-30")
        assert opened(plan) == [
            ("2026-11-21", "2026-12-10", 60, "2026-12-01", "expiry"),
        ]
        assert plan.keeping == "until 2026-11-30"
        assert raised(plan)["after-expiry"] == (30, "doses")

    def test_of_one_that_is_in_use(self):
        plan = course(**SELANK, opened="2026-11-10", left="12 doses", expires="2026-11-25")
        assert (plan.in_use.doses, plan.in_use.discard_on) == (12, date(2026, 11, 26))
        assert plan.in_use.next_on == date(2026, 12, 3)

    def test_where_one_stands_it_is_the_one_that_is_planned_from(self):
        asked = {**SELANK, "days": 28, "expires": "2026-12-05"}
        assert [
            course(**asked, today=day).standing.opening
            for day in ("2026-12-05", "2026-12-08", "2026-12-12", "2026-12-19")
        ] == [1, 1, 2, None]

    def test_every_dose_after_it_says_so_in_a_calendar(self):
        # of a bottle of unknown fill, which ends no rule
        plan = course(**SPRAY, per_day=1, expires="2026-11-30")
        doses = [each for each in events(plan) if is_a_dose(each)]
        assert [each.rrule.value for each in doses] == [
            "FREQ=DAILY;COUNT=10", "FREQ=DAILY;COUNT=4",
        ]  # fmt: skip
        said = "Warning: planned after the expiry, 2026-11-30."
        assert [said in each.description.value for each in doses] == [False, True]
        assert raised(plan)["after-expiry"] == (4, "doses")

    def test_what_decided_is_said_in_a_calendar(self):
        found = {
            each.summary.value: each for each in events(course(**SELANK, expires="2026-12-02"))
        }
        mixed = found["Mix vial 1 of Selank (TP-7)"].description.value
        assert "Discard on 2026-12-03: it expires on 2026-12-02." in mixed
        gone = found["Discard vial 1 of Selank (TP-7)"]
        assert gone.dtstart.value == date(2026, 12, 3)
        assert "it expires on 2026-12-02" in gone.description.value

    def test_an_expiry_after_the_course_leaves_its_events_as_they_are(self):
        def places(**asked):
            return {each.uid.value for each in events(course(**SELANK, **asked))}

        assert places(expires="2027-06") == places()
        assert places(expires="2026-12-02").isdisjoint(places())

    @pytest.mark.parametrize(("days", "said"), [(2, "1 dose is"), (4, "3 doses are")])
    def test_one_dose_or_more(self, days, said):
        plan = course(**SELANK, days=days, expires="2026-11-21")
        message = f"{said} planned after the expiry, 2026-11-21: from 2026-11-22 on."
        assert plan.flags[0].message == message


class TestOnTheScreen:
    def said(self, *typed):
        ran = run_here(
            "course", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--start",
            "2026-11-21", *typed,
        )  # fmt: skip
        assert len(ran.out.splitlines()) <= 22 or "--full" in typed
        return " ".join(ran.out.split())

    def test_which_decided(self):
        assert "discard 2026-12-03 (expiry)" in self.said("--expires", "2026-12-02", "--days", "9")
        assert "discard 2026-12-19*" in self.said("--expires", "2027-01")
        full = self.said("--expires", "2026-12-02", "--full", "--today", "2026-12-04")
        assert "1 2026-11-21 14 2026-12-04 2026-12-03 (expiry)" in full
        assert "Vial 1 is in use, was to be discarded on 2026-12-03." in full
        assert "discarded the day after the printed expiry, 2026-12-02, if not before" in full


class TestLabels:
    def test_the_day_after_it(self):
        made = label(**VIAL, opened="2026-11-21", expires="2026-12-01")
        assert (made.discard_on, made.discard_by) == (date(2026, 12, 2), "expiry")
        assert "Discard 2026-12-02: expires 2026-12-01" in made.as_text().splitlines()
        assert made.flags == ()

    def test_the_days_from_opening_may_come_first(self):
        made = label(**VIAL, opened="2026-11-21", expires="2026-12-19")
        assert (made.discard_on, made.discard_by) == (date(2026, 12, 19), "beyond-use")
        assert "Expires 2026-12-19, after that" in made.as_text().splitlines()

    def test_of_a_bottle_bought_ready_it_is_the_date(self):
        made = label(formulation="spray", sprays=2, opened="2026-11-21", expires="2026-12")
        assert (made.discard_on, made.keeping) == (date(2027, 1, 1), "until 2026-12-31")
        assert "Discard 2027-01-01: expires 2026-12-31" in made.as_text()

    @pytest.mark.parametrize(("expires", "days"), [("2026-11-21", None), ("2026-11-20", 1)])
    def test_a_later_day_is_warned_about(self, expires, days):
        made = label(**VIAL, opened="2026-11-21", expires=expires)
        flags = raised(made)
        assert flags == ({} if days is None else {"after-expiry": (days, "days")})

    def test_without_a_preservative(self):
        made = label(**VIAL, opened="2026-11-21", expires="2026-11-21", diluent_kind="sterile")
        assert (made.discard_on, made.discard_by) == (date(2026, 11, 22), "expiry")

    def test_all_of_it_is_said_in_full(self):
        typed = ("label", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--full")
        ran = run_here(*typed, "--opened", "2026-11-21", "--expires", "2026-12-01")
        assert "the printed expiry, 2026-12-01" in " ".join(ran.out.split())


class TestDoses:
    @pytest.fixture
    def _today(self, monkeypatch):
        monkeypatch.setattr(days, "today", lambda: date(2026, 11, 21))

    @pytest.mark.usefixtures("_today")
    @pytest.mark.parametrize(
        ("expires", "late"),
        [("2026-11-21", None), ("2026-11", None), ("2026-11-20", 1), ("2026-10", 21)],
    )
    def test_a_dose_is_taken_today(self, expires, late):
        result = dose(**VIAL, expires=expires)
        assert raised(result) == ({} if late is None else {"after-expiry": (late, "days")})
        assert "today" in result.assumed
        assert dose(**VIAL).expires is None

    @pytest.mark.usefixtures("_today")
    @pytest.mark.parametrize(
        ("expires", "days", "said"),
        # 21 to 25 November are five days; 5 mg hold 20 doses of 250 mcg
        [("2026-11-25", 5, "for 5 days until its expiry"), ("2026-11-21", 1, "for 1 day until"),
         ("2026-11-20", 0, "for 0 days: it has expired"), ("2026-12-10", 20, "for 20 days"),
         ("2026-12-09", 19, "for 19 days until its expiry")],
    )  # fmt: skip
    def test_no_day_after_it_is_counted(self, expires, days, said):
        assert dose(**VIAL, expires=expires).days_per_vial == days
        typed = ("dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--expires")
        assert f"20 doses, {said}" in " ".join(run_here(*typed, expires).out.split())

    @pytest.mark.usefixtures("_today")
    def test_no_day_after_it_is_counted_of_a_bottle(self):
        # 200 sprays hold more; 10 mg hold 40 doses, kept for 28 days
        bottle = {"formulation": "spray", "dose": "150 mcg", "bottle": "10 mL"}
        assert dose(**bottle, expires="2026-11-25").days_per_bottle == 5
        assert dose(**bottle, expires="2026-11-20").days_per_bottle == 0
        assert dose(**{**VIAL, "vial": "10 mg"}, expires="2026-11-29").days_per_vial == 9

    @pytest.mark.usefixtures("_today")
    def test_it_is_said(self):
        typed = ("dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--expires")
        said = " ".join(run_here(*typed, "2026-10").out.split())
        assert "Expires 2026-10-31, the last day of use" in said
        assert "taken today" in said
        assert "WARNING Taken on 2026-11-21, 21 days after the expiry, 2026-10-31." in said
        said = " ".join(run_here(*typed, "2026-11-20", "--full").out.split())
        assert "1 day after the expiry" in said
        assert "taken today" in said

    def test_in_a_row(self):
        (record,) = batch([{**VIAL, "expires": "2019-02"}])
        assert (record["expires"], record["flags"][0]["code"]) == ("2019-02-28", "after-expiry")


@pytest.mark.parametrize(
    ("text", "last"),
    [("2027-02", date(2027, 2, 28)), ("2028-02", date(2028, 2, 29)), (" 2026-12 ", date(2026, 12, 31)),
     (date(2027, 1, 31), date(2027, 1, 31))],
)  # fmt: skip
def test_a_month_is_its_last_day(text, last):
    assert label(**VIAL, opened="2026-11-21", expires=text).expires == last


@pytest.mark.parametrize("text", ["2027-1", "01/2027", "1.2027", "2027/01", " 1-2027 "])
def test_a_month_that_is_written_in_another_way(text):
    with pytest.raises(DateError) as refused:
        dose(**VIAL, expires=text)
    assert refused.value.hint == "Write 2027-01 for its last day, or a day, as 2027-01-01."


@pytest.mark.parametrize("function", [dose, label, course])
@pytest.mark.parametrize(
    ("text", "error"),
    [("2027-13", DateError), ("2027-02-30", DateError), ("01/2027", DateError), ("13/2027", DateError), (202701, DateError),
     ("0000-02", OutOfBoundsError), ("2201-01", OutOfBoundsError)],
)  # fmt: skip
def test_what_is_no_date_is_refused(function, text, error):
    with pytest.raises(error) as refused:
        function(**VIAL, expires=text)
    assert refused.value.field == "expires"
