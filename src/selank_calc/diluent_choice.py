"""`diluent()`: in how much to dissolve a vial, so that a dose can be drawn well.

The whole rule: volumes in steps of 0.1 mL, which the vial holds, and which put the dose
at 5 units or more in one filling of the barrel. If any of them puts it on a mark exactly,
only those count. Ranked by the error at the mark; then by the distance from `low_mcg` to
`high_mcg`; then the smaller volume first. docs/formulas.md says why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from . import dosing, flags
from .as_field import AsField
from .asked import EXAMPLES, USUAL_VIAL_SIZE_ML, formulation_of
from .device_flags import counted_units
from .errors import ConflictingInputError, MissingInputError, OutOfBoundsError
from .exact import Ratio, comparable, multiply, subtract, whole
from .frozen_catalogue import CATALOGUE
from .quantities import LOSS, VOLUME, as_text, read, show, show_apart
from .results import VialDose

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from .catalogue import Catalogue, Formulation
    from .flags import Flag
    from .quantities import Amount, Percent
    from .results import SprayDose

VIAL_SIZE = VOLUME._replace(low=Decimal("0.1"), high=Decimal(100), example="3 mL")
STEP_ML = Decimal("0.1")
MOST_OFFERED = 12
# A volume that raises one of these makes no sense for the dose.
_RULED_OUT = {"dose-exceeds-vial", "draw-exceeds-syringe", "draw-very-small", "draw-small"}


@dataclass(frozen=True)
class DiluentChoice(AsField):
    """Volumes to dissolve a vial in, best first, for one dose.

    Each of `options` is the whole result of `dose()` for that volume, with its own
    flags. `flags` are those that all options share; where there is no option, they say
    why. `assumed` names what was not given but chosen.
    """

    catalogue: Catalogue = field(repr=False)
    formulation: str
    name: str
    vial_mcg: Decimal
    dose_mcg: Decimal
    vial_size_ml: Decimal
    options: tuple[VialDose, ...]
    assumed: tuple[str, ...]
    flags: tuple[Flag, ...]

    def as_dict(self) -> dict[str, Any]:
        """The object that `selank-calc diluent --json` prints, ready for `json.dumps`."""
        from .output.records import diluent_record

        return diluent_record(self)

    def __rich__(self) -> RenderableType:
        from .output.choice import diluent_table

        return diluent_table(self)

    def _repr_html_(self) -> str:
        from .output.html import diluent_html

        return diluent_html(self)


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
    (Decimal('3.0'), Decimal('15.0'), 20)
    """
    for name, value in (("vial", vial), ("dose", dose)):
        if value is None:
            hint = f'Write for example {name} "{EXAMPLES[name]}".'
            raise MissingInputError("a choice of diluent needs vial and dose.", name, None, hint)
    calculate = partial(
        dosing.dose,
        formulation=formulation,
        vial=vial,
        dose=dose,
        per_day=per_day,
        scale=scale,
        syringe=syringe,
        marks=marks,
        content=content,
        displacement=displacement,
        dead_space=dead_space,
        vial_error=vial_error,
        diluent_error=diluent_error,
        catalogue=catalogue,
    )
    _refuse_spray(formulation, catalogue)
    size_ml = USUAL_VIAL_SIZE_ML if vial_size is None else read(vial_size, "vial_size", VIAL_SIZE)
    powder_ml = Decimal(0) if displacement is None else read(displacement, "displacement", LOSS)
    steps = whole(subtract(size_ml, powder_ml), STEP_ML)
    if steps < 1:
        message = f"the powder leaves no room for a diluent in {show(size_ml, 'mL')}."
        raise OutOfBoundsError(message, "displacement", as_text(displacement), "Check the volumes.")
    return _chosen(calculate, steps, size_ml, assumed_size=vial_size is None)


def _refuse_spray(formulation: str | Formulation, catalogue: Catalogue) -> None:
    of = formulation_of(formulation, catalogue)
    if of.device == "spray":
        message = f"{of.id} is sprayed and not drawn: its strength decides the diluent."
        hint = f'Write selank-calc dose -f {of.id} --vial "5 mg".'
        raise ConflictingInputError(message, "formulation", of.id, hint)


def _chosen(
    calculate: Callable[..., VialDose | SprayDose],
    steps: int,
    size_ml: Decimal,
    *,
    assumed_size: bool,
) -> DiluentChoice:
    volumes = (f"{multiply(STEP_ML, Decimal(step))} mL" for step in range(1, steps + 1))
    results = [
        each for each in (calculate(diluent=volume) for volume in volumes)
        if isinstance(each, VialDose)
    ]  # fmt: skip
    options = [each for each in results if _RULED_OUT.isdisjoint(_codes(each))]
    on_a_mark = [each for each in options if "between-marks" not in _codes(each)]
    ranked = tuple(sorted(on_a_mark or options, key=_rank)[:MOST_OFFERED])
    last = results[-1]
    shown = ranked or results
    shared = [raised for raised in shown[0].flags if all(raised in each.flags for each in shown)]
    if not ranked:
        shared.append(_none_fits(last, size_ml))
    elif not on_a_mark:
        shared.append(_none_on_a_mark(last.dose_mcg))
    assumed = (*(("vial_size",) if assumed_size else ()), *last.assumed)
    return DiluentChoice(
        last.catalogue,
        last.formulation,
        last.name,
        last.vial_mcg,
        last.dose_mcg,
        size_ml,
        ranked,
        assumed,
        flags.worst_first(shared),
    )


def _codes(result: VialDose) -> set[str]:
    return {raised.code for raised in result.flags}


def _rank(result: VialDose) -> tuple[Decimal, Decimal, Decimal]:
    """The rule of the module's docstring: least first."""
    width_mcg = subtract(result.high_mcg, result.low_mcg)
    return result.error_percent.copy_abs(), width_mcg, result.diluent_ml


def _none_fits(largest: VialDose, size_ml: Decimal) -> Flag:
    """Why no volume will do, told from the largest that the vial holds."""
    dose, least = show(largest.dose_mcg, "mcg"), largest.catalogue.accuracy.small_draw
    room, limit = show(size_ml, "mL"), least.limit_units
    draw_units = comparable(largest.undivided.draw_units or Ratio(largest.draw_units))
    for units, drawn in ((draw_units, "is"), (largest.mark_units, "goes to the mark at")):
        counted = counted_units(units, largest.syringe)
        if counted < limit:
            shown = show_apart(units, limit, "units")
            message = f"In all that a vial of {room} holds, {dose} {drawn} {shown}"
            if counted < units:
                of, fewer = largest.syringe.scale, show_apart(counted, limit, "units")
                message += f" of {of}, as much as {fewer} of U-100"
            message += f": less than {show(limit, 'units')}."
            return flags.flag("no-diluent-fits", message, counted, limit, "units", least.sources)
    message = f"No volume up to {room} puts {dose} at a draw that is large enough and fits."
    exceeds = (each.message for each in largest.flags if each.code == "dose-exceeds-vial")
    return flags.flag("no-diluent-fits", next(exceeds, message))


def _none_on_a_mark(dose_mcg: Decimal) -> Flag:
    message = (
        f"No step of {show(STEP_ML, 'mL')} puts {show(dose_mcg, 'mcg')} on a mark exactly; "
        "these come nearest."
    )
    return flags.flag("between-marks", message)
