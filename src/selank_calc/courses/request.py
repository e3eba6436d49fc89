"""Reads and validates the arguments of a course."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from ..amounts.days import read_date, read_expiry, today
from ..amounts.exact import Fraction, decimal, written
from ..amounts.foreign import items_of
from ..amounts.kinds import Amount, Count
from ..amounts.reading import LONGEST_TEXT
from ..amounts.writing import as_text, plain_text, text_of
from ..catalogue.model import Formulation
from ..dosing.asked import count
from ..dosing.days import LONGEST_DAYS, is_days, read_beyond_use, read_days
from ..dosing.request import MOST_DOSES_PER_DAY, counted_in
from ..errors import (
    ConflictingInputError,
    MissingInputError,
    OutOfBoundsError,
    QuantityError,
    named,
    quoted,
)
from .dates import read_skip_and_on, read_times, read_timezone
from .in_use import Left, read_left

USUAL_DAYS = 14  # a fortnight, the fewest days of a course documented for selank and the amidate
MOST_STEPS = 100
MOST_ON_HAND = 10_000
HIGHEST_PRICE = Fraction(10**9)
_ONE_DAY = timedelta(days=1)
_STEP = re.compile(r"\s*(.+?)\s*[xX\u00d7*]\s*([0-9]{1,6})\s*(?:[dD]|[dD]ays?)\s*", re.DOTALL)
EXAMPLE = "Write an amount and how many days, as 250 mcg x 7d."


Step: TypeAlias = str | tuple[Amount, Count]


class AskedStep(NamedTuple):
    """What `dose()` is asked for on so many days; nothing of its own where there are no steps."""

    days: int
    arguments: Mapping[str, Any]


class AskedCourse(NamedTuple):
    """When doses are taken, and what is to be reckoned of the vials for them."""

    start: date
    days: int
    courses: int
    break_days: int
    step_days: tuple[int, ...]
    times: tuple[time, ...]  # none where they were not given
    timezone: str | None
    every: int  # days from one with doses to the next
    skipped: frozenset[int]  # days of the week without a dose
    on: frozenset[int]  # those with one, where they were named
    beyond_use_days: int | None  # as given
    expires: date | None
    opened: date | None  # of the first vial, where given
    left: Left | None  # in that, where it is not full
    lead_days: int | None
    warn_days: int | None
    price: Fraction | None
    currency: str | None
    on_hand: int | None
    today: date | None
    assumed: tuple[str, ...]

    @property
    def end(self) -> date:
        """The last day of the last course."""
        between = (self.courses - 1) * (self.days + self.break_days)
        return self.start + timedelta(days=between + self.days - 1)

    def dosing_days(self) -> Iterable[tuple[date, int, int]]:
        """Each day with doses, with the positions of its course and its step."""
        steps = [number for number, days in enumerate(self.step_days) for _day in range(days)]
        for course in range(self.courses):
            first = self.start + (self.days + self.break_days) * course * _ONE_DAY
            for number, step in enumerate(steps):
                day = first + number * _ONE_DAY
                if number % self.every == 0 and day.weekday() not in self.skipped:
                    yield day, course, step


def read_course(
    of: Formulation, given: Mapping[str, Any]
) -> tuple[AskedCourse, tuple[AskedStep, ...]]:
    """The course that the arguments of `course()` ask for, and its steps.

    Raises SelankCalcError (one of its kinds) for what can't be read or does not go together.
    """
    assumed = []
    if given["start"] is None:
        start = today()
        assumed.append("start")
    else:
        start = read_date(given["start"], "start")
    steps = _steps(given)
    days = _days(start, steps, given)
    if days is None:
        days = USUAL_DAYS
        assumed.append("days")
    steps = steps or (AskedStep(days, {}),)
    courses = 1 if given["courses"] is None else count(given["courses"], "courses", 1, 1000)
    break_days = _break_days(of, courses, given["break_days"], assumed)
    _refuse_years(days, courses, break_days)
    asked = AskedCourse(
        start,
        days,
        courses,
        break_days,
        tuple(step.days for step in steps),
        _times(given["times"]),
        None if given["timezone"] is None else read_timezone(given["timezone"], "timezone"),
        *_which_days(given),
        read_beyond_use(given["beyond_use"]),
        None if given["expires"] is None else read_expiry(given["expires"], "expires"),
        None if given["opened"] is None else read_date(given["opened"], "opened"),
        _left(given),
        _days_of(given, "lead", 0),
        _days_of(given, "warn_before", 1),
        *_price(given),
        None if given["on_hand"] is None else count(given["on_hand"], "on_hand", 0, MOST_ON_HAND),
        None if given["today"] is None else read_date(given["today"], "today"),
        tuple(assumed),
    )
    first = next(iter(asked.dosing_days()), None)
    if first is None:
        message = f"no day from {start} to {asked.end} has a dose."
        field, hint = ("on", "Name other days.") if asked.on else ("skip", "Skip fewer days.")
        raise ConflictingInputError(message, field, as_text(given[field]), hint)
    if asked.opened is not None and asked.opened > first[0]:
        message = f"{asked.opened} is after the first dose, on {first[0]}."
        hint = f"Write that day or an earlier one, or leave out {named('opened')}."
        raise ConflictingInputError(message, "opened", f"{asked.opened}", hint)
    return asked, steps


# --- How long -------------------------------------------------------------------------


def _days(start: date, steps: tuple[AskedStep, ...], given: Mapping[str, Any]) -> int | None:
    """The days of one course, as given in one way; None where they were not."""
    ways = {"days": given["days"], "end": given["end"], "step": steps or None}
    told = [name for name, value in ways.items() if value is not None]
    if len(told) > 1 and told != ["days", "step"]:
        message = f"{told[0]} and {told[1]} each say how long the course is."
        raise ConflictingInputError(message, told[1], None, "Leave one of them out.")
    if given["end"] is not None:
        return _days_until(start, given)
    days = _days_of(given, "days", 1)
    if not steps:
        return days
    in_steps = sum(step.days for step in steps)
    if days not in (None, in_steps):
        message = f"the steps take {in_steps} days, not {days}."
        raise ConflictingInputError(message, "days", f"{days}", f"Leave out {named('days')}.")
    return in_steps


def _days_of(given: Mapping[str, Any], field: str, least: int) -> int | None:
    return None if given[field] is None else read_days(given[field], field, least)


def _days_until(start: date, given: Mapping[str, Any]) -> int:
    end = read_date(given["end"], "end")
    if end < start:
        message = f"{end} is before the start, {start}."
        hint = f"Check both {named('start')} and {named('end')}."
        raise ConflictingInputError(message, "end", f"{end}", hint)
    if given["courses"] is not None:
        message = "an end is for a single course."
        hint = f"Write {named('days')} in place of {named('end')}."
        raise ConflictingInputError(message, "end", f"{end}", hint)
    return (end - start).days + 1


def _refuse_years(days: int, courses: int, break_days: int) -> None:
    in_all = courses * days + (courses - 1) * break_days
    if in_all > LONGEST_DAYS:
        message = f"{in_all} days are more than ten years."
        hint = f"Plan at most {LONGEST_DAYS} days."
        raise OutOfBoundsError(message, "days", f"{in_all}", hint)


def _break_days(of: Formulation, courses: int, given: int | str | None, assumed: list[str]) -> int:
    """The days between two courses, by default the fewest documented."""
    if given is not None:
        break_days = read_days(given, "break_days", 0)
        if courses == 1:
            message = "a break lies between courses, and there is one."
            hint = f"Write also {named('courses', 2)}."
            raise ConflictingInputError(message, "break_days", f"{break_days}", hint)
        return break_days
    if courses == 1:
        return 0
    if of.break_days is None:
        message = f"no break is documented for {of.id}."
        hint = f"Write for example {named('break_days', 14)}."
        raise MissingInputError(message, "break_days", None, hint)
    assumed.append("break")
    return int(of.break_days.low)


def _which_days(given: Mapping[str, Any]) -> tuple[int, frozenset[int], frozenset[int]]:
    """How many days from dose to dose, the days of the week with none, and those named to have."""
    every = _days_of(given, "every", 1)
    skipped, on = read_skip_and_on(given["skip"], given["on"])
    if every is not None and on:
        message = "every and on each say which days have doses."
        raise ConflictingInputError(message, "on", as_text(given["on"]), "Leave one of them out.")
    return every or 1, skipped, on


# --- What is taken --------------------------------------------------------------------


def _times(value: Any) -> tuple[time, ...]:
    times = () if value is None else read_times(value, "times")
    if len(times) > MOST_DOSES_PER_DAY:
        message = f"{len(times)} times a day are more than {MOST_DOSES_PER_DAY}."
        raise OutOfBoundsError(message, "times", as_text(value), "Name fewer of them.")
    return times


def _steps(given: Mapping[str, Any]) -> tuple[AskedStep, ...]:
    steps = _listed(given["step"])
    if not steps:
        return ()
    for field in ("dose", "draw", "sprays", "drops"):
        if given.get(field) is not None:
            message = f"steps take the place of {field}."
            hint = f"Leave out {named('step')} or {named(field)}."
            raise ConflictingInputError(message, "step", as_text(steps[0]), hint)
    if len(steps) > MOST_STEPS:
        message = f"there are more than {MOST_STEPS} steps."
        raise OutOfBoundsError(message, "step", None, "Leave some of them out.")
    return tuple(map(_step, steps))


def _listed(value: Any) -> list[Any]:
    """The steps, one of which may stand alone."""
    if value is None:
        return []
    is_one = plain_text(value) is not None or _pair(value) is not None
    steps = None if is_one else items_of(value, MOST_STEPS)
    return [value] if steps is None else steps


def _pair(step: Any) -> tuple[Any, Any] | None:
    """An amount and its days; None for a pair of steps, and for anything else."""
    if not issubclass(type(step), tuple) or tuple.__len__(step) != 2:
        return None
    amount, days = tuple.__iter__(step)
    return (amount, days) if issubclass(type(days), int) or is_days(days) else None


def _step(step: Any) -> AskedStep:
    text, given = as_text(step), plain_text(step)
    if given is not None:
        match = _STEP.fullmatch(given) if len(given) <= 2 * LONGEST_TEXT else None
        if match is None:
            raise QuantityError(f"{quoted(text)} is not a step.", "step", text, EXAMPLE)
        amount, days = match.groups()
    elif (pair := _pair(step)) is not None:
        amount, days = pair
    else:
        raise QuantityError(f"{quoted(text)} is not a step.", "step", text, EXAMPLE)
    asked = counted_in(text_of(amount)) or {"dose": amount}
    return AskedStep(read_days(days, "step", 1), asked)


# --- Of the vials ---------------------------------------------------------------------


def _left(given: Mapping[str, Any]) -> Left | None:
    if given["left"] is None:
        return None
    left = read_left(given["left"])
    if given["opened"] is None:
        message = "when the one in use was opened is not known."
        hint = f"Write for example {named('opened', '2026-11-10')}."
        raise MissingInputError(message, "opened", None, hint)
    return left


def _price(given: Mapping[str, Any]) -> tuple[Fraction | None, str | None]:
    price, currency = given["price"], given["currency"]
    if price is None:
        if currency is not None:
            message = "a currency needs a price."
            hint = f"Write for example {named('price', '39.90')}."
            raise MissingInputError(message, "price", None, hint)
        return None, None
    text = as_text(price)
    if issubclass(type(price), Decimal) and abs(Decimal.adjusted(price)) < LONGEST_TEXT:
        text = Decimal.__format__(price, "f")  # without an exponent; a large one has no end
    if len(text) > LONGEST_TEXT or not re.fullmatch(r"\s*-?[0-9]+(\.[0-9]+)?\s*", text):
        hint = "Write digits and a point only, "
        hint += f"for example {named('price', '39.90')}, {named('currency', 'EUR')}."
        raise QuantityError(f"{quoted(text)} is not a price.", "price", text, hint)
    amount = written(text.strip())
    if amount < 0:
        hint = f"Write for example {named('price', '39.90')}."
        raise OutOfBoundsError(f"{quoted(text)} is less than zero.", "price", text, hint)
    if amount > HIGHEST_PRICE:
        message = f"{quoted(text)} is more than {decimal(HIGHEST_PRICE)}."
        raise OutOfBoundsError(message, "price", text, "Check the decimal point.")
    if currency is None:
        return amount, None
    code = text_of(currency).strip()
    if not re.fullmatch(r"[A-Za-z]{3}", code):
        message = f"{quoted(as_text(currency))} is not a currency's code."
        hint = "Write its three letters, as EUR or USD."
        raise QuantityError(message, "currency", as_text(currency), hint)
    return amount, code.upper()
