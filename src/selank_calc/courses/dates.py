"""Dates, times of day, days of the week and time zones: read as they are written, or refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from ..amounts.days import FIRST_DATE, bounded, read_date
from ..amounts.foreign import items_of
from ..amounts.reading import LONGEST_TEXT
from ..amounts.writing import as_text, plain_text
from ..errors import ConflictingInputError, DateError, did_you_mean, named, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

_FIRST_DOSE, _LAST_DOSE = time(8), time(20)  # of a day, where no times are given
_MINUTE = timedelta(minutes=1)
# English in every locale; the names in `calendar` follow it.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Words for several days; none names a day, so the hint lists the days.
_SEVERAL = {
    "weekday": "Mon,Tue,Wed,Thu,Fri", "workday": "Mon,Tue,Wed,Thu,Fri", "weekend": "Sat,Sun",
}  # fmt: skip
_EVERY_WEEKDAY = frozenset(range(len(WEEKDAYS)))
# What the names of places begin with; others are offsets, abbreviations and names of old.
_AREAS = (
    "Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/",
    "Europe/", "Indian/", "Pacific/",
)  # fmt: skip
# Two are the machine's own; three are abbreviations whose clocks never change: EST is not New York.
_NO_PLACES = frozenset(("Factory", "localtime", "EST", "MST", "HST"))
_IS_OFFERED = re.compile(r"UTC|[A-Za-z]+/[^0-9]+").fullmatch  # a digit: Etc/GMT+10 is UTC-10
# UTC+10, GMT-5, Etc/GMT+5, +10:00, 10, and CET-1CEST, which has an offset in it.
_OFFSET = re.compile(
    r"(?:etc/)?[a-z]*\s*[+\u2212-]?\s*[0-9]{1,2}(?::?[0-9]{2})?[a-z]*", re.IGNORECASE
)


def read_stamp(value: Any, field: str) -> datetime:
    """A moment in UTC, which it is taken to be in where it names no time zone.

    Raises DateError for anything but a datetime, OutOfBoundsError outside 1900 to 2200.

    >>> read_stamp(datetime(2026, 11, 21, 8), "stamp").isoformat()
    '2026-11-21T08:00:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(datetime.isoformat(value))
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except Exception as error:  # not a datetime, or a subclass's own code
        hint = "Write a datetime with its time zone, as datetime.now(UTC)."
        message = f"{quoted(as_text(value))} is not a datetime."
        raise DateError(message, field, as_text(value), hint) from error
    read_date(moment, field)
    return moment


def read_times(value: str | Iterable[str | time], field: str) -> tuple[time, ...]:
    """Times of day on the 24-hour clock, in their order, as a list or separated by commas.

    Raises DateError for anything else, ConflictingInputError where one stands twice.

    >>> read_times("20:00, 8:00", "times")
    (datetime.time(8, 0), datetime.time(20, 0))
    """
    times = sorted(_time(each, field) for each in _listed(value, field))
    for each in times:
        if times.count(each) > 1:
            message = f"{each:%H:%M} stands there more than once."
            raise ConflictingInputError(message, field, as_text(value), "Name each time once.")
    return tuple(times)


def _time(value: str | time, field: str) -> time:
    if isinstance(value, time):
        # As `time` has it: a subclass may write itself in another way.
        value = time.isoformat(value).removesuffix(":00")
    match = re.fullmatch(r"\s*([0-9]{1,2}):([0-9]{2})\s*", bounded(value))
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    hint = "Write hours and minutes from 00:00 to 23:59, as 08:00,20:00."
    raise DateError(f"{quoted(value)} is not a time of day.", field, value, hint)


def times_through_the_day(count: int) -> tuple[time, ...]:
    """So many times from 08:00 to 20:00, equally far apart, in whole minutes.

    >>> [f"{each:%H:%M}" for each in times_through_the_day(3)]
    ['08:00', '14:00', '20:00']
    """
    first = datetime.combine(FIRST_DATE, _FIRST_DOSE)
    length = datetime.combine(FIRST_DATE, _LAST_DOSE) - first
    minutes = length // _MINUTE
    apart = max(count - 1, 1)
    return tuple((first + _MINUTE * (minutes * number // apart)).time() for number in range(count))


def read_weekdays(value: str | Iterable[str], field: str) -> frozenset[int]:
    """Days of the week by name, or its first three letters or more: 0 is Monday.

    Raises DateError for anything else.

    >>> sorted(read_weekdays("Sat, sunday", "skip"))
    [5, 6]
    """
    return frozenset(_weekday(each, field) for each in _listed(value, field))


def read_skip_and_on(skip: Any, on: Any) -> tuple[frozenset[int], frozenset[int]]:
    """The days of the week without a dose, and those that `on` names: then all others have none.

    Raises ConflictingInputError where no day of the week is left, and for a day in both.

    >>> [sorted(days) for days in read_skip_and_on("Sun", "Mon, Thu")]
    [[1, 2, 4, 5, 6], [0, 3]]
    """
    skipped = frozenset() if skip is None else read_weekdays(skip, "skip")
    taken = frozenset() if on is None else read_weekdays(on, "on")
    if len(skipped) == len(WEEKDAYS):
        message = "no day of the week is left."
        raise ConflictingInputError(message, "skip", as_text(skip), "Name six days at most.")
    if both := skipped & taken:
        days = " and ".join(WEEKDAYS[day] for day in sorted(both))
        message = f"on and skip contradict each other: both name {days}."
        hint = f"Leave {days} out of {named('on')} or of {named('skip')}."
        raise ConflictingInputError(message, "on", as_text(on), hint)
    return (_EVERY_WEEKDAY - taken if taken else skipped), taken


def _weekday(value: str | time, field: str) -> int:
    text = as_text(value)
    wanted = text.strip().lower()
    for number, name in enumerate(WEEKDAYS):
        if len(wanted) >= 3 and name.lower().startswith(wanted):
            return number
    near = did_you_mean(wanted, map(str.lower, WEEKDAYS))
    guess = f"Did you mean {near.capitalize()}? " if near else ""
    days = _SEVERAL.get(wanted.removesuffix("s"))
    hint = f"Write {days}." if days else f"{guess}Write names of days, as Sat,Sun."
    raise DateError(f"{quoted(text)} is not a day of the week.", field, text, hint)


def _listed(value: Any, field: str) -> list[Any]:
    if (text := plain_text(value)) is not None:
        listed: list[Any] = text.split(",")
    else:
        items = items_of(value, LONGEST_TEXT)
        listed = [value] if items is None else items
    if len(listed) > LONGEST_TEXT:
        message = f"more than {LONGEST_TEXT} are named."
        raise DateError(message, field, None, "Name fewer of them.")
    return [each if issubclass(type(each), time) else as_text(each) for each in listed]


# --- Time zones -----------------------------------------------------------------------


def read_timezone(name: Any, field: str) -> str:
    """The name of a zone of the IANA database, such as Europe/Berlin.

    Raises DateError, with the nearest place, if there is none.
    """
    known = available_timezones() - _NO_PLACES
    text = plain_text(name)
    if text in known:
        return text
    text = as_text(name)
    message = f"no time zone is called {quoted(text)}."
    raise DateError(message, field, text, _hint_of_timezone(text.strip(), known))


def _hint_of_timezone(text: str, known: set[str]) -> str:
    if _OFFSET.fullmatch(bounded(text)):
        return (
            "Write area and city, as Europe/Berlin: an offset does not say when the clocks change, "
            "and the database has names of offsets with their sign turned round."
        )
    near = _nearest_place(text.replace(" ", "_").lower(), known)
    if near is None and re.fullmatch(r"[A-Z]{2,5}", text):
        return (
            "Write area and city, as Europe/Berlin: an abbreviation may be that of several places."
        )
    guess = f"Did you mean {near}? " if near else ""
    return f"{guess}Write area and city, as Europe/Berlin."


def _nearest_place(wanted: str, known: set[str]) -> str | None:
    """The zone that was most likely meant, or None."""
    whole = {name.lower(): name for name in known if _IS_OFFERED(name)}
    if wanted in whole:
        return whole[wanted]
    area, _, city = wanted.rpartition("/")
    # A city alone is what most people write.
    cities: dict[str, str] = {}
    for lower, name in sorted(whole.items()):
        of_area, _, of_city = lower.rpartition("/")
        if area == of_area or (not area and name.startswith(_AREAS)):
            cities.setdefault(of_city, name)
    if city in cities:
        return cities[city]
    if not area and any(name.endswith(f"/{city}") for name in whole):
        return None  # the Eastern of US/Eastern is not Easter
    # Without an area a name that is alike may be anywhere: Laos is not Lagos.
    near = did_you_mean(city, cities, cutoff=0.8 if area else 0.9)
    return cities[near] if near else None


class SkippedTime(NamedTuple):
    """A time that the clocks of a zone skip, and what they show in its place."""

    wanted: datetime
    shown: datetime
    is_another: bool  # another dose is at that time


def skipped_times(
    days: Iterable[date], times: Sequence[time], timezone: str
) -> Iterator[SkippedTime]:
    """Those of the times of these days that the clocks of the zone never show.

    `shown` is what they show at that moment: later by as much as they are set forward, as
    RFC 5545 (3.3.5) reads such a time.

    >>> (skipped,) = skipped_times([date(2027, 3, 28)], [time(2, 30)], "Europe/Berlin")
    >>> f"{skipped.shown:%H:%M}"
    '03:30'
    """
    zone, dosing_days = ZoneInfo(timezone), tuple(days)
    for day in dosing_days:
        for at in times:
            wanted = datetime.combine(day, at)
            moment = wanted.replace(tzinfo=zone).astimezone(UTC)
            shown = moment.astimezone(zone).replace(tzinfo=None)
            if shown != wanted:
                is_another = shown.time() in times and shown.date() in dosing_days
                yield SkippedTime(wanted, shown, is_another)
