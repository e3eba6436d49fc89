"""Every result computed again, by other means: pint Quantities on exact Fractions.

Nothing of the calculations is used here but the vocabulary's definitions; the figures
documented are typed in again from their sources, and what follows from them is taken from
docs/formulas.md and docs/flags.md. Each function takes the words of the command whose
results it computes, and raises RefusedError where the command has to refuse them.
"""

from .amounts import RefusedError, quantity, registry
from .conversions import convert
from .courses import course
from .diluents import diluent
from .doses import dose, units_between
from .labels import label

__all__ = [
    "RefusedError",
    "convert",
    "course",
    "diluent",
    "dose",
    "label",
    "quantity",
    "registry",
    "units_between",
]
