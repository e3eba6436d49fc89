"""What a course uses of its vials or bottles: opened, taken, lost, wasted and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Context
from typing import NamedTuple

from ..amounts.exact import NONE, Fraction
from ..amounts.writing import about, show
from ..dosing.flags import Raised
from ..dosing.keeping import Keeping
from . import flags as course_flags
from .in_use import InUse
from .openings import Opened, open_in_turn
from .supply import Supply

_UP = Context(prec=4, rounding=ROUND_CEILING)


class Doses(NamedTuple):
    """The doses of a course: the days that have some, each with its step."""

    days: tuple[tuple[date, int], ...]
    a_day: int
    keeping: Keeping
    opened: date | None  # the first vial, where not at the first dose
    in_use: InUse | None = None  # what is left in that, where it is not full

    def of_steps(self) -> dict[int, int]:
        """How many doses each step has."""
        days = Counter(step for _day, step in self.days)
        return {step: count * self.a_day for step, count in sorted(days.items())}


class VialUse(NamedTuple):
    """The vials of a course, in mass of peptide: opened = taken + lost + wasted + left.

    `wasted_mcg` is that of each vial, nothing of the last one unless it is used at once;
    `taken_from` has for each day the number of the vial of each dose.
    """

    opened: tuple[Opened, ...]
    taken_from: tuple[tuple[int, ...], ...]
    opened_mcg: Fraction
    taken_mcg: Fraction
    lost_mcg: Fraction
    wasted_mcg: tuple[Fraction, ...]
    left_mcg: Fraction

    @property
    def unused_mcg(self) -> Fraction:
        """What was neither taken nor is left."""
        return sum(self.wasted_mcg, self.lost_mcg)


def use_of(supply: Supply, doses: Doses) -> VialUse:
    """The vials or bottles that the doses take."""
    needs_mcg = [each.needs_mcg for each in supply.taken]
    in_use = doses.in_use
    first_mcg = None if in_use is None else in_use.usable_mcg
    opened, taken_from = open_in_turn(
        doses.days,
        doses.a_day,
        supply.usable_mcg,
        needs_mcg,
        doses.keeping,
        doses.opened,
        first_mcg,
    )
    is_at_once = doses.keeping.is_at_once
    if is_at_once:  # the last one has to go when the course ends
        outlasted = opened[-1].left_mcg // needs_mcg[doses.days[-1][1]]
        opened[-1] = opened[-1]._replace(outlasted=outlasted)
    counts = doses.of_steps().items()
    rest_mcg = supply.holds_mcg - supply.primed_mcg - supply.usable_mcg
    unusable_mcg, fresh, held_mcg = [rest_mcg] * len(opened), len(opened), NONE
    if in_use is not None:
        unusable_mcg[0] = in_use.holds_mcg - in_use.usable_mcg
        fresh, held_mcg = fresh - 1, in_use.holds_mcg
    *wasted_mcg, last_mcg = (each.left_mcg + unusable_mcg[at] for at, each in enumerate(opened))
    return VialUse(
        tuple(opened),
        tuple(taken_from),
        supply.holds_mcg * fresh + held_mcg,
        sum((supply.taken[step].dose_mcg * count for step, count in counts), NONE),
        sum(
            (supply.taken[step].lost_mcg * count for step, count in counts),
            supply.primed_mcg * fresh,
        ),
        (*wasted_mcg, last_mcg if is_at_once else NONE),
        NONE if is_at_once else last_mcg,
    )


def low_use(
    used: VialUse, supply: Supply, doses: Doses, others: Iterable[tuple[Supply, str]]
) -> Raised | None:
    """The check of what is discarded and lost, with what would waste least in its place.

    Of the vials or bottles that hold just what is used of one now, and of `others`, each
    with its name; these are looked at only where the flag is raised.
    """
    raised = course_flags.low_use(used.unused_mcg, used.opened_mcg)
    if raised is None:
        return None
    wasting = [
        (use_of(other, doses).unused_mcg, name)
        for other, name in (*_that_hold_less(used, supply, doses), *others)
        if _least_of(other, doses) <= other.usable_mcg
    ]
    least = min(wasting, default=(used.unused_mcg, ""))
    if least[0] >= used.unused_mcg:
        return raised
    message = f"{raised.message.removesuffix('.')}; with {least[1]} it would be"
    return raised._replace(message=f"{message} {about(least[0], 'mcg')}.")


def _that_hold_less(used: VialUse, supply: Supply, doses: Doses) -> Iterable[tuple[Supply, str]]:
    """Vials or bottles with just what is used of one now, rounded up, or the largest draw."""
    if not supply.is_vial and supply.diluent_ml is not None:
        return  # of a vial made into a spray, some may never be filled into the bottle
    fresh = used.opened[doses.in_use is not None :]
    full = fresh if doses.keeping.is_at_once else fresh[:-1]
    least_mcg = _least_of(supply, doses)
    used_of_each = dict.fromkeys(max(supply.usable_mcg - each.left_mcg, least_mcg) for each in full)
    for usable_mcg in used_of_each:
        mcg = supply.holds_mcg - supply.usable_mcg + usable_mcg
        if supply.is_vial:
            mcg = _rounded_up(mcg)
            name = f"vials of {show(mcg, 'mcg')} of peptide at the same concentration"
            yield supply._replace(holds_mcg=mcg, usable_mcg=mcg), name
        else:
            fill_ml = _rounded_up(mcg / supply.mcg_per_ml)
            holds_mcg = fill_ml * supply.mcg_per_ml
            name = f"bottles of {show(fill_ml, 'mL')}"
            yield supply._replace(holds_mcg=holds_mcg, usable_mcg=usable_mcg), name


def _least_of(supply: Supply, doses: Doses) -> Fraction:
    """The least that a vial or bottle must hold for each of the doses."""
    return max(supply.taken[step].fits_in_mcg for step in doses.of_steps())


def _rounded_up(amount: Fraction) -> Fraction:
    """The amount to the four digits that are shown, rounded up."""
    return Fraction(_UP.divide(amount.numerator, amount.denominator))
