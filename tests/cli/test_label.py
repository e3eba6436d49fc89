"""`selank-calc label` as it is used."""

import json

import pytest

from selank_calc import label

ASKED = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--opened", "2026-11-21")


@pytest.mark.parametrize(
    "asked",
    [
        ASKED,
        (*ASKED, "--draw", "100 units", "--preservative-free"),
        ("-f", "spray", "--vial", "5 mg", "--opened", "2026-11-21", "--beyond-use", "10"),
    ],
    ids=["plain", "with warnings", "spray"],
)
def test_the_text(run, snapshot, asked):
    ran = run("label", *asked)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot
    assert "it recommends no dose." in ran.out


def test_json_is_the_record_of_the_library(run):
    made = label(vial="5 mg", diluent="2 mL", dose="250 mcg", opened="2026-11-21")
    assert json.loads(run("label", *ASKED, "--json").out) == made.as_dict()


def test_the_image_is_that_of_the_library(run, tmp_path):
    image = tmp_path / "vial.svg"
    ran = run("label", *ASKED, "--svg", str(image), "--size", "60x40mm")
    assert ran == run("label", *ASKED)
    made = label(vial="5 mg", diluent="2 mL", dose="250 mcg", opened="2026-11-21")
    assert image.read_text(encoding="utf-8") == made.as_svg("60x40mm")
    assert run("label", *ASKED, "--svg", str(image)).code == 2
    assert run("label", *ASKED, "--svg", str(image), "--force").code == 0
    assert image.read_text(encoding="utf-8") == made.as_svg()


def test_mixed_is_an_old_name_of_opened(run):
    old = [each.replace("--opened", "--mixed") for each in ASKED]
    assert run("label", *old) == run("label", *ASKED)
    assert "--mixed" not in run("label", "--help").out
    assert "--mixed is an old name" in " ".join(run("label", "--help-all").out.split())
    assert run("label", *ASKED, "--mixed", "2026-11-20").code == 2


def test_a_warning_is_exit_3_with_strict(run):
    assert run("label", *ASKED, "--strict").code == 0
    assert run("label", *ASKED, "--draw", "100 units", "--strict").code == 3
