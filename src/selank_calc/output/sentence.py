"""A result in one sentence: what `print` shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..dosing.flags import Flag

LONGEST = 160  # characters
_CUT = "..."


def sentence(headlines: Sequence[str], flags: Sequence[Flag]) -> str:
    """The headline, and the codes of the flags or that there are none.

    >>> sentence(("Draw 10 units = 0.1 mL = 250 mcg",), ())
    'Draw 10 units = 0.1 mL = 250 mcg; no flags'
    """
    first, *others = headlines
    codes = [flag.code for flag in flags]
    for said in (codes, codes[:1], []):
        more = [f"{len(codes) - len(said)} more"] if said and len(said) < len(codes) else []
        raised = ", ".join(said + more) or f"{len(codes) or 'no'} flags"
        for lines in ((first, *others), (first,)):
            if len(text := "; ".join([*lines, raised])) <= LONGEST:
                return text
    return f"{first[: LONGEST - len(_CUT) - len(raised) - 2]}{_CUT}; {raised}"
