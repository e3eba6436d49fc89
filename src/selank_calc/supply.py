"""What a vial or bottle holds when it is opened, and what each dose takes out of it.

All in mass of peptide, as Ratios, so that a course adds up exactly. Derivations:
docs/formulas.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from . import reconstitution
from .exact import Ratio, add, in_parts, multiply
from .results import SprayDose, VialDose
from .syringes import capacity_units, draws_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .results import Dose

_NONE = Ratio(Decimal(0))
_ONE_HUNDREDTH = Decimal("0.01")


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
    first = steps[0]
    mcg_per_ml = concentration_mcg_per_ml(first)
    holds_mcg = _times(mcg_per_ml, _solution_ml(first, mcg_per_ml))
    taken = tuple(_drawn(each, mcg_per_ml) for each in steps)
    diluent_ml = _diluent_ml(first, mcg_per_ml)
    return Supply(True, holds_mcg, _NONE, holds_mcg, taken, mcg_per_ml, diluent_ml)


def concentration_mcg_per_ml(result: Dose) -> Ratio:
    """That of a result, undivided: from the amounts that were given and are exact."""
    if isinstance(result, VialDose):
        if result.solved_for in ("diluent", "vial"):
            draw_ml = Ratio(result.draw_ml)
            return reconstitution.concentration_of_draw_mcg_per_ml(result.dose_mcg, draw_ml)
        vial_mcg, diluent_ml = result.vial_mcg, result.diluent_ml
    elif isinstance(result, SprayDose) and result.vial_mcg and result.solved_for is None:
        vial_mcg, diluent_ml = result.vial_mcg, result.diluent_ml or Decimal(0)
    else:
        return Ratio(result.concentration_mcg_per_ml)
    return reconstitution.concentration_mcg_per_ml(
        vial_mcg, _content(result), diluent_ml, result.displacement_ml
    )


def delivered_mcg(result: VialDose | SprayDose) -> Ratio:
    """What one dose delivers, undivided: at its mark, or in its whole sprays."""
    if isinstance(result, VialDose):
        volume_ml = Ratio(result.mark_units, result.syringe.units_per_ml)
    else:
        volume_ml = Ratio(multiply(result.spray_ml, Decimal(result.sprays_per_dose)))
    return _times(concentration_mcg_per_ml(result), volume_ml)


def _content(result: Dose) -> Decimal:
    return multiply(result.content_percent, _ONE_HUNDREDTH)


def _diluent_ml(result: VialDose | SprayDose, mcg_per_ml: Ratio) -> Ratio | None:
    if result.vial_mcg is None or result.diluent_ml is None:
        return None
    if result.solved_for != "diluent":
        return Ratio(result.diluent_ml)
    return reconstitution.diluent_ml(
        result.vial_mcg, _content(result), result.displacement_ml, mcg_per_ml
    )


def _solution_ml(result: VialDose | SprayDose, mcg_per_ml: Ratio) -> Ratio:
    diluent_ml, parts = _diluent_ml(result, mcg_per_ml) or _NONE
    return Ratio(add(diluent_ml, multiply(result.displacement_ml, parts)), parts)


def _drawn(result: VialDose, mcg_per_ml: Ratio) -> Taken:
    fillings = draws_needed(result.draw_units, capacity_units(result.syringe))
    lost_ml = multiply(result.dead_space_ml, Decimal(fillings))
    is_drawn = result.solved_for in (None, "dose")  # then the dose follows from the draw
    dose_mcg = _times(mcg_per_ml, Ratio(result.draw_ml)) if is_drawn else Ratio(result.dose_mcg)
    return Taken(dose_mcg, _times(mcg_per_ml, Ratio(lost_ml)))


def _bottle(first: SprayDose, steps: list[SprayDose]) -> Supply | None:
    mcg_per_ml = concentration_mcg_per_ml(first)
    if first.sprays_per_bottle is None or first.bottle_ml is None:
        return None
    # A vial is opened whole, also where not all that it makes is filled into a bottle.
    fill_ml = Ratio(first.bottle_ml)
    if first.vial_mcg is not None:
        fill_ml = _solution_ml(first, mcg_per_ml)
    spray_mcg = _times(mcg_per_ml, Ratio(first.spray_ml))

    def sprayed(sprays: int) -> Ratio:
        return _times(spray_mcg, Ratio(Decimal(sprays)))

    return Supply(
        False,
        _times(mcg_per_ml, fill_ml),
        sprayed(first.priming_sprays),
        sprayed(first.sprays_per_bottle),
        tuple(Taken(sprayed(each.sprays_per_dose), _NONE) for each in steps),
        mcg_per_ml,
        _diluent_ml(first, mcg_per_ml),
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
