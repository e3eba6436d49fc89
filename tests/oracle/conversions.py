"""What an amount in another unit must be: along one line from marks to moles.

units / units per mL = mL;  mL x concentration = mcg;  mcg x 1000 / molar mass = nmol
"""

from fractions import Fraction
from types import SimpleNamespace

from .amounts import RefusedError, magnitude, quantity, registry, share
from .amounts import amount as read
from .figures import BARRELS, DOCUMENTED, formulation

LINE = ("units", "mL", "mcg", "nmol")
# bounds in the canonical unit: README.md for mass and volume
BOUNDS = {"mL": ("0.0001", "10000"), "mcg": ("0.001", "1000000000")}


def convert(amount, to, **words):
    number = quantity(amount)
    wanted = registry.Quantity(Fraction(1), to.strip())
    unit = canonical(number)
    low, high = BOUNDS.get(unit, (None, None))
    if low and not Fraction(low) <= magnitude(number, unit) <= Fraction(high):
        raise RefusedError("out-of-bounds", "amount")
    assumed = []
    here = number
    if not number.check(wanted.dimensionality):
        start, end = LINE.index(unit), LINE.index(canonical(wanted))
        for left in range(min(start, end), max(start, end)):
            assumed += _assumed(left, words)
        for left in range(start, end):
            here = here * _bridge(left, words)
        for left in range(start, end, -1):
            here = here / _bridge(left - 1, words)
    return SimpleNamespace(
        amount=magnitude(number, unit),
        unit=unit,
        converted=Fraction((here / wanted).to("").magnitude),
        to=to.strip(),
        assumed=tuple(assumed),
    )


def canonical(number):
    """The unit in which amounts of its kind are counted."""
    units = (*LINE, "mcg/mL")
    return next(unit for unit in units if number.check(registry.get_dimensionality(unit)))


def _bridge(left, words):
    """What an amount of one kind is multiplied with to be one of the next."""
    if left == 0:
        return 1 / registry.Quantity(
            Fraction(BARRELS[words.get("scale") or "U-100"][0]), "units/mL"
        )
    if left == 1 and words.get("strength"):
        return read(words, "strength")
    if left == 1:
        solution = read(words, "diluent") + read(words, "displacement", "0 mL")
        return read(words, "vial") * share(words, "content", 100) / solution
    molar_mass = Fraction(DOCUMENTED[formulation(words)].grams_per_mole)
    return registry.Quantity(1 / molar_mass, "mol/g")


def _assumed(left, words):
    field = {0: "scale", 2: "formulation"}.get(left)
    return [field] if field and not words.get(field) else []
