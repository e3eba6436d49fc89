"""The short way does what its words do behind `dose`, and refuses what does not fit."""

import json
import shlex
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import SelankCalcError
from selank_calc.cli.short import in_long

from .terminal import asked_here
from .test_completion import offered

MIX = "--vial 5mg --diluent 2mL"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (["5mg/2mL", "250mcg"], f"{MIX} --dose 250mcg"),
        (["250mcg", "5mg/2mL"], f"{MIX} --dose 250mcg"),
        (["5mg/2mL", "10units"], f"{MIX} --draw 10units"),
        (["5mg/2mL", "0.1mL"], f"{MIX} --draw 0.1mL"),
        (["5mg/2mL", ".25e0mg"], f"{MIX} --dose .25e0mg"),
        (["5mg/2mL", "3.5mcg/kg", "--weight", "70kg"], f"{MIX} --dose 3.5mcg/kg --weight 70kg"),
        (["5mg/2mL", "2sprays"], f"-f nasal-spray {MIX} --sprays 2"),
        (["5mg/mL", "250mcg"], "--strength 5mg/mL --dose 250mcg"),
        (["5mg/mL", "2 sprays"], "-f nasal-spray --strength 5mg/mL --sprays 2"),
        (["2sprays"], "-f nasal-spray --sprays 2"),
        (["1Spray", "-f", "spray"], "-f spray --sprays 1"),
        (["3drops"], "-f nasal-drops --drops 3"),
        (["1drop"], "-f nasal-drops --drops 1"),
        (["0.15%", "230mcg"], "-f nasal-spray --strength 0.15% --dose 230mcg"),
        (["0.15 percent", "3drops"], "-f nasal-drops --strength '0.15 percent' --drops 3"),
        (["0.5%", "250mcg", "-fselank"], "-fselank --strength 0.5% --dose 250mcg"),
        (["0.5%", "10units", "--formulation=selank"], "-f selank --strength 0.5% --draw 10units"),
        (["230mcg", "-f", "spray"], "-f spray --dose 230mcg"),
        (["230mcg", "--strength", "5mg/mL"], "--strength 5mg/mL --dose 230mcg"),
        (["5mg/2mL", "--dose", "250mcg"], f"{MIX} --dose 250mcg"),
        (["--json", "--per-day=2", "5mg/2mL", "250mcg"], f"{MIX} --dose 250mcg --json --per-day 2"),
        (["5mg/2mL", "250mcg", "--draw", "10units"], f"{MIX} --dose 250mcg --draw 10units"),
        (["5mg/2mL", "250mcg", "--format", "csv"], f"{MIX} --dose 250mcg --format csv"),
    ],
)
def test_it_is_the_long_way(run, short, long):
    ran = run(*short)
    assert (ran.code, ran) == (0, run("dose", *shlex.split(long)))


def test_amounts_may_have_blanks_and_greek_letters(run):
    # 5 mg in 2 mL are 2500 mcg in a mL, so 250 mcg are 0.1 mL, or 10 of 100 units.
    for mix, dose in product(("5 mg / 2 mL", " 5mg /2 mL "), ("250 \u00b5g", "250\u03bcg")):
        record = json.loads(run(mix, dose, "--json").out)
        assert (record["draw_ml"], record["draw_units"]) == (0.1, 10)


def test_a_plan_file_may_have_the_rest(run, tmp_path):
    (tmp_path / "mine.toml").write_text('vial = "5 mg"\ndiluent = "2 mL"\nper-day = 2\n')
    kit = ["--kit", str(tmp_path / "mine.toml")]
    record = json.loads(run("10units", *kit, "--json").out)
    assert (record["dose_mcg"], record["doses_per_day"]) == (250, 2)
    # What is typed wins: 10 units of 5 mg in 1 mL are 500 mcg.
    assert json.loads(run("5mg/1mL", "10units", *kit, "--json").out)["dose_mcg"] == 500
    assert run("5mg/1mL", *kit).err == run("dose", "--vial", "5mg", "--diluent", "1mL", *kit).err


@given(
    st.lists(
        st.sampled_from(["5mg/2mL", "250mcg", "--dose", "-f", "=", "--json", "--", "-", "2sprays"])
        | st.text(max_size=8)
        | st.from_regex(r"[0-9.+-]{0,3}[a-z%]{0,3}/?[0-9]?[a-zA-Z]{0,2}", fullmatch=True),
        max_size=5,
    )
)
def test_any_words_are_those_of_dose_or_refused(words):
    try:
        line = in_long(words)
    except SelankCalcError as error:
        assert str(error).replace("\n", "").isprintable()
    else:
        assert line.words == words or line.words[0] == "dose"


REFUSED = [
    ["5mg/2mL"],
    ["5mg/2mL", "250"],
    ["5mg/2mL", "250mcg", "300mcg"],
    ["5mg/2mL", "250mcg", "10units"],
    ["5mg/2mL", "5mg/3mL", "250mcg"],
    ["5mg", "2mL", "250mcg"],
    ["5mg", "2mL"],
    ["5 mg", "/2mL", "250mcg"],
    ["2mL/5mg"],
    ["2mL/5mg", "10units"],
    ["5mg/2", "250mcg"],
    ["5/2mL", "250mcg"],
    ["5mg/2mL/250mcg"],
    ["5mg/2mL 250mcg"],
    ["5mg/2mL,250mcg"],
    ["5", "mg", "/", "2", "mL"],
    ["250mcg"],
    ["250 \u00b5g", "--per-day", "2"],
    ["0.5%", "10units"],
    ["5mg/2mL", "250mcg", "--dose", "300mcg"],
    ["5mg/2mL", "250mcg", "json"],
    ["5mg/2mL", "--vail", "5mg"],
    ["5mg/2mL", "250mcg", "--vial"],
    ["5mg/2mL", "250mcg", "--per-day"],
    ["5mg/2mL", "250mcg", "-x"],
    ["5MG/2mL", "250mcg"],
    ["5mg/2mL", "10IU"],
    ["5mg/2,5mL", "250mcg"],
    ["5mg/2mL", "0,25mg"],
    ["0,15%", "2sprays"],
    ["5mg/2mL", "2,5sprays"],
    ["5mg/2mL", "-250mcg"],
    ["5mg/2mL", "0sprays"],
    ["5mg/2mL", "250mcg", "-f", "drops", "--sprays", "2"],
    ["\x1b[1m5mg/2mL", "250mcg"],
    ["5\x1b[1mmg/2mL", "250mcg", "10units"],
    ["9" * 10_000 + "mg/2mL", "250mcg"],
    ["2puffs"],
    ["0.15%%", "230mcg"],
    ["5mg/unit", "250mcg"],
    ["2", "sprays"],
    ["0.15", "%", "230mcg"],
    ["dose", "5mg/2mL", "250mcg", "--json"],
    ["dose", "250mcg"],
    ["label", "2sprays"],
    ["course", "5mg/2mL", "3drops"],
    ["chart", "5mg/2mL", "250mcg"],
]


def test_what_does_not_fit_is_refused_with_the_long_form(run, snapshot):
    for words in REFUSED:
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.isprintable() or ran.err.replace("\n", "").isprintable()
        assert ran.err == snapshot(name=" ".join(words)[:40].replace("\x1b", "ESC"))


def test_full_ends_with_the_long_form(run):
    for words in (["--full"], ["--full", "--format", "plain"]):
        out = run("5mg/2mL", "250 \u00b5g", *words).out.replace("\\\n    ", "")
        *_, head, line = out.splitlines()
        assert head == "The same in full:"
        assert line == f'  selank-calc dose {MIX} --dose "250 ug" {" ".join(words)}'
    assert "The same" not in run("dose", *MIX.split(), "--dose", "250mcg", "--full").out


def test_what_is_refused_prints_no_long_form(run):
    ran = run("5mg/2mL", "250mcg", "--full", "-x")
    assert (ran.code, ran.out) == (2, "")
    assert "No such option: -x" in ran.err
    assert "The same" not in run("5mg/2mL", "250mcg").out


def test_strict_and_help_are_those_of_dose(run):
    assert run("5mg/2mL", "250mg", "--strict").code == 3
    for words in (["5mg/2mL", "--help"], ["5mg/2mL", "250mcg", "-h"]):
        assert run(*words).out == run("dose", "--help").out


def test_what_is_not_of_that_form_falls_through(run):
    assert "No such command 'doze'" in run("doze", "5mg/2mL").err
    assert run("--help", "5mg/2mL").out == run("--help").out
    assert "is an option of dose, and no command" in run("--vial", "5mg/2mL").err
    assert run("convert", "5mg", "mcg").out == "5mg = 5000 mcg\n"


def test_at_a_terminal_nothing_is_asked():
    assert "what is taken is missing" in asked_here(["5mg/2mL"], [])[1]


def test_shells_complete_its_options():
    assert offered("selank-calc 5mg/2mL 250mcg --sca").split() == ["--scale"]
    assert offered("selank-calc 5mg/2mL 250mcg --scale U-4").split() == ["U-40"]
    assert offered("selank-calc 5mg/2mL --sca").split() == []


def test_a_command_does_not_load_it(run, monkeypatch):
    monkeypatch.delitem(sys.modules, "selank_calc.cli.short", raising=False)
    run("convert", "5mg", "mcg")
    assert "selank_calc.cli.short" not in sys.modules
