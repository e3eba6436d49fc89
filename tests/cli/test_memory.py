"""Where memory runs out: one line, exit code 1, nothing half-written."""

import resource
import subprocess
import sys

import pytest

from selank_calc import cli

MEGABYTE = 1024 * 1024
TEN_YEARS = (
    "course", "--vial", "0.3 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--days", "3653",
    "--per-day", "24",
)  # fmt: skip
NO_MEMORY = "selank-calc: there is not enough memory for this.\n"


def raising(error):
    def raise_it(*_arguments, **_options):
        raise error

    return raise_it


@pytest.mark.parametrize(
    ("megabytes", "form"), [(24, ()), (24, ("--json",)), (32, ("--ics", "course.ics"))]
)
def test_the_longest_course_under_a_limit(tmp_path, form, megabytes):
    # Smaller ones are met in the middle of Python's own start. The stack is not in this limit: the
    # system ends a program whose stack can't grow, without asking it.
    limit = megabytes * MEGABYTE
    done = subprocess.run(
        [sys.executable, "-m", "selank_calc", *TEN_YEARS, *form],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, NO_MEMORY)
    assert list(tmp_path.iterdir()) == []


def test_of_a_file_that_is_being_written_nothing_is_left(run, tmp_path, monkeypatch):
    def lines(*_arguments, **_options):
        yield b"BEGIN:VCALENDAR\r\n"
        raise MemoryError

    monkeypatch.setattr("selank_calc.output.calendar_file.calendar_lines", lines)
    ran = run(*TEN_YEARS[:7], "--ics", str(tmp_path / "course.ics"))
    assert ran == (1, "", NO_MEMORY)
    assert list(tmp_path.iterdir()) == []


# In whichever command: all of them are called there.
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), NO_MEMORY),
        (SystemError("error return without exception set"), NO_MEMORY),
        (
            ImportError("failed to map segment from shared object", name="pydantic_core"),
            "selank-calc: pydantic_core can't be loaded: not enough memory, or not installed whole.\n",
        ),
    ],
    ids=["memory", "memory for a call, in CPython 3.13", "a library in C"],
)
def test_every_command_says_so(run, monkeypatch, error, message):
    monkeypatch.setattr(cli, "called", raising(error))
    assert run("dose") == (1, "", message)


def test_so_it_does_while_the_program_loads(tmp_path):
    (tmp_path / "typer.py").write_text("raise MemoryError")
    done = subprocess.run(
        [sys.executable, "-c", "from selank_calc.__main__ import main; main()"],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, "", NO_MEMORY)
