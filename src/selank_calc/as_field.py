"""What results have in common: the names of their fields, and that a pydantic model can hold them.

pydantic is loaded by the one who has such a model.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """The names of a result's fields, in their order, however it keeps them.

    >>> from selank_calc import Conversion
    >>> field_names(Conversion)
    ('given', 'amount', 'unit', 'converted', 'to', 'by', 'assumed')
    """
    return tuple(
        name for each in reversed(kind.__mro__) for name in getattr(each, "__annotations__", ())
    )


class AsField:
    """A result that a model can hold: the result itself in, `as_dict()` out.

    What is printed is rounded to JSON numbers, so no result is read back from it.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from .output.record_models import core_schema_of

        return core_schema_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        from .output.record_models import model_of

        return handler(model_of(cls).__pydantic_core_schema__)
