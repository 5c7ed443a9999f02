"""The graphs of a dataset, each as it is written and as the shapes see it, so that it need not be made again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import groupby
from sys import intern
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cache import Cache
from kg.rdf import constraints, write
from kg.rdf.store import parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.records import Corpus
    from kg.rdf.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph: its IRI, the hash of all that it is made from, if that is known, and its N-Quads, sorted.

    `classes` are the IRIs of the classes of each node that it describes, `refers` those of the nodes outside whose
    classes a shape may ask for.
    """

    name: str
    key: str
    n_quads: bytes
    classes: Mapping[str, tuple[str, ...]]
    refers: tuple[str, ...]

    def quads(self) -> list[ox.Quad]:
        """Its quads, read from their text."""
        return parsed(self.n_quads)


def graphs(
    corpus: Corpus, vocabulary: Ontology, paths: frozenset[ox.NamedNode] = frozenset(), cache: Cache | None = None
) -> Iterator[tuple[Graph, constraints.Data | None]]:
    """The graph of the registries and those of the articles, each with what shapes over `paths` see of it.

    What `cache` has kept is not made again; of that nothing is at hand but the graph.
    """
    cache = cache if cache is not None else Cache(stays=False)
    for described in write.graphs(corpus, vocabulary):
        seen: list[constraints.Data] = []
        make = partial(_made, described, paths, seen)
        graph = cache.get(described.key, make) if described.key else make()
        yield graph, seen.pop() if seen else None


def lines(quads: Iterable[ox.Quad]) -> bytes:
    """Canonical N-Quads (RDFC-1.0 of a dataset without blank nodes): each quad once, the lines sorted by code point."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    found = text.splitlines(keepends=True)
    found.sort()
    return b"".join(line for line, _ in groupby(found))


def merged(texts: Iterable[bytes]) -> bytes:
    """Texts of sorted lines as one, sorted; of lines that stand in several each stays.

    As a merge does, but by runs: of the text whose line comes next all is taken that comes before those of the others.
    """
    waiting = [(_line(text, 0), number, 0, text) for number, text in enumerate(texts) if text]
    heapify(waiting)
    runs: list[memoryview] = []
    while waiting:
        _, number, start, text = heappop(waiting)
        end = _first_after(text, start, waiting[0][0]) if waiting else len(text)
        runs.append(memoryview(text)[start:end])
        if end < len(text):
            heappush(waiting, (_line(text, end), number, end, text))
    return b"".join(runs)


def _line(text: bytes, start: int) -> bytes:
    return text[start : text.index(b"\n", start) + 1]


def _first_after(text: bytes, start: int, line: bytes) -> int:
    """Where the first line after `start` begins that comes after one, found by halving."""
    low, high = text.index(b"\n", start) + 1, len(text)
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if _line(text, middle) > line:
            high = middle
        else:
            low = middle + len(_line(text, middle))
    return low


def lines_by_graph(quads: Iterable[ox.Quad]) -> dict[str, bytes]:
    """Canonical N-Quads by the name of their graph, in pointed brackets."""
    of_graph: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        of_graph.setdefault(str(quad.graph_name), []).append(quad)
    return {name: lines(found) for name, found in of_graph.items()}


def _made(described: write.Described, paths: frozenset[ox.NamedNode], seen: list[constraints.Data]) -> Graph:
    quads = described.quads()
    data = constraints.Data(quads, paths)
    seen.append(data)
    classes = {
        node.value: tuple(sorted(intern(each.value) for each in own if isinstance(each, ox.NamedNode)))
        for node, own in data.classes.items()
        if isinstance(node, ox.NamedNode)
    }
    refers = tuple(sorted({node.value for node in data.refers()}))
    return Graph(described.name, described.key, lines(quads), classes, refers)
