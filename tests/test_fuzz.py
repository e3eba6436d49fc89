"""Some thousand hostile inputs; `python -m tests.fuzz` has more, and says what it looks for."""

import pytest

from . import fuzz

PARTS, EACH = 4, 500


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_but_what_is_documented_comes_of_it(part):
    found = fuzz.found_in(2, range(part * EACH, (part + 1) * EACH), is_timed=False)
    assert set(found.fed) == set(fuzz.TARGETS)
    assert [(each.target, each.given, each.wrong) for each in found.wrong] == []


@pytest.mark.parametrize(
    ("target", "given"),
    [
        # a table without its header's names is refused as a whole, and so is an option
        ("rows", (True, False, b"vial,dilutent\n5 mg,2 mL\n", 7)),
        ("commands", (["dose", "--vail", "5 mg"], b"", "C.UTF-8", "80")),
        ("catalogues", "sources: {}"),
    ],
)
def test_what_is_refused_is_not_wrong(target, given):
    assert list(fuzz.TARGETS[target].check(given)) == []


def test_what_a_terminal_would_obey_is_found():
    assert list(fuzz._unprintable("5 mg\nred", "it")) == []
    assert "\\x1b" in next(fuzz._unprintable("\x1b[31mred", "it"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["dose", "--svg", "/etc/x.svg"], ["dose", "--svg=/x.svg"], ["batch", "../rows.csv"],
        ["batch", "-", "-o/x"], ["batch", "-", "--jobs", "64"], ["--install-completion"],
        ["course", "--ics", "~/x.ics"],
    ],
)  # fmt: skip
def test_nothing_beyond_its_folder_is_touched(arguments):
    assert not fuzz.is_harmless(arguments)
