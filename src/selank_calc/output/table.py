"""The summary as Rich renders it: for a terminal of 80 columns, in colour or without."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Group
from rich.constrain import Constrain
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from .explanation import slips, steps
from .picture import picture
from .summary import ADVICE, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from ..dosing.flags import Flag
    from ..dosing.results import Dose
    from .summary import Row

WIDTH = 80
_STYLES = {"warning": "red", "caution": "yellow", "note": "cyan"}


def dose_table(result: Dose, *, explain: bool = False) -> RenderableType:
    """The headline in a frame, a picture, the amounts beside what is documented, the flags.

    With `explain` each step and the likely slips too. All text goes in as Text, which has
    no markup: a catalogue's brackets stay brackets.
    """
    summary = summarise(result)
    return fitted(
        framed(summary.title, summary.headlines, summary.flags),
        _Picture(result),
        amounts_table(summary.rows),
        *map(flagged, summary.flags),
        *(listed("Steps", steps(result)) if explain else []),
        *(listed("Slips", slips(result)) if explain else []),
        *listed("On record", summary.notes),
        *listed("Assumed", summary.assumed),
        *listed("Sources", summary.sources),
        Text(ADVICE, style="italic"),
    )


def framed(title: str, headlines: Iterable[str], flags: tuple[Flag, ...]) -> RenderableType:
    """What one wants to know first, in a frame of the colour of the worst flag."""
    # Whoever reads no further than the frame must know that there is more.
    more = _counted(flags) if flags else ""
    return _Frame(title, list(headlines), more, _STYLES[flags[0].severity] if flags else "green")


class _Frame:
    """Lines in a frame, what stands in its border inside where the border is too short for it."""

    def __init__(self, title: str, lines: list[str], more: str, style: str) -> None:
        self.title, self.lines, self.more, self.style = title, lines, more, style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = options.max_width - len("+-  -+")
        title, more = (each if cell_len(each) <= room else "" for each in (self.title, self.more))
        lines = [
            *([] if title else [self.title]),
            *self.lines,
            *([] if more else filter(None, [self.more])),
        ]
        yield Panel(
            Text("\n".join(lines), style="bold", justify="center"),
            title=Text(title) if title else None,
            subtitle=Text(more) if more else None,
            box=ROUNDED,
            border_style=self.style,
        )


def amounts_table(rows: Iterable[Row]) -> RenderableType:
    """The amounts beside what is documented."""
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("Amount", ratio=1, overflow="fold")
    table.add_column("Documented", ratio=1, overflow="fold")
    lines = []
    for row in rows:
        table.add_row(Text(row.label), Text(row.text), Text(row.documented))
        documented = f" (documented: {row.documented})" if row.documented else ""
        lines.append(f"{row.label}: {row.text}{documented}")
    return TableOrLines(table, lines, 60)


class _Picture:
    """Drawn for the width that there is: wrapped, it would show nothing true."""

    def __init__(self, result: Dose) -> None:
        self.result = result

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in picture(self.result, options.max_width):
            yield Text(line, no_wrap=True)


class TableOrLines:
    """A table, or its rows as lines where it would have to cut its numbers to fit."""

    def __init__(self, table: Table, lines: list[str], needs_columns: int) -> None:
        self.table, self.lines, self.needs_columns = table, lines, needs_columns

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width >= self.needs_columns:
            yield self.table
        else:
            yield from map(Text, self.lines)


def fitted(*parts: RenderableType) -> RenderableType:
    """The parts below each other, at most 80 columns wide and no wider than the terminal."""
    return Constrain(Group(*parts), WIDTH)


def _counted(flags: tuple[Flag, ...]) -> str:
    """'2 warnings, 1 caution below'."""
    counts = Counter(flag.severity for flag in flags)
    said = (f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items())
    return f"{', '.join(said)} below"


def flagged(flag: Flag) -> RenderableType:
    """A flag: its severity to the left of what it says."""
    head = Text(flag.severity.capitalize(), style=f"bold {_STYLES[flag.severity]}")
    source = f" ({flag.source})" if flag.source else ""
    body = Text.assemble(flag.message, source, " ", (flag.code, "dim"))
    return _hanging([(head, body)])


def listed(heading: str, lines: Iterable[str]) -> list[RenderableType]:
    """A heading with its lines to the right of it, or nothing where there are none."""
    rows = [(Text(heading if i == 0 else ""), Text(line)) for i, line in enumerate(lines)]
    return [_hanging(rows)] if rows else []


def _hanging(rows: list[tuple[Text, Text]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=9)
    grid.add_column(ratio=1, overflow="fold")
    for head, body in rows:
        grid.add_row(head, body)
    return grid
