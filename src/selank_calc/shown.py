"""What shows a result: loaded by name when it is asked for, so that results do not import it.

The one way from a result up to `output`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from rich.console import RenderableType


def by_name(function: str) -> Any:
    """A function of `output`, named as "module.function".

    >>> by_name("plain.plain_lines").__name__
    'plain_lines'
    """
    module, _, name = function.rpartition(".")
    return getattr(import_module(f"{__package__}.output.{module}"), name)


class Shown:
    """A result that a pydantic model can hold: itself in, `as_dict()` out.

    What is printed is rounded to JSON numbers, so no result is read back from it.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return by_name("record_models.core_schema_of")(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        return handler(by_name("record_models.model_of")(cls).__pydantic_core_schema__)


class Tabled:
    """A result that a terminal and a notebook show: as those functions of `output` do."""

    _table: ClassVar[str]
    _html: ClassVar[str | None] = None

    def __rich__(self) -> RenderableType:
        table: RenderableType = by_name(self._table)(self)
        return table

    def _repr_html_(self) -> str | None:
        return None if self._html is None else by_name(self._html)(self)
