"""`selank-calc convert` as it is used."""

import json

import pytest

from selank_calc import convert


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        (("0.15 %", "mg/mL"), "0.15 % = 1.5 mg/mL\n"),
        (("2500 mcg/mL", "%"), "2500 mcg/mL = 0.25 %\n"),
        (("12 units", "mL", "--scale", "U-40"), "12 units = 0.3 mL\n  U-40: 40 units per mL\n"),
        (
            ("250 mcg", "nmol", "-f", "selank"),
            "250 mcg = about 332.49544 nmol\n  Selank (TP-7): 751.89 g/mol (computed)\n",
        ),
        (
            ("250 mcg", "units", "--vial", "5 mg", "--diluent", "2 mL"),
            "250 mcg = 10 units\n  U-100: 100 units per mL (assumed)\n  2500 mcg/mL\n",
        ),
    ],
)
def test_what_it_prints(run, asked, printed):
    assert run("convert", *asked) == (0, printed, "")


def test_json_is_the_record_of_the_library(run):
    ran = run("convert", "250 mcg", "units", "--vial", "5 mg", "--diluent", "2 mL", "--json")
    assert json.loads(ran.out) == convert("250 mcg", "units", vial="5 mg", diluent="2 mL").as_dict()


def test_a_mass_below_zero_is_not_an_option(run):
    ran = run("convert", "--", "-5 mg", "mcg")
    assert (ran.code, ran.out) == (2, "")
    assert "is not more than zero" in ran.err
