"""In how much to dissolve a vial: which volumes are offered, and in what order."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import (
    CATALOGUE,
    ConflictingInputError,
    MissingInputError,
    OutOfBoundsError,
    diluent,
    dose,
)

from ..strategies import amounts


def units_by_ml(choice):
    return [(str(each.diluent_ml), each.draw_units) for each in choice.options]


class TestRule:
    def test_250_mcg_of_5_mg(self):
        # 250 / 5000 x volume: 5 units a mL, so every 0.2 mL is a mark, from 1 mL (5 units) up;
        # the more units, the smaller the share of the tolerance
        choice = diluent(vial="5 mg", dose="250 mcg")
        assert units_by_ml(choice) == [
            ("3", 15), ("2.8", 14), ("2.6", 13), ("2.4", 12), ("2.2", 11), ("2", 10),
            ("1.8", 9), ("1.6", 8), ("1.4", 7), ("1.2", 6), ("1", 5),
        ]  # fmt: skip
        assert choice.flags == ()
        assert choice.assumed[0] == "vial_size"

    def test_a_smaller_vial_leaves_out_what_it_does_not_hold(self):
        choice = diluent(vial="5 mg", dose="250 mcg", vial_size="2 mL")
        assert units_by_ml(choice)[0] == ("2", 10)
        assert "vial_size" not in choice.assumed

    def test_the_powder_takes_room_too(self):
        # 2.9 mL are left, and the volume dissolved in is 0.1 mL more
        choice = diluent(vial="5 mg", dose="250 mcg", displacement="0.1 mL")
        assert units_by_ml(choice)[0] == ("2.9", 15)

    def test_where_no_step_is_on_a_mark_those_nearest_to_one_come_first_and_it_is_said(self):
        # 333 / 5000 x 100 = 6.66 units a mL: 19.98 at 3 mL, 17.982 at 2.7; 0.02 / 19.98 = 1/999
        choice = diluent(vial="5 mg", dose="333 mcg")
        assert units_by_ml(choice)[:2] == [("3", Decimal("19.98")), ("2.7", Decimal("17.982"))]
        assert {each.error_percent for each in choice.options[:8]} == {
            Decimal("0.1001001001001001001001001001")
        }
        (flag,) = choice.flags
        assert (flag.code, flag.severity) == ("between-marks", "caution")
        assert len(choice.options) == 12

    def test_a_single_volume_on_no_mark_is_said_once(self):
        # 245 of 1000 mcg in 0.3 mL are 7.35 units, in 0.2 mL 4.9, which are too few
        choice = diluent(vial="1 mg", dose="245 mcg", vial_size="0.3 mL", marks="1 units")
        (option,) = choice.options
        (own,) = (flag for flag in option.flags if flag.code == "between-marks")
        assert (own.value, own.limit) == (Decimal("7.35"), 7)
        messages = [flag.message for flag in choice.flags if flag.code == "between-marks"]
        assert messages == ["No step of 0.1 mL puts 245 mcg on a mark exactly; this comes nearest."]

    @given(
        amounts(("mg",), low="1", high="20"), amounts(("mcg",), low="50", high="900", places=0),
        st.sampled_from(("1 mL", "2 mL", "3 mL", "10 mL")),
        st.sampled_from((("U-100", None), ("U-40", None), ("U-500", None), ("U-100", "1 mL"))),
    )  # fmt: skip
    def test_every_volume_offered_makes_sense_and_none_is_ranked_above_a_better_one(
        self, vial, asked, size, barrel
    ):
        scale, syringe = barrel
        choice = diluent(vial=vial, dose=asked, vial_size=size, scale=scale, syringe=syringe)
        for option in choice.options:
            assert option.diluent_ml <= choice.vial_size_ml
            assert option.diluent_ml % Decimal("0.1") == 0
            assert min(option.draw_units, option.mark_units) >= 5
            assert option.draw_ml <= option.syringe.capacity_ml
            assert option.dose_mcg <= option.vial_mcg
            again = dose(
                vial=vial, dose=asked, diluent=f"{option.diluent_ml} mL", scale=scale,
                syringe=syringe, vial_size=size,
            )  # fmt: skip
            assert option == again
        errors = [abs(option.error_percent) for option in choice.options]
        assert errors == sorted(errors)
        widths = [
            (error, option.high_mcg - option.low_mcg)
            for error, option in zip(errors, choice.options, strict=True)
        ]
        assert widths == sorted(widths)
        if not choice.options:
            assert "no-diluent-fits" in {flag.code for flag in choice.flags}

    def test_a_volume_on_a_mark_leaves_none_beside_a_mark(self):
        for option in diluent(vial="10 mg", dose="300 mcg", vial_size="5 mL").options:
            assert option.error_percent == 0


class TestNone:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            # 10 x 3 / 5000 = 0.006 mL
            ({"dose": "10 mcg"},
             "In all that a vial of 3 mL holds, 10 mcg is 0.6 units: less than 5 units."),
            # 500 x 2 / 50000 x 500 = 10 units, each a fifth of one of U-100
            ({"dose": "500 mcg", "vial": "50 mg", "vial_size": "2 mL", "scale": "U-500"},
             ("In all that a vial of 2 mL holds, 500 mcg is 10 units of U-500, as much as 2 units of "
              "U-100: less than 5 units.")),
            # 250 x 1 / 5000 x 100 = 5 units, midway between the marks at 4 and 6
            ({"dose": "250 mcg", "vial_size": "1 mL", "syringe": "1 mL", "marks": "2 units"},
             ("In all that a vial of 1 mL holds, 250 mcg goes to the mark at 4 units: less than 5 "
              "units.")),
            ({"dose": "6 mg"}, "A dose of 6000 mcg is more than the whole vial, 5000 mcg."),
            ({"dose": "5 mg", "dead_space": "0.01 mL", "scale": "U-40"},
             "A dose of 5000 mcg and the 0.02 mL lost with it are more than the whole vial."),
            # 0.5 mL of a 0.3 mL barrel at the least, and less than 5 units never
            ({"dose": "5 mg", "vial_size": "3 mL", "syringe": "0.3 mL", "vial": "5 mg",
              "displacement": "0.5 mL"},
             "No volume up to 3 mL puts 5000 mcg at a draw that is large enough and fits."),
        ],
    )  # fmt: skip
    def test_no_volume_is_offered_and_why_is_said(self, asked, said):
        choice = diluent(**{"vial": "5 mg", **asked})
        assert choice.options == ()
        flag = next(flag for flag in choice.flags if flag.code == "no-diluent-fits")
        assert (flag.severity, flag.message) == ("warning", said)
        assert flag.unit == (None if flag.limit is None else "units")

    def test_at_5_units_there_is_one_and_a_hair_below_there_is_none(self):
        # 5 units of 3 mL are 1/60 of the vial: 6 mg / 60 = 100 mcg
        assert units_by_ml(diluent(vial="6 mg", dose="100 mcg")) == [("3", 5)]
        assert diluent(vial="6 mg", dose="99.9999 mcg").options == ()

    def test_a_hair_below_is_told_from_5_units(self):
        # 300 / 6000 x the dose: 5 units but for the 35th digit
        choice = diluent(vial="6 mg", dose="99." + "9" * 33 + " mcg")
        (message,) = [flag.message for flag in choice.flags if flag.code == "no-diluent-fits"]
        assert message == (
            "In all that a vial of 3 mL holds, 100 mcg is 4." + "9" * 33 + "95 units: less than "
            "5 units."
        )

    def test_what_is_wrong_with_the_dose_itself_is_said_too(self):
        codes = {flag.code for flag in diluent(vial="5 mg", dose="600 mcg").flags}
        assert codes == {"dose-above-documented"}

    @pytest.mark.parametrize(
        ("vial_size", "said"),
        # 2.9 of 5 mg: 5.8 units of 0.1 mL, 11.6 of 0.2 mL
        [("0.1 mL", "this comes nearest."), ("0.2 mL", "these come nearest.")],
    )
    def test_one_or_two_come_nearest(self, vial_size, said):
        choice = diluent(vial="5 mg", dose="2.9 mg", vial_size=vial_size, marks="1 unit")
        (message,) = [flag.message for flag in choice.flags if flag.code == "between-marks"]
        assert message == f"No step of 0.1 mL puts 2900 mcg on a mark exactly; {said}"


class TestRefusing:
    @pytest.mark.parametrize("missing", ["vial", "dose"])
    def test_it_needs_vial_and_dose(self, missing):
        asked = {"vial": "5 mg", "dose": "250 mcg"}
        del asked[missing]
        with pytest.raises(MissingInputError) as error:
            diluent(**asked)
        assert error.value.field == missing

    def test_a_spray_is_not_drawn_and_a_vial_not_sprayed(self):
        asked = {"vial": "5 mg", "dose": "150 mcg"}
        with pytest.raises(ConflictingInputError) as error:
            diluent(formulation="spray", **asked, syringe="0.3 mL")
        assert error.value.field == "syringe"
        with pytest.raises(ConflictingInputError) as error:
            diluent(**asked, spray_volume="0.1 mL")
        assert error.value.field == "spray_volume"


class TestOfASpray:
    ASKED = {"formulation": "spray", "vial": "5 mg"}  # noqa: RUF012

    def test_volumes_that_make_whole_sprays(self):
        # 5000 / v x 0.1 mcg a spray: 100 mcg are v / 5 sprays
        choice = diluent(**self.ASKED, dose="100 mcg", spray_volume="0.1 mL", vial_size="15 mL")
        offered = [(each.diluent_ml, each.sprays_per_dose) for each in choice.options]
        assert offered == [(5, 1), (10, 2), (15, 3)]
        assert {each.error_percent for each in choice.options} == {0}
        record = choice.as_dict()
        assert (record["options"][0]["spray_mcg"], record["options"][0]["sprays_per_bottle"]) == (
            100,
            50,
        )
        assert "draw_units" not in record["options"][0]

    def test_else_those_that_come_nearest(self):
        # 150 mcg of 5000 / v x 0.05: 0.6 v sprays, whole at no step up to 3 mL
        choice = diluent(**self.ASKED, dose="150 mcg")
        assert "sprays-not-whole" in {flag.code for flag in choice.flags}
        assert choice.options[0].diluent_ml == Decimal("1.7")  # 1.02 sprays
        assert "spray_volume" in choice.assumed
        shown = "".join(choice._repr_html_().split("<"))
        assert "In all" in shown

    @pytest.mark.parametrize(
        ("asked", "value", "limit", "said"),
        [
            # 10 mg in 3 mL x 0.05 mL are 500 / 3 mcg a spray
            ({"vial": "10 mg", "dose": "100 mcg"}, 100, Decimal("166.6666666666666666666666667"),
             "In all that a vial of 3 mL holds, one spray carries 166.7 mcg, more than 100 mcg."),
            ({"vial": "1 mg", "dose": "1.001 mg"}, None, None,
             "A dose of 1001 mcg is more than the whole vial, 1000 mcg."),
            # 1 mg in 0.2 mL x 0.13 mL are 650 mcg a spray, and 2 sprays 1300
            ({"vial": "1 mg", "dose": "1 mg", "vial_size": "0.2 mL", "spray_volume": "0.13 mL"},
             None, None, "A dose of 1300 mcg as delivered is more than the whole vial, 1000 mcg."),
            # 1 mg in 0.2 mL x 0.3 mL
            ({"vial": "1 mg", "dose": "1 mg", "vial_size": "0.2 mL", "spray_volume": "0.3 mL"},
             1000, 1500,
             "In all that a vial of 0.2 mL holds, one spray carries 1500 mcg, more than 1000 mcg."),
        ],
    )  # fmt: skip
    def test_why_there_is_none(self, asked, value, limit, said):
        choice = diluent(formulation="spray", **asked)
        (raised,) = (flag for flag in choice.flags if flag.code == "no-diluent-fits")
        assert choice.options == ()
        assert (raised.value, raised.limit) == (value, limit)
        assert raised.unit == (None if limit is None else "mcg")
        assert raised.message == said


class TestRefusingMore:
    @pytest.mark.parametrize("size", ["0.0999 mL", "100.1 mL"])
    def test_a_vial_holds_0_1_to_100_ml(self, size):
        with pytest.raises(OutOfBoundsError, match=r"0\.1 mL to 100 mL") as error:
            diluent(vial="5 mg", dose="250 mcg", vial_size=size)
        assert error.value.field == "vial_size"

    @pytest.mark.parametrize("size", ["0.1 mL", "100 mL"])
    def test_both_ends_are_inside(self, size):
        assert diluent(vial="5 mg", dose="250 mcg", vial_size=size).vial_mcg == 5000

    def test_the_powder_must_leave_room(self):
        with pytest.raises(OutOfBoundsError, match="no room") as error:
            diluent(vial="5 mg", dose="250 mcg", displacement="2.95 mL")
        assert error.value.field == "displacement"
        assert diluent(vial="5 mg", dose="2 mg", displacement="2.9 mL").vial_size_ml == 3


def test_a_catalogue_of_ones_own():
    mine = CATALOGUE.formulation("selank")._replace(id="mine", aliases=())
    choice = diluent(
        formulation="mine", vial="5 mg", dose="250 mcg",
        catalogue=CATALOGUE._replace(formulations=(mine,)),
    )  # fmt: skip
    assert choice.formulation == "mine"


def test_its_record_is_plain_data_with_the_flags_last():
    record = diluent(vial="5 mg", dose="250 mcg").as_dict()
    assert json.loads(json.dumps(record)) == record
    assert (record["formulation"], record["name"]) == ("selank", "Selank (TP-7)")
    assert (record["vial_mcg"], record["dose_mcg"], record["vial_size_ml"]) == (5000, 250, 3)
    assert record["assumed"] == ["vial_size", "doses_per_day", "scale", "syringe", "marks"]
    assert list(record) == [
        "formulation", "name", "vial_mcg", "dose_mcg", "vial_size_ml", "options", "assumed", "flags",
    ]  # fmt: skip
    # 3 mL: 1666.67 mcg/mL; half the barrel, so 5 % of 15 units and half a mark: 1.25 of 15
    assert record["options"][0] == {
        "diluent_ml": 3, "concentration_mcg_per_ml": 5000 / 3, "draw_ml": 0.15, "draw_units": 15,
        "syringe": {"scale": "U-100", "capacity_ml": 0.3, "marks_units": 1}, "mark_units": 15,
        "delivered_mcg": 250, "error_percent": 0, "low_mcg": 250 - 1.25 * 250 / 15,
        "high_mcg": pytest.approx(250 + 1.25 * 250 / 15, rel=1e-15), "doses_per_vial": 20,
        "flags": [],
    }  # fmt: skip


def test_a_notebook_shows_every_row_and_flag_escaped():
    hostile = CATALOGUE.formulation("selank")._replace(name="<script>alert(1)</script>")
    choice = diluent(
        formulation=hostile, vial="5.2 mg", dose="252 mcg", vial_size="1.3 mL",
        catalogue=CATALOGUE._replace(formulations=(hostile,)),
    )  # fmt: skip
    html = choice._repr_html_()
    assert "<script" not in html
    for option in choice.options:
        assert f">{option.diluent_ml} mL</td>" in html
        for flag in option.flags:
            assert flag.code in html
