"""What a course uses of its vials or bottles: opened, taken, lost, wasted and left.

Amounts are whole parts of a mcg, as `supply.parts_of` counts them, until they are shown.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Context, Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from . import course_flags
from .course_results import Opening
from .exact import Ratio, add, apportioned, from_parts, multiply, quotient
from .openings import open_in_turn
from .quantities import about, show
from .supply import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .flags import Flag
    from .openings import Opened
    from .supply import Supply, SupplyParts


_UP = Context(prec=4, rounding=ROUND_CEILING)


class VialUse(NamedTuple):
    """The vials of a course in parts of a mcg: opened = taken + lost + wasted + left.

    `wasted` is that of every vial, nothing of the last one.
    """

    opened: list[Opened]
    taken_from: list[int]
    parts: SupplyParts
    taken: int
    lost: int
    wasted: list[int]
    left: int

    @property
    def in_all(self) -> int:
        """All that was opened."""
        return self.parts.holds * len(self.opened)

    @property
    def unused(self) -> int:
        """What was neither taken nor is left."""
        return sum(self.wasted) + self.lost


def use_of(
    parts: SupplyParts, doses: list[tuple[date, int]], beyond_use_days: int | None
) -> VialUse:
    """The vials that the doses take; a dose is its day and its step."""
    opened, taken_from = open_in_turn(doses, parts.usable, parts.needs, beyond_use_days)
    unusable = parts.holds - parts.primed - parts.usable
    return VialUse(
        opened,
        taken_from,
        parts,
        sum(parts.doses[step] for _day, step in doses),
        sum(parts.lost[step] for _day, step in doses) + parts.primed * len(opened),
        [*(each.left + unusable for each in opened[:-1]), 0],
        opened[-1].left + unusable,
    )


def low_use(
    used: VialUse,
    supply: Supply,
    doses: list[tuple[date, int]],
    beyond_use_days: int | None,
    others: Iterable[tuple[Supply, str]],
) -> Flag | None:
    """The check of what is discarded and lost, with what would waste least in its place.

    Of the vials or bottles that hold just what is used of one now, and of `others`, each
    with its name; these are looked at only where the flag is raised.
    """
    raised = course_flags.low_use(used.unused, used.in_all, used.parts.parts_per_mcg)
    if raised is None:
        return None
    wasting = []
    for other, name in (*_that_hold_less(used, supply), *others):
        parts = parts_of(other)
        if max(parts.needs) <= parts.usable:
            unused = use_of(parts, doses, beyond_use_days).unused
            wasting.append((from_parts(unused, parts.parts_per_mcg), name))
    now_mcg = from_parts(used.unused, used.parts.parts_per_mcg)
    least = min(wasting, default=(now_mcg, ""))
    if least[0] >= now_mcg:
        return raised
    message = f"{raised.message.removesuffix('.')}; with {least[1]} it would be"
    return raised._replace(message=f"{message} {about(least[0], 'mcg')}.")


def _that_hold_less(used: VialUse, supply: Supply) -> Iterable[tuple[Supply, str]]:
    """Vials or bottles of what is used of one now, rounded up: one of less would not do."""
    if not supply.is_vial and supply.diluent_ml is not None:
        return  # of a vial made into a spray, some may never be filled into the bottle
    parts = used.parts
    for usable in dict.fromkeys(parts.usable - each.left for each in used.opened[:-1]):
        mcg = from_parts(parts.holds - parts.usable + usable, parts.parts_per_mcg)
        if supply.is_vial:
            mcg = mcg.normalize(_UP)
            name = f"vials of {show(mcg, 'mcg')} of peptide at the same concentration"
            yield supply._replace(holds_mcg=Ratio(mcg), usable_mcg=Ratio(mcg)), name
        else:
            strength, per = supply.mcg_per_ml
            fill_ml = quotient(multiply(mcg, per), strength).normalize(_UP)
            holds_mcg = Ratio(multiply(fill_ml, strength), per)
            usable_mcg = Ratio(Decimal(usable), Decimal(parts.parts_per_mcg))
            name = f"bottles of {show(fill_ml, 'mL')}"
            yield supply._replace(holds_mcg=holds_mcg, usable_mcg=usable_mcg), name


def masses_of(used: VialUse | None) -> dict[str, Any]:
    """The masses and the openings of a `Course`; the masses add up to the last digit."""
    if used is None:
        names = ("opened_mcg", "taken_mcg", "lost_mcg", "wasted_mcg", "left_mcg")
        return {**dict.fromkeys(names), "openings": ()}
    counts = (used.taken, used.lost, used.left, *used.wasted)
    taken, lost, left, *wasted = apportioned(counts, used.parts.parts_per_mcg)
    wasted_mcg = reduce(add, wasted)
    return {
        "opened_mcg": reduce(add, (taken, lost, wasted_mcg, left)),
        "taken_mcg": taken,
        "lost_mcg": lost,
        "wasted_mcg": wasted_mcg,
        "left_mcg": left,
        "openings": tuple(
            Opening(
                number,
                each.opened,
                each.discard_on,
                each.doses,
                each.last_dose,
                _ended(used, number),
                wasted[number - 1],
            )
            for number, each in enumerate(used.opened, 1)
        ),
    }


def _ended(used: VialUse, number: int) -> Any:
    """Why no more is taken from a vial; None where the course ends first."""
    vial = used.opened[number - 1]
    if number < len(used.opened):
        return "past" if vial.outlasted else "empty"
    return "empty" if vial.left < min(used.parts.needs) else None


def openings_by_dose(used: VialUse | None, a_day: int) -> tuple[tuple[int, ...], ...]:
    """For each day the number of the vial of each of its doses."""
    if used is None:
        return ()
    numbers = [position + 1 for position in used.taken_from]
    return tuple(tuple(numbers[at : at + a_day]) for at in range(0, len(numbers), a_day))
