"""What a vial or bottle holds when it is opened, and what each dose takes out of it.

All in mass of peptide, as Ratios, so that a course adds up exactly. Derivations:
docs/formulas.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from . import reconstitution
from .exact import Ratio, comparable, in_parts, multiply
from .results import SprayDose, VialDose
from .syringes import capacity_units, draws_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .results import Dose

_NONE = Ratio(Decimal(0))


class Taken(NamedTuple):
    """What one dose takes out, and what is lost with it."""

    dose_mcg: Ratio
    lost_mcg: Ratio


class Supply(NamedTuple):
    """One vial or bottle as it is opened, and what the doses of each step take out.

    Of what it holds, `usable_mcg` can be taken; priming loses `primed_mcg` at once, and
    what a pump can't spray stays.
    """

    is_vial: bool
    holds_mcg: Ratio
    primed_mcg: Ratio
    usable_mcg: Ratio
    taken: tuple[Taken, ...]
    mcg_per_ml: Ratio
    diluent_ml: Ratio | None  # None where it is bought dissolved


class SupplyParts(NamedTuple):
    """The same in whole parts of a mcg; `needs` is what each step's doses take and lose."""

    parts_per_mcg: int
    holds: int
    primed: int
    usable: int
    doses: tuple[int, ...]
    lost: tuple[int, ...]

    @property
    def needs(self) -> list[int]:
        """What a dose of each step takes out, with what is lost."""
        return [dose + lost for dose, lost in zip(self.doses, self.lost, strict=True)]


def supply_of(steps: Sequence[Dose]) -> Supply | None:
    """The supply of doses that differ in their size only; None for a bottle of unknown fill."""
    first = steps[0]
    if isinstance(first, SprayDose):
        return _bottle(first, [each for each in steps if isinstance(each, SprayDose)])
    return supply_of_vials([each for each in steps if isinstance(each, VialDose)])


def supply_of_vials(steps: Sequence[VialDose]) -> Supply:
    """The supply of doses drawn from vials, that differ in their size only."""
    of = steps[0].undivided
    holds_mcg = of.peptide_mcg or _NONE
    taken = tuple(_drawn(each) for each in steps)
    return Supply(True, holds_mcg, _NONE, holds_mcg, taken, of.mcg_per_ml, of.diluent_ml)


def _drawn(result: VialDose) -> Taken:
    lost_ml = multiply(result.dead_space_ml, Decimal(fillings_of(result)))
    of = result.undivided
    return Taken(of.taken_mcg, _times(of.mcg_per_ml, Ratio(lost_ml)))


def fillings_of(result: VialDose) -> int:
    """How often the barrel is filled for the dose."""
    draw_units = comparable(result.undivided.draw_units or _NONE)
    return draws_needed(draw_units, capacity_units(result.syringe))


def _bottle(first: SprayDose, steps: list[SprayDose]) -> Supply | None:
    of = first.undivided
    if first.sprays_per_bottle is None or first.bottle_ml is None:  # both or neither
        return None
    # A vial is opened whole, also where not all that it makes is filled into a bottle.
    holds_mcg = of.peptide_mcg or _times(of.mcg_per_ml, Ratio(first.bottle_ml))
    spray_mcg = _times(of.mcg_per_ml, Ratio(first.spray_ml))

    def sprayed(sprays: int) -> Ratio:
        return _times(spray_mcg, Ratio(Decimal(sprays)))

    return Supply(
        False,
        holds_mcg,
        sprayed(first.priming_sprays),
        sprayed(first.sprays_per_bottle),
        tuple(Taken(each.undivided.taken_mcg, _NONE) for each in steps),
        of.mcg_per_ml,
        of.diluent_ml,
    )


def _times(mcg_per_ml: Ratio, volume_ml: Ratio) -> Ratio:
    return reconstitution.dose_mcg(volume_ml, mcg_per_ml)


def parts_of(supply: Supply) -> SupplyParts:
    """The supply in whole parts of a mcg.

    >>> from selank_calc import dose
    >>> result = dose(vial="5 mg", diluent="2 mL", dose="250.5 mcg", dead_space="0.02 mL")
    >>> parts = parts_of(supply_of([result]))
    >>> parts.parts_per_mcg, parts.holds, parts.doses, parts.lost
    (2, 10000, (501,), (100,))
    """
    doses, lost = zip(*supply.taken, strict=True)
    counts, parts_per_mcg = in_parts(
        supply.holds_mcg, supply.primed_mcg, supply.usable_mcg, *doses, *lost
    )
    holds, primed, usable, *taken = counts
    steps = len(supply.taken)
    return SupplyParts(
        parts_per_mcg, holds, primed, usable, tuple(taken[:steps]), tuple(taken[steps:])
    )
