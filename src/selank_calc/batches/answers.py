"""`batch()`: a dose for every row, or an error in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from pydantic_core import from_json

from ..amounts.writing import as_text
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import refuse_no_catalogue
from ..catalogue.model import USUAL, Catalogue
from ..dosing.doses import dose
from ..dosing.results import Dose
from ..errors import RowError, SelankCalcError, in_python, quoted
from ..output.row_lines import as_line, csv_lines, joined, picked
from .frames import Frame, rows_of
from .headings import Headings, fields_of, headings_of, words_in
from .read_back import asked_for, is_result
from .row_files import NumberedRow
from .rows import EXAMPLE, NAMES, in_a_row, is_plain, refuse_no_row, without_empty_cells

# Rows of one file are often alike. So many different ones are remembered, 1.5 kB each:
# few enough that a file of ten thousand takes as much memory as one of a million.
REMEMBERED = 4096
_NAMES = frozenset(NAMES) - {"id"}

Outcome: TypeAlias = Literal["done", "warned", "failed"]


class Answer(NamedTuple):
    """A row's dose, or its error, as the text of a JSON object.

    It is kept as text, which no caller can change for the next.
    """

    outcome: Outcome
    text: bytes


class Answered(NamedTuple):
    """A row's number and what it passes on, and the answer to it."""

    head: dict[str, Any]
    answer: Answer

    def record(self) -> dict[str, Any]:
        """Both as one object, shared with no other row."""
        return {**self.head, **from_json(self.answer.text)}


def batch(
    rows: Iterable[Mapping[str, Any]] | Frame,
    *,
    keep: Iterable[str] = (),
    column: Mapping[str, str] | None = None,
    fields: str | Iterable[str] | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> Iterator[dict[str, Any]]:
    """A record for every row, one at a time, in the order of the rows.

    Rows are mappings or a frame of pandas or polars. A row has the names of `dose()`'s arguments
    with what it takes for them; None, and a frame's empty cell, is not given. A name may have the
    unit of bare numbers (`vial_mg`, "Dose [mcg]"), and `column` says which names mean another:
    {"diluent": "BAC water (mL)"}. `id`, and the names in `keep`, are passed on, with "*" all that
    are not read. A record has `line`, the row's number from 1, and then either what `as_dict()` of
    its dose has, or `error` with `code`, `field`, `message` and `hint`: a bad row stops none of the
    others. `fields` are the names that a record is to have. Records can be rows again. Amounts are
    held against what `catalogue` documents.

    Raises ConflictingInputError for a name in `keep` that a row or a record has itself, and
    UnknownNameError for a `column` or a field that there is not, or a name in a frame.

    >>> rows = [{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}, {"dose": "5 MG"}]
    >>> done, failed = batch(rows)
    >>> done["line"], done["draw_units"], failed["error"]["code"]
    (1, 10, 'unit')
    """
    headings = headings_of(keep, column)
    table = rows_of(rows, headings)
    if table is not None:
        headings, rows = table
    chosen = fields_of(fields, headings)
    answered = answerer(headings, catalogue)
    records = (answered(line, row).record() for line, row in enumerate(_iterated(rows), start=1))
    return records if chosen is None else (picked(record, chosen) for record in records)


def _iterated(rows: Any) -> Iterator[Any]:
    try:
        return iter(rows)
    except Exception as error:
        message = f"{type(rows).__name__} is not an iterable of rows."
        raise RowError(message, "rows", as_text(rows), f"Write for example [{EXAMPLE}].") from error


def answerer(
    headings: Headings, catalogue: Catalogue, words: Callable[[str], str] = in_python
) -> Callable[[int, Any], Answered]:
    """The function that answers a numbered row, or the error that stands in its place.

    `words` spells the caller's own arguments in a hint, such as `keep`.
    """
    refuse_no_catalogue(catalogue)
    passed_on = ("id", *headings.keep)

    def is_as_dose_has_it(asked: dict[str, Any]) -> bool:
        return _NAMES.issuperset(asked) and not headings.columns

    def answer(asked: dict[str, Any]) -> Answer:
        under: dict[str, str] = {}
        try:
            if not is_as_dose_has_it(asked):
                asked, under = words_in(asked, headings)
            if asked.get("formulation") is None:
                asked["formulation"] = USUAL
            return _of_dose(dose(**asked, catalogue=catalogue))
        except SelankCalcError as error:
            return _of_error(error, words, under)

    @lru_cache(REMEMBERED, typed=True)
    def remembered(**asked: Any) -> Answer:
        return answer(asked)

    def answer_to(row: Any, head: dict[str, Any]) -> Answer:
        """The answer, whose `head` gets what the row passes on."""
        if isinstance(row, SelankCalcError):
            return _of_error(row, words)
        asked = dict(row) if type(row) is dict or isinstance(row, Mapping) else row
        refuse_no_row(asked)
        for name in passed_on:
            if name in asked:
                head[name] = asked[name] if name in headings.columns else asked.pop(name)
        if not is_as_dose_has_it(asked):
            asked = headings.sorted_out(asked_for(asked) if is_result(asked) else asked, head)
        if is_plain(asked):
            return remembered(**asked)
        # What JSON has not is for `dose`, which takes Quantities and refuses the others.
        asked = without_empty_cells(asked)
        return remembered(**asked) if is_plain(asked) else answer(asked)

    def answered(line: int, row: Any) -> Answered:
        head = {"line": line}
        try:
            return Answered(head, answer_to(row, head))
        except SelankCalcError as error:
            return Answered(head, _of_error(error, words))
        except (MemoryError, SystemError):  # not the row's fault
            raise
        except Exception as error:  # noqa: BLE001 - a foreign object's own code, which may raise anything
            return Answered(head, _of_error(_unreadable(error), words))

    return answered


def _unreadable(error: Exception) -> RowError:
    why = f"{type(error).__name__} {quoted(as_text(error))}"
    message = f"the row could not be read: {why}."
    return RowError(message, None, None, f"Write for example {EXAMPLE}.")


def _of_dose(result: Dose) -> Answer:
    warned = any(flag.severity == "warning" for flag in result.flags)
    return Answer("warned" if warned else "done", as_line(result.as_dict()))


def _of_error(
    error: SelankCalcError, words: Callable[[str], str], under: Mapping[str, str] | None = None
) -> Answer:
    """The error in the words of a row, whose words of a dose stand `under` other names."""
    field = (under or {}).get(error.field or "", error.field)
    said = {"code": error.code, "field": field, "message": error.message}
    said["hint"] = error.hint_in(lambda hint: words(in_a_row(hint, under)))
    return Answer("failed", as_line({"error": said}))


class Lines(NamedTuple):
    """Answers as they are printed, and how many of each outcome they are."""

    text: bytes
    counts: Counter[Outcome]
    stopped: str | None = None  # at which row, and why


def liner(
    rows_in: Callable[[Any], Iterable[NumberedRow]],
    headings: Headings,
    catalogue: Catalogue,
    fields: Sequence[str] | None,
    columns: Sequence[str] | None,
    stop_on_error: bool,
    words: Callable[[str], str] = in_python,
) -> Callable[[Any], Lines]:
    """The function that answers the rows in what was read: in CSV under those columns, or in JSON
    with those fields.

    With `stop_on_error`, none after the first that fails.
    """
    answered = answerer(headings, catalogue, words)

    def lined(some: Any) -> Lines:
        answers = [answered(line, row) for line, row in rows_in(some)]
        if stop_on_error:
            failed = (at for at, each in enumerate(answers, 1) if each.answer.outcome == "failed")
            del answers[next(failed, len(answers)) :]
        counts = Counter(each.answer.outcome for each in answers)
        stopped = _why(answers[-1]) if stop_on_error and counts["failed"] else None
        if columns is not None:
            return Lines(csv_lines((each.record() for each in answers), columns), counts, stopped)
        if fields is not None:
            chosen = (as_line(picked(each.record(), fields)) for each in answers)
            return Lines(b"".join(b"%b\n" % line for line in chosen), counts, stopped)
        text = b"".join(joined(each.head, each.answer.text) for each in answers)
        return Lines(text, counts, stopped)

    return lined


def _why(failed: Answered) -> str:
    error = failed.record()["error"]
    field = f"{error['field']}: " if error["field"] else ""
    return f"line {failed.head['line']}: {field}{error['message']}"
