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


def test_what_the_image_leaves_out_is_said_and_which_size_holds_all(run, tmp_path):
    image = ("--svg", str(tmp_path / "vial.svg"), "--force")
    assert run("label", *ASKED, *image).err == ""
    ran = run("label", *ASKED, *image, "--per-day", "4", "--draw", "100 units", "--size", "40x20mm")
    assert ran.code == 0
    first, *lines, last = ran.err.splitlines()
    assert first == "selank-calc: 40x20mm has no room for:"
    assert lines[-1].strip() == "Caution: 4 doses a day are outside the documented 1 to 3 a day"
    size = last.split()[1]
    assert last == f"  --size {size} holds all of it."
    asked = (*ASKED, *image, "--per-day", "4", "--draw", "100 units")
    assert run("label", *asked, "--size", size).err == ""
    assert run("label", *ASKED, *image, "--size", "300x10mm").err.splitlines()[-1] == (
        "  No size of that shape holds all of it."
    )


def test_where_it_is_stored_has_its_source(run):
    out = " ".join(run("label", *ASKED, "--full").out.split())
    assert "Storage in the refrigerator once it is dissolved (overview)" in out
    assert "overview: consumer overview of Selank" in out
    bought = ("-f", "spray", "--sprays", "2", "--opened", "2026-11-21")
    assert "efrigerator" not in run("label", *bought, "--full").out


def test_mixed_is_an_old_name_of_opened(run):
    old = [each.replace("--opened", "--mixed") for each in ASKED]
    assert run("label", *old) == run("label", *ASKED)
    assert "--mixed" not in run("label", "--help").out
    assert "--mixed is an old name" in " ".join(run("label", "--help-all").out.split())
    assert run("label", *ASKED, "--mixed", "2026-11-20").code == 2


def test_a_warning_is_exit_3_with_strict(run):
    assert run("label", *ASKED, "--strict").code == 0
    assert run("label", *ASKED, "--draw", "100 units", "--strict").code == 3
