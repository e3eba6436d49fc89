"""The JSON Schema of a row: its names, what each may hold, and what goes with what.

It takes what `batch` takes, but for what only a calculation can tell: that a bottle holds its
priming, or that what is solved for is within the bounds of what can be given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..amounts.exact import Fraction
from ..amounts.fields import UCUM
from ..amounts.kinds import BY_BODY_MASS, CAPACITY, CONTENT, DRAW, ERROR, MARKS, VOLUME
from ..amounts.patterns import (
    amount_of,
    any_case,
    day_or_month,
    exactly,
    names_of,
    number,
    percentage,
    whole,
    with_unit,
)
from ..amounts.reading import LEAST, LONGEST_TEXT, read_unit
from ..amounts.writing import bounds
from ..catalogue.figures import figures_of
from ..catalogue.model import NASAL, USUAL_SCALE
from ..dosing.keeping import KINDS as DILUENT_KINDS
from ..dosing.keeping import PRESERVED
from ..dosing.request import NOT_FOR, WITH_A_VIAL
from ..output.row_lines import RESULT_NAMES
from ..views import nearest
from .columns import COUNTS, IN_RESULTS, KINDS, KNOWN, WITH_A_UNIT, name_with
from .headings import TAKEN
from .read_back import OF_A_RESULT
from .rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..amounts.kinds import Kind
    from ..catalogue.figures import Barrel
    from ..catalogue.model import Catalogue, Formulation

    Schema = dict[str, Any]

_NULL = {"type": "null"}
# In a result, a solved amount may exceed what can be given.
_ANY_NUMBER: list[Schema] = [{"type": "number"}, {"type": "string"}]
_OF_AMOUNTS = ("vial", "diluent", "dose", "draw")


def row_schema(catalogue: Catalogue) -> Schema:
    """The schema of a row's values and of which go together."""
    names = {**dict.fromkeys(KNOWN), **dict.fromkeys(sorted(TAKEN - set(KNOWN)))}
    is_result = {"anyOf": [_object(each, {}, is_required=True) for each in sorted(OF_A_RESULT)]}
    return {
        "type": "object",
        "description": (Row.__doc__ or "").strip(),
        "properties": {name: _property(name, catalogue) for name in names},
        "$defs": {
            **{
                f"{base}_text": {"anyOf": _amount(kind)}
                for base, kind in KINDS.items()
                if _first_of(kind) == base
            },
            **{
                _name_of(base, unit): {"anyOf": _bare(KINDS[base], unit)}
                for base, unit in WITH_A_UNIT.values()
                if _first_of(KINDS[base]) == base and unit
            },
            **{
                f"{base}_given": _each_given(_names_of(base))
                for base in Row.model_fields
                if base != "id"
            },
        },
        "additionalProperties": False,
        "if": is_result,
        "then": {"description": "A result, of which what was asked for is read."},
        "else": {"allOf": list(_rules(catalogue))},
    }


# --- What each name may hold ----------------------------------------------------------------


def _property(name: str, catalogue: Catalogue) -> Schema:
    if name not in KNOWN:
        return {"description": "Of a result; passed over."}
    if name in IN_RESULTS:
        return {"description": f"As results have it: the same as {KNOWN[name].name}."}
    base, unit = KNOWN[name]
    said = Row.model_fields[base].description
    if base == "id":
        return {"description": said}
    if unit is not None:
        ucum = UCUM[unit]
        return {
            "anyOf": [*(_ANY_NUMBER if name in RESULT_NAMES else _number_in(base, unit)), _NULL],
            "description": f"{said} In {unit}.",
            "x-ucum": ucum,
        }
    if base in KINDS:
        text = _ref(f"{_first_of(KINDS[base])}_text")
        return {"anyOf": [text, _NULL, *_of_a_result(base)], "description": said}
    options = _named(base, catalogue) if base not in COUNTS else _count(base)
    return {"anyOf": [*options, _NULL], "description": said}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _first_of(kind: Kind) -> str:
    """The first word of that kind, by which what all of them may hold is called."""
    return next(base for base, of in KINDS.items() if of == kind)


def _name_of(base: str, unit: str) -> str:
    return f"{name_with(_first_of(KINDS[base]), unit)}_number"


def _number_in(base: str, unit: str) -> list[Schema]:
    return [_ref(_name_of(base, unit))]


def _of_a_result(base: str) -> list[Schema]:
    return [{"type": "object"}] if base == "syringe" else []


def _amount(kind: Kind) -> list[Schema]:
    """An amount as text with its unit, or a number where there is but one unit."""
    parts = {
        DRAW: (DRAW._replace(dimension=VOLUME.dimension), MARKS),
        CAPACITY: (CAPACITY._replace(dimension=VOLUME.dimension), MARKS),
    }.get(kind, (kind,))
    is_share = kind in (CONTENT, ERROR)
    pattern = percentage(kind) if is_share else "|".join(map(with_unit, parts))
    if any("/kg" in each for each in kind.units):
        pattern += f"|{with_unit(BY_BODY_MASS)}"
    if kind == MARKS:
        pattern += f"|{number(kind.low, kind.high)}"
    text = {
        "type": "string",
        "maxLength": LONGEST_TEXT,
        "pattern": whole(pattern),
        "examples": [kind.example],
        "description": f"A {kind.dimension} in {', '.join(kind.units)}, from {bounds(kind)}.",
        "x-ucum": [UCUM[each] for each in kind.units],
    }
    if kind == CAPACITY:
        text["pattern"] = whole(f"{pattern}|{_PART}")
    if kind == MARKS:
        return [text, _number(kind.low, kind.high)]
    if kind == CONTENT:
        more = _number(kind.low, kind.high)
        return [text, {**more, "exclusiveMinimum": more.pop("minimum")}]
    if kind == ERROR:
        return [text, _number(Fraction(1), kind.high), {"const": 0}]
    return [text]


_PART = r"[0-9]{1,2}/[1-9][0-9]?\s*(?:cc|m[lL])"


def _number(low: Fraction, high: Fraction) -> Schema:
    least = (
        {"minimum": nearest(low)} if low else {"anyOf": [{"const": 0}, {"minimum": float(LEAST)}]}
    )
    return {"type": "number", **least, "maximum": nearest(high)}


def _bare(kind: Kind, unit: str) -> list[Schema]:
    """A number in that unit, or its digits."""
    low, high = _limits(kind, unit)
    return [
        _number(low, high),
        {"type": "string", "maxLength": LONGEST_TEXT, "pattern": whole(number(low, high))},
    ]


def _limits(kind: Kind, unit: str) -> tuple[Fraction, Fraction]:
    """The bounds of a kind in that unit."""
    if kind in (CONTENT, ERROR):
        return kind.low, kind.high
    if "/" in unit and unit.endswith(("kg", "lb")):
        above = unit.partition("/")[0]
        size = read_unit(above, "")[1]
        return BY_BODY_MASS.low / size, BY_BODY_MASS.high / size
    of, size = read_unit(unit, "")
    if kind in (DRAW, CAPACITY):
        kind = of
    return kind.low * kind.scale / size, kind.high * kind.scale / size


def _count(name: str) -> list[Schema]:
    """A whole number, or its digits."""
    least, most = COUNTS[name]
    digits = "|".join(map(str, range(least, most + 1)))
    return [
        {"type": "integer", "minimum": least, "maximum": most},
        {"type": "string", "pattern": whole(rf"0{{0,3}}(?:{digits})(?:\.0+)?")},
    ]


def _formulations(some: Iterable[Formulation]) -> list[Schema]:
    names = [name for each in some for name in (each.id, *each.aliases)]
    pattern = whole("|".join(map(any_case, names)))
    return [{"type": "string", "pattern": pattern, "examples": names}]


def _scale(scale: str) -> str:
    letter, hyphen, digits = scale.partition("-")
    return f"{any_case(letter)}[- ]?{digits}" if hyphen and letter == "U" else any_case(scale)


def _scales(catalogue: Catalogue) -> list[Schema]:
    known = dict.fromkeys(each.scale for each in catalogue.syringes)
    return [{"type": "string", "pattern": whole("|".join(map(_scale, known)))}]


def _diluent_kinds(kinds: Iterable[str] = DILUENT_KINDS) -> list[Schema]:
    names = [*map(any_case, kinds), *([any_case("bac")] if PRESERVED in kinds else [])]
    pattern = whole(f"(?:{'|'.join(names)})(?:{any_case(' water')})?")
    return [{"type": "string", "pattern": pattern, "examples": list(kinds)}]


def _truth(said: tuple[str, ...] = ("true", "false")) -> list[Schema]:
    text = {"type": "string", "pattern": whole("|".join(map(any_case, said)))}
    return [{"type": "boolean", **({} if len(said) > 1 else {"const": True})}, text]


def _named(base: str, catalogue: Catalogue) -> list[Schema]:
    if base == "formulation":
        return _formulations(catalogue.formulations)
    if base == "scale":
        return _scales(catalogue)
    if base == "expires":
        said = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": whole(day_or_month())}
        return [{**said, "examples": ["2027-01-31", "2027-01"]}]
    return _truth() if base == "preservative_free" else _diluent_kinds()


# --- What goes with what --------------------------------------------------------------------


def _rules(catalogue: Catalogue) -> Iterable[Schema]:
    for base in Row.model_fields:
        if len(names := _names_of(base)) > 1:
            yield {"oneOf": [{"not": _given(base)}, *map(_is_given, names)]}
    for name, column in IN_RESULTS.items():
        of_unit = _number_in(column.name, column.unit) if column.unit else None
        strict = {"anyOf": [*of_unit, _NULL]} if of_unit else _property(column.name, catalogue)
        yield _object(name, strict)
    for name, (base, unit) in WITH_A_UNIT.items():
        if name in RESULT_NAMES and unit:
            yield _object(name, {"anyOf": [*_number_in(base, unit), _NULL]})
    yield _object("syringe", {"not": {"type": "object"}})
    is_nasal = []
    for of in catalogue.formulations:
        if of.device in NASAL:
            called = _formulations([of])[0]
            is_nasal.append(_object("formulation", called, is_required=True))
            yield {"if": is_nasal[-1], "then": {"allOf": list(_of_a_nasal(of))}}
    of_a_vial = {"allOf": list(_of_a_vial(catalogue))}
    yield {"if": {"not": {"anyOf": is_nasal}}, "then": of_a_vial} if is_nasal else of_a_vial
    yield {"if": _given("strength"), "then": _without(("vial", *WITH_A_VIAL))}
    yield {"if": _given("volume"), "then": _given("strength")}
    by_mass = {"type": "string", "pattern": "/"}
    doses = [base for base, kind in KINDS.items() if any("/kg" in each for each in kind.units)]
    by_body_mass = [
        *(_object(base, by_mass, is_required=True) for base in doses),
        *(_is_given(name) for base in doses for name in _names_of(base) if "_per_" in name),
    ]
    yield {"if": {"anyOf": by_body_mass}, "then": _given("weight")}
    preserved = _object("diluent_kind", _diluent_kinds((PRESERVED,))[0], is_required=True)
    yield {"not": {"allOf": [_given("preservative_free"), preserved]}}


def _of_a_vial(catalogue: Catalogue) -> Iterable[Schema]:
    yield _without(NOT_FOR["vial"])
    three = [
        {"allOf": [_given(each) for each in _OF_AMOUNTS if each != other]} for other in _OF_AMOUNTS
    ]
    of_strength = {"allOf": [_given("strength"), _any_of(("dose", "draw"))]}
    yield {"anyOf": [*three, of_strength]}
    for scale in dict.fromkeys(each.syringe.scale for each in figures_of(catalogue).barrels):
        said = {"type": "string", "pattern": whole(_scale(scale))}
        is_scale = [_object(name, said, is_required=True) for name in _names_of("scale")]
        if scale == USUAL_SCALE:
            is_scale.append({"not": _given("scale")})
        on_file = [each for each in figures_of(catalogue).barrels if each.syringe.scale == scale]
        yield {"if": {"anyOf": is_scale}, "then": {"anyOf": list(map(_barrel, on_file))}}


def _of_a_nasal(of: Formulation) -> Iterable[Schema]:
    """Of sprays or drops, as they are counted."""
    many = NASAL[of.device].many
    yield _without(NOT_FOR[of.device])
    yield _any_of(("dose", many, "vial"))
    solved = {"allOf": [_given("diluent"), _given("dose"), _given(many)]}
    yield {"if": {"not": {"anyOf": [_given("vial"), solved]}}, "then": _without(WITH_A_VIAL)}
    filled = [_any_of(("bottle", "vial", "diluent"))]
    if of.bottle_ml is not None:  # of another solution it is not known
        filled.append({"not": _given("strength")})
    yield {"if": _any_of(("residual", "priming")), "then": {"anyOf": filled}}


def _barrel(of: Barrel) -> Schema:
    """A row whose syringe and marks, as far as they are given, are those of that barrel."""
    marks = [Fraction(each) for each in (of.syringe.marks_units, *of.syringe.also_marks_units)]
    sizes = {"mL": of.capacity_ml, "units": of.capacity_units}
    capacity = [
        amount_of(size, kind.dimension)
        for size, kind in ((of.capacity_ml, VOLUME), (of.capacity_units, MARKS))
    ]
    part = of.capacity_ml
    parts = [
        f"0?{part.numerator * times}/{part.denominator * times}"
        for times in range(1, 100)
        if max(part.numerator, part.denominator) * times < 100
    ]
    capacity.append(f"(?:{'|'.join(parts)})\\s*{names_of('mL')}")
    apart = "|".join(map(exactly, marks))
    rules = [
        _object(
            "syringe", {"anyOf": [{"type": "string", "pattern": whole("|".join(capacity))}, _NULL]}
        ),
        _object(
            "marks",
            {
                "anyOf": [
                    {
                        "type": "string",
                        "pattern": whole(f"(?:{apart})(?:\\s*{names_of('units')})?"),
                    },
                    {"enum": [*map(nearest, marks), None]},
                ]
            },
        ),
    ]
    for name in (*_names_of("syringe"), *_names_of("marks")):
        base, unit = KNOWN[name]
        if unit is not None:
            numbers = marks if base == "marks" else [sizes[unit]]
            text = {"type": "string", "pattern": whole("|".join(map(exactly, numbers)))}
            rules.append(_object(name, {"anyOf": [{"enum": [*map(nearest, numbers), None]}, text]}))
    return {"allOf": rules}


def _names_of(base: str) -> list[str]:
    return [name for name, column in KNOWN.items() if column.name == base]


def _object(name: str, value: Schema, *, is_required: bool = False) -> Schema:
    """A row under whose name stands such a value, if anything does or `is_required`."""
    required = {"required": [name]} if is_required else {}
    return {"type": "object", **required, "properties": {name: value}}


def _is_given(name: str) -> Schema:
    if name == "preservative_free":
        return _object(name, {"anyOf": _truth(("true",))}, is_required=True)
    return _object(name, {"not": _NULL}, is_required=True)


def _each_given(names: list[str]) -> Schema:
    return _is_given(names[0]) if len(names) == 1 else {"anyOf": list(map(_is_given, names))}


def _given(base: str) -> Schema:
    return _ref(f"{base}_given")


def _any_of(bases: Iterable[str]) -> Schema:
    return {"anyOf": list(map(_given, bases))}


def _without(bases: Iterable[str]) -> Schema:
    return {"not": _any_of(bases)}
