"""Lines that part no amount, and tables that cut nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from selank_calc.output.lines import Drawing, beside, columns, framed, hanging, wrapped
from selank_calc.output.summary import Row

words = st.sampled_from(
    ("draw", "of", "to", "250 mcg", "0.3 mL", "200 to 675 mcg", "250 mcg to 1 mg", "1 to 3 doses",
     "about 233.3 mcg", "80 to 120 %", "2026-12-01", "a-very-long-word-without-a-break", "四環素"),
)  # fmt: skip
amounts = words.filter(lambda word: word not in ("to", "2026-12-01"))
texts = st.lists(words, max_size=20).map(" ".join)


@given(texts, st.integers(1, 100))
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= max(width, 2) and line == line.strip() for line in lines)


@given(st.lists(amounts, max_size=20), st.integers(20, 100))
def test_a_range_and_a_number_with_its_unit_stay_in_one_line(amounts, width):
    parted = "\n".join(wrapped(" ".join(amounts), width))
    assert not re.search(r"[0-9]\n[a-zA-Z%]", parted)
    assert not re.search(r"(mcg|[0-9])\nto [0-9]|(mcg|[0-9]) to\n[0-9]", parted)


def test_what_follows_a_colon_is_not_the_unit_of_the_number_before_it():
    said = "Discard 2027-01-01: expires 2026-12-31"
    assert wrapped(said, 20) == ["Discard 2027-01-01:", "expires 2026-12-31"]


@pytest.mark.parametrize("width", [80, 60, 40, 20])
def test_a_table_is_whole_at_every_width(width):
    rows = [Row("Dose", "250 mcg asked, 1250 mcg drawn", "250 to 500 mcg"), Row("Solution", "5 mg")]
    blocks = [
        *beside(rows, ("Yours", "Documented"), width),
        *columns(("Vial", "Opened", "What is said of it"), [("1", "2026-12-01", "x " * 50)], width),
        hanging("WARNING", ["1250 mcg a day is above the documented 200 to 675 mcg."], width),
        framed(["Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg"], Drawing(width), ""),
    ]
    lines = ["".join(text for text, _style in line) for block in blocks for line in block]
    assert all(len(line) <= width for line in lines)
    said = "".join("".join(lines).split())
    for whole in ("1250mcg", "x" * 50 if width > 20 else "x", "2026-12-01"):
        assert whole in said.replace("|", "")
