"""The judge of the results can say no: to whatever is changed, lost or added in one of them."""

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from selank_calc import SelankCalcError

from . import against_oracle, at_scale, oracle

VIAL = {"vial": "5 mg", "diluent": "3 mL", "dose": "260 mcg"}
SPRAY = {"formulation": "spray", "dose": "230 mcg", "bottle": "10 mL", "per_day": "1"}
MADE_UP = {**SPRAY, "vial": "5 mg", "diluent": "3 mL", "bottle": "2 mL", "weight": "70 kg"}
DRAWN = {"vial": "5 mg", "diluent": "2 mL", "dose": "25 mcg", "draw": "9.3 units"}
DAYS = {"start": "2026-11-21", "today": "2026-12-24", "price": "24.90", "currency": "EUR"}
ON_TIME = {**VIAL, **DAYS, "days": "40", "times": "09:00,21:00", "skip": "sun", "courses": "2"}
WORDS = {
    "dose from a vial": ("dose", VIAL),
    "dose at odds with its draw": ("dose", DRAWN),
    "dose of a spray": ("dose", SPRAY),
    "dose of a spray from a vial": ("dose", MADE_UP),
    "dose of drops": ("dose", {"formulation": "drops", "dose": "333 mcg"}),
    "diluent": ("diluent", {"vial": "5 mg", "dose": "20 mcg"}),
    "diluent on no mark": ("diluent", {"vial": "7 mg", "dose": "333 mcg"}),
    "course": ("course", ON_TIME),
    "course in steps": ("course", {"vial": "5 mg", "diluent": "9 mL", **DAYS,
                                   "step": ["200 mcg x 7d", "500 mcg x 2d"]}),
    "course of sprays": ("course", {**SPRAY, **DAYS, "priming": "5"}),
    "course of drops": ("course", {"formulation": "drops", "drops": "4", **DAYS}),
    "course of bottles that can't be counted": (
        "course", {"formulation": "spray", "sprays": "9", "start": "2026-11-21"},
    ),
    "label": ("label", {**VIAL, "opened": "2026-11-21", "beyond_use": "30"}),
    "label of a spray": ("label", {**SPRAY, "opened": "2026-11-21"}),
    "label of drops": ("label", {"formulation": "drops", "drops": "4", "opened": "2026-11-21"}),
    "convert": ("convert", {"vial": "5 mg", "diluent": "3 mL", "amount": "12 units", "to": "mg"}),
    "batch": ("batch", VIAL),
}  # fmt: skip
# What results hold apart from the oracle's names for it.
MASSES = ("taken_mcg", "lost_mcg", "left_mcg", "wasted_mcg")


class StandIn:
    """A result, but for what is changed or lost. It keeps none of the fields of the result."""

    __slots__ = ("_changed", "_lost", "_record", "_result")

    def __init__(self, result, lost=(), record=None, **changed):
        self._result, self._lost, self._record, self._changed = result, lost, record, changed

    def __getattr__(self, name):
        if name in self._lost:
            raise AttributeError(name)
        return self._changed[name] if name in self._changed else getattr(self._result, name)

    def as_dict(self):
        return self._result.as_dict() if self._record is None else self._record


class Judged:
    """What a command makes of the words, with what the oracle does."""

    def __init__(self, called):
        name, words = WORDS[called]
        self.command = at_scale.COMMANDS[name]
        self.expected = self.command.expect(**words)
        self.result = self.command.calculate(**words)

    def differences(self, *lost, record=None, **changed):
        """What the judge says of a result that differs in so much from the real one."""
        result = StandIn(self.result, lost, record, **changed)
        return list(self.command.differences(result, self.expected))

    def differences_of_record(self, lost=(), **changed):
        record = self.result if isinstance(self.result, dict) else self.result.as_dict()
        record = {name: each for name, each in {**record, **changed}.items() if name not in lost}
        if not isinstance(self.result, dict):
            record = StandIn(self.result, record=record)
        return at_scale._judged(self.command, record, self.expected)

    def names(self):
        """Those that the result must have."""
        of_drops = getattr(self.expected, "formulation", "") == "nasal-drops"
        known = [*vars(against_oracle.called(self.expected) if of_drops else self.expected)]
        if "masses" in known:
            known.remove("masses")
            known += MASSES
        return known


def other(value):
    """A value of the same type that is not the same, or of another for None."""
    if isinstance(value, Decimal):
        return 2 * value or Decimal(1)
    if isinstance(value, str):
        return f"{value}s"
    if isinstance(value, date):
        return value + timedelta(1)
    if isinstance(value, time):
        return value.replace(minute=59)
    if isinstance(value, tuple):
        items = (other(value[0]), *value[1:]) if value else ("more",)
        return type(value)(*items) if hasattr(value, "_fields") else items
    if isinstance(value, StandIn) or hasattr(value, "as_dict"):
        return StandIn(value, dose_mcg=2 * value.dose_mcg)
    return 1 if value is None else value + 1


def plainly(value):
    """The same in another type that compares equal, or all but that."""
    if isinstance(value, tuple):
        return list(value)
    return float(value) if isinstance(value, Decimal) else Decimal(value)


@pytest.mark.parametrize("called", WORDS)
def test_it_has_nothing_to_say_of_what_is_right(called):
    judged = Judged(called)
    assert list(judged.command.differences(judged.result, judged.expected)) == []
    if called != "batch":
        assert judged.differences() == []


@pytest.mark.parametrize("called", [each for each in WORDS if each != "batch"])
class TestEveryName:
    def test_missing(self, called):
        judged = Judged(called)
        for name in judged.names():
            assert f"there is no {name}" in judged.differences(name)

    def test_of_another_value(self, called):
        judged = Judged(called)
        for name in judged.names():
            value = getattr(judged.result, name)
            assert value == () or judged.differences(**{name: other(value)}), name

    def test_of_another_type(self, called):
        judged = Judged(called)
        for name in judged.names():
            value = getattr(judged.result, name)
            if isinstance(value, Decimal | int) or type(value) is tuple:
                assert judged.differences(**{name: plainly(value)}), name


@pytest.mark.parametrize("called", WORDS)
class TestTheRecord:
    def test_with_a_name_that_is_not_known(self, called):
        (told,) = Judged(called).differences_of_record(half_life_h=2)
        assert told == "the record has half_life_h, of which the oracle knows nothing"

    def test_with_another_value(self, called):
        judged = Judged(called)
        record = judged.differences_of_record
        numbers = judged.result if called == "batch" else judged.result.as_dict()
        for name, value in numbers.items():
            if name not in ("line", "id"):
                assert record(**{name: [*value, 1] if isinstance(value, list) else -1}), name
                assert record(**{name: None if value is not None else 1}), name

    def test_without_what_the_oracle_expects(self, called):
        judged = Judged(called)
        names = judged.result if called == "batch" else judged.result.as_dict()
        for name in vars(judged.expected).keys() & names.keys():
            assert judged.differences_of_record([name]), name


class TestADose:
    def test_a_doubled_draw(self):
        judged = Judged("dose from a vial")
        assert judged.differences(draw_units=judged.result.draw_units * 2) == [
            "draw_units is 31.2, not 15.6 (78/5)"
        ]

    def test_its_last_digit(self):
        judged = Judged("dose from a vial")
        low = judged.result.low_mcg
        assert judged.differences(low_mcg=low.next_minus(against_oracle._ROUNDED))

    @pytest.mark.parametrize(
        "value", [Decimal("NaN"), Decimal("Infinity"), Fraction(78, 5), "15.6"]
    )
    def test_what_is_no_decimal_number(self, value):
        assert Judged("dose from a vial").differences(draw_units=value)

    def test_another_barrel(self):
        judged = Judged("dose from a vial")
        syringe = judged.result.syringe
        for changed in ({"scale": "U-40"}, {"capacity_ml": Decimal(1)}, {"marks_units": 0.5}):
            assert judged.differences(syringe=syringe._replace(**changed))

    def test_the_name_of_another_formulation(self):
        assert Judged("dose from a vial").differences(name="Semax")
        assert Judged("dose from a vial").differences(route="oral")

    def test_a_field_that_fails_when_it_is_read(self):
        class Failing(StandIn):
            @property
            def below(self):
                raise ZeroDivisionError

        judged = Judged("dose from a vial")
        told = at_scale._judged(judged.command, Failing(judged.result), judged.expected)
        assert told == ["ZeroDivisionError(), where it was read"]

    def test_a_value_that_is_nothing_at_all(self):
        judged = Judged("dose from a vial")
        assert at_scale._judged(judged.command, None, judged.expected)
        told = list(judged.command.differences(StandIn(None, record={}), judged.expected))
        for name in vars(judged.expected):
            assert f"there is no {name}" in told
            assert f"{name} is not in the record" in told


@pytest.mark.parametrize("called", [each for each in WORDS if each not in ("convert", "batch")])
class TestFlags:
    """Of a dose at odds with its draw there are six, of every other result one or more."""

    def test_lost(self, called):
        judged = Judged(called)
        flags = judged.result.flags
        assert flags
        for at in range(len(flags)):
            assert judged.differences(flags=flags[:at] + flags[at + 1 :])

    def test_with_another_part(self, called):
        judged = Judged(called)
        for at, flag in enumerate(judged.result.flags):
            others = (
                {"code": "low-use" if flag.code != "low-use" else "beyond-use"},
                {"severity": "note" if flag.severity != "note" else "warning"},
                {"message": ""},
                {"value": other(flag.value)},
                {"limit": other(flag.limit)},
                {"unit": None if flag.unit else "mcg"},
                {"source": other(flag.source)},
                {"value": 1.0 if flag.value is None else float(flag.value)},
            )
            for changed in others:
                flags = [*judged.result.flags]
                flags[at] = flag._replace(**changed)
                assert judged.differences(flags=tuple(flags)), changed

    def test_twice(self, called):
        judged = Judged(called)
        flags = judged.result.flags
        assert judged.differences(flags=(flags[0], *flags)) == ["a flag is raised twice"]

    def test_in_another_order(self, called):
        judged = Judged(called)
        flags = judged.result.flags[::-1]
        if len(flags) > 1:
            (told,) = judged.differences(flags=flags)
            assert told.startswith("not worst first")

    def test_of_the_record(self, called):
        judged = Judged(called)
        flags = judged.result.as_dict()["flags"]
        for changed in ({"value": -1}, {"limit": -1}, {"source": "nobody"}, {"code": "low-uses"}):
            assert judged.differences_of_record(flags=[{**flags[0], **changed}, *flags[1:]])
        assert judged.differences_of_record(flags=flags[1:])
        if len(flags) > 1:
            assert judged.differences_of_record(flags=flags[::-1])


class TestAChoiceOfDiluents:
    def test_one_that_is_lost_or_elsewhere(self):
        judged = Judged("diluent on no mark")
        options = judged.result.options
        assert judged.differences(options=options[1:])
        assert judged.differences(options=(options[1], options[0], *options[2:]))

    def test_one_where_there_must_be_none(self):
        judged, others = Judged("diluent"), Judged("diluent on no mark")
        assert judged.result.options == ()
        assert judged.differences(options=others.result.options[:1])

    def test_one_of_its_doses(self):
        judged = Judged("diluent on no mark")
        *options, last = judged.result.options
        for changed in (StandIn(last, ["above"]), StandIn(last, mark_units=last.mark_units + 1)):
            assert judged.differences(options=(*options, changed))

    def test_one_in_its_record(self):
        judged = Judged("diluent on no mark")
        *options, last = judged.result.as_dict()["options"]
        for changed in ({"mark_units": last["mark_units"] + 1}, {"half_life_h": 2}, {"flags": []}):
            assert judged.differences_of_record(options=[*options, {**last, **changed}])


class TestACourse:
    @pytest.mark.parametrize(
        "called", ["course", "course in steps", "course of sprays", "course of drops"]
    )
    def test_an_opening(self, called):
        judged = Judged(called)
        for at, opening in enumerate(judged.result.openings):
            for name, value in opening._asdict().items():
                openings = [*judged.result.openings]
                openings[at] = opening._replace(**{name: other(value)})
                assert judged.differences(openings=tuple(openings)), name
        assert judged.differences(openings=judged.result.openings[1:])

    @pytest.mark.parametrize("name", ["days_detail", "standing", "openings"])
    @pytest.mark.parametrize(
        "called", ["course", "course in steps", "course of sprays", "course of drops"]
    )
    def test_each_part_of_a_day_of_the_standing_and_of_an_opening_in_the_record(self, called, name):
        judged = Judged(called)
        part = judged.result.as_dict()[name]
        first = part if name == "standing" else part[0]
        for each in first:
            changed = {**first, each: "another"}
            changed = changed if name == "standing" else [changed, *part[1:]]
            assert judged.differences_of_record(**{name: changed}), each

    @pytest.mark.parametrize(
        "called", ["course", "course in steps", "course of sprays", "course of drops"]
    )
    def test_a_day_and_the_standing(self, called):
        judged = Judged(called)
        *days, last = judged.result.days_detail
        for name, value in last._asdict().items():
            changed = last._replace(**{name: other(value)})
            assert judged.differences(days_detail=(*days, changed)), name
        assert judged.differences(days_detail=tuple(days))
        for name, value in judged.result.standing._asdict().items():
            changed = judged.result.standing._replace(**{name: other(value)})
            assert judged.differences(standing=changed), name

    def test_a_step(self):
        judged = Judged("course in steps")
        first, second = judged.result.steps
        assert judged.differences(steps=(first,))
        assert judged.differences(steps=(first, second._replace(days=3)))
        doubled = StandIn(second.dose, delivered_mcg=second.dose.delivered_mcg * 2)
        assert judged.differences(steps=(first, second._replace(dose=doubled)))
        steps = judged.result.as_dict()["steps"]
        for name in steps[1]:
            changed = {**steps[1], name: "another"}
            assert judged.differences_of_record(steps=[steps[0], changed]), name

    def test_masses_that_do_not_add_up(self):
        judged = Judged("course")
        last_digit = Decimal("1E-20")
        for name in ("taken_mcg", "lost_mcg", "left_mcg", "wasted_mcg", "opened_mcg"):
            changed = getattr(judged.result, name) + last_digit
            assert judged.differences(**{name: changed}), name


def test_an_error_of_another_kind_or_of_another_field():
    for number in range(400):
        found = at_scale.case(1, number)
        if found.is_refused:
            break
    command = at_scale.COMMANDS[found.command]
    refused = at_scale._caught(oracle.RefusedError, command.expect, found.words)
    error = at_scale._caught(SelankCalcError, command.calculate, found.words)
    assert list(against_oracle.of_error(error, refused)) == []
    refused.field = "another"
    assert list(against_oracle.of_error(error, refused))


def test_a_case_that_differs_is_found_and_told(monkeypatch):
    real = at_scale.COMMANDS["dose"]

    def doubled(**words):
        result = real.calculate(**words)
        return StandIn(result, delivered_mcg=result.delivered_mcg * 2)

    monkeypatch.setitem(at_scale.COMMANDS, "dose", real._replace(calculate=doubled))
    found = at_scale.found_in(1, range(60))
    differing = {each.number for each in found.differing}
    assert found.done["dose"] - found.refused["dose"] == len(differing) > 0
    assert {each.command for each in found.differing} == {"dose"}
