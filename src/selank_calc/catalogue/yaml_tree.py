"""A YAML text as plain data with the lines it stands in; aliases and deep nesting are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from ..errors import SHOWN_CHARACTERS, CatalogueError, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

Place: TypeAlias = tuple[str | int, ...]  # ("formulations", 0, "dose", "low")
DEEPEST = 20
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
# Not text, and the same in every version of YAML.
_CLEAR = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?|true|True|TRUE|false|False|FALSE")
# Text in the version that PyYAML reads, 1.1 as it has it, and a number or a truth in another.
_ELSEWHERE = re.compile(r"0o[0-7]+|[-+]?(\.[0-9]+|[0-9]+\.?[0-9]*)[eE][-+]?[0-9]+|[yYnN]")


class YamlTree:
    """A YAML text as plain data, with the line of every place in it.

    Scalars stay text, so that no figure passes through a float. What versions of YAML read in
    different ways, such as 014, 1_2, 1:30 or yes, is a fault unless it stands in quotes.
    """

    def __init__(self, text: str, name: str) -> None:
        # An empty file has no nodes, but its faults have a line all the same.
        self.lines: dict[Place, int] = {(): 1}
        self.faults: list[str] = []
        self.faulty: set[Place] = set()
        try:
            _refuse_bombs(text, name)
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            self.data: Any = self._plain(node, ())
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
        if node.tag == _NULL or not isinstance(node, yaml.ScalarNode):
            return None
        return self._text(node, place)

    def _entries(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        seen = set()
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(f"line {line}: a name is plain text, not a list or a mapping")
                continue
            key = self._text(key_node, (*place, str(key_node.value)))
            if key in seen:
                self.faults.append(f"line {line}: {quoted(key)} stands twice")
            seen.add(key)
            yield key, self._plain(value_node, (*place, key))

    def _text(self, node: yaml.ScalarNode, place: Place) -> str:
        """The text of a scalar; a fault where another version of YAML would read another value."""
        text = str(node.value)
        other = not _CLEAR.fullmatch(text) if node.tag != _TEXT else _ELSEWHERE.fullmatch(text)
        if other and node.style is None:
            hint = "write text in quotes, a number in digits and a point, a truth as true or false"
            line = f"line {node.start_mark.line + 1}: {shown_place(place)}"
            self.faults.append(f"{line}: {quoted(text)} has more than one meaning in YAML; {hint}")
            self.faulty.add(place)
        return text

    def line_of(self, place: Place) -> int:
        """The line of a place, or of the nearest that holds it where the file leaves it out."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def shown_place(place: Place) -> str:
    """A place as a message shows it.

    >>> shown_place(("formulations", 0, "dose", "low"))
    'formulations[0].dose.low'
    """
    parts = (f"[{part}]" if isinstance(part, int) else f".{_name(part)}" for part in place)
    return "".join(parts).lstrip(".") or "the file"


def _name(key: str) -> str:
    """A name in the file as it may stand in a message."""
    return key if len(key) <= SHOWN_CHARACTERS and key.isprintable() else quoted(key)


def _refuse_bombs(text: str, name: str) -> None:
    """Refuses what is small to write and endless to read, before it is built.

    Nine lines of aliases can make a billion entries, and the time that brackets in
    brackets take grows with the square of their number.
    """
    depth = 0
    for event in yaml.parse(text):
        where = f"line {event.start_mark.line + 1 if event.start_mark else 1}"
        if isinstance(event, yaml.AliasEvent):
            fault = f"{where}: aliases (*) are not read: write the text out"
            raise CatalogueError.of_file(name, [fault])
        if getattr(event, "tag", None) is not None:
            raise CatalogueError.of_file(name, [f"{where}: tags (!) are not read: leave it out"])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            fault = f"{where}: its brackets are nested too deeply"
            raise CatalogueError.of_file(name, [fault])
