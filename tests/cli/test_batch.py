"""`selank-calc batch`, as a whole: files, pipes, exit codes, and what stands where."""

import csv
import io
import json
import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from ..command_line import run_here

SCRIPT = str(Path(sys.executable).with_name("selank-calc"))
ROW = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
GOOD = json.dumps(ROW)
WARNED = json.dumps({**ROW, "dose": "5 mg"})
BAD = json.dumps({"dose": "5 MG"})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wait_until_all_are_gone(group, patience=20):
    until = time.monotonic() + patience
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.killpg(group, 0)
            time.sleep(0.005)
        pytest.fail("a process is left")


def eventually(condition, patience=30):
    """What the condition comes to, once it is true."""
    until = time.monotonic() + patience
    while not (result := condition()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)
    return result


@cache
def many_rows():
    """So many that a run is amid them whenever it is ended."""
    rows = (json.dumps({**ROW, "dose": f"{each} mcg"}) for each in range(1, 60_001))
    return "\n".join(rows)


def records(text):
    return [json.loads(line) for line in text.splitlines()]


def piped(data, *arguments):
    return subprocess.run(
        [SCRIPT, "batch", *arguments], input=data, capture_output=True, check=False, timeout=60
    )


class TestExitCodes:
    @pytest.mark.parametrize(
        ("rows", "options", "code", "said"),
        [
            ([GOOD], [], 0, "1 row: 1 done; 0 failed"),
            ([GOOD, WARNED], [], 0, "2 rows: 2 done, 1 of them with warnings; 0 failed"),
            ([GOOD, WARNED], ["--strict"], 3, "with warnings"),
            ([GOOD], ["--strict"], 0, "1 done"),
            ([GOOD, BAD, GOOD], [], 1, "3 rows: 2 done; 1 failed"),
            ([WARNED, BAD], ["--strict"], 1, "1 failed"),
            ([GOOD, BAD, GOOD], ["--stop-on-error"], 1, "2 rows: 1 done; 1 failed"),
            ([], [], 0, "0 rows: 0 done; 0 failed"),
        ],
    )
    def test_tell_what_became_of_the_rows(self, folder, run, rows, options, code, said):
        (folder / "rows.jsonl").write_text("\n".join(rows))
        done = run("batch", "rows.jsonl", *options)
        assert done.code == code
        assert done.err.startswith("selank-calc: ")
        assert said in done.err
        assert len(done.out.splitlines()) == int(re.search(r"(\d+) row", done.err)[1])

    def test_of_a_closed_standard_input_is_two(self):
        done = subprocess.run(
            ["bash", "-c", '"$0" batch - <&-', SCRIPT],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = "selank-calc: standard input is closed.\n"
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)

    def test_interrupted_is_130_and_a_word(self):
        with subprocess.Popen(
            [SCRIPT, "batch", "-"], stdin=-1, stdout=-1, stderr=-1, text=True
        ) as process:
            process.stdin.write(f"{GOOD}\n")
            process.stdin.flush()
            assert process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.stderr.read() == "selank-calc: interrupted\n"
        assert process.returncode == 130

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["missing.jsonl"], "'missing.jsonl' can't be read: No such file or directory."),
            (["."], "'.' can't be read: Is a directory."),
            (["a\0b"], "can't be read"),
            (["rows.jsonl", "--keep", "dose"], "--keep: 'dose' is a name of rows or of results"),
            (["rows.jsonl", "--jobs", "0"], "'0' is not a whole number from 1 to 64"),
            (["rows.jsonl", "--format", "xml"], "'xml' is not one of"),
            (["rows.jsonl", "-o", "a.csv", "--format", "csv"], ""),
            (
                ["rows.jsonl", "-o", "a.jsonl", "--format", "csv"],
                "'a.jsonl' is not csv by its ending",
            ),
            (
                ["rows.jsonl", "-o", "a.csv", "--format", "jsonl"],
                "'a.csv' is not jsonl by its ending",
            ),
            (["rows.jsonl", "-o", "rows.jsonl"], "'rows.jsonl' exists already."),
            (["rows.jsonl", "--force"], "--force: nothing is written"),
            (
                ["bad.csv"],
                "Unknown column 'dilutent'.\n  Did you mean diluent? To pass it on, write --keep dilutent.",
            ),
        ],
    )
    def test_of_bad_input_is_two_and_nothing_is_printed(self, folder, run, arguments, said):
        (folder / "rows.jsonl").write_text(GOOD)
        (folder / "bad.csv").write_text("vial,dilutent\n5 mg,2 mL\n")
        done = run("batch", *arguments)
        assert (done.code, done.out) == (2 if said else 0, "")
        assert said in done.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_row_is_told_what_to_write_as_a_row_has_it_and_what_to_keep_as_an_option(
    folder, run, jobs
):
    (folder / "rows.jsonl").write_text('{"vial": "5 mg", "ward": 3}\n{"vial": "5 mg"}\n')
    kept, lacking = records(run("batch", "rows.jsonl", "--jobs", jobs).out)
    assert kept["error"]["hint"].startswith(
        'Misspelt? To pass it on, write --keep ward. To read it, for example --column diluent="ward". '
        "Known: id,"
    )
    assert lacking["error"]["hint"] == 'Write for example "diluent": "2 mL", "dose": "250 mcg".'


class TestForms:
    ROWS = "id,vial,diluent,dose,ward\na,5 mg,2 mL,250 mcg,=1+1\nb,5 mg,2 mL,5 MG,\n"

    def test_csv_in_is_csv_out_with_formulas_disarmed(self, folder, run):
        (folder / "rows.csv").write_text(self.ROWS)
        done = run("batch", "rows.csv", "--keep", "ward")
        good, bad = csv.DictReader(io.StringIO(done.out))
        assert (good["line"], good["id"], good["ward"], good["draw_units"]) == (
            "2",
            "a",
            "'=1+1",
            "10",
        )
        assert (bad["line"], bad["error_field"], bad["draw_units"]) == ("3", "dose", "")

    def test_both_give_the_same(self, folder, run):
        (folder / "rows.csv").write_text(self.ROWS)
        done = run("batch", "rows.csv", "--keep", "ward", "--format", "jsonl")
        good, bad = records(done.out)
        assert (good["id"], good["ward"], good["draw_units"]) == ("a", "=1+1", 10)
        assert bad["error"]["code"] == "unit"
        assert (folder / "rows.csv").read_text() == self.ROWS

    @pytest.mark.parametrize(
        ("name", "arguments", "is_csv"),
        [
            ("rows.jsonl", [], False),
            ("rows.NDJSON", [], False),
            ("rows", [], False),
            ("rows.jsonl", ["--format", "csv"], True),
            ("rows.jsonl", ["-o", "out.csv"], True),
            ("rows.jsonl", ["-o", "out.txt", "--format", "csv"], True),
            ("rows", ["-o", "out.jsonl", "--format", "jsonl"], False),
        ],
    )
    def test_are_told_by_endings_and_else_as_was_asked(self, folder, run, name, arguments, is_csv):
        (folder / name).write_text(GOOD)
        done = run("batch", name, *arguments)
        assert done.code == 0
        text = done.out or next(folder.glob("out.*")).read_text()
        assert text.startswith("line,id,formulation") == is_csv

    def test_of_csv_have_a_header_even_without_rows(self, folder, run):
        (folder / "rows.csv").write_text("")
        done = run("batch", "rows.csv")
        assert (done.code, done.out.count("\n")) == (0, 1)


class TestOutputFile:
    def test_is_written_and_standard_output_left_alone(self, folder, run):
        (folder / "rows.jsonl").write_text(f"{GOOD}\n{BAD}\n")
        done = run("batch", "rows.jsonl", "-o", "out.jsonl")
        assert (done.code, done.out) == (1, "")
        assert [each["line"] for each in records((folder / "out.jsonl").read_text())] == [1, 2]

    def test_is_not_written_in_part(self, folder, run):
        (folder / "rows.jsonl").write_text(f"{GOOD}\n{BAD}\n{GOOD}")
        done = run("batch", "rows.jsonl", "-o", "out.jsonl", "--stop-on-error")
        assert (done.code, [each.name for each in folder.iterdir()]) == (1, ["rows.jsonl"])
        assert done.err.splitlines() == [
            "selank-calc: stopped at line 2: dose: '5 MG' has a unit that is refused.",
            "selank-calc: 'out.jsonl' was not written.",
        ]

    def test_may_be_the_one_that_is_read(self, folder, run):
        (folder / "rows.jsonl").write_text(f"{GOOD}\n" * 5000)
        (folder / "rows.jsonl").chmod(0o640)
        assert run("batch", "rows.jsonl", "-o", "rows.jsonl", "--force").code == 0
        assert len(records((folder / "rows.jsonl").read_text())) == 5000
        assert stat.S_IMODE((folder / "rows.jsonl").stat().st_mode) == 0o640


class TestPipes:
    def test_rows_go_through_in_order(self):
        rows = "".join(f'{{"id": {each}, {GOOD[1:]}\n' for each in range(3000)).encode()
        done = piped(rows, "-")
        assert [each["id"] for each in records(done.stdout)] == list(range(3000))
        assert done.stderr == b"selank-calc: 3000 rows: 3000 done; 0 failed\n"

    def test_standard_output_may_be_named_as_a_file(self):
        done = piped(GOOD.encode(), "-", "-o", "/dev/stdout")
        assert (done.returncode, len(records(done.stdout))) == (0, 1)

    def test_two_processes_give_what_one_gives(self):
        rows = "".join(
            json.dumps({**ROW, "id": each, "dose": f"{each} mcg"}) + "\n" for each in range(2000)
        ).encode()
        one, two = piped(rows, "-"), piped(rows, "-", "--jobs", "2")
        assert (two.stdout, two.stderr, two.returncode) == (one.stdout, one.stderr, one.returncode)
        rows = b"vial,diluent,dose\n" + b'5 mg,2 mL,250 mcg\n"open\n' * 3000
        one, two = (piped(rows, "-", "--format", "csv", "--jobs", each) for each in "12")
        assert (two.stdout, two.stderr, two.returncode) == (one.stdout, one.stderr, 1)

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_an_answer_does_not_wait_for_the_next_row(self, jobs):
        with subprocess.Popen(
            [SCRIPT, "batch", "--jobs", jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            for number in range(1, 4):
                process.stdin.write(GOOD.encode() + b"\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["line"] == number
            process.stdin.close()
            assert process.wait(timeout=30) == 0

    def test_a_reader_that_has_had_enough_ends_it_quietly(self):
        with subprocess.Popen(
            [SCRIPT, "batch", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            process.stdout.close()
            process.stdin.write(f"{GOOD}\n".encode() * 1000)
            process.stdin.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=30) == 0

    @pytest.mark.parametrize(
        ("arguments", "unbuffered"),
        [([], ""), ([], "1"), (["--jobs", "2"], "1"), (["-o", "out.jsonl"], "")],
    )
    def test_ctrl_c_leaves_whole_lines_and_no_file(self, folder, arguments, unbuffered):
        with subprocess.Popen(
            [SCRIPT, "batch", "-", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        ) as process:  # fmt: skip
            process.stdin.write(f"{GOOD}\n".encode() * 100)
            process.stdin.flush()
            if arguments != ["-o", "out.jsonl"]:
                # More than a pipe holds: it is in the middle of a row.
                assert select.select([process.stdout], [], [], 30)[0]
            else:
                eventually(lambda: list(folder.iterdir()))
            os.killpg(process.pid, signal.SIGINT)
            out, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (130, b"selank-calc: interrupted\n")
        assert not out or out.endswith(b"\n")
        assert len(records(out)) <= 100
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize("mode", ["ab", "wb"])
    def test_what_is_read_is_not_written_at_the_same_time(self, folder, mode):
        (folder / "rows.jsonl").write_text(f"{GOOD}\n")
        with (folder / "rows.jsonl").open(mode) as out:
            done = subprocess.run(
                [SCRIPT, "batch", "rows.jsonl"], stdout=out, stderr=subprocess.PIPE, check=False
            )
        assert (done.returncode, b"read from the file that is written" in done.stderr) == (2, True)

    @pytest.mark.parametrize(
        ("arguments", "end"), [([], signal.SIGHUP), (["--jobs", "2"], signal.SIGTERM)]
    )
    def test_asked_to_end_it_leaves_no_process_and_no_file(self, folder, arguments, end):
        with subprocess.Popen(
            [SCRIPT, "batch", "-", "-o", "out.jsonl", *arguments], stdin=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True,
        ) as process:  # fmt: skip
            process.stdin.write(f"{GOOD}\n".encode() * 3000)
            process.stdin.flush()
            eventually(lambda: list(folder.iterdir()))
            process.send_signal(end)
            assert process.wait(timeout=30) == 128 + end
        assert list(folder.iterdir()) == []
        wait_until_all_are_gone(process.pid)

    def test_ctrl_c_twice_ends_it_and_its_processes(self, folder):
        (folder / "rows.jsonl").write_text(many_rows())
        with subprocess.Popen(
            [SCRIPT, "batch", "rows.jsonl", "--jobs", "2"], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True,
        ) as process:  # fmt: skip
            assert select.select([process.stdout], [], [], 30)[0]
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.05)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=30)
        assert process.returncode == 130
        wait_until_all_are_gone(process.pid)

    def test_an_endless_line_is_one_error_and_what_follows_is_read(self):
        done = piped(b"x" * 3_000_000 + f"\n{GOOD}\n".encode(), "-")
        too_long, good = records(done.stdout)
        assert (done.returncode, too_long["error"]["code"]) == (1, "row")
        assert good["draw_units"] == 10


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux lists a process's children")
class TestAProcessThatSharesTheWork:
    KILLED = (
        "selank-calc: a process that shared the work was ended (signal 9).\n"
        "  If memory ran out, run it with fewer --jobs.\n"
    )

    @pytest.fixture
    def process(self, folder):
        (folder / "rows.jsonl").write_text(many_rows())
        with subprocess.Popen(
            [SCRIPT, "batch", "rows.jsonl", "-o", "out.jsonl", "--jobs", "2"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        ) as process:  # fmt: skip
            (written,) = eventually(lambda: list(folder.glob(".selank-calc-*")))
            eventually(lambda: written.stat().st_size)
            yield process
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        assert [each.name for each in folder.iterdir()] == ["rows.jsonl"]
        wait_until_all_are_gone(process.pid)

    def workers(self, process):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        called = {int(each): Path(f"/proc/{each}/cmdline").read_bytes() for each in children}
        return [each for each, command in called.items() if b"spawn_main" in command]

    def state(self, process_id):
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(") ")[2][0]

    def test_ends_the_run_when_it_is_killed(self, process):
        os.kill(self.workers(process)[1], signal.SIGKILL)
        assert process.communicate(timeout=60) == ("", self.KILLED)
        assert process.returncode == 1

    @pytest.mark.parametrize("which", [0, 1])
    def test_may_be_killed_amid_an_answer_that_nobody_reads_yet(self, process, which):
        process.send_signal(signal.SIGSTOP)
        workers = self.workers(process)
        # An answer is larger than what a pipe holds: each waits in the middle of one.
        eventually(lambda: {self.state(each) for each in workers} == {"S"})
        os.kill(workers[which], signal.SIGKILL)
        eventually(lambda: self.state(workers[which]) == "Z")
        process.send_signal(signal.SIGCONT)
        assert process.communicate(timeout=60) == ("", self.KILLED)
        assert process.returncode == 1

    @pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
    def test_that_does_not_go_on_leaves_the_run_to_be_ended(self, process, end):
        for each in self.workers(process):
            os.kill(each, signal.SIGSTOP)
        process.send_signal(end)
        process.communicate(timeout=60)
        assert process.returncode == (130 if end == signal.SIGINT else 128 + end)

    def test_ends_when_the_run_is_killed(self, folder):
        with subprocess.Popen(
            [SCRIPT, "batch", "-", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=True,
        ) as process:  # fmt: skip
            process.stdin.write(f"{GOOD}\n".encode())
            process.stdin.flush()
            assert process.stdout.readline()
            process.kill()
            process.communicate(timeout=60)
        wait_until_all_are_gone(process.pid)

    @pytest.mark.parametrize("is_gone", [False, True])
    def test_that_is_killed_between_two_rows_is_missed_at_the_next(self, is_gone):
        with subprocess.Popen(
            [SCRIPT, "batch", "-", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            process.stdin.write(f"{GOOD}\n")
            process.stdin.flush()
            assert process.stdout.readline()
            killed = self.workers(process)
            for each in killed:
                os.kill(each, signal.SIGKILL)
            if is_gone:  # then writing fails; else reading
                eventually(lambda: {self.state(each) for each in killed} == {"Z"})
            _out, err = process.communicate(f"{GOOD}\n", timeout=60)
        assert (process.returncode, err) == (1, self.KILLED)

    def test_that_is_killed_when_all_is_answered_is_not_missed(self):
        with subprocess.Popen(
            [SCRIPT, "batch", "-", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            process.stdin.write(f"{GOOD}\n")
            process.stdin.flush()
            assert process.stdout.readline()
            for each in self.workers(process):
                os.kill(each, signal.SIGKILL)
            _out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "selank-calc: 1 row: 1 done; 0 failed\n")

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_refuses_what_one_alone_refuses(self, folder, run, jobs):
        (folder / "rows.jsonl").write_text(GOOD)
        ran = run("batch", "rows.jsonl", "--keep", "dose", "--jobs", jobs)
        assert (ran.code, ran.out) == (2, "")
        assert "--keep: 'dose' is a name of rows or of results already." in ran.err


class TestNothingIsPrintedWithExitCodeTwo:
    """Whatever is refused, and however late it comes."""

    @pytest.mark.parametrize("jobs", ["1", "2"])
    @pytest.mark.parametrize(
        "rows",
        [
            [GOOD],
            ["", "", GOOD],
            ["[", GOOD, "]"],
            ["vial,dilutent", "5 mg,2 mL"],
            ["vial,vial", "5 mg,5 mg"],
            ["vial;dilutent", "5 mg;2 mL"],
            ["vial|diluent", "5 mg|2 mL"],
            ["vial,Dose (IU)", "5 mg,250"],
            ["vial,Dose (mL)", "5 mg,250"],
            ['"vial', "5 mg"],
            ["\xff"],
            ["vial\0"],
            ["x" * 100_000, "vial"],
            ["\n" * 100_000, "dilutent"],
        ],
        ids=lambda rows: repr("|".join(rows)[:12]),
    )
    def test_for_a_header_that_is_none(self, monkeypatch, rows, jobs):
        # In small parts, so that the header is refused after others were read.
        monkeypatch.setattr("selank_calc.batches.row_files.AT_ONCE", 10)
        data = "".join(f"{row}\n" for row in rows).encode("latin-1")
        ran = run_here("batch", "-", "--format", "csv", "--jobs", jobs, stdin=data)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("selank-calc: ")


@pytest.mark.parametrize(
    "first", [GOOD, GOOD.replace(" ", ""), f"\n {GOOD}", f"[{GOOD}]", "[", "{", "[[", '["vial"]']
)
def test_json_read_as_csv_is_known_as_json(first):
    ran = run_here("batch", "-", "--format", "csv", stdin=f"{first}\n".encode())
    assert (ran.code, ran.out) == (2, "")
    assert "the header looks like JSON, not CSV.\n" in ran.err
    assert "JSON Lines are read with --format jsonl" in ran.err


class TestOnATerminal:
    def ran(self, arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE):
        """What stands on a terminal that is standard error, and on standard output."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [SCRIPT, "batch", *arguments], stdin=theirs if stdin is None else stdin,
            stdout=theirs if stdout is None else stdout, stderr=theirs,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        ) as process:  # fmt: skip
            os.close(theirs)
            out = process.stdout.read() if stdout is not None else b""
            shown = b""
            while True:
                try:
                    part = os.read(ours, 65_536)
                except OSError:  # the terminal's other end is closed
                    break
                if not part:
                    break
                shown += part
        os.close(ours)
        return process.returncode, out, shown.decode()

    def test_a_bar_shows_how_far_it_is_beside_clean_output(self, folder):
        (folder / "rows.jsonl").write_text(f"{GOOD}\n" * 2000)
        code, out, shown = self.ran(["rows.jsonl"])
        assert (code, len(records(out))) == (0, 2000)
        assert "2000 rows, 0 failed" in shown
        assert "2000 rows: 2000 done; 0 failed" in shown

    def test_there_is_no_bar_among_the_rows(self, folder):
        (folder / "rows.jsonl").write_text(GOOD)
        code, _out, shown = self.ran(["rows.jsonl"], stdout=None)
        assert code == 0
        assert "\x1b" not in shown
        assert shown.splitlines()[1] == "selank-calc: 1 row: 1 done; 0 failed"

    def test_nobody_has_to_type_rows_without_being_told(self):
        code, out, shown = self.ran([], stdin=None)
        assert (code, out) == (2, b"")
        assert "Name a file, or - for standard input." in shown
