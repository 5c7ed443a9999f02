"""The claims as JSON-LD trees with their actors inside: what `frame.jsonld` asks of a processor of JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.exports.rdf.compact import FRAME_FILE, Context, add, context, document, read, subjects
from kg.model.vocabulary import ANALYSIS_GRAPH, KG, ONTOLOGY_GRAPH, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.exports.rdf.compact import About, Resource, Value

Frame = dict[str, Any]
NEVER = "@never"


def framed_json_ld(quads: Iterable[ox.Quad]) -> bytes:
    """Articles and claims, each a tree a line; a claim holds whoever and whatever it names, an article its publisher.

    The vocabulary and computed results are left out.
    """
    left_out = {ox.NamedNode(graph) for graph in (ONTOLOGY_GRAPH, ANALYSIS_GRAPH)}
    about = subjects(quad for quad in quads if quad.graph_name not in left_out)
    framer = _Framer(about, context(), read(FRAME_FILE))
    trees = (framer.tree(node, framer.frame, ()) for node in framer.roots())
    head = json.dumps(framer.context.terms, ensure_ascii=False)
    return document(head, (json.dumps(tree, ensure_ascii=False) for tree in trees))


class _Framer:
    """Follows links from node to node as far as the frame and the circles in the graph allow."""

    def __init__(self, about: Mapping[Resource, About], ours: Context, frame: Frame) -> None:
        self.about = about
        self.context = ours
        self.frame = frame

    def roots(self) -> list[Resource]:
        """The nodes of the classes that the frame names, sorted by IRI."""
        wanted = {ox.NamedNode(KG + name) for name in self.frame["type"]}
        return [node for node, found in self.about.items() if wanted & set(found.get(RDF_TYPE, ()))]

    def tree(self, node: Resource, frame: Frame, above: tuple[Resource, ...]) -> dict[str, Any]:
        """A node with those inside that it links to; a node that is already above stands as its identifier."""
        path = (*above, node)
        inside: dict[str, Any] = {}
        outside: About = {}
        for iri, values in sorted(self.about[node].items()):
            defined = self.context.definitions.get(iri)
            inner = frame.get(defined.name, {}) if defined else {}
            for value in values:
                if iri == RDF_TYPE or not self._enters(value, inner, path):
                    outside.setdefault(iri, []).append(value)
                    continue
                name, _, listed = self.context.property(iri, value)
                add(inside, name, self.tree(value, inner, path), listed)  # type: ignore[arg-type]
        return _joined({"id": self.context.id(node), **self.context.body(outside)}, inside)

    def _enters(self, value: Value, frame: Frame, path: tuple[Resource, ...]) -> bool:
        known = not isinstance(value, ox.Literal) and value in self.about
        return known and value not in path and frame.get("@embed") != NEVER


def _joined(found: dict[str, Any], inside: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in inside.items():
        for one in value if isinstance(value, list) else [value]:
            add(found, name, one, isinstance(value, list))
    return found
