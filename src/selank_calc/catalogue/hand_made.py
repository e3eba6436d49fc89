"""Catalogues and formulations that were put together in Python, held to what a file is held to.

Their text reaches the same terminals, pages and calendars, and their figures the same
quotients. Each is looked at once, before it is first used.
"""

from __future__ import annotations

from decimal import Decimal
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from ..amounts.reading import LONGEST_TEXT
from ..amounts.writing import as_text
from ..errors import CatalogueError, quoted
from .text import fault_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Catalogue, Formulation

_LARGEST_EXPONENT = 15
MOST_KNOWN = 64
# What passed the checks, by its id: no other object gets that id while this one is kept.
_known: dict[int, object] = {}


def refuse_unfit(made: Catalogue | Formulation, field: str) -> None:
    """Raises CatalogueError for text that can't be shown, and for values of the wrong type."""
    if _known.get(id(made)) is made:
        return
    for place, fault in _faults(made, type(made), ""):
        hint = "Write text that can be seen, and each figure as a Decimal above zero."
        raise CatalogueError(f"{place.lstrip('.')}: {fault}.", field, None, hint)
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[id(made)] = made


def _faults(value: Any, kind: Any, place: str) -> Iterator[tuple[str, str]]:
    """Where `value` is not what the annotation `kind` says, and what is wrong with it."""
    if get_origin(kind) is UnionType:  # with None
        if value is None:
            return
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is Literal:
        if type(value) is not str or value not in get_args(kind):
            yield place, f"{quoted(as_text(value))} is not {' or '.join(get_args(kind))}"
    elif type(value) is not (get_origin(kind) or kind):  # a subclass may have code of its own
        yield place, f"{type(value).__name__} is not {(get_origin(kind) or kind).__name__}"
    elif get_origin(kind) is tuple:
        for number, each in enumerate(value):
            yield from _faults(each, get_args(kind)[0], f"{place}[{number}]")
    elif hasattr(kind, "_fields"):
        for name, of in kind.__annotations__.items():
            yield from _faults(getattr(value, name), of, f"{place}.{name}")
    elif fault := _fault_of_one(value):
        yield place, fault


def _fault_of_one(value: str | Decimal | bool) -> str | None:
    if isinstance(value, str):
        fault = fault_of(value)
        return fault and f"{quoted(value)} {fault}"
    if isinstance(value, Decimal):
        is_figure = value.is_finite() and value > 0 and abs(value.adjusted()) <= _LARGEST_EXPONENT
        if not is_figure or len(value.as_tuple().digits) > LONGEST_TEXT:
            return f"{quoted(as_text(value))} is not a figure above zero"
    return None
