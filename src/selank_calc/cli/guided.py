"""`selank-calc` alone at a terminal: a few questions, the dose, and the command for it."""

import os
import re
from typing import Any

from ..dosing.doses import dose
from ..output.table import dose_table
from .ask import ask_for_all
from .common import catalogue_from, print_rich


def guided() -> None:
    """Asks what a dose needs, prints it, and the command that would have."""
    known = catalogue_from(os.environ.get("SELANK_CALC_CATALOGUE"))
    of, amounts = ask_for_all(known)
    asked: dict[str, Any] = {"formulation": of, "catalogue": known, **amounts}
    print_rich(dose_table(dose(**asked)))
    options = " ".join(f'--{field} "{_plain(amount)}"' for field, amount in amounts.items())
    print(f"\nThe same without questions:\n  selank-calc dose -f {of.id} {options}")


def _plain(amount: str) -> str:
    """The amount with mcg for any of its misreadable spellings, and no Greek letter.

    >>> _plain("250 µg"), _plain("250 ug"), _plain("2000 µL")
    ('250 mcg', '250 mcg', '2000 uL')
    """
    amount = re.sub("[µμu]g$", "mcg", amount)
    return re.sub("[µμ](?=[lL]$)", "u", amount)
