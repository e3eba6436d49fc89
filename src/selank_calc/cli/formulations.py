"""`selank-calc formulations`: what is documented, on all of them or on one."""

from typing import Annotated

import typer

from ..catalogue import documented
from ..errors import ConflictingInputError, UnknownNameError
from .common import catalogue_from, print_exactly, print_rich
from .completion import complete_formulation
from .options import CatalogueOption, JsonOption


def formulations(
    context: typer.Context,
    formulation: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="An id or alias; without one, all are listed.",
            autocompletion=complete_formulation,
        ),
    ] = None,
    as_json: JsonOption = False,
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="Print the catalogue file, as a start for your own.")
    ] = False,
    catalogue: CatalogueOption = None,
) -> None:
    """The documented figures, of all formulations or of one.

    selank-calc formulations

    selank-calc formulations n-acetyl-selank-amidate
    """
    if as_yaml:
        # A catalogue that the environment names was not asked for here, and is passed over.
        source = context.get_parameter_source("catalogue")
        asked = source is not None and source.name == "COMMANDLINE"
        if as_json or formulation is not None or asked:
            message = "--yaml prints the whole file that comes with the tool."
            raise ConflictingInputError(
                message, None, None, "Leave out the other options and the id."
            )
        from ..catalogue.file import default_catalogue_text

        print_exactly(default_catalogue_text())
        return
    known = catalogue_from(catalogue)
    of = None
    if formulation is not None:
        try:
            (of,) = documented.formulations(formulation, catalogue=known)
        except UnknownNameError as error:
            # Here the name is an argument, not an option --formulation.
            raise error.again(None, error.text) from error
    if as_json:
        from ..output.records import as_json as json_text
        from ..output.records import catalogue_record, formulation_record

        print(json_text(formulation_record(of, known) if of else catalogue_record(known)))
        return
    from ..output.documented import formulation_table, formulations_table

    print_rich(formulation_table(of, known) if of else formulations_table(known))
