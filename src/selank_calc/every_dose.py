"""What every dose comes to, whatever the device: totals, mcg/kg, and what is documented."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from . import flags
from .exact import Ratio, comparable, divided, multiply, quotient, subtract

if TYPE_CHECKING:
    from typing import Any

    from .asked import Asked
    from .flags import Flag
    from .reconstitution import SolvedFor
    from .results import Undivided

_NONE = Decimal(0)
_HUNDRED = Decimal(100)


class Delivered(NamedTuple):
    """One dose: asked for, delivered, and how wrong the second can be."""

    dose_mcg: Ratio
    delivered_mcg: Ratio
    error_percent: Decimal
    low_mcg: Decimal
    high_mcg: Decimal


def error_percent(delivered: Decimal, asked: Decimal) -> Decimal:
    """How much more or less is delivered than was asked, both in units of the same size.

    >>> from decimal import Decimal as D
    >>> error_percent(D(7), D("7.5")), error_percent(D(10), D(10))
    (Decimal('-6.666666666666666666666666667'), Decimal('0'))
    """
    off = subtract(delivered, asked)
    return quotient(multiply(off, _HUNDRED), asked) if off else _NONE


def fields_of_every_dose(
    asked: Asked,
    solved_for: SolvedFor | None,
    undivided: Undivided,
    dose: Delivered,
    assumed: tuple[str, ...],
    possible: tuple[Flag | None, ...],
) -> dict[str, Any]:
    """The fields of `results.Dose`; `possible` are the checks of the device."""
    of, times = asked.of, Decimal(asked.doses_per_day)
    daily_mcg = _times(dose.dose_mcg, times)
    delivered_daily_mcg = _times(dose.delivered_mcg, times)
    day = flags.DayAsked(
        comparable(dose.dose_mcg), comparable(dose.delivered_mcg),
        comparable(daily_mcg), comparable(delivered_daily_mcg), asked.doses_per_day,
    )  # fmt: skip
    documented = flags.against_documented(day, of, asked.catalogue)
    return {
        "given": of,
        "catalogue": asked.catalogue,
        "undivided": undivided,
        "formulation": of.id,
        "name": of.name,
        "route": of.route,
        "solved_for": solved_for,
        "concentration_mcg_per_ml": divided(undivided.mcg_per_ml),
        "dose_mcg": divided(dose.dose_mcg),
        "doses_per_day": asked.doses_per_day,
        "daily_mcg": divided(daily_mcg),
        "delivered_mcg": divided(dose.delivered_mcg),
        "delivered_daily_mcg": divided(delivered_daily_mcg),
        "error_percent": dose.error_percent,
        "low_mcg": dose.low_mcg,
        "high_mcg": dose.high_mcg,
        "dose_mcg_per_kg": _per_kg(dose.dose_mcg, asked.weight_kg),
        "daily_mcg_per_kg": _per_kg(daily_mcg, asked.weight_kg),
        "content_percent": asked.content_percent,
        "displacement_ml": asked.displacement_ml,
        "vial_error_percent": asked.vial_error_percent,
        "diluent_error_percent": asked.diluent_error_percent,
        "assumed": (*asked.assumed, *assumed),
        "flags": flags.worst_first((*documented, *possible)),
    }


def _times(ratio: Ratio, times: Decimal) -> Ratio:
    return Ratio(multiply(ratio.numerator, times), ratio.denominator)


def _per_kg(amount: Ratio, weight_kg: Decimal | None) -> Decimal | None:
    if weight_kg is None:
        return None
    return quotient(amount.numerator, multiply(amount.denominator, weight_kg))
