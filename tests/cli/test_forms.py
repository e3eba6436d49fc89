"""The forms that every result is printed in: for people, and for programs."""

import csv
import io
import json

import pytest

VIAL = ("--vial", "10 mg", "--diluent", "3 mL")
ASKED = {
    "course": ("course", *VIAL, "--step", "320 mcg x 3d", "--step", "700 mcg x 2d", "--start",
               "2026-11-21", "--skip", "Mon", "--today", "2026-11-23"),
    "course of sprays": ("course", "-f", "spray", "--sprays", "2", "--bottle", "1 mL", "--days",
                         "4", "--start", "2026-11-21"),
    "diluent": ("diluent", "--vial", "10 mg", "--dose", "333 mcg", "--vial-size", "2 mL"),
    "diluent of a spray": ("diluent", "-f", "spray", "--vial", "5 mg", "--dose", "150 mcg"),
    "no diluent": ("diluent", "--vial", "50 mg", "--dose", "250 mcg"),
    "label": ("label", *VIAL, "--dose", "320 mcg", "--opened", "2026-11-21"),
    "label of a spray": ("label", "-f", "spray", "--sprays", "4", "--opened", "2026-11-21"),
    "convert": ("convert", "250 mcg", "units", *VIAL),
}  # fmt: skip


# Each result as lines, and in full where there is more; a spreadsheet of days, and of volumes.
SHOWN = [
    *((name, form) for name in ASKED for form in ("plain", "full") if (name, form) != ("convert", "full")),
    ("course", "csv"),
    ("diluent", "csv"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "form"), SHOWN)
def test_what_is_printed(run, snapshot, name, form):
    options = {"full": ("--format", "plain", "--full")}.get(form, ("--format", form))
    ran = run(*ASKED[name], *options)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot
    assert ran.out.replace("\u041b\u0420\u0421", "").isascii()  # of a register, with --full


def flat(record):
    """The filled cells of a row with that record of JSON, whose numbers are as they stand there."""
    cells = {}
    for name, value in record.items():
        if isinstance(value, dict):
            cells |= {f"{name}_{part}": each for part, each in value.items()}
        elif isinstance(value, list):
            said = (
                each if isinstance(each, str) else f"{each['severity']} {each['code']}"
                for each in value
            )
            cells[name] = "; ".join(said)
        else:
            cells[name] = str(value).lower() if isinstance(value, bool) else value
    return {name: value for name, value in cells.items() if value not in (None, "")}


def read_json(text):
    return json.loads(text, parse_float=str, parse_int=str)


def read_csv(text):
    """The filled cells of each row."""
    rows = csv.DictReader(io.StringIO(text))
    return [{name: cell for name, cell in row.items() if cell} for row in rows]


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
class TestEach:
    def test_json_and_table_are_as_without_a_form(self, run, asked):
        assert run(*asked, "--format", "json") == run(*asked, "--json")
        assert run(*asked, "--format", "json", "--json") == run(*asked, "--json")
        assert run(*asked, "--format", "table") == run(*asked)

    def test_csv_has_what_json_has_and_every_flag_in_every_row(self, run, asked):
        record = read_json(run(*asked, "--json").out)
        rows = read_csv(run(*asked, "--format", "csv").out)
        each_row = record.get("days_detail", record.get("options", [record])) or [{}]
        assert len(rows) == len(each_row)
        for row, expected in zip(rows, each_row, strict=True):
            for flag in record.get("flags", []):
                assert f"{flag['severity']} {flag['code']}" in row["flags"]
            row.pop("flags", None)
            assert row == flat({name: each for name, each in expected.items() if name != "flags"})

    def test_two_forms_are_refused_and_what_is_for_people(self, run, asked):
        ran = run(*asked, "--json", "--format", "csv")
        assert (ran.code, ran.out) == (2, "")
        assert "--json and --format csv ask for two outputs." in ran.err
        if asked[0] != "convert":
            ran = run(*asked, "--full", "--format", "csv")
            assert "--full is for people to read, CSV for programs." in ran.err
