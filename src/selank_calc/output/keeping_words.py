"""Until when what was opened is used, in words. Own words are ASCII only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dosing.keeping import water

if TYPE_CHECKING:
    from datetime import date

    from ..dosing.keeping import Keeping

_EXTENDED = "usp-797"  # is for a maker's container


# Once it is dissolved, in any diluent; the source is `overview`.
REFRIGERATED, SAYS_SO = "Keep in the refrigerator", "overview"


def made_with(keeps: Keeping, assumed: tuple[str, ...]) -> str:
    """' made with saline', or ' if made with bacteriostatic water' where that was assumed."""
    if keeps.kind is None:
        return ""
    return f"{' if' if 'diluent_kind' in assumed else ''} made with {water(keeps.kind)}"


def discard_said(keeps: Keeping, on: date | None, assumed: tuple[str, ...]) -> str:
    """The line of a label: when to discard it, with the diluent that decides it."""
    if on is None:
        return "Discard by the maker's date"
    if keeps.expires is not None and on > keeps.expires:
        return f"Discard {on}: expires {keeps.expires}"
    if keeps.kind is None:
        return f"Discard {on}"
    if keeps.is_at_once:
        return f"{water(keeps.kind).capitalize()}: {keeps.words}"
    if "diluent_kind" in assumed:
        return f"Discard {on}{made_with(keeps, assumed) if keeps.is_assumed else ''}"
    where = ", in the refrigerator" if keeps.usual is not keeps.limit and keeps.is_assumed else ""
    return f"Discard {on} ({water(keeps.kind)}{where})"


def keeping_assumed(keeps: Keeping, assumed: tuple[str, ...]) -> list[str]:
    """What was assumed of it, in few words."""
    if keeps.is_assumed and not keeps.is_at_once:
        is_assumed = "diluent_kind" in assumed
        made = made_with(keeps, assumed) if is_assumed else f" ({water(keeps.kind)})"
        return [f"kept {_days(keeps)}{made}"]
    return [water(keeps.kind)] if "diluent_kind" in assumed else []


def keeping_said(keeps: Keeping, assumed: tuple[str, ...]) -> list[str]:
    """Where the discard date comes from, or why there is none."""
    made = made_with(keeps, assumed)
    if keeps.expires is not None:
        days = keeping_said(keeps._replace(expires=None), assumed) if keeps.days else []
        return [
            *days,
            f"discarded the day after the printed expiry, {keeps.expires}, if not before",
        ]
    if keeps.days is None:
        return ["no discard date: what is bought ready has its maker's, and none is on file"]
    discarded = f"discarded {_days(keeps)} after it is opened"
    if keeps.usual is None or not keeps.is_assumed:
        return [f"{discarded}, as given{made and ','}{made}"]
    sources = f"({', '.join(keeps.usual.sources)})"
    if keeps.is_at_once:
        return [f"{made.lstrip()}, without a preservative: {keeps.words} {sources}"]
    rule = "a convention on sterility"
    if _EXTENDED in keeps.usual.sources:
        rule += f", for a powder dissolved at home an extension of {_EXTENDED}"
    said = f"{discarded}, in the refrigerator,{made} {sources}: {rule}"
    return [f"{said}; nothing is published on how Selank keeps"]


def _days(keeps: Keeping) -> str:
    return f"{keeps.days} day{'' if keeps.days == 1 else 's'}"
