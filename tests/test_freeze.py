"""The frozen modules are what pint and pydantic say today."""

from decimal import Decimal
from pathlib import Path

import pytest

import selank_calc
from selank_calc import CATALOGUE, freeze, frozen_units
from selank_calc.catalogue_file import default_catalogue_text, parse_catalogue
from selank_calc.quantities import MASS
from selank_calc.registry import vocabulary

PACKAGE = Path(selank_calc.__file__).parent


@pytest.mark.parametrize(
    ("module", "generate"),
    [
        ("frozen_units.py", freeze.units_module),
        ("frozen_catalogue.py", freeze.catalogue_module),
    ],
)
def test_regenerating_changes_nothing(module, generate):
    current = (PACKAGE / module).read_text(encoding="utf-8")
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


def test_main_writes_both_modules(tmp_path, monkeypatch):
    monkeypatch.setattr(freeze, "__file__", str(tmp_path / "freeze.py"))
    freeze.main()
    for module in ("frozen_units.py", "frozen_catalogue.py"):
        assert (tmp_path / module).read_bytes() == (PACKAGE / module).read_bytes()


def test_canonical_units_of_kinds_are_the_tables():
    assert frozen_units.UNITS[MASS.unit] == ("mass", Decimal(1))
