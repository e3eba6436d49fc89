"""Dates, times, days of the week and zones, as they are written and mistaken."""

from datetime import UTC, date, datetime, time, timedelta
from time import tzset
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import ConflictingInputError, DateError, OutOfBoundsError
from selank_calc.courses.dates import (
    read_date,
    read_skip_and_on,
    read_stamp,
    read_times,
    read_timezone,
    read_weekdays,
    skipped_times,
    times_through_the_day,
)


class NoDay(date):
    """A date without a day, like NaT in pandas."""

    @property
    def year(self):
        raise ValueError


def test_what_has_no_day_is_refused_in_its_own_words():
    with pytest.raises(DateError, match="is not a date") as error:
        read_date(NoDay(2026, 11, 21), "start")
    assert error.value.text == f"{NoDay(2026, 11, 21)}"


class TestDate:
    @given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
    def test_every_date_is_read_as_it_is_written(self, day):
        assert read_date(day.isoformat(), "start") == read_date(day, "start") == day

    def test_of_a_moment_its_day_counts(self):
        assert read_date(datetime(2026, 11, 21, 23, 59), "start") == date(2026, 11, 21)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("2026-02-29", "'2026-02-29' does not exist: 2026-02 has 28 days."),
            ("2028-02-30", "'2028-02-30' does not exist: 2028-02 has 29 days."),
            ("2026-11-31", "'2026-11-31' does not exist: 2026-11 has 30 days."),
            ("2026-00-01", "'2026-00-01' does not exist: the months are 01 to 12."),
            ("2026-13-01", "'2026-13-01' does not exist: the months are 01 to 12."),
            ("2026-11-00", "'2026-11-00' does not exist: 2026-11 has 30 days."),
            ("tomorrow", "'tomorrow' is not a date."),
            (
                "2026-11-21" + " " * 30 + "x",
                "'2026-11-21                              ...' is not a date.",
            ),
            ("", "'' is not a date."),
            ("26-11-21", "'26-11-21' is not a date."),
            ("2026-11-21T08:00", "'2026-11-21T08:00' is not a date."),
            ("２０２６-11-21", "'２０２６-11-21' is not a date."),
        ],
    )
    def test_what_is_no_date_is_refused(self, text, said):
        with pytest.raises(DateError) as error:
            read_date(text, "start")
        assert error.value.message == said
        assert error.value.field == "start"

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("12/01/2026", "Write 2026-01-12 or 2026-12-01."),
            ("21.11.2026", "Write 2026-11-21."),
            ("5-5-2026", "Write 2026-05-05."),
            ("31.02.2026", "Write year, month and day, as 2026-11-21."),
            ("30/06/2026", "Write 2026-06-30."),
            ("2026/11/21", "Write 2026-11-21."),
            ("2026.2.3", "Write 2026-02-03."),
            ("32/13/2026", "Write year, month and day, as 2026-11-21."),
        ],
    )
    def test_both_readings_of_another_order_are_offered(self, text, hint):
        with pytest.raises(DateError) as error:
            read_date(text, "start")
        assert error.value.hint == hint

    @pytest.mark.parametrize("text", ["1900-01-01", "2200-12-31", "2026-11-21" + " " * 30])
    def test_both_ends_of_the_years_are_inside(self, text):
        assert f"{read_date(text, 'start')}" == text.strip()

    @pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01", "0206-11-21", "0000-01-01"])
    def test_other_years_are_a_slip(self, text):
        with pytest.raises(OutOfBoundsError, match="1900-01-01 to 2200-12-31"):
            read_date(text, "start")

    @pytest.mark.parametrize("value", [20261121, None, b"2026-11-21", time(8)])
    def test_what_is_neither_text_nor_a_date_is_refused(self, value):
        with pytest.raises(DateError):
            read_date(value, "start")


class TestStamp:
    @pytest.mark.parametrize(
        ("given", "hour"),
        [
            (datetime(2026, 11, 21, 8), 8),
            (datetime(2026, 11, 21, 8, tzinfo=UTC), 8),
            (datetime(2026, 11, 21, 8, tzinfo=ZoneInfo("Europe/Berlin")), 7),
        ],
    )
    def test_is_in_utc_whatever_the_zone_of_the_machine(self, monkeypatch, given, hour):
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        tzset()
        try:
            moment = read_stamp(given, "stamp")
        finally:
            monkeypatch.undo()
            tzset()
        assert moment == datetime(2026, 11, 21, hour, tzinfo=UTC)
        assert moment.tzinfo is UTC


class TestTimes:
    @pytest.mark.parametrize(
        "value",
        ["20:00,8:00", " 08:00 , 20:00 ", ["20:00", time(8)], ("08:00", "20:00")],
    )
    def test_they_come_in_their_order(self, value):
        assert read_times(value, "times") == (time(8), time(20))

    def test_the_first_and_the_last_minute_of_a_day(self):
        assert read_times("23:59,00:00", "times") == (time(0), time(23, 59))

    @pytest.mark.parametrize(
        "text",
        ["8", "8pm", "24:00", "08:60", "08:00:00", "", "08:00,", "٨:٠٠", "08:00" + " " * 40 + "x"],
    )
    def test_what_is_no_time_is_refused(self, text):
        with pytest.raises(DateError, match="not a time of day"):
            read_times(text, "times")

    def test_none_stands_twice(self):
        with pytest.raises(ConflictingInputError, match="08:00 stands there more than once"):
            read_times("08:00,20:00,8:00", "times")

    @pytest.mark.parametrize("value", [time(8, 0, 30), time(8, 0, 0, 1), time(8, tzinfo=UTC)])
    def test_a_time_has_no_seconds_and_no_zone(self, value):
        with pytest.raises(DateError):
            read_times([value], "times")

    def test_other_things_are_refused_too(self):
        with pytest.raises(DateError):
            read_times([800], "times")
        with pytest.raises(DateError):
            read_times(8, "times")
        with pytest.raises(DateError, match="more than 40 are named"):
            read_times(["08:00"] * 41, "times")
        assert len(read_times([f"08:{minute}" for minute in range(10, 50)], "times")) == 40

    def test_they_are_spread_from_8_to_20(self):
        # 12 h / 4 = 3 h
        assert [f"{each:%H:%M}" for each in times_through_the_day(5)] == [
            "08:00", "11:00", "14:00", "17:00", "20:00",
        ]  # fmt: skip
        assert times_through_the_day(1) == (time(8),)
        # 720 min / 7 = 102.86, of which the whole minutes count
        assert times_through_the_day(8) == (
            time(8), time(9, 42), time(11, 25), time(13, 8), time(14, 51), time(16, 34),
            time(18, 17), time(20),
        )  # fmt: skip

    @given(st.integers(2, 24))
    def test_all_are_different_and_the_ends_are_kept(self, count):
        times = times_through_the_day(count)
        assert sorted(set(times)) == list(times)
        assert (times[0], times[-1], len(times)) == (time(8), time(20), count)


class TestWeekdays:
    @pytest.mark.parametrize("value", ["sat,SUN", "Saturday, Sund", ["Sat", "Sun", "sun"]])
    def test_names_and_their_beginnings(self, value):
        assert read_weekdays(value, "skip") == {5, 6}

    @pytest.mark.parametrize("text", ["Sa", "S", "", "Sat;Sun", "6", "Sat,"])
    def test_what_names_no_day_is_refused(self, text):
        with pytest.raises(DateError, match="not a day of the week"):
            read_weekdays(text, "skip")

    def test_the_one_that_was_meant_is_offered(self):
        with pytest.raises(DateError) as error:
            read_weekdays("Wendesday", "skip")
        assert error.value.hint.startswith("Did you mean Wednesday? ")

    @pytest.mark.parametrize(
        ("word", "days"),
        [
            ("weekdays", "Mon,Tue,Wed,Thu,Fri"), ("workday", "Mon,Tue,Wed,Thu,Fri"),
            ("Weekend", "Sat,Sun"), ("weekends", "Sat,Sun"),
        ],
    )  # fmt: skip
    def test_of_several_the_names_are_offered(self, word, days):
        with pytest.raises(DateError) as error:
            read_weekdays(word, "on")
        assert error.value.hint == f"Write {days}."

    def test_six_can_be_named_and_seven_can_not(self):
        assert len(read_weekdays("mon,tue,wed,thu,fri,sat", "skip")) == 6
        with pytest.raises(ConflictingInputError, match="no day of the week is left"):
            read_skip_and_on("mon,tue,wed,thu,fri,sat,sun", None)

    def test_a_day_can_not_be_in_both(self):
        with pytest.raises(ConflictingInputError, match="both name Monday and Sunday") as error:
            read_skip_and_on("Sun,Tue,Mon", "mon,sun,fri")
        assert error.value.field == "on"

    def test_other_things_are_refused_too(self):
        with pytest.raises(DateError):
            read_weekdays([5], "skip")
        with pytest.raises(DateError):
            read_weekdays([time(8)], "skip")


class TestTimezone:
    @pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/New_York"])
    def test_names_of_the_database(self, name):
        assert read_timezone(name, "timezone") == name

    @pytest.mark.parametrize("name", ["", "Berlin", "Factory", "../etc/passwd", "CEST"])
    def test_other_names_are_refused(self, name):
        with pytest.raises(DateError, match="no time zone is called"):
            read_timezone(name, "timezone")

    def test_the_one_that_was_meant_is_offered(self):
        with pytest.raises(DateError) as error:
            read_timezone("Europe/Berln", "timezone")
        assert error.value.hint.startswith("Did you mean Europe/Berlin? ")
        with pytest.raises(DateError) as error:
            read_timezone("berlin", "timezone")
        assert error.value.hint.startswith("Did you mean Europe/Berlin? ")

        with pytest.raises(DateError) as error:
            read_timezone("knox", "timezone")
        assert error.value.text == "knox"
        assert error.value.hint == (
            "Did you mean America/Indiana/Knox? Write area and city, as Europe/Berlin."
        )
        with pytest.raises(DateError) as error:
            read_timezone("xyzzy", "timezone")
        assert error.value.hint == "Write area and city, as Europe/Berlin."

    @pytest.mark.parametrize(
        "text",
        ["UTC+10", "GMT-5", "+10:00", "10", "-3", "UTC +2", "utc+05:30", "Etc/GMT+15", "etc/gmt-3",
         "GMT\u22125", "CET-1CEST", "+0530", "Z+1"],
    )  # fmt: skip
    def test_for_an_offset_a_place_is_asked_for_and_no_other_offset(self, text):
        with pytest.raises(DateError) as error:
            read_timezone(text, "timezone")
        assert error.value.hint == (
            "Write area and city, as Europe/Berlin: an offset does not say when the clocks change, "
            "and the database has names of offsets with their sign turned round."
        )

    @pytest.mark.parametrize(
        "text", ["PST", "IST", "BST", "CEST", "AEST", "EDT", "JST", "EST", "MST", "HST"]
    )
    def test_so_it_is_for_an_abbreviation(self, text):
        with pytest.raises(DateError) as error:
            read_timezone(text, "timezone")
        assert error.value.hint == (
            "Write area and city, as Europe/Berlin: an abbreviation may be that of several places."
        )

    @pytest.mark.parametrize(
        ("text", "near"),
        [("europe/berlin", "Europe/Berlin"), ("New York", "America/New_York"), ("ROME", "Europe/Rome"),
         ("utc", "UTC"), ("us/pacific", "US/Pacific"), ("US/Pacifc", "US/Pacific"), ("Perth", "Australia/Perth"), ("Berln", "Europe/Berlin"), ("Londn", "Europe/London"),
         ("NewYork", "America/New_York"), ("los angles", "America/Los_Angeles"), ("Zurch", "Europe/Zurich"),
         ("Asia/Tokio", "Asia/Tokyo"), ("Africa/Kairo", "Africa/Cairo"), ("Europe/Lisboa", "Europe/Lisbon"),
         ("America/Buenos Aires", "America/Buenos_Aires"), (" Europe/Paris ", "Europe/Paris")],
    )  # fmt: skip
    def test_what_is_offered_is_that_place(self, text, near):
        with pytest.raises(DateError) as error:
            read_timezone(text, "timezone")
        assert error.value.hint == f"Did you mean {near}? Write area and city, as Europe/Berlin."

    @pytest.mark.parametrize(
        "text",
        # for each of them another place was offered: Cuba, Iran, Zurich, Dubai, Moncton, Jamaica
        ["Mumbai", "France", "Europe/Munich", "Asia/Mumbai", "America/Boston", "America", "Cambridge",
         "Laos", "Eastern", "Central", "Pacific", "Milan", "Bern", "Tunisia", "Montreux", "gmt", "est", "Asia/Delhi"],
    )  # fmt: skip
    def test_another_place_is_not_offered(self, text):
        with pytest.raises(DateError) as error:
            read_timezone(text, "timezone")
        assert error.value.hint == "Write area and city, as Europe/Berlin."

    def test_no_hint_names_an_offset(self):
        for hours in range(-14, 15):
            for text in (
                f"Etc/GMT{hours:+}",
                f"GMT{hours:+}",
                f"UTC{hours:+}",
                f"Etc/UTC{hours:+}",
            ):
                with pytest.raises(DateError) as error:
                    read_timezone(text.lower(), "timezone")
                assert "Did you mean" not in error.value.hint

    def test_that_of_the_machine_is_none_that_others_know(self, monkeypatch):
        zones = {"Factory", "localtime", "Europe/Berlin"}
        monkeypatch.setattr("selank_calc.courses.dates.available_timezones", lambda: zones)
        assert read_timezone("Europe/Berlin", "timezone") == "Europe/Berlin"
        with pytest.raises(DateError):
            read_timezone("localtime", "timezone")

    @pytest.mark.parametrize("value", [5, None, ZoneInfo("Europe/Berlin")])
    def test_it_is_named_by_text(self, value):
        with pytest.raises(DateError):
            read_timezone(value, "timezone")


class TestSkippedTimes:
    """Held against dateutil, which finds by itself what a zone's clocks never show."""

    @given(
        day=st.dates(date(2020, 1, 1), date(2036, 12, 31)),
        at=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
        zone=st.sampled_from(
            ("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
        ),
    )
    def test_they_are_those_that_do_not_exist(self, day, at, zone):
        known = tz.gettz(zone)
        days = [day + timedelta(number) for number in range(60)]
        found = list(skipped_times(days, [at], zone))
        assert [each.wanted for each in found] == [
            when for day in days if not tz.datetime_exists(when := datetime.combine(day, at), known)
        ]
        for each in found:
            imaginary = tz.resolve_imaginary(each.wanted.replace(tzinfo=known))
            assert each.shown == imaginary.replace(tzinfo=None)
