"""What a flag is, and every check against what is documented, one function each.

A check returns a Flag or None. Limits themselves are inside: nothing is raised at a
limit, only beyond it. What is asked for and what is delivered are both held against
them. docs/flags.md lists every code with its limit and source; `device_flags` has the
checks against vial, barrel and pump.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

from ..amounts.exact import NONE, Fraction, decimal
from ..amounts.writing import plural, show, show_apart, show_number
from ..catalogue.codes import CODES, Severity
from ..catalogue.figures import Limits, documented_on, figures_of, made_once
from ..catalogue.model import Formulation, Range
from ..shown import in_notebooks
from ..views import field, nearest
from .request import NasalRequest, VialRequest

if TYPE_CHECKING:
    from datetime import date

_SEVERITIES = get_args(Severity)
_ORDER = {code: position for position, code in enumerate(CODES)}


@in_notebooks
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


class Raised(NamedTuple):
    """A flag as a check raises it: exact."""

    code: str
    severity: Severity
    message: str
    value: Fraction | None
    limit: Fraction | None
    unit: str | None
    source: str | None


AnyFlag = TypeVar("AnyFlag", Flag, Raised)


class FlagsField(field[tuple[Flag, ...]]):
    """The flags of a result: exact as they were raised, in Decimals as they are read."""

    make: Callable[[Any], tuple[Raised, ...]]  # type: ignore[assignment] # not yet rounded

    if TYPE_CHECKING:

        def __init__(self, make: Callable[[Any], tuple[Raised, ...]]) -> None: ...

    def value(self, result: Any) -> tuple[Flag, ...]:
        """The flags with value and limit as a result shows its amounts."""
        return tuple(map(_rounded, self.make(result)))

    def plain(self, result: Any) -> list[dict[str, Any]]:
        """The flags as JSON has them."""
        return in_json(self.make(result))


def _rounded(raised: Raised) -> Flag:
    code, severity, message, value, limit, unit, source = raised
    value_shown = None if value is None else decimal(value)
    limit_shown = None if limit is None else decimal(limit)
    return Flag(code, severity, message, value_shown, limit_shown, unit, source)


def in_json(raised: Iterable[Raised]) -> list[dict[str, Any]]:
    """Flags as JSON has them."""
    return [
        {
            "code": code,
            "severity": severity,
            "message": message,
            "value": None if value is None else nearest(value),
            "limit": None if limit is None else nearest(limit),
            "unit": unit,
            "source": source,
        }
        for code, severity, message, value, limit, unit, source in raised
    ]


class DayAsked(NamedTuple):
    """A dose and a day of it, as asked for and as delivered, and what they come from."""

    request: VialRequest | NasalRequest
    dose_mcg: Fraction
    delivered_mcg: Fraction
    daily_mcg: Fraction
    delivered_daily_mcg: Fraction
    doses_per_day: int


def flag(
    code: str, message: str, value: Fraction | None = None, limit: Fraction | None = None,
    unit: str | None = None, sources: tuple[str, ...] = (), severity: Severity | None = None,
) -> Raised:  # fmt: skip
    """A flag, by default as severe as its code."""
    cited = ", ".join(sources) or None
    return Raised(code, severity or CODES[code], message, value, limit, unit, cited)


def worst_first(flags: Iterable[AnyFlag | None]) -> tuple[AnyFlag, ...]:
    """The flags that were raised, warnings before cautions before notes."""
    raised = [each for each in flags if each is not None]
    return tuple(sorted(raised, key=_rank)) if raised else ()


def of_assumed_marks(
    raised: Iterable[Raised], on_finer: Iterable[Raised], finer_units: Fraction
) -> tuple[Raised, ...]:
    """The flags; those that marks so much finer would not raise are cautions, and say so.

    For marks that were not given: then only the tool's own choice of them is held against a dose.
    """
    remaining = {each.code for each in on_finer}
    said = f"With marks every {show(finer_units, 'units')} the draw would fall on one."
    return worst_first(
        each
        if each.code in remaining
        else each._replace(severity="caution", message=f"{each.message} {said}")
        for each in raised
    )


def _rank(raised: Flag | Raised) -> tuple[int, int]:
    return _SEVERITIES.index(raised.severity), _ORDER[raised.code]


def span(documented: Range, unit: str) -> str:
    """A range in words; "to" and no dash, which can be read as a minus.

    >>> from selank_calc import CATALOGUE
    >>> span(CATALOGUE.daily_mcg, "mcg")
    '200 to 675 mcg'
    """
    if documented.low == documented.high:
        return show(documented.low, unit) + documented.doubt
    low, high = show(documented.low, unit), show(documented.high, unit)
    number, low_unit = low.split()
    low = number if high.endswith(f" {low_unit}") else low
    return f"{low} to {high}{documented.doubt}"


def counted(documented: Range, things: str = "") -> str:
    """A range of counts in words: '1 to 3', or '3' where both ends are one."""
    low, high = show_number(documented.low), show_number(documented.high)
    return (low if low == high else f"{low} to {high}") + things + documented.doubt


# A catalogue's ranges are few, and a batch states them again and again.
@made_once
def _span_mcg(documented: Range) -> str:
    return span(documented, "mcg")


_counted = made_once(counted)


def as_delivered(value: Fraction, asked: Fraction) -> str:
    """The words that tell what is delivered from what was asked for."""
    return "" if value == asked else " as delivered"


# --- Against what is documented -------------------------------------------------------


def _is_within(asked_mcg: Fraction, delivered_mcg: Fraction, limits: Limits) -> bool:
    low, high, _documented = limits
    return low <= asked_mcg <= high and low <= delivered_mcg <= high


def _beyond(
    code: str, asked_mcg: Fraction, delivered_mcg: Fraction, limits: Limits, per: str
) -> Raised | None:
    """Beyond the end of a documented range that `code` names: `above` or `below`."""
    above = "-above-" in code
    limit = limits.high if above else limits.low
    for value in (asked_mcg, delivered_mcg):
        if value > limit if above else value < limit:
            shown = f"{show_apart(value, limit, 'mcg')} a {per}{as_delivered(value, asked_mcg)}"
            side, range_shown = "above" if above else "below", _span_mcg(limits.documented)
            message = f"{shown} is {side} the documented {range_shown} a {per}."
            return flag(code, message, value, limit, "mcg", limits.documented.sources)
    return None


def daily_outside_documented(
    asked: DayAsked, of: Formulation, window: Limits
) -> tuple[Raised | None, ...]:
    """The day's total, asked for or delivered, above or below the daily window."""
    daily_mcg, delivered_mcg = asked.daily_mcg, asked.delivered_daily_mcg
    if _is_within(daily_mcg, delivered_mcg, window):
        return ()
    above = _beyond("daily-above-documented", daily_mcg, delivered_mcg, window, "day")
    below = _beyond("daily-below-documented", daily_mcg, delivered_mcg, window, "day")
    return (
        above and _but_documented(above, asked, of, "exceed"),
        below and _but_documented(below, asked, of, "fall short of"),
    )


def _but_documented(raised: Raised, asked: DayAsked, of: Formulation, together: str) -> Raised:
    """Says so where dose and frequency are each documented, and only their product is not."""
    dose, frequency = documented_on(of).dose_mcg, documented_on(of).doses_per_day
    if (
        dose is None
        or frequency is None
        or raised.value != asked.daily_mcg  # only what is delivered is beyond it
        or not dose.low <= asked.dose_mcg <= dose.high
        or not frequency.low <= asked.doses_per_day <= frequency.high
    ):
        return raised
    cited = ", ".join(dose.documented.sources) + dose.documented.doubt
    parts = (
        f"{show(asked.dose_mcg, 'mcg')} a dose and {asked.doses_per_day} a day are each within "
        f"what is documented for {of.name} ({cited})"
    )
    return raised._replace(message=f"{raised.message} {parts}; multiplied they {together} it.")


def dose_outside_documented(asked: DayAsked, limits: Limits) -> tuple[Raised | None, ...]:
    """One dose, asked for or delivered, above or below the formulation's range."""
    dose_mcg, delivered_mcg = asked.dose_mcg, asked.delivered_mcg
    if _is_within(dose_mcg, delivered_mcg, limits):
        return ()
    return (
        unit_slip_suspected(asked, limits, "dose"),
        _beyond("dose-above-documented", dose_mcg, delivered_mcg, limits, "dose"),
        _beyond("dose-below-documented", dose_mcg, delivered_mcg, limits, "dose"),
    )


def frequency_outside_documented(doses_per_day: int, limits: Limits | None) -> Raised | None:
    """More or fewer doses a day than documented for the formulation."""
    if limits is None or limits.documented.unconfirmed:
        return None
    if limits.low <= doses_per_day <= limits.high:
        return None
    limit = limits.low if doses_per_day < limits.low else limits.high
    doses = "dose a day is" if doses_per_day == 1 else "doses a day are"
    shown = _counted(limits.documented)
    message = f"{doses_per_day} {doses} outside the documented {shown} a day."
    return flag(
        "frequency-outside-documented", message, Fraction(doses_per_day), limit, "per day",
        limits.documented.sources,
    )  # fmt: skip


def no_documented_range(formulation: Formulation) -> Raised:
    """No dose is documented for the formulation at all."""
    studies = [each for each in formulation.statements if each.about == "trials"]
    message = f"No dose is documented for {formulation.name}."
    if not studies:
        return flag("no-documented-range", message)
    message = f"No dose is documented for {formulation.name}: {studies[0].text}."
    return flag("no-documented-range", message, sources=studies[0].sources)


# What was most likely done, by the factor that leads back into the documented range.
_SLIPS = {
    1000: ("mg written for mcg", "mcg written for mg"),
    10: ("decimal point one place too far right", "decimal point one place too far left"),
    100: ("decimal point two places too far right", "decimal point two places too far left"),
    1_000_000: ("g written for mcg", "mcg written for g"),
}


def unit_slip_suspected(asked: DayAsked, limits: Limits, per: str) -> Raised | None:
    """Above a documented range and ten times its bottom or more, or below it likewise.

    So a tenth, ten times, a hundredth and so on would be inside, or the amount is further
    off than ten times. `per` is "dose", or "day" where the formulation has no documented
    dose, or an unconfirmed one, and the day's total is held against the daily window.
    """
    of_a_day = per == "day"
    amount_mcg = asked.daily_mcg if of_a_day else asked.dose_mcg
    delivered_mcg = asked.delivered_daily_mcg if of_a_day else asked.delivered_mcg
    low, high, documented = limits
    for value in (amount_mcg, delivered_mcg):
        above, limit = value > high, low * 10 if value > high else high / 10
        if low <= value <= high or (value < limit if above else value > limit):
            continue
        factor, beside = _slip_factor(value, limits), show(high if above else low, "mcg")
        size = show_number(value / high if above else low / value)
        times = f"{size} times" if above else f"1/{size} of"
        shown = f"{show(value, 'mcg')} a {per}{as_delivered(value, amount_mcg)}"
        message = f"{shown} is {times} the documented {beside}"
        if low <= amount_mcg <= high:
            typed = _typed(asked.request, "and")
            message += f"; {show(amount_mcg, 'mcg')} is within the range; check {typed}"
        elif not amount_mcg / 2 <= value <= amount_mcg * 2:  # no slip of the dose alone
            message += f"; check {_typed(asked.request, 'and', 'the dose')}"
        elif factor is None and asked.request.dose_mcg is None:
            message += f"; check {_typed(asked.request, 'and')}"
        elif factor is None:
            message += "; check the unit and the decimal point"
        else:
            meant_mcg = value / factor if above else value * factor
            likely = f"likely slip: {_SLIPS[factor][0 if above else 1]}"
            if asked.request.dose_mcg is None:
                likely = f"likely slip of {show_number(Fraction(factor))} in "
                likely += _typed(asked.request, "or")
            message += f"; {likely} ({show(meant_mcg, 'mcg')} is within the range)"
        sources = documented.sources
        return flag("unit-slip-suspected", f"{message}.", value, limit, "mcg", sources)
    return None


def _slip_factor(value_mcg: Fraction, limits: Limits) -> int | None:
    """The factor by which the amount would be inside the range."""
    above = value_mcg > limits.high
    for factor in _SLIPS:
        meant_mcg = value_mcg / factor if above else value_mcg * factor
        if limits.low <= meant_mcg <= limits.high:
            return factor
    return None


def _typed(request: VialRequest | NasalRequest, last: str, *first: str) -> str:
    """What was given beside the dose: 'the vial, the diluent and the draw'."""
    drawn = f"number of {request.words.many}" if isinstance(request, NasalRequest) else "draw"
    is_assumed = "strength" in request.asked.assumed
    typed = [*first] + [
        f"the {name}"
        for name, amount in (
            ("vial", request.vial_mcg),
            ("diluent", request.diluent_ml),
            ("strength", None if is_assumed else request.strength_mcg_per_ml),
            (drawn, request.draw_ml),
        )
        if amount is not None
    ]
    if isinstance(request, NasalRequest) and request.words.volume not in request.asked.assumed:
        typed.append(f"the {request.words.one} volume")
    *others, final = typed or ["the dose"]  # of a bottle bought ready
    return f"{', '.join(others)} {last} {final}" if others else final


def above_own_limit(asked: DayAsked) -> tuple[Raised | None, ...]:
    """One dose or a day, asked for or delivered, above the limit that the user gave."""
    of = asked.request.asked
    return (
        _above_own("dose", (asked.dose_mcg, asked.delivered_mcg), of.limit_mcg),
        _above_own("day", (asked.daily_mcg, asked.delivered_daily_mcg), of.limit_day_mcg),
    )


def _above_own(
    per: str, values: tuple[Fraction, Fraction], limit: Fraction | None
) -> Raised | None:
    for value in values:
        if limit is not None and value > limit:
            shown = f"{show_apart(value, limit, 'mcg')} a {per}{as_delivered(value, values[0])}"
            message = f"{shown} is above your limit of {show(limit, 'mcg')}."
            return flag("above-own-limit", message, value, limit, "mcg")
    return None


def after_expiry(expires: "date", day: "date", done: str) -> Raised | None:
    """What was `done` on that day with a vial or bottle is after its printed expiry."""
    days = (day - expires).days
    if days <= 0:
        return None
    message = f"{done} on {day}, {plural(days, 'day')} after the expiry, {expires}."
    return flag("after-expiry", message, Fraction(days), NONE, "days")


def against_documented(asked: DayAsked) -> tuple[Raised | None, ...]:
    """Checks shared by every formulation, and those against the user's own limits."""
    of = asked.request.asked.of
    documented, window = documented_on(of), figures_of(asked.request.asked.catalogue).daily_mcg
    of_dose: tuple[Raised | None, ...]
    if documented.dose_mcg is None:
        of_dose = unit_slip_suspected(asked, window, "day"), no_documented_range(of)
    elif documented.dose_mcg.documented.unconfirmed:
        of_dose = (unit_slip_suspected(asked, window, "day"),)
    else:
        of_dose = dose_outside_documented(asked, documented.dose_mcg)
    return (
        *above_own_limit(asked),
        *of_dose,
        *daily_outside_documented(asked, of, window),
        frequency_outside_documented(asked.doses_per_day, documented.doses_per_day),
    )
