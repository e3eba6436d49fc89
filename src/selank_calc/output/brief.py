"""A dose on one screen: the amounts that matter, and what was assumed in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.exact import Fraction
from ..amounts.writing import about, plural, show, show_exactly
from ..catalogue.model import NASAL
from ..dosing.flags import counted, span
from ..dosing.results import Drops, Mark, SprayDose, VialDose
from .summary import (
    NOT_DOCUMENTED,
    Page,
    Row,
    body_mass,
    bottle_said,
    checked,
    expires_said,
    headlines_of,
    is_pure,
    made_of,
    nostrils_said,
    one_spray,
    other_figures,
    own_limits,
    titled,
    vial_lasts,
    within_tolerance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ..catalogue.model import Formulation
    from ..dosing.results import Dose, Sprays

_STAR = "*"


def dose_page(result: Dose) -> Page:
    """A dose on one screen."""
    assumed = [*other_figures(result.catalogue), *_assumed(result)]
    rows = (*_rows(result), *_of_device(result), *most_a_day(result))
    return Page(titled(result), headlines_of(result), rows, listed(assumed, rows), result.flags)


def listed(assumed: Iterable[str], rows: Iterable[Row] = ()) -> str:
    """The assumptions in one line, with a star if a row has one."""
    said = ", ".join(assumed)
    star = f"{_STAR} " if any(_STAR in row.label + row.text for row in rows) else ""
    return f"{star}Assumed: {said}." if said else ""


def starred(text: str, name: str, assumed: tuple[str, ...]) -> str:
    """The text, with a star if what it says was not given."""
    return text + _STAR if name in assumed else text


def _rows(result: Dose) -> Iterator[Row]:
    asked, delivered = result.dose_mcg, result.delivered_mcg
    of = result.given
    yield Row("Dose", _apart(asked, delivered, result), dose_on_record(of))
    yield day_row(result, _apart(result.daily_mcg, result.delivered_daily_mcg, result))
    yield from own_limits(result)
    yield from body_mass(result)
    yield from expires_said(result)


def dose_on_record(of: Formulation) -> str:
    """The documented range of a dose."""
    return span(of.dose_mcg, "mcg") if of.dose_mcg else NOT_DOCUMENTED


def day_row(result: Dose, amounts: str) -> Row:
    """A day of doses beside the documented total and the documented number of doses."""
    count = f"Day, {plural(result.doses_per_day, 'dose')}"
    documented, frequency = span(result.catalogue.daily_mcg, "mcg"), result.given.doses_per_day
    is_known = frequency is not None and not frequency.unconfirmed
    if frequency and is_known and not result.error_percent:  # beside two amounts there is no room
        documented += f" in {counted(frequency)} dose{'' if frequency.high == 1 else 's'}"
    return Row(starred(count, "doses_per_day", result.assumed), amounts, documented)


def most_a_day(result: Dose) -> Iterator[Row]:
    """Where the doses a day are assumed: what the most documented would come to."""
    frequency, window = result.given.doses_per_day, result.catalogue.daily_mcg
    if "doses_per_day" not in result.assumed or frequency is None:
        return
    most = int(frequency.high)
    if most <= result.doses_per_day or result.daily_mcg > window.high:
        return  # more of what is too much says nothing new
    asked_mcg, delivered_mcg = result.solution.dose_mcg * most, result.device.delivered_mcg * most
    low, high = Fraction(window.low), Fraction(window.high)
    # As the flags of a day have it: what was asked for, unless only what is delivered is outside.
    daily_mcg = delivered_mcg if low <= asked_mcg <= high else asked_mcg
    side = "below" if daily_mcg < low else "above" if daily_mcg > high else "within"
    yield Row(f"At {most} a day", f"{about(daily_mcg, 'mcg')}, {side} the documented")


def _apart(asked_mcg: Decimal, delivered_mcg: Decimal, result: Dose) -> str:
    """What was asked for, and what is delivered where that is another amount."""
    asked, delivered = about(asked_mcg, "mcg"), about(delivered_mcg, "mcg")
    if asked_mcg == delivered_mcg:
        return asked
    if result.solved_for == "dose":
        return f"{asked}, {delivered} at the mark"
    how = result.device.words.delivered if isinstance(result, SprayDose) else "drawn"
    return f"{asked} asked, {delivered} {how}"


def _of_device(result: Dose) -> Iterator[Row]:
    if isinstance(result, VialDose):
        yield from checked(result)
        yield Row("Solution", solution(result))
        yield Row("Within tolerance", within_tolerance(result))
        marks = [each for each in (result.below, result.above) if each]
        if marks:
            off = result.mark_units != result.draw_units
            yield Row("Marks beside" if off else "One mark off", _beside(marks))
        if said := vial_lasts(result):
            yield Row("Vial holds", said)
    elif isinstance(result, SprayDose):
        yield from checked(result)
        yield one_spray(result)._replace(documented="")
        if result.vial_mcg is not None:
            yield Row("Solution", solution(result))
        yield Row("Within tolerance", within_tolerance(result))
        counts = [each for each in (result.below, result.above) if each]
        if counts:
            yield Row("Counts beside", _beside(counts))
        yield Row("Nostrils", nostrils_said(result.sprays_per_dose))
        if bottle := bottle_said(result):
            yield Row("Bottle holds", starred(bottle, "bottle", result.assumed))


def solution(result: VialDose | SprayDose) -> str:
    """What is dissolved in what, and how strong that is."""
    strength = about(result.concentration_mcg_per_ml, "mcg/mL")
    made = made_of(result)
    return f"{made} = {strength}" if made else f"{strength}, bought ready"


def _beside(either: Iterable[Mark | Sprays | Drops]) -> str:
    """'9 units 225 mcg, 11 units 275 mcg'."""
    return ", ".join(f"{_counted(each)} {about(each.delivered_mcg, 'mcg')}" for each in either)


def _counted(count: Mark | Sprays | Drops) -> str:
    if isinstance(count, Mark):
        return show_exactly(count.units, "units")
    return NASAL["drops" if isinstance(count, Drops) else "spray"].counted(count[0])


# --- What was assumed -----------------------------------------------------------------


def _assumed(result: Dose) -> Iterator[str]:
    if "dose" in result.assumed:
        yield f"{about(result.dose_mcg, 'mcg')} a dose"
    if "doses_per_day" in result.assumed:
        yield f"{plural(result.doses_per_day, 'dose')} a day"
    if "today" in result.assumed:
        yield "taken today"
    yield from of_device(result)


def of_device(result: Dose, *, marks: bool = True) -> Iterator[str]:
    """What was assumed of a syringe or a pump, and of the powder."""
    if isinstance(result, VialDose):
        yield from _of_barrel(result, marks=marks)
    if isinstance(result, SprayDose):
        if "strength" in result.assumed:
            yield about(result.concentration_mcg_per_ml, "mcg/mL")
        if result.device.words.volume in result.assumed:
            yield f"{about(result.spray_ml, 'mL')} a {result.device.words.one}"
        if "bottle" in result.assumed and result.vial_mcg is None and result.bottle_ml is not None:
            yield f"a bottle of {about(result.bottle_ml, 'mL')}"
    if result.solution.vial_mcg is not None:
        yield from of_powder(result)


def of_powder(result: Dose) -> list[str]:
    """What was assumed of the powder in the vial."""
    return ["pure peptide"] if is_pure(result) else []


def _of_barrel(result: VialDose, *, marks: bool) -> Iterator[str]:
    syringe = result.syringe
    size = f"a {show(syringe.capacity_ml, 'mL')} syringe" if "syringe" in result.assumed else ""
    spacing = ""
    if marks and "marks" in result.assumed:
        spacing = f"{show(syringe.marks_units, 'units').split()[0]}-unit marks"
    if said := " with ".join(filter(None, (size, spacing))):
        yield said
    elif "scale" in result.assumed:
        yield syringe.scale
