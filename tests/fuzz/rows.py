"""Rows of a batch, in JSON or in a table, changed here and there."""

import csv
import io
import json
import re
from collections import Counter

from selank_calc import CATALOGUE, SelankCalcError
from selank_calc.batches.answers import liner
from selank_calc.batches.columns import IN_RESULTS, WITH_A_UNIT
from selank_calc.batches.headings import Headings
from selank_calc.batches.row_files import LONGEST_ROW, csv_rows, json_rows, lines
from selank_calc.batches.rows import NAMES
from selank_calc.output.row_lines import csv_header

from .. import cases
from .texts import changed_bytes, text, unprintable

KEPT = ["ward"]
HEADINGS = Headings(tuple(KEPT))
COLUMNS = csv_header(KEPT)
# As rows and tables may have them beside the names of options, and as they may not.
OTHER_NAMES = (
    *WITH_A_UNIT, *IN_RESULTS, "Dose (mcg)", "Vial [mg]", "VIAL (MG)", "Dose (MG)", "Dose (mL)",
    "per day", "", "solved_for", "assumed", "delivered_mcg", "concentration_mcg_per_ml", "flags",
    "ward", "x",
)  # fmt: skip
VALUES = (None, True, 0, -1, 2, 1.5, 10**30, [], {}, ["5 mg"], {"a": 1})
# What some spreadsheet would calculate, whatever stands blank before it; and a number, which is none.
_FORMULA = re.compile(
    r"[\s\x00-\x20\u00ad\u200b-\u200f\u2060-\u2064\ufeff;]*[=+@|\-\uff1d\uff0b\uff20\uff0d]"
)
_SIGNED = re.compile(r"[+-]?[0-9.]+([eE][+-]?[0-9]+)?")
# What our own code raises would stand there as if a row of foreign objects had raised it.
_OUR_OWN_FAULT = b"the row could not be read"


class InParts:
    """A stream whose bytes arrive in parts of that size."""

    def __init__(self, data, size):
        self.data, self.size = io.BytesIO(data), size

    def read1(self, size=-1):
        return self.data.read(min(size, self.size))


def made(random):
    """Whether it is a table, and is to be one; the bytes, and in parts of which size they arrive."""
    is_table, data = rows(random)
    return is_table, random.random() < 0.3, data, random.choice((1, 7, 64, 100_000))


def rows(random):
    """Whether it is a table, and the bytes."""
    some = [_row(random) for _row_ in range(random.choice((0, 1, 2, 3, 5)))]
    in_a_table = random.random() < 0.5
    data = _in_a_table(random, some) if in_a_table else _in_json(some)
    for _change in range(random.choice((0, 0, 1, 1, 2, 5))):
        # In a table mostly below the header, without which nothing is read.
        below = in_a_table and random.random() < 0.9
        data = changed_bytes(random, data, data.find(b"\n") + 1 if below else 0)
    if random.random() < 0.002:
        data += b"x" * (LONGEST_ROW + random.randint(-1, 1)) + b"\n{}\n"
    return in_a_table, data


def _row(random):
    row = cases.dose(random)
    for _change in range(random.choice((0, 0, 1, 2))):
        names = NAMES if random.random() < 0.5 else OTHER_NAMES
        row[random.choice(names)] = random.choice((*VALUES, text(random), text(random)))
    return row


def _in_json(some):
    return b"".join(json.dumps(row).encode() + b"\n" for row in some)


def _in_a_table(random, some):
    names = list(dict.fromkeys(name for row in some for name in row))
    if random.random() < 0.1:
        names.append(random.choice(NAMES))
    written = io.StringIO()
    separator = random.choice((",", ",", ";", "\t"))
    writer = csv.writer(written, delimiter=separator, lineterminator=random.choice(("\n", "\r\n")))
    writer.writerow(names)
    for row in some:
        writer.writerow([row.get(name) for name in names])
    return written.getvalue().encode(errors="surrogatepass")


def check(given):
    is_table, to_table, data, size = given
    arrived = lines(InParts(data, size))
    answers = b""
    try:
        parts = csv_rows(arrived, HEADINGS) if is_table else arrived
        rows_in = list if is_table else json_rows
        columns = COLUMNS if to_table else None
        lined = liner(rows_in, HEADINGS, CATALOGUE, None, columns, False)
        counts = Counter()
        for part in parts:
            answered = lined(part)
            answers += answered.text
            counts += answered.counts
    except SelankCalcError as error:
        is_refused_whole = is_table or "not text" in error.message
        if answers or not is_refused_whole:
            yield f"{error!r} in place of a row's own"
        yield from unprintable(error.message, "the error")
        return
    if _OUR_OWN_FAULT in answers:
        yield f"a row of text that raises: {answers[:500]}"
    yield from (_of_table if to_table else _of_objects)(answers, counts, data)


def _of_objects(answers, counts, data):
    yield from unprintable(answers.decode("ascii"), "the rows")
    records = [json.loads(line, parse_constant=no_number) for line in answers.splitlines()]
    if len(records) != counts.total():
        yield f"{len(records)} records, {counts.total()} counted"
    numbers, most = [record["line"] for record in records], data.count(b"\n") + 1
    if numbers != sorted(set(numbers)) or (numbers and numbers[-1] > most):
        yield f"lines {numbers} of {most}"
    for record in records:
        if ("error" in record) == ("dose_mcg" in record):
            yield f"neither a dose nor an error: {record}"


def no_number(name):
    """Raises AssertionError for NaN and the like, which JSON does not have."""
    raise AssertionError(name)


def formulas(cells):
    """Says which cells some spreadsheet would calculate."""
    for cell in cells:
        if _FORMULA.match(cell) and not _SIGNED.fullmatch(cell):
            yield f"a formula: {cell!r}"


def _of_table(answers, counts, _data):
    shown = answers.decode()
    yield from unprintable(shown, "the table")
    cells = list(csv.reader(io.StringIO(shown, newline="")))
    if len(cells) != counts.total() or any(len(row) != len(COLUMNS) for row in cells):
        yield f"{len(cells)} rows of {[len(row) for row in cells]} cells, {counts.total()} counted"
    for name, cell in (pair for row in cells for pair in zip(COLUMNS, row, strict=False)):
        yield from formulas([cell])
        if cell.lower() in ("nan", "inf", "-inf") and name not in ("id", *KEPT):
            yield f"a number that is none: {cell}"
