"""Names of rows and headings of tables: with a unit, in any case, and called otherwise."""

import re

import pytest

from selank_calc import (
    ConflictingInputError,
    DimensionError,
    SelankCalcError,
    UnitError,
    UnknownNameError,
    batch,
    dose,
)
from selank_calc.batches.columns import COUNTS, KINDS, WITH_A_UNIT, column_called
from selank_calc.batches.rows import NAMES

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
DOSE = dose(**VIAL).as_dict()


def answer(row, **more):
    (record,) = batch([row], **more)
    del record["line"]
    return record


def error_of(row, **more):
    return answer(row, **more)["error"]


class TestNamesWithAUnit:
    def test_are_these(self):
        assert set(WITH_A_UNIT) >= {
            "vial_mcg", "vial_mg", "vial_g", "diluent_ml", "dose_mcg", "dose_mg", "dose_mcg_per_kg",
            "draw_units", "draw_ml", "strength_mg_per_ml", "strength_percent", "weight_kg",
            "weight_lb", "content_percent", "vial_error_percent", "syringe_ml", "syringe_units",
            "marks_units", "dead_space_ml", "vial_size_ml", "spray_volume_ml", "bottle_ml",
        }  # fmt: skip
        assert not set(WITH_A_UNIT) & set(NAMES)

    def test_are_of_every_name_that_is_no_count_and_no_name_of_something(self):
        others = {"id", "formulation", "scale", "diluent_kind", "preservative_free", "expires"}
        assert {*KINDS, *COUNTS, *others} == set(NAMES)

    def test_are_of_every_amount(self):
        assert {column.name for column in WITH_A_UNIT.values()} == set(KINDS)

    @pytest.mark.parametrize("number", [250, 250.0, "250", " 250 ", "2.5e2", "+250"])
    def test_hold_bare_numbers(self, number):
        assert answer({"vial_mg": 5, "diluent_ml": "2", "dose_mcg": number}) == DOSE

    def test_stand_beside_others(self):
        assert answer({"vial": "5 mg", "diluent_ml": 2.0, "dose_mg": 0.25}) == DOSE

    def test_may_hold_percentages_that_would_be_shares_without_their_sign(self):
        assert answer({**VIAL, "vial_error_percent": 0.5})["vial_error_percent"] == 0.5

    @pytest.mark.parametrize(
        ("row", "code", "field", "said", "hint"),
        [
            ({"dose_mcg": "250 mcg"}, "not-a-quantity", "dose_mcg",
             "'250 mcg' is not a bare number, and the column is in mcg.",
             "Write the number alone, or name the column dose."),
            ({"dose_mcg": "much"}, "not-a-quantity", "dose_mcg",
             "'much' is not a bare number, and the column is in mcg.", "Write for example 250."),
            ({"dose_mcg": True}, "not-a-quantity", "dose_mcg",
             "'True' is not a bare number, and the column is in mcg.", "Write for example 250."),
            ({"Dose [mcg]": "2,5"}, "not-a-quantity", "Dose [mcg]",
             "'2,5' has a comma, which some read as the decimal point.", "Write 2.5."),
            ({"dose_mcg": 0}, "out-of-bounds", "dose_mcg", "'0 mcg' is not more than zero.",
             "Accepted: 0.001 mcg to 1000 g."),
            ({"Doses per day": 25, "dose_mcg": 250}, "out-of-bounds", "Doses per day",
             "'25' is not a whole number from 1 to 24.", "Write digits only, for example 2."),
            ({"dose_mcg": 250, "Dose": "1 mg"}, "conflict", "Dose",
             "dose is given twice, as 'dose_mcg' and 'Dose'.", "Leave one of them out."),
            ({"dose_mcg": 250, "strength_percent": 0.5}, "conflict", "Vial (mg)",
             "a solution of a known strength takes no vial.",
             "Leave out strength_percent or Vial (mg)."),
        ],
    )  # fmt: skip
    def test_are_named_as_they_were_typed_where_something_is_wrong(
        self, row, code, field, said, hint
    ):
        error = error_of({"Vial (mg)": 5, "diluent": "2 mL", **row})
        assert error == {"code": code, "field": field, "message": said, "hint": hint}

    def test_of_which_one_is_empty_are_not_two(self):
        assert answer({**VIAL, "dose_mcg": None, "dose_mg": float("nan")}) == DOSE


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        ["vial_mg", "Vial_mg", "VIAL_MG", "Vial mg", "Vial (mg)", "vial [mg]", " Vial(mg) ",
         "VIAL (MG)", "Vial (milligrams)"],
    )  # fmt: skip
    def test_may_be_written_so(self, heading):
        assert answer({heading: 5, "Diluent ML": 2, "DOSE (MCG)": 250}) == DOSE

    @pytest.mark.parametrize(
        ("heading", "name"),
        [("Per day", "per_day"), ("per-day", "per_day"), ("Doses per day", "per_day"),
         ("DILUENT_KIND", "diluent_kind"), ("Sprays per dose", "sprays"), ("Id", "id")],
    )  # fmt: skip
    def test_without_a_unit_may_be_written_so(self, heading, name):
        assert column_called(heading).name == name

    @pytest.mark.parametrize(
        "heading", ["Dose (morning)", "Notes (mg)", "formulation (mg)", "Per day (mg)", "doses"]
    )
    def test_that_mean_no_amount_are_unknown(self, heading):
        assert column_called(heading) is None
        assert error_of({**VIAL, heading: 5})["code"] == "unknown"

    @pytest.mark.parametrize(
        ("heading", "kind", "said"),
        [
            ("Vial (MG)", UnitError, "'MG' is refused"),
            ("Dose (IU)", UnitError, "'IU' is refused"),
            ("Dose (mL)", DimensionError, "'mL' is a unit of volume; a mass is needed."),
            ("dose_mcg (mg)", UnitError, "'dose_mcg (mg)' names two units."),
        ],
    )
    def test_with_a_unit_that_is_refused_are_refused(self, heading, kind, said):
        with pytest.raises(kind, match=re.escape(said)):
            column_called(heading)
        error = error_of({**VIAL, heading: 5}, keep="*")
        assert (error["code"], error["field"]) == (kind.code, heading)

    def test_may_name_their_unit_twice(self):
        assert column_called("dose_mcg (mcg)").unit == "mcg"

    def test_without_a_name_are_an_index(self):
        assert answer({**VIAL, "": 3, " ": 4}) == DOSE

    def test_of_results_that_say_nothing_of_what_is_asked_are_passed_over(self):
        assert answer({**VIAL, "name": "x", "flags": [], "error_code": 3, "daily_mcg": 1}) == DOSE


class TestColumn:
    def test_says_what_a_heading_stands_for(self):
        row = {"Vial": "5 mg", "BAC water (mL)": 2, "mcg": 250, "Patient": 7}
        column = {"diluent": "BAC water (mL)", "dose_mcg": " mcg ", "id": "Patient"}
        assert answer(row, column=column) == {"id": 7, **DOSE}

    def test_goes_before_what_the_heading_says(self):
        assert (
            answer(
                {**VIAL, "dose": "5 mg", "vial": "250 mcg"}, column={"dose": "vial", "vial": "dose"}
            )
            == DOSE
        )

    def test_may_be_kept_as_well(self):
        row = {"vial": "5 mg", "water": "2 mL", "dose": "250 mcg"}
        assert answer(row, column={"diluent": "water"}, keep="water") == {"water": "2 mL", **DOSE}

    @pytest.mark.parametrize(
        ("column", "kind", "said"),
        [
            ({"dilutent": "x"}, UnknownNameError, "a row has no 'dilutent'"),
            ({3: "x"}, UnknownNameError, "a row has no '3'"),
            ({"diluent_ml": "BAC (uL)"}, ConflictingInputError, "'BAC (uL)' is in uL, not in mL"),
            ({"diluent": "x", "dose": "x"}, ConflictingInputError, "one heading stands for two"),
            ({"diluent": "BAC (MG)"}, UnitError, "'MG' is refused"),
            ({"diluent": "BAC (mg)"}, DimensionError, "'mg' is a unit of mass; a volume is needed"),
            ({"dose": "mine (Mg)"}, UnitError, "'Mg' is refused"),
            ({"diluent": 3}, ConflictingInputError, "not a mapping of names to headings"),
            ("diluent=x", ConflictingInputError, "not a mapping of names to headings"),
        ],
    )  # fmt: skip
    def test_that_says_nothing_is_refused(self, column, kind, said):
        with pytest.raises(SelankCalcError, match=re.escape(said)) as raised:
            batch([], column=column)
        assert isinstance(raised.value, kind)


class TestKeep:
    def test_with_a_star_passes_all_the_rest_on(self):
        row = {**VIAL, "ward": "B", "Notes": [1], "": 0}
        assert answer(row, keep="*") == {"ward": "B", "Notes": [1], **DOSE}
        assert answer(row, keep=["ward", "*"]) == {"ward": "B", "Notes": [1], **DOSE}

    @pytest.mark.parametrize("name", ["name", "route", "line", "below_units"])
    def test_with_a_star_loses_no_column_that_results_have_too(self, name):
        assert answer({**VIAL, name: "Bob"}, keep="*")["error"]["message"].startswith(
            f"'{name}' is"
        )
        (record,) = batch([{**DOSE, name: "Bob"}], keep="*")  # of a result it is the result's own
        assert "error" not in record

    @pytest.mark.parametrize("name", ["Dose", "vial_mg", "Vial (mg)", "per day"])
    def test_takes_no_name_that_is_read(self, name):
        with pytest.raises(ConflictingInputError, match="is a name of rows or of results"):
            batch([], keep=[name])

    def test_takes_one_whose_unit_is_refused(self):
        assert answer({**VIAL, "Dose (IU)": 3}, keep="Dose (IU)") == {"Dose (IU)": 3, **DOSE}


class TestFields:
    def test_are_these_in_this_order(self):
        row = {**VIAL, "id": 7, "ward": "B", "dose": "260 mcg"}
        (record,) = batch([row], keep="ward", fields="draw_units, line,ward,below_units")
        assert list(record.items()) == [
            ("draw_units", 10.4),
            ("line", 1),
            ("ward", "B"),
            ("below_units", 10),
        ]

    def test_are_null_where_a_record_has_them_not(self):
        (failed,) = batch(
            [{}], fields=["id", "draw_units", "above_units", "error_code", "sprays_per_dose"]
        )
        assert failed == {
            "id": None,
            "draw_units": None,
            "above_units": None,
            "error_code": "missing",
            "sprays_per_dose": None,
        }

    @pytest.mark.parametrize(
        ("fields", "kind", "said"),
        [
            ("line,draw_unit", UnknownNameError, "no field of a record is called 'draw_unit'"),
            ("ward", UnknownNameError, "no field of a record is called 'ward'"),
            ("xyzzy", UnknownNameError, "'xyzzy'"),
            ("line,line", ConflictingInputError, "'line' is named twice"),
            ("", UnknownNameError, "''"),
            ([], ConflictingInputError, "not a list of names"),
            ([3], ConflictingInputError, "not a list of names"),
            (3, ConflictingInputError, "not a list of names"),
        ],
    )
    def test_that_are_none_are_refused(self, fields, kind, said):
        with pytest.raises(kind, match=re.escape(said)) as raised:
            batch([], fields=fields)
        assert raised.value.field == "fields"

    def test_may_be_any_where_all_is_kept(self):
        (record,) = batch([{**VIAL, "ward": 3}], keep="*", fields=["ward", "bed"])
        assert record == {"ward": 3, "bed": None}
