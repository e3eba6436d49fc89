"""What a course uses of its vials or bottles: opened, taken, lost, wasted and left.

Amounts are whole parts of a mcg, as `supply.parts_of` counts them, until they are shown.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from . import course_flags
from .course_results import Opening
from .exact import apportioned, divided, from_parts, multiply, quotient
from .openings import open_in_turn
from .quantities import about, show
from .supply import SupplyParts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .flags import Flag
    from .openings import Opened
    from .supply import Supply


class VialUse(NamedTuple):
    """The vials of a course in parts of a mcg: opened = taken + lost + wasted + left."""

    opened: list[Opened]
    taken_from: list[int]
    parts: SupplyParts
    taken: int
    lost: int
    wasted: int
    left: int

    @property
    def all_parts(self) -> int:
        """All that was opened."""
        return self.parts.holds * len(self.opened)


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
        sum(each.left + unusable for each in opened[:-1]),
        opened[-1].left + unusable,
    )


def low_use(
    used: VialUse,
    supply: Supply,
    doses: list[tuple[date, int]],
    beyond_use_days: int | None,
    thing: str,
) -> Flag | None:
    """The check of what is lost; only where it is too much is a better way looked for."""
    lost = used.wasted + used.lost
    raised = course_flags.low_use(lost, used.all_parts, (1, 1), "")
    if raised is None:
        return None
    best, instead = (1, 1), ""
    for parts, words in _instead(used, supply, thing):
        other = use_of(parts, doses, beyond_use_days)
        share = other.wasted + other.lost, other.all_parts
        if share[0] * best[1] < best[0] * share[1]:
            best, instead = share, words
    return course_flags.low_use(lost, used.all_parts, best, instead)


def _instead(used: VialUse, supply: Supply, thing: str) -> Iterable[tuple[SupplyParts, str]]:
    """Vials that hold just what is used of one, and twice the diluent where draws lose some."""
    parts = used.parts
    for usable in dict.fromkeys(parts.usable - each.left for each in used.opened[:-1]):
        if usable < max(parts.needs):
            continue
        holds = parts.holds - parts.usable + usable
        mcg = from_parts(holds, parts.parts_per_mcg)
        if thing == "vial":
            size = f"vials of {about(mcg, 'mcg')} of peptide"
        else:
            numerator, denominator = supply.mcg_per_ml
            size = f"bottles of {about(quotient(multiply(mcg, denominator), numerator), 'mL')}"
        yield parts._replace(holds=holds, usable=usable), size
    if any(parts.lost) and supply.diluent_ml is not None:
        twice = show(multiply(divided(supply.diluent_ml), Decimal(2)), "mL")
        yield (
            SupplyParts(
                parts.parts_per_mcg * 2, parts.holds * 2, parts.primed * 2, parts.usable * 2,
                tuple(dose * 2 for dose in parts.doses), parts.lost,
            ),
            f"{twice} of diluent",
        )  # fmt: skip


def masses_of(used: VialUse | None) -> dict[str, Any]:
    """The masses of a `Course`, which add up to the last digit."""
    names = ("taken_mcg", "lost_mcg", "wasted_mcg", "left_mcg")
    if used is None:
        return dict.fromkeys((*names, "opened_mcg"))
    counts = (used.taken, used.lost, used.wasted, used.left)
    shown, total = apportioned(counts, used.parts.parts_per_mcg)
    return {**dict(zip(names, shown, strict=True)), "opened_mcg": total}


def openings_of(used: VialUse | None) -> tuple[Opening, ...]:
    """The openings of a `Course`."""
    if used is None:
        return ()
    parts = used.parts
    unusable = parts.holds - parts.primed - parts.usable
    openings = []
    for number, each in enumerate(used.opened, 1):
        is_last = number == len(used.opened)
        is_empty = each.left < min(parts.needs) if is_last else not each.outlasted
        openings.append(
            Opening(
                number,
                each.opened,
                each.discard_on,
                each.doses,
                each.last_dose,
                "empty" if is_empty else None if is_last else "past",
                from_parts(0 if is_last else each.left + unusable, parts.parts_per_mcg),
            )
        )
    return tuple(openings)


def openings_by_dose(used: VialUse | None, a_day: int) -> tuple[tuple[int, ...], ...]:
    """For each day the number of the vial of each of its doses."""
    if used is None:
        return ()
    numbers = [position + 1 for position in used.taken_from]
    return tuple(tuple(numbers[at : at + a_day]) for at in range(0, len(numbers), a_day))
