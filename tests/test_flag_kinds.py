"""What each flag is said to be, held against what is raised."""

import json
import re
import runpy
import shlex
from decimal import Decimal
from pathlib import Path

import pytest

from selank_calc import CATALOGUE, CatalogueError, UnknownNameError, flags
from selank_calc.catalogue.codes import CODES
from selank_calc.flag_kinds import WORDS

from .command_line import run_here

TYPICAL = runpy.run_path(str(Path(__file__).parents[1] / "docs/typical.py"))["TYPICAL"]


def raised_by(command):
    """The flags of a command, those of each volume of a choice of diluents too."""
    ran = run_here(*shlex.split(command.removeprefix("selank-calc ")), "--json")
    assert (ran.code or 0, ran.err) == (0, "")
    record = json.loads(ran.out)
    return record["flags"]


def test_every_code_has_its_words_and_no_other():
    assert [kind.code for kind in flags()] == list(CODES)
    assert WORDS.keys() == CODES.keys()


@pytest.mark.parametrize("kind", flags(), ids=CODES)
def test_the_example_raises_it_with_that_severity_limit_and_source(kind):
    (flag,) = [each for each in raised_by(kind.example) if each["code"] == kind.code]
    assert flag["severity"] == kind.severity or kind.otherwise
    sources = [", ".join(each.sources) for each in kind.limits]
    assert (flag["source"] or "") in sources
    limit = kind.limits[sources.index(flag["source"] or "")].limit
    if flag["source"] and flag["limit"] is not None:
        assert re.search(rf"\b{flag['limit']:g}\b", limit)
    if flag["unit"] == "times" or kind.code == "low-use":
        assert f"{flag['limit']:g}" in limit


@pytest.mark.parametrize("kind", flags(), ids=CODES)
def test_all_of_it_is_said(kind):
    assert all([kind.raised, kind.limits, kind.why, kind.to_do])
    assert kind.to_do.endswith(".")
    assert not kind.raised.endswith(".")
    known = {each.id for each in CATALOGUE.sources}
    assert {source for each in kind.limits for source in each.sources} <= known


def test_limits_are_those_of_the_catalogue():
    said = {limit.limit for kind in flags() for limit in kind.limits}
    # FACTS: 250 to 500, 200 to 400, 150 to 225; 200 to 675 a day; 28 days and a day
    assert said >= {
        "selank: 250 mcg", "selank: 500 mcg", "n-acetyl-selank-amidate: 200 mcg",
        "n-acetyl-selank-amidate: 400 mcg", "nasal-spray: 150 mcg", "nasal-spray: 225 mcg",
        "200 mcg a day, for every formulation", "675 mcg a day, for every formulation",
        "28 days with a preservative", "1 day for a vial without one", "10 mL", "1.5 mL",
        "0.3 mL (unconfirmed)", "2 units, itself flagged", "less than 5 units", "n-acetyl-selank: none",
        "selank: 28 days", "selank: 7 days", "nasal-spray: 3 a day", "20 %", "2 times",
    }  # fmt: skip
    window = CATALOGUE.daily_mcg._replace(high=Decimal(700))
    (kind,) = flags("daily-above-documented", catalogue=CATALOGUE._replace(daily_mcg=window))
    assert kind.limits[0].limit == "700 mcg a day, for every formulation"


def test_a_formulation_without_a_dose_need_not_have_trials():
    bare = CATALOGUE.formulation("n-acetyl-selank")._replace(statements=())
    (kind,) = flags("no-documented-range", catalogue=CATALOGUE._replace(formulations=(bare,)))
    assert kind.limits == (("n-acetyl-selank: none", ()),)


def test_a_code_is_read_in_any_case_and_an_unknown_one_is_refused():
    assert flags(" Between-Marks ") == flags("between-marks")
    with pytest.raises(UnknownNameError, match="no flag has the code 'between-mark'") as error:
        flags("between-mark")
    assert (error.value.field, error.value.hint) == ("code", "Did you mean between-marks?")
    with pytest.raises(UnknownNameError) as error:
        flags("xyz")
    assert error.value.hint == "Leave it out to have all of them."
    with pytest.raises(UnknownNameError, match="not by int"):
        flags(3)
    with pytest.raises(CatalogueError):
        flags(catalogue="mine.yaml")


class TestTypicalInputs:
    def test_there_are_thirty(self):
        assert len({each.command for each in TYPICAL}) == 30
        assert all(each.needed for each in TYPICAL)

    @pytest.mark.parametrize("typical", TYPICAL, ids=lambda each: each.input)
    def test_each_raises_these_in_this_order(self, typical):
        raised = [f"{each['severity']} {each['code']}" for each in raised_by(typical.command)]
        assert raised == [each for one in typical.raised for each in one.split(" + ")]

    @pytest.mark.parametrize("typical", TYPICAL, ids=lambda each: each.input)
    def test_the_screen_has_a_line_for_each_and_none_twice(self, typical):
        printed = run_here(*shlex.split(typical.command)).out
        said = re.findall(r"^ (WARNING|CAUTION|NOTE) +(.*)$", printed, re.MULTILINE)
        assert [word.lower() for word, _line in said] == [
            each.split()[0] for each in typical.raised
        ]
        lines = re.findall(r"^ {10}(.*)$", printed, re.MULTILINE)
        assert len({*lines}) == len(lines)
