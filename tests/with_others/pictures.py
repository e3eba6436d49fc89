"""Labels and pictures in librsvg, Inkscape and Chromium: true size, each letter in its place."""

import json
import re
from functools import cache
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import Image, ImageChops

from selank_calc import dose

from .programs import Outcome, ProgramError, found, run, tool, version_of

SVG = "{http://www.w3.org/2000/svg}"
DPI = 300
CSS_DPI = 96  # of an image without a size of its own a unit is a pixel
INCH_MM = 25.4
MARGIN_MM = 1.4
BLUE, BARREL = "#9ecae1", (70, 550)  # of the liquid in a syringe, and where its barrel is
SIZES = ("38x21mm", "40x30mm", "50x25mm", "62x29mm", "70x35mm", "25x70mm", "100x50mm")
OPENED = ("--opened", "2026-11-21")
LABELS = {
    "vial": ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"),
    "flags": ("--vial", "10 mg", "--diluent", "3 mL", "--dose", "250 mcg", "--per-day", "3",
              "--preservative-free"),
    "spray": ("-f", "nasal-spray", "--sprays", "2", "--bottle", "10 mL"),
}  # fmt: skip
DOSES = {
    "dose": LABELS["vial"],
    "dose with flags": LABELS["flags"],
    "dose of sprays": LABELS["spray"],
}


class Picture(NamedTuple):
    """An image that the tool made, and how large it is to be, in mm or else in its own units.

    `facts` are words of its JSON that have to be read on it, `filled` the share of a syringe.
    """

    name: str
    file: Path
    size_mm: tuple[float, float] | None = None
    facts: tuple[str, ...] = ()
    filled: float | None = None

    @property
    def pixels_per_unit(self):
        return DPI / INCH_MM if self.size_mm else 1.0

    @property
    def has_size(self):
        return ElementTree.parse(self.file).getroot().get("width") is not None

    @property
    def width_and_height(self):
        """In pixels, at 300 dots per inch if it has a size in mm."""
        box = ElementTree.parse(self.file).getroot().get("viewBox").split()
        return tuple(float(each) * self.pixels_per_unit for each in box[2:])


def all_made(folder):
    """Labels in every size, and the images of doses."""
    for name, asked in LABELS.items():
        for size in SIZES:
            file = folder / f"label-{name}-{size}.svg"
            more = "--svg", file, "--size", size, "--json", "--force"
            of = json.loads(tool("label", *asked, *OPENED, *more))
            amount = f"{of['mark_units']:g} units" if "mark_units" in of else "2 sprays"
            at_once = of["keeping"] if of["keeping"].startswith("use at once") else None
            facts = (amount, at_once or of["discard_on"] or "maker's date", of["name"])
            sides = tuple(map(float, size.removesuffix("mm").split("x")))
            yield Picture(f"label {name} {size}", file, sides, facts)
    for name, asked in DOSES.items():
        file = folder / f"{name.replace(' ', '-')}.svg"
        tool("dose", *asked, "--svg", file, "--force")
        yield Picture(name, file)
    for draw in ("1 unit", "10 units", "29 units", "30 units"):
        result = dose(vial="5 mg", diluent="2 mL", draw=draw, syringe="0.3 mL")
        file = folder / f"{draw.replace(' ', '-')}.svg"
        file.write_text(result.syringe_svg(), encoding="utf-8")
        yield Picture(f"syringe of {draw}", file, filled=int(draw.split()[0]) / 30)


# --- Where each letter stands ---------------------------------------------------------


class Letter(NamedTuple):
    """A character, and where the file has it, in the units of its drawing."""

    character: str
    left: float
    width: float
    baseline: float
    height: float


def letters(svg):
    """Every character of the texts in an image, blanks within them as well."""
    text = svg.read_text(encoding="utf-8")
    styled = re.search(r"font-size: ([\d.]+)px", text)
    yield from _letters(ElementTree.fromstring(text), 0, 0, float(styled[1]) if styled else 0)


def _letters(element, right, down, size):
    moved = re.match(r"translate\(([\d.]+), ([\d.]+)\)", element.get("transform", ""))
    if moved:
        right, down = right + float(moved[1]), down + float(moved[2])
    size = float(element.get("font-size", size))
    if element.tag == f"{SVG}text":
        written = (element.text or "").rstrip("\n")
        length = element.get("textLength")
        width = float(length) / len(written) if length and written else 0.602 * size
        left, baseline = float(element.get("x")) + right, float(element.get("y")) + down
        for place, character in enumerate(written):
            yield Letter(character, left + place * width, width, baseline, size)
    for each in element:
        yield from _letters(each, right, down, size)


def inked(image):
    """Where an image differs from its ground, the colour that most of it has."""
    white = Image.new("RGBA", image.size, "white")
    grey = Image.alpha_composite(white, image.convert("RGBA")).convert("L")
    ground = max(range(256), key=grey.histogram().__getitem__)
    apart = ImageChops.difference(grey, Image.new("L", grey.size, ground))
    return apart.point(lambda value: 255 if value > 40 else 0)


def misplaced(svg, ink, scale):
    """Letters that are not where the file has them, and blanks with something in them."""
    wrong = []
    for each in letters(svg):
        # A letter may stand anywhere in its column; next to a blank it may lean into it.
        inside = 0.3 if each.character.isspace() else 0
        box = (
            (each.left + each.width * inside) * scale,
            (each.baseline - each.height * 0.78) * scale,
            (each.left + each.width * (1 - inside)) * scale,
            (each.baseline + each.height * 0.22) * scale,
        )
        has_ink = ink.crop(tuple(map(round, box))).getbbox() is not None
        if has_ink is each.character.isspace():
            wrong.append(f"{each.character!r} at {each.left:.1f}, {each.baseline:.1f}")
    return wrong


def faults(picture, image):
    """What is wrong with a picture as a program drew it."""
    wide, high = picture.width_and_height
    if abs(image.width - wide) > 1 or abs(image.height - high) > 1:
        return [f"{image.width} x {image.height} pixels, not {wide:.1f} x {high:.1f}"]
    ink = inked(image)
    if ink.getbbox() is None:
        return ["nothing is drawn"]
    if picture.filled is not None:
        return _wrongly_filled(image, picture.filled)
    wrong = misplaced(picture.file, ink, picture.pixels_per_unit)[:3]
    if picture.size_mm:
        margin = MARGIN_MM * picture.pixels_per_unit
        left, top, right, bottom = ink.getbbox()
        if min(left, top, image.width - right, image.height - bottom) < margin - 1:
            wrong.append(f"something is within {MARGIN_MM} mm of the edge")
    return wrong


def _wrongly_filled(image, share):
    """Whether the blue of a syringe ends where its mark is, on a barrel from 70 to 550."""
    blue = ImageChops.difference(image.convert("RGB"), Image.new("RGB", image.size, BLUE))
    box = blue.convert("L").point(lambda apart: 255 * (apart < 3)).getbbox()
    left, _top, right, _bottom = box or (0, 0, 0, 0)
    ends = BARREL[0] + share * (BARREL[1] - BARREL[0])
    is_right = abs(left - BARREL[0]) <= 1 and abs(right - ends) <= 1
    return [] if is_right else [f"filled from {left} to {right}, not to {ends:g}"]


# --- What each program draws ----------------------------------------------------------


def by_rsvg(picture, folder):
    drawn, page = folder / "drawn.png", folder / "page.pdf"
    dots = ("-d", DPI, "-p", DPI) if picture.size_mm else ()
    run("rsvg-convert", *dots, picture.file, "-o", drawn)
    run("rsvg-convert", "-f", "pdf", picture.file, "-o", page)
    return faults(picture, Image.open(drawn)) + _on_paper(picture, page)


def by_inkscape(picture, folder):
    drawn, page = folder / "drawn.png", folder / "page.pdf"
    dots = DPI if picture.size_mm else CSS_DPI
    png = "--export-type=png", f"--export-dpi={dots}", "-o", drawn
    for made in (png, ("--export-type=pdf", "-o", page)):
        run("inkscape", *made, picture.file, HOME=folder)
    return faults(picture, Image.open(drawn)) + _on_paper(picture, page)


def _on_paper(picture, page):
    """Whether a page that was made of a label has its size, and its words."""
    if not picture.size_mm:
        return []
    wrong = _unread(picture, page)
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", run("pdfinfo", page))
    for side, points in zip(picture.size_mm, size.groups(), strict=True):
        if abs(float(points) - side / INCH_MM * 72) > 0.1:
            wrong.append(f"a page of {points} points, not {side} mm")
    return wrong


def by_chromium(picture, folder):
    """On the screen, at 300 dots per inch if it has a size; and then printed."""
    wide, high = picture.width_and_height
    scale = DPI / CSS_DPI if picture.size_mm else 1
    # An image without a size fills the window; in one that is too small nothing is drawn.
    window = "800,600" if picture.has_size else f"{ceil(wide)},{ceil(high)}"
    drawn = folder / "drawn.png"
    chromium(folder, picture, f"--force-device-scale-factor={scale:g}", f"--window-size={window}",
             f"--screenshot={drawn}")  # fmt: skip
    image = Image.open(drawn)
    shown = image.crop((0, 0, round(wide), round(high)))
    wrong = faults(picture, shown)
    if picture.size_mm and not wrong:
        if inked(image).getbbox() != inked(shown).getbbox():
            wrong.append("something is beside the label")
        wrong += _printed(picture, folder, inked(shown).getbbox())
    return wrong


def _printed(picture, folder, on_screen):
    """Whether what it prints on a large sheet is as large as on the screen, and can be read."""
    page = folder / "page.pdf"
    chromium(folder, picture, f"--print-to-pdf={page}", "--no-pdf-header-footer")
    run("pdftoppm", "-r", DPI, "-png", "-singlefile", page, folder / "page")
    left, top, right, bottom = inked(Image.open(folder / "page.png")).getbbox()
    wide, high = on_screen[2] - on_screen[0], on_screen[3] - on_screen[1]
    wrong = []
    if abs(right - left - wide) > 2 or abs(bottom - top - high) > 2:
        wrong.append(f"prints as {right - left} x {bottom - top} pixels, not {wide} x {high}")
    return wrong + _unread(picture, page)


def _unread(picture, page):
    """What its JSON has and a page does not say."""
    said = " ".join(run("pdftotext", page, "-").split())
    return [f"a page without {each!r}" for each in picture.facts if each not in said]


def chromium(folder, picture, *options):
    """Runs it without a screen, in an empty profile."""
    run(
        _chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--disable-background-networking", f"--user-data-dir={folder / 'profile'}", *options,
        picture.file.as_uri(), HOME=folder,
    )  # fmt: skip


@cache
def _chromium():
    return found("chromium", "chromium-browser", "google-chrome") or "chromium"


READERS = {
    "librsvg (rsvg-convert)": ("rsvg-convert", by_rsvg),
    "Inkscape": ("inkscape", by_inkscape),
    "Chromium": ("chromium", by_chromium),
}


def outcomes(folder):
    """What each program makes of the labels and the images of doses, and of a syringe's fill."""
    pictures = list(all_made(folder))
    labels = sum(each.size_mm is not None for each in pictures)
    syringes = sum(each.filled is not None for each in pictures)
    read = (
        f"{labels} labels in {len(SIZES)} sizes: each letter in its place, margins, size in mm; "
        f"{len(DOSES)} images of doses: each letter; {syringes} syringes: the fill"
    )
    for name, (program, draw) in READERS.items():
        # Pages that a program makes are read by tools of poppler.
        version = found("pdftoppm") and version_of(
            _chromium() if program == "chromium" else program
        )
        differs = None
        if version is not None:
            differs = [line for each in pictures for line in drawn(draw, each, folder)]
        yield Outcome(name, version, read, differs)


def drawn(draw, picture, folder):
    """What is wrong with it in that program, a line each."""
    with TemporaryDirectory(dir=folder) as own:
        try:
            return [f"{picture.name}: {each}" for each in draw(picture, Path(own))]
        except ProgramError as failed:
            return [f"{picture.name}: {failed}"]
