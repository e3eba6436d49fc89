"""What a user may write, whole: every public name, and most attributes of each result.

tests/test_typing.py runs it, and has it read by mypy and pyright at their strictest, from outside.
"""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel

import selank_calc
from selank_calc import (
    CATALOGUE,
    Catalogue,
    CatalogueError,
    Chart,
    ConflictingInputError,
    Conversion,
    Course,
    CourseDay,
    CourseStep,
    DateError,
    DiluentChoice,
    DimensionError,
    DropDose,
    Drops,
    Flag,
    FlagKind,
    FlagLimit,
    Formulation,
    KitError,
    Label,
    Mark,
    Mass,
    MissingInputError,
    Opening,
    OutOfBoundsError,
    QuantityError,
    Range,
    RowError,
    SelankCalcError,
    SprayDose,
    Sprays,
    Standing,
    Syringe,
    UnitError,
    UnknownNameError,
    VialDose,
    VialInUse,
    Volume,
    batch,
    chart,
    convert,
    course,
    diluent,
    dose,
    flags,
    formulations,
    label,
    load_catalogue,
    load_kit,
    schema,
)


def flagged(raised: tuple[Flag, ...]) -> Iterator[str]:
    for each in raised:
        beyond: Decimal | None = None
        if each.value is not None and each.limit is not None:
            beyond = each.value - each.limit
        yield f"{each.severity} {each.code} {each.message} {beyond} {each.unit} {each.source}"


def of_a_vial() -> tuple[Decimal, ...]:
    result: VialDose = dose(
        vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=2, weight="70 kg", marks=Decimal(1)
    )
    barrel: Syringe = result.syringe
    beside: list[Mark] = [each for each in (result.below, result.above) if each is not None]
    held: int | None = result.doses_per_vial
    shares: tuple[Decimal | None, ...] = (result.dose_mcg_per_kg, result.daily_mcg_per_kg)
    given: tuple[Decimal | None, ...] = (
        result.vial_mcg, result.diluent_ml, result.volume_ml, result.vial_size_ml, result.limit_mcg,
        result.limit_day_mcg,
    )  # fmt: skip
    print(result, result.name, result.route, result.solved_for, result.assumed, shares, given)
    print((held or 0) + (result.days_per_vial or 0) + result.doses_per_day, result.diluent_kind)
    print(*flagged(result.flags), result.as_dict()["draw_units"], result.quantity("dose_mcg"))
    return (
        result.dose_mcg, result.daily_mcg, result.draw_ml, result.draw_units, result.mark_units,
        result.delivered_mcg, result.delivered_daily_mcg, result.error_percent, result.low_mcg,
        result.high_mcg, result.concentration_mcg_per_ml, result.content_percent,
        result.displacement_ml, result.dead_space_ml, result.vial_error_percent,
        barrel.capacity_ml * barrel.units_per_ml / barrel.marks_units,
        *(mark.units + mark.delivered_mcg + mark.error_percent for mark in beside),
    )  # fmt: skip


def of_sprays_and_drops() -> list[int | None]:
    spray: SprayDose = dose(formulation="nasal-spray", dose="230 mcg", bottle="10 mL", priming=7)
    above: Sprays | None = spray.above
    drops: DropDose = dose(formulation="nasal-drops", drops="4")
    below: Drops | None = drops.below
    ends: tuple[Decimal | None, Decimal | None] = (spray.low_mcg, drops.high_mcg)
    print(spray.spray_ml + spray.spray_mcg + drops.drop_ml + drops.drop_mcg, ends)
    return [
        spray.sprays_per_dose, spray.sprays_per_day, spray.sprays_per_bottle, spray.days_per_bottle,
        above.sprays if above else None, drops.drops_per_dose, drops.drops_per_day,
        drops.drops_per_bottle, below.drops if below else None,
    ]  # fmt: skip


def choices() -> list[Decimal | None]:
    choice: DiluentChoice = diluent(vial="5 mg", dose="250 mcg", vial_size="3 mL")
    table: Chart = chart(vial="5 mg", diluent="2 mL")
    scale: str | None = table.syringe.scale if table.syringe else None
    print(choice.vial_size_ml + 1, choice.assumed, *flagged(choice.flags), scale)
    marks: list[Decimal] = [each.delivered_mcg for each in table.marks]
    return [*marks, *(each.diluent_ml for each in choice.options)]


def a_course(folder: Path) -> Decimal:
    plan: Course = course(
        vial="5 mg", diluent="2 mL", step=[("250 mcg", 7), ("500 mcg", "7d")], skip=["Sun"],
        start=date(2026, 11, 21), opened="2026-11-20", left="1.2 mL", times=[time(8)], price="30",
        today="2026-11-25", currency="EUR",
    )  # fmt: skip
    steps: tuple[CourseStep, ...] = plan.steps
    openings: tuple[Opening, ...] = plan.openings
    days: tuple[CourseDay, ...] = plan.days_detail
    standing: Standing | None = plan.standing
    in_use: VialInUse | None = plan.in_use
    print(plan, plan.end, plan.doses + (plan.vials or 0), plan.cost, *flagged(plan.flags))
    print(*((each.days, each.dose.dose_mcg + 1) for each in steps))
    print(*((f"{each.opened}", each.discard_on, each.wasted_mcg + 1) for each in openings))
    print(*((f"{each.date}", each.doses + 1, each.daily_mcg + 1) for each in days))
    print(standing and standing.doses_left + 1, in_use and in_use.left_mcg + 1)
    (folder / "course.ics").write_bytes(plan.as_calendar("Europe/Berlin", discreet=True))
    return plan.total_mcg


def a_label(folder: Path) -> str:
    made: Label = label(vial="5 mg", diluent="2 mL", dose="250 mcg", opened=date(2026, 11, 21))
    (folder / "vial.svg").write_text(made.as_svg("50x25mm"), encoding="utf-8")
    print(made.left_out("30x15mm"), made.size_for_all("30x15mm"), made.volume_ml, made.discard_on)
    return made.as_text()


def documented(folder: Path) -> str:
    known: tuple[Formulation, ...] = formulations()
    window: Range | None = known[0].dose_mcg
    print(window and (window.low + window.high, window.sources), known[0].doses_per_day)
    kind: FlagKind = flags("draw-small")[0]
    limits: tuple[FlagLimit, ...] = kind.limits
    print(kind.severity, kind.raised, kind.why, kind.to_do, kind.example, limits[0].limit)
    own: Catalogue = CATALOGUE
    print(own.daily_mcg.high + 1, [each.scale for each in own.syringes], own.formulation("spray"))
    for wrong in ("no.yaml", "no.toml"):
        try:
            print(load_catalogue(folder / wrong), load_kit(folder / wrong, "dose"))
        except CatalogueError as error:
            print(error.faults, error.message, error.field, error.text, error.hint, error.code)
    return selank_calc.__version__


class Vial(BaseModel):
    """A model whose fields are amounts."""

    mass: Mass
    diluent: Volume
    first: VialDose


def data() -> str:
    converted: Conversion = convert("250 mcg", "units", vial="5 mg", diluent="2 mL")
    print(converted.amount, converted.unit, converted.converted + 1, converted.to, converted.by)
    for record in batch([{"id": 1, "vial_mg": 5, "diluent": "2 mL", "dose": "250 mcg"}], keep="*"):
        print(record["id"], record.get("draw_units"), schema("row")["$id"])
    first = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
    held = Vial.model_validate({"mass": "5 mg", "diluent": "2 mL", "first": first})
    print(held.mass + held.diluent + held.first.dose_mcg)
    return held.model_dump_json()


def main() -> None:
    kinds: list[type[SelankCalcError]] = [
        QuantityError, UnitError, DimensionError, OutOfBoundsError, DateError, MissingInputError,
        ConflictingInputError, UnknownNameError, RowError, KitError, CatalogueError,
    ]  # fmt: skip
    print(of_a_vial(), of_sprays_and_drops(), choices(), data(), [each.code for each in kinds])
    with TemporaryDirectory() as name:
        print(a_course(Path(name)), a_label(Path(name)), documented(Path(name)))


if __name__ == "__main__":
    main()
