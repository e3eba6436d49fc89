"""The catalogue's figures as the calculations need them."""

from fractions import Fraction

from selank_calc import CATALOGUE
from selank_calc.catalogue.figures import MOST_KEPT, barrel_of, made_once


def test_a_barrel_has_the_exact_figures_of_its_syringe():
    u40 = next(
        each for each in CATALOGUE.syringes if each.scale == "U-40" and each.capacity_ml == 1
    )
    assert barrel_of(u40) == (u40, Fraction(40), Fraction(1), Fraction(40), Fraction(1))


class TestMadeOnce:
    def test_it_is_made_once_for_one_thing_and_again_for_an_equal_other(self):
        made = []
        length = made_once(lambda source: made.append(source) or len(source))
        one, other = [1, 2], [1, 2]
        assert [length(one), length(one), length(other), length(one)] == [2, 2, 2, 2]
        assert [each is one for each in made] == [True, False]

    def test_no_more_are_kept_than_that_many(self):
        made = []
        length = made_once(lambda source: made.append(source) or len(source))
        things = [[number] for number in range(MOST_KEPT)]
        for each in (*things, *things):
            length(each)
        assert len(made) == MOST_KEPT
        length([1, 2])  # one more, and the others are forgotten
        length(things[0])
        assert len(made) == MOST_KEPT + 2
