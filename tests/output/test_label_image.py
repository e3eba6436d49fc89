"""The image of a label: drawn by a real renderer, at its size, with nothing cut off."""

import io
from pathlib import Path
from xml.etree import ElementTree

import captcha
import pytest
import resvg_py
from PIL import Image

from selank_calc import CATALOGUE, OutOfBoundsError, label

SELANK = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "opened": "2026-11-21"}
FONT = Path(captcha.__file__).parent / "data" / "DroidSansMono.ttf"
SVG = "{http://www.w3.org/2000/svg}"
DOTS_PER_MM = 10


def drawn(svg):
    """The image in shades of grey, with the one font that comes with the tests."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[str(FONT)], dpi=254
    )
    return Image.open(io.BytesIO(bytes(png))).convert("L")


def inked(image):
    """The box that holds everything dark, in mm: left, top, right, bottom."""
    box = image.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    return tuple(edge / DOTS_PER_MM for edge in box)


def texts(svg):
    return [each.text for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"vial": "10 mg", "diluent": "3 mL", "preservative_free": True},
        {"dose": "250 mg", "formulation": "amidate"},
        {"formulation": "spray", "vial": None, "diluent": None, "dose": "180 mcg"},
    ],
    ids=["plain", "between marks", "many warnings", "spray"],
)
@pytest.mark.parametrize("size", ["50x25mm", "40x30mm", "100x50mm", "25x70mm"])
def test_all_of_it_is_inside_the_margins(asked, size):
    width, height = map(int, size.removesuffix("mm").split("x"))
    svg = label(**{**SELANK, **asked}).as_svg(size)
    image = drawn(svg)
    assert image.size == (width * DOTS_PER_MM, height * DOTS_PER_MM)
    left, top, right, bottom = inked(image)
    assert left >= 1.4
    assert top >= 1.4
    assert right <= width - 1.4
    assert bottom <= height - 1.4
    # the letters fill the label one way or the other
    assert right > width * 0.8 or bottom > height * 0.8


def test_every_line_is_drawn():
    svg = label(**SELANK).as_svg("100x25mm")
    image = drawn(svg)
    rows = [float(each.get("y")) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    for row in rows:
        above = image.crop((0, int((row - 1.5) * DOTS_PER_MM), image.width, int(row * DOTS_PER_MM)))
        assert above.getextrema()[0] < 128
    assert len(rows) == 6


def test_it_prints_to_scale():
    root = ElementTree.fromstring(label(**SELANK).as_svg("50.5x25mm"))
    assert (root.get("width"), root.get("height")) == ("50.5mm", "25mm")
    assert root.get("viewBox") == "0 0 50.5 25"


def test_its_lines_are_those_of_the_text():
    made = label(**{**SELANK, "vial": "10 mg", "diluent": "3 mL"})
    assert " ".join(" ".join(texts(made.as_svg())).split()) == " ".join(made.as_text().split())


def test_a_number_is_never_parted_from_its_unit():
    for size in ("20x40mm", "25x70mm", "30x50mm", "50x25mm"):
        for text in texts(label(**SELANK).as_svg(size)):
            last = text.split()[-1]
            assert not last[-1].isdigit() or last.count("-") == 2 or last == "U-100"


def test_the_usual_size_is_50_by_25():
    assert label(**SELANK).as_svg() == label(**SELANK).as_svg("50x25mm")


def test_text_of_others_is_data():
    hostile = "</text><script>alert(1)</script>&amp;"
    named = CATALOGUE.formulation("selank")._replace(name=hostile)
    own = CATALOGUE._replace(formulations=(named,))
    svg = label(**SELANK, formulation=named, catalogue=own).as_svg("100x50mm")
    root = ElementTree.fromstring(svg)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {
        "svg", "title", "desc", "rect", "g", "text",
    }  # fmt: skip
    assert "".join(texts(svg)).startswith(hostile)


def test_letters_too_small_to_read_are_refused():
    # six lines of 1.41 mm, each 1.2 times as high, and two margins of 1.5 mm: 13.2 mm
    assert label(**SELANK).as_svg("100x13.5mm")
    with pytest.raises(OutOfBoundsError, match="too small for this label") as error:
        label(**SELANK).as_svg("100x13mm")
    assert error.value.field == "size"
