"""The Typer app: its commands, one file each, and the options of `selank-calc` itself."""

import os
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .. import __version__
from ..errors import MissingInputError, SelankCalcError, either, harmless, quoted
from .common import BAD_INPUT, a_person_is_there, say
from .short import in_long, refuse_behind
from .straight import COMPLETION, command, stand_apart

# A command is a function of the module with its name.
COMMANDS = (
    "dose",
    "diluent",
    "course",
    "label",
    "chart",
    "convert",
    "check",
    "batch",
    "schema",
    "formulations",
    "flags",
)
NAME = "selank-calc"
_OF_A_DOSE = ("dose", "course", "label", "chart")  # whose amounts all have options
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


class _Command(TyperCommand):
    """A command that takes each option once, and amounts in one piece; its help is short."""

    def get_help(self, ctx: Any) -> str:
        from .help import help_of

        return help_of(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        # However it was spelt: --format=csv, -f selank, -fselank.
        _values, unnamed, given = self.make_parser(ctx).parse_args(args=list(args))
        for option in given:
            if given.count(option) > 1 and not option.multiple:
                # The last would win without a word.
                names = " or ".join(each for each in option.opts if each.startswith("--"))
                raise typer.TyperException(f"{names} is given more than once.")
        if apart := stand_apart(args):
            number, unit = apart
            hint = f'Write "{number} {unit}" in quotes.'
            raise typer.TyperException(f"{number} and {unit} stand apart. {hint}")
        if unnamed and self.name in _OF_A_DOSE and not ctx.resilient_parsing:
            refuse_behind(self.name, unnamed, [each for each in args if each not in unnamed])
        rest = super().parse_args(ctx, args)
        if ctx.params.get("kit") is not None and not ctx.resilient_parsing:
            from .kit import taken_in

            ctx.params |= taken_in(ctx.params, [f"{each.name}" for each in given])
        return rest


class _Commands(TyperGroup):
    """Loads a command when it is called: the options of the others take milliseconds."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # For its lists of names.
        self.commands = dict.fromkeys((*COMMANDS, "help"), TyperCommand(None))

    def get_help(self, ctx: Any) -> str:
        from .help import help_of

        return help_of(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:  # of a line that a shell completes
            with suppress(SelankCalcError):
                args = in_long(args).words
        first, equals, value = args[0].partition("=") if args else ("", "", "")
        if first == "help":
            args = [*args[1:], "--help"]
        elif first.startswith("-") and not ctx.resilient_parsing:
            option = first if first.startswith("--") else first[:2]
            known = next((each for each in self.get_params(ctx) if option in each.opts), None)
            if known is None:
                self._refuse_if_of_a_command(ctx, option, args)
            elif option.endswith("-completion") and (equals or args[1:]):
                self._complete_in(ctx, known, value if equals else args[1])
        return super().parse_args(ctx, args)

    def _refuse_if_of_a_command(self, ctx: Any, option: str, args: list[str]) -> None:
        """Raises MissingInputError, with the corrected line, for an option of a command."""
        from .lines import typed

        named = [each for each in args if each in COMMANDS][:1]
        for name in (*named, *COMMANDS):
            if any(option in each.opts for each in self.get_command(ctx, name).params):
                rest = [each for each in args if each not in named]
                line = harmless(typed(["selank-calc", name, *rest]))
                message = f"{option} is an option of {name}, and no command is named."
                hint = f"Write: {line}\nHelp: selank-calc {name} --help"
                raise MissingInputError(message, None, None, hint)

    def _complete_in(self, ctx: Any, option: Any, shell: str) -> None:
        """Does what the option does for the shell it runs in, for a shell that is named."""
        if shell not in SHELLS:
            message = f"{option.opts[0]}: {quoted(shell)} is not a shell known here."
            ctx.fail(f"{message} Write {either(SHELLS)}.")
        option.callback(ctx, option, shell)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name == "help":  # which `parse_args` makes an option of
            return TyperCommand("help", help="The same as --help, of the command named after it.")
        if cmd_name not in COMMANDS:
            return None
        from .options import with_its_options

        one = typer.Typer(add_completion=False)
        one.command(cmd_name, cls=_Command)(with_its_options(cmd_name, command(cmd_name)))
        return get_command(one)


app: typer.Typer = typer.Typer(
    name=NAME,
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
    """Dose arithmetic for Selank: what to draw from a vial, or how many sprays or drops.

    It shows what is documented beside every result, and recommends no dose. Without a command
    it asks a few questions at a terminal.

    selank-calc

    selank-calc 5mg/2mL 250mcg

    selank-calc dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"

    selank-calc help dose
    """
    if context.invoked_subcommand is not None:
        return
    if not a_person_is_there():
        print(context.get_help())
        return
    from .guided import guided

    guided()


def run(words: list[str]) -> int:
    """Run the app on these words: the exit code."""
    if COMPLETION in os.environ:
        # Typer breaks what it says of a word at the terminal's width, and fish then offers the
        # rest of the sentence as another word.
        os.environ["COLUMNS"] = "1000"
    try:
        code: int = app(args=words, prog_name=NAME, standalone_mode=False)
    except typer.TyperException as error:
        message = " ".join(error.format_message().split())
        # From 0.29 on, Typer validates with pydantic, which adds these words.
        say(f"{message.replace('Value error, ', '')}\n{_where_help_is(words)}")
        return BAD_INPUT
    return code


def _where_help_is(words: list[str]) -> str:
    """Names the help of the command that was called, or of `selank-calc`."""
    called = [each for each in words[:1] if each in COMMANDS]
    return f"Help: {' '.join([NAME, *called, '--help'])}"
