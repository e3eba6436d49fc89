"""What a catalogue holds: formulations, ranges, syringes, pumps, sources, notes.

Plain frozen values and look-up by name; reading a file is `schema`'s work. The
catalogue that comes with the package is `frozen_catalogue.CATALOGUE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .errors import UnknownNameError, did_you_mean, quoted

if TYPE_CHECKING:
    from decimal import Decimal

Device: TypeAlias = Literal["vial", "spray"]


@dataclass(frozen=True)
class Source:
    """A document that figures are taken from; `id` is how they name it."""

    id: str
    title: str


@dataclass(frozen=True)
class Range:
    """Documented limits, both inside, in the unit that the field's name gives."""

    low: Decimal
    high: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One documented number, in the unit that the field's name gives."""

    value: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """Something documented that is no number, under a heading such as "effect"."""

    about: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """Something on record, shown beside the flags it bears on; it never silences one.

    `beside` holds flag codes; `always` shows the note wherever its formulation is.
    """

    text: str
    sources: tuple[str, ...]
    beside: tuple[str, ...]
    always: bool
    unconfirmed: bool


@dataclass(frozen=True)
class Formulation:
    """All that is documented on one formulation; None where nothing is.

    `dose_mcg` is per dose, `doses_per_day` a count, `strength_mcg_per_ml`,
    `spray_ml` and `spray_mcg` belong to sprays, `course_days` and `break_days` to
    courses.
    """

    id: str
    aliases: tuple[str, ...]
    name: str
    structure: str | None
    device: Device
    route: str | None
    dose_mcg: Range | None
    doses_per_day: Range | None
    strength_mcg_per_ml: Figure | None
    spray_ml: Figure | None
    spray_mcg: Figure | None
    highest_daily_mcg: Figure | None
    course_days: Range | None
    break_days: Range | None
    molar_mass_g_per_mol: Figure | None
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Syringe:
    """A barrel as it is sold: its scale, how much it holds, how far apart its marks are."""

    scale: str
    units_per_ml: Decimal
    capacity_ml: Decimal
    marks_units: Decimal
    also_marks_units: tuple[Decimal, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Pump:
    """A nasal pump, by the volume of one spray."""

    spray_ml: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything documented. `daily_mcg` is the window for every formulation."""

    daily_mcg: Range
    formulations: tuple[Formulation, ...]
    syringes: tuple[Syringe, ...]
    pumps: tuple[Pump, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]

    def formulation(self, name: str) -> Formulation:
        """The formulation of that id or alias, in upper or lower case.

        Raises UnknownNameError, with the nearest name, if there is none.

        >>> from selank_calc import default_catalogue
        >>> default_catalogue().formulation("AMIDATE").id
        'n-acetyl-selank-amidate'
        """
        wanted = name.strip().lower()
        for formulation in self.formulations:
            if wanted == formulation.id or wanted in formulation.aliases:
                return formulation
        names = [known for each in self.formulations for known in (each.id, *each.aliases)]
        near = did_you_mean(name, names)
        guess = f"Did you mean {near}? " if near else ""
        known = ", ".join(each.id for each in self.formulations)
        message = f"no formulation is called {quoted(name)}."
        raise UnknownNameError(message, "formulation", name, f"{guess}Known: {known}.")
