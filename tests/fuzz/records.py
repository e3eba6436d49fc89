"""Records for `check`: those that `--record` writes, changed here and there."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

from .. import cases
from ..command_line import arguments_of
from . import options, runs
from .texts import changed_bytes, text

MADE = {"dose": cases.dose, "course": cases.course, "label": cases.label, "diluent": cases.diluent}
EACH = 6
VALUES = (
    None, True, False, 0, -1, 1.5, 10**30, 10**400, 1e308, float("nan"), float("inf"), "", "5 mg", "2026-11-21",
    "dose", "\x1b[31m", "\ud800", "\u202e", [], {}, [[]], [{}], ["a"], {"code": "x"}, {"code": "a\x1b", "severity": "\x07"},
    {"severity": "warning"}, [{"code": "draw-small"}, {"code": "draw-small"}], "x" * 5000,
)  # fmt: skip
MOST_DAYS = 60  # of a course: its record has each of them


@cache
def good_records():
    """Some that are right."""
    random, found = Random("records"), []
    for command, make in MADE.items():
        while len(found) % EACH or not found or found[-1][0] != command:
            words = make(random)
            if int("".join(filter(str.isdecimal, words.get("days", "1")))) > MOST_DAYS:
                continue
            runs.run(runs.Line([command, *arguments_of(words), "--record", "e.json", "--force"]))
            if Path("e.json").exists():
                found.append((command, Path("e.json").read_text(encoding="utf-8")))
                Path("e.json").unlink()
    return [text for _command, text in found]


def record(random):
    """The bytes of a record."""
    made = json.loads(random.choice(good_records()))
    for _change in range(random.choice((0, 1, 1, 1, 2))):
        _change_in(random, made)
    data = json.dumps(made, indent=random.choice((None, 2))).encode()
    if random.random() < 0.15:
        data = changed_bytes(random, data)
    return data


def _change_in(random, made):
    """One value anywhere in it replaced, left out or put under another name; or one more given."""
    if random.random() < 0.3 and isinstance(made.get("given"), dict):
        command = made.get("command")
        option = random.choice(options.options_of(command if command in [*MADE] else "dose"))
        made["given"][option.name] = (
            options.value(random, option)
            if random.random() < 0.9
            else deepcopy(random.choice(VALUES))
        )
        return
    place = made
    for _deeper in range(random.choice((0, 1, 1, 2, 3, 4))):
        below = [each for each in _values(place) if isinstance(each, dict | list) and each]
        if not below:
            break
        place = random.choice(below)
    names = list(place) if isinstance(place, dict) else list(range(len(place)))
    if not names:
        return
    name, kind = random.choice(names), random.random()
    if kind < 0.15:
        del place[name]
    elif kind < 0.3 and isinstance(place, dict):
        place[text(random, (name,))] = place.pop(name)
    elif kind < 0.4 and isinstance(place[name], str):
        place[name] = text(random, (place[name],))
    else:
        place[name] = deepcopy(random.choice((*VALUES, text(random))))


def _values(place):
    return place.values() if isinstance(place, dict) else place


def made(random):
    words = ["check", "-"]
    if random.random() < 0.1:
        words += options.drawn(random, random.choice(options.options_of("check")))
    terminals = random.choice(("no", "no", "output"))
    return runs.Line(
        words, stdin=record(random), locale=random.choice(("C.UTF-8", "C")), terminals=terminals
    )


check = runs.check
