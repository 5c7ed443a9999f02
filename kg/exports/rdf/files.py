"""Quads → the files of the dataset: canonical to compare, readable to read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.model.vocabulary import DATA, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

Statement = TypeVar("Statement", ox.Quad, ox.Triple)
CLAIM = DATA + "claim/"


def n_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Canonical N-Quads (RDFC-1.0 of a dataset without blank nodes): each quad once, the lines sorted by code point."""
    lines = _serialized(quads, ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    lines.sort()
    return b"".join(line for line, _ in groupby(lines))


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """TriG to read: graph by graph, each subject together, its type first."""
    return _serialized(_in_reading_order(quads), ox.RdfFormat.TRIG)


def turtle(quads: Iterable[ox.Quad], graph: str = "") -> bytes:
    """Turtle of the triples of one graph, or of all, in reading order."""
    chosen = [quad for quad in _in_reading_order(quads) if not graph or quad.graph_name == ox.NamedNode(graph)]
    return _serialized(dict.fromkeys(quad.triple for quad in chosen), ox.RdfFormat.TURTLE)


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

    def place(quad: ox.Quad) -> tuple[str, str]:
        predicate = quad.predicate.value
        return "" if predicate == RDF_TYPE else predicate, str(quad.object)

    # What each is sorted by is as long as the quad itself, so that it is had for one subject at a time.
    subjects: dict[tuple[str, str], list[ox.Quad]] = {}
    for quad in set(quads):
        subject = quad.subject
        name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
        subjects.setdefault((str(quad.graph_name), name), []).append(quad)
    return [quad for key in sorted(subjects) for quad in sorted(subjects[key], key=place)]
