"""Options pasted with dashes, as editors and web pages make them of hyphens, are refused with the line to write."""

import shlex

import pytest
from typer.main import get_command

from selank_calc.cli.app import COMMANDS, app

ASKED = ["--vial", "5mg", "--diluent", "2mL", "--dose", "250mcg"]
# Hyphen, non-breaking hyphen, figure dash, en and em dash, bar, minus, small and full width.
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"


@pytest.mark.parametrize("dash", DASHES)
def test_the_line_to_write_does_what_was_meant(run, dash):
    for pasted in (dash, dash + dash, "-" + dash):
        ran = run("dose", *(word.replace("--", pasted) for word in ASKED))
        assert (ran.code, ran.out) == (2, "")
        first, second = ran.err.splitlines()
        assert "begins with a dash, and options begin with hyphens." in first
        line = shlex.split(second.removeprefix("  Write: selank-calc "))
        assert line == ["dose", *ASKED]
        assert run(*line).code == 0


def test_one_among_hyphens_is_found_too(run):
    wrong = (
        ["dose", *ASKED[:2], "\u2014diluent", *ASKED[3:]],
        ["5mg/2mL", "250mcg", "\u2013full"],
        ["5mg/2mL", "250mcg", "\u2014per-day=2"],
        ["dose", "\u2013f", "spray", "--sprays", "2"],
        ["\u2013vial", "5mg"],
    )
    for words in wrong:
        assert "begins with a dash" in run(*words).err
    assert "Write: selank-calc 5mg/2mL 250mcg --per-day=2" in run(*wrong[2]).err
    assert "Write: selank-calc dose -f spray --sprays 2" in run(*wrong[3]).err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_every_command_is_known(run, command):
    for parameter in get_command(app).get_command(None, command).params:
        for option in parameter.opts:
            if option.startswith("-"):
                assert "begins with a dash" in run(command, "\u2013" + option.lstrip("-")).err


def test_what_is_no_option_stays_as_it_is(run):
    assert "is not a plain number" in run("dose", *ASKED[:-1], "\u2212250 mcg").err
    assert "can't be read" in run("batch", "\u2013rows.csv").err
    assert "no formulation is called" in run("formulations", "\u2013").err
    assert run("dose", *ASKED[:-1], "250 \u00b5g").code == 0
