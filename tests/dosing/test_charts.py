"""`chart()` and `selank-calc chart`: each mark is the dose that is drawn to it."""

import csv
import io
import json
from decimal import Decimal

import pytest

from selank_calc import CATALOGUE, SelankCalcError, chart, dose
from selank_calc.dosing.charts import MOST_COUNTED

from ..cli.terminal import asked_here

MIX = {"vial": "5 mg", "diluent": "2 mL"}
WORDS = ["--vial", "5 mg", "--diluent", "2 mL"]
DAYS = ("once_a_day_mcg", "twice_a_day_mcg", "thrice_a_day_mcg")


def test_from_paper():
    """5 mg in 2 mL are 2500 mcg/mL: 25 mcg in a unit of U-100. Documented are 250 to 500 mcg."""
    record = chart(**MIX).as_dict()
    assert record["concentration_mcg_per_ml"] == 2500
    assert record["syringe"] == {"scale": "U-100", "capacity_ml": 0.3, "marks_units": 1}
    assert record["assumed"] == ["scale", "syringe", "marks"]
    marks = record["marks"]
    assert [each["units"] for each in marks] == [*range(1, 31)]
    for units, each in enumerate(marks, 1):
        assert each["volume_ml"] == units / 100
        assert each["delivered_mcg"] == units * 25
        assert [each[name] for name in DAYS] == [units * 25, units * 50, units * 75]
        where = "below" if units < 10 else "within" if units <= 20 else "above"
        assert each["documented"] == where


def test_of_other_barrels():
    """4 mg/mL are 100 mcg in a unit of U-40, of which half a mL has 20."""
    made = chart(strength="4 mg/mL", scale="U-40", syringe="0.5 mL")
    assert [each.delivered_mcg for each in made.marks] == [100 * n for n in range(1, 21)]
    assert made.assumed == ("marks",)
    half = chart(**MIX, marks="0.5")
    assert [each.draw_units for each in half.marks][:3] == [Decimal("0.5"), 1, Decimal("1.5")]
    assert len(half.marks) == 60


@pytest.mark.parametrize(
    ("formulation", "counted", "bounds"),
    [("spray", "sprays", (2, 3)), ("drops", "drops", (4, 12))],
)
def test_sprays_and_drops_are_counted(formulation, counted, bounds):
    """Of 0.15 %, 0.05 mL are 75 mcg; documented are 150 to 225 and 300 to 900 mcg."""
    record = chart(formulation=formulation).as_dict()
    assert record["syringe"] is None
    for count, each in enumerate(record["marks"], 1):
        assert (each[counted], each["delivered_mcg"]) == (count, 75 * count)
        assert each["volume_ml"] == pytest.approx(count / 20)
        is_within = bounds[0] <= count <= bounds[1]
        assert (each["documented"] == "within") == is_within
    assert len(record["marks"]) == MOST_COUNTED


@pytest.mark.parametrize(
    "given",
    [MIX, {**MIX, "content": "86.2", "displacement": "0.05 mL", "limit": "300 mcg"}, {"strength": "0.5 %"}],
)  # fmt: skip
def test_each_mark_is_the_dose_that_is_drawn_to_it(given):
    made = chart(**given, syringe="1 mL", scale="U-100")
    for each in made.marks:
        one = dose(**given, syringe="1 mL", scale="U-100", draw=f"{each.draw_units} units")
        record, of_mark = one.as_dict(), each.as_dict()
        flags = [flag for flag in record.pop("flags") if flag["code"] != "unit-slip-suspected"]
        assert (of_mark.pop("flags"), of_mark) == (flags, record)


def test_a_mark_is_no_slip_of_the_hand():
    """One unit holds a tenth of the least documented dose, and nobody asked for it."""
    made = chart(**MIX)
    codes = {flag["code"] for mark in made.as_dict()["marks"] for flag in mark["flags"]}
    assert codes == {flag.code for mark in made.marks for flag in mark.flags}
    assert "unit-slip-suspected" not in codes
    one = dose(**MIX, draw="1 unit")
    assert "unit-slip-suspected" in [flag.code for flag in one.flags]
    assert {"draw-very-small", "dose-above-documented", "daily-above-documented"} <= codes


def test_flags_of_all_marks_are_those_of_the_chart():
    made = chart(vial="5 mg", diluent="20 mL")
    assert [flag.code for flag in made.flags if flag.code == "diluent-unusual"]
    assert chart(**MIX).flags == ()
    vial_holds = chart(vial="5 mg", diluent="0.1 mL")  # 10 units
    assert [flag.code for flag in vial_holds.marks[10].flags if "exceeds" in flag.code]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "vial"), ({"vial": "5 mg"}, "diluent"), ({"diluent": "2 mL"}, "vial"),
        ({**MIX, "strength": "5 mg/mL"}, "vial"), ({**MIX, "scale": "U-50"}, "scale"),
        ({**MIX, "syringe": "0.7 mL"}, "syringe"), ({**MIX, "vial": "5 MG"}, "vial"),
        ({**MIX, "formulation": "spray", "syringe": "1 mL"}, "syringe"),
        ({**MIX, "spray_volume": "0.1 mL"}, "spray_volume"), ({**MIX, "formulation": "x"}, "formulation"),
    ],
)  # fmt: skip
def test_what_is_missing_or_means_nothing_is_refused(given, field):
    with pytest.raises(SelankCalcError) as raised:
        chart(**given)
    assert raised.value.field == field


class TestOnTheCommandLine:
    def test_it_fits_on_a_screen(self, run, snapshot):
        for words in (WORDS, ["-f", "spray"], ["-f", "drops", "--limit", "300 mcg"],
                      [*WORDS, "--syringe", "1 mL"], [*WORDS[:3], "30 mL"], [*WORDS, "--marks", "0.5"],
                      ["-f", "na-selank", *WORDS]):  # fmt: skip
            ran = run("chart", *words)
            assert (ran.code, ran.err) == (0, "")
            lines = ran.out.splitlines()
            assert len(lines) <= 22
            assert all(len(line) <= 80 for line in lines)
            assert ran.out == snapshot(name=" ".join(words))

    def test_every_mark_chooses(self, run):
        for every, count in (("1", 30), ("7", 4), ("30", 1)):
            out = run("chart", *WORDS, "--every-mark", every).out
            assert sum(line[1:2].isdecimal() for line in out.splitlines()[2:]) == count
        for wrong in ("0", "31", "x"):
            ran = run("chart", *WORDS, "--every-mark", wrong)
            assert (ran.code, ran.out) == (2, "")
            assert "--every-mark" in ran.err
        ran = run("chart", *WORDS, "--every-mark", "2", "--json")
        assert (ran.code, ran.out) == (2, "")
        assert "--every-mark is for people" in ran.err

    def test_json_and_csv_have_every_mark(self, run):
        record = json.loads(run("chart", *WORDS, "--json").out)
        assert record == json.loads(json.dumps(chart(**MIX).as_dict()))
        rows = list(csv.DictReader(io.StringIO(run("chart", *WORDS, "--format", "csv").out)))
        assert [float(row["delivered_mcg"]) for row in rows] == [25 * n for n in range(1, 31)]
        assert rows[0]["flags"].startswith("warning draw-very-small")
        rows = csv.DictReader(io.StringIO(run("chart", *WORDS[:3], "30 mL", "--format", "csv").out))
        assert all("caution diluent-unusual" in row["flags"] for row in rows)

    def test_plain_has_a_mark_a_line(self, run, snapshot):
        assert run("chart", *WORDS[:3], "30 mL", "--format", "plain").out == snapshot
        out = run("chart", "-f", "na-selank", *WORDS, "--format", "plain", "--every-mark", "10").out
        assert "10 units = 0.1 mL = 250 mcg; 1 a day: 250 mcg; 2 a day: 500 mcg; 3 a day" in out

    def test_strict_goes_by_what_all_share(self, run):
        assert run("chart", *WORDS, "--strict").code == 0
        assert run("chart", *WORDS, "--vial-size", "1 mL", "--strict").code == 3

    def test_a_person_is_asked_for_the_diluent(self):
        code, seen = asked_here(["chart", "--vial", "5 mg"], ["2 mL\n"])
        assert code == 0
        assert "1 unit of a 0.3 mL U-100 syringe = 25 mcg" in seen


def test_it_is_shown_as_other_results_are():
    made = chart(**MIX)
    assert str(made) == (
        "5 mg in 2 mL = 2500 mcg/mL; 1 unit of a 0.3 mL U-100 syringe = 25 mcg; no flags"
    )
    assert made == chart(**MIX)
    assert made.catalogue is CATALOGUE
    assert (made.formulation, made.vial_mcg, made.diluent_ml) == ("selank", 5000, 2)
