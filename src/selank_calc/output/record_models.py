"""What every JSON name of a result holds, as pydantic models: the source of docs/json.md
and of the JSON Schemas, with the code of its unit in the Unified Code for Units of Measure.

A result's names, types and descriptions are those of its fields; what is nested in one is
spelt out here.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic_core import core_schema

from ..amounts import exact
from ..amounts.fields import UCUM, ending
from ..amounts.kinds import Dated
from ..catalogue.codes import CODES, Severity
from ..catalogue.model import Catalogue, Formulation, Range, Syringe
from ..conversions import Conversion
from ..courses.parts import CourseDay, CourseStep, Opening, Standing, VialInUse
from ..courses.results import OF_A_DEVICE, OF_A_STEP, Course
from ..dosing.charts import Chart, Side
from ..dosing.diluents import OF_A_DILUENT, OF_A_SPRAYED_ONE, DiluentChoice
from ..dosing.flags import Raised
from ..dosing.results import Dose, DropDose, Drops, Mark, SprayDose, Sprays, VialDose
from ..labels import OF_ITS_DOSE, Label
from ..views import field, fields_of


def _in(unit: str) -> Any:
    """A number in that unit."""
    return Field(json_schema_extra={"x-ucum": UCUM[unit]})


def _says(text: str, **more: Any) -> Any:
    return Field(description=text, **more)


Mcg: TypeAlias = Annotated[float, _in("mcg")]
Millilitres: TypeAlias = Annotated[float, _in("mL")]
Percent: TypeAlias = Annotated[float, _in("%")]
Units: TypeAlias = Annotated[float, _in("units")]
Days: TypeAlias = Annotated[int, _in("days")]


class _Record(BaseModel):
    # What a batch keeps stands beside what is named here.
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")


# --- What is nested in a field --------------------------------------------------------


class FlagRecord(_Record):
    """Something to know before using the numbers it stands beside: docs/flags.md."""

    code: Annotated[str, _says("which flag it is", json_schema_extra={"enum": list(CODES)})]
    severity: Annotated[Severity, _says("how bad it is")]
    message: Annotated[str, _says("what is the matter, in words")]
    value: Annotated[float | None, _says("in `unit`")]
    limit: Annotated[float | None, _says("in `unit`: the limit that the value is compared with")]
    unit: Annotated[str | None, _says("of value and limit")]
    source: Annotated[str | None, _says("where the limit is documented")]


class SyringeRecord(_Record):
    """A barrel."""

    scale: Annotated[str, _says("U-100, U-40 or U-500")]
    capacity_ml: Annotated[Millilitres, _says("how much it holds")]
    marks_units: Annotated[Units, _says("how far apart its marks are")]


class _Beside(_Record):
    delivered_mcg: Annotated[Mcg, _says("what it delivers")]
    error_percent: Annotated[Percent, _says("that against the dose")]


class MarkRecord(_Beside):
    """A mark beside a draw."""

    units: Annotated[Units, _says("the mark")]


class SpraysRecord(_Beside):
    """A count of sprays beside a dose."""

    sprays: Annotated[int, _says("the count")]


class DropsRecord(_Beside):
    """A count of drops beside a dose."""

    drops: Annotated[int, _says("the count")]


class OpeningRecord(_Record):
    """One vial or bottle of a course."""

    number: Annotated[int, _says("from 1")]
    opened: datetime.date
    discard_on: Annotated[datetime.date | None, _says("or `null` where no date is documented")]
    discard_by: Annotated[
        Literal["beyond-use", "expiry"] | None, _says("what decided that; `null` without a date")
    ]
    doses: Annotated[int, _says("taken from it")]
    last_dose: datetime.date
    ended: Annotated[
        Literal["empty", "past"] | None, _says("why the next is opened; `null` of the last")
    ]
    wasted_mcg: Annotated[Mcg, _says("what it still held when it was discarded")]


class DayRecord(_Record):
    """A day of a course with doses."""

    date: datetime.date
    course: Annotated[int, _says("from 1")]
    step: Annotated[int, _says("from 1")]
    doses: Annotated[int, _says("on that day")]
    dose_mcg: Annotated[Mcg, _says("one of them")]
    daily_mcg: Annotated[Mcg, _says("all of them, asked for")]
    delivered_daily_mcg: Annotated[Mcg, _says("all of them, delivered")]
    opening: Annotated[int | None, _says("the vial or bottle of the first of them")]
    draw_units: Annotated[Units | None, _says("of one dose, from a vial")] = None
    sprays: Annotated[int | None, _says("of one dose of a spray")] = None
    drops: Annotated[int | None, _says("of one dose of drops")] = None


class StandingRecord(_Record):
    """Where one stands on a morning, before its doses."""

    date: datetime.date
    doses_taken: Annotated[int, _says("before it")]
    doses_left: Annotated[int, _says("from it on")]
    opening: Annotated[int | None, _says("the vial or bottle in use")]
    discard_on: Annotated[datetime.date | None, _says("when that must go")]
    next_opening_on: Annotated[datetime.date | None, _says("when the next is opened")]


class InUseRecord(_Record):
    """The vial or bottle in use when a course begins."""

    opened: datetime.date
    left_mcg: Annotated[Mcg, _says("what is in it")]
    doses_left: Annotated[int, _says("whole doses in it, of the size of the first")]
    doses: Annotated[int, _says("taken from it before its date")]
    last_dose: datetime.date
    discard_on: Annotated[datetime.date | None, _says("or `null` where no date is documented")]
    next_on: Annotated[datetime.date | None, _says("when the next is needed")]


# --- Models of the fields of a result --------------------------------------------------

_AS_JSON: dict[Any, Any] = {
    Raised: FlagRecord, Syringe: SyringeRecord, Mark: MarkRecord, Sprays: SpraysRecord,
    Drops: DropsRecord, Opening: OpeningRecord, CourseDay: DayRecord, Standing: StandingRecord,
    VialInUse: InUseRecord,
    Dated: datetime.date,
    datetime.time: str, Fraction: float, exact.Fraction: float,
}  # fmt: skip


def _as_json(hint: Any, unit: str | None) -> Any:
    """The type that JSON has for that of a field."""
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(_as_json(each, unit) for each in get_args(hint))]  # noqa: UP007
    if get_origin(hint) is tuple:
        return list[_as_json(get_args(hint)[0], None)]  # type: ignore[misc]
    shown = _AS_JSON.get(hint, hint)
    if unit is None or shown is type(None):
        return shown
    extra: dict[str, Any] = {"x-ucum": UCUM[unit]} if unit in UCUM else {"x-unit": unit}
    return Annotated[shown, Field(json_schema_extra=extra)]


def _entry(of: field[Any], *others: field[Any], is_certain: bool = True) -> Any:
    """The type and description of a field; what only some records have may be absent.

    Of those that records of several devices have, the type is that of all.
    """
    hints = [get_type_hints(each.make)["return"] for each in (of, *others)]
    shown: Any = Union[tuple(_as_json(each, of.unit) for each in hints)]  # noqa: UP007
    said = " ".join((of.__doc__ or "").split()).rstrip(".")
    said = said[:1].lower() + said[1:]
    if is_certain:
        return Annotated[shown, _says(said)], ...
    return Annotated[shown | None, _says(said)], None


def _model(name: str, text: str, base: type[BaseModel], entries: dict[str, Any]) -> Any:
    new = {name: each for name, each in entries.items() if name not in base.model_fields}
    return create_model(name, __base__=base, __doc__=text, __module__=__name__, **new)


def _of_result(name: str, result: type, text: str, base: type[BaseModel] = _Record) -> Any:
    """The model of a result's whole record."""
    entries = {each: _entry(of) for each, of in fields_of(result).items()}
    return _model(name, text, base, entries)


def _of_doses(names: tuple[str, ...]) -> dict[str, Any]:
    """Those fields of a dose; what only one device has may be absent."""
    of_each = [fields_of(kind) for kind in (VialDose, SprayDose, DropDose)]
    having = {name: [of[name] for of in of_each if name in of] for name in names}
    return {
        name: _entry(*fields, is_certain=len(fields) == len(of_each))
        for name, fields in having.items()
    }


DoseRecord: Any = _of_result("DoseRecord", Dose, "What every formulation's result holds.")
VialDoseRecord: Any = _of_result(
    "VialDoseRecord", VialDose, "A dose drawn from a vial.", DoseRecord
)
SprayDoseRecord: Any = _of_result(
    "SprayDoseRecord", SprayDose, "A dose from a nasal pump.", DoseRecord
)
DropDoseRecord: Any = _of_result("DropDoseRecord", DropDose, "A dose in nasal drops.")
DiluentOptionRecord: Any = _model(
    "DiluentOptionRecord",
    "A volume to dissolve a vial in, and the dose drawn or sprayed from that.",
    _Record,
    _of_doses(tuple(dict.fromkeys(OF_A_DILUENT + OF_A_SPRAYED_ONE))),
)
_AS_JSON[VialDose] = _AS_JSON[SprayDose] = _AS_JSON[DropDose] = DiluentOptionRecord
DiluentRecord: Any = _of_result("DiluentRecord", DiluentChoice, "Volumes to dissolve a vial in.")
StepRecord: Any = _model(
    "StepRecord",
    "The dose of so many days of a course in a row.",
    _Record,
    {"days": (Annotated[Days, _says("in a row")], ...), **_of_doses(OF_A_STEP)},
)
_AS_JSON[CourseStep] = StepRecord
_OF_ONE_DEVICE = {name for names in OF_A_DEVICE.values() for name in names}
CourseRecord: Any = _model(
    "CourseRecord",
    "A course: doses over days, and what they take of vials or bottles.",
    _Record,
    {
        name: _entry(each, is_certain=name not in _OF_ONE_DEVICE)
        for name, each in fields_of(Course).items()
    },
)
LabelRecord: Any = _model(
    "LabelRecord",
    "A vial or bottle label.",
    _Record,
    {
        **_of_doses(OF_ITS_DOSE),
        **{
            name: _entry(each, is_certain=name != "mcg_per_unit")
            for name, each in fields_of(Label).items()
        },
    },
)


class ChartMarkRecord(_Record):
    """A mark of a syringe, or a count of sprays or drops, and what it delivers."""

    units: Annotated[Units | None, _says("the mark, from a vial")] = None
    sprays: Annotated[int | None, _says("whole sprays, of a nasal spray")] = None
    drops: Annotated[int | None, _says("whole drops, of nasal drops")] = None
    volume_ml: Annotated[Millilitres, _says("of it")]
    delivered_mcg: Annotated[Mcg, _says("in it")]
    documented: Annotated[
        Side | None, _says("where that is of the documented dose, `null` without one")
    ]
    once_a_day_mcg: Annotated[Mcg, _says("a day of one such dose")]
    twice_a_day_mcg: Annotated[Mcg, _says("a day of two")]
    thrice_a_day_mcg: Annotated[Mcg, _says("a day of three")]
    flags: Annotated[list[FlagRecord], _says("worst first; of a day with as many as are assumed")]


_AS_JSON[VialDose] = _AS_JSON[SprayDose] = _AS_JSON[DropDose] = ChartMarkRecord
ChartRecord: Any = _of_result("ChartRecord", Chart, "What each mark of a syringe delivers.")
ConversionRecord: Any = _of_result("ConversionRecord", Conversion, "An amount in another unit.")


class KeptRecord(_Record):
    """What `--record` writes: a calculation that `selank-calc check` makes again."""

    record: Annotated[Literal[1], _says("the form of this file")]
    id: Annotated[str, _says("ten characters, of a hash of all else")]
    command: Annotated[
        Literal["dose", "course", "label", "diluent"], _says("which command calculated it")
    ]
    version: Annotated[str, _says("of selank-calc")]
    catalogue: Annotated[str, _says("a hash of all documented figures, SHA-256")]
    given: Annotated[
        dict[str, str | bool | list[str]], _says("what was typed, in the words of Python")
    ]
    today: Annotated[
        datetime.date | None, _says("the day, where it was read from the clock, else `null`")
    ]
    result: Annotated[dict[str, Any], _says("what `--json` of the command prints")]


# --- Results themselves ----------------------------------------------------------------

_MODELS: dict[type, type[BaseModel]] = {
    VialDose: VialDoseRecord,
    SprayDose: SprayDoseRecord,
    DropDose: DropDoseRecord,
    Dose: DoseRecord,
    DiluentChoice: DiluentRecord,
    Chart: ChartRecord,
    Course: CourseRecord,
    Label: LabelRecord,
    Conversion: ConversionRecord,
}


def model_of(result: type) -> type[BaseModel]:
    """The model of what `as_dict()` of such a result has."""
    return _MODELS[result]


def core_schema_of(result: type[Any]) -> core_schema.CoreSchema:
    """How pydantic checks and prints such a result where it is a field."""
    return core_schema.is_instance_schema(
        result,
        serialization=core_schema.plain_serializer_function_ser_schema(result.as_dict),
    )


# --- What is documented -----------------------------------------------------------------

# The longest first: a name in mcg/mL ends in mL, too.
_ENDINGS = sorted(((ending(unit), code) for unit, code in UCUM.items()), key=lambda of: -len(of[0]))


def _code_of(name: str) -> str | None:
    """The code of the unit that a name ends in."""
    endings = (code for unit, code in _ENDINGS if name == unit or name.endswith(f"_{unit}"))
    return next(endings, None)


def _documented(kind: type[Any], **more: Any) -> Any:
    """The model of a frozen value of the catalogue as JSON has it."""
    entries = {}
    for name, hint in get_type_hints(kind).items():
        code = _code_of(name)
        shown = _documented_as(hint)
        unit = Field(json_schema_extra={"x-ucum": code} if code else None)
        entries[name] = (Annotated[shown, unit], ...)
    text = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    return _model(f"{kind.__name__}Record", text, _Record, {**entries, **more})


def _documented_as(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(map(_documented_as, get_args(hint)))]  # noqa: UP007
    if get_origin(hint) is tuple:
        return list[_documented_as(get_args(hint)[0])]  # type: ignore[misc]
    if hasattr(hint, "_fields"):
        if hint not in _OF_CATALOGUE:
            _OF_CATALOGUE[hint] = _documented(hint)
        return _OF_CATALOGUE[hint]
    return float if hint is Decimal else hint


_OF_CATALOGUE: dict[Any, Any] = {}
_TITLES = (Annotated[dict[str, str], _says("titles by their ids")], ...)
CatalogueRecord: Any = _documented(Catalogue, sources=_TITLES)
FormulationRecord: Any = _model(
    "OneFormulationRecord",
    "All that is documented on one formulation, and on all.",
    _documented_as(Formulation),
    {"daily_mcg": (Annotated[_documented_as(Range), _in("mcg")], ...), "sources": _TITLES},
)


# --- The rows of a batch ---------------------------------------------------------------


class ErrorRecord(_Record):
    """The fault of a row of a batch."""

    code: Annotated[str, _says("which kind of error it is")]
    field: Annotated[str | None, _says("the name it stands under, or `null`")]
    message: Annotated[str, _says("what was wrong")]
    hint: Annotated[str | None, _says("what to write instead")]


_LINE = (
    "of the file, from 1, on which the row begins: the heading of a CSV is line 1, and empty lines "
    "count; in Python the row's number, from 1"
)


class RowRecord(_Record):
    """The fields before the answer to a row of a batch."""

    line: Annotated[int | None, _says(_LINE)] = None
    id: Annotated[Any, _says("as the row has it")] = None


class KitRecord(_Record):
    """What a command line prints before a result where a plan file was named."""

    from_kit: Annotated[list[str] | None, _says("the names that came from the plan file")] = None


VialDoseRow: type[BaseModel] = create_model(
    "VialDoseRow",
    __base__=(VialDoseRecord, RowRecord, KitRecord),
    __doc__="A dose from a vial, of a row of a batch or by itself.",
)
SprayDoseRow: type[BaseModel] = create_model(
    "SprayDoseRow",
    __base__=(SprayDoseRecord, RowRecord, KitRecord),
    __doc__="A dose of a spray, of a row of a batch or by itself.",
)
DropDoseRow: type[BaseModel] = create_model(
    "DropDoseRow",
    __base__=(DropDoseRecord, RowRecord, KitRecord),
    __doc__="A dose in drops, of a row of a batch or by itself.",
)
PrintedCourse: type[BaseModel] = create_model(
    "PrintedCourse", __base__=(CourseRecord, KitRecord), __doc__="A course as it is printed."
)
PrintedDiluent: type[BaseModel] = create_model(
    "PrintedDiluent", __base__=(DiluentRecord, KitRecord), __doc__="Volumes as they are printed."
)
PrintedLabel: type[BaseModel] = create_model(
    "PrintedLabel", __base__=(LabelRecord, KitRecord), __doc__="A label as it is printed."
)


class FailedRow(RowRecord):
    """A row of a batch that failed."""

    line: Annotated[int, _says(_LINE)]
    error: ErrorRecord
