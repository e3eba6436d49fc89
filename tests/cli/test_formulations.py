"""`selank-calc formulations`: what is documented, and the file it is in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from selank_calc import CATALOGUE

IDS = [of.id for of in CATALOGUE.formulations]


def test_the_list(run, snapshot):
    ran = run("formulations")
    assert ran.code == 0
    assert ran.out == snapshot


def test_at_40_columns_each_id_is_whole(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = run("formulations").out
    words = out.replace(",", " ").split()
    assert {name for of in CATALOGUE.formulations for name in (of.id, *of.aliases)} <= {*words}
    assert max(map(len, out.splitlines())) <= 40


@pytest.mark.parametrize("id_", IDS)
def test_everything_on_one(run, snapshot, id_):
    ran = run("formulations", id_)
    assert ran.code == 0
    assert ran.out == snapshot
    assert max(map(len, ran.out.splitlines())) <= 80


def test_aliases_and_case_are_read(run):
    assert run("formulations", "AMIDATE").out == run("formulations", "n-acetyl-selank-amidate").out


def test_the_amidate_is_no_etomidate(run):
    assert "It is not etomidate" in run("formulations", "amidate").out


@pytest.mark.parametrize("id_", IDS)
def test_one_as_json(run, id_):
    record = json.loads(run("formulations", id_, "--json").out)
    assert record["id"] == id_
    assert record["daily_mcg"] == {
        "low": 200, "high": 675, "sources": ["guide", "review"], "unconfirmed": False,
    }  # fmt: skip
    assert record["sources"]["guide"] == "protocol guide on Selank"
    assert any("registered in Russia" in note["text"] for note in record["notes"])


def test_all_as_json(run):
    record = json.loads(run("formulations", "--json").out)
    assert [of["id"] for of in record["formulations"]] == IDS
    assert len(record["syringes"]) == 8


def test_yaml_is_the_file_to_the_byte(run):
    file = Path(__file__).parents[2] / "data" / "formulations.yaml"
    assert run("formulations", "--yaml").out == file.read_text(encoding="utf-8")


def test_a_catalogue_of_ones_own(run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(run("formulations", "--yaml").out.replace("Selank (TP-7)", "Mine"), "utf-8")
    assert "Mine" in run("formulations", "--catalogue", str(path)).out


def test_yaml_is_the_file_to_the_byte_in_any_locale_and_with_a_catalogue_in_the_environment():
    file = Path(__file__).parents[2] / "data" / "formulations.yaml"
    done = subprocess.run(
        [sys.executable, "-m", "selank_calc", "formulations", "--yaml"],
        env={**os.environ, "LC_ALL": "C", "SELANK_CALC_CATALOGUE": "mine.yaml"},
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == file.read_bytes()


@pytest.mark.parametrize("option", ["--help", "--help-all"])
def test_help_is_ascii_in_the_c_locale(option):
    done = subprocess.run(
        [sys.executable, "-m", "selank_calc", "dose", option],
        env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.isascii()


@pytest.mark.parametrize(
    "command",
    [
        ("dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"),
        ("diluent", "--vial", "5 mg", "--dose", "250 mcg"),
        ("course", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"),
        ("label", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"),
        ("convert", "5 mg", "nmol"),
    ],
    ids=lambda command: command[0],
)
def test_a_catalogue_without_selank_asks_for_another_by_name(run, tmp_path, command):
    text = run("formulations", "--yaml").out
    start, end = text.index("  - id: selank\n"), text.index("  - id: n-acetyl-selank-amidate\n")
    path = tmp_path / "mine.yaml"
    path.write_text(text[:start] + text[end:], "utf-8")
    ran = run(*command, "--catalogue", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "selank-calc: the catalogue has no selank.\n"
        "  Name one of its formulations with -f: "
        "n-acetyl-selank-amidate, nasal-spray, nasal-drops, n-acetyl-selank.\n"
    )
