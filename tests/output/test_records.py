"""JSON and CSV: the names promised, numbers as numbers, text as text."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, dose
from selank_calc.output.records import as_json, cell, csv_of
from selank_calc.views import as_number


def dose_csv(result):
    return "".join(csv_of([result.as_dict()]))


EVERY = [
    "formulation", "name", "route", "solved_for", "concentration_mcg_per_ml", "dose_mcg",
    "doses_per_day", "daily_mcg", "delivered_mcg", "delivered_daily_mcg", "error_percent",
    "low_mcg", "high_mcg", "dose_mcg_per_kg", "daily_mcg_per_kg", "content_percent",
    "displacement_ml", "vial_error_percent", "diluent_error_percent", "vial_size_ml",
    "limit_mcg", "limit_day_mcg", "expires", "diluent_kind",
]  # fmt: skip
VIAL = ["vial_mcg", "diluent_ml", "volume_ml", "draw_ml", "draw_units", "syringe", "mark_units", "below",
        "above", "dead_space_ml", "doses_per_vial", "days_per_vial"]  # fmt: skip
SPRAY = ["vial_mcg", "diluent_ml", "spray_ml", "spray_mcg", "sprays_per_dose", "sprays_per_day",
         "below", "above", "bottle_ml", "residual_ml", "priming_sprays", "sprays_per_bottle",
         "days_per_bottle"]  # fmt: skip
LAST = ["assumed", "flags"]


def test_the_names_of_a_dose_from_a_vial():
    record = dose(vial="5 mg", diluent="2 mL", dose="250 mcg").as_dict()
    assert list(record) == [*EVERY, *VIAL, *LAST]
    assert record["syringe"] == {"scale": "U-100", "capacity_ml": 0.3, "marks_units": 1}
    assert record["below"] == {"units": 9, "delivered_mcg": 225, "error_percent": -10}
    assert record["above"] == {"units": 11, "delivered_mcg": 275, "error_percent": 10}
    assert record["solved_for"] == "draw"
    assert record["dose_mcg_per_kg"] is None


def test_the_names_of_a_dose_of_sprays():
    record = dose(formulation="nasal-spray", dose="230 mcg").as_dict()
    assert list(record) == [*EVERY, *SPRAY, *LAST]
    # 225 and 300 of 230 mcg
    assert record["below"] == {
        "sprays": 3,
        "delivered_mcg": 225,
        "error_percent": pytest.approx(-500 / 230, rel=1e-15),
    }
    assert record["above"] == {
        "sprays": 4,
        "delivered_mcg": 300,
        "error_percent": pytest.approx(7000 / 230, rel=1e-15),
    }
    assert record["bottle_ml"] is None
    for flag in record["flags"]:
        assert list(flag) == [
            "code", "severity", "message", "value", "limit", "unit", "source",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("250.00", "250"),
        ("0.1", "0.1"),
        ("7.50", "7.5"),
        ("123456789012.345", "123456789012.345"),  # 15 digits
        ("0.000000123456789", "1.23456789e-07"),
        ("-16.66666666666666666666666667", "-16.666666666666668"),
        ("0", "0"),
        ("1E+3", "1000"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_numbers_are_json_numbers(value, expected):
    assert json.dumps(as_number(Decimal(value))) == expected


@given(st.decimals("-999999999", "999999999", places=6))
def test_numbers_of_up_to_15_digits_are_exact(value):
    assert Decimal(json.dumps(as_number(value))) == value


@given(st.integers(10**27, 10**28 - 1), st.integers(-40, 10))
def test_longer_ones_keep_15_digits(digits, exponent):
    value = Decimal(digits).scaleb(exponent)
    assert abs(Decimal(as_number(value)) - value) <= value * Decimal("1e-15")


def test_json_is_ascii():
    text = as_json({"name": "ЛРС"})
    assert text.isascii()
    assert json.loads(text) == {"name": "ЛРС"}


def test_csv_is_one_header_and_one_row_that_agree_with_the_record():
    result = dose(vial="5 mg", diluent="2 mL", dose="600 mcg")
    header, row = csv.reader(io.StringIO(dose_csv(result)))
    cells = dict(zip(header, row, strict=True))
    assert cells["draw_units"] == "24"  # 600 / 2500 x 100
    assert (cells["syringe_scale"], cells["syringe_capacity_ml"]) == ("U-100", "0.3")
    assert (cells["below_units"], cells["above_delivered_mcg"]) == ("23", "625")
    assert cells["dose_mcg_per_kg"] == ""
    assert cells["assumed"] == "doses_per_day; scale; syringe; marks; diluent_kind"
    assert cells["flags"] == "warning dose-above-documented"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the first mark has none below, a spray that is whole has none beside it
        ({"vial": "5 mg", "diluent": "2 mL", "dose": "25 mcg"},
         {"vial": "5 mg", "diluent": "2 mL", "dose": "600 mcg"}),
        ({"formulation": "spray", "sprays": 2}, {"formulation": "spray", "dose": "180 mcg"}),
        ({"formulation": "spray", "vial": "5 mg"}, {"formulation": "spray", "dose": "60 mcg"}),
    ],
)  # fmt: skip
def test_the_columns_of_a_device_are_always_the_same(one, other):
    assert dose_csv(dose(**one)).splitlines()[0] == dose_csv(dose(**other)).splitlines()[0]


def test_text_that_a_spreadsheet_would_calculate_is_quoted():
    hostile = CATALOGUE.formulation("selank")._replace(name="=1+1", route="@SUM(A1)")
    row = list(csv.reader(io.StringIO(dose_csv(
        dose(formulation=hostile, vial="5 mg", diluent="2 mL", dose="250 mcg")))))[1]  # fmt: skip
    assert row[1:3] == ["'=1+1", "'@SUM(A1)"]


@pytest.mark.parametrize(
    "sign",
    [
        "=",
        "+",
        "-",
        "@",
        "\uff1d",
        "\uff0b",
        "\uff0d",
        "\uff20",
        "\ufe62",
        "\ufe66",
        "\u2212",
        "|",
        "\uff5c",
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        " ",
        "\n",
        "\r",
        "\t",
        "\x0b",
        "\x00",
        "\xa0",
        "\u2003",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u2060",
        "\u0301",
        " \n \u200b",
        ";",
        ";;\t ",
    ],
)
def test_a_formula_is_quoted_whatever_stands_blank_before_it(before, sign):
    assert str(cell(f"{before}{sign}1+1")).startswith("'")
    assert str(cell(f"{before}{sign}cmd|' /c calc'!A1")).startswith("'")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1.5",
        "1-1",
        "a=1",
        "a|b",
        ";a",
        ";",
        "'=1",
        "(=1",
        "5 mg",
        "\n",
        "\u00b5=",
        "\u200b",
    ],
)
def test_text_that_no_spreadsheet_calculates_stays(text):
    assert cell(text) == text


def test_a_negative_number_stays_a_number_in_csv():
    rows = list(csv.DictReader(io.StringIO(dose_csv(dose(formulation="spray", dose="180 mcg")))))
    assert rows[0]["error_percent"].startswith("-16.6")
