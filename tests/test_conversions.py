"""Conversions: what leads from one kind to another, and what does not."""

from decimal import Decimal
from fractions import Fraction

import pint
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from selank_calc import (
    CATALOGUE,
    ConflictingInputError,
    DimensionError,
    MissingInputError,
    OutOfBoundsError,
    QuantityError,
    UnitError,
    UnknownNameError,
    convert,
)
from selank_calc.amounts.frozen_units import UNITS

from . import oracle
from .strategies import numbers

SOLUTION = {"vial": "5 mg", "diluent": "2 mL"}


class TestWorkedExamples:
    @pytest.mark.parametrize(
        ("amount", "to", "converted"),
        [
            ("0.15 %", "mg/mL", "1.5"),  # 0.15 g in 100 mL
            ("2500 mcg/mL", "%", "0.25"),
            ("1.5 mg/mL", "mcg/mL", "1500"),
            ("0.25 mg", "mcg", "250"),
            ("250 mcg", "mg", "0.25"),
            ("1 g", "ng", "1000000000"),
            ("2 cc", "mL", "2"),
            ("100 uL", "mL", "0.1"),
            ("1 lb", "kg", "0.45359237"),
            ("12 units", "unit", "12"),
            ("0" * 35 + "12 mL", "mL", "12"),  # as long as an amount may be
            ("300 nmol", "umol", "0.3"),
        ],
    )
    def test_within_one_kind(self, amount, to, converted):
        result = convert(amount, to)
        assert result.converted == Decimal(converted)
        assert (result.by, result.assumed, result.to) == ((), (), to)

    @pytest.mark.parametrize(
        ("amount", "to", "given", "converted"),
        [
            ("12 units", "mL", {"scale": "U-40"}, "0.3"),
            ("0.3 mL", "units", {"scale": "U-40"}, "12"),
            ("0.1 mL", "units", {"scale": "U-500"}, "50"),
            ("10 units", "mL", {}, "0.1"),
            ("250 mcg", "mL", SOLUTION, "0.1"),
            ("250 mcg", "mL", {"strength": "0.25 %"}, "0.1"),
            ("250 mcg", "units", SOLUTION, "10"),
            ("10 units", "mcg", SOLUTION, "250"),
            ("1 mL", "mg", {**SOLUTION, "content": 80}, "2"),
            ("1 mL", "mg", {**SOLUTION, "displacement": "0.5 mL"}, "2"),
            # 751.89 g/mol: 751.89 mcg are 1000 nmol
            ("751.89 mcg", "nmol", {"formulation": "selank"}, "1000"),
            ("1 umol", "mcg", {"formulation": "selank"}, "751.89"),
            ("792.94 mcg", "umol", {"formulation": "amidate"}, "1"),
            ("1 umol", "units", {**SOLUTION, "formulation": "selank"}, "30.0756"),
        ],
    )
    def test_from_one_kind_to_another(self, amount, to, given, converted):
        assert convert(amount, to, **given).converted == Decimal(converted)

    def test_a_strength_is_named_in_mcg_per_ml(self):
        assert convert("250 mcg", "mL", strength="0.25 %").by == ("2500 mcg/mL",)

    def test_a_quotient_is_rounded_once(self):
        # 250 / 751.89 x 1000
        result = convert("250 mcg", "nmol", formulation="selank")
        assert result.converted == Decimal("332.4954448124060700368404953")
        assert result.by == ("Selank (TP-7): 751.89 g/mol (computed)",)

    def test_what_was_not_given_is_said(self):
        result = convert("1 nmol", "units", **SOLUTION)
        assert result.assumed == ("scale", "formulation")
        assert result.by == (
            "U-100: 100 units per mL (assumed)",
            "2500 mcg/mL",
            "Selank (TP-7): 751.89 g/mol (computed) (assumed)",
        )

    def test_quantities_of_any_registry(self):
        registry = pint.UnitRegistry()
        result = convert(registry.Quantity("250 microgram"), "mg")
        assert (result.converted, result.given) == (Decimal("0.25"), "250 microgram")
        assert convert(registry.Quantity("1 micromole"), "nmol").converted == 1000
        # 0.15 g in 100 mL
        assert convert(registry.Quantity("0.15 percent"), "mg/mL").converted == Decimal("1.5")

    @pytest.mark.parametrize(
        ("number", "unit", "to", "converted"),
        [
            (3, "cm**3", "mL", "3"),
            (3, "cc", "mL", "3"),
            ("2e-6", "tonne", "g", "2"),
            (1, "kg/m**3", "mg/mL", "1"),
            ("1e-6", "mole", "nmol", "1000"),
        ],
    )
    def test_units_that_only_their_registry_knows(self, number, unit, to, converted):
        quantity = pint.UnitRegistry(non_int_type=Decimal).Quantity(Decimal(number), unit)
        assert convert(quantity, to).converted == Decimal(converted)

    @pytest.mark.parametrize("unit", ["second", "meter", "dimensionless"])
    def test_what_measures_something_else_is_refused(self, unit):
        with pytest.raises(DimensionError):
            convert(pint.UnitRegistry().Quantity(1, unit), "mL")

    @pytest.mark.parametrize("value", [5, True, None, object()])
    def test_what_is_no_quantity_is_refused(self, value):
        with pytest.raises((UnitError, QuantityError, MissingInputError)):
            convert(value, "mL")

    def test_what_has_a_unit_and_can_not_be_converted_is_no_quantity(self):
        class Measured:
            units = pint.Unit("mL")

        with pytest.raises(QuantityError) as error:
            convert(Measured(), "mL")
        assert error.value.hint == 'Write for example "250 mcg".'

    def test_all_sources_of_a_molar_mass_are_said(self):
        of = CATALOGUE.formulation("selank")
        mass = of.molar_mass_g_per_mol._replace(value=Decimal(752), sources=("one", "another"))
        result = convert("752 mcg", "nmol", formulation=of._replace(molar_mass_g_per_mol=mass))
        assert (result.converted, result.by) == (1000, ("Selank (TP-7): 752 g/mol (one, another)",))

    def test_a_catalogue_and_a_formulation_of_ones_own(self):
        of = CATALOGUE.formulation("selank")
        own = of._replace(molar_mass_g_per_mol=of.molar_mass_g_per_mol._replace(value=Decimal(500)))
        assert convert("500 mcg", "nmol", formulation=own).converted == 1000
        catalogue = CATALOGUE._replace(formulations=(own,))
        assert convert("500 mcg", "nmol", catalogue=catalogue).converted == 1000


class TestText:
    def test_what_was_written_and_what_it_is(self):
        assert str(convert(" 12 units ", "mL", scale="U-40")) == (
            "12 units = 0.3 mL\n  U-40: 40 units per mL"
        )

    def test_it_is_one_line_however_it_was_written(self):
        assert str(convert("5\n\x0b mg", "mcg")) == "5 mg = 5000 mcg"
        # Separators of files and records are white space, too, and are no output.
        assert str(convert("5 mg/mL", " mcg\x1c/\nmL")) == "5 mg/mL = 5000 mcg / mL"

    def test_more_than_eight_digits_are_about_right(self):
        assert str(convert("250 mcg", "nmol", formulation="selank")).startswith(
            "250 mcg = about 332.49544 nmol\n"
        )
        assert str(convert("0.01 mL", "units")).startswith("0.01 mL = 1 unit\n")
        assert str(convert("1 mL", "unit")).startswith("1 mL = 100 units\n")
        assert str(convert("12345678 ng", "mcg")) == "12345678 ng = 12345.678 mcg"

    def test_its_record_is_plain_data(self):
        assert convert("12 units", "mL", scale="U-40").as_dict() == {
            "given": "12 units", "amount": 12, "unit": "units", "converted": 0.3, "to": "mL",
            "by": ["U-40: 40 units per mL"], "assumed": [],
        }  # fmt: skip


class TestRefusing:
    @pytest.mark.parametrize(
        ("amount", "to"), [("250 mcg", "units"), ("10 units", "mg"), ("1 nmol", "mL")]
    )
    def test_mass_and_volume_need_a_concentration(self, amount, to):
        with pytest.raises(MissingInputError) as error:
            convert(amount, to)
        assert error.value.message == (
            "how much is in a volume depends on the concentration, which is not given."
        )
        with pytest.raises(MissingInputError) as error:
            convert(amount, to, vial="5 mg")
        assert error.value.field == "diluent"

    @pytest.mark.parametrize(
        ("amount", "to"),
        [("1 mL", "mg/mL"), ("1.5 mg/mL", "mg"), ("0.15 %", "units"), ("5 units", "%")],
    )
    def test_a_concentration_is_nothing_else(self, amount, to):
        with pytest.raises(DimensionError) as error:
            convert(amount, to, **SOLUTION)
        assert error.value.field == "to"

    @pytest.mark.parametrize(
        ("amount", "to", "given"),
        [
            ("250 mcg", "mg", {"scale": "U-40"}),
            ("250 mcg", "mL", {**SOLUTION, "scale": "U-40"}),
            ("10 units", "mL", {"vial": "5 mg"}),
            ("10 units", "mL", {"formulation": "selank"}),
            ("250 mcg", "nmol", {"content": "80 %"}),
            ("250 mcg", "nmol", {"displacement": "0.1 mL"}),
        ],
    )
    def test_what_is_not_needed_is_not_taken(self, amount, to, given):
        with pytest.raises(ConflictingInputError, match="is needed"):
            convert(amount, to, **given)

    @pytest.mark.parametrize(
        ("to", "hint"),
        [
            ("IU", "Selank has no international units; write mcg or mg, or units for syringe marks."),
            ("MG", "MG can be read as milligram, microgram or megagram; write mg or mcg."),
            ("mgs", "Did you mean mg? Write mcg, mL, units, mcg/mL or nmol."),
            ("miligrams", "Did you mean milligrams? Write mcg, mL, units, mcg/mL or nmol."),
            ("", "Write mcg, mL, units, mcg/mL or nmol."),
            ("mg" + " " * 60 + "x", "Write mcg, mL, units, mcg/mL or nmol."),
            ("m" * 50, "Write mcg, mL, units, mcg/mL or nmol."),
            ("mg/mg", "Write mcg, mL, units, mcg/mL or nmol."),
            ("9**9", "Write mcg, mL, units, mcg/mL or nmol."),
            (None, "Write mcg, mL, units, mcg/mL or nmol."),
        ],
    )  # fmt: skip
    def test_units_outside_the_vocabulary(self, to, hint):
        with pytest.raises(UnitError) as error:
            convert("250 mcg", to)
        assert (error.value.field, error.value.hint) == ("to", hint)

    @pytest.mark.parametrize(
        ("amount", "error"),
        [("250", UnitError), ("250 xyz", UnitError), ("0 mcg", OutOfBoundsError), ("x", QuantityError),
         ("-5 mg", OutOfBoundsError), ("1e99 mcg", OutOfBoundsError), ("9" * 50, QuantityError)],
    )  # fmt: skip
    def test_amounts_are_read_as_everywhere(self, amount, error):
        with pytest.raises(error) as raised:
            convert(amount, "mg")
        assert raised.value.field == "amount"

    def test_unknown_names(self):
        with pytest.raises(UnknownNameError):
            convert("250 mcg", "nmol", formulation="insulin")
        with pytest.raises(UnknownNameError):
            convert("10 units", "mL", scale="U-50")

    def test_a_formulation_without_a_molar_mass(self):
        of = CATALOGUE.formulation("selank")._replace(molar_mass_g_per_mol=None)
        with pytest.raises(MissingInputError, match="no molar mass of selank"):
            convert("250 mcg", "nmol", formulation=of)


def _dimension(unit):
    return UNITS[unit][0]


@given(numbers(low="0.01", high="1000"), st.data())
def test_there_and_back_again_is_the_same(number, data):
    dimension = data.draw(st.sampled_from(sorted({each[0] for each in UNITS.values()})))
    units = sorted(unit for unit in UNITS if unit and _dimension(unit) == dimension)
    unit, other = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(units))
    try:
        result = convert(f"{number} {unit}", other)
    except OutOfBoundsError:
        assume(False)  # 100 kg are no amount of a peptide
    quantity = oracle.registry.Quantity(Fraction(number), unit)
    expected = Fraction(quantity.to(other).magnitude)
    assert abs(Fraction(result.converted) - expected) <= expected / 10**27


@given(
    numbers(low="0.1", high="1000"), st.sampled_from(("units", "mL", "mcg", "nmol")),
    st.sampled_from(("units", "mL", "mcg", "nmol")), st.sampled_from((40, 100, 500)),
)  # fmt: skip
def test_along_the_line_it_is_what_paper_says(number, unit, to, scale):
    # 5 mg in 3 mL of U-40, U-100 or U-500, 751.89 g/mol
    in_ml = {
        "units": Fraction(1, scale), "mL": Fraction(1), "mcg": Fraction(3, 5000),
        "nmol": Fraction(75189, 100_000) * Fraction(3, 5000),
    }  # fmt: skip
    order = ["units", "mL", "mcg", "nmol"]
    low, high = sorted((order.index(unit), order.index(to)))
    given_figures = {
        **({"scale": f"U-{scale}"} if low < 1 <= high else {}),
        **({"vial": "5 mg", "diluent": "3 mL"} if low < 2 <= high else {}),
        **({"formulation": "selank"} if low < 3 <= high else {}),
    }
    result = convert(f"{number} {unit}", to, **given_figures)
    expected = Fraction(number) * in_ml[unit] / in_ml[to]
    assert abs(Fraction(result.converted) - expected) <= expected / 10**27
