"""`chart()`: what each mark of a barrel delivers, or each count of sprays or drops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..amounts.exact import Fraction
from ..amounts.kinds import Amount, Percent, Spacing
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import formulation_of
from ..catalogue.model import NASAL, Catalogue, Formulation, Syringe
from ..errors import MissingInputError, named
from ..shown import Tabled
from ..views import View, field, mcg, mcg_per_ml, ml, nearest
from .asked import EXAMPLES, Given
from .doses import answer
from .flags import FlagsField, Raised, in_json
from .request import NasalRequest, VialRequest, read_request
from .results import SprayDose, SyringeField, VialDose

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_COUNTED = 12  # sprays or drops
MOST_A_DAY = 3
Side: TypeAlias = Literal["below", "within", "above"]
# Assumed of a dose, and of no consequence here.
_NOT_OF_A_MARK = ("doses_per_day", "diluent_kind")


def side(amount_mcg: Fraction, documented: Any) -> Side | None:
    """On which side of a documented range an amount lies; None where none is documented."""
    if documented is None:
        return None
    if amount_mcg < Fraction(documented.low):
        return "below"
    return "above" if amount_mcg > Fraction(documented.high) else "within"


def total_mcg(dose: VialDose | SprayDose, times: int) -> Fraction:
    """The mass delivered in a day of so many of that dose."""
    return dose.device.delivered_mcg * times


def count_of(dose: VialDose | SprayDose) -> tuple[str, Fraction, Fraction]:
    """What is counted, how many of them, and how many mL these are."""
    if isinstance(dose, VialDose):
        return "units", dose.device.draw_units, dose.solution.draw_ml
    device = dose.device
    return device.words.many, Fraction(device.sprays), device.spray_ml * device.sprays


class _MarksField(field["tuple[VialDose | SprayDose, ...]"]):
    """Doses that differ in their mark; their records have what differs."""

    def plain(self, result: Any) -> list[dict[str, Any]]:
        return [self._of(dose) for dose in self.make(result)]

    def _of(self, dose: VialDose | SprayDose) -> dict[str, Any]:
        counted, count, volume_ml = count_of(dose)
        return {
            counted: nearest(count),
            "volume_ml": nearest(volume_ml),
            "delivered_mcg": nearest(dose.device.delivered_mcg),
            "documented": side(dose.device.delivered_mcg, dose.given.dose_mcg),
            **{
                f"{name}_a_day_mcg": nearest(total_mcg(dose, times))
                for times, name in enumerate(("once", "twice", "thrice"), 1)
            },
            "flags": in_json(dose.raised),
        }


class Chart(Tabled, View):
    """What each mark of a barrel delivers, or each count of sprays or drops.

    Each of `marks` is the whole result of `dose()` for a draw to that mark, with its own flags, but
    never `unit-slip-suspected`: it is one of many doses.
    `flags` are those that all share. `assumed` names what was not given but chosen: where no
    syringe was named it is the smallest of U-100.
    """

    _stages = ("doses",)
    _headlines = "output.chart_table.headlines"
    _table = "output.chart_table.chart_table"
    _html = "output.html.chart_html"
    doses: tuple[VialDose | SprayDose, ...]

    @property
    def of(self) -> VialDose | SprayDose:
        """The first of its doses, for what all have alike."""
        return self.doses[0]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the amounts are compared with."""
        return self.of.catalogue

    @field
    def formulation(self) -> str:
        """Id."""
        return self.of.formulation

    @field
    def name(self) -> str:
        """Full name."""
        return self.of.name

    @mcg
    def vial_mcg(self) -> Fraction | None:
        """In the vial, as labelled, or `null`."""
        return self.of.solution.vial_mcg

    @ml
    def diluent_ml(self) -> Fraction | None:
        """It is dissolved in, or `null`."""
        return self.of.solution.diluent_ml

    @mcg_per_ml
    def concentration_mcg_per_ml(self) -> Fraction:
        """Of the solution, in peptide."""
        return self.of.solution.mcg_per_ml

    @SyringeField
    def syringe(self) -> Syringe | None:
        """`scale`, `capacity_ml`, `marks_units`; `null` of sprays and drops."""
        return self.of.device.barrel.syringe if isinstance(self.of, VialDose) else None

    @_MarksField
    def marks(self) -> tuple[VialDose | SprayDose, ...]:
        """In their order: `units`, `sprays` or `drops`; `volume_ml`, `delivered_mcg`, `documented`
        (`below`, `within` or `above` the documented dose, or `null`), what one to three such
        doses are a day (`once_a_day_mcg`, `twice_a_day_mcg`, `thrice_a_day_mcg`), and `flags`.
        """
        return self.doses

    @field
    def assumed(self) -> tuple[str, ...]:
        """`scale`, `syringe` and `marks`; of a spray `strength` and `spray_volume`, for example."""
        return tuple(name for name in self.of.assumed if name not in _NOT_OF_A_MARK)

    @FlagsField
    def flags(self) -> tuple[Raised, ...]:
        """The flags that all marks share."""
        first, *others = (dose.raised for dose in self.doses)
        return tuple(each for each in first if all(each in flags for flags in others))


def chart(
    *,
    formulation: str | Formulation = "selank",
    vial: Amount | None = None,
    diluent: Amount | None = None,
    strength: Amount | None = None,
    scale: str | None = None,
    syringe: Amount | None = None,
    marks: Spacing | None = None,
    content: Percent | None = None,
    displacement: Amount | None = None,
    vial_size: Amount | None = None,
    spray_volume: Amount | None = None,
    drop_volume: Amount | None = None,
    weight: Amount | None = None,
    limit: Amount | None = None,
    limit_day: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> Chart:
    """What each mark of a syringe delivers, or each count of sprays or drops, 1 to 12.

    A vial needs its diluent, or the `strength` of a solution bought ready. Without `scale` and
    `syringe` the barrel is the smallest of U-100, 0.3 mL. Everything is as for `dose()`, and
    raises the same errors.

    >>> marks = chart(vial="5 mg", diluent="2 mL").marks
    >>> len(marks), marks[9].draw_units, marks[9].delivered_mcg
    (30, Decimal('10'), Decimal('250'))
    """
    given = Given(locals())
    of = formulation_of(formulation, catalogue)
    if lacking := needed(of, given):
        examples = ", ".join(named(name, EXAMPLES[name]) for name in lacking)
        message = "a chart needs vial and diluent, or the strength of a solution bought ready."
        raise MissingInputError(message, lacking[0], None, f"Write for example {examples}.")
    one = {NASAL[of.device].many: 1} if of.device in NASAL else {"draw": "1 unit"}
    request = read_request(of, catalogue, Given(given | one))
    return Chart(tuple(_of_a_mark(answer(each)) for each in _of_each_mark(request)))


def _of_a_mark(dose: VialDose | SprayDose) -> VialDose | SprayDose:
    """The dose without a suspected slip: it is one of many on the chart."""
    raised = tuple(each for each in dose.raised if each.code != "unit-slip-suspected")
    return type(dose)(dose.request, dose.solution, dose.device, raised)


def needed(of: Formulation, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The arguments that a chart still needs."""
    if of.device in NASAL or given.get("strength") is not None:
        return ()
    return tuple(name for name in ("vial", "diluent") if given.get(name) is None)


def _of_each_mark(request: VialRequest | NasalRequest) -> list[VialRequest | NasalRequest]:
    if isinstance(request, NasalRequest):
        counts = range(1, MOST_COUNTED + 1)
        return [request._replace(draw_ml=request.spray_ml * count) for count in counts]
    barrel = request.barrels[0]
    request = request._replace(barrels=(barrel,))
    count = barrel.capacity_units // barrel.marks_units
    one_ml = barrel.marks_units / barrel.units_per_ml
    return [request._replace(draw_ml=one_ml * number) for number in range(1, count + 1)]
