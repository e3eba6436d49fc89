"""What the commands share: the catalogue they use, and how they print for people."""

import os
import sys
from typing import TYPE_CHECKING

from ..frozen_catalogue import CATALOGUE

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..catalogue import Catalogue


def catalogue_from(path: str | None) -> "Catalogue":
    """The catalogue of that file, or the package's own."""
    if not path:
        return CATALOGUE
    from ..schema import load_catalogue  # loads pydantic and YAML

    return load_catalogue(path)


def print_text(text: str) -> None:
    """Text for people, on a terminal that may not have every character."""
    _use_what_the_terminal_has()
    print(text)


def print_rich(renderable: "RenderableType") -> None:
    """A Rich rendering, in ASCII where the terminal has no Unicode."""
    from rich.console import Console

    _use_what_the_terminal_has()
    Console(highlight=False).print(renderable)


def _use_what_the_terminal_has() -> None:
    # Python speaks UTF-8 in the C locale, whose terminals do not.
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG")
    encoding = "ascii" if locale in ("C", "POSIX") else None
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=encoding, errors="replace")
