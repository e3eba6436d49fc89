"""Random cases of every command that calculates, each held against the oracle.

    uv run python -m tests.at_scale 200000 --jobs 2

A case is made of the seed and its number alone: `--case 4711` shows one of them again,
`--seed 2` makes others. Exit code 1 if anything differs.
"""

import csv
import io
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from selank_calc import CATALOGUE, SelankCalcError, convert, course, diluent, dose, label
from selank_calc.batches.answers import liner
from selank_calc.batches.headings import Headings
from selank_calc.batches.row_files import csv_rows, json_rows, lines

from . import against_oracle, cases, many, oracle
from .command_line import arguments_of, run_here

TYPED = 20  # of so many cases one goes through the command line, too
SHOWN = 20


def row(**words):
    """The words as a row of a batch, in JSON or in a table: its record, or its error raised."""
    in_a_table = len(repr(words)) % 2
    if in_a_table:
        text = io.StringIO()
        csv.writer(text).writerows([["id", *words], ["1", *words.values()]])
        parts = csv_rows(lines(io.BytesIO(text.getvalue().encode())))
    else:
        parts = lines(io.BytesIO(json.dumps({"id": 1, **words}).encode()))
    rows_in = list if in_a_table else json_rows
    lined = liner(rows_in, Headings(), CATALOGUE, None, None, False)
    (record,) = (json.loads(line) for part in parts for line in lined(part).text.splitlines())
    if error := record.get("error"):
        raised = SelankCalcError(error["message"], error["field"], None, error["hint"])
        raised.code = error["code"]
        raise raised
    return record


class Command(NamedTuple):
    """A command: how often it is drawn, its words, what it calculates and what it must."""

    weight: int
    words: Any
    calculate: Any
    expect: Any
    differences: Any


# A choice of diluents is some thirty doses, so that few of them take as long as many others.
COMMANDS = {
    "dose": Command(60, cases.dose, dose, oracle.dose, against_oracle.of_dose),
    "diluent": Command(3, cases.diluent, diluent, oracle.diluent, against_oracle.of_diluent),
    "course": Command(12, cases.course, course, oracle.course, against_oracle.of_course),
    "label": Command(8, cases.label, label, oracle.label, against_oracle.of_label),
    "convert": Command(
        9, cases.conversion, convert, oracle.convert, against_oracle.of_conversion
    ),
    "batch": Command(8, cases.dose, row, oracle.dose, against_oracle.of_record),
}  # fmt: skip


class Case(NamedTuple):
    """One case: the command and its words, whether it was refused, and what differs."""

    number: int
    command: str
    words: dict[str, Any]
    is_refused: bool
    differences: list[str]


def case(seed, number):
    """The case of that number, held against the oracle."""
    random = Random(f"{seed}:{number}")
    (name,) = random.choices(list(COMMANDS), [each.weight for each in COMMANDS.values()])
    command = COMMANDS[name]
    words = command.words(random)
    expected = _caught(oracle.RefusedError, command.expect, words)
    result = _caught(Exception, command.calculate, words)
    refused = isinstance(expected, oracle.RefusedError)
    if refused and isinstance(result, SelankCalcError):
        found = list(against_oracle.of_error(result, expected))
    elif refused or isinstance(result, Exception):
        found = [f"{result!r}, where the oracle has {expected!r}"]
    else:
        found = _judged(command, result, expected)
    if number % TYPED == 0 and name != "batch":
        found += _typed(name, words, result)
    return Case(number, name, words, refused, found)


def _judged(command, result, expected):
    """What differs; a result that can't be read through differs, too."""
    try:
        return list(command.differences(result, expected))
    except Exception as raised:  # noqa: BLE001
        return [f"{raised!r}, where it was read"]


def _caught(kind, calculate, words):
    try:
        return calculate(**words)
    except kind as raised:
        return raised


def _typed(command, words, result):
    """What differs from the library where the same is typed."""
    with TemporaryDirectory() as folder:
        # A warning is of a calendar file.
        calendar = ("--ics", str(Path(folder, "course.ics"))) if "warn_before" in words else ()
        ran = run_here(command, *arguments_of(words), *calendar, "--json")
    if isinstance(result, SelankCalcError):
        return [] if (ran.code, ran.out) == (2, "") else [f"typed, it is refused by {ran}"]
    if (ran.code, ran.err) != (0, "") or json.loads(ran.out) != result.as_dict():
        return [f"typed, it is {ran}"]
    return []


class Found(NamedTuple):
    """How many cases were held against the oracle, and those that differ."""

    done: Counter[str]
    refused: Counter[str]
    differing: list[Case]


def found_in(seed, numbers):
    found = Found(Counter(), Counter(), [])
    for number in numbers:
        each = case(seed, number)
        found.done[each.command] += 1
        found.refused[each.command] += each.is_refused
        if each.differences:
            found.differing.append(each)
    return found


def main():
    asked = many.arguments(__doc__, 2000, "case")
    if asked.one is not None:
        _tell(case(asked.seed, asked.one))
        return 0
    start = time.perf_counter()
    done, refused, differing = Counter(), Counter(), []
    for found in many.in_parts(found_in, asked):
        done.update(found.done)
        refused.update(found.refused)
        differing += found.differing
    for each in differing[:SHOWN]:
        _tell(each)
    for command, number in sorted(done.items()):
        print(f"{command:8} {number:7} cases, {refused[command]} of them to be refused")
    took = time.perf_counter() - start
    print(f"{done.total()} cases, seed {asked.seed}: {len(differing)} differ; {took:.0f} s")
    return 1 if differing else 0


def _tell(each):
    print(f"case {each.number}: {each.command} {each.words}")
    for difference in each.differences or ["the same"]:
        print(f"  {difference}")


if __name__ == "__main__":
    sys.exit(main())
