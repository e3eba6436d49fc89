"""Results held against the oracle's: counts, dates and flags exactly, quotients as rounded once.

Each function gives what differs, in words; nothing where all is the same.
"""

import json
from decimal import Context, Decimal
from fractions import Fraction
from itertools import chain, pairwise

DIGITS = 28
_ROUNDED = Context(prec=DIGITS)
_WORST_FIRST = ("warning", "caution", "note")
# What a result was calculated from, and words that are the catalogue's.
_NOT_CALCULATED = {"given", "catalogue", "undivided", "name", "route"}
_APART = {"flags", "assumed"}


def rounded(exact):
    """The Fraction, correctly rounded to 28 digits."""
    return _ROUNDED.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def same(value, expected):
    """An exact number is met by itself or, where it is a quotient, by itself rounded once."""
    if isinstance(expected, Fraction) and isinstance(value, Decimal):
        return Fraction(value) == expected or value == rounded(expected)
    if isinstance(expected, tuple | list):
        return len(value) == len(expected) and all(map(same, value, expected))
    return value == expected


def of_dose(result, expected):
    """Of a dose: every figure that it has, its flags, and what was assumed."""
    figures = dict(vars(result))
    if syringe := figures.get("syringe"):
        figures["syringe"] = (syringe.scale, syringe.capacity_ml, syringe.marks_units)
    yield from _of_figures(figures, expected)
    yield from _of_flags(result.flags, expected.flags)


def of_diluent(result, expected):
    """Of a choice of diluents: the volumes in their order, each with its whole dose."""
    yield from _of_figures(vars(result), expected, but={"options"})
    yield from _of_flags(result.flags, expected.flags)
    volumes = [Fraction(each.diluent_ml) for each in result.options]
    if volumes != [each.diluent_ml for each in expected.options]:
        yield f"options of {volumes} mL, not {[each.diluent_ml for each in expected.options]}"
        return
    for option, other in zip(result.options, expected.options, strict=True):
        yield from of_dose(option, other)


def of_label(result, expected):
    """Of a label: its dates and its dose."""
    yield from _of_figures(vars(result), expected, but={"dose"})
    yield from of_dose(result.dose, expected.dose)


def of_conversion(result, expected):
    """Of a conversion: the amount in both units."""
    yield from _of_figures(vars(result), expected, but={"given", "by"})


def of_course(result, expected):
    """Of a course: its days, its vials, and what became of all that they held."""
    apart = {"steps", "times", "openings", "taken_mcg", "lost_mcg", "left_mcg", "wasted_mcg"}
    yield from _of_figures(vars(result), expected, but=apart)
    yield from _of_flags(result.flags, expected.flags)
    yield from _of_times(list(result.times), expected)
    openings = [
        (each.number, each.opened, each.discard_on, each.doses, each.last_dose, each.ended)
        for each in result.openings
    ]
    if openings != expected.openings:
        yield f"openings {openings}, not {expected.openings}"
    if [step.days for step in result.steps] != [step.days for step in expected.steps]:
        yield f"steps of {[step.days for step in result.steps]} days"
    for step, other in zip(result.steps, expected.steps, strict=False):
        yield from of_dose(step.dose, other.dose)
    if expected.masses is None:
        shown = (result.taken_mcg, result.lost_mcg, result.left_mcg, result.wasted_mcg)
        if shown != (None,) * 4:
            yield f"masses {shown} of bottles that can't be counted"
    elif len(openings) == len(expected.openings):
        yield from _of_masses(result, expected)


def of_error(error, refused):
    """Of what is refused: the code, and the field that is named."""
    if (error.code, error.field) != (refused.code, refused.field):
        yield f"refused as {error.code} of {error.field}, not {refused.code} of {refused.field}"


def of_record(record, expected):
    """Of a dose as an object of a batch: its numbers are the nearest that JSON readers have."""
    for name, exact in vars(expected).items():
        if name in _APART:
            continue
        value, wanted = record[name], exact
        if isinstance(value, dict):
            value = list(value.values())
        if not _same_number(value, wanted):
            yield f"{name} is {value} in the record, not {_shown(wanted)}"
    codes = [each["code"] for each in record["flags"]]
    if sorted(codes) != sorted(each.code for each in expected.flags):
        yield f"flags {codes} in the record, not {[each.code for each in expected.flags]}"


def _same_number(value, exact):
    if isinstance(exact, tuple):
        return len(value) == len(exact) and all(map(_same_number, value, exact))
    if isinstance(exact, Fraction | Decimal) and not isinstance(value, bool | None):
        nearest = (float(exact), float(rounded(Fraction(exact))))
        return value in nearest and json.loads(json.dumps(value)) == value
    return value == exact


# --- The parts --------------------------------------------------------------------------


def _of_figures(figures, expected, but=frozenset()):
    for name, value in figures.items():
        if name in _NOT_CALCULATED | but or name == "flags":
            continue
        if not hasattr(expected, name):
            yield f"the oracle knows nothing of {name}"
        elif name == "assumed":
            if sorted(value) != sorted(expected.assumed):
                yield f"assumed {sorted(value)}, not {sorted(expected.assumed)}"
        elif not same(value, getattr(expected, name)):
            yield f"{name} is {_shown(value)}, not {_shown(getattr(expected, name))}"


def _of_flags(flags, expected):
    for flag in flags:
        if not any(_is(flag, each) for each in expected):
            yield f"raised {tuple(flag)}"
    for each in expected:
        if not any(_is(flag, each) for flag in flags):
            yield f"not raised: {_shown(each)}"
    if len(set(flags)) < len(flags):
        yield "a flag is raised twice"
    order = [_WORST_FIRST.index(flag.severity) for flag in flags]
    if order != sorted(order):
        yield f"not worst first: {[flag.severity for flag in flags]}"


def _is(flag, expected):
    return (
        (flag.code, flag.severity, flag.source)
        == (expected.code, expected.severity, expected.source)
        and same(flag.value, _exactly(expected.value))
        and same(flag.limit, _exactly(expected.limit))
    )  # fmt: skip


def _exactly(number):
    return None if number is None else Fraction(number)


def _of_times(times, expected):
    """As given; or from 08:00 to 20:00, equally far apart but for the minute."""
    if expected.times is not None:
        if times != expected.times:
            yield f"times {times}, not {expected.times}"
        return
    minutes = [each.hour * 60 + each.minute for each in times]
    apart = [after - before for before, after in pairwise(minutes)] or [0]
    ends = [8 * 60, 20 * 60] if expected.doses_per_day > 1 else [8 * 60]
    if len(times) != expected.doses_per_day or [minutes[0], minutes[-1]][: len(ends)] != ends:
        yield f"times {times} of {expected.doses_per_day} doses a day"
    elif max(apart) - min(apart) > 1:
        yield f"times {times} are not equally far apart"


def _of_masses(result, expected):
    """They add up to the last digit; each is exact or rounded there, but one takes the rest."""
    wasted = [each.wasted_mcg for each in result.openings]
    shown = [result.taken_mcg, result.lost_mcg, result.left_mcg, *wasted]
    exact = [expected.masses[name] for name in ("taken_mcg", "lost_mcg", "left_mcg")]
    exact += expected.masses["wasted"]
    if sum(map(Fraction, shown)) != Fraction(result.opened_mcg):
        yield f"masses {shown} are not what was opened, {result.opened_mcg}"
    if sum(map(Fraction, wasted)) != Fraction(result.wasted_mcg):
        yield f"wasted {wasted} is not {result.wasted_mcg}"
    place = Fraction(10) ** (rounded(expected.opened_mcg).adjusted() - DIGITS + 1)
    off = [
        (value, other) for value, other in zip(shown, exact, strict=True)
        if abs(Fraction(value) - other) * 2 > place
    ]  # fmt: skip
    if len(off) > 1:
        yield f"masses off by more than the last digit: {_shown(off)}"
    for value, other in off:
        if abs(Fraction(value) - other) > place * len(shown):
            yield f"a mass is {value}, not {_shown(other)}"


def _shown(value):
    if isinstance(value, Fraction):
        return f"{rounded(value)} ({value})" if value.denominator > 1 else f"{value}"
    if isinstance(value, tuple | list):
        return f"({', '.join(map(_shown, value))})"
    return f"{value}"


def differences(found):
    """All that was found, as a list."""
    return list(chain(found))
