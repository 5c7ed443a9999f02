"""The shapes of `ontology/shapes.ttl`, held against a dataset before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.diagnostics import Finding, Location
from kg.vocabulary import DATA, RDF_TYPE, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Corpus, Origin
    from kg.vocabulary import Vocabulary

CHUNK = 40_000
TYPE = ox.NamedNode(RDF_TYPE)
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape; `path` is the property concerned."""

    focus: str
    shape: str
    path: str
    message: str


def violations(quads: Iterable[ox.Quad], corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """What breaks the shapes, each at the place of the record that it is about."""
    origins = _origins(corpus)
    for violation in validate(quads, vocabulary):
        about = violation.focus.removeprefix(DATA)
        subject = _subject(about, origins)
        origin = origins.get(subject)
        name = violation.path.rpartition("#")[2].rpartition("/")[2]
        message = f"{violation.message}: {about}{' by ' + name if name else ''}"
        location = origin.location if origin else Location("sources")
        yield Finding(location, "shape", message, subject=subject.partition("/")[2])


def validate(quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> list[Violation]:
    """Every violation of the shapes, once, sorted.

    The cost of validating grows faster than the graph, so that articles are validated together up to 40,000 quads;
    what they refer to outside is given with its classes alone.
    """
    from pyrudof import ReaderMode, RDFFormat, Rudof, RudofConfig, ShaclFormat  # noqa: PLC0415 - a tenth of a second

    validator = Rudof(RudofConfig())
    validator.read_shacl(vocabulary.shapes(), format=ShaclFormat.Turtle, reader_mode=ReaderMode.Strict)
    found: set[Violation] = set()
    for described, triples in _chunks(quads, vocabulary):
        validator.read_data(triples, format=RDFFormat.NTriples, reader_mode=ReaderMode.Strict, merge=False)
        for entry in validator.validate_shacl().violations:
            focus = entry.focus_node.strip("<>")
            if focus in described:
                path, shape = (entry.path or "").strip("<>"), (entry.source_shape or "").strip("<>")
                found.add(Violation(focus, shape, path, entry.message.strip('"')))
    return sorted(found)


def _chunks(quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> Iterator[tuple[set[str], str]]:
    """Some graphs at a time: the nodes described there, and the N-Triples to validate."""
    graphs: dict[object, list[ox.Quad]] = {}
    classes: dict[object, list[ox.Quad]] = {}
    for quad in [*vocabulary.quads, *quads]:
        graphs.setdefault(quad.graph_name, []).append(quad)
        if quad.predicate == TYPE:
            classes.setdefault(quad.subject, []).append(quad)
    schema = [quad for quad in vocabulary.quads if quad.predicate == SUBCLASS]
    chunk: list[ox.Quad] = []
    for found in graphs.values():
        if chunk and len(chunk) + len(found) > CHUNK:
            yield _closed(chunk, schema, classes)
            chunk = []
        chunk += found
    yield _closed(chunk, schema, classes)


def _closed(
    chunk: list[ox.Quad], schema: list[ox.Quad], classes: Mapping[object, list[ox.Quad]]
) -> tuple[set[str], str]:
    """The chunk with the classes of everything that it refers to, and what is above those classes."""
    described = {str(quad.subject).strip("<>") for quad in chunk}
    referred = {quad.object for quad in chunk if quad.predicate != TYPE}
    outside = [quad for node in referred for quad in classes.get(node, ())]
    triples = {quad.triple for quad in (*chunk, *schema, *outside)}
    return described, (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _origins(corpus: Corpus) -> dict[str, Origin]:
    """Where every record was written, by the kind and slug or key that its IRI ends in."""
    origins: dict[str, Origin] = {f"claim/{claim.key}": claim.origin for claim in corpus.claims}
    registries = {"actor": corpus.actors, "issue": corpus.issues, "event": corpus.events, "article": corpus.articles}
    for kind, registry in registries.items():
        origins |= {f"{kind}/{slug}": record.origin for slug, record in registry.items()}
    return origins


def _subject(about: str, origins: Mapping[str, Origin]) -> str:
    """The record that a node belongs to: itself, the claim that it is a part of, or the article or entry."""
    kind, _, slug = about.partition("/")
    steps = slug.split("/")
    candidates = (f"claim/{'/'.join(steps[:2])}", f"{kind}/{steps[0]}")
    return next((candidate for candidate in candidates if candidate in origins), about)
