"""What a catalogue of one's own changes of sources that the tool knows is said beside them."""

from decimal import Decimal

import pytest

from selank_calc import CATALOGUE
from selank_calc.catalogue.compared import changed_sources
from selank_calc.catalogue.file import default_catalogue_text, parse_catalogue
from selank_calc.catalogue.model import Source

SAID = " (changed: not what the tool's own catalogue has of it)"


def changed(old, new):
    text = default_catalogue_text()
    assert text.count(old) == 1
    return changed_sources(parse_catalogue(text.replace(old, new), "mine.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "sources"),
    [
        ("daily: {low: 200 mcg, high: 675 mcg", "daily: {low: 200 mcg, high: 900 mcg",
         {"guide", "review"}),
        ("dose: {low: 200 mcg, high: 400 mcg", "dose: {low: 200 mcg, high: 450 mcg", {"guide"}),
        ("injection:\n    most: 1.5 mL", "injection:\n    most: 2 mL", {"mathaes-2016"}),
        ("limit: 2 units", "limit: 1 unit", {"casella-1993"}),
        ("text: no human study", "text: no study", {"review"}),
        ("capacity: 2 mL, marks: 2 units", "capacity: 3 mL, marks: 2 units", {"iso-8537"}),
        ("guide: protocol guide on Selank  #", "guide: another guide  #", {"guide"}),
        # the same figure, in other words
        ("daily: {low: 200 mcg, high: 675 mcg", "daily: {low: 0.20 mg, high: 675.0 mcg", set()),
        # another document for it is not a change of the first
        ("high: 675 mcg, sources: [guide, review]", "high: 675 mcg, sources: [guide]", set()),
    ],
)  # fmt: skip
def test_of_which_sources_something_is_changed(old, new, sources):
    assert changed(old, new) == sources


def test_a_source_of_ones_own_is_none_that_the_tool_knows():
    own = CATALOGUE._replace(
        sources=(*CATALOGUE.sources, Source("mine", "a document of mine")),
        daily_mcg=CATALOGUE.daily_mcg._replace(high=Decimal(900), sources=("mine",)),
    )
    assert changed_sources(own) == set()
    assert changed_sources(CATALOGUE) == changed_sources(CATALOGUE._replace()) == set()


def test_it_is_said_beside_the_source(run, tmp_path):
    mine = tmp_path / "mine.yaml"
    text = default_catalogue_text().replace(
        "low: 250 mcg, high: 500 mcg", "low: 250 mcg, high: 900 mcg"
    )
    mine.write_text(text, encoding="utf-8")
    asked = ("--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg", "--catalogue", str(mine))
    for command in (("dose", *asked, "--full", "--format", "plain"), ("label", *asked, "--full"),
                    ("course", *asked, "--full"), ("formulations", "selank", *asked[-2:])):  # fmt: skip
        said = " ".join(run(*command).out.split())
        assert f"guide: protocol guide on Selank{SAID}" in said
        assert f"selank-calc{SAID}" not in said
        assert said.count(SAID) == 1
