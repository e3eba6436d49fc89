"""Asks a person at a terminal, and asks again until the answer can be read.

No number is proposed for a vial, diluent or dose: a wrong number is worse than none.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from ..amounts.kinds import MASS, VOLUME
from ..amounts.reading import read, read_by_body_mass
from ..errors import MissingInputError, SelankCalcError
from .lines import wrapped
from .words import in_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..amounts.kinds import Kind

    Check = Callable[[str], object]

_INTRODUCTION = "Answer each question; ? explains it, Ctrl-C ends."


class Question(NamedTuple):
    """What is asked, the word before the answer, and what `?` explains."""

    text: str
    answer: str
    explained: str


VIAL = Question(
    "What does the vial hold?",
    "Vial",
    "The mass of powder that its label states, in mg or mcg; 1 mg is 1000 mcg. It is not the "
    "mass of a dose.",
)
DILUENT = Question(
    "How much water do you add?",
    "Water",
    "The diluent, which the powder is dissolved in, for example bacteriostatic (BAC) water, in mL. "
    "With more water a dose is more units on the syringe and stays the same mass. "
    "To choose a volume: selank-calc diluent.",
)
KIND = Question(
    "Which water is it?",
    "Kind",
    "Bacteriostatic water has a preservative, so that what is made with it lasts for weeks. "
    "Sterile water and saline have none: a vial is then used at once, and each day with doses "
    "takes a new one.",
)
DOSE = Question(
    "How much do you want to take each time?",
    "Dose",
    "The mass of one dose, in mcg or mg. Syringe units and mL are what it is turned into: "
    "how much is in them depends on the water. "
    "The documented range is not a recommendation; selank-calc formulations names its sources.",
)


WEIGHT = Question(
    "How much do you weigh?", "Weight", "The dose is by body mass: in kg, or in pounds as 154 lb."
)


def introduce() -> None:
    """Says once how the questions work."""
    tell(_INTRODUCTION)


def ask_for(given: dict[str, Any], examples: dict[str, str]) -> dict[str, Any]:
    """The arguments given, with the answers to questions for the missing ones.

    `examples` has an example of each that is missing.
    """
    introduce()
    questions = {"vial": (VIAL, MASS), "diluent": (DILUENT, VOLUME), "dose": (DOSE, MASS)}
    answers = {}
    for field, example in examples.items():
        question, kind = questions[field]
        hint = f"For example {example}."
        is_known = field == "dose" and given.get("weight") is not None
        answers[field] = ask(
            question, hint, must(hint, a_dose if is_known else amount(field, kind))
        )
    return {**given, **answers}


def ask(question: Question, hint: str, check: Check) -> str:
    """The first answer that the check lets pass; an empty one means Enter alone."""
    print(file=sys.stderr)
    tell(f"{question.text} {hint}".strip())
    while True:
        answer: str = typer.prompt(question.answer, default="", show_default=False, err=True)
        answer = answer.strip()
        if answer == "?":
            tell(question.explained, "  ")
            continue
        try:
            check(answer)
        except SelankCalcError as error:
            tell(error.told(in_options, with_field=False), "  ")
        else:
            return answer


def amount(field: str, kind: Kind) -> Check:
    """Checks that an answer is an amount of that kind."""
    return partial(read, field=field, kind=kind)


def a_dose(answer: str) -> None:
    """Checks that an answer is a mass, or a dose by body mass."""
    if read_by_body_mass(answer, "dose") is None:
        read(answer, "dose", MASS)


def must(hint: str, check: Check) -> Check:
    """The same check, of an answer that can't be left out."""

    def checked(answer: str) -> None:
        if not answer:
            raise MissingInputError("An answer is needed.", None, None, f"{hint} ? explains.")
        check(answer)

    return checked


def may(check: Check) -> Check:
    """The same check, of an answer that may be left out."""
    return lambda answer: answer and check(answer)


def tell(text: str, indent: str = "") -> None:
    """Text for the person, beside the result: on standard error."""
    for line in text.splitlines():
        print("\n".join(wrapped(line, indent)), file=sys.stderr)
