"""How long what was opened is used: decided here once, from its diluent and how it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from ..amounts.writing import as_text, plain_text, plural
from ..errors import (
    ConflictingInputError,
    QuantityError,
    UnknownNameError,
    guess,
    named,
    quoted,
)

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from ..catalogue.model import Catalogue, Device, Figure

DiluentKind: TypeAlias = Literal["bacteriostatic", "sterile", "saline"]
KINDS: tuple[DiluentKind, ...] = get_args(DiluentKind)
PRESERVED: DiluentKind = "bacteriostatic"  # and the one that is assumed
_SHORT: DiluentKind = "sterile"  # what `preservative_free` is short for


def water(kind: DiluentKind | None) -> str:
    """The diluent's name on a label, or "" without one.

    >>> [water(kind) for kind in KINDS]
    ['bacteriostatic water', 'sterile water', 'saline']
    """
    return f"{kind} water" if kind in KINDS[:2] else kind or ""


class Discard(NamedTuple):
    """The discard date and what decided it; None if no date is known."""

    on: date | None
    by: Literal["beyond-use", "expiry"] | None


class Keeping(NamedTuple):
    """How many days after its opening a vial or bottle is discarded, and why.

    None is taken on that day or later. `days` and `usual`, what is documented, are None for a
    bottle that is bought ready: its maker's date is not on file. More days than `limit` are
    flagged. `expires` is the last day of use that is printed, where it was given.
    """

    kind: DiluentKind | None
    days: int | None
    usual: Figure | None
    limit: Figure | None
    is_assumed: bool
    expires: date | None = None

    def discard(self, opened: date) -> Discard:
        """For what was opened on that day: after its days or its expiry, whichever comes first."""
        from datetime import timedelta  # a dose loads none

        after = None if self.expires is None else self.expires + timedelta(days=1)
        past = None if self.days is None else opened + timedelta(days=self.days)
        if after is not None and (past is None or after <= past):
            return Discard(after, "expiry")
        return Discard(past, None if past is None else "beyond-use")

    @property
    def is_at_once(self) -> bool:
        """True if it has no preservative, and is used no longer than is documented for that."""
        if self.kind in (None, PRESERVED) or self.limit is None or self.usual is not self.limit:
            return False
        return self.days is not None and self.days <= self.limit.value

    @property
    def words(self) -> str:
        """The rule, as a label has it.

        >>> from selank_calc import CATALOGUE
        >>> kept("sterile", "vial", CATALOGUE).words
        'use at once; at most 24 hours in the refrigerator'
        """
        if self.days is None:
            return f"until {self.expires}" if self.expires else "until the maker's date"
        days = plural(self.days, "day")
        if self.is_at_once:
            most = "24 hours" if self.days == 1 else days
            return f"use at once; at most {most} in the refrigerator"
        return f"{days} in the refrigerator" if self.kind else days


def kept(
    kind: DiluentKind | None, device: Device, catalogue: Catalogue, given_days: int | None = None
) -> Keeping:
    """The rule for a solution made with that kind of diluent; of one bought ready `kind` is None.

    `given_days` are the user's own, by default those that are documented.
    """
    usual: Figure | None
    usual = limit = catalogue.beyond_use_days
    if kind is None:
        return Keeping(None, given_days, None, None, is_assumed=False)
    if kind != PRESERVED:
        if device == "vial":
            usual = limit = catalogue.unpreserved_days
        else:
            usual = catalogue.unpreserved_spray_days  # unconfirmed: no limit that is flagged
    if given_days is None:
        return Keeping(kind, int(usual.value), usual, limit, is_assumed=True)
    return Keeping(kind, given_days, usual, limit, is_assumed=False)


def read_kind(value: Any) -> DiluentKind:
    """The kind of diluent that is named, with or without "water".

    Raises UnknownNameError, with the nearest name, for any other.

    >>> read_kind("Sterile water"), read_kind("BAC water")
    ('sterile', 'bacteriostatic')
    """
    text = plain_text(value)
    if text is None:
        message = f"a kind of diluent is named by text, not by {type(value).__name__}."
        raise UnknownNameError(message, "diluent_kind", None, f"Known: {', '.join(KINDS)}.")
    wanted = text.strip().lower().removesuffix(" water")
    if wanted == "bac":  # as bottles and the help have it
        return PRESERVED
    for kind in KINDS:
        if wanted == kind:
            return kind
    hint = f"{guess(wanted, KINDS)}Known: {', '.join(KINDS)}."
    message = f"no kind of diluent is called {quoted(text)}."
    raise UnknownNameError(message, "diluent_kind", text, hint)


def read_preservative_free(value: Any) -> bool | None:
    """True, or None where it is false. The cell of a table has it as text.

    Raises QuantityError for anything but true and false.

    >>> read_preservative_free("TRUE"), read_preservative_free(False)
    (True, None)
    """
    text = as_text(value)
    if text.strip().lower() not in ("true", "false"):
        message = f"{quoted(text)} is neither true nor false."
        hint = f"Leave it out, or write {named('preservative_free', 'true')}."
        raise QuantityError(message, "preservative_free", text, hint)
    return text.strip().lower() == "true" or None


def kind_of(given: Any, preservative_free: bool | None) -> DiluentKind | None:
    """The kind that was given, or what `preservative_free` is short for.

    Raises ConflictingInputError where the two contradict each other.
    """
    kind = None if given is None else read_kind(given)
    if not preservative_free:
        return kind
    if kind == PRESERVED:
        message = f"{water(PRESERVED)} has a preservative."
        hint = f"Leave out {named('preservative_free')} or {named('diluent_kind')}."
        raise ConflictingInputError(message, "diluent_kind", as_text(given), hint)
    return kind or _SHORT
