"""What the commands share: what is asked for, how it is printed, and which files are written."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR, ENOENT
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO, TypeAlias

from ..amounts.kinds import VOLUME
from ..amounts.reading import read
from ..amounts.writing import as_text
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.model import USUAL
from ..dosing.asked import examples_of, needs
from ..dosing.keeping import KINDS, PRESERVED, read_kind
from ..errors import (
    SHOWN_CHARACTERS,
    CatalogueError,
    ConflictingInputError,
    MissingInputError,
    UnknownNameError,
    either,
    harmless,
    named,
    quoted,
)
from ..shown import by_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeVar

    from rich.console import RenderableType

    from ..catalogue.model import Catalogue, Formulation
    from ..dosing.flags import Flag

    Result = TypeVar("Result")

Format: TypeAlias = Literal["table", "json", "csv", "plain"]
DoseFormat: TypeAlias = Literal["table", "json", "csv", "plain", "line"]
NARROWEST = 20
BAD_INPUT, STRICT = 2, 3
CATALOGUE_VARIABLE = "SELANK_CALC_CATALOGUE"
LONGEST_LINE = 160
ANOTHER_FILE = "Name another file, or add --force to replace it."
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")


class NotReadError(OSError):
    """An input could not be read to its end."""


class NotWrittenError(OSError):
    """A file could not be written to its end, of a pipe also because its reader left."""


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Names the file in an OSError, which often does not."""
    try:
        yield
    except OSError as error:
        raise NotWrittenError(error.errno, f"{error.strerror}: {quoted(path)}") from error


def catalogue_from(path: str | None) -> "Catalogue":
    """The catalogue of that file, or the package's own."""
    if path is None:
        return CATALOGUE
    from ..catalogue.file import load_catalogue  # loads pydantic and YAML

    try:
        return load_catalogue(path)
    except CatalogueError as error:
        if path != os.environ.get(CATALOGUE_VARIABLE):
            raise
        message = f"{CATALOGUE_VARIABLE}: {error.message}"  # no option was typed
        raise CatalogueError(message, None, error.text, error.hint) from error


def with_catalogue(asked: "dict[str, Any]") -> "dict[str, Any]":
    """The arguments, with the catalogue and formulation in place of their names."""
    asked = with_water(asked)
    known = catalogue_from(asked["catalogue"])
    return {**asked, "catalogue": known, "formulation": formulation_in(known, asked["formulation"])}


def with_water(asked: "dict[str, Any]") -> "dict[str, Any]":
    """What was asked for, with `bac_water` as the diluent that it is.

    Raises MissingInputError for `water` alone, ConflictingInputError for another diluent beside.
    """
    asked = dict(asked)
    water, volume = asked.pop("water", None), asked.pop("bac_water", None)
    if water is not None:
        water = as_text(water)  # a record may have anything there
        message = "which water it is decides how long it lasts."
        volume = named("diluent", water[:SHOWN_CHARACTERS])
        hint = f"Write {volume} and {named('diluent_kind')}: {either(KINDS)}."
        raise MissingInputError(message, "water", water, hint)
    if volume is None:
        return asked
    read(volume, "bac_water", VOLUME)
    kind = asked.get("diluent_kind")
    if asked.get("diluent") is not None or (kind is not None and read_kind(kind) != PRESERVED):
        message = f"it is --diluent with --diluent-kind {PRESERVED}, and another is given."
        raise ConflictingInputError(message, "bac_water", volume, "Leave one of them out.")
    return {**asked, "diluent": volume, "diluent_kind": PRESERVED}


def formulation_in(known: "Catalogue", name: str) -> "Formulation":
    """The formulation of that name, by default one that the catalogue need not have."""
    try:
        return known.formulation(name)
    except UnknownNameError as error:
        if name != USUAL:
            raise
        # It is the default, so no option named it.
        ids = ", ".join(each.id for each in known.formulations)
        hint = f"Name one of its formulations with -f: {ids}."
        raise UnknownNameError(error.message, None, name, hint) from error


def missing_for_a_dose(asked: "dict[str, Any]") -> dict[str, str]:
    """The arguments that a dose still needs, with an example of each."""
    of = asked["formulation"]
    return {field: examples_of(of)[field] for field in needs(of, asked)}


def answered(
    calculate: "Callable[..., Result]", asked: "dict[str, Any]", missing: dict[str, str]
) -> "Result":
    """The result, after asking a person at a terminal for what is missing.

    The answers are put into `asked`.
    """
    if missing and a_person_is_there():
        from .ask import ask_for

        # What was given is checked before the questions, so that no answer is in vain.
        calculate(**{**asked, **missing})
        asked |= ask_for(asked, missing)
    return calculate(**asked)


def a_person_is_there() -> bool:
    """True if all three standard streams are terminals."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def exit_code(strict: bool, flags: "tuple[Flag, ...]") -> int:
    """The exit code: 3 with --strict and a warning, else 0."""
    return STRICT if strict and any(flag.severity == "warning" for flag in flags) else 0


def form_of(output: DoseFormat, *, as_json: bool = False, **for_people: bool) -> DoseFormat:
    """The one form to print in; refuses two, and for a program what is for people."""
    if as_json and output not in ("table", "json"):
        message = f"--json and --format {output} ask for two outputs."
        raise ConflictingInputError(message, None, output, "Leave one of them out.")
    form: DoseFormat = "json" if as_json else output
    for name, is_given in for_people.items():
        dashed = f"--{name.replace('_', '-')}"
        if is_given and form in ("json", "csv"):
            message = f"{dashed} is for people to read, {form.upper()} for programs."
            raise ConflictingInputError(message, None, form, "Leave one of them out.")
        if is_given and form == "line":
            message = f"{dashed} prints more than one line."
            raise ConflictingInputError(message, None, form, "Leave one of them out.")
    return form


class Printed(NamedTuple):
    """The functions of `output`, by name, that make a result's table, its lines and its rows."""

    table: str
    plain: str
    rows: str = "records.one_row"


def print_as(
    form: DoseFormat, result: "Any", printed: Printed, kit: "Any" = None, **how: "Any"
) -> None:
    """The result in that form, and what came from `kit`, a Kit; loads what it needs."""
    if form in ("json", "csv"):
        from ..output.records import csv_of, json_pieces

        record = {"from_kit": kit.names} if kit else {}
        record |= result.as_dict()
        if form == "json":
            sys.stdout.writelines(json_pieces(record))
            print()
            return
        _reconfigure(sys.stdout, "utf-8", "strict")
        sys.stdout.writelines(csv_of(by_name(f"output.{printed.rows}")(result, record)))
        return
    if form == "line":
        print(by_name("output.sentence.dose_line")(result))
        return
    made = by_name(f"output.{getattr(printed, form)}")(result, kit=kit.said if kit else "", **how)
    if form == "plain":
        for line in made:
            print(line)
        return
    print_each(made if isinstance(made, Iterator) else [made])


def print_rich(renderable: "RenderableType") -> None:
    """A Rich rendering, in ASCII where the terminal has no Unicode."""
    print_each([renderable])


def print_each(renderables: "Iterable[RenderableType]") -> None:
    """Renderings below each other, each printed before the next is made."""
    from rich.console import Console

    console = Console(highlight=False)
    # Some terminals report no width at all, and Rich then prints nothing.
    console.width = max(console.width, NARROWEST)
    for renderable in renderables:
        console.print(renderable, crop=False)


def print_exactly(text: str) -> None:
    """Text for programs and files: UTF-8, whatever the terminal has."""
    _reconfigure(sys.stdout, "utf-8", "strict")
    print(text, end="")


def refuse_to_write(path: str | None, option: str, *, force: bool) -> None:
    """Raises ConflictingInputError or OSError for a file that can't or must not be written.

    Called before anything is asked or calculated. Refuses a name that no file can have, as
    that of a folder, a file that is there without `force`, and `force` without a file.
    """
    if path is None:
        if force:
            message = "nothing is written that could be replaced."
            raise ConflictingInputError(message, "force", None, f"Write also --{option}.")
        return
    if path in ("", "-") or "\0" in path:
        message = f"{quoted(path)} is not a file that can be written."
        raise ConflictingInputError(message, option, path, "Write the name of a file.")
    from pathlib import Path

    target = Path(path)
    with naming(path):
        if target.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        # `Path` takes "folder/" and "folder/." for "folder".
        if os.path.basename(path) in ("", ".", "..") or not target.parent.is_dir():  # noqa: PTH119
            raise FileNotFoundError(ENOENT, "No such folder")
        is_there = target.is_file()
    if is_there and not force:
        raise ConflictingInputError(f"{quoted(path)} exists already.", option, path, ANOTHER_FILE)


def refuse_to_write_any(*, force: bool, **files: str | None) -> None:
    """`refuse_to_write` for several options; `force` needs one, and no two name the same file."""
    given = {option: path for option, path in files.items() if path is not None}
    for option in given or [*files][:1]:
        refuse_to_write(files[option], option, force=force)
    if len({*given.values()}) < len(given):
        first, second = given
        message = f"it is also the file of --{first}."
        raise ConflictingInputError(message, second, given[second], "Name another file.")


def say(message: str) -> None:
    """A message on standard error: short, and without what a terminal would obey."""
    lines = [_shortened(harmless(line)) for line in message.splitlines()]
    with suppress(OSError):  # where the message can't be read, the exit code still tells
        sys.stderr.write("selank-calc: " + "\n  ".join(lines) + "\n")


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "..."


def use_what_the_terminal_has() -> None:
    """ASCII in the C locale, and no failure on what an encoding lacks or can't read."""
    # Python speaks UTF-8 in the C locale, whose terminals do not.
    encoding = "ascii" if _locale() in ("C", "POSIX") else None
    _reconfigure(sys.stdout, encoding, "replace")
    _reconfigure(sys.stderr, encoding, "backslashreplace")
    _reconfigure(sys.stdin, None, "surrogateescape")  # an answer typed in another encoding


def _locale() -> str | None:
    """The locale that was asked for; Python sets LC_CTYPE by itself where it is C (PEP 538)."""
    of_characters, other = os.environ.get("LC_CTYPE"), os.environ.get("LANG")
    if of_characters in _COERCED:
        of_characters = other or of_characters
    return os.environ.get("LC_ALL") or of_characters or other


def _reconfigure(stream: TextIO, encoding: str | None, errors: str) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors=errors)
