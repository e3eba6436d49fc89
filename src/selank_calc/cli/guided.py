"""`selank-calc` alone at a terminal: a few questions, the dose, and the command for it."""

import os
from typing import Any

from .. import dosing
from ..output.table import dose_table
from .ask import ask_for_all
from .common import catalogue_from, print_rich

_PLAIN = str.maketrans("µμ", "uu")


def guided() -> None:
    """Asks what a dose needs, prints it, and the command that would have."""
    known = catalogue_from(os.environ.get("SELANK_CALC_CATALOGUE"))
    of, amounts = ask_for_all(known)
    asked: dict[str, Any] = {"formulation": of, "catalogue": known, **amounts}
    print_rich(dose_table(dosing.dose(**asked)))
    # Not every keyboard and terminal has the Greek letter.
    options = " ".join(
        f'--{field} "{amount}"'.translate(_PLAIN) for field, amount in amounts.items()
    )
    print(f"\nThe same without questions:\n  selank-calc dose -f {of.id} {options}")
