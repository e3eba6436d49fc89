"""What is documented, by the name of the command that prints it."""

import pytest

from selank_calc import CATALOGUE, CatalogueError, UnknownNameError, formulations


def test_all_are_had_without_a_name_and_one_with_it():
    assert formulations() == CATALOGUE.formulations
    (amidate,) = formulations("amidate")
    assert amidate is CATALOGUE.formulation("n-acetyl-selank-amidate")


def test_those_of_another_catalogue_are_had_from_it():
    other = CATALOGUE._replace(formulations=CATALOGUE.formulations[:1])
    assert [each.id for each in formulations(catalogue=other)] == ["selank"]
    with pytest.raises(UnknownNameError, match="Known: selank"):
        formulations("spray", catalogue=other)


def test_the_name_of_a_file_is_no_catalogue():
    with pytest.raises(CatalogueError):
        formulations(catalogue="mine.yaml")
