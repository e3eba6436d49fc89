"""Results held against the oracle's: counts, dates and flags exactly, quotients as rounded once.

Each function gives what differs, in words; nothing where all is the same. It goes by the names
that the oracle expects, and never by how a result keeps its fields: one that is missing differs,
and so does one that the result records and the oracle does not know, or one of another type.
"""

from datetime import date, time
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace

from selank_calc import CATALOGUE

from .oracle.flags import WORST_FIRST

DIGITS = 28
_ROUNDED = Context(prec=DIGITS)
_MASSES = ("taken_mcg", "lost_mcg", "left_mcg", "wasted_mcg")
_NOTHING = object()
SEVERITIES = ("warning", "caution", "note")


def rounded(exact):
    """The Fraction, correctly rounded to 28 digits."""
    return _ROUNDED.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def same(value, expected):
    """Of the type that is promised; an exact number is met by itself, or by itself rounded once.

    The oracle's Fractions are Decimals of a result, its lists tuples; all else is of its own type.
    """
    if isinstance(expected, Fraction):
        return _is_decimal(value) and (Fraction(value) == expected or value == rounded(expected))
    if isinstance(expected, tuple | list):
        return (
            isinstance(value, tuple)
            and len(value) == len(expected)
            and all(map(same, value, expected))
        )
    return type(value) is type(expected) and value == expected


def _is_decimal(value):
    return type(value) is Decimal and value.is_finite()


def same_in_json(value, expected):
    """Likewise of a record: its numbers are the nearest that JSON readers have."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(expected, tuple | list):
        return (
            isinstance(value, list)
            and len(value) == len(expected)
            and all(map(same_in_json, value, expected))
        )
    if isinstance(expected, Fraction | Decimal):
        nearest = (float(expected), float(rounded(Fraction(expected))))
        return type(value) in (int, float) and value in nearest
    if isinstance(expected, time):
        return value == f"{expected:%H:%M}"
    if isinstance(expected, date):
        return value == expected.isoformat()
    return type(value) is type(expected) and value == expected


def called(expected):
    """The figures by the names of their device: the oracle calls drops as it does sprays."""
    if expected.formulation != "nasal-drops":
        return expected
    own = {name: value for name, value in vars(expected).items() if name != "priming_sprays"}
    return SimpleNamespace(**{name.replace("spray", "drop"): own[name] for name in own})


def of_dose(result, expected):
    """Of a dose: every figure, its flags, what was assumed, and the record of it."""
    yield from _of_figures(result, called(expected))
    yield from _of_catalogue(result, expected, ("name", "route"))
    yield from of_record(result.as_dict(), expected)


def of_diluent(result, expected):
    """Of a choice of diluents: the volumes in their order, each with its whole dose."""
    yield from _of_figures(result, expected, apart=("options",))
    yield from _of_catalogue(result, expected, ("name",))
    record = result.as_dict()
    yield from _of_record(record, expected, apart=("options",), catalogue=("name",))
    options, recorded = getattr(result, "options", ()), record.get("options", ())
    volumes = [each.diluent_ml for each in options]
    wanted = [each.diluent_ml for each in expected.options]
    if not same(tuple(volumes), wanted) or len(recorded) != len(wanted):
        yield f"options of {volumes} mL, {len(recorded)} recorded, not {_shown(wanted)}"
        return
    for option, words, other in zip(options, recorded, expected.options, strict=True):
        yield from of_dose(option, other)
        yield from _of_part(words, other)


def of_label(result, expected):
    """Of a label: its dates, its flags and its dose."""
    yield from _of_figures(result, expected, apart=("dose",))
    if hasattr(result, "dose"):
        yield from of_dose(result.dose, expected.dose)
    # One unit is one spray, which is recorded as such.
    left_out = {"dose", "mcg_per_unit"} if "spray_ml" in vars(expected.dose) else {"dose"}
    own = {name: value for name, value in vars(expected).items() if name not in left_out}
    record = result.as_dict()
    of_the_dose = {name: record.pop(name) for name in [*record] if name not in own}
    yield from _of_record(record, SimpleNamespace(**own))
    yield from _of_part(of_the_dose, expected.dose)


def of_conversion(result, expected):
    """Of a conversion: the amount in both units; in words, as it was given and by which figures."""
    yield from _of_figures(result, expected)
    given, by = getattr(result, "given", None), getattr(result, "by", None)
    if type(given) is not str or type(by) is not tuple or {*map(type, by)} - {str}:
        yield f"given is {given!r} and by is {by!r}, not a text and a tuple of texts"
    words = SimpleNamespace(**vars(expected), given=given, by=by)
    yield from _of_record(result.as_dict(), words)


def of_course(result, expected):
    """Of a course: its days, its vials, and what became of all that they held."""
    apart = ("steps", "times", "openings", *_MASSES)
    known = {name: value for name, value in vars(expected).items() if name != "masses"}
    known |= dict.fromkeys(_MASSES)
    if expected.masses is not None:
        # What leaves the vials in doses is what is delivered: one number, to the last digit.
        if expected.masses["taken_mcg"] != expected.delivered_total_mcg:
            yield "the oracle delivers other doses than it takes"
        known["delivered_total_mcg"] = _exact(getattr(result, "taken_mcg", None))
    yield from _of_figures(result, called(SimpleNamespace(**known)), apart)
    yield from _of_catalogue(result, expected, ("name", "route"))
    if not all(hasattr(result, name) for name in vars(called(SimpleNamespace(**known)))):
        return
    yield from _of_times(result.times, expected)
    openings = tuple(
        (
            each.number,
            each.opened,
            each.discard_on,
            each.discard_by,
            each.doses,
            each.last_dose,
            each.ended,
        )
        for each in result.openings
    )
    if not same(openings, expected.openings):
        yield f"openings {_shown(openings)}, not {_shown(expected.openings)}"
    if [step.days for step in result.steps] != [step.days for step in expected.steps]:
        yield f"steps of {[step.days for step in result.steps]} days"
    for step, other in zip(result.steps, expected.steps, strict=False):
        yield from of_dose(step.dose, other.dose)
    if expected.masses is None:
        shown = tuple(getattr(result, name) for name in _MASSES)
        if shown != (None,) * 4:
            yield f"masses {shown} of bottles that can't be counted"
    elif len(openings) == len(expected.openings):
        yield from _of_masses(result, expected)
    yield from _of_course_record(result, known, expected)


def _of_course_record(result, known, expected):
    """Of the record of a course, which has what is of its container alone."""
    record, is_vial = result.as_dict(), expected.container == "vial"
    left_out = {"openings_by_dose", *(("bottles", "sprays") if is_vial else ("vials", "draws"))}
    # Once they are held against the oracle, masses and times are those of the result.
    known = {name: value for name, value in known.items() if name not in left_out}
    known |= {name: _exact(getattr(result, name)) for name in _MASSES}
    known |= {"times": list(result.times)}
    # Units of a draw, sprays or drops: only what its device has.
    own = 7 if is_vial else 9 if expected.formulation == "nasal-drops" else 8
    known["days_detail"] = [(*day[:7], day[own], *day[10:]) for day in expected.days_detail]
    known["openings"] = [
        (*opening, _exact(each.wasted_mcg))
        for opening, each in zip(expected.openings, result.openings, strict=False)
    ]
    known = called(SimpleNamespace(**known))
    yield from _of_record(record, known, ("steps",), ("name", "route"))
    steps = record.get("steps", ())
    if [step["days"] for step in steps] != [step.days for step in expected.steps]:
        yield f"steps {steps} in the record"
    for step, other in zip(steps, expected.steps, strict=False):
        yield from _of_part({name: step[name] for name in step if name != "days"}, other.dose)


def of_error(error, refused):
    """Of what is refused: the code, and the field that is named."""
    if (error.code, error.field) != (refused.code, refused.field):
        yield f"refused as {error.code} of {error.field}, not {refused.code} of {refused.field}"


def of_record(record, expected):
    """Of a dose as an object, by itself or of a batch, which has also the number of its row."""
    yield from _of_record(record, called(expected), (), ("name", "route"), ("line", "id"))


# --- The parts --------------------------------------------------------------------------


def _of_figures(result, expected, apart=()):
    """Each name that the oracle expects; of those apart only that they are there."""
    for name, wanted in vars(expected).items():
        value = getattr(result, name, _NOTHING)
        if value is _NOTHING:
            yield f"there is no {name}"
        elif name == "flags":
            if type(value) is not tuple:
                yield f"flags are {type(value).__name__}, not a tuple"
            yield from _of_flags(value, wanted, same)
        elif name == "assumed":
            if type(value) is not tuple or sorted(value) != sorted(wanted):
                yield f"assumed {value}, not {sorted(wanted)}"
        elif name in apart:
            if isinstance(wanted, list) and type(value) is not tuple:
                yield f"{name} are {type(value).__name__}, not a tuple"
        else:
            if name == "syringe":
                value = (value.scale, value.capacity_ml, value.marks_units)
            if not same(value, wanted):
                yield f"{name} is {_shown(value)}, not {_shown(wanted)}"


def _of_catalogue(result, expected, names):
    """Words that are the catalogue's."""
    of = CATALOGUE.formulation(expected.formulation)
    for name in names:
        value, wanted = getattr(result, name, _NOTHING), getattr(of, name)
        if not same(value, wanted):
            yield f"{name} is {value!r}, not {wanted!r}"


def _of_record(record, expected, apart=(), catalogue=(), also=()):
    """The names of the record are those expected, those of the catalogue's words, and no other."""
    of = CATALOGUE.formulation(expected.formulation) if catalogue else None
    known = {**vars(expected), **{name: getattr(of, name) for name in catalogue}}
    for name, wanted in known.items():
        if name not in record:
            yield f"{name} is not in the record"
        elif name not in apart:
            yield from _of_word(name, record[name], wanted)
    if others := [name for name in record if name not in known and name not in also]:
        yield f"the record has {', '.join(others)}, of which the oracle knows nothing"


def _of_part(record, expected):
    """Of a record that has a part of a dose's names: each is known, and what is expected."""
    of = CATALOGUE.formulation(expected.formulation)
    known = {**vars(called(expected)), "name": of.name, "route": of.route}
    for name, value in record.items():
        if name in known:
            yield from _of_word(name, value, known[name])
        else:
            yield f"the record has {name}, of which the oracle knows nothing"


def _of_word(name, value, wanted):
    if name == "flags":
        flags = [SimpleNamespace(**each) for each in value]
        yield from (f"in the record {each}" for each in _of_flags(flags, wanted, same_in_json))
    elif name == "assumed":
        if sorted(value) != sorted(wanted):
            yield f"assumed {value} in the record, not {sorted(wanted)}"
    elif not same_in_json(value, wanted):
        yield f"{name} is {value!r} in the record, not {_shown(wanted)}"


def _of_flags(flags, expected, same_number):
    def is_same(flag, other):
        return (
            (flag.code, flag.severity, flag.source) == (other.code, other.severity, other.source)
            and same_number(flag.value, _exact(other.value))
            and same_number(flag.limit, _exact(other.limit))
        )

    for flag in flags:
        if not any(is_same(flag, each) for each in expected):
            yield f"raised {flag}"
        if not (flag.message and type(flag.message) is str):
            yield f"the flag {flag.code} says {flag.message!r}"
        if type(flag.unit) is not (type(None) if flag.value is None else str):
            yield f"the flag {flag.code} has {flag.value} {flag.unit}"
    for each in expected:
        if not any(is_same(flag, each) for flag in flags):
            yield f"not raised: {_shown(each)}"
    if any(flag in flags[:at] for at, flag in enumerate(flags)):
        yield "a flag is raised twice"
    order = [
        (SEVERITIES.index(flag.severity), WORST_FIRST.index(flag.code))
        for flag in flags
        if flag.code in WORST_FIRST and flag.severity in SEVERITIES
    ]
    if order != sorted(order):
        yield f"not worst first: {[flag.code for flag in flags]}"


def _exact(number):
    return None if number is None else Fraction(number)


def _of_times(times, expected):
    """As given; or from 08:00 to 20:00, equally far apart but for the minute."""
    if type(times) is not tuple or {*map(type, times)} != {time}:
        yield f"times {times!r}, not a tuple of times"
        return
    if expected.times is not None:
        if not same(times, expected.times):
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
    if not all(map(_is_decimal, [*shown, result.opened_mcg, result.wasted_mcg])):
        yield f"masses {shown} of {result.opened_mcg!r} are not Decimals"
        return
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
    return f"{value!r}, a float" if isinstance(value, float) else f"{value}"
