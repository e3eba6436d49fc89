"""Doses over days, and the vials or bottles that they take."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.second_oracle import doses, figures, reading
from tests.second_oracle.doses import ZERO, Given, Raised, Worked, whole
from tests.second_oracle.reading import RefusedError

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OF_A_COURSE = {
    *(
        "days",
        "start",
        "end",
        "courses",
        "break_days",
        "times",
        "timezone",
        "step",
        "skip",
        "every",
    ),
    *("on", "beyond_use", "opened", "left", "lead", "warn_before", "price", "currency", "on_hand"),
    "today",
}
OF_A_STEP = (
    *("dose_mcg", "daily_mcg", "delivered_mcg", "error_percent", "low_mcg", "high_mcg"),
    *("dose_mcg_per_kg", "daily_mcg_per_kg"),
)
OF_A_DRAW = ("draw_ml", "draw_units", "syringe", "mark_units")
# Each of these needs to know what a vial or bottle holds.
COUNTED_IN_CONTAINERS = {"price", "lead", "on_hand", "opened", "beyond_use", "warn_before"}


def number_of(given: object) -> int:
    """A count, or days such as "10d"."""
    return int(str(given).removesuffix("d"))


def kept_days(given: Given, worked: Worked, assumed: set[str]) -> int | None:
    """For how many days it is used, once opened; what was not given is added to `assumed`."""
    if "beyond_use" in given:
        return number_of(given["beyond_use"])
    if not worked.ready:
        assumed.add("beyond_use")
    return worked.days


def day_of(given: object) -> date:
    """A date, or text of one."""
    return given if isinstance(given, date) else date.fromisoformat(str(given))


def weekdays(given: object) -> set[int]:
    """Named days of the week, Monday 0."""
    names = str(given).split(",") if given else []
    return {next(n for n, day in enumerate(WEEK) if day.startswith(name)) for name in names}


class Taken(NamedTuple):
    """A day with doses: which course it is in, and which step."""

    day: date
    course: int
    step: int


class Plan(NamedTuple):
    """What is taken when. `judged` are the steps that have a day with doses."""

    steps: list[tuple[int, Worked]]
    start: date
    days: int
    courses: int
    pause: int
    per_day: int
    times: list[str]
    every: int
    on: set[int]
    skip: set[int]
    taken: list[Taken]
    judged: list[int]
    assumed: set[str]
    keeps: int | None

    @property
    def first(self) -> Worked:
        """The first dose that is taken."""
        return self.of(self.taken[0])

    @property
    def device(self) -> str:
        """What it is taken from: a vial, or in sprays or drops."""
        return self.first.formulation.device

    @property
    def container(self) -> str:
        """What is opened."""
        return "vial" if self.device == "vial" else "bottle"

    @property
    def end(self) -> date:
        """The last day of the last course."""
        return self.start + timedelta(self.courses * (self.days + self.pause) - self.pause - 1)

    def of(self, each: Taken) -> Worked:
        """The dose of a day."""
        return self.steps[each.step][1]


def times_of(given: Given, per_day: int) -> list[str]:
    """The times of a day's doses: as given, or from 08:00 to 20:00.

    Those given are put in order, and the others lose their part of a minute.
    """
    if "times" in given:
        return sorted(given["times"].split(","))
    if per_day == 1:
        return ["08:00"]
    minutes = [whole(Fraction(480) + Fraction(720 * n, per_day - 1)) for n in range(per_day)]
    return [f"{each // 60:02}:{each % 60:02}" for each in minutes]


def days_with_doses(
    lengths: Sequence[int],
    start: date,
    courses: int,
    pause: int,
    every: int,
    skip: set[int],
) -> list[Taken]:
    """Every so many days of each course, but on no day of the week that is skipped."""
    taken = []
    for number in range(courses):
        began = start + timedelta(number * (sum(lengths) + pause))
        of_days = [step for step, length in enumerate(lengths) for _ in range(length)]
        for day in range(0, len(of_days), every):
            when = began + timedelta(day)
            if when.weekday() not in skip:
                taken.append(Taken(when, number + 1, of_days[day]))
    if not taken:
        raise RefusedError("conflict")
    return taken


def planned(given: Given, today: date) -> Plan:
    """Reads what is asked for."""
    of_dose = {key: value for key, value in given.items() if key not in OF_A_COURSE}
    if "times" in given:
        of_dose["per_day"] = len(given["times"].split(","))
    start = day_of(given["start"]) if "start" in given else today
    if "step" in given:
        parts = [text.split(" x ") for text in given["step"]]
        steps = [
            (number_of(length), doses.dose({**of_dose, "dose": dose}, start))
            for dose, length in parts
        ]
    else:
        days = number_of(given.get("days", 14))
        if "end" in given:
            days = (day_of(given["end"]) - start).days + 1
        steps = [(days, doses.dose(of_dose, start))]
    worked = steps[0][1]
    assumed = set().union(*(each.record["assumed"] for _, each in steps)) - {"today"}
    if "times" not in given:
        assumed.add("times")
    if "start" not in given:
        assumed.add("start")
    if not {"days", "end", "step"} & given.keys():
        assumed.add("days")
    courses = number_of(given.get("courses", 1))
    pause = number_of(given.get("break_days", 0))
    if courses > 1 and "break_days" not in given:
        if worked.formulation.pause is None:
            raise RefusedError("missing", "break_days")
        pause = worked.formulation.pause[0]
        assumed.add("break")
    keeps = kept_days(given, worked, assumed)
    every = number_of(given.get("every", 1))
    on, skip = weekdays(given.get("on")), weekdays(given.get("skip"))
    if on:
        skip |= set(range(7)) - on
    lengths = [length for length, _ in steps]
    taken = days_with_doses(lengths, start, courses, pause, every, skip)
    per_day: int = worked.record["doses_per_day"]
    return Plan(
        steps,
        start,
        sum(lengths),
        courses,
        pause,
        per_day,
        times_of(given, per_day),
        every,
        on,
        skip,
        taken,
        sorted({each.step for each in taken}),
        assumed,
        keeps,
    )


class Container:
    """A vial or bottle that is opened; `content` in mcg, of which `usable` can be taken."""

    def __init__(
        self,
        opened: date,
        keeps: int | None,
        expires: date | None,
        content: Fraction,
        usable: Fraction,
    ) -> None:
        self.opened = opened
        self.past = None if keeps is None else opened + timedelta(keeps)
        self.discard_on, self.discard_by = self.past, None if keeps is None else "beyond-use"
        if expires is not None:
            after = expires + timedelta(1)
            if self.past is None or after <= self.past:
                self.discard_on, self.discard_by = after, "expiry"
        self.content = content
        self.usable = usable
        self.doses = 0
        self.last = opened
        self.ended: str | None = None
        self.wasted = ZERO
        self.doses_over = 0  # that it still holds, when it ends or at the end


class Supply(NamedTuple):
    """What is opened for a plan, and what becomes of it: masses in mcg."""

    used: list[Container]
    in_use: Container | None
    in_use_left: Fraction
    opened: Fraction
    taken: Fraction
    lost: Fraction
    left: Fraction
    opening_of: list[int]  # of the first dose of each day

    @property
    def new(self) -> list[Container]:
        """All but one in use."""
        return [each for each in self.used if each is not self.in_use]

    @property
    def wasted(self) -> Fraction:
        """Still in what was discarded."""
        return sum((each.wasted for each in self.used), ZERO)


class Held(NamedTuple):
    """Of a full one, in mcg: what was dissolved for it, what it was filled with, what of that can be
    taken, and what priming loses."""

    dissolved: Fraction
    filled: Fraction
    usable: Fraction
    priming: Fraction


def held_by(worked: Worked) -> Held | None:
    """What a full one holds, where that is known."""
    if worked.holds is None:
        return None
    record = worked.record
    filled = worked.holds * worked.strength
    one = worked.formulation.device
    if one == "vial":
        return Held(filled, filled, filled, ZERO)
    portion = record[f"{one}_mcg"]
    dissolved = filled
    if not worked.ready:  # of a vial that makes more than a bottle holds, the rest is wasted
        dissolved = (record["diluent_ml"] + record["displacement_ml"]) * worked.strength
    priming = record.get("priming_sprays", 0) * portion
    return Held(dissolved, filled, record[f"{one}s_per_bottle"] * portion, priming)


def left_in(text: str, worked: Worked, held: Held) -> tuple[Fraction, Fraction]:
    """What is left in the one in use, and what of it can be taken: in mcg."""
    leaves = worked.leaves * worked.strength
    number, unit = reading.number_and_unit(text)
    if unit in ("dose", "doses"):
        if number > whole(held.usable / leaves):
            raise RefusedError("conflict", "left")
        return number * leaves, number * leaves
    if unit in reading.VOLUMES:
        left = number * reading.VOLUMES[unit] * worked.strength
    else:
        left = number * reading.MASSES[unit]
    if left > held.filled:
        raise RefusedError("conflict", "left")
    one = worked.formulation.device
    if one == "vial":
        return left, left
    # Of a bottle whole sprays can be taken, and not what stays in it.
    portion: Fraction = worked.record[f"{one}_mcg"]
    out = left - worked.record["residual_ml"] * worked.strength
    return left, max(0, whole(out / portion)) * portion


def in_use_when_it_begins(
    given: Given, plan: Plan, held: Held | None, opened: date | None
) -> tuple[Container | None, Fraction]:
    """The vial or bottle that is in use then, and what is left in it."""
    first_day = plan.taken[0].day
    if opened is None or held is None or not ("left" in given or opened < first_day):
        return None, ZERO
    left, usable = held.filled - held.priming, held.usable
    if "left" in given:
        left, usable = left_in(given["left"], plan.first, held)
    if usable < plan.first.leaves * plan.first.strength:
        raise RefusedError("conflict", "left")
    return Container(opened, plan.keeps, plan.first.record["expires"], left, usable), left


def supplied(given: Given, plan: Plan) -> Supply | None:
    """Takes every dose from a vial or bottle, one after another."""
    held = held_by(plan.first)
    if held is None and COUNTED_IN_CONTAINERS & given.keys():
        raise RefusedError("missing")
    opened = day_of(given["opened"]) if "opened" in given else None
    if "left" in given and opened is None:
        raise RefusedError("missing", "opened")
    if opened is not None:
        first_day = plan.taken[0].day
        too_old = plan.keeps is not None and first_day >= opened + timedelta(plan.keeps)
        if opened > first_day or too_old:
            raise RefusedError("conflict", "opened")
    if held is None:
        return None
    for step in plan.judged:
        worked = plan.steps[step][1]
        if (
            worked.leaves * worked.strength > held.usable
            or worked.record.get("doses_per_vial") == 0
        ):
            raise RefusedError("conflict")
    in_use, in_use_left = in_use_when_it_begins(given, plan, held, opened)
    used = [] if in_use is None else [in_use]
    now = in_use
    taken = lost = ZERO
    opening_of = []
    for each in plan.taken:
        worked = plan.of(each)
        needs, takes = worked.leaves * worked.strength, worked.taken * worked.strength
        for number in range(plan.per_day):
            if now is not None:
                now = used_up(now, each.day, needs)
            if now is None:
                now = Container(
                    each.day,
                    plan.keeps,
                    worked.record["expires"],
                    held.filled - held.priming,
                    held.usable,
                )
                now.content += held.dissolved - held.filled
                lost += held.priming
                used.append(now)
            now.usable -= needs
            now.content -= needs
            now.doses += 1
            now.last = each.day
            taken += takes
            lost += needs - takes
            if number == 0:
                opening_of.append(len(used))
    assert now is not None
    new = len(used) - (in_use is not None)
    return Supply(
        used,
        in_use,
        in_use_left,
        held.dissolved * new + in_use_left,
        taken,
        lost,
        left_at_the_end(now, plan),
        opening_of,
    )


def used_up(now: Container, day: date, needs: Fraction) -> Container | None:
    """Ends it where it holds less than the next dose, or its days are over."""
    if now.usable < needs:
        now.ended = "empty"
    elif now.past is not None and day >= now.past:
        now.ended = "past"
    else:
        return now
    now.doses_over = whole(now.usable / needs)
    now.wasted = now.content
    return None


def left_at_the_end(last: Container, plan: Plan) -> Fraction:
    """What the last one still holds. What is used at once is wasted, the last one, too."""
    kind = plan.first.record["diluent_kind"]
    at_once = plan.device == "vial" and kind in ("sterile", "saline") and plan.keeps == 1
    needs = plan.of(plan.taken[-1]).leaves * plan.first.strength
    last.doses_over = whole(last.usable / needs)
    if at_once:
        last.ended = "past" if last.doses_over else "empty"
        last.wasted = last.content
        return ZERO
    if last.usable < needs:
        last.ended = "empty"
    return last.content


def skipped_times(plan: Plan, zone: str | None) -> int:
    """How many doses are at a time that the clocks of the zone skip."""
    if zone is None:
        return 0
    place = ZoneInfo(zone)
    missed = 0
    for each in plan.taken:
        for at in plan.times:
            clock = datetime.combine(each.day, time.fromisoformat(at), place)
            back = clock.astimezone(UTC).astimezone(place)
            missed += back.replace(tzinfo=None) != clock.replace(tzinfo=None)
    return missed


def kept_too_long(device: str, kind: str | None, keeps: int | None) -> list[Raised]:
    """What is flagged of the days from opening to discarding."""
    if kind is None or keeps is None:
        return []
    code = "beyond-use-longer-than-documented"
    if device == "vial" and kind != "bacteriostatic":
        most = figures.UNPRESERVED_DAYS
        return [Raised(code, "warning", keeps, most)] if keeps > most else []
    most = figures.PRESERVED_DAYS
    return [Raised(code, "caution", keeps, most)] if keeps > most else []


def course(given: Given, today: date) -> tuple[dict[str, Any], list[Raised]]:
    """What a course comes to, and what is flagged."""
    plan = planned(given, today)
    supply = supplied(given, plan)
    record = what_is_asked(given, plan) | what_is_opened(plan, supply)
    record |= what_it_costs(given, supply)
    record["standing"] = (
        standing(day_of(given["today"]), plan, supply) if "today" in given else None
    )
    record["steps"] = [
        {"days": length} | of_a_step(worked, plan.device) for length, worked in plan.steps
    ]
    drawn, counted = "draw_units", "draw_units"
    if plan.device != "vial":
        drawn, counted = f"{plan.device}s", f"{plan.device}s_per_dose"
    record["days_detail"] = [
        {
            "date": each.day,
            "course": each.course,
            "step": each.step + 1,
            "doses": plan.per_day,
            "dose_mcg": plan.of(each).record["dose_mcg"],
            "daily_mcg": plan.of(each).record["daily_mcg"],
            "delivered_daily_mcg": plan.of(each).record["delivered_daily_mcg"],
            drawn: plan.of(each).record[counted],
            "opening": None if supply is None else supply.opening_of[place],
        }
        for place, each in enumerate(plan.taken)
    ]
    return record, flags_of(given, plan, supply)


def what_is_asked(given: Given, plan: Plan) -> dict[str, Any]:
    """The part of the record that needs no vial."""
    first = plan.first
    of_days = [plan.of(each).record for each in plan.taken]
    record = {
        "formulation": first.record["formulation"],
        "name": first.formulation.name,
        "route": first.formulation.route,
        "container": plan.container,
        "days": plan.days,
        "courses": plan.courses,
        "break_days": plan.pause,
        "start": plan.start,
        "end": plan.end,
        "doses_per_day": plan.per_day,
        "timezone": given.get("timezone"),
        "every_days": plan.every,
        "on": [WEEK[each] for each in sorted(plan.on)],
        "skipped": [WEEK[each] for each in sorted(plan.skip)],
        "doses": len(plan.taken) * plan.per_day,
        "total_mcg": sum((each["daily_mcg"] for each in of_days), ZERO),
        "delivered_total_mcg": sum((each["delivered_daily_mcg"] for each in of_days), ZERO),
        "diluent_kind": first.record["diluent_kind"],
        "beyond_use_days": plan.keeps,
        "expires": first.record["expires"],
        "currency": given.get("currency"),
        "times": plan.times,
        "assumed": plan.assumed,
    }
    for name, key in (
        ("lead_days", "lead"),
        ("warn_before_days", "warn_before"),
        ("on_hand", "on_hand"),
    ):
        record[name] = number_of(given[key]) if key in given else None
    if plan.device == "vial":
        record["draws"] = plan.per_day * sum(plan.of(each).fillings for each in plan.taken)
    else:
        per_day = f"{plan.device}s_per_day"
        record[f"{plan.device}s"] = sum(each[per_day] for each in of_days)
    return record


def what_is_opened(plan: Plan, supply: Supply | None) -> dict[str, Any]:
    """Vials or bottles, and what becomes of what is in them."""
    if supply is None:
        unknown = ("opened_mcg", "taken_mcg", "lost_mcg", "wasted_mcg", "left_mcg", "diluent_ml")
        return dict.fromkeys((*unknown, "in_use", f"{plan.container}s")) | {"openings": []}
    diluent = plan.first.record["diluent_ml"]
    one = supply.in_use
    return {
        f"{plan.container}s": len(supply.used),
        "diluent_ml": None if diluent is None else diluent * len(supply.new),
        "opened_mcg": supply.opened,
        "taken_mcg": supply.taken,
        "lost_mcg": supply.lost,
        "wasted_mcg": supply.wasted,
        "left_mcg": supply.left,
        "openings": [
            {
                "number": number,
                "opened": each.opened,
                "discard_on": each.discard_on,
                "discard_by": each.discard_by,
                "doses": each.doses,
                "last_dose": each.last,
                "ended": each.ended,
                "wasted_mcg": each.wasted,
            }
            for number, each in enumerate(supply.used, 1)
        ],
        "in_use": one
        and {
            "opened": one.opened,
            "left_mcg": supply.in_use_left,
            # As the steps come, and at last of the size that is next.
            "doses_left": one.doses + one.doses_over,
            "doses": one.doses,
            "last_dose": one.last,
            "discard_on": one.discard_on,
            "next_on": supply.new[0].opened if supply.new else None,
        },
    }


def what_it_costs(given: Given, supply: Supply | None) -> dict[str, Any]:
    """What is to buy, when to order it, and what it costs."""
    price = reading.percent(given["price"]) if "price" in given else None
    bought: dict[str, Any] = dict.fromkeys(
        ("to_buy", "order_on", "cost", "cost_per_dose", "cost_to_buy")
    )
    bought["price"] = price
    if supply is None:
        return bought
    today = day_of(given["today"]) if "today" in given else None
    coming = [each for each in supply.new if today is None or each.opened >= today]
    to_order = coming[number_of(given.get("on_hand", 0)) :]
    bought["to_buy"] = len(to_order)
    if to_order and "lead" in given:
        bought["order_on"] = to_order[0].opened - timedelta(number_of(given["lead"]))
    if price is not None:
        from_new = sum(each.doses for each in supply.new)
        bought["cost"] = price * len(supply.new)
        bought["cost_per_dose"] = bought["cost"] / from_new if from_new else None
        bought["cost_to_buy"] = price * len(to_order)
    return bought


def standing(today: date, plan: Plan, supply: Supply | None) -> dict[str, Any]:
    """Where one stands on a morning.

    One that has expired is in use as long as doses are still planned from it.
    """
    before = sum(each.day < today for each in plan.taken) * plan.per_day
    found: dict[str, Any] = {
        "date": today,
        "doses_taken": before,
        "doses_left": len(plan.taken) * plan.per_day - before,
        "opening": None,
        "discard_on": None,
        "next_opening_on": None,
    }
    for number, each in enumerate(supply.used if supply else (), 1):
        if each.opened >= today:
            found["next_opening_on"] = each.opened
            break
        if each.last >= today or (
            each.ended != "empty" and (each.discard_on is None or today < each.discard_on)
        ):
            found |= {"opening": number, "discard_on": each.discard_on}
    return found


def of_a_step(worked: Worked, device: str) -> dict[str, Any]:
    """What a step of a course has of its dose."""
    names = OF_A_DRAW if device == "vial" else (f"{device}s_per_dose", f"{device}_mcg")
    return {name: worked.record[name] for name in (*OF_A_STEP, *names)}


def flags_of(given: Given, plan: Plan, supply: Supply | None) -> list[Raised]:
    """Those of the dose of each step, once each, and the course's own."""
    flags: list[Raised] = []
    for step in plan.judged:
        of_step = plan.steps[step][1].flags
        flags += [flag for flag in of_step if flag not in flags and flag.code != "after-expiry"]
    # Of several such steps the steepest alone.
    asked = [plan.steps[step][1].record["dose_mcg"] for step in plan.judged]
    steepest = max((after / before for before, after in pairwise(asked)), default=0)
    if steepest > 2:
        flags.append(Raised("step-change", "caution", steepest, 2))
    formulation = plan.first.formulation
    if formulation.confirmed and formulation.course and plan.days > formulation.course[1]:
        most = formulation.course[1]
        flags.append(Raised("course-longer-than-documented", "caution", plan.days, most))
    if formulation.confirmed and formulation.pause and plan.courses > 1:
        fewest = formulation.pause[0]
        if plan.pause < fewest:
            flags.append(Raised("break-shorter-than-documented", "caution", plan.pause, fewest))
    flags += kept_too_long(plan.device, plan.first.record["diluent_kind"], plan.keeps)
    expires = plan.first.record["expires"]
    if expires is not None:
        late = sum(each.day > expires for each in plan.taken) * plan.per_day
        if late:
            flags.append(Raised("after-expiry", "warning", late, 0))
    missed = skipped_times(plan, given.get("timezone"))
    if missed:
        flags.append(Raised("time-skipped", "caution", missed, 0))
    if supply is not None:
        for each in supply.used:
            after = expires is not None and each.last > expires
            if each.ended == "past" and each.doses_over and not after:
                flags.append(Raised("beyond-use", "caution", each.doses_over, 0))
                break
        share = (supply.wasted + supply.lost) / supply.opened * 100
        if share > 20:
            flags.append(Raised("low-use", "note", share, 20))
    return flags
