"""A time zone as a calendar file describes it (RFC 5545, 3.6.5)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .content_lines import line, text_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_ONE_DAY, _ONE_SECOND = timedelta(days=1), timedelta(seconds=1)


def zone_lines(zone: ZoneInfo, first: date, last: date) -> Iterator[bytes]:
    """The zone from the first to the last of these days, each change of its clocks by itself.

    No rule is written: in Morocco, for one, the changes of a year follow none.
    """
    yield line("BEGIN", "VTIMEZONE")
    yield line("TZID", zone.key)
    moment, end = (datetime.combine(day, time(), UTC) for day in (first, last))
    yield _observance(zone, moment, _offset(zone, moment))
    while moment < end:
        next_day = moment + _ONE_DAY
        before = _offset(zone, moment)
        if _offset(zone, next_day) != before:
            yield _observance(zone, _change(zone, moment, next_day), before)
        moment = next_day
    yield line("END", "VTIMEZONE")


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second with another offset than `low`, by halving."""
    before = _offset(zone, low)
    while high - low > _ONE_SECOND:
        middle = low + (high - low) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _observance(zone: ZoneInfo, moment: datetime, before: timedelta) -> bytes:
    """What the clocks show from that moment on, told by what they showed before."""
    local = moment.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    return b"".join(
        (
            line("BEGIN", kind),
            line("DTSTART", f"{moment + before:%Y%m%dT%H%M%S}"),
            line("TZOFFSETFROM", _signed(before)),
            line("TZOFFSETTO", _signed(_offset(zone, moment))),
            text_line("TZNAME", local.tzname() or zone.key),
            line("END", kind),
        )
    )


def _signed(offset: timedelta) -> str:
    """'+0530', with seconds where there are some, as before time was standard.

    >>> _signed(timedelta(hours=-3, minutes=-30)), _signed(timedelta(minutes=19, seconds=32))
    ('-0330', '+001932')
    """
    minutes, seconds = divmod(abs(offset) // _ONE_SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{hours:02}{minutes:02}" + (f"{seconds:02}" if seconds else "")
