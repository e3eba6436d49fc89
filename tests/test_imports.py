"""Imports point one way, and what is heavy is loaded only by what needs it."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import selank_calc

HEAVY = ("pint", "pydantic", "yaml", "rich", "typer")
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
        ([*DOSE, "--json"], {"typer"}),
        ([*DOSE, "--format", "csv"], {"typer"}),
        ([*DOSE, "--format", "plain"], {"typer"}),
        (DOSE, {"typer", "rich"}),
        (["dose", "-f", "spray", "--sprays", "2"], {"typer", "rich"}),
        ([*DOSE, "--draw", "25 units", "--explain", "--format", "plain"], {"typer"}),
        (["diluent", "--vial", "5 mg", "--dose", "250 mcg", "--json"], {"typer"}),
        (["diluent", "--vial", "5 mg", "--dose", "250 mcg"], {"typer", "rich"}),
        (["convert", "12 units", "mL", "--json"], {"typer"}),
        (["convert", "12 units", "mL"], {"typer"}),
        (["formulations", "--json"], {"typer"}),
        (["formulations"], {"typer", "rich"}),
        (["--version"], {"typer"}),
    ],
)
def test_commands_load_no_more_than_they_print_with(arguments, loaded):
    assert loaded_by(command(*arguments)) == loaded


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


def test_the_layers_hold():
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()",
         "--config", str(root / "pyproject.toml"), "--no-cache"],
        capture_output=True, text=True, check=False, cwd=root,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_public_name_can_be_had_and_is_listed():
    assert len(set(selank_calc.__all__)) == len(selank_calc.__all__)
    for name in selank_calc.__all__:
        assert getattr(selank_calc, name) is not None
    assert dir(selank_calc) == sorted(selank_calc.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="doses"):
        selank_calc.doses  # noqa: B018
