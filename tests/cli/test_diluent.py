"""`selank-calc diluent` as it is used."""

import json

import pytest

from selank_calc import diluent

from .terminal import asked_here

ASKED = ("--vial", "5 mg", "--dose", "250 mcg")


@pytest.mark.parametrize(
    "asked",
    [
        ASKED,
        ("--vial", "5 mg", "--dose", "333 mcg"),
        ("--vial", "5 mg", "--dose", "10 mcg"),
        ("-f", "amidate", "--vial", "10 mg", "--dose", "1.25 mg", "--vial-size", "5 mL",
         "--content", "80", "--vial-error", "5"),
        (*ASKED, "--scale", "U-40", "--syringe", "1 mL"),
    ],
    ids=["on marks", "beside marks", "none", "flags of some", "another barrel"],
)  # fmt: skip
def test_the_table(run, snapshot, asked):
    ran = run("diluent", *asked)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    assert "it recommends no dose." in ran.out


def test_json_is_the_record_of_the_library(run):
    ran = run("diluent", *ASKED, "--json")
    assert json.loads(ran.out) == diluent(vial="5 mg", dose="250 mcg").as_dict()


def test_every_flag_of_every_row_is_in_the_table(run):
    asked = ("--vial", "5.2 mg", "--dose", "252 mcg", "--vial-size", "1.3 mL")
    record = json.loads(run("diluent", *asked, "--json").out)
    printed = " ".join(run("diluent", *asked, "--full").out.split())
    below = [
        flag["message"]
        for option in record["options"]
        for flag in option["flags"]
        if flag["code"] == "dose-below-documented"
    ]
    assert below  # 252 mcg is asked for; at 1.3 mL the 6 units of mark 6 deliver 240
    for message in below:
        assert message in printed


def test_a_warning_is_exit_3_with_strict(run):
    assert run("diluent", *ASKED, "--strict").code == 0
    assert run("diluent", "--vial", "5 mg", "--dose", "10 mcg", "--strict").code == 3


def test_on_a_terminal_it_asks_for_what_is_missing():
    code, seen = asked_here(["diluent"], ["5 mg\n", "250 mcg\n"])
    assert code == 0
    assert "2 mL" in seen
    code, seen = asked_here(["diluent", "--vial-size", "3 mg"], [])
    assert code == 2
    assert "Answer each question" not in seen


def test_a_solution_is_dissolved_already(run):
    ran = run("diluent", "--strength", "5 mg/mL", "--dose", "250 mcg")
    assert (ran.code, ran.out) == (2, "")
    assert "--strength: a solution of a known strength is dissolved already." in ran.err
    assert "--strength" not in run("diluent", "--help-all").out
