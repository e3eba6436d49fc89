"""What somebody calculates who has read the documents only: see `tests/second_oracle`."""

from datetime import date, timedelta

import pytest

import selank_calc
from tests.second_oracle import judged
from tests.second_oracle.made import Case, case_of

USUAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
CASES, PARTS = 320, 8


@pytest.mark.parametrize("part", range(PARTS))
def test_every_figure_and_flag_is_what_the_documents_say(part: int) -> None:
    today = date.today()
    differ = {
        number: (case, found)
        for number in range(part, CASES, PARTS)
        if (found := judged.differences(case := case_of(7, number), today))
    }
    assert not differ


@pytest.mark.parametrize("days", [-40, -1, 0, 1, 18, 19, 26, 27, 28, 400])
def test_an_expiry_is_counted_from_today(days: int) -> None:
    expires = (date.today() + timedelta(days)).isoformat()
    for given in (
        USUAL,
        USUAL | {"diluent_kind": "sterile"},
        USUAL | {"vial": "10 mg"},
        {"strength": "5 mg/mL", "volume": "3 mL", "dose": "250 mcg"},
        {"formulation": "nasal-spray", "sprays": 2, "bottle": "10 mL", "priming": 7},
        {"formulation": "nasal-drops", "drops": 1},
    ):
        case = Case("dose", {**given, "expires": expires})
        assert not judged.differences(case, date.today())


def test_the_same_case_is_made_again() -> None:
    assert case_of(3, 14) == case_of(3, 14) != case_of(3, 15)


def test_another_answer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("dose", USUAL)
    assert not judged.differences(case, date.today())
    monkeypatch.setitem(
        judged.FUNCTIONS, "dose", lambda **given: selank_calc.dose(**given | {"dose": "251 mcg"})
    )
    found = judged.differences(case, date.today())
    assert any(each.startswith("result.draw_units: 10.0, theirs 10.04") for each in found)
    assert "raised: caution between-marks" in found


def test_an_answer_in_place_of_a_refusal_is_noticed() -> None:
    case = Case("dose", USUAL, fault=("unit", "dose"))
    assert judged.differences(case, date.today()) == ["not refused: unit dose"]


def test_a_refusal_in_place_of_an_answer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        judged.FUNCTIONS, "dose", lambda **given: selank_calc.dose(**given | {"dose": "251"})
    )
    (found,) = judged.differences(Case("dose", USUAL), date.today())
    assert found.startswith("refused: unit dose")
