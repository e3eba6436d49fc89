"""`selank-calc check`: calculates a record again."""

import json
from typing import Annotated, Any

import typer

from .. import __version__
from ..errors import harmless
from ..output.lines import Lines, columns
from .common import catalogue_from, print_rich
from .options import CatalogueOption
from .record import differences, hash_of, read_record

DIFFERS = 1
_MOST_ROWS = 20
_LONGEST_NAME, _LONGEST_VALUE = 60, 30  # characters


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="What --record wrote, or - for standard input.", show_default=False
        ),
    ],
    catalogue: CatalogueOption = None,
) -> int:
    """Calculate a record again, and say what differs.

    The exit code is 0 if every figure and flag agrees, 1 if not, and 2 for what is not a record.

    selank-calc check dose.json
    """
    known = catalogue_from(catalogue)
    record = read_record(file)
    found = differences(file, record, known)
    name = f"Record {_shown(record['id'])} of {record['command']}"
    if not found:
        print(f"{name}: every figure and flag agrees.")
    else:
        print(f"{name}: {len(found)} {'value differs' if len(found) == 1 else 'values differ'}.")
        rows = [
            (_cut(each.name, _LONGEST_NAME), _shown(each.recorded), _shown(each.calculated))
            for each in found[:_MOST_ROWS]
        ]
        table = (("What", "Recorded", "Calculated"), rows)
        print_rich(
            Lines(
                lambda drawing: [line for block in columns(*table, drawing.width) for line in block]
            )
        )
        if len(found) > len(rows):
            print(f" and {len(found) - len(rows)} more")
    if record["version"] != __version__:
        print(f"Version {_shown(record['version'])} made it; this is {__version__}.")
    if record["catalogue"] != hash_of(known):
        named = "" if catalogue else " Name it with --catalogue."
        print(f"It was made with another catalogue.{named}")
    return DIFFERS if found else 0


def _shown(value: Any) -> str:
    """A value in a cell; of a flag how bad it is."""
    if isinstance(value, dict) and isinstance(value.get("severity"), str):
        value = value["severity"]
    return _cut(value if isinstance(value, str) else json.dumps(value), _LONGEST_VALUE)


def _cut(text: str, longest: int) -> str:
    """A text of a record, which may come from anybody."""
    return harmless(text if len(text) <= longest else f"{text[:longest]}...")
