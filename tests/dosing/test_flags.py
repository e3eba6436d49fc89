"""Every flag at its very limit: nothing at it, raised a hair beyond it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from selank_calc import (
    CATALOGUE,
    MissingInputError,
    SelankCalcError,
    batch,
    course,
    diluent,
    dose,
    label,
)
from selank_calc.catalogue.codes import CODES
from selank_calc.dosing.flags import DayAsked, against_documented

from ..exactly import exactly

HAIR = Decimal("0.000001")  # mcg: the smallest step the tests take beyond a limit


def codes(result):
    return [flag.code for flag in result.flags]


def of(formulation, dose_mcg, per_day=None, **more):
    """A dose of that many mcg; from a vial of 1250 mcg/mL where it comes from one.

    So a unit is 12.5 mcg: 200, 250, 337.5, 400 and 500 mcg are on marks.
    """
    given = {"formulation": formulation, "dose": f"{dose_mcg} mcg", "per_day": per_day, **more}
    if formulation != "nasal-spray":
        given = {"vial": "12.5 mg", "diluent": "10 mL", **given}
    return dose(**given)


def flagged(code, *args, **kwargs):
    """The flag of that code, or None."""
    result = of(*args, **kwargs)
    return next((flag for flag in result.flags if flag.code == code), None)


def documented(code, formulation, dose_mcg, per_day=None):
    """The flag of that code where a device delivers just what was asked for, or None."""
    of = CATALOGUE.formulation(formulation)
    times = per_day or (int(of.doses_per_day.low) if of.doses_per_day else 1)
    asked, daily = exactly(dose_mcg), exactly(dose_mcg) * times
    request = dose(vial="50 mg", diluent="40 mL", dose="250 mcg").request
    request = request._replace(asked=request.asked._replace(of=of))
    flags = against_documented(DayAsked(request, asked, asked, daily, daily, times))
    return next((flag for flag in flags if flag and flag.code == code), None)


@pytest.mark.parametrize(
    ("formulation", "dose_mcg", "per_day"),
    [
        ("selank", 250, 1),
        ("selank", 500, 1),
        ("selank", 250, 2),
        ("selank", 300, 2),
        ("n-acetyl-selank-amidate", 200, 1),
        ("n-acetyl-selank-amidate", 400, 1),
        ("n-acetyl-selank-amidate", "337.5", 2),  # 675 exactly
        ("nasal-spray", 150, 3),
        ("nasal-spray", 225, 3),  # 675 exactly
    ],
)
def test_within_everything_documented_nothing_is_raised(formulation, dose_mcg, per_day):
    assert codes(of(formulation, dose_mcg, per_day)) == []


class TestDailyWindow:
    @pytest.mark.parametrize(
        "formulation", ["selank", "n-acetyl-selank-amidate", "n-acetyl-selank"]
    )
    def test_200_and_675_mcg_a_day_are_inside_for_every_formulation(self, formulation):
        below, above = "daily-below-documented", "daily-above-documented"
        assert not documented(below, formulation, 200, 1)
        assert not documented(above, formulation, 675, 1)
        assert not documented(above, formulation, 225, 3)
        assert documented(below, formulation, 200 - HAIR, 1)
        assert documented(above, formulation, 675 + HAIR, 1)
        assert documented(above, formulation, 225 + HAIR, 3)

    @given(
        st.sampled_from((1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 20, 24)),
        st.sampled_from(
            (("daily-below-documented", 200, -HAIR), ("daily-above-documented", 675, HAIR))
        ),
        st.sampled_from(("mcg", "mg")),
    )
    def test_however_the_day_is_divided_the_limit_is_inside_and_a_hair_beyond_is_not(
        self, times, limit, unit
    ):
        code, total_mcg, hair = limit
        # only totals that divide without an endless fraction have an exact dose
        assume(Decimal(total_mcg * 10**9) % times == 0)
        dose_mcg = Decimal(total_mcg) / times

        def raised(dose_mcg):
            # as much in 0.1 mL: on the mark of 10 units, and delivered just as asked
            amount = f"{dose_mcg:f} mcg" if unit == "mcg" else f"{dose_mcg / 1000:f} mg"
            result = dose(vial=f"{dose_mcg * 10:f} mcg", diluent="1 mL", dose=amount, per_day=times)
            assert result.delivered_mcg == result.dose_mcg
            return code in codes(result)

        assert not raised(dose_mcg)
        assert raised(dose_mcg + hair)

    @pytest.mark.parametrize("times", [7, 11, 13, 14, 17, 19, 21, 23])
    def test_a_day_that_comes_to_675_exactly_by_endless_fractions_is_inside(self, times):
        # 675 mcg in times x 10 units: the dose of 10 units is 675 / times, which has no end
        result = dose(vial="675 mcg", diluent=f"{times}0 mL", draw="10 mL", per_day=times)
        assert result.dose_mcg != 675 / Decimal(1)
        assert result.daily_mcg == 675
        assert "daily-above-documented" not in codes(result)
        more = dose(
            vial="675.0000000000000000000000000000001 mcg", diluent=f"{times}0 mL", draw="10 mL",
            per_day=times,
        )  # fmt: skip
        assert "daily-above-documented" in codes(more)

    def test_nine_sprays_are_exactly_675_and_no_rounding_flags_them(self):
        result = dose(formulation="nasal-spray", sprays=3, per_day=3)
        assert result.daily_mcg == 675
        assert result.flags == ()

    def test_the_flag_carries_value_limit_unit_and_source(self):
        flag = flagged("daily-above-documented", "selank", 400, 2)
        assert flag.severity == "warning"
        assert (flag.value, flag.limit, flag.unit) == (800, 675, "mcg")
        assert flag.source == "guide, review"
        assert flag.message == "800 mcg a day is above the documented 200 to 675 mcg a day. " + (
            "400 mcg a dose and 2 a day are each within what is documented for Selank (TP-7) "
            "(guide); multiplied they exceed it."
        )

    def test_three_500_mcg_doses_are_flagged_and_the_contradiction_is_said(self):
        # each within the guide's range, together 1500 mcg
        flag = flagged("daily-above-documented", "selank", 500, 3)
        assert flag.value == 1500
        assert "each within what is documented" in flag.message

    def test_no_contradiction_is_claimed_where_the_dose_is_outside_its_range(self):
        assert "each within" not in flagged("daily-above-documented", "selank", 600, 2).message
        assert "each within" not in flagged("daily-above-documented", "selank", 400, 4).message

    def test_what_is_asked_is_held_against_the_window_where_the_delivered_is_inside(self):
        # 230 mcg goes to 3 sprays of 75: asked 690 a day, delivered 675
        flag = flagged("daily-above-documented", "nasal-spray", 230, 3)
        assert flag.value == 690

    def test_what_is_delivered_is_held_against_the_window_where_the_asked_is_inside(self):
        # 113 mcg goes to 2 sprays: 5 a day are 565 asked, 750 delivered
        flag = flagged("daily-above-documented", "nasal-spray", 113, 5)
        assert (flag.value, flag.limit) == (750, 675)
        assert flag.message.startswith("750 mcg a day as delivered is above")
        # 110 mcg goes to 1 spray: 2 a day are 220 asked, 150 delivered
        flag = flagged("daily-below-documented", "nasal-spray", 110, 2)
        assert (flag.value, flag.limit) == (150, 200)

    def test_a_value_that_rounds_to_the_limit_is_shown_with_the_digits_that_tell_them_apart(self):
        flag = flagged("daily-above-documented", "selank", "675.0001", 1)
        assert flag.message.startswith("675.0001 mcg a day is above")


class TestDoseRange:
    @pytest.mark.parametrize(
        ("formulation", "low", "high", "source"),
        [
            ("selank", 250, 500, "guide"),
            ("n-acetyl-selank-amidate", 200, 400, "guide"),
            ("nasal-spray", 150, 225, "review"),
        ],
    )
    def test_each_formulation_has_its_own_and_both_ends_are_inside(
        self, formulation, low, high, source
    ):
        below, above = "dose-below-documented", "dose-above-documented"
        assert not documented(below, formulation, low)
        assert not documented(above, formulation, high)
        under, over = (
            documented(below, formulation, low - HAIR),
            documented(above, formulation, high + HAIR),
        )
        assert (under.severity, under.limit, under.unit, under.source) == (
            "warning",
            low,
            "mcg",
            source,
        )
        assert (over.severity, over.limit, over.unit, over.source) == (
            "warning",
            high,
            "mcg",
            source,
        )

    @pytest.mark.parametrize(
        ("spray_ml", "dose_mcg", "code", "delivered_mcg"),
        [
            # at 1.5 mg/mL 0.07 mL carries 105 mcg: 150 mcg goes to 1 spray
            ("0.07", 150, "dose-below-documented", 105),
            # and 0.094 mL carries 141 mcg: 225 mcg goes to 2 sprays
            ("0.094", 225, "dose-above-documented", 282),
        ],
    )
    def test_what_the_pump_delivers_is_held_against_the_range_too(
        self, spray_ml, dose_mcg, code, delivered_mcg
    ):
        spray = CATALOGUE.formulation("nasal-spray")
        pump = spray._replace(spray_ml=spray.spray_ml._replace(value=Decimal(spray_ml)))
        result = dose(formulation=pump, dose=f"{dose_mcg} mcg")
        flag = next(flag for flag in result.flags if flag.code == code)
        assert flag.value == delivered_mcg
        assert f"{delivered_mcg} mcg a dose as delivered" in flag.message


class TestFrequency:
    @pytest.mark.parametrize(
        ("formulation", "inside", "outside"),
        [
            ("selank", (1, 2, 3), (4, 24)),
            ("n-acetyl-selank-amidate", (1, 2), (3,)),
            ("nasal-spray", (3,), (1, 2, 4)),
            ("n-acetyl-selank", (1, 24), ()),
        ],
    )
    def test_doses_a_day_outside_those_documented_are_a_caution(self, formulation, inside, outside):
        code = "frequency-outside-documented"
        for times in inside:
            assert not flagged(code, formulation, 200, times)
        for times in outside:
            assert flagged(code, formulation, 200, times).severity == "caution"

    def test_the_limit_is_the_end_that_was_passed(self):
        code = "frequency-outside-documented"
        assert flagged(code, "selank", 250, 4).limit == 3
        assert flagged(code, "nasal-spray", 150, 1).limit == 3
        assert flagged(code, "nasal-spray", 150, 1).message == (
            "1 dose a day is outside the documented 3 a day."
        )
        assert flagged(code, "selank", 250, 4).message == (
            "4 doses a day are outside the documented 1 to 3 a day."
        )


class TestNoDocumentedRange:
    def test_n_acetyl_selank_always_has_the_warning_with_what_is_known(self):
        flag = flagged("no-documented-range", "n-acetyl-selank", 300)
        assert flag.severity == "warning"
        assert flag.message == (
            "No dose is documented for N-acetyl Selank (NA-Selank): no human study."
        )
        assert flag.source == "review"

    def test_a_formulation_with_nothing_known_of_trials_has_it_without_a_source(self):
        bare = CATALOGUE.formulation("n-acetyl-selank")._replace(statements=())
        result = dose(formulation=bare, vial="5 mg", diluent="2 mL", dose="250 mcg")
        assert [(flag.message, flag.source) for flag in result.flags] == [
            ("No dose is documented for N-acetyl Selank (NA-Selank).", None)
        ]


class TestUnitSlip:
    @pytest.mark.parametrize(
        ("formulation", "tenth_of_high", "ten_times_low"),
        [
            ("selank", 50, 2500),
            ("n-acetyl-selank-amidate", 40, 2000),
            ("nasal-spray", Decimal("22.5"), 1500),
        ],
    )
    def test_what_a_step_of_ten_brings_into_the_range_is_one_and_a_hair_less_is_not(
        self, formulation, tenth_of_high, ten_times_low
    ):
        code = "unit-slip-suspected"
        low = documented(code, formulation, tenth_of_high)
        high = documented(code, formulation, ten_times_low)
        assert (low.severity, low.value, low.limit) == ("warning", tenth_of_high, tenth_of_high)
        assert (high.severity, high.value, high.limit) == ("warning", ten_times_low, ten_times_low)
        assert not documented(code, formulation, tenth_of_high + HAIR)
        assert not documented(code, formulation, ten_times_low - HAIR)

    @pytest.mark.parametrize("dose_mcg", [5001, 20000, 24999, 24, "2.6", "0.001", 10**8])
    def test_what_is_further_off_is_one_too_though_no_step_leads_back(self, dose_mcg):
        assert documented("unit-slip-suspected", "selank", dose_mcg)

    @pytest.mark.parametrize("dose_mcg", [900, 230, 1000, 60])
    def test_what_no_step_of_ten_brings_into_the_range_is_none(self, dose_mcg):
        assert not documented("unit-slip-suspected", "selank", dose_mcg)

    def test_sprays_that_deliver_it_are_one_even_if_less_was_asked(self):
        # 1499 mcg goes to 20 sprays of 75: 1500
        flag = flagged("unit-slip-suspected", "nasal-spray", 1499)
        assert flag.value == 1500
        assert "as delivered" in flag.message
        assert not flagged("unit-slip-suspected", "nasal-spray", 1450)  # 19 sprays: 1425

    def test_without_a_documented_dose_the_day_is_held_against_the_window(self):
        code = "unit-slip-suspected"
        assert documented(code, "n-acetyl-selank", 1000, 2).limit == 2000
        assert not documented(code, "n-acetyl-selank", 1000 - HAIR, 2)
        assert documented(code, "n-acetyl-selank", "33.75", 2).limit == Decimal("67.5")
        assert not documented(code, "n-acetyl-selank", Decimal("33.75") + HAIR, 2)

    @pytest.mark.parametrize(
        ("dose_text", "said"),
        [
            ("250 mg", "500 times the documented 500 mcg; likely slip: mg written for mcg (250 mcg"),
            ("0.25 mcg", "1/1000 of the documented 250 mcg; likely slip: mcg written for mg (250 mcg"),
            ("250 g", "likely slip: g written for mcg (250 mcg"),
            ("5000 mcg", "10 times the documented 500 mcg; likely slip: decimal point one place too"),
            ("25 mcg", "1/10 of the documented 250 mcg; likely slip: decimal point one place too far l"),
            ("30000 mcg", "likely slip: decimal point two places too far right (300 mcg"),
            ("3 mcg", "likely slip: decimal point two places too far left (300 mcg"),
            ("6000 mcg", "12 times the documented 500 mcg; check the unit and the decimal point"),
        ],
    )  # fmt: skip
    def test_the_likely_slip_is_named_where_one_leads_back_into_the_range(self, dose_text, said):
        result = dose(vial="500 g", diluent="2 mL", dose=dose_text)
        assert result.flags[0].code == "unit-slip-suspected"
        assert said in result.flags[0].message


class TestLikelySlip:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("5000 mcg", "decimal point one place too far right (500 mcg is within the range)."),
            ("25 mcg", "decimal point one place too far left (250 mcg is within the range)."),
            ("50 mg", "decimal point two places too far right (500 mcg is within the range)."),
            ("2.5 mcg", "decimal point two places too far left (250 mcg is within the range)."),
            ("500 mg", "mg written for mcg (500 mcg is within the range)."),
            ("0.25 mcg", "mcg written for mg (250 mcg is within the range)."),
            ("500 g", "g written for mcg (500 mcg is within the range)."),
        ],
    )
    def test_both_ends_of_the_range_are_led_back_to(self, asked, said):
        flags = dose(vial="5 mg", diluent="2 mL", dose=asked).flags
        (message,) = [flag.message for flag in flags if flag.code == "unit-slip-suspected"]
        assert message.endswith(f"likely slip: {said}")


class TestWhereTheSlipIs:
    """The message says what to check: the dose, or what it comes from."""

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            # 5 g in 2 mL: 250 mcg are a hundredth of a unit, and the first mark carries 25 mg
            (
                {"vial": "5 g", "diluent": "2 mL", "dose": "250 mcg"},
                (
                    "25 mg a dose as delivered is 50 times the documented 500 mcg; 250 mcg is "
                    "within the range; check the vial and the diluent."
                ),
            ),
            (
                {"vial": "5 g", "diluent": "2 mL", "dose": "500 mcg"},
                (
                    "25 mg a dose as delivered is 50 times the documented 500 mcg; 500 mcg is "
                    "within the range; check the vial and the diluent."
                ),
            ),
            # 2 units carry 50 mcg: less than half of 120, and just half of 100
            (
                {"vial": "5 mg", "diluent": "2 mL", "dose": "120 mcg", "draw": "2 units"},
                (
                    "50 mcg a dose as delivered is 1/5 of the documented 250 mcg; "
                    "check the dose, the vial, the diluent and the draw."
                ),
            ),
            # 100 units carry 2500 mcg: twice 1250, and more than twice 1000
            (
                {"vial": "5 mg", "diluent": "2 mL", "dose": "1250 mcg", "draw": "100 units"},
                (
                    "2500 mcg a dose as delivered is 5 times the documented 500 mcg; likely slip: "
                    "decimal point one place too far right (250 mcg is within the range)."
                ),
            ),
            (
                {"vial": "5 mg", "diluent": "2 mL", "dose": "1000 mcg", "draw": "100 units"},
                (
                    "2500 mcg a dose as delivered is 5 times the documented 500 mcg; "
                    "check the dose, the vial, the diluent and the draw."
                ),
            ),
            (
                {"vial": "5 mg", "diluent": "2 mL", "dose": "100 mcg", "draw": "2 units"},
                (
                    "50 mcg a dose as delivered is 1/5 of the documented 250 mcg; likely slip: "
                    "decimal point one place too far left (500 mcg is within the range)."
                ),
            ),
            (
                {"vial": "5 mg", "diluent": "2 mL", "draw": "100 units"},
                (
                    "2500 mcg a dose is 5 times the documented 500 mcg; likely slip of 10 in the "
                    "vial, the diluent or the draw (250 mcg is within the range)."
                ),
            ),
            (
                {"strength": "2.5 mg/mL", "draw": "100 units"},
                (
                    "2500 mcg a dose is 5 times the documented 500 mcg; likely slip of 10 in the "
                    "strength or the draw (250 mcg is within the range)."
                ),
            ),
            (
                {"vial": "5 mg", "diluent": "2 mL", "dose": "2.5 mg"},
                (
                    "2500 mcg a dose is 5 times the documented 500 mcg; likely slip: decimal point "
                    "one place too far right (250 mcg is within the range)."
                ),
            ),
            (
                {"formulation": "spray", "sprays": 20},
                (
                    "1500 mcg a dose is 6.667 times the documented 225 mcg; likely slip of 10 in the "
                    "number of sprays (150 mcg is within the range)."
                ),
            ),
            (
                {"formulation": "spray", "dose": "150 mcg", "spray_volume": "5 mL"},
                (
                    "7500 mcg a dose as delivered is 33.33 times the documented 225 mcg; 150 "
                    "mcg is within the range; check the spray volume."
                ),
            ),
            # outside the range as well, but a hundredth of 25 mg is not what was meant by 900 mcg
            (
                {"vial": "5 g", "diluent": "2 mL", "dose": "900 mcg"},
                (
                    "25 mg a dose as delivered is 50 times the documented 500 mcg; "
                    "check the dose, the vial and the diluent."
                ),
            ),
            # 13 x 0.1 mL x 1500 mcg/mL four times; a tenth, 780 mcg, is not within the window either
            (
                {"formulation": "drops", "drop_volume": "0.1 mL", "drops": 13, "per_day": 4},
                (
                    "7800 mcg a day is 11.56 times the documented 675 mcg; "
                    "check the number of drops and the drop volume."
                ),
            ),
            # 6000 mcg, of which a tenth is 600
            (
                {"vial": "5 mg", "diluent": "0.5 mL", "draw": "0.6 mL"},
                (
                    "6000 mcg a dose is 12 times the documented 500 mcg; "
                    "check the vial, the diluent and the draw."
                ),
            ),
            # 1499 mcg is no slip itself, and goes to 20 sprays
            (
                {"formulation": "spray", "dose": "1499 mcg", "spray_volume": "0.05 mL"},
                (
                    "1500 mcg a dose as delivered is 6.667 times the documented 225 mcg; likely slip: "
                    "decimal point one place too far right (150 mcg is within the range)."
                ),
            ),
        ],
    )
    def test_it_is_named(self, typed, said):
        (flag,) = (each for each in dose(**typed).flags if each.code == "unit-slip-suspected")
        assert flag.message == said

    def test_where_nothing_else_was_given_it_is_the_dose(self):
        # a spray of 5 mL, as of a catalogue of one's own: one delivers 7500 mcg
        spray = CATALOGUE.formulation("nasal-spray")
        own = spray._replace(spray_ml=spray.spray_ml._replace(value=Decimal(5)))
        flags = dose(formulation=own, dose="150 mcg").flags
        (flag,) = (each for each in flags if each.code == "unit-slip-suspected")
        assert flag.message.endswith("150 mcg is within the range; check the dose.")


class TestVialAndSyringe:
    def test_a_dose_of_the_whole_vial_is_possible_and_one_above_it_is_not(self):
        def flags(dose_mcg):
            result = dose(vial="400 mcg", diluent="0.2 mL", dose=f"{dose_mcg} mcg")
            return [flag for flag in result.flags if flag.code == "dose-exceeds-vial"]

        assert not flags(400)
        (flag,) = flags(400 + HAIR)
        assert (flag.severity, flag.limit, flag.unit) == ("warning", 400, "mcg")
        assert flag.message == ("A dose of 400.000001 mcg is more than the whole vial, 400 mcg.")

    def test_a_draw_of_more_than_the_vial_is_one_also_where_its_mark_is_not(self):
        # 0.5 mL are 50 units: 51 go to the mark at 50 of a 1 mL barrel with a mark every 2
        def result(draw):
            return dose(vial="15 mg", diluent="0.5 mL", dose="250 mcg", draw=draw)

        (flag,) = [each for each in result("51 units").flags if each.code == "dose-exceeds-vial"]
        assert (flag.value, flag.limit, flag.unit) == (15_300, 15_000, "mcg")
        assert flag.message == "A dose of 15.3 mg as drawn is more than the whole vial, 15 mg."
        assert result("51 units").doses_per_vial == 0
        assert "dose-exceeds-vial" not in codes(result("50 units"))
        assert result("50 units").doses_per_vial == 1

    def test_a_first_mark_of_more_than_the_vial_is_one(self):
        # 0.8 units are in the vial, and there is no mark below the first
        result = dose(vial="400 mcg", diluent="0.008 mL", dose="300 mcg")
        (flag,) = [each for each in result.flags if each.code == "dose-exceeds-vial"]
        assert (
            flag.message == "A dose of 500 mcg as delivered is more than the whole vial, 400 mcg."
        )
        assert (result.mark_units, result.doses_per_vial) == (1, 0)

    def test_a_dose_of_sprays_can_be_more_than_the_vial_they_are_made_from(self):
        def raised(vial):
            result = dose(formulation="spray", vial=vial, sprays=2)
            return "dose-exceeds-vial" in codes(result)

        assert not raised("150 mcg")
        assert raised("149.999999 mcg")

    @pytest.mark.parametrize(
        ("syringe", "dose_mcg", "capacity_units", "instead"),
        [
            # at 2500 mcg/mL
            ("0.3 mL", 750, 30, "or a 0.5 mL U-100 syringe."),
            ("0.5 mL", 1250, 50, "or a 1 mL U-100 syringe."),
            ("1 mL", 2500, 100, "no larger one is on file."),
            (None, 2500, 100, "no larger one is on file."),
        ],
    )
    def test_a_full_barrel_is_possible_and_more_is_not(
        self, syringe, dose_mcg, capacity_units, instead
    ):
        def flags(dose_mcg):
            result = dose(vial="5 mg", diluent="2 mL", dose=f"{dose_mcg} mcg", syringe=syringe)
            return [flag for flag in result.flags if flag.code == "draw-exceeds-syringe"]

        assert not flags(dose_mcg)
        (flag,) = flags(dose_mcg + HAIR)
        assert (flag.severity, flag.limit, flag.unit) == ("warning", capacity_units, "units")
        # a hair beyond it is drawn to the last mark
        nearest = f"its nearest mark is the last, {capacity_units} units"
        assert f"which holds {capacity_units} units: {nearest}" in flag.message
        assert flag.message.endswith(instead)

    @pytest.mark.parametrize(
        ("units", "draws"), [("100", None), ("101.1", 2), ("200", 2), ("201.1", 3), ("1000", 10)]
    )
    def test_what_no_barrel_holds_takes_as_many_draws_as_fill_it(self, units, draws):
        flags = dose(vial="25 mg", diluent="10 mL", draw=f"{units} units").flags
        said = [flag.message for flag in flags if flag.code == "draw-exceeds-syringe"]
        assert len(said) == (0 if draws is None else 1)
        assert not said or f"it takes {draws} draws;" in said[0]

    def test_a_larger_barrel_that_the_draw_just_fills_is_named(self):
        def said(dose_mcg):
            flags = dose(
                vial="5 mg", diluent="2 mL", dose=f"{dose_mcg} mcg", syringe="0.3 mL"
            ).flags
            return next(flag.message for flag in flags if flag.code == "draw-exceeds-syringe")

        assert said(1250).endswith("or a 0.5 mL U-100 syringe.")
        assert said(1250 + HAIR).endswith("or a 1 mL U-100 syringe.")

    def test_thirds_that_fill_a_barrel_exactly_are_not_rounded_over_it(self):
        # 500 mcg of 5 mg in 3 mL are 500 x 3 / 5000 = 0.3 mL exactly, though 5000 / 3 has no end
        result = dose(vial="5 mg", diluent="3 mL", dose="500 mcg", syringe="0.3 mL")
        assert codes(result) == []


class TestVolumes:
    """What no vial, injection or nostril usually holds."""

    def flags(self, **asked):
        if "formulation" not in asked:
            asked = {"vial": "50 mg", "dose": "250 mcg", **asked}
        return {flag.code: flag for flag in dose(**asked).flags}

    def test_a_diluent_of_10_ml_is_possible_and_more_is_a_caution(self):
        assert "diluent-unusual" not in self.flags(diluent="10 mL")
        flag = self.flags(diluent="10.000001 mL")["diluent-unusual"]
        assert flag[1:] == (
            "caution",
            ("10.000001 mL of diluent is more than a vial holds, as a rule at most 10 mL: peptide "
            "vials hold 2, 3, 5 or 10 mL. Likely slip: 10.000001 mL for 1 mL. If the vial is "
            "larger, give its size."),
            Decimal("10.000001"), 10, "mL", "uncited",
        )  # fmt: skip

    def test_one_that_is_solved_for_is_none_the_less(self):
        flag = self.flags(vial="5 mg", draw="100 units")["diluent-unusual"]
        assert flag.value == 20
        assert "Likely slip: 20 mL for 2 mL (check vial, dose and draw). " in flag.message
        assert "diluent-unusual" not in self.flags(vial="5 mg", draw="50 units")
        assert "diluent-unusual" in self.flags(vial=None, diluent="20 mL", draw="10 units")

    @pytest.mark.parametrize(
        ("diluent", "meant"), [("100 mL", "10 mL"), ("150 mL", "1.5 mL"), ("10 L", "10 mL")]
    )
    def test_the_slip_is_the_smallest_that_leads_back(self, diluent, meant):
        message = self.flags(diluent=diluent)["diluent-unusual"].message
        assert f"L for {meant}. " in message

    def test_a_vial_whose_size_is_known_holds_it_or_does_not(self):
        fits = self.flags(diluent="20 mL", vial_size="20 mL")
        assert {"diluent-unusual", "diluent-exceeds-vial"}.isdisjoint(fits)
        flags = self.flags(diluent="20.000001 mL", vial_size="20 mL")
        assert "diluent-unusual" not in flags
        assert flags["diluent-exceeds-vial"][1:] == (
            "warning", "20.000001 mL of diluent is more than the vial holds, 20 mL.",
            Decimal("20.000001"), 20, "mL", None,
        )  # fmt: skip
        # also a small one
        assert "diluent-exceeds-vial" in self.flags(diluent="2.1 mL", vial_size="2 mL")

    def test_the_powder_takes_room_too(self):
        asked = {"diluent": "2.9 mL", "vial_size": "3 mL"}
        assert "diluent-exceeds-vial" not in self.flags(**asked, displacement="0.1 mL")
        flag = self.flags(**asked, displacement="0.100001 mL")["diluent-exceeds-vial"]
        assert flag.message == (
            "3.000001 mL of diluent with its powder is more than the vial holds, 3 mL."
        )

    def test_a_vial_that_is_made_into_a_spray_is_not_one_for_injection(self):
        # 20 mg at 1500 mcg/mL are 13.33 mL
        spray = {"formulation": "spray", "vial": "20 mg"}
        assert "diluent-unusual" not in self.flags(**spray)
        assert "diluent-exceeds-vial" in self.flags(**spray, vial_size="10 mL")
        assert "diluent-exceeds-vial" not in self.flags(**spray, vial_size="14 mL")

    def test_one_and_a_half_ml_are_commonly_injected_and_more_is_a_caution(self):
        # 250 mcg in 1.5 mL: 1 mg in 6 mL
        asked = {"vial": "1 mg", "diluent": "6 mL"}
        assert "injection-large" not in self.flags(**asked, dose="250 mcg")
        flag = self.flags(**asked, dose="250.000001 mcg")["injection-large"]
        assert flag[1:] == (
            "caution",
            ("1.50000001 mL in one injection is more than 1.5 mL: about 1.5 mL is commonly taken as "
            "the most for one subcutaneous injection; no controlled study supports it."),
            Decimal("1.500000006"), Decimal("1.5"), "mL", "mathaes-2016",
        )  # fmt: skip
        # what stays in the needle is not injected
        assert "injection-large" not in self.flags(**asked, dose="250 mcg", dead_space="0.1 mL")

    def test_the_mark_is_held_against_it_too(self):
        # 10.7 units go to 11, which are 0.11 mL
        known = CATALOGUE.volumes
        most = known.injection._replace(most_ml=Decimal("0.108"))
        catalogue = CATALOGUE._replace(volumes=known._replace(injection=most))
        asked = {"vial": "5 mg", "diluent": "2 mL", "catalogue": catalogue}
        flag = self.flags(**asked, dose="267.5 mcg")["injection-large"]
        assert flag.message.startswith(
            "0.11 mL as delivered in one injection is more than 0.108 mL"
        )
        assert "injection-large" not in self.flags(**asked, dose="260 mcg")
        # 10.8 units are just as much as that, and 11 more
        assert "as delivered" in self.flags(**asked, dose="270 mcg")["injection-large"].message

    @pytest.mark.parametrize(
        ("sprays", "spray_volume", "said"),
        [
            (12, "0.05 mL", None),
            (13, "0.05 mL", "7 sprays in one nostril come to 0.35 mL"),
            (1, "0.3 mL", None),
            (2, "0.3 mL", None),  # one in each
            (1, "0.300001 mL", "1 spray in one nostril comes to 0.300001 mL"),
            (3, "0.16 mL", "2 sprays in one nostril come to 0.32 mL"),
        ],
    )
    def test_what_is_in_one_nostril_at_once(self, sprays, spray_volume, said):
        flags = self.flags(formulation="spray", sprays=sprays, spray_volume=spray_volume)
        assert ("nostril-volume-large" in flags) is (said is not None)
        if said:
            flag = flags["nostril-volume-large"]
            assert flag.unit == "mL"
            assert (flag.severity, flag.limit, flag.source) == ("note", Decimal("0.3"), "uncited")
            assert flag.message == (
                f"{said}, more than 0.3 mL at once: more than about 0.2 to 0.3 mL in one nostril at "
                "once runs down the throat or out (unconfirmed)."
            )

    def test_a_figure_that_is_confirmed_is_not_called_unconfirmed(self):
        known = CATALOGUE.volumes
        nostril = known.nostril._replace(unconfirmed=False)
        catalogue = CATALOGUE._replace(volumes=known._replace(nostril=nostril))
        flags = self.flags(formulation="spray", sprays=13, catalogue=catalogue)
        assert flags["nostril-volume-large"].message.endswith("runs down the throat or out.")


class TestMarks:
    def codes(self, units, **barrel):
        """The codes of a draw of so many units of 25 mcg each, but for what is documented."""
        result = dose(vial="25 mg", diluent="10 mL", draw=f"{units} units", **barrel)
        return {code for code in codes(result) if "documented" not in code and "slip" not in code}

    @pytest.mark.parametrize("units", ["5", "6", "30"])
    def test_on_a_mark_of_5_units_or_more_nothing_is_raised(self, units):
        assert self.codes(units) == set()

    def test_below_5_units_is_a_caution_and_2_or_less_a_warning_of_its_own(self):
        assert self.codes("4.999999") == {"draw-small", "between-marks"}
        assert self.codes("3") == {"draw-small"}
        assert self.codes("2.000001") == {"draw-very-small", "between-marks"}  # drawn to mark 2
        assert self.codes("2") == {"draw-very-small"}
        assert self.codes("0.1") == {"draw-very-small", "between-marks"}

    def test_the_mark_counts_as_well_as_the_draw(self):
        # 5 units lie midway between the marks at 4 and 6: the tie goes to 4
        assert self.codes("5", syringe="1 mL") == {"draw-small", "between-marks"}
        # 4.8 go to the mark at 5, and are less all the same
        assert self.codes("4.8") == {"draw-small", "between-marks"}

    def test_at_the_limit_the_mark_is_named_where_that_alone_is_small(self):
        flags = dose(vial="25 mg", diluent="10 mL", draw="5 units", syringe="1 mL").flags
        (flag,) = (flag for flag in flags if flag.code == "draw-small")
        assert (flag.value, flag.message.split()[0]) == (4, "4")

    @pytest.mark.parametrize(
        ("units", "scale", "code", "value"),
        [
            # the draw where it is small itself: they go to the marks at 1, 3, 1 and 5
            ("1.4", "U-40", "draw-very-small", "1.4"), ("3.4", "U-100", "draw-small", "3.4"),
            ("0.6", "U-100", "draw-very-small", "0.6"), ("4.8", "U-100", "draw-small", "4.8"),
            # and else the mark: at 2 of U-100, and at 10 of U-500, as much as 2 of these
            ("2.4", "U-100", "draw-very-small", "2"), ("12", "U-500", "draw-very-small", "2"),
            # 7 and 13 of U-500 are 1.4 and 2.6 of U-100, and go to the marks at 5 and 15
            ("7", "U-500", "draw-very-small", "1.4"), ("13", "U-500", "draw-small", "2.6"),
        ],
    )  # fmt: skip
    def test_its_value_is_the_draw_where_that_is_small_and_else_the_mark(
        self, units, scale, code, value
    ):
        flags = dose(strength="5 mg/mL", draw=f"{units} units", scale=scale).flags
        (flag,) = (flag for flag in flags if flag.code.startswith("draw-"))
        assert (flag.code, flag.value) == (code, Decimal(value))

    @pytest.mark.parametrize("units", ["9.999999", "10.000001", "10.5"])
    def test_a_hair_off_a_mark_is_between_marks(self, units):
        assert self.codes(units) == {"between-marks"}

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            # a unit is 25 mcg; 248.75 and 251.25 mcg are 9.95 and 10.05 of them
            ({"dose": "248.75 mcg"}, "the nearest, 10 units, delivers 250 mcg (0.5025 % more)."),
            ({"dose": "251.25 mcg"}, "the nearest, 10 units, delivers 250 mcg (0.4975 % less)."),
            # the draw was given beside the dose, which its mark meets
            ({"dose": "250 mcg", "draw": "10.2 units"}, "the nearest, 10 units, delivers 250 mcg."),
        ],
    )
    def test_how_far_the_mark_is_off_the_dose_is_said(self, asked, said):
        (message,) = [
            flag.message
            for flag in dose(vial="5 mg", diluent="2 mL", **asked).flags
            if flag.code == "between-marks"
        ]
        assert message.endswith(said)

    def test_half_units_are_on_a_mark_where_the_barrel_has_them(self):
        assert self.codes("7.5") == {"between-marks"}
        assert self.codes("7.5", marks="0.5 units") == set()

    def test_beyond_the_last_mark_of_a_barrel_put_together_by_hand(self):
        # a mark every 4 of 30 units: the last is 28 (a file with such a barrel is refused)
        odd = CATALOGUE.syringes[0]._replace(marks_units=Decimal(4))
        asked = {"vial": "5 mg", "diluent": "2 mL", "draw": "29 units"}
        flags = dose(**asked, catalogue=CATALOGUE._replace(syringes=(odd,))).flags
        message = next(flag.message for flag in flags if flag.code == "between-marks")
        assert (
            message
            == "A draw of 29 units lies beyond the last mark, 28 units, which delivers 700 mcg (3.448 % less). "
            + TestAssumedMarks.FINER
        )

    @pytest.mark.parametrize(
        ("units", "raised"),
        [
            # 5 units of U-500 are 0.01 mL, as 1 of U-100; 25 are 5
            ("5", {"draw-very-small"}), ("10", {"draw-very-small"}), ("15", {"draw-small"}),
            ("25", set()), ("24." + "9" * 30, {"draw-small", "between-marks"}),
        ],
    )  # fmt: skip
    def test_units_smaller_than_those_of_u_100_count_by_their_volume(self, units, raised):
        assert self.codes(units, scale="U-500") == raised

    def test_and_it_is_said(self):
        result = dose(vial="25 mg", diluent="10 mL", draw="10 units", scale="U-500")
        flag = next(flag for flag in result.flags if flag.code == "draw-very-small")
        assert flag.message.startswith(
            "10 units of U-500, as much as 2 units of U-100, is a very small draw: 2 units or less."
        )
        assert (flag.value, flag.limit) == (2, 2)

    def test_larger_units_count_as_they_are(self):
        # 4 units of U-40 are 0.1 mL
        assert self.codes("4", scale="U-40") == {"draw-small"}
        assert self.codes("5", scale="U-40") == set()

    @pytest.mark.parametrize(
        ("diluent", "message"),
        [
            # 11 units and the dead space are 0.16 mL, 10 of them 0.15 mL
            ("0.16 mL", "10 and 11 units; the nearest, 11 units,"),
            ("0.159 mL", "10 and 11 units; the nearest that the vial can fill, 10 units,"),
        ],
    )  # fmt: skip
    def test_the_nearest_mark_is_one_that_the_vial_can_fill(self, diluent, message):
        flags = dose(vial="1 mg", diluent=diluent, draw="10.6 units", dead_space="0.05 mL").flags
        (said,) = [flag.message for flag in flags if flag.code == "between-marks"]
        assert message in said

    @pytest.mark.parametrize(
        ("asked_mg", "draw"),
        [
            (2, "99 units"),  # the vial does not hold the dose itself
            (1, "100.4 units"),  # nor the draw, whose mark it holds
        ],
    )
    def test_a_vial_that_does_not_hold_the_dose_is_flagged_once(self, asked_mg, draw):
        result = dose(
            vial="1 mg", diluent="1 mL", dose=f"{asked_mg} mg", draw=draw, syringe="1 mL",
            marks="1 unit", dead_space="0.05 mL",
        )  # fmt: skip
        assert codes(result).count("dose-exceeds-vial") == 1

    def test_a_vial_that_holds_a_dose_but_not_what_is_lost_with_it(self):
        def said(dead_space):
            result = dose(vial="0.25 mg", diluent="1 mL", dose="250 mcg", dead_space=dead_space)
            return [flag.message for flag in result.flags if flag.code == "dose-exceeds-vial"]

        assert said("0 mL") == []
        assert said("0.05 mL") == [
            "A dose of 250 mcg and the 0.05 mL lost with it are more than the whole vial."
        ]


class TestMismatch:
    def flag(self, dose_mcg, draw, **more):
        """At 2500 mcg/mL, so 25 mcg a unit."""
        result = dose(vial="5 mg", diluent="2 mL", dose=f"{dose_mcg} mcg", draw=draw, **more)
        assert result.solved_for is None
        return next((flag for flag in result.flags if flag.code == "dose-draw-mismatch"), None)

    def test_half_a_mark_apart_is_no_mismatch_and_a_hair_more_is(self):
        # 250 mcg need 10 units
        assert not self.flag(250, "10 units")
        assert not self.flag(250, "10.5 units")
        assert not self.flag(250, "9.5 units")
        assert self.flag(250, "10.500001 units").severity == "warning"
        assert self.flag(250, "9.499999 units")

    def test_half_a_mark_is_that_of_the_barrel(self):
        assert not self.flag(250, "11 units", syringe="1 mL")  # a mark every 2 units
        assert self.flag(250, "11 units", syringe="1 mL", marks="1 unit")

    @pytest.mark.parametrize(
        ("draw", "said"),
        [
            ("100 units", "10 times the dose of 250 mcg, which needs 10 units. Likely slip: ten-fold"),
            ("1 unit", "1/10 of the dose of 250 mcg, which needs 10 units. Likely slip: ten-fold"),
            ("105 units", "10.5 times the dose of 250 mcg, which needs 10 units. Likely slip: ten-fold"),
            ("95 units", "9.5 times the dose of 250 mcg, which needs 10 units. Likely slip: ten-fold"),
            ("9.5 mL", "95 times the dose of 250 mcg, which needs 10 units. Likely slip: a hundred-fold"),
            ("10.5 mL", "105 times the dose of 250 mcg, which needs 10 units. Likely slip: a hundred-fold"),
            ("95 mL", "950 times the dose of 250 mcg, which needs 10 units. Likely slip: a thousand-fold: mg"),
            ("105 mL", "1050 times the dose of 250 mcg, which needs 10 units. Likely slip: a thousand-fold: mg"),
            ("10 mL", "100 times the dose of 250 mcg, which needs 10 units. Likely slip: a hundred-fold"),
            ("100 mL", "1000 times the dose of 250 mcg, which needs 10 units. Likely slip: a thousand-fold: mg"),
            ("0.0001 mL", "1/1000 of the dose of 250 mcg, which needs 10 units. Likely slip: a thousand-fold: mg"),
            ("4 units", "1/2.5 of the dose of 250 mcg, which needs 10 units. Likely slip: the factor between a U-40"),
            # where two slips lead to the same factor, both are named
            ("0.25 mL", "a U-40 and a U-100 barrel, or 0.25 mg taken for 0.25 mL."),
        ],
    )  # fmt: skip
    def test_a_factor_near_10_100_1000_or_2_5_is_named_as_the_slip_it_is(self, draw, said):
        assert said in self.flag(250, draw).message

    @pytest.mark.parametrize(
        "draw",
        [
            "94.9 units",
            "105.1 units",
            "20 units",
            "9 units",
            "9.49 mL",
            "10.51 mL",
            "94.9 mL",
            "105.1 mL",
        ],
    )
    def test_a_factor_near_none_of_them_names_none(self, draw):
        assert self.flag(250, draw).message.endswith("which needs 10 units.")

    @pytest.mark.parametrize(
        ("scale", "draw", "slip"),
        [
            # 250 mcg need 0.1 mL: 50 units of U-500, 4 of U-40
            ("U-500", "250 units", "Likely slip: the factor between a U-100 and a U-500 barrel."),
            ("U-500", "10 units", "Likely slip: the factor between a U-100 and a U-500 barrel."),
            ("U-500", "20 units", "which needs 50 units."),
            ("U-100", "50 units", "which needs 10 units."),
            ("U-40", "10 units", ": the factor between a U-40 and a U-100 barrel, or 0.25 mg taken for 0.25 mL."),
            ("U-40", "20 units", "which needs 4 units."),
        ],
    )  # fmt: skip
    def test_the_barrel_that_was_taken_for_another_is_one_it_can_be_taken_for(
        self, scale, draw, slip
    ):
        assert self.flag(250, draw, scale=scale).message.endswith(slip)

    @pytest.mark.parametrize(
        ("draw", "is_named"),
        # 250 mcg need 50 units; 5 % either way of five times as many
        [("237.5 units", True), ("237.4 units", False), ("262.5 units", True), ("262.6 units", False)],
    )  # fmt: skip
    def test_the_factor_of_another_barrel_is_near_5(self, draw, is_named):
        message = self.flag(250, draw, scale="U-500").message
        assert ("a U-100 and a U-500 barrel" in message) is is_named

    def test_of_a_barrel_that_nobody_sells_none_is_known(self):
        odd = CATALOGUE.syringes[0]._replace(scale="U-80", units_per_ml=Decimal(80))
        # 250 mcg need 0.1 mL, 8 units
        flags = dose(
            vial="5 mg", diluent="2 mL", dose="250 mcg", draw="20 units", scale="U-80",
            catalogue=CATALOGUE._replace(syringes=(odd,)),
        ).flags  # fmt: skip
        (message,) = [flag.message for flag in flags if flag.code == "dose-draw-mismatch"]
        assert message.endswith("which needs 8 units. Likely slip: 0.25 mg taken for 0.25 mL.")

    def test_mg_read_as_ml_is_named_where_the_factor_says_nothing(self):
        flag = next(
            flag
            for flag in dose(vial="5 mg", diluent="1 mL", dose="0.25 mg", draw="25 units").flags
            if flag.code == "dose-draw-mismatch"
        )
        assert "5 times the dose" in flag.message
        assert flag.message.endswith("Likely slip: 0.25 mg taken for 0.25 mL.")


class TestSprays:
    def test_whole_sprays_raise_nothing_and_a_hair_more_is_a_caution(self):
        assert not flagged("sprays-not-whole", "nasal-spray", 150)
        flag = flagged("sprays-not-whole", "nasal-spray", 180)
        assert (flag.severity, flag.value, flag.limit, flag.unit) == (
            "caution", Decimal("2.4"), 2, "sprays",
        )  # fmt: skip
        assert flag.message == "180 mcg is 2.4 sprays of 75 mcg; 2 sprays deliver 150 mcg."
        assert flagged("sprays-not-whole", "nasal-spray", 150 + HAIR)

    def test_one_spray_is_spoken_of_in_the_singular(self):
        flag = flagged("sprays-not-whole", "nasal-spray", 90)
        assert flag.message == "90 mcg is 1.2 sprays of 75 mcg; 1 spray delivers 75 mcg."

    def test_a_tie_in_the_29th_digit_is_rounded_to_the_even_one(self):
        # 5 mg in 3 mL: a spray is 250 / 3 mcg, and this 0.4000000000000000000000000015 x 3 of them
        asked = {"vial": "5 mg", "diluent": "3 mL", "dose": "100.000000000000000000000000375 mcg"}
        flags = dose(formulation="spray", **asked).flags
        (value,) = (flag.value for flag in flags if flag.code == "sprays-not-whole")
        assert value == Decimal("1.200000000000000000000000004")

    def test_less_than_one_spray_is_a_warning_and_one_is_not(self):
        assert not flagged("dose-below-one-spray", "nasal-spray", 75)
        flag = flagged("dose-below-one-spray", "nasal-spray", 75 - HAIR)
        assert (flag.severity, flag.limit, flag.unit) == ("warning", 75, "mcg")
        # the same fact is not said twice
        assert not flagged("sprays-not-whole", "nasal-spray", 75 - HAIR)


def test_a_range_of_one_figure_is_said_as_one_figure():
    spray = CATALOGUE.formulation("spray")
    one = spray._replace(dose_mcg=spray.dose_mcg._replace(low=Decimal(225)))
    message = dose(formulation=one, sprays=4).flags[1].message
    assert message == "300 mcg a dose is above the documented 225 mcg a dose."


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"dose": "700 mcg"},
            ("daily-above-documented", "warning",
             "700 mcg a day is above the documented 200 to 675 mcg a day.",
             700, 675, "mcg", "guide, review"),
        ),
        (
            {"dose": "190 mcg"},
            ("daily-below-documented", "warning",
             "190 mcg a day is below the documented 200 to 675 mcg a day.",
             190, 200, "mcg", "guide, review"),
        ),
        (
            {"dose": "510 mcg"},
            ("dose-above-documented", "warning",
             "510 mcg a dose is above the documented 250 to 500 mcg a dose.",
             510, 500, "mcg", "guide"),
        ),
        (
            {"dose": "240 mcg"},
            ("dose-below-documented", "warning",
             "240 mcg a dose is below the documented 250 to 500 mcg a dose.",
             240, 250, "mcg", "guide"),
        ),
        (
            {"dose": "250 mcg", "per_day": 4},
            ("frequency-outside-documented", "caution",
             "4 doses a day are outside the documented 1 to 3 a day.",
             4, 3, "per day", "guide"),
        ),
        (
            {"formulation": "spray", "sprays": 2, "per_day": 2},
            ("frequency-outside-documented", "caution",
             "2 doses a day are outside the documented 3 a day.",
             2, 3, "per day", "review"),
        ),
        (
            {"formulation": "na-selank", "dose": "250 mcg"},
            ("no-documented-range", "warning",
             "No dose is documented for N-acetyl Selank (NA-Selank): no human study.",
             None, None, None, "review"),
        ),
        (
            {"formulation": "na-selank", "dose": "7 mg"},
            ("unit-slip-suspected", "warning",
             ("7000 mcg a day is 10.37 times the documented 675 mcg; check the unit and the "
             "decimal point."),
             7000, 2000, "mcg", "guide, review"),
        ),
        (
            {"formulation": "na-selank", "dose": "0.5 mcg"},
            ("unit-slip-suspected", "warning",
             ("0.5 mcg a day is 1/400 of the documented 200 mcg; likely slip: mcg written for mg "
             "(500 mcg is within the range)."),
             Decimal("0.5"), Decimal("67.5"), "mcg", "guide, review"),
        ),
        (
            {"dose": "5 mg"},
            ("unit-slip-suspected", "warning",
             ("5000 mcg a dose is 10 times the documented 500 mcg; likely slip: decimal point one "
             "place too far right (500 mcg is within the range)."),
             5000, 2500, "mcg", "guide"),
        ),
        (
            {"formulation": "spray", "dose": "1499 mcg"},
            ("unit-slip-suspected", "warning",
             ("1500 mcg a dose as delivered is 6.667 times the documented 225 mcg; likely slip: "
             "decimal point one place too far right (150 mcg is within the range)."),
             1500, 1500, "mcg", "review"),
        ),
        (
            {"vial": "400 mcg", "dose": "500 mcg"},
            ("dose-exceeds-vial", "warning",
             "A dose of 500 mcg is more than the whole vial, 400 mcg.",
             500, 400, "mcg", None),
        ),
        (
            {"dose": "500 mcg", "syringe": "0.3 mL", "diluent": "4 mL"},  # 0.4 mL
            ("draw-exceeds-syringe", "warning",
             ("A draw of 40 units does not fit a 0.3 mL U-100 syringe, which holds 30 units: it "
             "takes 2 draws, or a 0.5 mL U-100 syringe."),
             40, 30, "units", None),
        ),
        (
            {"dose": "262.5 mcg"},  # 10.5 units
            ("between-marks", "caution",
             "A draw of 10.5 units lies between the marks at 10 and 11 units; the nearest, 10 units, delivers 250 mcg (4.762 % less). With marks every 0.5 units the draw would fall on one.",
             Decimal("10.5"), 10, "units", None),
        ),
        (
            {"dose": "12.5 mcg"},
            ("between-marks", "caution",
             "A draw of 0.5 units lies before the first mark, 1 unit, which delivers 25 mcg (100 % more). With marks every 0.5 units the draw would fall on one.",
             Decimal("0.5"), 1, "units", None),
        ),
        (
            {"dose": "100 mcg"},
            ("draw-small", "caution",
             ("4 units is a small draw: less than 5 units. Measured: below 5 units the mean error "
              "was 9.9 %, above it 3.2 %; 33 nurses drew 2 units 0.6 units off at the median, 2.3 at "
              "most (kondo-2024)."),
             4, 5, "units", "dc-1999"),
        ),
        (
            {"dose": "50 mcg"},
            ("draw-very-small", "warning",
             ("2 units is a very small draw: 2 units or less. Measured: 1 unit came out as "
              "1.64 +/- 0.38, 2 units as 2.15 +/- 0.44; 33 nurses drew 2 units 0.6 units off at the "
              "median, 2.3 at most (kondo-2024)."),
             2, 2, "units", "casella-1993"),
        ),
        (
            {"dose": "0.25 mg", "diluent": "1 mL", "draw": "25 units"},
            ("dose-draw-mismatch", "warning",
             ("A draw of 25 units carries 1250 mcg, 5 times the dose of 250 mcg, which needs "
              "5 units. Likely slip: 0.25 mg taken for 0.25 mL."),
             25, 5, "units", None),
        ),
        (
            {"dose": "500 mcg", "draw": "2 units"},
            ("dose-draw-mismatch", "warning",
             ("A draw of 2 units carries 50 mcg, 1/10 of the dose of 500 mcg, which needs "
              "20 units. Likely slip: ten-fold: a decimal point one place off."),
             2, 20, "units", None),
        ),
        (
            {"formulation": "spray", "dose": "180 mcg"},
            ("sprays-not-whole", "caution",
             "180 mcg is 2.4 sprays of 75 mcg; 2 sprays deliver 150 mcg.",
             Decimal("2.4"), 2, "sprays", None),
        ),
        (
            # 5 mg in 7 mL: 35 units hold 250 mcg
            {"displacement": "5 mL", "dose": "250 mcg"},
            ("powder-exceeds-diluent", "warning",
             "The powder would take up 5 mL, more than its diluent, 2 mL.", 5, 2, "mL", None),
        ),
        (
            {"formulation": "spray", "sprays": 3, "bottle": "0.1 mL"},
            ("dose-exceeds-bottle", "warning",
             "A dose of 3 sprays is more than the bottle holds, 2 sprays.", 3, 2, "sprays", None),
        ),
        (
            {"formulation": "spray", "dose": "60 mcg"},
            ("dose-below-one-spray", "warning",
             "60 mcg is less than one spray, which delivers 75 mcg.",
             60, 75, "mcg", None),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_every_flag_in_whole(asked, expected):
    if asked.get("formulation") != "spray":
        asked = {"vial": "5 mg", "diluent": "2 mL", **asked}
    assert expected in [tuple(flag) for flag in dose(**asked).flags]


class TestRangesOfOtherCatalogues:
    """What the shipped figures never reach, and a catalogue of one's own can."""

    selank = CATALOGUE.formulation("selank")

    def flags(self, low, high, asked, times=1):
        of = self.selank._replace(
            dose_mcg=self.selank.dose_mcg._replace(low=Decimal(low), high=Decimal(high))
        )
        result = dose(formulation=of, vial="12.5 mg", diluent="10 mL", dose=asked, per_day=times)
        return {flag.code: flag.message for flag in result.flags}

    def test_two_documented_figures_whose_product_falls_short_of_the_window(self):
        assert self.flags(150, 500, "150 mcg") == {
            "daily-below-documented": "150 mcg a day is below the documented 200 to 675 mcg a day. "
            "150 mcg a dose and 1 a day are each within what is documented for Selank (TP-7) "
            "(guide); multiplied they fall short of it."
        }

    def test_where_only_the_dose_is_documented_no_product_is(self):
        of = self.selank._replace(doses_per_day=None)
        result = dose(formulation=of, vial="5 mg", diluent="2 mL", dose="500 mcg", per_day=2)
        assert [flag.message for flag in result.flags] == [
            "1000 mcg a day is above the documented 200 to 675 mcg a day."
        ]

    def test_all_sources_of_a_dose_are_named(self):
        range_mcg = self.selank.dose_mcg._replace(sources=("one", "another"))
        of = self.selank._replace(dose_mcg=range_mcg)
        result = dose(formulation=of, vial="5 mg", diluent="2 mL", dose="500 mcg", per_day=2)
        assert "documented for Selank (TP-7) (one, another); multiplied" in result.flags[0].message

    def test_fewer_doses_a_day_than_documented_are_held_against_the_fewest(self):
        times = self.selank.doses_per_day._replace(low=Decimal(2), high=Decimal(3))
        of = self.selank._replace(doses_per_day=times)
        result = dose(formulation=of, vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=1)
        assert [(flag.code, flag.limit) for flag in result.flags] == [
            ("frequency-outside-documented", 2)
        ]

    def test_both_ends_of_dose_and_frequency_are_within_what_is_documented(self):
        for low, high, asked in ((700, 800, "700 mcg"), (700, 800, "800 mcg")):
            assert "each within" in self.flags(low, high, asked)["daily-above-documented"]
        assert "each within" in self.flags(250, 500, "250 mcg", 3)["daily-above-documented"]

    def test_a_range_whose_ends_have_two_units_says_both(self):
        said = self.flags(9000, 20000, "8 mg")["dose-below-documented"]
        assert "9000 mcg to 20 mg a dose" in said


class TestPowder:
    @pytest.mark.parametrize(
        "asked",
        [
            {"vial": "5 mg", "diluent": "0.5 mL", "dose": "250 mcg"},
            {"formulation": "spray", "vial": "5 mg", "diluent": "0.5 mL", "sprays": 2},
            # 5 mg at 250 mcg in 0.05 mL: 1 mL in all
            {"vial": "5 mg", "dose": "250 mcg", "draw": "5 units"},
        ],
    )
    def test_as_much_as_the_diluent_is_inside_and_a_hair_more_is_not(self, asked):
        codes = {flag.code for flag in dose(**asked, displacement="0.5 mL").flags}
        assert "powder-exceeds-diluent" not in codes
        codes = {flag.code for flag in dose(**asked, displacement="0.500001 mL").flags}
        assert "powder-exceeds-diluent" in codes

    def test_more_than_a_diluent_that_has_no_end(self):
        # 0.7 mg at 0.3 mg in 0.1 mL are 0.2333 mL
        flags = dose(vial="0.7 mg", dose="0.3 mg", draw="0.1 mL", displacement="0.12 mL").flags
        flag = next(flag for flag in flags if flag.code == "powder-exceeds-diluent")
        assert flag.message == (
            "The powder would take up 0.12 mL, more than its diluent, 0.1133 mL."
        )
        assert flag.limit == Decimal("0.1133333333333333333333333333")


class TestBottle:
    def test_all_that_the_bottle_holds_is_inside_and_a_spray_more_is_not(self):
        # 20 sprays of 0.05 mL, of which priming takes 5
        asked = {"formulation": "spray", "bottle": "1 mL", "priming": 5}
        codes = {flag.code for flag in dose(**asked, sprays=15).flags}
        assert "dose-exceeds-bottle" not in codes
        codes = {flag.code for flag in dose(**asked, sprays=16).flags}
        assert "dose-exceeds-bottle" in codes

    def test_one_is_counted_as_one(self):
        flags = dose(formulation="spray", sprays=2, bottle="0.05 mL").flags
        assert "A dose of 2 sprays is more than the bottle holds, 1 spray." in [
            flag.message for flag in flags
        ]


class TestOrder:
    def test_worst_first(self):
        result = of("nasal-spray", 90, 4)
        assert [flag.severity for flag in result.flags] == ["warning", "caution", "caution"]

    def test_every_code_has_one_severity_and_is_raised_somewhere_in_these_tests(self):
        raised = [
            *of("selank", 5000, 4, vial="1 mg", diluent="2 mL").flags,
            *of("selank", 20, 1).flags,
            *of("n-acetyl-selank", 300).flags,
            *of("nasal-spray", 20, 3).flags,
            *of("nasal-spray", 80, 3).flags,
            *of("selank", 50, 1, limit="40 mcg").flags,
            *of("selank", 250, 1, draw="3 units").flags,
            *dose(vial="5 mg", diluent="2 mL", dose="250 mcg", displacement="5 mL").flags,
            *dose(formulation="spray", sprays=3, bottle="0.1 mL").flags,
            *dose(formulation="spray", sprays=13).flags,
            *dose(vial="5 mg", diluent="20 mL", dose="500 mcg", vial_size="10 mL").flags,
            *dose(vial="5 mg", diluent="20 mL", dose="500 mcg").flags,
            *diluent(vial="5 mg", dose="10 mcg").flags,
            *course(
                vial="20 mg", diluent="2 mL", step=["250 mcg x 20d", "600 mcg x 20d"], courses=2,
                break_days=1, beyond_use=29, start="2027-03-01", times="02:30", timezone="Europe/Berlin",
                expires="2027-04",
            ).flags,
        ]  # fmt: skip
        assert {flag.code for flag in raised} == set(CODES)
        # of the 2.5 units of the course only the marks, which were assumed, make 2
        others = {flag.code for flag in raised if flag.severity != CODES[flag.code]}
        assert others == {"dose-below-documented", "draw-very-small"}


class TestAssumedMarks:
    """A barrel of 0.3 mL is sold with marks every 1 and every 0.5 units, one of 1 mL every 2 and 1."""

    FINER = "With marks every 0.5 units the draw would fall on one."

    def test_what_only_they_cause_is_a_caution_and_says_so(self):
        # 250 mcg of 10 mg in 3 mL are 7.5 units; the mark at 7 delivers 233.3 mcg
        result = dose(vial="10 mg", diluent="3 mL", dose="250 mcg")
        assert [(flag.code, flag.severity) for flag in result.flags] == [
            ("dose-below-documented", "caution"), ("between-marks", "caution"),
        ]  # fmt: skip
        assert all(flag.message.endswith(f" {self.FINER}") for flag in result.flags)

    def test_marks_that_were_given_are_no_assumption(self):
        result = dose(vial="10 mg", diluent="3 mL", dose="250 mcg", marks="1 unit")
        assert [(flag.code, flag.severity) for flag in result.flags] == [
            ("dose-below-documented", "warning"), ("between-marks", "caution"),
        ]  # fmt: skip
        assert not any("With marks" in flag.message for flag in result.flags)

    def test_a_draw_that_falls_on_none_of_the_finer_marks_is_no_better_with_them(self):
        # 249 mcg are 7.47 units: on no mark of either spacing
        result = dose(vial="10 mg", diluent="3 mL", dose="249 mcg")
        assert result.flags[0].severity == "warning"
        assert not any("With marks" in flag.message for flag in result.flags)

    def test_what_finer_marks_raise_too_stays_as_it_is(self):
        # 12.5 mcg of 2500 mcg/mL are 0.5 units: far below whatever the marks are
        result = dose(vial="5 mg", diluent="2 mL", dose="12.5 mcg")
        severities = {flag.code: flag.severity for flag in result.flags}
        assert severities["dose-below-documented"] == severities["draw-very-small"] == "warning"
        assert severities["between-marks"] == "caution"
        assert [flag.code for flag in result.flags if "With marks" in flag.message] == [
            "between-marks"
        ]

    def test_a_very_small_mark_of_a_draw_that_is_not(self):
        # 500 mcg in 2.5 units of 20 mg/mL: the mark at 2 is in the flag, 2.5 units are not
        result = dose(vial="20 mg", diluent="1 mL", dose="500 mcg")
        assert [(flag.code, flag.severity) for flag in result.flags] == [
            ("draw-very-small", "caution"), ("between-marks", "caution"),
        ]  # fmt: skip

    def test_a_day_that_only_the_marks_take_out_of_the_window(self):
        # 200 mcg of the amidate in 7.5 units: 186.7 mcg at the mark at 7
        result = dose(formulation="amidate", vial="8 mg", diluent="3 mL", dose="200 mcg")
        assert [(flag.code, flag.severity) for flag in result.flags] == [
            ("daily-below-documented", "caution"), ("dose-below-documented", "caution"),
            ("between-marks", "caution"),
        ]  # fmt: skip

    def test_a_barrel_of_which_no_finer_marks_are_on_file(self):
        # 6.5 units of a 0.5 mL U-100
        result = dose(vial="10 mg", diluent="2.6 mL", dose="250 mcg", syringe="0.5 mL")
        assert (result.draw_units, result.flags[0].severity) == (Decimal("6.5"), "warning")

    def test_a_choice_of_diluent_that_only_they_rule_out(self):
        # 100 mcg of 6 mg in 3 mL are 5 units; marks every 2 of a 1 mL barrel lead to 4
        asked = {"vial": "6 mg", "dose": "100 mcg", "syringe": "1 mL"}
        flag = next(each for each in diluent(**asked).flags if each.code == "no-diluent-fits")
        assert flag.severity == "caution"
        assert flag.message.endswith("With marks every 1 unit 3 mL would do.")
        assert diluent(**asked, marks="1 unit").options[0].diluent_ml == 3
        flag = next(
            each
            for each in diluent(**{**asked, "dose": "99 mcg"}).flags
            if each.code == "no-diluent-fits"
        )
        assert flag.severity == "warning"


class TestOwnLimits:
    @staticmethod
    def own(result):
        return [flag for flag in result.flags if flag.code == "above-own-limit"]

    @pytest.mark.parametrize("name", ["limit", "limit_day"])
    def test_the_limit_is_inside_and_a_hair_above_it_is_not(self, name):
        assert not self.own(of("selank", 250, 1, **{name: "250 mcg"}))
        assert not self.own(of("selank", 250, 1, **{name: "0.25 mg"}))
        (raised,) = self.own(of("selank", 250, 1, **{name: f"{250 - HAIR} mcg"}))
        assert (raised.severity, raised.value, raised.limit) == ("warning", 250, 250 - HAIR)
        assert (raised.unit, raised.source) == ("mcg", None)

    def test_a_day_is_held_against_the_limit_of_a_day(self):
        assert not self.own(of("selank", 250, 2, limit="250 mcg", limit_day="500 mcg"))
        (raised,) = self.own(of("selank", 250, 3, limit="250 mcg", limit_day="500 mcg"))
        assert raised.message == "750 mcg a day is above your limit of 500 mcg."
        dose, day = self.own(of("selank", 275, 2, limit="250 mcg", limit_day="500 mcg"))
        assert (dose.value, day.value) == (275, 550)

    def test_what_is_delivered_is_held_against_it_too(self):
        # 10 mg in 3 mL, 320 mcg: 9.6 units go to mark 10, a third of a mg
        words = {"vial": "10 mg", "diluent": "3 mL", "dose": "320 mcg"}
        (raised,) = self.own(dose(**words, limit="330 mcg"))
        assert raised.message == "333.3 mcg a dose as delivered is above your limit of 330 mcg."
        assert not self.own(dose(**words, limit="334 mcg"))
        (sprayed,) = self.own(dose(formulation="nasal-spray", dose="200 mcg", limit="220 mcg"))
        assert sprayed.value == 225

    def test_only_assumed_marks_make_it_a_caution(self):
        # half a unit of 5 mg in 2 mL is 12.5 mcg, and goes to the first mark: 25 mcg
        words = {"vial": "5 mg", "diluent": "2 mL", "draw": "0.5 units"}
        (raised,) = self.own(dose(**words, limit="12.5 mcg"))
        assert (raised.severity, raised.value) == ("caution", 25)
        assert raised.message.endswith("With marks every 0.5 units the draw would fall on one.")
        (marked,) = self.own(dose(**words, limit="12.5 mcg", marks="1 unit"))
        assert marked.severity == "warning"

    def test_it_only_tightens(self):
        for formulation, dose_mcg in (("selank", 600), ("selank", 100), ("nasal-spray", 300)):
            without = codes(of(formulation, dose_mcg))
            for limit in ("1 mcg", "1 g"):
                with_limit = codes(of(formulation, dose_mcg, limit=limit, limit_day=limit))
                assert [each for each in with_limit if each != "above-own-limit"] == without

    def test_by_body_mass_it_needs_the_weight(self):
        words = {"limit": "3.5 mcg/kg", "limit_day": "7 mcg/kg"}
        result = of("selank", 250, 2, weight="70 kg", **words)
        assert (result.limit_mcg, result.limit_day_mcg) == (245, 490)
        assert [flag.value for flag in self.own(result)] == [250, 500]
        for name, what in (("limit", "limit"), ("limit_day", "limit of a day")):
            with pytest.raises(MissingInputError) as caught:
                of("selank", 250, **{name: words[name]})
            assert caught.value.message == f"a {what} by body mass needs the weight."
            assert caught.value.field == "weight"

    @pytest.mark.parametrize("name", ["limit", "limit_day"])
    @pytest.mark.parametrize("given", ["300", "1 mL", "0 mcg", "2 kg", "10 units"])
    def test_what_is_no_limit_is_refused_by_its_name(self, name, given):
        with pytest.raises(SelankCalcError) as caught:
            of("selank", 250, **{name: given})
        assert caught.value.field == name

    def test_in_a_course_each_step_is_held_against_it(self):
        plan = course(
            vial="5 mg", diluent="2 mL", step=["250 mcg x 2d", "400 mcg x 2d", "425 mcg x 1d"],
            start="2026-11-21", limit="300 mcg",
        )  # fmt: skip
        assert [flag.value for flag in self.own(plan)] == [400, 425]

    def test_a_choice_of_diluents_and_a_label_say_it(self):
        assert self.own(diluent(vial="5 mg", dose="250 mcg", limit="200 mcg"))
        assert not self.own(diluent(vial="5 mg", dose="250 mcg", limit="250 mcg"))
        assert self.own(label(vial="5 mg", diluent="2 mL", dose="250 mcg", limit="200 mcg"))

    def test_a_row_is_held_against_it(self):
        row = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "limit_day": "200 mcg"}
        (record,) = batch([row])
        assert [flag["code"] for flag in record["flags"]] == ["above-own-limit"]
        assert (record["limit_mcg"], record["limit_day_mcg"]) == (None, 200)
