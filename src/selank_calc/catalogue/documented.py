"""`formulations()`: what is documented, on all of them or on one."""

from __future__ import annotations

from .frozen_catalogue import CATALOGUE
from .lookup import refuse_no_catalogue
from .model import Catalogue, Formulation


def formulations(
    formulation: str | None = None, *, catalogue: Catalogue = CATALOGUE
) -> tuple[Formulation, ...]:
    """All formulations, or the one of that id or alias.

    Raises UnknownNameError if there is none of that name, CatalogueError for what is no
    catalogue.

    >>> [each.id for each in formulations()]
    ['selank', 'n-acetyl-selank-amidate', 'nasal-spray', 'n-acetyl-selank']
    >>> formulations("amidate")[0].dose_mcg.low
    Decimal('200')
    """
    refuse_no_catalogue(catalogue)
    if formulation is None:
        return catalogue.formulations
    return (catalogue.formulation(formulation),)
