"""`course()`: doses over days, from vials or bottles that are opened, used up and discarded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Unpack

from ..amounts.kinds import Amount
from ..amounts.writing import about, plural, show
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import formulation_of
from ..dosing.arguments import DoseArguments, refuse_other_arguments
from ..dosing.asked import USUAL_VIAL_SIZE_ML
from ..dosing.doses import answer, dose
from ..dosing.flags import Raised, worst_first
from ..dosing.keeping_flags import beyond_use_longer_than_documented
from ..dosing.results import VialDose
from ..errors import (
    ConflictingInputError,
    DimensionError,
    MissingInputError,
    SelankCalcError,
    named,
)
from . import flags as course_flags
from .dates import skipped_times, times_through_the_day
from .in_use import in_use_of
from .parts import CourseStep
from .request import EXAMPLE, AskedCourse, AskedStep, Step, read_course
from .results import Course
from .supply import Supply, supply_of, supply_of_vials
from .vial_use import Doses, low_use, use_of


def course(
    *,
    days: int | str | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
    courses: int | str | None = None,
    break_days: int | str | None = None,
    times: str | Iterable[str | time] | None = None,
    timezone: str | None = None,
    step: str | Sequence[Step] = (),
    skip: str | Iterable[str] = (),
    every: int | str | None = None,
    on: str | Iterable[str] = (),
    beyond_use: int | str | None = None,
    opened: str | date | None = None,
    left: Amount | None = None,
    lead: int | str | None = None,
    warn_before: int | str | None = None,
    price: str | int | Decimal | None = None,
    currency: str | None = None,
    on_hand: int | str | None = None,
    today: str | date | None = None,
    **dose_arguments: Unpack[DoseArguments],
) -> Course:
    """Doses over days, and the vials or bottles that they take.

    Besides everything that `dose()` takes: `days` of one course (1 to 3653, by default 14)
    or its `end`; `start`, a date, by default today; `courses` of them with `break_days`
    between (by default the fewest documented); `times` of day, as many as doses a day, and the
    `timezone` where they are, by default wherever one is. `step` is "250 mcg x 7d" or
    ("250 mcg", 7), or a list of them, in place of a dose; `skip` names days of the week without
    a dose, `on` those with one, and `every` is how many days lie from one to the next, counted
    from the first of each course. Days are numbers or "10d".

    A vial or bottle is discarded `beyond_use` days after it was opened: by default 28 with
    bacteriostatic water; a vial without a preservative is used on the day it is opened, a spray
    made from one for 14 days. `opened` is the day on which the first one was made up or opened,
    by default that of the first dose. On an earlier day it is in use by then, and not bought; if
    it is not full, `left` is what is in it when the course begins: "1.2 mL", a mass of peptide or
    "12 doses". `lead` is how many days an order takes, `warn_before` how many days before a
    discard date a calendar reminds of it. `price` is that of one, `currency` three letters,
    `on_hand` how many unopened ones there are. `today` is the date for which `standing` is
    reckoned.

    Raises SelankCalcError (one of its kinds), as `dose()` does.

    >>> plan = course(vial="5 mg", diluent="2 mL", dose="250 mcg", days=28, start="2026-11-21")
    >>> plan.vials, plan.total_mcg, [f"{each.opened}" for each in plan.openings]
    (2, Decimal('7000'), ['2026-11-21', '2026-12-11'])
    """
    given: dict[str, Any] = dict(locals())
    refuse_other_arguments("course", dose_arguments)
    known = dose_arguments.get("catalogue", CATALOGUE)
    of = formulation_of(dose_arguments.get("formulation", "selank"), known)
    given.update(
        {name: dose_arguments.get(name) for name in ("dose", "draw", "sprays", "drops", "expires")}
    )
    # What is asked of a dose taken today is asked here of each day.
    dose_arguments.pop("expires", None)
    asked, asked_steps = read_course(of, given)
    steps = _steps(asked_steps, asked.times, dose_arguments)
    supply = supply_of([step.dose for step in steps])
    if supply is None:
        _refuse_counting(given, "vial" if of.device == "vial" else "bottle")
    in_steps = bool(asked_steps[0].arguments)
    return _planned(asked, steps, supply, in_steps=in_steps)


def _refuse_counting(given: Mapping[str, Any], container: str) -> None:
    holds = {"vial": ("volume", "2 mL"), "bottle": ("bottle", "10 mL")}[container]
    for field in ("price", "on_hand", "beyond_use", "opened", "left", "lead", "warn_before"):
        if given[field] is not None:
            message = f"{field.replace('_', ' ')} needs a {container}, and its fill is not known."
            hint = f"Write for example {named(*holds)}."
            raise MissingInputError(message, holds[0], None, hint)


def _steps(
    asked: tuple[AskedStep, ...], times: tuple[time, ...], arguments: DoseArguments
) -> tuple[CourseStep, ...]:
    """What a dose comes to in each step."""
    shared = dict(arguments)
    if times and shared.get("per_day") is None:
        shared["per_day"] = len(times)
    steps = []
    for step in asked:
        try:
            result = dose(**{**shared, **step.arguments})
        except SelankCalcError as error:
            if error.field in step.arguments:
                if isinstance(error, DimensionError):
                    # A step has no other argument to name, as a draw.
                    raise DimensionError(error.message, "step", error.text, EXAMPLE) from error
                raise error.again("step", error.text) from error
            raise
        steps.append(CourseStep(step.days, result))
    a_day = steps[0].dose.doses_per_day
    if times and len(times) != a_day:
        shown = ",".join(f"{each:%H:%M}" for each in times)
        message = f"{shown} are {len(times)} a day, and {a_day} doses a day were asked for."
        hint = f"Leave out {named('times')} or {named('per_day')}."
        raise ConflictingInputError(message, "times", shown, hint)
    return tuple(steps)


# --- Put together ---------------------------------------------------------------------


def _planned(
    asked: AskedCourse, steps: tuple[CourseStep, ...], supply: Supply | None, *, in_steps: bool
) -> Course:
    dosing_days = tuple((day, step) for day, _course, step in asked.dosing_days())
    keeping = steps[0].dose.keeps(asked.beyond_use_days)._replace(expires=asked.expires)
    (first, first_step), *_others = dosing_days
    _refuse_one_past_its_date(asked.opened, first, keeping.days)
    plan = Doses(dosing_days, steps[0].dose.doses_per_day, keeping, asked.opened)
    use, raised = None, _flags_of_the_plan(asked, steps, plan)
    if supply is not None:
        _refuse_what_no_vial_holds(supply, steps, plan, in_steps=in_steps)
        if asked.opened is not None and (asked.left is not None or asked.opened < first):
            in_use = in_use_of(asked.left, supply, supply.taken[first_step].needs_mcg)
            plan = plan._replace(in_use=in_use)
        use = use_of(supply, plan)
        raised += [
            course_flags.beyond_use(use.opened, supply.is_vial, keeping),
            # What is in use is dissolved already.
            low_use(use, supply, plan, () if plan.in_use else _with_more_diluent(steps)),
        ]
    return Course(asked, steps, plan, supply, use, worst_first(raised))


def _refuse_one_past_its_date(opened: date | None, first: date, days: int | None) -> None:
    if opened is None or days is None or opened + timedelta(days=days) > first:
        return
    kept = plural(days, "day")
    message = f"what was opened on {opened} is kept {kept}, and the first dose is on {first}."
    hint = f"Write a later date, or leave out {named('opened')}: then it is that of the first dose."
    raise ConflictingInputError(message, "opened", f"{opened}", hint)


def _flags_of_the_plan(
    asked: AskedCourse, steps: tuple[CourseStep, ...], plan: Doses
) -> list[Raised | None]:
    of, taken = steps[0].dose.given, [steps[number].dose for number in plan.of_steps()]
    return [
        *_of_the_doses([dose.raised for dose in taken]),
        course_flags.course_longer_than_documented(asked.days, of),
        course_flags.break_shorter_than_documented(asked.courses, asked.break_days, of),
        beyond_use_longer_than_documented(plan.keeping),
        course_flags.after_expiry([day for day, _step in plan.days], plan.a_day, asked.expires),
        _time_skipped(asked, plan),
        course_flags.step_change([dose.solution.dose_mcg for dose in taken]),
    ]


def _of_the_doses(of_steps: list[tuple[Raised, ...]]) -> list[Raised]:
    """The flags of all steps, each once, in the words of the first step that raises it."""
    raised: list[Raised] = []
    known: set[tuple[object, ...]] = set()
    for flags in of_steps:
        raised += [each for each in flags if _without_words(each) not in known]
        known.update(map(_without_words, flags))
    return raised


def _without_words(flag: Raised) -> tuple[object, ...]:
    return flag.code, flag.severity, flag.value, flag.limit


def _time_skipped(asked: AskedCourse, plan: Doses) -> Raised | None:
    if asked.timezone is None:
        return None
    times = asked.times or times_through_the_day(plan.a_day)
    skipped = skipped_times((day for day, _step in plan.days), times, asked.timezone)
    return course_flags.time_skipped(list(skipped), asked.timezone)


def _refuse_what_no_vial_holds(
    supply: Supply, steps: tuple[CourseStep, ...], plan: Doses, *, in_steps: bool
) -> None:
    for number in plan.of_steps():
        taken, step = supply.taken[number], steps[number]
        holds_none = isinstance(step.dose, VialDose) and not step.dose.doses_per_vial
        if holds_none or taken.needs_mcg > supply.usable_mcg:
            dose, lost = about(step.dose.solution.carried_mcg, "mcg"), taken.lost_mcg
            if isinstance(step.dose, VialDose):
                message = f"a vial holds no whole dose of {dose}"
                message += f" with the {about(step.dose.dead_space_ml, 'mL')} lost" if lost else ""
                hint = "Check the vial, the dose and the dead space."
            else:
                words = step.dose.device.words
                held = words.counted(step.dose.sprays_per_bottle or 0)
                primed = " after priming" if words.many == "sprays" else ""
                message = f"a bottle holds {held}{primed}, fewer than a dose of {dose}"
                hint = f"Check the bottle{', priming' if primed else ''} and the dose."
            field = "step" if in_steps else "dose"
            raise ConflictingInputError(f"{message}.", field, dose, hint)


def _with_more_diluent(steps: tuple[CourseStep, ...]) -> Iterator[tuple[Supply, str]]:
    """The same course with as much diluent as a common vial holds: less is lost with a draw."""
    first = steps[0].dose
    if not isinstance(first, VialDose) or not first.device.lost_ml or first.solved_for != "draw":
        return
    asked = first.request.asked
    vial_ml = USUAL_VIAL_SIZE_ML if asked.vial_size_ml is None else asked.vial_size_ml
    room_ml = vial_ml - asked.powder_ml
    if first.solution.diluent_ml is not None and first.solution.diluent_ml < room_ml:
        doses = [answer(step.dose.request._replace(diluent_ml=room_ml)) for step in steps]
        supply = supply_of_vials([each for each in doses if isinstance(each, VialDose)])
        yield from () if supply is None else ((supply, f"{show(room_ml, 'mL')} of diluent"),)
