"""The patterns of JSON Schemas take what the reader takes, and nothing else."""

import re
from calendar import monthrange

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from selank_calc import SelankCalcError
from selank_calc.amounts.exact import ONE, Fraction
from selank_calc.amounts.frozen_units import UNITS
from selank_calc.amounts.kinds import BODY_MASS, BY_BODY_MASS, CONTENT, ERROR, MEASURED
from selank_calc.amounts.patterns import (
    _is_one_place,
    amount_of,
    any_case,
    day_or_month,
    exactly,
    names_of,
    number,
    percentage,
    whole,
    with_unit,
)
from selank_calc.amounts.reading import read, read_percent
from selank_calc.batches.columns import KINDS


def takes(pattern, text):
    return re.fullmatch(pattern, text) is not None


def is_read(text, kind):
    try:
        read(text, "", kind)
    except SelankCalcError:
        return False
    return True


@pytest.mark.parametrize(
    "name", sorted({"vial", "diluent", "strength", "weight", "displacement", "vial_size"})
)
@pytest.mark.parametrize(
    "text",
    [
        "5",
        ".5",
        "0.5",
        "00.50",
        "1",
        "700",
        "0",
        "0.0001",
        "9999.9",
        "10000",
        "1000000000",
        "0.001",
    ],
)
def test_a_pattern_takes_what_is_read(name, text):
    kind = KINDS[name]
    pattern = re.compile(whole(with_unit(kind)))
    for unit in (*kind.units, "kg", "lb", "L", "uL", "ng", "g/L"):
        try:
            read(f"{text} {unit}", "", kind)
            is_read = True
        except SelankCalcError:
            is_read = False
        assert (pattern.search(f"{text} {unit}") is not None) == is_read, (text, unit)


@pytest.mark.parametrize("kind", [CONTENT, ERROR])
@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0.0",
        ".0",
        "0.5",
        "1",
        "1.0",
        "1.01",
        "50",
        "50.1",
        "99.9",
        "100",
        "101",
        "0.5 %",
        "1%",
        "5 percent",
        "5 mg",
        "5 mL",
    ],
)
def test_a_pattern_of_a_percentage_takes_what_is_read(kind, text):
    try:
        read_percent(text, "", kind)
        is_read = True
    except SelankCalcError:
        is_read = False
    assert (re.search(whole(percentage(kind)), text) is not None) == is_read


@pytest.mark.parametrize(
    ("low", "high"), [(ONE, Fraction(700)), (Fraction(22, 10), Fraction(15432, 10)), (Fraction(0), Fraction(50)),
                      (Fraction(1, 1000), Fraction(95, 10)), (Fraction(19), Fraction(1999, 10))]
)  # fmt: skip
def test_a_pattern_of_numbers_has_these_limits(low, high):
    for thousandths in (
        *range(2300),
        *range(2300, 2_000_000, 137),
        1543200,
        1543201,
        199900,
        199901,
    ):
        value = Fraction(thousandths, 1000)
        found = re.fullmatch(number(low, high), f"{thousandths / 1000:.3f}")
        assert (found is not None) == (low <= value <= high), value


def test_a_pattern_of_one_number_takes_it_alone():
    for value, takes in (
        (Fraction(3, 10), ["0.3", ".30", "00.3"]),
        (Fraction(30), ["30", "030.0"]),
        (Fraction(3, 2), ["1.5", "01.50"]),
    ):
        assert all(re.fullmatch(exactly(value), text) for text in takes)
        assert not any(
            re.fullmatch(exactly(value), text) for text in ("3", "0.31", "300", "15", "1.05", "")
        )


@st.composite
def _limits_and_a_number(draw):
    """Two limits and a number, in ten thousandths, and the zeros written behind the number."""
    whole_numbers = st.integers(1, 30_000_000) | st.integers(1, 3000)
    low, high = sorted(draw(st.lists(whole_numbers, min_size=2, max_size=2, unique=True)))
    beside = st.sampled_from([low, high]).flatmap(lambda at: st.integers(at - 12, at + 12))
    value = draw((beside | whole_numbers).filter(lambda each: each >= 0))
    places = draw(st.sampled_from(["", "0", "00"]))
    return low, high, value, places


@given(_limits_and_a_number(), st.booleans())
@example((10_000, 7_000_000, 7_000_001, ""), False)
@example((10_000, 7_000_000, 10_000, ""), True)
@example((22_000, 15_432_500, 15_432_500, "00"), False)
@example((22_000, 15_432_500, 15_432_501, ""), False)
@example((22_345, 15_432_500, 22_344, ""), False)
@example((1, 95_000, 1, ""), True)
@example(
    (120_000, 3_000_000, 130_000, ""), False
)  # as many digits as the limit, and the second is larger
@example((29_000, 3_000_000, 28_100, ""), False)  # no digit is above 9
@example((9_000, 3_000_000, 8_100, ""), False)
@example((10, 1000, 10, ""), True)  # both below 1
@example((10, 1000, 11, ""), True)
@example((10, 1000, 10, ""), False)
@example((10, 1000, 9, ""), False)
@example((10, 1000, 1000, ""), False)
@example((10, 1000, 1001, ""), False)
def test_a_number_is_taken_just_within_its_limits(case, is_above):
    low, high, value, places = case
    pattern = number(Fraction(low, 10_000), Fraction(high, 10_000), above=is_above)
    digits = [len(f"{limit // 10_000 or ''}") for limit in (low, high)]
    assume(high in (1000, 100, 10) or digits[0] < digits[1])
    text = f"{value // 10_000}.{value % 10_000:04d}{places}"
    is_within = low < value <= high if is_above else low <= value <= high
    assert takes(pattern, text) == is_within
    assert takes(pattern, f"+0{text}") == is_within
    if text.startswith("0."):
        assert takes(pattern, text[1:]) == is_within
    if value % 10_000 == 0:
        assert takes(pattern, f"{value // 10_000}") == is_within
    assert not takes(pattern, f"-{text}")


EDGES = [*MEASURED.values(), BODY_MASS, BY_BODY_MASS]


@pytest.mark.parametrize("kind", EDGES, ids=lambda kind: f"{kind.dimension}, {kind.unit}")
def test_at_its_limits_an_amount_is_taken_where_it_is_read_in_any_unit(kind):
    pattern = whole(with_unit(kind))
    for unit, (dimension, size) in UNITS.items():
        if not unit or dimension != kind.dimension:
            continue
        for limit in (kind.low, kind.high):
            at = limit * kind.scale / size
            if at.denominator not in (1, 10, 100, 1000, 10**4, 10**6, 10**9):
                continue  # endless when written
            digits = len(str(at.denominator)) + 1
            for more in (-1, 0, 1):
                value = at + Fraction(more, 10**digits)
                text = f"{int(value * 10**digits):0{digits + 1}d}"
                text = f"{text[:-digits]}.{text[-digits:]} {unit}"
                assert takes(pattern, text) == is_read(text, kind), text


@pytest.mark.parametrize(
    ("text", "is_dose"),
    [
        ("1 mg/kg", True), ("1000 mg/kg", True), ("1000.1 mg/kg", False), ("0.1 g/kg", True),
        ("0.001 mcg/kg", True), ("0.0009 mcg/kg", False), ("1 mcg/lb", True),
        # a pound is 453.59237 g: 999.8 and 1000.02 mg/kg
        ("453.5 mg/lb", True), ("453.6 mg/lb", False), ("1 g/lb", False),
        ("5 mg/g", False), ("5 mg/mcg", False), ("5 mL/kg", False), ("kg/kg", False),
    ],
)  # fmt: skip
def test_a_dose_by_body_mass_is_taken_within_its_limits(text, is_dose):
    assert takes(whole(with_unit(BY_BODY_MASS)), text) == is_dose


def test_one_place_is_a_tenth_a_hundredth_and_so_on():
    limits = [ONE, Fraction(1, 10), Fraction(1, 1000), Fraction(1, 2), Fraction(3, 10), Fraction(2)]
    assert [_is_one_place(each) for each in limits] == [True, True, True, False, False, False]


def test_letters_are_taken_in_any_case_and_other_characters_as_they_are():
    assert takes(any_case("U-40"), "u-40")
    assert takes(any_case("bac water"), "BAC Water")
    assert not takes(any_case("a.b"), "axb")
    assert takes(any_case("a.b"), "A.B")
    assert takes(any_case("(1)"), "(1)")


def test_an_amount_is_taken_in_every_unit_and_no_other():
    pattern = whole(amount_of(Fraction(3, 10), "volume"))
    for text in ("0.3 mL", ".3 ml", "300 uL", "0.30mL", "0.0003 L", "300 microliter"):
        assert takes(pattern, text) == is_read(text, KINDS["diluent"]), text
    for text in ("0.3 mL", "300 uL", "0.0003 L"):
        assert takes(pattern, text), text
    for text in ("0.3", "3 mL", "0.3 uL", "0.3 mg", "0.3 units", "0.31 mL"):
        assert not takes(pattern, text), text


def test_the_names_of_a_unit_are_all_that_mean_it():
    for unit in ("mL", "units", "mcg", "%"):
        meant = [name for name in UNITS if name and takes(names_of(unit), name)]
        assert meant == [name for name in UNITS if name and UNITS[name] == UNITS[unit]]
        assert meant


YEARS = (1899, 1900, 1903, 1904, 1908, 1996, 2000, 2001, 2024, 2099, 2100, 2104, 2199, 2200, 2201)


def test_a_day_is_taken_if_there_is_one_and_so_is_a_month():
    pattern = day_or_month()
    for year in YEARS:
        for month in range(14):
            is_month = 1900 <= year <= 2200 and 1 <= month <= 12
            assert takes(pattern, f"{year}-{month:02d}") == is_month, (year, month)
            for day in range(33):
                is_day = is_month and 1 <= day <= monthrange(year, month)[1]
                text = f"{year}-{month:02d}-{day:02d}"
                assert takes(pattern, text) == is_day, text


def test_the_29th_of_february_is_taken_in_leap_years():
    for year in range(1900, 2201):
        assert takes(day_or_month(), f"{year}-02-29") == (monthrange(year, 2)[1] == 29), year
