"""`diluent()`: in how much to dissolve a vial, so that a dose can be drawn well.

The whole rule: volumes in steps of 0.1 mL, which the vial holds, and which put the dose
at 5 units or more in one filling of the barrel. If any of them puts it on a mark exactly,
only those count. Ranked by the error at the mark; then by the distance from `low_mcg` to
`high_mcg`; then the smaller volume first. docs/formulas.md says why.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ..amounts.exact import NONE, Fraction
from ..amounts.kinds import Amount, Percent
from ..amounts.writing import as_text, show, show_apart
from ..catalogue.figures import figures_of
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import formulation_of
from ..catalogue.model import Catalogue, Formulation
from ..errors import ConflictingInputError, MissingInputError, OutOfBoundsError, called, named
from ..shown import Tabled
from ..views import View, field, mcg, ml
from .asked import EXAMPLES, USUAL_VIAL_SIZE_ML
from .doses import answer
from .flags import Flag, flag, worst_first
from .request import VialRequest, read_request
from .results import VialDose
from .syringe import finer_marks
from .tolerance import counted_units

STEP_ML = Fraction(1, 10)
MOST_OFFERED = 12
# A volume that raises one of these makes no sense for the dose.
_RULED_OUT = {"dose-exceeds-vial", "draw-exceeds-syringe", "draw-very-small", "draw-small"}


# What a row says of one diluent; the rest is the same for all of them.
OF_A_DILUENT = (
    "diluent_ml", "concentration_mcg_per_ml", "draw_ml", "draw_units", "syringe", "mark_units",
    "delivered_mcg", "error_percent", "low_mcg", "high_mcg", "doses_per_vial", "flags",
)  # fmt: skip


class _OptionsField(field[tuple[VialDose, ...]]):
    """Doses that differ in their diluent; their records have what differs."""

    def plain(self, result: Any) -> list[dict[str, Any]]:
        return [each.plain(*OF_A_DILUENT) for each in self.make(result)]


class DiluentChoice(Tabled, View):
    """Volumes to dissolve a vial in, best first, for one dose.

    Each of `options` is the whole result of `dose()` for that volume, with its own
    flags. `flags` are those that all options share; where there is no option, they say
    why. `assumed` names what was not given but chosen.
    """

    _stages = ("largest", "room_ml", "offered", "chosen", "raised")
    _headlines = "output.choice.headlines"
    _table, _html = "output.choice.diluent_table", "output.html.diluent_html"
    largest: VialDose  # in as much as the vial holds
    room_ml: Fraction
    offered: tuple[VialDose, ...]
    chosen: tuple[str, ...]
    raised: tuple[Flag, ...]

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
    def options(self) -> tuple[VialDose, ...]:
        """Best first: `diluent_ml`, `concentration_mcg_per_ml`, `draw_ml`, `draw_units`, `syringe`,
        `mark_units`, `delivered_mcg`, `error_percent`, `low_mcg`, `high_mcg`, `doses_per_vial`
        and `flags`, each as above.
        """
        return self.offered

    @field
    def assumed(self) -> tuple[str, ...]:
        """As above, and `vial_size`."""
        return self.chosen

    @field
    def flags(self) -> tuple[Flag, ...]:
        """Those that all options share, or why there is none."""
        return self.raised


def diluent(
    *,
    vial: Amount | None = None,
    dose: Amount | None = None,
    formulation: str | Formulation = "selank",
    vial_size: Amount | None = None,
    per_day: int | str | None = None,
    scale: str | None = None,
    syringe: Amount | None = None,
    marks: Amount | None = None,
    content: Percent | None = None,
    displacement: Amount | None = None,
    dead_space: Amount | None = None,
    vial_error: Percent | None = None,
    diluent_error: Percent | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> DiluentChoice:
    """Up to twelve volumes of diluent that put the dose where it can be drawn well.

    `vial_size` is how much the vial holds, 0.1 to 100 mL, by default 3 mL; everything
    else is as for `dose()`, and raises the same errors.

    >>> best = diluent(vial="5 mg", dose="250 mcg").options[0]
    >>> best.diluent_ml, best.draw_units, best.doses_per_vial
    (Decimal('3'), Decimal('15'), 20)
    """
    for name, value in (("vial", vial), ("dose", dose)):
        if value is None:
            hint = f"Write for example {named(name, EXAMPLES[name])}."
            raise MissingInputError("a choice of diluent needs vial and dose.", name, None, hint)
    of = formulation_of(formulation, catalogue)
    given = defaultdict[str, Any](
        lambda: None,  # what a draw from a vial does not take
        {
            "vial": vial,
            "diluent": show(STEP_ML, "mL"),  # the first volume
            "dose": dose,
            "per_day": per_day,
            "scale": scale,
            "syringe": syringe,
            "marks": marks,
            "content": content,
            "displacement": displacement,
            "dead_space": dead_space,
            "vial_error": vial_error,
            "diluent_error": diluent_error,
            "vial_size": vial_size,
        },
    )
    request = read_request(of, catalogue, given)
    if not isinstance(request, VialRequest):
        message = f"{of.id} is sprayed and not drawn: its strength decides the diluent."
        hint = f"Write {called('dose', formulation=of.id, vial=EXAMPLES['vial'])}."
        raise ConflictingInputError(message, "formulation", of.id, hint)
    given_ml = request.asked.vial_size_ml
    room_ml = USUAL_VIAL_SIZE_ML if given_ml is None else given_ml
    steps = int((room_ml - request.asked.powder_ml) // STEP_ML)
    if steps < 1:
        message = f"the powder leaves no room for a diluent in {show(room_ml, 'mL')}."
        raise OutOfBoundsError(message, "displacement", as_text(displacement), "Check the volumes.")
    volumes = [STEP_ML * step for step in range(1, steps + 1)]
    return _chosen(request, volumes, room_ml, assumed_size=vial_size is None)


def _chosen(
    request: VialRequest, volumes: list[Fraction], room_ml: Fraction, *, assumed_size: bool
) -> DiluentChoice:
    answers = [answer(request._replace(diluent_ml=volume)) for volume in volumes]
    results = [each for each in answers if isinstance(each, VialDose)]
    options = [each for each in results if _RULED_OUT.isdisjoint(_codes(each))]
    on_a_mark = [each for each in options if "between-marks" not in _codes(each)]
    ranked = tuple(sorted(on_a_mark or options, key=_rank)[:MOST_OFFERED])
    largest = results[-1]
    shown = ranked or results
    shared = [raised for raised in shown[0].flags if all(raised in each.flags for each in shown)]
    if not ranked:
        shared.append(_none_fits_these_marks(_none_fits(largest, room_ml), results))
    elif not on_a_mark:
        shared.append(_none_on_a_mark(largest.solution.dose_mcg))
    # Which diluent it is changes none of this.
    assumed = [name for name in largest.assumed if name != "diluent_kind"]
    chosen = (*(("vial_size",) if assumed_size else ()), *assumed)
    return DiluentChoice(largest, room_ml, ranked, chosen, worst_first(shared))


def _codes(result: VialDose) -> set[str]:
    return {raised.code for raised in result.flags}


def _rank(result: VialDose) -> tuple[Fraction, Fraction, Fraction]:
    """The rule of the module's docstring: least first."""
    solution, (low_mcg, high_mcg) = result.solution, result.ends_mcg
    off = abs(result.device.delivered_mcg / solution.dose_mcg - 1)
    return off, high_mcg - low_mcg, solution.diluent_ml or NONE


def _none_fits(largest: VialDose, room_ml: Fraction) -> Flag:
    """Why no volume will do, told from the largest that the vial holds."""
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
    exceeds = (each.message for each in largest.flags if each.code == "dose-exceeds-vial")
    return flag("no-diluent-fits", next(exceeds, message))


def _none_fits_these_marks(none_fits: Flag, results: list[VialDose]) -> Flag:
    """The flag; a caution that says so where only the marks that were assumed are in the way."""
    for each in results:
        finer = finer_marks(each.request, each.device)
        if finer is not None:
            on_a_mark = answer(each.request._replace(barrels=(finer,)))
            if _RULED_OUT.isdisjoint(flag.code for flag in on_a_mark.flags):
                marks, ml = show(finer.marks_units, "units"), show(each.diluent_ml, "mL")
                message = f"{none_fits.message} With marks every {marks} {ml} would do."
                return none_fits._replace(severity="caution", message=message)
    return none_fits


def _none_on_a_mark(dose_mcg: Fraction) -> Flag:
    message = (
        f"No step of {show(STEP_ML, 'mL')} puts {show(dose_mcg, 'mcg')} on a mark exactly; "
        "these come nearest."
    )
    return flag("between-marks", message)
