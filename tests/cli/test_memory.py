"""Where memory runs out: one line, exit code 1, nothing half-written, whatever the command."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTE = 1024 * 1024
DOSE = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg")
COMMANDS = {
    "dose": ("dose", *DOSE, "--svg", "out.svg"),
    "diluent": ("diluent", "--vial", "5 mg", "--dose", "250 mcg"),
    "course": ("course", *DOSE, "--ics", "out.ics"),
    "label": ("label", *DOSE, "--svg", "out.svg"),
    "convert": ("convert", "12 units", "mL"),
    "batch": ("batch", "rows.jsonl", "-o", "out.jsonl"),
    "formulations": ("formulations",),
    "schema": ("schema", "row"),
}
ENDS = {"out.svg": "</svg>", "out.ics": "END:VCALENDAR", "out.jsonl": "}"}
TEN_YEARS = (
    "course", "--vial", "0.3 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--days", "3653",
    "--per-day", "24",
)  # fmt: skip


def with_memory(megabytes, *arguments):
    """The command with so much room for all that it loads and calculates."""
    limit = megabytes * MEGABYTE
    return subprocess.run(
        [sys.executable, "-m", "selank_calc", *arguments], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    row = '{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}\n'
    (tmp_path / "rows.jsonl").write_text(row * 200)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("megabytes", [24, 28, 32, 40, 60])
@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_command_is_done_or_says_so(arguments, megabytes):
    done = with_memory(megabytes, *arguments)
    if "selank_calc" not in done.stderr and "Python" in done.stderr:
        pytest.skip("Python itself does not start")
    if done.stderr.startswith("thread '"):
        pytest.skip("pydantic's library in Rust says so by itself, at length")
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    if done.returncode:
        (line,) = done.stderr.splitlines()
        assert line.startswith("selank-calc: ")
        assert "not enough memory" in line
    for each in set(Path().iterdir()) - {Path("rows.jsonl")}:
        # whole, where memory ran out afterwards
        assert each.read_text().strip().endswith(ENDS[each.name])


@pytest.mark.parametrize("form", [(), ("--json",), ("--ics", "course.ics")], ids=str)
def test_so_does_the_longest_course(form):
    done = with_memory(56, *TEN_YEARS, *form)
    assert (done.returncode, done.stderr) == (
        1,
        "selank-calc: there is not enough memory for this.\n",
    )
    assert [each.name for each in Path().iterdir()] == ["rows.jsonl"]
