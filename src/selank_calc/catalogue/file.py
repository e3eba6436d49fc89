"""Reads a catalogue file: YAML, checked by a pydantic model, into frozen values.

All faults of a file are reported at once, each with its line and place; so every
check is a field's own, which pydantic runs whatever is wrong with the others. Off the
hot path: the catalogue that comes with the package is frozen into a module.
"""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from ..amounts.exact import ALL_DIGITS, Fraction, decimal
from ..amounts.fields import UCUM, as_text
from ..amounts.kinds import CONCENTRATION, MASS, SYRINGE_MARKS, VOLUME, Kind
from ..amounts.reading import read as read_amount
from ..amounts.writing import as_text as text_of
from ..amounts.writing import plain_text, show, show_apart
from ..errors import CatalogueError, did_you_mean, quoted
from . import model as catalogue
from .codes import CODES
from .model import USUAL_SCALE
from .text import LONGEST_TEXT, fault_of, looks
from .yaml_tree import YamlTree, shown_place

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
LARGEST_FILE = 200_000  # bytes; the one shipped has 8,000


# --- Kinds of value -----------------------------------------------------------------


def _reader(kind: Kind) -> BeforeValidator:
    def read(value: object) -> Decimal:
        if not isinstance(value, str):
            raise ValueError(f"an amount such as {kind.example} is needed")
        return decimal(read_amount(value, "", kind), ALL_DIGITS)

    return BeforeValidator(read)


def _readable(text: str) -> str:
    if fault := fault_of(text):
        raise ValueError(f"{quoted(text)} {fault}")
    return text


def _number(value: object) -> Decimal:
    if not isinstance(value, str):
        raise ValueError("a number such as 5 is needed")
    # Decimal reads 1_2, and digits of every script; 014 is octal to some.
    if not _PLAIN_NUMBER.fullmatch(value):
        raise ValueError(f"{quoted(value)} is not a number in digits and a point")
    return Decimal(value)


def _truth(value: object) -> bool:
    if isinstance(value, str) and value in _TRUTHS:
        return _TRUTHS[value]
    raise ValueError("true or false is needed")


def _known_flag(code: str) -> str:
    if code not in CODES:
        near = did_you_mean(code, CODES)
        guess = f"did you mean {near}?" if near else f"known: {', '.join(CODES)}"
        raise ValueError(f"{quoted(code)} is not a flag; {guess}")
    return code


def _context(info: ValidationInfo) -> dict[str, set[str]]:
    """The state of one reading of a file: its `sources`, the `names` and `titles` taken so far."""
    context: dict[str, set[str]] = info.context or _context_of(set())
    return context


def _context_of(sources: set[str]) -> dict[str, set[str]]:
    return {"sources": sources, "names": set(), "titles": set()}


def _known_source(name: str, info: ValidationInfo) -> str:
    if name not in _context(info)["sources"]:
        raise ValueError(f"{quoted(name)} is not among the sources of this file")
    return name


def _at_least_one(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise ValueError("at least one source is needed")
    return names


def _new_name(name: str, info: ValidationInfo) -> str:
    taken = _context(info)["names"]
    if name in taken:
        raise ValueError(f"{quoted(name)} names two formulations")
    taken.add(name)
    return name


def _new_title(name: str, info: ValidationInfo) -> str:
    taken, seen = _context(info)["titles"], looks(name)
    if seen in taken:
        raise ValueError(f"{quoted(name)} looks like the name of another formulation")
    taken.add(seen)
    return name


def _figure(unit: str, most: int = 1_000_000) -> Any:
    """A figure above zero in that unit."""
    return Field(gt=0, le=most, max_digits=12, json_schema_extra={"x-ucum": UCUM[unit]})


def _whole(unit: str, most: int) -> Any:
    """A whole number from 1 up in that unit."""
    return Field(ge=1, le=most, decimal_places=0, json_schema_extra={"x-ucum": UCUM[unit]})


_IN_DIGITS = BeforeValidator(_number)
Mass: TypeAlias = Annotated[Decimal, _reader(MASS), as_text(MASS)]
Volume: TypeAlias = Annotated[Decimal, _reader(VOLUME), as_text(VOLUME)]
Concentration: TypeAlias = Annotated[Decimal, _reader(CONCENTRATION), as_text(CONCENTRATION)]
Marks: TypeAlias = Annotated[Decimal, _reader(SYRINGE_MARKS), as_text(SYRINGE_MARKS)]
Percent: TypeAlias = Annotated[Decimal, _figure("%", 100), _IN_DIGITS]
# Of what the label says; may be more than all of it.
Share: TypeAlias = Annotated[Decimal, _figure("%"), _IN_DIGITS]
MolarMass: TypeAlias = Annotated[Decimal, _figure("g/mol"), _IN_DIGITS]
PerKg: TypeAlias = Annotated[Decimal, _figure("mcg/kg"), _IN_DIGITS]
UnitsPerMl: TypeAlias = Annotated[Decimal, _figure("units/mL"), _IN_DIGITS]
PerDay: TypeAlias = Annotated[Decimal, _whole("per day", 24), _IN_DIGITS]
Days: TypeAlias = Annotated[Decimal, _whole("days", 3650), _IN_DIGITS]
Text: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_readable)
]
Title: TypeAlias = Annotated[Text, AfterValidator(_new_title)]
Truth: TypeAlias = Annotated[bool, BeforeValidator(_truth)]
Id: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)
]
NewName: TypeAlias = Annotated[Id, AfterValidator(_new_name)]
KnownSources: TypeAlias = Annotated[
    tuple[Annotated[str, AfterValidator(_known_source)], ...], AfterValidator(_at_least_one)
]
KnownFlag: TypeAlias = Annotated[str, AfterValidator(_known_flag)]
Value = TypeVar("Value")


# --- The form of the file: field names are the catalogue's, aliases those of the file ---


class Entry(BaseModel):
    """The names that the file may use."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    makes: ClassVar[type]


class _Range(Entry, Generic[Value]):
    makes: ClassVar[type] = catalogue.Range
    low: Value
    high: Value
    sources: KnownSources
    unconfirmed: Truth = False

    @field_validator("high")
    @classmethod
    def _not_below_low(cls, high: Decimal, info: ValidationInfo) -> Decimal:
        low = info.data.get("low")
        if low is not None and high < low:
            raise ValueError("high is below low")
        return high


class _Figure(Entry, Generic[Value]):
    makes: ClassVar[type] = catalogue.Figure
    value: Value
    sources: KnownSources


class ConcentrationFigure(_Figure[Concentration]):
    """One figure, a concentration, and where it is documented."""


class DaysFigure(_Figure[Days]):
    """One figure, a count of days, and where it is documented."""


class MassFigure(_Figure[Mass]):
    """One figure, a mass, and where it is documented."""


class MolarMassFigure(_Figure[MolarMass]):
    """One figure, a molar mass, and where it is documented."""


class PerKgFigure(_Figure[PerKg]):
    """One figure, in mcg for each kg of body mass, and where it is documented."""


class PercentFigure(_Figure[Percent]):
    """One figure, a percentage, and where it is documented."""


class VolumeFigure(_Figure[Volume]):
    """One figure, a volume, and where it is documented."""


class DaysRange(_Range[Days]):
    """From low to high, each a count of days, and where it is documented."""


class MassRange(_Range[Mass]):
    """From low to high, each a mass, and where it is documented."""


class ShareRange(_Range[Share]):
    """From low to high, each a percentage, and where it is documented."""


class PerDayRange(_Range[PerDay]):
    """From low to high, each a count a day, and where it is documented."""


class StatementEntry(Entry):
    """What a source says about something."""

    makes: ClassVar[type] = catalogue.Statement
    about: Text
    text: Text
    sources: KnownSources


class NoteEntry(Entry):
    """What is to be known, always or beside a flag."""

    makes: ClassVar[type] = catalogue.Note
    text: Text
    sources: KnownSources
    beside: tuple[KnownFlag, ...] = ()
    always: Truth = False
    unconfirmed: Truth = False


class FormulationEntry(Entry):
    """All that is documented on one formulation."""

    makes: ClassVar[type] = catalogue.Formulation
    id: NewName
    aliases: tuple[NewName, ...] = ()
    name: Title
    structure: Text | None = None
    device: catalogue.Device
    route: Text | None = None
    dose_mcg: MassRange | None = Field(None, alias="dose")
    doses_per_day: PerDayRange | None = None
    strength_mcg_per_ml: ConcentrationFigure | None = Field(
        None, alias="strength", validate_default=True
    )
    spray_ml: VolumeFigure | None = Field(None, alias="spray_volume", validate_default=True)
    spray_mcg: MassFigure | None = Field(None, alias="mcg_per_spray", validate_default=True)
    highest_daily_mcg: MassFigure | None = Field(None, alias="highest_daily")
    course_days: DaysRange | None = None
    break_days: DaysRange | None = None
    molar_mass_g_per_mol: MolarMassFigure | None = None
    statements: tuple[StatementEntry, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
    bottle_ml: VolumeFigure | None = Field(None, alias="bottle")

    @field_validator("strength_mcg_per_ml", "spray_ml", "spray_mcg", "bottle_ml")
    @classmethod
    def _of_nasal_devices(cls, value: _Figure[Any] | None, info: ValidationInfo) -> Any:
        device = info.data.get("device")
        if device in catalogue.NASAL and value is None and info.field_name != "bottle_ml":
            raise ValueError(f"{catalogue.NASAL[device].many} need it")
        if device == "vial" and value is not None:
            raise ValueError("only sprays and drops have it")
        return value

    @field_validator("spray_mcg")
    @classmethod
    def _strength_times_volume(cls, value: _Figure[Any] | None, info: ValidationInfo) -> Any:
        strength, volume = info.data.get("strength_mcg_per_ml"), info.data.get("spray_ml")
        if value and strength and volume:
            carried = Fraction(strength.value) * Fraction(volume.value)
            if carried != Fraction(value.value):
                shown = show_apart(carried, Fraction(value.value), "mcg")
                raise ValueError(f"strength times spray volume is {shown}")
        return value


class SyringeEntry(Entry):
    """A barrel."""

    makes: ClassVar[type] = catalogue.Syringe
    scale: Annotated[str, StringConstraints(pattern=r"^U-[1-9][0-9]*$", max_length=8)]
    units_per_ml: UnitsPerMl
    capacity_ml: Volume = Field(alias="capacity")
    marks_units: Marks = Field(alias="marks")
    also_marks_units: tuple[Marks, ...] = Field((), alias="also")
    sources: KnownSources

    @field_validator("units_per_ml")
    @classmethod
    def _as_the_scale_says(cls, units_per_ml: Decimal, info: ValidationInfo) -> Decimal:
        scale = info.data.get("scale")
        if scale is not None and Decimal(scale[2:]) != units_per_ml:
            raise ValueError(f"a {scale} barrel has {scale[2:]} units per mL")
        return units_per_ml

    @field_validator("marks_units", "also_marks_units")
    @classmethod
    def _divide_the_barrel(
        cls, value: Decimal | tuple[Decimal, ...], info: ValidationInfo
    ) -> Decimal | tuple[Decimal, ...]:
        # The last mark is the capacity: the nearest mark to a draw that fits then fits too.
        units_per_ml, capacity_ml = info.data.get("units_per_ml"), info.data.get("capacity_ml")
        if units_per_ml and capacity_ml:
            holds = Fraction(units_per_ml) * Fraction(capacity_ml)
            for spacing in value if isinstance(value, tuple) else (value,):
                if holds % Fraction(spacing):
                    shown = show(spacing, "units")
                    capacity = show(holds, "units")
                    raise ValueError(f"marks every {shown} do not divide a barrel of {capacity}")
        return value


class PumpEntry(Entry):
    """A nasal pump."""

    makes: ClassVar[type] = catalogue.Pump
    spray_ml: Volume = Field(alias="spray_volume")
    sources: KnownSources


class MostVolumeEntry(Entry):
    """The most of a volume that is usual."""

    makes: ClassVar[type] = catalogue.MostVolume
    most_ml: Volume = Field(alias="most")
    why: Text
    sources: KnownSources
    unconfirmed: Truth = False


class VolumesEntry(Entry):
    """The most that is usual in a vial, in one injection and in one nostril at once."""

    makes: ClassVar[type] = catalogue.Volumes
    vial: MostVolumeEntry
    injection: MostVolumeEntry
    nostril: MostVolumeEntry


class SmallDrawEntry(Entry):
    """A draw that people were measured to miss."""

    makes: ClassVar[type] = catalogue.SmallDraw
    limit_units: Marks = Field(alias="limit")
    measured: Text
    sources: KnownSources


class MeasuredDrawEntry(Entry):
    """What people were measured to draw."""

    makes: ClassVar[type] = catalogue.MeasuredDraw
    draw_units: Marks = Field(alias="draw")
    off_units: Marks = Field(alias="error")
    measured: Text
    sources: KnownSources


class AccuracyEntry(Entry):
    """How far what is delivered may lie from what is shown."""

    makes: ClassVar[type] = catalogue.Accuracy
    barrel_capacity_percent: PercentFigure
    barrel_volume_percent: PercentFigure
    barrel_from_half_percent: PercentFigure
    spray_percent: ShareRange
    small_draw: SmallDrawEntry
    very_small_draw: SmallDrawEntry
    measured_draws: tuple[MeasuredDrawEntry, ...] = ()


class CatalogueFile(Entry):
    """Everything documented, as a YAML file has it."""

    makes: ClassVar[type] = catalogue.Catalogue
    daily_mcg: MassRange = Field(alias="daily")
    formulations: Annotated[tuple[FormulationEntry, ...], Field(min_length=1)]
    syringes: Annotated[tuple[SyringeEntry, ...], Field(min_length=1)]
    pumps: tuple[PumpEntry, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
    volumes: VolumesEntry
    accuracy: AccuracyEntry
    beyond_use_days: DaysFigure
    unpreserved_days: DaysFigure
    unpreserved_spray_days: DaysFigure
    sources: dict[Id, Text]
    daily_mcg_per_kg: PerKgFigure | None = None

    @field_validator("syringes")
    @classmethod
    def _distinct_with_one_of_the_scale_in_use(
        cls, syringes: tuple[SyringeEntry, ...]
    ) -> tuple[SyringeEntry, ...]:
        if not any(syringe.scale == USUAL_SCALE for syringe in syringes):
            raise ValueError(f"at least one {USUAL_SCALE} barrel is needed")
        barrels = [(syringe.scale, syringe.capacity_ml) for syringe in syringes]
        if len(set(barrels)) < len(barrels):
            raise ValueError("two barrels have the same scale and capacity")
        return syringes


_ALIASES = {
    name: field.alias
    for entry in Entry.__subclasses__()
    for name, field in entry.model_fields.items()
    if field.alias
}
# What a file of an earlier version lacks.
_NEW = ("unpreserved_days", "unpreserved_spray_days")


# --- From text to a catalogue ---------------------------------------------------------


def default_catalogue_text() -> str:
    """The text of data/formulations.yaml, from the wheel or from the checkout."""
    packaged = files("selank_calc").joinpath("data", "formulations.yaml")
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    # An editable install has no copy inside the package: the checkout's own is used.
    checkout = Path(__file__).parents[3] / "data" / "formulations.yaml"
    return checkout.read_text(encoding="utf-8")


def load_catalogue(path: str | Path) -> catalogue.Catalogue:
    """The catalogue in the YAML file at `path`.

    Raises CatalogueError with all faults of the file, each with its line and place.
    """
    name = text_of(path)
    shown = quoted(name)
    try:
        plain = plain_text(path)  # a text's own methods may raise
        file_path = Path(path if plain is None else plain)
    except Exception as error:  # a foreign object's own code, if it is a path at all
        raise CatalogueError(f"{shown} is not a path.", "catalogue", name) from error
    try:
        with file_path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{shown} is not UTF-8 text.", "catalogue") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise CatalogueError(f"{shown} can't be read: {why}.", "catalogue") from error
    if len(raw) > LARGEST_FILE:
        raise CatalogueError(f"{shown} is larger than {LARGEST_FILE // 1000} kB.", "catalogue")
    return parse_catalogue(text, name)


def parse_catalogue(text: str, name: str) -> catalogue.Catalogue:
    """The catalogue that `text` holds; `name` is what errors call the file."""
    tree = YamlTree(text, name)
    named = tree.data.get("sources") if isinstance(tree.data, dict) else None
    context = _context_of(set(named) if isinstance(named, dict) else set())
    try:
        model = CatalogueFile.model_validate(tree.data, context=context)
    except ValidationError as error:
        faults = (_fault(tree, each) for each in error.errors(include_url=False))
        raise CatalogueError.of_file(name, [*tree.faults, *filter(None, faults)]) from error
    if tree.faults:
        raise CatalogueError.of_file(name, tree.faults)
    sources = tuple(catalogue.Source(name, title) for name, title in model.sources.items())
    parts = {field: _frozen(getattr(model, field)) for field in type(model).model_fields}
    parts["syringes"] = tuple(sorted(parts["syringes"], key=lambda syringe: syringe.capacity_ml))
    return catalogue.Catalogue(**{**parts, "sources": sources})


def _frozen(value: Any) -> Any:
    """The model's value as the catalogue's own: NamedTuples instead of models."""
    if isinstance(value, Entry):
        parts = {field: _frozen(getattr(value, field)) for field in type(value).model_fields}
        return value.makes(**parts)
    if isinstance(value, tuple):
        return tuple(_frozen(each) for each in value)
    return value


def _fault(tree: YamlTree, error: ErrorDetails) -> str | None:
    """One fault as a line: where it is in the file, and what is wrong; None if that was said."""
    # A field that the file leaves out is named by pydantic as the catalogue names it.
    place = tuple(_ALIASES.get(str(part), part) for part in error["loc"])
    if place in tree.faulty:
        return None
    if error["type"] in ("model_type", "dict_type"):
        message = "names with their values are needed here"
    else:
        cause = error.get("ctx", {}).get("error")
        message = " ".join(str(cause or error["msg"]).split())
        if error["type"] == "missing" and place[0] in _NEW:
            from .frozen_catalogue import CATALOGUE  # which is made with this module

            figure: catalogue.Figure = getattr(CATALOGUE, str(place[0]))
            names = ", ".join(figure.sources)
            written = f"{{value: {figure.value}, sources: [{names}]}}"
            message = f"is new; write for example {place[0]}: {written}, and {names} under sources"
    return f"line {tree.line_of(place)}: {shown_place(place)}: {message}"
