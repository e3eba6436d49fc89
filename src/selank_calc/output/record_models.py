"""What every JSON name of a result holds, as pydantic models: the source of docs/json.md
and of the JSON Schemas, with the code of its unit in the Unified Code for Units of Measure.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import core_schema

from ..amounts.fields import UCUM
from ..catalogue.codes import CODES, Severity
from ..conversions import Conversion
from ..courses.results import Course
from ..dosing.diluents import DiluentChoice
from ..dosing.equation import SolvedFor
from ..dosing.results import Dose, SprayDose, VialDose
from ..labels import Label


def _in(unit: str) -> Any:
    """A number in that unit."""
    return Field(json_schema_extra={"x-ucum": UCUM[unit]})


def _says(text: str, **more: Any) -> Any:
    return Field(description=text, **more)


Mcg: TypeAlias = Annotated[float, _in("mcg")]
Millilitres: TypeAlias = Annotated[float, _in("mL")]
McgPerMl: TypeAlias = Annotated[float, _in("mcg/mL")]
McgPerKg: TypeAlias = Annotated[float, _in("mcg/kg")]
Percent: TypeAlias = Annotated[float, _in("%")]
Units: TypeAlias = Annotated[float, _in("units")]
Days: TypeAlias = Annotated[int, _in("days")]
Currency: TypeAlias = Annotated[float, Field(json_schema_extra={"x-unit": "currency"})]


class _Record(BaseModel):
    # What a batch keeps stands beside what is named here.
    model_config = ConfigDict(extra="allow")


class FlagRecord(_Record):
    """Something to know before using the numbers it stands beside: docs/flags.md."""

    code: Annotated[str, _says("which flag it is", json_schema_extra={"enum": list(CODES)})]
    severity: Annotated[Severity, _says("how bad it is")]
    message: Annotated[str, _says("what is the matter, in words")]
    value: Annotated[float | None, _says("in `unit`")]
    limit: Annotated[float | None, _says("in `unit`: what the value is held against")]
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


class _FlaggedRecord(_Record):
    formulation: Annotated[str, _says("id")]
    name: Annotated[str, _says("full name")]


Flags: TypeAlias = Annotated[list[FlagRecord], _says("worst first: see [flags.md](flags.md)")]
Syringe: TypeAlias = Annotated[SyringeRecord, _says("`scale`, `capacity_ml`, `marks_units`")]


class DoseRecord(_FlaggedRecord):
    """What every formulation's result holds."""

    route: Annotated[str | None, _says("as documented, or `null`")]
    solved_for: Annotated[
        SolvedFor | None, _says("which amount was calculated; `null` where none was")
    ]
    concentration_mcg_per_ml: Annotated[McgPerMl, _says("of the solution or the spray, in peptide")]
    dose_mcg: Annotated[Mcg, _says("one dose, asked for or solved for")]
    doses_per_day: Annotated[int, _says("given, or the fewest documented")]
    daily_mcg: Annotated[Mcg, _says("a day, asked for")]
    delivered_mcg: Annotated[Mcg, _says("one dose at the nearest mark, or in whole sprays")]
    delivered_daily_mcg: Annotated[Mcg, _says("a day of that")]
    error_percent: Annotated[Percent, _says("delivered against asked")]
    low_mcg: Annotated[
        Mcg, _says("the least delivered, by the tolerance of the device and the errors given")
    ]
    high_mcg: Annotated[Mcg, _says("the most")]
    dose_mcg_per_kg: Annotated[McgPerKg | None, _says("one dose by body mass, with `--weight`")]
    daily_mcg_per_kg: Annotated[McgPerKg | None, _says("a day by body mass, with `--weight`")]
    content_percent: Annotated[
        Percent, _says("the peptide's share of the labelled mass, with `--content`, else 100")
    ]
    displacement_ml: Annotated[Millilitres, _says("what the powder adds to the diluent, else 0")]
    vial_error_percent: Annotated[Percent, _says("with `--vial-error`, else 0")]
    diluent_error_percent: Annotated[Percent, _says("with `--diluent-error`, else 0")]
    assumed: Annotated[
        list[str],
        _says(
            "names of what was not given but chosen: `doses_per_day`, `scale`, `syringe`, "
            "`marks`, `spray_volume`, `dose` and `bottle` of a spray from a vial"
        ),
    ]
    flags: Flags


class VialDoseRecord(DoseRecord):
    """A dose drawn from a vial."""

    vial_mcg: Annotated[Mcg, _says("in the vial, as labelled")]
    diluent_ml: Annotated[Millilitres, _says("it is dissolved in")]
    draw_ml: Annotated[Millilitres, _says("as given, or what the dose needs")]
    draw_units: Annotated[Units, _says("the same on the syringe's scale")]
    syringe: Syringe
    mark_units: Annotated[
        Units,
        _says("the nearest mark; of all fillings, where the barrel is filled more than once"),
    ]
    below: Annotated[
        MarkRecord | None,
        _says(
            "the last mark before the draw: `units`, `delivered_mcg`, `error_percent`; `null` "
            "before the first mark"
        ),
    ]
    above: Annotated[
        MarkRecord | None,
        _says("the first beyond it; `null` where a draw that fits has none left in the barrel"),
    ]
    dead_space_ml: Annotated[
        Millilitres, _says("lost with every filling, with `--dead-space`, else 0")
    ]
    doses_per_vial: Annotated[int, _says("whole doses")]
    days_per_vial: Annotated[Days, _says("whole days")]


class SprayDoseRecord(DoseRecord):
    """A dose from a nasal pump."""

    vial_mcg: Annotated[Mcg | None, _says("in the vial, as labelled, or `null`")]
    diluent_ml: Annotated[Millilitres | None, _says("it is dissolved in, or `null`")]
    spray_ml: Annotated[Millilitres, _says("one spray")]
    spray_mcg: Annotated[Mcg, _says("one spray")]
    sprays_per_dose: Annotated[int, _says("whole sprays")]
    sprays_per_day: Annotated[int, _says("whole sprays")]
    below: Annotated[
        SpraysRecord | None,
        _says(
            "where the dose is not whole sprays, the count below: `sprays`, `delivered_mcg`, "
            "`error_percent`"
        ),
    ]
    above: Annotated[SpraysRecord | None, _says("and the count above")]
    bottle_ml: Annotated[
        Millilitres | None, _says("fill, with `--bottle`; from a vial all that it makes")
    ]
    residual_ml: Annotated[Millilitres, _says("of it that can't be sprayed, else 0")]
    priming_sprays: Annotated[int, _says("spent on priming, else 0")]
    sprays_per_bottle: Annotated[int | None, _says("whole sprays, where the fill is known")]
    days_per_bottle: Annotated[Days | None, _says("whole days, where the fill is known")]


class DiluentOptionRecord(_Record):
    """A volume to dissolve a vial in, and the dose drawn from that."""

    diluent_ml: Annotated[Millilitres, _says("it is dissolved in")]
    concentration_mcg_per_ml: Annotated[McgPerMl, _says("of the solution, in peptide")]
    draw_ml: Annotated[Millilitres, _says("what the dose needs")]
    draw_units: Annotated[Units, _says("the same on the syringe's scale")]
    syringe: Syringe
    mark_units: Annotated[Units, _says("the nearest mark")]
    delivered_mcg: Annotated[Mcg, _says("one dose at that mark")]
    error_percent: Annotated[Percent, _says("delivered against asked")]
    low_mcg: Annotated[Mcg, _says("the least delivered")]
    high_mcg: Annotated[Mcg, _says("the most")]
    doses_per_vial: Annotated[int, _says("whole doses")]
    flags: Flags


class DiluentRecord(_FlaggedRecord):
    """Volumes to dissolve a vial in."""

    vial_mcg: Annotated[Mcg, _says("in the vial, as labelled")]
    dose_mcg: Annotated[Mcg, _says("one dose")]
    vial_size_ml: Annotated[Millilitres, _says("what the vial can hold")]
    options: Annotated[
        list[DiluentOptionRecord],
        _says(
            "best first: `diluent_ml`, `concentration_mcg_per_ml`, `draw_ml`, `draw_units`, "
            "`syringe`, `mark_units`, `delivered_mcg`, `error_percent`, `low_mcg`, `high_mcg`, "
            "`doses_per_vial` and `flags`, each as above"
        ),
    ]
    assumed: Annotated[list[str], _says("as above, and `vial_size`")]
    flags: Annotated[list[FlagRecord], _says("those that all options share, or why there is none")]


class StepRecord(_Record):
    """The dose of so many days of a course in a row."""

    days: Annotated[Days, _says("in a row")]
    dose_mcg: Annotated[Mcg, _says("one dose, asked for")]
    daily_mcg: Annotated[Mcg, _says("a day of them")]
    delivered_mcg: Annotated[Mcg, _says("one dose at the nearest mark, or in whole sprays")]
    error_percent: Annotated[Percent, _says("delivered against asked")]
    low_mcg: Annotated[Mcg, _says("the least delivered")]
    high_mcg: Annotated[Mcg, _says("the most")]
    dose_mcg_per_kg: Annotated[McgPerKg | None, _says("with `--weight`")]
    daily_mcg_per_kg: Annotated[McgPerKg | None, _says("with `--weight`")]
    draw_ml: Annotated[Millilitres | None, _says("from a vial")] = None
    draw_units: Annotated[Units | None, _says("from a vial")] = None
    syringe: Annotated[SyringeRecord | None, _says("from a vial")] = None
    mark_units: Annotated[Units | None, _says("from a vial")] = None
    sprays_per_dose: Annotated[int | None, _says("of a spray")] = None
    spray_mcg: Annotated[Mcg | None, _says("of a spray")] = None


class OpeningRecord(_Record):
    """One vial or bottle of a course."""

    number: Annotated[int, _says("from 1")]
    opened: datetime.date
    discard_on: Annotated[datetime.date | None, _says("or `null` where no date is documented")]
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


class StandingRecord(_Record):
    """Where one stands on a morning, before its doses."""

    date: datetime.date
    doses_taken: Annotated[int, _says("before it")]
    doses_left: Annotated[int, _says("from it on")]
    opening: Annotated[int | None, _says("the vial or bottle in use")]
    discard_on: Annotated[datetime.date | None, _says("when that must go")]
    next_opening_on: Annotated[datetime.date | None, _says("when the next is opened")]


class CourseRecord(_FlaggedRecord):
    """A course: doses over days, and what they take of vials or bottles."""

    route: Annotated[str | None, _says("as documented, or `null`")]
    container: Annotated[Literal["vial", "bottle"], _says("`vial` or `bottle`")]
    days: Annotated[Days, _says("of one course")]
    courses: Annotated[int, _says("one after another")]
    break_days: Annotated[Days, _says("between two of them")]
    start: Annotated[datetime.date, _says("the first day")]
    end: Annotated[datetime.date, _says("the last day of the last course")]
    doses_per_day: Annotated[int, _says("given, or the fewest documented")]
    times: Annotated[list[str], _says("of the doses of a day, as `08:00`")]
    timezone: Annotated[
        str | None, _says("where these are the times, as `Europe/Berlin`, or `null`")
    ]
    skipped: Annotated[list[str], _says("names of days of the week")]
    steps: Annotated[
        list[StepRecord],
        _says(
            "`days`, and of their dose `dose_mcg`, `daily_mcg`, `delivered_mcg`, "
            "`error_percent`, `low_mcg`, `high_mcg`, `dose_mcg_per_kg`, `daily_mcg_per_kg`, and "
            "`draw_ml`, `draw_units`, `syringe`, `mark_units` or `sprays_per_dose`, `spray_mcg`"
        ),
    ]
    doses: Annotated[int, _says("in all")]
    total_mcg: Annotated[Mcg, _says("as asked for, in all")]
    delivered_total_mcg: Annotated[Mcg, _says("at the nearest marks, or in whole sprays")]
    draws: Annotated[int | None, _says("fillings of the barrel; of a course from vials")] = None
    sprays: Annotated[int | None, _says("whole sprays; of a course of sprays")] = None
    vials: Annotated[int | None, _says("opened; of a course from vials")] = None
    bottles: Annotated[
        int | None,
        _says(
            "opened; of a course of sprays, `null` where the fill is not known, as is what "
            "follows from it"
        ),
    ] = None
    diluent_ml: Annotated[
        Millilitres | None, _says("for all of them, or `null` for a spray that is bought")
    ]
    opened_mcg: Annotated[
        Mcg | None,
        _says(
            "in all that is opened; the next four add up to it, in Python to the last digit, as "
            "JSON numbers to 15"
        ),
    ]
    taken_mcg: Annotated[
        Mcg | None,
        _says(
            "in doses: in draws as they were asked for or given, not at their marks, and in "
            "whole sprays"
        ),
    ]
    lost_mcg: Annotated[Mcg | None, _says("in dead space and in priming")]
    wasted_mcg: Annotated[Mcg | None, _says("still in what was discarded")]
    left_mcg: Annotated[Mcg | None, _says("in the last one at the end")]
    beyond_use_days: Annotated[Days | None, _says("from opening to discarding, or `null`")]
    on_hand: Annotated[int, _says("given, else 0")]
    to_buy: Annotated[int | None, _says("what is opened less that")]
    price: Annotated[Currency | None, _says("of one vial or bottle, or `null`")]
    currency: Annotated[str | None, _says("three letters, or `null`")]
    cost: Annotated[Currency | None, _says("of all that is opened")]
    cost_per_dose: Annotated[Currency | None, _says("of that, a share for each dose")]
    cost_to_buy: Annotated[Currency | None, _says("of what is still to buy")]
    standing: Annotated[
        StandingRecord | None,
        _says(
            "with `--today`: `date`, `doses_taken` before it, `doses_left`, `opening` in use, "
            "its `discard_on`, `next_opening_on`; else `null`"
        ),
    ]
    openings: Annotated[
        list[OpeningRecord],
        _says(
            "`number`, `opened`, `discard_on`, `doses`, `last_dose`, `ended` (`empty`, `past` its "
            "date, or `null`), `wasted_mcg`"
        ),
    ]
    days_detail: Annotated[
        list[DayRecord],
        _says(
            "the days with doses: `date`, `course`, `step`, `doses`, `dose_mcg`, `daily_mcg`, "
            "`delivered_daily_mcg`, `draw_units` or `sprays` of one dose, `opening` of the first"
        ),
    ]
    assumed: Annotated[
        list[str],
        _says("as of a dose, and `days`, `start`, `break`, `times`, `beyond_use`"),
    ]
    flags: Flags


class LabelRecord(_FlaggedRecord):
    """A vial or bottle label."""

    vial_mcg: Annotated[Mcg | None, _says("in the vial, as labelled, or `null`")]
    diluent_ml: Annotated[Millilitres | None, _says("it is dissolved in, or `null`")]
    concentration_mcg_per_ml: Annotated[McgPerMl, _says("of the solution or the spray, in peptide")]
    dose_mcg: Annotated[Mcg, _says("one dose, asked for or solved for")]
    delivered_mcg: Annotated[Mcg, _says("one dose at the nearest mark, or in whole sprays")]
    draw_ml: Annotated[Millilitres | None, _says("from a vial")] = None
    draw_units: Annotated[Units | None, _says("from a vial")] = None
    mark_units: Annotated[Units | None, _says("from a vial")] = None
    syringe: Annotated[SyringeRecord | None, _says("from a vial")] = None
    spray_mcg: Annotated[Mcg | None, _says("of a spray")] = None
    sprays_per_dose: Annotated[int | None, _says("of a spray")] = None
    volume_ml: Annotated[Millilitres | None, _says("all of the solution, or `null`")]
    mcg_per_unit: Annotated[Mcg | None, _says("in one unit of the syringe; from a vial")] = None
    mixed: Annotated[datetime.date, _says("made up, or opened")]
    discard_on: Annotated[datetime.date | None, _says("or `null`")]
    assumed: Annotated[list[str], _says("as of a dose, and `mixed`, `beyond_use`")]
    flags: Flags


class ConversionRecord(_Record):
    """An amount in another unit."""

    given: Annotated[str, _says("the amount as it was written")]
    amount: Annotated[float, _says("the same in `unit`")]
    unit: Annotated[str, _says("mcg, mL, mcg/mL, units or nmol")]
    converted: Annotated[float, _says("the amount in `to`")]
    to: Annotated[str, _says("the other unit")]
    by: Annotated[list[str], _says("the figures used, in words")]
    assumed: Annotated[list[str], _says("`scale` and `formulation`")]


# --- Results themselves ----------------------------------------------------------------

_MODELS: dict[type, type[_Record]] = {
    VialDose: VialDoseRecord,
    SprayDose: SprayDoseRecord,
    Dose: DoseRecord,
    DiluentChoice: DiluentRecord,
    Course: CourseRecord,
    Label: LabelRecord,
    Conversion: ConversionRecord,
}


def model_of(result: type) -> type[_Record]:
    """The model of what `as_dict()` of such a result has."""
    return _MODELS[result]


def core_schema_of(result: type[Any]) -> core_schema.CoreSchema:
    """How pydantic checks and prints such a result where it is a field."""
    return core_schema.is_instance_schema(
        result,
        serialization=core_schema.plain_serializer_function_ser_schema(result.as_dict),
    )


# --- The rows of a batch ---------------------------------------------------------------


class ErrorRecord(_Record):
    """What is wrong with a row of a batch."""

    code: Annotated[str, _says("which kind of error it is")]
    field: Annotated[str | None, _says("the name it stands under, or `null`")]
    message: Annotated[str, _says("what was wrong")]
    hint: Annotated[str | None, _says("what to write instead")]


class RowRecord(_Record):
    """What stands before the answer to a row of a batch."""

    line: Annotated[int | None, _says("of the row, from 1")] = None
    id: Annotated[Any, _says("as the row has it")] = None


class VialDoseRow(VialDoseRecord, RowRecord):
    """A dose from a vial, of a row of a batch or by itself."""


class SprayDoseRow(SprayDoseRecord, RowRecord):
    """A dose of a spray, of a row of a batch or by itself."""


class FailedRow(RowRecord):
    """A row of a batch that failed."""

    line: Annotated[int, _says("of the row, from 1")]
    error: ErrorRecord
