"""Some thousand hostile inputs; `python -m tests.fuzz` has more, and says what it looks for."""

from random import Random

import pytest

from selank_calc.cli.app import COMMANDS

from .command_line import Ran
from .fuzz import command_lines, feeding, options, plans, records, runs, texts

PARTS, EACH = 4, 500


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_but_what_is_documented_comes_of_it(part):
    found = feeding.found_in(2, range(part * EACH, (part + 1) * EACH), is_timed=False)
    assert set(found.fed) == set(feeding.TARGETS)
    assert [(each.target, each.given, each.wrong) for each in found.wrong] == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that command lines are run in."""
    monkeypatch.chdir(tmp_path)
    runs.lay_out()
    return tmp_path


@pytest.mark.parametrize(
    ("target", "given"),
    [
        # a table without its header's names is refused as a whole, and so is an option
        ("rows", (True, False, b"vial,dilutent\n5 mg,2 mL\n", 7)),
        ("command lines", runs.Line(["dose", "--vail", "5 mg"])),
        ("plans", runs.Line(["dose", "--kit", "mine.toml"], plan=b"vial = 5 mg")),
        ("records", runs.Line(["check", "-"], stdin=b"[]")),
        ("catalogues", ("sources: {}", [0])),
    ],
)
def test_what_is_refused_is_not_wrong(folder, target, given):
    assert list(feeding.TARGETS[target].check(given)) == []


def test_what_a_terminal_would_obey_is_found():
    assert list(texts.unprintable("5 mg\nred", "it")) == []
    assert "\\x1b" in next(texts.unprintable("\x1b[31mred", "it"))


@pytest.mark.parametrize(
    ("line", "ran"),
    [
        ([], (4, "", "")),
        (["dose"], (1, "", "selank-calc: 5 mg is too much.\n")),
        (["dose"], (2, "5 mg", "selank-calc: no.\n")),
        (["dose"], (2, "", "")),
        (["dose"], (3, "", "")),
        (["dose"], (130, "", "selank-calc: interrupted\n")),
        (["dose"], (0, "", "UserWarning: 5 mg\n")),
        (["dose"], (0, "\x1b]0;5 mg\x07", "")),
        (["dose"], (0, "{}NaN", "")),
    ],
)
def test_what_no_run_may_do_is_found(line, ran):
    outcome = Ran(*ran)
    try:
        wrong = list(runs.wrong(runs.Line(line), outcome))
    except ValueError as error:
        wrong = [error]
    assert wrong


@pytest.mark.parametrize("name", ["a.svg", "rows.csv"])
def test_a_file_that_a_terminal_would_obey_is_found_and_removed(folder, name):
    (folder / name).write_text("\x1b[31mred")
    assert "\\x1b" in next(runs.tidied())
    list(runs.tidied())
    left = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    assert left == runs.FILES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_values_that_are_right(command):
    for option in options.declared(command):
        is_chosen = option.is_flag or "|" in option.metavar or option.name in options.BY_NAME
        assert is_chosen or option.metavar in options.BY_METAVAR, option


@pytest.mark.parametrize("command", ["course", "batch", "chart", "flags"])
def test_every_option_is_drawn(command):
    random = Random(1)
    lines = [command_lines.long_way(random, command) for _line in range(1000)]
    words = {word.partition("=")[0] for line in lines for word in line}
    names = {name for each in options.options_of(command) for name in each.names}
    assert names - words == set()


def test_plans_and_records_are_often_such_as_can_be_calculated(folder):
    random, codes = Random(1), []
    for _line in range(100):
        codes.append(
            runs.run(
                runs.Line(["dose", "--kit", "mine.toml"], plan=plans.plan(random, "dose"))
            ).code
        )
        codes.append(runs.run(runs.Line(["check", "-"], stdin=records.record(random))).code)
    assert codes[::2].count(0) > 20
    assert codes[1::2].count(0) > 10
    assert codes[1::2].count(1) > 10


@pytest.mark.parametrize(
    "arguments",
    [
        ["dose", "--svg", "/etc/x.svg"], ["dose", "--svg=/x.svg"], ["batch", "../rows.csv"],
        ["batch", "-", "-o/x"], ["batch", "-", "--jobs", "64"], ["batch", "-", "--jobs=2"],
        ["--install-completion"], ["course", "--ics", "~/x.ics"],
    ],
)  # fmt: skip
def test_nothing_beyond_its_folder_is_touched(arguments):
    assert not runs.is_harmless(arguments)
