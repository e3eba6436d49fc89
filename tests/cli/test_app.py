"""The command line as a whole: version, the installed script."""

import os
import subprocess
import sys
from pathlib import Path

import selank_calc

SCRIPT = Path(sys.executable).with_name("selank-calc")


def test_version(run):
    assert run("--version").out == f"selank-calc {selank_calc.__version__}\n"


def test_alone_it_shows_its_help(run):
    ran = run()
    assert ran.code == 0
    assert "dose" in ran.out


def test_the_installed_script_does_the_main_job():
    done = subprocess.run(
        [SCRIPT, "dose", "--vial", "5 mg", "--diluent", "2 mL", "--dose", "250 mcg"],
        capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Draw 10 units on a 0.3 mL U-100 syringe = 0.1 mL = 250 mcg" in done.stdout
