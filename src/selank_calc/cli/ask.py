"""Asks a person at a terminal: for what a dose lacks, or for all of it, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from ..amounts.kinds import MASS, VOLUME
from ..amounts.reading import read
from ..amounts.writing import show
from ..dosing.asked import EXAMPLES
from ..errors import SelankCalcError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..catalogue.model import Catalogue, Formulation

_QUESTIONS = {
    "vial": ("Mass in the vial", MASS),
    "diluent": ("Volume it is dissolved in", VOLUME),
    "dose": ("Mass per dose", MASS),
}


def ask_for(given: dict[str, Any], examples: dict[str, str]) -> dict[str, Any]:
    """What was given, with what is missing asked for until it can be read.

    `examples` has an example of each that is missing.
    """
    answers = {
        field: _amount(field, f", for example {example}") for field, example in examples.items()
    }
    return {**given, **answers}


def ask_for_all(known: Catalogue) -> tuple[Formulation, dict[str, str]]:
    """A formulation, and the amounts a dose of it needs; Enter takes what is proposed.

    A dose is proposed where one is documented, and then the least.
    """
    names = ", ".join(each.id for each in known.formulations)
    name = _answer(f"Formulation ({names})", known.formulation, known.formulations[0].id)
    of = known.formulation(name)
    amounts = {}
    if of.device == "vial":
        amounts = {field: _amount(field, default=EXAMPLES[field]) for field in ("vial", "diluent")}
    least = None if of.dose_mcg is None else show(of.dose_mcg.low, "mcg")
    amounts["dose"] = _amount("dose", ", the least documented" if least else "", default=least)
    return of, amounts


def _amount(field: str, more: str = "", default: str | None = None) -> str:
    question, kind = _QUESTIONS[field]
    return _answer(question + more, lambda answer: read(answer, field, kind), default)


def _answer(question: str, check: Callable[[str], object], default: str | None) -> str:
    """An answer that passes the check, asked for until one does."""

    def checked(answer: str) -> str:
        try:
            check(answer)
        except SelankCalcError as error:
            raise typer.BadParameter(error.described(None)) from error
        return answer.strip()

    # On standard error, so that the answers never mix with the result.
    answer: str = typer.prompt(question, default=default, value_proc=checked, err=True)
    return answer
