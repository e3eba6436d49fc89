"""What a dose needs, with an example of each; and the reading of counts."""

from __future__ import annotations

from decimal import Decimal
from operator import index
from typing import TYPE_CHECKING, Any

from ..amounts.exact import Fraction
from ..amounts.writing import as_text, bounds, plain_text, show
from ..catalogue.model import NASAL
from ..errors import MissingInputError, OutOfBoundsError, named, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    from ..amounts.kinds import Kind
    from ..catalogue.model import Formulation

USUAL_VIAL_SIZE_ML = Fraction(3)
EXAMPLES = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
NASAL_EXAMPLES = {"spray": {"dose": "150 mcg"}, "drops": {"dose": "300 mcg"}}


def count(value: int | str, field: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`, given as a number or as its digits.

    Raises OutOfBoundsError for anything else.

    >>> count("2", "sprays", 1, 100), count("2.0", "sprays", 1, 100)
    (2, 2)
    """
    number = None
    if (text := plain_text(value)) is not None:
        whole, point, rest = text.strip().partition(".")
        digits = whole if not rest.strip("0") and (rest or not point) else ""  # tables write 2.0
        # Six digits hold every accepted count; converting thousands of them is slow.
        if digits.isascii() and digits.isdecimal() and len(digits) <= 6:
            number = int(digits)
    elif type(value) is not bool:
        number = _counted(value, least, most)
    if number is not None and least <= number <= most:
        return number
    text = as_text(value)
    message = f"{quoted(text)} is not a whole number from {least} to {most}."
    raise OutOfBoundsError(message, field, text, "Write digits only, for example 2.")


def _counted(value: object, least: int, most: int) -> int | None:
    """A number as a whole number from `least` to `most`; None for any other value."""
    try:
        if isinstance(value, float | Decimal):
            # Tables make floats of counts where one is missing.
            return next((each for each in range(least, most + 1) if each == value), None)
        return index(value)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - a foreign object's own code, or a signalling NaN
        return None


class Given(dict[str, Any]):
    """Arguments of a dose by their names; None for those that are not there."""

    def __missing__(self, _name: str) -> None:
        return None


def within_bounds(amount: Fraction, field: str, kind: Kind) -> None:
    """Raises OutOfBoundsError if what was solved for could not itself have been given."""
    if kind.low <= amount <= kind.high:
        return
    if amount <= 0:
        message = "the powder alone takes up the whole solution; no diluent solves this."
    else:
        message = f"solved for, it is {show(amount, kind.unit)}, outside {bounds(kind)}."
    raise OutOfBoundsError(message, field, None, "Check the units and the decimal points.")


def needs(of: Formulation, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The arguments that a dose of that formulation still needs.

    From a vial, any three of vial, diluent, dose and draw do, and of a known strength either
    dose or draw. Nasal devices need a dose or a count; with a vial, the least documented
    dose is taken.
    """
    if words := NASAL.get(of.device):
        enough = any(given.get(field) is not None for field in ("dose", words.many, "vial"))
        return () if enough else ("dose",)
    if given.get("strength") is not None:
        enough = any(given.get(field) is not None for field in ("dose", "draw"))
        return () if enough else ("dose",)
    missing = [field for field in EXAMPLES if given.get(field) is None]
    return tuple(missing[: len(missing) - (given.get("draw") is not None)])


def examples_of(of: Formulation) -> dict[str, str]:
    """An example for each argument that may be missing, as it would be written."""
    return NASAL_EXAMPLES.get(of.device, EXAMPLES)


def missing(of: Formulation, given: Mapping[str, Any]) -> NoReturn:
    """Raises MissingInputError, with what would do."""
    lacking = needs(of, given)
    # With a draw and one more, either of the two others would do.
    either = [field for field in EXAMPLES if given.get(field) is None]
    is_either = len(lacking) == 1 and len(either) == 2 and of.device == "vial"
    examples = (" or " if is_either else ", ").join(
        named(field, examples_of(of)[field]) for field in (either if is_either else lacking)
    )
    there = [field for field in (*EXAMPLES, "draw") if given.get(field) is not None]
    message = f"{of.id} needs {takes(of)}; given: {', '.join(there) or 'none of them'}."
    if given.get("strength") is not None and of.device == "vial":
        message = "beside its strength a dose or a draw is needed."
    raise MissingInputError(message, lacking[0], None, f"Write for example {examples}.")


def takes(of: Formulation) -> str:
    """The arguments that make a dose of it, in words."""
    if words := NASAL.get(of.device):
        return f"a dose or {words.many}, or a vial"
    return "three of vial, diluent, dose and draw"
