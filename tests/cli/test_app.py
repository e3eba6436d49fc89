"""The command line as a whole: version, help, completion, the installed script."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import selank_calc
from selank_calc.cli.options import complete_formulation, complete_scale

from .terminal import typed_into

SCRIPT = Path(sys.executable).with_name("selank-calc")


def test_version(run):
    assert run("--version").out == f"selank-calc {selank_calc.__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), ("dose",), ("formulations",)], ids=str)
def test_help(run, command, option):
    ran = run(*command, option)
    assert ran.code == 0
    assert "Usage: selank-calc" in ran.out
    assert ran.err == ""


def test_help_of_dose_names_every_option_and_shows_an_example(run):
    out = run("dose", "-h").out
    for option in ("--formulation", "--vial", "--diluent", "--dose", "--sprays", "--per-day",
                   "--syringe", "--bottle", "--weight", "--format", "--json", "--strict",
                   "--catalogue"):  # fmt: skip
        assert option in out
    assert 'selank-calc dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"' in out


def test_alone_it_shows_its_help(run):
    ran = run()
    assert ran.code == 0
    assert "dose" in ran.out


def test_the_installed_script_does_the_main_job():
    done = subprocess.run(
        [SCRIPT, "dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"],
        capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg" in done.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("na", ["na-selank-amidate", "nasal-spray", "na-selank"]),
        ("sp", ["spray"]),
        ("x", []),
    ],
)
def test_formulations_are_completed(typed, offered):
    assert complete_formulation(typed) == offered


def test_scales_are_completed():
    assert complete_scale("") == ["U-100", "U-500", "U-40"]
    assert complete_scale("U-4") == ["U-40"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_answers_in_the_form_of_each_shell(shell):
    done = subprocess.run(
        [SCRIPT],
        capture_output=True, text=True, check=False,
        env={
            **os.environ,
            "_SELANK_CALC_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "selank-calc dose -f ami",
            "COMP_CWORD": "3",
            "_TYPER_COMPLETE_ARGS": "selank-calc dose -f ami",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    )  # fmt: skip
    assert "amidate" in done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_completion_works_in_bash_itself():
    lines = f"""
    export PATH="{SCRIPT.parent}:$PATH"
    eval "$(_SELANK_CALC_COMPLETE=source_bash selank-calc)"
    COMP_WORDS=(selank-calc dose -f ami) COMP_CWORD=3
    function=$(complete -p selank-calc | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    $function selank-calc ami -f
    echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["amidate"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_completion_works_in_zsh_itself():
    lines = f"""
    export PATH="{SCRIPT.parent}:$PATH"
    autoload -U compinit; compinit -u -D
    eval "$(_SELANK_CALC_COMPLETE=source_zsh selank-calc)"
    """
    shown = typed_into(["zsh", "-f", "-i"], lines, "selank-calc dose -f ami\t", "amidate")
    assert "amidate" in shown


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_completion_works_in_fish_itself():
    lines = f"""
    set -x PATH {SCRIPT.parent} $PATH
    _SELANK_CALC_COMPLETE=source_fish selank-calc | source
    complete -C 'selank-calc dose -f ami'
    """
    done = subprocess.run(["fish", "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["amidate"]
