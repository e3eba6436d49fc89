"""Nasal drops: what sprays are, with the words of drops, and nothing flagged by their own label."""

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from selank_calc import (
    CATALOGUE,
    ConflictingInputError,
    DimensionError,
    DropDose,
    Drops,
    OutOfBoundsError,
    SprayDose,
    batch,
    convert,
    course,
    diluent,
    dose,
    flags,
    formulations,
    label,
    schema,
)

from ..against_oracle import rounded

DROPS = {"formulation": "nasal-drops"}
# Of no other device.
OF_DROPS = ["drop_ml", "drop_mcg", "drops_per_dose", "drops_per_day", "drops_per_bottle"]


def codes(result):
    return [each.code for each in result.flags]


class TestFigures:
    def test_drops_of_the_registered_bottle(self):
        # 0.15 % x 0.05 mL = 75 mcg; 4 are 300; 3 a day are 900; 3 mL / 0.05 mL = 60, 12 a day
        result = dose(**DROPS, drops=4)
        assert (result.drop_ml, result.drop_mcg) == (Decimal("0.05"), 75)
        assert (result.dose_mcg, result.daily_mcg, result.solved_for) == (300, 900, "dose")
        assert (result.drops_per_dose, result.drops_per_day) == (4, 12)
        assert (result.bottle_ml, result.drops_per_bottle, result.days_per_bottle) == (3, 60, 5)
        assert result.assumed == ("doses_per_day", "strength", "drop_volume", "bottle")
        assert result.diluent_kind is None

    def test_a_dose_between_two_counts(self):
        # 350 / 75 = 4.67, so 5; 4 are 300, 14.29 % less; 5 are 375, 7.143 % more
        result = dose(**DROPS, dose="350 mcg", per_day=1)
        assert (result.solved_for, result.drops_per_dose, result.delivered_mcg) == ("drops", 5, 375)
        assert result.below == Drops(4, Decimal(300), rounded(Fraction(-100, 7)))
        assert result.above == Drops(5, Decimal(375), rounded(Fraction(50, 7)))
        assert codes(result) == ["sprays-not-whole"]
        assert (result.flags[0].unit, result.flags[0].message) == (
            "drops", "350 mcg is 4.667 drops of 75 mcg; 5 drops deliver 375 mcg."
        )  # fmt: skip

    def test_how_far_they_may_be_off_is_not_on_file(self):
        for made in ({}, {"vial": "5 mg", "vial_error": "10 %"}):
            result = dose(**DROPS, drops=2, **made)
            assert (result.low_mcg, result.high_mcg, result.ends_mcg) == (None, None, None)
        with pytest.raises(KeyError):
            result.quantity("low_mcg")

    @pytest.mark.parametrize(
        ("left_out", "solved"), [("vial", 5000), ("diluent", 5), ("dose", 100), ("drops", 1)]
    )
    def test_any_three_of_four_give_the_fourth(self, left_out, solved):
        # 5000 mcg / 5 mL = 100 mcg / 0.1 mL
        four = {"vial": "5 mg", "diluent": "5 mL", "dose": "100 mcg", "drops": 1}
        del four[left_out]
        result = dose(**DROPS, drop_volume="0.1 mL", **four)
        found = {"vial": result.vial_mcg, "diluent": result.diluent_ml, "dose": result.dose_mcg,
                 "drops": result.drops_per_dose}  # fmt: skip
        assert (result.solved_for, found[left_out]) == (left_out, solved)

    def test_a_vial_alone_gives_the_least_documented_dose(self):
        # 5 mg / 1.5 mg/mL = 3.333 mL: 66 drops; 300 mcg are 4 of 75 mcg
        result = dose(**DROPS, vial="5 mg")
        assert (result.dose_mcg, result.drops_per_dose, result.drops_per_bottle) == (300, 4, 66)
        assert {"dose", "strength", "drop_volume", "bottle"} <= {*result.assumed}

    def test_of_another_strength_no_bottle_is_on_file(self):
        # 1000 mcg/mL x 0.05 mL
        result = dose(**DROPS, drops=2, strength="0.1 %")
        assert (result.drop_mcg, result.bottle_ml, result.drops_per_bottle) == (50, None, None)
        assert "bottle" not in result.assumed

    def test_a_bottle_and_what_stays_in_it(self):
        # (5 - 0.5) / 0.05 = 90
        result = dose(**DROPS, drops=2, bottle="5 mL", residual="0.5 mL")
        assert (result.drops_per_bottle, result.residual_ml) == (90, Decimal("0.5"))
        assert codes(dose(**DROPS, drops=5, per_day=1, bottle="0.2 mL")) == ["dose-exceeds-bottle"]

    def test_dose_and_drops_are_checked(self):
        # 112.5 mcg are one drop and a half
        assert codes(dose(**DROPS, dose="112.5 mcg", drops=1, per_day=3)) == ["sprays-not-whole"]
        (flag, *_others) = dose(**DROPS, dose="112.501 mcg", drops=1, per_day=3).flags
        assert (flag.code, flag.unit) == ("dose-draw-mismatch", "drops")
        assert flag.message.startswith("1 drop carries 75 mcg")

    @pytest.mark.parametrize(
        ("asked_mcg", "drops", "said"),
        [
            (750, 1, "1 drop carries 75 mcg, 1/10 of the dose of 750 mcg, which needs 10 drops."),
            (750, 4, "4 drops carry 300 mcg, 1/2.5 of the dose of 750 mcg, which needs 10 drops."),
            (75, 10, "10 drops carry 750 mcg, 10 times the dose of 75 mcg, which needs 1 drop."),
        ],
    )
    def test_how_far_dose_and_drops_are_apart_is_said(self, asked_mcg, drops, said):
        flags = dose(**DROPS, dose=f"{asked_mcg} mcg", drops=drops, per_day=1).flags
        (message,) = [each.message for each in flags if each.code == "dose-draw-mismatch"]
        assert message.startswith(said)

    def test_less_than_one_drop(self):
        (flag,) = dose(**DROPS, dose="70 mcg", per_day=3).flags
        assert (flag.code, flag.limit) == ("dose-below-one-spray", 75)
        assert flag.message == "70 mcg is less than one drop, which delivers 75 mcg."

    def test_more_than_stays_in_one_nostril(self):
        # 6 x 0.05 mL are 0.3 mL; 7 of 14 are more
        assert "nostril-volume-large" not in codes(dose(**DROPS, drops=12))
        (flag,) = [
            each for each in dose(**DROPS, drops=13).flags if each.code == "nostril-volume-large"
        ]
        assert flag.message.startswith("7 drops in one nostril come to 0.35 mL")


class TestWhatIsUnconfirmedRaisesNothing:
    @pytest.mark.parametrize("asked", ["225 mcg", "299 mcg", "300 mcg", "301 mcg", "675 mcg"])
    def test_a_dose_on_either_side_of_its_range(self, asked):
        assert not {*codes(dose(**DROPS, dose=asked, per_day=1))} - {"sprays-not-whole"}

    @pytest.mark.parametrize(
        ("asked", "raised"),
        # the window is 200 to 675 mcg a day
        [("199 mcg", ["daily-below-documented", "sprays-not-whole"]), ("225 mcg", []),
         ("675 mcg", []), ("750 mcg", ["daily-above-documented"])],
    )  # fmt: skip
    def test_but_the_window_of_a_day_does(self, asked, raised):
        assert [each for each in codes(dose(**DROPS, dose=asked, per_day=1))
                if each != "nostril-volume-large"] == raised  # fmt: skip

    def test_a_slip_is_told_by_the_day(self):
        # 3000 mcg once: 675 at most, and 300 at a tenth
        (slip, *_others) = dose(**DROPS, dose="3 mg", per_day=1).flags
        assert (slip.code, slip.limit, slip.source) == (
            "unit-slip-suspected", 2000, "guide, review"
        )  # fmt: skip
        assert "slip of 10 in the number of drops or the drop volume" in " ".join(
            each.message for each in dose(**DROPS, drops=20, drop_volume="0.1 mL", per_day=1).flags
        )

    def test_that_dose_and_times_are_those_of_the_label_is_shown_beside(self):
        (flag,) = dose(**DROPS, drops=4).flags
        assert flag.code == "daily-above-documented"
        assert flag.message.endswith(
            "300 mcg a dose and 3 a day are each within what is documented for Selank 0.15 % "
            "nasal drops (label-ru, unconfirmed); multiplied they exceed it."
        )

    @pytest.mark.parametrize("per_day", [1, 2, 4])
    def test_nor_do_other_doses_a_day(self, per_day):
        assert "frequency-outside-documented" not in codes(dose(**DROPS, drops=2, per_day=per_day))

    def test_nor_a_longer_course_or_a_shorter_break(self):
        plan = course(**DROPS, drops=2, days=15, courses=2, break_days=6, start="2026-12-01")
        assert not {*codes(plan)} - {"low-use"}
        assert course(**DROPS, drops=2, courses=2, start="2026-12-01").break_days == 7

    def test_it_is_no_limit_of_a_flag(self):
        said = [limit.limit for kind in flags() for limit in kind.limits]
        assert not [each for each in said if "nasal-drops" in each]

    def test_a_catalogue_of_ones_own_can_confirm_it(self):
        (of,) = formulations("drops")
        of = of._replace(dose_mcg=of.dose_mcg._replace(unconfirmed=False))
        assert "dose-below-documented" in codes(dose(formulation=of, drops=3))


class TestNames:
    def test_a_record_speaks_of_drops_alone(self):
        record = dose(**DROPS, dose="350 mcg").as_dict()
        assert [name for name in record if "drop" in name] == OF_DROPS
        assert not [name for name in record if "spray" in name]
        assert record["below"] == {
            "drops": 4, "delivered_mcg": 300, "error_percent": -14.285714285714286
        }  # fmt: skip
        spray = [*dose(formulation="spray", sprays=2).as_dict()]
        assert [name.replace("drop", "spray") for name in record] == [
            name for name in spray if name != "priming_sprays"
        ]

    def test_and_its_schema_too(self):
        defined = schema("result")["$defs"]["DropDoseRow"]
        assert {*OF_DROPS} <= {*defined["properties"]}
        assert "priming_sprays" not in defined["properties"]
        low = defined["properties"]["low_mcg"]
        assert {"type": "null"} in low["anyOf"]

    def test_it_is_a_dose_of_sprays_with_other_names(self):
        result = dose(**DROPS, drops=4)
        assert isinstance(result, DropDose)
        assert isinstance(result, SprayDose)
        assert result.quantity("drop_mcg").magnitude == 75
        assert result != dose(formulation="spray", sprays=4)
        assert "drops_per_dose=4" in repr(result)

    def test_of_a_course(self):
        # 4 drops x 3 a day x 14 days; 168 / 60 a bottle
        plan = course(**DROPS, drops=4, start="2026-12-01")
        record = plan.as_dict()
        assert (plan.drops, plan.sprays, plan.bottles) == (168, None, 3)
        assert (record["drops"], record["bottles"]) == (168, 3)
        assert not {"sprays", "vials", "draws"} & {*record}
        assert record["days_detail"][0]["drops"] == 4
        assert not {"sprays", "draw_units"} & {*record["days_detail"][0]}
        assert record["steps"][0]["drops_per_dose"] == 4
        assert course(formulation="spray", sprays=2, start="2026-12-01").drops is None

    def test_of_a_course_in_steps(self):
        plan = course(**DROPS, step=["2 drops x 7d", "1 drop x 7d"], start="2026-12-01")
        assert plan.drops == 3 * (2 * 7 + 1 * 7)
        with pytest.raises(ConflictingInputError) as error:
            course(**DROPS, step=["2 drops x 7d"], drops=2, start="2026-12-01")
        assert error.value.field == "step"

    def test_a_bottle_too_small_for_a_course(self):
        with pytest.raises(ConflictingInputError) as error:
            course(**DROPS, drops=5, bottle="0.2 mL", start="2026-12-01")
        assert error.value.message == ("a bottle holds 4 drops, fewer than a dose of 375 mcg.")

    def test_of_a_label(self):
        made = label(**DROPS, drops=2, opened="2026-12-01")
        record = made.as_dict()
        assert (record["drop_mcg"], record["drops_per_dose"]) == (75, 2)
        assert "mcg_per_unit" not in record
        assert "1 drop = 75 mcg" in made.as_text()

    def test_of_a_choice_of_diluents(self):
        # 200 mcg in 2 drops of 0.05 mL: 2000 mcg/mL, so 5 mg in 2.5 mL
        choice = diluent(**DROPS, vial="5 mg", dose="200 mcg")
        best = choice.as_dict()["options"][0]
        assert (best["diluent_ml"], best["drops_per_dose"], best["drops_per_bottle"]) == (
            2.5,
            2,
            50,
        )
        assert best["low_mcg"] is None
        assert "drop_volume" in choice.assumed
        assert diluent(**DROPS, vial="5 mg", dose="100 mcg", drop_volume="0.04 mL").options

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            # 50 mg / 3 mL x 0.05 mL = 833.3 mcg a drop
            ({"vial": "50 mg", "dose": "250 mcg"}, "one drop carries 833.3 mcg"),
            ({"vial": "5 mg", "dose": "6 mg"}, "more than the whole vial"),
            ({"vial": "5 mg", "dose": "271 mcg"}, "makes 271 mcg whole drops"),
        ],
    )
    def test_why_none_fits_well(self, asked, said):
        assert said in " ".join(each.message for each in diluent(**DROPS, **asked).flags)

    def test_rows(self):
        rows = [
            {"formulation": "drops", "drops": 2, "drop_volume": "0.04 mL"},
            {"formulation": "spray", "sprays": 2},
            {"formulation": "drops", "sprays": 2},
        ]
        drops, spray, refused = batch(rows)
        assert (drops["drop_mcg"], drops["drops_per_dose"]) == (60, 2)
        assert not [name for name in spray if "drop" in name]
        assert (refused["error"]["field"], refused["error"]["hint"]) == (
            "sprays", "Write drops in its place."
        )  # fmt: skip

    def test_convert_takes_the_formulation(self):
        # 751.89 g/mol
        converted = convert("751.89 mcg", "nmol", **DROPS)
        assert converted.converted == 1000

    def test_a_catalogue_entry_that_lacks_a_drop_is_refused(self):
        (of,) = formulations("drops")
        with pytest.raises(Exception, match="has no drop volume"):
            dose(formulation=of._replace(spray_ml=None), drops=2)


class TestRefused:
    @pytest.mark.parametrize(
        ("words", "field", "hint"),
        [
            ({**DROPS, "sprays": 2}, "sprays", "Write drops in its place."),
            ({**DROPS, "drops": 2, "spray_volume": "0.1 mL"}, "spray_volume",
             "Write drop_volume in its place."),
            ({"formulation": "spray", "drops": 2}, "drops", "Write sprays in its place."),
            ({"formulation": "spray", "sprays": 2, "drop_volume": "0.1 mL"}, "drop_volume",
             "Write spray_volume in its place."),
            ({**DROPS, "drops": 2, "priming": 5}, "priming", "It takes a dose or drops, or a vial."),
            ({**DROPS, "draw": "10 units"}, "draw", "It takes a dose or drops, or a vial."),
            ({"drops": 2}, "drops", "It takes three of vial, diluent, dose and draw."),
        ],
    )  # fmt: skip
    def test_the_words_of_another_device(self, words, field, hint):
        with pytest.raises(ConflictingInputError) as error:
            dose(**words)
        assert (error.value.field, error.value.hint) == (field, hint)

    @pytest.mark.parametrize(
        ("words", "hint"),
        [
            ({**DROPS, "dose": "4 drops"}, "Write drops=4."),
            ({"vial": "5 mg", "diluent": "2 mL", "dose": "1 drop"},
             "Write drops=1, and the formulation of nasal drops."),
            ({**DROPS, "dose": "2 sprays"}, "Write sprays=2, and the formulation of a nasal spray."),
            ({**DROPS, "dose": "0.2 mL"}, "Write how many drops it is, for example drops=2."),
        ],
    )  # fmt: skip
    def test_a_dose_that_is_a_count(self, words, hint):
        with pytest.raises(DimensionError) as error:
            dose(**words)
        assert error.value.hint == hint

    @pytest.mark.parametrize("drops", [0, 101, "2.5"])
    def test_a_count_out_of_bounds(self, drops):
        with pytest.raises(OutOfBoundsError) as error:
            dose(**DROPS, drops=drops)
        assert error.value.field == "drops"


class TestOnTheCommandLine:
    def test_a_screen(self, run, snapshot):
        assert run("dose", "-f", "nasal-drops", "--drops", "4").out == snapshot

    def test_all_of_it(self, run, snapshot):
        asked = (
            "-f",
            "drops",
            "--vial",
            "5 mg",
            "--dose",
            "350 mcg",
            "--drops",
            "5",
            "--per-day",
            "1",
        )
        assert run("dose", *asked, "--full", "--explain").out == snapshot

    def test_a_dose_between_two_counts(self, run, snapshot):
        asked = (
            "dose",
            "-f",
            "drops",
            "--dose",
            "350 mcg",
            "--per-day",
            "1",
            "--full",
            "--explain",
        )
        assert run(*asked).out == snapshot

    def test_a_course(self, run, snapshot):
        asked = ("-f", "drops", "--drops", "2", "--start", "2026-12-01", "--courses", "2")
        assert run("course", *asked).out == snapshot
        assert "the fewest documented, unconfirmed" in run("course", *asked, "--full").out

    def test_diluents(self, run, snapshot):
        asked = ("diluent", "-f", "drops", "--vial", "5 mg", "--dose", "200 mcg")
        assert run(*asked).out == snapshot
        assert "usp-601" not in run(*asked, "--full").out

    def test_as_csv(self, run):
        (row,) = csv.DictReader(
            io.StringIO(run("dose", "-f", "drops", "--dose", "350 mcg", "--format", "csv").out)
        )
        assert (row["drops_per_dose"], row["below_drops"], row["low_mcg"]) == ("5", "4", "")
        assert not [name for name in row if "spray" in name or "units" in name]

    def test_as_json(self, run):
        out = run("dose", "-f", "drops", "--drops", "2", "--drop-volume", "0.04 mL", "--json").out
        assert json.loads(out)["drop_mcg"] == 60

    def test_what_is_refused_names_the_option(self, run):
        ran = run("dose", "-f", "nasal-drops", "--sprays", "4")
        assert ran.err.endswith("  Write --drops in its place.\n")


def test_the_picture_and_the_calendar_speak_of_drops():
    result = dose(**DROPS, drops=3, per_day=1)
    from selank_calc.output.picture import ASCII, BLOCKS, picture

    assert picture(result, 80, ASCII) == [" dose 1: o o | o"]
    assert picture(result, 80, BLOCKS) == [" dose 1: \u25cf \u25cf \u2502 \u25cf"]
    plan = course(**DROPS, drops=2, start="2026-12-01")
    text = plan.as_calendar().decode().replace("\r\n ", "")
    assert "2 drops" in text
    assert "spray" not in text


def test_the_ranges_are_written_with_their_doubt():
    (of,) = formulations("drops")
    assert (of.dose_mcg.doubt, CATALOGUE.daily_mcg.doubt) == (", unconfirmed", "")
