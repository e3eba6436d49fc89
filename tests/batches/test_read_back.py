"""Results are rows again: what was asked for is found in them, and gives the same answer."""

import csv
import io
import json

import pytest
from hypothesis import given

from selank_calc import batch

from ..command_line import run_here
from ..strategies import diluents, doses, from_vials, per_day, vials

SPRAY = {"formulation": "spray"}
ASKED = [
    {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"},
    {"vial": "5 mg", "diluent": "2 mL", "dose": "260 mcg", "per_day": 3},
    {"vial": "5 mg", "diluent": "2 mL", "draw": "10.4 units"},
    {"vial": "5 mg", "dose": "250 mcg", "draw": "0.1 mL"},
    {"diluent": "2 mL", "dose": "250 mcg", "draw": "0.1 mL", "scale": "U-40"},
    {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "draw": "12 units"},
    {
        "vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "marks": "1 unit", "syringe": "0.5 mL",
        "content": "86.2 %", "displacement": "0.05 mL", "dead_space": "0.02 mL", "vial_error": 5,
        "diluent_error": "3 %", "vial_size": "3 mL", "diluent_kind": "sterile", "weight": "70 kg",
    },
    {"vial": "10 mg", "diluent": "3 mL", "dose": "3.5 mcg/kg", "weight": "71 kg"},
    {"vial": "10 mg", "diluent": "3 mL", "dose": "350 mcg"},  # marks assumed: a caution, not a warning
    {"strength": "5 mg/mL", "dose": "250 mcg", "volume": "2 mL"},
    {"strength": "0.5 %", "draw": "10 units"},
    {**SPRAY, "sprays": 2},
    {**SPRAY, "dose": "160 mcg", "bottle": "10 mL", "residual": "0.1 mL", "priming": 5},
    {**SPRAY, "vial": "5 mg"},
    {**SPRAY, "vial": "5 mg", "dose": "150 mcg"},
    {**SPRAY, "vial": "5 mg", "sprays": 2},
    {**SPRAY, "vial": "5 mg", "diluent": "2 mL"},
    {**SPRAY, "vial": "5 mg", "diluent": "2 mL", "sprays": 2},
    {**SPRAY, "vial": "5 mg", "sprays": 2, "dose": "100 mcg"},
    {**SPRAY, "diluent": "5 mL", "sprays": 2, "dose": "100 mcg"},
    {**SPRAY, "diluent": "5 mL", "sprays": 2, "dose": "100 mcg", "vial": "5 mg", "spray_volume": "0.07 mL"},
    {**SPRAY, "strength": "0.1 %", "sprays": 2, "bottle": "10 mL"},
    {"formulation": "drops", "drops": 4},
    {"formulation": "drops", "dose": "333 mcg"},
    {"formulation": "drops", "vial": "5 mg"},
    {"formulation": "drops", "drops": 4, "bottle": "5 mL", "residual": "0.1 mL", "drop_volume": "0.04 mL"},
    {"formulation": "amidate", "vial": "5 mg", "diluent": "2 mL", "dose": "5 g"},
]  # fmt: skip


@pytest.mark.parametrize("row", ASKED, ids=str)
def test_a_result_gives_the_same_result(row):
    (record,) = batch([{**row, "id": 7}])
    assert "error" not in record
    assert list(batch([record])) == [record]


@given(formulation=from_vials, vial=vials, diluent=diluents, dose_text=doses, times=per_day)
def test_every_dose_does(formulation, vial, diluent, dose_text, times):
    row = {
        "formulation": formulation, "vial": vial, "diluent": diluent, "dose": dose_text,
        "per_day": times,
    }  # fmt: skip
    (record,) = batch([row])
    assert list(batch([record])) == [record]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_is_printed_is_read_again_with_what_is_kept(tmp_path, form):
    source = tmp_path / "rows.jsonl"
    rows = (json.dumps({**row, "ward": f"B{at}"}) for at, row in enumerate(ASKED))
    source.write_text("\n".join(rows))
    printed = []
    for name in ("first", "second", "third"):
        output = tmp_path / f"{name}.{form}"
        ran = run_here("batch", str(source), "--keep", "ward", "-o", str(output))
        assert ran.code == 0, ran.err
        printed.append(_without_lines(output.read_text(), form))
        source = output
    assert printed[0][3]["ward"] == "B3"
    assert printed[0] == printed[1] == printed[2]


def _without_lines(text, form):
    if form == "csv":
        read = csv.DictReader(io.StringIO(text))
    else:
        read = map(json.loads, text.splitlines())
    return [{name: each for name, each in row.items() if name != "line"} for row in read]


def test_the_amount_that_was_solved_for_is_not_read_back():
    (record,) = batch([ASKED[0]])
    assert record["solved_for"] == "draw"
    (again,) = batch([{**record, "dose_mcg": 500}])
    assert (again["draw_units"], again["solved_for"]) == (20, "draw")  # 500 / 25 mcg a unit


def test_what_was_not_given_is_not_given_again():
    (record,) = batch([ASKED[8]])
    assert "marks" in record["assumed"]
    (again,) = batch([record])
    assert again["flags"] == record["flags"]
    assert [flag["severity"] for flag in again["flags"]] == ["caution"]


def test_a_row_that_failed_fails_again():
    failed = list(batch([{"id": 1, "dose": "5 MG"}]))
    (again,) = batch(failed)
    assert (again["id"], again["error"]["code"]) == (1, "missing")


@pytest.mark.parametrize(
    "more",
    [
        {"solved_for": {"a": 1}},
        {"assumed": [{}, 3, "scale"]},
        {"assumed": 7},
        {"dose_mcg_per_kg": 0},
    ],
)
def test_a_result_that_somebody_changed_is_read_as_far_as_it_goes(more):
    (record,) = batch([ASKED[0]])
    (again,) = batch([{**record, **more}])
    assert (again["dose_mcg"], again["draw_units"]) == (250, 10)


def test_a_syringe_may_be_written_into_a_result():
    (record,) = batch([ASKED[0]])
    assumed = [name for name in record["assumed"] if name != "syringe"]
    (again,) = batch([{**record, "syringe": "0.5 mL", "assumed": assumed}])
    assert again["syringe"]["capacity_ml"] == 0.5


def test_a_part_of_a_result_is_read_as_far_as_it_goes():
    (record,) = batch([ASKED[0]], fields=["delivered_mcg", "dose_mcg", "diluent_ml", "draw_units"])
    (again,) = batch([record])
    assert (again["solved_for"], again["vial_mcg"]) == ("vial", 5000)
