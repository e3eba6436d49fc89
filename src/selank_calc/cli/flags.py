"""`selank-calc flags`: what can be flagged, all of it or one flag with what to do about it."""

from typing import Annotated

import typer

from .. import flag_kinds
from ..errors import UnknownNameError
from .common import catalogue_from, print_rich
from .completion import complete_flag
from .options import CatalogueOption, JsonOption


def flags(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="The code of a flag; without one, all are listed.",
            autocompletion=complete_flag,
        ),
    ] = None,
    as_json: JsonOption = False,
    catalogue: CatalogueOption = None,
) -> None:
    """What can be flagged: limits, their sources, and what to do.

    selank-calc flags

    selank-calc flags between-marks
    """
    known = catalogue_from(catalogue)
    try:
        kinds = flag_kinds.flags(code, catalogue=known)
    except UnknownNameError as error:
        # Here the code is an argument: there is no option --code to speak of.
        raise error.again(None, error.text) from error
    if as_json:
        from ..output.records import as_json as json_text

        records = [each.as_dict() for each in kinds]
        print(json_text({"flags": records} if code is None else records[0]))
        return
    from ..output.flag_table import flag_table, flags_table

    print_rich(flags_table(kinds) if code is None else flag_table(kinds[0], known))
