"""The formulation and the catalogue that are asked for, or why they can't be used."""

from __future__ import annotations

from ..errors import CatalogueError
from .frozen_catalogue import CATALOGUE
from .model import Catalogue, Formulation


def formulation_of(formulation: str | Formulation, catalogue: Catalogue) -> Formulation:
    """The formulation itself, or the one of that name in the catalogue.

    Raises UnknownNameError if there is none, CatalogueError if `catalogue` is not a Catalogue
    or a Formulation put together by hand has text or figures that a file may not have.
    """
    refuse_no_catalogue(catalogue)
    if type(formulation) is Formulation:
        if not any(formulation is each for each in catalogue.formulations):
            from .hand_made import refuse_unfit

            refuse_unfit(formulation, "formulation")
        return formulation
    return catalogue.formulation(formulation)  # type: ignore[arg-type] # which refuses it


def refuse_no_catalogue(catalogue: object) -> None:
    """Raises CatalogueError for anything but a Catalogue, for example the name of a file."""
    if catalogue is CATALOGUE:
        return
    if type(catalogue) is not Catalogue:
        message = f"{type(catalogue).__name__} is not a Catalogue."
        raise CatalogueError(message, "catalogue", None, "Read a file with load_catalogue(path).")
    from .hand_made import refuse_unfit  # the usual catalogue starts without it

    refuse_unfit(catalogue, "catalogue")
