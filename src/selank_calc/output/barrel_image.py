"""The syringe alone as an SVG image: its marks, its fill, and the mark to draw to."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..amounts.writing import plural, show_exactly, show_number
from ..dosing.barrels import in_words
from .label_image import FONTS
from .picture import NUMBERED_UNITS, filled

if TYPE_CHECKING:
    from ..amounts.exact import Fraction
    from ..dosing.results import VialDose

# In a drawing of 640 x 120: the barrel's left end, its length, its upper and lower edge.
_LEFT, _LENGTH, _TOP, _BOTTOM = 70.0, 480.0, 40.0, 80.0
_LEAST_APART = 3.0  # between marks that can be told apart
_LETTER = 7.3  # the width of one
_NUMBER = 30.0  # the room a number takes


def syringe_svg(result: VialDose) -> str:
    """The barrel of a draw to scale, filled to its mark.

    Of a draw that takes several fillings it shows the last, and says how many are full.
    """
    holds = result.device.barrel.capacity_units
    full, rest = filled(result)
    at = _LEFT + _LENGTH * _share(rest, holds)
    said = show_exactly(rest, "units")
    if full:
        said = f"{plural(full, 'full barrel')}, then {said}"
    # Words stand where they do not run out of the drawing.
    half = _LETTER * len(said) / 2
    words_at = min(max(at, half + 5), 635 - half)
    middle = (_TOP + _BOTTOM) / 2
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 120" width="640" height="120" role="img">
<title>{escape(f"{said} on a {in_words(result.syringe)}")}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<g stroke="#333333" fill="none" stroke-width="1.5">
<path d="M5 {middle} H{_LEFT - 12} m0 -5 h12 v10 h-12 Z"/>
<rect x="{_LEFT}" y="{_TOP}" width="{at - _LEFT:.2f}" height="{_BOTTOM - _TOP}" fill="#9ecae1"/>
<rect x="{_LEFT}" y="{_TOP}" width="{_LENGTH}" height="{_BOTTOM - _TOP}"/>
<rect x="{at:.2f}" y="{_TOP}" width="6" height="{_BOTTOM - _TOP}" fill="#333333"/>
<path d="M{at + 6:.2f} {middle} H612 M612 {_TOP} V{_BOTTOM}"/>
<path d="{_marks(result, holds)}" stroke-width="1"/>
</g>
<g font-family="{FONTS}" font-size="12" fill="#333333" text-anchor="middle">
{_numbers(holds)}
<text x="{words_at:.2f}" y="100" font-weight="bold">{escape(said)}</text>
</g>
</svg>
"""


def _share(units: Fraction, holds: Fraction) -> float:
    return float(units / holds)


def _marks(result: VialDose, holds: Fraction) -> str:
    """Each mark as a line into the barrel; only the numbered ones where all are too many."""
    spacing = result.device.barrel.marks_units
    numbered = _numbered_every(holds)
    if _LENGTH / int(holds / spacing) < _LEAST_APART:
        spacing = numbered
    lines = []
    for number in range(int(holds / spacing) + 1):
        units = spacing * number
        is_numbered = not units % numbered
        x = _LEFT + _LENGTH * _share(units, holds)
        lines.append(f"M{x:.2f} {_TOP} v{14 if is_numbered else 8}")
    return " ".join(lines)


def _numbers(holds: Fraction) -> str:
    step = _numbered_every(holds)
    return "\n".join(
        f'<text x="{_LEFT + _LENGTH * _share(units, holds):.2f}" y="{_TOP - 8}">'
        f"{show_number(units)}</text>"
        for units in (step * each for each in range(int(holds // step) + 1))
    )


def _numbered_every(holds: Fraction) -> Fraction:
    """Units between numbers: the least for which they do not touch."""
    fitting = (step for step in NUMBERED_UNITS if _LENGTH * _share(step, holds) >= _NUMBER)
    return next(fitting, holds)
