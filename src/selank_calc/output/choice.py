"""The diluents to choose from, as Rich renders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..amounts.exact import NONE
from ..amounts.writing import about, show, show_exactly, show_number
from ..dosing.barrels import in_words
from ..dosing.diluents import NOT_EXACT, STEP_ML
from ..dosing.flags import span, worst_first
from ..dosing.results import DropDose, SprayDose, VialDose
from .brief import listed, of_powder
from .lines import columns
from .screen import Look, flowing, no_picture, part, screen, whole
from .summary import (
    Page,
    assumed_of_solution,
    assumed_per_day,
    cited_by,
    delivering,
    described,
    labelled,
    other_figures,
    within_tolerance,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType

    from ..dosing.diluents import DiluentChoice
    from ..dosing.flags import Flag
    from .lines import Line

OF_SPRAYS = ("Diluent", "Concentration", "Sprays", "Error", "Within tolerance", "In all")
OF_DROPS = ("Diluent", "Concentration", "Drops", "Error", "In all")
HEADINGS = ("Diluent", "Concentration", "Draw, units", "Error", "Within tolerance", "Doses")
_LEAST = 4  # the headings and three volumes


def diluent_table(
    choice: DiluentChoice, *, full: bool = False, hint: bool = True, kit: str = ""
) -> RenderableType:
    """A row a volume, best first, then what holds for all of them.

    With `full` all that was assumed, and the sources. `hint` says how a command line prints
    those, `kit` which values came from a plan file.
    """
    rows = [headings(choice), *map(cells, choice.options)]
    page = diluent_page(choice, full=full)._replace(kit=kit)
    if not full:
        dropped = "and {} more" + (", printed by --full" if hint else "")
        return screen(page, Look(no_picture, _volumes(rows), _LEAST, dropped), hint=hint)
    from rich.console import Group  # which plain text is spared

    middle = (
        flowing(_volumes(rows)),
        part("Assumed", assumptions(choice)),
        part("Sources", sources(choice)),
    )
    return Group(*whole(page, middle))


def _volumes(rows: list[tuple[str, ...]]) -> Callable[[int], list[list[Line]]]:
    return lambda width: columns(rows[0], rows[1:], width) if rows[1:] else []


def headings(choice: DiluentChoice) -> tuple[str, ...]:
    """The headings of the table of volumes."""
    if isinstance(choice.largest, DropDose):
        return OF_DROPS
    return HEADINGS if isinstance(choice.largest, VialDose) else OF_SPRAYS


def diluent_page(choice: DiluentChoice, *, full: bool) -> Page:
    """The choice on one screen; in full with all flags of its volumes."""
    flags: Iterable[Flag] = _of_volumes(choice) if full else _one_of_each_code(choice)
    dose = choice.largest.given.dose_mcg
    documented = f", documented {span(dose, 'mcg')}" if dose else ""
    return Page(
        f"{titled(choice)}{documented}",
        headlines(choice),
        (),
        listed(_assumed(choice)),
        worst_first([*choice.flags, *flags]),
    )


def headlines(choice: DiluentChoice) -> tuple[str]:
    """The headline: the best volume and its draw."""
    if not choice.options:
        return (f"No diluent up to {show(choice.vial_size_ml, 'mL')} fits",)
    best = choice.options[0]
    if isinstance(best, SprayDose):
        sprays = best.device.words.counted(best.device.sprays)
        return (f"In {_diluent(best)}: {sprays} = {delivering(best)}",)
    drawn = f"{show_exactly(best.mark_units, 'units')} on a {in_words(best.syringe)}"
    return (f"In {_diluent(best)}: draw {drawn} = {delivering(best)}",)


def _one_of_each_code(choice: DiluentChoice) -> Iterator[Flag]:
    """Of the flags that some options have and not all, with the volumes they are of."""
    of_codes: dict[str, list[Flag]] = {}
    for flag in _of_volumes(choice):
        of_codes.setdefault(flag.code, []).append(flag)
    for first, *others in of_codes.values():
        volume, message = first.message.split(": ", 1)
        volume += f" and {len(others)} more" if others else ""
        yield first._replace(message=f"{volume}: {message}")


def _of_volumes(choice: DiluentChoice) -> Iterator[Flag]:
    """The flags that some options have and not all, with the volume each is of."""
    for option in choice.options:
        for flag in option.flags:
            # How far off its mark a draw is stands in its row.
            if flag not in choice.flags and flag.code not in NOT_EXACT:
                yield flag._replace(message=f"{_diluent(option)}: {flag.message}")


def _assumed(choice: DiluentChoice) -> list[str]:
    said = other_figures(choice.catalogue)
    if "vial_size" in choice.assumed:
        said.append(f"a vial that holds {show(choice.vial_size_ml, 'mL')}")
    said.append(f"steps of {show(STEP_ML, 'mL')}")
    if "scale" in choice.assumed and isinstance(choice.largest, VialDose):
        said.append(choice.largest.syringe.scale)
    if isinstance(choice.largest, SprayDose):
        words = choice.largest.device.words
        if words.volume in choice.assumed:
            said.append(f"{about(choice.largest.spray_ml, 'mL')} a {words.one}")
    return [*said, *of_powder(choice.largest)]


def titled(choice: DiluentChoice) -> str:
    """What the volumes are for."""
    per_kg = choice.largest.dose_mcg_per_kg
    by_body = "" if per_kg is None else f" ({about(per_kg, 'mcg/kg')})"
    dose = f"{about(choice.dose_mcg, 'mcg')}{by_body} a dose"
    return f"{labelled(choice.vial_mcg)} of {choice.name}, {dose}"


def flags_of_some(choice: DiluentChoice) -> list[str]:
    """The flags that some options have and not all, each with its volume."""
    return [f"{flag.message} {flag.code}" for flag in _of_volumes(choice)]


def _diluent(option: VialDose | SprayDose) -> str:
    return show(option.solution.diluent_ml or NONE, "mL")


def cells(option: VialDose | SprayDose) -> tuple[str, ...]:
    """One volume as a row."""
    if isinstance(option, SprayDose):
        taken, holds = f"{option.sprays_per_dose}", option.sprays_per_bottle
    else:
        taken = f"{_to_draw(option)} of {show_number(option.device.barrel.capacity_units)}"
        holds = option.doses_per_vial
    return (
        _diluent(option),
        show(option.concentration_mcg_per_ml, "mcg/mL"),
        taken,
        f"{show_number(option.error_percent)} %",
        *(() if isinstance(option, DropDose) else (within_tolerance(option),)),
        str(holds),
    )


def _to_draw(option: VialDose) -> str:
    """The mark, and in parentheses the draw where that is not on it."""
    mark = show_number(option.mark_units)
    return (
        mark
        if option.mark_units == option.draw_units
        else f"{mark} ({show_number(option.draw_units)})"
    )


def assumptions(choice: DiluentChoice) -> list[str]:
    """The assumptions in words."""
    said = []
    if "vial_size" in choice.assumed:
        said.append(f"the vial holds {show(choice.vial_size_ml, 'mL')}")
    said.append(f"diluent is measured in steps of {show(STEP_ML, 'mL')}")
    if not choice.options:
        return said
    said += assumed_per_day(choice.options[0])
    why = ", the smallest that holds the draw" if "syringe" in choice.assumed else ""
    drawn = [each for each in choice.options if isinstance(each, VialDose)]
    for each in dict.fromkeys(option.device.barrel for option in drawn):
        units, marks = show(each.capacity_units, "units"), show(each.marks_units, "units")
        said.append(f"{units}: a {in_words(each.syringe)}, a mark every {marks}{why}")
    return said + assumed_of_solution(choice.options[0])


def sources(choice: DiluentChoice) -> tuple[str, ...]:
    """The documents that the choice cites, each as `id: title`."""
    flags = [*choice.flags, *(flag for option in choice.options for flag in option.flags)]
    cited = cited_by(tuple(flags))
    if choice.options:
        accuracy = choice.catalogue.accuracy
        is_drawn = isinstance(choice.largest, VialDose)
        of_device = accuracy.barrel_capacity_percent if is_drawn else accuracy.spray_percent
        cited.update(() if isinstance(choice.largest, DropDose) else of_device.sources)
        a_day = choice.options[0].given.doses_per_day
        if "doses_per_day" in choice.assumed and a_day:
            cited.update(a_day.sources)
    return described(cited, choice.catalogue)
