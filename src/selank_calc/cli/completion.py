"""What shells offer for an option: without a space, since an amount with one needs quotes."""

from collections.abc import Iterable
from contextlib import suppress

import typer

from ..amounts.writing import show
from ..catalogue.codes import CODES
from ..catalogue.figures import barrel_of
from ..catalogue.frozen_catalogue import CATALOGUE
from ..catalogue.model import USUAL_SCALE, Catalogue
from ..dosing.keeping import KINDS
from ..errors import SelankCalcError
from .common import catalogue_from


def complete_formulation(context: typer.Context, incomplete: str) -> list[str]:
    """Ids and aliases that begin with what was typed."""
    names = [name for each in _known(context).formulations for name in (each.id, *each.aliases)]
    return _beginning(incomplete, names)


def complete_scale(context: typer.Context, incomplete: str) -> list[str]:
    """Scales of syringes that begin with what was typed."""
    return _beginning(incomplete, [each.scale for each in _known(context).syringes])


def complete_syringe(context: typer.Context, incomplete: str) -> list[str]:
    """Sizes of the syringes of the scale that was typed, or of all."""
    scale = context.params.get("scale")
    syringes = [each for each in _known(context).syringes if scale in (None, each.scale)]
    units = [each for each in syringes if each.scale == (scale or USUAL_SCALE)]
    offered = [f"{each.capacity_ml}mL" for each in syringes]
    offered += [
        f"{show(barrel_of(each).capacity_units, 'units')}".replace(" ", "") for each in units
    ]
    return _beginning(incomplete, offered)


def complete_spray_volume(context: typer.Context, incomplete: str) -> list[str]:
    """Spray volumes of the pumps on file."""
    return _beginning(incomplete, [f"{each.spray_ml}mL" for each in _known(context).pumps])


def complete_drop_volume(context: typer.Context, incomplete: str) -> list[str]:
    """Drop volumes on file."""
    dropped = [each.spray_ml for each in _known(context).formulations if each.device == "drops"]
    return _beginning(incomplete, [f"{each.value}mL" for each in dropped if each])


def complete_flag(incomplete: str) -> list[str]:
    """Codes of flags."""
    return _beginning(incomplete, CODES)


def complete_diluent_kind(incomplete: str) -> list[str]:
    """Kinds of diluent."""
    return _beginning(incomplete, KINDS)


def complete_timezone(incomplete: str) -> list[str]:
    """Places whose time zones are known, and UTC."""
    from zoneinfo import available_timezones

    names = sorted(available_timezones())
    return _beginning(incomplete, [name for name in names if "/" in name or name == "UTC"])


def _known(context: typer.Context) -> Catalogue:
    """The catalogue that was named, or the package's own where it can't be read."""
    with suppress(SelankCalcError):
        return catalogue_from(context.params.get("catalogue"))
    return CATALOGUE


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]
