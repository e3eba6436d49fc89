"""A plan file (`--kit`): options of `dose`, `course`, `label` and `diluent` by name, in TOML.

What is typed wins, and removes from the file what it excludes; then the file, then the
environment. Which options there are, and what they take, is read from their declarations.
"""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import selank_calc

from ..amounts.writing import as_text, plain_text
from ..dosing.arguments import DoseArguments
from ..dosing.request import WITH_A_VIAL
from ..errors import (
    NAME,
    NAME_ENDS,
    KitError,
    SelankCalcError,
    UnknownNameError,
    did_you_mean,
    quoted,
)
from .common import catalogue_from, with_water
from .frozen_options import OPTIONS
from .words import in_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

COMMANDS = ("dose", "course", "label", "diluent")
LARGEST_FILE = 100_000  # bytes
EXAMPLE = 'Write an option a line, as vial = "5 mg".'
# Typed, the first takes the others out of the file. Dose, draw and sprays stay beside each other:
# given twice, a dose is checked, and said to differ.
_READY = ("vial", "bac_water", *WITH_A_VIAL)
EXCLUDES: dict[str, tuple[str, ...]] = {
    "days": ("end",),
    "end": ("days", "courses", "break_days"),
    "step": ("dose", "draw", "sprays", "drops", "days", "end"),
    **dict.fromkeys(("dose", "draw", "sprays", "drops"), ("step",)),
    "strength": _READY,
    "vial": ("strength", "volume"),
    "diluent": ("strength", "volume", "bac_water"),
    "bac_water": ("strength", "volume", "diluent", "diluent_kind", "preservative_free"),
    "diluent_kind": ("preservative_free",),
    "preservative_free": ("diluent_kind",),
    "every": ("on",),
    "on": ("every",),
    "times": ("per_day",),
    "per_day": ("times",),
    "as_json": ("output", "full", "explain"),
    "output": ("as_json",),
}
# What means nothing without a file that only the command line can name.
_ONLY_WITH = {"discreet": "ics", "size": "svg"}
# A file names no other file to write or to read options from, and replaces none.
REFUSED = ("kit", "force", "svg", "ics", "record", "output")
_PYTHON_NAMES = {"break-days": "break"}


class Option(NamedTuple):
    """An option as it is declared: its parameter, what it takes, and if that may be several."""

    parameter: str
    takes: str | tuple[str, ...]
    is_list: bool


class Given(NamedTuple):
    """A value of the file, under the option's name, with its line if it can be told."""

    name: str
    value: Any
    line: int | None


class Kit(NamedTuple):
    """A plan file as it was read; `values` by parameter."""

    path: str
    values: dict[str, Given]

    def place(self, given: Given) -> str:
        """Where a value stands."""
        return _place(self.path, given.line, given.name)

    def beside(self, typed: Mapping[str, Any], own: Iterable[str]) -> Kit:
        """What of it counts for a command with those parameters, beside what is typed."""
        gone = {*typed, *(name for each in typed for name in EXCLUDES.get(each, ()))}
        if typed.get("output") in ("json", "csv"):
            gone |= {"full", "explain"}
        gone |= {name for name, other in _ONLY_WITH.items() if other not in typed}
        values = {
            name: self.values[name] for name in own if name in self.values and name not in gone
        }
        return self._replace(values=values)

    @property
    def names(self) -> list[str]:
        """What came from it, as JSON has it."""
        return [given.name.replace("-", "_") for given in self.values.values()]

    @property
    def said(self) -> str:
        """The same in words."""
        names = ", ".join(given.name for given in self.values.values())
        return f"From {quoted(Path(self.path).name)}: {names or 'nothing'}."

    def placed(self, error: SelankCalcError) -> SelankCalcError:
        """The error, with the place in the file of the value that it is about."""
        given = self.values.get(error.field or "")
        hint = error.hint_in(self._in_file)
        if given is None:
            return type(error)(error.message, error.field, error.text, hint)
        return type(error)(f"{self.place(given)}: {error.message}", None, error.text, hint)

    def _in_file(self, hint: str) -> str:
        """The hint with what the file has as it stands there, and all else as options."""

        def written(named: re.Match[str]) -> str:
            if named[1] not in self.values:
                return named[0]
            name = self.values[named[1]].name
            return f"{name} = {named[2]}" if named[2] else name

        pattern = f"{NAME}(\\w+)=?([^{NAME_ENDS}]*){NAME_ENDS}"
        return in_options(re.sub(pattern, written, hint))


def known_options() -> dict[str, Option]:
    """The options that a plan file may have, by their names."""
    options = {}
    for command in COMMANDS:
        lists = set(_lists(getattr(selank_calc, command)))
        _arguments, declared, _usual = OPTIONS[command]
        for name, (parameter, takes) in declared.items():
            if name.startswith("--") and name[2:] not in REFUSED:
                several = takes == "texts" or parameter in lists
                options[name[2:]] = Option(parameter, takes, several)
    return options


def _lists(function: Any) -> Iterator[str]:
    """The arguments that may be several."""
    for each in inspect.signature(function).parameters.values():
        if re.search("Iterable|Sequence", f"{each.annotation}"):
            yield each.name


def taken_in(asked: dict[str, Any], typed: Iterable[str]) -> dict[str, Any]:
    """The arguments of a command, with what of its plan file counts beside those that are typed."""
    beside = {name: asked[name] for name in typed if name in asked}
    kit = read_kit(asked["kit"]).beside(beside, asked)
    return {**asked, **{name: each.value for name, each in kit.values.items()}, "kit": kit}


def called_with(command: Callable[..., int], asked: dict[str, Any]) -> int:
    """Calls the command; an error about a value of the plan file names its place there."""
    try:
        return command(**asked)
    except SelankCalcError as error:
        kit: Kit = asked["kit"]
        raise kit.placed(error) from error


def load_kit(
    path: str | Path,
    function: Literal["dose", "diluent", "course", "label"] = "dose",
    /,
    **given: Any,
) -> dict[str, Any]:
    """The arguments in the plan file at `path` that the function of that name takes.

    The file is that of `--kit`: options of `dose`, `course`, `label` and `diluent` by their
    names, in TOML. Those of another function, or of the command line alone, are left out. What
    is `given` wins, and removes from the file what it excludes, as `end` does `days`; it is in
    what is returned. A `catalogue` is loaded, by its place beside the file.

    Raises KitError for a file that can't be used, CatalogueError for such a catalogue.

    >>> import tempfile
    >>> from selank_calc import dose
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.toml")
    ...     _ = file.write_text('vial = "5 mg"\\ndiluent = "2 mL"\\ndays = 28')
    ...     mine = load_kit(file, "dose", dose="250 mcg")
    >>> mine
    {'vial': '5 mg', 'diluent': '2 mL', 'dose': '250 mcg'}
    >>> dose(**mine).draw_units
    Decimal('10')
    """
    if function not in COMMANDS:
        message = f"{quoted(f'{function}')} takes no plan file."
        raise UnknownNameError(message, "function", None, f"Write one of {', '.join(COMMANDS)}.")
    names = inspect.signature(getattr(selank_calc, function)).parameters
    own = [*DoseArguments.__annotations__, *names] if "dose_arguments" in names else [*names]
    kit = read_kit(path).beside(given, [*own, "bac_water", "water"])
    values = {name: each.value for name, each in kit.values.items()}
    if "catalogue" in values:
        values["catalogue"] = catalogue_from(values["catalogue"])
    return with_water(values) | given


def read_kit(path: Any) -> Kit:
    """The plan file at `path`; raises KitError for what can't be used, with its line."""
    name, options = as_text(path), known_options()
    text = _text_of(path, name)
    try:
        table = tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:  # ValueError: a number of many digits
        why = "it is nested too deeply" if isinstance(error, RecursionError) else f"{error}"
        message = f"{_place(name, None, '')} is not TOML: {why}."
        raise KitError(message, "kit", None, EXAMPLE) from error
    values: dict[str, Given] = {}
    for key, value in table.items():
        line = _line_of(key, text)
        if isinstance(value, dict):
            message = f"{_place(name, line, '')}: a plan file has no table such as {quoted(key)}."
            raise KitError(message, "kit", None, EXAMPLE)
        option, shown = _option(key, options, _place(name, line, ""))
        place = _place(name, line, shown)
        if option.parameter in values:
            other = values[option.parameter].name
            raise KitError(f"{place}: it is {other}, which is given too.", "kit")
        read = _value(value, option, place)
        if read is False:  # as if it were not there
            continue
        if option.parameter == "catalogue":
            read = str(Path(name).parent / read)
        values[option.parameter] = Given(shown, read, line)
    return Kit(name, values)


def written(options: Mapping[str, str]) -> list[str]:
    """The lines of a plan file with these options.

    >>> written({"vial": "5 mg", "per_day": "2"})
    ['vial = "5 mg"', 'per-day = 2']
    """
    return [
        f"{name.replace('_', '-')} = {int(value) if value.isdecimal() else json.dumps(value)}"
        for name, value in options.items()
    ]


def _text_of(path: Any, name: str) -> str:
    try:
        plain = plain_text(path)
        with Path(path if plain is None else plain).open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KitError(f"{_place(name, None, '')} is not UTF-8 text.", "kit") from error
    except (OSError, ValueError, TypeError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise KitError(f"{quoted(name)} can't be read: {why}.", "kit") from error
    if len(raw) > LARGEST_FILE:
        raise KitError(f"{quoted(name)} is larger than {LARGEST_FILE // 1000} kB.", "kit")
    return text


def _line_of(key: str, text: str) -> int | None:
    """The line of a key, if one alone looks like it."""
    pattern = re.compile(rf"""\s*\[*["']?{re.escape(key)}["']?\s*[=.\]]""")
    lines = [at for at, line in enumerate(text.splitlines(), 1) if pattern.match(line)]
    return lines[0] if len(lines) == 1 else None


def _place(path: str, line: int | None, name: str) -> str:
    at = f", line {line}" if line else ""
    return f"{quoted(Path(path).name)}{at}{': ' if name else ''}{name}"


def _option(key: str, options: Mapping[str, Option], place: str) -> tuple[Option, str]:
    name = key.replace("_", "-")
    name = _PYTHON_NAMES.get(name, name)
    if name in options:
        return options[name], name
    if name in REFUSED:
        message = f"{place}: {name} can't stand in a file."
        hint = f"Write --{name} on the command line, if the command has it."
        raise KitError(message, "kit", None, hint)
    near = did_you_mean(name, options)
    hint = f"Did you mean {near}?" if near else f"It takes the options of {', '.join(COMMANDS)}."
    raise KitError(f"{place}: no option is called {quoted(key)}.", "kit", key, hint)


def _value(value: Any, option: Option, place: str) -> Any:
    """The value as it would be typed; of what may be several a list of such."""
    if option.takes == "nothing":
        if type(value) is not bool:
            raise KitError(f"{place}: {quoted(f'{value}')} is not true or false.", "kit")
        return value
    if option.is_list and isinstance(value, list):
        return [_scalar(each, place) for each in value]
    text = _scalar(value, place)
    if isinstance(option.takes, tuple) and text not in option.takes:
        hint = f"Write {', '.join(option.takes[:-1])} or {option.takes[-1]}."
        raise KitError(f"{place}: {quoted(text)} is not one of them.", "kit", text, hint)
    return [text] if option.takes == "texts" else text


def _scalar(value: Any, place: str) -> str:
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, str | int | date) and not isinstance(value, bool | datetime):
        return f"{value}"
    kinds = {bool: "true or false", list: "a list", datetime: "a date with a time"}
    message = f"{place}: {kinds.get(type(value), 'a table')} is not what it takes."
    raise KitError(message, "kit", None, EXAMPLE)
