"""JSON Schemas: what is printed is valid by them, and what is wrong is not."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validate
from pydantic import BaseModel
from pydantic import ValidationError as ModelError

from selank_calc import (
    CATALOGUE,
    ConflictingInputError,
    Conversion,
    Course,
    DiluentChoice,
    Label,
    SprayDose,
    UnknownNameError,
    VialDose,
    batch,
    chart,
    convert,
    course,
    diluent,
    dose,
    label,
    schema,
)
from selank_calc.batches.columns import WITH_A_UNIT
from selank_calc.batches.rows import NAMES
from selank_calc.batches.schemas import NAMES as SCHEMAS
from selank_calc.catalogue.file import default_catalogue_text
from selank_calc.cli.record import record_of
from selank_calc.output.record_models import model_of
from selank_calc.output.records import catalogue_record, formulation_record

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
    @pytest.mark.parametrize("name", ["result", "course", "label", "diluent"])
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
        assert seen > 10

    def test_of_a_row_are_those_it_may_be_written_in(self):
        definitions = SCHEMA["row"]["$defs"]
        ucum = {name: definitions[f"{name}_text"]["anyOf"][0]["x-ucum"] for name in (
            "vial", "dose", "diluent", "draw", "syringe", "content", "weight")}  # fmt: skip
        assert ucum == {
            "vial": ["ug", "mg", "g"],
            "dose": ["ug", "mg", "g", "ug/kg", "mg/kg"],
            "diluent": ["mL"],
            "draw": ["{syringe_unit}", "mL"],
            "syringe": ["mL", "{syringe_unit}"],
            "content": ["%"],
            "weight": ["kg", "[lb_av]"],
        }

    def test_of_a_name_are_those_of_its_numbers(self):
        properties = SCHEMA["row"]["properties"]
        names = (
            "vial_mg",
            "dose_mcg",
            "diluent_ml",
            "draw_units",
            "strength_mg_per_ml",
            "weight_lb",
        )
        assert [properties[name]["x-ucum"] for name in names] == [
            "mg", "ug", "mL", "{syringe_unit}", "mg/mL", "[lb_av]",
        ]  # fmt: skip

    def test_of_what_is_documented_are_those_that_names_end_in(self):
        shape = SCHEMA["formulations"]["$defs"]["FormulationRecord"]["properties"]
        ucum = {name: each.get("x-ucum") for name, each in shape.items()}
        assert ucum["dose_mcg"] == "ug"
        assert ucum["strength_mcg_per_ml"] == "ug/mL"
        assert ucum["molar_mass_g_per_mol"] == "g/mol"
        assert (ucum["doses_per_day"], ucum["course_days"], ucum["name"]) == ("/d", "d", None)


# For each name what it may and may not hold; the rest of the row is one that is answered.
TRIED = {
    "formulation": ["selank", " AMIDATE", "selnak", 3, ""],
    "vial": ["5 mg", ".5mg", "+5 mg", "0.001 mcg", "0.0009 mcg", "1000 g", "1000.1 g", "5 MG", "5", "5,5 mg",
             "2 mL", "-5 mg", "0 mg", "5. mg", "5e3 mcg", "5 milligrams", "1 lb", 5, "", "9" * 41 + " mg"],
    "vial_mg": [5, "5", "0.0001", 1e-7, 1e6, 1000001, "5 mg", True, [5]],
    "diluent": ["2 mL", "2", "10 L", "10.01 L", "2 cc", "2 ML", "0.0001 mL"],
    "diluent_ml": [2, "2", "2,5", 0, 10000.5],
    "dose": ["250 mcg", "3.5 mcg/kg", "10 units", "0.25 mg/lb"],
    "dose_mcg": [250, "250", 0],
    "dose_mcg_per_kg": [3.5, 2e6],
    "draw": ["10 units", "0.1 mL", "10", "10 IU", "0.0009 units"],
    "draw_units": [10, "10.5", 0.0001],
    "sprays": [2],
    "per_day": [1, 24, 25, "24", "25", 0, 2.0, "2.0", "2.", "one", True],
    "doses_per_day": [2, 30],
    "scale": ["U-100", "u40", "U 40", "U-50", 40],
    "syringe": ["0.3 mL", "30 units", "3/10 cc", "6/20 cc", "0.7 mL", "300 uL", "2/10 cc"],
    "syringe_ml": [0.3, 0.7, "0.5"],
    "marks": ["0.5", "1 unit", 0.5, 3, "1"],
    "diluent_kind": ["sterile", "BAC water", "tap"],
    "preservative_free": [True, False, "TRUE", "yes", 1],
    "content": ["86.2 %", "86.2", 86.2, "0.5", "1", "1 %", 1, 101, 100],
    "content_percent": [1, "0.5", 100.5],
    "displacement": ["0 mL", "-1 mL", "0.05", "0.00000000000000001 mL"],
    "displacement_ml": [0, 0.0, 0.05, 1e-16, 1e-300, -0.1],
    "limit": ["300 mcg", "4 mcg/kg", "300", "10 units"],
    "limit_day_mcg": [600, "600", 0],
    "expires": ["2027-01-31", "2027-01", " 2028-02-29 ", "2027-02-29", "2027-04-31", "2100-02-29", "2000-02",
                "1899-12", "2200-12-31", "2201-01", "2027-13", "2027-1", "01/2027", 2027, True],
    "vial_error": ["5 %", 5, 0, "0", 0.5, "0.5 %", 50, 51],
    "vial_size": ["0.1 mL", "0.09 mL", "100 mL", "101 mL"],
    "strength": ["5 mg/mL"],
    "volume": ["2 mL"],
    "weight": ["70 kg", "154 lb", "70", "0.5 kg", "701 kg"],
    "weight_lb": [154, 2],
    "priming": [5],
    "id": [[2]],
    "line": [3],
    "bac_water": ["2 mL"],
    "other": [1],
}  # fmt: skip
ROWS = [
    {**VIAL, name: value} for name, values in TRIED.items() for value in (*values, None)
] + [
    {}, {"vial": "5 mg", "dose": "250 mcg"}, {"vial": "5 mg", "dose": "250 mcg", "draw": "10 units"},
    {"vial_mg": 5, "diluent_ml": 2, "dose_mcg": 250}, {**VIAL, "vial_mg": None},
    {"dose": "3.5 mcg/kg", "vial": "5 mg", "diluent": "2 mL", "weight_kg": 70},
    {"strength": "5 mg/mL", "dose": "250 mcg"}, {"strength": "0.5 %", "draw_units": 10},
    {"strength": "5 mg/mL"}, {"strength_percent": 0.5, "dose": "1 mg", "content": "90 %"},
    {"strength": "5 mg / mL", "volume_ml": 2, "dose": "1 mg"},
    {**VIAL, "scale": "U-40", "syringe": "1 mL", "marks_units": 1},
    {**VIAL, "scale": "U-40", "syringe": "1 mL", "marks_units": 0.5},
    {**VIAL, "syringe": "0.3 mL", "marks": "0.5"}, {**VIAL, "syringe": "1 mL", "marks": "0.5"},
    {**VIAL, "preservative_free": True, "diluent_kind": "bacteriostatic"},
    {**VIAL, "preservative_free": "false", "diluent_kind": "bacteriostatic"},
    *({"formulation": "spray", **more} for more in (
        {}, {"sprays": 2}, {"sprays": 2.0}, {"sprays": 101}, {"sprays_per_dose": 2}, {"dose_mcg": 150},
        {"vial": "5 mg"}, {"diluent": "2 mL"}, {"sprays": 2, "diluent": "2 mL"},
        {"sprays": 2, "diluent": "5 mL", "dose": "100 mcg"}, {"sprays": 2, "draw": "10 units"},
        {"sprays": 2, "priming": 5}, {"sprays": 2, "priming": 0, "bottle_ml": 10},
        {"sprays": 2, "residual": "0.1 mL", "bottle": "10 mL"}, {"sprays": 2, "content": "90 %"},
        {"sprays": 2, "preservative_free": False}, {"sprays": 2, "preservative_free": True},
        {"sprays": 2, "strength": "0.1 %"}, {"sprays": 2, "marks": "1 unit"}, {"drops": 2},
    )),
    *({"formulation": "drops", **more} for more in (
        {}, {"drops": 2}, {"drops": 101}, {"drops_per_dose": 2}, {"dose_mcg": 150}, {"vial": "5 mg"},
        {"sprays": 2}, {"drops": 2, "priming": 3}, {"drops": 2, "residual": "0.1 mL"},
        {"drops": 2, "residual": "0.1 mL", "strength": "0.1 %"}, {"drops": 2, "drop_volume_ml": 0.05},
        {"drops": 2, "drop_volume": "1 kg"}, {"drops": 2, "content": "90 %"},
    )),
]  # fmt: skip


def is_answered(row):
    (record,) = batch([row])
    return "error" not in record


class TestRows:
    def test_have_the_names_that_dose_takes_and_those_with_a_unit(self):
        properties = set(SCHEMA["row"]["properties"])
        assert properties >= {*NAMES, *WITH_A_UNIT}

    def test_are_valid_just_where_they_are_answered(self):
        assert {is_answered(row) for row in ROWS} == {True, False}
        differ = [row for row in ROWS if is_answered(row) != CHECK["row"].is_valid(row)]
        assert differ == []

    def test_that_are_no_objects_are_not_valid(self):
        assert not any(map(CHECK["row"].is_valid, [[], "x", None, 3]))

    @given(st.dictionaries(
        st.sampled_from([*NAMES, *WITH_A_UNIT, "other"]),
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
        | st.text("0123456789 .+mgclMLunits%/", max_size=8) | st.lists(st.text(max_size=2), max_size=1),
        max_size=3,
    ), st.sampled_from([VIAL, {"formulation": "spray", "sprays": 2}]))  # fmt: skip
    def test_whatever_they_hold_are_valid_where_they_are_answered(self, row, base):
        row = {**base, **row}
        (record,) = batch([row])
        message = record.get("error", {}).get("message", "")
        if "solved for" not in message and "bottle" not in message:
            assert ("error" not in record) == CHECK["row"].is_valid(row), message

    def test_are_valid_where_they_are_results(self):
        for record in batch(row for row in ROWS if is_answered(row)):
            CHECK["row"].validate(record)

    def test_may_have_what_is_kept(self):
        row = {**VIAL, "ward": 3}
        assert not CHECK["row"].is_valid(row)
        for keep in ("ward", "*", ["ward", "other"]):
            assert Draft202012Validator(schema("row", keep=keep)).is_valid(row)
        assert not Draft202012Validator(schema("row", keep="other")).is_valid(row)
        assert "$id" not in schema("row", keep="*")

    def test_have_the_formulations_of_a_catalogue(self):
        other = CATALOGUE._replace(formulations=CATALOGUE.formulations[:1])
        of_one = Draft202012Validator(schema("row", catalogue=other))
        assert of_one.is_valid(VIAL)
        assert not of_one.is_valid({**VIAL, "formulation": "amidate"})

    @pytest.mark.parametrize(
        "more", [{"keep": "ward"}, {"catalogue": CATALOGUE._replace(notes=())}]
    )
    def test_alone_have_what_is_kept_and_a_catalogue(self, more):
        with pytest.raises(ConflictingInputError) as raised:
            schema("result", **more)
        assert raised.value.field in more


PRINTED_BY = {
    **{name: [each.as_dict() for each in of] for name, of in PRINTED.items()},
    "diluent": [
        diluent(vial="5 mg", dose="250 mcg").as_dict(),
        diluent(formulation="spray", vial="5 mg", dose="150 mcg").as_dict(),
    ],
    "label": [label(**VIAL).as_dict(), label(formulation="spray", sprays=2).as_dict()],
    "chart": [
        chart(vial="5 mg", diluent="2 mL").as_dict(),
        chart(formulation="spray").as_dict(),
        chart(formulation="drops", strength="1 mg/mL").as_dict(),
        chart(formulation="na-selank", strength="1 mg/mL").as_dict(),
    ],
    "convert": [convert("12 units", "mL").as_dict(), convert("5 mg", "nmol").as_dict()],
    "formulations": [
        catalogue_record(CATALOGUE),
        *(formulation_record(each, CATALOGUE) for each in CATALOGUE.formulations),
    ],
    "row": [VIAL, {"formulation": "spray", "sprays": 2}, {"vial_mg": 5, "diluent_ml": 2, "draw": "9 units"}],
    "record": [
        record_of("dose", VIAL, CATALOGUE, dose(**VIAL)),
        record_of("label", {**VIAL, "preservative_free": True}, CATALOGUE, label(**VIAL)),
    ],
    "catalogue": [json.loads(json.dumps(yaml.safe_load(default_catalogue_text()), default=str))],
}  # fmt: skip


class TestOtherReaders:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_what_is_printed_is_valid(self, name):
        for record in PRINTED_BY[name]:
            CHECK[name].validate(json.loads(json.dumps(record)))

    def test_each_has_a_name_of_its_own(self):
        assert len({each["$id"] for each in SCHEMA.values()}) == len(SCHEMAS)
        titles = [each["title"] for each in SCHEMA.values()]
        assert all(title.isidentifier() and title[0].isupper() for title in titles)
        assert "DoseResult" in titles

    def test_ajv_in_strict_mode_finds_the_same(self):
        node = which("node")
        tried = [node, "-e", "require('ajv/dist/2020'); require('ajv-formats')"]
        if node is None or subprocess.run(tried, capture_output=True, check=False).returncode:
            pytest.skip("npm install ajv ajv-formats, and name their folder in NODE_PATH")
        values = {**PRINTED_BY, "row": ROWS}
        read = subprocess.run(
            [node, str(Path(__file__).with_name("read_schemas.cjs"))], capture_output=True, check=True,
            input=json.dumps([[SCHEMA[name], values[name]] for name in SCHEMAS]).encode(),
        )  # fmt: skip
        valid = dict(zip(SCHEMAS, json.loads(read.stdout), strict=True))
        assert valid.pop("row") == [CHECK["row"].is_valid(row) for row in ROWS]
        assert all(all(each) for each in valid.values())

    def test_models_made_of_them_read_what_is_printed(self, tmp_path):
        (tmp_path / "schemas").mkdir()
        for name in SCHEMAS:
            (tmp_path / "schemas" / f"{name}.json").write_text(json.dumps(SCHEMA[name]))
        subprocess.run(
            [sys.executable, "-m", "datamodel_code_generator", "--input", "schemas",
             "--input-file-type", "jsonschema", "--output", "made",
             "--output-model-type", "pydantic_v2.BaseModel"],
            cwd=tmp_path, capture_output=True, check=True,
        )  # fmt: skip
        printed = {name: [SCHEMA[name]["title"], PRINTED_BY[name]] for name in SCHEMAS}
        (tmp_path / "printed.json").write_text(json.dumps(printed))
        (tmp_path / "read.py").write_text(
            "import json\n"
            "from importlib import import_module\n"
            "for name, (title, records) in json.load(open('printed.json')).items():\n"
            "    model = getattr(import_module(f'made.{name}'), title)\n"
            "    for each in records:\n"
            "        model.model_validate_json(json.dumps(each))\n"
            "    print(name, len(records))\n"
        )
        read = subprocess.run(
            [sys.executable, "read.py"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (read.returncode, read.stderr) == (0, "")
        assert read.stdout.splitlines() == [f"{name} {len(PRINTED_BY[name])}" for name in SCHEMAS]


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
