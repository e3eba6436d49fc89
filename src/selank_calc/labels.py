"""`label()`: what belongs on a vial or bottle that was made up, as text and as an image."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from . import dosing
from .as_field import AsField
from .asked_course import beyond_use_days
from .course_flags import beyond_use_longer_than_documented
from .courses import refuse_other_arguments
from .dates import read_date
from .errors import OutOfBoundsError, QuantityError, quoted
from .exact import Ratio, add, divided, multiply, quotient
from .flags import worst_first
from .quantities import LONGEST_TEXT, as_text
from .results import VialDose

if TYPE_CHECKING:
    from rich.console import RenderableType

    from .courses import DoseArguments
    from .flags import Flag
    from .results import SprayDose

USUAL_SIZE = "50x25mm"
SMALLEST_MM, LARGEST_MM = Decimal(10), Decimal(300)
_SIDE = r"([0-9]{1,4}(?:\.[0-9]{1,2})?)"
_SIZE = re.compile(rf"\s*{_SIDE}\s*[xX\u00d7]\s*{_SIDE}\s*mm\s*")


class Size(NamedTuple):
    """A label's width and height."""

    width_mm: Decimal
    height_mm: Decimal


@dataclass(frozen=True)
class Label(AsField):
    """A vial or bottle label. Its amounts are those of `dose`, which it is made of.

    `volume_ml` is all of the solution, None for a bottle of unknown fill, `mcg_per_unit`
    what one unit of the syringe carries, or one spray. `discard_on` is None where no date
    is documented.
    """

    dose: VialDose | SprayDose
    volume_ml: Decimal | None
    mcg_per_unit: Decimal
    mixed: date
    discard_on: date | None
    assumed: tuple[str, ...]
    flags: tuple[Flag, ...]

    def as_dict(self) -> dict[str, Any]:
        """The object that `selank-calc label --json` prints, ready for `json.dumps`."""
        from .output.records import label_record

        return label_record(self)

    def as_text(self) -> str:
        """The label, a line each: what it prints, without the messages of its flags."""
        from .output.label_text import label_lines

        return "\n".join(label_lines(self))

    def as_svg(self, size: str = USUAL_SIZE) -> str:
        """The label as an image that prints to scale, `size` being width x height in mm.

        10 to 300 mm each. Raises QuantityError for a size that can't be read and
        OutOfBoundsError for one on which the text can't.
        """
        from .output.label_image import label_svg

        return label_svg(self, read_size(size))

    def __rich__(self) -> RenderableType:
        from .output.label_text import label_table

        return label_table(self)

    def _repr_svg_(self) -> str:
        return self.as_svg("100x50mm")


def label(
    *,
    mixed: str | date | None = None,
    beyond_use: int | str | None = None,
    preservative_free: bool = False,
    **dose_arguments: Unpack[DoseArguments],
) -> Label:
    """The label of a vial that is made up for a dose, or of a bottle of spray.

    Besides everything that `dose()` takes, but `weight`: `mixed` is the date on which it is
    made up or opened, by default today, `beyond_use` and `preservative_free` are as for `course()`.

    Raises SelankCalcError (one of its kinds), as `dose()` does.

    >>> made = label(vial="5 mg", diluent="2 mL", dose="250 mcg", mixed="2026-11-21")
    >>> print(made.as_text())
    Selank (TP-7)
    5 mg in 2 mL = 2500 mcg/mL
    1 unit of U-100 = 25 mcg
    Dose 250 mcg = 10 units = 0.1 mL
    Mixed 2026-11-21
    Discard 2026-12-19
    """
    refuse_other_arguments("label", dose_arguments, but="weight")
    result = dosing.dose(**dose_arguments)
    assumed = list(result.assumed)
    if mixed is None:
        made_on = date.today()  # noqa: DTZ011 - the day where the user is
        assumed.append("mixed")
    else:
        made_on = read_date(mixed, "mixed")
    days = beyond_use_days(
        result.catalogue, beyond_use, assumed, preservative_free=preservative_free
    )
    discard_on = None if days is None else made_on + timedelta(days=days)
    if isinstance(result, VialDose):
        volume_ml: Decimal | None
        volume_ml, mcg_per_unit = _of_solution(result)
    else:
        volume_ml, mcg_per_unit = result.bottle_ml, result.spray_mcg
    kept = beyond_use_longer_than_documented(days, result.catalogue.beyond_use_days)
    return Label(
        result, volume_ml, mcg_per_unit, made_on, discard_on, tuple(assumed),
        worst_first((*result.flags, kept)),
    )  # fmt: skip


def _of_solution(result: VialDose) -> tuple[Decimal, Decimal]:
    """All of it in mL, and what one unit of the syringe carries; each divided once."""
    of = result.undivided
    diluent, parts = of.diluent_ml or Ratio(result.diluent_ml)
    solution_ml = Ratio(add(diluent, multiply(result.displacement_ml, parts)), parts)
    mcg, per_ml = of.mcg_per_ml
    return divided(solution_ml), quotient(mcg, multiply(per_ml, result.syringe.units_per_ml))


def read_size(text: Any) -> Size:
    """The size of a label.

    >>> read_size("50 x 25 mm")
    Size(width_mm=Decimal('50'), height_mm=Decimal('25'))
    """
    match = _SIZE.fullmatch(text) if isinstance(text, str) and len(text) <= LONGEST_TEXT else None
    if match is None:
        message = f"{quoted(as_text(text))} is no size of a label."
        hint = f"Write width x height, as {USUAL_SIZE}."
        raise QuantityError(message, "size", as_text(text), hint)
    size = Size(*map(Decimal, match.groups()))
    if not all(SMALLEST_MM <= side <= LARGEST_MM for side in size):
        message = f"{quoted(text)} has a side outside {SMALLEST_MM} to {LARGEST_MM} mm."
        raise OutOfBoundsError(message, "size", text, f"Write width x height, as {USUAL_SIZE}.")
    return size
