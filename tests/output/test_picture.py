"""The barrel to scale and the day's sprays, in ASCII, at 80 columns and fewer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selank_calc import CATALOGUE, dose
from selank_calc.output.picture import picture

from ..strategies import barrels

BARREL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}


def drawn(width=80, **asked):
    return picture(dose(**{**BARREL, **asked}), width)


@pytest.mark.parametrize("width", [80, 50])
@pytest.mark.parametrize(
    "asked",
    [
        {}, {"syringe": "1 mL"}, {"syringe": "1 mL", "marks": "1 unit"}, {"marks": "0.5 units"},
        {"scale": "U-40"}, {"scale": "U-500"}, {"scale": "U-40", "syringe": "2 mL"},
        {"dose": "750 mcg", "syringe": "0.3 mL"}, {"dose": "1.9 mg", "syringe": "0.3 mL"},
        {"dose": "1.5 mg", "syringe": "0.3 mL"}, {"dose": "1.25 mg", "syringe": "1 mL"},
    ],
    ids=repr,
)  # fmt: skip
def test_the_barrel(snapshot, width, asked):
    assert "\n".join(drawn(width, **asked)) == snapshot


@pytest.mark.parametrize("asked", [{"sprays": 2}, {"sprays": 3}, {"sprays": 1, "per_day": 12},
                                   {"sprays": 25}], ids=repr)  # fmt: skip
def test_the_sprays_of_a_day(snapshot, asked):
    assert "\n".join(picture(dose(formulation="spray", **asked), 80)) == snapshot


@given(st.integers(1, 800), barrels, st.integers(50, 80))
def test_it_is_to_scale_whatever_the_barrel(tenths, barrel, width):
    scale, capacity, marks = barrel
    result = dose(
        vial="5 mg", diluent="2 mL", draw=f"{tenths / 1000} mL", scale=f"U-{scale}",
        syringe=capacity and f"{capacity} mL", marks=marks and f"{marks} units",
    )  # fmt: skip
    lines = picture(result, width)
    assert all(line.isascii() and len(line) <= width for line in lines)
    barrels_drawn = [line for line in lines if "|" in line and "'" not in line and "=" in line]
    body = "".join(re.sub(r"^ -*\|?|\|==\|$", "", line.lstrip(" :")) for line in barrels_drawn)
    assert body.count("#") <= 1
    # every printed mark is there, the first of a further row being the last of the one before
    rows = [line for line in lines if "|" in line and not re.search(r"[0-9=:#]", line)]
    spacing = result.syringe.marks_units
    printed = sum(row.count("|") + row.count("'") for row in rows) - (len(rows) - 1)
    assert printed == result.syringe.capacity_ml * result.syringe.units_per_ml / spacing + 1


@pytest.mark.parametrize("units", [1, 2, 13, 29, 30])
def test_the_plunger_stands_at_the_mark(units):
    # two columns a mark from the barrel's zero, in the column after the needle
    lines = drawn(dose=f"{units * 25} mcg", syringe="0.3 mL")
    ticks, barrel = lines[1], lines[2]
    zero = ticks.index("|")
    assert barrel.index("#") == zero + 2 * units
    assert barrel.count(":") == 2 * units - 1
    pointer = lines[3]
    assert pointer.index("^") == zero + 2 * units
    assert f"{units} unit" in pointer


def test_every_number_stands_over_its_mark():
    numbers, ticks = drawn()[:2]
    for match in re.finditer(r"[0-9]+", numbers):
        assert ticks[match.start()] == "|"
        assert match.start() == ticks.index("|") + 2 * int(match[0])


def test_what_can_not_be_legible_is_not_drawn():
    assert drawn(width=20) == []
    huge = CATALOGUE.syringes[0]._replace(capacity_ml=CATALOGUE.syringes[0].capacity_ml * 100)
    wide = CATALOGUE._replace(syringes=(huge,))
    assert picture(dose(**BARREL, catalogue=wide), 80) == []  # 3000 marks
    odd = CATALOGUE.syringes[0]._replace(marks_units=CATALOGUE.syringes[0].capacity_ml * 10)
    assert picture(dose(**BARREL, catalogue=CATALOGUE._replace(syringes=(odd,))), 80)  # every 3
