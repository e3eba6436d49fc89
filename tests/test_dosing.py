"""`dose()`: worked examples by hand, laws as properties, and the oracle's every figure."""

import dataclasses
import threading
from decimal import Context, Decimal
from fractions import Fraction

import pint
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from selank_calc import (
    CATALOGUE,
    CatalogueError,
    ConflictingInputError,
    MissingInputError,
    OutOfBoundsError,
    UnknownNameError,
    dose,
)

from . import oracle
from .strategies import (
    amounts,
    body_masses,
    diluents,
    doses,
    from_vials,
    per_day,
    vials,
)

_28_DIGITS = Context(prec=28)


def rounded(exact: Fraction) -> Decimal:
    """The Fraction, correctly rounded to 28 digits."""
    return _28_DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def same(result, expected):
    """Every figure of the oracle stands in the result, and every flag."""
    for name, value in vars(expected).items():
        if name == "codes":
            assert {flag.code for flag in result.flags} == value
        elif name == "capacity_ml":
            assert result.syringe.capacity_ml == value
        elif value is None:
            assert getattr(result, name) is None
        else:
            assert getattr(result, name) == rounded(Fraction(value)), name


class TestFromAVial:
    @pytest.mark.parametrize(
        ("vial", "diluent", "asked", "per_day", "figures"),
        [
            # The README's: 5000/2 = 2500 mcg/mL, 250/2500 = 0.1 mL, 5000/250 = 20
            ("5 mg", "2 mL", "250 mcg", None, {"draw_ml": "0.1", "draw_units": 10,
             "concentration_mcg_per_ml": 2500, "daily_mcg": 250, "doses_per_vial": 20,
             "days_per_vial": 20}),
            # 10 mg in 3 mL: 250 x 3 / 10000 = 0.075 mL; 40 doses, 2 a day: 20 days
            ("10 mg", "3 mL", "250 mcg", 2, {"draw_ml": "0.075", "draw_units": "7.5",
             "daily_mcg": 500, "doses_per_vial": 40, "days_per_vial": 20}),
            # 16 whole doses of 300 in 5000, 3 a day: 5 whole days
            ("5 mg", "2.5 mL", "0.3 mg", 3, {"draw_ml": "0.15", "draw_units": 15,
             "daily_mcg": 900, "doses_per_vial": 16, "days_per_vial": 5}),
            # more than the vial: no whole dose
            ("1 mg", "1 mL", "2 mg", 1, {"draw_ml": 2, "draw_units": 200, "doses_per_vial": 0,
             "days_per_vial": 0}),
        ],
    )  # fmt: skip
    def test_worked_examples(self, vial, diluent, asked, per_day, figures):
        result = dose(vial=vial, diluent=diluent, dose=asked, per_day=per_day)
        for name, value in figures.items():
            assert getattr(result, name) == Decimal(value), name

    def test_until_marks_are_modelled_delivered_equals_asked(self):
        result = dose(vial="5 mg", diluent="3 mL", dose="333 mcg")
        assert result.delivered_mcg == result.dose_mcg == 333
        assert result.error_percent == 0

    def test_body_mass_adds_mcg_per_kg(self):
        # 350 / 70 = 5; twice a day 10
        result = dose(vial="5 mg", diluent="2 mL", dose="350 mcg", per_day=2, weight="70 kg")
        assert (result.dose_mcg_per_kg, result.daily_mcg_per_kg) == (5, 10)

    def test_what_was_not_given_is_named(self):
        asked = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
        assert dose(**asked).assumed == ("doses_per_day", "syringe")
        assert dose(**asked, per_day=1, syringe="0.3 mL").assumed == ()

    @given(from_vials, vials, diluents, doses, per_day, st.none() | body_masses)
    def test_every_figure_and_flag_is_the_oracles(
        self, formulation, vial, diluent, asked, times, weight
    ):
        result = dose(
            formulation=formulation, vial=vial, diluent=diluent, dose=asked, per_day=times,
            weight=weight,
        )  # fmt: skip
        same(result, oracle.from_vial(formulation, vial, diluent, asked, times, weight))

    @given(vials, diluents, doses)
    def test_the_equation_closes(self, vial, diluent, asked):
        result = dose(vial=vial, diluent=diluent, dose=asked)
        # vial / diluent = dose / draw, to the one rounding of each quotient
        left = Fraction(result.vial_mcg) * Fraction(result.draw_ml)
        right = Fraction(result.dose_mcg) * Fraction(result.diluent_ml)
        assert abs(left - right) <= right * Fraction(1, 10**27)

    @given(vials, diluents, doses, st.integers(2, 9))
    def test_scaling(self, vial, diluent, asked, factor):
        """As many times the vial and the dose, or the diluent: the draw scales as it must."""
        assume(Decimal(asked.split()[0]) * factor < 10_000)

        def times(text):
            number, unit = text.split()
            return f"{Decimal(number) * factor} {unit}"

        once = dose(vial=vial, diluent=diluent, dose=asked)
        both = dose(vial=times(vial), diluent=diluent, dose=times(asked))
        assert both.draw_ml == once.draw_ml
        assert both.doses_per_vial == once.doses_per_vial
        thinner = dose(vial=vial, diluent=times(diluent), dose=asked)
        assert Fraction(thinner.draw_ml) == pytest.approx(
            factor * Fraction(once.draw_ml), rel=1e-25
        )

    @given(vials, diluents, st.decimals("0.2", "0.9", places=3))
    def test_the_unit_of_entry_does_not_matter(self, vial, diluent, asked_mg):
        in_mg = dose(vial=vial, diluent=diluent, dose=f"{asked_mg} mg")
        in_mcg = dose(vial=vial, diluent=diluent, dose=f"{asked_mg * 1000} mcg")
        assert in_mg == in_mcg


class TestFromAPump:
    @pytest.mark.parametrize(
        ("asked", "times", "bottle", "figures"),
        [
            # 0.15 % is 1.5 mg/mL; x 0.05 mL = 75 mcg; 150 mcg is 2 sprays; 3 x 150 = 450
            ("150 mcg", None, None, {"spray_mcg": 75, "spray_ml": "0.05", "sprays_per_dose": 2,
             "sprays_per_day": 6, "daily_mcg": 450, "concentration_mcg_per_ml": 1500}),
            # 3 sprays three times: 675; 10 / 0.05 = 200 sprays; 200 / 9 = 22 whole days
            ("225 mcg", 3, "10 mL", {"sprays_per_dose": 3, "sprays_per_day": 9, "daily_mcg": 675,
             "sprays_per_bottle": 200, "days_per_bottle": 22}),
            # 180 / 75 = 2.4 goes to 2: 150 delivered, 30 / 180 = 16.67 % less
            ("180 mcg", 3, None, {"sprays_per_dose": 2, "delivered_mcg": 150,
             "delivered_daily_mcg": 450, "daily_mcg": 540,
             "error_percent": "-16.66666666666666666666666667"}),
            # less than half a spray: one all the same, 275 % more
            ("20 mcg", 3, None, {"sprays_per_dose": 1, "delivered_mcg": 75, "error_percent": 275}),
        ],
    )  # fmt: skip
    def test_worked_examples(self, asked, times, bottle, figures):
        result = dose(formulation="nasal-spray", dose=asked, per_day=times, bottle=bottle)
        for name, value in figures.items():
            assert getattr(result, name) == Decimal(value), name

    @pytest.mark.parametrize("sprays", [2, "2", " 2 "])
    def test_sprays_in_place_of_a_dose(self, sprays):
        result = dose(formulation="spray", sprays=sprays)
        assert (result.dose_mcg, result.delivered_mcg, result.sprays_per_dose) == (150, 150, 2)

    def test_without_a_bottle_nothing_is_known_of_it(self):
        result = dose(formulation="spray", sprays=2)
        assert (result.bottle_ml, result.sprays_per_bottle, result.days_per_bottle) == (None,) * 3

    @given(
        doses, per_day, st.none() | amounts(("mL",), low="1", high="30"), st.none() | body_masses
    )
    def test_every_figure_and_flag_is_the_oracles(self, asked, times, bottle, weight):
        result = dose(
            formulation="nasal-spray", dose=asked, per_day=times, bottle=bottle, weight=weight
        )
        same(result, oracle.from_pump(asked, times, bottle, weight))

    @given(doses)
    def test_no_other_count_of_sprays_is_nearer(self, asked):
        result = dose(formulation="nasal-spray", dose=asked)
        error = abs(result.delivered_mcg - result.dose_mcg)
        for other in (result.sprays_per_dose - 1, result.sprays_per_dose + 1):
            assert other == 0 or abs(other * result.spray_mcg - result.dose_mcg) >= error


class TestWords:
    """What a dose is asked for with."""

    @pytest.mark.parametrize(
        ("name", "id_"),
        [
            ("selank", "selank"),
            ("SELANK", "selank"),
            (" Amidate ", "n-acetyl-selank-amidate"),
            ("na-selank-amidate", "n-acetyl-selank-amidate"),
            ("NA-Selank", "n-acetyl-selank"),
        ],
    )
    def test_formulations_by_id_or_alias_in_any_case(self, name, id_):
        assert (
            dose(formulation=name, vial="5 mg", diluent="2 mL", dose="250 mcg").formulation == id_
        )

    def test_a_formulation_as_an_object(self):
        of = CATALOGUE.formulation("amidate")
        by_object = dose(formulation=of, vial="5 mg", diluent="2 mL", dose="250 mcg")
        assert by_object == dose(formulation="amidate", vial="5 mg", diluent="2 mL", dose="250 mcg")

    @pytest.mark.parametrize(
        ("formulation", "times"),
        [("selank", 1), ("amidate", 1), ("spray", 3), ("na-selank", 1)],
    )
    def test_doses_a_day_are_the_fewest_documented_unless_given(self, formulation, times):
        from_vial = {} if formulation == "spray" else {"vial": "5 mg", "diluent": "2 mL"}
        result = dose(formulation=formulation, dose="225 mcg", **from_vial)
        assert result.doses_per_day == times
        assert "doses_per_day" in result.assumed

    def test_quantities_of_any_pint_registry(self):
        registry = pint.UnitRegistry()
        by_quantity = dose(
            vial=registry("5 mg"), diluent=registry("2 mL"), dose=registry("0.25 mg"),
            weight=registry("70 kg"), syringe=registry("0.3 mL"),
        )  # fmt: skip
        by_text = dose(
            vial="5 mg", diluent="2 mL", dose="250 mcg", weight="70 kg", syringe="0.3 mL"
        )
        assert by_quantity == by_text

    @pytest.mark.parametrize("times", [1, 24, "1", "24"])
    def test_1_to_24_doses_a_day(self, times):
        dose(vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=times)

    @pytest.mark.parametrize(
        "times",
        [
            0,
            25,
            -1,
            1.5,
            True,
            "1.5",
            "two",
            "",
            "²",
            "1" * 10_000,
            pytest.param(10**5000, id="5000 digits"),
        ],
    )
    def test_any_other_count_is_refused(self, times):
        with pytest.raises(OutOfBoundsError, match="whole number from 1 to 24") as error:
            dose(vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=times)
        assert error.value.field == "per_day"

    @pytest.mark.parametrize("sprays", [0, 101, "many"])
    def test_1_to_100_sprays(self, sprays):
        with pytest.raises(OutOfBoundsError, match="whole number from 1 to 100"):
            dose(formulation="spray", sprays=sprays)


class TestRefusing:
    @pytest.mark.parametrize(
        ("asked", "missing"),
        [
            ({}, "vial, diluent, dose"),
            ({"vial": "5 mg"}, "diluent, dose"),
            ({"vial": "5 mg", "dose": "250 mcg"}, "diluent"),
            ({"formulation": "spray"}, "dose"),
        ],
    )
    def test_too_little_names_what_is_missing(self, asked, missing):
        with pytest.raises(MissingInputError) as error:
            dose(**asked)
        assert error.value.message.endswith(f"not given: {missing}.")
        assert error.value.field == missing.split(",")[0]

    @pytest.mark.parametrize(
        ("formulation", "field", "value"),
        [
            ("selank", "sprays", 2),
            ("selank", "bottle", "10 mL"),
            ("spray", "vial", "5 mg"),
            ("spray", "diluent", "2 mL"),
            ("spray", "syringe", "1 mL"),
        ],
    )
    def test_what_has_no_meaning_for_a_formulation_is_not_ignored(self, formulation, field, value):
        with pytest.raises(ConflictingInputError) as error:
            dose(formulation=formulation, **{field: value})
        assert error.value.field == field

    def test_a_dose_and_sprays_exclude_each_other(self):
        with pytest.raises(ConflictingInputError):
            dose(formulation="spray", dose="150 mcg", sprays=2)

    def test_an_unknown_formulation_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownNameError) as error:
            dose(formulation="selnak")
        assert error.value.hint.startswith("Did you mean selank?")

    @pytest.mark.parametrize("name", [None, 5, ["selank"]])
    def test_a_name_that_is_no_text_is_refused(self, name):
        with pytest.raises(UnknownNameError, match=type(name).__name__):
            dose(formulation=name)

    def test_the_path_of_a_catalogue_is_no_catalogue(self):
        with pytest.raises(CatalogueError, match="str is not a Catalogue") as error:
            dose(catalogue="mine.yaml")
        assert "load_catalogue" in error.value.hint

    def test_a_spray_put_together_without_a_strength_is_refused(self):
        broken = CATALOGUE.formulation("spray")._replace(strength_mcg_per_ml=None)
        with pytest.raises(CatalogueError):
            dose(formulation=broken, dose="150 mcg")


def test_a_result_can_not_be_changed():
    result = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.dose_mcg = Decimal(500)


def test_threads_do_not_disturb_each_other():
    results = []
    threads = [
        threading.Thread(
            target=lambda: results.extend(
                dose(vial="7 mg", diluent="3 mL", dose="333 mcg") for _ in range(200)
            )
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 1600
    assert all(result == results[0] for result in results)
