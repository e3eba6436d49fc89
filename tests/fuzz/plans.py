"""Plan files: options by name in TOML, right, nearly right and hostile."""

import json
import re
from functools import cache

import selank_calc
from selank_calc import SelankCalcError, load_kit
from selank_calc.cli.kit import COMMANDS, REFUSED, known_options

from .. import cases
from . import options, runs
from .texts import changed_bytes, text, unprintable_error

MADE = {"dose": cases.dose, "diluent": cases.diluent, "course": cases.course, "label": cases.label}
_BARE = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}")
# What TOML has besides text, and a little that it has not.
VALUES = (
    "0", "-1", "+2", "1.5", "-0.0", "1e400", "inf", "-nan", "0xff", "0b1", "1_000", "9" * 60, "9" * 5000,
    "true", "false", "2026-11-21", "2026-02-30", "0001-01-01", "9999-12-31", "08:00", "08:00:00", "24:00",
    "08:00:00.5", "2026-11-21T08:00:00Z", "2026-11-21 08:00:00", "[]", "[[]]", '["250 mcg x 7d"]', "[1, true]",
    '["Mon", "Thu"]', "[08:00:00, 20:00:00]", "{}", "{a = 1}", "{vial = '5 mg'}", "[" * 200, "[" * 2000 + "]" * 2000,
    '"\\u001b[31m"', '"\\ud800"', '"\\U0010ffff"', '"\\x41"', '""', "''", "5 mg", "250 mcg", "", "True", "nil",
    '"""5\nmg"""', "'''5 mg'''", '"5 mg" # 5 MG',
)  # fmt: skip
LINES = (
    "[dose]", "[[dose]]", "[a.b]", "dose.a = 1", 'a."b" = 2', "# \x1b[31m", "#", " ", "= 1", "dose", "dose =",
    '"" = 1', '"dose" = "1 mg"', "'vial' = '5 mg'", "x" * 3000 + " = 1", "\ufeff", "[]", "[ dose ]",
)  # fmt: skip


_known = cache(known_options)


def plan(random, command=None):
    """The bytes of a plan file, mostly of what that command needs."""
    known = _known()
    lines = []
    if random.random() < 0.85:
        fits = command in MADE and random.random() < 0.8
        words = MADE[command if fits else random.choice(COMMANDS)](random)
        for name, given in words.items():
            lines.append(_line(random, "break" if name == "break_days" else name, given))
    more = random.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 4, 8))
    lines += [_any_line(random, known) for _more in range(more)]
    if random.random() < 0.2:
        random.shuffle(lines)
    data = random.choice(("\n", "\n", "\n", "\r\n")).join(lines).encode(errors="surrogatepass")
    for _change in range(random.choice((0, 0, 0, 0, 0, 0, 1, 2))):
        data = changed_bytes(random, data)
    if random.random() < 0.003:
        data += b"#" + b"x" * random.choice((99_000, 100_000, 200_000))
    return data


def _any_line(random, known):
    kind = random.random()
    if kind < 0.05:
        return random.choice(LINES)
    if kind < 0.1:
        return (
            f"{random.choice((*REFUSED, 'help', text(random)))} = {_in_toml(random, text(random))}"
        )
    name = random.choice(list(known))
    if random.random() > options.RARE.get(name, 1):
        return "# a comment"
    if kind < 0.25:
        return f"{name} = {random.choice(VALUES)}"
    option = known[name]
    if option.takes == "nothing":
        return _line(random, name, random.random() < 0.8)
    declared = next(
        each for command in COMMANDS for each in options.options_of(command) if f"--{name}" in each.names
    )  # fmt: skip
    made = options.value(random, declared)
    return _line(random, name, [made] if option.is_list and random.random() < 0.5 else made)


def _line(random, name, given):
    """One option with its value, written in one of the ways that TOML has."""
    name = name.replace("_", "-") if random.random() < 0.8 else name.replace("-", "_")
    name = name if random.random() < 0.95 else f'"{name}"'
    return f"{name}{random.choice((' = ', '=', '   =  '))}{_in_toml(random, given)}"


def _in_toml(random, given):
    if given is True or given is False:
        return f"{given}".lower()
    if isinstance(given, list):
        return f"[{', '.join(_in_toml(random, each) for each in given)}]"
    if _BARE.fullmatch(given) and random.random() < 0.5:
        return f"{given}:00" if ":" in given else given
    kind = random.random()
    if kind < 0.02:
        return given
    if kind < 0.2 and given.isprintable() and "'" not in given:
        return f"'{given}'"
    return json.dumps(given, ensure_ascii=random.random() < 0.5)


def made(random):
    """A function, and the line of its command with a plan file and some options besides."""
    command = random.choice(COMMANDS)
    parts = [["--kit", "mine.toml"]]
    parts += options.besides(random, options.options_of(command), parts, (0, 0, 0, 1, 1, 2, 4))
    random.shuffle(parts)
    if random.random() < 0.3:
        parts.append(["--json"])
    words = [command, *(word for part in parts for word in part)]
    return runs.Line(words, plan=plan(random, command), locale=random.choice(("C.UTF-8", "C")))


def check(line):
    yield from runs.check(line)
    runs.write_plan(line)
    try:
        function = getattr(selank_calc, line.words[0])
        given = load_kit("mine.toml", line.words[0])
        json.dumps(function(**given).as_dict(), allow_nan=False)
    except SelankCalcError as error:
        yield from unprintable_error(error)
    list(runs.tidied())
