"""What a label must say: the dose, all of the solution, one unit, and the dates."""

from datetime import date
from types import SimpleNamespace

from .doses import BARRELS, dose
from .figures import NASAL
from .flags import Flag
from .keeping import discarded, expiry, keeping


def label(*, opened=None, mixed=None, beyond_use=None, expires=None, **words):
    made = dose(**words)
    keeps = keeping(made, beyond_use)
    mixed_on = date.fromisoformat(opened or mixed)
    last = expiry(expires)
    discard_on, discard_by = discarded(keeps, mixed_on, last)
    late = [Flag("after-expiry", (mixed_on - last).days, 0)] if last and mixed_on > last else []
    words = keeps.words if keeps.days or not last else f"until {last}"
    is_spray = made.formulation in NASAL
    per_ml = None if is_spray else BARRELS[made.syringe[0]][0]
    return SimpleNamespace(
        dose=made,
        volume_ml=made.bottle_ml if is_spray else made.volume_ml,
        mcg_per_unit=made.spray_mcg if is_spray else made.concentration_mcg_per_ml / per_ml,
        mixed=mixed_on,
        discard_on=discard_on,
        discard_by=discard_by,
        expires=last,
        keeping=words,
        assumed=(*made.assumed, *keeps.assumed),
        flags=[*made.flags, *keeps.flags, *late],
    )
