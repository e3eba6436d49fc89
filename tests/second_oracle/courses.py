"""Doses over days, and the vials or bottles that they take."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.second_oracle import doses, figures, reading
from tests.second_oracle.doses import Given, Raised, Worked, whole
from tests.second_oracle.figures import UNITS_PER_ML
from tests.second_oracle.reading import RefusedError

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OWN = (
    "days start end courses break_days times timezone step skip every on beyond_use opened left lead "
    "warn_before price currency on_hand today mixed"
).split()
OF_A_STEP = (
    "dose_mcg daily_mcg delivered_mcg error_percent low_mcg high_mcg dose_mcg_per_kg daily_mcg_per_kg"
).split()
COUNTED_IN_CONTAINERS = {"price", "lead", "on_hand", "opened", "beyond_use", "warn_before"}
OF_A_DRAW = ("draw_ml", "draw_units", "syringe", "mark_units")


def number_of(given: object) -> int:
    """A count, or days such as "10d"."""
    return int(str(given).removesuffix("d"))


def day_of(given: object) -> date:
    """A date, or text of one."""
    return given if isinstance(given, date) else date.fromisoformat(str(given))


def weekdays(given: object) -> set[int]:
    """Named days of the week, Monday 0."""
    names = str(given).split(",") if given else []
    return {next(n for n, day in enumerate(WEEK) if day.startswith(name.strip())) for name in names}


class Container:
    """A vial or bottle that is opened; `content` in mcg, of which `usable` can be taken."""

    def __init__(
        self, opened: date, keeps: int | None, content: Fraction, usable: Fraction
    ) -> None:
        self.opened = opened
        self.past = None if keeps is None else opened + timedelta(keeps)
        self.content = content
        self.usable = usable
        self.doses = 0
        self.last: date | None = None
        self.ended: str | None = None
        self.wasted = Fraction(0)
        self.whole_left = 0  # doses in it when it was discarded


def what_is_held(worked: Worked) -> tuple[Fraction, Fraction, Fraction] | None:
    """What a full one holds, what of it can be taken, and what priming loses: in mcg."""
    if worked.holds is None:
        return None
    record = worked.record
    full = worked.holds * worked.strength
    if worked.formulation.device == "vial":
        return full, full, Fraction(0)
    if not worked.ready:  # of a vial that makes more than its bottle holds, the rest is wasted
        full = (record["diluent_ml"] + record["displacement_ml"]) * worked.strength
    one = worked.formulation.device
    portion = record[f"{one}_mcg"]
    priming = record.get("priming_sprays", 0) * portion
    return full, record[f"{one}s_per_bottle"] * portion, priming


def usable_of(left: Fraction, worked: Worked) -> Fraction:
    """What of `left`, in mcg, can be taken: of a bottle whole sprays, and not what stays in it."""
    one = worked.formulation.device
    if one == "vial":
        return left
    portion: Fraction = worked.record[f"{one}_mcg"]
    out = left - worked.record["residual_ml"] * worked.strength
    return max(0, whole(out / portion)) * portion


def left_in(given: Given, worked: Worked, full: Fraction) -> tuple[Fraction, Fraction]:
    """What is left in the one in use, and what of it can be taken: in mcg."""
    leaves = worked.leaves * worked.strength
    number, unit = reading.number_and_unit(given["left"])
    if unit in ("dose", "doses"):
        held = what_is_held(worked)
        assert held is not None
        if number > whole(held[1] / leaves):
            raise RefusedError("conflict", "left")
        return number * leaves, number * leaves
    left = (
        number * reading.VOLUMES[unit] * worked.strength
        if unit in reading.VOLUMES
        else number * reading.MASSES[unit]
    )
    if left > full:
        raise RefusedError("conflict", "left")
    return left, usable_of(left, worked)


def times_of(given: Given, per_day: int) -> list[str]:
    """The times of a day's doses: as given, or from 08:00 to 20:00."""
    if "times" in given:
        return [str(each) for each in given["times"].split(",")]
    if per_day == 1:
        return ["08:00"]
    minutes = [whole(Fraction(480) + Fraction(720 * n, per_day - 1)) for n in range(per_day)]
    return [f"{each // 60:02}:{each % 60:02}" for each in minutes]


def skipped_times(days: Sequence[date], times: Sequence[str], zone: str | None) -> int:
    """How many doses are at a time that the clocks of the zone skip."""
    if zone is None:
        return 0
    place = ZoneInfo(zone)
    missed = 0
    for day in days:
        for each in times:
            clock = datetime.combine(day, time.fromisoformat(each), place)
            missed += clock.astimezone(UTC).astimezone(place).replace(tzinfo=None) != clock.replace(
                tzinfo=None
            )
    return missed


def course(given: Given, today: date) -> tuple[dict[str, Any], list[Raised]]:
    """What a course comes to, and what is flagged."""
    of_dose = {key: value for key, value in given.items() if key not in OWN}
    if "times" in given:
        of_dose["per_day"] = len(given["times"].split(","))
    start = day_of(given["start"]) if "start" in given else today
    steps: list[tuple[int, Worked]] = []
    if "step" in given:
        for text in given["step"]:
            dose, days = text.split(" x ")
            steps.append((number_of(days), doses.dose({**of_dose, "dose": dose}, start)))
        days = sum(each for each, _ in steps)
    else:
        if "end" in given:
            days = (day_of(given["end"]) - start).days + 1
        else:
            days = number_of(given.get("days", 14))
        steps = [(days, doses.dose(of_dose, start))]
    first = steps[0][1]
    formulation = first.formulation
    assumed = set().union(*(each.record["assumed"] for _, each in steps)) - {"today"}
    if "times" in given:
        assumed.discard("doses_per_day")
    else:
        assumed.add("times")
    if "start" not in given:
        assumed.add("start")
    if not {"days", "end", "step"} & given.keys():
        assumed.add("days")
    courses = number_of(given.get("courses", 1))
    pause = 0
    if courses > 1:
        if "break_days" in given:
            pause = number_of(given["break_days"])
        elif formulation.pause is None:
            raise RefusedError("missing", "break_days")
        else:
            pause = formulation.pause[0]
            assumed.add("break")
    per_day: int = first.record["doses_per_day"]
    times = times_of(given, per_day)
    every = number_of(given.get("every", 1))
    skip = weekdays(given.get("skip"))
    on = weekdays(given.get("on"))
    if on:
        skip |= set(range(7)) - on
    kind = first.record["diluent_kind"]
    device = "vial" if formulation.device == "vial" else formulation.device
    keeps = first.days
    if "beyond_use" in given:
        keeps = number_of(given["beyond_use"])
    elif not first.ready:
        assumed.add("beyond_use")
    at_once = device == "vial" and kind in ("sterile", "saline") and keeps == 1
    taken_on: list[tuple[date, int, int]] = []
    for number in range(courses):
        began = start + timedelta(number * (days + pause))
        step, until = 0, steps[0][0]
        for day in range(days):
            while day >= until:
                step += 1
                until += steps[step][0]
            when = began + timedelta(day)
            if day % every == 0 and when.weekday() not in skip:
                taken_on.append((when, number + 1, step))
    if not taken_on:
        raise RefusedError("conflict")
    judged = sorted({step for _, _, step in taken_on})
    first = steps[judged[0]][1]
    end = start + timedelta(courses * days + (courses - 1) * pause - 1)

    held = what_is_held(first)
    used: list[Container] = []
    in_use: Container | None = None
    in_use_left: Fraction | None = None
    taken = lost = Fraction(0)
    opening_of: list[int | None] = []
    dose_days: list[tuple[date, int]] = []
    expires = first.record["expires"]
    first_day = taken_on[0][0]
    opened = day_of(given["opened"]) if "opened" in given else None
    if held is None and COUNTED_IN_CONTAINERS & given.keys():
        raise RefusedError("missing")
    if "left" in given and opened is None:
        raise RefusedError("missing", "opened")
    if opened is not None:
        if opened > first_day or (keeps is not None and first_day >= opened + timedelta(keeps)):
            raise RefusedError("conflict", "opened")
    if held is not None:
        full, usable, priming = held
        filled = (first.holds or Fraction(0)) * first.strength
        for step in judged:
            worked = steps[step][1]
            if worked.leaves * worked.strength > usable or worked.record.get("doses_per_vial") == 0:
                raise RefusedError("conflict")
        if opened is not None and ("left" in given or opened < first_day):
            if "left" in given:
                in_use_left, can = left_in(given, first, filled)
            else:
                in_use_left, can = filled - priming, usable
            if can < first.leaves * first.strength:
                raise RefusedError("conflict", "left")
            in_use = Container(opened, keeps, in_use_left, can)
            used.append(in_use)
        now = in_use
        for when, _, step in taken_on:
            worked = steps[step][1]
            needs = worked.leaves * worked.strength
            takes = worked.taken * worked.strength
            for number in range(per_day):
                if now is not None:
                    if now.usable < needs:
                        now.ended = "empty"
                    elif now.past is not None and when >= now.past:
                        now.ended = "past"
                        now.whole_left = whole(now.usable / needs)
                    if now.ended is not None:
                        now.wasted = now.content
                        now = None
                if now is None:
                    now = Container(when, keeps, full - priming, usable)
                    lost += priming
                    used.append(now)
                now.usable -= needs
                now.content -= needs
                now.doses += 1
                now.last = when
                taken += takes
                lost += needs - takes
                if number == 0:
                    opening_of.append(len(used))
                dose_days.append((when, len(used)))
        assert now is not None
        needs = steps[taken_on[-1][2]][1].leaves * first.strength
        left = now.content
        now.whole_left = whole(now.usable / needs)
        # Used at once, it is empty if the dose just taken can't be taken again; kept, if none of the
        # course can.
        if not at_once:
            needs = min(steps[step][1].leaves for step in judged) * first.strength
        if now.usable < needs:
            now.ended = "empty"
        elif at_once:
            now.ended = "past"
        if at_once:
            now.wasted, left = now.content, Fraction(0)

    doses_in_all = len(taken_on) * per_day
    new = [each for each in used if each is not in_use]
    container = "vial" if device == "vial" else "bottle"
    record: dict[str, Any] = {
        "formulation": first.record["formulation"],
        "name": formulation.name,
        "route": formulation.route,
        "container": container,
        "days": days,
        "courses": courses,
        "break_days": pause,
        "start": start,
        "end": end,
        "doses_per_day": per_day,
        "timezone": given.get("timezone"),
        "every_days": every,
        "on": [WEEK[each] for each in sorted(on)],
        "skipped": [WEEK[each] for each in sorted(skip)],
        "doses": doses_in_all,
        "total_mcg": sum(
            (steps[step][1].record["dose_mcg"] for _, _, step in taken_on), Fraction(0)
        )
        * per_day,
        "delivered_total_mcg": sum(
            (steps[step][1].record["delivered_mcg"] for _, _, step in taken_on), Fraction(0)
        )
        * per_day,
        "diluent_kind": kind,
        "beyond_use_days": keeps,
        "expires": expires,
        "lead_days": number_of(given["lead"]) if "lead" in given else None,
        "warn_before_days": number_of(given["warn_before"]) if "warn_before" in given else None,
        "on_hand": number_of(given["on_hand"]) if "on_hand" in given else None,
        "currency": given.get("currency"),
        "times": times,
        "assumed": assumed,
    }
    if device == "vial":
        record["draws"] = per_day * sum(steps[step][1].fillings for _, _, step in taken_on)
    else:
        record[f"{device}s"] = per_day * sum(
            steps[step][1].record[f"{device}s_per_dose"] for _, _, step in taken_on
        )
    record[f"{container}s"] = None if held is None else len(used)
    diluent = first.record["diluent_ml"]
    record["diluent_ml"] = None if diluent is None or held is None else diluent * len(new)
    wasted = sum((each.wasted for each in used), Fraction(0))
    if held is None:
        record |= dict.fromkeys(
            ("opened_mcg", "taken_mcg", "lost_mcg", "wasted_mcg", "left_mcg"), None
        )
    else:
        record["opened_mcg"] = held[0] * len(new) + (in_use_left or 0)
        record["taken_mcg"] = taken
        record["lost_mcg"] = lost
        record["wasted_mcg"] = wasted
        record["left_mcg"] = left
    until_expiry = None if expires is None else expires + timedelta(1)

    def discarded(each: Container) -> tuple[date | None, str | None]:
        if until_expiry is not None and (each.past is None or until_expiry <= each.past):
            return until_expiry, "expiry"
        return each.past, None if each.past is None else "beyond-use"

    record["openings"] = [
        {
            "number": number,
            "opened": each.opened,
            "discard_on": discarded(each)[0],
            "discard_by": discarded(each)[1],
            "doses": each.doses,
            "last_dose": each.last,
            "ended": each.ended,
            "wasted_mcg": each.wasted,
        }
        for number, each in enumerate(used, 1)
    ]
    record["in_use"] = None
    if in_use is not None:
        record["in_use"] = {
            "opened": in_use.opened,
            "left_mcg": in_use_left,
            "doses_left": in_use.doses + in_use.whole_left,
            "doses": in_use.doses,
            "last_dose": in_use.last,
            "discard_on": discarded(in_use)[0],
            "next_on": new[0].opened if new else None,
        }
    standing = day_of(given["today"]) if "today" in given else None
    coming = [each for each in new if standing is None or each.opened >= standing]
    to_order = coming[record["on_hand"] or 0 :]
    record["to_buy"] = None if held is None else len(to_order)
    record["order_on"] = None
    if to_order and record["lead_days"] is not None:
        record["order_on"] = to_order[0].opened - timedelta(record["lead_days"])
    price = reading.percent(given["price"]) if "price" in given else None
    record["price"] = price
    record |= dict.fromkeys(("cost", "cost_per_dose", "cost_to_buy"), None)
    if price is not None and held is not None:
        record["cost"] = price * len(new)
        record["cost_to_buy"] = price * len(to_order)
        from_new = sum(each.doses for each in new)
        record["cost_per_dose"] = record["cost"] / from_new if from_new else None
    record["standing"] = None
    if standing is not None:
        before = sum(when < standing for when, _, _ in taken_on) * per_day
        record["standing"] = {
            "date": standing,
            "doses_taken": before,
            "doses_left": doses_in_all - before,
            "opening": None,
            "discard_on": None,
            "next_opening_on": next(
                (each.opened for each in used if each.opened >= standing), None
            ),
        }
        for number, each in enumerate(used, 1):
            until = discarded(each)[0]
            gone = each.ended == "empty" and each.last is not None and each.last < standing
            if (
                each.opened < standing
                and not gone
                and (until is None or standing < until or standing <= (each.last or each.opened))
            ):
                record["standing"]["opening"] = number
                record["standing"]["discard_on"] = until
    record["steps"] = [
        {"days": length} | of_a_step(worked, formulation.device) for length, worked in steps
    ]
    record["days_detail"] = [
        {
            "date": when,
            "course": number,
            "step": step + 1,
            "doses": per_day,
            "dose_mcg": steps[step][1].record["dose_mcg"],
            "daily_mcg": steps[step][1].record["daily_mcg"],
            "delivered_daily_mcg": steps[step][1].record["delivered_daily_mcg"],
            ("draw_units" if device == "vial" else f"{device}s"): steps[step][1].record[
                "draw_units" if device == "vial" else f"{device}s_per_dose"
            ],
            "opening": opening_of[place] if opening_of else None,
        }
        for place, (when, number, step) in enumerate(taken_on)
    ]

    flags: list[Raised] = []
    for step in judged:
        for flag in steps[step][1].flags:
            if flag not in flags and flag.code != "after-expiry":
                flags.append(flag)
    rises = [
        steps[step][1].record["dose_mcg"] / steps[before][1].record["dose_mcg"]
        for before, step in zip(judged, judged[1:], strict=False)
    ]
    if rises and max(rises) > 2:
        flags.append(Raised("step-change", "caution", max(rises), 2))
    if formulation.confirmed:
        if formulation.course is not None and days > formulation.course[1]:
            flags.append(
                Raised("course-longer-than-documented", "caution", days, formulation.course[1])
            )
        if courses > 1 and formulation.pause is not None and pause < formulation.pause[0]:
            flags.append(
                Raised("break-shorter-than-documented", "caution", pause, formulation.pause[0])
            )
    flags += kept_too_long(device, kind, keeps)
    if expires is not None:
        late = sum(when > expires for when, _, _ in taken_on) * per_day
        if late:
            flags.append(Raised("after-expiry", "warning", late, 0))
    missed = skipped_times([when for when, _, _ in taken_on], times, given.get("timezone"))
    if missed:
        flags.append(Raised("time-skipped", "caution", missed, 0))
    for each in used:
        after = expires is not None and each.last is not None and each.last > expires
        if each.ended == "past" and each.whole_left and not after:
            flags.append(Raised("beyond-use", "caution", each.whole_left, 0))
            break
    if held is not None:
        share = (wasted + lost) / record["opened_mcg"] * 100
        if share > 20:
            flags.append(Raised("low-use", "note", share, 20))
    return record, flags


def of_a_step(worked: Worked, device: str) -> dict[str, Any]:
    """What a step of a course has of its dose."""
    names = [*OF_A_STEP]
    names += OF_A_DRAW if device == "vial" else (f"{device}s_per_dose", f"{device}_mcg")
    return {name: worked.record[name] for name in names}


def kept_too_long(device: str, kind: str | None, keeps: int | None) -> list[Raised]:
    """What is flagged of the days from opening to discarding."""
    if kind is None or keeps is None:
        return []
    code = "beyond-use-longer-than-documented"
    if device == "vial" and kind != "bacteriostatic":
        return [Raised(code, "warning", keeps, 1)] if keeps > figures.UNPRESERVED_DAYS else []
    return [Raised(code, "caution", keeps, 28)] if keeps > figures.PRESERVED_DAYS else []


__all__ = ["UNITS_PER_ML", "course", "kept_too_long"]
