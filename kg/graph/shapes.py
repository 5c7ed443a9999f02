"""The shapes of `ontology/shapes.ttl`, held against a dataset before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.diagnostics import Finding, Location
from kg.graph.nodes import DATE
from kg.vocabulary import DATA, RDF_TYPE, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Corpus, Origin
    from kg.vocabulary import Vocabulary

CHUNK = 40_000
TYPE = ox.NamedNode(RDF_TYPE)
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
MESSAGE = ox.NamedNode("http://www.w3.org/ns/shacl#message")
TIME_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape; `path` is the property concerned."""

    focus: str
    shape: str
    path: str
    message: str


def violations(quads: Iterable[ox.Quad], corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """What breaks the shapes, each at the place of the record that it is about."""
    from pyrudof import ShaclError  # noqa: PLC0415 - a tenth of a second

    origins = _origins(corpus)
    try:
        found = validate(quads, vocabulary)
    except ShaclError as error:
        yield Finding(Location("ontology/shapes.ttl"), "shape", f"not SHACL that can be used: {error}")
        return
    for violation in found:
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
    from pyrudof import RDFFormat, ReaderMode, Rudof, RudofConfig, ShaclFormat  # noqa: PLC0415 - a tenth of a second

    shapes = vocabulary.shapes()
    messages = _messages(shapes)
    validator = Rudof(RudofConfig())
    validator.read_shacl(shapes, format=ShaclFormat.Turtle, reader_mode=ReaderMode.Strict)
    found: set[Violation] = set()
    for described, triples in _chunks(quads, vocabulary):
        validator.read_data(triples, format=RDFFormat.NTriples, reader_mode=ReaderMode.Strict, merge=False)
        for entry in validator.validate_shacl().violations:
            focus, shape, path = (_bare(term or "") for term in (entry.focus_node, entry.source_shape, entry.path))
            if focus in described:
                found.add(Violation(focus, shape, path, messages.get(shape, entry.message)))
    return sorted(found)


def _messages(shapes: str) -> dict[str, str]:
    """What each shape says when it is broken; the validator's own message tells of one constraint alone."""
    triples = ox.parse(shapes, format=ox.RdfFormat.TURTLE)
    return {_bare(str(quad.subject)): quad.object.value for quad in triples if quad.predicate == MESSAGE}


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
    described = {quad.subject for quad in chunk}
    referred = {quad.object for quad in chunk if quad.predicate != TYPE}
    outside = [quad for node in referred - described for quad in classes.get(node, ())]
    triples = [_typed(quad) for quad in (*chunk, *schema, *outside)]
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return {_bare(str(node)) for node in described}, text


def _typed(quad: ox.Quad) -> ox.Triple:
    """The triple; a date that is no day of the calendar becomes plain text, since pyrudof lets it pass as a date."""
    value = quad.object
    if isinstance(value, ox.Literal) and value.datatype == DATE and not _is_day(value.value):
        return ox.Triple(quad.subject, quad.predicate, ox.Literal(value.value))
    return quad.triple


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(TIME_ZONE.sub("", text))
    except ValueError:
        return False
    return True


def _bare(term: str) -> str:
    return term.removeprefix("<").removesuffix(">")


def _origins(corpus: Corpus) -> dict[str, Origin]:
    """Where every record was written, by the kind and slug or key that its IRI ends in."""
    origins: dict[str, Origin] = {f"claim/{claim.key}": claim.origin for claim in corpus.claims}
    origins |= {f"actor/{actor.slug}": actor.origin for actor in corpus.actors.values()}
    origins |= {f"issue/{issue.slug}": issue.origin for issue in corpus.issues.values()}
    origins |= {f"event/{event.slug}": event.origin for event in corpus.events.values()}
    origins |= {f"article/{article.slug}": article.origin for article in corpus.articles.values()}
    return origins


def _subject(about: str, origins: Mapping[str, Origin]) -> str:
    """The record that a node belongs to: itself, the claim that it is a part of, or the article or entry."""
    kind, _, slug = about.partition("/")
    steps = slug.split("/")
    candidates = (f"claim/{'/'.join(steps[:2])}", f"{kind}/{steps[0]}")
    return next((candidate for candidate in candidates if candidate in origins), about)
