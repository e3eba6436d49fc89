"""`convert()`: one amount in another unit of the vocabulary.

Marks, volume, mass and moles lie on one line: from each to the next leads one figure, the
scale of a barrel, the concentration of a solution, the molar mass. docs/formulas.md
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context
from typing import Any, NamedTuple, TypeAlias

from .amounts.exact import HUNDRED, NONE, ONE, Fraction, written
from .amounts.kinds import (
    CONCENTRATION,
    CONTENT,
    LOSS,
    MASS,
    MOLES,
    SYRINGE_MARKS,
    VOLUME,
    Amount,
    Kind,
    Percent,
)
from .amounts.reading import read, read_any, read_percent, read_unit
from .amounts.writing import about, as_text, show_number
from .catalogue.frozen_catalogue import CATALOGUE
from .catalogue.lookup import formulation_of, refuse_no_catalogue
from .catalogue.model import USUAL, USUAL_SCALE, Catalogue, Formulation
from .dosing.asked import EXAMPLES
from .dosing.barrels import scale_called, units_per_ml
from .dosing.equation import strength_mcg_per_ml
from .errors import ConflictingInputError, DimensionError, MissingInputError, named
from .shown import by_name
from .views import View, amount, field

_LINE = (SYRINGE_MARKS, VOLUME, MASS, MOLES)
_DISSOLVED = ("vial", "diluent", "content", "displacement")
_SHOWN = Context(prec=8, rounding=ROUND_HALF_EVEN)
_NMOL_PER_MCG = 1000  # over the molar mass: 1e-6 g / (g/mol) are 1000 nmol


_number = amount(None)  # its unit is in another field


class Conversion(View):
    """An amount in two units.

    `given` is the amount as it was written, `amount` the same in `unit`, the canonical one
    of what it measures (mcg, mL, mcg/mL, units, nmol); `converted` is in `to`, to 28
    digits. `by` says with which figures, in words, and `assumed` names what was not given
    but chosen.
    """

    _stages = ("written", "given_amount", "kind", "result", "wanted", "figures")
    written: str
    given_amount: Fraction
    kind: Kind
    result: Fraction
    wanted: str
    figures: tuple[Crossed, ...]

    @field
    def given(self) -> str:
        """The amount as it was written."""
        return self.written

    @_number
    def amount(self) -> Fraction:
        """The same in `unit`."""
        return self.given_amount

    @field
    def unit(self) -> str:
        """mcg, mL, mcg/mL, units or nmol."""
        return self.kind.unit

    @_number
    def converted(self) -> Fraction:
        """The amount in `to`."""
        return self.result

    @field
    def to(self) -> str:
        """The other unit."""
        return self.wanted

    @field
    def by(self) -> tuple[str, ...]:
        """The figures used, in words."""
        return tuple(each.by for each in self.figures)

    @field
    def assumed(self) -> tuple[str, ...]:
        """`scale` and `formulation`."""
        return tuple(each.assumed for each in self.figures if each.assumed)

    def __str__(self) -> str:
        """In words: '12 units = 0.3 mL', and in further lines the figures used."""
        shown = show_number(self.result, _SHOWN)
        rounded = "" if written(shown) == self.result else "about "
        to = self.to
        if to in ("unit", "units"):
            to = "unit" if shown == "1" else "units"
        return "\n  ".join([f"{self.given} = {rounded}{shown} {to}", *self.by])

    def _repr_html_(self) -> str:
        return str(by_name("output.html.conversion_html")(self))


class _Asked(NamedTuple):
    of: Formulation | None  # None where none was named
    catalogue: Catalogue
    given: dict[str, Any]


class Crossed(NamedTuple):
    """The figure from one kind to the next: how many of the second one of the first is."""

    factor: Fraction
    by: str
    assumed: str | None = None


def convert(
    amount: Amount,
    to: str,
    *,
    formulation: str | Formulation | None = None,
    scale: str | None = None,
    vial: Amount | None = None,
    diluent: Amount | None = None,
    strength: Amount | None = None,
    content: Percent | None = None,
    displacement: Amount | None = None,
    catalogue: Catalogue = CATALOGUE,
) -> Conversion:
    """An amount in another unit: mass, volume, concentration, syringe units or moles.

    Units and volume need a `scale`, by default U-100; volume and mass the concentration
    of a `vial` in a `diluent` (with `content` and `displacement`, as for `dose()`) or the
    `strength` itself; mass and moles the molar mass of a `formulation`, by default selank,
    free base.

    Raises SelankCalcError (one of its kinds): UnitError for a unit outside the
    vocabulary, MissingInputError where a figure is missing, DimensionError where no
    figure leads from the one to the other.

    >>> print(convert("0.15 %", "mg/mL"))
    0.15 % = 1.5 mg/mL
    >>> convert("12 units", "mL", scale="U-40").converted
    Decimal('0.3')
    >>> print(convert("250 mcg", "units", vial="5 mg", diluent="2 mL"))
    250 mcg = 10 units
      U-100: 100 units per mL (assumed)
      2500 mcg/mL
    """
    refuse_no_catalogue(catalogue)
    of = None if formulation is None else formulation_of(formulation, catalogue)
    given_amount, kind = read_any(amount, "amount")
    wanted, factor = read_unit(to, "to")
    given = {
        "formulation": formulation,
        "scale": scale,
        "vial": vial,
        "diluent": diluent,
        "strength": strength,
        "content": content,
        "displacement": displacement,
    }
    asked = _Asked(of, catalogue, given)
    crossed = tuple(bridge(asked) for bridge, _fields in _bridges(kind, wanted, given, to))
    converted = given_amount / factor
    for each in crossed:
        if _LINE.index(kind) < _LINE.index(wanted):
            converted *= each.factor
        else:
            converted /= each.factor
    return Conversion(
        _on_one_line(amount), given_amount, kind, converted, _on_one_line(to), crossed
    )


def _on_one_line(given: object) -> str:
    """As it was written: line breaks, too, may stand between a number and its unit."""
    return " ".join(as_text(given).split())


def _bridges(kind: Kind, wanted: Kind, given: dict[str, Any], to: str) -> list[_Bridge]:
    """The bridges from one kind to the other; refuses arguments that none of them needs."""
    crossed: list[_Bridge] = []
    if kind != wanted:
        for each in (kind, wanted):
            if each not in _LINE:
                message = f"a {kind.dimension} can't be turned into a {wanted.dimension}."
                hint = f"Write an amount of the same kind, as {wanted.example}."
                raise DimensionError(message, "to", as_text(to), hint)
        ends = sorted((_LINE.index(kind), _LINE.index(wanted)))
        crossed = list(_BRIDGES[slice(*ends)])
    used = {name for _bridge, fields in crossed for name in fields}
    for name, value in given.items():
        if value is not None and name not in used:
            message = f"from a {kind.dimension} to a {wanted.dimension} no {name} is needed."
            raise ConflictingInputError(message, name, as_text(value), f"Leave out {named(name)}.")
    return crossed


def _ml_per_unit(asked: _Asked) -> Crossed:
    named = asked.given["scale"]
    scale = USUAL_SCALE if named is None else scale_called(named, asked.catalogue)
    per_ml = units_per_ml(scale, asked.catalogue)
    by = f"{scale}: {show_number(per_ml)} units per mL"
    if named is None:
        return Crossed(ONE / per_ml, f"{by} (assumed)", "scale")
    return Crossed(ONE / per_ml, by)


def _mcg_per_ml(asked: _Asked) -> Crossed:
    given = asked.given
    if given["strength"] is not None:
        return _of_strength(given)
    if lacking := [name for name in ("vial", "diluent") if given[name] is None]:
        message = "how much is in a volume depends on the concentration, which is not given."
        also = " and ".join(named(name, EXAMPLES[name]) for name in lacking)
        if len(lacking) == 2:
            also += f", or {named('strength', '5 mg/mL')}"
        raise MissingInputError(message, lacking[0], None, f"Write also {also}.")
    content, displacement = given["content"], given["displacement"]
    strength = strength_mcg_per_ml(
        read(given["vial"], "vial", MASS),
        ONE if content is None else read_percent(content, "content", CONTENT) / HUNDRED,
        read(given["diluent"], "diluent", VOLUME),
        NONE if displacement is None else read(displacement, "displacement", LOSS),
    )
    return Crossed(strength, about(strength, "mcg/mL"))


def _of_strength(given: dict[str, Any]) -> Crossed:
    for name in _DISSOLVED:
        if given[name] is not None:
            message = f"a solution of a known strength takes no {name}."
            hint = f"Leave out {named('strength')} or {named(name)}."
            raise ConflictingInputError(message, name, as_text(given[name]), hint)
    strength = read(given["strength"], "strength", CONCENTRATION)
    return Crossed(strength, about(strength, "mcg/mL"))


def _nmol_per_mcg(asked: _Asked) -> Crossed:
    of = formulation_of(USUAL, asked.catalogue) if asked.of is None else asked.of
    molar_mass = of.molar_mass_g_per_mol
    if molar_mass is None:
        message = f"the catalogue has no molar mass of {of.id}."
        raise MissingInputError(message, "formulation", of.id, "Name another formulation.")
    by = f"{of.name}: {molar_mass.value} g/mol ({', '.join(molar_mass.sources)})"
    per_mcg = _NMOL_PER_MCG / Fraction(molar_mass.value)
    if asked.of is None:
        return Crossed(per_mcg, f"{by} (assumed)", "formulation")
    return Crossed(per_mcg, by)


_Bridge: TypeAlias = tuple[Callable[..., Crossed], tuple[str, ...]]
# Between one kind of the line and the next, with what may be given for it.
_BRIDGES: tuple[_Bridge, ...] = (
    (_ml_per_unit, ("scale",)),
    (_mcg_per_ml, ("strength", *_DISSOLVED)),
    (_nmol_per_mcg, ("formulation",)),
)
