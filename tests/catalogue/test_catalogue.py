"""The catalogue that comes with the package states FACTS and nothing else."""

from decimal import Decimal

import pytest

from selank_calc import CATALOGUE, UnknownNameError, batch, convert, course, dose, label
from selank_calc.catalogue.codes import CODES

ASKED = {"vial": "5 mg", "diluent": "2 mL", "dose": "250 mcg"}
OTHERS = "n-acetyl-selank-amidate, nasal-spray, nasal-drops, n-acetyl-selank"
NO_SELANK = ("the catalogue has no selank.", f"Name one of its formulations: {OTHERS}.")

# Typed in from the documents, not from the catalogue.
FACTS = [
    # id, dose in mcg, doses a day, course, break, molar mass
    ("selank", (250, 500, "guide"), (1, 3, "guide"), (14, 28, "guide"), (7, 14, "guide"), "751.89"),
    (
        "n-acetyl-selank-amidate",
        (200, 400, "guide"), (1, 2, "guide"), (14, 28, "guide"), (7, 14, "guide"), "792.94",
    ),
    ("nasal-spray", (150, 225, "review"), (3, 3, "review"), None, None, "751.89"),
    (
        "nasal-drops",
        (300, 900, "label-ru"), (3, 3, "label-ru"), (14, 14, "label-ru"), (7, 21, "label-ru"), "751.89",
    ),
    ("n-acetyl-selank", None, None, None, None, "793.92"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "dose", "per_day", "course", "pause", "molar_mass"), FACTS)
def test_each_formulation_has_the_figures_documented(id_, dose, per_day, course, pause, molar_mass):
    of = CATALOGUE.formulation(id_)
    for documented, expected in (
        (of.dose_mcg, dose),
        (of.doses_per_day, per_day),
        (of.course_days, course),
        (of.break_days, pause),
    ):
        assert (documented and (documented.low, documented.high, *documented.sources)) == expected
    assert of.molar_mass_g_per_mol.value == Decimal(molar_mass)


def test_there_are_no_other_formulations():
    assert [of.id for of in CATALOGUE.formulations] == [row[0] for row in FACTS]


def test_the_daily_window_is_200_to_675_mcg():
    assert (CATALOGUE.daily_mcg.low, CATALOGUE.daily_mcg.high) == (200, 675)


def test_the_spray_is_015_percent_and_75_mcg():
    spray = CATALOGUE.formulation("spray")
    assert spray.strength_mcg_per_ml.value == 1500
    assert (spray.spray_ml.value, spray.spray_mcg.value) == (Decimal("0.05"), 75)
    assert spray.highest_daily_mcg.value == 675


def test_drops_are_of_the_same_solution_and_their_ranges_are_unconfirmed():
    drops = CATALOGUE.formulation("drops")
    assert drops.strength_mcg_per_ml.value == 1500
    assert (drops.spray_ml.value, drops.spray_mcg.value) == (Decimal("0.05"), 75)
    assert drops.bottle_ml.value == 3
    ranges = {
        (of.id, documented.unconfirmed)
        for of in CATALOGUE.formulations
        for documented in (of.dose_mcg, of.doses_per_day, of.course_days, of.break_days)
        if documented
    }
    assert [each for each in sorted(ranges) if each[1]] == [("nasal-drops", True)]
    assert ("nasal-drops", False) not in ranges


def test_the_barrels_are_those_on_file():
    sold = {
        (each.scale, str(each.capacity_ml)): (each.marks_units, *each.also_marks_units)
        for each in CATALOGUE.syringes
    }
    assert sold == {
        ("U-100", "0.3"): (1, Decimal("0.5")),
        ("U-100", "0.5"): (1,),
        ("U-100", "1"): (2, 1),
        ("U-500", "0.5"): (5,),
        ("U-40", "0.3"): (1, Decimal("0.5")),
        ("U-40", "0.5"): (1, Decimal("0.5")),
        ("U-40", "1"): (1,),
        ("U-40", "2"): (2, 1),
    }


def test_barrels_that_no_document_has_are_marked_so():
    sources = {each.sources for each in CATALOGUE.syringes if each.scale == "U-500"}
    assert sources == {("uncited",)}
    (of_12_units,) = (
        each for each in CATALOGUE.syringes if each.units_per_ml * each.capacity_ml == 12
    )
    assert of_12_units.sources == ("adw-ulticare", "uncited")


def test_the_most_that_is_usual_of_a_volume():
    # FACTS.md: peptide vials hold at most 10 mL; PMID 27378678; 0.2 to 0.3 mL a nostril, unconfirmed
    assert [(str(each.most_ml), each.sources, each.unconfirmed) for each in CATALOGUE.volumes] == [
        ("10", ("uncited",), False),
        ("1.5", ("mathaes-2016",), False),
        ("0.3", ("uncited",), True),
    ]


def test_the_pumps_are_the_common_ones():
    assert [str(pump.spray_ml) for pump in CATALOGUE.pumps] == ["0.05", "0.07", "0.1", "0.14"]


def test_molar_masses_follow_from_the_sequence():
    """Residues of Thr-Lys-Pro-Arg-Pro-Gly-Pro and the ends, standard atomic weights."""
    weights = {"C": "12.011", "H": "1.008", "N": "14.007", "O": "15.999"}

    def mass(**atoms):
        return sum(Decimal(weights[atom]) * count for atom, count in atoms.items())

    residues = (
        mass(C=4, H=7, N=1, O=2)  # Thr
        + mass(C=6, H=12, N=2, O=1)  # Lys
        + 3 * mass(C=5, H=7, N=1, O=1)  # Pro
        + mass(C=6, H=12, N=4, O=1)  # Arg
        + mass(C=2, H=3, N=1, O=1)  # Gly
    )
    free = residues + mass(H=2, O=1)
    acetyl = free + mass(C=2, H=2, O=1)
    amide = acetyl - mass(O=1) + mass(N=1, H=1)
    diacetate = free + 2 * mass(C=2, H=4, O=2)
    computed = [round(each, 2) for each in (free, acetyl, amide, diacetate)]
    assert computed == [Decimal(each) for each in ("751.89", "793.92", "792.94", "871.99")]
    assert round(100 * free / diacetate, 1) == Decimal("86.2")


def test_the_amidate_always_says_that_it_is_no_etomidate():
    notes = CATALOGUE.formulation("amidate").notes
    assert [note for note in notes if note.always and "not etomidate" in note.text]


def test_every_source_is_used_and_every_note_stands_beside_a_flag_that_exists():
    text = repr(tuple(CATALOGUE._replace(sources=())))
    assert [each.id for each in CATALOGUE.sources if repr(each.id) not in text] == []
    notes = [*CATALOGUE.notes, *(note for of in CATALOGUE.formulations for note in of.notes)]
    assert {code for note in notes for code in note.beside} <= set(CODES)


def test_an_unknown_name_lists_those_known():
    with pytest.raises(UnknownNameError) as error:
        CATALOGUE.formulation("insulin")
    assert error.value.hint == (
        "Known: selank, n-acetyl-selank-amidate, nasal-spray, nasal-drops, n-acetyl-selank."
    )


def test_as_the_default_of_a_function_it_is_one_line_of_its_help():
    assert repr(CATALOGUE) == (
        "Catalogue(selank, n-acetyl-selank-amidate, nasal-spray, nasal-drops, n-acetyl-selank)"
    )


class TestWithoutTheUsualFormulation:
    @pytest.fixture
    def mine(self):
        return CATALOGUE._replace(formulations=CATALOGUE.formulations[1:])

    @pytest.mark.parametrize("calculate", [dose, course, label])
    def test_no_other_is_suggested(self, calculate, mine):
        with pytest.raises(UnknownNameError) as refused:
            calculate(**ASKED, catalogue=mine)
        assert (refused.value.message, refused.value.hint) == NO_SELANK
        assert refused.value.field == "formulation"

    def test_a_row_says_so_too(self, mine):
        (record,) = batch([ASKED], catalogue=mine)
        assert (record["error"]["message"], record["error"]["hint"]) == NO_SELANK

    def test_nothing_is_said_where_none_is_needed(self, mine):
        assert convert("5 mg", "mcg", catalogue=mine).converted == 5000
        with pytest.raises(UnknownNameError, match="the catalogue has no selank"):
            convert("5 mg", "nmol", catalogue=mine)
