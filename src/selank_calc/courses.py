"""`course()`: doses over days, from vials or bottles that are opened, used up and discarded."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from . import course_flags, dosing, flags
from .asked import USUAL_VIAL_SIZE_ML, formulation_of
from .asked_course import read_course
from .course_results import Course, CourseDay, CourseStep, Standing
from .dates import WEEKDAYS, skipped_times, times_through_the_day
from .device_flags import counted_sprays
from .errors import ConflictingInputError, MissingInputError, SelankCalcError
from .exact import Ratio, divided, from_parts, in_parts, multiply, quotient, subtract
from .frozen_catalogue import CATALOGUE
from .quantities import about, show
from .results import SprayDose, VialDose
from .supply import fillings_of, parts_of, supply_of, supply_of_vials
from .vial_use import low_use, masses_of, openings_by_dose, use_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, time

    from .asked_course import AskedCourse, Step
    from .catalogue import Catalogue, Formulation
    from .course_results import Opening
    from .flags import Flag
    from .quantities import Amount, Percent
    from .supply import Supply, SupplyParts
    from .vial_use import VialUse


class DoseArguments(TypedDict, total=False):
    """The arguments of `dose()`."""

    formulation: str | Formulation
    vial: Amount | None
    diluent: Amount | None
    dose: Amount | None
    draw: Amount | None
    sprays: int | str | None
    per_day: int | str | None
    scale: str | None
    syringe: Amount | None
    marks: Amount | None
    content: Percent | None
    displacement: Amount | None
    dead_space: Amount | None
    vial_error: Percent | None
    diluent_error: Percent | None
    spray_volume: Amount | None
    bottle: Amount | None
    residual: Amount | None
    priming: int | str | None
    weight: Amount | None
    catalogue: Catalogue


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
    beyond_use: int | str | None = None,
    preservative_free: bool = False,
    price: str | int | Decimal | None = None,
    currency: str | None = None,
    on_hand: int | str | None = None,
    today: str | date | None = None,
    **dose_arguments: Unpack[DoseArguments],
) -> Course:
    """Doses over days, and the vials or bottles that they take.

    Besides everything that `dose()` takes: `days` of one course (1 to 3653, by default 14)
    or its `end`; `start`, a date, by default today; `courses` of them with `break_days`
    between (by default the fewest documented); `times` of day, whose number is then that
    of the doses a day, and the `timezone` where they are, by default wherever one is.
    `step` is "250 mcg x 7d" or ("250 mcg", 7), or a list of them, in
    place of a dose; `skip` names days of the week. A vial or bottle is discarded
    `beyond_use` days after it was opened (by default 28, usp-797), or on no date if it is
    `preservative_free`. `price` is that of one, `currency` three letters, `on_hand` how
    many are there. `today` is the date for which `standing` is reckoned.

    Raises SelankCalcError (one of its kinds), as `dose()` does.

    >>> plan = course(vial="5 mg", diluent="2 mL", dose="250 mcg", days=28, start="2026-11-21")
    >>> plan.vials, plan.total_mcg, [f"{each.opened}" for each in plan.openings]
    (2, Decimal('7000'), ['2026-11-21', '2026-12-11'])
    """
    refuse_other_arguments("course", dose_arguments)
    known = dose_arguments.get("catalogue", CATALOGUE)
    of = formulation_of(dose_arguments.get("formulation", "selank"), known)
    given = {
        "days": days,
        "start": start,
        "end": end,
        "courses": courses,
        "break_days": break_days,
        "times": times,
        "timezone": timezone,
        "step": step,
        "skip": skip,
        "beyond_use": beyond_use,
        "preservative_free": preservative_free,
        "price": price,
        "currency": currency,
        "on_hand": on_hand,
        "today": today,
        **{name: dose_arguments.get(name) for name in ("dose", "draw", "sprays")},
    }
    asked = read_course(of, known, given)
    steps = _steps(asked, dose_arguments)
    supply = supply_of([step.dose for step in steps])
    if supply is None:
        _refuse_counting_of_bottles(given)
    return _planned(asked, steps, supply, dose_arguments)


def refuse_other_arguments(
    function: str, arguments: Mapping[str, object], but: str | None = None
) -> None:
    """Raises TypeError, as Python does, for an argument that `dose()` does not take either."""
    for name in arguments:
        if name not in DoseArguments.__annotations__ or name == but:
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}")


def _refuse_counting_of_bottles(given: Mapping[str, Any]) -> None:
    for field in ("price", "on_hand", "beyond_use", "preservative_free"):
        if given[field] not in (None, False):
            message = f"{field.replace('_', ' ')} is that of bottles, and their fill is not known."
            hint = 'Write for example bottle "10 mL".'
            raise MissingInputError(message, "bottle", None, hint)


def _steps(asked: AskedCourse, arguments: DoseArguments) -> tuple[CourseStep, ...]:
    """What a dose comes to in each step."""
    shared = dict(arguments)
    if asked.times and shared.get("per_day") is None:
        shared["per_day"] = len(asked.times)
    steps = []
    for step in asked.steps:
        try:
            result = dosing.dose(**{**shared, **step.dose})
        except SelankCalcError as error:
            if step.dose and error.field in step.dose:
                raise type(error)(error.message, "step", error.text, error.hint) from error
            raise
        steps.append(CourseStep(step.days, result))
    a_day = steps[0].dose.doses_per_day
    if asked.times and len(asked.times) != a_day:
        times = ",".join(f"{each:%H:%M}" for each in asked.times)
        message = f"{times} are {len(asked.times)} a day, and {a_day} doses a day were asked for."
        raise ConflictingInputError(message, "times", times, "Leave out times or per day.")
    return tuple(steps)


# --- Put together ---------------------------------------------------------------------


def _planned(
    asked: AskedCourse,
    steps: tuple[CourseStep, ...],
    supply: Supply | None,
    arguments: DoseArguments,
) -> Course:
    a_day = steps[0].dose.doses_per_day
    dosing_days = list(asked.dosing_days())
    doses = [(day, step) for day, _course, step in dosing_days for _dose in range(a_day)]
    times = asked.times or times_through_the_day(a_day)
    use, raised = None, _flags_of_the_plan(asked, steps)
    raised.append(
        _time_skipped(asked.timezone, [day for day, _course, _step in dosing_days], times)
    )
    if supply is not None:
        parts = parts_of(supply)
        _refuse_what_no_vial_holds(parts, steps, in_steps=bool(asked.steps[0].dose))
        use = use_of(parts, doses, asked.beyond_use_days)
        others = _with_more_diluent(asked, steps, arguments)
        raised += [
            course_flags.beyond_use(use.opened, supply.is_vial, asked.beyond_use_days),
            low_use(use, supply, doses, asked.beyond_use_days, others),
        ]
    masses, by_dose = masses_of(use), openings_by_dose(use, a_day)
    detail = _detail(dosing_days, steps, by_dose)
    return Course(
        **_named(steps[0].dose),
        **_asked_for(asked, steps),
        times=times,
        doses=len(doses),
        total_mcg=_in_all(doses, [step.dose.undivided.dose_mcg for step in steps]),
        delivered_total_mcg=_in_all(doses, [step.dose.undivided.delivered_mcg for step in steps]),
        draws=_draws(doses, steps),
        sprays=_sprays(doses, steps),
        **_containers(asked, supply, use, len(doses)),
        **masses,
        days_detail=detail,
        openings_by_dose=by_dose,
        standing=_standing(asked.today, detail, masses["openings"]),
        flags=flags.worst_first(raised),
    )


def _flags_of_the_plan(asked: AskedCourse, steps: tuple[CourseStep, ...]) -> list[Flag | None]:
    of = steps[0].dose.given
    return [
        *dict.fromkeys(each for step in steps for each in step.dose.flags),
        course_flags.course_longer_than_documented(asked.days, of),
        course_flags.break_shorter_than_documented(asked.courses, asked.break_days, of),
        course_flags.beyond_use_longer_than_documented(
            asked.beyond_use_days, steps[0].dose.catalogue.beyond_use_days
        ),
        course_flags.step_change([step.dose.undivided.dose_mcg for step in steps]),
    ]


def _time_skipped(timezone: str | None, days: list[date], times: tuple[time, ...]) -> Flag | None:
    if timezone is None:
        return None
    return course_flags.time_skipped(list(skipped_times(days, times, timezone)), timezone)


def _named(dose: VialDose | SprayDose) -> dict[str, Any]:
    return {
        "given": dose.given,
        "catalogue": dose.catalogue,
        "formulation": dose.formulation,
        "name": dose.name,
        "route": dose.route,
        "container": "vial" if isinstance(dose, VialDose) else "bottle",
    }


def _asked_for(asked: AskedCourse, steps: tuple[CourseStep, ...]) -> dict[str, Any]:
    dose = steps[0].dose
    return {
        "days": asked.days,
        "courses": asked.courses,
        "break_days": asked.break_days,
        "start": asked.start,
        "end": asked.end,
        "doses_per_day": dose.doses_per_day,
        "timezone": asked.timezone,
        "skipped": tuple(WEEKDAYS[number] for number in sorted(asked.skipped)),
        "steps": steps,
        "beyond_use_days": asked.beyond_use_days,
        "assumed": (*dose.assumed, *asked.assumed, *(() if asked.times else ("times",))),
    }


def _containers(
    asked: AskedCourse, supply: Supply | None, use: VialUse | None, doses: int
) -> dict[str, Any]:
    """How many vials or bottles, and what they cost; None where they can't be counted."""
    count = None if use is None else len(use.opened)
    is_vial = supply is not None and supply.is_vial
    return {
        "vials": count if is_vial else None,
        "bottles": None if is_vial else count,
        "diluent_ml": _diluent_ml(supply, count),
        **_costs(asked, count, doses),
    }


def _detail(
    dosing_days: list[tuple[date, int, int]],
    steps: tuple[CourseStep, ...],
    by_dose: tuple[tuple[int, ...], ...],
) -> tuple[CourseDay, ...]:
    days = []
    for position, (day, course, step) in enumerate(dosing_days):
        dose = steps[step].dose
        days.append(
            CourseDay(
                day,
                course + 1,
                step + 1,
                dose.doses_per_day,
                dose.dose_mcg,
                dose.daily_mcg,
                dose.delivered_daily_mcg,
                dose.draw_units if isinstance(dose, VialDose) else None,
                dose.sprays_per_dose if isinstance(dose, SprayDose) else None,
                by_dose[position][0] if by_dose else None,
            )
        )
    return tuple(days)


def _refuse_what_no_vial_holds(
    parts: SupplyParts, steps: tuple[CourseStep, ...], *, in_steps: bool
) -> None:
    for need, lost, step in zip(parts.needs, parts.lost, steps, strict=True):
        if need > parts.usable:
            dose = about(step.dose.dose_mcg, "mcg")
            if isinstance(step.dose, VialDose):
                message = f"a vial holds no whole dose of {dose}"
                message += f" with the {about(step.dose.dead_space_ml, 'mL')} lost" if lost else ""
                hint = "Check the vial, the dose and the dead space."
            else:
                held = counted_sprays(cast("int", step.dose.sprays_per_bottle))
                message = f"a bottle holds {held} after priming, fewer than a dose of {dose}"
                hint = "Check the bottle, priming and the dose."
            field = "step" if in_steps else "dose"
            raise ConflictingInputError(f"{message}.", field, dose, hint)


def _with_more_diluent(
    asked: AskedCourse, steps: tuple[CourseStep, ...], arguments: DoseArguments
) -> Iterator[tuple[Supply, str]]:
    """The same course with as much diluent as a common vial holds: less is lost with a draw."""
    dose = steps[0].dose
    if not isinstance(dose, VialDose) or not dose.dead_space_ml or dose.solved_for != "draw":
        return
    room_ml = subtract(USUAL_VIAL_SIZE_ML, dose.displacement_ml)
    if dose.diluent_ml < room_ml:
        more: DoseArguments = {**arguments, "diluent": f"{room_ml} mL"}
        doses = [step.dose for step in _steps(asked, more)]
        supply = supply_of_vials([each for each in doses if isinstance(each, VialDose)])
        yield supply, f"{show(room_ml, 'mL')} of diluent"


def _in_all(doses: list[tuple[date, int]], of_steps: list[Ratio]) -> Decimal:
    """What the doses come to, divided once."""
    counts, parts_per_mcg = in_parts(*of_steps)
    return from_parts(sum(counts[step] for _day, step in doses), parts_per_mcg)


def _diluent_ml(supply: Supply | None, containers: int | None) -> Decimal | None:
    if supply is None or supply.diluent_ml is None or containers is None:
        return None
    numerator, denominator = supply.diluent_ml
    return divided(Ratio(multiply(numerator, Decimal(containers)), denominator))


def _draws(doses: list[tuple[date, int]], steps: tuple[CourseStep, ...]) -> int | None:
    fillings = [fillings_of(step.dose) for step in steps if isinstance(step.dose, VialDose)]
    return sum(fillings[step] for _day, step in doses) if fillings else None


def _sprays(doses: list[tuple[date, int]], steps: tuple[CourseStep, ...]) -> int | None:
    sprays = [step.dose.sprays_per_dose for step in steps if isinstance(step.dose, SprayDose)]
    return sum(sprays[step] for _day, step in doses) if sprays else None


def _costs(asked: AskedCourse, containers: int | None, doses: int) -> dict[str, Any]:
    to_buy = None if containers is None else max(0, containers - asked.on_hand)
    costs: dict[str, Any] = {
        "on_hand": asked.on_hand,
        "to_buy": to_buy,
        "price": asked.price,
        "currency": asked.currency,
        "cost": None,
        "cost_per_dose": None,
        "cost_to_buy": None,
    }
    if asked.price is not None and containers is not None and to_buy is not None:
        cost = multiply(asked.price, Decimal(containers))
        costs["cost"] = cost
        costs["cost_per_dose"] = quotient(cost, Decimal(doses))
        costs["cost_to_buy"] = multiply(asked.price, Decimal(to_buy))
    return costs


def _standing(
    today: date | None, detail: tuple[CourseDay, ...], openings: tuple[Opening, ...]
) -> Standing | None:
    if today is None:
        return None
    taken = sum(day.doses for day in detail if day.date < today)
    left = sum(day.doses for day in detail if day.date >= today)
    in_use = next_on = None
    for opening in openings:
        if opening.opened >= today:
            next_on = opening.opened
            break
        is_empty = opening.ended == "empty" and opening.last_dose < today
        is_past = opening.discard_on is not None and today >= opening.discard_on
        in_use = None if is_empty or is_past else opening
    return Standing(
        today,
        taken,
        left,
        in_use and in_use.number,
        in_use and in_use.discard_on,
        next_on,
    )
