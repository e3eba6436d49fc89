"""`label()`: what belongs on a vial or bottle that was made up, as text and as an image."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Unpack

from .amounts.days import read_date, read_expiry, today
from .amounts.exact import Fraction
from .amounts.reading import LONGEST_TEXT
from .amounts.writing import as_text, text_of
from .catalogue.model import Catalogue
from .dosing.arguments import DoseArguments, refuse_other_arguments
from .dosing.days import read_beyond_use
from .dosing.doses import dose
from .dosing.flags import FlagsField, Raised, after_expiry, worst_first
from .dosing.keeping import Keeping
from .dosing.keeping_flags import beyond_use_longer_than_documented
from .dosing.results import SprayDose, VialDose
from .dosing.syringe import Drawn
from .errors import ConflictingInputError, OutOfBoundsError, QuantityError, named, quoted
from .shown import Tabled, by_name
from .views import View, field, mcg, ml

USUAL_SIZE = "50x25mm"
SMALLEST_MM, LARGEST_MM = Decimal(10), Decimal(300)
_SIDE = r"([0-9]{1,4}(?:\.[0-9]{1,2})?)"
_SIZE = re.compile(rf"\s*{_SIDE}\s*[xX\u00d7]\s*{_SIDE}\s*mm\s*")


class Size(NamedTuple):
    """A label's width and height."""

    width_mm: Decimal
    height_mm: Decimal


# What a label says of its dose.
OF_ITS_DOSE = (
    "formulation", "name", "vial_mcg", "diluent_ml", "diluent_kind", "concentration_mcg_per_ml",
    "dose_mcg", "delivered_mcg", "draw_ml", "draw_units", "mark_units", "syringe", "spray_mcg",
    "sprays_per_dose", "drop_mcg", "drops_per_dose",
)  # fmt: skip


class Label(Tabled, View):
    """A label for a vial or bottle. Its amounts are those of its `dose`.

    `volume_ml` is all of the solution, None for a bottle of unknown fill, `mcg_per_unit`
    what one unit of the syringe carries, or one spray or drop. `discard_on` is None for a bottle
    that is bought ready, whose maker's date is not on file.
    """

    _stages = ("dose", "made_on", "given_days", "last_day", "chosen", "raised", "record_id")
    _headlines = "output.label_text.headlines"
    _table = "output.label_text.label_table"
    dose: VialDose | SprayDose
    made_on: date
    given_days: int | None
    last_day: date | None  # printed
    chosen: tuple[str, ...]
    raised: tuple[Raised, ...]
    record_id: str | None

    def recorded(self, record_id: str) -> Label:
        """The same label, with the id of the record that was written of it."""
        return Label(*self._held()[:-1], record_id)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the amounts are compared with."""
        return self.dose.catalogue

    @ml
    def volume_ml(self) -> Fraction | None:
        """All of the solution, of a spray or drops the bottle's fill, or `null`."""
        if isinstance(self.dose, VialDose):
            return self.dose.solution.made_ml
        return self.dose.device.bottle and self.dose.device.bottle.fill_ml

    @mcg
    def mcg_per_unit(self) -> Fraction:
        """In one unit of the syringe; from a vial."""
        device = self.dose.device
        return device.mcg_per_unit if isinstance(device, Drawn) else device.spray_mcg

    @field
    def mixed(self) -> date:
        """Made up, or opened."""
        return self.made_on

    @field
    def discard_on(self) -> date | None:
        """Or `null`."""
        return self.keeps.discard(self.made_on).on

    @field
    def discard_by(self) -> Literal["beyond-use", "expiry"] | None:
        """What decided that: the days from opening or the printed expiry; `null` without a date."""
        return self.keeps.discard(self.made_on).by

    @field
    def expires(self) -> date | None:
        """The last day of use, with `--expires`, else `null`."""
        return self.last_day

    @property
    def keeps(self) -> Keeping:
        """The rule that decides the date."""
        return self.dose.keeps(self.given_days)._replace(expires=self.last_day)

    @field
    def keeping(self) -> str:
        """That in words: `use at once; at most 24 hours in the refrigerator`, for example."""
        return self.keeps.words

    @field
    def assumed(self) -> tuple[str, ...]:
        """As of a dose, and `mixed`, `beyond_use`."""
        return self.chosen

    @FlagsField
    def flags(self) -> tuple[Raised, ...]:
        """Worst first: see [flags.md](flags.md)."""
        return self.raised

    def as_dict(self) -> dict[str, Any]:
        """The object that `selank-calc label --json` prints, ready for `json.dumps`."""
        record = {**self.dose.plain(*OF_ITS_DOSE), **super().as_dict()}
        if isinstance(self.dose, SprayDose):
            del record["mcg_per_unit"]  # that is `spray_mcg` or `drop_mcg`
        return record

    def as_text(self) -> str:
        """The label, a line each; of a flag its first line."""
        return "\n".join(by_name("output.label_text.label_lines")(self))

    def as_svg(self, size: str = USUAL_SIZE) -> str:
        """The label as an image that prints to scale, `size` being width x height in mm.

        10 to 300 mm each. Where not all is legible, what matters least is left out: `left_out`
        has it. Raises QuantityError for a size that can't be read and OutOfBoundsError for one
        on which the text can't.
        """
        image: str = by_name("output.label_image.label_svg")(self, read_size(size))
        return image

    def left_out(self, size: str = USUAL_SIZE) -> tuple[str, ...]:
        """The lines for which `as_svg(size)` has no room, the most important first.

        Raises what that raises.
        """
        lines: tuple[str, ...] = by_name("output.label_image.fitted")(
            self, read_size(size)
        ).left_out
        return lines

    def size_for_all(self, size: str = USUAL_SIZE) -> str | None:
        """The smallest size of that shape, or larger, that holds every line; None above 300 mm.

        Raises QuantityError or OutOfBoundsError for a size that `as_svg` does not take.
        """
        found = by_name("output.label_image.size_for_all")(self, read_size(size))
        return found and f"{found.width_mm}x{found.height_mm}mm"

    def _repr_svg_(self) -> str:
        return self.as_svg("100x50mm")


def label(
    *,
    opened: str | date | None = None,
    beyond_use: int | str | None = None,
    mixed: str | date | None = None,
    **dose_arguments: Unpack[DoseArguments],
) -> Label:
    """The label of a vial that is made up for a dose, or of a bottle of spray or drops.

    Besides everything that `dose()` takes: `opened` is the date on which it is made up or
    opened, by default today; `mixed` is an old name of it. `beyond_use` is as for `course()`.
    `expires` is the printed expiry: it is not used after that day.

    Raises SelankCalcError (one of its kinds), as `dose()` does.

    >>> made = label(vial="5 mg", diluent="2 mL", dose="250 mcg", opened="2026-11-21")
    >>> print(made.as_text())
    Selank (TP-7), subcutaneous
    5 mg in 2 mL = 2500 mcg/mL
    1 unit of U-100 = 25 mcg
    Dose 10 units = 0.1 mL = 250 mcg, once a day (assumed)
    Mixed 2026-11-21
    Discard 2026-12-19 if made with bacteriostatic water
    Keep in the refrigerator
    """
    refuse_other_arguments("label", dose_arguments)
    printed = dose_arguments.pop("expires", None)  # of this day, and not of a dose taken today
    result = dose(**dose_arguments)
    assumed = list(result.assumed)
    if opened is not None and mixed is not None:
        message = "mixed is an old name of opened."
        raise ConflictingInputError(
            message, "mixed", as_text(mixed), f"Leave out {named('mixed')}."
        )
    if opened is None and mixed is None:
        made_on = today()
        assumed.append("mixed")
    else:
        made_on = read_date(*((mixed, "mixed") if opened is None else (opened, "opened")))
    days = read_beyond_use(beyond_use)
    keeping = result.keeps(days)
    if keeping.is_assumed:
        assumed.append("beyond_use")
    raised = [*result.raised, beyond_use_longer_than_documented(keeping)]
    expires = None if printed is None else read_expiry(printed, "expires")
    if expires is not None:
        raised.append(after_expiry(expires, made_on, "Made up" if keeping.kind else "Opened"))
    return Label(result, made_on, days, expires, tuple(assumed), worst_first(raised), None)


def read_size(text: Any) -> Size:
    """The size of a label, written as width x height in mm.

    Raises QuantityError for any other text, OutOfBoundsError for a side outside 10 to 300 mm.

    >>> read_size("50 x 25 mm")
    Size(width_mm=Decimal('50'), height_mm=Decimal('25'))
    """
    given = text_of(text)
    match = _SIZE.fullmatch(given) if len(given) <= LONGEST_TEXT else None
    if match is None:
        message = f"{quoted(as_text(text))} is not a size of a label."
        hint = f"Write width x height, as {USUAL_SIZE}."
        raise QuantityError(message, "size", as_text(text), hint)
    size = Size(*map(Decimal, match.groups()))
    if not all(SMALLEST_MM <= side <= LARGEST_MM for side in size):
        message = f"{quoted(text)} has a side outside {SMALLEST_MM} to {LARGEST_MM} mm."
        raise OutOfBoundsError(message, "size", text, f"Write width x height, as {USUAL_SIZE}.")
    return size
