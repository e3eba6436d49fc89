"""The grammar of command lines: every option as it is declared, and values that it could take.

An option that is new is drawn by its metavar, in all commands that have it.
"""

from functools import cache
from typing import NamedTuple

from typer.core import TyperArgument
from typer.main import get_command

from selank_calc.batches.headings import TAKEN
from selank_calc.batches.schemas import NAMES as SCHEMAS
from selank_calc.catalogue.codes import CODES
from selank_calc.cli.app import app

from .. import cases
from .texts import GOOD, changed, text

FIELDS = sorted(TAKEN)
WRITTEN = ("a.svg", "b.ics", "c.csv", "d.jsonl", "e.json", "f")
READ = ("rows.csv", "rows.jsonl", "mine.yaml", "broken.yaml", "mine.toml", "record.json", "-")
NO_FILES = (".", "-", "", "no/such/file", "x" * 300, "a\x00b", "folder")
MOST_STEPS = 4
OUTPUT = "What is printed"  # the panel in help
# Those that are long to read or to print.
RARE = {"catalogue": 0.15, "help_all": 0.1}


class Option(NamedTuple):
    """An option of a command, or an argument, which has no names."""

    name: str
    names: tuple[str, ...]
    metavar: str
    is_flag: bool
    is_many: bool
    is_of_output: bool


@cache
def declared(command):
    """What a command takes, its arguments among them."""
    return tuple(
        Option(
            each.name,
            () if isinstance(each, TyperArgument) else tuple(each.opts),
            (each.metavar or "").strip("[]"),
            getattr(each, "is_flag", False),
            getattr(each, "multiple", False),
            getattr(each, "rich_help_panel", None) == OUTPUT,
        )
        for each in get_command(app).get_command(None, command).params
    )


def options_of(command):
    return [each for each in declared(command) if each.names]


def arguments_of(command):
    return [each for each in declared(command) if not each.names]


# --- Values that are right ----------------------------------------------------------------


def _days(random):
    return f"{random.choice((0, 1, 3, 7, 10, 14, 28, random.randint(0, 90)))}{random.choice(cases.DAY_WORDS)}"


def _weekdays(random):
    return ",".join(random.sample(cases.DAYS, random.randint(1, 4)))


def _date(random):
    return cases.a_date(random).isoformat()[: random.choice((7, 10, 10, 10))]


def _step(random):
    one = random.choice(("", "", "spray", "drop"))
    return next(cases._steps(random, one))


def _strength(random):
    return cases.written(random, cases.number(random, "0.2", 20_000), cases.STRENGTH_UNITS)


def _amount(random):
    return random.choice(
        (cases.mass(random, 10, 9000), cases.volume(random, "0.01", 5), _strength(random), _count(random),
         cases.written(random, cases.number(random, "0.5", 100), cases.MARK_UNITS))
    )  # fmt: skip


def _count(random):
    return f"{random.choice((1, 1, 2, 2, 3, 4, 5, random.randint(0, 100)))}"


def _column(random):
    return f"{random.choice(('diluent', 'dose', 'vial_mg', 'id'))}={random.choice(('x', 'BAC (mL)', 'dose', 'id'))}"


def _one_of(*values):
    return lambda random: random.choice(values)


BY_METAVAR = {
    "MASS": lambda random: cases.mass(random, 10, 9000),
    "VOLUME": lambda random: cases.volume(random, "0.01", 5),
    "AMOUNT": _amount,
    "STRENGTH": _strength,
    "COUNT": _count,
    "PERCENT": lambda random: cases.percent(random, "0.1", 100),
    "CAPACITY": _one_of("0.3 mL", "0.5 mL", "1 mL", "3/10 cc", "30 units", "50 units", "2 mL"),
    "UNITS": _one_of("1", "0.5", "2 units", "5"),
    "UNIT": _one_of("mg", "mcg", "mL", "units", "nmol", "mcg/mL", "%", "mg/mL"),
    "KIND": lambda random: random.choice(cases.KINDS),
    "DATE": _date,
    "DAYS": lambda random: random.choice((_days, _weekdays))(random),
    "CLOCK": _one_of("08:00", "8:00,20:00", "2:30", "7:00,12:30,23:59"),
    "ZONE": lambda random: random.choice(cases.ZONES),
    "DOSE x DAYS": _step,
    "CODE": lambda random: random.choice((*CODES, "EUR", "usd")),
    "ID": lambda random: random.choice((*cases.VIALS, "nasal-spray", "drops")),
    "NAME": lambda random: random.choice(("selank", "U-40", "ward", "*", *SCHEMAS)),
    "NAMES": lambda random: ",".join(random.sample(FIELDS, random.randint(1, 4))),
    "NAME=HEADING": _column,
    "WxHmm": _one_of("50x25mm", "30x15mm", "100 x 50 mm", "62x29mm", "20x10mm"),
    "FILE": lambda random: random.choice((*READ, *WRITTEN)),
}
BY_NAME = {
    "formulation": lambda random: random.choice((*cases.VIALS, "spray", "nasal-drops")),
    "scale": _one_of("U-100", "U-40", "U-500"),
    "weight": lambda random: cases.written(random, cases.number(random, 4, 300), cases.BODY_UNITS),
    "left": cases.what_is_left,
    "price": lambda random: f"{cases.number(random, '0.01', 1000):f}",
    "strength": _strength,
    "draw": lambda random: cases.written(random, cases.number(random, "0.5", 100), cases.MARK_UNITS),
    "volume": lambda random: cases.volume(random, "0.5", 10),
    "currency": _one_of("EUR", "usd"),
    "skip": _weekdays,
    "on": _weekdays,
    "every": _days,
    "break_days": _days,
    "beyond_use": _days,
    "lead": _days,
    "warn_before": _days,
    "keep": _one_of("ward", "x", "*", "BAC (mL)"),
    "of": lambda random: random.choice(SCHEMAS),
    "jobs": _one_of("1", "0", "65", "one", "1.0"),
    "kit": _one_of(*["mine.toml"] * 20, "mine.yaml", *NO_FILES),
    "catalogue": _one_of(*["mine.yaml"] * 20, "broken.yaml", *NO_FILES),
    "rows": _one_of(*["-"] * 20, "rows.csv", "rows.jsonl", *NO_FILES),
    "file": _one_of(*["-"] * 20, "record.json", *NO_FILES),
    **dict.fromkeys(("svg", "ics", "record", "output"), _one_of(*WRITTEN * 4, *READ, *NO_FILES)),
}  # fmt: skip


def good(random, option):
    """A value that the option could take, by its name or else by its metavar."""
    if "|" in option.metavar:
        return random.choice(option.metavar.split("|"))
    make = BY_NAME.get(option.name) or BY_METAVAR.get(option.metavar) or _one_of(*GOOD)
    return make(random)


def value(random, option):
    """A value that is right, nearly right, or anything."""
    kind = random.random()
    if kind < 0.75:
        return good(random, option)
    return changed(random, good(random, option)) if kind < 0.9 else text(random)


# --- How they are typed -------------------------------------------------------------------


def typed(random, option, given):
    """The words of an option with that value; seldom without it, or with one that it does not take."""
    if not option.names:
        return [given]
    name = random.choice(option.names)
    kind = random.random()
    if option.is_flag:
        return [name] if kind < 0.98 else [f"{name}={given}"]
    if kind < 0.1:
        return [f"{name}={given}"] if name.startswith("--") else [f"{name}{given}"]
    return [name, given] if kind < 0.99 else [name]


def besides(random, options, parts, counts):
    """Words of so many of these options besides those parts; seldom of one that is given."""
    given = {each for part in parts for each in part}
    fresh = [each for each in options if given.isdisjoint(each.names) or random.random() < 0.02]
    chosen = random.sample(fresh, min(random.choice(counts), len(fresh)))
    return [drawn(random, each) for each in chosen if random.random() < RARE.get(each.name, 1)]


def drawn(random, option):
    """The words of an option; of one that may be repeated perhaps several times."""
    times = random.randint(1, MOST_STEPS) if option.is_many else 1
    return [word for _time in range(times) for word in typed(random, option, value(random, option))]
