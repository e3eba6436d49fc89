"""`dose()`: what is asked for, through the equation and the device, with its flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Unpack, overload

from ..amounts.exact import Fraction
from ..amounts.kinds import MASS, VOLUME, Amount, Count, Day, Percent, Spacing
from ..amounts.writing import as_text
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.lookup import formulation_of
from ..catalogue.model import Catalogue, Formulation
from ..errors import SelankCalcError
from .asked import within_bounds
from .device_flags import of_the_draw, of_the_sprays
from .equation import Solution, solve
from .flags import DayAsked, Raised, after_expiry, against_documented, of_assumed_marks, worst_first
from .pump import sprayed
from .request import NasalRequest, VialRequest, read_request
from .results import DropDose, SprayDose, VialDose
from .syringe import drawn, finer_marks

if TYPE_CHECKING:  # loaded by what passes them on
    from .arguments import DoseArguments, FromDropper, FromPump, FromVial


@overload
def dose(
    *, formulation: Literal["nasal-spray", "spray"], **given: Unpack[FromPump]
) -> SprayDose: ...
@overload
def dose(
    *, formulation: Literal["nasal-drops", "drops"], **given: Unpack[FromDropper]
) -> DropDose: ...
@overload
def dose(
    *,
    formulation: Literal[
        "selank",
        "n-acetyl-selank-amidate",
        "amidate",
        "na-selank-amidate",
        "n-acetyl-selank",
        "na-selank",
    ] = "selank",
    **given: Unpack[FromVial],
) -> VialDose: ...
@overload
def dose(**given: Unpack[DoseArguments]) -> VialDose | SprayDose | DropDose: ...


def dose(
    *,
    formulation: str | Formulation = "selank",
    vial: Amount | None = None,
    diluent: Amount | None = None,
    strength: Amount | None = None,
    volume: Amount | None = None,
    dose: Amount | None = None,
    draw: Amount | None = None,
    sprays: Count | None = None,
    drops: Count | None = None,
    per_day: Count | None = None,
    scale: str | None = None,
    syringe: Amount | None = None,
    marks: Spacing | None = None,
    diluent_kind: str | None = None,
    preservative_free: bool | str | None = None,
    content: Percent | None = None,
    displacement: Amount | None = None,
    dead_space: Amount | None = None,
    vial_error: Percent | None = None,
    diluent_error: Percent | None = None,
    vial_size: Amount | None = None,
    spray_volume: Amount | None = None,
    drop_volume: Amount | None = None,
    bottle: Amount | None = None,
    residual: Amount | None = None,
    priming: Count | None = None,
    weight: Amount | None = None,
    limit: Amount | None = None,
    limit_day: Amount | None = None,
    expires: Day | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> VialDose | SprayDose | DropDose:
    """What to draw from a vial, or how many sprays, and what is documented on that.

    Amounts are text with a unit or pint Quantities. From a vial, any three of `vial` and `dose`
    (masses), `diluent` (a volume) and `draw` (a volume, or syringe units) give the fourth, and four
    are checked; the result's `solved_for` says which. `scale`, `syringe` (its capacity, as
    "0.3 mL", "30 units" or "3/10 cc") and `marks` (spacing, as "0.5 units" or 0.5) choose a barrel
    among those on file: by default U-100, the smallest that holds the draw, its usual marks.

    A nasal spray needs `dose` or `sprays`, 1 to 100 a dose. `vial` makes it from powder: in the
    documented strength, or in `diluent`; any three of the four give the fourth. `spray_volume` is
    the pump's, `bottle` the fill, `residual` what stays in it, `priming` the sprays spent, 0 to
    100. Nasal drops have `drops` and `drop_volume` in their place, and no priming.

    For both: a solution bought ready has a `strength`, such as "5 mg/mL" or "0.5 %", in place of
    vial and diluent, and its vial a `volume`. A `dose` may be by body mass, "3.5 mcg/kg", with the
    `weight`. `diluent_kind` is bacteriostatic (assumed), sterile or saline, and says how long what
    is made up lasts; `preservative_free`, true or false, is short for sterile. `per_day` is 1 to 24
    doses, by default the fewest documented. `content` is the peptide's share of the labelled mass
    (1 to 100 percent), `displacement` the powder's own volume, `dead_space` what each draw loses;
    `vial_error` and `diluent_error` (0 to 50 percent) widen `low_mcg` to `high_mcg`; `vial_size` is
    how much liquid the vial holds, 0.1 to 100 mL. `limit` and `limit_day` are your own limits of
    one dose and of a day, masses or by body mass: above one is a warning, and what is documented is
    flagged as ever. `expires` is the last day of use that is printed, "2027-01-31" or "2027-01":
    a dose is taken today, and flagged after it. Masses are read from 0.001 mcg to 1000 g, volumes
    from 0.0001 mL to 10 L, a body mass from 1 to 700 kg.

    The result's `flags` hold the amounts against what `catalogue` documents: see docs/flags.md.

    Raises SelankCalcError (one of its kinds) when something is missing, contradicts
    something else or can't be read; it names the field, the text and what to write.

    >>> result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
    >>> result.draw_units, result.draw_ml, result.syringe.capacity_ml, result.flags
    (Decimal('10'), Decimal('0.1'), Decimal('0.3'), ())
    >>> dose(formulation="nasal-spray", dose="150 mcg").sprays_per_dose
    2
    """
    given = locals()
    of = formulation_of(formulation, catalogue)
    try:
        return answer(read_request(of, catalogue, given))
    except SelankCalcError as error:
        text = given.get(error.field or "")  # which a later stage does not know
        if error.text is not None or text is None or text is of:  # a Formulation is not text
            raise
        raise error.again(error.field, as_text(text)) from error


def answer(request: VialRequest | NasalRequest) -> VialDose | SprayDose:
    """A request through all stages: the solution, the device, the flags, the result."""
    solution = _solution(request)
    if isinstance(request, VialRequest):
        draw = drawn(request, solution)
        shared = _against_documented(request, solution, draw.delivered_mcg)
        raised = worst_first((*shared, *of_the_draw(request, solution, draw)))
        finer = finer_marks(request, draw)
        if finer is not None:
            on_a_mark = answer(request._replace(barrels=(finer,)))
            raised = of_assumed_marks(raised, on_a_mark.raised, finer.marks_units)
        return VialDose(request, solution, draw, raised)
    sprays = sprayed(request, solution)
    shared = _against_documented(request, solution, sprays.delivered_mcg)
    raised = worst_first((*shared, *of_the_sprays(request, solution, sprays)))
    kind = DropDose if request.asked.of.device == "drops" else SprayDose
    return kind(request, solution, sprays, raised)


def _against_documented(
    request: VialRequest | NasalRequest, solution: Solution, delivered_mcg: Fraction
) -> tuple[Raised | None, ...]:
    dose_mcg, times = solution.dose_mcg, request.asked.doses_per_day
    day = DayAsked(request, dose_mcg, delivered_mcg, dose_mcg * times, delivered_mcg * times, times)
    expiry = request.asked.expiry
    if expiry is None:
        return against_documented(day)
    return (*against_documented(day), after_expiry(*expiry, "Taken"))


def _solution(request: VialRequest | NasalRequest) -> Solution:
    """The equation solved; refuses what could not itself have been given."""
    solution = solve(
        request.vial_mcg,
        request.diluent_ml,
        request.dose_mcg,
        request.draw_ml,
        request.asked.content,
        request.asked.powder_ml,
        request.strength_mcg_per_ml,
        request.volume_ml if isinstance(request, VialRequest) else None,
    )
    solved = solution.solved_for
    if solved == "diluent" and solution.diluent_ml is not None:
        within_bounds(solution.diluent_ml, "diluent", VOLUME)
    elif solved == "vial" and solution.vial_mcg is not None:
        within_bounds(solution.vial_mcg, "vial", MASS)
    elif solved == "dose" and request.asked.of.device == "vial":
        within_bounds(solution.dose_mcg, "dose", MASS)
    return solution
