"""What the build of the wheel does besides: YASGUI from npm, where it can be had; the README as an index shows it.

`DETENTE_REPOSITORY` is the address of the repository, where whoever builds knows one. A package index has no files
beside the README, so what it links to is then given by that address; without one pictures become their captions, and
links their words, since an address that is made up leads nowhere.
"""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|#)([^)\s]+)\)")
ADDRESS = re.compile(r"https://[\w.-]+(?::\d+)?/[\w./~-]+")


class FetchYasgui(BuildHookInterface):
    """Fills the folder that the wheel carries as an artifact; without npm the wheel has the plain form."""

    def initialize(self, version: str, build_data: dict) -> None:  # noqa: ARG002 - as hatchling calls it
        """Before a wheel is built; a checkout that is installed as it stands has `make` for it."""
        if version == "standard":
            runpy.run_path(str(Path(self.root) / "kg" / "server" / "fetch_yasgui.py"))["main"]()


class DescribeProject(MetadataHookInterface):
    """The long description, and links if the repository has an address."""

    def update(self, metadata: dict) -> None:
        """Raises ValueError if the address is none."""
        repository = os.environ.get("DETENTE_REPOSITORY", "").rstrip("/")
        if repository and not ADDRESS.fullmatch(repository):
            raise ValueError(f"DETENTE_REPOSITORY is {repository!r}, no address such as https://host/owner/name")
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": described(readme, repository)}
        metadata["urls"] = links(repository)


def described(readme: str, repository: str) -> str:
    """The README with the pictures and files that it links to at `repository`, or without links to them."""

    def replaced(match: re.Match[str]) -> str:
        mark, words, path = match.groups()
        if repository:
            return f"{mark}[{words}]({repository}/{'raw' if mark else 'blob'}/HEAD/{path})"
        return f"*{words}*" if mark else words

    return LINK.sub(replaced, readme)


def links(repository: str) -> dict[str, str]:
    """What an index shows beside a project."""
    if not repository:
        return {}
    return {
        "Repository": repository,
        "Documentation": f"{repository}/blob/HEAD/README.md",
        "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
    }
