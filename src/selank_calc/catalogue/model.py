"""What a catalogue holds: formulations, ranges, syringes, pumps, sources, notes.

Plain frozen values and look-up by name; `file` reads them from YAML, and those that come
with the package are `frozen_catalogue.CATALOGUE`. They are NamedTuples because these classes
are made at every start: frozen dataclasses take seven times as long. For the same reason
annotations are not postponed here: each would be compiled from its text.
"""

from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from ..amounts.writing import plain_text
from ..errors import UnknownNameError, guess, quoted
from ..shown import by_name, in_notebooks

USUAL = "selank"  # the formulation where none is named
USUAL_SCALE = "U-100"
Device: TypeAlias = Literal["vial", "spray", "drops"]


class Nasal(NamedTuple):
    """A nasal device in words: `one`, `many`, also the argument, and `volume`, that of one.

    They are no part of a catalogue file, since the names of arguments and fields go by them.
    """

    one: str
    many: Literal["sprays", "drops"]
    volume: str
    product: str
    bottle: str
    delivered: str  # what whole sprays or drops deliver is called, beside what was asked

    def counted(self, count: int) -> str:
        """How many there are.

        >>> NASAL["spray"].counted(1), NASAL["drops"].counted(2)
        ('1 spray', '2 drops')
        """
        return f"1 {self.one}" if count == 1 else f"{count} {self.many}"


NASAL: dict[str, Nasal] = {
    "spray": Nasal("spray", "sprays", "spray_volume", "a nasal spray", "bottle", "sprayed"),
    "drops": Nasal("drop", "drops", "drop_volume", "nasal drops", "dropper bottle", "in drops"),
}


class Source(NamedTuple):
    """A document that figures are taken from; `id` is how they name it."""

    id: str
    title: str


@in_notebooks
class Range(NamedTuple):
    """Documented limits, both inside, in the unit that the field's name gives.

    What is unconfirmed is shown, and nothing is flagged by it.
    """

    low: Decimal
    high: Decimal
    sources: tuple[str, ...]
    unconfirmed: bool = False

    @property
    def doubt(self) -> str:
        """The word that stands after it."""
        return ", unconfirmed" if self.unconfirmed else ""


@in_notebooks
class Figure(NamedTuple):
    """One documented number, in the unit that the field's name gives."""

    value: Decimal
    sources: tuple[str, ...]


class Statement(NamedTuple):
    """A documented fact that is not a number, under a heading such as "effect"."""

    about: str
    text: str
    sources: tuple[str, ...]


class Note(NamedTuple):
    """Something on record, shown beside the flags it bears on; it never silences one.

    `beside` holds flag codes; `always` shows the note wherever its formulation is.
    """

    text: str
    sources: tuple[str, ...]
    beside: tuple[str, ...]
    always: bool
    unconfirmed: bool


class Formulation(NamedTuple):
    """All that is documented on one formulation; None where nothing is.

    `dose_mcg` is per dose, `doses_per_day` a count, `strength_mcg_per_ml`,
    `spray_ml` and `spray_mcg` belong to one spray or drop, `bottle_ml` to a bottle bought
    ready, `course_days` and `break_days` to courses.
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
    bottle_ml: Figure | None = None

    def _repr_html_(self) -> str:
        return str(by_name("output.html.formulation_html")(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Tells pydantic to take such a value as it is, and no other."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)


@in_notebooks
class Syringe(NamedTuple):
    """A barrel: its scale, how much it holds, how far apart its marks are."""

    scale: str
    units_per_ml: Decimal
    capacity_ml: Decimal
    marks_units: Decimal
    also_marks_units: tuple[Decimal, ...]
    sources: tuple[str, ...]


@in_notebooks
class Pump(NamedTuple):
    """A nasal pump, by the volume of one spray."""

    spray_ml: Decimal
    sources: tuple[str, ...]


class MostVolume(NamedTuple):
    """The largest usual volume, with the words that a flag has for it."""

    most_ml: Decimal
    why: str
    sources: tuple[str, ...]
    unconfirmed: bool


class Volumes(NamedTuple):
    """The most that is usual in a vial of powder, in one injection and in one nostril at once."""

    vial: MostVolume
    injection: MostVolume
    nostril: MostVolume


class SmallDraw(NamedTuple):
    """A draw so small that people were measured to miss it, and by how much."""

    limit_units: Decimal
    measured: str
    sources: tuple[str, ...]


class MeasuredDraw(NamedTuple):
    """What people were measured to draw where `draw_units` was asked, of U-100.

    `off_units` is the most that it was off, or its mean error and spread added.
    """

    draw_units: Decimal
    off_units: Decimal
    measured: str
    sources: tuple[str, ...]


class Accuracy(NamedTuple):
    """How far what is delivered may lie from what is shown, all in percent.

    A barrel below half its capacity: of the capacity and of the volume, added; from half
    upward: of the volume. A spray: what one may deliver of what the label says.
    """

    barrel_capacity_percent: Figure
    barrel_volume_percent: Figure
    barrel_from_half_percent: Figure
    spray_percent: Range
    small_draw: SmallDraw
    very_small_draw: SmallDraw
    measured_draws: tuple[MeasuredDraw, ...] = ()


class Catalogue(NamedTuple):
    """Everything documented. `daily_mcg` is the window for every formulation.

    `beyond_use_days` is how long a preserved solution is used once its container was
    opened: none is taken on that day or after it. The next two are of one without a
    preservative, in a vial and in a spray made from one. `daily_mcg_per_kg` is what is
    documented a day by body mass, which is shown and raises nothing.
    """

    daily_mcg: Range
    formulations: tuple[Formulation, ...]
    syringes: tuple[Syringe, ...]
    pumps: tuple[Pump, ...]
    notes: tuple[Note, ...]
    volumes: Volumes
    accuracy: Accuracy
    beyond_use_days: Figure
    unpreserved_days: Figure
    unpreserved_spray_days: Figure
    sources: tuple[Source, ...]
    daily_mcg_per_kg: Figure | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Tells pydantic to take such a value as it is, and no other."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    def __repr__(self) -> str:
        # As the default of every function it would fill the page that `help` shows.
        return f"Catalogue({', '.join(each.id for each in self.formulations)})"

    def formulation(self, name: str) -> Formulation:
        """The formulation of that id or alias, in upper or lower case.

        Raises UnknownNameError, with the nearest name, if there is none.

        >>> from selank_calc import CATALOGUE
        >>> CATALOGUE.formulation("AMIDATE").id
        'n-acetyl-selank-amidate'
        """
        named = plain_text(name)
        if named is None:
            message = f"a formulation is named by text, not by {type(name).__name__}."
            raise UnknownNameError(message, "formulation", None, f"Known: {self._known()}.")
        wanted = named.strip().lower()
        for formulation in self.formulations:
            if wanted == formulation.id or wanted in formulation.aliases:
                return formulation
        if wanted == USUAL:  # the default, so perhaps not typed by the user
            hint = f"Name one of its formulations: {self._known()}."
            raise UnknownNameError(f"the catalogue has no {USUAL}.", "formulation", named, hint)
        names = [known for each in self.formulations for known in (each.id, *each.aliases)]
        hint = f"{guess(named, names)}Known: {self._known()}."
        message = f"no formulation is called {quoted(named)}."
        raise UnknownNameError(message, "formulation", named, hint)

    def _known(self) -> str:
        return ", ".join(each.id for each in self.formulations)
