"""A result: its record, its quantities, and how it shows itself."""

import copy
import dataclasses
import json
import pickle
import re
from decimal import Decimal

import pint
import pytest
from rich.console import Console

from selank_calc import CATALOGUE, SprayDose, VialDose, convert, course, diluent, dose, label
from selank_calc.amounts.registry import vocabulary
from selank_calc.dosing.results import Dose, _begun
from selank_calc.output.first_lines import first_lines
from selank_calc.views import fields_of

VIAL = dose(vial="5 mg", diluent="2 mL", dose="250 mcg", weight="70 kg")
SPRAY = dose(formulation="spray", dose="230 mcg", bottle="10 mL")
PLAN = course(
    vial="5 mg", diluent="2 mL", step=["200 mcg x 7d", "300 mcg x 7d"], start="2026-11-21",
    today="2026-11-25",
)  # fmt: skip
RESULTS = (
    VIAL, SPRAY, PLAN, diluent(vial="5 mg", dose="250 mcg"), convert("12 units", "mL"),
    label(vial="5 mg", diluent="2 mL", dose="250 mcg", opened="2026-11-21"),
)  # fmt: skip


@pytest.fixture
def application():
    """pint's application registry, put back as it was."""
    before = pint.get_application_registry().get()
    yield pint.set_application_registry
    pint.set_application_registry(before)


class TestQuantity:
    AMOUNTS = (
        (VIAL, "draw_ml", "0.1 mL"),
        (VIAL, "dose_mcg", "0.25 mg"),
        (VIAL, "concentration_mcg_per_ml", "2.5 mg/mL"),
        (SPRAY, "spray_mcg", "75 ug"),
        (PLAN, "total_mcg", "3.5 mg"),
        (PLAN, "diluent_ml", "2 mL"),
    )

    @pytest.mark.parametrize(("result", "name", "text"), AMOUNTS)
    def test_an_amount_by_its_name_is_of_the_application_registry(
        self, application, result, name, text
    ):
        mine = pint.UnitRegistry()
        application(mine)
        quantity = result.quantity(name)
        assert quantity == mine.Quantity(text)
        assert isinstance(quantity.magnitude, float)
        assert quantity + mine.Quantity(text) == 2 * quantity

    @pytest.mark.parametrize(("result", "name", "text"), AMOUNTS)
    def test_it_is_exact_where_that_reckons_in_decimals(self, application, result, name, text):
        mine = pint.UnitRegistry(non_int_type=Decimal)
        application(mine)
        quantity = result.quantity(name)
        assert quantity == mine.Quantity(text)
        assert isinstance(quantity.magnitude, Decimal)

    def test_units_of_a_syringe_are_of_the_vocabulary(self):
        quantity = VIAL.quantity("draw_units")
        assert quantity == vocabulary().Quantity(Decimal(10), "units")
        assert isinstance(quantity.magnitude, Decimal)

    def test_unless_the_application_knows_them(self, application):
        mine = pint.UnitRegistry()
        mine.define("syringe_unit = [mark]")
        application(mine)
        assert VIAL.quantity("draw_units") == mine.Quantity(10, "syringe_unit")

    def test_it_can_be_given_back(self):
        again = dose(vial="5 mg", diluent="2 mL", draw=VIAL.quantity("draw_units"))
        assert again.dose_mcg == 250
        assert dose(vial="5 mg", diluent="2 mL", dose=VIAL.quantity("dose_mcg")).draw_units == 10

    @pytest.mark.parametrize("name", ["flags", "doses_per_day", "nothing", "spray_ml", "given"])
    def test_what_is_no_amount_with_a_unit_is_a_key_error(self, name):
        with pytest.raises(KeyError, match=name):
            VIAL.quantity(name)

    @pytest.mark.parametrize("name", [5, b"dose_mcg", None, ["dose_mcg"]])
    def test_what_is_no_name_is_a_key_error(self, name):
        with pytest.raises(KeyError):
            VIAL.quantity(name)

    def test_what_is_unknown_is_a_key_error(self):
        with pytest.raises(KeyError):
            dose(formulation="spray", sprays=2).quantity("bottle_ml")


def test_the_kind_of_result_follows_the_formulation():
    assert isinstance(VIAL, VialDose)
    assert isinstance(SPRAY, SprayDose)


@pytest.mark.parametrize("result", RESULTS, ids=lambda each: type(each).__name__)
def test_every_field_has_its_value_and_beside_them_are_the_stages_alone(result):
    open_to_all = {name for name in dir(result) if not name.startswith("_")}
    shown = {name for name in open_to_all if not callable(getattr(result, name))}
    beside = {
        *result._stages, "given", "catalogue", "ends_mcg", "openings_by_dose", "numbered_steps",
        "keeps",
    }  # fmt: skip
    assert shown - beside == {*fields_of(type(result))} - beside


@pytest.mark.parametrize("result", [VIAL, SPRAY], ids=["vial", "spray"])
def test_every_field_is_recorded_in_its_order_and_flags_last(result):
    assert list(result.as_dict()) == list(fields_of(type(result)))
    assert list(result.as_dict())[-2:] == ["assumed", "flags"]


@pytest.mark.parametrize("result", RESULTS, ids=lambda each: type(each).__name__)
class TestEveryResult:
    def test_is_read_back_from_a_pickle_and_copied(self, result):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(result, protocol))
            assert again == result
            assert hash(again) == hash(result)
            assert again.as_dict() == result.as_dict()
        assert copy.copy(result) == copy.deepcopy(result) == result

    def test_is_pickled_without_the_library_of_its_numbers(self, result):
        assert b"quicktions" not in pickle.dumps(result)

    def test_can_not_be_changed(self, result):
        for name in ("name", "flags", "anything"):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(result, name, None)
            with pytest.raises(dataclasses.FrozenInstanceError, match=f"changed: {name}"):
                delattr(result, name)

    def test_keeps_a_field_once_it_was_read(self, result):
        for name in fields_of(type(result)):
            assert getattr(result, name) is getattr(result, name)

    def test_prints_its_numbers_plainly(self, result):
        for name in fields_of(type(result)):
            value = getattr(result, name)
            if isinstance(value, Decimal):
                assert re.fullmatch(r"-?[0-9]+(\.[0-9]*[1-9])?", f"{value}"), name


def test_results_are_equal_and_hash_alike_if_every_figure_is():
    asked = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", "weight": "70 kg"}
    assert dose(**asked) == VIAL
    assert hash(dose(**asked)) == hash(VIAL)
    heavier = dose(**{**asked, "weight": "71 kg"})
    assert heavier != VIAL
    assert hash(heavier) != hash(VIAL)
    assert VIAL != SPRAY
    assert VIAL != "a dose"


def test_its_repr_has_the_figures_and_not_the_whole_catalogue():
    assert repr(VIAL).startswith("VialDose(formulation='selank', name=")
    assert "draw_units=Decimal('10')" in repr(VIAL)
    assert "Catalogue(" not in repr(VIAL)


def test_as_dict_is_plain_data_ready_for_json():
    assert json.loads(json.dumps(VIAL.as_dict())) == VIAL.as_dict()


# What is asked beside the four amounts is remembered from one record to the next.
OTHERWISE = {
    "content": "80 %", "displacement": "0.1 mL", "vial_error": "5 %", "diluent_error": "5 %",
    "vial_size": "3 mL", "limit": "300 mcg", "limit_day": "400 mcg", "expires": "2099-01",
    "diluent_kind": "saline", "per_day": 2, "weight": "70 kg",
    "formulation": "n-acetyl-selank",
}  # fmt: skip


@pytest.mark.parametrize("word", OTHERWISE)
def test_a_record_has_nothing_of_the_record_before(word):
    usual = dose(vial="5 mg", diluent="2 mL", dose="250 mcg")
    other = dose(**{"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg", word: OTHERWISE[word]})
    first = usual.as_dict()
    for result in (other, usual, other):
        record = result.as_dict()
        assert record == result.plain(*fields_of(VialDose))
        assert (record == first) is (result is usual)
        record["assumed"].append("changed by the caller")
        record["syringe"]["scale"] = record["name"] = None


@pytest.mark.parametrize("result", [VIAL, SPRAY], ids=["vial", "spray"])
def test_rich_prints_it_within_80_columns(result):
    console = Console(width=80, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(result)
    lines = capture.get().splitlines()
    assert max(map(len, lines)) <= 80
    assert any(result.name in line for line in lines)


@pytest.mark.parametrize("result", [VIAL, SPRAY], ids=["vial", "spray"])
def test_every_form_for_people_has_every_flag(result):
    console = Console(width=200)
    with console.capture() as capture:
        console.print(result)
    for flag in result.flags:
        assert first_lines(flag)[0] in capture.get()
        assert flag.code in str(result)
        assert flag.code in result._repr_html_()


def test_a_narrow_terminal_wraps_and_loses_not_a_word():
    console = Console(width=40)
    with console.capture() as capture:
        console.print(SPRAY)
    printed = capture.get()
    assert max(map(len, printed.splitlines())) <= 40
    for flag in SPRAY.flags:
        for word in first_lines(flag)[0].split():
            assert word in printed


@pytest.mark.parametrize("width", [20, 28, 40, 59, 60, 80])
@pytest.mark.parametrize("result", [VIAL, SPRAY, diluent(vial="5 mg", dose="333 mcg")],
                         ids=["vial", "spray", "choice"])  # fmt: skip
def test_no_number_is_cut_however_narrow_the_terminal(result, width):
    console = Console(width=width)
    with console.capture() as capture:
        console.print(result)
    assert max(map(len, capture.get().splitlines())) <= width
    words = capture.get().split()
    for number in {VIAL: ("250", "278.8"), SPRAY: ("225", "690")}.get(result, ("1852", "15")):
        assert number in words


def test_a_notebook_shows_a_course_with_all_that_its_table_says():
    html = PLAN._repr_html_()
    console = Console(width=200)
    with console.capture() as capture:
        console.print(PLAN)
    for flag in PLAN.flags:
        assert flag.code in html
    for said in ("14 doses = 3500 mcg from 1 vial", "Step b", "7 days: 300 mcg", "4 doses taken",
                 "2026-12-19", "23a", "recommends no dose"):  # fmt: skip
        assert said in html
        assert said in capture.get()
    assert "usp-797" in html
    # without a bottle there are no openings to show
    assert course(formulation="spray", sprays=2)._repr_html_().count("<table>") == 1


def test_a_notebook_shows_a_label_as_its_image():
    made = label(vial="5 mg", diluent="2 mL", dose="250 mcg", opened="2026-11-21")
    assert made._repr_svg_() == made.as_svg("100x50mm")


@pytest.mark.parametrize("function", [dose, course, diluent])
def test_html_of_hostile_text_is_escaped(function):
    hostile = CATALOGUE.formulation("selank")._replace(name="<script>alert(1)</script>")
    own = CATALOGUE._replace(formulations=(hostile,))
    asked = {"vial": "5 mg", "dose": "1 mg", "formulation": hostile, "catalogue": own}
    if function is not diluent:
        asked["diluent"] = "2 mL"
    assert "<script" not in function(**asked)._repr_html_()


def test_html_is_escaped():
    hostile = CATALOGUE.formulation("selank")._replace(name="<script>alert(1)</script>")
    html = dose(formulation=hostile, vial="5 mg", diluent="2 mL", dose="1 mg")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_markup_in_a_catalogues_text_stays_text():
    hostile = CATALOGUE.formulation("selank")._replace(name="[red]Selank[/red]")
    console = Console(width=80)
    with console.capture() as capture:
        console.print(dose(formulation=hostile, vial="5 mg", diluent="2 mL", dose="250 mcg"))
    assert "[red]Selank[/red]" in capture.get()


def test_only_results_of_dose_are_summarised():
    with pytest.raises(TypeError):
        Dose(None, None, None, ())._repr_html_()


def test_records_of_doses_asked_alike_begin_once():
    first, other = (
        dose(vial="5 mg", diluent="2 mL", dose="250 mcg"),
        dose(vial="10 mg", diluent="2 mL", dose="250 mcg"),
    )
    asked, record, remaining = _begun(first)
    assert _begun(other)[1] is record
    assert asked == other._asked
    # all but the amounts, which come after
    assert (record["name"], record["doses_per_day"]) == ("Selank (TP-7)", 1)
    assert {name for name, value in record.items() if value is None} >= {
        each for each, _plain in remaining
    }
    assert {"name", "doses_per_day"}.isdisjoint(name for name, _plain in remaining)
    assert _begun(dose(vial="5 mg", diluent="2 mL", dose="250 mcg", per_day=2))[1] is not record
