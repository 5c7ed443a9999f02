"""Quads → the files of the dataset: canonical to compare, readable to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyoxigraph as ox

from kg.model.vocabulary import DATA, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

Statement = TypeVar("Statement", ox.Quad, ox.Triple)
CLAIM = DATA + "claim/"


class Block(NamedTuple):
    """What one graph says of a node as Turtle: its place in reading order, the lines of its prefixes, the rest."""

    place: tuple[str, str]
    prefixes: frozenset[bytes]
    text: bytes


def n_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Canonical N-Quads (RDFC-1.0 of a dataset without blank nodes): each quad once, the lines sorted by code point."""
    lines = set(_serialized(quads, ox.RdfFormat.N_QUADS).splitlines(keepends=True))
    return b"".join(sorted(lines))


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """TriG to read: graph by graph, each subject together, its type first."""
    return _serialized(_in_reading_order(quads), ox.RdfFormat.TRIG)


def turtle(quads: Iterable[ox.Quad], graph: str = "") -> bytes:
    """Turtle of the triples of one graph, or of all, in reading order."""
    chosen = [quad for quad in _in_reading_order(quads) if not graph or quad.graph_name == ox.NamedNode(graph)]
    return _serialized(dict.fromkeys(quad.triple for quad in chosen), ox.RdfFormat.TURTLE)


def turtle_blocks(node: ox.NamedNode, quads: Iterable[ox.Quad]) -> list[Block]:
    """All the quads about a node as blocks of Turtle, one for each graph that they are in, in reading order."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in _in_reading_order(quads):
        graphs.setdefault(str(quad.graph_name), []).append(quad)
    found = []
    for graph, members in graphs.items():
        iris = {q.object.value for q in members if isinstance(q.object, ox.NamedNode)} | {node.value}
        articles = {iri.removeprefix(CLAIM).partition("/")[0] for iri in iris if iri.startswith(CLAIM)}
        prefixes = {f"claim-{article}": f"{CLAIM}{article}/" for article in articles}
        text = (
            ox.serialize((q.triple for q in members), format=ox.RdfFormat.TURTLE, prefixes=prefixes | PREFIXES) or b""
        )
        lines = text.splitlines(keepends=True)
        head = next((index for index, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
        found.append(Block((graph, node.value), frozenset(lines[:head]), b"".join(lines[head:])))
    return found


def turtle_document(blocks: Iterable[Block]) -> bytes:
    """A Turtle file of some blocks, in reading order, with the prefixes of all."""
    listed = sorted(blocks)
    prefixes: frozenset[bytes] = frozenset().union(*(block.prefixes for block in listed))
    return b"".join((*sorted(prefixes), *(block.text for block in listed)))


def ontology_turtle(quads: Iterable[ox.Quad]) -> bytes:
    """The ontology as one Turtle file."""
    return turtle(quads, ONTOLOGY_GRAPH)


def _serialized(items: Iterable[Statement], format_: ox.RdfFormat) -> bytes:
    if format_ not in (ox.RdfFormat.TRIG, ox.RdfFormat.TURTLE):
        return ox.serialize(items, format=format_) or b""
    listed = list(items)
    text = ox.serialize(listed, format=format_, prefixes=PREFIXES | _claim_prefixes(listed)) or b""
    lines: list[bytes] = text.splitlines(keepends=True)
    head: int = next((index for index, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    # The engine writes its prefixes in no particular order.
    return b"".join([*sorted(lines[:head]), *lines[head:]])


def _claim_prefixes(items: Iterable[Statement]) -> dict[str, str]:
    """A prefix for the claims of each article, since a local name may not hold the slash between the two."""
    subjects = (item.subject.value for item in items if isinstance(item.subject, ox.NamedNode))
    articles = {s.removeprefix(CLAIM).partition("/")[0] for s in subjects if s.startswith(CLAIM)}
    return {f"claim-{article}": f"{CLAIM}{article}/" for article in sorted(articles)}


def _in_reading_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """By graph, subject, predicate and object, types first; a claim comes before its passages."""

    def place(quad: ox.Quad) -> tuple[str, str, str, str]:
        predicate = quad.predicate.value
        subject = quad.subject
        return (
            str(quad.graph_name),
            subject.value if isinstance(subject, ox.NamedNode) else str(subject),
            "" if predicate == RDF_TYPE else predicate,
            str(quad.object),
        )

    return sorted(set(quads), key=place)
