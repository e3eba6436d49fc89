"""What a course must come to: walked dose by dose, in exact masses of peptide."""

import re
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from .amounts import COUNTS, RefusedError, amount, count, magnitude, quantity, within
from .doses import BARRELS, dose
from .figures import DOCUMENTED, MOST_DAYS, NASAL, USUAL_DAYS, formulation
from .flags import Flag
from .keeping import discarded, expiry, keeping

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLAN = (
    "days", "start", "end", "courses", "break_days", "times", "timezone", "step", "skip", "every", "on",
    "left", "lead", "warn_before", "beyond_use",    "opened", "price", "currency", "on_hand", "today",
)  # fmt: skip
_STEP = re.compile(r"\s*(.+?)\s*[xX×*]\s*([0-9]+)\s*(?:d|D|days?|Days?)\s*")
_DOSES = re.compile(r"([0-9]+)\s*doses?", re.IGNORECASE)
_SPRAYS = re.compile(r"([0-9]+)\s*(spray|drop)s?")


def course(**words):
    plan = {name: words.pop(name, None) for name in PLAN}
    expires = expiry(words.pop("expires", None))
    if plan["times"] and not words.get("per_day"):
        words["per_day"] = len(plan["times"].split(","))
    when = _when(plan, words)
    first_day = when.days[0][0]
    opened = date.fromisoformat(plan["opened"]) if plan["opened"] else first_day
    if opened > first_day:
        raise RefusedError("conflict", "opened")
    steps = [SimpleNamespace(days=days, dose=_of_step(words, asked)) for days, asked in when.steps]
    first = steps[0].dose
    per_day = first.doses_per_day
    doses = [(day, step) for day, _course, step in when.days for _dose in range(per_day)]
    supply = _supply(first, [each.dose for each in steps], words)
    keeps = keeping(first, plan["beyond_use"])
    if supply is None:
        _refuse_to_count(plan, "bottle" if first.formulation in NASAL else "volume")
    if keeps.days is not None and (first_day - opened).days >= keeps.days:
        raise RefusedError("conflict", "opened")
    # A step all of whose days are skipped is neither judged nor counted.
    taken = [steps[number] for number in sorted({step for _day, step in doses})]
    if supply is not None and any(vars(each.dose).get("doses_per_vial") == 0 for each in taken):
        raise RefusedError("conflict", "step" if plan["step"] else "dose")
    vials = None if supply is None else _walked(supply, doses, keeps, plan, opened, expires)
    result = SimpleNamespace(
        formulation=first.formulation,
        container="bottle" if first.formulation in NASAL else "vial",
        days=when.length,
        courses=when.courses,
        break_days=when.between,
        start=when.start,
        end=when.end,
        doses_per_day=per_day,
        times=_times(plan["times"]),
        timezone=plan["timezone"],
        every_days=when.every,
        on=tuple(WEEKDAYS[number] for number in sorted(when.on)),
        skipped=tuple(WEEKDAYS[number] for number in sorted(when.skipped)),
        openings_by_dose=_vials_of_days(vials, per_day),
        steps=steps,
        doses=len(doses),
        total_mcg=sum(steps[step].dose.dose_mcg for _day, step in doses),
        delivered_total_mcg=sum(steps[step].dose.delivered_mcg for _day, step in doses),
        draws=None,
        sprays=None,
        vials=None,
        bottles=None,
        diluent_ml=None,
        diluent_kind=first.diluent_kind,
        beyond_use_days=keeps.days,
        expires=expires,
        keeping=keeps.words if keeps.days or not expires else f"until {expires}",
        days_detail=_detail(when, steps, vials),
        in_use=_in_use(plan, supply, doses, vials),
        lead_days=count(plan, "lead"),
        warn_before_days=count(plan, "warn_before"),
        standing=_standing(plan["today"], doses, vials, supply),
        flags=[
            *_flags(when, taken, vials, supply),
            *keeps.flags,
            *_skipped(plan, when),
            *_expired(doses, expires),
        ],
        assumed=_assumed(plan, when, {*first.assumed, *keeps.assumed}),
    )
    if result.container == "vial":
        result.draws = sum(fillings(steps[step].dose) for _day, step in doses)
    else:
        result.sprays = sum(steps[step].dose.sprays_per_dose for _day, step in doses)
    _counted(result, plan, vials, supply)
    return result


# --- When -----------------------------------------------------------------------------


def _when(plan, words):
    start = date.fromisoformat(plan["start"])
    steps = _steps(plan["step"])
    length = sum(days for days, _asked in steps) or count(plan, "days", USUAL_DAYS)
    if plan["end"]:
        length = (date.fromisoformat(plan["end"]) - start).days + 1
        if length < 1:
            raise RefusedError("conflict", "end")
    courses = count(plan, "courses", 1)
    between = count(plan, "break_days", None)
    if between is None:
        between = DOCUMENTED[formulation(words)].fewest_days_between if courses > 1 else 0
        if between is None:
            raise RefusedError("missing", "break_days")
    in_all = courses * length + (courses - 1) * between
    if in_all > MOST_DAYS:
        raise RefusedError("out-of-bounds", "days")
    skipped = {_weekday(each) for each in (plan["skip"] or "").split(",") if each}
    named = {_weekday(each) for each in (plan["on"] or "").split(",") if each}
    every = count(plan, "every", 1)
    if named & skipped or (named and plan["every"]):
        raise RefusedError("conflict", "on")
    if named:
        skipped = set(range(7)) - named
    of_steps = [number for number, (days, _asked) in enumerate(steps) for _day in range(days)]
    days = []
    for number in range(courses):
        for offset in range(length):
            day = start + timedelta(number * (length + between) + offset)
            if offset % every == 0 and day.weekday() not in skipped:
                days.append((day, number, of_steps[offset] if steps else 0))
    if plan["left"] and not plan["opened"]:
        raise RefusedError("missing", "opened")
    if not days:
        raise RefusedError("conflict", "on" if named else "skip")
    return SimpleNamespace(
        start=start, end=start + timedelta(in_all - 1), length=length, courses=courses,
        between=between, skipped=skipped, every=every, on=named, days=days, steps=steps or [(length, {})],
    )  # fmt: skip


def _times(texts):
    """As they are given; None where they are spread through the day."""
    if texts is None:
        return None
    return sorted(time(*map(int, each.split(":"))) for each in texts.split(","))


def _weekday(name):
    (number,) = (
        number for number, each in enumerate(WEEKDAYS)
        if each.lower().startswith(name.strip().lower())
    )  # fmt: skip
    return number


def _steps(texts):
    steps = []
    for text in texts or ():
        asked, days = _STEP.fullmatch(text).groups()
        if not COUNTS["days"][0] <= int(days) <= COUNTS["days"][1]:
            raise RefusedError("out-of-bounds", "step")
        sprays = _SPRAYS.fullmatch(asked)
        steps.append((int(days), {f"{sprays[2]}s": sprays[1]} if sprays else {"dose": asked}))
    return steps


def _of_step(words, asked):
    try:
        return dose(**{**words, **asked})
    except RefusedError as refused:
        if refused.field in asked:
            raise RefusedError(refused.code, "step") from refused
        raise


# --- Vials and bottles ----------------------------------------------------------------


def fillings(dose):
    """How often the barrel is filled for a dose: for its mark."""
    scale, capacity_ml, _spacing = dose.syringe
    return ceil(dose.mark_units / (capacity_ml * BARRELS[scale][0]))


def _supply(first, doses, words):
    """What one holds and what can be taken; what the doses of each step take and lose."""
    concentration = first.concentration_mcg_per_ml
    if first.formulation not in NASAL:
        if first.volume_ml is None:
            return None
        holds = first.volume_ml * concentration
        # what the hand draws: the mark, and the dead space of each filling
        taken = [each.mark_units / BARRELS[each.syringe[0]][0] * concentration for each in doses]
        lost = [fillings(each) * each.dead_space_ml * concentration for each in doses]
        return SimpleNamespace(holds=holds, primed=0, usable=holds, taken=taken, lost=lost,
                               diluent_ml=first.diluent_ml, per_ml=concentration, filled=holds,
                               spray=None)  # fmt: skip
    if first.bottle_ml is None:
        return None
    holds = first.bottle_ml * concentration
    if first.vial_mcg is not None:
        holds = first.vial_mcg * first.content_percent / 100
    return SimpleNamespace(
        holds=holds,
        primed=first.priming_sprays * first.spray_mcg,
        usable=first.sprays_per_bottle * first.spray_mcg,
        taken=[each.sprays_per_dose * each.spray_mcg for each in doses],
        lost=[0 for _each in doses],
        diluent_ml=first.diluent_ml,
        per_ml=concentration,
        filled=first.bottle_ml * concentration,
        stays=magnitude(amount(words, "residual", "0 mL"), "mL") * concentration,
        spray=first.spray_mcg,
    )


def _refuse_to_count(plan, of):
    if any(
        plan[name]
        for name in ("price", "on_hand", "beyond_use", "opened", "left", "lead", "warn_before")
    ):
        raise RefusedError("missing", of)


def _left(text, supply, need):
    """What one in use holds, and what can be taken of it."""
    if doses := _DOSES.fullmatch(text):
        holds = usable = int(doses[1]) * need
        is_more = usable > supply.usable
    else:
        given = quantity(text)
        if given.check("[volume]"):
            holds = magnitude(within(given, "volume", "left"), "mL") * supply.per_ml
        else:
            holds = magnitude(within(given, "mass", "left"), "mcg")
        is_more, usable = holds > supply.filled, holds
        if supply.spray:
            usable = max(0, (holds - supply.stays) // supply.spray) * supply.spray
    if is_more or usable < need:
        raise RefusedError("conflict", "left")
    return holds, usable


def _in_use(plan, supply, doses, vials):
    if not vials or vials[0].is_fresh:
        return None
    first = vials[0]
    # what it still holds would be doses of the size of the next, or of the last of all
    step = doses[min(len(first.doses), len(doses) - 1)][1]
    rest = int(first.left // (supply.taken[step] + supply.lost[step]))
    return (
        first.opened, Fraction(first.holds), len(first.doses) + rest, len(first.doses),
        first.doses[-1][0], first.discard_on, vials[1].opened if len(vials) > 1 else None,
    )  # fmt: skip


def _walked(supply, doses, keeps, plan, opened, expires):
    """Each vial with its doses: used until it holds no whole dose, or its date has come.

    What is used at once has no other day: of the last one, too, the rest is wasted.
    """
    needs = [taken + lost for taken, lost in zip(supply.taken, supply.lost, strict=True)]
    of_doses = {needs[step] for _day, step in doses}
    if max(of_doses) > supply.usable:
        raise RefusedError("conflict", "step" if plan["step"] else "dose")
    held = None
    if plan["left"] is not None:
        held = _left(plan["left"], supply, needs[doses[0][1]])
    elif opened < doses[0][0]:  # in use, and full but for its priming
        held = (supply.filled - supply.primed, supply.usable)
    vials = []
    for day, step in doses:
        vial = vials[-1] if vials else None
        if vial:
            is_past = vial.until is not None and day >= vial.until
            if is_past or vial.left < needs[step]:
                # whole doses that would have been next, still in it on its date
                vial.outlasted = vial.left // needs[step] if is_past else 0
                vial = None
        if vial is None:
            since = day if vials else opened
            discard_on, discard_by = discarded(keeps, since, expires)
            # one that has expired is used for its days all the same: so has the next
            until = discarded(keeps, since, None)[0]
            is_fresh = bool(vials) or held is None
            holds, usable = (supply.holds, supply.usable) if is_fresh else held
            primed = supply.primed if is_fresh else 0
            vial = SimpleNamespace(until=until, discard_by=discard_by,
                                   opened=since, discard_on=discard_on, left=usable, doses=[],
                                   outlasted=None, is_fresh=is_fresh, holds=holds, primed=primed,
                                   unusable=holds - primed - usable)  # fmt: skip
            vials.append(vial)
        vial.doses.append((day, step))
        vial.left -= needs[step]
    if keeps.at_once:
        last = vials[-1]
        last.outlasted = last.left // needs[last.doses[-1][1]]
    for vial in vials:
        vial.is_wasted = keeps.at_once or vial is not vials[-1]
        if vial.outlasted is None:
            # the last of all: empty if it holds no other like the last dose
            vial.ended = "empty" if vial.left < needs[doses[-1][1]] else None
        else:
            vial.ended = "past" if vial.outlasted else "empty"
    return vials


def _counted(result, plan, vials, supply):
    """How many, what they cost, and what became of all that they held."""
    on_hand, lead = count(plan, "on_hand"), count(plan, "lead")
    number = None if vials is None else len(vials)
    if result.container == "vial":
        result.vials = number
    else:
        result.bottles = number
    masses = opened = taken = lost = left = None
    wasted = []
    if supply is not None:
        steps = [step for vial in vials for _day, step in vial.doses]
        opened = sum(vial.holds for vial in vials)
        taken = sum(supply.taken[step] for step in steps)
        lost = sum(supply.lost[step] for step in steps) + sum(vial.primed for vial in vials)
        rest = [vial.left + vial.unusable for vial in vials]
        wasted = [Fraction(each * vial.is_wasted) for each, vial in zip(rest, vials, strict=True)]
        left = Fraction(sum(rest) - sum(wasted))
        if supply.diluent_ml is not None:
            result.diluent_ml = supply.diluent_ml * sum(vial.is_fresh for vial in vials)
        masses = {"taken_mcg": taken, "lost_mcg": lost, "left_mcg": left, "wasted": wasted}
    price = None if plan["price"] is None else Fraction(plan["price"].strip())
    fresh = [vial for vial in vials or [] if vial.is_fresh]
    since = date.fromisoformat(plan["today"]) if plan["today"] else None
    bought = [vial for vial in fresh if since is None or vial.opened >= since][on_hand or 0 :]
    to_buy = None if vials is None else len(bought)
    order_on = None
    if lead is not None and bought:
        order_on = bought[0].opened - timedelta(lead)
    vars(result).update(
        opened_mcg=opened,
        masses=masses,
        on_hand=on_hand,
        to_buy=to_buy,
        order_on=order_on,
        price=price,
        currency=plan["currency"] and plan["currency"].upper(),
        cost=None if price is None else price * len(fresh),
        cost_per_dose=None
        if price is None or not fresh
        else price * len(fresh) / sum(len(vial.doses) for vial in fresh),
        cost_to_buy=None if price is None else price * to_buy,
        openings=[
            (
                at,
                vial.opened,
                vial.discard_on,
                vial.discard_by,
                len(vial.doses),
                vial.doses[-1][0],
                vial.ended,
            )
            for at, vial in enumerate(vials or [], 1)
        ],
    )


def _detail(when, steps, vials):
    first_vial = {}
    for number, vial in enumerate(vials or [], 1):
        for day, _step in vial.doses:
            first_vial.setdefault(day, number)
    detail = []
    for day, course, step in when.days:
        of = steps[step].dose
        detail.append(
            (day, course + 1, step + 1, of.doses_per_day, of.dose_mcg, of.daily_mcg,
             of.delivered_daily_mcg, *_of_its_device(of), first_vial.get(day))
        )  # fmt: skip
    return detail


def _of_its_device(of):
    """The units of one dose, its sprays, its drops."""
    if of.formulation not in NASAL:
        return of.draw_units, None, None
    is_spray = of.formulation == "nasal-spray"
    return None, *((of.sprays_per_dose, None) if is_spray else (None, of.sprays_per_dose))


def _vials_of_days(vials, per_day):
    """For each day the number of the vial of each of its doses."""
    numbers = [number for number, vial in enumerate(vials or [], 1) for _dose in vial.doses]
    return [numbers[at : at + per_day] for at in range(0, len(numbers), per_day)]


def _standing(today, doses, vials, supply):
    """On the morning of that day: its own doses are still to be taken."""
    if today is None:
        return None
    today = date.fromisoformat(today)
    taken = sum(day < today for day, _step in doses)
    in_use = next_on = None
    for number, vial in enumerate(vials or [], 1):
        if vial.opened >= today:
            next_on = next_on or vial.opened
            continue
        is_past = vial.discard_on is not None and vial.discard_on <= today
        ends = is_past or vial.ended == "empty"
        in_use = None if ends and vial.doses[-1][0] < today else (number, vial.discard_on)
    number, discard_on = in_use or (None, None)
    return (today, taken, len(doses) - taken, number, discard_on, next_on)


# --- What is said of it ---------------------------------------------------------------


def _flags(when, steps, vials, supply):
    raised = [each for step in steps for each in step.dose.flags]
    of = DOCUMENTED[steps[0].dose.formulation]
    if of.raises_flags and of.most_days and when.length > of.most_days:
        raised.append(Flag("course-longer-than-documented", when.length, of.most_days, of.source))
    shortest = of.fewest_days_between
    if of.raises_flags and shortest and when.courses > 1 and when.between < shortest:
        raised.append(Flag("break-shorter-than-documented", when.between, shortest, of.source))
    rises = [after.dose.dose_mcg / before.dose.dose_mcg for before, after in pairwise(steps)]
    if max(rises, default=0) > 2:
        raised.append(Flag("step-change", max(rises), 2))
    outlasting = [
        vial.outlasted
        for vial in vials or []
        if vial.outlasted and vial.doses[-1][0] < vial.discard_on
    ]
    if outlasting:
        raised.append(Flag("beyond-use", outlasting[0], 0))
    if vials:
        unused = _unused(vials, supply)
        opened = sum(vial.holds for vial in vials)
        if unused * 5 > opened:
            raised.append(Flag("low-use", unused / opened * 100, 20))
    return raised


def _expired(doses, expires):
    late = [day for day, _step in doses if expires and day > expires]
    return [Flag("after-expiry", len(late), 0)] if late else []


def _skipped(plan, when):
    """How many of the times no moment has, whatever offset the zone has in those days.

    Times that are spread through the day are from 08:00 to 20:00, when no clock is changed.
    """
    if not (plan["timezone"] and plan["times"]):
        return []
    zone = ZoneInfo(plan["timezone"])
    count = 0
    for day, _course, _step in when.days:
        noon = datetime.combine(day, time(12), UTC)
        offsets = {(noon + timedelta(hours=each)).astimezone(zone).utcoffset()
                   for each in range(-48, 49)}  # fmt: skip
        for at in _times(plan["times"]):
            wanted = datetime.combine(day, at, UTC)
            moments = [(wanted - offset).astimezone(zone) for offset in offsets]
            count += all(each.replace(tzinfo=UTC) != wanted for each in moments)
    return [Flag("time-skipped", count, 0)] if count else []


def _unused(vials, supply):
    """What is discarded and what is lost, but not what is left in the end."""
    taken = sum(supply.taken[step] for vial in vials for _day, step in vial.doses)
    in_last = vials[-1].left + vials[-1].unusable
    return sum(vial.holds for vial in vials) - taken - in_last * (not vials[-1].is_wasted)


def _assumed(plan, when, assumed):
    if not plan["times"]:
        assumed.add("times")
    if not (plan["days"] or plan["end"] or plan["step"]):
        assumed.add("days")
    if when.courses > 1 and plan["break_days"] is None:
        assumed.add("break")
    return tuple(assumed)
