"""A result as a row: what was asked for, where it is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..amounts.foreign import items_of
from ..amounts.reading import bare_number
from ..amounts.writing import as_text
from .columns import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Every result has them, whatever was asked for.
OF_A_RESULT = frozenset(("solved_for", "delivered_mcg"))
_CHOSEN = {"doses_per_day": "per_day"}
# Results always have these; with these values they change nothing.
_CHANGES_NOTHING = {
    "content_percent": 100, "displacement_ml": 0, "vial_error_percent": 0,
    "diluent_error_percent": 0, "dead_space_ml": 0, "residual_ml": 0, "priming_sprays": 0,
}  # fmt: skip


def is_result(names: Iterable[str]) -> bool:
    """True if a row of these names is the answer to one."""
    return not OF_A_RESULT.isdisjoint(names)


def asked_for(result: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked for where that was the result, in names of a row; what is kept stays.

    >>> asked_for({"solved_for": "draw", "vial_mcg": 5000, "draw_ml": 0.1, "assumed": "scale"})
    {'vial_mcg': 5000}
    """
    found = {name: each for name, each in result.items() if each not in (None, "")}
    chosen = found.pop("assumed", None) or []
    listed = chosen.split("; ") if isinstance(chosen, str) else chosen
    # A list, or its text in CSV; a person may have written anything.
    chosen = [each for each in items_of(listed, len(KNOWN)) or [] if isinstance(each, str)]
    solved_for = as_text(found.pop("solved_for", None))
    if isinstance(found.get("syringe"), dict):
        parts = found.pop("syringe").items()
        found.update((f"syringe_{part}", each) for part, each in parts)
    without = {solved_for, *(_CHOSEN.get(each, each) for each in chosen)}
    if solved_for == "diluent" and "strength" in chosen:
        without |= {"sprays", "drops"}  # of the dose, or the dose of them: one says both
    concentration = found.pop("concentration_mcg_per_ml", None)
    if "vial_mcg" in found:
        found.pop("volume_ml", None)
    elif concentration is not None:
        found["strength_mcg_per_ml"] = concentration
    if "draw_ml" in found:
        found.pop("draw_units", None)
    per_kg = bare_number(found.pop("dose_mcg_per_kg", None))
    dose = bare_number(found.get("dose_mcg"))
    if dose and per_kg and float(per_kg):  # the weight is not in a result
        found["weight_kg"] = f"{float(dose) / float(per_kg):.12g}"
    for name, number in _CHANGES_NOTHING.items():
        text = bare_number(found.get(name))
        if text is not None and float(text) == number:
            del found[name]
    known = {name: KNOWN.get(f"{name}".replace(".", "_")) for name in found}  # `syringe.scale`, too
    return {
        name: each
        for name, each in found.items()
        if (column := known[name]) is None or column.name not in without
    }
