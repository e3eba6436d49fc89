"""Imports point one way, and what is heavy is loaded only by what needs it."""

import inspect
import subprocess
import sys
from textwrap import dedent

import pytest

import selank_calc
from selank_calc import convert, course, diluent, dose, flags, formulations, label

from . import imports

HEAVY = ("pint", "pydantic", "yaml", "rich", "typer")
SLOW = {"pathlib", "urllib", "fractions", "dataclasses", "inspect", "zoneinfo", "csv", "ast"}
DOSE = ["dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"]


def loaded_by(code):
    """Which of the heavy packages a fresh interpreter has loaded after that code."""
    code += (
        f"\nimport sys; print(*[name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def command(*arguments):
    return (
        f"import sys; sys.argv = {['selank-calc', *arguments]!r}\n"
        "from selank_calc.cli import main\n"
        "try: main()\n"
        "except SystemExit as exited: assert not exited.code, exited.code"
    )


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        ([*DOSE, "--json"], set()),
        ([*DOSE, "--format", "csv"], set()),
        ([*DOSE, "--format", "plain"], set()),
        ([*DOSE, "--format", "line"], set()),
        (["5mg/2mL", "250mcg", "--json"], set()),
        (DOSE, {"rich"}),
        (["dose", "-f", "spray", "--sprays", "2"], {"rich"}),
        ([*DOSE, "--draw", "25 units", "--explain", "--format", "plain"], set()),
        (["diluent", "--vial", "5 mg", "--dose", "250 mcg", "--json"], set()),
        (["diluent", "--vial", "5 mg", "--dose", "250 mcg"], {"rich"}),
        (["convert", "12 units", "mL", "--json"], set()),
        (["convert", "12 units", "mL"], set()),
        (["course", *DOSE[1:], "--json"], set()),
        (["label", *DOSE[1:]], {"rich"}),
        ([*DOSE, "--json", "-fselank"], {"typer"}),
        (["formulations", "--json"], {"typer"}),
        (["formulations"], {"typer", "rich"}),
        (["flags", "--json"], {"typer"}),
        (["flags", "draw-small"], {"typer", "rich"}),
        (["--version"], {"typer"}),
    ],
)
def test_commands_load_no_more_than_they_print_with(arguments, loaded):
    found = loaded_by(command(*arguments))
    # From 0.29 on Typer loads pydantic.
    assert found - {"pydantic"} == loaded if "typer" in loaded else found == loaded


def test_the_path_of_dose_is_short(snapshot):
    """Each module costs time at every start, those of SLOW the most."""
    code = command(*DOSE, "--json") + (
        "\nprint(*sorted(each for each in sys.modules if each.startswith('selank_calc.')))"
        f"\nprint(*({SLOW} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *_answer, ours, slow = done.stdout.split("\n")[:-1]
    assert (ours.split(), slow) == (snapshot, "")


def test_importing_the_package_loads_nothing():
    code = """
    import sys
    before = set(sys.modules)
    import selank_calc
    assert set(sys.modules) - before == {"selank_calc"}, set(sys.modules) - before
    """
    assert loaded_by(inspect.cleandoc(code)) == set()


def test_a_calculation_loads_nothing_heavy():
    code = "from selank_calc import dose; dose(vial='5 mg', diluent='2 mL', dose='250 mcg')"
    assert loaded_by(code) == set()


def test_a_quantity_loads_pint_and_nothing_else_heavy():
    code = (
        "from selank_calc import dose\n"
        "dose(vial='5 mg', diluent='2 mL', dose='250 mcg').quantity('draw_ml')"
    )
    # Where Dask is installed, pint loads it, which loads yaml.
    assert loaded_by(code) - {"yaml"} == {"pint"}


# `shown` is the one way from a result to what shows or measures it.
BY_NAME = {"__init__", "cli.straight", "shown"}
# What the calculations may import of others: nothing that opens a file, a terminal or a process.
OTHERS = {
    "__future__", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal",
    "difflib", "fractions", "functools", "importlib", "itertools", "math", "operator",
    "quicktions", "re", "types", "typing", "typing_extensions", "unicodedata", "zoneinfo",
    "pydantic_core",  # in methods that pydantic alone calls
}  # fmt: skip
MODULES = imports.modules()
CALCULATIONS = [name for name in MODULES if not imports.is_outer(name)]


class TestTheWayOfImports:
    """Those inside functions are counted."""

    def test_there_is_no_circle_of_files_nor_of_rooms(self):
        graph = {name: module.inside for name, module in MODULES.items()}
        assert imports.circle(graph) is None
        assert imports.circle(imports.between_rooms(graph)) is None

    def test_what_calculates_knows_nothing_of_what_shows_reads_or_asks(self):
        inside = {each for name in CALCULATIONS for each in MODULES[name].inside}
        assert not any(map(imports.is_outer, inside))

    @pytest.mark.parametrize("name", CALCULATIONS)
    def test_what_calculates_knows_nothing_of_terminals_files_or_libraries(self, name):
        assert MODULES[name].outside <= OTHERS

    def test_what_is_imported_by_name_is_counted_by_no_test_and_rare(self):
        assert {name for name, module in MODULES.items() if module.is_by_name} == BY_NAME

    @pytest.mark.parametrize(
        "function", [dose, diluent, course, label, convert, formulations, flags]
    )
    def test_the_calculations_are_among_those_that_are_held_to_this(self, function):
        assert function.__module__.removeprefix("selank_calc.") in CALCULATIONS

    def test_every_name_of_the_outer_ones_is_one_of_theirs(self):
        assert {*MODULES, *map(imports.room, MODULES)} >= imports.OUTER


class TestHowImportsAreRead:
    @pytest.fixture
    def read(self, tmp_path):
        def read(**texts):
            for name, text in texts.items():
                file = tmp_path / f"{name.replace('__', '/') if name != '__init__' else name}.py"
                file.parent.mkdir(exist_ok=True)
                file.write_text(dedent(text))
            return imports.modules(tmp_path)

        return read

    def test_inside_functions_and_not_for_checkers_alone(self, read):
        found = read(
            marks="def shown():\n    import os.path\n    from .room import barrel\n",
            room__barrel="""
                from typing import TYPE_CHECKING
                if TYPE_CHECKING:
                    from .mark import Mark
                else:
                    from .. import marks
            """,
            room__mark="import selank_calc.marks\nfrom . import barrel, other",
        )
        assert found["marks"] == ({"room.barrel"}, {"os"}, False)
        assert found["room.barrel"] == ({"marks"}, {"typing"}, False)
        assert found["room.mark"] == ({"marks", "room.barrel"}, set(), False)

    def test_a_circle_is_found_in_files_and_between_rooms(self, read):
        found = read(
            a__one="from ..b import two", b__two="", b__three="from ..a.one import nothing"
        )
        graph = {name: module.inside for name, module in found.items()}
        assert imports.circle(graph) is None
        assert set(imports.circle(imports.between_rooms(graph))) == {"a", "b"}
        found = read(b__two="def late():\n    from .three import nothing")
        graph = {name: module.inside for name, module in found.items()}
        assert set(imports.circle(graph)) == {"a.one", "b.two", "b.three"}

    def test_imports_by_name_are_found_however_they_are_called(self, read):
        found = read(
            one="import importlib\nimportlib.import_module('two')", two="__import__('one')",
            three="from importlib import import_module as late", __init__="importer = 1",
        )  # fmt: skip
        assert [name for name in found if found[name].is_by_name] == ["one", "three", "two"]


def test_every_public_name_can_be_had_and_is_listed():
    assert len(set(selank_calc.__all__)) == len(selank_calc.__all__)
    for name in selank_calc.__all__:
        assert getattr(selank_calc, name) is not None
    assert dir(selank_calc) == sorted(selank_calc.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="doses"):
        selank_calc.doses  # noqa: B018


def test_no_module_names_a_character():
    """Where memory runs out, Python can't load the names of characters, and calls the module wrong."""
    for path in imports.PACKAGE.rglob("*.py"):
        assert "\\N{" not in path.read_text(encoding="utf-8"), path.name
