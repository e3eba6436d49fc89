"""Draws what a terminal of 80 x 24 shows: `uv run python docs/screens.py`.

The commands are run as a terminal would run them, and their colours drawn by the means of
`--svg`. A test checks that no image is stale.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from rich.text import Text

from selank_calc.output.image import svg_of

COLUMNS, LINES = 80, 24
SCREENS = {
    "selank": 'dose --vial "5 mg" --diluent "2 mL" --dose "250 mcg"',
    "amidate": 'dose -f amidate --vial "10 mg" --diluent "3 mL" --dose "250 mcg"',
    "spray": "dose -f spray --sprays 3 --bottle 10mL",
    "slip": "dose --vial 5mg --diluent 1mL --dose 0.25mg --draw 25units",
    "error": 'dose --vial "5 mg" --diluent "2 mL" --dose 5',
    "course": "course --vial 5mg --diluent 2mL --dose 250mcg --start 2026-12-01",
}
_TERMINAL = {
    "FORCE_COLOR": "1", "NO_COLOR": "", "TERM": "xterm-16color", "COLORTERM": "", "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
}  # fmt: skip


def image_of(command: str) -> str:
    """What the terminal shows below the command: the last lines, and the next prompt."""
    done = subprocess.run(
        [sys.executable, "-m", "selank_calc", *shlex.split(command)], check=False, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **_TERMINAL},
    )  # fmt: skip
    typed = f"$ selank-calc {command}"
    typed = "\n".join(typed[at : at + COLUMNS] for at in range(0, len(typed), COLUMNS))
    lines = Text.from_ansi(f"{typed}\n{done.stdout}$ ").split("\n")[-LINES:]
    return svg_of(Text("\n").join([*lines, *[Text()] * (LINES - len(lines))]))


if __name__ == "__main__":
    for name, command in SCREENS.items():
        path = Path(__file__).parent / f"screen-{name}.svg"
        path.write_text(image_of(command), encoding="utf-8")
