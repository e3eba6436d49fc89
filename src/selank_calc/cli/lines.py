"""Lines for a terminal: broken between words, never between a number and its unit."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import textwrap

NARROWEST, WIDEST = 20, 100  # longer lines are hard to read
_GOES_ON = " \\"
_TIE = "\u00a0"
_PARTED = re.compile(
    r"(?<=[0-9]) (?=(?:mcg|mg|mL|kg|units?|sprays?|drops?|days|to [0-9])\b|%)|(?<= to) (?=[0-9])"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BEFORE_A_VALUE = re.compile(r"(?<= )(--?[a-z-]+) (?!-)")
_NEEDS_NO_QUOTES = re.compile(r"[\w%+,./:=@-]+", re.ASCII)


def width() -> int:
    """How many characters a line may have on this terminal."""
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """`text` in lines: the first begins with `first`, the others with `rest`, as long."""
    lines = textwrap.wrap(
        _PARTED.sub(_TIE, text),
        width(),
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [line.replace(_TIE, " ") for line in lines]


def wrapped_command(line: str, indent: str) -> list[str]:
    """A command in lines that a shell takes as one; no option is parted from its value."""
    if os.name == "nt":  # whose shells know no backslash at the end of a line
        return [indent + line]
    tied = _QUOTED.sub(lambda match: match[0].replace(" ", _TIE), line)
    tied = _BEFORE_A_VALUE.sub(rf"\1{_TIE}", tied)
    lines = textwrap.wrap(
        tied,
        width() - len(indent) - len(_GOES_ON),
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return f"{_GOES_ON}\n".join(indent + line for line in lines).replace(_TIE, " ").splitlines()


def typed(words: list[str]) -> str:
    """These words as they are typed into a shell.

    >>> print(typed(["selank-calc", "dose", "--vial", "5 mg"]))
    selank-calc dose --vial "5 mg"
    """
    return " ".join(map(_as_typed, words))


def _as_typed(word: str) -> str:
    if _NEEDS_NO_QUOTES.fullmatch(word):
        return word
    return f'"{word}"' if _NEEDS_NO_QUOTES.fullmatch(word.replace(" ", "")) else shlex.quote(word)
