"""A course as an iCalendar file (RFC 5545): doses with reminders, mixing and discarding.

One event a dose, repeated by a bounded rule where the doses repeat. The same course gives
the same bytes, and is written as it is made: a course may have a quarter of a million events.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from .. import __version__
from ..courses.dates import WEEKDAYS, read_timezone, skipped_times
from ..courses.flags import time_skipped
from ..dosing.results import VialDose
from ..views import as_number
from .calendar_zone import zone_lines
from .content_lines import line, text_line
from .course_summary import dissolved, dose_said
from .first_lines import as_one
from .keeping_words import made_with
from .summary import ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..courses.dates import SkippedTime
    from ..courses.parts import CourseStep
    from ..courses.results import Course
    from ..dosing.flags import Flag, Raised

_ONE_DAY = timedelta(days=1)
# Some calendars take no event without an end; a dose is over in minutes. Not as a time of day:
# the clocks may skip it, or show it twice.
_OF_A_DOSE = line("DURATION", "PT5M")
_ALARM = line("BEGIN", "VALARM") + line("ACTION", "DISPLAY") + line("TRIGGER", "PT0S")
_END_OF_ALARM = line("END", "VALARM")
_FREE = line("TRANSP", "TRANSPARENT")
_TEXTS = re.compile(rb"(SUMMARY|DESCRIPTION):[^\r]*(?:\r\n [^\r]*)*\r\n")
_HIDDEN = line("CLASS", "PRIVATE")


def calendar_lines(
    course: Course,
    timezone: str | None = None,
    stamp: datetime | None = None,
    *,
    discreet: bool = False,
) -> Iterator[bytes]:
    """The file, an event at a time; lines are at most 75 octets long and end in CR and LF.

    If it is to be discreet, no text of an event has a name or an amount.
    """
    name = course.timezone if timezone is None else read_timezone(timezone, "timezone")
    yield line("BEGIN", "VCALENDAR")
    yield line("VERSION", "2.0")
    maker = "reminders" if discreet else "selank-calc"
    yield line("PRODID", f"-//{maker}//{maker} {__version__}//EN")
    if name is not None:
        # Before the events that name it: some readers know it only then.
        yield from zone_lines(ZoneInfo(name), course.start - _ONE_DAY, course.end + 2 * _ONE_DAY)
    identity = _identity(course)
    stamped = stamp or datetime.combine(course.start, time(), UTC)
    stamp_line = line("DTSTAMP", f"{stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    for place, event in _events(course, name):
        yield b"".join(
            (
                line("BEGIN", "VEVENT"),
                line("UID", f"{identity}-{place}@selank-calc"),
                stamp_line,
                _discreet(place, event) if discreet else event,
                line("END", "VEVENT"),
            )
        )
    yield line("END", "VCALENDAR")


def _events(course: Course, zone: str | None) -> Iterator[tuple[str, bytes]]:
    """Each event, with its place in the course: half of what identifies it."""
    yield from _dose_events(course, zone)
    yield from _container_events(course)


def _discreet(place: str, event: bytes) -> bytes:
    """The event with a text of its kind alone in place of every text that it has."""
    kind, _, number = place.partition("-")
    shown = f"Reminder: {kind} {number}" if kind.isalpha() else "Reminder"  # a dose has a date
    return _TEXTS.sub(rb"\1:%b\r\n" % shown.encode(), event) + _HIDDEN


# --- What identifies an event ---------------------------------------------------------


def _identity(course: Course) -> str:
    """A hash of what changes a dose event, and of nothing else.

    A calendar that is given an event again replaces it by this. So neither prices nor texts
    may be in it, nor the time zone, in which a dose stays the same dose; nor anything that
    a later version adds to a course. What is in it is changed only with its first part.
    """
    digest = sha256()
    for part in _identified_by(course):
        digest.update(f"{part}\n".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()[:32]


def _identified_by(course: Course) -> Iterator[object]:
    yield "events 1"
    yield course.formulation
    yield f"{course.start} {course.days} {course.courses} {course.break_days}"
    yield "skipped " + " ".join(course.skipped)
    if course.every_days > 1:
        yield f"every {course.every_days} days"
    yield "times " + " ".join(f"{each:%H:%M}" for each in course.times)
    yield from map(_step_identified_by, course.steps)
    if course.expires is not None and course.days_detail[-1].date > course.expires:
        yield f"expires {course.expires}"
    for opening in course.openings:  # a dose names the vial it comes from
        yield f"opened {opening.opened} {opening.doses}"


def _step_identified_by(step: CourseStep) -> str:
    dose = step.dose
    if isinstance(dose, VialDose):
        taken = f"{as_number(dose.draw_units)} units"
    else:
        taken = f"{dose.sprays_per_dose} {dose.device.words.many}"
    return f"{step.days} days {as_number(dose.dose_mcg)} mcg {taken}"


# --- Doses ----------------------------------------------------------------------------


class _Run(NamedTuple):
    """Doses at one time of day, on so many dosing days in a row, of one step, out of one vial.

    A dose whose time the clocks skip is a run by itself; with days from dose to dose, so is a day
    that is skipped the end of one.
    """

    first: date
    doses: int
    slot: int
    step: int
    opening: int | None
    skipped: SkippedTime | None
    is_expired: bool


def _runs(course: Course, zone: str | None) -> Iterator[_Run]:
    """All doses, in the order of their first days."""
    days = course.days_detail
    dates = (day.date for day in days)
    skipped = {}
    if zone is not None:
        skipped = {each.wanted: each for each in skipped_times(dates, course.times, zone)}

    def kind(position: int, slot: int) -> tuple[int, int, int | None, SkippedTime | None, bool]:
        day = days[position]
        openings = course.openings_by_dose
        opening = openings[position][slot] if openings else None
        at = skipped.get(datetime.combine(day.date, course.times[slot])) if skipped else None
        is_expired = course.expires is not None and day.date > course.expires
        return day.course, day.step, opening, at, is_expired

    apart = timedelta(days=course.every_days)

    def goes_on(position: int, slot: int) -> bool:
        follows = apart == _ONE_DAY or days[position].date - days[position - 1].date == apart
        return follows and kind(position, slot) == kind(position - 1, slot)

    for position, day in enumerate(days):
        for slot in range(day.doses):
            if position and goes_on(position, slot):
                continue  # in a run that began before
            end = position + 1
            while end < len(days) and goes_on(end, slot):
                end += 1
            yield _Run(day.date, end - position, slot, day.step, *kind(position, slot)[2:])


def _dose_events(course: Course, zone: str | None) -> Iterator[tuple[str, bytes]]:
    # Made once a step: words take longer than all the rest of an event.
    summaries = [f"{course.name}: {dose_said(step.dose)}" for step in course.steps]
    titles = [text_line("SUMMARY", each) for each in summaries]
    alarms = [_ALARM + text_line("DESCRIPTION", each) + _END_OF_ALARM for each in summaries]
    flags = [_flagged(as_one(step.dose.flags)) for step in course.steps]
    for run in _runs(course, zone):
        of = run.step - 1
        said = [*_described(course, run), *flags[of]]
        if run.is_expired:
            said.append(f"Warning: planned after the expiry, {course.expires}.")
        if run.skipped is not None and zone is not None:
            said += _flagged((time_skipped([run.skipped], zone),))
        yield (
            f"{run.first:%Y%m%d}-{run.slot + 1}",
            b"".join(
                (
                    titles[of],
                    _starts(course, run, zone),
                    _OF_A_DOSE,
                    _repeated(course, run.doses),
                    text_line("DESCRIPTION", "\n".join([*said, ADVICE])),
                    _FREE,
                    alarms[of],
                )
            ),
        )


def _starts(course: Course, run: _Run, zone: str | None) -> bytes:
    starts = datetime.combine(run.first, course.times[run.slot])
    if run.skipped is not None:
        starts = run.skipped.shown
    name = "DTSTART" if zone is None else f"DTSTART;TZID={zone}"
    return line(name, f"{starts:%Y%m%dT%H%M%S}")


def _repeated(course: Course, doses: int) -> bytes:
    """Every so many days, or every day of the week that is not skipped; so often and no more.

    Never both: some calendars read no rule that has an interval in days and days of the week.
    """
    if doses == 1:
        return b""
    if course.every_days > 1:
        return line("RRULE", f"FREQ=DAILY;INTERVAL={course.every_days};COUNT={doses}")
    if not course.skipped:
        return line("RRULE", f"FREQ=DAILY;COUNT={doses}")
    days = ",".join(day[:2].upper() for day in WEEKDAYS if day not in course.skipped)
    return line("RRULE", f"FREQ=WEEKLY;COUNT={doses};BYDAY={days}")


def _described(course: Course, run: _Run) -> Iterator[str]:
    yield f"Dose {run.slot + 1} of {course.doses_per_day} a day."
    if run.opening is not None:
        yield f"From {_named(course, run.opening)}."


def _flagged(flags: Iterable[Flag | Raised | None]) -> list[str]:
    return [f"{flag.severity.capitalize()}: {flag.message}" for flag in flags if flag]


# --- Vials or bottles -----------------------------------------------------------------


def _container_events(course: Course) -> Iterator[tuple[str, bytes]]:
    opens = "Open" if course.diluent_ml is None else "Mix"
    made_up = [] if course.diluent_ml is None else [dissolved(course)]
    is_assumed = {"beyond_use", "diluent_kind"}.issubset(course.assumed)
    made = made_with(course.keeps, course.assumed) if is_assumed else ""
    for opening in course.openings:
        name = _named(course, opening.number)
        until, of_its_date = [], f"its date{made}"
        if course.keeps.is_at_once:
            until = [f"{course.keeping.capitalize()}."]
        if opening.discard_by == "expiry":
            of_its_date = f"it expires on {course.expires}"
            until.append(f"Discard on {opening.discard_on}: {of_its_date}.")
        elif opening.discard_on and not until:
            until = [f"Discard on {opening.discard_on}{made}."]
        described = " ".join([*made_up, *until, ADVICE])
        if course.in_use is None or opening.number > 1:
            yield f"open-{opening.number}", _all_day(opening.opened, f"{opens} {name}", described)
        gone_on = opening.gone_on
        if gone_on is not None:
            is_dated = not opening.is_empty_first
            warned_on = gone_on - _ONE_DAY * (course.warn_before_days or 0)
            # No alarm of the day itself: of a whole day one rings at midnight, and some calendars
            # drop those of a file.
            if is_dated and course.warn_before_days and warned_on >= course.start:
                said = f"Discard {name} on {gone_on}"
                yield f"warn-{opening.number}", _all_day(warned_on, said, f"{said}. {ADVICE}")
            why = of_its_date if is_dated else "no whole dose is left in it"
            described = f"Discard {name}: {why}. {ADVICE}"
            yield f"discard-{opening.number}", _all_day(gone_on, f"Discard {name}", described)


def _named(course: Course, number: int) -> str:
    return f"{course.container} {number} of {course.name}"


def _all_day(day: date, summary: str, description: str) -> bytes:
    return b"".join(
        (
            text_line("SUMMARY", summary),
            line("DTSTART;VALUE=DATE", f"{day:%Y%m%d}"),
            line("DTEND;VALUE=DATE", f"{day + _ONE_DAY:%Y%m%d}"),
            text_line("DESCRIPTION", description),
            _FREE,
        )
    )
