"""Other programs: which are here, in which version, and how they are run."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import NamedTuple

TOOL = Path(sys.executable).with_name("selank-calc")
# What would have a program read files of the person who runs this, or be in another time zone.
OF_A_PERSON = ("SELANK_CALC_CATALOGUE", "TZ", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
SECONDS = 120  # that a program may take


class Outcome(NamedTuple):
    """What a program read, and a line for each thing that it understood otherwise.

    A program that is not here has no version, and nothing was read.
    """

    program: str
    version: str | None
    read: str
    differs: list[str] | None


class ProgramError(Exception):
    """A program that could not read what it was given."""


def run(*command, stdin=None, codes=(0,), **environment):
    """What a program prints; ProgramError if it ends with another exit code than these, or never."""
    command = [str(each) for each in command]
    name = Path(command[0]).name
    kept = {name: value for name, value in os.environ.items() if name not in OF_A_PERSON}
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, check=False, timeout=SECONDS,
            env={**kept, "LC_ALL": "C.UTF-8", **environment},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ProgramError(f"{name} did not end within {SECONDS} seconds") from None
    if done.returncode not in codes:
        said = (done.stderr or done.stdout).strip()
        raise ProgramError(f"{name} ended with {done.returncode}: {said[-400:]}")
    return done.stdout


def tool(*arguments, **more):
    """What `selank-calc` prints; warnings on standard error are not looked at."""
    return run(TOOL, *arguments, **more)


def found(*names):
    """The first of these programs that is here."""
    return next(filter(None, map(which, names)), None)


def version_of(program, *options):
    """The first number with dots that it prints when asked for its version; None: not here."""
    if found(program) is None:
        return None
    asked = subprocess.run(
        [program, *(options or ("--version",))], capture_output=True, text=True, check=False
    )
    number = re.search(r"\d+(\.\d+)+", asked.stdout + asked.stderr)
    return number.group() if number else "?"
