"""Tables in Markdown, and their places in docs/comparison.md."""

import re
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs/comparison.md"


def table(heads, rows):
    """A Markdown table; a bar in a cell would end it."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(
        f"| {' | '.join(str(cell).replace('|', '¦') for cell in row)} |\n" for row in lines
    )


def show(name, text, which=""):
    """Prints it, and with --write puts it between its two marks in the page.

    `which` tells several of one script apart.
    """
    print(text)
    if "--write" in sys.argv[1:]:
        called = f"{name} {which}".rstrip()
        marks = (
            f"<!-- {called}: written by benchmarks/{name}.py -->\n",
            f"<!-- end of {called} -->",
        )
        pattern = f"(?s){re.escape(marks[0])}.*{re.escape(marks[1])}"
        page, count = re.subn(
            pattern, lambda _: f"{marks[0]}\n{text}\n{marks[1]}", PAGE.read_text()
        )
        assert count == 1, f"{PAGE.name} has no place for {called}"
        PAGE.write_text(page)
