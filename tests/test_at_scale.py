"""A thousand cases of all commands against the oracle; `python -m tests.at_scale` has more."""

import ast
from pathlib import Path

import pytest

from . import at_scale

PARTS, EACH = 4, 300


@pytest.mark.parametrize("part", range(PARTS))
def test_every_figure_and_flag_is_the_oracles(part):
    found = at_scale.found_in(2, range(part * EACH, (part + 1) * EACH))
    assert set(found.done) == set(at_scale.COMMANDS)
    assert [(each.command, each.words, each.differences) for each in found.differing] == []


def test_the_oracle_calculates_by_itself():
    for file in Path(__file__).with_name("oracle").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            assert not any(name.startswith("selank_calc") for name in names), file
