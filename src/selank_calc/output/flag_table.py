"""What can be flagged, as Rich renders it: all flags, or everything on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lines import Lines, columns, hanging, paragraph, wrapped
from .summary import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from ..catalogue.model import Catalogue
    from ..flag_kinds import FlagKind
    from .lines import Line

_ROOM = 66  # columns beside what a line is, less the sign that a command goes on


def flags_table(kinds: tuple[FlagKind, ...]) -> RenderableType:
    """A row a flag: its code, its severity, when it is raised."""
    return Lines(lambda drawing: _flags(kinds, drawing.width))


def _flags(kinds: tuple[FlagKind, ...], width: int) -> Iterator[Line]:
    rows = [(each.code, each.severity, each.raised) for each in kinds]
    for block in columns(("Flag", "Severity", "Raised when"), rows, width):
        yield from block
    yield []
    yield from paragraph("Limit, source, what to do: selank-calc flags CODE", width)


def flag_table(kind: FlagKind, catalogue: Catalogue) -> RenderableType:
    """Everything on one flag."""
    return Lines(lambda drawing: _flag(kind, catalogue, drawing.width))


def _flag(kind: FlagKind, catalogue: Catalogue, width: int) -> Iterator[Line]:
    severity = f"a {kind.severity}: {kind.why}"
    used = {source for each in kind.limits for source in each.sources}
    yield from paragraph(kind.code, width, "bold")
    for head, texts in (
        ("Raised", [kind.raised]),
        ("Limit", limits(kind)),
        ("Severity", [severity, *([kind.otherwise] if kind.otherwise else [])]),
        ("To do", [kind.to_do]),
        ("Sources", described(used, catalogue)),
        ("Example", _command(kind.example, min(width, _ROOM + 12) - 12)),
    ):
        yield from hanging(head, texts, width)


def limits(kind: FlagKind) -> list[str]:
    """Each limit with its source."""
    return [
        f"{each.limit} ({', '.join(each.sources)})" if each.sources else each.limit
        for each in kind.limits
    ]


def _command(line: str, room: int) -> list[str]:
    """A command in lines that a shell takes as one."""
    *parts, last = wrapped(line, room)
    return [*(f"{part} \\" for part in parts), last]
