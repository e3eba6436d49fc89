"""What a notebook shows: each display whole, as a snapshot, looked at in a browser before it was kept."""

import re
from xml.etree import ElementTree

import pytest

from selank_calc import CATALOGUE, chart, convert, course, diluent, dose, formulations
from selank_calc.output.first_lines import as_one

MISMATCH = dose(vial="5 mg", diluent="1 mL", dose="0.25 mg", draw="25 units")
BETWEEN = dose(vial="10 mg", diluent="3 mL", dose="250 mcg", syringe="0.3 mL")
PLAN = course(
    vial="10 mg", diluent="4 mL", dose="250 mcg", days=28, courses=2, break_days=14,
    start="2026-11-21", skip="Sun", today="2026-12-05",
)  # fmt: skip
SHOWN = {
    "a dose that is not its draw": MISMATCH,
    "a spray": dose(formulation="spray", dose="230 mcg", bottle="10 mL"),
    "a choice of diluent": diluent(vial="5 mg", dose="250 mcg"),
    "a chart": chart(formulation="spray"),
    "a course": PLAN,
    "a conversion": convert("250 mcg", "units", vial="5 mg", diluent="2 mL"),
    "all formulations": formulations(),
    "one formulation": formulations("amidate")[0],
    "a mark": BETWEEN.below,
    "a flag": BETWEEN.flags[0],
    "sprays": dose(formulation="spray", dose="230 mcg").above,
    "a step": PLAN.steps[0],
    "an opening": PLAN.openings[0],
    "a day": PLAN.days_detail[0],
    "where one stands": PLAN.standing,
    "a range": CATALOGUE.daily_mcg,
    "a syringe": BETWEEN.syringe,
}


@pytest.mark.parametrize("result", SHOWN.values(), ids=SHOWN)
def test_a_notebook_shows(result, snapshot):
    html = result._repr_html_()
    ElementTree.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")  # every tag is closed
    html = re.sub("<svg.*?</svg>", "<svg/>", html, flags=re.DOTALL)
    assert html.replace("><", ">\n<") == snapshot


def test_the_flags_stand_in_colour_right_below_the_headline():
    html = MISMATCH._repr_html_()
    headline, flag = html.index("not 250 mcg</strong>"), html.index(">WARNING</strong>")
    assert headline < flag < html.index("<svg") < html.index("<table>")
    assert html.count("background:#b3261e") == len(as_one(MISMATCH.flags)) == 2
    assert "background:#f2c14e" in BETWEEN._repr_html_()


def test_a_calendar_is_monospaced_wherever_its_html_is_put():
    assert re.search(r'<pre style="font-family:[^"]*monospace[;"]', PLAN._repr_html_())


def test_text_of_a_catalogue_is_escaped():
    hostile = CATALOGUE.formulation("selank")._replace(name="<b>", aliases=("<i>",))
    assert "<b>" not in hostile._repr_html_()
    assert "<i>" not in type(formulations())([hostile])._repr_html_()
    assert "<u>" not in BETWEEN.flags[0]._replace(message="<u>")._repr_html_()


def test_a_chart_has_a_row_for_each_mark_with_what_is_outside_the_documented():
    rows = re.findall("<tr>(.*?)</tr>", chart(vial="5 mg", diluent="2 mL")._repr_html_())
    cells = [re.findall("<td[^>]*>(.*?)</td>", row) for row in rows]
    # 25 mcg a unit; documented are 250 to 500 mcg a dose and 200 to 675 a day
    assert len(cells) == 1 + 30
    assert cells[10] == ["10", "0.1", "250", "within", "250", "500", "750!", ""]
    assert cells[1] == ["1", "0.01", "25", "below", "25!", "50!", "75!", "draw-very-small"]
