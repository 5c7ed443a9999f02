"""The document about an IRI: the quads with it as subject, its parts, and its claims, in forms for the web."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.exports.rdf.compact import Line, short_document, short_json_ld, short_line
from kg.exports.rdf.files import Block, n_quads, turtle, turtle_blocks, turtle_document
from kg.model.records import GraphError
from kg.model.vocabulary import KG, PREFIXES
from kg.rdf.nodes import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.rdf.store import Quad, Store

CONTENT = ox.NamedNode(KG + "content")
# Properties that lead to a part, which would say little by itself.
PARTS = frozenset(
    [
        ox.NamedNode(KG + name)
        for name in ("content", "hedge", "evidence", "report", "quantity", "copiedPassage", "contribution", "part")
    ]
    + [ox.NamedNode(PREFIXES["oa"] + "hasSelector")]
)


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes things of a store by their IRIs."""

    store: Store

    def knows(self, iri: str) -> bool:
        """Whether the store says anything about the IRI itself, or has a graph of that name."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        patterns = ((node, None, None, None), (None, None, None, node))
        return any(next(iter(self.store.quads_for_pattern(*each)), None) is not None for each in patterns)

    def graph(self, iri: str) -> list[Quad]:
        """The quads of a graph."""
        return list(self.store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))

    def about(self, iris: Iterable[str], claims: Iterable[str] = ()) -> list[Quad]:
        """The quads about these IRIs and their parts, and about claims by their keys, each with its content.

        For a graph about which nothing is said, these are its own quads. An IRI that the store does not have adds none.
        """
        # Of a node the store has each quad once, so that no quad comes twice where no node does.
        seen: set[ox.NamedNode] = set()
        found: list[Quad] = []
        for iri in iris:
            found += self._whole(iri, seen)
            if not found and self.knows(iri):
                found += self.graph(iri)
                seen |= {quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)}
        for key in claims:
            for quad in self._once(identifier("claim", key), seen):
                found.append(quad)
                if quad.predicate == CONTENT:
                    found += self._once(quad.object, seen)
        return found

    def triples(self, iri: str) -> list[tuple[str, str, bool]]:
        """What is said of the IRI itself: predicate, value, and whether the value is an IRI; types first."""
        quads = sorted(_to_read(self.quads(ox.NamedNode(iri))))
        return [(predicate, value, is_iri) for _, predicate, value, is_iri in quads]

    def _whole(self, iri: str, seen: set[ox.NamedNode]) -> Iterator[Quad]:
        """The quads about a thing, and about its parts, as deep as they go, but those of nodes that were seen."""
        try:
            waiting = [ox.NamedNode(iri)]
        except ValueError:
            return
        while waiting:
            node = waiting.pop()
            for quad in self._once(node, seen):
                yield quad
                if quad.predicate in PARTS and isinstance(quad.object, ox.NamedNode) and quad.object not in seen:
                    waiting.append(quad.object)

    def _once(self, node: Any, seen: set[ox.NamedNode]) -> Iterable[Quad]:
        """The quads about a node, the first time that it is asked for."""
        if node in seen:
            return ()
        seen.add(node)
        return self.quads(node)

    def quads(self, node: Any) -> Iterator[Quad]:
        """The quads with a node as their subject."""
        return (
            iter(self.store.quads_for_pattern(node, None, None, None)) if isinstance(node, ox.NamedNode) else iter(())
        )


@dataclass(slots=True, eq=False)
class Node:
    """What a store says of a node; `quads` until it is written as a line of JSON-LD, if it has any, and as Turtle."""

    name: ox.NamedNode
    quads: list[Quad]
    parts: tuple[ox.NamedNode, ...]
    contents: tuple[ox.NamedNode, ...]
    line: Line | None = None
    block: Block | None = None


class Descriptions:
    """What `Describer.about` gives, as the files of a whole site, for which each claim is written but once."""

    def __init__(self, describer: Describer) -> None:
        self.describer = describer
        self._claims: dict[ox.NamedNode, Node | None] = {}

    def files(self, pages: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Iterator[dict[str, bytes]]:
        """The files about the IRIs and the claims of each page, by their endings .ttl and .jsonld.

        What has no short form in JSON-LD, or is a graph of which nothing is said, is written quad by quad. Several
        pages at once take less time, since the engine writes a hundred nodes nearly as fast as one.
        """
        wanted = [(list(iris), list(claims)) for iris, claims in pages]
        every = [list(self._nodes(iris, claims).values()) for iris, claims in wanted]
        _write([node for nodes in every for node in nodes if node.quads])
        for (iris, claims), nodes in zip(wanted, every, strict=True):
            nodes.sort(key=lambda node: str(node.name))
            lines = [node.line for node in nodes if node.line]
            blocks = [node.block for node in nodes if node.block]
            if nodes and len(lines) == len(blocks) == len(nodes):
                yield {".ttl": turtle_document(blocks), ".jsonld": short_document(lines)}
            else:
                quads = self.describer.about(iris, claims)
                yield {ending: FORMS[ending](quads) for ending in (".ttl", ".jsonld")}

    def _nodes(self, iris: Iterable[str], claims: Iterable[str]) -> dict[ox.NamedNode, Node]:
        """The nodes of the files of a page; none where they are of a graph."""
        found: dict[ox.NamedNode, Node] = {}
        for iri in iris:
            waiting = _named([iri])
            while waiting:
                node = waiting.pop()
                if node not in found and (made := self._claims.get(node) or self._node(node)):
                    found[node] = made
                    waiting += made.parts
            if not found and self.describer.knows(iri):
                return {}
        for key in claims:
            claim = self._kept(identifier("claim", key), found)
            for content in claim.contents if claim else ():
                self._kept(content, found)
        return found

    def _kept(self, node: ox.NamedNode, found: dict[ox.NamedNode, Node]) -> Node | None:
        """A node that other files have too, among those that were found."""
        if node not in self._claims:
            self._claims[node] = found.get(node) or self._node(node)
        made = self._claims[node]
        if made is not None:
            found[node] = made
        return made

    def _node(self, node: ox.NamedNode) -> Node | None:
        quads = list(self.describer.quads(node))
        if not quads:
            return None
        objects = [(quad.predicate, quad.object) for quad in quads if isinstance(quad.object, ox.NamedNode)]
        parts = tuple(value for predicate, value in objects if predicate in PARTS)
        contents = tuple(value for predicate, value in objects if predicate == CONTENT)
        return Node(node, quads, parts, contents)


def _write(nodes: Iterable[Node]) -> None:
    """Write nodes that are not written yet, of which some may be of one name."""
    fresh = list(nodes)
    for node in fresh:
        with suppress(GraphError):
            node.line = short_line(node.name, node.quads)
    blocks = turtle_blocks({node.name: node.quads for node in fresh if node.line})
    for node in fresh:
        node.block, node.quads = blocks.get(node.name), []


def _named(iris: Iterable[str]) -> list[ox.NamedNode]:
    """IRIs as nodes, but for what is none."""
    found = []
    for iri in iris:
        with suppress(ValueError):
            found.append(ox.NamedNode(iri))
    return found


def _to_read(quads: Iterable[Quad]) -> Iterator[tuple[bool, str, str, bool]]:
    """Quads as tuples that sort as a reader wants them: types first, then by predicate and value."""
    for quad in quads:
        value = quad.object
        is_iri = isinstance(value, ox.NamedNode)
        text = value.value if isinstance(value, (ox.NamedNode, ox.Literal)) else str(value)
        yield quad.predicate.value != PREFIXES["rdf"] + "type", quad.predicate.value, text, is_iri


def n_triples(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Triples: each triple once, the lines sorted."""
    return n_quads(ox.Quad(q.subject, q.predicate, q.object) for q in quads)


FORMS = {".ttl": turtle, ".nt": n_triples, ".jsonld": short_json_ld}
