"""A YAML text as plain data that knows its lines, and that nothing can blow up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from .errors import CatalogueError, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

Place: TypeAlias = tuple[str | int, ...]  # ("formulations", 0, "dose", "low")
DEEPEST = 20


class YamlTree:
    """A YAML text as plain data, with the line of every place in it.

    Scalars stay text, so that no figure passes through a float; tags are not obeyed.
    """

    def __init__(self, text: str, name: str) -> None:
        # An empty file has no nodes, but its faults have a line all the same.
        self.lines: dict[Place, int] = {(): 1}
        self.faults: list[str] = []
        try:
            _refuse_bombs(text, name)
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            self.data = self._plain(node, ())
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CatalogueError.of_file(name, [f"line {line}: {error.problem}"]) from error
        except yaml.YAMLError as error:
            raise CatalogueError.of_file(name, [" ".join(str(error).split())]) from error

    def _plain(self, node: yaml.Node | None, place: Place) -> Any:
        if node is None:
            return None
        self.lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(each, (*place, i)) for i, each in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return dict(self._entries(node, place))
        return None if node.tag == "tag:yaml.org,2002:null" else node.value

    def _entries(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        seen = set()
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(f"line {line}: a name is plain text, not a list or a mapping")
                continue
            key = str(key_node.value)
            if key in seen:
                self.faults.append(f"line {line}: {quoted(key)} stands twice")
            seen.add(key)
            yield key, self._plain(value_node, (*place, key))

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest that holds it where the file leaves it out."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def _refuse_bombs(text: str, name: str) -> None:
    """Refuses what is small to write and endless to read, before it is built.

    Nine lines of aliases can make a billion entries, and the time that brackets in
    brackets take grows with the square of their number.
    """
    depth = 0
    for event in yaml.parse(text):
        if isinstance(event, yaml.AliasEvent):
            raise CatalogueError.of_file(name, ["aliases (*) are not read: write the text out"])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise CatalogueError.of_file(name, ["its brackets are nested too deeply"])
