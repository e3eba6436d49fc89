"""Held against the peers, in one table, with no package beside theirs and ours:

`uv run --isolated --group peers python benchmarks/side_by_side.py`

With `--write` the table goes into docs/comparison.md, in its place for this Python. Takes some
minutes. Nothing is asserted but that each peer gives the answer that it is measured at.
"""

import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from measuring import (
    ASKED,
    ENVIRONMENT,
    PRINTS,
    SELANK_CALC,
    TABLE,
    bare_app,
    calls,
    compared,
    megabytes,
    starts,
)
from page import show, table
from peers import DRUGDOSE, PEERS, has_command, installed_with, refuse_wrong_answers, versions
from peptide_cost_ref import reconstitution_volume
from speed import by_dose, on_quantities, the_same

EVERYTHING = [sys.executable, "-c", "import typer, pint, pydantic, yaml, rich.table"]
JSON_PASS = """
import json, sys
with open(sys.argv[1]) as lines:
    for line in lines:
        print(json.dumps(json.loads(line)))
"""
BARE_PYTHON = [sys.executable, "-c", "pass"]
AS_JSON = [*ASKED, "--json"]
FEW, SOME, MANY = 10_000, 100_000, 1_000_000
STARTED = 25  # processes in a loop
VIALS, DILUENTS, ALIKE = ("2", "5", "10"), ("1", "1.5", "2", "2.5", "3"), 100


def line(what, ours, other, theirs, ratio, digits=0):
    """A row of the table."""
    times = f"{ratio:.3g}" if ratio < 100 else f"{ratio:.0f}"
    return what, f"{ours:.{digits}f}", other, f"{theirs:.{digits}f}", times


def start_lines(folder):
    floors = {
        "a bare interpreter": (AS_JSON, BARE_PYTHON),
        "a Typer app of two commands": (AS_JSON, bare_app(folder, PRINTS)),
        "Typer, pint, pydantic, PyYAML and Rich, all imported": (AS_JSON, EVERYTHING),
        **{peer.name: (AS_JSON, peer.command("5", "2", "0.25")) for peer in PEERS},
        "the Typer app with one Rich table": (ASKED, bare_app(folder, TABLE)),
        "drugdose, which prints with Rich": (ASKED, DRUGDOSE.command("5", "2", "0.25")),
    }
    for other, (command, against) in floors.items():
        what = "start and answer, `dose --json`, ms" if command == AS_JSON else "the table, ms"
        ours, theirs, ratio = starts(command, against)
        yield line(what, ours, other, theirs, ratio)


def call_lines():
    the_same(by_dose(), on_quantities()[0])
    others = {"the same on pint Quantities": on_quantities}
    others |= {f"{peer.name}: {peer.gives}": peer.call for peer in PEERS}
    for other, function in others.items():
        ours, theirs, ratio = calls(by_dose, function)
        yield line("one call in Python, us", ours, other, theirs, ratio, digits=1)


def rows(count, different):
    """So many rows of mg in the vial, mL of diluent and mcg a dose, so many of them different.

    A third of them are between two marks and so are flagged; the others are ten units.
    """
    for number in range(count):
        kind = number % different
        # Strides through all doses, so that few rows are spread as wide as many.
        dose = 250 + kind * 618_033 % MANY / 4000
        if kind % 3:
            yield f"{dose / 50:.10g}", "2", dose
        else:
            yield VIALS[kind % len(VIALS)], DILUENTS[kind % len(DILUENTS)], dose


def file_of_rows(folder, count, different):
    path = Path(folder, f"{count}-{different}.jsonl")
    with path.open("w") as file:
        for vial, diluent, dose in rows(count, different):
            row = {"vial": f"{vial} mg", "diluent": f"{diluent} mL", "dose": f"{dose} mcg"}
            file.write(f"{json.dumps(row)}\n")
    return path


def batch(path):
    return [SELANK_CALC, "batch", str(path)]


def run(command):
    silent = subprocess.DEVNULL
    subprocess.run(command, stdout=silent, stderr=silent, check=True, env=ENVIRONMENT)


def rate(work, count):
    """How many a second."""
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def by_processes(peer):
    """A loop that starts the peer's command once a row, and its number of rows."""
    commands = [
        peer.command(vial, diluent, f"{dose / 1000:.8f}")
        for vial, diluent, dose in rows(STARTED, STARTED)
    ]

    def work():
        for command in commands:
            run(command)

    return work, STARTED


def by_calls():
    """The same with the one library that has no command, in one process."""
    numbers = [(float(vial), float(diluent)) for vial, diluent, _dose in rows(FEW, FEW)]

    def work():
        for vial, diluent in numbers:
            reconstitution_volume(vial, vial * 1000 / diluent)

    return work, FEW


def by_json(path):
    """Each line read and written again as JSON, and no more."""
    return [sys.executable, "-c", JSON_PASS, str(path)]


def json_lines(folder):
    for different, kinds in ((SOME, "all different"), (ALIKE, f"{ALIKE} different ones")):
        path = file_of_rows(folder, SOME, different)
        ours, theirs, ratio = compared(
            partial(rate, partial(run, batch(path)), SOME),
            partial(rate, partial(run, by_json(path)), SOME),
            runs=5,
        )
        what = f"rows a second of {SOME}, {kinds} (more is better)"
        yield line(what, ours, "`json.loads` and `json.dumps` of each line", theirs, ratio)


def row_lines(folder):
    loops = {
        f"{peer.name}, a process a row": by_processes(peer)
        for peer in PEERS
        if has_command(peer.name)
    }
    loops["peptide-cost-ref, a call a row: it has no command"] = by_calls()
    for different, kinds in ((FEW, "all different"), (ALIKE, f"{ALIKE} different ones")):
        command = batch(file_of_rows(folder, FEW, different))
        for other, (work, count) in loops.items():
            ours, theirs, ratio = compared(
                partial(rate, partial(run, command), FEW), partial(rate, work, count), runs=5
            )
            yield line(f"rows a second, {kinds} (more is better)", ours, other, theirs, ratio)


def memory_lines(folder):
    ours = megabytes(AS_JSON)
    others = {"a bare interpreter": BARE_PYTHON}
    others |= {peer.name: peer.command("5", "2", "0.25") for peer in PEERS}
    for other, command in others.items():
        theirs = megabytes(command)
        yield line("peak memory, `dose --json`, MB", ours, other, theirs, ours / theirs, digits=1)
    for different, kinds in ((None, "all different"), (ALIKE, f"{ALIKE} different ones")):
        many, few = (
            megabytes(batch(file_of_rows(folder, count, different or count)))
            for count in (MANY, FEW)
        )
        what = f"peak memory, `batch` of {MANY} rows, {kinds}, MB"
        yield line(what, many, f"`batch` of {FEW} rows", few, many / few, digits=1)


def package_lines():
    ours = len(installed_with("selank-calc"))
    for peer in PEERS:
        theirs = len(installed_with(peer.name))
        yield "packages installed with it", ours, peer.name, theirs, ""


def measured():
    others = f"other work on them at the start: a load of {os.getloadavg()[0]:.1f}"
    with tempfile.TemporaryDirectory() as folder:
        lines = [*start_lines(folder), *call_lines(), *row_lines(folder), *json_lines(folder)]
        lines += memory_lines(folder)
    heads = ("measured", "selank-calc", "held against", "takes", "ratio")
    python = f"CPython {platform.python_version()}, {os.cpu_count()} processors"
    when = f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}"
    measures = table(heads, [*lines, *package_lines()])
    return f"{when}, {python}; {others}. {versions()}.\n\n{measures}"


def refuse_more_packages():
    if find_spec("numpy"):
        sys.exit("pint loads numpy and dask where they are, and is slower: use --isolated")


if __name__ == "__main__":
    refuse_more_packages()
    refuse_wrong_answers()
    show("side_by_side", measured(), f"on Python {sys.version_info[0]}.{sys.version_info[1]}")
