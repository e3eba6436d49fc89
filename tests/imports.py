"""Which module of the package imports which, imports inside functions counted.

Names are as within the package: `exact`, `output.records`, and `__init__` for the package itself.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import selank_calc

PACKAGE = Path(selank_calc.__file__).parent
# Rooms and files, wherever they lie, that know terminals, files, processes or libraries. All else
# is calculation: it knows none of them, is wholly covered by tests, and mutated.
OUTER = {
    "__main__", "cli", "output", "freeze", "batches", "signals", "amounts.registry",
    "amounts.fields", "catalogue.file", "catalogue.yaml_tree",
}  # fmt: skip
_BY_NAME = ("import_module", "__import__")


class Module(NamedTuple):
    """What a module imports: of the package, of others, and whether it imports by name."""

    inside: frozenset[str]
    outside: frozenset[str]
    is_by_name: bool


def is_outer(name):
    return any(name == each or name.startswith(f"{each}.") for each in OUTER)


def room(name):
    """The folder that a module lies in; each file beside the folders is a room of its own."""
    return name.partition(".")[0]


def modules(folder=PACKAGE):
    """Every module of the package in that folder, with what it imports."""
    paths = {_name(path.relative_to(folder)): path for path in sorted(folder.rglob("*.py"))}
    return {name: _imports(name, path, paths.keys()) for name, path in paths.items()}


def _name(path):
    name = ".".join(path.with_suffix("").parts)
    return name.removesuffix(".__init__")


def _imports(name, path, known):
    here = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    here = [] if name == "__init__" else here
    inside, outside, is_by_name = set(), set(), False
    for node in _run(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for each in node.names:
                _add(each.name.split("."), inside, outside, known)
        elif isinstance(node, ast.ImportFrom):
            start = ["selank_calc", *here][: len(here) + 2 - node.level] if node.level else []
            start += node.module.split(".") if node.module else []
            for each in node.names:
                _add([*start, each.name], inside, outside, known)
                is_by_name |= each.name in _BY_NAME
        elif isinstance(node, ast.Name | ast.Attribute):
            called = node.id if isinstance(node, ast.Name) else node.attr
            is_by_name |= called in _BY_NAME
    return Module(frozenset(inside - {name}), frozenset(outside), is_by_name)


def _run(node):
    """All of a module that is run: not what stands there for type checkers alone."""
    yield node
    is_for_checkers = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    for child in node.orelse if is_for_checkers else ast.iter_child_nodes(node):
        yield from _run(child)


def _add(parts, inside, outside, known):
    """The module itself, or that of which it is a name."""
    if parts[0] != "selank_calc":
        outside.add(parts[0])
        return
    for end in (len(parts), len(parts) - 1):
        if (name := ".".join(parts[1:end])) in known:
            inside.add(name)
            return


def circle(graph):
    """One circle in a graph of names, or None."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def between_rooms(graph):
    """The same graph of rooms."""
    rooms = {}
    for name, targets in graph.items():
        rooms.setdefault(room(name), set()).update(map(room, targets))
    return {each: targets - {each} for each, targets in rooms.items()}
