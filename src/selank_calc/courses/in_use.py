"""The vial or bottle in use when a course begins: what was given of it, and what can be taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..amounts.exact import Fraction
from ..amounts.kinds import MASS, VOLUME
from ..amounts.reading import LONGEST_TEXT, read_draw
from ..amounts.writing import about, as_text, show, text_of
from ..dosing.asked import count
from ..errors import ConflictingInputError, named

if TYPE_CHECKING:
    from ..amounts.kinds import Amount
    from .supply import Supply

_DOSES = re.compile(r"\s*([0-9.,]{1,12})\s*doses?\s*", re.IGNORECASE)
_MOST_DOSES = 999_999
# For what its errors say: no unit measures it.
_LEFT = VOLUME._replace(
    dimension="volume, mass or count", units=("mL", "mg", "doses"), example="1.2 mL"
)


class Left(NamedTuple):
    """What is left in the vial or bottle in use, as it was given."""

    amount: Fraction
    unit: str  # mL, mcg or doses
    text: str


class InUse(NamedTuple):
    """The mass of peptide in the vial or bottle in use, and how much of that can be taken."""

    holds_mcg: Fraction
    usable_mcg: Fraction


def read_left(value: Amount) -> Left:
    """A volume of solution, a mass of peptide, or a number of doses.

    >>> read_left("12 doses")
    Left(amount=Fraction(12, 1), unit='doses', text='12 doses')
    """
    text = text_of(value)
    if len(text) <= LONGEST_TEXT and (match := _DOSES.fullmatch(text)):
        return Left(Fraction(count(match[1], "left", 1, _MOST_DOSES)), "doses", text)
    amount, kind = read_draw(value, "left", _LEFT, (MASS, VOLUME))
    return Left(amount, kind.unit, as_text(value))


def in_use_of(left: Left | None, supply: Supply, dose_mcg: Fraction) -> InUse:
    """What the vial or bottle in use holds; `dose_mcg` is what the first dose takes out.

    Where `left` was not given, it is full but for the priming.

    Raises ConflictingInputError where it is more than a full one has, or less than a dose.
    """
    if left is None:
        return InUse(supply.filled_mcg - supply.primed_mcg, supply.usable_mcg)
    thing = "vial" if supply.is_vial else "bottle"
    if left.unit == "doses":
        usable_mcg = holds_mcg = dose_mcg * left.amount
        is_more, full = usable_mcg > supply.usable_mcg, f"{supply.usable_mcg // dose_mcg} doses"
    else:
        holds_mcg = left.amount * (supply.mcg_per_ml if left.unit == "mL" else 1)
        usable_mcg = supply.usable_of(holds_mcg)
        is_more = holds_mcg > supply.filled_mcg
        full_ml = supply.filled_mcg / supply.mcg_per_ml
        full = show(full_ml, "mL") if left.unit == "mL" else about(supply.filled_mcg, "mcg")
    if is_more:
        message = f"it is more than the {full} of a full {thing}."
        hint = f"Check it. For a full one, write {named('opened')} alone."
        raise ConflictingInputError(message, "left", left.text, hint)
    if usable_mcg < dose_mcg:
        message = f"no whole dose is left in that {thing}."
        hint = f"Leave out {named('left')} and {named('opened')}: then a new one is opened."
        raise ConflictingInputError(message, "left", left.text, hint)
    return InUse(holds_mcg, usable_mcg)
