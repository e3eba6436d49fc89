"""Runs the commands that the documents show, and prints what they print.

`uv run cog -r -I docs README.md docs/*.md` writes them anew; a test checks that none is
stale, so no output in the documents is typed by hand.
"""

import os
import subprocess
import sys
from pathlib import Path

import cog


def show(*commands: str) -> None:
    """A console block: each command with its output, and its exit code where not 0."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    cog.outl("```console")
    for command in commands:
        done = subprocess.run(
            command, shell=True, capture_output=True, text=True, check=False,
            env=environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        lines = (done.stdout + done.stderr).splitlines()
        cog.outl("\n".join([f"$ {command}", *(line.rstrip() for line in lines)]))
        if done.returncode:
            cog.outl(f"(exit code {done.returncode})")
    cog.outl("```")
