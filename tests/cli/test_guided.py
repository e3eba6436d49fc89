"""`selank-calc` alone at a terminal: every answer proposed, and the command for it printed."""

import re
import shlex

import pytest

from .terminal import on_a_terminal

COMMAND = re.compile(r"The same without questions:\r\n  selank-calc (.+)\r\n")


def test_enter_four_times_is_the_first_example_of_the_readme():
    code, seen = on_a_terminal([], ["\n"] * 4)
    assert code == 0
    assert "Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg" in seen
    assert (
        COMMAND.search(seen)[1] == 'dose -f selank --vial "5 mg" --diluent "2 mL" --dose "250 mcg"'
    )


def test_each_formulation_proposes_the_least_dose_documented_for_it():
    code, seen = on_a_terminal([], ["AMIDATE\n", "\n", "\n", "\n"])
    assert (code, "Mass per dose, the least documented [200 mcg]" in seen) == (0, True)
    code, seen = on_a_terminal([], ["spray\n", "\n"])
    assert (code, "Mass in the vial" in seen) == (0, False)
    assert "2 sprays" in seen
    assert COMMAND.search(seen)[1] == 'dose -f nasal-spray --dose "150 mcg"'


def test_where_no_dose_is_documented_none_is_proposed():
    code, seen = on_a_terminal([], ["n-acetyl-selank\n", "\n", "\n", "300 mcg\n"])
    assert code == 0
    assert "Mass per dose: " in seen
    assert "No dose is documented" in seen


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["selnak\n", "\n", "\n", "\n", "\n"], "Did you mean selank?"),
        (["\n", "5\n", "\n", "\n", "\n"], "'5' has no unit."),
        (["\n", "\n", "2 mg\n", "\n", "\n"], "'2 mg' is a mass; a volume is needed."),
    ],
)
def test_it_asks_again_until_the_answer_can_be_read(answers, said):
    code, seen = on_a_terminal([], answers)
    assert (code, said in seen) == (0, True)


def test_the_command_prints_what_the_questions_led_to():
    _code, seen = on_a_terminal([], ["amidate\n", " 10 mg \n", "3 mL\n", "0.3 mg\n"])
    arguments = shlex.split(COMMAND.search(seen)[1])
    code, again = on_a_terminal(arguments, [])
    assert code == 0
    assert again.strip() in seen


def test_the_command_can_be_typed_on_any_keyboard():
    _code, seen = on_a_terminal([], ["\n", "\n", "2000 µL\n", "250 μg\n"])
    options = '--vial "5 mg" --diluent "2000 uL" --dose "250 mcg"'
    assert COMMAND.search(seen)[1] == f"dose -f selank {options}"


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_interrupted_it_ends_with_130_and_no_traceback(key):
    code, seen = on_a_terminal([], ["\n", key])
    assert (code, "Traceback" in seen) == (130, False)


def test_the_catalogue_named_by_the_environment_is_asked_from(tmp_path, monkeypatch):
    monkeypatch.setenv("SELANK_CALC_CATALOGUE", str(tmp_path / "none.yaml"))
    code, seen = on_a_terminal([], [])
    assert code == 2
    assert "can't be read" in seen
