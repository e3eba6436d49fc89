"""`selank-calc batch`: rows in, a record for each out, as they come."""

import sys
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from ..batches.answers import liner
from ..batches.headings import EVERYTHING, fields_of, headings_of
from ..batches.row_files import csv_table, json_rows, lines
from ..batches.rows import NAMES
from ..batches.workers import WorkerEndedError, in_order
from ..dosing.asked import count
from ..errors import ConflictingInputError, MissingInputError, named, quoted
from ..output.records import cell, csv_text
from ..output.row_lines import RESULT_NAMES, csv_header
from .common import STRICT, catalogue_from, refuse_to_write, say
from .options import CatalogueOption, ForceOption, KeepOption, StrictOption
from .streams import ended_in_order, more_is_there, named_if_unreadable, opened, progress, written
from .words import in_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from io import BufferedReader

    from ..batches.answers import Lines
    from ..batches.headings import Headings

Form = Literal["jsonl", "csv"]
MOST_PROCESSES = 64
ENDINGS: dict[str, Form] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
FAILED = 1


def complete_fields(incomplete: str) -> list[str]:
    """The names that go on with the last one typed."""
    before, comma, last = incomplete.rpartition(",")
    names = ("line", "id", *RESULT_NAMES, "error")
    return [f"{before}{comma}{name}" for name in names if name.startswith(last)]


ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=HEADING",
        help="Which heading stands for which name: diluent='BAC water (mL)'; may be repeated.",
        autocompletion=lambda incomplete: [
            f"{name}=" for name in NAMES if name.startswith(incomplete)
        ],
    ),
]
FieldsOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help="Print these only, in this order: line,draw_units,flags.",
        autocompletion=complete_fields,
    ),
]
FormOption = Annotated[
    Form | None,
    typer.Option(
        "--format",
        metavar="|".join(get_args(Form)),
        help="Of files whose ending does not tell; by default jsonl.",
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Where to write; by default standard output."
    ),
]


def batch(
    rows: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="Rows, as JSON Lines or CSV; - is standard input."),
    ] = None,
    keep: KeepOption = None,
    column: ColumnOption = None,
    fields: FieldsOption = None,
    form: FormOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    jobs: Annotated[
        str, typer.Option(metavar="COUNT", help="Processes that share the work; 1 to 64.")
    ] = "1",
    stop_on_error: Annotated[
        bool, typer.Option("--stop-on-error", help="Stop after the first row that fails.")
    ] = False,
    strict: StrictOption = False,
    catalogue: CatalogueOption = None,
) -> None:
    """A dose for every row of a file, thousands of them.

    A row that fails has an error in place of its dose.

    selank-calc batch rows.csv -o doses.csv

    selank-calc batch rows.jsonl --keep patient --strict | jq .draw_units

    echo '{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}' | selank-calc batch -

    selank-calc batch table.csv --column diluent="BAC water (mL)" --keep "*"

    A row has the names of the options of dose, with an underscore for a hyphen. A name with a unit,
    such as dose_mcg or "Dose (mcg)", has bare numbers.
    """
    if rows is None and sys.stdin.isatty():
        message = "No input."
        raise MissingInputError(message, None, None, "Name a file, or - for standard input.")
    refuse_to_write(output, "output", force=force)
    source, processes = rows or "-", count(jobs, "jobs", 1, MOST_PROCESSES)
    headings = headings_of(keep or [], _mapping(column or []))
    read_as, write_as = _forms(source, output, form)
    if read_as == "jsonl":  # the columns of a table are known with its header
        fields_of(fields, headings)
        if write_as == "csv" and EVERYTHING in headings.keep:
            message = "the names of JSON rows are not known before the first line is written."
            raise ConflictingInputError(message, "keep", EVERYTHING, "Name each, or write jsonl.")
    counts: Counter[str] = Counter()
    known = catalogue_from(catalogue)
    is_apart = output is not None or not sys.stdout.isatty()
    try:
        with (
            ended_in_order(),
            opened(source) as stream,
            written(output, force=force) as write,
            progress(stream, counts, shown=is_apart) as advance,
        ):
            headings, arrived, rows_in = _arriving(stream, source, read_as, headings)
            chosen = fields_of(fields, headings)
            columns = csv_header(headings.keep, chosen) if write_as == "csv" else None
            making = (rows_in, headings, known, chosen, columns, stop_on_error, in_options)
            more = partial(more_is_there, stream)
            with closing(in_order(liner, making, arrived, processes, more)) as answered:
                _write_answers(answered, columns, write, counts, advance)
            if stop_on_error and counts["failed"] and output is not None:
                say(f"{quoted(output)} was not written.")
                raise typer.Exit(FAILED)  # here, where the file is not yet whole
    except WorkerEndedError as error:
        say(f"{error}\nIf memory ran out, run it with fewer --jobs.")
        raise typer.Exit(FAILED) from error
    say(_summary(counts))
    if counts["failed"]:
        raise typer.Exit(FAILED)
    if strict and counts["warned"]:
        raise typer.Exit(STRICT)


def _write_answers(
    answered: "Iterable[Lines]",
    columns: "Sequence[str] | None",
    write: "Callable[[bytes], None]",
    counts: Counter[str],
    advance: "Callable[[], None]",
) -> None:
    """Writes the heading and the answers, and counts them.

    The heading waits for the first answer: a row that can't be answered leaves no output.
    """
    heading = csv_text([map(cell, columns)]).encode() if columns else b""
    for some in answered:
        counts.update(some.counts)
        if some.text:
            write(heading + some.text)
            heading = b""
        advance()
        if some.stopped:
            say(f"stopped at {some.stopped}")
            break
    if heading:
        write(heading)


def _arriving(
    stream: "BufferedReader", source: str, read_as: Form, headings: "Headings"
) -> "tuple[Headings, Any, Any]":
    """What is read, part by part, and what makes rows of a part; of a table, below its header."""
    arrived: Any = named_if_unreadable(source, lines(stream))
    if read_as == "jsonl":
        return headings, arrived, json_rows
    # A row can go over several lines, so that one process reads them all.
    kept, rows = csv_table(arrived, headings)
    return headings._replace(keep=kept), rows, list


def _mapping(columns: list[str]) -> dict[str, str]:
    """The headings by the names that they stand for."""
    parted = [each.partition("=") for each in columns]
    for name, equals, heading in parted:
        if not (equals and heading.strip()):
            example = named("column", {"diluent": "BAC water (mL)"})
            message = f"{quoted(name)} stands without a heading."
            raise ConflictingInputError(message, "column", name, f"Write for example {example}.")
    mapping = {name: heading for name, _equals, heading in parted}
    if len(mapping) < len(parted):
        message = "one name stands for two headings."
        raise ConflictingInputError(message, "column", None, "Leave one of them out.")
    return mapping


def _forms(source: str, output: str | None, form: Form | None) -> tuple[Form, Form]:
    """The forms of input and output: by the files' endings, else as asked for."""
    of_source = ENDINGS.get(Path(source).suffix.lower())
    ending = Path(output or "").suffix.lower()
    if ending == ".tsv":
        message = "columns are written with commas between them, not tabs."
        raise ConflictingInputError(message, "output", output, "Name it .csv.")
    of_output = ENDINGS.get(ending)
    if form and of_source and of_output and form != of_output:
        message = f"{quoted(output or '')} is not {form} by its ending."
        raise ConflictingInputError(message, "format", form, "Leave it out, or rename the file.")
    read_as = of_source or form or "jsonl"
    return read_as, of_output or form or read_as


def _summary(counts: Counter[str]) -> str:
    rows, failed = counts.total(), counts["failed"]
    warned = f", {counts['warned']} of them with warnings" if counts["warned"] else ""
    return f"{rows} {'row' if rows == 1 else 'rows'}: {rows - failed} done{warned}; {failed} failed"
