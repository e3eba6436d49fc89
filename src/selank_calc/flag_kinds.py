"""`flags()`: what each flag is, its limit with its source, and what to do about it.

The words stand here once: `selank-calc flags` and docs/flags.md are made of them. Codes, their
severities and their order are in `catalogue/codes.py`, limits in the catalogue or beside the check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .amounts.writing import plain_text, plural, show, show_number
from .catalogue.codes import CODES, Severity
from .catalogue.frozen_catalogue import CATALOGUE
from .catalogue.lookup import refuse_no_catalogue
from .catalogue.model import Catalogue, Figure, Formulation, Range
from .courses.flags import LOW_USE_PERCENT, MOST_TIMES_THE_STEP_BEFORE
from .dosing.flags import counted
from .errors import UnknownNameError, guess, quoted
from .shown import in_notebooks


class FlagLimit(NamedTuple):
    """A limit in words, itself inside unless the flag says otherwise.

    `sources` are ids of documents; none where it is arithmetic or the barrel itself.
    """

    limit: str
    sources: tuple[str, ...]


@in_notebooks
class FlagKind(NamedTuple):
    """What a flag of that code is.

    `raised` says when, `why` why it is so severe, `otherwise` when it is of another severity,
    `to_do` what to do about it; `example` is a command that raises it.
    """

    code: str
    severity: Severity
    raised: str
    limits: tuple[FlagLimit, ...]
    why: str
    otherwise: str | None
    to_do: str
    example: str

    def as_dict(self) -> dict[str, Any]:
        """The object that `selank-calc flags CODE --json` prints, ready for `json.dumps`."""
        limits = [{"limit": each.limit, "sources": [*each.sources]} for each in self.limits]
        return {**self._asdict(), "limits": limits}


def flags(code: str | None = None, *, catalogue: Catalogue = CATALOGUE) -> tuple[FlagKind, ...]:
    """What can be flagged, worst first, or the one flag of that code; limits by the catalogue.

    Raises UnknownNameError if there is none of that code, CatalogueError for anything
    but a catalogue.

    >>> (small,) = flags("draw-small")
    >>> small.severity, small.limits[0]
    ('caution', FlagLimit(limit='less than 5 units', sources=('dc-1999',)))
    """
    refuse_no_catalogue(catalogue)
    wanted = CODES if code is None else (_known(code),)
    return tuple(_kind(each, catalogue) for each in wanted)


def _known(code: object) -> str:
    named = plain_text(code)
    if named is None:
        message = f"a flag is named by its code, not by {type(code).__name__}."
        raise UnknownNameError(message, "code", None, "Write for example between-marks.")
    wanted = named.strip().lower()
    if wanted in CODES:
        return wanted
    hint = guess(wanted, CODES).rstrip() or "Leave it out to have all of them."
    raise UnknownNameError(f"no flag has the code {quoted(named)}.", "code", named, hint)


def _kind(code: str, catalogue: Catalogue) -> FlagKind:
    words = WORDS[code]
    limits = (FlagLimit(words.limit, ()),) if words.limit else tuple(_LIMITS[code](catalogue))
    return FlagKind(
        code, CODES[code], words.raised, limits, words.why, words.otherwise, words.to_do,
        f"selank-calc {words.example}",
    )  # fmt: skip


# --- Limits that a catalogue has ------------------------------------------------------


def _of_each(
    catalogue: Catalogue, limit_of: Callable[[Formulation], tuple[Range, str] | None]
) -> Iterable[FlagLimit]:
    for of in catalogue.formulations:
        found = limit_of(of)
        if found is not None and not found[0].unconfirmed:
            documented, said = found
            yield FlagLimit(f"{of.id}: {said}", documented.sources)


def _end(name: str, end: str, unit: str) -> Callable[[Catalogue], Iterable[FlagLimit]]:
    """The `low` or `high` end of a range that formulations have."""

    def limit_of(of: Formulation) -> tuple[Range, str] | None:
        documented: Range | None = getattr(of, name)
        return documented and (documented, show(getattr(documented, end), unit))

    return lambda catalogue: _of_each(catalogue, limit_of)


def _doses_per_day(of: Formulation) -> tuple[Range, str] | None:
    documented = of.doses_per_day
    return documented and (documented, f"{counted(documented)} a day")


def _slip(of: Formulation) -> tuple[Range, str] | None:
    documented = of.dose_mcg
    if documented is None:
        return None
    least, most = show(documented.high / 10, "mcg"), show(documented.low * 10, "mcg")
    return documented, f"{least} or less, {most} or more"


def _beyond_use(catalogue: Catalogue) -> Iterable[FlagLimit]:
    with_one, without = catalogue.beyond_use_days, catalogue.unpreserved_days
    yield FlagLimit(f"{_days(with_one)} with a preservative", with_one.sources)
    yield FlagLimit(f"{_days(without)} for a vial without one", without.sources)


def _days(documented: Figure) -> str:
    return plural(int(documented.value), "day")


def _window(end: str) -> Callable[[Catalogue], Iterable[FlagLimit]]:
    def limit(catalogue: Catalogue) -> Iterable[FlagLimit]:
        documented = catalogue.daily_mcg
        said = f"{show(getattr(documented, end), 'mcg')} a day, for every formulation"
        yield FlagLimit(said, documented.sources)

    return limit


def _without_a_dose(catalogue: Catalogue) -> Iterable[FlagLimit]:
    for of in catalogue.formulations:
        if of.dose_mcg is None:
            trials = [each.sources for each in of.statements if each.about == "trials"]
            yield FlagLimit(f"{of.id}: none", trials[0] if trials else ())


def _volume(name: str) -> Callable[[Catalogue], Iterable[FlagLimit]]:
    def limit(catalogue: Catalogue) -> Iterable[FlagLimit]:
        most = getattr(catalogue.volumes, name)
        doubt = " (unconfirmed)" if most.unconfirmed else ""
        yield FlagLimit(f"{show(most.most_ml, 'mL')}{doubt}", most.sources)

    return limit


def _very_small(catalogue: Catalogue) -> Iterable[FlagLimit]:
    very = catalogue.accuracy.very_small_draw
    yield FlagLimit(f"{show(very.limit_units, 'units')}, itself flagged", very.sources)


def _small(catalogue: Catalogue) -> Iterable[FlagLimit]:
    small = catalogue.accuracy.small_draw
    yield FlagLimit(f"less than {show(small.limit_units, 'units')}", small.sources)


_LIMITS: dict[str, Callable[[Catalogue], Iterable[FlagLimit]]] = {
    "unit-slip-suspected": lambda catalogue: _of_each(catalogue, _slip),
    "draw-very-small": _very_small,
    "no-diluent-fits": _small,
    "no-documented-range": _without_a_dose,
    "daily-above-documented": _window("high"),
    "daily-below-documented": _window("low"),
    "dose-above-documented": _end("dose_mcg", "high", "mcg"),
    "dose-below-documented": _end("dose_mcg", "low", "mcg"),
    "frequency-outside-documented": lambda catalogue: _of_each(catalogue, _doses_per_day),
    "course-longer-than-documented": _end("course_days", "high", "days"),
    "break-shorter-than-documented": _end("break_days", "low", "days"),
    "beyond-use-longer-than-documented": _beyond_use,
    "diluent-unusual": _volume("vial"),
    "injection-large": _volume("injection"),
    "draw-small": _small,
    "nostril-volume-large": _volume("nostril"),
}


# --- The words ------------------------------------------------------------------------


class Words(NamedTuple):
    """The words on a flag; `limit` is None where the catalogue has it."""

    raised: str
    why: str
    to_do: str
    example: str
    limit: str | None = None
    otherwise: str | None = None


_OF_MARKS = "a caution where only marks that were assumed cause it"
_VIAL = '--vial "5 mg" --diluent "2 mL"'
_SELANK = f'{_VIAL} --dose "250 mcg"'
_CHECK_DOSE = (
    "Check the dose, its unit, the vial and the diluent. If all are right, it is your choice."
)

WORDS: dict[str, Words] = {
    "unit-slip-suspected": Words(
        "a dose (or a day, where no dose is documented) is outside its range, and inside at a "
        "tenth, ten times and so on, or further off than ten times",
        "missed, ten to a million times the dose is taken, or none to speak of",
        "Read the likely slip, and check mg against mcg and the decimal point first.",
        f'dose {_VIAL} --dose "2.5 mg"',
    ),
    "powder-exceeds-diluent": Words(
        "the powder, as given, takes up more room than its diluent",
        "missed, the concentration and so every dose is less than half of what was thought",
        "Check --displacement: 1 mg of powder takes up about 0.0007 mL (unconfirmed).",
        f'dose {_SELANK} --displacement "3 mL"',
        "the diluent's volume",
    ),
    "diluent-exceeds-vial": Words(
        "with --vial-size: the diluent, with its powder, is more than the vial holds",
        "what can't be made up is mostly a slip of ten in the diluent: ten times the dose is drawn",
        "Check the diluent and the size of the vial.",
        f'dose {_SELANK} --vial-size "1.5 mL"',
        "the vial's size",
    ),
    "dose-exceeds-vial": Words(
        "one dose, its draw or its mark, with the dead space, is more than the vial holds",
        "no such dose can be drawn: one of the numbers is wrong, often by a factor of ten",
        "Check the vial and the dose; where the dead space is too much, a needle with less.",
        'dose --vial "2 mg" --diluent "1 mL" --dose "2.5 mg"',
        "the vial's mass x content, or strength x volume",
        _OF_MARKS,
    ),
    "dose-exceeds-bottle": Words(
        "one dose is more sprays or drops than the bottle holds after priming",
        "no such dose can be taken: one of the numbers is wrong",
        "Check the bottle, what stays in it, the priming and the dose.",
        'dose -f nasal-spray --sprays 3 --bottle "0.1 mL"',
        "what the bottle holds",
    ),
    "dose-draw-mismatch": Words(
        "dose and draw (or sprays, drops) are both given, and more than half a mark (or half a "
        "spray or drop) apart",
        "the draw carries another dose than is meant: so 5 to 20 times were taken (fda-2024)",
        "Do not draw it. Find out which of the two is meant; the message names the likely slip.",
        'dose --vial "5 mg" --diluent "1 mL" --dose "250 mcg" --draw "25 units"',
        "the draw that the dose needs",
    ),
    "draw-exceeds-syringe": Words(
        "the draw is more than the barrel holds",
        "it takes several draws, of which one may be forgotten or made twice",
        "Use the larger barrel that the message names, or less diluent.",
        'dose --vial "5 mg" --diluent "4 mL" --dose "500 mcg" --syringe "0.3 mL"',
        "the barrel's units",
    ),
    "draw-very-small": Words(
        "the draw or its mark is very small; units of U-500 count by their volume",
        "1 unit was measured to come out as 1.64: half as much again, which no one sees",
        "Use more diluent: selank-calc diluent says how much.",
        'dose --vial "20 mg" --diluent "1 mL" --dose "250 mcg"',
        otherwise=_OF_MARKS,
    ),
    "no-diluent-fits": Words(
        "selank-calc diluent has no volume to offer: in all that the vial holds, the draw is too "
        "small, or it fits no barrel, or the vial holds no dose",
        "whoever dissolves it all the same draws what can't be measured",
        "Use a vial of less mass, a larger one (--vial-size), or a barrel that suits.",
        'diluent --vial "50 mg" --dose "250 mcg"',
        otherwise="a caution where only marks that were assumed are in the way",
    ),
    "dose-below-one-spray": Words(
        "the dose is less than one spray, or one drop",
        "neither can be parted: whatever is taken is more than was meant",
        "Take a pump or dropper that gives less, or a weaker solution made from a vial.",
        'dose -f nasal-spray --dose "50 mcg"',
        "what one carries",
    ),
    "no-documented-range": Words(
        "no dose is documented for the formulation at all",
        "there is nothing but the window of a day to hold the dose against",
        "Read selank-calc formulations n-acetyl-selank, and check the dose by other means.",
        f"dose -f n-acetyl-selank {_SELANK}",
    ),
    "above-own-limit": Words(
        "with --limit or --limit-day: one dose or a day, as asked or as delivered, is above it",
        "you set the limit yourself, and more than that is taken",
        "Take less, or change your limit. What is documented is flagged beside it as ever.",
        f'dose {_SELANK} --limit "200 mcg"',
        "your own",
        _OF_MARKS,
    ),
    "daily-above-documented": Words(
        "the day's total is above the window",
        "more is taken every day than the documented window; what that does is not documented",
        "Check the dose and --per-day; each may be within its range and their product not.",
        f'dose {_VIAL} --dose "500 mcg" --per-day 3',
        otherwise=_OF_MARKS,
    ),
    "daily-below-documented": Words(
        "the day's total is below the window",
        "it is a common sign of a slip in unit, vial or diluent, and whoever makes up for it by "
        "taking more may take ten times too much",
        _CHECK_DOSE,
        f'dose {_VIAL} --dose "100 mcg"',
        otherwise=_OF_MARKS,
    ),
    "dose-above-documented": Words(
        "one dose, as asked or as delivered, is above its formulation's range",
        "more is taken at once than is documented; what it does is not known",
        _CHECK_DOSE,
        f'dose {_VIAL} --dose "600 mcg"',
        otherwise=_OF_MARKS,
    ),
    "dose-below-documented": Words(
        "one dose, as asked or as delivered, is below its formulation's range",
        "it is a common sign of a slip in unit, vial or diluent, as of a day",
        _CHECK_DOSE,
        f'dose {_VIAL} --dose "125 mcg" --per-day 2',
        otherwise=_OF_MARKS,
    ),
    "after-expiry": Words(
        "with --expires: a dose is planned or taken after that day, or a label is of a later one",
        "what it still holds is not known, and the maker vouches for no more",
        "Check the date. Plan to use it up before, or take one that lasts longer.",
        f"course {_SELANK} --days 14 --start 2026-12-01 --expires 2026-12-10",
        "the printed day",
    ),
    "frequency-outside-documented": Words(
        "more or fewer doses a day than documented",
        "how much that is in a day has a flag of its own",
        "Check --per-day.",
        f"dose {_SELANK} --per-day 4",
    ),
    "course-longer-than-documented": Words(
        "a course has more days than documented",
        "nothing happens on the day; there is time to see it",
        "Check the days and the steps; a longer time may be two courses with a break.",
        f"course {_SELANK} --days 40",
    ),
    "break-shorter-than-documented": Words(
        "fewer days than documented lie between two courses",
        "nothing happens on the day; there is time to see it",
        "Check --break; without it the fewest documented days are taken.",
        f"course {_SELANK} --courses 2 --break 3",
    ),
    "beyond-use-longer-than-documented": Words(
        "a vial, or a spray or drops made from one, is kept longer after opening than documented",
        "with a preservative the days are a convention on sterility, extended to home use",
        "Leave out --beyond-use, or check who says that it keeps so long.",
        f"course {_SELANK} --beyond-use 40",
        otherwise="a warning for a vial without a preservative, for which 24 hours are the most",
    ),
    "time-skipped": Words(
        "with --timezone: the clocks of the zone skip the time of a dose, being set forward",
        "one dose is an hour off, once a year",
        "Choose another time, or look at that day in your calendar.",
        f"course {_SELANK} --start 2027-03-15 --times 02:30 --timezone Europe/Berlin",
        "none: every such dose",
    ),
    "step-change": Words(
        "a step of a course is too many times the one before it",
        "each step is held against its range by itself",
        "Check the steps for a slip; put one between them if you meant to rise slowly.",
        f'course {_VIAL} --step "250 mcg x 7d" --step "600 mcg x 7d"',
        f"{show_number(MOST_TIMES_THE_STEP_BEFORE)} times",
    ),
    "beyond-use": Words(
        "a vial or bottle still holds whole doses on its discard date",
        "missed, doses are thrown away, or taken after the date, which is a convention",
        "Dissolve less at a time, or buy smaller vials.",
        'course --vial "20 mg" --diluent "4 mL" --dose "250 mcg" --days 60',
        "none: every such dose",
    ),
    "diluent-unusual": Words(
        "for injection, without --vial-size: the diluent is more than vials of powder hold",
        "missed, a slip of ten in the diluent is ten times the dose; but the limit has no document "
        "on file, and such a figure raises no warning",
        "Check the diluent. If the vial is that large, give --vial-size.",
        'dose --vial "5 mg" --diluent "20 mL" --dose "250 mcg"',
    ),
    "injection-large": Words(
        "the draw or its mark is more than is commonly injected at once",
        "the limit is custom, and no controlled study supports it",
        "Use less diluent: the same dose is then in a smaller draw.",
        'dose --vial "1 mg" --diluent "8 mL" --dose "250 mcg"',
    ),
    "draw-small": Words(
        "the draw or its mark is small, and not very small; units of U-500 count by their volume",
        "the mean error measured is a tenth of the dose",
        "Use more diluent: selank-calc diluent says how much.",
        'dose --vial "5 mg" --diluent "0.8 mL" --dose "250 mcg"',
    ),
    "between-marks": Words(
        "the draw is on no mark of the barrel; of selank-calc diluent: no step is on a mark",
        "it is half a mark at most, and what the nearest one delivers stands beside it",
        "Draw to the mark that is named, use finer marks (--marks) or other diluent.",
        'dose --vial "10 mg" --diluent "3 mL" --dose "250 mcg"',
        "the nearest mark",
    ),
    "sprays-not-whole": Words(
        "the dose lies between two counts of sprays, or of drops",
        "it is half of one at most, and what whole ones deliver stands beside it",
        "Take the count that is named, or give --sprays or --drops.",
        'dose -f nasal-spray --dose "200 mcg"',
        "the count delivered",
    ),
    "low-use": Words(
        "too large a share of what a course opens is discarded or lost",
        "it costs money, and nothing else",
        "Look at what the message says would waste less.",
        f"course {_SELANK} --diluent-kind sterile",
        f"{show_number(LOW_USE_PERCENT)} %",
    ),
    "nostril-volume-large": Words(
        "half of a dose's sprays or drops, rounded up, are more than stays in one nostril at once",
        "some runs out or is swallowed; the figure is unconfirmed, so no more than a note",
        "Check the count and the device; a stronger solution needs fewer.",
        "dose -f nasal-spray --sprays 13",
    ),
}
