"""What `--record` writes and `check` reads: a calculation that can be made again.

A record has no time stamp, and what was read from the clock is in it: the same input gives the
same bytes, of which its id is made.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from functools import partial
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import __version__
from ..amounts.days import as_if_today, read_date
from ..courses.plans import course
from ..dosing.diluents import diluent
from ..dosing.doses import dose
from ..errors import SelankCalcError, quoted
from ..labels import label
from ..output.records import as_json, catalogue_record
from .common import with_water
from .frozen_options import OPTIONS
from .whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..catalogue.model import Catalogue

FORMAT = 1
LARGEST_FILE = 100_000_000  # bytes; the longest course, of ten years, has a third
_ID_CHARACTERS = 10
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "dose": dose, "course": course, "label": label, "diluent": diluent,
}  # fmt: skip
# Options that decide where and how to print; they are not part of the calculation.
_APART = {
    "catalogue", "kit", "explain", "full", "output", "as_json", "svg", "size", "ics", "discreet",
    "force", "strict", "record",
}  # fmt: skip
# What `assumed` calls the day that is read from the clock, and where a result has it.
_FROM_THE_CLOCK: Mapping[str, Callable[[Any], Any]] = {
    "start": attrgetter("start"),
    "mixed": attrgetter("mixed"),
    "today": attrgetter("request.asked.expiry.today"),
}
_TYPES: Mapping[str, Any] = {
    "record": int, "id": str, "command": str, "version": str, "catalogue": str, "given": dict,
    "today": (str, type(None)), "result": dict,
}  # fmt: skip


_WORDS = ("code", "message", "source")  # of a flag; they may change from version to version
_NOTHING = "nothing"  # a value that only one of the two has


class Difference(NamedTuple):
    """A value that differs when a record is calculated again."""

    name: str
    recorded: Any
    calculated: Any


def write_record(
    path: str, command: str, typed: Mapping[str, Any], result: Any, *, force: bool
) -> str:
    """Writes the record of what was typed, options by name, and of its result; returns its id."""
    record = record_of(command, typed, result.catalogue, result)
    write_whole(path, as_json(record) + "\n", "record", force=force)
    return str(record["id"])


def record_of(
    command: str, typed: Mapping[str, Any], catalogue: Catalogue, result: Any
) -> dict[str, Any]:
    """The record of a result of that command."""
    read = [get(result) for name, get in _FROM_THE_CLOCK.items() if name in result.assumed]
    record = {
        "record": FORMAT,
        "id": "",
        "command": command,
        "version": __version__,
        "catalogue": hash_of(catalogue),
        "given": {
            name: value
            for name, value in typed.items()
            if name not in _APART and value is not None and value is not False
        },
        "today": read[0].isoformat() if read else None,
        "result": result.as_dict(),
    }
    return {**record, "id": id_of(record)}


def hash_of(catalogue: Catalogue) -> str:
    """A hash of all that a catalogue holds."""
    return _hash(catalogue_record(catalogue))


def id_of(record: Mapping[str, Any]) -> str:
    """The id of a record, by all else in it."""
    return _hash({name: value for name, value in record.items() if name != "id"})[:_ID_CHARACTERS]


def _hash(data: Any) -> str:
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode()).hexdigest()


# --- Read and calculated again --------------------------------------------------------


def read_record(path: str) -> dict[str, Any]:
    """The record in that file, `-` for standard input; raises SelankCalcError for anything else."""
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise _no_record(path, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
        record = json.loads(raw, object_pairs_hook=partial(_each_once, path))
        id_of(record if isinstance(record, dict) else {})  # NaN, or a number without end
    except OSError as error:
        raise _no_record(path, f"{error.strerror}") from error
    except RecursionError as error:
        raise _no_record(path, "it is nested too deeply") from error
    except SelankCalcError:
        raise
    except UnicodeDecodeError as error:
        raise _no_record(path, "it is not UTF-8 text") from error
    except ValueError as error:
        raise _no_record(path, "it is not JSON, or has a number without bounds") from error
    for fault in _faults(record):
        raise _no_record(path, fault)
    return dict(record)


def _each_once(path: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; refuses a repeated name, because readers disagree on which one counts."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _no_record(path, f"{quoted(name)} stands there twice")
        found[name] = value
    return found


def _no_record(path: str, why: str) -> SelankCalcError:
    hint = "Write the name of a file that --record wrote."
    return SelankCalcError(f"{quoted(path)} is not a record: {why}.", None, path, hint)


def _faults(record: Any) -> Iterator[str]:
    """What is wrong with a record; only the first fault is reliable."""
    if type(record) is not dict:
        yield "it is not an object"
    for name in [each for each in _TYPES if each not in record]:
        yield f"{name} is missing"
    for name in [each for each in record if each not in _TYPES]:
        yield f"{quoted(name)} belongs in none"
    for name, kind in _TYPES.items():
        if type(record[name]) not in (kind if isinstance(kind, tuple) else (kind,)):
            yield f"{name} is of another kind"
    if record["record"] != FORMAT:
        yield "another version wrote it, in another form"
    command = record["command"]
    if command not in _FUNCTIONS:
        yield f"no command is called {quoted(command)}"
    known = {name: takes for name, takes in OPTIONS[command][1].values() if name not in _APART}
    if command == "diluent":
        del known["strength"]  # which it refuses
    for name, value in record["given"].items():
        if name not in known or not _is_of_its_kind(value, known[name]):
            yield f"{quoted(name)} in given is not an option of {command}, or of another kind"


def _is_of_its_kind(value: Any, takes: object) -> bool:
    if takes == "nothing":
        return value is True
    if type(value) is list:  # as a plan file may have of more options than may be repeated
        return all(type(each) is str for each in value)
    return type(value) is str and takes != "texts"


def differences(path: str, record: Mapping[str, Any], known: Catalogue) -> list[Difference]:
    """The values that differ when a record is calculated again with that catalogue.

    What the words of a flag say is not compared, nor what only another version records.
    """
    command = record["command"]
    asked = dict.fromkeys(("water", "bac_water", "diluent", "diluent_kind"))
    try:
        asked = with_water({**asked, **record["given"]})
        given = {name: value for name, value in asked.items() if value is not None}
        day = record["today"] and read_date(record["today"], "today")
        with as_if_today(day) if day else nullcontext():
            result = _FUNCTIONS[command](**given, catalogue=known)
    except SelankCalcError as error:
        message = f"{quoted(path)} can't be calculated again: {error.field}: {error.message}"
        raise SelankCalcError(message, None, error.text, error.hint) from error
    made_id = id_of(record)
    calculated = json.loads(json.dumps(result.as_dict()))
    is_whole = record["version"] == __version__
    found = _differing("", record["result"], calculated, is_whole=is_whole)
    changed = [Difference("id", record["id"], made_id)] if record["id"] != made_id else []
    return [*changed, *found]


def _differing(
    name: str, recorded: Any, calculated: Any, *, is_whole: bool
) -> Iterator[Difference]:
    if isinstance(recorded, list) and isinstance(calculated, list):
        recorded, calculated = _by_name(recorded), _by_name(calculated)
    if isinstance(recorded, dict) and isinstance(calculated, dict):
        names = {**recorded, **(calculated if is_whole or name.endswith("flags") else {})}
        for each in names:
            below = f"{name} {each}".strip()
            values = (values.get(each, _NOTHING) for values in (recorded, calculated))
            yield from _differing(below, *values, is_whole=is_whole)
    elif recorded != calculated or type(recorded) is bool is not type(calculated):
        yield Difference(name, recorded, calculated)


def _by_name(values: list[Any]) -> dict[str, Any]:
    """What a list has: flags by their codes, without their words, and all else by its place."""
    named: dict[str, Any] = {}
    for place, value in enumerate(values, 1):
        if isinstance(value, dict) and isinstance(code := value.get("code"), str):
            figures = {name: each for name, each in value.items() if name not in _WORDS}
            named[f"{place}" if code in named else code] = figures
        else:  # text, as in `assumed`, has no place
            named[value if isinstance(value, str) else f"{place}"] = value
    return named
