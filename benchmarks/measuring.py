"""What the benchmarks have in common: measures that take turns, and commands to measure."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from pathlib import Path
from typing import NamedTuple

# Without byte code on disk, a start would measure the compiler.
ENVIRONMENT = {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}
SCRIPTS = Path(sys.executable).parent
SELANK_CALC = str(SCRIPTS / "selank-calc")
ASKED = [SELANK_CALC, "dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"]
RUNS = 15

BARE = """
import typer
app = typer.Typer()
@app.command()
def one(text: str = "1"):
    {body}
@app.command()
def two(): pass
app(["one"])
"""
PRINTS = "print(text)"
TABLE = """
    from rich.console import Console
    from rich.table import Table
    table = Table()
    table.add_column("text")
    table.add_row(text)
    Console().print(table)
"""


class Compared(NamedTuple):
    """Medians of both, and the median of the ratios of each pair."""

    ours: float
    other: float
    ratio: float


def compared(ours, other, runs=RUNS):
    """Two measures in turns, so that a machine whose speed drifts changes both.

    The first of each is not counted: it writes byte code and fills caches.
    """
    ours(), other()
    pairs = [(ours(), other()) for _ in range(runs)]
    medians = (statistics.median(measured) for measured in zip(*pairs, strict=True))
    return Compared(*medians, statistics.median(a / b for a, b in pairs))


def milliseconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    return (time.perf_counter() - start) * 1000


def starts(ours, other):
    """Milliseconds of whole processes."""
    return compared(lambda: milliseconds(ours), lambda: milliseconds(other))


def microseconds(function, number=500):
    return timeit.timeit(function, number=number) / number * 1e6


def calls(ours, other):
    """Microseconds of one call."""
    return compared(lambda: microseconds(ours), lambda: microseconds(other))


def bare_app(folder, body):
    """The command of a Typer app that does no more than the body."""
    app = Path(tempfile.mkdtemp(dir=folder), "app.py")
    app.write_text(BARE.format(body=body))
    return [sys.executable, str(app)]


# A process starts with what its parent had in memory, so its parent is a bare interpreter.
MEASURES_MEMORY = """
import os, sys
silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, used = os.wait4(process, 0)
assert status == 0, sys.argv[1:]
print(used.ru_maxrss)
"""


def megabytes(command):
    """The most memory that a process takes; Linux counts it in kilobytes."""
    measure = [sys.executable, "-c", MEASURES_MEMORY, *command]
    done = subprocess.run(measure, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    return int(done.stdout) / 1024
