"""Asks a person at a terminal for what a dose can't be calculated without."""

from __future__ import annotations

from typing import Any

import typer

from ..errors import SelankCalcError
from ..quantities import MASS, VOLUME, read

_QUESTIONS = {
    "vial": ("Mass in the vial", MASS),
    "diluent": ("Volume it is dissolved in", VOLUME),
    "dose": ("Mass per dose", MASS),
}


def ask_for(given: dict[str, Any], examples: dict[str, str]) -> dict[str, Any]:
    """What was given, with what is missing asked for until it can be read.

    `examples` has an example of each that is missing.
    """
    return {**given, **{field: _ask(field, example) for field, example in examples.items()}}


def _ask(field: str, example: str) -> str:
    question, kind = _QUESTIONS[field]

    def checked(answer: str) -> str:
        try:
            read(answer, field, kind)
        except SelankCalcError as error:
            raise typer.BadParameter(error.described(None)) from error
        return answer

    # On standard error, so that the answers never mix with the result.
    answer: str = typer.prompt(f"{question}, for example {example}", value_proc=checked, err=True)
    return answer
