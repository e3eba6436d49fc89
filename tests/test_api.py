"""What others build on, as snapshots: public names, arguments, JSON names, flags, options.

A name that goes, or comes to mean something else, breaks somebody's program. A change here
is a decision, and stands in CHANGELOG.md.
"""

import inspect

import pytest
from typer.main import get_command

import selank_calc
from selank_calc import convert, course, diluent, dose, label
from selank_calc.catalogue.codes import CODES
from selank_calc.cli.app import COMMANDS, app

FUNCTIONS = (
    dose, diluent, course, label, convert, selank_calc.load_catalogue, selank_calc.flags,
)  # fmt: skip
VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
RECORDS = {
    "dose from a vial": dose(**VIAL).as_dict(),
    "dose of a spray": dose(formulation="spray", sprays=2).as_dict(),
    "diluent": diluent(vial="5 mg", dose="250 mcg").as_dict(),
    "course": course(**VIAL, today="2026-11-21", start="2026-11-21").as_dict(),
    "course of sprays": course(formulation="spray", sprays=2).as_dict(),
    "label": label(**VIAL).as_dict(),
    "label of a spray": label(formulation="spray", sprays=2).as_dict(),
    "convert": convert("12 units", "mL").as_dict(),
}


def names(value):
    """The names of a record, those nested in it below their own."""
    if isinstance(value, dict):
        return {name: names(each) for name, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [names(value[0])]
    return None


def test_public_names(snapshot):
    assert selank_calc.__all__ == snapshot


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.__name__)
def test_arguments(snapshot, function):
    parameters = inspect.signature(function).parameters.values()
    assert [f"{each.name}, {each.kind.description}" for each in parameters] == snapshot


@pytest.mark.parametrize("record", RECORDS)
def test_json_names(snapshot, record):
    assert names(RECORDS[record]) == snapshot


def test_flags_and_their_severities(snapshot):
    assert snapshot == CODES


@pytest.mark.parametrize("command", COMMANDS)
def test_options(snapshot, command):
    parameters = get_command(app).get_command(None, command).params
    assert [each.name for each in parameters if each.expose_value] == snapshot
