"""The quads of a graph behind an endpoint: those that records need, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.records import ACTOR_KINDS
from kg.model.vocabulary import ANALYSIS_GRAPH, KG, ONTOLOGY_GRAPH, PREFIXES, PROJECT, RDF_TYPE
from kg.rdf.remote.address import EndpointError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rdf.remote.pages import Pages

BATCH = 200
# The classes whose nodes are looked up, and the properties that lead from a record to its parts.
CLASSES = ("Actor", *ACTOR_KINDS.values(), "Issue", "Article", "Event", "Claim")
PARTS = {
    PREFIXES[prefix] + name
    for prefix, name in (
        ("kg", "content"),
        ("kg", "hedge"),
        ("kg", "evidence"),
        ("kg", "report"),
        ("kg", "quantity"),
        ("kg", "pursuit"),
        ("kg", "copiedPassage"),
        ("kg", "original"),
        ("oa", "hasSelector"),
    )
}
NODE, CREATOR = ox.NamedNode(PROJECT), ox.NamedNode(PREFIXES["dct"] + "creator")
# From a claim over its reports and their evidence to what selects a passage; there is nothing beyond.
MAX_STEPS = 10
ANY = "?s ?p ?o"
RECORD, DESCRIBED = (
    f"VALUES ?class {{ {' '.join(f'<{KG}{name}>' for name in names)} }} ?s <{RDF_TYPE}> ?class ."
    for names in (CLASSES, (*CLASSES, "Stance", "Leverage"))
)
UNION = [("union-default-graph", "true")]
APART = f"FILTER(?g NOT IN (<{ONTOLOGY_GRAPH}>, <{ANALYSIS_GRAPH}>))"


class Reading:
    """Reads a graph whose records stand in named graphs, in the default graph, or in both.

    Whether its default graph is the union of the named ones, and what else it holds, is for each endpoint to decide; so
    the named graphs are asked by name, and the default graph for what is in none of them.
    """

    def __init__(self, pages: Pages, batch: int = BATCH) -> None:
        self.pages = pages
        self.batch = batch
        self.named = pages.holds(f"GRAPH ?g {{ {RECORD} }} {APART}")
        self.default = pages.holds(f"{RECORD} FILTER NOT EXISTS {{ GRAPH ?g {{ ?s <{RDF_TYPE}> ?class }} }}")
        if not (self.named or self.default):
            raise EndpointError(f"{pages.client.address}: holds no actors, issues, articles, events or claims of kg")

    def records(self) -> Iterator[ox.Quad]:
        """The quads of every record and its parts; computed results and the ontology are skipped."""
        # What the project says of itself may be there, and costs no query of its own.
        nodes = [*self.pages.nodes("s", self._anywhere(RECORD)), PROJECT]
        seen = set(nodes)
        steps = 0
        while nodes:
            if steps == MAX_STEPS:
                raise EndpointError(f"{self.pages.client.address}: has parts of parts of claims without end")
            steps += 1
            parts: set[str] = set()
            for start in range(0, len(nodes), self.batch):
                for quad in self._about(nodes[start : start + self.batch]):
                    yield quad
                    if self._leads_on(quad) and not isinstance(quad.object, ox.Literal):
                        parts.add(self.pages.iri(quad.object))
            nodes = sorted(parts - seen)
            seen |= parts

    @staticmethod
    def _leads_on(quad: ox.Quad) -> bool:
        """Whether a quad leads to a part of a record, or from the project to an author."""
        return quad.predicate.value in PARTS or (quad.subject == NODE and quad.predicate == CREATOR)

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad of the graphs, one after the other.

        Raises EndpointError for a blank node, whose name means nothing beyond one answer.
        """
        for quad in self._every():
            if isinstance(quad.object, ox.BlankNode):
                self.pages.iri(quad.object)
            yield quad

    def _every(self) -> Iterator[ox.Quad]:
        for graph in self.graphs():
            yield from self._quads(f"GRAPH <{graph}> {{ {ANY} }}", ox.NamedNode(graph))
        if self.default:
            yield from self._quads(f"{ANY} FILTER NOT EXISTS {{ GRAPH ?g {{ {ANY} }} }}", ox.DefaultGraph())

    def graphs(self) -> list[str]:
        """The named graphs with records or their contents, the ontology and computed results, sorted.

        Whatever else a server holds is not part of this graph.
        """
        found = set(self.pages.nodes("g", f"GRAPH ?g {{ {DESCRIBED} }}"))
        apart = {
            graph for graph in (ONTOLOGY_GRAPH, ANALYSIS_GRAPH) if self.pages.holds(f"GRAPH <{graph}> {{ {ANY} }}")
        }
        return sorted(found | apart)

    def union(self) -> list[tuple[str, str]]:
        """The parameters by which a query sees the union of the graphs as its default graph, as it does locally.

        None if it does so anyway; Oxigraph's own, which is fast, if the endpoint knows it; else one for every graph.
        """
        missing = f"GRAPH ?g {{ {RECORD} }} FILTER NOT EXISTS {{ ?s <{RDF_TYPE}> ?class }}"
        if not self.pages.holds(missing):
            return []
        if not self.pages.holds(missing, UNION):
            return UNION
        return [(name, graph) for name in ("default-graph-uri", "named-graph-uri") for graph in self.graphs()]

    def _about(self, nodes: Sequence[str]) -> Iterator[ox.Quad]:
        values = " ".join(f"<{node}>" for node in nodes)
        return self._quads(self._anywhere(f"VALUES ?s {{ {values} }} {ANY}"), ox.DefaultGraph())

    def _quads(self, pattern: str, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        for subject, predicate, value in self.pages.rows(("s", "p", "o"), pattern):
            if not (isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None):
                raise EndpointError(f"{self.pages.client.address}: has {subject} as a node, which is no IRI")
            yield ox.Quad(subject, predicate, value, graph)

    def _anywhere(self, pattern: str) -> str:
        """The pattern within one graph, without the ontology and computed results."""
        named = f"GRAPH ?g {{ {pattern} }} {APART}"
        if self.named and self.default:
            return f"{{ {named} }} UNION {{ {pattern} }}"
        return named if self.named else pattern
