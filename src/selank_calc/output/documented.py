"""What is documented, as Rich renders it: all formulations, or everything on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.writing import show
from ..catalogue.model import NASAL
from ..dosing.flags import counted, span
from .lines import Lines, columns, hanging, paragraph
from .summary import ADVICE, described, noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from ..catalogue.model import Catalogue, Figure, Formulation, Range
    from .lines import Line

NONE = "none documented"
HEADINGS = ("Formulation", "A dose", "Doses a day")


def formulations_table(catalogue: Catalogue) -> RenderableType:
    """A row a formulation: its id, name, range per dose and doses a day."""
    return Lines(lambda drawing: _formulations(catalogue, drawing.width))


def _formulations(catalogue: Catalogue, width: int) -> Iterator[Line]:
    daily = f"Documented a day, for every formulation: {span(catalogue.daily_mcg, 'mcg')}."
    more = "Everything on one, with its sources: selank-calc formulations ID"
    rows = map(formulation_cells, catalogue.formulations)
    for block in columns(HEADINGS, list(rows), width):
        yield from block
    yield []
    for said in (daily, more, ADVICE):
        yield from paragraph(said, width)


def formulation_cells(of: Formulation) -> tuple[str, ...]:
    """A formulation as a row of the table of all."""
    return (
        f"{of.name}: {', '.join((of.id, *of.aliases))}",
        span(of.dose_mcg, "mcg") if of.dose_mcg else "none",
        counted(of.doses_per_day) if of.doses_per_day else "none",
    )


def formulation_table(of: Formulation, catalogue: Catalogue) -> RenderableType:
    """Everything documented on one formulation, each figure with its source."""
    return Lines(lambda drawing: _formulation(of, catalogue, drawing.width))


def _formulation(of: Formulation, catalogue: Catalogue, width: int) -> Iterator[Line]:
    documented = list(documented_rows(of, catalogue))
    notes = (*of.notes, *catalogue.notes)
    used = {source for _label, _text, sources in documented for source in sources}
    used.update(source for note in notes for source in note.sources)
    yield from paragraph(of.name, width, "bold")
    rows = [(label, text, ", ".join(sources)) for label, text, sources in documented]
    for block in columns(("", "Documented", "Source"), rows, width):
        yield from block
    yield []
    yield from hanging("Notes", map(noted, notes), width)
    yield from hanging("Sources", described(used, catalogue), width)
    yield from paragraph(ADVICE, width)


def documented_rows(
    of: Formulation, catalogue: Catalogue | None = None
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What is documented on it, with its sources; with a catalogue also its window of a day."""
    yield "Id", ", ".join((of.id, *of.aliases)), ()
    if of.structure:
        yield "Structure", of.structure, ()
    yield "Route", of.route or NONE, ()
    yield _range("A dose", of.dose_mcg, "mcg")
    yield _range("Doses a day", of.doses_per_day, "")
    if catalogue:
        yield _range("A day, in all", catalogue.daily_mcg, "mcg")
    yield from _figure("Highest day", of.highest_daily_mcg, "mcg")
    yield from _figure("Strength", of.strength_mcg_per_ml, "mcg/mL")
    one = NASAL[of.device].one.capitalize() if of.device in NASAL else ""
    yield from _figure(one, of.spray_ml, "mL")
    yield from _figure(one, of.spray_mcg, "mcg")
    yield from _figure("Bottle", of.bottle_ml, "mL")
    yield _range("Course, days", of.course_days, "")
    yield _range("Break, days", of.break_days, "")
    if of.molar_mass_g_per_mol:
        figure = of.molar_mass_g_per_mol
        yield "Molar mass", f"{figure.value} g/mol", figure.sources
    for statement in of.statements:
        yield statement.about.capitalize(), statement.text, statement.sources


def _range(label: str, documented: Range | None, unit: str) -> tuple[str, str, tuple[str, ...]]:
    if documented is None:
        return label, NONE, ()
    text = span(documented, unit) if unit else counted(documented)
    return label, text, documented.sources


def _figure(
    label: str, figure: Figure | None, unit: str
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if figure is not None:
        yield label, show(figure.value, unit), figure.sources
