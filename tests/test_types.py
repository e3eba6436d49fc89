"""Types hold at run time too, for what reads them: checkers, frameworks, tools made of functions."""

import inspect
from typing import get_type_hints

import pint
import pytest
from beartype import beartype
from beartype.roar import BeartypeCallHintViolation
from pydantic import ValidationError, validate_call

import selank_calc
from selank_calc import CATALOGUE, convert, course, dose, label
from selank_calc.batches.rows import Row
from selank_calc.cli.options import dose_options
from selank_calc.dosing.arguments import DoseArguments, FromDropper, FromPump, FromVial
from selank_calc.dosing.request import NOT_FOR
from selank_calc.views import fields_of

VIAL = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
OBJECTS = {name: getattr(selank_calc, name) for name in selank_calc.__all__}
PUBLIC = {
    name: each
    for name, each in OBJECTS.items()
    if inspect.isclass(each) or inspect.isfunction(each)
}
METHODS = {
    f"{name}.{method}": function
    for name, each in PUBLIC.items()
    if inspect.isclass(each)
    for method, function in inspect.getmembers(each, inspect.isfunction)
    if not method.startswith("_")
}


@pytest.mark.parametrize("each", [*PUBLIC.values(), *METHODS.values()], ids=[*PUBLIC, *METHODS])
def test_the_types_of_every_public_function_and_class_can_be_had(each):
    assert isinstance(get_type_hints(each, include_extras=True), dict)


@pytest.mark.parametrize(
    "result", ["VialDose", "SprayDose", "DropDose", "Course", "Label", "DiluentChoice"]
)
def test_those_of_every_field_too(result):
    for field in fields_of(OBJECTS[result]).values():
        assert "return" in get_type_hints(field.make)


CALLS = [
    (dose, VIAL),
    (dose, {"formulation": "nasal-spray", "sprays": 2, "bottle": "10 mL"}),
    (dose, {**VIAL, "formulation": CATALOGUE.formulations[1], "catalogue": CATALOGUE}),
    (course, {**VIAL, "days": 14, "start": "2026-11-21", "skip": ["Sat", "Sun"]}),
    (course, {"vial": "5 mg", "diluent": "2 mL", "step": [("250 mcg", 7)], "start": "2026-11-21"}),
    (convert, {"amount": "12 units", "to": "mL"}),
]


@pytest.mark.parametrize("checked", [validate_call, beartype])
@pytest.mark.parametrize(("function", "given"), CALLS)
def test_checkers_of_arguments_accept_what_the_functions_do(checked, function, given):
    assert checked(function)(**given) == function(**given)


@pytest.mark.parametrize("checked", [validate_call, beartype])
def test_a_quantity_goes_through_them_as_it_is(checked):
    quantity = pint.UnitRegistry().Quantity(5, "mg")
    assert checked(dose)(**{**VIAL, "vial": quantity}).vial_mcg == 5000


def test_and_refuse_what_has_another_type():
    with pytest.raises(ValidationError):
        validate_call(dose)(**{**VIAL, "catalogue": "mine.yaml"})
    with pytest.raises(BeartypeCallHintViolation):
        beartype(dose)(**{**VIAL, "vial": 5})


class TestArguments:
    """Each stands once, in dosing/arguments.py; all others are held to those."""

    NAMES = frozenset(get_type_hints(DoseArguments))

    def test_dose_takes_each_with_its_type(self):
        hints = get_type_hints(dose)
        del hints["return"]
        assert hints == get_type_hints(DoseArguments)

    def test_what_a_device_does_not_take_is_refused_for_it(self):
        of_vial, of_pump = set(get_type_hints(FromVial)), set(get_type_hints(FromPump))
        of_dropper = set(get_type_hints(FromDropper))
        assert set(NOT_FOR["vial"]) == (of_pump | of_dropper) - of_vial
        assert set(NOT_FOR["spray"]) == (of_vial | of_dropper) - of_pump
        assert set(NOT_FOR["drops"]) == (of_vial | of_pump) - of_dropper

    def test_a_row_of_a_batch_has_them_and_an_id(self):
        assert set(Row.model_fields) == self.NAMES - {"catalogue"} | {"id"}

    def test_the_command_line_has_them_all(self):
        options = set(inspect.signature(dose_options).parameters)
        assert options == self.NAMES

    def test_course_and_label_pass_them_on(self):
        for function in (course, label):
            (passed_on,) = (
                each
                for each in inspect.signature(function).parameters.values()
                if each.kind is each.VAR_KEYWORD
            )
            assert "DoseArguments" in str(passed_on.annotation)
