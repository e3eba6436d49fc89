"""Runs the commands that the documents show, prints what they print, and tables of names.

`uv run cog -r -I docs README.md docs/*.md` writes them anew; a test checks that none is
stale, so no output in the documents is typed by hand.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import cog
from pydantic import TypeAdapter

from selank_calc import flags
from selank_calc.amounts.fields import UCUM


def _environment() -> dict[str, str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}


def show(*commands: str) -> None:
    """A console block: each command with its output, and its exit code where not 0."""
    cog.outl("```console")
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, check=False,
            env=_environment(), stdin=subprocess.DEVNULL,
        )  # fmt: skip
        lines = (done.stdout + done.stderr).splitlines()
        cog.outl("\n".join([f"$ {command}", *(line.rstrip() for line in lines)]))
        if done.returncode:
            cog.outl(f"(exit code {done.returncode})")
    cog.outl("```")


def flags_in_a_table() -> None:
    """What each flag is: when it is raised, its limits with their sources."""
    cog.outl("| code | severity | raised when | limit | source |\n|---|---|---|---|---|")
    for kind in flags():
        first = f"| `{kind.code}` | {kind.severity} | {kind.raised} |"
        for each in kind.limits:
            cog.outl(f"{first} {each.limit} | {', '.join(each.sources)} |")
            first = "| | | |"


def what_to_do() -> None:
    """Of each flag why it is so severe, what to do about it, and a command that raises it."""
    cog.outl("| code | why it is so severe | what to do | example |\n|---|---|---|---|")
    for kind in flags():
        why = f"{kind.why}; {kind.otherwise}" if kind.otherwise else kind.why
        cog.outl(f"| `{kind.code}` | {kind.severity}: {why} | {kind.to_do} | `{kind.example}` |")


def typical_inputs() -> None:
    """Thirty inputs, what each raises, and whether a person needs it."""
    from typical import TYPICAL

    cog.outl("| input | command | raised | is it what a person needs? |\n|---|---|---|---|")
    for each in TYPICAL:
        raised = ", ".join(each.raised)
        cog.outl(f"| {each.input} | `{each.command}` | {raised or 'nothing'} | {each.needed} |")


def names_of(model: type, but: type | None = None) -> None:
    """A table of the JSON names of a model, with their units, without those of another."""
    units = {code: name for name, code in UCUM.items()}
    cog.outl("| name | unit | what it is |\n|---|---|---|")
    for name, field in model.model_fields.items():
        if but is None or name not in but.model_fields:
            shape = TypeAdapter(Annotated[field.annotation, field]).json_schema()
            unit = _unit(shape, units)
            cog.outl(f"| `{name}` | {unit} | {field.description} |")


def _unit(shape: dict, units: dict[str, str]) -> str:
    either = [shape, *shape.get("anyOf", [])]
    for each in either:
        if "x-ucum" in each:
            return units[each["x-ucum"]]
        if "x-unit" in each:
            return each["x-unit"]
        if each.get("format") == "date":
            return "date"
    return "count" if any(each.get("type") == "integer" for each in either) else ""
