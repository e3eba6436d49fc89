"""A label in words. Own words are ASCII only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..amounts.writing import about, show_exactly, show_number
from ..catalogue.model import USUAL_SCALE
from ..dosing.results import SprayDose
from .brief import listed, of_device
from .first_lines import as_one, first_lines
from .keeping_words import (
    REFRIGERATED,
    SAYS_SO,
    discard_said,
    keeping_assumed,
    keeping_said,
)
from .screen import Look, amounts_of, no_picture, part, screen, whole
from .summary import (
    Page,
    assumptions,
    cited_by,
    described,
    is_pure,
    labelled,
    other_figures,
    times,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from ..dosing.flags import Flag
    from ..dosing.results import VialDose
    from ..labels import Label


class LabelLine(NamedTuple):
    """A line, and its rank: those of the highest are the first to go where room is short."""

    text: str
    rank: int
    flag: Flag | None = None


# How much a line matters: what is in the vial, how much of it is a dose, and until when, most.
_ESSENTIAL, _DAY, _UNIT, _STORAGE = 0, 2, 3, 4
_OF_FLAGS = {"warning": 1, "caution": 5, "note": 6}


def ranked_lines(label: Label) -> list[LabelLine]:
    """What stands on the label, in its order."""
    dose = label.dose
    one, amount = _dose(label)
    route = f", {dose.route.split(',')[0]}" if dose.route else ""
    opened = "Opened" if dose.diluent_ml is None else "Mixed"
    discard = _discard(label)
    # 10 units of U-40 are two and a half times as much as of the usual scale.
    is_usual = isinstance(dose, SprayDose) or dose.syringe.scale == USUAL_SCALE
    lines = [
        LabelLine(f"{dose.name}{route}", _ESSENTIAL),
        LabelLine(_solution(label), _ESSENTIAL),
        LabelLine(one, _UNIT if is_usual else _ESSENTIAL),
        LabelLine(f"{amount}, {_often(label)}", _ESSENTIAL),
        LabelLine(f"{opened} {label.mixed}", _DAY),
        LabelLine(discard, _ESSENTIAL),
    ]
    if label.discard_by == "beyond-use" and label.expires is not None:
        lines.append(LabelLine(f"Expires {label.expires}, after that", _STORAGE))
    if label.keeps.kind is not None and "refrigerator" not in discard:
        lines.append(LabelLine(REFRIGERATED, _STORAGE))
    if label.record_id is not None:
        lines.append(LabelLine(f"Record {label.record_id}", _STORAGE))
    for flag in as_one(label.flags):
        said = first_lines(flag)[0].removesuffix(".")
        lines.append(
            LabelLine(f"{flag.severity.capitalize()}: {said}", _OF_FLAGS[flag.severity], flag)
        )
    return lines


def label_lines(label: Label) -> list[str]:
    """The same as texts."""
    return [line.text for line in ranked_lines(label)]


def _often(label: Label) -> str:
    assumed = " (assumed)" if "doses_per_day" in label.assumed else ""
    return f"{times(label.dose.doses_per_day)} a day{assumed}"


def _discard(label: Label) -> str:
    return discard_said(label.keeps, label.discard_on, label.assumed)


def _solution(label: Label) -> str:
    dose = label.dose
    strength = about(dose.concentration_mcg_per_ml, "mcg/mL")
    if dose.vial_mcg is not None and dose.diluent_ml is not None:
        vial, volume = labelled(dose.vial_mcg), about(dose.diluent_ml, "mL")
        if not is_pure(dose):
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
    """What one unit, spray or drop carries, and the dose in these."""
    dose, mass = label.dose, about(label.dose.dose_mcg, "mcg")
    carries = about(label.mcg_per_unit, "mcg")
    if isinstance(dose, SprayDose):
        words = dose.device.words
        one, amount = f"1 {words.one} = {carries}", words.counted(dose.device.sprays)
        drawn_ml = dose.request.spray_ml * dose.sprays_per_dose
    else:
        one, amount = f"1 unit of {dose.syringe.scale} = {carries}", _mark(dose)
        drawn_ml = dose.device.marks.nearest / dose.device.barrel.units_per_ml
    delivered = f"{amount} = {about(drawn_ml, 'mL')} = {about(dose.delivered_mcg, 'mcg')}"
    return one, f"Dose {mass}: {delivered}" if dose.error_percent else f"Dose {delivered}"


def _mark(dose: VialDose) -> str:
    return show_exactly(dose.mark_units, "units")


def headlines(label: Label) -> tuple[str, ...]:
    """What is on the vial, and until when it is used."""
    discard = _discard(label)
    return (
        f"{label.dose.name}: {_solution(label)}, {discard[0].lower()}{discard[1:]}",
        _dose(label)[1],
    )


def label_table(
    label: Label, *, full: bool = False, hint: bool = True, kit: str = ""
) -> RenderableType:
    """The label in a frame, and below it what does not fit on it.

    With `full` also all assumptions and the sources. `hint` adds how a command line prints
    those, `kit` which values came from a plan file.
    """
    page = label_page(label)._replace(kit=kit)
    if not full:
        return screen(page, Look(no_picture, amounts_of(())), hint=hint)
    from rich.console import Group  # which plain text is spared

    return Group(*whole(page, [part(*each) for each in listed_below(label)]))


def listed_below(label: Label) -> tuple[tuple[str, Sequence[str]], ...]:
    """What stands below the label in full, each part with its heading."""
    own = other_figures(label.catalogue, in_full=True)
    mixed = ["it is made up today"] if "mixed" in label.assumed else []
    keeping = keeping_said(label.keeps, label.assumed)
    of = label.dose.given
    documented = (of.dose_mcg, of.doses_per_day, of.strength_mcg_per_ml)
    used = cited_by(label.flags)
    stored = []
    if label.keeps.kind is not None:
        used.add(SAYS_SO)
        stored.append(f"in the refrigerator once it is dissolved ({SAYS_SO})")
    used.update(name for each in documented if each for name in each.sources)
    if label.keeps.is_assumed and label.keeps.usual:
        used.update(label.keeps.usual.sources)
    return (
        ("Assumed", [*own, *mixed, *keeping, *assumptions(label.dose)]),
        ("Storage", stored),
        ("Sources", described(used, label.catalogue)),
    )


def label_page(label: Label) -> Page:
    """The label on one screen; what is flagged stands below, as of everything."""
    name, *lines = [line.text for line in ranked_lines(label) if line.flag is None]
    assumed = other_figures(label.catalogue)
    if "mixed" in label.assumed:
        assumed.append("made up today")
    assumed += keeping_assumed(label.keeps, label.assumed)
    assumed += of_device(label.dose, marks=False)
    _one, dose = _dose(label)
    return Page(name, tuple(lines), (), listed(assumed), label.flags, last=(dose,))
