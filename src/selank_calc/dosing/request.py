"""Reads and validates the arguments of a dose, in the order of the options.

Later stages see neither text nor a mapping of arguments. Arguments that were not given have
their defaults and are listed in `assumed`.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..amounts.exact import HUNDRED, NONE, ONE, Fraction
from ..amounts.kinds import (
    BODY_MASS,
    CONCENTRATION,
    CONTENT,
    ERROR,
    LOSS,
    MASS,
    SYRINGE_MARKS,
    VIAL_SIZE,
    VOLUME,
    Kind,
)
from ..amounts.reading import (
    is_of,
    read,
    read_by_body_mass,
    read_capacity,
    read_draw,
    read_marks,
    read_percent,
)
from ..amounts.writing import as_text, text_of
from ..catalogue.figures import Barrel, documented_on, figures_of
from ..catalogue.model import NASAL, USUAL_SCALE, Catalogue, Formulation, Nasal
from ..errors import (
    CatalogueError,
    ConflictingInputError,
    DimensionError,
    MissingInputError,
    SelankCalcError,
    named,
    quoted,
)
from .asked import EXAMPLES, count, missing, needs, takes
from .barrels import on_file, scale_called, units_per_ml
from .keeping import PRESERVED, DiluentKind, kind_of, read_preservative_free

if TYPE_CHECKING:
    from datetime import date

MOST_DOSES_PER_DAY = 24
MOST_SPRAYS = 100  # or drops

# What means nothing for a device, and what means something for a spray from a vial only.
_OF_A_DRAW = ("volume", "draw", "scale", "syringe", "marks", "dead_space")
NOT_FOR: dict[str, tuple[str, ...]] = {
    "spray": (*_OF_A_DRAW, "drops", "drop_volume"),
    "drops": (*_OF_A_DRAW, "sprays", "spray_volume", "priming"),
    "vial": ("sprays", "drops", "spray_volume", "drop_volume", "bottle", "residual", "priming"),
}
_BARREL = ("scale", "syringe", "marks")
WITH_A_VIAL = (
    "diluent", "diluent_kind", "preservative_free", "content", "displacement", "vial_error",
    "diluent_error", "vial_size",
)  # fmt: skip


class Expiry(NamedTuple):
    """The last day of use that is printed, and the day on which the dose is taken: today."""

    expires: "date"
    today: "date"

    @property
    def days(self) -> int:
        """Of use that are left, today included."""
        return max(0, (self.expires - self.today).days + 1)


class Asked(NamedTuple):
    """The arguments that every dose has, whatever the device. Errors are shares of 1."""

    of: Formulation
    catalogue: Catalogue
    doses_per_day: int
    weight_kg: Fraction | None
    content: Fraction  # the peptide's share of the labelled mass, up to 1
    powder_ml: Fraction
    vial_error: Fraction
    diluent_error: Fraction
    diluent_kind: DiluentKind | None  # None where none is added
    vial_size_ml: Fraction | None
    limit_mcg: Fraction | None  # of one dose, the user's own
    limit_day_mcg: Fraction | None
    expiry: Expiry | None
    assumed: tuple[str, ...]


class VialRequest(NamedTuple):
    """A dose from a vial: three of vial, diluent, dose and draw, and the barrels to choose from.

    A solution that is bought has a strength in place of vial and diluent, and perhaps a volume.
    """

    vial_mcg: Fraction | None
    diluent_ml: Fraction | None
    strength_mcg_per_ml: Fraction | None
    volume_ml: Fraction | None
    dose_mcg: Fraction | None
    draw_ml: Fraction | None
    barrels: tuple[Barrel, ...]
    dead_space_ml: Fraction
    asked: Asked


class NasalRequest(NamedTuple):
    """A dose in sprays or drops: a dose or a volume, of a solution bought or made from a vial.

    The strength is that given or the documented one, or None where vial and diluent decide it.
    """

    vial_mcg: Fraction | None
    diluent_ml: Fraction | None
    strength_mcg_per_ml: Fraction | None
    dose_mcg: Fraction | None
    draw_ml: Fraction | None
    spray_ml: Fraction
    bottle_ml: Fraction | None
    residual_ml: Fraction
    priming_sprays: int
    asked: Asked

    @property
    def words(self) -> Nasal:
        """What is taken, in words: sprays or drops."""
        return NASAL[self.asked.of.device]


def read_request(
    of: Formulation, catalogue: Catalogue, given: dict[str, Any]
) -> VialRequest | NasalRequest:
    """Reads the arguments of `dose()`; refuses what means nothing for the formulation."""
    if given["preservative_free"] is not None:
        preservative_free = read_preservative_free(given["preservative_free"])
        given = type(given)(given, preservative_free=preservative_free)  # may know what is missing
    _refuse_unusable(of, given)
    if of.device in NASAL:
        return _nasal_request(of, catalogue, given)
    return _vial_request(of, catalogue, given)


def _vial_request(of: Formulation, catalogue: Catalogue, given: Mapping[str, Any]) -> VialRequest:
    vial, diluent = _vial(given), _amount(given, "diluent", VOLUME)
    strength, volume = _amount(given, "strength", CONCENTRATION), _amount(given, "volume", VOLUME)
    dose, draw = _dose(of, given), None
    if given["draw"] is not None:
        draw, kind = read_draw(given["draw"], "draw")
    doses_per_day = _doses_per_day(of, given)
    scale, syringe, marks = given["scale"], given["syringe"], given["marks"]
    barrels, assumed = figures_of(catalogue).usual_barrels, [*_BARREL]
    if not scale is syringe is marks is None:
        assumed = [name for name in _BARREL if given[name] is None]
        scale = USUAL_SCALE if scale is None else scale_called(scale, catalogue)
        barrels = on_file(
            scale,
            None if syringe is None else _capacity_ml(syringe, scale, catalogue),
            None if marks is None else read_marks(marks, "marks"),
            catalogue,
        )
    if draw is not None and kind is SYRINGE_MARKS:
        draw /= barrels[0].units_per_ml
    dead_space_ml = _amount(given, "dead_space", LOSS) or NONE
    asked = _asked(of, catalogue, given, doses_per_day, assumed)
    most_missing = 1 if strength is None else 3
    if (vial is None) + (diluent is None) + (dose is None) + (draw is None) > most_missing:
        missing(of, given)
    return VialRequest(vial, diluent, strength, volume, dose, draw, barrels, dead_space_ml, asked)


def _nasal_request(of: Formulation, catalogue: Catalogue, given: Mapping[str, Any]) -> NasalRequest:
    if needs(of, given):
        missing(of, given)
    documented, words = documented_on(of), NASAL[of.device]
    vial, diluent = _vial(given), _amount(given, "diluent", VOLUME)
    strength = _amount(given, "strength", CONCENTRATION)
    dose, sprays = _dose(of, given), None
    assumed = []
    if given[words.many] is not None:
        sprays = count(given[words.many], words.many, 1, MOST_SPRAYS)
    is_from_powder = vial is not None or diluent is not None
    is_solved = is_from_powder and dose is not None and sprays is not None
    if dose is None and sprays is None:
        if documented.dose_mcg is None:
            missing(of, {})
        dose = documented.dose_mcg.low
        assumed.append("dose")
    doses_per_day = _doses_per_day(of, given)
    if strength is None and not is_solved and (vial is None or diluent is None):
        strength = _documented(documented.strength_mcg_per_ml, "strength", of)
        assumed.append("strength")
    spray_ml = _amount(given, words.volume, VOLUME)
    if spray_ml is None:
        spray_ml = _documented(documented.spray_ml, f"{words.one} volume", of)
        assumed.append(words.volume)
    bottle_ml = _amount(given, "bottle", VOLUME)
    if bottle_ml is None and given["strength"] is None:  # of another solution it is not known
        bottle_ml = None if is_from_powder else documented.bottle_ml
        if is_from_powder or bottle_ml is not None:
            assumed.append("bottle")
    residual_ml = _amount(given, "residual", LOSS) or NONE
    priming = given["priming"]
    priming_sprays = 0 if priming is None else count(priming, "priming", 0, MOST_SPRAYS)
    asked = _asked(of, catalogue, given, doses_per_day, assumed)
    if bottle_ml is None and not is_from_powder:
        _refuse_without_a_bottle(given)
    return NasalRequest(
        vial, diluent, strength, dose, None if sprays is None else sprays * spray_ml, spray_ml,
        bottle_ml, residual_ml, priming_sprays, asked,
    )  # fmt: skip


def _amount(given: Mapping[str, Any], field: str, kind: Kind) -> Fraction | None:
    value = given[field]
    return None if value is None else read(value, field, kind)


def _mass(given: Mapping[str, Any], field: str) -> Fraction | None:
    """A mass as it is, or by body mass."""
    try:
        return _amount(given, field, MASS)
    except SelankCalcError:
        mcg_per_kg = read_by_body_mass(given[field], field)
        if mcg_per_kg is None:
            raise
        return mcg_per_kg * _weight_kg(given, field.replace("_", " of a "))


def _dose(of: Formulation, given: Mapping[str, Any]) -> Fraction | None:
    try:
        return _mass(given, "dose")
    except SelankCalcError as error:
        if "draw" in given and (meant := _another(of, given["dose"], error)):
            raise meant from error
        raise


def _weight_kg(given: Mapping[str, Any], what: str) -> Fraction:
    weight_kg = _amount(given, "weight", BODY_MASS)
    if weight_kg is None:
        message = f"a {what} by body mass needs the weight."
        raise MissingInputError(
            message, "weight", None, f"Write for example {named('weight', '70 kg')}."
        )
    return weight_kg


def counted_in(text: str) -> dict[str, str]:
    """The argument that a text such as "2 sprays" is about; nothing where it is of none.

    >>> counted_in("2 sprays"), counted_in("1 drop"), counted_in("2 mcg")
    ({'sprays': '2'}, {'drops': '1'}, {})
    """
    match = re.fullmatch(r"\s*([0-9]{1,6})\s*(spray|drop)s?\s*", text, re.IGNORECASE)
    return {f"{match[2].lower()}s": match[1]} if match else {}


def _another(of: Formulation, dose: Any, error: SelankCalcError) -> DimensionError | None:
    """What to say of a dose that is a draw, sprays or drops; None where it is neither."""
    message, own = error.message, NASAL.get(of.device)
    for many, number in counted_in(text_of(dose)).items():
        message = f"{quoted(as_text(dose))} is a number of {many}; a mass is needed."
        hint = f"Write {named(many, int(number))}"
        words = next(each for each in NASAL.values() if each.many == many)
        hint += "." if words == own else f", and the {named('formulation')} of {words.product}."
        return DimensionError(message, "dose", as_text(dose), hint)
    if not is_of(dose, SYRINGE_MARKS, VOLUME):
        return None
    hint = f"Write {named('draw', ' '.join(as_text(dose).split()))}."
    if own:
        hint = f"Write how many {own.many} it is, for example {named(own.many, 2)}."
    return DimensionError(message, "dose", as_text(dose), hint)


def _capacity_ml(syringe: Any, scale: str, catalogue: Catalogue) -> Fraction:
    capacity, kind = read_capacity(syringe, "syringe")
    return capacity / units_per_ml(scale, catalogue) if kind is SYRINGE_MARKS else capacity


def _vial(given: Mapping[str, Any]) -> Fraction | None:
    try:
        return _amount(given, "vial", MASS)
    except DimensionError as error:
        if not is_of(given["vial"], CONCENTRATION):
            raise
        hint = "It is a solution already."
        if "strength" in given:
            hint = f"Write {named('strength', ' '.join(as_text(given['vial']).split()))}."
        raise DimensionError(error.message, "vial", error.text, hint) from error


def _share(given: Mapping[str, Any], field: str, kind: Kind, usual: Fraction) -> Fraction:
    value = given[field]
    return usual if value is None else read_percent(value, field, kind) / HUNDRED


def _doses_per_day(of: Formulation, given: Mapping[str, Any]) -> int:
    """As given, or the fewest documented."""
    if given["per_day"] is not None:
        return count(given["per_day"], "per_day", 1, MOST_DOSES_PER_DAY)
    return 1 if of.doses_per_day is None else int(of.doses_per_day.low)


def _asked(
    of: Formulation,
    catalogue: Catalogue,
    given: Mapping[str, Any],
    doses_per_day: int,
    assumed: list[str],
) -> Asked:
    if given["per_day"] is None:
        assumed.insert(0, "doses_per_day")
    kind = kind_of(given["diluent_kind"], given["preservative_free"])
    if kind is None and not given["vial"] is given["diluent"] is None:
        kind = PRESERVED
        assumed.append("diluent_kind")
    return Asked(
        of,
        catalogue,
        doses_per_day,
        _amount(given, "weight", BODY_MASS),
        _share(given, "content", CONTENT, ONE),
        _amount(given, "displacement", LOSS) or NONE,
        _share(given, "vial_error", ERROR, NONE),
        _share(given, "diluent_error", ERROR, NONE),
        kind,
        _amount(given, "vial_size", VIAL_SIZE),
        _mass(given, "limit"),
        _mass(given, "limit_day"),
        _expiry(given, assumed),
        tuple(assumed),
    )


def _expiry(given: Mapping[str, Any], assumed: list[str]) -> Expiry | None:
    if given["expires"] is None:
        return None
    from ..amounts.days import read_expiry, today  # loads dates and their calendar

    assumed.append("today")
    return Expiry(read_expiry(given["expires"], "expires"), today())


def _documented(figure: Fraction | None, name: str, of: Formulation) -> Fraction:
    if figure is None:
        # A file's spray can't lack it; a Formulation put together by hand can.
        raise CatalogueError(f"{of.id} has no {name}.", "formulation")
    return figure


# --- What means nothing ---------------------------------------------------------------


def _refuse_unusable(of: Formulation, given: Mapping[str, Any]) -> None:
    """Raises ConflictingInputError for what was given and means nothing for the device."""
    for field in NOT_FOR[of.device]:
        if (value := given[field]) is not None:
            message = f"{of.id} takes no {field.replace('_', ' ')}."
            hint = f"It takes {takes(of)}."
            if of.device in NASAL and (own := _of_the_other(field, NASAL[of.device])):
                hint = f"Write {named(own)} in its place."
            raise ConflictingInputError(message, field, as_text(value), hint)
    if given["strength"] is not None:
        for field in ("vial", *WITH_A_VIAL):
            if (value := given[field]) is not None:
                name = field.replace("_", " ")
                message = f"a solution of a known strength takes no {name}."
                hint = f"Leave out {named('strength')} or {named(field)}."
                raise ConflictingInputError(message, field, as_text(value), hint)
    elif given["volume"] is not None:
        message = "a volume is that of a solution bought ready."
        hint = f"Write also its strength, for example {named('strength', '5 mg/mL')}."
        raise MissingInputError(message, "strength", None, hint)
    elif of.device in NASAL and given["vial"] is None and not _is_solved_for_vial(of, given):
        for field in WITH_A_VIAL:
            if (value := given[field]) is not None:
                message = f"{of.id} takes {field.replace('_', ' ')} only with a vial."
                hint = f"Write for example {named('vial', EXAMPLES['vial'])}."
                raise ConflictingInputError(message, field, as_text(value), hint)


def _of_the_other(field: str, own: Nasal) -> str | None:
    """What the device has in place of that argument of another."""
    for each in NASAL.values():
        if field in (each.many, each.volume):
            return own.many if field == each.many else own.volume
    return None


def _is_solved_for_vial(of: Formulation, given: Mapping[str, Any]) -> bool:
    """True if a spray's vial can be calculated from the other three."""
    if given["diluent"] is None or given["dose"] is None:
        return False
    return given[NASAL[of.device].many] is not None


def _refuse_without_a_bottle(given: Mapping[str, Any]) -> None:
    for field in ("residual", "priming"):
        if given[field] is not None:
            message = f"{field} is counted from a bottle, and its fill is not known."
            hint = f"Write for example {named('bottle', '10 mL')}."
            raise MissingInputError(message, "bottle", None, hint)
