"""`diluent()`: in how much to dissolve a vial, so that a dose can be drawn well.

The whole rule: volumes in steps of 0.1 mL, which the vial holds, and which put the dose
at 5 units or more in one filling of the barrel. If any of them puts it on a mark exactly,
only those count. Ranked by the error at the mark; then by the distance from `low_mcg` to
`high_mcg`; then the smaller volume first. docs/formulas.md says why.
"""

from __future__ import annotations

from typing import Any

from ..amounts.exact import NONE, Fraction
from ..amounts.kinds import Amount, Percent, Spacing
from ..amounts.writing import as_text, show, show_apart
from ..catalogue.figures import figures_of
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import formulation_of
from ..catalogue.model import Catalogue, Formulation
from ..errors import MissingInputError, OutOfBoundsError, named
from ..shown import Tabled
from ..views import View, field, mcg, ml
from .asked import EXAMPLES, USUAL_VIAL_SIZE_ML, Given
from .doses import answer
from .flags import FlagsField, Raised, flag, worst_first
from .request import NasalRequest, VialRequest, read_request
from .results import SprayDose, VialDose
from .syringe import finer_marks
from .tolerance import counted_units

STEP_ML = Fraction(1, 10)
MOST_OFFERED = 12
# A volume that raises one of these makes no sense for the dose.
_RULED_OUT = {
    "dose-exceeds-vial", "draw-exceeds-syringe", "draw-very-small", "draw-small",
    "dose-below-one-spray", "dose-exceeds-bottle",
}  # fmt: skip
NOT_EXACT = {"between-marks", "sprays-not-whole"}  # the mark or the sprays are not the dose
# What a row says of one diluent; the rest is the same for all of them.
OF_A_DILUENT = (
    "diluent_ml", "concentration_mcg_per_ml", "draw_ml", "draw_units", "syringe", "mark_units",
    "delivered_mcg", "error_percent", "low_mcg", "high_mcg", "doses_per_vial", "flags",
)  # fmt: skip
OF_A_SPRAYED_ONE = (
    "diluent_ml", "concentration_mcg_per_ml", "spray_mcg", "sprays_per_dose", "drop_mcg",
    "drops_per_dose", "delivered_mcg", "error_percent", "low_mcg", "high_mcg",
    "sprays_per_bottle", "drops_per_bottle", "flags",
)  # fmt: skip


class _OptionsField(field["tuple[VialDose | SprayDose, ...]"]):
    """Doses that differ in their diluent; their records have what differs."""

    def plain(self, result: Any) -> list[dict[str, Any]]:
        return [each.plain(*names_of_an_option(result)) for each in self.make(result)]


class DiluentChoice(Tabled, View):
    """Volumes to dissolve a vial in, best first, for one dose.

    Each of `options` is the whole result of `dose()` for that volume, with its own
    flags. `flags` are those that all options share; where there is no option, they say
    why. `assumed` names what was not given but chosen.
    """

    _stages = ("largest", "room_ml", "offered", "chosen", "raised")
    _headlines = "output.choice.headlines"
    _table, _html = "output.choice.diluent_table", "output.html.diluent_html"
    largest: VialDose | SprayDose  # in as much as the vial holds
    room_ml: Fraction
    offered: tuple[VialDose | SprayDose, ...]
    chosen: tuple[str, ...]
    raised: tuple[Raised, ...]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the amounts are compared with."""
        return self.largest.catalogue

    @field
    def formulation(self) -> str:
        """Id."""
        return self.largest.formulation

    @field
    def name(self) -> str:
        """Full name."""
        return self.largest.name

    @mcg
    def vial_mcg(self) -> Fraction:
        """In the vial, as labelled."""
        return self.largest.solution.vial_mcg or NONE

    @mcg
    def dose_mcg(self) -> Fraction:
        """One dose."""
        return self.largest.solution.dose_mcg

    @ml
    def vial_size_ml(self) -> Fraction:
        """What the vial can hold."""
        return self.room_ml

    @_OptionsField
    def options(self) -> tuple[VialDose | SprayDose, ...]:
        """Best first: `diluent_ml`, `concentration_mcg_per_ml`, `draw_ml`, `draw_units`, `syringe`,
        `mark_units`, `delivered_mcg`, `error_percent`, `low_mcg`, `high_mcg`, `doses_per_vial`
        and `flags`, each as above; of a spray `spray_mcg`, `sprays_per_dose` and
        `sprays_per_bottle` in place of what is drawn, of drops `drop_mcg` and so on.
        """
        return self.offered

    @field
    def assumed(self) -> tuple[str, ...]:
        """As above, and `vial_size`."""
        return self.chosen

    @FlagsField
    def flags(self) -> tuple[Raised, ...]:
        """Those that all options share, or why there is none."""
        return self.raised


def names_of_an_option(choice: DiluentChoice) -> tuple[str, ...]:
    """What the record of each of the options has."""
    return OF_A_DILUENT if isinstance(choice.largest, VialDose) else OF_A_SPRAYED_ONE


def diluent(
    *,
    vial: Amount | None = None,
    dose: Amount | None = None,
    formulation: str | Formulation = "selank",
    vial_size: Amount | None = None,
    per_day: int | str | None = None,
    scale: str | None = None,
    syringe: Amount | None = None,
    marks: Spacing | None = None,
    content: Percent | None = None,
    displacement: Amount | None = None,
    dead_space: Amount | None = None,
    vial_error: Percent | None = None,
    diluent_error: Percent | None = None,
    spray_volume: Amount | None = None,
    drop_volume: Amount | None = None,
    weight: Amount | None = None,
    limit: Amount | None = None,
    limit_day: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> DiluentChoice:
    """Up to twelve volumes of diluent that put the dose where it can be drawn well.

    Of a nasal spray, those with which it is whole sprays of `spray_volume`; likewise of drops.

    `vial_size` is how much the vial holds, 0.1 to 100 mL, by default 3 mL; everything
    else is as for `dose()`, and raises the same errors.

    >>> best = diluent(vial="5 mg", dose="250 mcg").options[0]
    >>> best.diluent_ml, best.draw_units, best.doses_per_vial
    (Decimal('3'), Decimal('15'), 20)
    """
    given = Given(locals(), diluent=show(STEP_ML, "mL"))  # the first volume
    for name in ("vial", "dose"):
        if given[name] is None:
            hint = f"Write for example {named(name, EXAMPLES[name])}."
            raise MissingInputError("a choice of diluent needs vial and dose.", name, None, hint)
    of = formulation_of(formulation, catalogue)
    request = read_request(of, catalogue, given)
    given_ml = request.asked.vial_size_ml
    room_ml = USUAL_VIAL_SIZE_ML if given_ml is None else given_ml
    steps = (room_ml - request.asked.powder_ml) // STEP_ML
    if steps < 1:
        message = f"the powder leaves no room for a diluent in {show(room_ml, 'mL')}."
        raise OutOfBoundsError(message, "displacement", as_text(displacement), "Check the volumes.")
    volumes = [STEP_ML * step for step in range(1, steps + 1)]
    return _chosen(request, volumes, room_ml, assumed_size=vial_size is None)


def _chosen(
    request: VialRequest | NasalRequest,
    volumes: list[Fraction],
    room_ml: Fraction,
    *,
    assumed_size: bool,
) -> DiluentChoice:
    results = [answer(request._replace(diluent_ml=volume)) for volume in volumes]
    options = [each for each in results if _RULED_OUT.isdisjoint(_codes(each))]
    on_a_mark = [each for each in options if NOT_EXACT.isdisjoint(_codes(each))]
    ranked = tuple(sorted(on_a_mark or options, key=_rank)[:MOST_OFFERED])
    largest = results[-1]
    shown = ranked or results
    shared = [flag for flag in shown[0].raised if all(flag in each.raised for each in shown)]
    if not ranked:
        shared.append(_none_fits_these_marks(_none_fits(largest, room_ml), results))
    elif not on_a_mark:
        # Says what that of a single option would say again.
        shared = [flag for flag in shared if flag.code not in NOT_EXACT]
        shared.append(_none_is_exact(ranked))
    # Which diluent it is changes none of this.
    assumed = [name for name in largest.assumed if name != "diluent_kind"]
    chosen = (*(("vial_size",) if assumed_size else ()), *assumed)
    return DiluentChoice(largest, room_ml, ranked, chosen, worst_first(shared))


def _codes(result: VialDose | SprayDose) -> set[str]:
    return {flag.code for flag in result.raised}


def _rank(result: VialDose | SprayDose) -> tuple[Fraction, Fraction]:
    """Sorts by the rule of the module's docstring; equals keep their order, less diluent first."""
    low_mcg, high_mcg = result.ends_mcg or (NONE, NONE)
    off = abs(result.device.delivered_mcg / result.solution.dose_mcg - 1)
    return off, high_mcg - low_mcg


def _none_fits(largest: VialDose | SprayDose, room_ml: Fraction) -> Raised:
    """Why no volume will do, told from the largest that the vial holds."""
    if isinstance(largest, SprayDose):
        return _none_is_sprayed(largest, room_ml)
    device, small = largest.device, figures_of(largest.catalogue).accuracy.small_draw
    dose, room = show(largest.solution.dose_mcg, "mcg"), show(room_ml, "mL")
    draws = ((device.draw_units, "is"), (device.marks.nearest, "goes to the mark at"))
    for units, drawn in draws:
        counted = counted_units(units, device.barrel)
        if counted < small.units:
            shown = show_apart(units, small.units, "units")
            message = f"In all that a vial of {room} holds, {dose} {drawn} {shown}"
            if counted < units:
                fewer = show_apart(counted, small.units, "units")
                message += f" of {device.barrel.syringe.scale}, as much as {fewer} of U-100"
            message += f": less than {show(small.units, 'units')}."
            sources = small.documented.sources
            return flag("no-diluent-fits", message, counted, small.units, "units", sources)
    message = f"No volume up to {room} puts {dose} at a draw that is large enough and fits."
    exceeds = (each.message for each in largest.raised if each.code == "dose-exceeds-vial")
    return flag("no-diluent-fits", next(exceeds, message))


def _none_fits_these_marks(none_fits: Raised, results: list[VialDose | SprayDose]) -> Raised:
    """The flag; a caution that says so where only the marks that were assumed are in the way."""
    drawn = [each for each in results if isinstance(each, VialDose)]
    for each in drawn:
        finer = finer_marks(each.request, each.device)
        if finer is not None:
            on_a_mark = answer(each.request._replace(barrels=(finer,)))
            if _RULED_OUT.isdisjoint(flag.code for flag in on_a_mark.raised):
                marks, ml = (
                    show(finer.marks_units, "units"),
                    show(each.solution.diluent_ml or NONE, "mL"),
                )
                message = f"{none_fits.message} With marks every {marks} {ml} would do."
                return none_fits._replace(severity="caution", message=message)
    return none_fits


def _none_is_sprayed(largest: SprayDose, room_ml: Fraction) -> Raised:
    room, dose_mcg, words = show(room_ml, "mL"), largest.solution.dose_mcg, largest.device.words
    one_mcg = largest.device.spray_mcg
    if dose_mcg < one_mcg:
        message = f"In all that a vial of {room} holds, one {words.one} carries "
        message += f"{show(one_mcg, 'mcg')}, more than {show_apart(dose_mcg, one_mcg, 'mcg')}."
        return flag("no-diluent-fits", message, dose_mcg, one_mcg, "mcg")
    # A spray is small enough, so every volume was ruled out because the vial holds too little.
    exceeds = next(each for each in largest.raised if each.code == "dose-exceeds-vial")
    return flag("no-diluent-fits", exceeds.message)


def _none_is_exact(offered: tuple[VialDose | SprayDose, ...]) -> Raised:
    step, dose = show(STEP_ML, "mL"), show(offered[0].solution.dose_mcg, "mcg")
    nearest = "these come nearest" if len(offered) > 1 else "this comes nearest"
    if isinstance(offered[0], SprayDose):
        many = offered[0].device.words.many
        message = f"No step of {step} makes {dose} whole {many}; {nearest}."
        return flag("sprays-not-whole", message)
    message = f"No step of {step} puts {dose} on a mark exactly; {nearest}."
    return flag("between-marks", message)
