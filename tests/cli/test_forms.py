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


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
class TestEach:
    @pytest.mark.parametrize("more", ["plain", "csv", "full"])
    def test_what_is_printed(self, run, snapshot, asked, more):
        form = ("--format", "plain" if more == "full" else more)
        full = ("--full",) if more == "full" and asked[0] != "convert" else ()
        ran = run(*asked, *form, *full)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == snapshot
        assert ran.out.replace("\u041b\u0420\u0421", "").isascii()  # of a register, with --full

    def test_json_and_table_are_as_without_a_form(self, run, asked):
        assert run(*asked, "--format", "json") == run(*asked, "--json")
        assert run(*asked, "--format", "json", "--json") == run(*asked, "--json")
        assert run(*asked, "--format", "table") == run(*asked)

    def test_csv_has_every_flag_in_every_row(self, run, asked):
        record = json.loads(run(*asked, "--json").out)
        rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
        assert len(rows) == max(1, len(record.get("days_detail", record.get("options", [0]))))
        for row in rows:
            for flag in record.get("flags", []):
                assert f"{flag['severity']} {flag['code']}" in row["flags"]

    def test_two_forms_are_refused_and_what_is_for_people(self, run, asked):
        ran = run(*asked, "--json", "--format", "csv")
        assert (ran.code, ran.out) == (2, "")
        assert "--json and --format csv ask for two outputs." in ran.err
        if asked[0] != "convert":
            ran = run(*asked, "--full", "--format", "csv")
            assert "--full is for people to read, CSV for programs." in ran.err
