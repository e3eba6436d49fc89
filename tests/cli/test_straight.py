"""The ordinary command line is read without Typer, and does the same as with it."""

from functools import cache, wraps
from itertools import chain
from random import Random

import pytest

from selank_calc import cli
from selank_calc.cli import app as typer_app
from selank_calc.cli import straight
from selank_calc.cli.frozen_options import OPTIONS

from ..command_line import run_here

LINES = 5_000
CALCULATED = 100
VALUES = {
    "formulation": ("selank", "nasal-spray", "amidate", "unknown"), "vial": ("5 mg", "10mg", "5 mL", ""),
    "diluent": ("2 mL", "3mL", "2"), "dose": ("250 mcg", "0.3 mg", "2 sprays", "[red]1 mcg[/]"),
    "draw": ("10 units", "0.1 mL", "-1 units"), "sprays": ("2", "0", "x"), "per_day": ("1", "3", "25"),
    "days": ("14", "0"), "start": ("2026-11-21", "tomorrow"), "step": ("250 mcg x 7d", "x"),
    "output": ("table", "json", "csv", "plain", "line", "xml", ""), "marks": ("1", "0.5 units"),
    "scale": ("U-100", "U-40", "U-7"), "amount": ("250 mcg", "0.15 %", "12", "--"),
    "to": ("mg", "mL", "mcg/mL", "x"), "catalogue": ("nowhere.yaml",),
}  # fmt: skip
OTHERS = ("1", "5 mg", "2 mL", "0.5 %", "2026-11-21", "mg", "--json", "-", "", "\x1b[1m")
ODD = (
    "--help",
    "-h",
    "--help-all",
    "--jso",
    "--vial",
    "-fselank",
    "--",
    "mg",
    "5",
    "--json=1",
    "-x",
)


def line(random):
    """The words of a command line, most of them such as a person means to type."""
    command = random.choice([*OPTIONS, *OPTIONS, "flags", "doze", "help"])
    arguments, options, _usual = OPTIONS.get(command, ((), {"--json": ("as_json", "nothing")}, {}))
    usual = [each for each in ("--vial", "--diluent", "--dose") if each in options]
    chosen = [*random.sample(usual, random.randint(0, len(usual)))]
    chosen += random.choices(list(options), k=random.randint(0, 3))
    words = [[random.choice(VALUES[name])] for name in arguments if random.random() < 0.95]
    words += [typed(random, option, *options[option]) for option in chosen]
    if random.random() < 0.1:
        words.append([random.choice(ODD)])
    random.shuffle(words)
    return [command, *chain(*words)]


def typed(random, option, name, takes):
    if takes == "nothing":
        return [option]
    value = random.choice(VALUES.get(name, OTHERS))
    if random.random() < 0.02:
        return [option]
    return [f"{option}={value}"] if random.random() < 0.1 else [option, value]


@pytest.fixture
def both(monkeypatch, tmp_path):
    """Runs a line as it is and through Typer, where files that it writes do no harm."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(typer_app._Commands, "get_command", cache(typer_app._Commands.get_command))
    read = cli.called

    def run(words):
        monkeypatch.setattr(cli, "called", read)
        once = run_here(*words)
        for path in tmp_path.iterdir():
            path.unlink()  # else the second run would not replace it
        monkeypatch.setattr(cli, "called", lambda _words: None)
        return once, run_here(*words)

    return run


def test_random_lines_reach_the_commands_with_the_same_arguments(both, monkeypatch):
    def telling(name):
        @wraps(command(name))
        def tell(**asked):
            print(name, sorted(asked.items(), key=str))
            return len(asked) % 3

        return tell

    command = straight.command
    monkeypatch.setattr(straight, "command", telling)
    monkeypatch.setattr(typer_app, "command", telling)
    random = Random(1)
    # The others go to Typer in any case.
    lines = [words for _ in range(LINES) if straight.called(words := line(random))]
    assert LINES / 3 < len(lines) < LINES
    for words in lines:
        without, through = both(words)
        assert without == through, words


def test_random_lines_are_answered_alike(both):
    random = Random(2)
    for words in [line(random) for _ in range(CALCULATED)]:
        without, through = both(words)
        assert without == through, words
