"""`selank-calc` alone at a terminal: a menu, a few questions, the dose, the command for it."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ..amounts.kinds import BODY_MASS, MASS, VOLUME
from ..amounts.reading import read_by_body_mass
from ..amounts.writing import show
from ..catalogue.model import NASAL, Catalogue, Formulation, Nasal
from ..dosing.asked import count
from ..dosing.doses import dose
from ..dosing.flags import counted, span
from ..dosing.keeping import KINDS, PRESERVED, read_kind
from ..dosing.request import MOST_DOSES_PER_DAY, MOST_SPRAYS, counted_in
from ..errors import SelankCalcError, UnitError, either, quoted
from ..output.table import dose_table
from .ask import (
    DILUENT,
    DOSE,
    KIND,
    VIAL,
    WEIGHT,
    Question,
    a_dose,
    amount,
    ask,
    introduce,
    may,
    must,
    tell,
)
from .common import CATALOGUE_VARIABLE, catalogue_from, print_rich
from .kit import written
from .lines import typed, wrapped, wrapped_command

_MENU = Question(
    "",
    "Number",
    "A powder comes in a vial, is dissolved in water and drawn into a syringe, or filled into a "
    "nasal spray or a dropper bottle. A spray that was bought ready has a documented strength; "
    "that of one of your own making is calculated. selank-calc formulations shows what is "
    "documented on each.",
)
_COUNTED = (
    "Whole {0}, such as 2 {0}, or the mass of one dose in mcg or mg, from which "
    "the {0} are calculated. The documented range is not a recommendation."
)
_ONE = {
    "spray": Question(
        "What does one spray of the pump give?",
        "One spray",
        "The volume of one full stroke, which the seller of the pump states. To measure it, spray "
        "20 times into a small measuring cup or syringe and divide the volume by 20.",
    ),
    "drops": Question(
        "How much is one drop?",
        "One drop",
        "The volume of one drop of the bottle, held as you use it. To measure it, let 20 drops "
        "fall into a small measuring cup or syringe and divide the volume by 20.",
    ),
}
_PER_DAY = Question(
    "How often a day?",
    "Times a day",
    "How many doses you take in a day, 1 to 24. Their sum is compared with what is documented.",
)

_AS_A_FILE = Question(
    "Print these answers as a plan file, too?",
    "y or n",
    "Saved as mine.toml, for example, it stands in for these options: selank-calc course --kit "
    "mine.toml --start 2026-12-01 plans a course with it.",
)


class _Choice(NamedTuple):
    """A choice of the menu: a formulation, and whether it is dissolved from a vial."""

    of: Formulation
    text: str
    is_dissolved: bool


def guided() -> None:
    """Asks what a dose needs, prints it, and the command that would have."""
    known = catalogue_from(os.environ.get(CATALOGUE_VARIABLE) or None)
    introduce()
    choice = _chosen(known)
    while True:
        answers = _answers(choice, known)
        try:
            result = dose(formulation=choice.of, catalogue=known, **answers)
            break
        except SelankCalcError as error:  # each answer can be read, but not all together
            tell(f"\nThese answers do not go together: {error}\nOnce more:")
    print(file=sys.stderr)
    print_rich(dose_table(result))
    answers = {field: _plain(answer) for field, answer in answers.items()}
    options = [
        word
        for field, answer in answers.items()
        for word in (f"--{field.replace('_', '-')}", answer)
    ]
    print("\nThe same without questions:")
    command = typed(["selank-calc", "dose", "-f", choice.of.id, *options])
    print("\n".join(wrapped_command(command, "  ")))
    if ask(_AS_A_FILE, "y or n. Enter alone: n.", may(_yes_or_no)).startswith(("y", "Y")):
        print("\n".join(["", *written({"formulation": choice.of.id, **answers})]))


# --- The menu ---------------------------------------------------------------------------


def _chosen(known: Catalogue) -> _Choice:
    choices = list(_choices(known))
    tell("\nWhat do you have?")
    for number, each in enumerate(choices, 1):
        print("\n".join(wrapped(each.text, f"{number:>3}  ")), file=sys.stderr)
    hint = f"Type its number, 1 to {len(choices)}."
    answer = ask(_MENU, hint, must(hint, partial(_choice, choices=choices, known=known)))
    return _choice(answer, choices, known)


def _choices(known: Catalogue) -> Iterator[_Choice]:
    """Everything in the catalogue, what is nasal twice: bought, and made from a vial."""
    for of in known.formulations:
        more = "" if of.dose_mcg else "; no dose is documented"
        if of.device == "vial":
            yield _Choice(of, f"{of.name}, powder in a vial{more}", is_dissolved=True)
        else:
            yield _Choice(of, f"{of.name}, bought ready{more}", is_dissolved=False)
            product = NASAL[of.device].product.removeprefix("a ").capitalize()
            made = f"{product} that I make from a vial, compared with {of.name}{more}"
            yield _Choice(of, made, is_dissolved=True)


def _choice(answer: str, choices: list[_Choice], known: Catalogue) -> _Choice:
    """The choice with that number or name; refuses anything else."""
    if answer.isdecimal():
        return choices[count(answer, "number", 1, len(choices)) - 1]
    of = known.formulation(answer)
    return next(each for each in choices if each.of == of)


# --- The questions ----------------------------------------------------------------------


def _answers(choice: _Choice, known: Catalogue) -> dict[str, str]:
    """What the dose is made of, in the words of the options; what was left out is not in it."""
    of, answers = choice.of, {}
    if choice.is_dissolved:
        hint = "For example 5 mg."
        answers["vial"] = ask(VIAL, hint, must(hint, amount("vial", MASS)))
        answers["diluent"] = _diluent(of)
        hint = f"{either(KINDS)}. Enter alone: {PRESERVED}."
        answers["diluent_kind"] = ask(KIND, hint, may(read_kind))
    if of.device == "vial":
        hint = _documented_dose(of, "")
        answers["dose"] = ask(DOSE, hint, must(hint, a_dose))
    else:
        answers[NASAL[of.device].volume] = _spray_volume(of, known)
        answers |= _sprays_or_dose(of)
    if read_by_body_mass(answers.get("dose", ""), "dose") is not None:
        hint = "For example 70 kg."
        answers["weight"] = ask(WEIGHT, hint, must(hint, amount("weight", BODY_MASS)))
    answers["per_day"] = _per_day(of)
    return {field: answer for field, answer in answers.items() if answer}


def _diluent(of: Formulation) -> str:
    hint, check = "For example 2 mL.", amount("diluent", VOLUME)
    if of.device == "vial" or of.strength_mcg_per_ml is None:
        return ask(DILUENT, hint, must(hint, check))
    strength = show(of.strength_mcg_per_ml.value, "mcg/mL")
    hint += f" Enter alone: calculated for the documented {strength}."
    return ask(DILUENT, hint, may(check))


def _spray_volume(of: Formulation, known: Catalogue) -> str:
    pumps = ", ".join(show(each.spray_ml, "mL") for each in known.pumps)
    hint = f"Pumps on file give {pumps}." if pumps else "For example 0.1 mL."
    if of.device == "drops":
        hint = "For example 0.04 mL."
    check = amount(NASAL[of.device].volume, VOLUME)
    if of.spray_ml is None:
        return ask(_ONE[of.device], hint, must(hint, check))
    hint += f" Enter alone, if you do not know: {show(of.spray_ml.value, 'mL')}, as documented."
    return ask(_ONE[of.device], hint, may(check))


def _sprays_or_dose(of: Formulation) -> dict[str, str]:
    words = NASAL[of.device]
    question = DOSE._replace(explained=_COUNTED.format(words.many))
    hint = _documented_dose(of, f"2 {words.many} or ")
    answer = ask(question, hint, must(hint, partial(_read_sprays_or_dose, words=words)))
    return counted_in(answer) or {"dose": answer}


def _read_sprays_or_dose(answer: str, words: Nasal) -> None:
    given = counted_in(answer)
    if words.many in given:
        count(given[words.many], words.many, 1, MOST_SPRAYS)
    elif answer.isdecimal() or given:
        number = answer.split(maxsplit=1)[0][:3]
        hint = f'Write "{number} {words.many}", or a mass such as "150 mcg".'
        raise UnitError(f"{quoted(answer)} could be {words.many} or a mass.", "dose", answer, hint)
    else:
        a_dose(answer)


def _documented_dose(of: Formulation, before: str) -> str:
    if of.dose_mcg is None:
        return f"No dose is documented. Write {before}a number and mcg or mg."
    low = show(of.dose_mcg.low, "mcg")
    return f"For example {before}{low}. Documented: {span(of.dose_mcg, 'mcg')}."


def _per_day(of: Formulation) -> str:
    hint = "Enter alone: once."
    if of.doses_per_day is not None:
        hint = f"Documented: {counted(of.doses_per_day)}. Enter alone: {of.doses_per_day.low}."
    check: Callable[[str], object] = partial(
        count, field="per_day", least=1, most=MOST_DOSES_PER_DAY
    )
    return ask(_PER_DAY, hint, may(check))


def _yes_or_no(answer: str) -> None:
    if answer.lower() not in ("y", "yes", "n", "no"):
        raise UnitError(f"{quoted(answer)} is neither yes nor no.", None, answer, "Write y or n.")


def _plain(answer: str) -> str:
    """The amount with mcg for any of its misreadable spellings, and no Greek letter.

    >>> _plain("250 µg"), _plain("250 ug"), _plain("2000 µL")
    ('250 mcg', '250 mcg', '2000 uL')
    """
    answer = re.sub("[µμu]g$", "mcg", answer)
    return re.sub("[µμ](?=[lL]$)", "u", answer)
