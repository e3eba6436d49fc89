"""The errors raised for bad input: one base class and its few kinds.

Every error says what was wrong (`message`), where (`field`), with which text
(`text`, shortened and safe to print) and what to write instead (`hint`). Where a hint names
an argument or a call, it does so by `named` and `called`: `hint` has them as Python writes
them, and `told` in other words, as those of the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Self, TypeAlias

Words: TypeAlias = Callable[[str], str]

SHOWN_CHARACTERS = 40
MOST_FAULTS_SHOWN = 20
# Around a name in a hint. No text of a user has them: it is quoted, or else printable.
NAME, NAME_ENDS, CALL, CALL_ENDS = "\1\2\3\4"


def named(name: str, value: str | int | list[str] | dict[str, str] | None = None) -> str:
    """An argument as a hint names it, alone or with a value."""
    return f"{NAME}{name}{'' if value is None else f'={_literal(value)}'}{NAME_ENDS}"


def _literal(value: str | int | list[str] | dict[str, str]) -> str:
    if isinstance(value, dict):
        pairs = (f"{_literal(name)}: {_literal(each)}" for name, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{harmless(escaped)}"'


def called(function: str, **arguments: str) -> str:
    """A call as a hint names it."""
    spelt = ", ".join(named(*each) for each in arguments.items())
    return f"{CALL}{function}({spelt}){CALL_ENDS}"


def in_python(hint: str) -> str:
    """The hint in the words of Python.

    >>> print(in_python(f"Write {called('dose', vial='5 mg')}, or leave out {named('draw')}."))
    Write dose(vial="5 mg"), or leave out draw.
    """
    return hint.translate(dict.fromkeys(map(ord, (NAME, NAME_ENDS, CALL, CALL_ENDS))))


class SelankCalcError(ValueError):
    """Base of every error the package raises for bad input.

    >>> error = MissingInputError("no dose", field="dose", hint='Write for example dose="250 mcg".')
    >>> print(error)
    dose: no dose
    Write for example dose="250 mcg".
    """

    code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        field: str | None = None,
        text: str | None = None,
        hint: str | None = None,
    ) -> None:
        self._hint = hint  # with the places of its names, which a repr does not show
        self.hint: str | None = None if hint is None else in_python(hint)
        super().__init__(message, field, text, self.hint)
        self.message: str = harmless(message)
        self.field = field
        self.text: str | None = None if text is None else harmless(text[:SHOWN_CHARACTERS])

    def __str__(self) -> str:
        return self.told(in_python)

    def told(self, words: Words, *, with_field: bool = True) -> str:
        """The error in one or two lines, the names in it in those words."""
        where = f"{words(named(self.field))}: " if with_field and self.field else ""
        hint = self.hint_in(words)
        return f"{where}{self.message}" + (f"\n{hint}" if hint else "")

    def hint_in(self, words: Words) -> str | None:
        """The hint in those words."""
        return None if self._hint is None else words(self._hint)

    def again(self, field: str | None, text: str | None) -> Self:
        """The same error of that field, with that text."""
        return type(self)(self.args[0], field, text, self._hint)


class QuantityError(SelankCalcError):
    """The text is not a plain number with a unit."""

    code = "not-a-quantity"


class UnitError(SelankCalcError):
    """The unit is missing, unknown, or refused because it can be misread."""

    code = "unit"


class DimensionError(SelankCalcError):
    """The unit measures something else: a volume where a mass is needed."""

    code = "dimension"


class OutOfBoundsError(SelankCalcError):
    """The number is zero, negative, or outside what is accepted."""

    code = "out-of-bounds"


class DateError(SelankCalcError):
    """The text is not a date, time of day, day of the week or time zone."""

    code = "not-a-date"


class RowError(SelankCalcError):
    """A row of a batch that can't be read: not an object, not text, too long, a name twice."""

    code = "row"


class MissingInputError(SelankCalcError):
    """Something that the calculation needs was not given."""

    code = "missing"


class ConflictingInputError(SelankCalcError):
    """Two things were given that exclude each other."""

    code = "conflict"


class UnknownNameError(SelankCalcError):
    """A formulation, syringe or other name that the catalogue does not hold."""

    code = "unknown"


class CatalogueError(SelankCalcError):
    """A catalogue file that can't be used; `faults` lists all that is wrong with it."""

    code = "catalogue"

    @classmethod
    def of_file(cls, name: str, faults: list[str]) -> CatalogueError:
        """The error that lists these faults of the file called `name`, up to 20 of them."""
        shown = faults[:MOST_FAULTS_SHOWN]
        if len(faults) > len(shown):
            shown.append(f"and {len(faults) - len(shown)} more")
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        return cls(f"{quoted(name)} has {count}.", "catalogue", hint="\n".join(shown))

    @property
    def faults(self) -> list[str]:
        """One line a fault: its line in the file, its place, and what is wrong."""
        return (self.hint or "").splitlines()


class KitError(SelankCalcError):
    """A plan file that can't be used."""

    code = "kit"


def harmless(text: str) -> str:
    """`text` with what a terminal would obey written out.

    >>> print(harmless("\\x1b[31mred"))
    \\x1b[31mred
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def quoted(text: str) -> str:
    """`text` as it may stand in a message: short, in quotes, no control characters.

    >>> print(quoted("5 mg"), quoted("\\x1b[31mred"), quoted("9" * 50))
    '5 mg' '\\x1b[31mred' '9999999999999999999999999999999999999999...'
    """
    return repr(text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "...")


def did_you_mean(text: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The one of `known` that `text` is most likely a slip for, or None.

    `cutoff` is how alike they must be, from 0 to 1.

    >>> did_you_mean("selnak", ["selank", "nasal-spray"])
    'selank'
    """
    from difflib import get_close_matches  # only errors need it

    close = get_close_matches(text[:SHOWN_CHARACTERS].lower(), known, n=1, cutoff=cutoff)
    return close[0] if close else None


def guess(text: str, known: Iterable[str]) -> str:
    """The question whether one of `known` was meant, and a blank; nothing where none is alike.

    >>> guess("selnak", ["selank", "nasal-spray"]), guess("saline", ["selank"])
    ('Did you mean selank? ', '')
    """
    near = did_you_mean(text, known)
    return f"Did you mean {near}? " if near else ""


def either(names: Sequence[str]) -> str:
    """The names as a choice.

    >>> either(["vial"]), either(["bacteriostatic", "sterile", "saline"])
    ('vial', 'bacteriostatic, sterile or saline')
    """
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
