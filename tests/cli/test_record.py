"""A record that `--record` writes, and `check`, which calculates it again."""

import json
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, course, diluent, dose, label
from selank_calc.amounts import days
from selank_calc.batches.schemas import schema
from selank_calc.catalogue.file import default_catalogue_text
from selank_calc.cli.frozen_options import OPTIONS

from ..command_line import run_here
from .terminal import asked_here

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
ASKED = {
    "dose": (dose, VIAL),
    "diluent": (diluent, {"vial": "5 mg", "dose": "250 mcg", "vial_size": "2 mL"}),
    "course": (course, {**VIAL, "days": "3", "start": "2026-11-21", "times": "08:00"}),
    "label": (label, {"formulation": "spray", "sprays": "2", "opened": "2026-11-21"}),
}


def options(arguments):
    return [
        word for name, value in arguments.items() for word in (f"--{name.replace('_', '-')}", value)
    ]


@pytest.fixture
def wrote(run, tmp_path, monkeypatch):
    """Runs a command with `--record`, and gives what it wrote."""
    monkeypatch.chdir(tmp_path)

    def wrote(*words):
        ran = run(*words, "--record", "a.json", "--force")
        assert ran.code == 0, ran.err
        return json.loads((tmp_path / "a.json").read_bytes())

    return wrote


@pytest.fixture
def checked(run, tmp_path):
    """Checks a record."""

    def checked(record, *words):
        (tmp_path / "b.json").write_text(record if isinstance(record, str) else json.dumps(record))
        return run("check", str(tmp_path / "b.json"), *words)

    return checked


def id_of(record):
    """By the words of docs/json.md."""
    others = {name: value for name, value in record.items() if name != "id"}
    text = json.dumps(others, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:10]


@pytest.mark.parametrize("command", ASKED)
def test_it_has_what_went_in_and_what_came_out(wrote, checked, command):
    function, arguments = ASKED[command]
    record = wrote(command, *options(arguments))
    assert record["given"] == {"formulation": "selank", **arguments}
    assert record["result"] == json.loads(json.dumps(function(**arguments).as_dict()))
    assert (record["command"], record["today"], record["id"]) == (command, None, id_of(record))
    assert record.keys() == schema("record")["properties"].keys()
    ran = checked(record)
    agrees = f"Record {record['id']} of {command}: every figure and flag agrees.\n"
    assert ran == (0, agrees, "")


def test_the_same_input_gives_the_same_bytes(run, tmp_path):
    texts = []
    for name in ("a.json", "b.json"):
        run("5mg/2mL", "250mcg", "--json", "--record", str(tmp_path / name))
        run("dose", *options(VIAL), "--full", "--record", str(tmp_path / f"2{name}"))
        texts.append([(tmp_path / each).read_bytes() for each in (name, f"2{name}")])
    assert texts[0] == texts[1]
    # Another way to write the same amounts is another input.
    assert json.loads(texts[0][0])["given"]["vial"] == "5mg"
    assert texts[0][0] != texts[0][1]


@pytest.mark.parametrize(
    ("command", "words"),
    [("course", []), ("label", []), ("dose", ["--expires", "2027-01"])],
)
def test_the_day_that_is_read_from_the_clock_is_in_it(wrote, checked, monkeypatch, command, words):
    monkeypatch.setattr(days, "date", Clock)
    record = wrote(command, *options(VIAL), *words)
    assert record["today"] == "2026-11-21"
    assert not {"start", "opened", "today"} & record["given"].keys()
    # On another day it is what it was.
    monkeypatch.undo()
    assert checked(record).code == 0
    # The first says how long a vial is kept from that day, the others when it is discarded.
    record["today"] = "2027-02-01"
    assert checked(record).code == 1


class Clock(date):
    """Dates on the 21st of November 2026."""

    @classmethod
    def today(cls):
        return date(2026, 11, 21)


def test_names_of_the_command_line_alone_are_kept(wrote, checked):
    record = wrote("dose", "--vial", "5 mg", "--bac-water", "2 mL", "--dose", "250 mcg")
    assert record["given"]["bac_water"] == "2 mL"
    assert "diluent" not in record["given"]
    assert checked(record).code == 0
    record = wrote("dose", *options(VIAL), "--preservative-free", "--strict")
    assert record["given"]["preservative_free"] is True
    assert "strict" not in record["given"]
    assert checked(record).code == 0
    record = wrote("course", *options(VIAL)[:4], "--step", "250mcg x 7d", "--step", "300mcg x 7d")
    assert record["given"]["step"] == ["250mcg x 7d", "300mcg x 7d"]
    assert checked(record).code == 0


def test_a_plan_file_is_in_it(wrote, checked, tmp_path):
    (tmp_path / "mine.toml").write_text('vial = "5 mg"\nper-day = 2\ntimes = ["08:00", "20:00"]')
    record = wrote("course", "--kit", "mine.toml", "--diluent", "2 mL", "--dose", "250 mcg")
    assert record["given"] == {
        "formulation": "selank",
        **VIAL,
        "per_day": "2",
        "times": ["08:00", "20:00"],
    }
    assert checked(record).code == 0


def test_answers_at_a_terminal_are_kept(tmp_path):
    path = tmp_path / "a.json"
    code, _seen = asked_here(
        ["dose", "--vial", "5 mg", "--dose", "250 mcg", "--record", str(path)], ["2 mL\r"]
    )
    assert (code, json.loads(path.read_bytes())["given"]) == (0, {"formulation": "selank", **VIAL})


def test_the_label_has_its_id(run, wrote, tmp_path):
    words = ["label", *options(VIAL), "--opened", "2026-11-21", "--svg", str(tmp_path / "a.svg")]
    record = wrote(*words, "--size", "80x60mm")
    assert f"Record {record['id']}" in (tmp_path / "a.svg").read_text()
    ran = run(*words, "--force", "--record", "a.json")
    line = f"Record {record['id']}"
    assert f"| {line:^76} |" in ran.out
    assert "Record" not in run(*words, "--force").out


def test_what_differs_is_in_a_table(wrote, checked, snapshot):
    record = wrote("dose", *options({**VIAL, "dose": "600 mcg"}))
    record["result"]["draw_units"] = 25
    record["result"]["below"] = None
    record["result"]["assumed"].append("a guess")
    record["result"]["flags"] = [
        {"code": "between-marks", "severity": "caution"},
        *(flag | {"limit": 501, "message": "x"} for flag in record["result"]["flags"]),
        {"code": "between-marks", "severity": "caution"},
        7,
    ]
    ran = checked(record)
    assert (ran.code, ran.err) == (1, "")
    # The id depends on the version.
    assert (
        ran.out.replace(record["id"], "0123456789").replace(id_of(record), "9876543210") == snapshot
    )


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("flags", [{"code": "\x1b[31m", "severity": "warning"}], r"flags \x1b[31m"),
        ("assumed", ["\x9b2J"], r"assumed \x9b2J"),
        ("below", {"\u202e": 1}, r"below \u202e"),
        ("name", "\x1b]0;x\x07", r"\x1b]0;x\x07"),
    ],
)
def test_what_differs_has_nothing_that_a_terminal_would_obey(wrote, checked, name, value, shown):
    record = wrote("dose", *options(VIAL))
    record["result"][name] = value
    ran = checked(record)
    assert ran.code == 1
    assert shown in ran.out
    assert ran.out.replace("\n", "").isprintable()


def test_a_name_without_end_is_cut(wrote, checked):
    record = wrote("dose", *options(VIAL))
    record["result"]["x" * 5000] = 1
    assert checked(record).out.count("x") == 60


def test_at_most_twenty_differences_are_shown(wrote, checked):
    record = wrote("dose", *options(VIAL))
    record["result"] = dict.fromkeys(map(str, range(100)), True) | {"draw_units": True}
    out = checked(record).out
    assert len(out.splitlines()) == 23
    assert " and 1" in out


def test_true_is_not_one(wrote, checked):
    record = wrote("dose", *options(VIAL))
    assert record["result"]["doses_per_day"] == 1
    record["result"]["doses_per_day"] = True
    assert checked(record).code == 1


def test_names_that_another_version_has_not_are_no_difference(wrote, checked):
    record = wrote("dose", *options(VIAL))
    del record["result"]["draw_ml"]
    assert "draw_ml" in checked(record).out
    record["version"] = "0.0.1"
    record["id"] = id_of(record)
    ran = checked(record)
    assert ran.code == 0
    assert "Version 0.0.1 made it; this is" in ran.out


def test_another_catalogue_is_told(wrote, checked, tmp_path):
    mine = tmp_path / "mine.yaml"
    text = default_catalogue_text()
    mine.write_text(text.replace("low: 250 mcg, high: 500 mcg", "low: 250 mcg, high: 240 mcg"))
    assert CATALOGUE.formulation("selank").dose_mcg.high == 500
    mine.write_text(text.replace("high: 500 mcg", "high: 550 mcg", 1))
    record = wrote("dose", *options(VIAL), "--catalogue", str(mine))
    assert "catalogue" not in record["given"]
    assert checked(record, "--catalogue", str(mine)).out.count("\n") == 1
    ran = checked(record)
    assert ran.code == 0
    assert "another catalogue. Name it with --catalogue." in ran.out


RECORD = {
    "record": 1, "id": "", "command": "dose", "version": "1", "catalogue": "", "given": VIAL,
    "today": None, "result": {},
}  # fmt: skip


def with_given(command="dose", **given):
    return {**RECORD, "command": command, "given": given}


NONE = {
    "empty": "", "not JSON": "[1", "a list": [RECORD], "text": '"x"', "nothing": {},
    "deep": "[" * 200_000, "deep inside": json.dumps(RECORD).replace("{}}", '{"a":' + "[" * 100_000 + "]" * 100_000 + "}}"),
    "NaN": json.dumps({**RECORD, "id": float("nan")}), "endless": '{"a": 1e999}',
    "many digits": "9" * 5000, "UTF-16": "\ud800",
    "a name twice": json.dumps(RECORD).replace('"vial":', '"vial": "50 mg", "vial":'),
    "one name more": {**RECORD, "a": 1}, "one name less": {**RECORD, "a": 1} | {"a": 1},
    "another form": {**RECORD, "record": 2}, "a truth": {**RECORD, "record": True},
    "another command": {**RECORD, "command": "batch"}, "a command by number": {**RECORD, "command": 1},
    "a terminal": {**RECORD, "command": "\x1b[1m"},
    "given a list": {**RECORD, "given": []}, "unknown": with_given(vail="5 mg"),
    "of the output": with_given(svg="a.svg"), "a catalogue": with_given(catalogue="a.yaml"),
    "a number": with_given(**VIAL | {"vial": 5}), "false": with_given(preservative_free=False),
    "many vials": with_given(**VIAL | {"vial": ["5 mg"]}), "formulations": with_given(formulation=["selank"], **VIAL),
    "steps as text": with_given("course", step="250 mcg x 7d"), "steps": with_given("course", step=[1]),
    "a strength": with_given("diluent", strength="5 mg/mL"), "a clock": {**RECORD, "today": 1},
    "a clock of numbers": {**with_given("course", **VIAL), "today": []},
    "an amount": with_given(**VIAL | {"vial": "5 MG"}), "too little": with_given(vial="5 mg"),
    "a formulation": with_given(formulation="x", **VIAL), "water": with_given(water="2 mL"),
    "two waters": with_given(bac_water="2 mL", **VIAL),
    "a date": {**with_given("label", **VIAL), "today": "today"},
}  # fmt: skip


@pytest.mark.parametrize("fault", NONE)
def test_what_is_no_record_is_refused_in_two_lines(tmp_path, fault):
    text = NONE[fault] if isinstance(NONE[fault], str) else json.dumps(NONE[fault])
    path = tmp_path / "b.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    ran = run_here("check", str(path))
    assert (ran.code, ran.out) == (2, ""), ran
    assert ran.err.startswith(f"selank-calc: {str(path)!r:.38}")
    assert ran.err.count("\n") <= 2
    assert ran.err.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (NONE["a name twice"], "'vial' stands there twice."),
        (json.dumps({**RECORD, "a": 1}), "'a' belongs in none."),
        (json.dumps({"record": 1}), "id is missing."),
        ("[]", "it is not an object."),
        (b"\xff{}", "it is not UTF-8 text."),
    ],
)
def test_and_why(run, tmp_path, text, why):
    (tmp_path / "b.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert run("check", str(tmp_path / "b.json")).err.splitlines()[0].endswith(why)


def test_files_that_are_none(run, tmp_path):
    for path in (tmp_path, tmp_path / "none.json", "/dev/zero", "a\0b"):
        ran = run("check", str(path))
        assert (ran.code, ran.out) == (2, ""), ran
    assert "larger than" in run("check", "/dev/zero").err
    assert "100" in run("check", "/dev/zero").err


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_result_is_compared(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("records") / "a.json"
    path.write_text(
        json.dumps({**RECORD, "result": {"draw_ml": data, "flags": data, "syringe": data}})
    )
    ran = run_here("check", str(path))
    assert (ran.code, ran.err) == (1, "")


def test_it_reads_standard_input(wrote):
    record = wrote("dose", *options(VIAL))
    assert run_here("check", "-", stdin=json.dumps(record).encode()).code == 0


def test_a_file_that_exists_is_kept(run, tmp_path):
    path = tmp_path / "a.json"
    path.write_text("mine")
    for command, (_function, arguments) in ASKED.items():
        ran = run(command, *options(arguments), "--record", str(path))
        assert (ran.code, path.read_text()) == (2, "mine")
        assert "--record" in ran.err
        ran = run(command, *options(arguments), "--force")
        assert (ran.code, ran.out) == (2, "")
    ran = run("dose", *options(VIAL), "--record", "x", "--svg", "x")
    assert (ran.code, "it is also the file of --svg" in ran.err) == (2, True)


def test_every_option_is_of_the_calculation_or_is_not():
    """A new option is recorded, if nobody says that it only has to do with the output."""
    from selank_calc.cli.record import _APART, _FUNCTIONS

    for command in _FUNCTIONS:
        names = {name for name, _takes in OPTIONS[command][1].values()}
        record = {*names} - _APART - {"bac_water", "water"}
        assert record <= {*_arguments(command), "strength"}


def _arguments(command):
    from inspect import signature

    from selank_calc.dosing.arguments import DoseArguments

    names = signature(ASKED[command][0]).parameters
    return [*names, *(DoseArguments.__annotations__ if command != "diluent" else ())]


def test_a_water_that_is_no_text_is_refused_in_a_record():
    record = {
        "record": 1, "id": "7dce1a1ef3", "command": "dose", "version": "0.1.0", "catalogue": "x",
        "given": {**VIAL, "water": ["a"]}, "today": None, "result": {},
    }  # fmt: skip
    ran = run_here("check", "-", stdin=json.dumps(record).encode())
    assert (ran.code, ran.out) == (2, "")
    assert "water: which water it is decides how long it lasts." in ran.err
