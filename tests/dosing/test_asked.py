"""What is asked: counts, however they come, names, and what is still needed."""

from decimal import Decimal

import pytest

from selank_calc import CATALOGUE
from selank_calc.dosing.asked import _counted, count, needs
from selank_calc.dosing.barrels import scale_called
from selank_calc.dosing.keeping import kept, kind_of, read_kind, read_preservative_free
from selank_calc.dosing.request import _another
from selank_calc.errors import OutOfBoundsError, QuantityError, SelankCalcError


@pytest.mark.parametrize("value", ["1", "000100", " 100 ", 1, 100, 1.0, 100.0, Decimal(100)])
def test_both_ends_are_inside_and_tables_make_floats_of_counts(value):
    assert count(value, "sprays", 1, 100) == int(value)


@pytest.mark.parametrize(
    "value", ["0", "101", "0000100", 0, 101, 0.0, 101.0, 1.5, float("nan"), Decimal("0.99"), None]
)
def test_all_else_is_refused(value):
    with pytest.raises(OutOfBoundsError, match="is not a whole number from 1 to 100"):
        count(value, "sprays", 1, 100)


@pytest.mark.parametrize(
    ("formulation", "given", "lacking"),
    [
        ("selank", {}, ("vial", "diluent", "dose")),
        ("selank", {"vial": "5 mg", "draw": "10 units"}, ("diluent",)),
        ("selank", {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}, ()),
        ("selank", {"strength": "5 mg/mL"}, ("dose",)),
        ("selank", {"strength": "5 mg/mL", "dose": "250 mcg"}, ()),
        ("selank", {"strength": "5 mg/mL", "draw": "10 units"}, ()),
        ("spray", {}, ("dose",)),
        ("spray", {"sprays": 2}, ()),
        ("spray", {"vial": "5 mg"}, ()),
        ("drops", {"sprays": 2}, ("dose",)),
        ("drops", {"dose": "150 mcg"}, ()),
    ],
)
def test_what_is_still_needed(formulation, given, lacking):
    assert needs(CATALOGUE.formulation(formulation), given) == lacking


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda text: scale_called(text, CATALOGUE), "U-50"),
        (lambda text: scale_called(text, CATALOGUE), "U-90"),
        (read_kind, "sterlie"),
        (read_preservative_free, "perhaps"),
    ],
    ids=["scale", "another scale", "kind of diluent", "preservative"],
)
def test_a_name_that_is_refused_is_in_the_error(read, text):
    with pytest.raises(SelankCalcError) as error:
        read(text)
    assert error.value.text == text


def test_a_diluent_that_contradicts_is_in_the_error():
    with pytest.raises(SelankCalcError) as error:
        kind_of("bac water", preservative_free=True)
    assert (error.value.field, error.value.text) == ("diluent_kind", "bac water")


@pytest.mark.parametrize("text", ["2 sprays", "10 units"])
def test_a_dose_that_is_a_draw_or_sprays_is_in_the_error(text):
    error = _another(CATALOGUE.formulation("selank"), text, QuantityError("no mass", "dose"))
    assert (error.field, error.text) == ("dose", text)


@pytest.mark.parametrize(
    ("value", "found"), [(0.0, None), (1.0, 1), (2.5, None), (3.0, 3), (4.0, None)]
)
def test_a_float_is_a_count_from_the_least_to_the_most(value, found):
    assert _counted(value, 1, 3) == found


@pytest.mark.parametrize(
    ("kind", "given_days", "is_assumed"),
    [(None, None, False), ("saline", 1, False), ("saline", None, True)],
)
def test_the_days_that_a_vial_is_kept_are_assumed_where_none_are_given(
    kind, given_days, is_assumed
):
    assert kept(kind, "vial", CATALOGUE, given_days).is_assumed is is_assumed
