"""A label in words. Own words are ASCII only."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Group

from ..amounts.writing import about, show_exactly, show_number
from ..dosing.pump import counted_sprays
from ..dosing.results import SprayDose
from .brief import listed, of_device, own_figures
from .keeping_words import discard_said, keeping_assumed, keeping_said
from .screen import Look, amounts_of, no_picture, part, screen, whole
from .summary import Page, assumptions, cited_by, described, labelled, own_catalogue

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..dosing.results import VialDose
    from ..labels import Label


_ALL_PERCENT = Decimal(100)


def label_lines(label: Label) -> list[str]:
    """The lines of the label, with the codes of its flags: there is room for no more."""
    dose = label.dose
    return [
        dose.name,
        _solution(label),
        *_dose(label),
        f"{'Opened' if dose.diluent_ml is None else 'Mixed'} {label.mixed}",
        _discard(label),
        *(f"{flag.severity.capitalize()}: {flag.code}" for flag in label.flags),
    ]


def _discard(label: Label) -> str:
    return discard_said(label.keeps, label.discard_on, label.assumed)


def _solution(label: Label) -> str:
    dose = label.dose
    strength = about(dose.concentration_mcg_per_ml, "mcg/mL")
    if dose.vial_mcg is not None and dose.diluent_ml is not None:
        vial, volume = labelled(dose.vial_mcg), about(dose.diluent_ml, "mL")
        if dose.content_percent != _ALL_PERCENT:
            vial += f", {show_number(dose.content_percent)} % of it peptide,"
        if dose.displacement_ml:
            volume += f" and {about(dose.displacement_ml, 'mL')} of powder"
        if isinstance(dose, SprayDose) and "bottle" not in dose.assumed:
            strength += f", {about(label.volume_ml or dose.diluent_ml, 'mL')} of it here"
        return f"{vial} in {volume} = {strength}{_instead_of(dose)}"
    if label.volume_ml is not None:
        strength = f"{about(label.volume_ml, 'mL')} of {strength}"
    return f"{strength}{_instead_of(dose)}"


def _instead_of(dose: VialDose | SprayDose) -> str:
    """The strength that the name may speak of, where this one is another."""
    documented = dose.given.strength_mcg_per_ml
    if documented is None or documented.value == dose.concentration_mcg_per_ml:
        return ""
    return f", not the documented {about(documented.value, 'mcg/mL')}"


def _dose(label: Label) -> tuple[str, str]:
    """What one unit or spray carries, and the dose in them."""
    dose, mass = label.dose, about(label.dose.dose_mcg, "mcg")
    carries = about(label.mcg_per_unit, "mcg")
    if isinstance(dose, SprayDose):
        one, amount = f"1 spray = {carries}", counted_sprays(dose.sprays_per_dose)
    else:
        one = f"1 unit of {dose.syringe.scale} = {carries}"
        amount = f"{about(dose.draw_units, 'units')} = {about(dose.draw_ml, 'mL')}"
        if dose.mark_units != dose.draw_units:
            amount += f", mark {show_exactly(dose.mark_units, 'units')}"
    if not dose.error_percent:
        return one, f"Dose {mass} = {amount}"
    return one, f"Dose {mass}: {amount} = {about(dose.delivered_mcg, 'mcg')}"


def headlines(label: Label) -> tuple[str, ...]:
    """What is on the vial, and until when it is used."""
    discard = _discard(label)
    return (
        f"{label.dose.name}: {_solution(label)}, {discard[0].lower()}{discard[1:]}",
        _dose(label)[1],
    )


def label_table(label: Label, *, full: bool = False, hint: bool = True) -> RenderableType:
    """The label in a frame, and below it what does not fit on it.

    With `full` also all assumptions and the sources. `hint` adds how a command line prints
    those.
    """
    page = _page(label)
    if not full:
        return screen(page, Look(no_picture, amounts_of(())), hint=hint)
    own = own_catalogue(label.dose.catalogue)
    mixed = ["it is made up today"] if "mixed" in label.assumed else []
    keeping = keeping_said(label.keeps, label.assumed)
    of = label.dose.given
    documented = (of.dose_mcg, of.doses_per_day, of.strength_mcg_per_ml)
    used = cited_by(label.flags)
    used.update(name for each in documented if each for name in each.sources)
    if label.keeps.is_assumed and label.keeps.usual:
        used.update(label.keeps.usual.sources)
    middle = (
        part("Assumed", [*own, *mixed, *keeping, *assumptions(label.dose)]),
        part("Sources", described(used, label.dose.catalogue)),
    )
    return Group(*whole(page, middle))


def _page(label: Label) -> Page:
    """The label on one screen; the codes of its flags, a line each on it, side by side."""
    lines = label_lines(label)
    name, *lines = lines[: len(lines) - len(label.flags)]
    codes = ", ".join(flag.code for flag in label.flags)
    assumed = own_figures(label.dose.catalogue)
    if "mixed" in label.assumed:
        assumed.append("made up today")
    assumed += keeping_assumed(label.keeps, label.assumed)
    assumed += of_device(label.dose, marks=False)
    headlines = (*lines, *([codes] if codes else []))
    _one, dose = _dose(label)
    return Page(name, headlines, (), listed(assumed), label.flags, last=(dose,))
