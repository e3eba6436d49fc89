"""Numbers of days, as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..amounts.days import bounded
from ..amounts.writing import as_text, text_of
from ..errors import OutOfBoundsError, quoted
from .asked import count

if TYPE_CHECKING:
    from typing import Any

LONGEST_DAYS = 3653  # ten years, three of them leap years
_DAYS = re.compile(r"\s*([0-9]{1,6})\s*[dD](?:ays?)?\s*")


def read_days(value: Any, field: str, least: int, most: int = LONGEST_DAYS) -> int:
    """A number of days from `least` to `most`, with the word, its first letter or neither.

    Raises OutOfBoundsError for anything else.

    >>> read_days("10d", "days", 1, 90), read_days("10 days", "days", 1, 90)
    (10, 10)
    """
    match = _DAYS.fullmatch(bounded(text_of(value)))
    try:
        return count(match[1] if match else value, field, least, most)
    except OutOfBoundsError as error:
        message = f"{quoted(as_text(value))} is not a number of days from {least} to {most}."
        hint = "Write for example 10 or 10d."
        raise OutOfBoundsError(message, field, as_text(value), hint) from error


def is_days(value: Any) -> bool:
    """True if it is written like a number of days."""
    text = as_text(value)
    return text.strip().isdecimal() or _DAYS.fullmatch(bounded(text)) is not None


def read_beyond_use(value: Any) -> int | None:
    """After how many days a vial or bottle is discarded; None where that was not given."""
    return None if value is None else read_days(value, "beyond_use", 1)
