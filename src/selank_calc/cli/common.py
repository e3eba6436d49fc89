"""What the commands share: the catalogue they use, and how they print for people."""

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from ..frozen_catalogue import CATALOGUE

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..catalogue import Catalogue


NARROWEST = 20


def catalogue_from(path: str | None) -> "Catalogue":
    """The catalogue of that file, or the package's own."""
    if path is None:
        return CATALOGUE
    from ..schema import load_catalogue  # loads pydantic and YAML

    return load_catalogue(path)


def print_rich(renderable: "RenderableType") -> None:
    """A Rich rendering, in ASCII where the terminal has no Unicode."""
    from rich.console import Console

    console = Console(highlight=False)
    # Some terminals report no width at all, and Rich then prints nothing.
    console.width = max(console.width, NARROWEST)
    console.print(renderable)


def print_exactly(text: str) -> None:
    """Text for programs and files: UTF-8, whatever the terminal has."""
    _reconfigure(sys.stdout, "utf-8", "strict")
    print(text, end="")


def use_what_the_terminal_has() -> None:
    """ASCII in the C locale, and no failure on what an encoding lacks."""
    # Python speaks UTF-8 in the C locale, whose terminals do not.
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG")
    encoding = "ascii" if locale in ("C", "POSIX") else None
    _reconfigure(sys.stdout, encoding, "replace")
    _reconfigure(sys.stderr, encoding, "backslashreplace")


def _reconfigure(stream: TextIO, encoding: str | None, errors: str) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors=errors)
