"""Many rows: each with its dose or its error, in order, whatever the others are."""

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction
from itertools import count, islice

import numpy as np
import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import (
    CATALOGUE,
    CatalogueError,
    ConflictingInputError,
    OutOfBoundsError,
    SelankCalcError,
    batch,
    dose,
)
from selank_calc.batches import answers
from selank_calc.batches.answers import REMEMBERED, answerer, liner
from selank_calc.batches.headings import Headings
from selank_calc.batches.row_files import Line, json_rows

from ..hostile import BadMapping, NoAttributes, NoClass, Raises
from ..strategies import diluents, doses, from_vials, vials

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}


def error_of(row):
    (record,) = batch([row])
    return record["error"]


def numbered(rows):
    return [Line(number, row) for number, row in enumerate(rows, 1)]


class TestARow:
    def test_becomes_what_dose_says_of_it(self):
        (record,) = batch([VIAL])
        assert record == {"line": 1, **dose(**VIAL).as_dict()}

    @given(formulation=from_vials, vial=vials, diluent=diluents, dose_text=doses)
    def test_becomes_that_for_every_dose(self, formulation, vial, diluent, dose_text):
        row = {"formulation": formulation, "vial": vial, "diluent": diluent, "dose": dose_text}
        (record,) = batch([row])
        assert record == {"line": 1, **dose(**row).as_dict()}

    def test_may_be_of_a_spray(self):
        (record,) = batch([{"formulation": "nasal-spray", "sprays": 2}])
        assert (record["dose_mcg"], record["sprays_per_day"]) == (150, 6)  # 2 x 75; 3 times a day

    def test_passes_on_its_id_and_what_is_to_be_kept(self):
        row = {**VIAL, "id": ["a", 7], "patient": {"name": "B"}}
        (record,) = batch([row], keep=["patient", "ward"])
        assert (record["id"], record["patient"]) == (["a", 7], {"name": "B"})
        assert "ward" not in record

    def test_that_fails_passes_them_on_too(self):
        (record,) = batch([{"id": 7, "ward": 3, "dose": "5 MG"}], keep="ward")
        assert (record["line"], record["id"], record["ward"]) == (1, 7, 3)
        assert record["error"]["code"] == "unit"

    def test_may_say_null_for_what_is_not_given(self):
        (record,) = batch([{**VIAL, "formulation": None, "draw": None, "id": None}])
        assert record == {"line": 1, "id": None, **dose(**VIAL).as_dict()}

    @pytest.mark.parametrize("count", [2, "2", 2.0, Decimal(2)])
    def test_may_have_a_count_as_tables_have_it(self, count):
        (record,) = batch([{**VIAL, "per_day": count}])
        assert record["daily_mcg"] == 500

    @pytest.mark.parametrize("said", [True, "true", "TRUE", np.bool_(1)])
    def test_may_be_free_of_a_preservative_as_tables_have_it(self, said):
        (record,) = batch([{**VIAL, "preservative_free": said}])
        assert (record["diluent_kind"], record["days_per_vial"]) == ("sterile", 1)

    @pytest.mark.parametrize("said", [False, "false", "FALSE", None])
    def test_may_say_that_it_is_not(self, said):
        bought = {"formulation": "nasal-spray", "sprays": 2}
        for row in (VIAL, bought):
            (record,) = batch([{**row, "preservative_free": said}])
            assert record == {"line": 1, **dose(**row).as_dict()}
        assert error_of({**bought, "preservative_free": True})["field"] == "preservative_free"

    def test_may_hold_quantities(self):
        mass = pint.UnitRegistry().Quantity(5, "mg")
        (record,) = batch([{**VIAL, "vial": mass}])
        assert record["vial_mcg"] == 5000

    def test_is_left_as_it_was(self):
        row = {**VIAL, "id": 1}
        list(batch([row]))
        assert row == {**VIAL, "id": 1}


def of_dose(words):
    """What `dose()` gives for these words, or the error it raises, as a record has them."""
    try:
        return dose(**words).as_dict()
    except SelankCalcError as error:
        return {
            "error": {part: getattr(error, part) for part in ("code", "field", "message", "hint")}
        }


@pytest.mark.parametrize("name", ["content", "vial_error", "per_day", "dose"])
def test_a_value_of_any_type_is_read_as_dose_reads_it(name):
    units = pint.UnitRegistry()
    values = [
        np.complex128(86 + 1j), np.complex128(86), np.bool_(True), True, np.float64(86.2),
        np.float32(86.2), np.int64(2), np.str_("86 %"), Decimal("86.2"), Fraction(1, 3), 86, 86.0, 101,
        101.0, 10**400, units.Quantity(90, "degree"), units.Quantity(86, "percent"),
        units.Quantity(5, "mg"),
    ]  # fmt: skip
    for record, value in zip(batch({**VIAL, name: value} for value in values), values, strict=True):
        assert record == {"line": record["line"], **of_dose({**VIAL, name: value})}, value


class TestABadRow:
    @pytest.mark.parametrize(
        ("row", "code", "field", "said"),
        [
            ({"dose": "5 MG"}, "unit", "dose", "refused"),
            ({**VIAL, "dose": 250}, "unit", "dose", "'250' has no unit"),
            ({**VIAL, "dose": 250.5}, "unit", "dose", "'250.5' has no unit"),
            ({**VIAL, "dose": True}, "not-a-quantity", "dose", "bool"),
            ({**VIAL, "dose": ["250 mcg"]}, "not-a-quantity", "dose", "list"),
            ({**VIAL, "dose": {}}, "not-a-quantity", "dose", "dict"),
            ({**VIAL, "per_day": 2.5}, "out-of-bounds", "per_day", "'2.5' is not a whole"),
            ({**VIAL, "per_day": True}, "out-of-bounds", "per_day", "'True' is not a whole"),
            ({**VIAL, "content": True}, "not-a-quantity", "content", "'True'"),
            ({**VIAL, "scale": 40}, "unknown", "scale", "int"),
            ({**VIAL, "formulation": 7}, "unknown", "formulation", "int"),
            ({**VIAL, "dilutent": "2 mL"}, "unknown", None, "Unknown column 'dilutent'."),
            ({**VIAL, "catalogue": "x.yaml"}, "unknown", None, "Unknown column 'catalogue'."),
            ({}, "missing", "vial", "needs"),
            ([VIAL], "row", None, "not list"),
            ("dose", "row", None, "not str"),
            (None, "row", None, "not NoneType"),
            (7, "row", None, "not int"),
        ],
    )  # fmt: skip
    def test_says_what_is_wrong_where(self, row, code, field, said):
        error = error_of(row)
        assert list(error) == ["code", "field", "message", "hint"]
        assert (error["code"], error["field"]) == (code, field)
        assert said in error["message"]

    def test_with_a_name_misspelt_gets_the_one_that_was_meant(self):
        assert "Did you mean diluent?" in error_of({**VIAL, "dilutent": "2 mL"})["hint"]

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("water", "Which water? Write diluent and diluent_kind: bacteriostatic, sterile"),
            ("bac_water", 'Write diluent and "diluent_kind": "bacteriostatic".'),
        ],
    )
    def test_with_the_name_of_a_water_gets_the_two_it_is(self, name, said):
        assert error_of({**VIAL, name: "2 mL"})["hint"].startswith(said)

    def test_is_told_what_to_write_as_a_row_has_it_and_what_to_keep_as_its_reader_has_it(self):
        assert error_of({"vial": "5 mg"})["hint"] == (
            'Write for example "diluent": "2 mL", "dose": "250 mcg".'
        )
        assert error_of({**VIAL, "strength": "5 mg/mL"})["hint"] == "Leave out strength or vial."
        assert 'write keep=["ward 1"]. ' in error_of({**VIAL, "ward 1": 5})["hint"]
        assert 'write keep=["NAME"]. ' in error_of({**VIAL, "x" * 41: 5})["hint"]

    def test_is_told_a_name_in_full_that_begins_like_another(self):
        row = {**VIAL, "preservative_free": True, "diluent_kind": "bacteriostatic"}
        assert error_of(row)["hint"] == "Leave out preservative_free or diluent_kind."

    def test_says_what_dose_would_have_raised(self):
        with pytest.raises(OutOfBoundsError) as raised:
            dose(vial="5 mg", diluent="2 mL", dose="0 mcg")
        assert error_of({**VIAL, "dose": "0 mcg"}) == {
            "code": raised.value.code,
            "field": raised.value.field,
            "message": raised.value.message,
            "hint": raised.value.hint,
        }

    def test_stops_none_of_the_others(self):
        records = list(batch([VIAL, {}, [], VIAL]))
        assert [record["line"] for record in records] == [1, 2, 3, 4]
        assert ["error" in record for record in records] == [False, True, True, False]

    def test_of_one_and_true_is_not_taken_for_the_same_as_of_one(self):
        # 1 == True in Python: what is remembered must still tell them apart.
        one, true, text, again = batch([{**VIAL, "per_day": each} for each in (1, True, "1", 1)])
        assert "error" in true
        assert {**one, "line": 0} == {**text, "line": 0} == {**again, "line": 0}


class Unfit(dict):
    """A row whose own methods raise."""

    def keys(self):
        raise ZeroDivisionError

    __contains__ = __iter__ = items = keys


class TestARowThatRaises:
    def test_is_an_error_and_stops_none_of_the_others(self):
        rows = [Unfit(VIAL), Raises(), NoClass(), NoAttributes(), BadMapping()]
        *failed, done = batch([*rows, VIAL])
        assert [record["error"]["code"] for record in failed] == ["row"] * len(rows)
        assert done == {"line": len(rows) + 1, **dose(**VIAL).as_dict()}

    def test_says_what_was_raised(self):
        assert "ZeroDivisionError" in error_of(NoClass())["message"]

    def test_is_not_blamed_where_memory_runs_out(self, monkeypatch):
        monkeypatch.setattr(answers, "is_plain", lambda _row: bytearray(2**62))
        with pytest.raises(MemoryError):
            list(batch([VIAL]))


class TestManyRows:
    def test_are_taken_one_at_a_time(self):
        endless = (VIAL for _ in count())
        assert [each["line"] for each in islice(batch(endless), 3)] == [1, 2, 3]

    def test_alike_share_nothing_that_could_be_changed(self):
        first, second = batch([VIAL, VIAL])
        first["syringe"]["scale"] = "changed"
        first["assumed"].append("changed")
        assert second == {"line": 2, **dose(**VIAL).as_dict()}

    def test_more_than_are_remembered_come_out_right(self):
        rows = [{**VIAL, "dose": f"{each} mcg"} for each in range(1, REMEMBERED + 100)] * 2
        for row, record in zip(rows, batch(rows), strict=True):
            assert record["dose_mcg"] == int(row["dose"].split()[0])

    @pytest.mark.parametrize(
        "name",
        ["line", "error", "dose", "flags", "draw_ml", "below", "id", "syringe_scale", "error_code"],
    )
    def test_keep_no_name_that_a_record_has_itself(self, name):
        with pytest.raises(ConflictingInputError, match=name):
            batch([], keep=[name])

    def test_are_of_the_catalogue_given(self):
        other = CATALOGUE._replace(daily_mcg=CATALOGUE.daily_mcg._replace(high=Decimal(240)))
        (record,) = batch([VIAL], catalogue=other)
        assert [flag["code"] for flag in record["flags"]] == ["daily-above-documented"]

    def test_need_a_catalogue_and_not_the_name_of_its_file(self):
        with pytest.raises(CatalogueError):
            batch([], catalogue="mine.yaml")


class TestLines:
    @pytest.mark.parametrize("id_", ["\u00b5 \x9b \ud800", "\x7f", "\x7f\u00b5", "\\\x7f\x1b"])
    def test_are_objects_in_ascii_with_nothing_a_terminal_obeys(self, id_):
        row = json.dumps({"id": id_, **VIAL}).encode()
        text, counts, _why = liner(json_rows, Headings(), CATALOGUE, None, None, False)(
            [Line(1, row)]
        )
        assert text.isascii()
        assert text.decode().rstrip("\n").isprintable()
        assert json.loads(text)["id"] == id_
        assert counts == {"done": 1}

    def test_count_what_became_of_the_rows(self):
        rows = [json.dumps(row).encode() for row in (VIAL, {**VIAL, "dose": "5 mg"}, {})]
        lined = liner(json_rows, Headings(), CATALOGUE, None, None, False)
        text, counts, _why = lined(numbered([*rows, b"not json"]))
        assert counts == {"done": 1, "warned": 1, "failed": 2}
        codes = [json.loads(line).get("error", {}).get("code") for line in text.splitlines()]
        assert codes == [None, None, "missing", "row"]

    def test_end_at_the_first_that_fails_where_that_is_asked(self):
        rows = [json.dumps(row).encode() for row in (VIAL, {}, VIAL, {})]
        lined = liner(json_rows, Headings(), CATALOGUE, None, None, True)
        text, counts, why = lined(numbered(rows))
        assert counts == {"done": 1, "failed": 1}
        assert why.startswith("line 2: vial: selank needs three of")
        assert [json.loads(line)["line"] for line in text.splitlines()] == [1, 2]
        assert lined([Line(9, rows[0])]).counts == {"done": 1}

    def test_in_csv_have_what_the_objects_have(self):
        header = ["line", "id", "draw_units", "below_units", "flags", "error_code", "note"]
        rows = [
            json.dumps({**VIAL, "id": 1, "dose": "260 mcg"}).encode(),
            json.dumps({"id": "=1+1", "note": {"a": [1]}}).encode(),
            json.dumps({**VIAL, "id": "\x1b[31m", "note": True}).encode(),
            json.dumps({"id": "-1", "note": "\u200c\u202e\ud800"}).encode(),
        ]
        text, *_rest = liner(json_rows, Headings(("note",)), CATALOGUE, None, header, False)(
            numbered(rows)
        )
        assert list(csv.reader(io.StringIO(text.decode()))) == [
            # 260 / 25 = 10.4 units
            ["1", "1", "10.4", "10", "caution between-marks", "", ""],
            ["2", "'=1+1", "", "", "", "missing", '{"a": [1]}'],
            ["3", "\\x1b[31m", "10", "9", "", "", "true"],
            ["4", "-1", "", "", "", "missing", "\u200c\\u202e\\ud800"],
        ]


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=45),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*VIAL, "id", "per_day", "content", "x"]), inner, max_size=6),
    max_leaves=12,
))  # fmt: skip
def test_no_row_is_without_its_record(row):
    head, answer = answerer(Headings(), CATALOGUE)(1, row)
    assert head["line"] == 1
    record = json.loads(answer.text, parse_constant=pytest.fail)
    assert ("error" in record) == (answer.outcome == "failed")
    assert "could not be read" not in record.get("error", {}).get("message", "")
