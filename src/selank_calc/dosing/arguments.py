"""The arguments of a dose, and who takes them: for the signatures of all that pass them on.

`dose()` itself spells them out, since libraries that check or fill in arguments read its
signature. A test holds it, the options of the command line and the rows of a batch to these.
"""

from collections.abc import Iterable

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from ..amounts.kinds import Amount, Count, Day, Percent, Spacing
from ..catalogue.model import Catalogue, Formulation


class Common(TypedDict, total=False):
    """What a dose has, whatever the device."""

    vial: Amount | None
    diluent: Amount | None
    strength: Amount | None
    dose: Amount | None
    per_day: Count | None
    diluent_kind: str | None
    preservative_free: bool | str | None
    content: Percent | None
    displacement: Amount | None
    vial_error: Percent | None
    diluent_error: Percent | None
    vial_size: Amount | None
    weight: Amount | None
    limit: Amount | None
    limit_day: Amount | None
    expires: Day | None
    catalogue: Catalogue


class FromVial(Common, total=False):
    """What a dose drawn from a vial has besides."""

    volume: Amount | None
    draw: Amount | None
    scale: str | None
    syringe: Amount | None
    marks: Spacing | None
    dead_space: Amount | None


class FromPump(Common, total=False):
    """What a dose from a nasal pump has besides."""

    sprays: Count | None
    spray_volume: Amount | None
    bottle: Amount | None
    residual: Amount | None
    priming: Count | None


class FromDropper(Common, total=False):
    """What a dose in drops has besides."""

    drops: Count | None
    drop_volume: Amount | None
    bottle: Amount | None
    residual: Amount | None


class DoseArguments(FromVial, FromPump, FromDropper, total=False):
    """Everything that `dose()` takes."""

    formulation: str | Formulation


def refuse_other_arguments(function: str, arguments: Iterable[str]) -> None:
    """Raises TypeError, as Python does, for an argument that `dose()` does not take either."""
    for name in arguments:
        if name not in DoseArguments.__annotations__:
            raise TypeError(f"{function}() got an unexpected keyword argument {name!r}")
