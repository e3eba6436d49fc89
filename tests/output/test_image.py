"""The table as an image: well-formed, whole, and the same every time."""

import re
from xml.etree import ElementTree

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
    said = re.sub(r"\s+", " ", words(dose_svg(RESULT, explain=True)))
    assert "Draw 7.5 units on a 0.3 mL U-100 syringe = 0.075 mL = 250 mcg" in said
    assert "nearest mark: 7 units" in said
    for flag in RESULT.flags:
        assert flag.code in said
    assert "Steps" in said
    assert "Steps" not in words(dose_svg(RESULT))


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
