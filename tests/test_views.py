"""What every result is made of: fields declared once, read from stages, rounded and recorded."""

from decimal import Decimal
from fractions import Fraction

from selank_calc.amounts.exact import NOT_LESS
from selank_calc.amounts.exact import Fraction as Exact
from selank_calc.views import View, amount, field, fields_of, in_days


def thirds():
    """A result of one stage, with a field of each kind."""

    class Thirds(View):
        _stages = ("parts",)

        @field
        def name(self):
            """Of the result."""
            return f"{self.parts} thirds"

        @in_days
        def days(self):
            """Whole days."""
            return self.parts

        @amount("mcg")
        def share_mcg(self):
            """To the nearest."""
            return Exact(self.parts, 3)

        @amount("mL", NOT_LESS)
        def share_ml(self):
            """Never less."""
            return Exact(self.parts, 3)

    return Thirds


def test_a_field_has_its_name_unit_and_description():
    declared = fields_of(thirds())
    assert {name: (each.name, each.unit, each.__doc__) for name, each in declared.items()} == {
        "name": ("name", None, "Of the result."),
        "days": ("days", "days", "Whole days."),
        "share_mcg": ("share_mcg", "mcg", "To the nearest."),
        "share_ml": ("share_ml", "mL", "Never less."),
    }


def test_a_field_is_made_of_the_stages_and_rounded_as_declared():
    result = thirds()(4)
    assert (result.name, result.days) == ("4 thirds", 4)
    assert result.share_mcg == Decimal("1.333333333333333333333333333")
    assert result.share_ml == Decimal("1.333333333333333333333333334")
    assert result.as_dict() == {
        "name": "4 thirds", "days": 4, "share_mcg": 4 / 3, "share_ml": 4 / 3,
    }  # fmt: skip


def test_results_of_different_stages_differ():
    of = thirds()
    assert of(4) == of(4)
    assert of(4) != of(5)
    assert hash(of(4)) == hash(of(4)) != hash(of(5))
    assert of(Exact(1, 3)) == of(Fraction(1, 3))


def test_a_field_stands_under_another_name_in_the_place_of_the_one_it_is_made_of():
    base = thirds()

    class Sixths(base):
        share_drops = base.share_mcg.called("share_drops", "Of a drop.")

    declared = fields_of(Sixths)
    assert list(declared) == ["name", "days", "share_drops", "share_ml"]
    drops = declared["share_drops"]
    assert (drops.name, drops.unit, drops.__doc__) == ("share_drops", "mcg", "Of a drop.")
    assert Sixths(6).share_drops == 2
    assert Sixths(6).as_dict()["share_drops"] == 2
    # the one it is made of stays as it was
    assert (base.share_mcg.name, base.share_mcg.__doc__) == ("share_mcg", "To the nearest.")
