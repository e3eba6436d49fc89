"""A command line is run in a folder of its own, and what it did is judged."""

import csv
import io
import json
import os
import re
import xml.etree.ElementTree as ET
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from selank_calc.cli.app import _Commands

from ..command_line import run_here
from .catalogues import SHIPPED
from .rows import formulas, no_number
from .texts import unprintable

EXIT_CODES = {0, 1, 2, 3, 130}
_PLAIN = b'vial = "5 mg"\ndiluent = "2 mL"\ndose = "250 mcg"\nstart = 2026-11-21\n'
# Those in the folder before each input, unless it brings its own.
FILES = {
    "rows.jsonl": b'{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "id": "\\u001b"}\n{"dose": "5 MG"}\n',
    "rows.csv": b'id,vial,diluent,dose\n"=1+1",5 mg,2 mL,250 mcg\n',
    "mine.yaml": "\n".join(SHIPPED).encode(),
    "broken.yaml": "\n".join(SHIPPED[:-9]).replace("mcg", "MG").encode(),
    "mine.toml": _PLAIN,
    "record.json": b"{}",
}
# With all three a person can be asked.
TERMINALS = {"no": (), "output": ("stdout",), "all": ("stdin", "stdout", "stderr")}
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # as Rich prints them
_COMPLETION = re.compile("completion", re.IGNORECASE)
_JOBS = re.compile(r"\s*\+?0*(?!1\s*$)[1-9][0-9_]*\s*")
_NOT_DONE = re.compile("could not be (written|removed)|can't be read to its end")
_HELP = ("\n", " Usage", "Usage")
_SAID = re.compile("selank-calc: |  ")


class Line(NamedTuple):
    """A command line, what it reads, and what it is shown on."""

    words: list[str]
    stdin: bytes = b""
    plan: bytes = _PLAIN  # in mine.toml
    locale: str = "C.UTF-8"
    columns: str = "80"
    terminals: str = "no"
    environment: dict[str, str] | None = None


# A command of Typer is made once: that takes longest.
_command = cache(partial(_Commands.get_command, None, None))


def write_plan(line):
    """Writes its plan file into this folder, where it brings one."""
    if line.plan != _PLAIN:
        Path("mine.toml").write_bytes(line.plan)


def run(line):
    """Runs it with its plan file in this folder."""
    write_plan(line)
    shown = {"locale": line.locale, "columns": line.columns, "TERM": "xterm-256color"}
    shown |= line.environment or {}
    terminals = TERMINALS[line.terminals]
    with patch.object(_Commands, "get_command", lambda _self, _context, name: _command(name)):
        words = map(as_passed, line.words)
        return run_here(*words, stdin=line.stdin, terminals=terminals, **shown)


def as_passed(word):
    """The word as Python has it from a system that passes bytes: these may be anything but NUL."""
    return os.fsdecode(word.replace("\0", "").encode("utf-8", "surrogatepass"))


def check(line):
    if is_harmless([as_passed(word) for word in line.words]):
        yield from wrong(line, run(line))
        yield from tidied()


def tidied():
    """Makes the folder what it was before; says what is wrong with the files that it finds."""
    for entry in sorted(os.scandir("."), key=lambda entry: entry.name):
        path, known = Path(entry.name), FILES.get(entry.name)
        if entry.is_dir():
            continue
        status = entry.stat()
        if known is None or status.st_mtime or status.st_size != len(known):
            if (data := path.read_bytes()) != known and entry.name != "mine.toml":
                yield from _of_a_file(entry.name, data)
            path.unlink()
    lay_out()


def lay_out():
    """Writes the files that are missing, all of one date."""
    Path("folder").mkdir(exist_ok=True)
    for name, data in FILES.items():
        if not Path(name).exists():
            Path(name).write_bytes(data)
            os.utime(name, (0, 0))


def _of_a_file(name, data):
    if name.startswith(".selank-calc"):
        yield f"left behind: {name}"
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        yield f"a file that is not UTF-8: {error}"
        return
    yield from unprintable(text.replace("\r\n", "\n"), "a file")
    if text.startswith("<"):
        ET.fromstring(text)
    elif text.startswith("{"):
        for each in [text] if text.startswith("{\n") else text.splitlines():
            json.loads(each, parse_constant=no_number)


def is_harmless(words):
    """Whether nothing is read, written or started beyond the folder of the inputs."""
    for before, each in zip(["", *words], words, strict=False):
        given = each.rpartition("=")[2] if each.startswith("-") else each
        if given.startswith(("/", "~")) or ".." in given or _COMPLETION.search(each):
            return False
        if "-o/" in each or (before == "--jobs" and _JOBS.fullmatch(each)):
            return False
        if each.startswith("--jobs=") and _JOBS.fullmatch(given):
            return False
    return True


def wrong(line, ran):
    """What no run may do."""
    words = line.words
    if ran.code not in EXIT_CODES or isinstance(ran.code, bool):
        yield f"exit code {ran.code}"
    if ran.code == 3 and b"strict" not in f"{words}".encode() + line.plan:
        yield "exit code 3 without --strict"
    if ran.code == 1 and words[:1] not in (["batch"], ["check"]) and not _NOT_DONE.search(ran.err):
        yield f"exit code 1, said by {ran}"
    if ran.code == 130 and line.terminals != "all":
        yield f"interrupted by nobody: {ran}"
    if line.terminals != "all":
        yield from _told(ran)
    yield from _printed(line, ran)


def _told(ran):
    """What is wrong with the messages where no questions stand between them."""
    said = ran.err.splitlines()
    if ran.code == 2 and (ran.out or not said or (len(said) > 3 and "catalogue" not in ran.err)):
        yield f"bad input, said by {ran}"
    if ran.code in (1, 130) and not (said or ran.out):
        yield f"exit code {ran.code} without a word"
    if not all(map(_SAID.match, said)):
        yield f"no message of ours: {ran.err[:500]!r}"


def _printed(line, ran):
    ours = "csv" not in f"{line.words}{line.plan}" and line.words[:1] != ["formulations"]
    for part, where in ((ran.out, "the output"), (ran.err, "the messages")):
        shown = _COLOURS.sub("", part) if line.terminals != "no" else part
        yield from unprintable(shown, where)
        if "Traceback" in part:
            yield f"a traceback in {where}"
        if line.locale == "C" and not part.isascii() and ours:
            yield f"more than ASCII in {where} of the C locale"
    if ran.code in (0, 1, 3) and ran.out.startswith("{"):
        each_line = ran.out.splitlines() if line.words[:1] == ["batch"] else [ran.out]
        for each in each_line:
            json.loads(each, parse_constant=no_number)
    is_csv = ("--format", "csv") in pairwise(line.words) and not ran.out.startswith(_HELP)
    if ran.code in (0, 1, 3) and is_csv:
        cells = list(csv.reader(io.StringIO(ran.out, newline="")))
        yield from formulas(each for row in cells for each in row)
        if len({*map(len, cells)}) > 1:
            yield f"rows of {[len(row) for row in cells]} cells"
