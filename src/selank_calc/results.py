"""What `dose()` returns: amounts and their flags, together in one frozen value.

The attribute names are the JSON names, and end in the unit of what they hold. How a
result looks is `output`'s work; the methods here load it when they are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

    from pint import Quantity
    from rich.console import RenderableType

    from .catalogue import Catalogue, Formulation, Syringe
    from .flags import Flag


# What a result was calculated from: kept for its tables, left out of its record.
NOT_RECORDED = ("given", "catalogue")

# The unit that a name ends in, longest first, as the vocabulary spells it.
_UNITS = {
    "_mcg_per_ml": "microgram / milliliter",
    "_mcg_per_kg": "microgram / kilogram",
    "_mcg": "microgram",
    "_ml": "milliliter",
    "_units": "syringe_unit",
}


# Never made itself, so nothing is generated for it: that would take time at every start.
@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class Dose:
    """What every formulation's result holds.

    `dose_mcg` and `daily_mcg` are what was asked for, `delivered_mcg` and
    `delivered_daily_mcg` what the device delivers, `error_percent` the second against
    the first. Amounts per kg are None without a body mass. `assumed` names the values
    that were not given but chosen, such as `doses_per_day`.
    """

    given: Formulation
    catalogue: Catalogue
    formulation: str
    name: str
    route: str | None
    concentration_mcg_per_ml: Decimal
    dose_mcg: Decimal
    doses_per_day: int
    daily_mcg: Decimal
    delivered_mcg: Decimal
    delivered_daily_mcg: Decimal
    error_percent: Decimal
    dose_mcg_per_kg: Decimal | None
    daily_mcg_per_kg: Decimal | None
    assumed: tuple[str, ...]
    flags: tuple[Flag, ...]

    def as_dict(self) -> dict[str, Any]:
        """The object that `--json` prints, as plain data ready for `json.dumps`.

        Numbers are exact up to 15 significant digits; the attributes are exact.
        """
        from .output.records import as_record

        return as_record(self)

    def quantity(self, name: str) -> Quantity[Decimal]:
        """One amount as a pint Quantity on exact Decimals, by its JSON name.

        Raises KeyError if no amount has that name and a unit, or it is None.

        >>> from selank_calc import dose
        >>> print(dose(vial="5 mg", diluent="2 mL", dose="250 mcg").quantity("draw_ml"))
        0.1 milliliter
        """
        from .registry import vocabulary

        unit = next((unit for ending, unit in _UNITS.items() if name.endswith(ending)), None)
        value = getattr(self, name, None)
        if unit is None or value is None:
            raise KeyError(f"{name!r} is no amount with a unit in this result")
        return vocabulary().Quantity(value, unit)

    def __rich__(self) -> RenderableType:
        from .output.table import dose_table

        return dose_table(self)

    def _repr_html_(self) -> str:
        from .output.html import dose_html

        return dose_html(self)


@dataclass(frozen=True, kw_only=True)
class VialDose(Dose):
    """A dose drawn from a vial: the volume, and the units on a syringe."""

    vial_mcg: Decimal
    diluent_ml: Decimal
    draw_ml: Decimal
    draw_units: Decimal
    syringe: Syringe
    doses_per_vial: int
    days_per_vial: int


@dataclass(frozen=True, kw_only=True)
class SprayDose(Dose):
    """A dose from a nasal pump, in whole sprays; None for a bottle that was not given."""

    spray_ml: Decimal
    spray_mcg: Decimal
    sprays_per_dose: int
    sprays_per_day: int
    bottle_ml: Decimal | None
    sprays_per_bottle: int | None
    days_per_bottle: int | None
