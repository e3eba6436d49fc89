"""What `dose()` returns: amounts and their flags, together in one frozen value.

The attribute names are the JSON names, and end in the unit of what they hold. How a
result looks is `output`'s work; the methods here load it when they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, dataclass_transform

from .as_field import AsField

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import NoReturn

    from pint import Quantity
    from rich.console import RenderableType

    from .catalogue import Catalogue, Formulation, Syringe
    from .exact import Ratio
    from .flags import Flag
    from .reconstitution import SolvedFor

# What a result was calculated from: kept for its tables, left out of its record.
NOT_RECORDED = ("given", "catalogue", "undivided")


class Mark(NamedTuple):
    """A mark of the barrel, what a draw to it delivers, and how far off the dose that is."""

    units: Decimal
    delivered_mcg: Decimal
    error_percent: Decimal


class Sprays(NamedTuple):
    """A count of sprays, what it delivers, and how far off the dose that is."""

    sprays: int
    delivered_mcg: Decimal
    error_percent: Decimal


class Undivided(NamedTuple):
    """Amounts of a dose before their one division: what follows from them starts here.

    `taken_mcg` is what a dose takes out of the vial or bottle: in the draw, where that was
    given, and in whole sprays. Peptide and diluent are None where there is no vial, the draw
    where it is sprayed.
    """

    mcg_per_ml: Ratio
    peptide_mcg: Ratio | None
    diluent_ml: Ratio | None
    dose_mcg: Ratio
    taken_mcg: Ratio
    delivered_mcg: Ratio
    draw_units: Ratio | None


# Frozen dataclasses to type checkers. At run time what `dataclass` would generate stands
# here by hand: loading and running it takes a millisecond at every start, and its __init__,
# which sets each attribute by itself, a tenth of every call.
@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Frozen(AsField):
    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "__dict__", values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"{type(self).__name__} can't be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(tuple(self._compared().values()))

    def _compared(self) -> dict[str, Any]:
        """All but the undivided amounts: the same quotient can be had of other numbers."""
        return {name: value for name, value in vars(self).items() if name != "undivided"}

    def __repr__(self) -> str:
        shown = (
            f"{name}={value!r}" for name, value in vars(self).items() if name not in NOT_RECORDED
        )
        return f"{type(self).__name__}({', '.join(shown)})"


class Dose(_Frozen):
    """What every formulation's result holds.

    `dose_mcg` and `daily_mcg` are what was asked for, `delivered_mcg` and
    `delivered_daily_mcg` what the device delivers at its nearest mark or whole spray,
    `error_percent` the second against the first, `low_mcg` to `high_mcg` what the hand
    and the device may really deliver. `solved_for` names the amount that was calculated
    from the others: `draw`, `dose`, `diluent` or `vial`; None where all were given.
    Amounts per kg are None without a body mass. Percents of errors, the powder's volume
    and what is lost are as given, by default none. `assumed` names what was not given
    but chosen, such as `doses_per_day`.
    """

    given: Formulation
    catalogue: Catalogue
    undivided: Undivided
    formulation: str
    name: str
    route: str | None
    solved_for: SolvedFor | None
    concentration_mcg_per_ml: Decimal
    dose_mcg: Decimal
    doses_per_day: int
    daily_mcg: Decimal
    delivered_mcg: Decimal
    delivered_daily_mcg: Decimal
    error_percent: Decimal
    low_mcg: Decimal
    high_mcg: Decimal
    dose_mcg_per_kg: Decimal | None
    daily_mcg_per_kg: Decimal | None
    content_percent: Decimal
    displacement_ml: Decimal
    vial_error_percent: Decimal
    diluent_error_percent: Decimal
    assumed: tuple[str, ...]
    flags: tuple[Flag, ...]

    def as_dict(self) -> dict[str, Any]:
        """The object that `--json` prints, as plain data ready for `json.dumps`.

        Numbers are exact up to 15 significant digits; the attributes are exact.
        """
        from .output.records import as_record

        return as_record(self)

    def quantity(self, name: str) -> Quantity[Any]:
        """One amount as a pint Quantity, by its JSON name.

        Of pint's application registry, in its kind of number, usually a float; syringe
        units, which it does not know, are of a registry of our own, on exact Decimals.
        Raises KeyError if no amount has that name and a unit, or it is None.

        >>> from selank_calc import dose
        >>> print(dose(vial="5 mg", diluent="2 mL", dose="250 mcg").quantity("draw_ml"))
        0.1 milliliter
        """
        from .registry import quantity_called

        return quantity_called(name, self)

    def __rich__(self) -> RenderableType:
        from .output.table import dose_table

        return dose_table(self)

    def _repr_html_(self) -> str:
        from .output.html import dose_html

        return dose_html(self)


class VialDose(Dose):
    """A dose drawn from a vial: the volume, and the units and marks on a syringe.

    `mark_units` is the mark nearest to the draw; `below` and `above` are the last mark
    before the draw and the first beyond it, None where there is none.
    """

    vial_mcg: Decimal
    diluent_ml: Decimal
    draw_ml: Decimal
    draw_units: Decimal
    syringe: Syringe
    mark_units: Decimal
    below: Mark | None
    above: Mark | None
    dead_space_ml: Decimal
    doses_per_vial: int
    days_per_vial: int

    def syringe_svg(self) -> str:
        """The syringe alone as an SVG image: to scale, with its marks, filled for the draw.

        >>> from selank_calc import dose
        >>> image = dose(vial="5 mg", diluent="2 mL", dose="250 mcg").syringe_svg()
        >>> "10 units on a 0.3 mL U-100 syringe" in image
        True
        """
        from .output.barrel_image import syringe_svg

        return syringe_svg(self)


class SprayDose(Dose):
    """A dose from a nasal pump, in whole sprays.

    `below` and `above` are the counts either side of a dose that is not whole sprays.
    Vial and diluent are None for a spray as documented; the bottle's figures are None
    where its fill is unknown.
    """

    vial_mcg: Decimal | None
    diluent_ml: Decimal | None
    spray_ml: Decimal
    spray_mcg: Decimal
    sprays_per_dose: int
    sprays_per_day: int
    below: Sprays | None
    above: Sprays | None
    bottle_ml: Decimal | None
    residual_ml: Decimal
    priming_sprays: int
    sprays_per_bottle: int | None
    days_per_bottle: int | None
