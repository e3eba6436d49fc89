"""Catalogues and formulations put together in Python: as harmless as those of a file."""

import subprocess
import sys
from decimal import Decimal

import pytest

from selank_calc import (
    CATALOGUE,
    CatalogueError,
    batch,
    convert,
    course,
    diluent,
    dose,
    formulations,
    label,
)
from selank_calc.catalogue import hand_made

DOSE = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
AMIDATE, SPRAY = CATALOGUE.formulations[1:3]
OBEYED = "\x1b[31mred"


def places(value, path=()):
    """The place of every text and figure in it."""
    if isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from places(each, (*path, number))
    elif isinstance(value, str | Decimal):
        yield path


def at(value, path):
    for number in path:
        value = value[number]
    return value


def put(value, path, new):
    """A copy of it with something else at that place."""
    if not path:
        return new
    parts = [*value[: path[0]], put(value[path[0]], path[1:], new), *value[path[0] + 1 :]]
    return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)


@pytest.mark.parametrize("of", [AMIDATE, SPRAY], ids=lambda of: of.id)
def test_every_text_and_figure_of_a_formulation_is_looked_at(of):
    for path in places(of):
        bad = OBEYED if isinstance(at(of, path), str) else Decimal("NaN")
        with pytest.raises(CatalogueError) as refused:
            dose(**DOSE, formulation=put(of, path, bad))
        assert refused.value.field == "formulation"
        assert refused.value.message.isprintable()


def test_every_text_and_figure_of_a_catalogue_is_looked_at():
    for path in places(CATALOGUE):
        bad = OBEYED if isinstance(at(CATALOGUE, path), str) else Decimal(0)
        with pytest.raises(CatalogueError) as refused:
            formulations(catalogue=put(CATALOGUE, path, bad))
        assert refused.value.field == "catalogue"


@pytest.mark.parametrize("made", [AMIDATE, SPRAY, CATALOGUE], ids=lambda made: type(made).__name__)
def test_no_figure_may_be_text(made):
    """quicktions 1.24 reads a text of one character into Python's own copy of chr(0)."""
    name = "catalogue" if made is CATALOGUE else "formulation"
    for path in places(made):
        if isinstance(at(made, path), Decimal):
            for figure in ("5", FromText("5"), 5, 5.0):
                with pytest.raises(CatalogueError, match=r"is not Decimal\."):
                    dose(**DOSE, **{name: put(made, path, figure)})
    assert chr(0).encode() == b"\0"


class FromText(Decimal):
    """A Decimal that says of itself what it likes."""


BAD_NAME = AMIDATE._replace(name=OBEYED)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (dose, DOSE),
        (course, DOSE),
        (label, DOSE),
        (diluent, {"vial": "5 mg", "dose": "250 mcg"}),
        (convert, {"amount": "5 mg", "to": "nmol"}),
    ],
)
def test_no_function_takes_one_that_a_terminal_would_obey(function, words):
    for given in (
        {"formulation": BAD_NAME},
        {"catalogue": CATALOGUE._replace(formulations=(BAD_NAME,))},
    ):
        with pytest.raises(CatalogueError, match=r"name: '\\x1b\[31mred' has a character"):
            function(**words, **given)


def test_no_batch_does():
    with pytest.raises(CatalogueError):
        batch([], catalogue=CATALOGUE._replace(formulations=(BAD_NAME,)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "name: ' ' is blank."),
        ({"name": 5}, "name: int is not str."),
        ({"route": "nose\u034f"}, "can't be seen."),
        ({"aliases": ["amidate"]}, "aliases: list is not tuple."),
        ({"aliases": ("amidate", None)}, "aliases[1]: NoneType is not str."),
        ({"device": "pump"}, "device: 'pump' is not vial or spray or drops."),
        ({"dose_mcg": (200, 400)}, "dose_mcg: tuple is not Range."),
        ({"dose_mcg": AMIDATE.dose_mcg._replace(low=200.0)}, "dose_mcg.low: float is not Decimal."),
        (
            {"dose_mcg": AMIDATE.dose_mcg._replace(high=Decimal("1E+999"))},
            "'1E+999' is not a figure above zero.",
        ),
        ({"notes": (AMIDATE.notes[0]._replace(always="yes"),)}, "always: str is not bool."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(changed, said):
    with pytest.raises(CatalogueError) as refused:
        dose(**DOSE, formulation=AMIDATE._replace(**changed))
    assert said in refused.value.message


def test_what_no_formulation_need_have_may_be_none():
    bare = AMIDATE._replace(structure=None, route=None, dose_mcg=None, statements=(), notes=())
    assert dose(**DOSE, formulation=bare).route is None


def test_each_is_looked_at_once(monkeypatch):
    looked_at = []
    monkeypatch.setattr(hand_made, "_known", {})
    faults = hand_made._faults

    def watched(made, *rest):
        looked_at.append(made)
        return faults(made, *rest)

    monkeypatch.setattr(hand_made, "_faults", watched)
    own = CATALOGUE._replace(pumps=())
    for _time in range(3):
        dose(**DOSE, catalogue=own, formulation=own.formulations[0])
    assert [made for made in looked_at if made is own] == [own]
    assert not any(made is CATALOGUE for made in looked_at)


def test_few_of_them_are_kept():
    for _each in range(2 * hand_made.MOST_KNOWN):
        dose(**DOSE, formulation=AMIDATE._replace(aliases=()))
    assert len(hand_made._known) <= hand_made.MOST_KNOWN


def test_one_that_is_no_part_of_its_catalogue_is_shown_all_the_same():
    mine = AMIDATE._replace(id="mine", aliases=())
    assert "200 to 400 mcg" in dose(**DOSE, formulation=mine)._repr_html_()
    assert "mL" in diluent(vial="5 mg", dose="250 mcg", formulation=mine)._repr_html_()
    choice = diluent(vial="5 mg", dose="6 mg", formulation=mine)
    assert choice.options == ()
    assert choice._repr_html_()


def test_a_usual_dose_starts_without_it():
    code = (
        "import sys; from selank_calc import dose\n"
        "dose(vial='5 mg', diluent='2 mL', dose='250 mcg')\n"
        "assert not {'hand_made', 'foreign', 'catalogue_text'} & {m.split('.')[-1] for m in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_text_is_at_most_300_characters_long():
    dose(**DOSE, formulation=AMIDATE._replace(name="x" * 300))
    with pytest.raises(CatalogueError, match="is longer than 300 characters"):
        dose(**DOSE, formulation=AMIDATE._replace(name="x" * 301))
