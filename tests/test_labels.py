"""Labels: what stands on them, in words and as data."""

import json
from datetime import date
from decimal import Decimal

import pytest

from selank_calc import (
    ConflictingInputError,
    DateError,
    MissingInputError,
    OutOfBoundsError,
    QuantityError,
    label,
)
from selank_calc.labels import read_size

SELANK = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "opened": "2026-11-21"}


def discard(made):
    (line,) = [each for each in made.as_text().splitlines() if each.startswith("Discard")]
    return line


class TestText:
    def test_from_a_vial(self):
        # 5000 / 2 = 2500 mcg/mL, a hundredth of that a unit; 28 days
        assert label(**SELANK).as_text().splitlines() == [
            "Selank (TP-7), subcutaneous",
            "5 mg in 2 mL = 2500 mcg/mL",
            "1 unit of U-100 = 25 mcg",
            "Dose 10 units = 0.1 mL = 250 mcg, once a day (assumed)",
            "Mixed 2026-11-21",
            "Discard 2026-12-19 if made with bacteriostatic water",
            "Keep in the refrigerator",
        ]

    def test_another_barrel(self):
        lines = label(**SELANK, scale="U-40").as_text().splitlines()
        assert lines[2:4] == [
            "1 unit of U-40 = 62.5 mcg", "Dose 4 units = 0.1 mL = 250 mcg, once a day (assumed)",
        ]  # fmt: skip
        assert lines[-1] == "Caution: 4 units is a small draw: less than 5 units"

    @pytest.mark.parametrize(
        ("per_day", "often"), [(1, "once"), (2, "twice"), (3, "3 times"), (4, "4 times")]
    )
    def test_how_often(self, per_day, often):
        lines = label(**SELANK, per_day=per_day).as_text().splitlines()
        assert lines[3] == f"Dose 10 units = 0.1 mL = 250 mcg, {often} a day"

    def test_a_formulation_without_a_route(self):
        lines = label(**SELANK, formulation="na-selank").as_text().splitlines()
        assert lines[0] == "N-acetyl Selank (NA-Selank)"

    def test_what_is_flagged_stands_there_in_words_and_once(self):
        made = label(**{**SELANK, "dose": "700 mcg"})
        assert made.as_text().splitlines()[7:] == [
            "Warning: 700 mcg is above the documented 500 mcg a dose and 675 mcg a day",
        ]
        assert len(made.flags) == 2

    def test_between_marks_the_mark_and_what_it_delivers(self):
        lines = label(**{**SELANK, "vial": "10 mg", "diluent": "3 mL"}).as_text().splitlines()
        assert lines[1:4] == [
            "10 mg in 3 mL = about 3333 mcg/mL",
            "1 unit of U-100 = about 33.33 mcg",
            "Dose 250 mcg: 7 units = 0.07 mL = about 233.3 mcg, once a day (assumed)",
        ]
        assert lines[-2:] == [
            "Caution: 233.3 mcg a dose as delivered is below the documented 250 to 500 mcg",
            "Caution: A draw of 7.5 units lies between the marks at 7 and 8 units",
        ]

    def test_what_bears_on_the_concentration_stands_before_it(self):
        # 7300 x 0.862 / (3.3 + 0.07) = 1867.2
        made = label(
            vial="7.3 mg", diluent="3.3 mL", dose="333 mcg", content=86.2, displacement="0.07 mL"
        )
        assert made.as_text().splitlines()[1] == (
            "7.3 mg, 86.2 % of it peptide, in 3.3 mL and 0.07 mL of powder = about 1867 mcg/mL"
        )

    def test_a_spray_of_another_strength_says_that_it_is_not_the_documented_one(self):
        # 10000 / 5 = 2000 mcg/mL; the name says 0.15 %
        asked = {"formulation": "spray", "vial": "10 mg", "diluent": "5 mL", "dose": "200 mcg"}
        assert label(**asked).as_text().splitlines()[1] == (
            "10 mg in 5 mL = 2000 mcg/mL, not the documented 1500 mcg/mL"
        )
        assert label(**asked, bottle="1.5 mL").as_text().splitlines()[1] == (
            "10 mg in 5 mL = 2000 mcg/mL, 1.5 mL of it here, not the documented 1500 mcg/mL"
        )

    def test_a_spray_made_from_a_vial(self):
        lines = label(formulation="spray", vial="5 mg", opened="2026-11-21").as_text().splitlines()
        assert lines == [
            "Selank 0.15 % nasal spray, intranasal",
            "5 mg in about 3.333 mL = 1500 mcg/mL",
            "1 spray = 75 mcg",
            "Dose 2 sprays = 0.1 mL = 150 mcg, 3 times a day (assumed)",
            "Mixed 2026-11-21",
            "Discard 2026-12-19 if made with bacteriostatic water",
            "Keep in the refrigerator",
        ]

    @pytest.mark.parametrize(
        ("bottle", "said"), [("10 mL", "10 mL of 1500 mcg/mL"), (None, "1500 mcg/mL")]
    )
    def test_a_bottle_is_opened_and_not_mixed(self, bottle, said):
        made = label(formulation="spray", dose="180 mcg", bottle=bottle, opened="2026-11-21")
        lines = made.as_text().splitlines()
        assert (lines[1], lines[4]) == (said, "Opened 2026-11-21")
        assert (lines[5], made.discard_on) == ("Discard by the maker's date", None)
        assert made.keeping == "until the maker's date"
        assert "beyond_use" not in made.assumed
        assert lines[3] == "Dose 180 mcg: 2 sprays = 0.1 mL = 150 mcg, 3 times a day (assumed)"
        assert "Keep in the refrigerator" not in lines

    @pytest.mark.parametrize(
        ("given", "said"),
        [({"preservative_free": True}, "Sterile water"), ({"diluent_kind": "saline"}, "Saline")],
    )
    def test_without_a_preservative_a_vial_is_used_at_once(self, given, said):
        made = label(**SELANK, **given)
        rule = "use at once; at most 24 hours in the refrigerator"
        assert made.as_text().splitlines()[-1] == f"{said}: {rule}"
        assert (made.keeping, made.discard_on) == (rule, date(2026, 11, 22))
        assert label(**SELANK, **given, beyond_use=1).as_text() == made.as_text()

    def test_which_diluent_it_is_stands_beside_the_date(self):
        made = label(**SELANK, diluent_kind="bacteriostatic")
        assert discard(made) == "Discard 2026-12-19 (bacteriostatic water)"
        made = label(formulation="spray", vial="5 mg", opened="2026-11-21", diluent_kind="saline")
        assert discard(made) == "Discard 2026-12-05 (saline, in the refrigerator)"
        # A date that was given is of no assumption.
        assert discard(label(**SELANK, beyond_use=14)) == "Discard 2026-12-05"

    def test_other_days_can_be_given(self):
        made = label(**SELANK, beyond_use=14)
        assert made.discard_on == date(2026, 12, 5)
        assert "beyond_use" not in made.assumed

    def test_it_is_mixed_today_unless_said_otherwise(self):
        made = label(**{**SELANK, "opened": None})
        assert made.mixed == date.today()
        assert "mixed" in made.assumed


class TestData:
    def test_its_record(self):
        record = label(**SELANK, displacement="0.5 mL").as_dict()
        assert json.loads(json.dumps(record)) == record
        # 5000 / 2.5 = 2000 mcg/mL
        assert {name: record[name] for name in ("volume_ml", "mcg_per_unit", "draw_units")} == {
            "volume_ml": 2.5, "mcg_per_unit": 20, "draw_units": 12.5,
        }  # fmt: skip
        assert (record["mixed"], record["discard_on"]) == ("2026-11-21", "2026-12-19")
        assert list(record)[-2:] == ["assumed", "flags"]

    def test_what_a_unit_carries_and_all_of_the_solution_are_divided_once(self):
        # 5000 / 3.5 / 40 = 250 / 7
        made = label(**{**SELANK, "diluent": "3.5 mL"}, scale="U-40")
        assert made.mcg_per_unit == Decimal("35.71428571428571428571428571")
        # 5 mg as 700 mcg in 10 units: 5000 / 7000 mL of solution, 0.3 mL of it powder
        made = label(vial="5 mg", dose="700 mcg", draw="10 units", displacement="0.3 mL")
        assert made.volume_ml == Decimal("0.7142857142857142857142857143")
        # 145 / 950 = 29/190 mL, of which 1/19 is diluent: its 29th place alone would round up
        made = label(vial="5 mg", dose="950 mcg", draw="0.029 mL", displacement="0.1 mL")
        assert made.volume_ml == Decimal("0.1526315789473684210526315789")

    def test_that_of_a_spray_has_sprays_and_no_units(self):
        record = label(formulation="spray", sprays=2, opened="2026-11-21").as_dict()
        assert (record["spray_mcg"], record["sprays_per_dose"]) == (75, 2)
        assert {"mcg_per_unit", "draw_units", "syringe"}.isdisjoint(record)

    def test_more_days_than_documented_are_flagged(self):
        made = label(**{**SELANK, "dose": "600 mcg"}, beyond_use=29)
        assert [flag.code for flag in made.flags] == [
            "dose-above-documented", "beyond-use-longer-than-documented",
        ]  # fmt: skip
        assert label(**SELANK, beyond_use=28).flags == ()

    def test_its_flags_are_those_of_the_dose(self):
        made = label(**{**SELANK, "dose": "600 mcg"})
        assert [flag.code for flag in made.flags] == ["dose-above-documented"]
        assert made.flags == made.dose.flags

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (SELANK, "Made up on 2026-11-21, 1 day after the expiry, 2026-11-20."),
            ({"formulation": "spray", "sprays": 2, "opened": "2026-11-21"},
             "Opened on 2026-11-21, 1 day after the expiry, 2026-11-20."),
        ],
    )  # fmt: skip
    def test_what_is_made_up_or_opened_after_its_expiry_is_warned_about(self, asked, said):
        (flag,) = label(**asked, expires="2026-11-20").flags
        assert (flag.code, flag.severity, flag.message) == ("after-expiry", "warning", said)


class TestRefusing:
    def test_a_dose_is_needed(self):
        with pytest.raises(MissingInputError):
            label(vial="5 mg", diluent="2 mL")

    def test_dates_that_do_not_exist(self):
        for name in ("opened", "mixed"):
            with pytest.raises(DateError) as error:
                label(**{**SELANK, "opened": None, name: "2026-02-30"})
            assert error.value.field == name

    def test_the_old_name_of_the_day_is_read_but_not_beside_the_new_one(self):
        old = label(**{**SELANK, "opened": None}, mixed="2026-11-21")
        assert old == label(**SELANK)
        with pytest.raises(ConflictingInputError, match="old name of opened") as error:
            label(**SELANK, mixed="2026-11-21")
        assert error.value.field == "mixed"

    def test_more_than_a_day_without_a_preservative_is_a_warning(self):
        made = label(**SELANK, beyond_use=14, preservative_free=True)
        (flag,) = made.flags
        assert (flag.code, flag.severity) == ("beyond-use-longer-than-documented", "warning")
        lines = made.as_text().splitlines()
        assert lines[5:] == [
            "Discard 2026-12-05 (sterile water)", "Keep in the refrigerator",
            "Warning: Kept 14 days after opening, longer than the documented 1 day",
        ]  # fmt: skip

    @pytest.mark.parametrize("bottle", [None, "10 mL"])
    def test_of_what_is_bought_no_diluent(self, bottle):
        bought = {"formulation": "spray", "sprays": 2, "bottle": bottle}
        for given in ({"diluent_kind": "saline"}, {"preservative_free": True}):
            with pytest.raises(ConflictingInputError, match="only with a vial") as error:
                label(**bought, **given)
            assert [error.value.field] == [*given]

    def test_other_arguments(self):
        with pytest.raises(TypeError, match=r"label\(\) got an unexpected keyword argument 'days'"):
            label(**SELANK, days=3)

    @pytest.mark.parametrize(
        ("volume", "said"), [("2 mL", "2 mL of 5000 mcg/mL"), (None, "5000 mcg/mL")]
    )
    def test_a_solution_bought_ready(self, volume, said):
        asked = {"strength": "5 mg/mL", "volume": volume, "dose": "250 mcg"}
        made = label(**asked, opened="2026-11-21")
        assert made.as_text().splitlines() == [
            "Selank (TP-7), subcutaneous",
            said,
            "1 unit of U-100 = 50 mcg",
            "Dose 5 units = 0.05 mL = 250 mcg, once a day (assumed)",
            "Opened 2026-11-21",
            "Discard by the maker's date",
        ]
        kept = label(**asked, opened="2026-11-21", beyond_use=28)
        assert kept.as_text().splitlines()[-1] == "Discard 2026-12-19"

    def test_a_spray_of_another_strength_than_documented(self):
        made = label(formulation="spray", strength="0.1 %", sprays=2, bottle="10 mL")
        said = "10 mL of 1000 mcg/mL, not the documented 1500 mcg/mL"
        assert made.as_text().splitlines()[1] == said

    def test_a_dose_by_body_mass(self):
        made = label(vial="5 mg", diluent="2 mL", dose="5 mcg/kg", weight="50 kg")
        said = "Dose 10 units = 0.1 mL = 250 mcg, once a day (assumed)"
        assert made.as_text().splitlines()[3] == said


class TestSize:
    @pytest.mark.parametrize(
        "text", ["50x25mm", " 50 X 25 mm ", "50×25mm", "50.0x25.00mm", "50x25mm" + " " * 33]
    )
    def test_ways_of_writing_one(self, text):
        assert read_size(text) == (50, 25)

    def test_both_ends_are_inside(self):
        assert read_size("10x300mm") == (Decimal(10), Decimal(300))
        for text in ("9.99x25mm", "50x300.01mm"):
            with pytest.raises(OutOfBoundsError, match="10 to 300 mm"):
                read_size(text)

    @pytest.mark.parametrize(
        "text",
        [
            "50x25",
            "50mm",
            "2x1in",
            "50,5x25mm",
            "-50x25mm",
            "",
            "50x25mm" + " " * 34,
            "1e2x25mm",
            None,
            50,
        ],
    )
    def test_what_is_none_is_refused(self, text):
        with pytest.raises(QuantityError) as error:
            read_size(text)
        assert error.value.field == "size"
