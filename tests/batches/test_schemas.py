"""JSON Schemas: what is printed is valid by them, and what is wrong is not."""

import copy
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validate
from pydantic import BaseModel
from pydantic import ValidationError as ModelError

from selank_calc import (
    Conversion,
    Course,
    DiluentChoice,
    Label,
    SprayDose,
    UnknownNameError,
    VialDose,
    batch,
    convert,
    course,
    diluent,
    dose,
    label,
    schema,
)
from selank_calc.batches.rows import NAMES, is_plain
from selank_calc.batches.schemas import NAMES as SCHEMAS
from selank_calc.catalogue.file import default_catalogue_text
from selank_calc.output.record_models import model_of

from ..strategies import diluents, doses, from_vials, per_day, vials

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
BETWEEN = {**VIAL, "dose": "260 mcg", "weight": "70 kg"}
SPRAY = {"formulation": "spray", "dose": "160 mcg", "bottle": "10 mL"}
SCHEMA = {name: schema(name) for name in SCHEMAS}
CHECK = {name: Draft202012Validator(SCHEMA[name]) for name in SCHEMAS}
PRINTED = {
    "result": [
        dose(**VIAL),
        dose(**BETWEEN),
        dose(**{**VIAL, "dose": "5 g"}),
        dose(**SPRAY),
        dose(formulation="spray", sprays=2),
        dose(formulation="drops", dose="333 mcg"),
        dose(formulation="spray", vial="5 mg"),
    ],
    "course": [
        course(**VIAL, start="2026-11-21", today="2026-11-25"),
        course(**BETWEEN, start="2026-11-21", price="39.90", currency="EUR", skip="Sat"),
        course(formulation="spray", sprays=2, start="2026-11-21"),
        course(formulation="drops", drops=4, start="2026-11-21"),
        course(**SPRAY, start="2026-11-21", courses=2, break_days=14),
    ],
}  # fmt: skip
UCUM = {
    "_mcg_per_ml": "ug/mL", "_mcg_per_kg": "ug/kg", "_percent": "%", "_mcg": "ug", "_ml": "mL",
    "_units": "{syringe_unit}",
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_json_schema(name):
    Draft202012Validator.check_schema(SCHEMA[name])
    assert SCHEMA[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    json.dumps(SCHEMA[name])


def test_of_any_other_name_there_is_none():
    with pytest.raises(UnknownNameError, match="Did you mean result"):
        schema("reslt")
    with pytest.raises(UnknownNameError):
        schema(["row"])


class TestWhatIsPrinted:
    @pytest.mark.parametrize(
        ("name", "result"), [(name, each) for name, of in PRINTED.items() for each in of]
    )
    def test_is_valid(self, name, result):
        CHECK[name].validate(json.loads(json.dumps(result.as_dict())))

    @given(formulation=from_vials, vial=vials, diluent=diluents, dose_text=doses, times=per_day)
    def test_is_valid_for_every_dose(self, formulation, vial, diluent, dose_text, times):
        result = dose(
            formulation=formulation, vial=vial, diluent=diluent, dose=dose_text, per_day=times
        )
        CHECK["result"].validate(result.as_dict())

    def test_is_valid_for_every_answer_of_a_batch(self):
        rows = [VIAL, {**SPRAY, "id": 1, "ward": "B"}, {}, [], {**VIAL, "id": {"a": [None]}}]
        for record in batch(rows, keep=["ward"]):
            CHECK["result"].validate(record)

    @pytest.mark.parametrize("name", PRINTED)
    def test_is_not_valid_with_a_name_less_or_of_another_type(self, name):
        record = PRINTED[name][0].as_dict()
        for field in record:
            without = {each: value for each, value in record.items() if each != field}
            if field not in ("draws", "vials"):  # those of a course of sprays are others
                with pytest.raises(ValidationError):
                    CHECK[name].validate(without)
            with pytest.raises(ValidationError):
                CHECK[name].validate({**record, field: {"not": "this"}})

    @pytest.mark.parametrize(
        "result",
        [*PRINTED["result"], *PRINTED["course"], label(**VIAL), label(formulation="spray", sprays=2),
         diluent(vial="5 mg", dose="250 mcg"), convert("12 units", "mL")],
    )  # fmt: skip
    def test_has_no_name_that_its_model_does_not_say(self, result):
        """Nor one nested in it: a batch may keep others, but a result has none."""

        def names_beyond(value, shape, definitions):
            for option in shape.get("anyOf", []):
                if "$ref" in option or "items" in option:
                    shape = option
            if "$ref" in shape:
                shape = definitions[shape["$ref"].removeprefix("#/$defs/")]
            if isinstance(value, list):
                return {
                    n for each in value for n in names_beyond(each, shape["items"], definitions)
                }
            if not isinstance(value, dict):
                return set()
            known = shape["properties"]
            return set(value) - set(known) | {
                n for name, each in value.items() if name in known
                for n in names_beyond(each, known[name], definitions)
            }  # fmt: skip

        shape = model_of(type(result)).model_json_schema()
        assert names_beyond(result.as_dict(), shape, shape.get("$defs", {})) == set()


class TestUnits:
    @pytest.mark.parametrize("name", ["result", "course"])
    def test_are_those_that_names_end_in(self, name):
        seen = 0
        for definition in [SCHEMA[name], *SCHEMA[name]["$defs"].values()]:
            for field, shape in definition.get("properties", {}).items():
                ending = next((each for each in UCUM if field.endswith(each)), None)
                numbers = [
                    each
                    for each in [shape, *shape.get("anyOf", [])]
                    if each.get("type") == "number"
                ]
                if ending and numbers:
                    assert numbers[0]["x-ucum"] == UCUM[ending], field
                    seen += 1
        assert seen > 20

    def test_of_a_row_are_those_it_may_be_written_in(self):
        properties = SCHEMA["row"]["properties"]
        ucum = {
            name: shape["anyOf"][0].get("x-ucum")
            for name, shape in properties.items()
            if name != "id"
        }
        assert ucum["vial"] == ["ug", "mg", "g"]
        assert ucum["dose"] == ["ug", "mg", "g", "ug/kg", "mg/kg"]
        assert ucum["diluent"] == ["mL"]
        assert ucum["draw"] == ["{syringe_unit}", "mL"]
        assert ucum["syringe"] == ["mL", "{syringe_unit}"]
        assert ucum["content"] == ["%"]
        assert ucum["weight"] == ["kg", "[lb_av]"]


def is_read(row):
    # Whatever the id is, it is only passed on.
    return is_plain({n: v for n, v in row.items() if n != "id"} if isinstance(row, dict) else row)


class TestRows:
    def test_have_the_names_that_dose_takes(self):
        assert set(SCHEMA["row"]["properties"]) == set(NAMES)

    @pytest.mark.parametrize(
        "row",
        [VIAL, {}, {"id": [1]}, {**VIAL, "per_day": 2}, {**VIAL, "per_day": "2", "content": 86.2},
         {**VIAL, "draw": None}, {**VIAL, "marks": 0.5}, {**VIAL, "marks": "0.5"}],
    )  # fmt: skip
    def test_that_are_read_are_valid(self, row):
        assert is_read(row)
        CHECK["row"].validate(row)

    @pytest.mark.parametrize(
        "row",
        [[], "x", None, {**VIAL, "dose": 250}, {**VIAL, "x": 1}, {**VIAL, "per_day": 2.5},
         {**VIAL, "per_day": True}, {**VIAL, "scale": 40}, {**VIAL, "content": [86.2]}],
    )  # fmt: skip
    def test_that_are_not_are_not(self, row):
        assert not is_read(row)
        with pytest.raises(ValidationError):
            CHECK["row"].validate(row)

    @given(st.dictionaries(
        st.sampled_from([*NAMES, "other"]),
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5) | st.lists(st.text(max_size=2), max_size=1),
        max_size=4,
    ))  # fmt: skip
    def test_are_valid_for_the_one_just_if_they_are_for_the_other(self, row):
        # JSON Schema takes 2.0 for an integer, Python's validation does not.
        counts = ("sprays", "per_day", "priming")
        row = {n: v for n, v in row.items() if not (n in counts and isinstance(v, float))}
        assert is_read(row) == CHECK["row"].is_valid(row)


class TestCatalogueFiles:
    FILE = yaml.safe_load(default_catalogue_text())

    def test_the_one_that_comes_with_the_tool_is_valid(self):
        CHECK["catalogue"].validate(self.FILE)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("daily", "low"), 200),
            (("daily", "medium"), "300 mcg"),
            (("formulations",), []),
            (("syringes", 0, "scale"), "100"),
            (("accuracy", "barrel_capacity_percent", "value"), 101),
        ],
    )
    def test_with_a_fault_it_is_not(self, path, value):
        file = copy.deepcopy(self.FILE)
        inner = file
        for each in path[:-1]:
            inner = inner[each]
        inner[path[-1]] = value
        with pytest.raises(ValidationError):
            CHECK["catalogue"].validate(file)


class TestFieldsOfAModel:
    class Report(BaseModel):
        """As a user would write it."""

        patient: str
        dose: VialDose | SprayDose
        plan: Course | None = None
        label: Label | None = None
        choice: DiluentChoice | None = None
        conversion: Conversion | None = None

    REPORT = Report(
        patient="B",
        dose=dose(**VIAL),
        plan=PRINTED["course"][0],
        label=label(**VIAL, opened="2026-11-21"),
        choice=diluent(vial="5 mg", dose="250 mcg"),
        conversion=convert("12 units", "mL"),
    )

    def test_hold_the_result_itself(self):
        assert self.REPORT.dose.draw_units == 10
        assert self.REPORT.dose == dose(**VIAL)

    def test_are_printed_as_the_result_is(self):
        printed = json.loads(self.REPORT.model_dump_json())
        assert printed["dose"] == dose(**VIAL).as_dict()
        assert printed["plan"] == PRINTED["course"][0].as_dict()
        assert printed["conversion"]["converted"] == 0.12

    @pytest.mark.parametrize("mode", ["validation", "serialization"])
    def test_have_a_json_schema_by_which_that_is_valid(self, mode):
        made = self.Report.model_json_schema(mode=mode)
        validate(json.loads(self.REPORT.model_dump_json()), made)
        shown = json.dumps(made)
        assert '"x-ucum": "ug/mL"' in shown

    @pytest.mark.parametrize("other", [{}, dose(**VIAL).as_dict(), "5 mg", None, course(**VIAL)])
    def test_take_nothing_else(self, other):
        with pytest.raises(ModelError):
            self.Report(patient="B", dose=other)
