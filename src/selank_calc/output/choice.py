"""The diluents to choose from, as Rich renders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from ..amounts.writing import about, show, show_number
from ..dosing.device_flags import barrel
from ..dosing.diluents import STEP_ML
from .summary import (
    ADVICE,
    assumed_of_solution,
    assumed_per_day,
    cited_by,
    described,
    labelled,
    may_deliver,
)
from .table import TableOrLines, fitted, flagged, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..dosing.diluents import DiluentChoice
    from ..dosing.results import VialDose

HEADINGS = ("Diluent", "Concentration", "Draw, units", "Error", "May deliver", "Doses")


def diluent_table(choice: DiluentChoice) -> RenderableType:
    """A row a volume, best first, then what holds for all of them."""
    title = titled(choice)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=Text(title), title_style="bold")
    for heading in HEADINGS:
        table.add_column(heading)
    lines = []
    for option in choice.options:
        row = cells(option)
        table.add_row(*map(Text, row))
        said = zip(HEADINGS, row, strict=True)
        lines.append(", ".join(f"{heading}: {cell}" for heading, cell in said))
    return fitted(
        TableOrLines(table, [title, *lines], 76) if lines else Text(title, style="bold"),
        *map(flagged, choice.flags),
        *listed("Flags", flags_of_some(choice)),
        *listed("Assumed", assumptions(choice)),
        *listed("Sources", described(_cited(choice), choice.catalogue)),
        Text(ADVICE, style="italic"),
    )


def titled(choice: DiluentChoice) -> str:
    """What the volumes are for."""
    return f"{labelled(choice.vial_mcg)} of {choice.name}, {about(choice.dose_mcg, 'mcg')} a dose"


def flags_of_some(choice: DiluentChoice) -> list[str]:
    """The flags that some options have and not all, each with its volume."""
    return [
        f"{_diluent(option)}: {flag.message} {flag.code}"
        for option in choice.options
        for flag in option.flags
        if flag not in choice.flags and flag.code != "between-marks"  # its error is in the row
    ]


def _diluent(option: VialDose) -> str:
    return show(option.diluent_ml, "mL")


def cells(option: VialDose) -> tuple[str, ...]:
    """One volume as a row."""
    holds = show_number(option.device.barrel.capacity_units)
    return (
        _diluent(option),
        show(option.concentration_mcg_per_ml, "mcg/mL"),
        f"{_to_draw(option)} of {holds}",
        f"{show_number(option.error_percent)} %",
        may_deliver(option),
        str(option.doses_per_vial),
    )


def _to_draw(option: VialDose) -> str:
    """The mark, and in parentheses the draw where that is not on it."""
    mark = show_number(option.mark_units)
    return (
        mark
        if option.mark_units == option.draw_units
        else f"{mark} ({show_number(option.draw_units)})"
    )


def assumptions(choice: DiluentChoice) -> list[str]:
    """What was not given but chosen, in words."""
    said = []
    if "vial_size" in choice.assumed:
        said.append(f"the vial holds {show(choice.vial_size_ml, 'mL')}")
    said.append(f"diluent is measured in steps of {show(STEP_ML, 'mL')}")
    if not choice.options:
        return said
    said += assumed_per_day(choice.options[0])
    why = ", the smallest that holds the draw" if "syringe" in choice.assumed else ""
    for each in dict.fromkeys(option.device.barrel for option in choice.options):
        units, marks = show(each.capacity_units, "units"), show(each.marks_units, "units")
        said.append(f"{units}: a {barrel(each.syringe)}, a mark every {marks}{why}")
    return said + assumed_of_solution(choice.options[0])


def _cited(choice: DiluentChoice) -> set[str]:
    flags = [*choice.flags, *(flag for option in choice.options for flag in option.flags)]
    cited = cited_by(tuple(flags))
    if choice.options:
        cited.update(choice.catalogue.accuracy.barrel_capacity_percent.sources)
        a_day = choice.options[0].given.doses_per_day
        if "doses_per_day" in choice.assumed and a_day:
            cited.update(a_day.sources)
    return cited
