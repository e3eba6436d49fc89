"""What goes wrong around the command line: the disk, the pipe, the clock, the terminal.

Nothing is lost, nothing is half-written, and the exit code is one of the README's. Faults of
one command alone stand with it: closed streams and questions in test_dose.py, Ctrl-C amid the
rows of a batch in test_batch.py.
"""

import errno
import fcntl
import io
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from selank_calc import labels
from selank_calc.courses import request as asked_course

from ..command_line import run_here

COMMAND = [sys.executable, "-m", "selank_calc"]
VIAL = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg")
SPRAY = ("-f", "spray", "--dose", "230 mcg", "--bottle", "10 mL")
START = ("--start", "2026-11-21")
MIXED = ("--opened", "2026-11-21")
ROWS = '{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}\n' * 200
BROKEN = {"low: 200 mcg": "low: 200", "value: 75 mcg": "value: 70 mcg"}  # two faults

# Each command that writes a file, with that file.
WRITES = {
    "dose": (("dose", *VIAL, "--svg", "out.svg"), "out.svg"),
    "course": (("course", *VIAL, *START, "--ics", "out.ics"), "out.ics"),
    "label": (("label", *VIAL, *MIXED, "--svg", "out.svg"), "out.svg"),
    "batch": (("batch", "rows.jsonl", "-o", "out.jsonl"), "out.jsonl"),
}
PRINTS = {
    "dose": ("dose", *VIAL),
    "diluent": ("diluent", "--vial", "5 mg", "--dose", "250 mcg"),
    "course": ("course", *VIAL, *START),
    "label": ("label", *VIAL, *MIXED),
    "convert": ("convert", "12 units", "mL"),
    "batch": ("batch", "rows.jsonl"),
    "formulations": ("formulations",),
    "schema": ("schema", "row"),
}
TABLES = {
    **{name: PRINTS[name] for name in ("dose", "diluent", "course", "label", "formulations")},
    "spray": ("dose", *SPRAY, "--explain"),
    "steps": ("course", "--vial", "5 mg", "--diluent", "2 mL", *START, "--step", "250 mcg x 7d",
              "--step", "600 mcg x 9d", "--today", "2026-11-25"),
    "formulation": ("formulations", "selank"),
}  # fmt: skip
written = pytest.mark.parametrize(("arguments", "name"), WRITES.values(), ids=WRITES)
printed = pytest.mark.parametrize("arguments", PRINTS.values(), ids=PRINTS)
shown = pytest.mark.parametrize("arguments", TABLES.values(), ids=TABLES)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "rows.jsonl").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder):
    """What is in the folder but the rows."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.name != "rows.jsonl"}


def raising(error):
    def raise_it(*_arguments):
        raise error

    return raise_it


class TestFullDisk:
    @printed
    def test_what_can_not_be_printed_is_said(self, arguments):
        with suppress(OSError), Path("/dev/full").open("w") as full:  # closing it fails again
            ran = run_here(*arguments, stdout=full)
        message = "selank-calc: the output could not be written: No space left on device.\n"
        assert (ran.code, ran.err) == (1, message)

    @written
    def test_a_file_is_not_there_and_the_one_before_it_is_whole(
        self, run, folder, monkeypatch, arguments, name
    ):
        monkeypatch.setattr("os.fsync", raising(OSError(errno.ENOSPC, "No space left on device")))
        for before in ({}, {name: b"before"}):
            ran = run(*arguments, *(["--force"] if before else []))
            assert (ran.code, ran.out) == (1, "")
            assert f"could not be written: No space left on device: '{name}'." in ran.err
            assert files(folder) == before
            (folder / name).write_bytes(b"before")

    @written
    def test_nor_where_there_is_room_for_its_beginning_only(self, folder, arguments, name):
        (folder / name).write_bytes(b"before")
        done = subprocess.run(
            [*COMMAND, *arguments, "--force"], capture_output=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        )  # fmt: skip
        message = f"selank-calc: the output could not be written: File too large: '{name}'.\n"
        assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", message)
        assert files(folder) == {name: b"before"}


class TestReadOnlyFolder:
    @pytest.fixture
    def shut(self, folder, monkeypatch):
        """A folder in which nothing can be made."""
        shut = folder / "shut"
        shut.mkdir(mode=0o500)
        if os.access(shut, os.W_OK):  # to root nothing is read-only
            opened = os.open

            def refused(path, *arguments, **more):
                if Path(path).parent == shut:
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
                return opened(path, *arguments, **more)

            monkeypatch.setattr("os.open", refused)
        return shut

    @written
    def test_the_file_is_refused_in_one_line(self, run, shut, arguments, name):
        ran = run(*(f"shut/{each}" if each == name else each for each in arguments))
        message = f"the output could not be written: Permission denied: 'shut/{name}'."
        assert ran == (1, "", f"selank-calc: {message}\n")
        assert list(shut.iterdir()) == []


# Each but the help prints more than a pipe of one page holds: the end is met in the middle.
LONG = {
    "dose": ("dose", *SPRAY, "--explain", "--weight", "70 kg"),
    "course": ("course", *VIAL, *START, "--days", "365"),
    "json": ("course", *VIAL, *START, "--json"),
    "batch": ("batch", "rows.jsonl"),
    "yaml": ("formulations", "--yaml"),
    "schema": ("schema", "result"),
    "help": ("course", "--help-all"),
}


class TestClosedPipe:
    """A reader that has had enough, as `| head` has, is no error: at its first byte or later."""

    @contextmanager
    def read_until(self, count):
        """A stream whose reader closes it after so many bytes."""
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)

        def read():
            left = count
            while left and (part := os.read(reader, left)):
                left -= len(part)
            os.close(reader)

        reading = threading.Thread(target=read)
        reading.start()
        stream = io.TextIOWrapper(os.fdopen(writer, "wb"), encoding="utf-8")
        yield stream
        with suppress(BrokenPipeError):
            stream.close()
        reading.join()

    @pytest.mark.parametrize("count", [0, 1, 80, 3000, 4096])
    @pytest.mark.parametrize("arguments", LONG.values(), ids=LONG)
    def test_it_ends_quietly_wherever_it_is_closed(self, arguments, count):
        with self.read_until(count) as stream:
            ran = run_here(*arguments, stdout=stream)
        assert (ran.code, ran.err) == (0, "")

    @pytest.mark.parametrize("name", ["course", "batch"])
    def test_nor_does_the_interpreter_complain_at_its_end(self, name):
        with subprocess.Popen([*COMMAND, *LONG[name]], stdout=-1, stderr=-1) as process:
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
            assert len(os.read(process.stdout.fileno(), 100)) == 100
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


class TestCtrlC:
    @written
    def test_amid_a_file_it_leaves_none_and_the_one_before_is_whole(
        self, run, folder, monkeypatch, arguments, name
    ):
        monkeypatch.setattr("os.fsync", raising(KeyboardInterrupt()))
        for before in ({}, {name: b"before"}):
            ran = run(*arguments, *(["--force"] if before else []))
            assert (ran.code, ran.out, ran.err) == (130, "", "selank-calc: interrupted\n")
            assert files(folder) == before
            (folder / name).write_bytes(b"before")

    def test_before_anything_is_loaded_it_is_no_traceback(self):
        code = (
            "import sys; from importlib.abc import MetaPathFinder\n"
            "class Pressed(MetaPathFinder):\n"
            "    def find_spec(self, name, *_more):\n"
            "        if name == 'typer': raise KeyboardInterrupt\n"
            "sys.meta_path.insert(0, Pressed())\n"
            "from selank_calc.__main__ import main; main()"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (
            130,
            b"",
            b"selank-calc: interrupted\n",
        )

    def test_amid_a_long_write_it_is_heard(self, folder):
        # to a pipe that nobody reads on: two years are more than it holds
        os.mkfifo("out.ics")
        asked = [*WRITES["course"][0], "--days", "730", "--per-day", "3"]
        with (
            subprocess.Popen([*COMMAND, *asked], stdout=-1, stderr=-1) as process,
            Path("out.ics").open("rb", buffering=0) as reader,
        ):
            assert reader.read(5) == b"BEGIN"
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        assert (process.returncode, out, b"Traceback" in err) == (130, b"", False)


class TestNoHome:
    @printed
    def test_it_is_not_missed(self, arguments, monkeypatch):
        usual = run_here(*arguments)
        monkeypatch.delenv("HOME", raising=False)
        assert run_here(*arguments) == usual
        monkeypatch.setenv("HOME", "/no/such/home")
        assert run_here(*arguments) == usual

    @pytest.mark.parametrize("name", ["dose", "course"])
    def test_nor_is_all_of_the_environment(self, folder, name):
        done = subprocess.run(
            [*COMMAND, *WRITES[name][0]], env={}, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "250 mcg" in done.stdout.decode()
        assert list(files(folder)) == [WRITES[name][1]]


class TestNoLocale:
    @printed
    def test_what_people_read_is_ascii_and_says_the_same(self, arguments):
        words = re.compile("[A-Za-z0-9.%]+")
        usual, ran = run_here(*arguments), run_here(*arguments, locale="C")
        assert (ran.code, ran.err) == (usual.code, usual.err)
        assert ran.out.isascii()
        assert words.findall(ran.out) == words.findall(usual.out)

    @written
    def test_files_are_the_same_to_the_byte(self, folder, arguments, name):
        assert run_here(*arguments).code == 0
        usual = files(folder)
        assert run_here(*arguments, "--force", locale="C").code == 0
        assert files(folder) == usual


class TestNarrowTerminal:
    """Of 40 columns."""

    @shown
    def test_no_line_is_longer_and_no_word_is_cut(self, arguments):
        usual, narrow = run_here(*arguments), run_here(*arguments, columns="40")
        assert narrow.code == 0
        assert max(map(cell_len, narrow.out.splitlines())) <= 40
        # But for the calendar of a course, which is a line a week then.
        words = re.sub(r"(?ms)^ +Mon .*?^$|^On record.*", "", usual.out)
        shown = "".join(re.sub("[\u2500-\u257f]", "", narrow.out).split())
        missing = {each for each in re.findall(r"[\w.%/-]+[\w%]", words) if each not in shown}
        headings = {"Amount", "Yours", "Documented", "Wasted", "Name", "also"}  # of columns
        assert missing <= headings


class TestOldClock:
    """A clock that was never set, as of a machine without a battery."""

    @pytest.fixture(params=["1979-12-31", "1970-01-01", "1969-12-31"])
    def today(self, request, monkeypatch):
        for module in (asked_course, labels):
            monkeypatch.setattr(module, "today", lambda: date.fromisoformat(request.param))
        return request.param

    def test_a_course_starts_on_its_day_and_says_so(self, run, folder, today):
        ran = run("course", *VIAL, "--ics", "out.ics", "--timezone", "Europe/Berlin")
        assert (ran.code, ran.err) == (0, "")
        assert f"subcutaneous, {today} to" in ran.out
        assert "days from today" in ran.out
        calendar = files(folder)["out.ics"]
        day = today.replace("-", "")
        assert f"DTSTART;TZID=Europe/Berlin:{day}T080000\r\n".encode() in calendar
        assert f"DTSTAMP:{day}T000000Z\r\n".encode() in calendar

    def test_a_label_is_of_its_day(self, run, folder, today):
        ran = run("label", *VIAL, "--svg", "out.svg")
        assert (ran.code, ran.err) == (0, "")
        assert f"Mixed {today}" in ran.out
        assert today in files(folder)["out.svg"].decode()


class TestBrokenCatalogue:
    """One that is named by the environment, and so used by every command."""

    @pytest.mark.parametrize(
        "arguments",
        [*(each for name, each in PRINTS.items() if name != "schema"),
         *(each for each, _name in WRITES.values())],
        ids=" ".join,
    )  # fmt: skip
    def test_all_its_faults_are_said_and_nothing_else_is_done(
        self, run, folder, monkeypatch, arguments
    ):
        text = run("formulations", "--yaml").out
        for right, wrong in BROKEN.items():
            text = text.replace(right, wrong, 1)
        (folder / "broken.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("SELANK_CALC_CATALOGUE", "broken.yaml")
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        first, *faults = ran.err.splitlines()
        assert first == "selank-calc: --catalogue: 'broken.yaml' has 2 faults."
        assert [each.split(": ")[1] for each in faults] == [
            "daily.low",
            "formulations[2].mcg_per_spray",
        ]
        assert list(files(folder)) == ["broken.yaml"]

    @pytest.mark.parametrize(
        "name", ["missing.yaml", ".", "rows.jsonl", "bytes.yaml", "empty.yaml"]
    )
    def test_what_is_no_catalogue_is_said_in_two_lines(self, run, folder, monkeypatch, name):
        (folder / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
        (folder / "empty.yaml").write_bytes(b"")
        monkeypatch.setenv("SELANK_CALC_CATALOGUE", name)
        ran = run(*PRINTS["dose"])
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.splitlines()) <= 2
        assert ran.err.startswith("selank-calc: --catalogue: ")
