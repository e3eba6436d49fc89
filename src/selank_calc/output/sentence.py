"""A result in one sentence: what `print` shows of it, and a dose in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.writing import about
from .summary import headlines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..dosing.flags import Flag
    from ..dosing.results import Dose

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


def dose_line(result: Dose) -> str:
    """A dose in one line, with the codes of all its flags.

    >>> from selank_calc import dose
    >>> dose_line(dose(vial="5 mg", diluent="2 mL", dose="250 mcg"))
    '10 units (0.3 mL U-100) = 0.1 mL = 250 mcg; 250 mcg a day; no flags'
    """
    times = result.doses_per_day
    day = f"{about(result.delivered_daily_mcg, 'mcg')} a day"
    day += f" in {times} doses" if times > 1 else ""
    # A limit of a dose and one of a day have one code.
    raised = ", ".join(dict.fromkeys(flag.code for flag in result.flags)) or "no flags"
    headlines = [*headlines_of(result, in_line=True)]
    if result.solved_for in ("sprays", "drops") and result.error_percent:
        # Flags may concern the dose asked for, which the headline shows only if both were given.
        headlines.append(f"{about(result.dose_mcg, 'mcg')} asked")
    return "; ".join([*headlines, day, raised])
