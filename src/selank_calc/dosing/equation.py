"""The equation: vial mass / diluent volume = dose / draw volume.

Amounts are exact, above zero, and in the unit that the name gives. Derivations:
docs/formulas.md.
"""

from typing import Literal, NamedTuple, TypeAlias

from ..amounts.exact import Fraction

SolvedFor: TypeAlias = Literal["draw", "sprays", "drops", "dose", "diluent", "vial"]


class Solution(NamedTuple):
    """All amounts of a dose, and which of the four was calculated: None where all were given.

    `draw_ml` is the draw given, or the one that the dose needs; `needed_ml` is always the
    latter. Vial and diluent are None for a solution that is bought, and so are peptide and
    `made_ml` where it is not known how much of it there is.
    """

    solved_for: SolvedFor | None
    vial_mcg: Fraction | None
    peptide_mcg: Fraction | None
    diluent_ml: Fraction | None
    made_ml: Fraction | None
    mcg_per_ml: Fraction
    dose_mcg: Fraction
    draw_ml: Fraction
    needed_ml: Fraction

    @property
    def carried_mcg(self) -> Fraction:
        """The mass in the draw: the dose, unless a draw was given beside it."""
        return self.draw_ml * self.mcg_per_ml


def strength_mcg_per_ml(
    vial: Fraction, content: Fraction, diluent: Fraction, powder: Fraction
) -> Fraction:
    """How much peptide one millilitre of the solution carries.

    >>> from selank_calc.amounts.exact import Fraction as F
    >>> strength_mcg_per_ml(F(5000), F(1), F(2), F(0))
    Fraction(2500, 1)
    """
    return vial * content / (diluent + powder)


def solve(
    vial: Fraction | None,
    diluent: Fraction | None,
    dose: Fraction | None,
    draw: Fraction | None,
    content: Fraction,
    powder: Fraction,
    strength: Fraction | None = None,
    volume: Fraction | None = None,
) -> Solution:
    """Vial x content / (diluent + powder) = strength = dose / draw, in mcg and mL.

    `content` is the peptide's share of the vial's mass, `powder` the volume that it adds to
    the diluent. Either vial and diluent, or dose and draw, or a `strength` must be given, and
    a dose or a draw; `volume` is all of a solution that is bought. A diluent solved for is zero
    or less where the powder alone is as much.

    >>> from selank_calc.amounts.exact import Fraction as F
    >>> solve(F(5000), F(2), F(250), None, F(1), F(0)).draw_ml
    Fraction(1, 10)
    >>> solve(F(5000), None, F(250), F(1, 10), F(1), F(0)).diluent_ml
    Fraction(2, 1)
    """
    solved: SolvedFor | None = None
    if vial is not None and diluent is not None:
        strength = strength_mcg_per_ml(vial, content, diluent, powder)
    elif strength is None and dose is not None and draw is not None:
        strength = dose / draw
    if strength is None:
        raise ValueError("what is given leads to no strength")
    if vial is not None and diluent is None:
        diluent, solved = vial * content / strength - powder, "diluent"
    elif vial is None and diluent is not None:
        vial, solved = strength * (diluent + powder) / content, "vial"
    if dose is None:
        if draw is None:
            raise ValueError("neither a dose nor a draw is given")
        dose, solved = draw * strength, solved or "dose"
    needed = dose / strength
    if draw is None:
        draw, solved = needed, solved or "draw"
    peptide = None if vial is None else vial * content
    made = None if diluent is None else diluent + powder
    if volume is not None:
        peptide, made = strength * volume, volume
    return Solution(solved, vial, peptide, diluent, made, strength, dose, draw, needed)


def strength_ends_mcg_per_ml(
    solution: Solution, powder: Fraction, vial_error: Fraction, diluent_error: Fraction
) -> tuple[Fraction, Fraction]:
    """The lowest and the highest of (peptide +- error) / (diluent +- error + powder).

    Least peptide in most diluent is the lowest, most in least the highest. Errors are shares
    of 0 to a half.

    >>> from selank_calc.amounts.exact import Fraction as F
    >>> of = solve(F(5000), F(2), F(250), None, F(1), F(0))
    >>> strength_ends_mcg_per_ml(of, F(0), F(1, 10), F(0))
    (Fraction(2250, 1), Fraction(2750, 1))
    """
    peptide, diluent = solution.peptide_mcg, solution.diluent_ml
    if peptide is None or diluent is None or not (vial_error or diluent_error):
        return solution.mcg_per_ml, solution.mcg_per_ml
    low = peptide * (1 - vial_error) / (diluent * (1 + diluent_error) + powder)
    high = peptide * (1 + vial_error) / (diluent * (1 - diluent_error) + powder)
    return low, high
