"""The weeks of a course as a calendar of lines, in ASCII: doses, openings, breaks, the end."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from string import ascii_lowercase
from typing import TYPE_CHECKING

from ..amounts.writing import plural
from ..courses.dates import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..courses.results import Course

COLUMNS = 58
_LABEL, _CELL = 9, 7
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)


def step_called(number: int) -> str:
    """The letter of a step counted from 1, or two letters.

    >>> step_called(1), step_called(27), step_called(100)
    ('a', 'aa', 'cv')
    """
    before, letter = divmod(number - 1, len(ascii_lowercase))
    return (ascii_lowercase[before - 1] if before else "") + ascii_lowercase[letter]


def weeks(course: Course) -> list[str]:
    """A line a week from Monday to Sunday; weeks of nothing but break in one line."""
    marks = _marks(course)
    lines = [" " * _LABEL + "".join(f"{day[:3]:<{_CELL}}" for day in WEEKDAYS)]
    month, empty = "", 0
    for monday in _mondays(course):
        days = [monday + _ONE_DAY * number for number in range(7)]
        if all(marks.get(day) == "-" for day in days):
            empty += 1
            continue
        if empty:
            lines.append(_of_break(empty))
            empty = 0
        cells = "".join(_cell(day, marks.get(day), course).ljust(_CELL) for day in days)
        shown = next(day for day in days if day in marks)
        label = f" {_MONTHS[shown.month - 1]} {shown.year}"
        lines.append((label if label != month else "").ljust(_LABEL) + cells)
        month = label
    return [line.rstrip() for line in lines]


def legend(course: Course) -> str:
    """What the signs of the calendar mean, those that are in it."""
    signs = "".join(_marks(course).values())
    thing = course.container
    meanings = {
        "+": f"{thing} opened",
        "!": f"{thing} discarded",
        ".": "no dose",
        "-": "break",
        "=": "end",
    }
    said = [f"{sign} {meaning}" for sign, meaning in meanings.items() if sign in signs]
    if len(course.steps) > 1:
        said.insert(0, "a, b, ... the step")
    if course.standing and course.start <= course.standing.date <= course.end:
        said.append(f"[ ] {course.standing.date}")
    return ", ".join(said)


def fits(course: Course) -> bool:
    """True if every cell has room for its signs; the next begins with a space or a bracket."""
    return all(len(_cell(day, mark, course)) <= _CELL for day, mark in _marks(course).items())


def week_lines(course: Course) -> list[str]:
    """The same for a terminal too narrow for a calendar: a line a week with doses."""
    lines = []
    for monday in _mondays(course):
        days = [day for day in course.days_detail if monday <= day.date < monday + _ONE_WEEK]
        if days:
            doses = sum(day.doses for day in days)
            lines.append(f"{days[0].date} to {days[-1].date}: {plural(doses, 'dose')}")
    return lines


def _mondays(course: Course) -> Iterator[date]:
    monday = course.start - _ONE_DAY * course.start.weekday()
    while monday <= course.end:
        yield monday
        monday += _ONE_WEEK


def _marks(course: Course) -> dict[date, str]:
    """What stands beside each day from the start to the end."""
    fresh = course.openings[0 if course.in_use is None else 1 :]
    opened = Counter(opening.opened for opening in fresh)
    gone = {each.gone_on for each in course.openings if each.ended != "empty"}
    doses = {day.date: day for day in course.days_detail}
    marks = {}
    day = course.start
    while day <= course.end:
        if taken := doses.get(day):
            step = step_called(taken.step) if len(course.steps) > 1 else ""
            count = opened[day]
            marks[day] = step + "+" * (count > 0) + f"{count}" * (count > 1)
        else:
            marks[day] = "." if _in_a_course(day, course) else "-"
        marks[day] += "!" * (day in gone) + "=" * (day == course.end)
        day += _ONE_DAY
    return marks


def _in_a_course(day: date, course: Course) -> bool:
    return (day - course.start).days % (course.days + course.break_days) < course.days


def _cell(day: date, mark: str | None, course: Course) -> str:
    if mark is None:
        return ""
    is_today = course.standing is not None and course.standing.date == day
    return f"[{day.day:>2}]{mark}" if is_today else f" {day.day:>2}{mark}"


def _of_break(count: int) -> str:
    return " " * _LABEL + f"... {plural(count, 'week')} of break"
