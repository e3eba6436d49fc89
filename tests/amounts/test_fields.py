"""Amounts as fields of somebody else's pydantic model."""

from decimal import Decimal

import pint
import pytest
from pydantic import BaseModel, ValidationError

from selank_calc import Mass, Volume, dose


class Vial(BaseModel):
    """As a user would write it."""

    mass: Mass
    diluent: Volume
    spare: Mass | None = None


def test_text_and_quantities_are_read_into_exact_decimals():
    vial = Vial(mass="5 mg", diluent=pint.UnitRegistry().Quantity("2 mL"))
    assert (vial.mass, vial.diluent, vial.spare) == (5000, 2, None)
    assert isinstance(vial.mass, Decimal)


def test_what_a_model_prints_it_can_read():
    vial = Vial(mass="0.25 mg", diluent="2.5 mL")
    assert vial.model_dump() == {"mass": "250 mcg", "diluent": "2.5 mL", "spare": None}
    assert Vial.model_validate(vial.model_dump()) == vial
    assert Vial.model_validate_json(vial.model_dump_json()) == vial


def test_and_dose_takes_what_it_prints():
    printed = Vial(mass="5 mg", diluent="2 mL").model_dump()
    assert dose(vial=printed["mass"], diluent=printed["diluent"], dose="250 mcg").draw_units == 10


@pytest.mark.parametrize(
    ("mass", "said"),
    [
        ("5", "'5' has no unit."),
        (5, "'5' has no unit."),
        (Decimal(5), "'5' has no unit."),
        ("5 mL", "a volume; a mass is needed"),
        ("5 MG", "a unit that is refused"),
        ("0 mg", "not more than zero"),
        ("2,5 mg", "has a comma"),
        (None, "nothing was given"),
    ],
)
def test_what_can_be_misread_is_an_error_of_its_field(mass, said):
    with pytest.raises(ValidationError) as error:
        Vial(mass=mass, diluent="2 mL")
    (fault,) = error.value.errors()
    assert fault["loc"] == ("mass",)
    assert said in fault["msg"]


def test_the_json_schema_has_bounds_an_example_and_the_unit_for_machines():
    properties = Vial.model_json_schema()["properties"]
    assert properties["mass"] == {
        "type": "string", "title": "Mass", "examples": ["250 mcg"], "x-ucum": ["ug", "mg", "g"],
        "description": "A mass in mcg, mg, g, from 0.001 mcg to 1000 g.",
    }  # fmt: skip
    assert properties["diluent"]["x-ucum"] == ["mL"]
    assert Vial.model_json_schema(mode="serialization")["properties"]["mass"]["type"] == "string"
