"""What is documented, as Rich renders it: all formulations, or everything on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from ..amounts.writing import show
from ..dosing.flags import counted, span
from .summary import ADVICE, described, noted
from .table import TableOrLines, fitted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from ..catalogue.model import Catalogue, Figure, Formulation, Range

NONE = "none documented"


def formulations_table(catalogue: Catalogue) -> RenderableType:
    """A row a formulation: its id, name, range per dose and doses a day."""
    table = Table(box=ROUNDED, show_lines=True)
    for heading in ("Name, id, also", "A dose", "Doses a day"):
        table.add_column(heading, overflow="fold")
    lines = []
    for of in catalogue.formulations:
        ids = (of.id, *of.aliases)
        names = Text.assemble((of.name, "bold"), *(f"\n{each}" for each in ids))
        dose = span(of.dose_mcg, "mcg") if of.dose_mcg else "none"
        times = counted(of.doses_per_day) if of.doses_per_day else "none"
        table.add_row(names, Text(dose), Text(times))
        lines += [of.name, *(f"  {each}" for each in ids)]
        lines += [f"  A dose: {dose}", f"  Doses a day: {times}"]
    daily = f"Documented a day, for every formulation: {span(catalogue.daily_mcg, 'mcg')}."
    more = "Everything on one, with its sources: selank-calc formulations ID"
    return fitted(
        TableOrLines(table, lines, 60), Text(daily), Text(more), Text(ADVICE, style="italic")
    )


def formulation_table(of: Formulation, catalogue: Catalogue) -> RenderableType:
    """Everything documented on one formulation, each figure with its source."""
    table = Table(
        box=SIMPLE_HEAD, expand=True, pad_edge=False, title=Text(of.name), title_style="bold"
    )
    table.add_column("", no_wrap=True)
    table.add_column("Documented", ratio=1, overflow="fold")
    table.add_column("Source", overflow="fold")
    used: set[str] = set()
    lines = [of.name]
    for label, text, sources in _rows(of, catalogue):
        used.update(sources)
        table.add_row(Text(label), Text(text), Text(", ".join(sources)))
        lines.append(f"{label}: {text}" + (f" ({', '.join(sources)})" if sources else ""))
    notes = (*of.notes, *catalogue.notes)
    used.update(source for note in notes for source in note.sources)
    return fitted(
        TableOrLines(table, lines, 60),
        *listed("On record", map(noted, notes)),
        *listed("Sources", described(used, catalogue)),
        Text(ADVICE, style="italic"),
    )


def _rows(of: Formulation, catalogue: Catalogue) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "Id", ", ".join((of.id, *of.aliases)), ()
    if of.structure:
        yield "Structure", of.structure, ()
    yield "Route", of.route or NONE, ()
    yield _range("A dose", of.dose_mcg, "mcg")
    yield _range("Doses a day", of.doses_per_day, "")
    yield _range("A day, in all", catalogue.daily_mcg, "mcg")
    yield from _figure("Highest day", of.highest_daily_mcg, "mcg")
    yield from _figure("Strength", of.strength_mcg_per_ml, "mcg/mL")
    yield from _figure("Spray", of.spray_ml, "mL")
    yield from _figure("Spray", of.spray_mcg, "mcg")
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
