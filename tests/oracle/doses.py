"""What a dose from a vial or from the nasal spray must come to.

Amounts are pint Quantities until they are results; those are Fractions in the unit that
the name gives, exact, and what is rounded outward is already a Decimal.
"""

import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from math import ceil, floor
from types import SimpleNamespace
from typing import NamedTuple

from . import flags
from .amounts import (
    RefusedError,
    amount,
    count,
    dose_of,
    magnitude,
    quantity,
    registry,
    share,
    within,
)
from .figures import (
    BARRELS,
    BOTTLE_OF_DROPS,
    DOCUMENTED,
    FROM_HALF,
    IN_DROPS,
    NASAL,
    OF_CAPACITY,
    OF_VOLUME,
    SPRAY,
    SPRAY_SHARES,
    STRENGTH,
    formulation,
)
from .keeping import diluent_kind, expiry, keeping, refuse_what_is_of_a_diluent

MANY = 10**12  # days
DISSOLVED = (
    "vial", "diluent", "diluent_kind", "preservative_free", "content", "displacement", "vial_error", "diluent_error",
    "vial_size",
)  # fmt: skip
SHAPE = ("content", "displacement", "vial_error", "diluent_error")


class Barrel(NamedTuple):
    """Capacity and spacing of marks in units, and how many of those are a millilitre."""

    scale: str
    per_ml: int
    capacity: Fraction
    spacing: Fraction


def dose(**words):
    """All figures of a dose, by the names that results have, with its flags.

    Those of drops are called as those of sprays.
    """
    is_in_drops = formulation(words) == "nasal-drops"
    others = ("sprays", "spray_volume", "priming") if is_in_drops else tuple(IN_DROPS)
    if refused := [each for each in others if words.get(each) is not None]:
        raise RefusedError("conflict", refused[0])
    return _in_drops(words) if is_in_drops else _dose(words)


def _in_drops(words):
    """As of sprays, but for the words, the bottle, and the spread, which is not on file."""
    if not any(words.get(each) for each in ("vial", "diluent", "strength", "bottle")):
        words = {**words, "bottle": BOTTLE_OF_DROPS}
        is_assumed = ("bottle",)
    else:
        is_assumed = ()
    called = {sprays: drops for drops, sprays in IN_DROPS.items()}
    try:
        result = _dose({IN_DROPS.get(name, name): value for name, value in words.items()})
    except RefusedError as refused:
        raise RefusedError(refused.code, called.get(refused.field, refused.field)) from refused
    result.solved_for = called.get(result.solved_for, result.solved_for)
    result.assumed = (*(called.get(each, each) for each in result.assumed), *is_assumed)
    result.low_mcg = result.high_mcg = None
    return result


def _dose(words):
    if words.get("strength"):
        for each in DISSOLVED:
            if words.get(each) is not None:
                raise RefusedError("conflict", each)
    is_spray, is_solved = (
        formulation(words) in NASAL,
        words.get("dose") and words.get("sprays"),
    )
    if is_spray and words.get("diluent") and not words.get("vial") and not is_solved:
        raise RefusedError("conflict", "diluent")
    refuse_what_is_of_a_diluent(words)
    for field in ("vial", "diluent", "strength", "volume"):  # in the order of the options
        amount(words, field)
    dose_of(words)
    diluent_kind(words)
    if formulation(words) in NASAL:
        return _from_pump(words)
    return _from_vial(words)


def outward(exact, rounding):
    """An end of an interval: 28 digits, rounded so that nothing is left outside."""
    return Context(prec=28, rounding=rounding).divide(
        Decimal(exact.numerator), Decimal(exact.denominator)
    )


# --- From a vial ----------------------------------------------------------------------


def _from_vial(words):
    vial, diluent, dose = amount(words, "vial"), amount(words, "diluent"), dose_of(words)
    shape = _shape(words)
    per_ml = registry.Quantity(Fraction(_barrels(words)[0].per_ml), "units/mL")
    draw = _draw(words, per_ml)
    strength = amount(words, "strength")
    if strength is None:
        solved = _solved(vial, diluent, dose, draw, shape)
        peptide, solution = solved.vial * shape.content, solved.diluent + shape.displacement
        concentration = peptide / solution
    else:
        solved, solution, concentration = _of_strength(dose, draw, strength), None, strength
        if (volume := amount(words, "volume")) is not None:
            peptide, solution = strength * volume, volume
    units = magnitude(solved.draw * per_ml, "units")
    needed_units = magnitude(solved.dose / concentration * per_ml, "units")
    barrel = _barrel(units, words)
    dead_space_ml = magnitude(amount(words, "dead_space", "0 mL"), "mL")
    solution_ml = None if solution is None else magnitude(solution, "mL")

    def left_after(units):
        """What is still in a fresh vial after a draw of so many units, filled as often as needed."""
        return solution_ml - units / barrel.per_ml - ceil(units / barrel.capacity) * dead_space_ml

    mark = _nearest_mark(units, barrel.spacing)
    lower = mark - barrel.spacing
    if solution_ml is None:
        pass
    elif mark > units and lower > 0 and left_after(mark) < 0 <= left_after(lower):
        mark = lower  # nobody draws more than there is

    def carried(units):
        on_scale = registry.Quantity(units, "units") / per_ml
        return magnitude(on_scale * concentration, "mcg")

    def beside(units):
        return (units, carried(units), (units / needed_units - 1) * 100)

    before = ceil(units / barrel.spacing) * barrel.spacing - barrel.spacing
    beyond = floor(units / barrel.spacing) * barrel.spacing + barrel.spacing
    low, high = units_between(mark, barrel.capacity, barrel.spacing)
    least = most = magnitude(concentration, "mcg/mL")
    if strength is None:
        least, most = _ends(solved, shape)

    def drawn_to(mark, barrel):
        """The dose as delivered by a draw to that mark, the doses in a vial, and all flags."""
        lost_ml = ceil(mark / barrel.capacity) * dead_space_ml
        doses = None if solution is None else 0
        if solution is not None and magnitude(solved.draw, "mL") + lost_ml <= solution_ml:
            doses = floor(solution_ml / (mark / barrel.per_ml + lost_ml))
        made = _of_every_dose(words, solved.dose, carried(mark), shape)
        either = (made.dose_mcg, made.delivered_mcg)
        if strength is None:
            diluent_ml = magnitude(solved.diluent, "mL")
            made.flags += flags.of_powder(magnitude(shape.displacement, "mL"), diluent_ml)
            made.flags += flags.of_diluent(
                diluent_ml, solution_ml, shape.vial_size_ml, is_for_injection=True
            )
        if solution is not None:
            made.flags += flags.of_vial(
                (*either, magnitude(solved.draw * concentration, "mcg")),
                magnitude(peptide, "mcg"),
                lost_ml,
                doses,
            )
        made.flags += flags.of_injection((magnitude(solved.draw, "mL"), mark / barrel.per_ml))
        made.flags += flags.of_draw(units, needed_units, mark, barrel, solved.what is None)
        return made, doses

    result, doses = drawn_to(mark, barrel)
    if (finer := finer_marks(words, barrel, units, mark)) is not None:
        on_a_mark, _doses = drawn_to(units, finer)
        result.flags = flags.of_assumed_marks(result.flags, on_a_mark.flags)
    vars(result).update(
        solved_for=solved.what,
        error_percent=(mark / needed_units - 1) * 100,
        vial_mcg=None if strength else magnitude(solved.vial, "mcg"),
        diluent_ml=None if strength else magnitude(solved.diluent, "mL"),
        volume_ml=solution_ml,
        concentration_mcg_per_ml=magnitude(concentration, "mcg/mL"),
        draw_ml=magnitude(solved.draw, "mL"),
        draw_units=units,
        syringe=(barrel.scale, barrel.capacity / barrel.per_ml, barrel.spacing),
        mark_units=mark,
        below=beside(before) if before > 0 else None,
        above=beside(beyond) if beyond <= barrel.capacity or units > barrel.capacity else None,
        low_mcg=outward(low / barrel.per_ml * least, ROUND_FLOOR),
        high_mcg=outward(high / barrel.per_ml * most, ROUND_CEILING),
        dead_space_ml=dead_space_ml,
        doses_per_vial=doses,
        days_per_vial=None
        if doses is None
        else min(doses // result.doses_per_day, keeping(result).days or MANY, usable_days(result)),
    )
    result.assumed += tuple(each for each in ("scale", "syringe", "marks") if not words.get(each))
    return result


def _shape(words):
    """What bears on the concentration besides vial and diluent, and what the vial holds."""
    size = amount(words, "vial_size")
    return SimpleNamespace(
        content=share(words, "content", 100),
        displacement=amount(words, "displacement", "0 mL"),
        vial_error=share(words, "vial_error", 0),
        diluent_error=share(words, "diluent_error", 0),
        vial_size_ml=size and magnitude(size, "mL"),
        limits=[dose_of(words, "limit"), dose_of(words, "limit_day")],
    )


def _draw(words, per_ml):
    if words.get("draw") is None:
        return None
    drawn = quantity(words["draw"])
    return drawn / per_ml if drawn.check("[syringe_mark]") else within(drawn, "volume", "draw")


def _solved(vial, diluent, dose, draw, shape):
    """All four amounts, and which of them was calculated; None where all are given."""
    what = None
    content, powder = shape.content, shape.displacement
    if draw is None:
        what, draw = "draw", dose * (diluent + powder) / (vial * content)
    elif dose is None:
        what, dose = "dose", draw * vial * content / (diluent + powder)
        within(dose, "dose")
    elif diluent is None:
        what, diluent = "diluent", vial * content * draw / dose - powder
        within(diluent, "diluent")
    elif vial is None:
        what, vial = "vial", dose * (diluent + powder) / draw / content
        within(vial, "vial")
    return SimpleNamespace(what=what, vial=vial, diluent=diluent, dose=dose, draw=draw)


def _of_strength(dose, draw, strength):
    what = "draw" if draw is None else "dose" if dose is None else None
    if what == "dose":
        dose = within(draw * strength, "dose")
    return SimpleNamespace(what=what, dose=dose, draw=dose / strength if draw is None else draw)


def _ends(solved, shape):
    """The least and the most that a millilitre may carry, in mcg, by the inputs' errors."""
    for sign in (-1, 1):
        peptide = solved.vial * (1 + sign * shape.vial_error) * shape.content
        solution = solved.diluent * (1 - sign * shape.diluent_error) + shape.displacement
        yield magnitude(peptide / solution, "mcg/mL")


def _barrels(words):
    """Those sold that were asked for, the smallest first."""
    scale = words.get("scale") or "U-100"
    per_ml, sold = BARRELS[scale]
    wanted_ml = words.get("syringe") and _holds_ml(words["syringe"], per_ml)
    # a number alone is one of units
    wanted = words.get("marks") and magnitude(quantity(f"{words['marks']}", "units"), "units")
    barrels = []
    for capacity, *spacings in sold:
        if wanted_ml in (None, Fraction(capacity)):
            fitting = [Fraction(each) for each in spacings if wanted in (None, Fraction(each))]
            barrels += [
                Barrel(scale, per_ml, Fraction(capacity) * per_ml, each) for each in fitting[:1]
            ]
    return barrels


def _holds_ml(text, per_ml):
    """A volume, units of the scale, or 3/10 cc."""
    if "/" in text:
        above, below, unit = re.fullmatch(r"\s*(\d+)/(\d+)\s*(\S+)\s*", text).groups()
        return magnitude(registry.Quantity(Fraction(int(above), int(below)), unit), "mL")
    holds = quantity(text)
    on_scale = registry.Quantity(Fraction(per_ml), "units/mL")
    return magnitude(holds / on_scale if holds.check("[syringe_mark]") else holds, "mL")


def _barrel(units, words):
    """The smallest that holds so many units, or the largest."""
    barrels = _barrels(words)
    return next((each for each in barrels if units <= each.capacity), barrels[-1])


def finer_marks(words, barrel, units, mark):
    """The barrel with other marks that are sold, if these were not given and miss the draw."""
    if words.get("marks") or units == mark:
        return None
    ((_usual, *others),) = [
        map(Fraction, spacings)
        for capacity, *spacings in BARRELS[barrel.scale][1]
        if Fraction(capacity) * barrel.per_ml == barrel.capacity
    ]
    hit = [each for each in others if units % each == 0]
    return barrel._replace(spacing=hit[0]) if hit else None


def _nearest_mark(units, spacing):
    """A tie goes to the lower, and nothing below the first."""
    at = floor(units / spacing) * spacing
    marks = [each for each in (at, at + spacing) if each > 0]
    return min(marks, key=lambda each: (abs(each - units), each))


def units_between(mark, capacity, spacing):
    """What a draw to the mark may be, by ISO 7886-1 and half a mark of reading."""
    full, rest = divmod(mark, capacity)
    off = full * (capacity * FROM_HALF + spacing / 2)  # each filling has errors of its own
    if rest:
        off += spacing / 2
        off += (
            rest * FROM_HALF if rest >= capacity / 2 else capacity * OF_CAPACITY + rest * OF_VOLUME
        )
    return max(mark - off, Fraction(0)), mark + off


# --- From a pump ----------------------------------------------------------------------


def _from_pump(words):
    for field in ("spray_volume", "bottle", "residual"):  # of the device, and so before the limits
        amount(words, field)
    shape, vial, diluent = _shape(words), amount(words, "vial"), amount(words, "diluent")
    asked, dose, least, most = count(words, "sprays"), dose_of(words), Fraction(1), Fraction(1)
    spray = amount(words, "spray_volume", SPRAY)
    is_powder, is_solved = vial is not None or diluent is not None, dose is not None and asked
    given = SimpleNamespace(strength=True, dose=dose is not None or asked)
    if vial is not None and diluent is not None:
        concentration = vial * shape.content / (diluent + shape.displacement)
    elif is_powder and is_solved:
        concentration = dose / (asked * spray)
    else:
        concentration = amount(words, "strength", STRENGTH)
        given.strength = words.get("strength")
    solved_for = None
    if is_powder and diluent is None:
        solved_for = "diluent"
        diluent = vial * shape.content / concentration - shape.displacement
        within(diluent, "diluent")
    elif is_powder and vial is None:
        solved_for = "vial"
        vial = concentration * (diluent + shape.displacement) / shape.content
        within(vial, "vial")
    solved_for = solved_for or (None if is_solved else "dose" if asked else "sprays")
    if is_powder:
        made = SimpleNamespace(vial=vial, diluent=diluent)
        least, most = (end / magnitude(concentration, "mcg/mL") for end in _ends(made, shape))
    spray_mcg = magnitude(concentration * spray, "mcg")
    if dose is None:
        dose = registry.Quantity(spray_mcg * asked, "mcg") if asked else _least_dose(words)
    exactly = magnitude(dose, "mcg") / spray_mcg
    below = floor(exactly)
    # Of the two counts either side, the nearer; the lower if both are as near; not none.
    sprays = max(1, min((below, below + 1), key=lambda whole: (abs(exactly - whole), whole)))
    sprays = asked or sprays

    def beside(count):
        is_between = exactly != below and count
        return (count, spray_mcg * count, (count / exactly - 1) * 100) if is_between else None

    result = _of_every_dose(words, dose, spray_mcg * sprays, shape)
    if vial is not None:
        peptide_mcg = magnitude(vial * shape.content, "mcg")
        either = (result.dose_mcg, result.delivered_mcg)
        result.flags += flags.of_powder(
            magnitude(shape.displacement, "mL"), magnitude(diluent, "mL")
        )
        result.flags += flags.of_diluent(
            magnitude(diluent, "mL"), magnitude(diluent + shape.displacement, "mL"),
            shape.vial_size_ml, is_for_injection=False,
        )  # fmt: skip
        result.flags += flags.of_vial(either, peptide_mcg, 0, None)
    result.flags += flags.of_sprays(result.dose_mcg, spray_mcg, sprays, solved_for is None)
    result.flags += flags.of_nostril(sprays, magnitude(spray, "mL"))
    lowest, highest = SPRAY_SHARES
    vars(result).update(
        solved_for=solved_for,
        vial_mcg=None if vial is None else magnitude(vial, "mcg"),
        diluent_ml=None if vial is None else magnitude(diluent, "mL"),
        concentration_mcg_per_ml=magnitude(concentration, "mcg/mL"),
        spray_ml=magnitude(spray, "mL"),
        spray_mcg=spray_mcg,
        sprays_per_dose=sprays,
        sprays_per_day=sprays * result.doses_per_day,
        below=beside(below),
        above=beside(below + 1),
        low_mcg=outward(result.delivered_mcg * lowest * least, ROUND_FLOOR),
        high_mcg=outward(result.delivered_mcg * highest * most, ROUND_CEILING),
    )
    made_ml = None if vial is None else magnitude(diluent + shape.displacement, "mL")
    vars(result).update(_bottle(words, made_ml, result))
    result.flags += flags.of_bottle(sprays, result.sprays_per_bottle)
    given = {**vars(given), "spray_volume": words.get("spray_volume")}
    if made_ml is not None:
        given["bottle"] = words.get("bottle")
    result.assumed += tuple(name for name, value in given.items() if not value)
    return result


def usable_days(result):
    """From today to the expiry, both counted."""
    days = MANY if result.expires is None else (result.expires - date.today()).days + 1
    return max(days, 0)


def _least_dose(words):
    return quantity(f"{DOCUMENTED[formulation(words)].dose_mcg[0]} mcg")


def _bottle(words, made_ml, result):
    """What is in the bottle: as filled, or all that the vial makes."""
    fill_ml, residual = made_ml, amount(words, "residual", "0 mL")
    if (bottle := amount(words, "bottle")) is not None:
        fill_ml = magnitude(bottle, "mL")
        if made_ml is not None and fill_ml > made_ml:
            raise RefusedError("conflict", "bottle")
    priming, residual_ml = count(words, "priming", 0), magnitude(residual, "mL")
    sprays = days = None
    if fill_ml is not None:
        if residual_ml >= fill_ml:
            raise RefusedError("conflict", "residual")
        sprays = floor((fill_ml - residual_ml) / result.spray_ml) - priming
        if sprays < 0:
            raise RefusedError("conflict", "priming")
        days = min(
            sprays // result.sprays_per_day, keeping(result).days or MANY, usable_days(result)
        )
    return {
        "bottle_ml": fill_ml, "residual_ml": residual_ml, "priming_sprays": priming,
        "sprays_per_bottle": sprays, "days_per_bottle": days,
    }  # fmt: skip


# --- For both -------------------------------------------------------------------------


def _of_every_dose(words, dose, delivered_mcg, shape):
    of, kind = formulation(words), diluent_kind(words)
    is_told = words.get("diluent_kind") or words.get("preservative_free")
    frequency = DOCUMENTED[of].doses_per_day
    per_day = count(words, "per_day", frequency[0] if frequency else 1)
    dose_mcg = magnitude(dose, "mcg")
    weight = amount(words, "weight")
    kilograms = None if weight is None else magnitude(weight, "kg")
    daily = (dose_mcg * per_day, delivered_mcg * per_day)
    own = [None if limit is None else magnitude(limit, "mcg") for limit in shape.limits]
    expires, today = expiry(words.get("expires")), date.today()
    late = []
    if expires and today > expires:
        late = [flags.Flag("after-expiry", (today - expires).days, 0)]
    return SimpleNamespace(
        formulation=of,
        dose_mcg=dose_mcg,
        doses_per_day=per_day,
        daily_mcg=daily[0],
        delivered_mcg=delivered_mcg,
        delivered_daily_mcg=daily[1],
        error_percent=(delivered_mcg / dose_mcg - 1) * 100,
        dose_mcg_per_kg=None if kilograms is None else dose_mcg / kilograms,
        daily_mcg_per_kg=None if kilograms is None else daily[0] / kilograms,
        content_percent=shape.content * 100,
        displacement_ml=magnitude(shape.displacement, "mL"),
        vial_error_percent=shape.vial_error * 100,
        diluent_error_percent=shape.diluent_error * 100,
        vial_size_ml=shape.vial_size_ml,
        diluent_kind=kind,
        expires=expires,
        assumed=(
            *(("today",) if expires else ()),
            *(() if words.get("per_day") else ("doses_per_day",)),
            *(("diluent_kind",) if kind and not is_told else ()),
        ),
        limit_mcg=own[0],
        limit_day_mcg=own[1],
        flags=[
            *flags.of_own_limits((dose_mcg, delivered_mcg), daily, *own),
            *flags.of_every_dose(of, (dose_mcg, delivered_mcg), daily, per_day),
            *late,
        ],
    )
