"""The shapes of `ontology/shapes.ttl`, held against a dataset before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.diagnostics import Finding, Location
from kg.vocabulary import DATA, KG, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Corpus
    from kg.vocabulary import Vocabulary

CHUNK = 40_000
CONTENT = ox.NamedNode(KG + "content")


def violations(quads: Sequence[ox.Quad], corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """What breaks the shapes, each at the place of the record that it is about.

    Articles are validated together up to 40,000 quads, since the cost of validating grows faster than the graph.
    """
    from pyrudof import RDFFormat, Rudof, RudofConfig, ShaclFormat  # noqa: PLC0415 - a tenth of a second

    validator = Rudof(RudofConfig())
    validator.read_shacl(vocabulary.shapes(), format=ShaclFormat.Turtle)
    for chunk in _chunks(quads, vocabulary):
        validator.read_data(chunk, format=RDFFormat.NTriples, merge=False)
        for found in validator.validate_shacl().violations:
            yield _finding(found.focus_node, found.path or "", found.message.strip('"'), corpus)


def _chunks(quads: Sequence[ox.Quad], vocabulary: Vocabulary) -> Iterator[str]:
    """N-Triples of the ontology, the registries and some articles at a time."""
    graphs: dict[ox.NamedNode, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    articles = [found for graph, found in graphs.items() if graph.value.startswith(DATA + "article/")]
    shared = [q for graph, found in graphs.items() if not graph.value.startswith(DATA + "article/") for q in found]
    base = _n_triples([*vocabulary.quads, *shared])
    chunk: list[ox.Quad] = []
    for found in articles:
        if chunk and len(chunk) + len(found) > CHUNK:
            yield base + _closed(chunk)
            chunk = []
        chunk += found
    yield base + _closed(chunk)


def _closed(chunk: list[ox.Quad]) -> str:
    """The chunk, with the contents that it shares with articles outside it declared to be contents."""
    described = {quad.subject for quad in chunk}
    outside = {quad.object for quad in chunk if quad.predicate == CONTENT} - described
    return _n_triples(
        [*chunk, *(ox.Quad(node, ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Content")) for node in outside)]
    )


def _n_triples(quads: Iterable[ox.Quad]) -> str:
    triples = (quad.triple for quad in quads)
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()


def _finding(focus: str, path: str, message: str, corpus: Corpus) -> Finding:
    """A violation where its node was written: at the claim, the article or the entry that the IRI names."""
    node = focus.strip("<>")
    location, subject = _place(node, corpus)
    name = path.strip("<>").rpartition("#")[2].rpartition("/")[2]
    about = node.removeprefix(DATA)
    return Finding(location, "shape", f"{message}: {about}{' by ' + name if name else ''}", subject=subject)


def _place(node: str, corpus: Corpus) -> tuple[Location, str]:
    kind, _, slug = node.removeprefix(DATA).partition("/")
    for claim in corpus.claims:
        if kind not in ("actor", "issue", "article") and (slug == claim.key or slug.startswith(claim.key + "/")):
            return (claim.origin.location if claim.origin else Location("sources")), claim.key
    registries = {"actor": corpus.actors, "issue": corpus.issues, "event": corpus.events, "article": corpus.articles}
    record = registries.get(kind, {}).get(slug)
    origin = getattr(record, "origin", None)
    return (origin.location if origin else Location("sources")), slug
