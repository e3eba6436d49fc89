"""Hostile input by the hundred thousand: readers, rows, catalogues, calls and the command line.

    uv run python -m tests.fuzz 500000 --jobs 2

Each input is made of the seed and its number alone: `--input 4711` feeds one again. Exit
code 1 if anything is wrong: another error than the documented ones, another exit code, what
a terminal would obey in what is printed, a number that is none, more than a second.
"""

import csv
import io
import json
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import chdir
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from typer.main import get_command

from selank_calc import CATALOGUE, SelankCalcError, course, diluent, dose, labels
from selank_calc.amounts import kinds, reading
from selank_calc.batches.answers import liner
from selank_calc.batches.columns import IN_RESULTS, WITH_A_UNIT
from selank_calc.batches.headings import Headings
from selank_calc.batches.row_files import LONGEST_ROW, csv_rows, json_rows, lines
from selank_calc.catalogue.file import default_catalogue_text, parse_catalogue
from selank_calc.cli.app import app
from selank_calc.courses import dates
from selank_calc.courses.request import read_course
from selank_calc.dosing.asked import count
from selank_calc.output.row_lines import csv_header

from . import cases, hostile, many
from .command_line import arguments_of, run_here

SHOWN = 20
PATIENCE_SECONDS = 1.0
# A course of ten years with a vial a day is printed as thousands of lines.
PRINTED_IN_A_SECOND = 20_000
HANGS_SECONDS = 60

# --- Text -------------------------------------------------------------------------------

GOOD = (
    "5 mg", "2 mL", "3/10 cc", "250 mcg", "0.25mg", ".5 mL", "1e3 mcg", "0.15 %", "1.5 mg/mL", "12 units",
    "1 unit", "70 kg", "150 lb", "U-100", "u40", "2026-11-21", "08:00,20:00", "Sat,sun", "86.2 %",
    "250 mcg x 7d", "2 sprays x 3 days", "4 drops x 2d", "50x25mm", "39.90", "EUR", "Europe/Berlin", "selank",
    "nasal-spray", "nasal-drops", "3", "14", "100", "1000 g", "0.001 mcg", "10 L", "1 umol", "5 MG", "10 IU",
    "2,700 mcg", "nan mcg", "-inf", "1e999 mg", "9**9**9 mg", "250-500 mcg", "1_000 mg", "0x10 mg",
)  # fmt: skip
HOSTILE = (
    "\x00", "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\r", "\n", "\t", "\x0b", "\x1c", "\x85", "\u2028",
    "\u202e", "\u200b", "\ufeff", "\u00ad", "\ud800", "\udcff", "\u0661", "\u00b2", "\u0663 mg",
    "\uff15", "\u00b5g", "\u03bcg", "\u00d7", "\u2212", "\u00bd", "e\u0301", "\U0001f489", "\U000e0001",
    "[bold]", "[/]", "[link=http://x]", "{0}", "%s", "%", "'", '"', "\\", "`", "$(x)", ";", "<b>", "&",
    "=1+1", "@x", "+", "-", "--", ",", ".", "/", "1e", "E+", "e-9", "9" * 50, "0" * 50, "1e308", "1e-400",
    "Infinity", "NaN", "None", "null", "true", "x" * 200, " " * 50, "mg" * 30,
)  # fmt: skip


def text(random, good=GOOD):
    """Something that could be right, changed once or more; or anything."""
    made = random.choice(good)
    for _change in range(random.choice((0, 1, 1, 1, 2, 3, 6))):
        made = _changed(random, made)
    return made[:5000]


def _changed(random, made):
    at, to = sorted(random.randint(0, len(made)) for _end in range(2))
    part = random.choice(
        (
            "", random.choice(HOSTILE), random.choice(HOSTILE), chr(random.choice((random.randint(0, 127),
            random.randint(128, 0x2FFF), random.randint(0xD800, 0x10FFFF)))), made[at:to],
            random.choice(GOOD), f"{random.randint(0, 10**6)}", " ",
        )
    )  # fmt: skip
    if random.random() < 0.5:
        to = at
    return made[:at] + part + made[to:]


# --- Readers ----------------------------------------------------------------------------

KINDS = [value for value in vars(kinds).values() if isinstance(value, kinds.Kind)]
_NOTHING_GIVEN = dict.fromkeys(
    ("days", "start", "end", "courses", "break_days", "times", "timezone", "skip", "every", "on",
     "expires", "left", "lead", "warn_before", "beyond_use",     "opened",     "price", "currency", "on_hand", "today", "dose", "draw", "sprays", "drops")
) | {"step": ()}  # fmt: skip


def _of_a_course(value, field):
    given = {**_NOTHING_GIVEN, "start": "2026-11-21", "price": "1" * (field == "currency") or None}
    return read_course(CATALOGUE.formulations[0], {**given, field: value})


READERS = {
    "amount": lambda value, random: reading.read(value, "dose", random.choice(KINDS)),
    "draw": lambda value, _random: reading.read_draw(value, "draw"),
    "capacity": lambda value, _random: reading.read_capacity(value, "syringe"),
    "marks": lambda value, _random: reading.read_marks(value, "marks"),
    "any": lambda value, _random: reading.read_any(value, "amount"),
    "unit": lambda value, _random: reading.read_unit(value, "to"),
    "percent": lambda value, random: reading.read_percent(
        value, "content", random.choice((kinds.CONTENT, kinds.ERROR))
    ),
    "count": lambda value, _random: count(value, "sprays", 1, 100),
    "date": lambda value, _random: dates.read_date(value, "start"),
    "times": lambda value, _random: dates.read_times(value, "times"),
    "weekdays": lambda value, _random: dates.read_weekdays(value, "skip"),
    "size": lambda value, _random: labels.read_size(value),
    "formulation": lambda value, _random: CATALOGUE.formulation(value),
    "course": lambda value, random: _of_a_course(
        value, random.choice(("step", "price", "currency", "end", "days", "times", "timezone", "skip",
                              "every", "on", "break_days", "beyond_use",
                              "lead", "warn_before", "expires", "left"))
    ),
}  # fmt: skip


def reader_input(random):
    return random.choice(list(READERS)), text(random), random.random()


def check_reader(given):
    name, value, seed = given
    try:
        READERS[name](value, Random(seed))
    except SelankCalcError as error:
        for part in (error.message, error.text or "", error.hint or ""):
            yield from _unprintable(part, "the error")
        if len(f"{error}") > 1000:
            yield f"an error of {len(f'{error}')} characters"


# --- Rows of a batch --------------------------------------------------------------------

BYTES = (
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\x00", b"\x1b[31m", b"\r", b"\n", b"\r\n", b'"',
    b'""', b",", b"{", b"}", b"[", b"]", b":", b"\\", b"\\u0000", b"\\ud800", b"\\u009b", b"NaN", b"-Infinity",
    b"1e400", b"1e-400", b"-0", b"9" * 30, b"9" * 5000, b"null", b"true", b'{"a":' * 60, b"[" * 150, b"=cmd",
    b"\t", b"\xc2\x9b", b"\xe2\x80\xae", b"\xc2\x85", b";", b"'", b'"id": 1, ', b'"dose": "5 mg", ',
)  # fmt: skip
NAMES = ("id", "ward", "vial", "diluent", "dose", "draw", "formulation", "per_day", "sprays", "x")


class InParts:
    """A stream whose bytes arrive in parts of that size."""

    def __init__(self, data, size):
        self.data, self.size = io.BytesIO(data), size

    def read1(self, size=-1):
        return self.data.read(min(size, self.size))


def rows_input(random):
    """Rows in JSON or in a table, changed here and there, and how they arrive."""
    rows = [_row(random) for _row_ in range(random.choice((0, 1, 2, 3, 5)))]
    in_a_table = random.random() < 0.5
    data = _in_a_table(random, rows) if in_a_table else _in_json(rows)
    for _change in range(random.choice((0, 0, 1, 1, 2, 5))):
        # In a table mostly below the header, without which nothing is read.
        least = data.find(b"\n") + 1 if in_a_table and random.random() < 0.9 else 0
        at, to = sorted(random.randint(least, len(data)) for _end in range(2))
        part = random.choice((*BYTES, data[at:to], random.randbytes(random.randint(1, 4))))
        data = data[:at] + part + data[to if random.random() < 0.3 else at :]
    if random.random() < 0.002:
        data += b"x" * (LONGEST_ROW + random.randint(-1, 1)) + b"\n{}\n"
    return in_a_table, random.random() < 0.3, data, random.choice((1, 7, 64, 100_000))


def _row(random):
    row = cases.dose(random)
    for _change in range(random.choice((0, 0, 1, 2))):
        names = NAMES if random.random() < 0.5 else OTHER_NAMES
        row[random.choice(names)] = random.choice(
            (
                None,
                True,
                0,
                -1,
                2,
                1.5,
                10**30,
                [],
                {},
                ["5 mg"],
                {"a": 1},
                text(random),
                text(random),
            )
        )
    return row


def _in_json(rows):
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _in_a_table(random, rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    if random.random() < 0.1:
        names.append(random.choice(NAMES))
    made = io.StringIO()
    separator = random.choice((",", ",", ";", "\t"))
    writer = csv.writer(made, delimiter=separator, lineterminator=random.choice(("\n", "\r\n")))
    writer.writerow(names)
    for row in rows:
        writer.writerow([row.get(name) for name in names])
    return made.getvalue().encode(errors="surrogatepass")


# What some spreadsheet would calculate, whatever stands blank before it; and a number, which is none.
_FORMULA = re.compile(
    r"[\s\x00-\x20\u00ad\u200b-\u200f\u2060-\u2064\ufeff;]*[=+@|\-\uff1d\uff0b\uff20\uff0d]"
)
_SIGNED = re.compile(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?")
KEPT = ["ward"]
HEADINGS = Headings(tuple(KEPT))
COLUMNS = csv_header(KEPT)
# As rows and tables may have them beside the names of options, and as they may not.
OTHER_NAMES = (
    *WITH_A_UNIT, *IN_RESULTS, "Dose (mcg)", "Vial [mg]", "VIAL (MG)", "Dose (MG)", "Dose (mL)",
    "per day", "", "solved_for", "assumed", "delivered_mcg", "concentration_mcg_per_ml", "flags",
)  # fmt: skip


# What our own code raises would stand there as if a row of foreign objects had raised it.
_OUR_OWN_FAULT = b"the row could not be read"


def check_rows(given):
    is_table, to_table, data, size = given
    arrived = lines(InParts(data, size))
    made = b""
    try:
        parts = csv_rows(arrived, HEADINGS) if is_table else arrived
        lined = liner(
            list if is_table else json_rows,
            HEADINGS,
            CATALOGUE,
            None,
            COLUMNS if to_table else None,
            False,
        )
        counts = Counter()
        for part in parts:
            answered = lined(part)
            made += answered.text
            counts += answered.counts
    except SelankCalcError as error:
        is_refused_whole = is_table or "not text" in error.message
        if made or not is_refused_whole:
            yield f"{error!r} in place of a row's own"
        yield from _unprintable(error.message, "the error")
        return
    if _OUR_OWN_FAULT in made:
        yield f"a row of text that raises: {made[:500]}"
    yield from (_of_table if to_table else _of_objects)(made, counts, data)


def _of_objects(made, counts, data):
    yield from _unprintable(made.decode("ascii"), "the rows")
    records = [json.loads(line, parse_constant=_no_number) for line in made.splitlines()]
    if len(records) != counts.total():
        yield f"{len(records)} records, {counts.total()} counted"
    numbers, most = [record["line"] for record in records], data.count(b"\n") + 1
    if numbers != sorted(set(numbers)) or (numbers and numbers[-1] > most):
        yield f"lines {numbers} of {most}"
    for record in records:
        if ("error" in record) == ("dose_mcg" in record):
            yield f"neither a dose nor an error: {record}"


def _no_number(text):
    raise AssertionError(text)


def _of_table(made, counts, _data):
    shown = made.decode()
    yield from _unprintable(shown, "the table")
    rows = list(csv.reader(io.StringIO(shown, newline="")))
    if len(rows) != counts.total() or any(len(row) != len(COLUMNS) for row in rows):
        yield f"{len(rows)} rows of {[len(row) for row in rows]} cells, {counts.total()} counted"
    for name, cell in (pair for row in rows for pair in zip(COLUMNS, row, strict=False)):
        if _FORMULA.match(cell) and not _SIGNED.fullmatch(cell):
            yield f"a formula: {cell!r}"
        if cell.lower() in ("nan", "inf", "-inf") and name not in ("id", *KEPT):
            yield f"a number that is none: {cell}"


# --- Catalogues -------------------------------------------------------------------------

SHIPPED = default_catalogue_text().splitlines()
FIGURES = (
    "0",
    "1",
    "0.001",
    "1000000000",
    "999 g",
    "0.0001 mL",
    "10 L",
    "7.5 units",
    "-1",
    "3 mL",
    "~",
    "{}",
    "[]",
)


def catalogue_input(random):
    """The catalogue that comes with the package, with some of its lines changed."""
    made = list(SHIPPED)
    for _change in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(made))
        kind = random.random()
        if kind < 0.4:
            made[at] = re.sub(
                r"[0-9][0-9.]*( mc?g| mL| units| %)?",
                lambda _figure: random.choice(FIGURES),
                made[at],
                count=1,
            )
        elif kind < 0.5:
            del made[at]
        elif kind < 0.6:
            made.insert(at, random.choice(made))
        else:
            made[at] = text(random, (made[at],))
    return "\n".join(made)


def check_catalogue(given):
    try:
        catalogue = parse_catalogue(given, "mine.yaml")
    except SelankCalcError as error:
        yield from _unprintable(f"{error}", "the faults")
        return
    vial = {"vial": "5 mg", "diluent": "2 mL", "dose": "333 mcg", "catalogue": catalogue}
    for calculate, words in (
        (dose, {**vial, "dead_space": "0.01 mL"}),
        (
            dose,
            {"formulation": "spray", "dose": "333 mcg", "bottle": "10 mL", "catalogue": catalogue},
        ),
        (diluent, {"vial": "5 mg", "dose": "333 mcg", "catalogue": catalogue}),
        (course, {**vial, "start": "2026-11-21", "courses": 2}),
    ):
        try:
            json.dumps(calculate(**words).as_dict(), allow_nan=False)
        except SelankCalcError as error:
            yield from _unprintable(f"{error}", "the error")


# --- Calls of the library ---------------------------------------------------------------


def call_input(random):
    """A function, and one to three of its arguments given what nobody should give."""
    called = random.choice(list(hostile.CALLS))
    function = hostile.CALLS[called][0]
    names = [name for other, name, _words in hostile.CALLS.values() if other is function]
    chosen = random.sample(names, min(len(names), random.choice((1, 2, 2, 3))))
    return called, {name: random.choice(list(hostile.HOSTILE)) for name in chosen}


def check_call(given):
    called, kinds = given
    function, _name, words = hostile.CALLS[called]
    values = {name: hostile.HOSTILE[kind] for name, kind in kinds.items()}
    result = hostile.outcome(function, {**words, **values})
    if isinstance(result, SelankCalcError):
        for part in (result.message, result.text or "", result.hint or ""):
            yield from _unprintable(part, "the error")


# --- The command line -------------------------------------------------------------------

EXIT_CODES = {0, 1, 2, 3, 130}
MADE = {
    "dose": cases.dose, "diluent": cases.diluent, "course": cases.course, "label": cases.label,
    "convert": cases.conversion,
}  # fmt: skip
FILES = (
    "a.svg",
    "b.ics",
    "c.csv",
    "d.jsonl",
    "rows.csv",
    "rows.jsonl",
    ".",
    "-",
    "",
    "no/such/file",
    "x" * 300,
)
ROWS_FILE = (
    b'{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "id": "\\u001b"}\n{"dose": "5 MG"}\n'
)
TABLE_FILE = b'id,vial,diluent,dose\n"=1+1",5 mg,2 mL,250 mcg\n'
COLUMNS_SET = ("80", "80", "200", "40", "20", "0", "x")
_COMPLETION = re.compile("completion", re.IGNORECASE)
_JOBS = re.compile(r"\s*\+?0*[1-9][0-9_]*\s*")


@cache
def options_of(command):
    """Every option of a command, each with whether it takes a value."""
    parameters = get_command(app).get_command(None, command).params
    return [
        (name, not getattr(each, "is_flag", False))
        for each in parameters
        for name in each.opts
        if name.startswith("-")
    ]


def command_input(random):
    """A command with good words, some of them changed, left out, or given beside others."""
    name = random.choice((*MADE, *MADE, "batch", "formulations", "schema"))
    arguments = arguments_of(MADE[name](random)) if name in MADE else _of_the_others(random, name)
    for _change in range(random.choice((0, 1, 1, 2, 3))):
        arguments = _changed_arguments(random, name, arguments)
    if random.random() < 0.02:
        name = text(random, ("dose", "label", "--version", "--help", "-h", ""))
    stdin = rows_input(random)[2] if name == "batch" else b""
    locale, columns = random.choice(("C.UTF-8", "C.UTF-8", "C")), random.choice(COLUMNS_SET)
    return [name, *arguments], stdin, locale, columns


def _changed_arguments(random, command, arguments):
    """One value changed, one option more or less; seldom anything anywhere."""
    values = [at for at, each in enumerate(arguments) if not each.startswith("--")]
    kind = random.random()
    if kind < 0.05:
        at = random.randint(0, len(arguments))
        return [*arguments[:at], text(random), *arguments[at + random.randint(0, 1) :]]
    if kind < 0.1:
        at = random.randint(0, len(arguments))
        return arguments[:at] + arguments[at + 2 :]
    if kind < 0.55 and values:
        at = random.choice(values)
        value = _changed(random, arguments[at]) if random.random() < 0.7 else text(random)
        return [*arguments[:at], value, *arguments[at + 1 :]]
    options = [each for each in options_of(command) if each[0] not in arguments]
    if not options:
        return arguments
    option, takes_a_value = random.choice(options)
    return [*arguments, option, *([_value(random, option)] if takes_a_value else [])]


def _of_the_others(random, name):
    if name == "batch":
        return [random.choice(("-", "rows.csv", "rows.jsonl", text(random)))]
    known = ("selank", "amidate", "row", "result", "course", "catalogue")
    return [text(random, known)] if random.random() < 0.8 else []


def _value(random, option):
    if option in ("--svg", "--ics", "-o", "--output"):
        return random.choice(FILES)
    if option == "--format":
        return random.choice(("json", "csv", "plain", "table", "jsonl", text(random)))
    if option == "--catalogue":
        return random.choice(("mine.yaml", "broken.yaml", *FILES))
    return random.choice(GOOD) if random.random() < 0.5 else text(random)


def is_harmless(arguments):
    """Whether nothing is read, written or started beyond the folder of the inputs."""
    for before, each in zip(["", *arguments], arguments, strict=False):
        value = each.rpartition("=")[2] if each.startswith("-") else each
        if value.startswith(("/", "~")) or ".." in value or _COMPLETION.search(each):
            return False
        if "-o/" in each or (before == "--jobs" and _JOBS.fullmatch(each)) or "--jobs=" in each:
            return False
    return True


def check_command(given):
    arguments, stdin, locale, columns = given
    if not is_harmless(arguments):
        return
    ran = run_here(*arguments, stdin=stdin, locale=locale, columns=columns)
    if ran.code not in EXIT_CODES or isinstance(ran.code, bool):
        yield f"exit code {ran.code}"
    if ran.code == 3 and "--strict" not in arguments:
        yield "exit code 3 without --strict"
    if ran.code == 2:
        said = ran.err.splitlines()
        if ran.out or not said or (len(said) > 3 and "--catalogue" not in said[0]):
            yield f"bad input, said by {ran}"
    for part, where in ((ran.out, "the output"), (ran.err, "the messages")):
        yield from _unprintable(part, where)
        if "Traceback" in part:
            yield f"a traceback in {where}"
        if (
            locale == "C"
            and not part.isascii()
            and "csv" not in f"{arguments}"
            and arguments[0] != "formulations"
        ):
            yield f"more than ASCII in {where} of the C locale"
    if ran.code in (0, 3) and ran.out.startswith("{") and arguments[0] != "batch":
        json.loads(ran.out, parse_constant=_no_number)
    if leftover := sorted(Path().glob(".selank-calc*")):
        yield f"left behind: {leftover}"


def _unprintable(shown, where):
    """What a terminal would obey."""
    # Joiners and letters newer than Python are no harm in what is passed on.
    if odd := set(
        re.findall("[^\n -~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\U0010ffff]", shown)
    ):
        yield f"{sorted(odd)!r} in {where}: {shown[:200]!r}"


# --- Many of them -----------------------------------------------------------------------


class Target(NamedTuple):
    """What is fed: how often, how an input is made, and what is wrong with what it does."""

    weight: int
    make: Any
    check: Any


TARGETS = {
    "readers": Target(120, reader_input, check_reader),
    "rows": Target(60, rows_input, check_rows),
    "commands": Target(19, command_input, check_command),
    "catalogues": Target(1, catalogue_input, check_catalogue),
    "calls": Target(20, call_input, check_call),
}


class Fed(NamedTuple):
    """One input, what is wrong, and how long it took."""

    number: int
    target: str
    given: Any
    wrong: list[str]
    seconds: float


class HangError(BaseException):
    """It would not come to an end."""


def _hangs(*_signal):
    raise HangError


def feed(seed, number, *, is_timed):
    """The input of that number, fed to what it is meant for."""
    random = Random(f"{seed}:{number}")
    (name,) = random.choices(list(TARGETS), [each.weight for each in TARGETS.values()])
    target = TARGETS[name]
    given = target.make(random)
    seconds, wrong = _timed(target, given)
    if (
        is_timed and seconds > PATIENCE_SECONDS
    ):  # the machine may have been busy with something else
        seconds = min(seconds, _timed(target, given)[0])
        if seconds > PATIENCE_SECONDS + _printing(name, given):
            wrong.append(f"{seconds:.1f} seconds")
    return Fed(number, name, given, wrong, seconds)


def _timed(target, given):
    signal.setitimer(signal.ITIMER_REAL, HANGS_SECONDS)
    start = time.perf_counter()
    try:
        wrong = list(target.check(given))
    except (Exception, HangError) as error:  # noqa: BLE001 - what is looked for
        wrong = [f"{type(error).__name__}: {error}"]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - start, wrong


def _printing(name, given):
    """The seconds that as much as it prints may take."""
    if name != "commands":
        return 0
    arguments, stdin, locale, columns = given
    ran = run_here(*arguments, stdin=stdin, locale=locale, columns=columns)
    return len(ran.out) / PRINTED_IN_A_SECOND


class Found(NamedTuple):
    """How many inputs were fed, the slowest, and those with which something is wrong."""

    fed: Counter[str]
    slowest: Fed
    wrong: list[Fed]


def found_in(seed, numbers, *, is_timed=True):
    """The inputs of those numbers, fed in a folder of their own."""
    before = signal.signal(signal.SIGALRM, _hangs)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("rows.jsonl").write_bytes(ROWS_FILE)
        Path("rows.csv").write_bytes(TABLE_FILE)
        Path("mine.yaml").write_text("\n".join(SHIPPED), encoding="utf-8")
        Path("broken.yaml").write_text("\n".join(SHIPPED[:-9]).replace("mcg", "MG"), "utf-8")
        fed = [feed(seed, number, is_timed=is_timed) for number in numbers]
    signal.signal(signal.SIGALRM, before)
    slowest = max(fed, key=lambda each: each.seconds)
    return Found(Counter(each.target for each in fed), slowest, [e for e in fed if e.wrong])


def main():
    asked = many.arguments(__doc__, 5000, "input")
    start = time.perf_counter()
    if asked.one is not None:
        _tell(*found_in(asked.seed, [asked.one])[1:2])
        return 0
    fed, wrong, slowest = Counter(), [], []
    for found in many.in_parts(found_in, asked):
        fed.update(found.fed)
        wrong += found.wrong
        slowest = sorted([*slowest, found.slowest], key=lambda each: -each.seconds)[:3]
    for each in wrong[:SHOWN]:
        _tell(each)
    for target, inputs in sorted(fed.items()):
        print(f"{target:10} {inputs:7} inputs")
    for each in slowest:
        print(f"slowest: input {each.number} of {each.target}, {each.seconds:.2f} s")
    took = time.perf_counter() - start
    print(f"{fed.total()} inputs, seed {asked.seed}: {len(wrong)} with faults; {took:.0f} s")
    return 1 if wrong else 0


def _tell(each):
    print(f"input {each.number}: {each.target} {ascii(each.given)[:600]}")
    for fault in each.wrong or ["nothing is wrong"]:
        print(f"  {ascii(fault)[:600]}")


if __name__ == "__main__":
    sys.exit(main())
