"""A plan file (`--kit`): options of `dose`, `course`, `label` and `diluent` by name, in TOML.

What is typed wins, and removes from the file what it excludes; then the file, then the
environment. Which options there are, and what they take, is read from their declarations.
"""

from __future__ import annotations

import inspect
import json
import re
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import selank_calc

from ..amounts.writing import as_text, plain_text
from ..dosing.arguments import DoseArguments
from ..dosing.request import WITH_A_VIAL
from ..errors import (
    CALL,
    CALL_ENDS,
    NAME,
    NAME_ENDS,
    KitError,
    MissingInputError,
    SelankCalcError,
    UnknownNameError,
    either,
    guess,
    quoted,
)
from ..shown import by_name
from .common import catalogue_from, with_water
from .frozen_options import OPTIONS
from .kit_text import EXAMPLE, line_of, place_in, read_toml
from .words import in_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

COMMANDS = ("dose", "course", "label", "diluent")
MOST_BITS = 10_000  # of a whole number
# Typed, the first takes the others out of the file. Dose, draw and sprays stay beside each other:
# given twice, a dose is checked, and said to differ.
_READY = ("vial", "bac_water", *WITH_A_VIAL)
_OF_THE_OLD = ("opened", "left", "expires", "price", "currency", "on_hand")
EXCLUDES: dict[str, tuple[str, ...]] = {
    "days": ("end",),
    "end": ("days", "courses", "break_days"),
    "step": ("dose", "draw", "sprays", "drops", "days", "end"),
    **dict.fromkeys(("dose", "draw", "sprays", "drops"), ("step",)),
    "strength": (*_READY, *_OF_THE_OLD),
    "vial": ("strength", "volume", *_OF_THE_OLD),
    "diluent": ("strength", "volume", "bac_water"),
    "bac_water": ("strength", "volume", "diluent", "diluent_kind", "preservative_free"),
    "diluent_kind": ("preservative_free",),
    "preservative_free": ("diluent_kind",),
    "every": ("on",),
    "on": ("every", "skip"),
    "times": ("per_day",),
    "per_day": ("times",),
    "as_json": ("output", "full", "explain"),
    "output": ("as_json",),
    **dict.fromkeys(("full", "explain"), ("as_json",)),
}
_NOT_IN_FULL = ("json", "csv", "line")
_KINDS = ("diluent_kind", "preservative_free")
# Options that need a file which only the command line can name.
_ONLY_WITH = {"discreet": "ics", "size": "svg"}
# A file names no other file to write or to read options from, and replaces none.
REFUSED = ("kit", "force", "svg", "ics", "record", "output")
_PYTHON_NAMES = {"break-days": "break"}


class Option(NamedTuple):
    """An option as it is declared: its names, what it takes, and if that may be several."""

    name: str
    parameter: str
    takes: str | tuple[str, ...]
    is_list: bool


class Given(NamedTuple):
    """A value of the file, under the option's name, with its line if it can be told."""

    name: str
    value: Any
    line: int | None

    def without(self, skipped: Any) -> Given:
        """The days of the week without those, or unchanged if none would be left."""
        from ..courses.dates import WEEKDAYS, read_weekdays

        with suppress(SelankCalcError):
            days = read_weekdays(self.value, "on")
            if left := days - read_weekdays(skipped, "skip"):
                return self._replace(value=[WEEKDAYS[day] for day in sorted(left)])
        return self


class Kit(NamedTuple):
    """A plan file as it was read; `values` by parameter."""

    path: str
    values: dict[str, Given]

    def place(self, given: Given) -> str:
        """Where a value stands."""
        return place_in(self.path, given.line, given.name)

    def beside(self, typed: Mapping[str, Any], own: Iterable[str]) -> Kit:
        """The part of the file that applies to a command, given what was typed."""
        gone = {*typed, *(name for each in typed for name in EXCLUDES.get(each, ()))}
        if typed.get("output") in _NOT_IN_FULL:
            gone |= {"full", "explain"}
        form = self.values.get("output")
        if {"full", "explain"} & {*typed} and form and form.value in _NOT_IN_FULL:
            gone.add("output")
        gone |= {name for name, other in _ONLY_WITH.items() if other not in typed}
        left = {name: given for name, given in self.values.items() if name not in gone}
        if "diluent" not in {*left, *typed} and any(map(typed.get, _KINDS)) and "bac_water" in left:
            left["diluent"] = left.pop("bac_water")  # water of the kind that is typed
        if "skip" in typed and "on" in left:
            left["on"] = left["on"].without(typed["skip"])
        return self._replace(values={name: left[name] for name in own if name in left})

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
        hint, message = error.hint_in(self._in_file), error.message
        if given is None and (error.field is None or isinstance(error, MissingInputError)):
            given = max(self._meant_by(error), key=lambda each: len(each.name), default=None)
            message = message.replace("--", "") if given else message
        if given is not None:
            message = f"{self.place(given)}: {message}"
            return type(error)(message, None, error.text, hint)
        named_ones = error.hint_in(lambda hint: " ".join(re.findall(f"{NAME}(\\w+)", hint)))
        beside = [self.values[name] for name in (named_ones or "").split() if name in self.values]
        if hint and beside:
            hint = f"{hint}\n{', '.join(map(self.place, beside))}."
        return type(error)(message, error.field, error.text, hint)

    def _meant_by(self, error: SelankCalcError) -> Iterator[Given]:
        """The values that need what is missing, or are named as options where no field is."""
        for name, given in self.values.items():
            called = name.replace("limit_day", "limit of a day").replace("_", " ")
            if error.field is None:
                is_meant = f"--{given.name} " in error.message
            else:  # such as "a currency needs a price"
                is_meant = re.match(rf"(an? )?{called}\b", error.message) is not None
            if is_meant or (name, error.field) == ("left", "opened"):
                yield given

    def _in_file(self, hint: str) -> str:
        """The hint with what the file has as it stands there, and all else as options."""

        def written(named: re.Match[str]) -> str:
            if named[1] not in self.values:
                return named[0]
            name = self.values[named[1]].name
            return f"{name} = {named[2]}" if named[2] else name

        # A call is of the command line, and stays as it is.
        pattern = f"{CALL}.*?{CALL_ENDS}|{NAME}(\\w+)=?([^{NAME_ENDS}]*){NAME_ENDS}"
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
                options[name[2:]] = Option(name[2:], parameter, takes, several)
    return options


def _lists(function: Any) -> Iterator[str]:
    """The arguments that may be several."""
    for each in inspect.signature(function).parameters.values():
        if re.search("Iterable|Sequence", f"{each.annotation}"):
            yield each.name


def taken_in(asked: dict[str, Any], typed: Iterable[str]) -> dict[str, Any]:
    """The arguments of a command, completed from its plan file."""
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

    Raises KitError for a file that can't be used, CatalogueError for such a catalogue, and
    UnknownNameError for an argument that the function does not take.

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
    if plain_text(function) not in COMMANDS:
        message = f"{quoted(as_text(function))} takes no plan file."
        raise UnknownNameError(message, "function", None, f"Write one of {', '.join(COMMANDS)}.")
    names = inspect.signature(getattr(selank_calc, function)).parameters
    own = [name for name in names if name != "dose_arguments"]
    own += DoseArguments.__annotations__ if len(own) < len(names) else ()
    for name in given:
        if name not in own:
            hint = guess(name, own).rstrip() or f"Write arguments of {function}()."
            raise UnknownNameError(f"{function}() has no such argument.", name, None, hint)
    waters = ("bac_water", "water") if "diluent" in own else ()
    kit = read_kit(path).beside(given, [*own, *waters])
    values = {name: each.value for name, each in kit.values.items()}
    if "catalogue" in values:
        values["catalogue"] = catalogue_from(values["catalogue"])
    return with_water(values) | given


def read_kit(path: Any) -> Kit:
    """The plan file at `path`; raises KitError for what can't be used, with its line."""
    name, options = as_text(path), known_options()
    text, table = read_toml(path, name)
    values: dict[str, Given] = {}
    for key, value in table.items():
        line = line_of(key, text)
        if isinstance(value, dict):
            message = f"{place_in(name, line, '')}: a plan file has no table such as {quoted(key)}."
            raise KitError(message, "kit", None, EXAMPLE)
        option = _option(key, options, place_in(name, line, ""))
        place = place_in(name, line, option.name)
        if option.parameter in values:
            other = values[option.parameter].name
            message = f"{place}: it is {other}, which is given too."
            raise KitError(message, "kit", None, "Leave one of them out.")
        read = _value(value, option, place)
        if read is False:  # as if it were not there
            continue
        if option.parameter == "catalogue":
            read = str(Path(name).parent / read)
        values[option.parameter] = Given(option.name, read, line)
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


def _option(key: str, options: Mapping[str, Option], place: str) -> Option:
    name = key.replace("_", "-")
    name = _PYTHON_NAMES.get(name, name)
    if name in options:
        return options[name]
    if name in REFUSED:
        message = f"{place}: {name} can't stand in a file."
        hint = f"Write --{name} on the command line, if the command has it."
        raise KitError(message, "kit", None, hint)
    hint = guess(name, options).rstrip() or f"It takes the options of {', '.join(COMMANDS)}."
    raise KitError(f"{place}: no option is called {quoted(key)}.", "kit", key, hint)


def _value(value: Any, option: Option, place: str) -> Any:
    """The value as it would be typed; of what may be several a list of such."""
    if option.takes == "nothing":
        if type(value) is not bool:
            raise KitError(f"{place}: {quoted(f'{value}')} is not true or false.", "kit")
        return value
    if option.is_list and isinstance(value, list):
        return [_scalar(each, option, place) for each in value]
    text = _scalar(value, option, place)
    if isinstance(option.takes, tuple) and text not in option.takes:
        message = f"{place}: {quoted(text)} is not one of them."
        raise KitError(message, "kit", text, f"Write {either(option.takes)}.")
    return [text] if option.takes == "texts" else text


def _scalar(value: Any, option: Option, place: str) -> str:
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    if isinstance(value, str | int | date) and not isinstance(value, bool | datetime):
        if isinstance(value, int) and value.bit_length() > MOST_BITS:
            raise KitError(f"{place}: a number has too many digits.", "kit")
        return f"{value}"
    kinds = {bool: "true or false", list: "a list", datetime: "a date with a time"}
    message = f"{place}: {kinds.get(type(value), 'a table')} is not what it takes."
    raise KitError(message, "kit", None, _how_to_write(option))


def _how_to_write(option: Option) -> str:
    """What an option takes, in the words of its declaration."""
    with_its_options = by_name("cli.options.with_its_options")
    command = by_name("cli.straight.command")
    signatures = (inspect.signature(with_its_options(each, command(each))) for each in COMMANDS)
    declared = next(
        each.parameters[option.parameter].annotation
        for each in signatures
        if option.parameter in each.parameters
    )
    _kind, said = get_args(declared)
    return f'Write {option.name} = "{said.metavar}". {said.help}'
