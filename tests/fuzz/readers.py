"""Texts for each function that reads one."""

from random import Random

from selank_calc import CATALOGUE, SelankCalcError, labels
from selank_calc.amounts import days, kinds, reading
from selank_calc.batches.columns import column_called
from selank_calc.cli.short import in_long
from selank_calc.courses import dates
from selank_calc.courses.request import read_course
from selank_calc.dosing import keeping
from selank_calc.dosing.asked import count

from .texts import text, unprintable_error

KINDS = [value for value in vars(kinds).values() if isinstance(value, kinds.Kind)]
OF_A_COURSE = (
    "step", "price", "currency", "end", "days", "times", "timezone", "skip", "every", "on",
    "break_days", "beyond_use", "lead", "warn_before", "expires", "left", "opened", "on_hand", "today",
)  # fmt: skip
_NOTHING_GIVEN = dict.fromkeys(
    (*OF_A_COURSE, "start", "courses", "dose", "draw", "sprays", "drops")
) | {"step": ()}  # fmt: skip


def _of_a_course(value, field):
    given = {**_NOTHING_GIVEN, "start": "2026-11-21", "price": "1" * (field == "currency") or None}
    return read_course(CATALOGUE.formulations[0], {**given, field: value})


READERS = {
    "amount": lambda value, random: reading.read(value, "dose", random.choice(KINDS)),
    "draw": lambda value, _random: reading.read_draw(value, "draw"),
    "capacity": lambda value, _random: reading.read_capacity(value, "syringe"),
    "by body mass": lambda value, _random: reading.read_by_body_mass(value, "dose"),
    "marks": lambda value, _random: reading.read_marks(value, "marks"),
    "any": lambda value, _random: reading.read_any(value, "amount"),
    "unit": lambda value, _random: reading.read_unit(value, "to"),
    "percent": lambda value, random: reading.read_percent(
        value, "content", random.choice((kinds.CONTENT, kinds.ERROR))
    ),
    "count": lambda value, _random: count(value, "sprays", 1, 100),
    "date": lambda value, _random: days.read_date(value, "start"),
    "expiry": lambda value, _random: days.read_expiry(value, "expires"),
    "times": lambda value, _random: dates.read_times(value, "times"),
    "weekdays": lambda value, _random: dates.read_weekdays(value, "skip"),
    "time zone": lambda value, _random: dates.read_timezone(value, "timezone"),
    "kind of diluent": lambda value, _random: keeping.read_kind(value),
    "preservative": lambda value, _random: keeping.read_preservative_free(value),
    "size": lambda value, _random: labels.read_size(value),
    "formulation": lambda value, _random: CATALOGUE.formulation(value),
    "heading": lambda value, _random: column_called(value),
    "short way": lambda value, random: in_long([value, text(random)][: random.choice((1, 2))]),
    "course": lambda value, random: _of_a_course(value, random.choice(OF_A_COURSE)),
}


def made(random):
    return random.choice(list(READERS)), text(random), random.random()


def check(given):
    name, value, seed = given
    try:
        READERS[name](value, Random(seed))
    except SelankCalcError as error:
        yield from unprintable_error(error)
        if len(f"{error}") > 1000 and name != "short way":  # which repeats the line, cut by `say`
            yield f"an error of {len(f'{error}')} characters"
