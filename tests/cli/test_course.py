"""`selank-calc course` as it is used."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from selank_calc import course

from .terminal import asked_here

VIAL = ("--vial", "5 mg", "--diluent", "2 mL")
START = ("--start", "2026-11-21")
ASKED = (*VIAL, "--dose", "250 mcg", *START)


class TestTable:
    """What people read, as snapshots: `pytest --snapshot-update` after reading the change."""

    @pytest.mark.parametrize(
        "asked",
        [
            (*ASKED, "--days", "28"),
            (*ASKED, "--days", "28", "--courses", "2", "--break", "14", "--skip", "Sun", "--today",
             "2026-12-05", "--price", "39.90", "--currency", "EUR", "--on-hand", "1", "--dead-space",
             "0.02 mL", "--per-day", "2"),
            (*VIAL, *START, "--step", "250 mcg x 7d", "--step", "600 mcg x 30d"),
            ("-f", "spray", "--dose", "180 mcg", "--bottle", "10 mL", "--priming", "5", *START,
             "--days", "30"),
            ("-f", "spray", "--sprays", "2", *START),
            ("--vial", "10 mg", "--diluent", "3 mL", "--dose", "250 mcg", *START,
             "--preservative-free", "--times", "07:30", "--price", "10"),
            ("-f", "amidate", "--vial", "20 mg", "--diluent", "4 mL", "--dose", "300 mcg", *START,
             "--days", "112", "--beyond-use", "20"),
            (*ASKED, "--draw", "12 units", "--courses", "2"),
        ],
        ids=["plain", "everything", "steps", "bottles", "unknown bottle", "no preservative",
             "discarded", "another draw"],
    )  # fmt: skip
    def test_of_a_course(self, run, snapshot, asked):
        ran = run("course", *asked)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == snapshot
        assert all(len(line) <= 80 for line in ran.out.splitlines())
        assert "it recommends no dose." in ran.out

    def test_what_was_taken_from_the_clock_is_said(self, run):
        printed = run("course", *VIAL, "--dose", "250 mcg").out
        assert f", {date.today()} to" in printed
        assert "Assumed: 14 days from today, " in printed
        full = run("course", *VIAL, "--dose", "250 mcg", "--full").out
        assert f"{date.today()} (today, assumed) to" in " ".join(full.split())
        assert "the course starts today" in full

    def test_after_its_end_the_course_is_over(self, run):
        printed = " ".join(run("course", *ASKED, "--today", "2027-06-01").out.split())
        assert "14 doses taken, none left, the course is over." in printed
        assert "is in use" not in printed
        printed = " ".join(run("course", *ASKED, "--today", "2026-12-06").out.split())
        assert "Vial 1 is to be discarded on 2026-12-19." in printed
        printed = " ".join(run("course", *ASKED, "--today", "2026-11-22").out.split())
        assert "1 dose taken, 13 left. Vial 1 is in use, to be discarded on 2026-12-19." in printed

    @pytest.mark.parametrize("columns", ["40", "60", "20"])
    def test_on_a_narrow_terminal_no_number_is_cut(self, run, monkeypatch, columns):
        monkeypatch.setenv("COLUMNS", columns)
        out = run("course", *ASKED, "--days", "28").out
        assert max(map(len, out.splitlines())) <= int(columns)
        joined = "".join(out.split())
        for said in ("2026-11-21", "2026-12-11", "2027-01-08", "7000mcg"):
            assert said in joined

    def test_what_it_costs_is_on_a_crowded_first_screen(self, run):
        # 28 x 39.90 = 1117.20 over 28 doses, and 25 x 39.90 = 997.50
        out = run("course", *ASKED, "--days", "28", "--preservative-free", "--price", "39.90",
                  "--on-hand", "3").out  # fmt: skip
        assert "1117.20, 39.90 a dose; 997.50 for the 25 to buy" in out

    @pytest.mark.parametrize(
        "asked",
        [
            (*ASKED, "--preservative-free"),
            ("-f", "spray", "--sprays", "2", "--bottle", "10 mL", *START, "--days", "30",
             "--beyond-use", "20"),
        ],
        ids=["no preservative", "bought ready"],
    )  # fmt: skip
    def test_a_rule_for_what_is_preserved_is_cited_for_nothing_else(self, run, asked):
        out = run("course", *asked, "--full").out
        assert " beyond-use" in out
        assert "usp-797" not in out

    def test_every_flag_is_in_it_whole(self, run):
        asked = ("--vial", "10 mg", "--diluent", "2 mL", *START, "--courses", "2", "--break", "1",
                 "--step", "100 mcg x 29d", "--step", "900 mcg x 29d")  # fmt: skip
        flags = json.loads(run("course", *asked, "--json").out)["flags"]
        assert {flag["code"] for flag in flags} >= {
            "course-longer-than-documented", "break-shorter-than-documented", "step-change",
            "beyond-use", "dose-below-documented", "dose-above-documented",
        }  # fmt: skip
        printed = "".join(run("course", *asked, "--full").out.split())
        said_together = {
            f"{of}-{side}-documented" for of in ("daily", "dose") for side in ("above", "below")
        }
        for flag in flags:
            if flag["code"] not in said_together:
                assert "".join(flag["message"].split()) in printed
            assert flag["code"] in printed


def test_json_is_the_record_of_the_library(run):
    ran = run("course", *ASKED, "--days", "28", "--times", "08:00,20:00", "--skip", "Sun", "--json")
    assert json.loads(ran.out) == course(
        vial="5 mg", diluent="2 mL", dose="250 mcg", start="2026-11-21", days=28,
        times="08:00,20:00", skip="Sun",
    ).as_dict()  # fmt: skip
    assert "recommends" not in ran.out


def test_a_warning_is_exit_3_with_strict(run):
    assert run("course", *ASKED, "--strict").code == 0
    assert run("course", *VIAL, "--dose", "600 mcg", *START, "--strict").code == 3


def test_on_a_terminal_it_asks_for_what_is_missing():
    code, seen = asked_here(["course", *VIAL, *START], ["250 mcg\n"])
    assert code == 0
    assert "14 doses = 3500 mcg from 1 vial" in seen


def test_steps_are_not_asked_for_a_dose():
    code, seen = asked_here(["course", *VIAL, *START, "--step", "250 mcg x 7d"], [])
    assert code == 0
    assert "Answer each question" not in seen


class TestCalendarFile:
    def test_it_is_that_of_the_library(self, run, tmp_path):
        file = tmp_path / "course.ics"
        ran = run("course", *ASKED, "--ics", str(file), "--timezone", "Europe/Berlin")
        assert ran == run("course", *ASKED)
        plan = course(vial="5 mg", diluent="2 mL", dose="250 mcg", start="2026-11-21")
        assert file.read_bytes() == plan.as_calendar("Europe/Berlin")
        assert [each.name for each in tmp_path.iterdir()] == ["course.ics"]

    def test_a_discreet_one_is_that_of_the_library(self, run, tmp_path):
        file = tmp_path / "course.ics"
        assert run("course", *ASKED, "--ics", str(file), "--discreet") == run("course", *ASKED)
        plan = course(vial="5 mg", diluent="2 mL", dose="250 mcg", start="2026-11-21")
        assert file.read_bytes() == plan.as_calendar(discreet=True)

    def test_discreet_without_a_file_is_refused(self, run):
        ran = run("course", *ASKED, "--discreet")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("selank-calc: --discreet: it is the calendar file that is")
        assert "Write also --ics course.ics." in ran.err

    def test_a_warning_without_a_file_is_refused_and_one_in_a_plan_file_waits(self, run, tmp_path):
        ran = run("course", *ASKED, "--warn-before", "3d")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("selank-calc: --warn-before: it is the calendar file that warns")
        kit, file = tmp_path / "mine.toml", tmp_path / "course.ics"
        kit.write_text('warn-before = "3d"')
        assert run("course", *ASKED, "--kit", str(kit)).code == 0
        ran = run("course", *ASKED, "--kit", str(kit), "--ics", str(file))
        # 28 days from 21 November are 19 December
        assert b"DTSTART;VALUE=DATE:20261216" in file.read_bytes().replace(b"\r\n ", b"")
        assert "Warn" not in ran.out

    def test_where_no_date_is_known_there_is_nothing_to_warn_of(self, run, tmp_path):
        asked = ("-f", "spray", "--sprays", "2", "--bottle", "10 mL", "--warn-before", "3d")
        ran = run("course", *asked, "--ics", str(tmp_path / "course.ics"))
        assert "Warn of nothing: no discard date of a bottle is known" in " ".join(ran.out.split())

    def test_a_time_that_is_skipped_is_in_all_of_them(self, run, tmp_path):
        file = tmp_path / "course.ics"
        asked = (*VIAL, "--dose", "250 mcg", "--start", "2027-03-15", "--times", "02:30",
                 "--timezone", "Europe/Berlin")  # fmt: skip
        printed = " ".join(run("course", *asked, "--full", "--ics", str(file)).out.split())
        (flag,) = json.loads(run("course", *asked, "--json").out)["flags"]
        assert flag["code"] == "time-skipped"
        assert f"CAUTION {flag['message']} time-skipped" in printed
        unfolded = file.read_bytes().replace(b"\r\n ", b"").decode().replace("\\", "")
        assert flag["message"] in unfolded

    def test_the_stamp_can_be_set_by_the_environment(self, run, tmp_path, monkeypatch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
        run("course", *ASKED, "--ics", str(tmp_path / "course.ics"))
        assert b"DTSTAMP:20010909T014640Z\r\n" in (tmp_path / "course.ics").read_bytes()

    def test_a_stamp_of_nothing_is_none(self, run, tmp_path, monkeypatch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
        assert run("course", *ASKED, "--ics", str(tmp_path / "course.ics")).code == 0
        assert b"DTSTAMP:20261121T000000Z\r\n" in (tmp_path / "course.ics").read_bytes()

    @pytest.mark.parametrize("seconds", ["", "now", "9" * 30])
    def test_no_stamp_is_looked_at_where_no_file_is_written(self, run, monkeypatch, seconds):
        expected = run("course", *ASKED)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        assert run("course", *ASKED) == expected

    @pytest.mark.parametrize(
        "seconds", [" ", "now", "1e9", "-1", "1_0", "\u0661", "9999999999", "9" * 30, "\x1b[31m"]
    )
    def test_by_a_number_of_seconds_only(self, run, tmp_path, monkeypatch, seconds):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        ran = run("course", *ASKED, "--ics", str(tmp_path / "course.ics"))
        assert (ran.code, ran.out) == (2, "")
        assert "not a number of seconds since 1970.\n  Unset it, or set it to digits" in ran.err
        assert ran.err.replace("\n", "").isprintable()
        assert list(tmp_path.iterdir()) == []

    def test_one_that_is_there_is_replaced_by_force_only(self, run, tmp_path):
        file = tmp_path / "course.ics"
        file.write_text("old")
        ran = run("course", *ASKED, "--ics", str(file))
        assert (ran.code, ran.out, file.read_text()) == (2, "", "old")
        assert run("course", *ASKED, "--ics", str(file), "--force").code == 0
        assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_five_doses_a_day_for_ten_years(run):
    asked = ("--vial", "20 mg", "--diluent", "4 mL", "--dose", "100 mcg", *START)
    ran = run("course", *asked, "--days", "3653", "--per-day", "5", "--json")
    record = json.loads(ran.out)
    # 140 doses in 28 days, of the 200 in a vial: 18265 / 140 = 130.5
    assert (record["doses"], record["vials"], len(record["days_detail"])) == (18_265, 131, 3653)


# A vial for each of 24 doses a day, over ten years: 263,016 events, and 24 doses of 100 steps.
WORST = {
    "a vial a dose": ("--vial", "0.3 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--days", "3653"),
    "100 steps": (
        "--vial", "0.4 mg", "--diluent", "2 mL",
        *(each for number in range(100)
          for each in ("--step", f"{210 + number}.{number} mcg x {36 + (number < 53)}d")),
    ),
}  # fmt: skip


# What the kernel says of the process itself: that of a child has its parent in it.
MEASURED = """
import sys
from pathlib import Path
from selank_calc.__main__ import main
try:
    main()
finally:
    sys.stderr.write(Path("/proc/self/status").read_text())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak")
@pytest.mark.parametrize(
    ("asked", "forms"), [("100 steps", ("--ics", "course.ics")), ("a vial a dose", ("--json",))]
)
def test_the_longest_course_takes_less_than_150_mb(tmp_path, asked, forms):
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "course", *WORST[asked], *START, "--per-day", "24",
         "--timezone", "Europe/Berlin", *forms],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    (peak_kb,) = re.findall(r"VmHWM:\s*([0-9]+) kB", done.stderr)
    assert int(peak_kb) < 150_000
    if forms[0] == "--ics":
        with (tmp_path / "course.ics").open("rb") as file:
            events = sum(each == b"BEGIN:VEVENT\r\n" for each in file)
        assert events > 200_000


def test_many_vials_are_all_listed_by_full(run):
    asked = (
        "--vial",
        "0.3 mg",
        "--diluent",
        "2 mL",
        "--dose",
        "250 mcg",
        *START,
        "--per-day",
        "24",
    )
    printed = run("course", *asked, "--days", "42", "--full").out
    found = re.findall(r"^ ([0-9]+) +[0-9-]{10}  1      [0-9-]{10}", printed, re.MULTILINE)
    assert found == [f"{number}" for number in range(1, 1009)]


def test_without_a_terminal_and_streams_nothing_is_written_in_part(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "selank_calc", "course", *ASKED, "--ics", "course.ics"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == ["course.ics"]
