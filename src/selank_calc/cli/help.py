"""What `--help` and `--help-all` print: examples first, then the options, in groups.

An option without a panel is an everyday one. `--help` explains those and names the others.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from .lines import width, wrapped, wrapped_command

if TYPE_CHECKING:
    from collections.abc import Iterable

    Rows = Iterable[tuple[str, str]]

_NARROW = 60  # below, what explains an option stands under it
_LONGEST_LABEL = 26


def help_of(command: Any, context: Any, *, everything: bool = False) -> str:
    """The help of a command, or of `selank-calc` itself."""
    lines = [*_usage(command, context), *_about(command.help)]
    if hasattr(command, "list_commands"):
        lines += ["", "Commands:", *_rows(_commands(command, context))]
    lines += _options(command, context, everything=everything)
    return _coloured(lines)


def paragraphs_of(text: str) -> list[tuple[str, bool]]:
    """The paragraphs of a command's docstring, each with whether it is an example."""
    paragraphs = [" ".join(each.split()) for each in inspect.cleandoc(text).split("\n\n")]
    return [(each, each.startswith(("selank-calc", "echo"))) for each in paragraphs]


def shown_of(parameters: Iterable[Any]) -> list[Any]:
    """Without other names of what is there already."""
    return [each for each in parameters if not getattr(each, "hidden", False)]


def names_and_value(parameter: Any) -> tuple[list[str], str]:
    """The names of an option or argument, a short one first, and its placeholder for a value."""
    value = parameter.metavar
    if parameter.param_type_name == "argument":
        return [], value
    return sorted(parameter.opts, key=_is_long), "" if parameter.is_flag else value


def _is_long(name: str) -> bool:
    return name.startswith("--")


def _usage(command: Any, context: Any) -> list[str]:
    pieces = [context.command_path, *command.collect_usage_pieces(context)]
    return wrapped(" ".join(pieces), "Usage: ")


def _about(text: str) -> list[str]:
    """A blank line before every paragraph, and one before all examples together."""
    lines, was_example = [], False
    for paragraph, is_example in paragraphs_of(text):
        if not (is_example and was_example):
            lines.append("")
        lines += wrapped_command(paragraph, "  ") if is_example else wrapped(paragraph)
        was_example = is_example
    return lines


def _commands(group: Any, context: Any) -> Rows:
    for name in group.list_commands(context):
        yield name, paragraphs_of(group.get_command(context, name).help)[0][0]


def _options(command: Any, context: Any, *, everything: bool) -> list[str]:
    groups: dict[str | None, list[Any]] = {None: []}
    for parameter in shown_of(command.get_params(context)):
        groups.setdefault(parameter.rich_help_panel, []).append(parameter)
    lines = ["", "Options:", *_rows(map(_row, groups.pop(None)))]
    if everything:
        for name, parameters in groups.items():
            lines += ["", f"{name}:", *_rows(map(_row, parameters))]
    elif groups:
        named = ((f"{name}:", _names(parameters)) for name, parameters in groups.items())
        lines += ["", "More options, which --help-all explains:", *_rows(named)]
    return lines


def _row(parameter: Any) -> tuple[str, str]:
    names, value = names_and_value(parameter)
    return " ".join([", ".join(names), value]).strip(), parameter.help or ""


def _names(parameters: list[Any]) -> str:
    return ", ".join(next(filter(_is_long, each.opts)) for each in parameters)


def _rows(rows: Rows) -> list[str]:
    """Labels at the left and what explains them beside them, or under them."""
    rows = list(rows)
    column = min(max(len(label) for label, _text in rows), _LONGEST_LABEL)
    lines = []
    for label, text in rows:
        if width() >= _NARROW and len(label) <= column:
            lines += wrapped(text, f"  {label:{column}}  ", " " * (column + 4))
        else:
            indent = " " * (column + 4 if width() >= _NARROW else 6)
            lines += [f"  {label}", *wrapped(text, indent)]
    return lines


def _coloured(lines: list[str]) -> str:
    """The lines as this terminal shows them, the names of options set off."""
    text = Text("\n".join(lines))
    text.highlight_regex(r"(?<![\w-])--?[a-z][a-z-]*", "bold cyan")
    text.highlight_regex(r"(?m)^[A-Z][A-Za-z -]*:$", "bold")
    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(text, soft_wrap=True, end="")
    return captured.get()
