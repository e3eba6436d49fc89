"""`selank-calc flags`: all of them, and what to do about one."""

import json

import pytest

from selank_calc import flags
from selank_calc.catalogue.codes import CODES


def test_the_list(run):
    ran = run("flags")
    assert (ran.code, ran.err) == (0, "")
    words = ran.out.split()
    assert [word for word in words if word in CODES] == list(CODES)
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("code", ["between-marks", "time-skipped", "dose-below-documented"])
def test_everything_on_one(run, snapshot, code):
    ran = run("flags", code)
    assert ran.code == 0
    assert ran.out == snapshot


@pytest.mark.parametrize("code", CODES)
def test_each_fits_and_its_example_is_a_line_that_a_shell_takes(run, code):
    out = run("flags", code.upper()).out
    assert max(map(len, out.splitlines())) <= 80
    example = out.partition(" Example ")[2].replace("\\\n", "")
    assert example.split() == flags(code)[0].example.split()


@pytest.mark.parametrize("columns", ["20", "40"])
def test_on_a_narrow_terminal(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in ((), ("between-marks",)):
        lines = run("flags", *arguments).out.splitlines()
        assert max(map(len, lines)) <= max(int(columns), 28)


def test_json_is_the_record_of_the_library(run):
    records = json.loads(run("flags", "--json").out)["flags"]
    assert records == [each.as_dict() for each in flags()]
    assert json.loads(run("flags", "low-use", "--json").out) == flags("low-use")[0].as_dict()


def test_an_unknown_code(run):
    ran = run("flags", "between-mark")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "selank-calc: no flag has the code 'between-mark'.\n  Did you mean between-marks?\n"
    )


def test_limits_of_a_catalogue_of_ones_own(run, tmp_path):
    path = tmp_path / "mine.yaml"
    text = run("formulations", "--yaml").out
    path.write_text(text.replace("limit: 5 units", "limit: 4 units"), "utf-8")
    assert "less than 4 units" in run("flags", "draw-small", "--catalogue", str(path)).out
