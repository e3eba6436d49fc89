"""`selank-calc` alone at a terminal: a menu, questions, and the command for the answers."""

import re
import shlex

import pytest

from ..command_line import run_here
from .terminal import asked_here, on_a_terminal

# Numbers of the menu.
SELANK, AMIDATE, BOUGHT, MADE = "1\n", "2\n", "3\n", "4\n"
DROPS, DROPS_MADE, NOT_DOCUMENTED = "5\n", "6\n", "7\n"
ENTER = "\n"
A_DOSE = [SELANK, "5 mg\n", "2 mL\n", ENTER, "250 mcg\n", ENTER]


def on_one_line(seen):
    """What was seen, wherever its lines ended."""
    return " ".join(seen.split())


def command_in(seen):
    """The command that is printed last, as a shell takes it."""
    (command,) = re.findall(
        r"The same without questions:\s+(.+?)\s*\r\n\r\n", seen.replace(" \\\r\n", " "), re.S
    )
    return " ".join(command.split())


def test_the_first_example_of_the_readme():
    code, seen = on_a_terminal([], A_DOSE)
    assert code == 0
    assert "Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg" in seen
    options = '--vial "5 mg" --diluent "2 mL" --dose "250 mcg"'
    assert command_in(seen) == f"selank-calc dose -f selank {options}"


def test_an_answer_in_another_encoding_is_refused_and_asked_for_again():
    answers = b"5 \xb5g\n5 mg\n2 mL\n250 mcg\n"  # a Greek letter in Latin-1
    ran = run_here("dose", stdin=answers, terminals=("stdin", "stdout", "stderr"), TERM="dumb")
    assert ran.code == 0
    assert r"'5 \udcb5g' has an unknown unit" in ran.err
    assert "Draw 10 units" in ran.out


def test_an_answer_is_told_in_ascii_in_the_c_locale():
    answers = "\u0663 mg\n5 mg\n2 mL\n250 mcg\n".encode()  # a three, in Arabic digits
    terminals = ("stdin", "stdout", "stderr")
    ran = run_here("dose", stdin=answers, terminals=terminals, TERM="dumb", locale="C")
    assert ran.code == 0
    assert r"'\u0663 mg' is not a plain number" in ran.err
    assert ran.err.isascii()


def test_the_menu_is_in_plain_words(snapshot):
    code, seen = on_a_terminal([], ["\x03"])
    assert code == 130
    assert seen.replace("\r", "").partition("Number:")[0] == snapshot


def test_nothing_is_proposed_for_vial_water_and_dose_but_an_example():
    for at in (1, 2, 4):
        code, seen = asked_here([], [*A_DOSE[:at], ENTER, *A_DOSE[at:]])
        assert (code, seen.count("An answer is needed.")) == (0, 1)
    assert "For example 5 mg." in seen
    assert "For example 2 mL." in seen
    assert "For example 250 mcg. Documented: 250 to 500 mcg." in seen


def test_where_no_dose_is_documented_that_is_said_and_none_is_named():
    code, seen = asked_here([], [NOT_DOCUMENTED, *A_DOSE[1:]])
    assert code == 0
    said = "No dose is documented. Write a number and mcg or mg."
    assert said in on_one_line(seen)
    assert "No dose is documented" in seen


def test_a_spray_that_was_bought_is_asked_for_its_pump_and_for_no_vial():
    code, seen = asked_here([], [BOUGHT, ENTER, "2 sprays\n", ENTER])
    assert (code, "What does the vial hold?" in seen) == (0, False)
    assert "2 sprays = 0.1 mL = 150 mcg" in seen
    assert command_in(seen) == "selank-calc dose -f nasal-spray --sprays 2"


def test_a_spray_of_ones_own_is_asked_for_vial_water_and_pump():
    code, seen = asked_here([], [MADE, "10 mg\n", "10 mL\n", ENTER, "0.1 mL\n", "0.2 mg\n", "2\n"])
    assert (code, "2 sprays = 0.2 mL = 200 mcg" in seen) == (0, True)
    options = '--vial "10 mg" --diluent "10 mL" --spray-volume "0.1 mL" --dose "0.2 mg" --per-day 2'
    assert command_in(seen) == f"selank-calc dose -f nasal-spray {options}"


def test_without_water_that_of_the_documented_strength_is_calculated():
    code, seen = asked_here([], [MADE, "5 mg\n", ENTER, ENTER, ENTER, "1 spray\n", ENTER])
    assert (code, "Dissolve in about 3.333 mL" in seen) == (0, True)
    assert command_in(seen) == 'selank-calc dose -f nasal-spray --vial "5 mg" --sprays 1'


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["8\n", *A_DOSE], "'8' is not a whole number from 1 to 7."),
        (["0001\n", *A_DOSE[1:]], "For example 5 mg."),
        (["9" * 50 + "\n", *A_DOSE], "is not a whole number from 1 to 7."),
        (["selnak\n", *A_DOSE], "Did you mean selank?"),
        ([SELANK, "5\n", *A_DOSE[1:]], "'5' has no unit."),
        ([*A_DOSE[:2], "2 mg\n", *A_DOSE[2:]], "'2 mg' is a mass; a volume is needed."),
        ([*A_DOSE[:3], "sterlie\n", *A_DOSE[3:]], "Did you mean sterile?"),
        ([*A_DOSE[:4], "10 units\n", *A_DOSE[4:]], "a mass is needed."),
        ([*A_DOSE[:5], "twice\n", "2\n"], "'twice' is not a whole number from 1 to 24."),
        ([BOUGHT, ENTER, "2\n", "2 sprays\n", ENTER], "'2' could be sprays or a mass."),
        ([BOUGHT, ENTER, "101 sprays\n", "2 SPRAYS\n", ENTER], "'101' is not a whole number"),
        ([BOUGHT, "0.1\n", "0.1 mL\n", "2 sprays\n", ENTER], "'0.1' has no unit."),
        ([BOUGHT, ENTER, "2 drops\n", "2 sprays\n", ENTER], 'Write "2 sprays", or a mass'),
        ([DROPS, ENTER, "4 sprays\n", "4 drops\n", ENTER], "'4 sprays' could be drops or a mass."),
    ],
)
def test_it_says_what_is_wrong_and_asks_again(answers, said):
    code, seen = asked_here([], answers)
    assert (code, said in on_one_line(seen)) == (0, True)


def test_a_dose_by_body_mass_is_asked_for_the_weight():
    code, seen = asked_here([], [*A_DOSE[:4], "5 mcg/kg\n", "?\n", "50\n", "50 kg\n", ENTER])
    assert (code, "10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg" in seen) == (0, True)
    assert "'50' has no unit." in on_one_line(seen)
    assert command_in(seen).endswith('--dose "5 mcg/kg" --weight "50 kg"')


def test_what_is_missing_of_somebody_whose_weight_is_known():
    asked = ["dose", "--vial", "5 mg", "--diluent", "2 mL", "--weight", "50 kg"]
    code, seen = asked_here(asked, ["5 mcg/kg\n"])
    assert (code, "= 250 mcg" in seen) == (0, True)
    code, seen = asked_here(asked[:-2], ["5 mcg/kg\n", "250 mcg\n"])
    assert (code, "has an unknown unit: 'mcg/kg'" in on_one_line(seen)) == (0, True)


def test_answers_that_do_not_go_together_are_asked_for_once_more():
    answers = [MADE, "0.001 mcg\n", ENTER, ENTER, ENTER, "2 sprays\n", ENTER]
    code, seen = asked_here([], [*answers, "5 mg\n", *answers[2:]])
    assert (code, "These answers do not go together: diluent: solved for" in seen) == (0, True)


def test_a_question_mark_explains_each_question():
    answers = [AMIDATE, *A_DOSE[1:]]
    code, seen = asked_here([], [each for answer in answers for each in ("?\n", answer)])
    assert code == 0
    for explained in ("A powder comes in a vial", "The mass of powder that its label states",
                      "for example bacteriostatic (BAC) water", "Sterile water and saline have none",
                      "The mass of one dose",
                      "How many doses you take in a day"):  # fmt: skip
        assert explained in on_one_line(seen)
    _code, seen = asked_here([], [BOUGHT, "?\n", ENTER, "?\n", "2 sprays\n", ENTER])
    assert "The volume of one full stroke" in on_one_line(seen)
    assert "Whole sprays, such as 2 sprays" in on_one_line(seen)
    _code, seen = asked_here([], [DROPS, "?\n", ENTER, "?\n", "4 drops\n", ENTER])
    assert "let 20 drops fall into a small measuring cup" in on_one_line(seen)
    assert "Whole drops, such as 2 drops" in on_one_line(seen)


def test_drops_bought_and_made_from_a_vial():
    _code, seen = asked_here([], [DROPS, "0.04 mL\n", "2 drops\n", "2\n"])
    assert (
        "For example 2 drops or 300 mcg. Documented: 300 to 900 mcg, unconfirmed."
        in on_one_line(seen)
    )
    options = '--drop-volume "0.04 mL" --drops 2 --per-day 2'
    assert command_in(seen) == f"selank-calc dose -f nasal-drops {options}"
    _code, seen = asked_here([], [DROPS_MADE, "5 mg\n", ENTER, ENTER, ENTER, "2 drops\n", "2\n"])
    assert command_in(seen) == 'selank-calc dose -f nasal-drops --vial "5 mg" --drops 2 --per-day 2'


def test_a_formulation_can_be_named_too():
    _code, seen = asked_here([], ["AMIDATE\n", *A_DOSE[1:]])
    assert command_in(seen).startswith("selank-calc dose -f n-acetyl-selank-amidate ")


def test_the_command_prints_what_the_questions_led_to():
    _code, seen = asked_here(
        [], ["amidate\n", " 10 mg \n", "3 mL\n", "Saline\n", "0.3 mg\n", "2\n"]
    )
    assert "use at once; at most 24 hours in the refrigerator" in on_one_line(seen)
    arguments = shlex.split(command_in(seen))[1:]
    code, again = asked_here(arguments, [])
    assert code == 0
    assert again.strip() in seen


def test_the_command_can_be_typed_on_any_keyboard():
    _code, seen = asked_here([], [SELANK, "5 mg\n", "2000 µL\n", ENTER, "250 μg\n", ENTER])
    options = '--vial "5 mg" --diluent "2000 uL" --dose "250 mcg"'
    assert command_in(seen) == f"selank-calc dose -f selank {options}"


def test_on_40_columns_every_line_fits():
    code, seen = asked_here([], ["?\n", *A_DOSE], columns="40")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert (code, [line for line in shown.splitlines() if len(line) > 40]) == (0, [])
    options = '--vial "5 mg" --diluent "2 mL" --dose "250 mcg"'
    assert command_in(seen) == f"selank-calc dose -f selank {options}"


@pytest.mark.parametrize(
    ("answered", "key"),
    [(0, "\x03"), (2, "\x04"), (5, "\x03")],
    ids=["Ctrl-C at the menu", "Ctrl-D", "Ctrl-C at the last question"],
)
def test_interrupted_it_ends_with_130_and_one_line(key, answered):
    code, seen = on_a_terminal([], [*A_DOSE[:answered], key])
    assert (code, "Traceback" in seen) == (130, False)
    assert seen.splitlines()[-1] == "selank-calc: interrupted"


class TestACatalogueOfOnesOwn:
    def test_it_is_asked_from(self, tmp_path, run):
        mine = tmp_path / "mine.yaml"
        text = run("formulations", "--yaml").out
        mine.write_text(text.replace("name: Selank (TP-7)", "name: Mine"), "utf-8")
        code, seen = asked_here([], A_DOSE, SELANK_CALC_CATALOGUE=str(mine))
        assert (code, "1  Mine, powder in a vial" in seen) == (0, True)

    def test_one_that_can_not_be_read_is_an_error(self, tmp_path):
        code, seen = asked_here([], [], SELANK_CALC_CATALOGUE=str(tmp_path / "none.yaml"))
        assert code == 2
        assert "can't be read" in seen
