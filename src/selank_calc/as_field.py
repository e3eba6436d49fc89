"""Results as fields of a pydantic model; pydantic is loaded by the one who has such a model."""

from __future__ import annotations

from typing import Any


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
