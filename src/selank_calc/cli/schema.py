"""`selank-calc schema`: the JSON Schema of what is read and of what comes out."""

from typing import Annotated

import typer

from ..batches.schemas import NAMES
from ..batches.schemas import schema as schema_of
from ..errors import UnknownNameError
from ..output.records import as_json


def schema(
    of: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=f"{', '.join(NAMES[:-1])} or {NAMES[-1]}.",
            autocompletion=lambda incomplete: [n for n in NAMES if n.startswith(incomplete)],
        ),
    ],
) -> None:
    """A JSON Schema, with the UCUM code of every unit.

    selank-calc schema row

    selank-calc schema result > result.schema.json
    """
    try:
        print(as_json(schema_of(of)))
    except UnknownNameError as error:
        # Here the name is an argument, not an option --of.
        raise error.again(None, error.text) from error
