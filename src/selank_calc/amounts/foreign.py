"""Values of other libraries: empty cells of their tables, and iterables of any length.

Recognised by name, so that neither NumPy nor pandas is imported.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from .writing import as_text

if TYPE_CHECKING:
    from typing import Any

# What a cell may be, beside a float or a Decimal.
_CELLS = {
    "pandas": ("NAType", "NaTType"),
    "numpy": ("float16", "float32", "longdouble", "datetime64", "timedelta64"),
}
# A signalling NaN ("sNaN") was put there on purpose.
_EMPTY = re.compile(r"-?nan[0-9]*|<NA>|NaT", re.IGNORECASE)


def is_empty_cell(value: object) -> bool:
    """True for None, a quiet NaN, and the NA and NaT of pandas: a table's cell without a value.

    >>> is_empty_cell(float("nan")), is_empty_cell(Decimal("sNaN")), is_empty_cell("nan")
    (True, False, False)
    """
    if value is None:
        return True
    if not issubclass(type(value), float | Decimal):
        package = f"{type(value).__module__}".partition(".")[0]
        if type(value).__name__ not in _CELLS.get(package, ()):
            return False
    return _EMPTY.fullmatch(as_text(value)) is not None


def items_of(value: Any, most: int) -> list[Any] | None:
    """The items of an iterable, up to one more than `most`; None if it can't be iterated over.

    >>> items_of("ab", 5), items_of(range(10**9), 2), items_of(5, 2)
    (['a', 'b'], [0, 1, 2], None)
    """
    try:
        return list(islice(value, most + 1))
    except Exception:  # noqa: BLE001 - a foreign object's own code, which may raise anything
        return None
