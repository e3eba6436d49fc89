"""The rows of a data frame of pandas or polars, recognised without importing either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ..amounts.foreign import is_empty_cell
from ..errors import RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .headings import Headings


@runtime_checkable
class Frame(Protocol):
    """A data frame of pandas or polars."""

    @property
    def columns(self) -> Any: ...  # noqa: D102
    @property
    def shape(self) -> tuple[int, int]: ...  # noqa: D102


AT_ONCE = 4096  # rows of pandas made into objects before they are answered


def rows_of(table: Any, headings: Headings) -> tuple[Headings, Iterator[dict[str, Any]]] | None:
    """The rows of a frame, and the headings with what is passed on of it; None for anything else.

    Raises what is wrong with its columns' names, RowError for a frame that is not there yet.
    """
    library = _library_of(table)
    if library is None:
        return None
    if library == "lazy":
        message = "a LazyFrame has no rows yet."
        raise RowError(message, "rows", None, "Write batch(frame.collect()).")
    names = [name if isinstance(name, str) else f"{name}" for name in table.columns]
    kept = headings.kept_of(names)
    rows = table.iter_rows() if library == "polars" else _of_pandas(table)
    return headings._replace(keep=kept), (_without_empty_cells(names, row) for row in rows)


def _library_of(table: Any) -> str | None:
    for kind in type(table).__mro__:
        package = f"{kind.__module__}".partition(".")[0]
        if package in ("pandas", "polars") and kind.__name__ == "DataFrame":
            return package
        if package == "polars" and kind.__name__ == "LazyFrame":
            return "lazy"
    return None


def _of_pandas(frame: Any) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(frame), AT_ONCE):
        part = frame.iloc[start : start + AT_ONCE]
        yield from part.itertuples(index=False, name=None)


def _without_empty_cells(names: list[str], cells: tuple[Any, ...]) -> dict[str, Any]:
    """The row without what is NaN, NA, None or blank text, and without an index."""
    return {
        name: value
        for name, value in zip(names, cells, strict=True)
        if not (is_empty_cell(value) or (type(value) is str and not value.strip()))
    }
