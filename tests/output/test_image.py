"""The table as an image: well-formed, whole, and the same every time."""

import re
from xml.etree import ElementTree

import pytest

from selank_calc import CATALOGUE, dose
from selank_calc.output.image import dose_svg

RESULT = dose(vial="10 mg", diluent="3 mL", dose="250 mcg")


def words(svg):
    """The text of the image, its lines from top to bottom."""
    lines = {}
    for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        place = float(text.get("y")), float(text.get("x"))
        lines[place] = text.text
    return " ".join(text for _place, text in sorted(lines.items())).replace("\xa0", " ")


def test_it_says_what_the_table_says():
    said = re.sub(r"\s+", " ", words(dose_svg(RESULT, explain=True, full=True)))
    assert "Draw 7.5 units on a 0.3 mL U-100 syringe = 0.075 mL = 250 mcg" in said
    assert "nearest mark: 7 units" in said
    for flag in RESULT.flags:
        assert flag.code in said
    assert "Steps" in said
    short = words(dose_svg(RESULT))
    assert "Steps" not in short
    assert "--full" not in short  # an image has no options


def contrast(one, other):
    """By WCAG 2.2: of two colours written #rrggbb."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(
            share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
        )

    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_it_is_read_on_a_light_and_on_a_dark_page():
    svg = dose_svg(dose(vial="5 mg", diluent="2 mL", dose="250 mcg", draw="7.5 units", per_day=4))
    (ground,) = re.findall(r'<rect [^>]*fill="(#[0-9a-f]{6})" stroke=', svg)
    colours = set(re.findall(r"\{ fill: (#[0-9a-f]{6})", svg))
    assert len(colours) >= 5  # text, dim, red, yellow, cyan
    assert all(contrast(colour, ground) >= 4.5 for colour in colours), colours


def test_no_text_begins_with_a_blank_so_that_every_renderer_has_marks_and_pointer_in_line():
    drawn = ElementTree.fromstring(dose_svg(RESULT)).iter("{http://www.w3.org/2000/svg}text")
    x = {each.text: float(each.get("x")) for each in drawn}
    assert all(text == text.strip() for text in x)
    # The plunger at 7 units, and below it the pointer to it; 0 at the first column of the barrel,
    # two columns to a mark, each 12.2 wide.
    assert x["\u25b2\xa07\xa0units"] == x["\u2588"] == pytest.approx((8 + 7 * 2) * 12.2)


def test_a_run_is_as_wide_as_its_letters():
    drawn = ElementTree.fromstring(dose_svg(RESULT)).iter("{http://www.w3.org/2000/svg}text")
    for each in drawn:
        assert float(each.get("textLength")) == pytest.approx(len(each.text) * 12.2, abs=0.01)


def test_it_loads_nothing_from_anywhere():
    svg = dose_svg(RESULT)
    assert set(re.findall(r"https?://[^\"' <]+", svg)) == {"http://www.w3.org/2000/svg"}


def test_the_same_result_gives_the_same_bytes():
    assert dose_svg(RESULT) == dose_svg(dose(vial="10 mg", diluent="3 mL", dose="250 mcg"))


def test_the_text_of_a_catalogue_is_escaped():
    hostile = CATALOGUE.formulation("selank")._replace(name="</text><script>alert(1)</script>&")
    svg = dose_svg(dose(formulation=hostile, vial="5 mg", diluent="2 mL", dose="250 mcg"))
    assert "<script" not in svg
    assert "<script>alert(1)" in words(svg)
