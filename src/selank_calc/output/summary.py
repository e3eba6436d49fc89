"""A result in words: what the table, the plain text and the HTML all say.

Built once here, so that no form of output can leave out a flag that another shows.
Own words are ASCII only, for terminals that have nothing else.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from typing import TYPE_CHECKING, NamedTuple

from ..amounts.exact import NONE, Fraction
from ..amounts.kinds import MCG_PER_MG
from ..amounts.writing import about, plural, show, show_exactly, show_number
from ..catalogue.compared import changed_sources
from ..catalogue.figures import figures_of
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.model import NASAL
from ..dosing.barrels import in_words
from ..dosing.flags import counted, span
from ..dosing.results import DropDose, SprayDose, VialDose
from ..dosing.tolerance import U100_PER_ML, measured_off
from .keeping_words import keeping_said, made_with

if TYPE_CHECKING:
    from ..amounts.kinds import Number
    from ..catalogue.model import Catalogue, Formulation, Note, Range
    from ..dosing.flags import Flag
    from ..dosing.results import Dose, Drops, Mark, Sprays

ADVICE = "Arithmetic on your numbers; it recommends no dose."
MORE = "Sources, details: --full"  # where a command line prints

_DOWN, _UP = Context(prec=4, rounding=ROUND_FLOOR), Context(prec=4, rounding=ROUND_CEILING)
NOT_DOCUMENTED = "none is documented"
_CHANGED = " (changed: not what the tool's own catalogue has of it)"


class Row(NamedTuple):
    """One line of the table; `documented` is what is on record for the same thing."""

    label: str
    text: str
    documented: str = ""

    @property
    def in_words(self) -> str:
        """The same in one line: 'Dose: 250 mcg (documented: 250 to 500 mcg)'."""
        documented = f" (documented: {self.documented})" if self.documented else ""
        return f"{self.label}: {self.text}{documented}"


class Page(NamedTuple):
    """A result on one screen, the most important rows first."""

    title: str
    headlines: tuple[str, ...]
    rows: tuple[Row, ...]
    assumed: str
    flags: tuple[Flag, ...]
    kit: str = ""  # which values came from a plan file
    last: tuple[str, ...] = ()  # said again below what is long, in place of the headlines


class Summary(NamedTuple):
    """A result in words, in the order in which they are printed."""

    title: str
    headlines: tuple[str, ...]
    rows: tuple[Row, ...]
    flags: tuple[Flag, ...]
    notes: tuple[str, ...]
    assumed: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def listed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists below the table, each with its heading."""
        return ("Notes", self.notes), ("Assumed", self.assumed), ("Sources", self.sources)


def summarise(result: Dose) -> Summary:
    """The result in words."""
    if isinstance(result, VialDose):
        before, after = _vial_rows(result), _supply(result)
    elif isinstance(result, SprayDose):
        before, after = _spray_rows(result), _bottle(result)
    else:
        raise TypeError(f"{type(result).__name__} is not a result of dose()")
    notes = notes_beside(result.flags, result.given, result.catalogue)
    return Summary(
        title=titled(result),
        headlines=headlines_of(result),
        rows=(*before, *_documented_rows(result), *after, *expires_said(result)),
        flags=result.flags,
        notes=tuple(noted(note) for note in notes),
        assumed=(
            *other_figures(result.catalogue, in_full=True),
            *_kept(result),
            *assumptions(result),
        ),
        sources=_sources(result, notes),
    )


def expires_said(result: Dose) -> list[Row]:
    """Until when it may be used, where that was given."""
    return [Row("Expires", f"{result.expires}, the last day of use")] if result.expires else []


def titled(result: Dose) -> str:
    """The formulation and its route."""
    return f"{result.name}, {result.route}" if result.route else result.name


def headlines_of(result: Dose, *, in_line: bool = False) -> tuple[str, ...]:
    """The headline, and a second line if the draw lies between marks.

    `in_line` leaves out what the line of `dose_line` says, or can do without.
    """
    if isinstance(result, SprayDose):
        return (_spray_headline(result, in_line=in_line),)
    return _vial_headlines(result, in_line=in_line) if isinstance(result, VialDose) else ()


def cited(sources: tuple[str, ...]) -> str:
    """The ids of sources, in parentheses."""
    return f"({', '.join(sources)})"


def noted(note: Note) -> str:
    """A note with its sources, marked if it is unconfirmed."""
    doubt = "unconfirmed, " if note.unconfirmed else ""
    return f"{note.text} ({doubt}{', '.join(note.sources)})"


# --- From a vial ----------------------------------------------------------------------


def _vial_headlines(result: VialDose, *, in_line: bool = False) -> tuple[str, ...]:
    of = in_words(result.syringe)
    on_barrel = f"({of.removesuffix(' syringe')})" if in_line else f"on a {of}"
    solution = f"{about(result.draw_units, 'units')} {on_barrel} = {about(result.draw_ml, 'mL')}"
    first = f"{solution} = {about(result.dose_mcg, 'mcg')}"
    if result.solved_for == "draw" and not in_line:
        first = f"Draw {first}"
    elif result.solved_for == "diluent":
        first = f"Dissolve in {about(result.solution.diluent_ml or NONE, 'mL')}: {first}"
    elif result.solved_for == "vial":
        first = f"A vial of {labelled(result.solution.vial_mcg or NONE)}: {first}"
    elif result.solved_for is None:
        carried_mcg = result.solution.carried_mcg
        first = f"{solution} = {about(carried_mcg, 'mcg')}"
        if carried_mcg != result.solution.dose_mcg:
            first += _asked(result)
    if result.mark_units == result.draw_units:
        return (first,)
    volume_ml = result.device.marks.nearest / result.device.barrel.units_per_ml
    mark = f"{show_exactly(result.mark_units, 'units')} = {about(volume_ml, 'mL')}"
    return first, f"nearest mark: {mark} = {delivering(result)}"


def delivering(device: Dose | Mark | Sprays | Drops) -> str:
    """'233.3 mcg (6.667 % less)'."""
    delivered = about(device.delivered_mcg, "mcg")
    if not device.error_percent:
        return delivered
    more = "more" if device.error_percent > 0 else "less"
    return f"{delivered} ({show_number(device.error_percent.copy_abs())} % {more})"


def _vial_rows(result: VialDose) -> tuple[Row, ...]:
    marks = [each for each in (result.below, result.above) if each]
    either = "; ".join(f"{show_exactly(each.units, 'units')}: {delivering(each)}" for each in marks)
    sources = cited(result.catalogue.accuracy.barrel_capacity_percent.sources)
    return (
        Row("Vial", _in_the_vial(result)),
        Row("Concentration", about(result.concentration_mcg_per_ml, "mcg/mL")),
        *checked(result),
        Row("Draw", f"{about(result.draw_units, 'units')} = {about(result.draw_ml, 'mL')}"),
        *([Row("Marks beside", either)] if either else []),
        Row("Within tolerance", within_tolerance(result), f"barrel {sources}, half a mark"),
        *_measured(result),
    )


def _measured(result: VialDose) -> tuple[Row, ...]:
    """What people were measured to draw on U-100, where that was further off than the tolerance."""
    device = result.device
    accuracy = figures_of(result.catalogue).accuracy
    worse = measured_off(device.marks.nearest, device.barrel, accuracy)
    if worse is None:
        return ()
    scale = "" if device.barrel.units_per_ml == U100_PER_ML else "on U-100: "
    return (Row("Measured", scale + worse.measured, f"beyond tolerance {cited(worse.sources)}"),)


def made_of(result: VialDose | SprayDose) -> str:
    """'5 mg in 2 mL'; nothing for a solution that is bought ready."""
    if result.vial_mcg is None or result.diluent_ml is None:
        return ""
    return f"{labelled(result.vial_mcg)} in {about(result.diluent_ml, 'mL')}"


def _in_the_vial(result: VialDose) -> str:
    if made := made_of(result):
        return made
    holds = "" if result.volume_ml is None else f"{about(result.volume_ml, 'mL')} of "
    return f"{holds}a solution bought ready"


def checked(result: Dose) -> list[Row]:
    """A line saying that the given amounts agree, if all were given and they do."""
    if result.solved_for is not None or _is_mismatch(result):
        return []
    is_exact = result.solution.draw_ml == result.solution.needed_ml
    one = "mark" if isinstance(result, VialDose) else NASAL[result.given.device].one
    half = "" if is_exact else f" to half a {one}"
    count = "three" if result.solution.vial_mcg is None else "four"
    return [Row("Checked", f"all {count} agree{half}")]


def within_tolerance(result: Dose) -> str:
    """The interval, its ends rounded outward: it is never said to be narrower than it is."""
    if isinstance(result, DropDose):
        return "not on file"
    low, high = show(result.low_mcg, "mcg", _DOWN), show(result.high_mcg, "mcg", _UP)
    number, low_unit = low.rsplit(" ", 1)
    return f"{number} to {high}" if high.endswith(f" {low_unit}") else f"{low} to {high}"


def labelled(vial_mcg: Number) -> str:
    """A vial's mass as its label has it: in mg from 1 mg up."""
    if vial_mcg < MCG_PER_MG:
        return about(vial_mcg, "mcg")
    return about(Fraction(vial_mcg) / MCG_PER_MG, "mg")


def _supply(result: VialDose) -> tuple[Row, ...]:
    if not (said := vial_lasts(result)):
        return ()
    # What leaves the vial is the mark.
    off = result.mark_units != result.draw_units
    of = f" of {show_exactly(result.mark_units, 'units')}" if off else ""
    return (Row("Vial holds", said.replace(",", f"{of},", 1)),)


def vial_lasts(result: VialDose) -> str:
    """'20 doses, for 20 days', and why not for longer; nothing where it is not known."""
    if result.doses_per_vial is None or result.days_per_vial is None:
        return ""
    said = lasting(result.doses_per_vial, "dose", result.days_per_vial)
    return said + _until(result, result.doses_per_vial // result.doses_per_day)


# --- From a pump ----------------------------------------------------------------------


def _spray_headline(result: SprayDose, *, in_line: bool = False) -> str:
    volume_ml = result.request.spray_ml * result.device.sprays
    words, dose = result.device.words, about(result.delivered_mcg, "mcg")
    said = f"{words.counted(result.device.sprays)} = {about(volume_ml, 'mL')} = {dose}"
    if result.solved_for is None and result.error_percent:
        said += _asked(result)
    said += "" if in_line else f", {times(result.doses_per_day)} a day"
    if result.solved_for == "diluent" and result.diluent_ml is not None:
        return f"Dissolve in {about(result.diluent_ml, 'mL')}: {said}"
    if result.solved_for == "vial" and result.vial_mcg is not None:
        return f"A vial of {labelled(result.vial_mcg)}: {said}"
    return said


def _spray_rows(result: SprayDose) -> tuple[Row, ...]:
    nostrils, words = nostrils_said(result.sprays_per_dose), result.device.words
    counts = f"{result.sprays_per_dose} a dose, {nostrils}; {result.sprays_per_day} a day"
    rows = [
        one_spray(result),
        Row(words.many.capitalize(), counts),
        *checked(result),
    ]
    if made := made_of(result):
        rows.insert(0, Row("Vial", made))
    either = [each for each in (result.below, result.above) if each]
    if either:
        said = (f"{words.counted(each[0])}: {delivering(each)}" for each in either)
        rows.append(Row("Either side", "; ".join(said)))
    share = result.catalogue.accuracy.spray_percent
    range_shown = f"{show_number(share.low)} to {show_number(share.high)} % {cited(share.sources)}"
    if isinstance(result, DropDose):
        range_shown = ""
    return (*rows, Row("Within tolerance", within_tolerance(result), range_shown))


def one_spray(result: SprayDose) -> Row:
    """What one spray or drop carries, beside what is documented of it."""
    spray, volume = about(result.spray_mcg, "mcg"), about(result.spray_ml, "mL")
    strength = about(result.concentration_mcg_per_ml, "mcg/mL")
    said = f"{spray} in {volume}, at {strength}"
    return Row(f"One {result.device.words.one}", said, _documented_spray(result))


def _documented_spray(result: SprayDose) -> str:
    """What a spray carries as documented, where this one is made otherwise."""
    documented = result.given.spray_mcg
    if documented is None or documented.value == result.spray_mcg:
        return ""
    return f"{show(documented.value, 'mcg')} {cited(documented.sources)}"


def nostrils_said(sprays: int) -> str:
    """How a count of sprays divides: an odd one has one more on one side."""
    half, odd = divmod(sprays, 2)
    if not half:
        return "in one nostril"
    return (
        f"{half + 1} in one nostril and {half} in the other" if odd else f"{half} in each nostril"
    )


def _bottle(result: SprayDose) -> tuple[Row, ...]:
    bottle = bottle_said(result)
    return (Row("Bottle holds", bottle),) if bottle else ()


def bottle_said(result: SprayDose) -> str:
    """The bottle's fill and how long it lasts; nothing if it is not known."""
    if (
        result.bottle_ml is None
        or result.sprays_per_bottle is None
        or result.days_per_bottle is None
    ):
        return ""
    less = [f"{about(result.residual_ml, 'mL')} left in it"] if result.residual_ml else []
    if result.priming_sprays:
        less.append(f"{result.device.words.counted(result.priming_sprays)} of priming")
    fill = about(result.bottle_ml, "mL") + (f" less {' and '.join(less)}" if less else "")
    one = result.device.words.one
    said = lasting(result.sprays_per_bottle, one, result.days_per_bottle)
    return f"{fill}: {said}{_until(result, result.sprays_per_bottle // result.sprays_per_day)}"


# --- For both -------------------------------------------------------------------------


def _is_mismatch(result: Dose) -> bool:
    return any(flag.code == "dose-draw-mismatch" for flag in result.flags)


def _asked(result: Dose) -> str:
    """What follows a draw, or sprays, that a dose was given beside."""
    return f", {'not' if _is_mismatch(result) else 'asked:'} {about(result.dose_mcg, 'mcg')}"


def _documented_rows(result: Dose) -> tuple[Row, ...]:
    of, window = result.given, result.catalogue.daily_mcg
    dose, daily = about(result.dose_mcg, "mcg"), about(result.daily_mcg, "mcg")
    if result.error_percent:
        word = "drawn" if result.solved_for == "dose" else "asked"
        dose += f" {word}, {delivering(result)} delivered"
        daily += f" {word}, {about(result.delivered_daily_mcg, 'mcg')} delivered"
    assumed = " (assumed)" if "doses_per_day" in result.assumed else ""
    rows = [
        Row("Dose", dose, on_record(of.dose_mcg, "mcg")),
        Row("Doses a day", f"{result.doses_per_day}{assumed}", on_record(of.doses_per_day, None)),
        Row("Daily total", daily, on_record(window, "mcg")),
    ]
    return (*rows, *own_limits(result), *body_mass(result, citing=True))


def own_limits(result: Dose) -> list[Row]:
    """The limits that the user gave."""
    limits = ((result.limit_mcg, "a dose"), (result.limit_day_mcg, "a day"))
    said = ", ".join(f"{about(limit, 'mcg')} {per}" for limit, per in limits if limit is not None)
    return [Row("Your limit", said)] if said else []


def body_mass(result: Dose, *, citing: bool = False) -> list[Row]:
    """The dose and the day by body mass, where that was given."""
    if result.dose_mcg_per_kg is None or result.daily_mcg_per_kg is None:
        return []
    per_dose, per_day = result.dose_mcg_per_kg, result.daily_mcg_per_kg
    said = f"{about(per_dose, 'mcg/kg')} a dose, {about(per_day, 'mcg/kg')} a day"
    return [Row("Body mass", said, documented_per_kg(result.catalogue, citing=citing))]


def documented_per_kg(catalogue: Catalogue, *, citing: bool = False) -> str:
    """What is documented a day by body mass."""
    figure = catalogue.daily_mcg_per_kg
    if figure is None:
        return ""
    said = f"{show(figure.value, 'mcg/kg')} a day"
    return f"{said} {cited(figure.sources)}" if citing else said


def on_record(documented: Range | None, unit: str | None) -> str:
    """A documented range with its sources, or that there is none."""
    if documented is None:
        return "none"
    text = counted(documented) if unit is None else span(documented, unit)
    return f"{text} {cited(documented.sources)}"


def times(count: int) -> str:
    """'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def lasting(count: int, thing: str, days: int) -> str:
    """'20 doses, for 20 days': both whole, what is left over not counted."""
    return f"{plural(count, thing)}, for {plural(days, 'day')}"


def _until(result: Dose, days: int) -> str:
    """Of which diluent it is, where what holds so many days is discarded before, or expires."""
    keeps, expiry = result.keeps(), result.request.asked.expiry
    if expiry is not None and expiry.days < min(days, keeps.days or days):
        return " until its expiry" if expiry.days else ": it has expired"
    if keeps.is_at_once:
        return f": {keeps.words}"
    is_discarded = keeps.days is not None and days > keeps.days
    return made_with(keeps, result.assumed) if is_discarded else ""


def _kept(result: Dose) -> list[str]:
    """How long what is made up is used."""
    return keeping_said(result.keeps(), result.assumed) if result.diluent_kind else []


def assumptions(result: Dose) -> list[str]:
    """The assumptions in words."""
    said = assumed_per_day(result) + (["taken today"] if "today" in result.assumed else [])
    if isinstance(result, VialDose):
        said += _assumed_of_barrel(result)
    elif isinstance(result, SprayDose):
        said += _assumed_of_spray(result)
    return said if result.solution.vial_mcg is None else said + assumed_of_solution(result)


def other_figures(catalogue: Catalogue, *, in_full: bool = False) -> list[str]:
    """Says of figures that they are not the tool's own."""
    # Forgotten in the environment, a catalogue could silence a warning unseen.
    said = "figures of another catalogue" + (" than the tool's own" if in_full else "")
    return [] if catalogue == CATALOGUE else [said]


def assumed_per_day(result: Dose) -> list[str]:
    """Where the doses a day come from, if they were not given."""
    if "doses_per_day" not in result.assumed:
        return []
    documented = result.given.doses_per_day
    why = NOT_DOCUMENTED
    if documented:
        why = f"the fewest documented{documented.doubt} {cited(documented.sources)}"
    return [f"{plural(result.doses_per_day, 'dose')} a day: {why}"]


def _assumed_of_barrel(result: VialDose) -> list[str]:
    said, syringe = [], result.syringe
    if "syringe" in result.assumed:
        largest = any(flag.code == "draw-exceeds-syringe" for flag in result.flags)
        why = "the largest on file" if largest else "the smallest that holds the draw"
        said.append(f"a {in_words(syringe)}: {why}")
    elif "scale" in result.assumed:
        said.append(f"a {in_words(syringe)}: the usual scale")
    also = " or ".join(show(marks, "units") for marks in syringe.also_marks_units)
    if also and "marks" in result.assumed:
        marks = show(syringe.marks_units, "units")
        said.append(f"marks every {marks}; the same size is also sold with {also}")
    if result.dead_space_ml:
        lost = about(result.dead_space_ml, "mL")
        said.append(f"{lost} lost with every draw, as given: it costs doses, not dose")
    return said


def _assumed_of_spray(result: SprayDose) -> list[str]:
    said, of = [], result.given
    if "dose" in result.assumed and of.dose_mcg:
        least = about(result.dose_mcg, "mcg")
        why = f"the least documented{of.dose_mcg.doubt} {cited(of.dose_mcg.sources)}"
        said.append(f"{least} a dose: {why}")
    documented = []
    if of.strength_mcg_per_ml and "strength" in result.assumed:
        documented.append((about(of.strength_mcg_per_ml.value, "mcg/mL"), of.strength_mcg_per_ml))
    words = result.device.words
    if of.spray_ml and words.volume in result.assumed:
        documented.append((f"{about(of.spray_ml.value, 'mL')} a {words.one}", of.spray_ml))
    if of.bottle_ml and "bottle" in result.assumed and result.vial_mcg is None:
        documented.append((f"a bottle of {about(of.bottle_ml.value, 'mL')}", of.bottle_ml))
    if documented:
        figures = " and ".join(text for text, _figure in documented)
        sources = dict.fromkeys(name for _text, each in documented for name in each.sources)
        said.append(f"{figures}, as documented {cited(tuple(sources))}")
    if "bottle" in result.assumed and result.vial_mcg is not None:
        said.append("the bottle is filled with all that the vial makes")
    if result.bottle_ml is not None:
        nothing = [] if result.residual_ml else ["nothing is left in the bottle"]
        is_primed = result.priming_sprays or isinstance(result, DropDose)
        nothing += [] if is_primed else ["no spray is spent on priming"]
        said += [", and ".join(nothing)] if nothing else []
    return said


def is_pure(result: Dose) -> bool:
    """True if all of the labelled mass counts as peptide."""
    return result.request.asked.content == 1


def assumed_of_solution(result: Dose) -> list[str]:
    """What was given for the vial and the diluent, then what is assumed."""
    said, default = [], []
    if not is_pure(result):
        content = show_number(result.content_percent)
        said.append(
            f"{content} % of the labelled mass is peptide, as given; "
            "where the label states net peptide, that corrects twice"
        )
    else:
        default.append("all of the labelled mass is peptide")
    if result.displacement_ml:
        said.append(f"the powder adds {about(result.displacement_ml, 'mL')}, as given")
    else:
        default.append("the powder adds no volume")
    for thing, percent in (
        ("the vial's mass", result.vial_error_percent),
        ("the diluent's volume", result.diluent_error_percent),
    ):
        if percent:
            said.append(f"{thing} is within {show_number(percent)} %, as given")
        else:
            default.append(f"{thing} is exact")
    return said + ([", ".join(default)] if default else [])


def notes_beside(
    flags: tuple[Flag, ...], of: Formulation, catalogue: Catalogue
) -> tuple[Note, ...]:
    """The notes on record beside these flags, and those that are always shown."""
    raised = {flag.code for flag in flags}
    return tuple(
        note
        for note in (*of.notes, *catalogue.notes)
        if note.always or raised.intersection(note.beside)
    )


def _sources(result: Dose, notes: tuple[Note, ...]) -> tuple[str, ...]:
    """The documents that the summary cites, each as `id: title`."""
    of, window = result.given, result.catalogue.daily_mcg
    ranges = [
        each for each in (of.dose_mcg, of.doses_per_day, of.strength_mcg_per_ml, window) if each
    ]
    used = {source for each in (*ranges, *notes) for source in each.sources}
    accuracy = result.catalogue.accuracy
    if isinstance(result, VialDose):
        used.update(accuracy.barrel_capacity_percent.sources)
        figures = figures_of(result.catalogue).accuracy
        worse = measured_off(result.device.marks.nearest, result.device.barrel, figures)
        used.update(worse.sources if worse else ())
    elif not isinstance(result, DropDose):
        used.update(accuracy.spray_percent.sources)
    per_kg = result.catalogue.daily_mcg_per_kg
    used.update(per_kg.sources if per_kg and result.dose_mcg_per_kg is not None else ())
    used.update(cited_by(result.flags))
    usual = result.keeps().usual
    used.update(usual.sources if usual else ())
    return described(used, result.catalogue)


def cited_by(flags: tuple[Flag, ...]) -> set[str]:
    """The ids of the sources that flags name."""
    return {name for flag in flags if flag.source for name in flag.source.split(", ")}


def described(used: set[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The sources of those ids, each as `id: title`, in the catalogue's order."""
    changed = changed_sources(catalogue)
    return tuple(
        f"{each.id}: {each.title}{_CHANGED if each.id in changed else ''}"
        for each in catalogue.sources
        if each.id in used
    )
