"""The material of the pages, collected from an opened graph and the files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kg.exports.manifest import QUOTES_ONLY
from kg.exports.rdf.about import Describer
from kg.model.excerpts import excerpts
from kg.model.files import is_within
from kg.sources.texts import article_text
from kg.web.pages.material import Material

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def material_of(opened: Opened, *, has_map: bool = False, around: int | None = None) -> Material:
    """What the pages of a graph are made of, with the texts of the articles it was built from, if they are there.

    Where `around` is given, or the graph was built with quotes only, these are the quotes with so many characters on
    either side.
    """
    network = opened.as_known()
    around = quotes_only(opened.manifest()) if around is None else around
    passages: dict[str, list[Passage]] = {}
    for claim in network.claims.values() if around is not None else ():
        passages.setdefault(claim.article, []).extend(claim.passages)

    def text_of(article: Article) -> tuple[str, tuple[Passage, ...]]:
        text, furniture = article_text(opened.root, article) if opened.root.is_dir() else ("", ())
        return (text if around is None else excerpts(text, passages.get(article.slug, ()), around)), furniture

    return Material(network, text_of, opened.manifest(), Describer(opened.store), has_map)


def quotes_only(manifest: Mapping[str, Any]) -> int | None:
    """How many characters stand around the quotes of a build without whole texts, None where these are whole."""
    around = manifest.get(QUOTES_ONLY)
    return around if isinstance(around, int) else None


def map_of(root: Path, out: Path) -> bytes:
    """The interactive view of a project; nothing if there is none, or a link that leads out of its folder."""
    file = out / VIEW
    return file.read_bytes() if root.is_dir() and file.is_file() and is_within(file, out) else b""
