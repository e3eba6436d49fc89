"""The calendar file: parsed back by vobject, which shares no code with icalendar."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import datetime_exists, tzical
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, DateError, course

SELANK = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "start": "2026-11-21"}


def events(plan, **asked):
    text = plan.as_calendar(**asked).decode("utf-8")
    return vobject.readOne(text).contents.get("vevent", [])


def is_a_dose(event):
    return "valarm" in event.contents


def occurrences(event):
    """When the event is, its rule expanded by dateutil through vobject."""
    rules = event.getrruleset(addRDate=True)
    return list(rules) if rules else [event.dtstart.value]


def planned(plan):
    return Counter(
        datetime.combine(day.date, plan.times[slot])
        for day in plan.days_detail
        for slot in range(day.doses)
    )


class TestDoses:
    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"times": "07:30,21:15", "days": 28},
            {"courses": 3, "break_days": 10, "skip": "Sat,Sun", "per_day": 2},
            {"dose": None, "step": ["250 mcg x 3d", "400 mcg x 1d", "250 mcg x 10d"]},
            {"vial": "1 mg", "per_day": 3, "skip": "wed"},
        ],
        ids=["plain", "twice a day", "courses and weekends", "steps", "small vials"],
    )
    def test_every_dose_is_there_once_and_no_other(self, asked):
        plan = course(**{**SELANK, **asked})
        doses = [event for event in events(plan) if is_a_dose(event)]
        assert Counter(when for event in doses for when in occurrences(event)) == planned(plan)

    @given(
        days=st.integers(1, 40), per_day=st.integers(1, 4), courses=st.integers(1, 3),
        skip=st.sets(st.sampled_from(("mon", "thu", "sat", "sun")), max_size=3).map(sorted),
        vial=st.sampled_from(("0.8 mg", "2 mg", "5 mg", "20 mg")),
        start=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    )  # fmt: skip
    def test_whatever_the_plan(self, days, per_day, courses, skip, vial, start):
        plan = course(
            vial=vial, diluent="2 mL", dose="250 mcg", start=start, days=days + 7, per_day=per_day,
            courses=courses, break_days=3 if courses > 1 else None, skip=skip,
        )  # fmt: skip
        found = events(plan)
        doses = [event for event in found if is_a_dose(event)]
        assert Counter(when for event in doses for when in occurrences(event)) == planned(plan)
        discard_on = {f"vial {each.number} ": each.discard_on for each in plan.openings}
        for event in doses:
            number = next(name for name in discard_on if name in event.description.value)
            for when in occurrences(event):
                assert when.date() < discard_on[number]
        for event in found:
            name = next((name for name in discard_on if name in event.summary.value), None)
            if name is not None:
                assert event.dtstart.value <= discard_on[name]

    def test_a_dose_says_mass_volume_and_units(self):
        (event, *_) = events(course(**SELANK))
        assert event.summary.value == (
            "Selank (TP-7): 250 mcg = 0.1 mL = 10 units on a 0.3 mL U-100 syringe"
        )
        assert event.dtstart.value == datetime(2026, 11, 21, 8)
        assert event.rrule.value == "FREQ=DAILY;COUNT=14"

    def test_it_has_a_reminder_at_its_time(self):
        (event, *_) = events(course(**SELANK))
        assert event.valarm.action.value == "DISPLAY"
        assert event.valarm.trigger.value == timedelta(0)
        assert event.valarm.description.value == event.summary.value

    def test_weekends_are_left_out_by_the_rule(self):
        (event, *_) = events(course(**SELANK, skip="Sat,Sun"))
        assert event.rrule.value == "FREQ=WEEKLY;COUNT=10;BYDAY=MO,TU,WE,TH,FR"

    def test_a_dose_between_marks_says_what_the_mark_delivers(self):
        (event, *_) = events(course(**{**SELANK, "vial": "10 mg", "diluent": "3 mL"}))
        assert "7.5 units on a 0.3 mL U-100 syringe, nearest mark 7 units = about 233.3 mcg" in (
            event.summary.value
        )
        assert "Caution: A draw of 7.5 units lies between the marks" in event.description.value

    def test_sprays(self):
        (event, *_) = events(course(formulation="spray", sprays=2, start="2026-11-21"))
        assert event.summary.value == "Selank 0.15 % nasal spray: 150 mcg = 2 sprays = 0.1 mL"


class TestVials:
    def all_day(self, **asked):
        return [
            (event.summary.value, f"{event.dtstart.value}", f"{event.dtend.value}")
            for event in events(course(**{**SELANK, **asked}))
            if not is_a_dose(event)
        ]

    def test_mixing_and_discarding(self):
        # vial 1 is empty after 20 doses; 2 goes on its date
        assert self.all_day(days=28) == [
            ("Mix vial 1 of Selank (TP-7)", "2026-11-21", "2026-11-22"),
            ("Discard vial 1 of Selank (TP-7)", "2026-12-10", "2026-12-11"),
            ("Mix vial 2 of Selank (TP-7)", "2026-12-11", "2026-12-12"),
            ("Discard vial 2 of Selank (TP-7)", "2027-01-08", "2027-01-09"),
        ]

    def test_one_that_outlasts_its_date_goes_on_it(self):
        dates = [begins for summary, begins, _ in self.all_day(vial="10 mg", days=30)
                 if summary.startswith("Discard")]  # fmt: skip
        assert dates == ["2026-12-19", "2027-01-16"]

    def test_without_a_date_only_empty_ones_go(self):
        names = [each[0] for each in self.all_day(days=21, preservative_free=True)]
        assert names == [
            "Mix vial 1 of Selank (TP-7)", "Discard vial 1 of Selank (TP-7)",
            "Mix vial 2 of Selank (TP-7)",
        ]  # fmt: skip

    def test_a_bottle_is_opened(self):
        plan = course(formulation="spray", sprays=2, bottle="10 mL", start="2026-11-21")
        assert [event.summary.value for event in events(plan) if not is_a_dose(event)] == [
            "Open bottle 1 of Selank 0.15 % nasal spray", "Discard bottle 1 of Selank 0.15 % nasal spray",
        ]  # fmt: skip


class TestFile:
    def test_lines_end_in_cr_lf_and_have_75_octets_at_most(self):
        named = CATALOGUE.formulation("selank")._replace(name="Селанк " * 19 + "Селанк")
        own = CATALOGUE._replace(formulations=(named,))
        raw = course(**SELANK, formulation=named, catalogue=own).as_calendar(
            timezone="Europe/Berlin"
        )
        assert raw.endswith(b"END:VCALENDAR\r\n")
        lines = raw.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert not any(b"\n" in line or b"\r" in line for line in lines)

    def test_the_same_course_gives_the_same_bytes(self):
        assert course(**SELANK).as_calendar() == course(**SELANK).as_calendar()
        assert course(**SELANK, today="2026-11-25").as_calendar() == course(**SELANK).as_calendar()
        assert course(**SELANK, per_day=2).as_calendar() != course(**SELANK).as_calendar()

    def test_the_stamp_is_the_start_or_what_is_given(self):
        (event, *_) = events(course(**SELANK))
        assert event.dtstamp.value == datetime(2026, 11, 21, tzinfo=UTC)
        stamp = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        (event, *_) = events(course(**SELANK), stamp=stamp)
        assert event.dtstamp.value == stamp

    def test_no_two_events_have_one_uid_nor_those_of_other_courses(self):
        first = [event.uid.value for event in events(course(**SELANK, days=28))]
        other = [event.uid.value for event in events(course(**SELANK, days=27))]
        assert len(set(first)) == len(first)
        assert not set(first) & set(other)

    def test_times_float_unless_there_is_a_zone(self):
        (event, *_) = events(course(**SELANK))
        assert event.dtstart.value.tzinfo is None
        (event, *_) = events(course(**SELANK), timezone="Europe/Berlin")
        assert event.dtstart.value.utcoffset() == timedelta(hours=1)
        assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Berlin"]

    def test_the_zone_is_told_before_it_is_named(self):
        raw = course(**SELANK, days=200, beyond_use=300).as_calendar(timezone="America/New_York")
        assert raw.index(b"BEGIN:VTIMEZONE") < raw.index(b"BEGIN:VEVENT")
        plan = course(**SELANK, days=200, beyond_use=300)
        doses = [event for event in events(plan, timezone="America/New_York") if is_a_dose(event)]
        moments = {when for event in doses for when in occurrences(event)}
        # (vobject keeps a zone that it has once read: this one is read nowhere else)
        # the clock shows 8:00 in winter and in summer
        assert {when.time() for when in moments} == {time(8)}
        summer = next(when for when in moments if when.date() == date(2027, 5, 1))
        zone = ZoneInfo("America/New_York")
        assert summer.utcoffset() == datetime(2027, 5, 1, 8, tzinfo=zone).utcoffset()

    @pytest.mark.parametrize(
        "name",
        # Ramadan without summer time; half-hours; other halves of the year; none at all
        ["Africa/Casablanca", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"],
    )
    def test_what_is_told_of_a_zone_is_what_its_clocks_show(self, name):
        plan = course(**SELANK, days=400, times="00:00,02:30,23:59", beyond_use=300)
        text = plan.as_calendar(timezone=name).decode()
        told = tzical(StringIO(text)).get(name)
        zone = ZoneInfo(name)
        for when in planned(plan):
            if datetime_exists(when, zone):
                assert (
                    when.replace(tzinfo=told).utcoffset() == when.replace(tzinfo=zone).utcoffset()
                )

    def test_an_unknown_zone_is_refused(self):
        with pytest.raises(DateError) as error:
            course(**SELANK).as_calendar(timezone="Europe/Berln")
        assert error.value.field == "timezone"

    def test_names_are_data(self):
        hostile = "a;b,c\\n BEGIN:VEVENT"
        named = CATALOGUE.formulation("selank")._replace(name=hostile)
        own = CATALOGUE._replace(formulations=(named,))
        found = events(course(**SELANK, formulation=named, catalogue=own))
        assert len(found) == 3  # doses, mixing, discarding
        assert "a;b,c\\n" in found[0].summary.value

    def test_every_event_says_that_it_recommends_nothing(self):
        for event in events(course(**SELANK)):
            assert "It recommends nothing." in event.description.value
