"""Asks a person at a terminal for what a dose can't be calculated without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ..asked import EXAMPLES
from ..errors import SelankCalcError
from ..quantities import MASS, VOLUME, read

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUESTIONS = {
    "vial": ("Mass in the vial", MASS),
    "diluent": ("Volume it is dissolved in", VOLUME),
    "dose": ("Mass per dose", MASS),
}


def with_examples(given: dict[str, str | None], missing: Iterable[str]) -> dict[str, str | None]:
    """What was given, with an example of each that is missing."""
    return {**given, **{field: EXAMPLES[field] for field in missing}}


def ask_for(given: dict[str, str | None], missing: Iterable[str]) -> dict[str, str | None]:
    """What was given, with what is missing asked for until it can be read."""
    return {**given, **{field: _ask(field) for field in missing}}


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
