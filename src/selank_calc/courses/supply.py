"""What a vial or bottle holds when it is opened, and what each dose takes out of it.

All in exact mass of peptide. Derivations: docs/formulas.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..amounts.exact import NONE, Fraction
from ..dosing.results import SprayDose, VialDose


class Taken(NamedTuple):
    """What one dose takes out, what is lost with it, and what its draw carries."""

    dose_mcg: Fraction
    lost_mcg: Fraction
    carried_mcg: Fraction

    @property
    def needs_mcg(self) -> Fraction:
        """What leaves the vial: dose and loss."""
        return self.dose_mcg + self.lost_mcg

    @property
    def fits_in_mcg(self) -> Fraction:
        """The least that a vial must hold: the whole draw, also where its mark is below it."""
        return max(self.dose_mcg, self.carried_mcg) + self.lost_mcg


class Supply(NamedTuple):
    """One vial or bottle as it is opened, and what the doses of each step take out.

    Of what it holds, `usable_mcg` can be taken; priming loses `primed_mcg` at once, and
    what a pump can't spray, `stays_mcg`, stays. It is filled with `filled_mcg`: of a vial made into
    a spray some may never be filled into the bottle.
    """

    is_vial: bool
    holds_mcg: Fraction
    primed_mcg: Fraction
    usable_mcg: Fraction
    taken: tuple[Taken, ...]
    mcg_per_ml: Fraction
    diluent_ml: Fraction | None  # None where it is bought dissolved
    filled_mcg: Fraction
    stays_mcg: Fraction

    def usable_of(self, holds_mcg: Fraction) -> Fraction:
        """How much can be taken where it holds so much, and priming is over."""
        return max(NONE, holds_mcg - self.stays_mcg)


def supply_of(doses: Sequence[VialDose | SprayDose]) -> Supply | None:
    """The supply of doses that differ in their size only; None for what has an unknown fill."""
    first = doses[0]
    if isinstance(first, VialDose):
        return supply_of_vials([each for each in doses if isinstance(each, VialDose)])
    return _bottle(first, [each for each in doses if isinstance(each, SprayDose)])


def supply_of_vials(doses: Sequence[VialDose]) -> Supply | None:
    """The supply of doses drawn from vials, that differ in their size only."""
    of = doses[0].solution
    holds_mcg = of.peptide_mcg
    if holds_mcg is None:
        return None
    taken = tuple(
        Taken(
            each.device.delivered_mcg,
            each.device.lost_ml * of.mcg_per_ml,
            each.solution.carried_mcg,
        )
        for each in doses
    )
    return Supply(
        True, holds_mcg, NONE, holds_mcg, taken, of.mcg_per_ml, of.diluent_ml, holds_mcg, NONE
    )


def _bottle(first: SprayDose, doses: list[SprayDose]) -> Supply | None:
    of, spray_mcg, bottle = first.solution, first.device.spray_mcg, first.device.bottle
    if bottle is None:
        return None
    filled_mcg = bottle.fill_ml * of.mcg_per_ml
    return Supply(
        False,
        # A vial is opened whole, also where not all that it makes is filled into a bottle.
        of.peptide_mcg or filled_mcg,
        first.request.priming_sprays * spray_mcg,
        bottle.sprays * spray_mcg,
        tuple(Taken(each.device.delivered_mcg, NONE, NONE) for each in doses),
        of.mcg_per_ml,
        of.diluent_ml,
        filled_mcg,
        first.request.residual_ml * of.mcg_per_ml,
    )
