"""What the tests share: Hypothesis profiles, and the command line run in this process."""

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

# As where quicktions has no wheel: before the package is loaded, which looks for it once.
if os.environ.get("NUMBERS") == "fractions":
    sys.modules["quicktions"] = None

from selank_calc import cli

from .command_line import Ran

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "mutation",
    derandomize=True,
    deadline=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),  # a mutant may draw slowly
)
settings.register_profile("dev", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


if os.environ.get("HYPOTHESIS_PROFILE") == "mutation":
    from selank_calc import views
    from selank_calc.dosing import results

    @pytest.fixture(autouse=True)
    def nothing_is_kept_from_before_the_mutant():
        """Mutants are switched on in copies of a process in which all tests have already run."""
        for kept in (views._fields, views._plain, results._last_begun):
            kept.clear()


@pytest.fixture(autouse=True)
def characters_stay_what_they_are():
    """A library in C can spoil Python's own copy of a character, for the whole process."""
    yield
    assert [ord(bytes([each]).decode("latin1")) for each in range(256)] == list(range(256))


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs `selank-calc` through its entry point, with the arguments given, off a terminal."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("SELANK_CALC_CATALOGUE", raising=False)

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["selank-calc", *arguments])
        with pytest.raises(SystemExit) as exited:
            cli.main()
        return Ran(exited.value.code, *capsys.readouterr())

    return run
