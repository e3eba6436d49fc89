"""The closed vocabulary as a pint registry: the authority behind the frozen table.

Loading pint takes longer than a whole calculation, so only what needs real
Quantities comes here: `result.quantity(...)`, the freeze, and the tests' oracle.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry


@cache
def vocabulary() -> UnitRegistry[Decimal]:
    """The registry of units.txt, on exact Decimals, with no unit but those in the file.

    >>> print(vocabulary().Quantity(Decimal("0.25"), "mg").to("mcg"))
    250.00 microgram
    """
    from pint import UnitRegistry

    registry: UnitRegistry[Decimal] = UnitRegistry(None, non_int_type=Decimal)
    text = files("selank_calc").joinpath("units.txt").read_text(encoding="utf-8")
    registry.load_definitions(text.splitlines())
    return registry
