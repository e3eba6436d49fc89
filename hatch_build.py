"""The README as a package index shows it, where none of the files beside it are.

Its links lead into the Repository of `[project.urls]`. As long as none is named there, a link
is its words alone, and the picture is left out.
"""

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:)([^)]+)\)")


def for_index(readme: str, repository: str | None) -> str:
    """The README with each link to a file of the project made absolute, or words alone."""

    def absolute(link: re.Match[str]) -> str:
        image, words, path = link.groups()
        if repository is None:
            return "" if image else words
        return f"{image}[{words}]({repository}/{'raw' if image else 'blob'}/HEAD/{path})"

    return _LINK.sub(absolute, readme)


class Readme(MetadataHookInterface):
    """What hatchling calls when it builds."""

    def update(self, metadata: dict) -> None:
        """Adds the README, which `dynamic` leaves to this."""
        readme = Path(self.root, "README.md").read_text(encoding="utf-8")
        text = for_index(readme, metadata.get("urls", {}).get("Repository"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
