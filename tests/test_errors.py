"""Errors carry the field, the text and the hint, and are safe to print and to send."""

import pickle

import pytest

from selank_calc import SelankCalcError, dose, errors
from selank_calc.errors import did_you_mean, named, quoted

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, SelankCalcError)
]


def test_an_error_says_what_where_and_what_to_write_instead():
    with pytest.raises(SelankCalcError) as caught:
        dose(vial="5 mg", diluent="2 mL", dose="250")
    error = caught.value
    assert (error.field, error.text) == ("dose", "250")
    assert error.message == "'250' has no unit."
    assert error.hint == ("250 mcg or 250 mg? Write a mass in mcg, mg or g, for example 250 mcg.")
    assert str(error) == f"dose: {error.message}\n{error.hint}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_value_error_with_a_code_of_its_own_and_survives_pickling(kind):
    error = kind("message", "field", "text", "hint")
    assert isinstance(error, ValueError)
    assert [other.code for other in KINDS].count(error.code) == 1
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), vars(again)) == (kind, vars(error))


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x1b[0m", "\u202egm 5", "a\nb", "\x00", "\ud800", "[bold]x", "'\""]
)
def test_quoted_text_has_nothing_that_a_terminal_obeys(text):
    assert quoted(text).isprintable()

    # and so has what an error tells of it
    with pytest.raises(SelankCalcError) as caught:
        dose(formulation=text)
    assert caught.value.text.isprintable()


def test_the_text_of_an_error_is_short():
    with pytest.raises(SelankCalcError) as caught:
        dose(formulation="9" * 10_000)
    assert caught.value.text == "9" * 40


@pytest.mark.parametrize("text", ["0,2\x1b[31m", "2,700\u202emcg", "2,700 mcg"])
def test_what_to_write_instead_has_nothing_that_a_terminal_obeys(text):
    with pytest.raises(SelankCalcError) as caught:
        dose(vial="5 mg", diluent="2 mL", dose=text)
    assert caught.value.hint.isprintable()


def test_the_places_of_names_in_a_hint_are_in_no_repr_and_survive_pickling():
    hint = f"Write also {named('courses', 2)}."
    error = errors.ConflictingInputError("a break, and one course", "break_days", "7", hint)
    assert repr(error).endswith("'7', 'Write also courses=2.')")
    again = pickle.loads(pickle.dumps(error))
    for each in (error, again, again.again("break_days", None)):
        assert each.hint == "Write also courses=2."
        assert each.hint_in(str) == hint


def test_quoted_text_is_short():
    assert quoted("9" * 10_000) == "'" + "9" * 40 + "...'"


def test_a_suggestion_has_a_distance_cap():
    assert did_you_mean("amidat", ["amidate", "selank"]) == "amidate"
    assert did_you_mean("insulin", ["amidate", "selank"]) is None
