"""`selank-calc schema`: the JSON Schema of what is read and of what comes out."""

from typing import Annotated

import typer

from ..batches.schemas import NAMES
from ..batches.schemas import schema as schema_of
from ..errors import UnknownNameError, either
from ..output.records import as_json
from .common import catalogue_from
from .options import CatalogueOption, KeepOption


def schema(
    of: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=f"{either(NAMES)}.",
            autocompletion=lambda incomplete: [n for n in NAMES if n.startswith(incomplete)],
        ),
    ],
    keep: KeepOption = None,
    catalogue: CatalogueOption = None,
) -> None:
    """A JSON Schema, with the UCUM code of every unit.

    selank-calc schema row

    selank-calc schema result > result.schema.json

    Of a row: with the columns to keep, and the formulations and syringes of a catalogue.
    """
    try:
        print(as_json(schema_of(of, keep=keep or (), catalogue=catalogue_from(catalogue))))
    except UnknownNameError as error:
        # Here the name is an argument, not an option --of.
        raise error.again(None, error.text) from error
