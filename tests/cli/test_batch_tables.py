"""`selank-calc batch` on tables as spreadsheets save them, and what it prints of them."""

import csv
import io
import json

import pytest

from ..command_line import run_here

ROW = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
# As LibreOffice saves it: a byte order mark, semicolons, quoted text, ends of lines of Windows.
SAVED = (
    '\ufeff;"Patient no.";"Vial (mg)";"BAC water (mL)";"Dose [mcg]";"Doses per Day";"Notes"\r\n'
    '0;"A1";5;2;250;"2.0";"hello; you, there"\r\n'
    '1;"A2";5;2,5;250;;\r\n'
    '2;"A3";5;;250;;"=1+1"\r\n'
    ";;;;;;\r\n"
)
MAPPED = ("--column", "diluent=BAC water (mL)", "--column", "id=Patient no.")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def records(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", ["table.csv", "table.tsv", "table.txt"])
def test_a_spreadsheet_is_read_as_it_is(folder, run, name, jobs):
    saved = SAVED if name != "table.tsv" else SAVED.replace(";", "\t")
    (folder / name).write_text(saved, newline="")
    form = ("--format", "csv") if name == "table.txt" else ()
    ran = run(
        "batch",
        name,
        *MAPPED,
        *form,
        "--keep",
        "*",
        "-o",
        "out.jsonl" if not form else "out.txt",
        "--jobs",
        jobs,
    )
    assert ran.code == 1
    assert "3 rows: 1 done; 2 failed" in ran.err
    if form:
        done = list(csv.DictReader(io.StringIO((folder / "out.txt").read_text())))
        assert [row["Notes"] for row in done] == ["hello; you, there", "", "'=1+1"]
        assert (done[0]["draw_units"], done[0]["daily_mcg"], done[0]["line"]) == ("10", "500", "2")
        return
    first, comma, empty = records((folder / "out.jsonl").read_text())
    assert list(first)[:4] == ["line", "id", "Notes", "formulation"]
    assert (first["id"], first["draw_units"], first["daily_mcg"]) == ("A1", 10, 500)
    assert comma["error"]["field"] == "BAC water (mL)"
    assert comma["error"]["message"] == "'2,5' has a comma, which some read as the decimal point."
    assert comma["error"]["hint"] == "Write 2.5."
    assert (empty["error"]["code"], empty["error"]["field"]) == ("missing", "diluent")


def test_an_unknown_column_is_refused_with_both_ways_out(folder, run):
    (folder / "table.csv").write_text(SAVED)
    ran = run("batch", "table.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "selank-calc: Unknown column 'Patient no.'.\n"
        '  Misspelt? To pass it on, write --keep "Patient no.". '
        'To read it, for example --column diluent="Patient no.". Known: id,'
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_separator_is_recognised_quoted_or_not(separator, quote):
    lines = [["Vial", "Diluent", "Dose"], ROW.values()]
    table = "".join(
        separator.join(f"{quote}{each}{quote}" for each in line) + "\n" for line in lines
    )
    ran = run_here(
        "batch", "-", "--format", "csv", "--fields", "line,draw_units", stdin=table.encode()
    )
    assert (ran.code, ran.out) == (0, "line,draw_units\n2,10\n")


def test_a_comma_within_a_heading_is_no_separator(run, folder):
    (folder / "table.csv").write_text("Water, bacteriostatic (mL);vial;dose\n2;5 mg;250 mcg\n")
    ran = run(
        "batch",
        "table.csv",
        "--column",
        "diluent=Water, bacteriostatic (mL)",
        "--fields",
        "draw_units",
    )
    assert (ran.code, ran.out) == (0, "draw_units\n10\n")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows.xlsx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00rest\nmore"),
        ("rows.ods", b"PK\x03\x04\x14\x00\x00\x08mimetype"),
        ("rows.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3000),
        ("rows.csv", b"PK\x03\x04\x14\nrest"),
        ("rows.csv", "vial;dose\n5 mg;1 mg\n".encode("utf-16")),
        ("rows.jsonl", b"\x89PNG\r\x00\x00\x00\rIHDR\n\x00"),
        ("rows.csv.gz", b"\x1f\x8b\x08\x00\x00"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_no_text_is_one_refusal(folder, run, name, data, jobs):
    (folder / name).write_bytes(data)
    ran = run("batch", name, "--jobs", jobs)
    assert (ran.code, ran.out) == (2, "")
    what = " a spreadsheet's own (.xlsx, .ods) or an archive," if data.startswith(b"PK") else ""
    assert ran.err == (
        f"selank-calc: the file is{what} not text.\n"
        "  In the spreadsheet, save it as CSV, in UTF-8, and name that file.\n"
    )


class TestFields:
    def test_are_printed_alone_in_this_order(self, folder, run):
        (folder / "rows.jsonl").write_text(f"{json.dumps({**ROW, 'id': 1})}\n{{}}\n")
        ran = run("batch", "rows.jsonl", "--fields", "flags,line,draw_units,syringe")
        good, bad = ran.out.splitlines()
        assert good == (
            '{"flags":[],"line":1,"draw_units":10,'
            '"syringe":{"scale":"U-100","capacity_ml":0.3,"marks_units":1}}'
        )
        assert bad == '{"flags":null,"line":2,"draw_units":null,"syringe":null}'

    def test_are_the_columns_of_csv(self, folder, run):
        (folder / "rows.csv").write_text("ward,vial,diluent,dose\nB,5 mg,2 mL,260 mcg\n,,,5 mg\n")
        fields = "line,ward,below,flags,error_code"
        ran = run("batch", "rows.csv", "--keep", "*", "--fields", fields)
        assert ran.out.splitlines() == [
            "line,ward,below_units,below_sprays,below_drops,below_delivered_mcg,below_error_percent,flags,error_code",
            # 260 / 25 = 10.4 units; the mark below delivers 250 mcg, 10 / 260 less
            "2,B,10,,,250,-3.8461538461538463,caution between-marks,",
            "3,,,,,,,,missing",
        ]

    @pytest.mark.parametrize("source", ["rows.jsonl", "rows.csv"])
    def test_that_are_none_are_refused(self, folder, run, source):
        (folder / "rows.jsonl").write_text(json.dumps(ROW))
        (folder / "rows.csv").write_text("vial\n5 mg\n")
        ran = run("batch", source, "--fields", "line,draw_unit")
        assert (ran.code, ran.out) == (2, "")
        assert (
            "--fields: no field of a record is called 'draw_unit'.\n  Did you mean draw_units?"
            in ran.err
        )

    def test_are_completed_one_after_the_other(self):
        from selank_calc.cli.batch import complete_fields

        assert complete_fields("line,draw_") == ["line,draw_ml", "line,draw_units"]
        assert complete_fields("err") == ["error_percent", "error"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--column", "diluent"], "--column: 'diluent' stands without a heading."),
        (["--column", "diluent="], 'Write for example --column diluent="BAC water (mL)".'),
        (["--column", "dilutent=x"], "--column: a row has no 'dilutent'.\n  Did you mean diluent?"),
        (
            ["--column", "dose=x", "--column", "dose=y"],
            "--column: one name stands for two headings.",
        ),
        (
            ["--column", "dose=bed"],
            "--column: no column is called 'bed'.\n  Columns: vial, diluent.",
        ),
        (["--keep", "bed"], "--keep: no column is called 'bed'."),
        (["-o", "out.tsv"], "--output: columns are written with commas between them, not tabs."),
    ],
)
def test_bad_options_are_refused_in_their_words(folder, run, arguments, said):
    (folder / "rows.csv").write_text("vial,diluent\n5 mg,2 mL\n")
    ran = run("batch", "rows.csv", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Dose (IU)", "column 'Dose (IU)': 'IU' is refused.\n  Selank has no international units;"),
        ("Dose (mL)", "column 'Dose (mL)': 'mL' is a unit of volume; a mass is needed.\n  Name it"),
    ],
)
def test_a_unit_in_a_heading_that_is_refused_names_the_column(folder, run, heading, said):
    (folder / "rows.csv").write_text(f"vial,{heading}\n5 mg,2\n")
    ran = run("batch", "rows.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"selank-calc: {said}")
    mapped = run("batch", "rows.csv", "--column", f"dose={heading}")
    assert (mapped.code, mapped.out) == (2, "")
    assert mapped.err.startswith("selank-calc: --column: ")


def test_all_columns_of_json_can_not_be_kept_in_csv(folder, run):
    (folder / "rows.jsonl").write_text(json.dumps(ROW))
    ran = run("batch", "rows.jsonl", "--keep", "*", "-o", "out.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("selank-calc: --keep: the names of JSON rows are not known before")
    assert run("batch", "rows.jsonl", "--keep", "*").code == 0


def test_the_schema_of_a_row_has_what_is_kept(run):
    assert json.loads(run("schema", "row", "--keep", "*").out)["additionalProperties"] is True
    assert "ward" in json.loads(run("schema", "row", "--keep", "ward").out)["properties"]
    ran = run("schema", "label", "--keep", "ward")
    assert (ran.code, ran.out) == (2, "")
    assert "--keep: the schema of a label has none." in ran.err
