"""`selank-calc batch`: rows in, a record for each out, as they come."""

import sys
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from ..batches.answers import liner
from ..batches.row_files import csv_rows, json_rows, lines
from ..batches.workers import WorkerEndedError, in_order
from ..dosing.asked import count
from ..errors import ConflictingInputError, MissingInputError, quoted
from ..output.records import cell, csv_text
from ..output.row_lines import csv_header
from .common import STRICT, catalogue_from, refuse_to_write, say
from .options import CatalogueOption, ForceOption, StrictOption
from .streams import ended_in_order, more_is_there, named_if_unreadable, opened, progress, written
from .words import in_options

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from io import BufferedReader

    from ..batches.answers import Lines
    from ..catalogue.model import Catalogue

Form = Literal["jsonl", "csv"]
MOST_PROCESSES = 64
ENDINGS: dict[str, Form] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv"}
FAILED = 1


def batch(
    rows: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="Rows, as JSON Lines or CSV; - is standard input."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Copy this column to the output, too; may be repeated. (id always is.)",
        ),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            metavar="|".join(get_args(Form)),
            help="Of files whose ending does not tell; by default jsonl.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Where to write; by default standard output."
        ),
    ] = None,
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

    A row has the names of the options of dose, with an underscore for a hyphen.
    """
    if rows is None and sys.stdin.isatty():
        message = "No input."
        raise MissingInputError(message, None, None, "Name a file, or - for standard input.")
    refuse_to_write(output, "output", force=force)
    source, kept, processes = rows or "-", keep or [], count(jobs, "jobs", 1, MOST_PROCESSES)
    read_as, write_as = _forms(source, output, form)
    columns = csv_header(kept) if write_as == "csv" else None
    heading = csv_text([map(cell, columns)]).encode() if columns else b""
    counts: Counter[str] = Counter()
    arguments = (kept, catalogue_from(catalogue), columns, stop_on_error, in_options)
    is_apart = output is not None or not sys.stdout.isatty()
    try:
        with (
            ended_in_order(),
            opened(source) as stream,
            written(output, force=force) as write,
            progress(stream, counts, shown=is_apart) as advance,
            closing(_answered(stream, source, read_as, arguments, processes)) as answered,
        ):
            _write_answers(answered, heading, write, counts, advance)
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
    heading: bytes,
    write: "Callable[[bytes], None]",
    counts: Counter[str],
    advance: "Callable[[], None]",
) -> None:
    """Writes the heading and the answers, and counts them.

    The heading waits for the first answer: a header that is refused leaves no output.
    """
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


def _forms(source: str, output: str | None, form: Form | None) -> tuple[Form, Form]:
    """The forms of input and output: by the files' endings, else as asked for."""
    of_source = ENDINGS.get(Path(source).suffix.lower())
    of_output = ENDINGS.get(Path(output or "").suffix.lower())
    if form and of_source and of_output and form != of_output:
        message = f"{quoted(output or '')} is not {form} by its ending."
        raise ConflictingInputError(message, "format", form, "Leave it out, or rename the file.")
    read_as = of_source or form or "jsonl"
    return read_as, of_output or form or read_as


def _answered(
    stream: "BufferedReader",
    source: str,
    read_as: Form,
    arguments: "tuple[list[str], Catalogue, list[str] | None, bool, Callable[[str], str]]",
    jobs: int,
) -> "Generator[Lines, None, None]":
    arrived: Any = named_if_unreadable(source, lines(stream))
    rows_in: Any = json_rows
    if read_as == "csv":
        # A row can go over several lines, so that one process reads them all.
        arrived, rows_in = csv_rows(arrived, arguments[0]), list
    more = partial(more_is_there, stream)
    return in_order(liner, (rows_in, *arguments), arrived, jobs, more)


def _summary(counts: Counter[str]) -> str:
    rows, failed = counts.total(), counts["failed"]
    warned = f", {counts['warned']} of them with warnings" if counts["warned"] else ""
    return f"{rows} {'row' if rows == 1 else 'rows'}: {rows - failed} done{warned}; {failed} failed"
