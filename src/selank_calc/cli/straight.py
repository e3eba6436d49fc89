"""The ordinary command line, read without Typer, which takes longer to load than all the rest.

Reads what is a known command with its options whole, once, and each with its value. Whatever
else there is, help, mistakes and completion among them, is left to Typer.
"""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..amounts.frozen_units import UNITS
from .common import CATALOGUE_VARIABLE
from .frozen_options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Container

COMPLETION = "_SELANK_CALC_COMPLETE"
# Characters that Typer expands to file names and variables on Windows.
_EXPANDED = frozenset("*?[~$%") if os.name == "nt" else frozenset()


def called(words: list[str]) -> Callable[[], int] | None:
    """The command that the words call, with its arguments; None where Typer has to read them.

    >>> called(["convert", "250 mcg", "mg"])()
    250 mcg = 0.25 mg
    0
    >>> called(["convert", "--help"]), called(["dose", "--vail", "5 mg"])
    (None, None)
    """
    name = words[0] if words else ""
    if name not in OPTIONS or COMPLETION in os.environ or not _EXPANDED.isdisjoint("".join(words)):
        return None
    read = _read(words[1:], *OPTIONS[name])
    if read is None or stand_apart(words):
        return None
    asked, typed = read
    if "kit" not in typed:
        return partial(command(name), **asked)
    return partial(_with_a_kit, name, asked, typed)


def command(name: str) -> Callable[..., int]:
    """The function of a command, which has the name of its module; loads it."""
    function: Callable[..., int] = getattr(import_module(f".{name}", __package__), name)
    return function


def _with_a_kit(name: str, asked: dict[str, Any], typed: dict[str, Any]) -> int:
    from .kit import called_with, taken_in

    return called_with(command(name), taken_in(asked, typed))


def _read(
    words: list[str],
    arguments: tuple[str, ...],
    options: dict[str, tuple[str, str | tuple[str, ...]]],
    usual: dict[str, Any],
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """A command's arguments by name, and those typed alone; None where Typer has to read them."""
    given: dict[str, Any] = {}
    unnamed, rest = iter(arguments), iter(words)
    for word in rest:
        option, equals, value = word.partition("=") if word[:2] == "--" else (word, "", "")
        name, takes = options.get(option) or (next(unnamed, ""), "a word")
        if takes == "a word":
            value = word
        elif takes != "nothing" and not equals:
            value = next(rest, "-")
        is_odd = value[:1] == "-" or (takes == "nothing" and equals)
        if not name or is_odd or (name in given and takes != "texts"):
            return None
        if takes == "texts":
            given.setdefault(name, []).append(value)
        elif isinstance(takes, tuple) and value not in takes:
            return None
        else:
            given[name] = True if takes == "nothing" else value
    if next(unnamed, None) is not None:
        return None
    unset: dict[str, Any] = {
        name: False if takes == "nothing" else None for name, takes in options.values()
    }
    unset["catalogue"] = os.environ.get(CATALOGUE_VARIABLE) or None
    return {**unset, **usual, **given}, given


def stand_apart(words: list[str], units: Container[str | None] = UNITS) -> tuple[str, str] | None:
    """The first number and unit that are two words; None where there are none."""
    for number, unit in pairwise(words):
        if unit in units and number.replace(".", "", 1).isdecimal():
            return number, unit
    return None
