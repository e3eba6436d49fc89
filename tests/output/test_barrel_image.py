"""The syringe alone: to scale, with its marks, the same every time."""

import io
from decimal import Inexact, localcontext
from pathlib import Path
from xml.etree import ElementTree

import captcha
import pytest
import resvg_py
from PIL import Image

from selank_calc import CATALOGUE, dose

FONT = Path(captcha.__file__).parent / "data" / "DroidSansMono.ttf"
SVG = "{http://www.w3.org/2000/svg}"
OF_THREE_TENTHS = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}  # 10 of 30 units


def parts(**asked):
    """Its fill as a share of the barrel, its numbers, its words, its marks."""
    root = ElementTree.fromstring(dose(**asked).syringe_svg())
    _paper, fill, barrel, _plunger = root.iter(f"{SVG}rect")
    *numbers, words = (text.text for text in root.iter(f"{SVG}text"))
    marks = list(root.iter(f"{SVG}path"))[-1].get("d").split("M")[1:]
    share = float(fill.get("width")) / float(barrel.get("width"))
    return round(share, 4), numbers, words, len(marks), root.find(f"{SVG}title").text


@pytest.mark.parametrize(
    ("asked", "share", "last", "words", "marks"),
    [
        (OF_THREE_TENTHS, 0.3333, "30", "10 units", 31),
        ({**OF_THREE_TENTHS, "marks": "0.5 units"}, 0.3333, "30", "10 units", 61),
        ({**OF_THREE_TENTHS, "dose": "750 mcg"}, 1, "30", "30 units", 31),
        # 3 mg are 120 units: a barrel of 100, then 20.
        ({**OF_THREE_TENTHS, "dose": "3 mg"}, 0.2, "100", "1 full barrel, then 20 units", 51),
        ({**OF_THREE_TENTHS, "dose": "5 mg"}, 1, "100", "1 full barrel, then 100 units", 51),
        # 1.1 mg are 0.44 mL, 220 of the 250 units of 0.5 mL U-500.
        ({**OF_THREE_TENTHS, "dose": "1.1 mg", "scale": "U-500"}, 0.88, "240", "220 units", 51),
    ],
)
def test_it_is_filled_and_marked_to_scale(asked, share, last, words, marks):
    filled, numbers, said, lines, title = parts(**asked)
    assert (filled, numbers[0], numbers[-1], said, lines) == (share, "0", last, words, marks)
    assert title.startswith(f"{words} on a ")


def test_marks_too_close_to_be_told_apart_are_left_out():
    finest = CATALOGUE.syringes[-1]._replace(capacity_ml=CATALOGUE.syringes[-1].capacity_ml * 10)
    assert finest.scale == "U-40"
    many = CATALOGUE._replace(syringes=(finest,))
    _share, numbers, _words, lines, _title = parts(**OF_THREE_TENTHS, scale="U-40", catalogue=many)
    assert len(numbers) <= lines < finest.capacity_ml * 40 / finest.marks_units


@pytest.mark.parametrize("amount", ["3 mg", "250 mg", "250 mcg", "30 mcg"])
def test_it_can_be_rendered_with_its_words_inside(amount):
    svg = dose(**{**OF_THREE_TENTHS, "dose": amount}).syringe_svg()
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(FONT)])
    image = Image.open(io.BytesIO(bytes(png))).convert("L")
    assert image.size == (640, 120)
    columns = [x for x in range(640) if any(image.getpixel((x, y)) < 128 for y in range(88, 105))]
    assert 2 < min(columns) < max(columns) < 638


def test_the_same_dose_gives_the_same_bytes():
    assert dose(**OF_THREE_TENTHS).syringe_svg() == dose(**OF_THREE_TENTHS).syringe_svg()


def test_a_notebook_shows_it_above_the_amounts():
    result = dose(**OF_THREE_TENTHS)
    shown = result._repr_html_()
    assert shown.index("<strong>") < shown.index(result.syringe_svg()) < shown.index("<table>")
    assert "<svg" not in dose(formulation="spray", sprays=2)._repr_html_()


def test_it_is_the_same_whatever_the_caller_set_for_decimals():
    result = dose(vial="7 mg", diluent="3 mL", dose="233 mcg")
    drawn = result.syringe_svg()
    with localcontext(prec=1) as context:
        context.traps[Inexact] = False
        assert result.syringe_svg() == drawn
    with localcontext() as context:
        context.traps[Inexact] = True
        assert result.syringe_svg() == drawn
