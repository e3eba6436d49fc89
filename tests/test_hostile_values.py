"""Every argument of every function, given what nobody should give: a result, or an error of ours.

Of ours is a SelankCalcError that names the argument, short and safe to print. One bad value
in a row of a batch is that row's error, and stops none of the others.
"""

import json

import numpy as np
import pandas as pd
import pytest

from selank_calc import SelankCalcError, batch, dose
from selank_calc.batches.rows import NAMES

from .hostile import (
    CALLS,
    DROPS,
    HOSTILE,
    NO_NUMBERS,
    OF_DROPS,
    OF_READY,
    OF_SPRAYS,
    READY,
    SIGNALLING,
    SPRAY,
    VIAL,
    WITH,
    Raises,
    held,
    outcome,
)


@pytest.mark.parametrize(("function", "name", "words"), CALLS.values(), ids=CALLS)
def test_a_value_of_any_kind_ends_in_a_result_or_an_error_of_its_field(function, name, words):
    wrong = {}
    for kind, value in HOSTILE.items():
        try:
            result = outcome(function, {**words, name: value})
        except Exception as error:  # noqa: BLE001 - what is looked for
            wrong[kind] = f"{type(error).__name__}: {str(error)[:80]}"
        else:
            wrong[kind] = held(result, name) if isinstance(result, SelankCalcError) else ""
    assert {kind: what for kind, what in wrong.items() if what} == {}


@pytest.mark.parametrize(("function", "name", "words"), CALLS.values(), ids=CALLS)
def test_no_number_is_never_taken_for_one(function, name, words):
    for kind, value in {**NO_NUMBERS, **SIGNALLING}.items():
        assert isinstance(outcome(function, {**words, name: value}), SelankCalcError), kind


def row_for(name):
    base = SPRAY if name in OF_SPRAYS else READY if name in OF_READY else VIAL
    base = DROPS if name in OF_DROPS else base
    return {**base, **WITH.get(name, {})}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "id"])
class TestInARow:
    def test_a_value_of_any_kind_is_that_rows_answer(self, name):
        base = row_for(name)
        rows = [{**base, name: value} for value in HOSTILE.values()]
        records = list(batch([*rows, VIAL]))
        assert "error" not in records[-1]
        wrong = {}
        for kind, record in zip(HOSTILE, records, strict=False):
            if "error" in record and kind not in NO_NUMBERS and record["error"]["field"] != name:
                wrong[kind] = record["error"]
            json.dumps(record, allow_nan=False)
        assert wrong == {}

    def test_a_cell_without_a_value_is_not_given(self, name):
        base = row_for(name)
        (expected,) = batch([{**base, name: None}])
        for kind, value in NO_NUMBERS.items():
            (record,) = batch([{**base, name: value}])
            assert record == expected, kind

    def test_a_signalling_nan_is_an_error(self, name):
        base = row_for(name)
        for record in batch({**base, name: value} for value in SIGNALLING.values()):
            assert record["error"]["field"] == name


def test_a_row_that_is_none_is_an_error_of_its_own():
    rows = list(HOSTILE.values())
    records = list(batch([*rows, {Raises(): 1}, {5: 1}, {"dilutent": float("nan")}, VIAL]))
    assert ["error" in record for record in records] == [True] * (len(rows) + 3) + [False]
    assert all(record["error"]["message"].isprintable() for record in records[:-1])


def test_a_table_with_empty_cells_is_read_as_it_is_meant():
    table = pd.DataFrame(
        {
            "id": [1, 2], "formulation": ["selank", None], "vial": ["5 mg", "5 mg"],
            "diluent": ["2 mL", pd.NA], "draw": [np.nan, "0.1 mL"], "dose": ["250 mcg", "250 mcg"],
            "per_day": [2, np.nan], "content": [np.nan, 86.2],
        }
    )  # fmt: skip
    first, second = batch(table.to_dict("records"))
    assert first == {"line": 1, "id": 1, **dose(**VIAL, per_day=2).as_dict()}
    given = {"vial": "5 mg", "draw": "0.1 mL", "dose": "250 mcg", "content": "86.2"}
    assert second == {"line": 2, "id": 2, **dose(**given).as_dict()}
