"""The calendar file as vobject parses it; test_calendar_read_back.py has other readers too."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import datetime_exists, tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from selank_calc import CATALOGUE, DateError, course
from selank_calc.output.calendar_file import calendar_lines

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

    @settings(max_examples=settings.default.max_examples // 2)  # reading one takes a while
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

    @pytest.mark.parametrize(
        ("asked", "rules"),
        [
            ({"every": 3}, ["FREQ=DAILY;INTERVAL=3;COUNT=5"]),
            ({"on": "Mon,Thu"}, ["FREQ=WEEKLY;COUNT=4;BYDAY=MO,TH"]),
            # Sundays are 29 November and 13 December: 21, 25 | 3, 7, 11
            ({"every": 4, "skip": "Sun", "days": 22},
             ["FREQ=DAILY;INTERVAL=4;COUNT=2", "FREQ=DAILY;INTERVAL=4;COUNT=3"]),
        ],
    )  # fmt: skip
    def test_days_that_are_not_all_are_a_rule(self, asked, rules):
        doses = [each for each in events(course(**SELANK, **asked)) if is_a_dose(each)]
        assert [each.rrule.value for each in doses] == rules

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

    def test_one_in_use_is_not_mixed_again(self):
        # 12 doses until 2 December; the next is mixed the day after
        assert self.all_day(days=20, opened="2026-11-10", left="12 doses") == [
            ("Discard vial 1 of Selank (TP-7)", "2026-12-02", "2026-12-03"),
            ("Mix vial 2 of Selank (TP-7)", "2026-12-03", "2026-12-04"),
            ("Discard vial 2 of Selank (TP-7)", "2026-12-31", "2027-01-01"),
        ]

    @pytest.mark.parametrize(
        ("warn_before", "reminded"),
        # so long before 2027-01-08, and none before the course, from 2026-11-21 on
        [("3d", ["2027-01-05"]), (40, ["2026-11-29"]), (48, ["2026-11-21"]), (49, [])],
    )
    def test_a_reminder_before_a_date_and_of_none_that_is_empty(self, warn_before, reminded):
        reminders = [
            (name, day) for name, day, _end in self.all_day(days=28, warn_before=warn_before)
            if " on " in name
        ]  # fmt: skip
        said = "Discard vial 2 of Selank (TP-7) on 2027-01-08"
        assert reminders == [(said, day) for day in reminded]

    def test_one_that_outlasts_its_date_goes_on_it(self):
        dates = [begins for summary, begins, _ in self.all_day(vial="10 mg", days=30)
                 if summary.startswith("Discard")]  # fmt: skip
        assert dates == ["2026-12-19", "2027-01-16"]

    def test_without_a_preservative_each_goes_after_its_day(self):
        assert self.all_day(days=2, preservative_free=True) == [
            ("Mix vial 1 of Selank (TP-7)", "2026-11-21", "2026-11-22"),
            ("Discard vial 1 of Selank (TP-7)", "2026-11-22", "2026-11-23"),
            ("Mix vial 2 of Selank (TP-7)", "2026-11-22", "2026-11-23"),
            ("Discard vial 2 of Selank (TP-7)", "2026-11-23", "2026-11-24"),
        ]

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "5 mg in 2 mL. Discard on 2026-12-19 if made with bacteriostatic water."),
            ({"beyond_use": 28}, "5 mg in 2 mL. Discard on 2026-12-19."),
            ({"diluent_kind": "bacteriostatic"},
             "5 mg in 2 mL of bacteriostatic water. Discard on 2026-12-19."),
            ({"diluent_kind": "saline"},
             "5 mg in 2 mL of saline. Use at once; at most 24 hours in the refrigerator."),
        ],
    )  # fmt: skip
    def test_which_diluent_it_is_is_said_where_it_is_mixed(self, given, said):
        mixing = next(event for event in events(course(**SELANK, **given)) if not is_a_dose(event))
        assert mixing.description.value.startswith(said)

    @pytest.mark.parametrize(
        ("kind", "said"), [(None, " if made with bacteriostatic water"), ("bacteriostatic", "")]
    )
    def test_an_assumed_diluent_is_said_where_it_is_discarded(self, kind, said):
        *_others, last = events(course(**SELANK, diluent_kind=kind))
        start = f"Discard vial 1 of Selank (TP-7): its date{said}. "
        assert last.description.value.startswith(start)

    def test_a_bottle_is_opened(self):
        plan = course(formulation="spray", sprays=2, bottle="10 mL", start="2026-11-21")
        assert [event.summary.value for event in events(plan) if not is_a_dose(event)] == [
            "Open bottle 1 of Selank 0.15 % nasal spray",
        ]  # the maker's date is not on file


def uids(plan, **asked):
    return [event.uid.value for event in events(plan, **asked)]


def of_doses(plan, **asked):
    return [event.uid.value for event in events(plan, **asked) if is_a_dose(event)]


class TestIdentity:
    """An event that is imported again replaces the one of its UID: nothing is doubled."""

    def test_no_two_events_have_the_same(self):
        several = course(**{**SELANK, "vial": "0.6 mg"}, days=60, per_day=5, skip="Sun")
        found = uids(several, timezone="Europe/Berlin")
        assert len(found) > 200
        assert len(set(found)) == len(found)

    @pytest.mark.parametrize(
        ("asked", "identity", "places"),
        [
            (
                {**SELANK, "days": 28},
                "4d00412f9d23d0180a43b7f04cac9f86",
                "20261121-1 20261211-1 open-1 discard-1 open-2 discard-2",
            ),
            (
                {
                    "vial": "5 mg", "diluent": "2 mL", "step": ["250 mcg x 3d", "333.3 mcg x 4d"],
                    "start": "2027-03-25", "courses": 2, "break_days": 10, "skip": "Sat,Sun",
                    "times": "02:30,20:00", "timezone": "Europe/Berlin",
                },
                "a320aaf70ee9855dbb867ce66f5d49df",
                ("20270325-1 20270325-2 20270329-1 20270329-2 20270412-1 20270412-2 20270414-1 "
                "20270414-2 20270415-2 20270416-1 open-1 discard-1 open-2 discard-2"),
            ),
            (
                {
                    "formulation": "spray", "sprays": 2, "bottle": "10 mL", "days": 30,
                    "start": "2026-11-21", "beyond_use": 28,
                },
                "b357622be018e0be86732f6b67c6c265",
                ("20261121-1 20261121-2 20261121-3 20261219-1 20261219-2 20261219-3 "
                "open-1 discard-1 open-2 discard-2"),
            ),
        ],
        ids=["vials", "steps and a zone", "sprays"],
    )  # fmt: skip
    def test_it_is_the_same_in_every_version(self, asked, identity, places):
        # written out: a version that changes one doubles every alarm of those who import again
        expected = [f"{identity}-{place}@selank-calc" for place in places.split()]
        assert uids(course(**asked)) == expected

    @pytest.mark.parametrize(
        "changed",
        [
            {"price": "39.90", "currency": "EUR"}, {"on_hand": 1}, {"weight": "70 kg"},
            {"today": "2026-11-25"}, {"vial_error": "5 %"}, {"syringe": "1 mL"},
            {"marks": "2 units", "syringe": "1 mL"}, {"diluent_error": "5 %"},
            {"timezone": "Asia/Kolkata"}, {"timezone": "Europe/Berlin"}, {"times": "08:00"},
            {"per_day": 1}, {"step": [("250 mcg", 14)], "dose": None},
        ],
        ids=", ".join,
    )  # fmt: skip
    def test_what_changes_no_dose_leaves_it(self, changed):
        assert uids(course(**{**SELANK, **changed})) == uids(course(**SELANK))

    def test_nor_do_texts_of_a_catalogue(self):
        named = CATALOGUE.formulation("selank")._replace(name="Another name", notes=())
        own = CATALOGUE._replace(formulations=(named,))
        assert uids(course(**SELANK, formulation=named, catalogue=own)) == uids(course(**SELANK))

    def test_a_date_of_discarding_is_moved_and_not_doubled(self):
        assert uids(course(**SELANK, beyond_use=20)) == uids(course(**SELANK))

    @pytest.mark.parametrize(
        "changed",
        [
            {"formulation": "amidate"}, {"start": "2026-11-22"}, {"dose": "300 mcg"},
            {"diluent": "3 mL"}, {"draw": "12 units"}, {"days": 15}, {"skip": "Sun"},
            {"courses": 2}, {"per_day": 2}, {"times": "08:01"},
            {"step": ["250 mcg x 7d", "300 mcg x 7d"], "dose": None},
            {"vial": "2.5 mg", "diluent": "1 mL"},  # the doses come out of other vials
            {"beyond_use": 10},  # so they do, from the eleventh day on
            {"scale": "U-40"}, {"dead_space": "0.05 mL"},
        ],
        ids=", ".join,
    )  # fmt: skip
    def test_what_changes_a_dose_changes_that_of_all(self, changed):
        assert not set(uids(course(**{**SELANK, **changed}))) & set(uids(course(**SELANK)))

    def test_so_do_breaks_steps_and_sprays(self):
        twice = {**SELANK, "courses": 2}
        plans = [
            course(**twice, break_days=7), course(**twice, break_days=8),
            course(**{**twice, "dose": None}, break_days=7, step=["250 mcg x 6d", "300 mcg x 8d"]),
            course(**{**twice, "dose": None}, break_days=7, step=["250 mcg x 7d", "300 mcg x 7d"]),
            course(formulation="spray", sprays=2, start="2026-11-21"),
            course(formulation="spray", sprays=3, start="2026-11-21"),
        ]  # fmt: skip
        found = [uid for plan in plans for uid in of_doses(plan)]
        assert len(set(found)) == len(found)


class TestSkippedTimes:
    """On 28 March 2027 the clocks of Berlin go from 02:00 to 03:00."""

    ASKED = MappingProxyType(
        {**SELANK, "start": "2027-03-15", "times": "02:30", "timezone": "Europe/Berlin"}
    )

    def test_that_dose_is_an_event_of_its_own_and_later_ones_keep_their_time(self):
        found = [event for event in events(course(**self.ASKED, days=20)) if is_a_dose(event)]
        assert [f"{event.dtstart.value:%m-%d %H:%M}" for event in found] == [
            "03-15 02:30", "03-28 03:30", "03-29 02:30",
        ]  # fmt: skip
        assert [event.rrule.value if "rrule" in event.contents else None for event in found] == [
            "FREQ=DAILY;COUNT=13", None, "FREQ=DAILY;COUNT=6",
        ]  # fmt: skip

    def test_its_event_says_so_and_no_other(self):
        plan = course(**self.ASKED, days=20)
        found = [event.description.value for event in events(plan)]
        (flag,) = (each for each in plan.flags if each.code == "time-skipped")
        assert [f"Caution: {flag.message}" in each for each in found].count(True) == 1
        assert f"Caution: {flag.message}" in found[1]

    def test_of_a_day_that_is_skipped_nothing_is_split(self):
        plan = course(**self.ASKED, days=20, skip="Sun")
        rules = [event.rrule.value for event in events(plan) if is_a_dose(event)]
        assert rules == ["FREQ=WEEKLY;COUNT=18;BYDAY=MO,TU,WE,TH,FR,SA"]

    def test_the_zone_of_the_file_counts(self):
        plan = course(**{**self.ASKED, "timezone": None}, days=20)
        assert (
            plan.as_calendar(timezone="Europe/Berlin")
            == course(**self.ASKED, days=20).as_calendar()
        )
        doses = events(course(**self.ASKED, days=20), timezone="Asia/Kolkata")
        assert [event.rrule.value for event in doses if is_a_dose(event)] == ["FREQ=DAILY;COUNT=20"]

    def test_a_day_that_a_zone_left_out(self):
        # Samoa went from 29 to 31 December 2011; dateutil can't read a day that is left out
        asked = {**SELANK, "start": "2011-12-29", "days": 3, "timezone": "Pacific/Apia"}
        doses = re.findall(rb"DTSTART;TZID=Pacific/Apia:(.*)\r", course(**asked).as_calendar())
        assert doses == [b"20111229T080000", b"20111231T080000", b"20111231T080000"]


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

    def test_the_zone_of_the_course_is_that_of_the_file(self):
        plan = course(**SELANK, timezone="Europe/Berlin")
        assert plan.timezone == "Europe/Berlin"
        assert plan.as_calendar() == course(**SELANK).as_calendar("Europe/Berlin")

    def test_it_is_made_an_event_at_a_time(self):
        pieces = list(calendar_lines(course(**SELANK, days=28)))
        assert b"".join(pieces) == course(**SELANK, days=28).as_calendar()
        assert max(piece.count(b"BEGIN:VEVENT") for piece in pieces) == 1

    @pytest.mark.parametrize(
        "asked",
        [
            {"days": 28},
            {"vial": "20 mg", "days": 60, "per_day": 2, "dose": "1 mg"},
            {"formulation": "spray", "vial": None, "diluent": None, "bottle": "1 mL"},
            {"start": "2027-03-15", "times": "02:30", "timezone": "Europe/Berlin"},
        ],
        ids=["vials", "flags", "sprays", "a time skipped"],
    )
    def test_a_discreet_one_has_the_same_events_and_no_name_and_no_amount(self, asked):
        plan = course(**{**SELANK, **asked})
        usual, discreet = events(plan), events(plan, discreet=True)
        assert [each.uid.value for each in usual] == [each.uid.value for each in discreet]
        for event, other in zip(usual, discreet, strict=True):
            assert is_a_dose(event) == is_a_dose(other)
            assert occurrences(event) == occurrences(other)
            assert other.contents["class"][0].value == "PRIVATE"
            texts = [other.summary.value, other.description.value]
            texts += [other.valarm.description.value] if is_a_dose(other) else []
            assert len({*texts}) == 1
            assert re.fullmatch(r"Reminder(: (open|discard) [0-9]+)?", texts[0])
        raw = re.sub(rb"UID:[^\r]*\r\n( [^\r]*\r\n)*", b"", plan.as_calendar(discreet=True))
        assert not re.search(rb"selank|mcg|mL|mg|vial|bottle|spray|syringe|dose|unit", raw, re.I)
        assert max(map(len, raw.split(b"\r\n"))) <= 75

    def test_names_are_data(self):
        hostile = "a;b,c\\n BEGIN:VEVENT"
        named = CATALOGUE.formulation("selank")._replace(name=hostile)
        own = CATALOGUE._replace(formulations=(named,))
        found = events(course(**SELANK, formulation=named, catalogue=own))
        assert len(found) == 3  # doses, mixing, discarding
        assert "a;b,c\\n" in found[0].summary.value

    def test_every_event_says_that_it_recommends_nothing(self):
        for event in events(course(**SELANK)):
            assert "it recommends no dose." in event.description.value
