"""Frames of pandas and polars, as they are."""

import datetime

import numpy as np
import pandas
import polars
import pytest

from selank_calc import ConflictingInputError, RowError, UnknownNameError, batch, dose
from selank_calc.batches.frames import AT_ONCE

DOSE = dose(vial="5 mg", diluent="2 mL", dose="250 mcg").as_dict()
COLUMNS = {
    "vial_mg": [5, 5, 5], "Diluent (mL)": [2.0, 2.5, None], "dose": ["250 mcg", "250 mcg", "250 mcg"],
    "per_day": [1.0, None, 1.0], "weight_kg": [None, None, 70.0], "id": ["a", "b", "c"],
    "ward": ["B", "", None], "day": [datetime.date(2026, 11, 21)] * 3,
}  # fmt: skip
FRAMES = {
    "pandas": pandas.DataFrame(COLUMNS),
    "pandas, nullable": pandas.DataFrame(COLUMNS).convert_dtypes(),
    "polars": polars.DataFrame(COLUMNS),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_rows_with_its_empty_cells_not_given(name):
    first, second, third = batch(FRAMES[name], keep=["ward", "day"])
    assert (first["line"], first["id"], first["ward"], first["draw_units"]) == (1, "a", "B", 10)
    assert (second["draw_units"], second["assumed"][0]) == (12.5, "doses_per_day")
    assert (third["error"]["code"], third["error"]["field"]) == ("missing", "diluent")
    assert f"{first['day']}".startswith("2026-11-21")


@pytest.mark.parametrize("name", FRAMES)
def test_all_the_rest_can_be_kept(name):
    first, *_ = batch(FRAMES[name], keep="*")
    assert (first["ward"], list(first)[:2]) == ("B", ["line", "id"])


@pytest.mark.parametrize("kind", [np.int64, np.float32, np.float64, "string", object])
def test_numbers_of_any_type_are_bare_numbers(kind):
    frame = pandas.DataFrame({"vial_mg": [5], "diluent_ml": [2], "dose_mcg": [250]}).astype(kind)
    (record,) = batch(frame)
    assert record == {"line": 1, **DOSE}


def test_a_long_frame_of_pandas_is_taken_in_parts():
    frame = pandas.DataFrame({"vial": "5 mg", "diluent_ml": 2, "dose_mcg": range(1, AT_ONCE + 10)})
    records = list(batch(frame, fields=["line", "draw_units"]))
    assert len(records) == AT_ONCE + 9
    assert records[-1] == {"line": AT_ONCE + 9, "draw_units": (AT_ONCE + 9) / 25}  # 25 mcg a unit


@pytest.mark.parametrize(
    ("frame", "kind", "said"),
    [
        (
            pandas.DataFrame({"vial": [1], "dilutent": [2]}),
            UnknownNameError,
            "Unknown column 'dilutent'",
        ),
        (
            polars.DataFrame({"vial": [1], "dilutent": [2]}),
            UnknownNameError,
            "Unknown column 'dilutent'",
        ),
        (pandas.DataFrame([[1, 2]]), UnknownNameError, "Unknown column '0'"),
        (
            pandas.DataFrame([[1, 2]], columns=["vial", "vial"]),
            RowError,
            "'vial' names two columns",
        ),
        (polars.LazyFrame({"vial": [1]}), RowError, "a LazyFrame has no rows yet"),
    ],
)
def test_a_frame_that_does_not_name_what_rows_have_is_refused(frame, kind, said):
    with pytest.raises(kind, match=said):
        batch(frame)


def test_names_that_are_no_text_can_be_kept_and_mapped():
    frame = pandas.DataFrame([["5 mg", "2 mL", "250 mcg", 7]])
    (record,) = batch(frame, column={"vial": "0", "diluent": "1", "dose": "2"}, keep="*")
    assert record == {"line": 1, "3": 7, **DOSE}


def test_columns_that_are_not_there_are_refused():
    for more, field in (({"keep": "bed"}, "keep"), ({"column": {"dose": "bed"}}, "column")):
        with pytest.raises(UnknownNameError, match="no column is called 'bed'") as raised:
            batch(FRAMES["polars"], **more)
        assert raised.value.field == field
    with pytest.raises(ConflictingInputError):
        batch(FRAMES["pandas"], keep="dose")


def test_what_comes_out_is_a_frame_that_goes_in():
    rows = {"vial": ["5 mg", "10 mg"], "diluent": "2 mL", "dose": ["250 mcg", "300 mcg"]}
    done = pandas.DataFrame(batch(pandas.DataFrame(rows)))
    again = pandas.DataFrame(batch(done))
    pandas.testing.assert_frame_equal(done, again)
    flat = pandas.json_normalize(list(batch(pandas.DataFrame(rows))))
    assert "syringe.capacity_ml" in flat
    pandas.testing.assert_frame_equal(done, pandas.DataFrame(batch(flat)))
    done = polars.DataFrame(
        list(batch(polars.DataFrame(rows | {"diluent": ["2 mL"] * 2}))), strict=False
    )
    assert list(batch(done))[1]["draw_units"] == done["draw_units"][1]
