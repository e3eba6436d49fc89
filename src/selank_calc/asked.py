"""What was asked for: read once, and refused where it is missing or means nothing."""

from __future__ import annotations

from decimal import Decimal
from operator import index
from typing import TYPE_CHECKING, NamedTuple

from .catalogue import Catalogue, Formulation
from .errors import (
    CatalogueError,
    ConflictingInputError,
    MissingInputError,
    OutOfBoundsError,
    quoted,
)
from .exact import ONE, comparable, multiply, without_zeros
from .frozen_catalogue import CATALOGUE
from .quantities import BODY_MASS, CONTENT, ERROR, LOSS, as_text, bounds, read, read_percent, show

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn

    from .exact import Ratio
    from .quantities import Kind

MOST_DOSES_PER_DAY = 24
USUAL_VIAL_SIZE_ML = Decimal(3)
EXAMPLES = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
SPRAY_EXAMPLES = {"dose": "150 mcg"}
_NONE = Decimal(0)
_HUNDRED = Decimal(100)
_ONE_HUNDREDTH = Decimal("0.01")

# What means nothing for a device, and what means something for a spray from a vial only.
_UNUSABLE = {
    "spray": ("draw", "scale", "syringe", "marks", "dead_space"),
    "vial": ("sprays", "spray_volume", "bottle", "residual", "priming"),
}
_WITH_A_VIAL = ("diluent", "content", "displacement", "vial_error", "diluent_error")


class Asked(NamedTuple):
    """What bears on every dose, whatever the device."""

    of: Formulation
    catalogue: Catalogue
    doses_per_day: int
    weight_kg: Decimal | None
    content_percent: Decimal
    content: Decimal  # the same as a share, up to 1
    displacement_ml: Decimal
    vial_error_percent: Decimal
    diluent_error_percent: Decimal
    assumed: tuple[str, ...]


def formulation_of(formulation: str | Formulation, catalogue: Catalogue) -> Formulation:
    """The formulation itself, or the one of that name in the catalogue.

    Raises UnknownNameError if there is none, CatalogueError for what is no catalogue, and for
    text or figures of one's own that no file may have.
    """
    refuse_no_catalogue(catalogue)
    if isinstance(formulation, Formulation):
        if not any(formulation is each for each in catalogue.formulations):
            from .hand_made import refuse_unfit

            refuse_unfit(formulation, "formulation")
        return formulation
    return catalogue.formulation(formulation)


def refuse_no_catalogue(catalogue: object) -> None:
    """Raises CatalogueError for what is no catalogue, as the name of a file would be."""
    if catalogue is CATALOGUE:
        return
    if not isinstance(catalogue, Catalogue):
        message = f"{type(catalogue).__name__} is not a Catalogue."
        raise CatalogueError(message, "catalogue", None, "Read a file with load_catalogue(path).")
    from .hand_made import refuse_unfit  # the usual catalogue starts without it

    refuse_unfit(catalogue, "catalogue")


def read_asked(of: Formulation, catalogue: Catalogue, given: Mapping[str, Any]) -> Asked:
    """Reads what bears on every dose; refuses what means nothing for the formulation."""
    _refuse_unusable(of, given)
    per_day, weight = given["per_day"], given["weight"]
    content, displacement = given["content"], given["displacement"]
    vial_error, diluent_error = given["vial_error"], given["diluent_error"]
    content_percent, share = _HUNDRED, ONE
    if content is not None:
        content_percent = read_percent(content, "content", CONTENT)
        share = without_zeros(multiply(content_percent, _ONE_HUNDREDTH))
    return Asked(
        of,
        catalogue,
        _fewest_documented(of)
        if per_day is None
        else count(per_day, "per_day", 1, MOST_DOSES_PER_DAY),
        None if weight is None else read(weight, "weight", BODY_MASS),
        content_percent,
        share,
        _NONE if displacement is None else read(displacement, "displacement", LOSS),
        _NONE if vial_error is None else read_percent(vial_error, "vial_error", ERROR),
        _NONE if diluent_error is None else read_percent(diluent_error, "diluent_error", ERROR),
        ("doses_per_day",) if per_day is None else (),
    )


def _fewest_documented(of: Formulation) -> int:
    return 1 if of.doses_per_day is None else int(of.doses_per_day.low)


def count(value: int | str, field: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`, given as a number or as its digits.

    >>> count("2", "sprays", 1, 100)
    2
    """
    number = None
    if isinstance(value, str):
        digits = value.strip()
        # Six digits hold every accepted count; converting thousands of them is slow.
        if digits.isascii() and digits.isdecimal() and len(digits) <= 6:
            number = int(digits)
    elif not isinstance(value, bool):
        number = _counted(value, least, most)
    if number is not None and least <= number <= most:
        return number
    text = as_text(value)
    message = f"{quoted(text)} is not a whole number from {least} to {most}."
    raise OutOfBoundsError(message, field, text, "Write digits only, for example 2.")


def _counted(value: object, least: int, most: int) -> int | None:
    """The whole number from `least` to `most` that a number is; None if it is none."""
    try:
        if isinstance(value, float | Decimal):
            # Tables make floats of counts where one is missing.
            return next((each for each in range(least, most + 1) if each == value), None)
        return index(value)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - a foreign object's own code, or a signalling NaN
        return None


def within_bounds(solved: Ratio, field: str, kind: Kind) -> None:
    """Raises OutOfBoundsError if what was solved for could not itself have been given."""
    amount = comparable(solved)
    if kind.low <= amount <= kind.high:
        return
    if amount <= 0:
        message = "the powder alone takes up the whole solution; no diluent solves this."
    else:
        message = f"solved for, it is {show(amount, kind.unit)}, outside {bounds(kind)}."
    raise OutOfBoundsError(message, field, None, "Check the units and the decimal points.")


def needs(of: Formulation, given: Mapping[str, Any]) -> tuple[str, ...]:
    """What is still missing for a dose of that formulation, as it would be asked for.

    From a vial, any three of vial, diluent, dose and draw do. A spray needs a dose or
    sprays; with a vial, the least documented dose is taken.
    """
    if of.device == "spray":
        enough = any(given.get(field) is not None for field in ("dose", "sprays", "vial"))
        return () if enough else ("dose",)
    missing = [field for field in EXAMPLES if given.get(field) is None]
    return tuple(missing[: len(missing) - (given.get("draw") is not None)])


def examples_of(of: Formulation) -> dict[str, str]:
    """An amount for each that may be missing, as it would be written."""
    return SPRAY_EXAMPLES if of.device == "spray" else EXAMPLES


def missing(of: Formulation, given: Mapping[str, Any]) -> NoReturn:
    """Raises MissingInputError, with what would do."""
    lacking = needs(of, given)
    # With a draw and one more, either of the two others would do.
    either = [field for field in EXAMPLES if given.get(field) is None]
    is_either = len(lacking) == 1 and len(either) == 2 and of.device == "vial"
    examples = (" or " if is_either else ", ").join(
        f'{field} "{examples_of(of)[field]}"' for field in (either if is_either else lacking)
    )
    there = [field for field in (*EXAMPLES, "draw") if given.get(field) is not None]
    message = f"{of.id} needs {_takes(of)}; given: {', '.join(there) or 'none of them'}."
    raise MissingInputError(message, lacking[0], None, f"Write for example {examples}.")


def _takes(of: Formulation) -> str:
    if of.device == "spray":
        return "a dose or sprays, or a vial"
    return "three of vial, diluent, dose and draw"


def _refuse_unusable(of: Formulation, given: Mapping[str, Any]) -> None:
    """Raises ConflictingInputError for what was given and means nothing for the device."""
    for field in _UNUSABLE[of.device]:
        if (value := given[field]) is not None:
            message = f"{of.id} takes no {field.replace('_', ' ')}."
            raise ConflictingInputError(message, field, as_text(value), f"It takes {_takes(of)}.")
    if of.device == "spray" and given["vial"] is None:
        for field in _WITH_A_VIAL:
            if (value := given[field]) is not None:
                message = f"{of.id} takes {field.replace('_', ' ')} only with a vial."
                hint = f'Write for example vial "{EXAMPLES["vial"]}".'
                raise ConflictingInputError(message, field, as_text(value), hint)
