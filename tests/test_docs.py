"""The documents: outputs that are not stale, every name and flag in them.

The Python in them is run by pytest as doctests.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from selank_calc import dose
from selank_calc.flags import CODES
from selank_calc.output.records import as_record

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_outputs_shown_are_what_the_commands_print_today(document):
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "-I", "docs", document],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_flag_is_documented_with_its_severity():
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", (ROOT / "docs/flags.md").read_text(), re.M)
    assert dict(rows) == CODES


def test_every_json_name_is_documented():
    names = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/json.md").read_text(), re.M))
    records = (
        as_record(dose(vial="5 mg", diluent="2 mL", dose="250 mcg")),
        as_record(dose(formulation="spray", sprays=2)),
    )
    assert names == {name for record in records for name in record}


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text()
    assert "selank-calc dose" in readme
    assert "selank-calc formulations" in readme
