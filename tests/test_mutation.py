"""What is mutated, and what explains a survivor, go by patterns that survive a move."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

import selank_calc
from selank_calc import Flag, convert, course, diluent, dose, label

from . import imports, mutation

FILES = [path.as_posix() for path in Path(selank_calc.__file__).parent.rglob("*.py")]
TESTS = [path.as_posix() for path in Path(__file__).parent.rglob("test_*.py")]
MUTATED = {mutation.module_of(file) for file in mutation.mutated_files()}
# Neither outer nor mutated: generated, or nothing that is calculated.
SPARED = {
    "__init__", "amounts", "amounts.foreign", "amounts.frozen_units", "catalogue",
    "catalogue.compared", "catalogue.documented", "catalogue.hand_made", "catalogue.model",
    "catalogue.text", "catalogue.frozen_catalogue", "courses", "dosing", "errors", "flag_kinds",
    "shown",
}  # fmt: skip


def mutant(where, before="a < b", after="a <= b"):
    module, _dot, function = where.rpartition(".")
    return mutation.Mutant("mutmut", module, function, before, after, "survived")


@pytest.mark.parametrize("calculated", [dose, diluent, course, label, convert, Flag])
def test_what_calculates_is_mutated_wherever_it_lies(calculated):
    assert calculated.__module__.removeprefix("selank_calc.") in MUTATED


def test_every_module_is_mutated_that_is_not_outer_nor_spared():
    known = {name for name in imports.modules() if not imports.is_outer(name)}
    assert known - MUTATED == SPARED
    assert not any(map(imports.is_outer, MUTATED))


@pytest.mark.parametrize("pattern", mutation.MUTMUT["do_not_mutate"])
def test_every_pattern_still_means_a_module(pattern):
    assert any(fnmatch(file, pattern) for file in FILES)


def test_every_test_that_is_left_out_is_there():
    for each in mutation.MUTMUT["pytest_add_cli_args"]:
        if each.startswith(mutation.IGNORED):
            pattern = each.removeprefix(mutation.IGNORED)
            assert any(fnmatch(file, pattern) for file in TESTS), pattern


def test_cosmic_ray_runs_the_tests_of_the_module_first_and_none_of_what_people_see():
    tests = mutation.tests_of("src/selank_calc/amounts/exact.py")
    assert tests[0] == "tests/amounts/test_exact.py"
    assert "tests/test_at_scale.py" in tests
    assert not any(each.startswith(("tests/cli/", "tests/output/")) for each in tests)
    assert {*tests} < {*mutation.tests_run()}


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("src/selank_calc/exact.py", "exact"),
        ("mutants/src/selank_calc/amounts/exact.py", "amounts.exact"),
    ],
)
def test_a_module_is_called_as_in_the_package(path, module):
    assert mutation.module_of(path) == module


@pytest.mark.parametrize(
    ("reason", "where", "is_of"),
    [
        ("exact.rounded", "exact.rounded", True),
        ("exact.rounded", "amounts.exact.rounded", True),
        ("rounded", "amounts.exact.rounded", True),
        ("exact.rounded", "inexact.rounded", False),
        ("exact.rounded", "exact.rounded_up", False),
        ("courses.flags.limit", "dosing.flags.limit", False),
    ],
)
def test_a_reason_follows_a_module_into_a_folder(reason, where, is_of):
    reasons = [mutation.Reason(reason, "a < b", "a <= b", "Both are one.")]
    assert (mutation.why_unseen(mutant(where), reasons) == "Both are one.") is is_of
    assert mutation.why_unseen(mutant(where, after="a > b"), reasons) is None


def test_a_reason_of_a_module_itself_follows_it_too():
    reasons = [mutation.Reason("exact", "A = 1", "A = 2", "It is any number.")]
    changed = mutation.Mutant("cosmic-ray", "amounts.exact", "", "A = 1", "A = 2", "survived")
    assert mutation.why_unseen(changed, reasons) == "It is any number."


def test_what_is_not_explained_is_said_so(monkeypatch):
    monkeypatch.setattr(mutation, "version", lambda name: "1")
    killed = mutant("exact.rounded", after="a > b")._replace(outcome="killed")
    survivor = mutant("amounts.exact.rounded")
    page = mutation.report([killed, survivor], [survivor], [])
    assert "2 mutants, 2 of mutmut 1; 50.00 % killed, 1 survived." in page
    assert "`amounts.exact.rounded`: NOT EXPLAINED" in page


def test_every_survivor_that_is_listed_can_be_read():
    listed = tomllib.loads(mutation.SURVIVORS.read_text(encoding="utf-8"))["survivor"]
    assert len(mutation._reasons()) == sum(len(each["after"]) for each in listed)
