"""A course as an iCalendar file (RFC 5545): doses with reminders, mixing and discarding.

One event a dose, repeated by a bounded rule where the doses repeat. The same course gives
the same bytes: what identifies an event is a hash of the whole course and its own place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from .. import __version__
from ..dates import read_timezone
from .course_summary import dissolved, dose_said
from .summary import ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar.cal import Component

    from ..course_results import Course, Opening

_ONE_DAY, _ONE_SECOND = timedelta(days=1), timedelta(seconds=1)
# Some calendars take no event without an end; a dose is over in minutes.
_OF_A_DOSE = timedelta(minutes=5)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class _Doses(NamedTuple):
    """Doses of one step out of one vial at one time of day, on all dosing days in a row."""

    course: int
    step: int
    slot: int
    opening: int | None


def course_calendar(course: Course, timezone: str | None, stamp: datetime | None) -> bytes:
    """The file, its lines at most 75 octets long and ended by CR and LF."""
    zone = None if timezone is None else ZoneInfo(read_timezone(timezone, "timezone"))
    stamped = stamp or datetime.combine(course.start, time(), UTC)
    # On another day of the same course the same events are meant.
    record = {**course.as_dict(), "standing": None}
    identity = sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
    calendar = Calendar()
    calendar.add("prodid", f"-//selank-calc//selank-calc {__version__}//EN")
    calendar.add("version", "2.0")
    if zone is not None:
        # Before the events that name it: some readers know it only then.
        calendar.add_component(_timezone(zone, course.start - _ONE_DAY, course.end + 2 * _ONE_DAY))
    events = [*_dose_events(course, zone), *_container_events(course)]
    for number, event in enumerate(events, 1):
        event.add("uid", f"{identity[:32]}-{number}@selank-calc")
        event.add("dtstamp", stamped)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _timezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The zone as far as the course needs it, each change of its clocks found by the day.

    icalendar's own search steps over changes that last less than two months, as in
    Morocco.
    """
    timezone = Timezone()
    timezone.add("tzid", zone.key)
    moment, end = (datetime.combine(day, time(), UTC) for day in (first, last))
    timezone.add_component(_observance(zone, moment, _offset(zone, moment)))
    while moment < end:
        next_day = moment + _ONE_DAY
        if _offset(zone, next_day) != _offset(zone, moment):
            low, high = moment, next_day
            while high - low > _ONE_SECOND:
                middle = low + (high - low) // 2
                if _offset(zone, middle) == _offset(zone, low):
                    low = middle
                else:
                    high = middle
            change = high.replace(microsecond=0)
            timezone.add_component(_observance(zone, change, _offset(zone, low)))
        moment = next_day
    return timezone


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _observance(zone: ZoneInfo, moment: datetime, before: timedelta) -> Component:
    """What the clocks show from that moment on, told by what they showed before."""
    local = moment.astimezone(zone)
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    part.add("dtstart", (moment + before).replace(tzinfo=None))
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", _offset(zone, moment))
    part.add("tzname", local.tzname())
    return part


# --- Doses ----------------------------------------------------------------------------


def _dose_events(course: Course, zone: ZoneInfo | None) -> Iterator[Event]:
    days: dict[_Doses, list[date]] = defaultdict(list)
    for position, day in enumerate(course.days_detail):
        openings = course.openings_by_dose[position] if course.openings_by_dose else None
        for slot in range(day.doses):
            opening = openings[slot] if openings else None
            days[_Doses(day.course, day.step, slot, opening)].append(day.date)
    for doses, dates in sorted(days.items(), key=lambda each: (each[1][0], each[0].slot)):
        yield _dose_event(course, doses, dates, zone)


def _dose_event(course: Course, doses: _Doses, dates: list[date], zone: ZoneInfo | None) -> Event:
    starts = datetime.combine(dates[0], course.times[doses.slot], zone)
    event = Event()
    event.add("summary", f"{course.name}: {dose_said(course.steps[doses.step - 1].dose)}")
    event.add("dtstart", starts)
    event.add("dtend", starts + _OF_A_DOSE)
    if len(dates) > 1:
        event.add("rrule", _repeated(course, len(dates)))
    event.add("description", _described(course, doses))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", event["summary"])
    event.add_component(alarm)
    return event


def _repeated(course: Course, count: int) -> dict[str, Any]:
    """Every day, or every day of the week that is not skipped; so often and no more."""
    if not course.skipped:
        return {"freq": "daily", "count": count}
    skipped = {name[:2].upper() for name in course.skipped}
    return {"freq": "weekly", "count": count, "byday": [day for day in _DAYS if day not in skipped]}


def _described(course: Course, doses: _Doses) -> str:
    said = [f"Dose {doses.slot + 1} of {course.doses_per_day} a day."]
    if doses.opening is not None:
        said.append(f"From {_named(course, course.openings[doses.opening - 1])}.")
    dose = course.steps[doses.step - 1].dose
    said += [f"{flag.severity.capitalize()}: {flag.message}" for flag in dose.flags]
    return "\n".join([*said, ADVICE])


# --- Vials or bottles -----------------------------------------------------------------


def _container_events(course: Course) -> Iterator[Event]:
    for opening in course.openings:
        name = _named(course, opening)
        yield _all_day(opening.opened, f"{_opened(course)} {name}", _to_open(course, opening))
        gone_on = _gone_on(opening)
        if gone_on is not None:
            why = "its date" if gone_on == opening.discard_on else "no whole dose is left in it"
            yield _all_day(gone_on, f"Discard {name}", f"Discard {name}: {why}. {ADVICE}")


def _gone_on(opening: Opening) -> date | None:
    """When it goes: on the day of its last dose if none is left in it, else on its date."""
    return opening.last_dose if opening.ended == "empty" else opening.discard_on


def _named(course: Course, opening: Opening) -> str:
    return f"{course.container} {opening.number} of {course.name}"


def _opened(course: Course) -> str:
    return "Open" if course.diluent_ml is None else "Mix"


def _to_open(course: Course, opening: Opening) -> str:
    said = [dissolved(course)] if course.diluent_ml is not None else []
    if opening.discard_on is not None:
        said.append(f"Discard on {opening.discard_on}.")
    return " ".join([*said, ADVICE])


def _all_day(day: date, summary: str, description: str) -> Event:
    event = Event()
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event
