"""How the headings of a row or table are read: which are passed on, which stand for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ..amounts.foreign import items_of
from ..amounts.reading import bare_number, read
from ..amounts.writing import as_text, plain_text, text_of
from ..errors import (
    SHOWN_CHARACTERS,
    ConflictingInputError,
    OutOfBoundsError,
    QuantityError,
    RowError,
    SelankCalcError,
    UnknownNameError,
    guess,
    named,
    quoted,
)
from ..output.records import columns
from ..output.row_lines import PARTS, RESULT_NAMES
from .columns import HEADING, KINDS, KNOWN, Column, column_called, unit_in
from .read_back import is_result
from .rows import NAMES, refuse_name

EVERYTHING = "*"
MOST_KEPT = 1000  # names; a table has some dozen columns
_OF_RECORDS = ("line", "error", "from_kit", *NAMES, *RESULT_NAMES)
TAKEN = frozenset((*_OF_RECORDS, *(part for name in _OF_RECORDS for part in columns(name))))


def _is_of_a_result(name: str) -> bool:
    """True for a name that records have, also of a part as pandas names it: `below.units`."""
    return name.replace(".", "_") in TAKEN


class Headings(NamedTuple):
    """The names that are passed on, and the names that stand for another word."""

    keep: tuple[str, ...] = ()
    columns: Mapping[str, Column] = {}

    def of(self, name: str) -> Column | None:
        """The column of that name; None where it means no word of a dose."""
        return self.columns.get(name) or column_called(name)

    def reads(self, name: str) -> bool:
        """True if that name is understood, even if its unit is refused."""
        try:
            return name in self.keep or self.of(name) is not None
        except SelankCalcError:
            return True

    def sorted_out(self, row: Mapping[Any, Any], head: dict[str, Any]) -> dict[str, Any]:
        """What the row asks for; `head` gets what it passes on.

        Raises UnknownNameError for a name that is neither, and that no result has.
        """
        asked = {}
        for name, value in row.items():
            column = self.of(name) if isinstance(name, str) else None
            if column is None:
                if isinstance(name, str) and (_is_of_a_result(name) or not name.strip()):
                    self._refuse_to_lose(name, row)
                    continue
                self._refuse(name)
                head[name] = value
            elif column.name == "id":
                kept = {each: head.pop(each) for each in [*head] if each != "line"}
                head |= {"id": value, **kept}
            else:
                asked[name] = value
        return asked

    def _is_unread(self, heading: str) -> bool:
        try:
            return self.of(heading) is None
        except SelankCalcError as error:  # of a row it names the field; here no argument is meant
            message = f"column {quoted(heading)}: {error.message}"
            raise type(error)(message, None, heading, error.hint) from error

    def _refuse(self, name: object) -> None:
        if EVERYTHING not in self.keep:
            refuse_name(name)

    def _refuse_to_lose(self, name: str, names: Iterable[Any]) -> None:
        """Raises ConflictingInputError where all is kept, but that has the name of a result's."""
        if EVERYTHING in self.keep and name.strip() and not is_result(names):
            raise _taken(name)

    def kept_of(self, names: Sequence[str]) -> tuple[str, ...]:
        """The headings of a table that are passed on.

        Raises what is wrong with the headings: one twice, one that is unknown or not there.
        """
        named_ones = [name for name in names if name]
        if len(set(named_ones)) < len(named_ones):
            twice = next(name for name, count in Counter(named_ones).items() if count > 1)
            message = f"{quoted(twice)} names two columns."
            raise RowError(message, None, None, "Leave one of them out.")
        asked = [name for name in self.keep if name != EVERYTHING]
        for field, wanted in (("keep", asked), ("column", self.columns)):
            for name in wanted:
                if name not in named_ones:
                    message = f"no column is called {quoted(name)}."
                    hint = f"Columns: {', '.join(named_ones)}."
                    raise UnknownNameError(message, field, name, hint)
        rest = [name for name in named_ones if name not in asked and self._is_unread(name)]
        passed_on = [name for name in rest if not _is_of_a_result(name)]
        for name in rest:
            if name in passed_on:
                self._refuse(name)
            else:
                self._refuse_to_lose(name, named_ones)
        return (*asked, *passed_on)


def headings_of(keep: Iterable[str], column: Mapping[str, str] | None) -> Headings:
    """What is to be passed on, and what is called otherwise, checked.

    >>> headings_of("ward", {"diluent": "BAC water (mL)"}).of("BAC water (mL)")
    Column(name='diluent', unit='mL')
    """
    return Headings(_kept(keep), {} if column is None else _mapped(column))


def _kept(names: Iterable[str]) -> tuple[str, ...]:
    alone = plain_text(names)
    listed = items_of(names, MOST_KEPT) if alone is None else [alone]
    kept = [text for each in listed or [] if (text := plain_text(each)) is not None]
    if listed is None or len(kept) < len(listed):
        message = "the names to keep are not all text."
        hint = f"Write for example {named('keep', ['ward'])}."
        raise ConflictingInputError(message, "keep", as_text(names), hint)
    if len(kept) > MOST_KEPT:
        message = f"there are more than {MOST_KEPT} names."
        raise OutOfBoundsError(message, "keep", None, "Keep fewer of them.")
    for name in kept:
        if name in TAKEN or _is_read(name):
            raise _taken(name)
    return tuple(dict.fromkeys(kept))


def _taken(name: str) -> ConflictingInputError:
    message = f"{quoted(name)} is a name of rows or of results already."
    return ConflictingInputError(message, "keep", name, "Rename what is to be kept.")


def _is_read(name: str) -> bool:
    try:
        return column_called(name) is not None
    except SelankCalcError:
        return False  # of a unit that is refused where it is read


def _mapped(column: Mapping[str, str]) -> dict[str, Column]:
    try:
        pairs = list(column.items())
        asked = {str.strip(heading): name for name, heading in pairs}
    except Exception as error:
        message = "the columns are not a mapping of names to headings."
        hint = f"Write for example {named('column', {'diluent': 'BAC water (mL)'})}."
        raise ConflictingInputError(message, "column", as_text(column), hint) from error
    found: dict[str, Column] = {}
    for heading, name in asked.items():
        of = KNOWN.get(text_of(name))
        if of is None:
            message = f"a row has no {quoted(as_text(name))}."
            hint = f"{guess(as_text(name), NAMES)}Known: {', '.join(NAMES)}."
            raise UnknownNameError(message, "column", as_text(name), hint)
        match = HEADING.fullmatch(heading)
        try:
            unit = unit_in(heading, match[2], of.name) if match and of.name in KINDS else None
        except SelankCalcError as error:
            raise error.again("column", heading) from error
        if unit is not None and of.unit not in (None, unit):
            message = f"{quoted(heading)} is in {unit}, not in {of.unit}."
            hint = f"Write {named('column', {of.name: heading})}."
            raise ConflictingInputError(message, "column", name, hint)
        found[heading] = Column(of.name, unit or of.unit)
    if len(found) < len(pairs):
        message = "one heading stands for two columns."
        raise ConflictingInputError(message, "column", None, "Leave one of them out.")
    return found


def fields_of(fields: str | Iterable[str] | None, headings: Headings) -> tuple[str, ...] | None:
    """The names of what is to be in a record, checked; None for all.

    >>> fields_of("line,draw_units,flags", Headings())
    ('line', 'draw_units', 'flags')
    """
    if fields is None:
        return None
    text = plain_text(fields)
    listed = items_of(fields, MOST_KEPT) if text is None else text.split(",")
    names = [name.strip() for each in listed or [] if (name := plain_text(each)) is not None]
    if not listed or not len(names) == len(listed) <= MOST_KEPT:
        message = "the fields are not a list of names."
        hint = f"Write for example {named('fields', 'line,draw_units,flags')}."
        raise ConflictingInputError(message, "fields", as_text(fields), hint)
    known = ["line", "id", *headings.keep, *RESULT_NAMES, "error"]
    for at, name in enumerate(names):
        if name not in known and name not in PARTS and EVERYTHING not in headings.keep:
            message = f"no field of a record is called {quoted(name)}."
            shown = name if len(name) <= SHOWN_CHARACTERS else "NAME"
            hint = guess(name, [*known, *PARTS])
            hint += f"A column of your own is there with {named('keep', [shown])}."
            raise UnknownNameError(message, "fields", name, hint)
        if name in names[:at]:
            message = f"{quoted(name)} is named twice."
            raise ConflictingInputError(message, "fields", name, "Leave one of them out.")
    return tuple(names)


# --- The values under them --------------------------------------------------------------


class Words(NamedTuple):
    """The words of a dose in a row, and the name that each stands under."""

    values: dict[str, Any]
    names: dict[str, str]


def words_in(row: Mapping[str, Any], headings: Headings) -> Words:
    """The row's values as words of a dose: a bare number gets the unit of its column.

    Raises ConflictingInputError where one stands under two names, QuantityError for what is
    not a bare number under a name with a unit.

    >>> words_in({"vial_mg": 5, "dose": "250 mcg"}, Headings()).values
    {'vial': '5 mg', 'dose': '250 mcg'}
    """
    values: dict[str, Any] = {}
    names: dict[str, str] = {}
    for heading, value in row.items():
        if value is None:
            continue
        name, unit = headings.of(heading)  # type: ignore[misc] # no other is in the row
        if name in values:
            message = f"{name} is given twice, as {quoted(names[name])} and {quoted(heading)}."
            raise ConflictingInputError(message, heading, None, "Leave one of them out.")
        values[name] = value if unit is None else _with_unit(value, unit, heading, name)
        names[name] = heading
    return Words(values, names)


def _with_unit(value: Any, unit: str, heading: str, name: str) -> str:
    number = bare_number(value)
    if number is not None:
        return f"{number} {unit}"
    text = as_text(value)
    has_letters = any(map(str.isalpha, text))
    if "," in text and not has_letters:
        read(text, heading, KINDS[name])  # says what the comma may be
    hint = f"Write for example {KINDS[name].example.split()[0]}."
    if has_letters and text.strip()[:1].isdigit():
        hint = f"Write the number alone, or name the column {name}."
    message = f"{quoted(text)} is not a bare number, and the column is in {unit}."
    raise QuantityError(message, heading, text, hint)
