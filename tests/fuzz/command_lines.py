"""Command lines, made from the declared options of every command."""

from selank_calc.cli.app import COMMANDS

from .. import cases
from ..command_line import arguments_of as words_of
from . import options
from .plans import plan
from .records import record
from .rows import rows
from .runs import Line, check
from .texts import changed, text

__all__ = ["check", "made"]

MADE = {
    "dose": cases.dose, "diluent": cases.diluent, "course": cases.course, "label": cases.label,
    "convert": cases.conversion, "chart": cases.dose,
}  # fmt: skip
OFTEN = ("dose", "course", "course", "label", "diluent", "chart", "convert", "batch", "check")
TOP = ("--version", "--help", "-h", "help", "helo", "", "--full", "--json", "-x", "--")
ODD = (
    "--help", "-h", "--help-all", "--jso", "--vial", "-fselank", "--", "-", "mg", "5", "--json=1", "-x", "",
    "5mg/2mL", "250mcg",
)  # fmt: skip
ENVIRONMENTS = (
    {"SELANK_CALC_CATALOGUE": "mine.yaml"}, {"SELANK_CALC_CATALOGUE": "no\x1b[31m"},
    {"SELANK_CALC_CATALOGUE": ""}, {"SOURCE_DATE_EPOCH": "1763683200"}, {"SOURCE_DATE_EPOCH": "9" * 10},
    {"SOURCE_DATE_EPOCH": "9" * 60}, {"SOURCE_DATE_EPOCH": "-1\x9b"}, {"SOURCE_DATE_EPOCH": "\u0661"},
    {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TZ": "no/where"}, {"LANG": "\x1b"},
)  # fmt: skip
ANSWERS = (
    "5 mg", "2 mL", "0.1 mL", "", "?", "sterile", "250 mcg", "3 mcg/kg", "2 sprays", "2 drops", "70 kg", "2", "y", "n",
)  # fmt: skip
COLUMNS = ("80", "80", "80", "200", "40", "20", "0", "x")


def made(random):
    """A line with what it reads and where it is shown."""
    kind = random.random()
    terminals = random.choices(("no", "output", "all"), (7, 2, 1))[0]
    if kind < 0.02:
        words, terminals = [], random.choice(("no", "all", "all", "all"))  # a guided run
    elif kind < 0.05:
        words = [random.choice(TOP), *random.sample(COMMANDS, random.randint(0, 2))]
    elif kind < 0.2:
        words = short_way(random)
    else:
        words = long_way(random, random.choice((*OFTEN, *COMMANDS)))
    if random.random() < 0.05:
        words.insert(
            random.randint(0, len(words)), random.choice((random.choice(ODD), text(random)))
        )
    if words[:1] == ["batch"] and terminals == "all":
        terminals = "output"  # its bar asks the system how long a file is
    return Line(
        words,
        stdin=_read(random, words, terminals),
        **({"plan": plan(random, words[0])} if any("--kit" in each for each in words) else {}),
        locale=random.choice(("C.UTF-8", "C.UTF-8", "C")),
        columns=random.choice(COLUMNS),
        terminals=terminals,
        environment=random.choice(ENVIRONMENTS) if random.random() < 0.1 else None,
    )


def _read(random, words, terminals):
    if terminals == "all":
        return answers(random)
    if words[:1] == ["batch"]:
        return rows(random)[1]
    return record(random) if words[:1] == ["check"] else b""


def answers(random):
    """What a person types to the questions, of which each is asked again until it is answered."""
    lines = [f"{random.randint(1, 8)}", "5 mg", "2 mL", "", "250 mcg", "2"]
    lines += random.choices(ANSWERS, k=random.choice((0, 5, 60, 60)))
    for _change in range(random.choice((0, 1, 2, 4))):
        lines.insert(random.randint(0, len(lines)), text(random))
    data = "\n".join(lines).encode(errors="surrogatepass")
    return data if random.random() < 0.9 else data.replace(b" ", b"\xb5", 1)


def long_way(random, command):
    """The command with good words: as they are, or changed and among others of all kinds."""
    declared = options.options_of(command)
    parts = _good_parts(random, command) if random.random() < 0.85 else []
    kind = random.random()
    if kind < 0.3:
        declared = [each for each in declared if each.is_of_output]
        if forms := [each for each in declared if "|" in each.metavar and random.random() < 0.6]:
            parts += [options.typed(random, each, options.good(random, each)) for each in forms]
            declared = [
                each for each in declared if each.name in ("strict", "record", "svg", "ics")
            ]
    elif kind < 0.7:
        parts = [_changed_part(random, part) for part in parts if random.random() < 0.96]
    parts += options.besides(random, declared, parts, (0, 0, 0, 1, 1, 2, 3, 5, len(declared)))
    if not (parts and command == "convert"):
        for each in options.arguments_of(command):
            if random.random() < 0.9:
                parts.append([options.value(random, each)])
    if random.random() < 0.3:
        random.shuffle(parts)
    return [command, *(word for part in parts for word in part)]


def _changed_part(random, part):
    if random.random() < 0.88:
        return part
    last = changed(random, part[-1]) if random.random() < 0.7 else text(random)
    return [*part[:-1], last]


def _good_parts(random, command):
    """The options of a calculation that could be done, each with its value."""
    if command not in MADE:
        return []
    words = MADE[command](random)
    if command == "chart":
        known = {each.name for each in options.options_of(command)}
        words = {name: value for name, value in words.items() if name in known}
    if "warn_before" in words and random.random() < 0.9:
        words["ics"] = "b.ics"  # where it is written
    return [words_of({name: value}) for name, value in words.items()]


def short_way(random):
    """Amounts without their options, in one word each, and options of `dose`."""
    words = cases.dose(random)
    amounts = []
    if "vial" in words and "diluent" in words:
        amounts.append(f"{words.pop('vial')}/{words.pop('diluent')}")
    elif "strength" in words:
        amounts.append(words.pop("strength"))
    amounts += [words.pop(name) for name in ("dose", "draw") if name in words]
    for name in [name for name in ("sprays", "drops") if name in words]:
        amounts += [f"{words.pop(name)}{random.choice((name, f' {name}', name[:-1]))}"]
    amounts = [each.replace(" ", "") if random.random() < 0.8 else each for each in amounts]
    for at, each in enumerate(amounts):
        if random.random() < 0.1:
            amounts[at] = changed(random, each)
    if random.random() < 0.1:
        amounts.append(text(random))
    parts = [[each] for each in amounts]
    if random.random() < 0.6:
        parts += [words_of({name: value}) for name, value in words.items()]
    parts += options.besides(random, options.options_of("dose"), parts, (0, 0, 1, 2, 4))
    if random.random() < 0.2:
        random.shuffle(parts)
    return [word for part in parts for word in part]
