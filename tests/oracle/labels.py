"""What a label must say: the dose, all of the solution, one unit, and the dates."""

from datetime import date, timedelta
from types import SimpleNamespace

from .amounts import count
from .doses import BARRELS, dose
from .figures import DAYS_OF_USE
from .flags import of_use


def label(*, mixed, beyond_use=None, preservative_free=False, **words):
    made = dose(**words)
    days = days_of_use(beyond_use, preservative_free)
    mixed_on = date.fromisoformat(mixed)
    is_spray = made.formulation == "nasal-spray"
    per_ml = None if is_spray else BARRELS[made.syringe[0]][0]
    return SimpleNamespace(
        dose=made,
        volume_ml=made.bottle_ml if is_spray else made.diluent_ml + made.displacement_ml,
        mcg_per_unit=made.spray_mcg if is_spray else made.concentration_mcg_per_ml / per_ml,
        mixed=mixed_on,
        discard_on=None if days is None else mixed_on + timedelta(days),
        assumed=(*made.assumed, *(() if preservative_free or beyond_use else ("beyond_use",))),
        flags=[*made.flags, *of_use(days)],
    )


def days_of_use(beyond_use, preservative_free):
    """From opening to discarding; None without a preservative."""
    if preservative_free:
        return None
    return count({"beyond_use": beyond_use}, "beyond_use", DAYS_OF_USE)
