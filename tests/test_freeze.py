"""The frozen modules are what pint, pydantic and Typer say today."""

from decimal import Decimal
from pathlib import Path

import pytest

from selank_calc import CATALOGUE, freeze
from selank_calc.amounts import frozen_units
from selank_calc.amounts.kinds import MASS
from selank_calc.amounts.registry import vocabulary
from selank_calc.catalogue import frozen_catalogue
from selank_calc.catalogue.file import default_catalogue_text, parse_catalogue
from selank_calc.cli import frozen_options


@pytest.mark.parametrize(
    ("module", "generate"),
    [
        (frozen_units, freeze.units_module),
        (frozen_catalogue, freeze.catalogue_module),
        (frozen_options, freeze.options_module),
    ],
    ids=["units", "catalogue", "options"],
)
def test_regenerating_changes_nothing(module, generate):
    current = Path(module.__file__).read_text(encoding="utf-8")
    assert current == generate(), "run `python -m selank_calc.freeze`"


def test_the_frozen_catalogue_is_the_files():
    assert parse_catalogue(default_catalogue_text(), "data/formulations.yaml") == CATALOGUE


def test_every_name_of_the_vocabulary_is_frozen_and_no_other():
    assert set(frozen_units.UNITS) == set(vocabulary())


def test_there_are_no_prefixes_and_none_of_pints_own_units():
    registry = vocabulary()
    for name in ("MG", "ML", "megagram", "micronit", "kmg", "meter", "IU", "U", "u"):
        assert name not in registry
    assert registry.Quantity(Decimal(1), "units").units == registry.Unit("syringe_unit")


def test_main_writes_them_all(tmp_path, monkeypatch):
    monkeypatch.setattr(freeze, "__file__", str(tmp_path / "freeze.py"))
    for room in ("amounts", "catalogue", "cli"):
        (tmp_path / room).mkdir()
    freeze.main()
    written = {path.name: path.read_bytes() for path in tmp_path.rglob("*.py")}
    files = [Path(module.__file__) for module in (frozen_units, frozen_catalogue, frozen_options)]
    assert written == {path.name: path.read_bytes() for path in files}


def test_canonical_units_of_kinds_are_the_tables():
    assert frozen_units.UNITS[MASS.unit] == ("mass", Decimal(1))
