"""The closed vocabulary as a pint registry: the authority behind the frozen table.

Loading pint takes longer than a whole calculation, so only what needs real
Quantities comes here: `result.quantity(...)`, the freeze, and the tests' oracle.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import quoted
from .writing import as_text, text_of

if TYPE_CHECKING:
    from typing import Any

    from pint import UnitRegistry
    from pint.registry import Quantity

# The unit that a name ends in, longest first, as every registry spells it.
_UNITS = {
    "_mcg_per_ml": "microgram / milliliter",
    "_mcg_per_kg": "microgram / kilogram",
    "_mcg": "microgram",
    "_ml": "milliliter",
    "_units": "syringe_unit",
}


@cache
def vocabulary() -> UnitRegistry[Decimal]:
    """The registry of units.txt, on exact Decimals, with no unit but those in the file.

    >>> print(vocabulary().Quantity(Decimal("0.25"), "mg").to("mcg"))
    250.00 microgram
    """
    from pint import UnitRegistry

    registry: UnitRegistry[Decimal] = UnitRegistry(None, non_int_type=Decimal)
    text = files("selank_calc").joinpath("amounts", "units.txt").read_text(encoding="utf-8")
    registry.load_definitions(text.splitlines())
    return registry


def quantity_called(name: str, result: object) -> Quantity[Any]:
    """One amount of a result, by its name, as a Quantity of the application registry.

    Of the vocabulary where that registry does not know the unit, as no other knows marks
    on a syringe. Raises KeyError if no amount has that name and a unit, or it is None.
    """
    from pint import UndefinedUnitError, get_application_registry

    text = text_of(name)
    unit = next((unit for ending, unit in _UNITS.items() if text.endswith(ending)), None)
    value = getattr(result, text, None)
    if unit is None or value is None:
        raise KeyError(f"{quoted(as_text(name))} is not an amount with a unit in this result")
    application: Any = get_application_registry()  # type: ignore[no-untyped-call]
    try:
        known = application.Unit(unit)
    except UndefinedUnitError:
        return vocabulary().Quantity(value, unit)
    # Its own kind of number: most reckon in floats, and mixing in a Decimal would fail.
    quantity: Quantity[Any] = application.Quantity(application.non_int_type(value), known)
    return quantity
