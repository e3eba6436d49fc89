"""What `dose()` returns: amounts and their flags, together in one frozen value.

The attribute names are the JSON names, and end in the unit of what they hold. A result
holds the stages it was calculated in; every field is made of them when it is read.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from ..amounts.exact import HUNDRED, Fraction
from ..amounts.kinds import Dated
from ..catalogue.figures import figures_of, made_once
from ..catalogue.model import Catalogue, Formulation, Syringe
from ..shown import PintQuantity, Tabled, by_name, in_notebooks
from ..views import (
    Value_co,
    View,
    as_plain,
    attribute,
    exact_parts,
    field,
    highest_mcg,
    in_days,
    lowest_mcg,
    mcg,
    mcg_per_kg,
    mcg_per_ml,
    ml,
    percent,
    plain_of,
    units,
)
from .equation import Solution, SolvedFor, strength_ends_mcg_per_ml
from .flags import FlagsField, Raised
from .keeping import DiluentKind, Keeping, kept
from .pump import Sprayed
from .request import Asked, NasalRequest, VialRequest
from .syringe import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
else:
    date = Dated  # for who reads the types at run time

_OF_A_SYRINGE = ("scale", "capacity_ml", "marks_units")


@in_notebooks
class Mark(NamedTuple):
    """A mark of the barrel, what a draw to it delivers, and how far off the dose that is."""

    units: Decimal
    delivered_mcg: Decimal
    error_percent: Decimal


@in_notebooks
class Drops(NamedTuple):
    """A count of drops, what it delivers, and how far off the dose that is."""

    drops: int
    delivered_mcg: Decimal
    error_percent: Decimal


@in_notebooks
class Sprays(NamedTuple):
    """A count of sprays, what it delivers, and how far off the dose that is."""

    sprays: int
    delivered_mcg: Decimal
    error_percent: Decimal


class SyringeField(field[Value_co]):
    """A barrel or None; its record has what a person chooses it by."""

    def plain(self, result: Any) -> dict[str, Any] | None:
        """Those parts of it."""
        syringe: Any = self.make(result)
        if syringe is None:
            return None
        return {**_chosen_by(syringe)}


@made_once
def _chosen_by(syringe: Syringe) -> dict[str, Any]:
    return {name: as_plain(getattr(syringe, name)) for name in _OF_A_SYRINGE}


def _off_percent(delivered: Fraction, asked: Fraction) -> Fraction:
    """How much more or less is delivered than was asked.

    >>> from selank_calc.amounts.exact import written as F
    >>> _off_percent(F("7"), F("7.5")), _off_percent(F("10"), F("10"))
    (Fraction(-20, 3), Fraction(0, 1))
    """
    return (delivered - asked) / asked * HUNDRED


class Dose(Tabled, View):
    """What every formulation's result holds.

    `dose_mcg` and `daily_mcg` are what was asked for, `delivered_mcg` and
    `delivered_daily_mcg` what the device delivers at its nearest mark or whole spray,
    `error_percent` the second against the first, `low_mcg` to `high_mcg` what the hand
    and the device may really deliver. `solved_for` names the amount that was calculated
    from the others: `draw`, `sprays` or `drops`, `dose`, `diluent` or `vial`; None where all
    were given.
    Amounts per kg are None without a body mass. Percents of errors, the powder's volume
    and what is lost are as given, by default none. `assumed` names what was not given
    but chosen, such as `doses_per_day`.
    """

    _stages = ("request", "solution", "device", "raised")
    _headlines = "output.summary.headlines_of"
    _table, _html = "output.table.dose_table", "output.html.dose_html"
    request: VialRequest | NasalRequest
    solution: Solution
    device: Drawn | Sprayed
    raised: tuple[Raised, ...]

    @attribute
    def ends_mcg(self) -> tuple[Fraction, Fraction] | None:
        """The least and the most that may really be delivered, exactly; None of drops."""
        asked = self._asked
        low_ml, high_ml = self.device.ends_ml(figures_of(asked.catalogue).accuracy)
        low, high = strength_ends_mcg_per_ml(
            self.solution, asked.powder_ml, asked.vial_error, asked.diluent_error
        )
        return low_ml * low, high_ml * high

    @attribute
    def _asked(self) -> Asked:
        return self.request.asked

    @property
    def given(self) -> Formulation:
        """The formulation, with all that is documented on it."""
        return self._asked.of

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the amounts are compared with."""
        return self._asked.catalogue

    @field
    def formulation(self) -> str:
        """Id."""
        return self._asked.of.id

    @field
    def name(self) -> str:
        """Full name."""
        return self._asked.of.name

    @field
    def route(self) -> str | None:
        """As documented, or `null`."""
        return self._asked.of.route

    @field
    def solved_for(self) -> SolvedFor | None:
        """Which amount was calculated; `null` where none was."""
        return self.solution.solved_for

    @mcg_per_ml
    def concentration_mcg_per_ml(self) -> Fraction:
        """Of the solution or the spray, in peptide."""
        return self.solution.mcg_per_ml

    @mcg
    def dose_mcg(self) -> Fraction:
        """One dose, asked for or solved for."""
        return self.solution.dose_mcg

    @field
    def doses_per_day(self) -> int:
        """Given, or the fewest documented."""
        return self._asked.doses_per_day

    @mcg
    def daily_mcg(self) -> Fraction:
        """A day, asked for."""
        return self.solution.dose_mcg * self._asked.doses_per_day

    @mcg
    def delivered_mcg(self) -> Fraction:
        """One dose at the nearest mark, or in whole sprays."""
        return self.device.delivered_mcg

    @mcg
    def delivered_daily_mcg(self) -> Fraction:
        """A day of that."""
        return self.device.delivered_mcg * self._asked.doses_per_day

    @percent
    def error_percent(self) -> Fraction:
        """Delivered against asked."""
        return _off_percent(self.device.delivered_mcg, self.solution.dose_mcg)

    @lowest_mcg
    def low_mcg(self) -> Fraction:
        """The least delivered, by the tolerance of the device and the errors given; what
        people were measured to draw can be further off.
        """
        return self.ends_mcg[0]  # type: ignore[index] # of drops, which have one of their own

    @highest_mcg
    def high_mcg(self) -> Fraction:
        """The most."""
        return self.ends_mcg[1]  # type: ignore[index] # likewise

    @mcg_per_kg
    def dose_mcg_per_kg(self) -> Fraction | None:
        """One dose by body mass, with `--weight`."""
        weight_kg = self._asked.weight_kg
        return None if weight_kg is None else self.solution.dose_mcg / weight_kg

    @mcg_per_kg
    def daily_mcg_per_kg(self) -> Fraction | None:
        """A day by body mass, with `--weight`."""
        weight_kg = self._asked.weight_kg
        daily_mcg = self.solution.dose_mcg * self._asked.doses_per_day
        return None if weight_kg is None else daily_mcg / weight_kg

    @percent
    def content_percent(self) -> Fraction:
        """The peptide's share of the labelled mass, with `--content`, else 100."""
        return self._asked.content * HUNDRED

    @ml
    def displacement_ml(self) -> Fraction:
        """The volume that the powder adds to the diluent, else 0."""
        return self._asked.powder_ml

    @percent
    def vial_error_percent(self) -> Fraction:
        """With `--vial-error`, else 0."""
        return self._asked.vial_error * HUNDRED

    @percent
    def diluent_error_percent(self) -> Fraction:
        """With `--diluent-error`, else 0."""
        return self._asked.diluent_error * HUNDRED

    @ml
    def vial_size_ml(self) -> Fraction | None:
        """How much liquid the vial holds, with `--vial-size`, else `null`."""
        return self._asked.vial_size_ml

    @mcg
    def limit_mcg(self) -> Fraction | None:
        """Your own limit of one dose, with `--limit`, else `null`."""
        return self._asked.limit_mcg

    @mcg
    def limit_day_mcg(self) -> Fraction | None:
        """Your own limit of a day, with `--limit-day`, else `null`."""
        return self._asked.limit_day_mcg

    @field
    def expires(self) -> date | None:
        """The last day of use, with `--expires`, else `null`."""
        return self._asked.expiry and self._asked.expiry.expires

    @field
    def diluent_kind(self) -> DiluentKind | None:
        """`bacteriostatic`, `sterile` or `saline`; `null` for what is bought dissolved."""
        return self._asked.diluent_kind

    @mcg
    def vial_mcg(self) -> Fraction | None:
        """In the vial, as labelled; `null` for a solution bought ready."""
        return self.solution.vial_mcg

    @ml
    def diluent_ml(self) -> Fraction | None:
        """It is dissolved in, or `null`."""
        return self.solution.diluent_ml

    def keeps(self, given_days: int | None = None) -> Keeping:
        """How long what it is taken from is used, by default as is documented."""
        asked = self._asked
        return kept(asked.diluent_kind, asked.of.device, asked.catalogue, given_days)

    def _in_time(self, days: int) -> int:
        """So many days, or those until what it is taken from is discarded or expires."""
        expiry = self._asked.expiry
        return min(days, self.keeps().days or days, days if expiry is None else expiry.days)

    @field
    def assumed(self) -> tuple[str, ...]:
        """Names of what was not given but chosen: `doses_per_day`, `scale`, `syringe`, `marks`,
        `spray_volume`, `drop_volume`, `strength`, `diluent_kind`, of a spray or drops from a vial
        `dose` and `bottle`, of drops without `strength` `bottle`; with `--expires` `today`, on
        which the dose is taken.
        """
        return self._asked.assumed

    @FlagsField
    def flags(self) -> tuple[Raised, ...]:
        """Worst first: see [flags.md](flags.md)."""
        return self.raised

    def as_dict(self) -> dict[str, Any]:
        """The object that `--json` prints, as plain data ready for `json.dumps`.

        Numbers are exact up to 15 significant digits; the attributes are exact to 28.
        """
        _asked, alike, remaining = _begun(self)
        record = alike.copy()
        for name, plain in remaining:
            record[name] = plain(self)
        return record

    def quantity(self, name: str) -> PintQuantity:
        """One amount as a pint Quantity, by its JSON name.

        Of pint's application registry, in its kind of number, usually a float; syringe
        units, which it does not know, are of a registry of our own, on exact Decimals.
        Raises KeyError if no amount has that name and a unit, or it is None.

        >>> from selank_calc import dose
        >>> print(dose(vial="5 mg", diluent="2 mL", dose="250 mcg").quantity("draw_ml"))
        0.1 milliliter
        """
        quantity: PintQuantity = by_name("amounts.registry.quantity_called")(name, self)
        return quantity


# Made of what is asked beside the four amounts, and so mostly the same in row after row.
_OF_WHAT_IS_ASKED = frozenset((
    "formulation", "name", "route", "doses_per_day", "content_percent", "displacement_ml",
    "vial_error_percent", "diluent_error_percent", "vial_size_ml", "limit_mcg", "limit_day_mcg",
    "expires", "diluent_kind",
))  # fmt: skip
# What was asked, the record with what follows from that alone, and how the rest of it is made.
_Begun: TypeAlias = tuple[Asked, dict[str, Any], list[tuple[str, "Callable[[Any], Any]"]]]
_last_begun: dict[type, _Begun] = {}


def _begun(dose: Dose) -> _Begun:
    """How its record begins: kept from the dose before, if all but the amounts was asked alike."""
    begun = _last_begun.get(type(dose))
    if begun is None or begun[0] != dose._asked:
        makers = plain_of(type(dose))
        record = {
            name: plain(dose) if name in _OF_WHAT_IS_ASKED else None for name, plain in makers
        }
        remaining = [each for each in makers if each[0] not in _OF_WHAT_IS_ASKED]
        begun = _last_begun[type(dose)] = dose._asked, record, remaining
    return begun


class VialDose(Dose):
    """A dose drawn from a vial: the volume, and the units and marks on a syringe.

    `mark_units` is the mark nearest to the draw that the vial can fill; `below` and `above`
    are the last mark before the draw and the first beyond it, None where there is none.
    """

    request: VialRequest
    device: Drawn

    @ml
    def volume_ml(self) -> Fraction | None:
        """All of the solution: with its powder, or with `--volume`; else `null`."""
        return self.solution.made_ml

    @ml
    def draw_ml(self) -> Fraction:
        """As given, or what the dose needs."""
        return self.solution.draw_ml

    @units
    def draw_units(self) -> Fraction:
        """The same on the syringe's scale."""
        return self.device.draw_units

    @SyringeField
    def syringe(self) -> Syringe:
        """`scale`, `capacity_ml`, `marks_units`."""
        return self.device.barrel.syringe

    @units
    def mark_units(self) -> Fraction:
        """The nearest mark that the vial can fill; of all fillings, where there are several."""
        return self.device.marks.nearest

    @exact_parts
    def below(self) -> Mark | None:
        """The last mark before the draw: `units`, `delivered_mcg`, `error_percent`; `null`
        before the first mark.
        """
        return _mark(self.device.marks.below, self.device)

    @exact_parts
    def above(self) -> Mark | None:
        """The first beyond it; `null` where a draw that fits has none left in the barrel."""
        return _mark(self.device.marks.above, self.device)

    @ml
    def dead_space_ml(self) -> Fraction:
        """Lost with every filling, with `--dead-space`, else 0."""
        return self.request.dead_space_ml

    @field
    def doses_per_vial(self) -> int | None:
        """Whole doses, each drawn to its mark; `null` where it is not known what it holds."""
        return self.device.doses_per_vial

    @in_days
    def days_per_vial(self) -> int | None:
        """Whole days, until it is empty, discarded or expired."""
        doses = self.device.doses_per_vial
        return None if doses is None else self._in_time(doses // self._asked.doses_per_day)

    def syringe_svg(self) -> str:
        """The syringe alone as an SVG image: to scale, with its marks, filled for the draw.

        >>> from selank_calc import dose
        >>> image = dose(vial="5 mg", diluent="2 mL", dose="250 mcg").syringe_svg()
        >>> "10 units on a 0.3 mL U-100 syringe" in image
        True
        """
        image: str = by_name("output.barrel_image.syringe_svg")(self)
        return image


def _mark(mark: Fraction | None, device: Drawn) -> Mark | None:
    if mark is None:
        return None
    off_percent = _off_percent(mark, device.needed_units)
    return Mark(mark, mark * device.mcg_per_unit, off_percent)  # type: ignore[arg-type] # rounded when read


class SprayDose(Dose):
    """A dose from a nasal pump, in whole sprays.

    `below` and `above` are the counts either side of a dose that is not whole sprays.
    Vial and diluent are None for a spray as documented; the bottle's figures are None
    where its fill is unknown.
    """

    request: NasalRequest
    device: Sprayed

    @field
    def solved_for(self) -> SolvedFor | None:
        """Which amount was calculated; `null` where none was."""
        solved = self.solution.solved_for
        return self.device.words.many if solved == "draw" else solved

    @ml
    def spray_ml(self) -> Fraction:
        """One spray."""
        return self.request.spray_ml

    @mcg
    def spray_mcg(self) -> Fraction:
        """One spray."""
        return self.device.spray_mcg

    @field
    def sprays_per_dose(self) -> int:
        """Whole sprays."""
        return self.device.sprays

    @field
    def sprays_per_day(self) -> int:
        """Whole sprays."""
        return self.device.sprays * self._asked.doses_per_day

    @exact_parts
    def below(self) -> Sprays | None:
        """Where the dose is not whole sprays, the count below: `sprays`, `delivered_mcg`,
        `error_percent`.
        """
        return _beside(self.device.below, self, Sprays)

    @exact_parts
    def above(self) -> Sprays | None:
        """And the count above."""
        return _beside(self.device.above, self, Sprays)

    @ml
    def bottle_ml(self) -> Fraction | None:
        """Fill, with `--bottle`; from a vial all that it makes."""
        return self.device.bottle and self.device.bottle.fill_ml

    @ml
    def residual_ml(self) -> Fraction:
        """Of it that can't be got out, else 0."""
        return self.request.residual_ml

    @field
    def priming_sprays(self) -> int:
        """Spent on priming, else 0."""
        return self.request.priming_sprays

    @field
    def sprays_per_bottle(self) -> int | None:
        """Whole sprays, where the fill is known."""
        return self.device.bottle and self.device.bottle.sprays

    @in_days
    def days_per_bottle(self) -> int | None:
        """Whole days, where the fill is known, until it is empty, discarded or expired."""
        bottle = self.device.bottle
        sprays_per_day = self.device.sprays * self._asked.doses_per_day
        return None if bottle is None else self._in_time(bottle.sprays // sprays_per_day)


class DropDose(SprayDose):
    """A dose in whole drops: a SprayDose with `drops` for `sprays` in its names.

    It has no priming, and no interval: no spread of single drops is on file.
    """

    _lacking = ("priming_sprays",)
    ends_mcg = None
    drop_ml: field[Decimal] = SprayDose.spray_ml.called("drop_ml", "One drop.")
    drop_mcg: field[Decimal] = SprayDose.spray_mcg.called("drop_mcg", "One drop.")
    drops_per_dose: field[int] = SprayDose.sprays_per_dose.called("drops_per_dose", "Whole drops.")
    drops_per_day: field[int] = SprayDose.sprays_per_day.called("drops_per_day", "Whole drops.")
    drops_per_bottle: field[int | None] = SprayDose.sprays_per_bottle.called(
        "drops_per_bottle", "Whole drops, where the fill is known."
    )

    @lowest_mcg
    def low_mcg(self) -> Fraction | None:  # type: ignore[override]
        """`null`, since no spread of single drops is on file."""
        return None

    @highest_mcg
    def high_mcg(self) -> Fraction | None:  # type: ignore[override]
        """Likewise."""
        return None

    @exact_parts
    def below(self) -> Drops | None:  # type: ignore[override]
        """Where the dose is not whole drops, the count below: `drops`, `delivered_mcg`,
        `error_percent`.
        """
        return _beside(self.device.below, self, Drops)

    @exact_parts
    def above(self) -> Drops | None:  # type: ignore[override]
        """And the count above."""
        return _beside(self.device.above, self, Drops)


Counted = TypeVar("Counted", Sprays, Drops)


def _beside(count: int | None, result: SprayDose, kind: type[Counted]) -> Counted | None:
    if count is None:
        return None
    carried_mcg = result.device.spray_mcg * count
    off_percent = _off_percent(carried_mcg, result.solution.dose_mcg)
    return kind(count, carried_mcg, off_percent)  # type: ignore[arg-type] # rounded when read
