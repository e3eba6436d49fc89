"""Which sources a catalogue of your own cites for other figures than the tool's own does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .frozen_catalogue import CATALOGUE
from .model import Catalogue, Formulation, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def changed_sources(catalogue: Catalogue) -> set[str]:
    """The ids of the tool's own sources of which the catalogue has another title or figure.

    >>> daily = CATALOGUE.daily_mcg._replace(high=CATALOGUE.daily_mcg.high * 2)
    >>> sorted(changed_sources(CATALOGUE._replace(daily_mcg=daily)))
    ['guide', 'review']
    """
    if catalogue is CATALOGUE:
        return set()
    own = set(_cited(CATALOGUE, ""))
    changed = {cited[0] for cited in _cited(catalogue, "") if cited not in own}
    return changed.intersection(each.id for each in CATALOGUE.sources)


def _cited(value: Any, place: str) -> Iterator[tuple[str, str, Any]]:
    """Each source with what it is cited for, and where: the place, and the entry by itself."""
    if isinstance(value, Source):
        yield value.id, place, value.title
    elif not isinstance(value, tuple):
        return
    elif "sources" in getattr(value, "_fields", ()) and not isinstance(value, Catalogue):
        entry: Any = value
        yield from ((name, place, entry._replace(sources=())) for name in entry.sources)
    else:
        called = value.id if isinstance(value, Formulation) else place
        names = getattr(value, "_fields", ("",) * len(value))
        for name, each in zip(names, value, strict=True):
            yield from _cited(each, f"{called} {name}".strip())
