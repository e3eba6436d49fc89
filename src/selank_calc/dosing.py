"""`dose()`: the equation, the device and the flags, put together."""

from __future__ import annotations

from decimal import Decimal
from operator import index
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

from . import flags
from .catalogue import Catalogue, Formulation
from .errors import (
    CatalogueError,
    ConflictingInputError,
    MissingInputError,
    OutOfBoundsError,
    quoted,
)
from .exact import multiply, quotient, subtract
from .frozen_catalogue import CATALOGUE
from .quantities import BODY_MASS, MASS, VOLUME, as_text, read
from .reconstitution import (
    concentration_mcg_per_ml,
    doses_per_vial,
    draw_fits,
    draw_ml,
    draw_units,
)
from .results import SprayDose, VialDose
from .sprays import nearest_sprays, sprays_per_bottle
from .syringes import of_capacity, smallest_that_holds

if TYPE_CHECKING:
    from typing import Any, NoReturn

    from .flags import Flag
    from .quantities import Amount

MOST_DOSES_PER_DAY = 24
MOST_SPRAYS = 100
_NONE = Decimal(0)
_HUNDRED = Decimal(100)


@overload
def dose(
    *,
    formulation: Literal["nasal-spray", "spray"],
    dose: Amount | None = None,
    sprays: int | str | None = None,
    per_day: int | str | None = None,
    bottle: Amount | None = None,
    weight: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> SprayDose: ...
@overload
def dose(
    *,
    formulation: str | Formulation = "selank",
    vial: Amount,
    diluent: Amount,
    dose: Amount,
    per_day: int | str | None = None,
    syringe: Amount | None = None,
    weight: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> VialDose: ...
@overload
def dose(
    *,
    formulation: str | Formulation = "selank",
    vial: Amount | None = None,
    diluent: Amount | None = None,
    dose: Amount | None = None,
    sprays: int | str | None = None,
    per_day: int | str | None = None,
    syringe: Amount | None = None,
    bottle: Amount | None = None,
    weight: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> VialDose | SprayDose: ...


def dose(
    *,
    formulation: str | Formulation = "selank",
    vial: Amount | None = None,
    diluent: Amount | None = None,
    dose: Amount | None = None,
    sprays: int | str | None = None,
    per_day: int | str | None = None,
    syringe: Amount | None = None,
    bottle: Amount | None = None,
    weight: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> VialDose | SprayDose:
    """What to draw from a vial, or how many sprays, and what is documented on that.

    Amounts are text with a unit or pint Quantities: `vial`, `dose` and `weight` masses,
    `diluent`, `syringe` (capacity) and `bottle` (fill) volumes. `per_day` is 1 to 24
    doses a day, by default the fewest documented; `sprays`, in place of `dose`, 1 to
    100 sprays a dose. A vial formulation needs vial, diluent and dose; a spray needs
    dose or sprays. Masses are read from 0.001 mcg to 1000 g, volumes from 0.0001 mL to
    10 L, a body mass from 1 to 700 kg.

    The result's `flags` hold the amounts against what `catalogue` documents, each with
    its source; docs/flags.md lists them.

    Raises SelankCalcError (one of its kinds) when something is missing, contradicts
    something else or can't be read; it names the field, the text and what to write.

    >>> result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
    >>> result.draw_units, result.draw_ml, result.syringe.capacity_ml, result.flags
    (Decimal('10'), Decimal('0.1'), Decimal('0.3'), ())
    >>> dose(formulation="nasal-spray", dose="150 mcg").sprays_per_dose
    2
    """
    if not isinstance(catalogue, Catalogue):
        message = f"{type(catalogue).__name__} is not a Catalogue."
        raise CatalogueError(message, "catalogue", None, "Read a file with load_catalogue(path).")
    of = formulation if isinstance(formulation, Formulation) else catalogue.formulation(formulation)
    _refuse_unusable(of, vial=vial, diluent=diluent, syringe=syringe, sprays=sprays, bottle=bottle)
    weight_kg = None if weight is None else read(weight, "weight", BODY_MASS)
    if per_day is None:
        asked = _Asked(of, catalogue, _fewest_documented(of), weight_kg, ("doses_per_day",))
    else:
        asked = _Asked(of, catalogue, _count(per_day, "per_day", MOST_DOSES_PER_DAY), weight_kg, ())
    if of.device == "spray":
        return _from_pump(asked, dose, sprays, bottle)
    return _from_vial(asked, vial, diluent, dose, syringe)


class _Asked(NamedTuple):
    """What was asked for, whatever the device."""

    of: Formulation
    catalogue: Catalogue
    doses_per_day: int
    weight_kg: Decimal | None
    assumed: tuple[str, ...]


def _from_vial(
    asked: _Asked,
    vial: Amount | None,
    diluent: Amount | None,
    dose: Amount | None,
    syringe: Amount | None,
) -> VialDose:
    if vial is None or diluent is None or dose is None:
        _missing(asked.of, vial=vial, diluent=diluent, dose=dose)
    vial_mcg = read(vial, "vial", MASS)
    diluent_ml = read(diluent, "diluent", VOLUME)
    dose_mcg = read(dose, "dose", MASS)
    if syringe is None:
        barrel = smallest_that_holds(dose_mcg, vial_mcg, diluent_ml, asked.catalogue)
        asked = asked._replace(assumed=(*asked.assumed, "syringe"))
    else:
        barrel = of_capacity(read(syringe, "syringe", VOLUME), asked.catalogue)
    units = draw_units(dose_mcg, vial_mcg, diluent_ml, barrel.units_per_ml)
    fits = draw_fits(dose_mcg, vial_mcg, diluent_ml, barrel.capacity_ml)
    doses = doses_per_vial(dose_mcg, vial_mcg)
    possible = (
        flags.dose_exceeds_vial(dose_mcg, vial_mcg),
        flags.draw_exceeds_syringe(units, barrel, fits=fits),
    )
    return VialDose(
        **_shared(asked, dose_mcg, dose_mcg, possible),
        concentration_mcg_per_ml=concentration_mcg_per_ml(vial_mcg, diluent_ml),
        vial_mcg=vial_mcg,
        diluent_ml=diluent_ml,
        draw_ml=draw_ml(dose_mcg, vial_mcg, diluent_ml),
        draw_units=units,
        syringe=barrel,
        doses_per_vial=doses,
        days_per_vial=doses // asked.doses_per_day,
    )


def _from_pump(
    asked: _Asked, dose: Amount | None, sprays: int | str | None, bottle: Amount | None
) -> SprayDose:
    strength, volume = asked.of.strength_mcg_per_ml, asked.of.spray_ml
    if strength is None or volume is None:
        # A file's spray can't lack them; a Formulation put together by hand can.
        raise CatalogueError(f"{asked.of.id} has no strength or no spray volume.", "formulation")
    spray_mcg = multiply(strength.value, volume.value)
    if sprays is None:
        if dose is None:
            _missing(asked.of, dose=dose)
        dose_mcg = read(dose, "dose", MASS)
        count = nearest_sprays(dose_mcg, spray_mcg)
    elif dose is None:
        count = _count(sprays, "sprays", MOST_SPRAYS)
        dose_mcg = multiply(spray_mcg, Decimal(count))
    else:
        message = "a dose is given as an amount or in sprays, not both."
        raise ConflictingInputError(message, "sprays", str(sprays), "Leave out dose or sprays.")
    delivered_mcg = multiply(spray_mcg, Decimal(count))
    sprays_per_day = count * asked.doses_per_day
    bottle_ml = None if bottle is None else read(bottle, "bottle", VOLUME)
    in_bottle = None if bottle_ml is None else sprays_per_bottle(bottle_ml, volume.value)
    possible = (
        flags.dose_below_one_spray(dose_mcg, spray_mcg),
        flags.sprays_not_whole(dose_mcg, spray_mcg, count, delivered_mcg),
    )
    return SprayDose(
        **_shared(asked, dose_mcg, delivered_mcg, possible),
        concentration_mcg_per_ml=strength.value,
        spray_ml=volume.value,
        spray_mcg=spray_mcg,
        sprays_per_dose=count,
        sprays_per_day=sprays_per_day,
        bottle_ml=bottle_ml,
        sprays_per_bottle=in_bottle,
        days_per_bottle=None if in_bottle is None else in_bottle // sprays_per_day,
    )


def _shared(
    asked: _Asked,
    dose_mcg: Decimal,
    delivered_mcg: Decimal,
    possible: tuple[Flag | None, ...],
) -> dict[str, Any]:
    """The fields that every formulation has, but for the concentration."""
    of, catalogue, doses_per_day, weight_kg, assumed = asked
    times = Decimal(doses_per_day)
    daily_mcg = multiply(dose_mcg, times)
    error_mcg = subtract(delivered_mcg, dose_mcg)
    documented = flags.against_documented(of, catalogue, dose_mcg, delivered_mcg, doses_per_day)
    return {
        "given": of,
        "catalogue": catalogue,
        "formulation": of.id,
        "name": of.name,
        "route": of.route,
        "dose_mcg": dose_mcg,
        "doses_per_day": doses_per_day,
        "daily_mcg": daily_mcg,
        "delivered_mcg": delivered_mcg,
        "delivered_daily_mcg": multiply(delivered_mcg, times),
        "error_percent": quotient(multiply(error_mcg, _HUNDRED), dose_mcg) if error_mcg else _NONE,
        "dose_mcg_per_kg": None if weight_kg is None else quotient(dose_mcg, weight_kg),
        "daily_mcg_per_kg": None if weight_kg is None else quotient(daily_mcg, weight_kg),
        "assumed": assumed,
        "flags": flags.worst_first((*documented, *possible)),
    }


def _fewest_documented(of: Formulation) -> int:
    return 1 if of.doses_per_day is None else int(of.doses_per_day.low)


def _count(value: int | str, field: str, most: int) -> int:
    """A whole number from 1 to `most`, given as a number or as its digits."""
    number = 0
    if isinstance(value, str):
        digits = value.strip()
        # Six digits hold every accepted count; converting thousands of them is slow.
        if digits.isascii() and digits.isdecimal() and len(digits) <= 6:
            number = int(digits)
    elif hasattr(value, "__index__") and not isinstance(value, bool):
        number = index(value)
    if 1 <= number <= most:
        return number
    text = as_text(value)
    message = f"{quoted(text)} is not a whole number from 1 to {most}."
    raise OutOfBoundsError(message, field, text, "Write digits only, for example 2.")


def needs(of: Formulation) -> tuple[str, ...]:
    """What a dose of that formulation can't be calculated without."""
    return ("dose",) if of.device == "spray" else ("vial", "diluent", "dose")


def _takes(of: Formulation) -> str:
    return "a dose or sprays" if of.device == "spray" else "vial, diluent and dose"


_UNUSABLE = {"spray": ("vial", "diluent", "syringe"), "vial": ("sprays", "bottle")}


def _refuse_unusable(of: Formulation, **given: object) -> None:
    """Raises ConflictingInputError for what was given and means nothing for the device."""
    for field in _UNUSABLE[of.device]:
        if (value := given[field]) is not None:
            message = f"{of.id} takes no {field}."
            raise ConflictingInputError(message, field, as_text(value), f"It takes {_takes(of)}.")


EXAMPLES = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}


def _missing(of: Formulation, **given: object) -> NoReturn:
    missing = [field for field in needs(of) if given[field] is None]
    examples = ", ".join(f'{field} "{EXAMPLES[field]}"' for field in missing)
    message = f"{of.id} needs {_takes(of)}; not given: {', '.join(missing)}."
    raise MissingInputError(message, missing[0], None, f"Write for example {examples}.")
