"""Loads by name, on demand, what shows or measures a result.

Results import neither `output` nor pint: this is the one way from them to those.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

if TYPE_CHECKING:
    from pint.registry import Quantity  # the same class; of the other name pyright knows no type
    from rich.console import RenderableType

    PintQuantity: TypeAlias = Quantity[Any]
else:  # so that annotations are resolved without loading either
    PintQuantity = RenderableType = Any


Record = TypeVar("Record")


def by_name(function: str) -> Any:
    """A function of the package, named as "module.function".

    >>> by_name("output.plain.dose_plain").__name__
    'dose_plain'
    """
    module, _, name = function.rpartition(".")
    return getattr(import_module(f"{__package__}.{module}"), name)


class Shown:
    """A result that a pydantic model can hold: itself in, `as_dict()` out.

    What is printed is rounded to JSON numbers, so no result is read back from it.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return by_name("output.record_models.core_schema_of")(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        return handler(by_name("output.record_models.model_of")(cls).__pydantic_core_schema__)


def in_notebooks(kind: type[Record]) -> type[Record]:
    """The class of a record, which a notebook shows as a table of its fields."""

    def html(record: Record) -> str:
        return str(by_name("output.html.record_html")(record))

    setattr(kind, "_repr_html_", html)  # noqa: B010 - the type of no record has it
    return kind


class Tabled:
    """A result that print, a terminal and a notebook show: as those functions of `output` do."""

    flags: Any
    _headlines: ClassVar[str]
    _table: ClassVar[str]
    _html: ClassVar[str | None] = None

    def __str__(self) -> str:
        headlines = by_name(self._headlines)(self)
        said: str = by_name("output.sentence.sentence")(headlines, self.flags)
        return said

    def __rich__(self) -> RenderableType:
        table: RenderableType = by_name(self._table)(self, hint=False)
        return table

    def _repr_html_(self) -> str | None:
        return None if self._html is None else by_name(self._html)(self)
