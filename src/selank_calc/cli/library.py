"""`load_kit()`: a plan file for calls in Python."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, Literal

import selank_calc

from ..dosing.arguments import DoseArguments
from ..errors import UnknownNameError, quoted
from .app import options_of_a_kit
from .common import catalogue_from, with_water
from .kit import COMMANDS, read_kit


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

    >>> import tempfile, pathlib
    >>> from selank_calc import dose
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mine.toml")
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
    kit = read_kit(path, options_of_a_kit())
    names = inspect.signature(getattr(selank_calc, function)).parameters
    own = [*DoseArguments.__annotations__, *names] if "dose_arguments" in names else [*names]
    kit = kit.beside(given, [*own, "bac_water", "water"])
    values = {name: each.value for name, each in kit.values.items()}
    if "catalogue" in values:
        values["catalogue"] = catalogue_from(values["catalogue"])
    return with_water(values) | given
