"""`selank-calc dose` as it is used: on a terminal, in a pipeline, in a script."""

import json
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from selank_calc import dose

from .terminal import COMMAND, asked_here, on_a_terminal
from .test_forms import flat, read_csv, read_json

ASKED = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg")
GIVEN = {
    "plain dose": ASKED,
    "three a day": ("--vial", "10 mg", "--diluent", "3 mL", "--dose", "500 mcg", "--per-day", "3", "--weight", "154 lb"),
    "mg for mcg": ("-f", "amidate", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mg"),
    "undocumented": ("-f", "na-selank", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "300 mcg"),
    "between sprays": ("-f", "spray", "--dose", "230 mcg", "--bottle", "10 mL"),
    "sprays": ("-f", "spray", "--sprays", "3"),
    "between marks": ("--vial", "10 mg", "--diluent", "3 mL", "--dose", "250 mcg"),
    "solved for dose": ("--vial", "5 mg", "--diluent", "2 mL", "--draw", "12 units"),
    "solved for diluent": ("--vial", "5 mg", "--dose", "250 mcg", "--draw", "10 units"),
    "solved for vial": ("--diluent", "2 mL", "--dose", "250 mcg", "--draw", "10 units"),
    "bought ready": ("--strength", "5 mg/mL", "--volume", "2 mL", "--dose", "250 mcg"),
    "of unknown volume": ("--strength", "0.5 %", "--draw", "5 units"),
    "checked": (*ASKED, "--draw", "10 units"),
    "checked off a mark": (*ASKED, "--draw", "9.5 units"),
    "mismatch": ("--vial", "5 mg", "--diluent", "1 mL", "--dose", "0.25 mg", "--draw", "25 units"),
    "every error": (*ASKED, "--content", "86.2", "--displacement", "0.0035 mL", "--dead-space", "0.05 mL", "--vial-error", "5", "--diluent-error", "2 %", "--syringe", "1 mL", "--marks", "1 unit"),
    "spray from a vial": ("-f", "spray", "--vial", "5 mg"),
    "spray solved for diluent": ("-f", "spray", "--vial", "5 mg", "--spray-volume", "0.1 mL", "--dose", "100 mcg", "--sprays", "1"),
    "spray solved for vial": ("-f", "spray", "--diluent", "5 mL", "--dose", "100 mcg", "--sprays", "1"),
    "sprays mismatch": ("-f", "spray", "--dose", "150 mcg", "--sprays", "3"),
    "sprays checked": ("-f", "spray", "--dose", "160 mcg", "--sprays", "2"),
    "spray from a solution": ("-f", "spray", "--vial", "5 mg", "--diluent", "3 mL", "--sprays", "3", "--spray-volume", "0.07 mL", "--priming", "5", "--residual", "0.1 mL", "--content", "90"),
}  # fmt: skip


class TestOutput:
    """What people read, as snapshots: `pytest --snapshot-update` after reading the change."""

    @pytest.mark.parametrize("asked", GIVEN.values(), ids=GIVEN)
    def test_as_lines(self, run, snapshot, asked):
        ran = run("dose", *asked, "--format", "plain")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == snapshot

    @pytest.mark.parametrize(
        ("form", "name"),
        [
            *product(
                ("table",), ("plain dose", "mismatch", "every error", "spray from a solution")
            ),
            *product(("json", "csv"), ("every error", "spray from a solution")),
        ],
    )
    def test_in_other_forms(self, run, snapshot, form, name):
        ran = run("dose", *GIVEN[name], "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == snapshot

    @pytest.mark.parametrize("asked", GIVEN.values(), ids=GIVEN)
    def test_the_table_has_each_line_or_leaves_out_all_of_a_row(self, run, asked):
        table = run("dose", *asked).out
        words = re.sub("WARNING|CAUTION", "", " ".join(table.split()))
        words = " ".join(words.replace("|", " ").split())
        is_full = len(table.splitlines()) > 20  # of the 22 that a screen has
        title, headline, *lines = run("dose", *asked, "--format", "plain").out.splitlines()
        assert title in words
        assert headline in words
        for line in lines:
            said, flag = re.fullmatch(r"(.*?)( \[[a-z, -]+\])?", line).groups()
            label, _colon, text = said.partition(": ")
            if flag:
                assert text in words
            elif said.startswith(("*", "Arithmetic")):
                assert said in words
            else:
                row = re.sub(r" \(documented: (.*)\)$", r" \1", f"{label} {text}")
                is_shown = re.search(f"(?m)^ {re.escape(label)} ", table)
                # a long text goes on in a further line, beside what is documented
                assert {*row.split()} <= {*words.split()} if is_shown else is_full, line

    @pytest.mark.parametrize("asked", GIVEN.values(), ids=GIVEN)
    def test_json_is_the_record_of_the_library_and_csv_its_row(self, run, asked):
        printed = run("dose", *asked, "--json").out
        names = (each.lstrip("-").replace("-", "_") for each in asked[::2])
        words = dict(zip(names, asked[1::2], strict=True))
        if "f" in words:
            words["formulation"] = words.pop("f")
        assert list(json.loads(printed).items()) == list(dose(**words).as_dict().items())
        assert read_csv(run("dose", *asked, "--format", "csv").out) == [flat(read_json(printed))]

    def test_bacteriostatic_water_is_short_for_it(self, run):
        asked = ("--vial", "5 mg", "--dose", "250 mcg", "--json")
        spelt = ("--diluent", "2 mL", "--diluent-kind", "bacteriostatic")
        short = run("dose", *asked, "--bac-water", "2 mL")
        assert short == run("dose", *asked, *spelt)
        assert short == run("dose", *asked, "--bac-water", "2 mL", *spelt[2:])
        assert '"diluent_kind": "bacteriostatic"' in short.out

    def test_json_is_short_for_format_json(self, run):
        assert run("dose", *ASKED, "--json") == run("dose", *ASKED, "--format", "json")

    def test_the_headline_has_marks_volume_and_mass_side_by_side(self, run):
        headline = "Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg"
        assert headline in run("dose", *ASKED).out

    @pytest.mark.parametrize(
        ("vial", "diluent", "asked", "said"),
        [
            # 40 mcg a unit: 5.6 go to 6 units, 240 mcg, three times 720; of 224 it would be 672
            ("10 mg", "2.5 mL", "224 mcg", "720 mcg, above the documented"),
            ("5 mg", "2 mL", "225 mcg", "675 mcg, within the documented"),  # at the limit
            ("5 mg", "2 mL", "50 mcg", "150 mcg, below the documented"),
            # 9.04 go to 9 units, 225 mcg, three times 675: what was asked for is outside
            ("5 mg", "2 mL", "226 mcg", "678 mcg, above the documented"),
        ],
    )
    def test_the_most_doses_a_day_are_judged_as_flags_judge_them(
        self, run, vial, diluent, asked, said
    ):
        given = ("--vial", vial, "--diluent", diluent, "--dose", asked, "--format", "plain")
        assert f"At 3 a day: {said}" in run("dose", *given).out

    def test_the_advice_line_goes_with_every_table_and_with_no_machine_readable_output(self, run):
        said = {
            form: "it recommends no dose." in run("dose", *ASKED, "--format", form).out
            for form in ("table", "plain", "json", "csv")
        }
        assert said == {"table": True, "plain": True, "json": False, "csv": False}

    def test_the_amidate_is_said_to_be_no_etomidate_among_all_that_is_said(self, run):
        asked = ("-f", "amidate", *ASKED, "--full")
        for form in ("table", "plain"):
            assert "etomidate" in run("dose", *asked, "--format", form).out

    @pytest.mark.parametrize(
        ("scale", "measured"),
        [
            # 0.1 mL in a barrel of 0.3 mL: off 1.15 units of U-100, and at most 3.3 (kondo-2024)
            ("U-100", "33 nurses drew 10 units 0.7 units off at the median, 3.3 at most"),
            # 50 units of U-500: off 7.25, which are 1.45 of U-100
            ("U-500", "on U-100: 33 nurses drew 10 units 0.7 units off at the median, 3.3 at most"),
            # 4 units of U-40, which count as they are: off 0.18 + 0.08 + 0.5, and at most 2.3
            ("U-40", "on U-100: 33 nurses drew 2 units 0.6 units off at the median, 2.3 at most"),
        ],
    )
    def test_what_people_were_measured_to_draw_names_the_scale_if_it_is_another(
        self, run, scale, measured
    ):
        out = run("dose", *ASKED, "--scale", scale, "--full", "--format", "plain").out
        said = re.findall(r"^Measured: (.*) \(documented: beyond tolerance", out, re.M)
        assert said == [measured]

    def test_what_is_printed_can_be_typed_back(self, run):
        first = json.loads(run("dose", *ASKED, "--json").out)
        again = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--syringe", "0.3 mL")
        second = json.loads(run("dose", *again, "--json").out)
        assert {**first, "assumed": None} == {**second, "assumed": None}

    def test_without_unicode_the_table_is_ascii(self):
        none = {"LC_ALL": "", "LC_CTYPE": "", "LANG": ""}
        for environment in (
            {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"},
            {**none, "LANG": "C"}, {**none, "LANG": "POSIX"},
        ):  # fmt: skip
            done = subprocess.run(
                [*COMMAND, "dose", "-f", "spray", "--dose", "230 mcg"],
                env={**os.environ, "COLUMNS": "80", **environment},
                capture_output=True, check=True,
            )  # fmt: skip
            assert done.stdout.isascii()
            assert b"3 sprays = 0.15 mL = 225 mcg" in done.stdout

    def test_a_terminal_that_reports_no_width_gets_the_result_all_the_same(self, run, monkeypatch):
        monkeypatch.setenv("COLUMNS", "0")
        assert "units" in run("dose", *ASKED).out

    def test_no_colour_off_a_terminal_and_none_where_it_is_not_wanted(self, run, monkeypatch):
        assert "\x1b" not in run("dose", *ASKED).out
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b[" in run("dose", *ASKED).out
        monkeypatch.setenv("NO_COLOR", "1")
        assert not re.search(r"\x1b\[[0-9;]*3[0-7][;m]", run("dose", *ASKED).out)


class TestExplaining:
    @pytest.mark.parametrize("form", ["table", "plain"])
    def test_steps_and_slips_stand_below_the_flags(self, run, snapshot, form):
        ran = run("dose", *ASKED, "--explain", "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == snapshot

    def test_without_it_there_are_none(self, run):
        assert "Steps" not in run("dose", *ASKED).out


class TestImage:
    @pytest.mark.parametrize("form", ["table", "json"])
    def test_it_is_written_beside_what_is_printed(self, run, tmp_path, form):
        image = tmp_path / "dose.svg"
        ran = run("dose", *ASKED, "--format", form, "--svg", str(image))
        assert ran == run("dose", *ASKED, "--format", form)
        assert image.read_text(encoding="utf-8").startswith("<svg xmlns=")
        assert [each.name for each in tmp_path.iterdir()] == ["dose.svg"]

    def test_it_has_the_usual_rights(self, run, tmp_path):
        image, usual = tmp_path / "dose.svg", tmp_path / "usual"
        usual.write_text("")
        assert run("dose", *ASKED, "--svg", str(image)).code == 0
        assert image.stat().st_mode == usual.stat().st_mode

    def test_one_that_is_there_is_replaced_by_force_only(self, run, tmp_path):
        image = tmp_path / "dose.svg"
        image.write_text("old")
        ran = run("dose", *ASKED, "--svg", str(image))
        assert (ran.code, ran.out) == (2, "")
        assert "exists already.\n  Name another file, or add --force to replace it." in ran.err
        assert image.read_text() == "old"
        assert run("dose", *ASKED, "--svg", str(image), "--force").code == 0
        assert image.read_text(encoding="utf-8").startswith("<svg")

    def test_a_private_file_stays_private_and_a_link_a_link(self, run, tmp_path):
        private, link = tmp_path / "private.svg", tmp_path / "link.svg"
        private.write_text("old")
        private.chmod(0o600)
        link.symlink_to(private)
        assert run("dose", *ASKED, "--svg", str(link), "--force").code == 0
        assert link.is_symlink()
        assert private.read_text(encoding="utf-8").startswith("<svg")
        assert private.stat().st_mode & 0o777 == 0o600

    def test_where_it_can_not_be_written_nothing_is_printed_and_nothing_left(self, run, tmp_path):
        for name in ("no/such/folder/dose.svg", "x" * 300 + ".svg"):
            ran = run("dose", *ASKED, "--svg", str(tmp_path / name))
            assert (ran.code, ran.out) == (1, "")
            assert "could not be written: " in ran.err
        ran = run("dose", *ASKED, "--svg", str(tmp_path))
        assert (ran.code, ran.out) == (1, "")
        assert "Is a directory: '/" in ran.err
        assert list(tmp_path.iterdir()) == []

    def test_links_in_a_circle_are_one_line(self, run, tmp_path):
        circle = tmp_path / "circle.svg"
        circle.symlink_to(circle)
        ran = run("dose", *ASKED, "--svg", str(circle))
        assert (ran.code, ran.out) == (1, "")
        assert len(ran.err.splitlines()) == 1
        assert "could not be written" in ran.err

    def test_a_file_that_is_there_is_refused_before_anything_is_asked(self, tmp_path):
        image = tmp_path / "dose.svg"
        image.write_text("old")
        code, seen = asked_here(["dose", "--svg", str(image)], [])
        assert code == 2
        assert "exists already" in seen
        assert "Answer each question" not in seen

    @pytest.mark.parametrize("name", [".", "no/such/folder/dose.svg"])
    def test_so_is_a_folder_and_one_that_is_not_there(self, tmp_path, name):
        code, seen = asked_here(["dose", "--svg", str(tmp_path / name)], [])
        assert code == 1
        assert "could not be written" in seen
        assert "Answer each question" not in seen

    def test_there_must_be_something_to_replace(self, run):
        ran = run("dose", *ASKED, "--force")
        assert (ran.code, ran.out) == (2, "")
        assert "Write also --svg." in ran.err

    def test_a_full_disk_leaves_nothing(self, run):
        ran = run("dose", *ASKED, "--svg", "/dev/full")
        assert (ran.code, ran.out) == (1, "")
        assert "No space left on device" in ran.err

    def test_a_device_is_written_into(self, run):
        assert run("dose", *ASKED, "--svg", "/dev/null").code == 0
        assert Path("/dev/null").is_char_device()

    def test_a_name_that_no_file_can_have_is_bad_input(self, run):
        ran = run("dose", *ASKED, "--svg", "a\0b")
        assert (ran.code, ran.out) == (2, "")


class TestExitCodes:
    def test_a_warning_is_exit_3_with_strict_and_the_output_stands(self, run):
        asked = ("dose", "-f", "spray", "--dose", "600 mcg", "--json")
        assert run(*asked).code == 0
        strict = run(*asked, "--strict")
        assert strict.code == 3
        assert strict.out == run(*asked).out

    def test_a_caution_is_not_exit_3(self, run):
        # 180 mcg is 2.4 sprays, a caution; 540 a day is within the window
        ran = run("dose", "-f", "spray", "--dose", "180 mcg", "--json", "--strict")
        assert [flag["severity"] for flag in json.loads(ran.out)["flags"]] == ["caution"]
        assert ran.code == 0

    def test_a_full_disk_is_exit_1_and_said(self):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run([*COMMAND, "dose", *ASKED], stdout=full, stderr=-1, check=False)
        assert done.returncode == 1
        assert b"could not be written: No space left on device" in done.stderr
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize(
        ("closed", "code"), [("<&-", 0), (">&-", 1), ("2>&-", 0), ("<&- 2>&-", 0)]
    )
    def test_closed_streams_are_survived(self, closed, code):
        command = f"exec {sys.executable} -m selank_calc dose --vial 5mg --diluent 2mL --dose 1mg"
        done = subprocess.run(
            ["bash", "-c", f"{command} {closed}"], capture_output=True, text=True, check=False
        )
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert ("standard output is closed" in done.stderr) is (closed == ">&-")
        assert ("Draw 40 units" in done.stdout) is (code == 0)

    def test_bad_input_is_exit_2_even_where_nobody_reads_why(self):
        command = f"exec {sys.executable} -m selank_calc dose --dose 5 2>&-"
        assert subprocess.run(["bash", "-c", command], check=False).returncode == 2

    @pytest.mark.parametrize("form", ["table", "json", "csv", "plain"])
    def test_a_closed_pipe_ends_quietly(self, form):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [*COMMAND, "dose", *ASKED, "--format", form], stdout=writer, stderr=-1, check=False
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")


class TestCatalogue:
    @pytest.fixture
    def mine(self, run, tmp_path):
        path = tmp_path / "mine.yaml"
        text = run("formulations", "--yaml").out
        path.write_text(text.replace("high: 675 mcg", "high: 240 mcg", 1), encoding="utf-8")
        return str(path)

    def test_a_catalogue_of_ones_own_by_option_or_by_environment(self, run, mine, monkeypatch):
        def flags(*more):
            record = json.loads(run("dose", *ASKED, "--json", *more).out)
            return [flag["code"] for flag in record["flags"]]

        assert flags() == []
        assert flags("--catalogue", mine) == ["daily-above-documented"]
        monkeypatch.setenv("SELANK_CALC_CATALOGUE", mine)
        assert flags() == ["daily-above-documented"]

    def test_all_faults_of_a_broken_one_are_said(self, run, mine, tmp_path):
        text = Path(mine).read_text(encoding="utf-8")
        broken = tmp_path / "broken.yaml"
        broken.write_text(text.replace("low: 200 mcg", "low: 200").replace("75 mcg,", "70 mcg,", 1))
        ran = run("dose", *ASKED, "--catalogue", str(broken))
        assert (ran.code, ran.out) == (2, "")
        lines = ran.err.splitlines()
        assert lines[0].startswith("selank-calc: --catalogue: ")
        assert [line.split(": ")[1] for line in lines[1:]] == [
            "daily.low",
            "formulations[1].dose.low",
            "formulations[2].mcg_per_spray",
        ]


class TestAsking:
    def test_on_a_terminal_it_asks_for_what_is_missing(self):
        code, seen = on_a_terminal(["dose", "--vial", "5 mg"], ["2 mL\n", "250 mcg\n"])
        assert code == 0
        assert "What does the vial hold?" not in seen
        assert "How much water do you add? For example 2 mL." in seen
        assert "Draw 10 units" in seen

    def test_it_asks_again_until_the_answer_can_be_read(self):
        code, seen = asked_here(
            ["dose", "--vial", "5 mg", "--dose", "250 mcg"], ["2\n", "2 mg\n", "2 mL\n"]
        )
        assert code == 0
        assert "'2' has no unit." in seen
        assert "'2 mg' is a mass; a volume is needed." in seen
        assert "Draw 10 units" in seen

    def test_for_a_spray_it_asks_for_the_dose_only(self):
        code, seen = asked_here(["dose", "-f", "spray"], ["150 mcg\n"])
        assert code == 0
        assert "vial" not in seen
        assert "For example 150 mcg." in seen
        assert "2 sprays = 0.1 mL = 150 mcg" in seen

    @pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
    def test_interrupted_it_ends_with_130_and_no_traceback(self, key):
        code, seen = on_a_terminal(["dose"], [key])
        assert code == 130
        assert "Traceback" not in seen

    def test_with_enough_it_never_asks(self):
        code, seen = asked_here(["dose", *ASKED], [])
        assert code == 0
        assert "Draw 10 units" in seen

    def test_what_contradicts_itself_is_refused_before_anything_is_asked(self):
        code, seen = asked_here(["dose", "-f", "spray", "--draw", "5 units"], [])
        assert code == 2
        assert "takes no draw" in seen

    def test_with_a_draw_it_asks_for_no_more_than_makes_three(self):
        code, seen = asked_here(["dose", "--draw", "12 units"], ["5 mg\n", "2 mL\n"])
        assert code == 0
        assert "Dose:" not in seen
        assert "12 units on a 0.3 mL U-100 syringe = 0.12 mL = 300 mcg" in seen

    def test_for_a_spray_from_a_vial_nothing_is_missing(self):
        code, seen = asked_here(["dose", "-f", "spray", "--vial", "5 mg"], [])
        assert code == 0
        assert "Dissolve in about 3.333 mL" in seen

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--vial", "5 mg", "--per-day", "99"),
            ("--syringe", "7 mL"),
            ("-f", "spray", "--bottle", "5"),
        ],
    )
    def test_nobody_answers_questions_only_to_be_refused(self, arguments):
        code, seen = asked_here(["dose", *arguments], [])
        assert code == 2
        assert "Answer each question" not in seen

    def test_what_can_not_be_read_is_refused_before_anything_is_asked(self):
        code, seen = asked_here(["dose", "--vial", "5 MG"], [])
        assert code == 2
        assert "refused" in seen

    def test_off_a_terminal_it_never_asks(self):
        done = subprocess.run(
            [*COMMAND, "dose", "--vial", "5 mg"],
            input="2 mL\n250 mcg\n", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert 'Write for example --diluent "2 mL" --dose "250 mcg".' in done.stderr
