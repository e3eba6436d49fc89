"""Prints the man page, from the commands themselves: `uv run python docs/man_page.py`.

`selank-calc.1` beside this file is what it printed last; a test checks that it is not stale.
"""

import inspect
import re

from typer.main import get_command

from selank_calc import __version__
from selank_calc.cli.app import app
from selank_calc.cli.help import names_and_value, paragraphs_of, shown_of

EXIT_CODES = """\
0 done; 1 an input could not be read to its end, the output could not be written, a row of a
batch failed, or a record of check differs; 2 bad input, or a file
that is there already; 3 with --strict, done and a flag is a warning; 130 interrupted."""
NAME = "selank-calc"


def escaped(text: str) -> str:
    """Text that roff prints as it stands."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", plain, flags=re.M)


def paragraphs(help_text: str) -> list[str]:
    """What a command says of itself; its examples are lines of their own."""
    lines = []
    for paragraph, is_example in paragraphs_of(help_text):
        shown = escaped(paragraph)
        lines += [".PP", *([".EX", shown, ".EE"] if is_example else [shown])]
    return lines[1:]  # the heading has begun the first one


def parameter(of) -> list[str]:
    """An option or argument, what stands for its value, and its help."""
    names, value = names_and_value(of)
    shown = ", ".join(f"\\fB{escaped(name)}\\fR" for name in names)
    shown += f" \\fI{escaped(value)}\\fR" if value else ""
    return [".TP", shown.strip(), escaped(" ".join((of.help or "").split()))]


def command(name: str, of) -> list[str]:
    lines = [f".SS {NAME} {name}", *paragraphs(of.help)]
    for each in shown_of(of.params):
        lines += parameter(each)
    return lines


def man_page() -> str:
    """The page as roff."""
    group = get_command(app)
    context = group.make_context(NAME, [], resilient_parsing=True)
    lines = [
        f'.TH SELANK\\-CALC 1 "" "{NAME} {__version__}"',
        ".SH NAME",
        f"{NAME} \\- {escaped(inspect.cleandoc(group.help).splitlines()[0].rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {NAME}",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        *paragraphs(group.help),
        ".SH OPTIONS",
        *(line for each in group.params for line in parameter(each)),
        *parameter(group.get_help_option(context)),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(context):
        lines += command(name, group.get_command(context, name))
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
