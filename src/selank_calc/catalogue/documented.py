"""`formulations()`: what is documented, on all of them or on one."""

from __future__ import annotations

from ..shown import by_name
from .frozen_catalogue import CATALOGUE
from .lookup import refuse_no_catalogue
from .model import Catalogue, Formulation


class Formulations(tuple[Formulation, ...]):
    """Formulations, which a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(by_name("output.html.formulations_html")(self))


def formulations(
    formulation: str | None = None, *, catalogue: Catalogue = CATALOGUE
) -> tuple[Formulation, ...]:
    """All formulations that `catalogue` documents, or the one whose id or alias is `formulation`.

    Raises UnknownNameError if there is none of that name, CatalogueError for what is not a
    Catalogue.

    >>> [each.id for each in formulations()]
    ['selank', 'n-acetyl-selank-amidate', 'nasal-spray', 'nasal-drops', 'n-acetyl-selank']
    >>> formulations("amidate")[0].dose_mcg.low
    Decimal('200')
    """
    refuse_no_catalogue(catalogue)
    if formulation is None:
        return Formulations(catalogue.formulations)
    return Formulations((catalogue.formulation(formulation),))
