"""Text or Quantity in, exact Decimal out, and back to text that can be typed again."""

from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc.amounts.kinds import (
    BODY_MASS,
    CONCENTRATION,
    CONTENT,
    ERROR,
    LOSS,
    MASS,
    MOLES,
    SYRINGE_MARKS,
    VIAL_SIZE,
    VOLUME,
)
from selank_calc.amounts.reading import (
    bare_number,
    dimension_of,
    read,
    read_by_body_mass,
    read_capacity,
    read_draw,
    read_marks,
    read_percent,
)
from selank_calc.amounts.registry import vocabulary
from selank_calc.amounts.writing import (
    about,
    as_text,
    bounds,
    show,
    show_apart,
    show_exactly,
    show_number,
)
from selank_calc.errors import (
    DimensionError,
    MissingInputError,
    OutOfBoundsError,
    QuantityError,
    SelankCalcError,
    UnitError,
)

from ..strategies import MASS_UNITS, VOLUME_UNITS, amounts

KINDS = {
    "mass": MASS,
    "volume": VOLUME,
    "concentration": CONCENTRATION,
    "marks": SYRINGE_MARKS,
    "body mass": BODY_MASS,
}


class _Odd:
    """Looks like a Quantity, and measures a list."""

    magnitude = (5,)
    units = vocabulary().Unit("mg")

    def to(self, _unit):
        raise AssertionError

    def __str__(self):
        return "(5,) milligram"


class TestReading:
    @pytest.mark.parametrize(
        ("text", "kind", "expected"),
        [
            # FACTS: "read anyway"
            ("250 mcg", "mass", "250"),
            ("250 µg", "mass", "250"),  # micro sign, U+00B5
            ("250 μg", "mass", "250"),  # Greek mu, U+03BC
            ("250 ug", "mass", "250"),
            ("1 microgram", "mass", "1"),
            ("250 micrograms", "mass", "250"),
            ("1.0 mg", "mass", "1000"),
            ("10mg", "mass", "10000"),
            ("14000 mcg", "mass", "14000"),
            (".5 mL", "volume", "0.5"),
            ("2 ml", "volume", "2"),
            ("2 cc", "volume", "2"),
            ("1 unit", "marks", "1"),
            ("12 units", "marks", "12"),
            # and what people would expect besides
            ("  5 mg\n", "mass", "5000"),
            ("5\u00a0mg", "mass", "5000"),
            ("+5 mg", "mass", "5000"),
            ("2.5e-1 mg", "mass", "250"),
            ("0.001 L", "volume", "1"),
            ("500 uL", "volume", "0.5"),
            ("0.15 %", "concentration", "1500"),
            ("1.5 mg/mL", "concentration", "1500"),
            ("1500 mcg / mL", "concentration", "1500"),
            ("70 kg", "body mass", "70"),
            (
                "70.00000000000000000000000000001 kg",
                "body mass",
                "70.00000000000000000000000000001",
            ),
            ("100 lb", "body mass", "45.359237"),  # 0.45359237 kg each, by definition
            ("70000 g", "body mass", "70"),
        ],
    )
    def test_a_number_with_a_known_unit_is_read_exactly(self, text, kind, expected):
        assert read(text, "dose", KINDS[kind]) == Decimal(expected)

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("0.001 mcg", "mass"),
            ("1000 g", "mass"),
            ("0.0001 mL", "volume"),
            ("10 L", "volume"),
            ("1 kg", "body mass"),
            ("700 kg", "body mass"),
        ],
    )
    def test_bounds_are_inside(self, text, kind):
        read(text, "dose", KINDS[kind])

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("0.00099999 mcg", "mass"),
            ("1000.00001 g", "mass"),
            ("0.000099999 mL", "volume"),
            ("10.00001 L", "volume"),
            ("0.99999 kg", "body mass"),
            ("700.00001 kg", "body mass"),
        ],
    )
    def test_beyond_the_bounds_is_refused_and_the_bounds_are_said(self, text, kind):
        with pytest.raises(OutOfBoundsError) as error:
            read(text, "dose", KINDS[kind])
        assert bounds(KINDS[kind]) in error.value.message

    @given(
        st.decimals("0.01", "1000", places=3),
        st.sampled_from(MASS_UNITS),
        st.sampled_from(MASS_UNITS),
    )
    def test_the_unit_of_entry_does_not_matter(self, number, first, second):
        registry = vocabulary()
        other = registry.Quantity(number, first).to(second).magnitude
        assert read(f"{number} {first}", "dose", MASS) == read(f"{other:f} {second}", "dose", MASS)

    @given(amounts(MASS_UNITS + VOLUME_UNITS, low="0.1", high="10"))
    def test_the_frozen_table_says_what_pint_says(self, text):
        number, unit = text.split(" ")
        quantity = vocabulary().Quantity(Decimal(number), unit)
        kind = MASS if unit in MASS_UNITS else VOLUME
        assert read(text, "dose", kind) == quantity.to(kind.pint_unit).magnitude


class TestRefusing:
    """What is refused, and with which kind of error; the words are in cli/test_bad_input."""

    @pytest.mark.parametrize(
        "text", ["5", "5.0", " 5 ", "5e2", "5 MG", "5 Mg", "5 M", "5 mu", "5 IU", "5 iu", "5 U",
                 "5 u", "5 ML", "5 furlongs", "5 mgs", "5 mg/kg", "5 mg/mL/mL", "5 megagauss"]
    )  # fmt: skip
    def test_no_unit_or_one_that_is_unknown_or_can_be_misread(self, text):
        with pytest.raises(UnitError):
            read(text, "dose", MASS)

    @pytest.mark.parametrize(
        "text", ["", " ", "mg", "nanogram", "infmg", "0,5 mg", "2,700 mcg", "1,000,000 mcg", "nan mg", "NaN", "inf mg",
                 "-Infinity mg", "9**9**9 mg", "5-10 mg", "2 700 mcg", "1_000 mg", "0x10 mg",
                 "1.2.3 mg", "5. mg", "1/2 mg", "٥ mg", "5 mg" + " " * 40, "9" * 10_000 + " mg"]
    )  # fmt: skip
    def test_what_is_not_one_plain_number(self, text):
        with pytest.raises(QuantityError):
            read(text, "dose", MASS)

    @pytest.mark.parametrize(
        "text", ["0 mg", "0.000 mg", "-0 mg", "-5 mg", "1e999 mg", "1e-999 mg", "1e999999999 mg",
                 "0e999 mg", "1e-16 mg", "1e16 mcg"]
    )  # fmt: skip
    def test_zero_negative_tiny_and_huge(self, text):
        with pytest.raises(OutOfBoundsError):
            read(text, "dose", MASS)

    @pytest.mark.parametrize(
        "text", ["5", "5 MG", "5 furlongs", "5 mL", "0,5 mg", "1,2,3 mg", "nan", "mg", "0 mg",
                 "2000 g", "1e16 mcg", "1e999999 mg", "5" * 41]
    )  # fmt: skip
    def test_every_refusal_carries_field_text_message_and_hint(self, text):
        with pytest.raises(SelankCalcError) as caught:
            read(text, "dose", MASS)
        error = caught.value
        assert (error.field, error.text) == ("dose", text[:40])
        assert error.message.startswith(f"'{text[:40]}")
        assert error.hint.endswith(".")

    @pytest.mark.parametrize("magnitude", [0, -5, 10**8, [5]])
    def test_every_refusal_of_a_quantity_does_too(self, magnitude):
        quantity = vocabulary().Quantity(magnitude, "mg") if magnitude != [5] else _Odd()
        with pytest.raises(SelankCalcError) as caught:
            read(quantity, "dose", MASS)
        error = caught.value
        assert error.field == "dose"
        assert error.text == f"{quantity}"
        assert error.message.startswith(f"'{quantity}'")
        assert error.hint.endswith(".")

    @pytest.mark.parametrize(
        ("text", "kind", "both"),
        [
            ("2 mg", "volume", ("mass", "volume")),
            ("2 mL", "mass", ("volume", "mass")),
            ("10 units", "mass", ("syringe units", "mass")),
            ("0.15 %", "mass", ("concentration", "mass")),
            ("2 mL", "body mass", ("volume", "mass")),
        ],
    )
    def test_a_wrong_dimension_names_both(self, text, kind, both):
        with pytest.raises(DimensionError) as error:
            read(text, "dose", KINDS[kind])
        assert all(dimension in error.value.message for dimension in both)

    @pytest.mark.parametrize("value", [5, 5.0, Decimal(5)])
    def test_a_bare_number_is_refused_as_its_text_would_be(self, value):
        with pytest.raises(UnitError):
            read(value, "dose", MASS)

    @pytest.mark.parametrize("value", [float("nan"), float("-inf"), Decimal("sNaN")])
    def test_a_number_that_is_none_is_refused_as_its_text_would_be(self, value):
        with pytest.raises(QuantityError, match="not a number that can be measured"):
            read(value, "dose", MASS)

    @pytest.mark.parametrize("value", [b"5 mg", ["5 mg"], object(), True])
    def test_anything_else_is_refused_by_its_type(self, value):
        with pytest.raises(QuantityError, match=type(value).__name__):
            read(value, "dose", MASS)

    def test_an_integer_of_thousands_of_digits_is_refused(self):
        with pytest.raises(UnitError):
            read(10**5000, "dose", MASS)
        with pytest.raises(QuantityError):
            read(vocabulary().Quantity(10**5000, "mg"), "dose", MASS)

    def test_nothing_is_missing_input(self):
        with pytest.raises(MissingInputError):
            read(None, "dose", MASS)

    @given(st.text(max_size=60))
    def test_any_text_is_read_or_refused_and_never_anything_else(self, text):
        try:
            amount = read(text, "dose", MASS)
        except SelankCalcError as error:
            assert error.field == "dose"
            assert all(line.isprintable() for line in str(error).split("\n"))
        else:
            assert MASS.low <= amount <= MASS.high


class TestQuantitiesOfAnyRegistry:
    default = pint.UnitRegistry()
    decimals = pint.UnitRegistry(non_int_type=Decimal)
    fractions = pint.UnitRegistry(non_int_type=Fraction)

    @pytest.mark.parametrize(
        ("magnitude", "unit", "kind", "expected"),
        [
            (5, "milligram", "mass", "5000"),
            (0.25, "mg", "mass", "250"),
            (0.1, "mg", "mass", "100"),  # the number that was written, not its binary
            (2, "milliliter", "volume", "2"),
            (2, "cc", "volume", "2"),
            (3, "cm**3", "volume", "3"),
            (0.0003, "liter", "volume", "0.3"),
            (70, "kg", "body mass", "70"),
            (100, "lb", "body mass", "45.359237"),
            (1, "grain", "mass", "64798.91"),  # 64.79891 mg, by definition
            (1.5, "mg/mL", "concentration", "1500"),
        ],
    )
    def test_the_default_registry(self, magnitude, unit, kind, expected):
        quantity = self.default.Quantity(magnitude, unit)
        assert read(quantity, "dose", KINDS[kind]) == Decimal(expected)

    def test_decimal_and_fraction_registries(self):
        third = Fraction(1, 3)
        assert read(self.decimals.Quantity(Decimal("0.1"), "mg"), "dose", MASS) == 100
        assert read(self.fractions.Quantity(Fraction(1, 4), "mg"), "dose", MASS) == 250
        assert read(self.fractions.Quantity(Fraction(1, 2), "mg"), "dose", MASS) == 500
        assert read(self.fractions.Quantity(third, "mg"), "dose", MASS) == Fraction(1000, 3)

    def test_a_factor_of_the_registry_keeps_all_digits_of_a_decimal(self):
        # an ounce is 28.349523125 g
        quantity = self.decimals.Quantity(Decimal("2.00000000000000002"), "ounce")
        assert read(quantity, "dose", MASS) == Decimal("56699046.2500000005669904625")

    def test_our_own_vocabulary(self):
        assert read(vocabulary().Quantity(Decimal(12), "units"), "draw", SYRINGE_MARKS) == 12

    def test_the_default_registrys_units_are_micronits_and_refused(self):
        with pytest.raises(DimensionError, match="micronit"):
            read(self.default("10 units"), "dose", MASS)

    def test_a_quantity_of_a_wrong_dimension_names_both(self):
        with pytest.raises(DimensionError, match="is a volume; a mass is needed"):
            read(self.default("2 mL"), "dose", MASS)

    @pytest.mark.parametrize("given", [default("10 units"), default("5 meter"), [5], True])
    def test_an_error_has_the_text_of_what_was_given(self, given):
        with pytest.raises(SelankCalcError) as refused:
            read(given, "dose", MASS)
        assert refused.value.text == as_text(given)

    @pytest.mark.parametrize("magnitude", [float("nan"), float("inf"), "many", [1, 2], True])
    def test_a_magnitude_that_is_not_one_number_is_refused(self, magnitude):
        class Quantity:
            units = self.default.Unit("mg")

            def __init__(self, magnitude):
                self.magnitude = magnitude

            def to(self, unit):
                raise AssertionError

        with pytest.raises(QuantityError):
            read(Quantity(magnitude), "dose", MASS)

    def test_a_fraction_of_endless_digits_is_refused(self):
        quantity = self.fractions.Quantity(Fraction(10**50 + 1, 10**50), "mg")
        with pytest.raises(QuantityError):
            read(quantity, "dose", MASS)

    def test_forty_digits_are_read_and_no_more(self):
        of_forty, of_more = Fraction(10**39 + 1, 3 * 10**37), Fraction(10**40 + 1, 3 * 10**38)
        assert read(self.fractions.Quantity(of_forty, "ug"), "dose", MASS) == of_forty
        below_of_more = Fraction(10**39 + 1, 10**40 + 1)
        for too_long in (of_more, below_of_more):
            with pytest.raises(QuantityError, match="at most 40 characters"):
                read(self.fractions.Quantity(too_long, "ug"), "dose", MASS)
        of_forty, of_more = Decimal("0." + "1" * 38), Decimal("0." + "1" * 39)
        assert read(self.decimals.Quantity(of_forty, "ug"), "dose", MASS) == of_forty
        with pytest.raises(QuantityError, match="at most 40 characters"):
            read(self.decimals.Quantity(of_more, "ug"), "dose", MASS)

    def test_what_is_next_to_nothing_may_be_lost(self):
        assert read("1e-15 mL", "dead_space", LOSS) == Decimal("1e-15")
        with pytest.raises(OutOfBoundsError):
            read("1e-16 mL", "dead_space", LOSS)

    @pytest.mark.parametrize("number", [-5, 0, 1e20])
    def test_bounds_hold_for_quantities_too(self, number):
        with pytest.raises(OutOfBoundsError):
            read(self.default.Quantity(number, "mg"), "dose", MASS)


class TestShowing:
    @pytest.mark.parametrize(
        ("value", "unit", "expected"),
        [
            # the ISMP table of FACTS
            ("250", "mcg", "250 mcg"),
            ("0.5", "mL", "0.5 mL"),
            ("1.0", "mg", "1 mg"),
            ("2700", "mcg", "2700 mcg"),
            ("14000", "mcg", "14 mg"),
            ("9999", "mcg", "9999 mcg"),
            ("10000", "mcg", "10 mg"),
            ("9999.6", "mcg", "10 mg"),  # rounds to five digits
            ("9999.4", "mcg", "9999 mcg"),
            ("14000000", "mcg", "14 g"),
            ("1", "units", "1 unit"),
            ("7.50", "units", "7.5 units"),
            ("10", "units", "10 units"),
            ("8.33333333", "units", "8.333 units"),
            ("0.0000123", "mL", "0.0000123 mL"),
            ("12345", "mcg/mL", "12.34 mg/mL"),  # half to even
            ("0", "mL", "0 mL"),
            ("1E+2", "mcg", "100 mcg"),
        ],
    )
    def test_by_the_rules_of_ismp(self, value, unit, expected):
        assert show(Decimal(value), unit) == expected

    @given(amounts(MASS_UNITS, high="1000"))
    def test_what_is_shown_can_be_typed_back(self, text):
        amount = read(text, "dose", MASS)
        again = read(show(amount, "mcg"), "dose", MASS)
        # Up to 4 digits: off by half a unit of the fourth at the most.
        assert abs(again - amount) <= amount / 2000

    @given(st.decimals("0.001", "900000000", places=6))
    def test_no_number_has_a_comma_an_exponent_a_trailing_zero_or_five_digits(self, value):
        number, _unit = show(value, "mcg").split(" ")
        assert set(number) <= set("0123456789.")
        assert not (("." in number) and number.endswith("0"))
        assert Decimal(number) < 10_000
        assert len(number.replace(".", "").strip("0")) <= 4

    def test_more_digits_where_four_would_hide_the_difference(self):
        limit = Decimal(675)
        assert show_apart(Decimal("675.0004"), limit, "mcg") == "675.0004 mcg"
        assert show_apart(Decimal("676"), limit, "mcg") == "676 mcg"
        assert show_apart(limit, limit, "mcg") == "675 mcg"

    def test_about_where_four_digits_are_not_all(self):
        assert about(Decimal("8.3333"), "units") == "about 8.333 units"
        assert about(Decimal("8.333"), "units") == "8.333 units"
        assert about(Decimal("8.33333"), "units", Context(prec=8)) == "8.33333 units"

    def test_no_more_digits_than_tell_it_from_its_limit(self):
        limit = Decimal(675)
        assert show_apart(Decimal("675.0412"), limit, "mcg") == "675.04 mcg"
        of_sixty = Decimal("675." + "0" * 56 + "1")
        assert show_apart(of_sixty, limit, "mcg") == f"{of_sixty} mcg"
        of_more = Decimal("675." + "0" * 57 + "1")
        assert show_apart(of_more, limit, "mcg") == "675 mcg"

    def test_what_is_counted_has_forty_digits(self):
        of_forty = Decimal("2." + "0" * 38 + "1")
        assert show_exactly(of_forty, "units") == f"{of_forty} units"
        assert show_exactly(Decimal("2." + "0" * 39 + "1"), "units") == "2 units"

    def test_no_amount_at_all_has_no_sign(self):
        assert show_number(Decimal("-0")) == "0"
        assert show(Decimal("-0.00"), "mL") == "0 mL"

    def test_what_is_counted_has_all_its_digits_whatever_the_callers_context(self):
        with localcontext(Context(prec=3)):
            assert show_exactly(Decimal(10002), "units") == "10002 units"


class TestBounds:
    def test_of_every_kind(self):
        kinds = (
            MASS, VOLUME, CONCENTRATION, SYRINGE_MARKS, MOLES, BODY_MASS, LOSS, CONTENT, ERROR,
            VIAL_SIZE,
        )  # fmt: skip
        assert [bounds(kind) for kind in kinds] == [
            "0.001 mcg to 1000 g", "0.0001 mL to 10 L", "0.001 mcg/mL to 10000 mg/mL",
            "0.001 units to 1000000 units", "0.000001 nmol to 1000000000000 nmol",
            "1 kg to 700 kg", "0 mL to 10 L", "1 % to 100 %", "0 % to 50 %", "0.1 mL to 100 mL",
        ]  # fmt: skip

    def test_a_kilogram_is_a_thousand_million_micrograms(self):
        assert read("70000 g", "weight", BODY_MASS) == 70


class TestDraw:
    @pytest.mark.parametrize(
        ("text", "amount", "unit"),
        [
            ("12 units", "12", "units"),
            ("1 unit", "1", "units"),
            ("0.5 units", "0.5", "units"),
            ("0.12 mL", "0.12", "mL"),
            ("120 uL", "0.12", "mL"),
            (pint.Quantity(0.12, "cm**3"), "0.12", "mL"),
            ("0" * 32 + "12 units", "12", "units"),  # as long as an amount may be
        ],
    )
    def test_in_units_or_in_a_volume(self, text, amount, unit):
        read, kind = read_draw(text, "draw")
        assert (read, kind.unit) == (Decimal(amount), unit)

    @pytest.mark.parametrize(
        ("text", "kind", "said"),
        [
            ("12", UnitError, "12 units or 12 mL? Write a draw in units or mL"),
            ("12 mg", DimensionError, "is a mass; a draw is needed"),
            ("12 U", UnitError, "write units for syringe marks"),
            ("12 unitz", UnitError, "Did you mean units?"),
            ("250 MCG", UnitError, "Did you mean mcg?"),
            ("70 KG", UnitError, "Did you mean kg?"),
            ("0 units", OutOfBoundsError, "not more than zero"),
            ("0,1 mL", QuantityError, "Write 0.1 mL."),
            ("1e999999 mL", OutOfBoundsError, "outside the accepted"),
            (None, MissingInputError, "nothing was given"),
            (12, UnitError, "'12' has no unit"),
            ("0" * 33 + "12 units", QuantityError, "Write a draw in units or mL"),
            (pint.Quantity(2, "second"), DimensionError, "is not a draw"),
        ],
    )
    def test_anything_else_is_refused(self, text, kind, said):
        with pytest.raises(kind) as error:
            read_draw(text, "draw")
        assert said in str(error.value)


class TestByBodyMass:
    @pytest.mark.parametrize(
        ("value", "mcg_per_kg"),
        [
            ("3.5 mcg/kg", "3.5"), ("0.01 mg/kg", "10"), (" 10ug / kg ", "10"), ("1e-5 g/kg", "10"),
            ("0.45359237 mcg/lb", "1"), ("0.001 mcg/kg", "0.001"), ("1 g/kg", "1000000"),
            (pint.Quantity(3.5, "microgram / kilogram"), "3.5"),
        ],
    )  # fmt: skip
    def test_in_any_unit_of_mass_a_kg_or_pound(self, value, mcg_per_kg):
        assert read_by_body_mass(value, "dose") == Decimal(mcg_per_kg)

    @pytest.mark.parametrize(
        "value",
        ["3.5 mcg", "3.5", "3.5 mcg/mL", "3.5 mL/kg", "3.5 mcg/g", "3.5 mcg/kg/day", "/kg", "x" * 50,
         "3.5 /kg", "3.5 mcg/", 3.5, None, pint.Quantity(3.5, "microgram"), ["3.5 mcg/kg"]],
        ids=str,
    )  # fmt: skip
    def test_anything_else_is_none(self, value):
        assert read_by_body_mass(value, "dose") is None

    @pytest.mark.parametrize("value", ["0 mcg/kg", "0.0009 mcg/kg", "1000.1 mg/kg", "-1 mcg/kg"])
    def test_within_bounds(self, value):
        with pytest.raises(OutOfBoundsError) as error:
            read_by_body_mass(value, "dose")
        assert (error.value.field, error.value.text) == ("dose", value)

    def test_what_is_not_a_number_is_refused_as_a_dose_by_body_mass(self):
        value = vocabulary().Quantity(float("nan"), "microgram / kilogram")
        with pytest.raises(QuantityError, match="'nan ") as error:
            read_by_body_mass(value, "dose")
        assert (error.value.field, error.value.text) == ("dose", f"{value}")
        assert "mcg/kg" in error.value.hint


class TestBarrel:
    @pytest.mark.parametrize(
        ("text", "holds", "unit"),
        [
            ("0.3 mL", "0.3", "mL"), ("300 uL", "0.3", "mL"), ("3/10 cc", "0.3", "mL"),
            ("1/2cc", "0.5", "mL"), (" " * 33 + "3/10 cc", "0.3", "mL"), (" 1/2 ml ", "0.5", "mL"), ("50 units", "50", "units"),
            (pint.Quantity(0.3, "milliliter"), "0.3", "mL"),
        ],
    )  # fmt: skip
    def test_by_what_it_holds(self, text, holds, unit):
        read, kind = read_capacity(text, "syringe")
        assert (read, kind.unit) == (Decimal(holds), unit)

    @pytest.mark.parametrize(
        ("text", "kind", "said"),
        [
            ("3/10", QuantityError, "Write a capacity in mL or units, for example 0.3 mL."),
            ("3/0 cc", QuantityError, "not a plain number"),
            ("3/10 mg", QuantityError, "not a plain number"),
            ("3/10 xyz", QuantityError, "not a plain number"),
            ("0/10 cc", OutOfBoundsError, "not more than zero"),
            ("0.3", UnitError, "0.3 mL or 0.3 units?"),
            ("0.3 mg", DimensionError, "is a mass; a capacity is needed"),
            (" " * 40 + "3/10 cc", QuantityError, "longer than 40 characters"),
        ],
    )
    def test_anything_else_is_refused(self, text, kind, said):
        with pytest.raises(kind) as error:
            read_capacity(text, "syringe")
        assert said in str(error.value)

    @pytest.mark.parametrize(
        "spacing",
        ["0.5", ".5", "0.5 units", " 0.5unit", 0.5, Decimal("0.5")],
    )
    def test_marks_need_no_unit(self, spacing):
        assert read_marks(spacing, "marks") == Decimal("0.5")

    @pytest.mark.parametrize(
        ("spacing", "kind", "said"),
        [
            ("0.5 mL", DimensionError, "is a volume; a number of syringe units is needed."),
            ("0.5 mL", DimensionError, "for example 1 unit."),
            # of a U-100 syringe in hundredths of a mL
            ("0.01 mL", DimensionError, 'On a U-100 syringe that is 1 unit: write marks="1 unit".'),
            (".02mL", DimensionError, 'write marks="2 units".'),
            ("1 mg", DimensionError, "for example 1 unit."),
            ("0,5", QuantityError, "Write 0.5"),
            ("half", QuantityError, "not a plain number"),
            ("-1", OutOfBoundsError, "not more than zero"),
            (float("nan"), QuantityError, "not a number"),
            (True, QuantityError, "neither text nor"),
            (None, MissingInputError, "nothing was given"),
        ],
    )
    def test_other_marks_are_refused(self, spacing, kind, said):
        with pytest.raises(kind) as error:
            read_marks(spacing, "marks")
        assert said in str(error.value)
        assert error.value.field == "marks"
        assert error.value.text == (None if spacing is None else f"{spacing}")


class TestPercent:
    @pytest.mark.parametrize(
        ("value", "percent"),
        [
            ("86.2 %", "86.2"), ("0" * 34 + "86.2 %", "86.2"), ("86.2%", "86.2"), ("86.2 percent", "86.2"), ("86.2", "86.2"),
            (86, "86"), (86.2, "86.2"), (Decimal("86.2"), "86.2"), ("100 %", "100"), ("1 %", "1"),
            ("1.01", "1.01"), ("1e2", "100"),
        ],
    )  # fmt: skip
    def test_with_the_sign_or_without_as_text_or_number(self, value, percent):
        assert read_percent(value, "content", CONTENT) == Decimal(percent)

    @pytest.mark.parametrize(
        ("value", "percent"), [("0", "0"), ("0.5 %", "0.5"), ("1", "1"), ("50", "50")]
    )
    def test_an_error_may_be_none_and_up_to_a_half(self, value, percent):
        assert read_percent(value, "vial_error", ERROR) == Decimal(percent)

    @pytest.mark.parametrize(
        ("value", "kind", "percent", "said"),
        [
            # a share is not taken for a percentage, nor the reverse
            ("0.862", CONTENT, QuantityError, "'0.862' can be read as 0.862 % or as 86.2 %."),
            (0.05, ERROR, QuantityError, "'0.05' can be read as 0.05 % or as 5 %."),
            ("0.862", CONTENT, QuantityError, "Write 86.2 %."),
            (0.05, ERROR, QuantityError, "Write 0.05 % or 5 %."),
            ("0.999", ERROR, QuantityError, "can be read as"),
            ("1", CONTENT, QuantityError, "'1' can be read as 1 % or as 100 %."),
            (1, CONTENT, QuantityError, "can be read as"),
            ("0.5 %", CONTENT, OutOfBoundsError, "outside the accepted 1 % to 100 %"),
            ("100.0001 %", CONTENT, OutOfBoundsError, "outside the accepted 1 % to 100 %"),
            ("50.1", ERROR, OutOfBoundsError, "outside the accepted 0 % to 50 %"),
            ("-5 %", ERROR, OutOfBoundsError, "is less than zero"),
            ("5 mg", ERROR, UnitError, "is not a percentage"),
            ("5,5 %", ERROR, QuantityError, "Write 5.5 %."),
            ("nan", ERROR, QuantityError, "not a number that can be measured"),
            ("1e999", ERROR, OutOfBoundsError, "outside the accepted"),
            (True, ERROR, QuantityError, "not a plain number"),
            (None, ERROR, QuantityError, "not a plain number"),
            ("9" * 10_000, ERROR, QuantityError, "longer than 40 characters"),
            pytest.param(10**5000, ERROR, QuantityError, "not a plain number", id="5000 digits"),
            ("", ERROR, QuantityError, "not a plain number"),
        ],
    )  # fmt: skip
    def test_anything_else_is_refused(self, value, kind, percent, said):
        with pytest.raises(percent) as error:
            read_percent(value, "field", kind)
        assert said in str(error.value)
        assert (error.value.field, error.value.text) == ("field", as_text(value)[:40])


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("mg", "mass"), ("mL", "volume"), ("mg/mL", "concentration"), ("%", "concentration"),
        ("mcg/kg", "dose by body mass"), ("mg/mg", None), ("MG", None), ("", None),
    ],
)  # fmt: skip
def test_a_unit_measures_one_dimension(unit, dimension):
    assert dimension_of(unit) == dimension


def test_only_text_and_numbers_are_bare_numbers():
    assert bare_number("5") == bare_number(5) == "5"
    assert bare_number(type("Five", (), {"__str__": lambda _self: "5"})()) is None


class Speechless:
    def __str__(self):
        raise ValueError


def test_what_has_no_text_is_named_by_its_type():
    assert as_text(Speechless()) == "Speechless without text"
    assert as_text(10**5000) == "int of thousands of digits"


@pytest.mark.parametrize(
    ("text", "is_number"),
    # the sign is looked at from 1e-15 to just below 1e16
    [("-1e-15 mcg", True), ("-1e-16 mcg", False), ("-9e15 mcg", True), ("-1e16 mcg", False)],
)
def test_far_out_of_bounds_only_the_bounds_are_named(text, is_number):
    with pytest.raises(OutOfBoundsError) as error:
        read(text, "dose", MASS)
    assert ("is not more than zero" in error.value.message) == is_number


class Text(str):
    """A subclass of str, as some libraries for tables have it."""

    __slots__ = ()


def test_a_subclass_of_str_is_read_as_text():
    assert read(Text("5 mg"), "dose", MASS) == 5000
    with pytest.raises(UnitError) as error:
        read(Text("5 MG"), "dose", MASS)
    assert error.value.text == "5 MG"
