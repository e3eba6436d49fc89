"""What the command line refuses: one or two lines, exit 2, no output.

What it refuses by itself stands here, each message once, as a snapshot. What the calculations
refuse stands in `tests/test_refusals.py`; that it is printed in the words of the command line is
held for all of it.
"""

import re

import pytest

from selank_calc import SelankCalcError
from selank_calc.errors import CALL, NAME, NAME_ENDS

from ..command_line import arguments_of
from ..test_refusals import REFUSED

VIAL = ("--vial", "5 mg", "--diluent", "2 mL")
DOSE = (*VIAL, "--dose", "250 mcg")
BAD = {
    # options that Python has not
    "water": ("dose", "--vial", "5 mg", "--dose", "250 mcg", "--water", "2 mL"),
    "bacteriostatic water and a diluent": ("dose", *DOSE, "--bac-water", "2 mL"),
    "bacteriostatic water that is sterile": (
        "dose", "--vial", "5 mg", "--bac-water", "2 mL", "--diluent-kind", "sterile",
    ),
    "bacteriostatic water without a unit": ("dose", "--vial", "5 mg", "--bac-water", "2"),
    "explained to a program": ("dose", *DOSE, "--explain", "--json"),
    "explained in a row": ("dose", *DOSE, "--explain", "--format", "csv"),
    "json and csv": ("dose", *DOSE, "--json", "--format", "csv"),
    "unknown format": ("dose", *DOSE, "--format", "xml"),
    # files
    "an image on standard output": ("dose", *DOSE, "--svg", "-"),
    "an image called nothing": ("dose", *DOSE, "--svg", ""),
    "a calendar on standard output": ("course", *DOSE, "--start", "2026-11-21", "--ics", "-"),
    "a size without an image": ("label", *DOSE, "--size", "50x25mm"),
    "a size too small to read": ("label", *DOSE, "--svg", "label.svg", "--size", "10x10mm"),
    "no catalogue": ("dose", *DOSE, "--catalogue", "no/such/file.yaml"),
    # words
    "unknown command": ("dos",),
    "a command with escape codes": ("\x1b[31mdose",),
    "unknown option": ("dose", "--vail", "5 mg"),
    "unknown option of no command": ("--nothing",),
    "a long unknown option": ("dose", "--" + "v" * 10_000),
    "an option with escape codes": ("dose", "--\x1b[31mred"),
    "an option given twice": ("dose", *DOSE, "--dose=500 mcg"),
    "an option given twice, once in its short form": ("dose", "-fselank", *DOSE, "-f", "amidate"),
    "an option given twice, once by its old name": (
        "course", *DOSE, "--days", "7", "--opened", "2026-11-20", "--mixed", "2026-11-21",
    ),
    "an output given twice": ("batch", "-", "-oone.jsonl", "--output", "other.jsonl"),
    "an option without its value": ("dose", "--vial"),
    "an amount without quotes": ("dose", *VIAL, "--dose", "250", "mcg"),
    "a fraction without quotes": ("dose", *VIAL, "--dose", "0.25", "mg"),
    "an argument without quotes": ("convert", "12", "mL"),
    "an argument nobody expects": ("dose", *DOSE, "\x1b[31m7\x1b[0m"),
    "no amount": ("convert",),
    "no unit": ("convert", "12 units"),
    "an unknown formulation": ("formulations", "insulin"),
    "two formulations": ("formulations", "selank", "spray"),
    "the file and its JSON": ("formulations", "--yaml", "--json"),
}  # fmt: skip


def refused(run, words):
    """The lines of a refusal."""
    ran = run(*words)
    assert (ran.code, ran.out) == (2, ""), words
    lines = ran.err.splitlines()
    assert 1 <= len(lines) <= 2
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    assert not re.search(r"[a-z]+_[a-z]+|[a-z]=[\"\[0-9]|\b(?:dose|course)\(|\bTrue\b", ran.err)
    return lines


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_what_the_command_line_refuses_says_what_and_what_to_write(
    run, snapshot, words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert "\n".join(refused(run, words)) == snapshot
    assert list(tmp_path.iterdir()) == []


# Read by the command line itself: what is missing or stands apart, a file, an option alone.
ITS_OWN = {
    "no amount", "from an amount without a unit", "no catalogue", "a preservative in words",
    "both names of the day",
}  # fmt: skip
LISTS = {"step", "times", "skip", "on"}


def as_typed(name, value):
    """The value of an argument as it can be typed, or None."""
    if name in LISTS and isinstance(value, list | tuple):
        if not all(isinstance(each, str) for each in value):
            return None
        return list(value) if name == "step" else ",".join(value)
    if value is True and name == "preservative_free":
        return True
    is_whole = type(value) is int and value < 10**9
    return str(value) if is_whole or isinstance(value, str) else None


def typed():
    for case, (function, given) in REFUSED.items():
        words = {name: as_typed(name, each) for name, each in given.items() if each is not None}
        if case not in ITS_OWN and None not in words.values() and not hasattr(function, "__self__"):
            yield case, function, words


def option(name):
    """A name as an option; an argument has none."""
    return "" if name in ("amount", "to") else arguments_of({name: True})[0]


def printed_for(error):
    """What is printed of an error of Python's: its lines, and the options that its hint names."""
    where = option(error.field)
    marked = error.hint_in(str) or ""
    names = re.findall(f"{NAME}(\\w+)=?([^{NAME_ENDS}]*){NAME_ENDS}", marked)
    options = ["selank-calc"] * marked.count(CALL)
    for name, value in names:
        bare = value.strip('"')
        options.append(f"{option(name)} {bare if re.fullmatch('[a-zA-Z0-9.-]*', bare) else value}")
    return f"{where}: {error.message}".removeprefix(": "), error.hint, options


def words_of(hint):
    """The words of a hint, whether it is Python's or of the command line."""
    return re.findall(r"[^\W_]+", hint.replace("selank-calc ", "").replace("break_days", "break"))


def test_what_the_calculations_refuse_is_printed_with_its_names_as_options(run):
    seen = set()
    for case, function, words in typed():
        with pytest.raises(SelankCalcError) as caught:
            function(**words)
        message, hint, options = printed_for(caught.value)
        first, *second = refused(run, (function.__name__, *arguments_of(words)))
        assert first == f"selank-calc: {message}", case
        assert [words_of(each) for each in second] == ([words_of(hint)] if hint else []), case
        assert all(each.strip() in second[0] for each in options), case
        assert len(re.findall("--|selank-calc", "".join(second))) == len(options), case
        seen.add((function.__name__, len(options)))
    # each command, with hints that name no option, one and more
    assert {name for name, _count in seen} == {
        "dose", "chart", "diluent", "course", "label", "convert",
    }  # fmt: skip
    assert {count for _name, count in seen} >= {0, 1, 2}
