"""The equation: vial mass / diluent volume = dose / draw volume, solved for each of the four.

Derivations: docs/formulas.md. Amounts are exact Decimals above zero, or Ratios of such,
in the unit that the name gives. `content` is the peptide's share of the labelled mass,
above 0 and up to 1; `displacement_ml` is the powder's own volume, 0 or more. What is
solved for comes as a Ratio, so that nothing calculated from it is rounded twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from .exact import Ratio, add, multiply, subtract, whole

if TYPE_CHECKING:
    from decimal import Decimal

SolvedFor: TypeAlias = Literal["draw", "dose", "diluent", "vial"]


def concentration_mcg_per_ml(
    vial_mcg: Decimal, content: Decimal, diluent_ml: Decimal, displacement_ml: Decimal
) -> Ratio:
    """How much peptide one millilitre of the solution carries.

    >>> from decimal import Decimal as D
    >>> concentration_mcg_per_ml(D(5000), D(1), D(2), D(0))
    Ratio(numerator=Decimal('5000'), denominator=Decimal('2'))
    """
    return Ratio(multiply(vial_mcg, content), add(diluent_ml, displacement_ml))


def concentration_of_draw_mcg_per_ml(dose_mcg: Decimal, draw_ml: Ratio) -> Ratio:
    """The concentration at which the draw carries the dose.

    >>> from decimal import Decimal as D
    >>> concentration_of_draw_mcg_per_ml(D(250), Ratio(D(10), D(100)))
    Ratio(numerator=Decimal('25000'), denominator=Decimal('10'))
    """
    return Ratio(multiply(dose_mcg, draw_ml.denominator), draw_ml.numerator)


def draw_ml(dose_mcg: Decimal, mcg_per_ml: Ratio) -> Ratio:
    """The volume that carries the dose.

    >>> from decimal import Decimal as D
    >>> draw_ml(D(250), Ratio(D(5000), D(2)))
    Ratio(numerator=Decimal('500'), denominator=Decimal('5000'))
    """
    return Ratio(multiply(dose_mcg, mcg_per_ml.denominator), mcg_per_ml.numerator)


def dose_mcg(draw_ml: Ratio, mcg_per_ml: Ratio) -> Ratio:
    """The mass that the volume carries.

    >>> from decimal import Decimal as D
    >>> dose_mcg(Ratio(D(12), D(100)), Ratio(D(5000), D(2)))
    Ratio(numerator=Decimal('60000'), denominator=Decimal('200'))
    """
    return Ratio(
        multiply(draw_ml.numerator, mcg_per_ml.numerator),
        multiply(draw_ml.denominator, mcg_per_ml.denominator),
    )


def diluent_ml(
    vial_mcg: Decimal, content: Decimal, displacement_ml: Decimal, mcg_per_ml: Ratio
) -> Ratio:
    """What to dissolve the vial in for that concentration; zero or less where none does.

    >>> from decimal import Decimal as D
    >>> diluent_ml(D(5000), D(1), D(0), Ratio(D(1500), D(1)))
    Ratio(numerator=Decimal('5000'), denominator=Decimal('1500'))
    """
    peptide_mcg = multiply(vial_mcg, content)
    return Ratio(
        subtract(
            multiply(peptide_mcg, mcg_per_ml.denominator),
            multiply(displacement_ml, mcg_per_ml.numerator),
        ),
        mcg_per_ml.numerator,
    )


def vial_mcg(
    content: Decimal, diluent_ml: Decimal, displacement_ml: Decimal, mcg_per_ml: Ratio
) -> Ratio:
    """The labelled mass that makes that concentration.

    >>> from decimal import Decimal as D
    >>> vial_mcg(D(1), D(2), D(0), Ratio(D(25000), D(10)))
    Ratio(numerator=Decimal('50000'), denominator=Decimal('10'))
    """
    solution_ml = add(diluent_ml, displacement_ml)
    return Ratio(
        multiply(solution_ml, mcg_per_ml.numerator), multiply(mcg_per_ml.denominator, content)
    )


def doses_per_vial(solution_ml: Ratio, draw_ml: Ratio, lost_ml: Decimal) -> int:
    """Whole doses in a vial; each takes its draw, and what is lost with it.

    >>> from decimal import Decimal as D
    >>> doses_per_vial(Ratio(D(2)), Ratio(D(1), D(10)), D(0))
    20
    >>> doses_per_vial(Ratio(D(2)), Ratio(D(1), D(10)), D("0.05"))
    13
    """
    taken = add(draw_ml.numerator, multiply(lost_ml, draw_ml.denominator))
    return whole(
        multiply(solution_ml.numerator, draw_ml.denominator),
        multiply(solution_ml.denominator, taken),
    )


class Solved(NamedTuple):
    """All four amounts, and which of them was calculated: None where all were given.

    `draw_ml` is the draw given, or the one the dose needs; `needed_ml` is always the
    latter, and differs from it only where both were given.
    """

    solved_for: SolvedFor | None
    vial_mcg: Ratio
    diluent_ml: Ratio
    dose_mcg: Ratio
    draw_ml: Ratio
    needed_ml: Ratio
    mcg_per_ml: Ratio


def solve(
    vial: Decimal | None,
    diluent: Decimal | None,
    dose: Decimal | None,
    draw: Ratio | None,
    content: Decimal,
    displacement_ml: Decimal,
) -> Solved | None:
    """The equation solved for the one amount that is None; checked where none is.

    Amounts in mcg and mL; None if more than one of them is.
    """
    if vial is not None and diluent is not None:
        of = concentration_mcg_per_ml(vial, content, diluent, displacement_ml)
        given = Ratio(vial), Ratio(diluent)
        if dose is not None:
            needed = draw_ml(dose, of)
            if draw is None:
                return Solved("draw", *given, Ratio(dose), needed, needed, of)
            return Solved(None, *given, Ratio(dose), draw, needed, of)
        if draw is not None:
            return Solved("dose", *given, dose_mcg(draw, of), draw, draw, of)
    elif dose is not None and draw is not None:
        of = concentration_of_draw_mcg_per_ml(dose, draw)
        drawn = Ratio(dose), draw, draw, of
        if vial is not None:
            solved = diluent_ml(vial, content, displacement_ml, of)
            return Solved("diluent", Ratio(vial), solved, *drawn)
        if diluent is not None:
            solved = vial_mcg(content, diluent, displacement_ml, of)
            return Solved("vial", solved, Ratio(diluent), *drawn)
    return None
