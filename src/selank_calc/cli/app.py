"""The Typer app: its commands, one file each, and the options of `selank-calc` itself."""

from typing import Annotated

import typer

from .. import __version__
from .dose import dose
from .formulations import formulations

app = typer.Typer(
    name="selank-calc",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command()(dose)
app.command()(formulations)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"selank-calc {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def selank_calc(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback prints
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Dose arithmetic for Selank: what to draw from a vial, or how many sprays.

    What is documented stands beside every result; nothing is recommended.
    """
    if context.invoked_subcommand is None:
        print(context.get_help())
