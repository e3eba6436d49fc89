"""Checks of the text of a catalogue, which reaches terminals, files and pages unchanged."""

from __future__ import annotations

import re
from unicodedata import category, normalize

LONGEST_TEXT = 300
# Printable to Python, and yet nothing to see: fillers, joiners, selectors of variants (what
# Unicode calls Default_Ignorable_Code_Point), and the blank of Braille.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def fault_of(text: str) -> str | None:
    """The fault of a text of a catalogue, or None.

    >>> fault_of("Selank (TP-7)"), fault_of(" "), fault_of("\\x1b[31mred")
    (None, 'is blank', "has a character that can't be printed")
    """
    if len(text) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters"
    if not text.isprintable():  # no escape codes, no tricks of direction
        return "has a character that can't be printed"
    if not any(category(each)[0] in "LNPS" for each in _INVISIBLE.sub("", text)):
        return "is blank"
    if _INVISIBLE.search(text):
        return "has a character that can't be seen"
    return "begins or ends with a space" if text != text.strip() else None


def looks(text: str) -> str:
    """A form that is the same for texts that differ only in case, blanks or encoding.

    >>> looks("N-Acetyl  Selank") == looks("n-acetyl selank")
    True
    """
    return " ".join(normalize("NFKC", text).casefold().split())
