"""Options that were pasted: editors and web pages make a dash of two hyphens."""

from __future__ import annotations

from unicodedata import category

from ..errors import UnknownNameError, harmless, quoted
from .frozen_options import OPTIONS

_MINUS = "\u2212"
# Options that the frozen table does not have.
_OTHERS = {
    "--help", "--help-all", "-h", "--version", "--install-completion", "--show-completion",
    "--column", "--fields", "--jobs", "--keep", "--output", "-o", "--stop-on-error", "--yaml",
}  # fmt: skip


def refuse_dashes(words: list[str]) -> None:
    """Raises UnknownNameError, with the line to write, for an option that begins with a dash."""
    written = [_with_hyphens(word) for word in words]
    if written != words:
        from .lines import typed

        wrong = next(old for old, new in zip(words, written, strict=True) if old != new)
        line = harmless(typed(["selank-calc", *written]))
        message = f"{quoted(wrong)} begins with a dash, and options begin with hyphens."
        raise UnknownNameError(message, None, None, f"Write: {line}")


def _with_hyphens(word: str) -> str:
    """The option that a word is meant to be; any other word as it is."""
    count = next((at for at, each in enumerate(word) if not _is_dash(each)), len(word))
    if word[:count].isascii():
        return word
    name, equals, value = word[count:].partition("=")
    option = ("-" if len(name) == 1 else "--") + name
    known = _OTHERS.union(*(options for _words, options, _usual in OPTIONS.values()))
    return option + equals + value if option in known else word


def _is_dash(character: str) -> bool:
    return character == _MINUS or category(character) == "Pd"
