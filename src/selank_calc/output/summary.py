"""A result in words: what the table, the plain text and the HTML all say.

Built once here, so that no form of output can leave out a flag that another shows.
Own words are ASCII only, for terminals that have nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..exact import multiply, quotient
from ..flags import counted, counted_sprays, span
from ..quantities import about, show, show_number
from ..results import SprayDose, VialDose

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Note, Range
    from ..flags import Flag
    from ..results import Dose

ADVICE = "Arithmetic on your numbers, beside what is documented. It recommends nothing."

_MCG_PER_MG = Decimal(1000)


class Row(NamedTuple):
    """One line of the table; `documented` is what is on record for the same thing."""

    label: str
    text: str
    documented: str = ""


class Summary(NamedTuple):
    """All that is said about a result, in the order in which it is said."""

    title: str
    headline: str
    rows: tuple[Row, ...]
    flags: tuple[Flag, ...]
    notes: tuple[str, ...]
    assumed: tuple[str, ...]
    sources: tuple[str, ...]


def summarise(result: Dose) -> Summary:
    """The result in words."""
    if isinstance(result, VialDose):
        headline, before, after = _vial_headline(result), _vial_rows(result), _supply(result)
    elif isinstance(result, SprayDose):
        headline, before, after = _spray_headline(result), _spray_rows(result), _bottle(result)
    else:
        raise TypeError(f"{type(result).__name__} is no result of dose()")
    notes = _notes(result)
    return Summary(
        title=f"{result.name}, {result.route}" if result.route else result.name,
        headline=headline,
        rows=(*before, *_documented_rows(result), *after),
        flags=result.flags,
        notes=tuple(noted(note) for note in notes),
        assumed=_assumptions(result),
        sources=_sources(result, notes),
    )


def cited(sources: tuple[str, ...]) -> str:
    """The ids of sources, in parentheses."""
    return f"({', '.join(sources)})"


def noted(note: Note) -> str:
    """A note with its sources, and whether it is confirmed."""
    doubt = "unconfirmed, " if note.unconfirmed else ""
    return f"{note.text} ({doubt}{', '.join(note.sources)})"


# --- From a vial ----------------------------------------------------------------------


def _barrel(result: VialDose) -> str:
    return f"{show(result.syringe.capacity_ml, 'mL')} {result.syringe.scale} syringe"


def _vial_headline(result: VialDose) -> str:
    draw = f"Draw {about(result.draw_units, 'units')} on a {_barrel(result)}"
    return f"{draw} = {about(result.draw_ml, 'mL')} = {about(result.dose_mcg, 'mcg')}"


def _vial_rows(result: VialDose) -> tuple[Row, ...]:
    return (
        Row("Vial", f"{_labelled(result.vial_mcg)} in {about(result.diluent_ml, 'mL')}"),
        Row("Concentration", about(result.concentration_mcg_per_ml, "mcg/mL")),
        Row("Draw", f"{about(result.draw_units, 'units')} = {about(result.draw_ml, 'mL')}"),
    )


def _labelled(vial_mcg: Decimal) -> str:
    """A vial's mass as its label has it: in mg from 1 mg up."""
    if vial_mcg < _MCG_PER_MG:
        return about(vial_mcg, "mcg")
    return about(quotient(vial_mcg, _MCG_PER_MG), "mg")


def _supply(result: VialDose) -> tuple[Row, ...]:
    return (Row("Vial holds", _lasting(result.doses_per_vial, "dose", result.days_per_vial)),)


# --- From a pump ----------------------------------------------------------------------


def _spray_headline(result: SprayDose) -> str:
    volume_ml = multiply(result.spray_ml, Decimal(result.sprays_per_dose))
    sprays, dose = counted_sprays(result.sprays_per_dose), about(result.delivered_mcg, "mcg")
    return f"{sprays} = {about(volume_ml, 'mL')} = {dose}, {_times(result.doses_per_day)} a day"


def _spray_rows(result: SprayDose) -> tuple[Row, ...]:
    spray, volume = about(result.spray_mcg, "mcg"), about(result.spray_ml, "mL")
    strength = about(result.concentration_mcg_per_ml, "mcg/mL")
    return (
        Row("One spray", f"{spray} in {volume}, at {strength}"),
        Row("Sprays", f"{result.sprays_per_dose} a dose, {result.sprays_per_day} a day"),
    )


def _bottle(result: SprayDose) -> tuple[Row, ...]:
    if (
        result.bottle_ml is None
        or result.sprays_per_bottle is None
        or result.days_per_bottle is None
    ):
        return ()
    lasting = _lasting(result.sprays_per_bottle, "spray", result.days_per_bottle)
    return (Row("Bottle holds", f"{about(result.bottle_ml, 'mL')}: {lasting}"),)


# --- For both -------------------------------------------------------------------------


def _documented_rows(result: Dose) -> tuple[Row, ...]:
    of, window = result.given, result.catalogue.daily_mcg
    dose, daily = about(result.dose_mcg, "mcg"), about(result.daily_mcg, "mcg")
    if result.error_percent:
        share = show_number(abs(result.error_percent))
        more = "more" if result.error_percent > 0 else "less"
        dose += f" asked, {about(result.delivered_mcg, 'mcg')} delivered ({share} % {more})"
        daily += f" asked, {about(result.delivered_daily_mcg, 'mcg')} delivered"
    assumed = " (assumed)" if "doses_per_day" in result.assumed else ""
    rows = [
        Row("Dose", dose, _on_record(of.dose_mcg, "mcg")),
        Row("Doses a day", f"{result.doses_per_day}{assumed}", _on_record(of.doses_per_day, None)),
        Row("Daily total", daily, _on_record(window, "mcg")),
    ]
    if result.dose_mcg_per_kg is not None and result.daily_mcg_per_kg is not None:
        per_dose = about(result.dose_mcg_per_kg, "mcg/kg")
        rows.append(
            Row("Body mass", f"{per_dose} a dose, {about(result.daily_mcg_per_kg, 'mcg/kg')} a day")
        )
    return tuple(rows)


def _on_record(documented: Range | None, unit: str | None) -> str:
    if documented is None:
        return "none"
    text = counted(documented) if unit is None else span(documented, unit)
    return f"{text} {cited(documented.sources)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _lasting(count: int, thing: str, days: int) -> str:
    """'20 doses, for 20 days': both whole, what is left over not counted."""
    return f"{count} {thing}{'' if count == 1 else 's'}, for {days} day{'' if days == 1 else 's'}"


def _assumptions(result: Dose) -> tuple[str, ...]:
    said = []
    if "doses_per_day" in result.assumed:
        documented = result.given.doses_per_day
        why = (
            f"the fewest documented {cited(documented.sources)}"
            if documented
            else "none is documented"
        )
        said.append(
            f"{result.doses_per_day} dose{'' if result.doses_per_day == 1 else 's'} a day: {why}"
        )
    if isinstance(result, VialDose):
        barrel = result.syringe
        if "syringe" in result.assumed:
            largest = any(flag.code == "draw-exceeds-syringe" for flag in result.flags)
            why = "the largest sold" if largest else "the smallest that holds the draw"
            said.append(f"a {_barrel(result)}: {why}")
        also = " or ".join(show(marks, "units") for marks in barrel.also_marks_units)
        if also:
            marks = show(barrel.marks_units, "units")
            said.append(f"marks every {marks}; the same size is also sold with {also}")
        said.append("all of the labelled mass is peptide, and the powder adds no volume")
    elif isinstance(result, SprayDose):
        strength, volume = result.given.strength_mcg_per_ml, result.given.spray_ml
        if strength and volume:
            figures = f"{about(strength.value, 'mcg/mL')} and {about(volume.value, 'mL')} a spray"
            said.append(f"{figures}, as documented {cited(strength.sources)}")
        if result.bottle_ml is not None:
            said.append("nothing is left in the bottle, and no spray is spent on priming")
    return tuple(said)


def _notes(result: Dose) -> tuple[Note, ...]:
    raised = {flag.code for flag in result.flags}
    return tuple(
        note
        for note in (*result.given.notes, *result.catalogue.notes)
        if note.always or raised.intersection(note.beside)
    )


def _sources(result: Dose, notes: tuple[Note, ...]) -> tuple[str, ...]:
    """The documents that the summary cites, each as `id: title`."""
    of, window = result.given, result.catalogue.daily_mcg
    ranges = [
        each for each in (of.dose_mcg, of.doses_per_day, of.strength_mcg_per_ml, window) if each
    ]
    used = {source for each in (*ranges, *notes) for source in each.sources}
    used.update(name for flag in result.flags if flag.source for name in flag.source.split(", "))
    return described(used, result.catalogue)


def described(used: set[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The sources of those ids, each as `id: title`, in the catalogue's order."""
    return tuple(f"{each.id}: {each.title}" for each in catalogue.sources if each.id in used)
