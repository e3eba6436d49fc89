"""Prints the man page, from the commands themselves: `uv run python docs/man_page.py`.

`selank-calc.1` beside this file is what it printed last; a test checks that it is not stale.
"""

import inspect
import re
from itertools import groupby

from typer.main import get_command

from selank_calc import __version__
from selank_calc.cli.app import COMMANDS, app

EXIT_CODES = """\
0 done; 1 an input could not be read to its end, the output could not be written, or a row of a
batch failed; 2 bad input, or a file
that is there already; 3 with --strict, done and a flag is a warning; 130 interrupted."""
NAME = "selank-calc"


def escaped(text: str) -> str:
    """Text that roff prints as it stands."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", plain, flags=re.M)


def paragraphs(help_text: str) -> list[str]:
    """What a command says of itself; its examples are lines of their own."""
    lines = []
    for paragraph in inspect.cleandoc(help_text).split("\n\n"):
        shown = escaped(" ".join(paragraph.split()))
        is_example = paragraph.startswith((NAME, "echo"))
        lines += [".PP", *([".EX", shown, ".EE"] if is_example else [shown])]
    return lines


def option(parameter) -> list[str]:
    names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in sorted(parameter.opts, key=len))
    value = parameter.metavar or "|".join(getattr(parameter.type, "choices", ()))
    value = "" if parameter.is_flag else f" \\fI{escaped(value)}\\fR"
    return [".TP", names + value, escaped(" ".join((parameter.help or "").split()))]


def argument(parameter) -> list[str]:
    return [".TP", f"\\fI{escaped(parameter.metavar)}\\fR", escaped(parameter.help or "")]


def command(name: str, of) -> list[str]:
    lines = [f".SS {NAME} {name}", *paragraphs(of.help)]
    kinds = groupby(of.params, key=lambda each: each.param_type_name)
    for kind, parameters in kinds:
        for each in parameters:
            lines += argument(each) if kind == "argument" else option(each)
    return lines


def man_page() -> str:
    """The page as roff."""
    group = get_command(app)
    lines = [
        f'.TH SELANK\\-CALC 1 "" "{NAME} {__version__}"',
        ".SH NAME",
        f"{NAME} \\- {escaped(inspect.cleandoc(group.help).splitlines()[0].rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {NAME}",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        *paragraphs(group.help),
        ".SH COMMANDS",
    ]
    for name in COMMANDS:
        lines += command(name, group.get_command(None, name))
    lines += [".SH EXIT STATUS", escaped(" ".join(EXIT_CODES.split()))]
    lines += [
        ".SH ENVIRONMENT",
        ".TP",
        "\\fBSELANK_CALC_CATALOGUE\\fR",
        "A catalogue file to use in place of what the tool has documented.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(man_page(), end="")
