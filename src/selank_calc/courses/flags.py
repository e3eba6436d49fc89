"""Every check of a course, one function each: its length, its steps and its vials.

A check returns a Flag or None. What a dose of it raises is raised by `dose()`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..amounts.exact import HUNDRED, NONE, Fraction
from ..amounts.writing import about, plural, show_apart
from ..dosing.flags import counted, flag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..catalogue.model import Formulation, Range
    from ..dosing.flags import Raised
    from ..dosing.keeping import Keeping
    from .dates import SkippedTime
    from .openings import Opened

MOST_TIMES_THE_STEP_BEFORE = Fraction(2)
LOW_USE_PERCENT = Fraction(20)


def course_longer_than_documented(days: int, of: Formulation) -> Raised | None:
    """One course has more days than the longest documented."""
    documented = of.course_days
    if documented is None or documented.unconfirmed or days <= documented.high:
        return None
    message = f"{days} days are longer than the documented course of {_days(documented)}."
    return flag(
        "course-longer-than-documented", message, Fraction(days), Fraction(documented.high), "days",
        documented.sources,
    )  # fmt: skip


def break_shorter_than_documented(courses: int, break_days: int, of: Formulation) -> Raised | None:
    """Between courses lie fewer days than the shortest break documented."""
    documented = of.break_days
    if documented is None or documented.unconfirmed or courses == 1:
        return None
    if break_days >= documented.low:
        return None
    days = plural(break_days, "day")
    message = f"A break of {days} is shorter than the documented {_days(documented)}."
    return flag(
        "break-shorter-than-documented", message, Fraction(break_days), Fraction(documented.low),
        "days", documented.sources,
    )  # fmt: skip


def _days(documented: Range) -> str:
    return f"{counted(documented)} day{'' if documented.high == 1 else 's'}"


def time_skipped(skipped: Sequence[SkippedTime], timezone: str) -> Raised | None:
    """The clocks of the zone skip the time of a dose.

    The first that then falls on another dose is named, or else the first.
    """
    if not skipped:
        return None
    wanted, shown, is_another = next((each for each in skipped if each.is_another), skipped[0])
    at = f"{shown:%H:%M}" if shown.date() == wanted.date() else f"{shown:%H:%M on %Y-%m-%d}"
    together = f", together with the dose of {shown:%H:%M}" if is_another else ""
    message = (
        f"{timezone} has no {wanted:%H:%M} on {wanted:%Y-%m-%d}, when its clocks are set forward: "
        f"a calendar file has that dose at {at}{together}, since calendar programs move or drop "
        "a time that does not exist"
    )
    others = len(skipped) - 1
    if others:
        message += f"; {plural(others, 'other dose')} likewise"
    return flag("time-skipped", f"{message}.", Fraction(len(skipped)), NONE, "doses")


def step_change(doses_mcg: Sequence[Fraction]) -> Raised | None:
    """A step is more than twice the one before it; the largest such change is named."""
    most = MOST_TIMES_THE_STEP_BEFORE
    rises = [(after / before, before, after) for before, after in pairwise(doses_mcg)]
    factor, before_mcg, after_mcg = max(rises, default=(most, NONE, NONE), key=lambda rise: rise[0])
    if factor <= most:
        return None
    message = (
        f"A step goes from {about(before_mcg, 'mcg')} to "
        f"{show_apart(after_mcg, before_mcg, 'mcg')}, "
        f"{show_apart(factor, most, 'times').removesuffix(' times')} times the dose before it."
    )
    return flag("step-change", message, factor, most, "times")


def after_expiry(days: Sequence[date], doses_a_day: int, expires: date | None) -> Raised | None:
    """Doses are planned after the last day of use that is printed."""
    after = [] if expires is None else [day for day in days if day > expires]
    if not after:
        return None
    count = len(after) * doses_a_day
    message = (
        f"{count} dose{' is' if count == 1 else 's are'} planned after the expiry, {expires}: "
        f"from {after[0]} on."
    )
    return flag("after-expiry", message, Fraction(count), NONE, "doses")


def beyond_use(opened: Sequence[Opened], is_vial: bool, keeping: Keeping) -> Raised | None:
    """A vial or bottle still holds whole doses on the day it has to be discarded.

    Not one from which doses are planned after its expiry.
    """
    outlasting = [
        (number, each)
        for number, each in enumerate(opened, 1)
        if each.outlasted and each.discard_on and each.last_dose < each.discard_on
    ]
    if not outlasting:
        return None
    number, first = outlasting[0]
    after = "the day after its expiry"
    if keeping.days is not None and keeping.discard(first.opened).by != "expiry":
        after = f"{plural(keeping.days, 'day')} after it was opened"
    doses = f"{plural(first.outlasted, 'dose')} {'is' if first.outlasted == 1 else 'are'}"
    message = (
        f"{'Vial' if is_vial else 'Bottle'} {number} is to be discarded on {first.discard_on}, "
        f"{after}, when {doses} left in it"
    )
    others = len(outlasting) - 1
    if others:
        message += f"; {plural(others, 'other')} likewise"
    return flag("beyond-use", f"{message}.", Fraction(first.outlasted), NONE, "doses")


def low_use(unused_mcg: Fraction, opened_mcg: Fraction) -> Raised | None:
    """More than a fifth of what was opened is discarded or lost."""
    percent = unused_mcg / opened_mcg * HUNDRED
    if percent <= LOW_USE_PERCENT:
        return None
    message = (
        f"{about(unused_mcg, 'mcg')}, {show_apart(percent, LOW_USE_PERCENT, '%')} of what is "
        "opened, is discarded or lost."
    )
    return flag("low-use", message, percent, LOW_USE_PERCENT, "%")
