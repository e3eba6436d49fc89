"""The text of a plan file: read as TOML, its faults told with what to write."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..amounts.writing import plain_text
from ..errors import KitError, harmless, quoted

LARGEST_FILE = 100_000  # bytes
EXAMPLE = 'Write an option a line, as vial = "5 mg".'


def read_toml(path: Any, name: str) -> tuple[str, dict[str, Any]]:
    """The text of the file at `path` and the table it holds; numbers with a point as text.

    Raises KitError for what can't be read, under that name.
    """
    text = _text_of(path, name)
    try:
        return text, tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise _not_toml(name, text, error) from error


def place_in(path: str, line: int | None, name: str) -> str:
    """The place of a fault: the file, and the line and name if known."""
    at = f", line {line}" if line else ""
    return f"{quoted(Path(path).name)}{at}{': ' if name else ''}{name}"


def line_of(key: str, text: str) -> int | None:
    """The line of a key, if exactly one line looks like it."""
    pattern = re.compile(rf"""\s*\[*["']?{re.escape(key)}["']?\s*[=.\]]""")
    lines = [at for at, line in enumerate(text.splitlines(), 1) if pattern.match(line)]
    return lines[0] if len(lines) == 1 else None


def _not_toml(name: str, text: str, error: ValueError | RecursionError) -> KitError:
    """What to say of a text that is not TOML, most often for want of quotes."""
    why = f"{error}"
    if isinstance(error, RecursionError):
        why = "it is nested too deeply"
    elif not isinstance(error, tomllib.TOMLDecodeError):
        why = "a number has too many digits"
    elif at := re.search("at line ([0-9]+)", why):
        line = text.split("\n")[int(at[1]) - 1]
        bare = re.fullmatch(r"\s*([\w-]+)\s*=\s*([^\s\"'\[{#][^\"'#]*?)\s*(#.*)?", line)
        if bare and not _is_toml(f"{bare[1]} = {bare[2]}"):
            message = f"{place_in(name, int(at[1]), bare[1])}: text stands in quotes."
            return KitError(message, "kit", None, f'Write {bare[1]} = "{harmless(bare[2])}".')
    return KitError(f"{place_in(name, None, '')} is not TOML: {why}.", "kit", None, EXAMPLE)


def _is_toml(line: str) -> bool:
    with suppress(ValueError):
        return bool(tomllib.loads(line))
    return False


def _without_waiting(path: str, how: int) -> int:
    """Opens a file; of a pipe it does not wait for a writer."""
    opened = os.open(path, how | getattr(os, "O_NONBLOCK", 0))
    with suppress(AttributeError):  # Windows has neither
        os.set_blocking(opened, True)
    return opened


def _text_of(path: Any, name: str) -> str:
    try:
        raw = _read(path)
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KitError(f"{place_in(name, None, '')} is not UTF-8 text.", "kit") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise KitError(f"{quoted(name)} can't be read: {why}.", "kit") from error
    if len(raw) > LARGEST_FILE:
        raise KitError(f"{quoted(name)} is larger than {LARGEST_FILE // 1000} kB.", "kit")
    return text


def _read(path: Any) -> bytes:
    """The bytes of a file, cut just above the limit; raises ValueError if it is not a file."""
    plain = plain_text(path)
    if plain == "":
        raise ValueError("it is empty")
    try:
        file_path = Path(path if plain is None else plain)
    except Exception as error:  # a foreign object's own code, if it is a path at all
        raise ValueError("it is not a path") from error
    with open(file_path, "rb", opener=_without_waiting) as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise ValueError("it is a device")
        raw = file.read(LARGEST_FILE + 1)
    if not raw and stat.S_ISFIFO(mode):
        raise ValueError("nothing is written to it")
    return raw
