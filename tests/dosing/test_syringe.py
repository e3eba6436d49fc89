"""Which barrel a draw needs, where its marks are, and how far off a draw may be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, UnknownNameError, dose
from selank_calc.catalogue.figures import figures_of
from selank_calc.dosing.barrels import on_file, scale_called
from selank_calc.dosing.syringe import fillings_of, marks_around

from ..exactly import exactly


class TestScale:
    @pytest.mark.parametrize("name", ["U-100", "u-100", "U100", "u 100", " U-100 "])
    def test_a_scale_is_known_however_it_is_spelt(self, name):
        assert scale_called(name, CATALOGUE) == "U-100"

    def test_u_50_is_refused_with_both_readings(self):
        for name in ("U-50", "u50"):
            with pytest.raises(UnknownNameError) as error:
                scale_called(name, CATALOGUE)
            assert error.value.field == "scale"
            assert "two ways, a factor of two apart" in error.value.message
            assert "0.5 mL syringe for the usual barrel of 50 units" in error.value.hint
            assert "50 units per mL" in error.value.hint

    def test_u_50_of_a_catalogue_that_sells_it_is_what_it_says(self):
        barrel = CATALOGUE.syringes[0]._replace(scale="U-50", units_per_ml=Decimal(50))
        assert scale_called("U-50", CATALOGUE._replace(syringes=(barrel,))) == "U-50"

    @pytest.mark.parametrize("name", ["U-200", "100", "", "U", "U-", "U-1000000000", "insulin"])
    def test_any_other_is_refused_with_those_known(self, name):
        with pytest.raises(UnknownNameError) as error:
            scale_called(name, CATALOGUE)
        assert (
            error.value.hint
            == "On file: U-100, U-40, U-500. Add others in a catalogue of your own."
        )

    def test_a_scale_is_text(self):
        with pytest.raises(UnknownNameError, match="by text, not by int"):
            scale_called(100, CATALOGUE)


class TestAsSold:
    @pytest.mark.parametrize(
        ("scale", "capacity_ml", "marks", "sold"),
        [
            # FACTS.md: capacity in mL and marks in units
            ("U-100", None, None, [("0.3", 1), ("0.5", 1), ("1", 2)]),
            ("U-100", "1", None, [("1", 2)]),
            ("U-100", "1.00", "1", [("1", 1)]),
            ("U-100", None, "0.5", [("0.3", exactly("0.5"))]),
            ("U-100", None, "1", [("0.3", 1), ("0.5", 1), ("1", 1)]),
            ("U-500", None, None, [("0.5", 5)]),
            ("U-40", None, None, [("0.3", 1), ("0.5", 1), ("1", 1), ("2", 2)]),
            ("U-40", "2", "1", [("2", 1)]),
            ("U-40", None, "0.5", [("0.3", exactly("0.5")), ("0.5", exactly("0.5"))]),
        ],
    )
    def test_barrels_are_those_on_file_smallest_first(self, scale, capacity_ml, marks, sold):
        barrels = on_file(
            scale, capacity_ml and exactly(capacity_ml), marks and exactly(marks), CATALOGUE
        )
        assert [(each.capacity_ml, each.marks_units) for each in barrels] == [
            (exactly(capacity), spacing) for capacity, spacing in sold
        ]
        assert [each.syringe.marks_units for each in barrels] == [spacing for _ml, spacing in sold]

    @pytest.mark.parametrize(
        ("scale", "capacity_ml", "marks", "field", "message"),
        [
            ("U-100", "2", None, "syringe", "there is no 2 mL U-100 syringe on file."),
            ("U-100", "0.7", None, "syringe", "there is no 0.7 mL U-100 syringe on file."),
            ("U-100", "0.31", None, "syringe", "there is no 0.31 mL U-100 syringe on file."),
            ("U-100", "0.5", "0.5", "marks",
             "there is no 0.5 mL U-100 syringe with marks every 0.5 units on file."),
            ("U-100", None, "3", "marks",
             "there is no U-100 syringe with marks every 3 units on file."),
        ],
    )  # fmt: skip
    def test_what_is_not_on_file_is_refused_with_what_is(
        self, scale, capacity_ml, marks, field, message
    ):
        with pytest.raises(UnknownNameError) as error:
            on_file(
                scale, capacity_ml and exactly(capacity_ml), marks and exactly(marks), CATALOGUE
            )
        assert (error.value.field, error.value.message) == (field, message)
        assert error.value.hint == (
            "On file: 0.3 mL (marks every 1 or 0.5), 0.5 mL (1), 1 mL (2 or 1). "
            "Add others in a catalogue of your own."
        )

    @pytest.mark.parametrize(
        ("draw", "capacity_ml"),
        [("0.1", "0.3"), ("30", "0.3"), ("30.001", "0.5"), ("50", "0.5"), ("50.001", "1"),
         ("100", "1"), ("100.001", "1")],  # too much for any: the largest, which a flag then says
    )  # fmt: skip
    def test_the_smallest_that_holds_the_draw(self, draw, capacity_ml):
        result = dose(vial="5 mg", diluent="2 mL", draw=f"{draw} units")
        assert result.syringe.capacity_ml == Decimal(capacity_ml)

    def test_units_a_barrel_holds(self):
        held = {
            (each.syringe.scale, each.syringe.capacity_ml): each.capacity_units
            for each in figures_of(CATALOGUE).barrels
        }
        assert held == {
            ("U-100", Decimal("0.3")): 30, ("U-100", Decimal("0.5")): 50, ("U-100", Decimal(1)): 100,
            ("U-500", Decimal("0.5")): 250, ("U-40", Decimal("0.3")): 12, ("U-40", Decimal("0.5")): 20, ("U-40", Decimal(1)): 40,
            ("U-40", Decimal(2)): 80,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("mark", "draws"), [("0.5", 1), ("30", 1), ("30.5", 2), ("60", 2), ("61", 3)]
    )
    def test_how_often_a_barrel_is_filled(self, mark, draws):
        of_30_units = figures_of(CATALOGUE).barrels[0]
        assert fillings_of(exactly(mark), of_30_units) == draws


class TestMarks:
    @pytest.mark.parametrize(
        ("draw", "spacing", "nearest", "below", "above"),
        [
            ("10", "1", "10", "9", "11"),
            ("7.5", "1", "7", "7", "8"),  # a tie goes to the lower
            ("7.5000000000000000000000000001", "1", "8", "7", "8"),
            ("7.4999999999999999999999999999", "1", "7", "7", "8"),
            ("0.4", "1", "1", None, "1"),  # at least the first
            ("0.5", "1", "1", None, "1"),
            ("1", "1", "1", None, "2"),
            ("5", "2", "4", "4", "6"),
            ("5.1", "2", "6", "4", "6"),
            ("7.25", "0.5", "7", "7", "7.5"),
            ("7.3", "0.5", "7.5", "7", "7.5"),
            ("30", "1", "30", "29", None),  # the last mark
            ("29.5", "1", "29", "29", "30"),
            ("30.5", "1", "30", "30", "31"),  # in two fillings
            ("31", "1", "31", "30", "32"),
        ],
    )
    def test_the_marks_around_a_draw_in_a_barrel_of_30_units(
        self, draw, spacing, nearest, below, above
    ):
        marks = marks_around(exactly(draw), exactly(spacing), exactly(30))
        assert marks == (exactly(nearest), below and exactly(below), above and exactly(above))

    @given(
        st.decimals("0.001", "300", places=3).map(exactly),
        st.sampled_from(("0.5", "1", "2", "5")).map(exactly),
    )
    def test_the_draw_lies_between_them_and_the_nearest_is_no_further_than_half(
        self, draw, spacing
    ):
        nearest, below, above = marks_around(draw, spacing, exactly(300))
        assert below is None or below < draw
        assert above is None or draw < above
        assert nearest % spacing == 0
        assert abs(nearest - draw) * 2 <= spacing or nearest == spacing

    @pytest.mark.parametrize(
        ("diluent", "mark"),
        # 10 units and the dead space are 0.15 mL, 9 of them 0.14 mL
        [("0.15 mL", 10), ("0.149 mL", 9), ("0.14 mL", 9), ("0.139 mL", 10)],
    )
    def test_the_mark_below_is_taken_where_the_vial_fills_that_alone(self, diluent, mark):
        result = dose(vial="1 mg", diluent=diluent, draw="9.6 units", dead_space="0.05 mL")
        assert result.mark_units == mark
