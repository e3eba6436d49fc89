"""What every result is made of: fields declared once, read from stages, rounded and recorded."""

from decimal import Decimal
from fractions import Fraction

import pytest

from selank_calc.amounts.exact import NOT_LESS
from selank_calc.amounts.exact import Fraction as Exact
from selank_calc.views import View, amount, as_number, field, fields_of, in_days, nearest


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


LARGEST_EXACT = 10**15  # of 15 digits, as docs/json.md has it


@pytest.mark.parametrize(
    ("exact", "kind"),
    [
        (250, int), (LARGEST_EXACT - 1, int), (LARGEST_EXACT, float), (10**20, float),
        (LARGEST_EXACT + Exact(1, 10**20), float), (1 - LARGEST_EXACT, int), (-LARGEST_EXACT, float),
        (Exact(1, 10), float), (Exact(500, 2), int),
        # 28 digits round it to a whole number
        (250 + Exact(1, 10**40), int), (250 + Exact(1, 10**20), float),
    ],
    ids=str,
)  # fmt: skip
def test_a_whole_number_is_written_as_one_while_it_is_exact(exact, kind):
    number = nearest(Exact(exact))
    assert (type(number), number) == (kind, float(exact))


def test_a_decimal_is_written_likewise():
    written = [as_number(each) for each in (Decimal("2.50"), Decimal("250.0"), Decimal(10**15))]
    assert [(type(each), each) for each in written] == [(float, 2.5), (int, 250), (float, 1e15)]


def test_the_fields_of_a_kind_of_result_lack_those_that_it_does_not_have():
    base = thirds()

    class Fewer(base):
        _lacking = ("name",)

    assert list(fields_of(Fewer)) == ["days", "share_mcg", "share_ml"]
    assert fields_of(Fewer) is fields_of(Fewer)


def test_assumptions_and_flags_are_the_last_fields():
    class Flagged(thirds()):
        _stages = ("parts",)
        flags = field(lambda _self: ())
        other = field(lambda _self: 1)
        assumed = field(lambda _self: ())

    assert list(fields_of(Flagged))[-3:] == ["other", "assumed", "flags"]


@pytest.mark.parametrize("stages", [(), (4, 5)])
def test_a_result_is_made_of_its_stages_and_no_other_number_of_them(stages):
    with pytest.raises(ValueError, match="zip"):
        thirds()(*stages)
