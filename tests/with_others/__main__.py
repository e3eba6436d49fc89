"""What other programs understand of the files that the tool makes, as a table.

    uv run --group dev --with khal --with check-jsonschema python -m tests.with_others --write

A program that is not installed is listed as such; docs/quality.md says how to install all.
"""

import argparse
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from . import calendars, documents, pictures, schemas

PAGE = Path(__file__).parents[2] / "docs/quality.md"
BEGIN = "<!-- from here on written by tests/with_others -->\n"
END = "<!-- to here -->\n"
MOST_LINES = 20  # on standard error, of one program


def main() -> int:
    """Runs every program that is here, prints the table, and is 1 if something differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write it into {PAGE.name} too")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        outcomes = [
            outcome
            for checked in (calendars, pictures, documents, schemas)
            for outcome in checked.outcomes(Path(folder))
        ]
    table = report(outcomes)
    print(table)
    if asked.write:
        PAGE.write_text(with_part(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    for each in outcomes:
        for line in (each.differs or [])[:MOST_LINES]:
            print(f"{each.program}: {line}", file=sys.stderr)
    return 1 if any(each.differs for each in outcomes) else 0


def report(outcomes):
    """The page's part: a row a program."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    rows = [
        f"{today}, selank-calc {version('selank-calc')}, CPython {sys.version.split()[0]}:",
        "",
        "| program | version | what it read | outcome |",
        "|---|---|---|---|",
    ]
    for each in outcomes:
        said = [each.program, "", "", "not installed"]
        if each.differs is not None:
            said = [each.program, each.version, each.read, f"{len(each.differs)} differ"]
        rows.append(f"| {' | '.join(said)} |")
    return "\n".join([*rows, ""])


def with_part(page, part):
    """The page with this between the two marks, and all else as it was."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    assert begin, PAGE
    assert end, PAGE
    return before + begin + part + end + after


if __name__ == "__main__":
    sys.exit(main())
