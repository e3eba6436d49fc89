"""What amounts measure, with their units and bounds; and the types in which they are given."""

from decimal import Decimal
from typing import Annotated, Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

from .exact import HUNDRED, NONE, ONE, Fraction


class _AsGiven:
    """Tells pydantic to accept any value: it is checked where it is read."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.any_schema()


@runtime_checkable
class Quantity(Protocol):
    """A pint Quantity of any registry: a magnitude and its units."""

    @property
    def magnitude(self) -> Any: ...  # noqa: D102
    @property
    def units(self) -> Any: ...  # noqa: D102
    def to(self, other: Any, /) -> Any: ...  # noqa: D102


@runtime_checkable
class Dated(Protocol):
    """A date or a datetime, by its attributes: loading its class takes longer than a dose."""

    @property
    def year(self) -> int: ...  # noqa: D102
    @property
    def month(self) -> int: ...  # noqa: D102
    @property
    def day(self) -> int: ...  # noqa: D102


# What an amount, a percentage and a count may be given as, and what can be shown.
Amount: TypeAlias = str | Annotated[Quantity, _AsGiven()]
Percent: TypeAlias = str | float | Decimal
Count: TypeAlias = int | str
Spacing: TypeAlias = Amount | float | Decimal  # of marks, which units alone measure
Day: TypeAlias = str | Annotated[Dated, _AsGiven()]
Number: TypeAlias = Decimal | Fraction


class Kind(NamedTuple):
    """What an amount measures: its dimension, canonical unit, bounds and examples."""

    dimension: str
    units: tuple[str, ...]  # accepted, as a message names them
    unit: str  # the canonical one
    pint_unit: str  # the same, by its long name
    scale: Fraction  # the canonical unit in that of the table of units
    low: Fraction  # in the canonical unit, inside
    high: Fraction  # in the canonical unit, inside
    example: str


MASS = Kind(
    "mass", ("mcg", "mg", "g"), "mcg", "microgram", ONE,
    Fraction(1, 1000), Fraction(10**9), "250 mcg",
)  # fmt: skip
VOLUME = Kind(
    "volume", ("mL",), "mL", "milliliter", ONE, Fraction(1, 10**4), Fraction(10**4), "2 mL"
)
CONCENTRATION = Kind(
    "concentration", ("mg/mL", "mcg/mL", "%"), "mcg/mL", "microgram / milliliter", ONE,
    Fraction(1, 1000), Fraction(10**7), "1.5 mg/mL",
)  # fmt: skip
SYRINGE_MARKS = Kind(
    "number of syringe units", ("units",), "units", "syringe_unit", ONE,
    Fraction(1, 1000), Fraction(10**6), "10 units",
)  # fmt: skip
MOLES = Kind(
    "number of moles", ("nmol", "umol", "mol"), "nmol", "nanomole", ONE,
    Fraction(1, 10**6), Fraction(10**12), "300 nmol",
)  # fmt: skip
BODY_MASS = Kind(
    "mass", ("kg", "lb"), "kg", "kilogram", Fraction(10**9), ONE, Fraction(700), "70 kg"
)
# At 1 to 700 kg, doses within the bounds of a mass.
BY_BODY_MASS = Kind(
    "dose by body mass", ("mcg/kg", "mg/kg"), "mcg/kg", "microgram / kilogram", ONE,
    Fraction(1, 1000), Fraction(10**6), "3.5 mcg/kg",
)  # fmt: skip
# What may be none at all: the powder's own volume, or what is left behind.
LOSS = VOLUME._replace(low=NONE, example="0.05 mL")
VIAL_SIZE = VOLUME._replace(low=Fraction(1, 10), high=HUNDRED, example="3 mL")
MARKS = SYRINGE_MARKS._replace(example="1 unit")
MEASURED = {kind.dimension: kind for kind in (MASS, VOLUME, CONCENTRATION, SYRINGE_MARKS, MOLES)}
MCG_PER_MG = 1000
# No unit measures these dimensions: they are here for what their errors say.
ANY = MASS._replace(dimension="quantity", units=("mcg", "mL", "units", "mcg/mL", "nmol"))
DRAW = VOLUME._replace(dimension="draw", units=("units", "mL"), example="10 units")
CAPACITY = VOLUME._replace(dimension="capacity", units=("mL", "units"), example="0.3 mL")
CONTENT = Kind("percentage", ("%",), "%", "percent", ONE, ONE, HUNDRED, "86.2 %")
# Beyond a half either way, a figure says nothing any more.
ERROR = CONTENT._replace(low=NONE, high=Fraction(50), example="5 %")
