"""What shells offer, in the form of each and in the shells themselves."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..command_line import run_here
from .shells import IN_SHELLS

SCRIPT = Path(sys.executable).with_name("selank-calc")


def offered(line, shell="bash", **environment):
    """What the command answers a shell that asks how the last word of the line may go on."""
    asked = {
        "_SELANK_CALC_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    ran = run_here(**asked, **environment)
    assert ran.err == ""
    return ran.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dose -f na", ["na-selank-amidate", "nasal-spray", "nasal-drops", "na-selank"]),
        ("dose -f sp", ["spray"]),
        ("dose -f x", []),
        ("dose --drop-volume ", ["0.05mL"]),
        ("dose --drop-volume 0.1", []),
        ("dose --scale ", ["U-100", "U-40", "U-500"]),
        ("dose --syringe ", ["0.3mL", "0.5mL", "1mL", "2mL", "30units", "50units", "100units"]),
        ("dose --scale U-500 --syringe ", ["0.5mL", "250units"]),
        ("dose --spray-volume ", ["0.05mL", "0.07mL", "0.1mL", "0.14mL"]),
        ("label --diluent-kind s", ["sterile", "saline"]),
        ("dose --format ", ["table", "json", "csv", "plain", "line"]),
        ("dose --format l", ["line"]),
        ("course --timezone Europe/Ber", ["Europe/Berlin"]),
        ("course --timezone UT", ["UTC"]),
        ("dose --help", ["--help-all", "--help"]),
        ("he", ["help"]),
        ("help di", ["diluent"]),
        ("la", ["label"]),
        ("flags between", ["between-marks"]),
        ("flags draw", ["draw-exceeds-syringe", "draw-very-small", "draw-small"]),
    ],
)
def test_what_is_offered(line, words):
    assert offered(f"selank-calc {line}").split() == words


def test_sizes_that_are_offered_are_read(run):
    for size in offered("selank-calc dose --syringe ").split():
        if size == "2mL":  # of U-40 only
            continue
        asked = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--syringe", size)
        assert run("dose", *asked).code == 0


def test_a_catalogue_of_ones_own_is_offered_from(run, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        run("formulations", "--yaml").out.replace("id: selank\n", "id: mine\n"), "utf-8"
    )
    assert offered("selank-calc dose -f m", SELANK_CALC_CATALOGUE=str(mine)).split() == ["mine"]
    assert offered("selank-calc dose -f se", SELANK_CALC_CATALOGUE="none.yaml").split() == [
        "selank"
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_answers_in_the_form_of_each_shell(shell):
    assert "amidate" in offered("selank-calc dose -f ami", shell)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_what_is_said_of_a_word_is_one_line_so_that_fish_offers_no_part_of_it(shell):
    said = offered("selank-calc label --opened", shell)
    assert "When it was made up or opened; by default today, in a course at the first dose." in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("shell", "part"),
    [
        ("bash", "complete -o default -F _selank_calc_completion selank-calc"),
        ("zsh", "#compdef selank-calc"),
        ("fish", "complete --command selank-calc"),
        ("powershell", "Register-ArgumentCompleter"),
    ],
)
def test_the_script_of_a_shell_that_is_named_is_shown(run, shell, part):
    ran = run("--show-completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert part in ran.out
    assert run(f"--show-completion={shell}") == ran


def test_a_shell_without_a_name_is_refused(run):
    assert run("--show-completion=").err.startswith("selank-calc: --show-completion: '' is not")


def test_a_shell_that_is_not_known_is_refused(run):
    ran = run("--show-completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "selank-calc: --show-completion: 'tcsh' is not a shell known here. "
        "Write bash, zsh, fish, powershell or pwsh.\n"
        "  Help: selank-calc --help\n"
    )


@pytest.mark.parametrize(("shell", "folder"), [("bash", ".bash_completions"), ("zsh", ".zfunc")])
def test_it_is_installed_for_the_shell_that_is_named(tmp_path, shell, folder):
    done = subprocess.run(
        [SCRIPT, "--install-completion", shell],
        capture_output=True, text=True, check=True, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert "installed" in done.stdout
    (script,) = (tmp_path / folder).iterdir()
    assert "selank-calc" in script.read_text()


@pytest.mark.parametrize(("shell", "offers"), IN_SHELLS.items())
def test_completion_works_in_the_shell_itself(shell, offers):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    assert offers("selank-calc dose -f ami", "amidate") == ["amidate"]
