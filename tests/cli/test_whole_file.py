"""What every command that writes a file does with it, whatever fails or interrupts meanwhile.

After each fault the file is whole or as it was before, nothing else is left in the folder, and
the exit code and the message say which.
"""

import errno
import io
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from itertools import count, product
from pathlib import Path

import pytest

from selank_calc.cli.whole_file import whole_file, write_whole
from selank_calc.errors import ConflictingInputError
from selank_calc.signals import end

from ..command_line import run_here
from .test_faults import PRINTS, ROWS, WRITES, files, written

BEFORE = b"before"
NO_LINK = "no link"  # the file is new, and its folder has no hard links
SETTINGS = ("new", "replaced", NO_LINK)
set_up = pytest.mark.parametrize("setting", SETTINGS)
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "rows.jsonl").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def umask():
    """The usual one, whatever the tests are run under."""
    before = os.umask(0o022)
    yield 0o022
    os.umask(before)


def temporary(folder):
    (name,) = folder.glob(".selank-calc-*")
    return name


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


class TestName:
    def test_two_runs_with_one_process_id_have_a_file_each(self, folder):
        # as two containers have that share a folder
        with (
            whole_file("a.jsonl", "output", force=False) as write_a,
            whole_file("b.jsonl", "output", force=False) as write_b,
        ):
            write_a(b"a")
            write_b(b"b")
        assert files(folder) == {"a.jsonl": b"a", "b.jsonl": b"b"}

    @pytest.mark.parametrize("force", [False, True])
    def test_a_link_that_somebody_put_there_is_not_followed(self, folder, monkeypatch, force):
        (folder / "victim").write_bytes(BEFORE)
        for name in ("taken", f"{os.getpid()}"):
            (folder / f".selank-calc-{name}").symlink_to("victim")
        monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(["taken", "free"]))
        with whole_file("out", "output", force=force) as write:
            write(b"new")
        assert ((folder / "out").read_bytes(), (folder / "victim").read_bytes()) == (b"new", BEFORE)


class TestRights:
    @pytest.mark.parametrize("before", [0o600, 0o640, 0o644, 0o666])
    def test_are_those_of_the_replaced_file_before_any_data(self, folder, before):
        (folder / "out").write_bytes(BEFORE)
        (folder / "out").chmod(before)
        with whole_file("out", "output", force=True) as write:
            assert mode(temporary(folder)) == before
            write(b"new")
        assert (mode(folder / "out"), (folder / "out").read_bytes()) == (before, b"new")

    @pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0, 0o666)])
    def test_of_a_new_file_are_the_usual_ones(self, folder, umask, mask, expected):
        os.umask(mask)
        with whole_file("out", "output", force=False) as write:
            assert mode(temporary(folder)) == expected
            write(b"new")
        assert mode(folder / "out") == expected
        assert os.umask(mask) == mask

    @root_only
    def test_the_owner_keeps_a_replaced_file(self, run, folder):
        (folder / "out.jsonl").write_bytes(BEFORE)
        os.chown(folder / "out.jsonl", 12345, 54321)
        assert run("batch", "rows.jsonl", "-o", "out.jsonl", "--force").code == 0
        status = (folder / "out.jsonl").stat()
        assert (status.st_uid, status.st_gid) == (12345, 54321)

    def test_are_those_of_a_file_that_appears_meanwhile(self, folder, umask, monkeypatch):
        def appear(_descriptor):
            (folder / "out").write_bytes(BEFORE)
            (folder / "out").chmod(0o600)

        monkeypatch.setattr("os.fsync", appear)
        write_whole("out", b"new", "output", force=True)
        assert (mode(folder / "out"), (folder / "out").read_bytes()) == (0o600, b"new")

    def test_of_a_file_that_goes_meanwhile_are_kept(self, folder, umask, monkeypatch):
        (folder / "out").write_bytes(BEFORE)
        (folder / "out").chmod(0o600)
        monkeypatch.setattr("os.fsync", lambda _: (folder / "out").unlink())
        write_whole("out", b"new", "output", force=True)
        assert (mode(folder / "out"), (folder / "out").read_bytes()) == (0o600, b"new")

    def test_another_group_may_do_no_more_than_everybody(self, folder, monkeypatch):
        (folder / "out").write_bytes(BEFORE)
        (folder / "out").chmod(0o664)
        monkeypatch.setattr("os.fchown", failing(errno.EPERM))
        with whole_file("out", "output", force=True) as write:
            write(b"new")
        assert mode(folder / "out") == 0o644

    def test_a_file_system_without_modes_is_written_to(self, folder, monkeypatch):
        monkeypatch.setattr("os.fchmod", failing(errno.EPERM))
        with whole_file("out", "output", force=False) as write:
            write(b"new")
        assert files(folder)["out"] == b"new"


def failing(code):
    def fail(*_arguments, **_more):
        raise OSError(code, os.strerror(code))

    return fail


class TestAFileThatAppearsMeanwhile:
    @pytest.mark.parametrize("links", [True, False])
    @written
    def test_is_left_as_it_is(self, run, folder, monkeypatch, arguments, name, links):
        def appear(_descriptor):
            (folder / name).write_bytes(b"another run's")

        monkeypatch.setattr("os.fsync", appear)
        if not links:
            monkeypatch.setattr("os.link", failing(errno.EPERM))
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert f"'{name}' appeared during the run, and was left as it is." in ran.err
        assert "Name another file, or add --force to replace it." in ran.err
        assert files(folder) == {name: b"another run's"}

    def test_nor_is_a_link_followed(self, folder, monkeypatch):
        (folder / "victim").write_bytes(BEFORE)
        monkeypatch.setattr("os.fsync", lambda _: (folder / "out").symlink_to("victim"))
        with pytest.raises(ConflictingInputError):
            write_whole("out", b"new", "output", force=False)
        assert (folder / "out").is_symlink()
        assert files(folder) == {"out": BEFORE, "victim": BEFORE}

    @written
    def test_is_replaced_with_force(self, run, folder, monkeypatch, arguments, name):
        monkeypatch.setattr("os.fsync", lambda _: (folder / name).write_bytes(BEFORE))
        assert run(*arguments, "--force").code == 0
        assert files(folder)[name] != BEFORE

    def test_nor_is_one_written_into_that_took_a_pipe_s_place(self, folder, monkeypatch):
        os.mkfifo("out")

        def swapped(path, flags, *more):
            Path(path).unlink()
            Path(path).write_bytes(BEFORE)
            return open_as_ever(path, flags, *more)

        open_as_ever = os.open
        monkeypatch.setattr("os.open", swapped)
        with pytest.raises(ConflictingInputError), whole_file("out", "output", force=False):
            pass
        assert files(folder) == {"out": BEFORE}


class TestAPipe:
    @written
    def test_whose_reader_leaves_is_not_written_to_its_end(self, folder, arguments, name):
        os.mkfifo(name)
        reader = os.open(name, os.O_RDONLY | os.O_NONBLOCK)

        def leave(path, flags, *more):
            descriptor = open_as_ever(path, flags, *more)
            if path == name:
                os.close(reader)
            return descriptor

        open_as_ever = os.open
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("os.open", leave)
            ran = run_here(*arguments)
        assert ran.code == 1
        assert f"the output could not be written: Broken pipe: '{name}'." in ran.err


class TestAName:
    @pytest.mark.parametrize(
        ("path", "why"),
        [
            ("a" * 300, "File name too long"), ("a" * 300 + "/x", "File name too long"),
            ("no/", "No such folder"), ("no/.", "No such folder"), ("no/..", "No such folder"),
            ("no/x", "No such folder"), (".", "Is a directory"), ("./", "Is a directory"),
        ],
    )  # fmt: skip
    @written
    def test_that_no_file_can_have_is_refused_with_it(
        self, run, folder, arguments, name, path, why
    ):
        before = files(folder)
        asked = [path if each == name else each for each in arguments]
        shown = path if len(path) < 40 else "a" * 40 + "..."
        message = f"selank-calc: the output could not be written: {why}: '{shown}'.\n"
        assert run(*asked) == (1, "", message)
        assert files(folder) == before


class TestLinks:
    def test_keep_their_place(self, folder):
        (folder / "real").write_bytes(BEFORE)
        (folder / "link").symlink_to("real")
        with whole_file("link", "output", force=True) as write:
            write(b"new")
        assert (folder / "link").is_symlink()
        assert (folder / "real").read_bytes() == b"new"

    def test_that_lead_to_nothing_yet_lead_to_the_file(self, folder):
        (folder / "link").symlink_to("real")
        with whole_file("link", "output", force=False) as write:
            write(b"new")
        assert (folder / "link").is_symlink()
        assert (folder / "real").read_bytes() == b"new"


# --- Signals --------------------------------------------------------------------------

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CALLS = ("open", "fchown", "fchmod", "write", "fsync", "close", "link", "replace", "unlink")
LINES_OF = ("whole_file.py", "contextlib.py", "tempfile.py", "signals.py")
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def prepared(folder, monkeypatch, setting, name, arguments):
    """The command's words, and the files before it, in that setting."""
    for each in files(folder):
        (folder / each).unlink()
    if setting == "replaced":
        (folder / name).write_bytes(BEFORE)
        return (*arguments, "--force"), {name: BEFORE}
    if setting == NO_LINK:
        monkeypatch.setattr("os.link", failing(errno.EPERM))
    return arguments, {}


def whole(run, folder, arguments, name):
    """What the command writes where nothing goes wrong."""
    assert run(*arguments).code == 0
    content = files(folder)[name]
    (folder / name).unlink()
    return content


@contextmanager
def calls(act, name, at):
    """Has `act(real)` stand in for that call of `os`, the one of that number; and counts."""
    real, made = getattr(os, name), 0

    def stand_in(*arguments, **more):
        nonlocal made
        made += 1
        if name == "write":  # in parts, so that there are several
            arguments = (arguments[0], arguments[1][:1000])
        if made == at:
            return act(lambda: real(*arguments, **more))
        return real(*arguments, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, name, stand_in)
        yield lambda: made


def interrupted(number, moments, call):
    """Makes the call, and has the signal come right before or after it, or twice."""
    if moments != "after":
        signal.raise_signal(number)
    try:
        return call()
    finally:
        if moments != "before":
            signal.raise_signal(number)


def lines_until_signalled(moment, write):
    """Has SIGTERM come at that line of what writes the file; gives the count of lines."""
    passed, before = 0, sys.gettrace()

    def trace(frame, event, _argument):
        nonlocal passed
        if Path(frame.f_code.co_filename).name not in LINES_OF:
            return None
        passed += 1
        if passed == moment:
            signal.raise_signal(signal.SIGTERM)
        return trace

    former = signal.signal(signal.SIGTERM, end)
    try:
        sys.settrace(trace)
        write()
    except SystemExit:
        pass
    finally:
        sys.settrace(before)
        signal.signal(signal.SIGTERM, former)
    return passed


class TestSignals:
    @pytest.fixture(autouse=True)
    def strays(self):
        """Signals that would have ended the process without a word."""
        strays = []
        before = {
            each: signal.signal(each, lambda *got: strays.append(got)) for each in SIGNALS[1:]
        }
        yield
        for each, handler in before.items():
            signal.signal(each, handler)
        assert not strays

    @set_up
    @pytest.mark.parametrize("name", CALLS)
    def test_leave_no_temporary_file_whenever_they_come(
        self, run, folder, monkeypatch, name, setting
    ):
        arguments, out = WRITES["label"]
        new = whole(run, folder, arguments, out)
        for number, moments in product(SIGNALS, ("before", "after", "both")):
            asked, before = prepared(folder, monkeypatch, setting, out, arguments)
            with calls(partial(interrupted, number, moments), name, 1) as made:
                ran = run(*asked)
            assert ran.code == (CODES[number] if made() else 0)
            assert files(folder) in (before, {out: new})

    @pytest.mark.parametrize("force", [False, True])
    def test_leave_none_at_whatever_line_they_come(self, folder, force):
        def write():
            with whole_file("out", "output", force=force) as write:
                write(b"new")

        for moment in count(1):
            (folder / "out").unlink(missing_ok=True)
            lines = lines_until_signalled(moment, write)
            assert files(folder) in ({}, {"out": b"new"}), f"line {moment}"
            if lines < moment:
                break
        assert lines > 100

    @pytest.mark.parametrize(
        ("number", "command"),
        [*product(SIGNALS, ["batch"]), *zip(SIGNALS, ["dose", "course", "label"], strict=True)],
    )
    def test_end_a_run_that_waits_for_the_disk(self, folder, number, command):
        arguments, _name = WRITES[command]
        code = (
            "import os, sys, time\n"
            "os.fsync = lambda _: (print('waits', file=sys.stderr, flush=True), time.sleep(60))\n"
            "from selank_calc.__main__ import main; main()"
        )
        asked = [sys.executable, "-c", code, *arguments]
        with subprocess.Popen(asked, stdout=-1, stderr=-1) as process:
            assert process.stderr.readline() == b"waits\n"
            time.sleep(0.1)  # one that comes just before a call that waits is heard after it
            process.send_signal(number)
            out, _err = process.communicate(timeout=30)
        assert (process.returncode, out) == (CODES[number], b"")
        assert files(folder) == {}

    def test_that_the_run_ignores_stay_ignored(self, folder):
        # as under `nohup`
        code = (
            "import os, signal; os.fsync = lambda _: os.kill(os.getpid(), signal.SIGHUP)\n"
            "from selank_calc.__main__ import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *WRITES["batch"][0]], check=False, capture_output=True,
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
        )  # fmt: skip
        assert done.returncode == 0
        assert list(files(folder)) == ["out.jsonl"]


# --- Every call fails in turn ---------------------------------------------------------

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


def failed(name, code, call):
    """Fails in place of the call; one that closes a file leaves it closed, as the system does."""
    if name == "close":
        call()
    raise OSError(code, os.strerror(code))


def goes_on(call, code):
    """True for a call that the file does not depend on, or that has a second way."""
    if call == "fchown":  # the owner is kept where possible
        return True
    # It is tried twice; and where links are refused, the name is taken in another way.
    return call == "unlink" or (call == "link" and code == errno.EACCES)


def descriptors():
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


class TestEveryCall:
    # What is written as one, and row by row; the others write in the same two ways.
    @set_up
    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize("command", ["label", "batch"])
    def test_may_fail(self, run, folder, monkeypatch, command, call, setting):
        arguments, name = WRITES[command]
        new = whole(run, folder, arguments, name)
        reached = 0
        for code in ERRORS:
            for at in (1, 2, 3):
                asked, before = prepared(folder, monkeypatch, setting, name, arguments)
                opened = descriptors()

                with calls(partial(failed, call, code), call, at) as made:
                    ran = run(*asked)
                if made() < at:
                    assert (ran.code, files(folder)) == (0, {name: new})
                    break
                reached += 1
                assert descriptors() == opened
                if goes_on(call, code):
                    assert (ran.code, files(folder)) == (0, {name: new})
                    continue
                message = f"the output could not be written: {os.strerror(code)}: '{name}'."
                assert ran == (1, "", f"selank-calc: {message}\n")
                assert files(folder) == before
        assert reached or (call, setting) in NOT_CALLED

    @written
    def test_a_file_that_can_not_be_removed_is_named(
        self, run, folder, monkeypatch, arguments, name
    ):
        with monkeypatch.context() as patched:
            patched.setattr("os.unlink", failing(errno.EPERM))
            ran = run(*arguments)
        assert ran.code == 0
        left = temporary(folder)
        assert f"{left.name}' could not be removed: Operation not permitted." in ran.err
        assert (folder / name).read_bytes() == left.read_bytes()


NOT_CALLED = {
    ("fchown", "new"), ("fchown", NO_LINK), ("link", "replaced"), ("link", NO_LINK),
    ("replace", "new"), ("unlink", "replaced"), ("unlink", NO_LINK),
}  # fmt: skip


class TestReading:
    @pytest.mark.parametrize("at", [1, 2])
    @pytest.mark.parametrize("code", ERRORS)
    @pytest.mark.parametrize("setting", ["new", "replaced"])
    def test_may_fail_at_every_part(self, run, folder, monkeypatch, code, at, setting):
        arguments, name = WRITES["batch"]
        asked, before = prepared(folder, monkeypatch, setting, name, arguments)
        monkeypatch.setattr("selank_calc.batches.row_files.AT_ONCE", 1000)
        opened = Path.open

        class Failing(io.FileIO):
            reads = 0

            def readinto(self, buffer):
                self.reads += 1
                if self.reads == at:
                    raise OSError(code, os.strerror(code))
                return super().readinto(buffer)

        def open_rows(path, *more, **options):
            if path.name == "rows.jsonl":
                return io.BufferedReader(Failing(path), 1000)
            return opened(path, *more, **options)

        monkeypatch.setattr(Path, "open", open_rows)
        ran = run(*asked)
        message = f"'rows.jsonl' can't be read to its end: {os.strerror(code)}."
        assert ran == (1, "", f"selank-calc: {message}\n")
        assert files(folder) == before

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux has it")
    @pytest.mark.parametrize(
        "more", [(), ("-o", "out.jsonl"), ("--jobs", "2"), ("--format", "csv")]
    )
    def test_a_file_of_the_system_that_can_not_be_read_is_named(self, run, folder, more):
        ran = run("batch", "/proc/self/mem", *more)
        message = "'/proc/self/mem' can't be read to its end: Input/output error."
        assert ran == (1, "", f"selank-calc: {message}\n")
        assert files(folder) == {}

    def test_standard_input_is_named_too(self, folder):
        with Path("/proc/self/mem").open("rb") as unreadable:
            done = subprocess.run(
                [sys.executable, "-m", "selank_calc", "batch", "-"], stdin=unreadable,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        message = "standard input can't be read to its end: Input/output error."
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"selank-calc: {message}\n"


class TestStandardOutput:
    @pytest.mark.parametrize("code", ERRORS)
    @pytest.mark.parametrize("at", [1, 2])
    @pytest.mark.parametrize("arguments", PRINTS.values(), ids=PRINTS)
    def test_may_fail_at_every_write(self, arguments, at, code):
        class Failing(io.RawIOBase):
            writes = 0

            def writable(self):
                return True

            def write(self, data):
                self.writes += 1
                if self.writes >= at:
                    raise OSError(code, os.strerror(code))
                return min(len(data), 100)

        raw = Failing()
        stream = io.TextIOWrapper(io.BufferedWriter(raw, 200), encoding="utf-8")
        ran = run_here(*arguments, stdout=stream)
        raw.write = len  # or it would fail again when it is closed
        stream.close()
        if raw.writes < at:
            assert ran.code == 0
            return
        message = f"selank-calc: the output could not be written: {os.strerror(code)}.\n"
        assert (ran.code, ran.err) == (1, message)
