"""Every flag at its very limit: nothing at it, raised a hair beyond it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, dose
from selank_calc.flags import CODES

HAIR = Decimal("0.000001")  # mcg: the smallest step the tests take beyond a limit


def codes(result):
    return [flag.code for flag in result.flags]


def of(formulation, dose_mcg, per_day=None, **more):
    """A dose of that many mcg, from a 50 mg vial in 2 mL where it comes from a vial."""
    given = {"formulation": formulation, "dose": f"{dose_mcg} mcg", "per_day": per_day, **more}
    if formulation != "nasal-spray":
        given = {"vial": "50 mg", "diluent": "2 mL", **given}
    return dose(**given)


def flagged(code, *args, **kwargs):
    """The flag of that code, or None."""
    result = of(*args, **kwargs)
    return next((flag for flag in result.flags if flag.code == code), None)


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
        assert not flagged(below, formulation, 200, 1)
        assert not flagged(above, formulation, 675, 1)
        assert not flagged(above, formulation, 225, 3)
        assert flagged(below, formulation, 200 - HAIR, 1)
        assert flagged(above, formulation, 675 + HAIR, 1)
        assert flagged(above, formulation, 225 + HAIR, 3)

    @given(
        st.sampled_from((1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 20, 24)),
        st.sampled_from(
            (("daily-below-documented", 200, -HAIR), ("daily-above-documented", 675, HAIR))
        ),
        st.sampled_from((1, 1000)),
    )
    def test_however_the_day_is_divided_the_limit_is_inside_and_a_hair_beyond_is_not(
        self, times, limit, per_unit
    ):
        code, total_mcg, hair = limit
        # only totals that divide without an endless fraction have an exact dose
        assume(Decimal(total_mcg * 10**9) % times == 0)
        dose_mcg = Decimal(total_mcg) / times
        unit = {1: "mcg", 1000: "mg"}[per_unit]

        def raised(dose_mcg):
            result = dose(
                vial="50 mg", diluent="2 mL", dose=f"{dose_mcg / per_unit:f} {unit}", per_day=times
            )
            return code in codes(result)

        assert not raised(dose_mcg)
        assert raised(dose_mcg + hair)

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
        assert flag.message.startswith("750 mcg as delivered a day is above")
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
        assert not flagged(below, formulation, low)
        assert not flagged(above, formulation, high)
        under, over = (
            flagged(below, formulation, low - HAIR),
            flagged(above, formulation, high + HAIR),
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
        assert f"{delivered_mcg} mcg as delivered a dose" in flag.message


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
        assert [flag.source for flag in result.flags] == [None]


class TestUnitSlip:
    @pytest.mark.parametrize(
        ("formulation", "tenth_of_low", "ten_times_high"),
        [("selank", 25, 5000), ("n-acetyl-selank-amidate", 20, 4000), ("nasal-spray", 15, 2250)],
    )
    def test_at_a_tenth_and_at_ten_times_and_not_within(
        self, formulation, tenth_of_low, ten_times_high
    ):
        code = "unit-slip-suspected"
        low, high = (
            flagged(code, formulation, tenth_of_low),
            flagged(code, formulation, ten_times_high),
        )
        assert (low.severity, low.limit) == ("warning", tenth_of_low)
        assert (high.severity, high.limit) == ("warning", ten_times_high)
        assert not flagged(code, formulation, tenth_of_low + HAIR)

    @pytest.mark.parametrize(
        ("formulation", "high"), [("selank", 5000), ("n-acetyl-selank-amidate", 4000)]
    )
    def test_a_hair_below_ten_times_is_no_slip(self, formulation, high):
        assert not flagged("unit-slip-suspected", formulation, high - HAIR)

    def test_sprays_that_deliver_ten_times_are_one_even_if_less_was_asked(self):
        # 2249 mcg goes to 30 sprays of 75: 2250
        flag = flagged("unit-slip-suspected", "nasal-spray", 2249)
        assert flag.value == 2250
        assert "as delivered" in flag.message
        assert not flagged("unit-slip-suspected", "nasal-spray", 2200)  # 29 sprays: 2175

    def test_without_a_documented_dose_the_day_is_held_against_the_window(self):
        code = "unit-slip-suspected"
        assert flagged(code, "n-acetyl-selank", 3375, 2).limit == 6750
        assert not flagged(code, "n-acetyl-selank", 3375 - HAIR, 2)
        assert flagged(code, "n-acetyl-selank", 10, 2).limit == 20
        assert not flagged(code, "n-acetyl-selank", 10 + HAIR, 2)

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


class TestVialAndSyringe:
    def test_a_dose_of_the_whole_vial_is_possible_and_one_above_it_is_not(self):
        def flags(dose_mcg):
            result = dose(vial="400 mcg", diluent="0.2 mL", dose=f"{dose_mcg} mcg")
            return [flag for flag in result.flags if flag.code == "dose-exceeds-vial"]

        assert not flags(400)
        (flag,) = flags(400 + HAIR)
        assert (flag.severity, flag.limit, flag.unit) == ("warning", 400, "mcg")
        assert flag.message == ("A dose of 400.000001 mcg is more than the whole vial, 400 mcg.")

    @pytest.mark.parametrize(
        ("syringe", "dose_mcg", "capacity_units"),
        # at 2500 mcg/mL
        [("0.3 mL", 750, 30), ("0.5 mL", 1250, 50), ("1 mL", 2500, 100), (None, 2500, 100)],
    )
    def test_a_full_barrel_is_possible_and_more_is_not(self, syringe, dose_mcg, capacity_units):
        def flags(dose_mcg):
            result = dose(vial="5 mg", diluent="2 mL", dose=f"{dose_mcg} mcg", syringe=syringe)
            return [flag for flag in result.flags if flag.code == "draw-exceeds-syringe"]

        assert not flags(dose_mcg)
        (flag,) = flags(dose_mcg + HAIR)
        assert (flag.severity, flag.limit, flag.unit) == ("warning", capacity_units, "units")
        assert flag.message.endswith(f"which holds {capacity_units} units.")

    def test_thirds_that_fill_a_barrel_exactly_are_not_rounded_over_it(self):
        # 500 mcg of 5 mg in 3 mL are 500 x 3 / 5000 = 0.3 mL exactly, though 5000 / 3 has no end
        result = dose(vial="5 mg", diluent="3 mL", dose="500 mcg", syringe="0.3 mL")
        assert codes(result) == []


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
             7000, 6750, "mcg", "guide, review"),
        ),
        (
            {"formulation": "na-selank", "dose": "0.5 mcg"},
            ("unit-slip-suspected", "warning",
             ("0.5 mcg a day is 1/400 of the documented 200 mcg; likely slip: mcg written for mg "
             "(500 mcg is within the range)."),
             Decimal("0.5"), 20, "mcg", "guide, review"),
        ),
        (
            {"dose": "5 mg"},
            ("unit-slip-suspected", "warning",
             ("5000 mcg a dose is 10 times the documented 500 mcg; likely slip: decimal point one "
             "place too far right (500 mcg is within the range)."),
             5000, 5000, "mcg", "guide"),
        ),
        (
            {"formulation": "spray", "dose": "2249 mcg"},
            ("unit-slip-suspected", "warning",
             ("2250 mcg as delivered a dose is 10 times the documented 225 mcg; likely slip: "
             "decimal point one place too far right (225 mcg is within the range)."),
             2250, 2250, "mcg", "review"),
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
             "A draw of 40 units does not fit a 0.3 mL U-100 syringe, which holds 30 units.",
             40, 30, "units", None),
        ),
        (
            {"formulation": "spray", "dose": "180 mcg"},
            ("sprays-not-whole", "caution",
             "180 mcg is 2.4 sprays of 75 mcg; 2 sprays deliver 150 mcg.",
             Decimal("2.4"), 2, "sprays", None),
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
        result = dose(formulation=of, vial="50 mg", diluent="2 mL", dose=asked, per_day=times)
        return {flag.code: flag.message for flag in result.flags}

    def test_two_documented_figures_whose_product_falls_short_of_the_window(self):
        assert self.flags(150, 500, "150 mcg") == {
            "daily-below-documented": "150 mcg a day is below the documented 200 to 675 mcg a day. "
            "150 mcg a dose and 1 a day are each within what is documented for Selank (TP-7) "
            "(guide); multiplied they fall short of it."
        }

    def test_both_ends_of_dose_and_frequency_are_within_what_is_documented(self):
        for low, high, asked in ((700, 800, "700 mcg"), (700, 800, "800 mcg")):
            assert "each within" in self.flags(low, high, asked)["daily-above-documented"]
        assert "each within" in self.flags(250, 500, "250 mcg", 3)["daily-above-documented"]

    def test_a_range_whose_ends_have_two_units_says_both(self):
        said = self.flags(9000, 20000, "8 mg")["dose-below-documented"]
        assert "9000 mcg to 20 mg a dose" in said


class TestOrder:
    def test_worst_first(self):
        result = of("nasal-spray", 90, 4)
        assert [flag.severity for flag in result.flags] == ["warning", "caution", "caution"]

    def test_every_code_has_one_severity_and_is_raised_somewhere_in_these_tests(self):
        raised = [
            *of("selank", 5000, 4, vial="1 mg").flags,
            *of("selank", 20, 1).flags,
            *of("n-acetyl-selank", 300).flags,
            *of("nasal-spray", 20, 3).flags,
            *of("nasal-spray", 80, 3).flags,
        ]
        assert {flag.code for flag in raised} == set(CODES)
        assert all(flag.severity == CODES[flag.code] for flag in raised)
