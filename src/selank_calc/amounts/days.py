"""Dates as they are written: a day, or the month that is printed as an expiry."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from ..errors import DateError, OutOfBoundsError, quoted
from .reading import LONGEST_TEXT
from .writing import as_text, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_WRITE = "Write year, month and day, as 2026-11-21."
# A year outside these is a slip of the hand.
FIRST_DATE, LAST_DATE = date(1900, 1, 1), date(2200, 12, 31)


def read_date(value: Any, field: str) -> date:
    """A date written as year, month and day, from 1900 to 2200.

    Raises DateError for any other text and for days that no calendar has,
    OutOfBoundsError for other years.

    >>> read_date("2026-11-21", "start")
    datetime.date(2026, 11, 21)
    """
    day = _day(value) if issubclass(type(value), date) else _parsed_date(value, field)
    if day is None:
        _refuse_date(as_text(value), field)
    if not FIRST_DATE <= day <= LAST_DATE:
        message = f"{quoted(as_text(value))} is outside {FIRST_DATE} to {LAST_DATE}."
        raise OutOfBoundsError(message, field, as_text(value), "Check the year.")
    return day


def _day(value: date) -> date | None:
    """The day of a date or a datetime; None for one without a day, as the NaT of pandas."""
    try:
        return date(value.year, value.month, value.day)
    except Exception:  # noqa: BLE001 - a subclass's own code, which may raise anything
        return None


def _parsed_date(value: Any, field: str) -> date:
    text = text_of(value)
    match = re.fullmatch(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*", bounded(text))
    if not match:
        _refuse_date(as_text(value), field)
    year, month, day = map(int, match.groups())
    if not 1 <= month <= 12:
        message = f"{quoted(text)} does not exist: the months are 01 to 12."
        raise DateError(message, field, text, _WRITE)
    last = monthrange(max(year, 1), month)[1]
    if not 1 <= day <= last:
        message = f"{quoted(text)} does not exist: {year}-{month:02} has {last} days."
        raise DateError(message, field, text, _WRITE)
    return date(max(year, 1), month, day)


def _refuse_date(text: str, field: str) -> NoReturn:
    message = f"{quoted(text)} is not a date."
    hint = _WRITE
    readings: list[str] = []
    if match := re.fullmatch(r"\s*([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\s*", bounded(text)):
        first, second, year = map(int, match.groups())
        readings = _that_exist((year, second, first), (year, first, second))
    elif match := re.fullmatch(
        r"\s*([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})\s*", bounded(text)
    ):
        year, month, day = map(int, match.groups())
        readings = _that_exist((year, month, day))
    if readings:
        hint = f"Write {' or '.join(readings)}."
    raise DateError(message, field, text, hint)


def _that_exist(*dates: tuple[int, int, int]) -> list[str]:
    found = []
    for each in dict.fromkeys(dates):
        with suppress(ValueError):
            found.append(date(*each).isoformat())
    return found


def read_expiry(value: Any, field: str) -> date:
    """The last day of use that is printed: a date, or a month, which stands for its last day.

    >>> read_expiry("2027-02", "expires"), read_expiry("2027-01-31", "expires")
    (datetime.date(2027, 2, 28), datetime.date(2027, 1, 31))
    """
    month = re.fullmatch(r"\s*([0-9]{4})-(0[1-9]|1[0-2])\s*", bounded(text_of(value)))
    if month is None:
        _refuse_month(value, field)
        return read_date(value, field)
    year, number = int(month[1]), int(month[2])
    last = monthrange(max(year, 1), number)[1]
    return read_date(f"{month[1]}-{month[2]}-{last}", field)


def _refuse_month(value: Any, field: str) -> None:
    """Raises DateError for a month that is written in another way."""
    text = bounded(text_of(value)).strip()
    match = re.fullmatch(r"([0-9]{4})[./-]([0-9]{1,2})|([0-9]{1,2})[./-]([0-9]{4})", text)
    if match is None:
        return
    year, number = match[1] or match[4], int(match[2] or match[3])
    if 1 <= number <= 12:
        hint = f"Write {year}-{number:02} for its last day, or a day, as {year}-{number:02}-01."
        raise DateError(f"{quoted(as_text(value))} is not a date.", field, as_text(value), hint)


_fixed: list[date] = []


def today() -> date:
    """The date by the local clock, unless `as_if_today` has set another."""
    return _fixed[-1] if _fixed else date.today()  # noqa: DTZ011


@contextmanager
def as_if_today(day: date) -> Iterator[None]:
    """Sets the day that counts as today, so that an old calculation can be repeated."""
    _fixed.append(day)
    try:
        yield
    finally:
        _fixed.pop()


def bounded(text: str) -> str:
    """The text; nothing where it is too long to be a date or a time, whatever it begins with."""
    return text if len(text) <= LONGEST_TEXT else ""
