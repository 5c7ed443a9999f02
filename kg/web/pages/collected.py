"""The material of the pages, collected from an opened graph and the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kg.exports.rdf.about import Describer
from kg.model.files import is_within
from kg.sources.texts import article_text
from kg.web.pages.material import Material

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kg.model.records import Article, Passage
    from kg.network.network import Network
    from kg.rdf.store import Store

VIEW = "index.html"


class Opened(Protocol):
    """A graph that is open: a project, a file of RDF, or a copy of what an endpoint holds."""

    root: Path

    @property
    def store(self) -> Store:
        """Every quad."""

    def as_known(self) -> Network:
        """The network, whole."""

    def manifest(self) -> dict[str, Any]:
        """What `build.json` says."""


def material_of(opened: Opened, *, has_map: bool = False) -> Material:
    """What the pages of a graph are made of, with the texts of the articles it was built from, if they are there."""

    def text_of(article: Article) -> tuple[str, tuple[Passage, ...]]:
        return article_text(opened.root, article) if opened.root.is_dir() else ("", ())

    return Material(opened.as_known(), text_of, opened.manifest(), Describer(opened.store), has_map)


def map_of(root: Path, out: Path) -> bytes:
    """The interactive view of a project; nothing if there is none, or a link that leads out of its folder."""
    file = out / VIEW
    return file.read_bytes() if root.is_dir() and file.is_file() and is_within(file, out) else b""
