"""Every check against what is documented or physically possible, one function each.

A check returns a Flag or None. Limits themselves are inside: nothing is raised at a
limit, only beyond it. What is asked for and what is delivered are both held against
them. docs/flags.md lists every code with its limit and source.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from .exact import multiply, quotient
from .quantities import show, show_apart, show_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalogue import Catalogue, Formulation, Range, Syringe

Severity: TypeAlias = Literal["warning", "caution", "note"]
_WORST_FIRST = ("warning", "caution", "note")

# In the order in which flags of one severity are shown.
CODES: dict[str, Severity] = {
    "unit-slip-suspected": "warning",
    "dose-exceeds-vial": "warning",
    "draw-exceeds-syringe": "warning",
    "dose-below-one-spray": "warning",
    "no-documented-range": "warning",
    "daily-above-documented": "warning",
    "daily-below-documented": "warning",
    "dose-above-documented": "warning",
    "dose-below-documented": "warning",
    "frequency-outside-documented": "caution",
    "sprays-not-whole": "caution",
}


class Flag(NamedTuple):
    """Something to know before using the numbers it stands beside.

    `value` and `limit` are in `unit`; `source` names the documents of the limit, and
    is None where the limit is arithmetic or the barrel itself.
    """

    code: str
    severity: Severity
    message: str
    value: Decimal | None
    limit: Decimal | None
    unit: str | None
    source: str | None


def _flag(
    code: str, message: str, value: Decimal | None = None, limit: Decimal | None = None,
    unit: str | None = None, documented: Range | None = None,
) -> Flag:  # fmt: skip
    source = ", ".join(documented.sources) if documented else None
    return Flag(code, CODES[code], message, value, limit, unit, source)


def worst_first(flags: Iterable[Flag | None]) -> tuple[Flag, ...]:
    """Those that were raised, warnings before cautions before notes."""
    raised = [flag for flag in flags if flag is not None]
    return tuple(sorted(raised, key=lambda flag: _WORST_FIRST.index(flag.severity)))


def span(documented: Range, unit: str) -> str:
    """A range in words; "to" and no dash, which can be read as a minus.

    >>> from selank_calc import CATALOGUE
    >>> span(CATALOGUE.daily_mcg, "mcg")
    '200 to 675 mcg'
    """
    if documented.low == documented.high:
        return show(documented.low, unit)
    low, high = show(documented.low, unit), show(documented.high, unit)
    number, low_unit = low.split(" ", 1)
    return f"{number} to {high}" if high.endswith(f" {low_unit}") else f"{low} to {high}"


def counted(documented: Range) -> str:
    """A range of counts in words: '1 to 3', or '3' where both ends are one."""
    low, high = show_number(documented.low), show_number(documented.high)
    return low if low == high else f"{low} to {high}"


def _as_delivered(value: Decimal, asked: Decimal) -> str:
    return "" if value == asked else " as delivered"


# --- Against what is documented -------------------------------------------------------


def _beyond(
    code: str, asked_mcg: Decimal, delivered_mcg: Decimal, documented: Range, per: str
) -> Flag | None:
    """Beyond the end of a documented range that `code` names: `above` or `below`."""
    above = "-above-" in code
    limit = documented.high if above else documented.low
    for value in (asked_mcg, delivered_mcg):
        if value > limit if above else value < limit:
            shown = show_apart(value, limit, "mcg") + _as_delivered(value, asked_mcg)
            side, range_shown = "above" if above else "below", span(documented, "mcg")
            message = f"{shown} a {per} is {side} the documented {range_shown} a {per}."
            return _flag(code, message, value, limit, "mcg", documented)
    return None


def daily_above_documented(
    daily_mcg: Decimal, delivered_daily_mcg: Decimal, window: Range, parts: str | None
) -> Flag | None:
    """The day's total, asked for or delivered, above the daily window.

    `parts` says which documented ranges the dose and the frequency each lie within,
    if both do: then it is the product of two documented figures that is not.
    """
    flag = _beyond("daily-above-documented", daily_mcg, delivered_daily_mcg, window, "day")
    return _but_documented(flag, parts, "exceed")


def daily_below_documented(
    daily_mcg: Decimal, delivered_daily_mcg: Decimal, window: Range, parts: str | None
) -> Flag | None:
    """The day's total, asked for or delivered, below the daily window; `parts` as above."""
    flag = _beyond("daily-below-documented", daily_mcg, delivered_daily_mcg, window, "day")
    return _but_documented(flag, parts, "fall short of")


def _but_documented(flag: Flag | None, parts: str | None, together: str) -> Flag | None:
    if flag is None or parts is None:
        return flag
    return flag._replace(message=f"{flag.message} {parts}; multiplied they {together} it.")


def dose_above_documented(
    dose_mcg: Decimal, delivered_mcg: Decimal, documented: Range | None
) -> Flag | None:
    """One dose, asked for or delivered, above the formulation's range, if it has one."""
    if documented is None:
        return None
    return _beyond("dose-above-documented", dose_mcg, delivered_mcg, documented, "dose")


def dose_below_documented(
    dose_mcg: Decimal, delivered_mcg: Decimal, documented: Range | None
) -> Flag | None:
    """One dose, asked for or delivered, below the formulation's range, if it has one."""
    if documented is None:
        return None
    return _beyond("dose-below-documented", dose_mcg, delivered_mcg, documented, "dose")


def frequency_outside_documented(doses_per_day: int, formulation: Formulation) -> Flag | None:
    """More or fewer doses a day than documented for the formulation."""
    documented = formulation.doses_per_day
    if documented is None or documented.low <= doses_per_day <= documented.high:
        return None
    value = Decimal(doses_per_day)
    limit = documented.low if value < documented.low else documented.high
    doses = "dose a day is" if doses_per_day == 1 else "doses a day are"
    message = f"{doses_per_day} {doses} outside the documented {counted(documented)} a day."
    return _flag("frequency-outside-documented", message, value, limit, "per day", documented)


def no_documented_range(formulation: Formulation) -> Flag | None:
    """A formulation for which no dose is documented at all."""
    if formulation.dose_mcg is not None:
        return None
    studies = [each for each in formulation.statements if each.about == "trials"]
    message = f"No dose is documented for {formulation.name}."
    if not studies:
        return _flag("no-documented-range", message)
    message = f"No dose is documented for {formulation.name}: {studies[0].text}."
    return Flag(
        "no-documented-range", CODES["no-documented-range"], message, None, None, None,
        ", ".join(studies[0].sources),
    )  # fmt: skip


# What was most likely done, by the factor that leads back into the documented range.
_SLIPS = {
    Decimal(1000): ("mg written for mcg", "mcg written for mg"),
    Decimal(10): ("decimal point one place too far right", "decimal point one place too far left"),
    Decimal(100): (
        "decimal point two places too far right",
        "decimal point two places too far left",
    ),
    Decimal(1_000_000): ("g written for mcg", "mcg written for g"),
}


def unit_slip_suspected(
    amount_mcg: Decimal, delivered_mcg: Decimal, documented: Range, per: str
) -> Flag | None:
    """Ten times a documented range or more, or a tenth of it or less.

    `per` is "dose", or "day" where the formulation has no documented dose and the
    day's total is held against the daily window.
    """
    ten_times_high = multiply(documented.high, Decimal(10))
    tenth_of_low = multiply(documented.low, Decimal("0.1"))
    for value in (amount_mcg, delivered_mcg):
        if value >= ten_times_high:
            limit, above = ten_times_high, True
            size = f"{show_number(quotient(value, documented.high))} times"
            beside = show(documented.high, "mcg")
        elif value <= tenth_of_low:
            limit, above = tenth_of_low, False
            size = f"1/{show_number(quotient(documented.low, value))} of"
            beside = show(documented.low, "mcg")
        else:
            continue
        shown = show(value, "mcg") + _as_delivered(value, amount_mcg)
        slip = _likely_slip(value, documented, above=above)
        message = f"{shown} a {per} is {size} the documented {beside}; {slip}."
        return _flag("unit-slip-suspected", message, value, limit, "mcg", documented)
    return None


def _likely_slip(value_mcg: Decimal, documented: Range, *, above: bool) -> str:
    for factor, (too_much, too_little) in _SLIPS.items():
        meant_mcg = quotient(value_mcg, factor) if above else multiply(value_mcg, factor)
        if documented.low <= meant_mcg <= documented.high:
            slip = too_much if above else too_little
            return f"likely slip: {slip} ({show(meant_mcg, 'mcg')} is within the range)"
    return "check the unit and the decimal point"


def against_documented(
    formulation: Formulation,
    catalogue: Catalogue,
    dose_mcg: Decimal,
    delivered_mcg: Decimal,
    doses_per_day: int,
) -> tuple[Flag | None, ...]:
    """All checks that every formulation shares."""
    daily_mcg = multiply(dose_mcg, Decimal(doses_per_day))
    delivered_daily_mcg = multiply(delivered_mcg, Decimal(doses_per_day))
    dose, frequency, window = formulation.dose_mcg, formulation.doses_per_day, catalogue.daily_mcg
    if dose is None:
        slip = unit_slip_suspected(daily_mcg, delivered_daily_mcg, window, "day")
    else:
        slip = unit_slip_suspected(dose_mcg, delivered_mcg, dose, "dose")
    parts = None
    if (
        dose is not None
        and frequency is not None
        and dose.low <= dose_mcg <= dose.high
        and frequency.low <= doses_per_day <= frequency.high
    ):
        parts = (
            f"{show(dose_mcg, 'mcg')} a dose and {doses_per_day} a day are each within what is "
            f"documented for {formulation.name} ({', '.join(dose.sources)})"
        )
    return (
        slip,
        no_documented_range(formulation),
        daily_above_documented(daily_mcg, delivered_daily_mcg, window, parts),
        daily_below_documented(daily_mcg, delivered_daily_mcg, window, parts),
        dose_above_documented(dose_mcg, delivered_mcg, dose),
        dose_below_documented(dose_mcg, delivered_mcg, dose),
        frequency_outside_documented(doses_per_day, formulation),
    )


# --- Against what is possible ---------------------------------------------------------


def dose_exceeds_vial(dose_mcg: Decimal, vial_mcg: Decimal) -> Flag | None:
    """One dose holds more than the whole vial."""
    if dose_mcg <= vial_mcg:
        return None
    shown = show_apart(dose_mcg, vial_mcg, "mcg")
    message = f"A dose of {shown} is more than the whole vial, {show(vial_mcg, 'mcg')}."
    return _flag("dose-exceeds-vial", message, dose_mcg, vial_mcg, "mcg")


def draw_exceeds_syringe(draw_units: Decimal, syringe: Syringe, *, fits: bool) -> Flag | None:
    """The draw is more than the barrel holds; `fits` is decided exactly by the caller."""
    if fits:
        return None
    capacity_units = multiply(syringe.capacity_ml, syringe.units_per_ml)
    drawn = show_apart(draw_units, capacity_units, "units")
    barrel = f"{show(syringe.capacity_ml, 'mL')} {syringe.scale} syringe"
    holds = show(capacity_units, "units")
    message = f"A draw of {drawn} does not fit a {barrel}, which holds {holds}."
    return _flag("draw-exceeds-syringe", message, draw_units, capacity_units, "units")


def sprays_not_whole(
    dose_mcg: Decimal, spray_mcg: Decimal, sprays_per_dose: int, delivered_mcg: Decimal
) -> Flag | None:
    """The dose lies between two counts of sprays, so what is delivered is not the dose."""
    if dose_mcg == delivered_mcg or dose_mcg < spray_mcg:
        return None
    sprays = quotient(dose_mcg, spray_mcg)
    limit = Decimal(sprays_per_dose)
    shown = show_apart(sprays, limit, "sprays")
    message = (
        f"{show_apart(dose_mcg, delivered_mcg, 'mcg')} is {shown} of {show(spray_mcg, 'mcg')}; "
        f"{counted_sprays(sprays_per_dose)} deliver{'s' if sprays_per_dose == 1 else ''} "
        f"{show(delivered_mcg, 'mcg')}."
    )
    return _flag("sprays-not-whole", message, sprays, limit, "sprays")


def dose_below_one_spray(dose_mcg: Decimal, spray_mcg: Decimal) -> Flag | None:
    """The dose is less than the least a pump can deliver."""
    if dose_mcg >= spray_mcg:
        return None
    shown = show_apart(dose_mcg, spray_mcg, "mcg")
    message = f"{shown} is less than one spray, which delivers {show(spray_mcg, 'mcg')}."
    return _flag("dose-below-one-spray", message, dose_mcg, spray_mcg, "mcg")


def counted_sprays(count: int) -> str:
    """'1 spray', '2 sprays'."""
    return "1 spray" if count == 1 else f"{count} sprays"
