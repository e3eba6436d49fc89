"""Asks a person at a terminal for what a dose can't be calculated without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ..dosing import EXAMPLES, needs
from ..errors import SelankCalcError
from ..quantities import MASS, VOLUME, read

if TYPE_CHECKING:
    from ..catalogue import Formulation

_QUESTIONS = {
    "vial": ("Mass in the vial", MASS),
    "diluent": ("Volume it is dissolved in", VOLUME),
    "dose": ("Mass per dose", MASS),
}


def with_examples(of: Formulation, amounts: dict[str, str | None]) -> dict[str, str | None]:
    """The amounts, with an example of each that is missing."""
    return {
        field: EXAMPLES[field] if value is None and field in needs(of) else value
        for field, value in amounts.items()
    }


def ask_for(of: Formulation, amounts: dict[str, str | None]) -> dict[str, str | None]:
    """The amounts, with those that were missing asked for until they can be read."""
    return {
        field: _ask(field) if value is None and field in needs(of) else value
        for field, value in amounts.items()
    }


def _ask(field: str) -> str:
    question, kind = _QUESTIONS[field]

    def checked(answer: str) -> str:
        try:
            read(answer, field, kind)
        except SelankCalcError as error:
            raise typer.BadParameter(error.described(None)) from error
        return answer

    # On standard error, so that the answers never mix with the result.
    answer: str = typer.prompt(
        f"{question}, for example {EXAMPLES[field]}", value_proc=checked, err=True
    )
    return answer
