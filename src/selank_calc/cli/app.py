"""The Typer app: its commands, one file each, and the options of `selank-calc` itself."""

from importlib import import_module
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .. import __version__
from ..amounts.frozen_units import UNITS
from .common import a_person_is_there

# A command is a function of the module with its name.
COMMANDS = ("dose", "diluent", "course", "label", "convert", "batch", "schema", "formulations")


class _Command(TyperCommand):
    """A command that takes each option once, and amounts in one piece."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        # However it was spelt: --format=csv, -f selank, -fselank.
        _values, _rest, given = self.make_parser(ctx).parse_args(args=list(args))
        for option in given:
            if given.count(option) > 1 and not option.multiple:
                # The last would win without a word.
                raise typer.TyperException(f"{max(option.opts, key=len)} is given more than once.")
        for number, unit in pairwise(args):
            if unit in UNITS and number.replace(".", "", 1).isdecimal():
                hint = f'Write "{number} {unit}" in quotes.'
                raise typer.TyperException(f"{number} and {unit} stand apart. {hint}")
        return super().parse_args(ctx, args)


class _Commands(TyperGroup):
    """Loads a command when it is called: the options of the others take milliseconds."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS, TyperCommand(None))  # for its lists of names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{cmd_name}", __package__)
        one = typer.Typer(add_completion=False)
        one.command(cmd_name, cls=_Command)(getattr(module, cmd_name))
        return get_command(one)


app = typer.Typer(
    name="selank-calc",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


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

    What is documented stands beside every result; nothing is recommended. Without a command,
    a few questions are asked at a terminal.
    """
    if context.invoked_subcommand is not None:
        return
    if not a_person_is_there():
        print(context.get_help())
        return
    from .guided import guided

    guided()
