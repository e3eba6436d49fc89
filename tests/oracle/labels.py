"""What a label must say: the dose, all of the solution, one unit, and the dates."""

from datetime import date, timedelta
from types import SimpleNamespace

from .doses import BARRELS, dose
from .figures import NASAL
from .keeping import keeping


def label(*, opened=None, mixed=None, beyond_use=None, **words):
    made = dose(**words)
    keeps = keeping(made, beyond_use)
    mixed_on = date.fromisoformat(opened or mixed)
    is_spray = made.formulation in NASAL
    per_ml = None if is_spray else BARRELS[made.syringe[0]][0]
    return SimpleNamespace(
        dose=made,
        volume_ml=made.bottle_ml if is_spray else made.volume_ml,
        mcg_per_unit=made.spray_mcg if is_spray else made.concentration_mcg_per_ml / per_ml,
        mixed=mixed_on,
        discard_on=None if keeps.days is None else mixed_on + timedelta(keeps.days),
        keeping=keeps.words,
        assumed=(*made.assumed, *keeps.assumed),
        flags=[*made.flags, *keeps.flags],
    )
