"""A row of a batch: the words of a dose, as JSON or a table has them.

The model says which names there are and of which kind each is: other names that mean the same, and
the JSON Schema of `selank-calc schema row`, are made of it.
"""

from __future__ import annotations

import re
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, NoReturn, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from ..amounts.fields import (
    BodyMassText,
    CapacityText,
    ContentText,
    DoseText,
    DrawText,
    ErrorText,
    LossText,
    MarksText,
    MassText,
    StrengthText,
    VialSizeText,
    VolumeText,
)
from ..amounts.foreign import is_empty_cell
from ..amounts.writing import as_text
from ..dosing.keeping import DiluentKind
from ..dosing.request import MOST_DOSES_PER_DAY, MOST_SPRAYS
from ..errors import (
    NAME,
    NAME_ENDS,
    SHOWN_CHARACTERS,
    RowError,
    UnknownNameError,
    did_you_mean,
    named,
    quoted,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE = '{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}'


class Between(NamedTuple):
    """The least and the most of a count."""

    least: int
    most: int


Sprays: TypeAlias = Annotated[int | str, Between(1, MOST_SPRAYS)]
PerDay: TypeAlias = Annotated[int | str, Between(1, MOST_DOSES_PER_DAY)]
Priming: TypeAlias = Annotated[int | str, Between(0, MOST_SPRAYS)]


class Row(BaseModel):
    """One row: what `dose` takes, and an id of its own. What is null is not given."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    id: Annotated[Any, Field(description="Whatever tells the row from others; passed on.")] = None
    formulation: Annotated[
        str | None, Field(description="Its id or another of its names; by default selank.")
    ] = None
    vial: Annotated[MassText | None, Field(description="What the vial holds.")] = None
    diluent: Annotated[
        VolumeText | None, Field(description="The water added, for example bacteriostatic water.")
    ] = None
    strength: Annotated[
        StrengthText | None, Field(description="Of a solution bought ready, without vial.")
    ] = None
    volume: Annotated[
        VolumeText | None, Field(description="What a vial of a solution bought ready holds.")
    ] = None
    dose: Annotated[DoseText | None, Field(description="One dose; by body mass with a weight.")] = (
        None
    )
    draw: Annotated[DrawText | None, Field(description="What is drawn up for a dose.")] = None
    sprays: Annotated[Sprays | None, Field(description="Whole sprays per dose, 1 to 100.")] = None
    drops: Annotated[Sprays | None, Field(description="Whole drops per dose, 1 to 100.")] = None
    per_day: Annotated[PerDay | None, Field(description="Doses a day, 1 to 24.")] = None
    scale: Annotated[
        str | None, Field(description="Of the syringe: U-100, U-40 or U-500; by default U-100.")
    ] = None
    syringe: Annotated[CapacityText | None, Field(description="Its capacity.")] = None
    marks: Annotated[MarksText | None, Field(description="How far apart its marks are.")] = None
    diluent_kind: Annotated[
        DiluentKind | None,
        Field(description="Decides how long it is used; by default bacteriostatic."),
    ] = None
    preservative_free: Annotated[
        bool | Literal["true", "false"] | None,
        Field(description="Short for sterile as `diluent_kind`; in CSV as text."),
    ] = None
    content: Annotated[
        ContentText | None, Field(description="The peptide's share of the labelled mass.")
    ] = None
    displacement: Annotated[
        LossText | None, Field(description="What the powder adds to the diluent.")
    ] = None
    dead_space: Annotated[LossText | None, Field(description="Lost with every draw.")] = None
    vial_error: Annotated[
        ErrorText | None, Field(description="How far the vial's mass may be off, either way.")
    ] = None
    diluent_error: Annotated[
        ErrorText | None, Field(description="How far the diluent may be off, either way.")
    ] = None
    vial_size: Annotated[
        VialSizeText | None, Field(description="How much liquid the vial holds.")
    ] = None
    spray_volume: Annotated[VolumeText | None, Field(description="One spray.")] = None
    drop_volume: Annotated[VolumeText | None, Field(description="One drop.")] = None
    bottle: Annotated[VolumeText | None, Field(description="Fill of the bottle.")] = None
    residual: Annotated[
        LossText | None, Field(description="What can't be got out of the bottle.")
    ] = None
    priming: Annotated[Priming | None, Field(description="Sprays spent on priming, 0 to 100.")] = (
        None
    )
    weight: Annotated[BodyMassText | None, Field(description="Body mass: adds mcg/kg.")] = None
    limit: Annotated[DoseText | None, Field(description="Your own limit of one dose.")] = None
    limit_day: Annotated[DoseText | None, Field(description="Your own limit of a day.")] = None
    expires: Annotated[
        str | None,
        Field(description="The printed expiry: a date, or a month for its last day."),
    ] = None


NAMES = tuple(Row.model_fields)
_MEANT = {
    "water": f"Which water? Write {named('diluent')} and {named('diluent_kind')}: "
    "bacteriostatic, sterile or saline.",
    "bac_water": f"Write {named('diluent')} and {named('diluent_kind', 'bacteriostatic')}.",
}
_OF_JSON = frozenset((str, int, float, bool, NoneType))


def is_plain(row: object) -> bool:
    """True if the values of a row, its id aside, have exactly the types of JSON.

    >>> is_plain({"vial": "5 mg"}), is_plain({"vial": float("nan")}), is_plain(["5 mg"])
    (True, False, False)
    """
    if type(row) is not dict:
        return False
    types = set(map(type, row.values()))
    if not types <= _OF_JSON:
        return False
    return float not in types or all(each == each for each in row.values())  # noqa: PLR0124 - NaN


def without_empty_cells(row: dict[str, Any]) -> dict[str, Any]:
    """The row without the words of a dose whose cells have no value in their table.

    >>> without_empty_cells({"vial": "5 mg", "diluent": float("nan")})
    {'vial': '5 mg'}
    """
    return {name: value for name, value in row.items() if not is_empty_cell(value)}


def refuse_no_row(row: object) -> None:
    """Raises RowError for what is not a row."""
    if not isinstance(row, dict):
        message = f"a row is an object of names and values, not {type(row).__name__}."
        raise RowError(message, None, None, f"Write for example {EXAMPLE}.")


def in_a_row(hint: str, names: Mapping[str, str] | None = None) -> str:
    """A hint that names what rows have as a row does; other names stay for who reads the rows.

    `names` are those that words of a dose stand under.

    >>> from selank_calc.errors import named
    >>> in_a_row(f"Write for example {named('vial', '5 mg')}, or leave out {named('sprays')}.")
    'Write for example "vial": "5 mg", or leave out sprays.'
    """
    under = names or {}
    pattern = f"{NAME}({'|'.join(NAMES)})(=(.*?))?{NAME_ENDS}"
    return re.sub(
        pattern, lambda of: f'"{of[1]}": {of[3]}' if of[2] else under.get(of[1], of[1]), hint
    )


def refuse_name(name: object) -> NoReturn:
    """Raises UnknownNameError for a name that no row has."""
    text = as_text(name)
    near = did_you_mean(text, NAMES)
    guess = _MEANT.get(text, f"Did you mean {near}?" if near else "Misspelt?")
    shown = text if len(text) <= SHOWN_CHARACTERS else "NAME"
    read_as = named("column", {near or "diluent": shown})
    hint = (
        f"{guess} To pass it on, write {named('keep', [shown])}. "
        f"To read it, for example {read_as}. Known: {', '.join(NAMES)}."
    )
    raise UnknownNameError(f"Unknown column {quoted(text)}.", None, text, hint)
