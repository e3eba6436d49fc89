"""A chart as Rich renders it: a row for each mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.writing import about, show_exactly, show_number
from ..dosing.barrels import in_words
from ..dosing.charts import MOST_A_DAY, Chart, count_of, side, total_mcg
from ..dosing.flags import span
from ..dosing.results import VialDose
from .brief import dose_on_record, listed, of_device, solution
from .first_lines import as_one, counted_flags, said_once
from .lines import Lines, columns, hanging, paragraph
from .screen import MOST_LINES
from .summary import ADVICE, made_of, other_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dosing.flags import Flag
    from ..dosing.results import SprayDose
    from .lines import Drawing, Line

# What the columns beside say already.
_SAID = {
    "dose-below-documented", "dose-above-documented", "daily-below-documented",
    "daily-above-documented",
}  # fmt: skip
_STEPS = (1, 2, 5)
_EVERY = "All: --every-mark 1"
_OUTSIDE = "!"


def headlines(chart: Chart) -> tuple[str, ...]:
    """What is in it, and in one mark."""
    of = chart.of
    mark = _counted(of)
    if isinstance(of, VialDose):
        mark += f" of a {in_words(of.syringe)}"
    return (f"{_strength(chart)}; {mark} = {about(of.device.delivered_mcg, 'mcg')}",)


def _counted(dose: VialDose | SprayDose) -> str:
    """'10 units', '1 spray'."""
    if isinstance(dose, VialDose):
        return show_exactly(dose.draw_units, "units")
    return dose.device.words.counted(dose.device.sprays)


def _strength(chart: Chart) -> str:
    of = chart.of
    return solution(of) if made_of(of) else about(of.concentration_mcg_per_ml, "mcg/mL")


def chart_table(
    chart: Chart, *, every: int | None = None, hint: bool = True, kit: str = ""
) -> Lines:
    """A row for each mark, or for every second, fifth and so on, so that a screen holds them.

    `hint` says how a command line prints all, `kit` what came from a plan file.
    """
    return Lines(lambda drawing: _screen(chart, drawing, every, hint=hint, kit=kit))


def cells(chart: Chart) -> list[tuple[str, ...]]:
    """A row for each mark, under `headings`."""
    return [_cells(each, chart.flags) for each in chart.marks]


def compared(chart: Chart) -> str:
    """What the marks are compared with, and what `!` stands for."""
    return documented(chart, f", {_OUTSIDE} outside")


def _screen(
    chart: Chart, drawing: Drawing, every: int | None, *, hint: bool, kit: str
) -> Iterator[Line]:
    width = drawing.width
    count = counted_flags(chart.flags)
    top = [*paragraph(f"{chart.name}{f', {count}' if count else ''}", width, "bold")]
    top += [line for text in headlines(chart) for line in paragraph(text, width)]
    below = [*paragraph(compared(chart), width)]
    below += [line for each in (assumed(chart), kit) if each for line in paragraph(each, width)]
    flags = [
        line
        for flag, texts in said_once(as_one(chart.flags))
        for line in hanging(flag.severity.upper(), texts, width)
    ]
    for step in _steps(len(chart.marks)) if every is None else (every,):
        rows = cells(chart)[step - 1 :: step]
        table = [line for block in columns(headings(chart), rows, width) for line in block]
        more = _EVERY if hint and step > 1 and every is None else ""
        last = paragraph(f"{ADVICE} {more}".rstrip(), width)
        lines = [*top, *table, *below, *last, *flags]
        if len(lines) <= MOST_LINES:
            break
    yield from lines


def _steps(count: int) -> Iterator[int]:
    """The steps to try: 1, 2, 5, 10, 20 and so on, while a mark is left."""
    power = 1
    while power <= count:
        yield from (step * power for step in _STEPS if step * power <= count)
        power *= 10


def headings(chart: Chart) -> tuple[str, ...]:
    """The headings of the columns: what is counted comes first."""
    counted, _count, _volume = count_of(chart.of)
    days = [f"{times} a day" for times in range(1, MOST_A_DAY + 1)]
    return (counted.capitalize(), "mL", "mcg", "Dose is", *days, "Flagged")


def _cells(dose: VialDose | SprayDose, shared: tuple[Flag, ...]) -> tuple[str, ...]:
    _name, _count, volume_ml = count_of(dose)
    delivered_mcg, window = dose.device.delivered_mcg, dose.catalogue.daily_mcg
    totals = (total_mcg(dose, times) for times in range(1, MOST_A_DAY + 1))
    days = (show_number(each) + _OUTSIDE * (side(each, window) != "within") for each in totals)
    return (
        _counted(dose).split()[0],
        show_number(volume_ml),
        show_number(delivered_mcg),
        side(delivered_mcg, dose.given.dose_mcg) or "none",
        *days,
        ", ".join(_codes(dose, shared)),
    )


def _codes(dose: VialDose | SprayDose, shared: tuple[Flag, ...]) -> list[str]:
    """The codes of flags that only some marks have."""
    flags = [flag for flag in dose.flags if flag not in shared]
    return [flag.code for flag in flags if flag.code not in _SAID]


def documented(chart: Chart, outside: str = "") -> str:
    """What is documented of a dose and of a day."""
    window = span(chart.catalogue.daily_mcg, "mcg")
    of = chart.of.given
    dose = dose_on_record(of) if of.dose_mcg else "none"
    return f"Documented a dose: {dose}; a day: {window}{outside}."


def assumed(chart: Chart) -> str:
    """What was not given but chosen."""
    said = [*other_figures(chart.catalogue), *of_device(chart.of)]
    return listed(said)


def mark_in_words(dose: VialDose | SprayDose, shared: tuple[Flag, ...]) -> str:
    """A mark in one line, with the codes of its own flags."""
    _name, _count, volume_ml = count_of(dose)
    delivered_mcg = dose.device.delivered_mcg
    where = side(delivered_mcg, dose.given.dose_mcg)
    said = f"{_counted(dose)} = {about(volume_ml, 'mL')} = {about(delivered_mcg, 'mcg')}"
    said += f", {where} the documented" if where else ""
    for times in range(1, MOST_A_DAY + 1):
        total = total_mcg(dose, times)
        day = side(total, dose.catalogue.daily_mcg)
        said += f"; {times} a day: {about(total, 'mcg')}{'' if day == 'within' else f', {day}'}"
    return said + "".join(f" [{code}]" for code in _codes(dose, shared))
