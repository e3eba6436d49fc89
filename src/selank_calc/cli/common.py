"""What the commands share: the catalogue they use, and how they print."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..frozen_catalogue import CATALOGUE

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..catalogue import Catalogue

CatalogueOption = Annotated[
    str | None,
    typer.Option(
        "--catalogue",
        metavar="FILE",
        envvar="SELANK_CALC_CATALOGUE",
        help="Use this YAML file in place of what the tool has documented.",
    ),
]


def catalogue_from(path: str | None) -> Catalogue:
    """The catalogue of that file, or the package's own."""
    if not path:
        return CATALOGUE
    from ..schema import load_catalogue  # loads pydantic and YAML

    return load_catalogue(path)


def complete_formulation(incomplete: str) -> list[str]:
    """Ids and aliases that begin with what was typed."""
    names = [name for each in CATALOGUE.formulations for name in (each.id, *each.aliases)]
    return [name for name in names if name.startswith(incomplete.lower())]


def print_text(text: str) -> None:
    """Text for people, on a terminal that may not have every character."""
    _use_what_the_terminal_has()
    print(text)


def print_rich(renderable: RenderableType) -> None:
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
