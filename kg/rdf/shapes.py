"""The shapes of `ontology/shapes.ttl`, checked against a dataset before anything is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cache import key_of
from kg.model.findings import Finding, Location
from kg.model.vocabulary import DATA, RDF_TYPE, RDFS
from kg.rdf import constraints
from kg.rdf.graphs import graphs
from kg.rdf.nodes import DATE
from kg.rdf.validators import Result, UnusableError, bare, validated, validator

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from kg.cache import Cache
    from kg.model.records import Corpus, Origin
    from kg.rdf.graphs import Graph
    from kg.rdf.ontology import Ontology

    # A graph, and what shapes see of it where it has just been made.
    Part = tuple[Graph, constraints.Data | None]

CHUNK = 40_000
CHUNKS_A_WORKER = 2
TYPE = ox.NamedNode(RDF_TYPE)
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")
SHACL = "http://www.w3.org/ns/shacl#"
MESSAGE = ox.NamedNode(SHACL + "message")
PATH = ox.NamedNode(SHACL + "path")
PROPERTY = ox.NamedNode(SHACL + "property")
# What leads from a node into others, whose own values then count.
INWARD = {ox.NamedNode(SHACL + name) for name in ("node", "property", "qualifiedValueShape")}
REFER = {ox.NamedNode(SHACL + name) for name in ("node", "not", "property", "qualifiedValueShape")}
TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
DESCRIBE = {PATH, MESSAGE, *(ox.NamedNode(SHACL + name) for name in TARGETS)}
UNSAID = "the shape is broken"
QUERIES = {ox.NamedNode(SHACL + name) for name in ("select", "ask", "construct", "update")}
# A process that we start ourselves, since multiprocessing would run the caller's script once more.
WORKER = "import sys; sys.path[:] = sys.argv[1:]; from kg.rdf.shapes import work; work()"
TIME_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


class ShapesError(ValueError):
    """The shapes cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape; `path` is the property concerned, `value` its wrong value, if it has one."""

    focus: str
    shape: str
    path: str
    message: str
    value: str = ""


def checked(corpus: Corpus, vocabulary: Ontology, cache: Cache) -> tuple[tuple[Graph, ...], list[Finding]]:
    """The graphs of a corpus, and violations of the shapes as findings.

    Graphs that `cache` has kept are neither made nor looked at again, unless the classes of what they refer to have
    changed.
    """
    try:
        shapes = _Shapes.of(vocabulary)
    except ShapesError as error:
        unseen = graphs(corpus, vocabulary, frozenset(), cache)
        return tuple(graph for graph, _ in unseen), [Finding(Location("ontology/shapes.ttl"), "shape", str(error))]
    whole: list[Graph] = []
    try:
        found = shapes.violations(_noted(graphs(corpus, vocabulary, shapes.paths, cache), whole), vocabulary, cache)
    except ShapesError as error:
        return tuple(whole), [Finding(Location("ontology/shapes.ttl"), "shape", str(error))]
    described = {node for graph in whole for node in graph.classes} if found else set()
    return tuple(whole), findings(found, described, corpus)


def _noted(parts: Iterable[Part], whole: list[Graph]) -> Iterator[Part]:
    """The parts one after the other, and each graph among those of the whole."""
    for graph, seen in parts:
        whole.append(graph)
        yield graph, seen


def findings(violations: Sequence[Violation], described: Container[str], corpus: Corpus) -> list[Finding]:
    """Violations as findings, each at the place of the record that it is about.

    A link to a record that is not `described` is passed over: either that record was left out for a mistake of its own,
    or the checks have already reported the very word that names it.
    """
    origins = _origins(corpus) if violations else {}
    dangling = {each for each in violations if each.value.startswith(DATA) and each.value not in described}
    return [_finding(each, origins) for each in violations if each not in dangling]


def _finding(violation: Violation, origins: Mapping[str, Origin]) -> Finding:
    about = violation.focus.removeprefix(DATA)
    subject = _subject(about, origins)
    origin = origins.get(subject)
    name = violation.path.rpartition("#")[2].rpartition("/")[2]
    message = f"{violation.message}: {about}{' by ' + name if name else ''}"
    location = origin.location if origin else Location("sources")
    return Finding(location, "shape", message, subject=subject.partition("/")[2])


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The shapes of a vocabulary: as text, by what each says when it is broken, and as functions if they can be."""

    text: str
    messages: Mapping[str, str]
    functions: constraints.Compiled | None

    @classmethod
    def of(cls, vocabulary: Ontology) -> _Shapes:
        """Raises ShapesError for a query in a shape."""
        text = vocabulary.shapes()
        return cls(text, _messages(text), constraints.compiled(text))

    @property
    def paths(self) -> frozenset[ox.NamedNode]:
        return self.functions.paths if self.functions else frozenset()

    def violations(self, parts: Iterable[Part], vocabulary: Ontology, cache: Cache) -> list[Violation]:
        """Those of all graphs and of the vocabulary; raises ShapesError if the shapes are not SHACL Core.

        What was made is looked at as soon as all that it refers to is there, since it takes much room.
        """
        if self.functions is None:
            every = [graph for graph, _ in parts]
            return validate_by_another(chain.from_iterable(graph.quads() for graph in every), vocabulary, self.text)
        data = constraints.Data(vocabulary.quads, self.paths)
        classes: dict[str, tuple[str, ...]] = {}

        def outside(node: constraints.Term) -> Iterable[ox.NamedNode]:
            return map(ox.NamedNode, classes.get(node.value, ())) if isinstance(node, ox.NamedNode) else ()

        def of_graph(graph: Graph, seen: constraints.Data | None) -> tuple[Violation, ...]:
            own = seen if seen is not None else constraints.Data(graph.quads(), self.paths)
            broken = self.broken(own.beside(data, outside))
            own.clear()
            return broken

        def referred(graph: Graph) -> tuple[str, ...]:
            return tuple(" ".join((node, *classes.get(node, ()))) for node in graph.refers)

        found = set(self.broken(data))
        early: dict[str, tuple[tuple[str, ...], tuple[Violation, ...]]] = {}
        later: list[Part] = []
        for graph, seen in parts:
            classes |= graph.classes
            if seen is not None and all(node in classes or not node.startswith(DATA) for node in graph.refers):
                early[graph.name] = referred(graph), of_graph(graph, seen)
                later.append((graph, None))
            else:
                later.append((graph, seen))
        for graph, seen in later:
            said = referred(graph)
            known, violated = early.get(graph.name, (None, ()))
            make = partial(tuple, violated) if known == said else partial(of_graph, graph, seen)
            found.update(cache.get(key_of("shapes", graph.key, *said), make) if graph.key else make())
        return sorted(found)

    def broken(self, data: constraints.Data) -> tuple[Violation, ...]:
        assert self.functions is not None
        return tuple(
            Violation(
                wrong.focus,
                wrong.shape.shape,
                wrong.shape.path.value,
                self.messages.get(wrong.shape.shape, UNSAID),
                "" if wrong.value is None else bare(str(wrong.value)),
            )
            for wrong in self.functions.violated(data)
        )


def validate(quads: Iterable[ox.Quad], vocabulary: Ontology) -> list[Violation]:
    """Every violation of the shapes, once, sorted; raises ShapesError if they are not SHACL Core.

    What our own shapes use is checked by functions that they are compiled to. Shapes that a project adds may use
    anything else of SHACL Core; then a general validator checks all.
    """
    shapes = _Shapes.of(vocabulary)
    if shapes.functions is None:
        return validate_by_another(quads, vocabulary, shapes.text)
    return sorted(set(shapes.broken(constraints.Data(chain(vocabulary.quads, quads), shapes.paths))))


def validate_by_another(quads: Iterable[ox.Quad], vocabulary: Ontology, shapes: str) -> list[Violation]:
    """The same by a general validator.

    Its cost grows faster than the graph, so articles are validated in chunks of up to 40,000 quads; what a chunk refers
    to outside itself is given with its classes alone. A longer article is cut between its records, unless shapes look
    from one record into another. Raises ShapesError if the shapes are not SHACL Core.
    """
    shapes = _with_names(shapes)
    messages, paths = _messages(shapes), _paths(shapes)
    chunks = list(_chunks(quads, vocabulary, cut=_look_at_records_alone(shapes)))
    found: set[Violation] = set()
    try:
        for (described, _), broken in zip(chunks, _each_chunk([text for _, text in chunks], shapes), strict=True):
            found |= {
                Violation(focus, shape, paths.get(shape, ""), messages.get(shape, UNSAID), value)
                for focus, shape, value in broken
                if focus in described
            }
    except UnusableError as error:
        raise ShapesError(f"not SHACL that can be used: {error}") from None
    return sorted(found)


def _each_chunk(chunks: Sequence[str], shapes: str) -> list[list[Result]]:
    """What is broken in each chunk; many chunks run on all cores, since validators hold the interpreter's lock."""
    workers = min(len(chunks) // CHUNKS_A_WORKER, os.cpu_count() or 1)
    if workers <= 1:
        return validated(chunks, shapes)
    validator(shapes)  # unreadable shapes are found here, where it can be reported
    shares = [chunks[start::workers] for start in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        done = list(pool.map(_in_process, shares, [shapes] * workers))
    return [done[index % workers][index // workers] for index in range(len(chunks))]


def _in_process(chunks: Sequence[str], shapes: str) -> list[list[Result]]:
    """The same as `validated`, by another process."""
    given = json.dumps({"chunks": chunks, "shapes": shapes})
    command = [sys.executable, "-c", WORKER, *sys.path]
    done = subprocess.run(command, input=given, capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - ourselves
    said = json.loads(done.stdout)
    if isinstance(said, str):
        raise UnusableError(said)
    return [[Result(*row) for row in found] for found in said]


def work() -> None:
    """What the other process does: chunks and shapes from standard input, results to standard output, as JSON."""
    given = json.loads(sys.stdin.buffer.read())
    said: str | list[list[Result]]
    try:
        said = validated(given["chunks"], given["shapes"])
    except UnusableError as error:
        said = str(error)
    sys.stdout.buffer.write(json.dumps(said).encode())


def _with_names(shapes: str) -> str:
    """The shapes as N-Triples, those without an IRI with one by their order, so that validators name them alike.

    Raises ShapesError for a shape of a property that names none, which not every validator minds.
    """
    triples = [quad.triple for quad in ox.parse(shapes, format=ox.RdfFormat.TURTLE)]
    pathed = {triple.subject for triple in triples if triple.predicate == PATH}
    named: dict[object, ox.NamedNode] = {}
    for triple in triples:
        if triple.predicate == PROPERTY and triple.object not in pathed:
            raise ShapesError("not SHACL that can be used: a property shape needs an sh:path")
        shape = triple.object if triple.predicate in REFER else triple.subject if triple.predicate in DESCRIBE else None
        if isinstance(shape, ox.BlankNode):
            named.setdefault(shape, ox.NamedNode(f"urn:shape:{len(named) + 1:06}"))
    renamed = (ox.Triple(named.get(t.subject, t.subject), t.predicate, named.get(t.object, t.object)) for t in triples)
    return (ox.serialize(renamed, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _paths(shapes: str) -> dict[str, str]:
    """The property that each shape is about, if it is one alone."""
    return {
        bare(quad.subject): quad.object.value
        for quad in ox.parse(shapes, format=ox.RdfFormat.TURTLE)
        if quad.predicate == PATH and isinstance(quad.object, ox.NamedNode)
    }


def _messages(shapes: str) -> dict[str, str]:
    """What each shape says when it is broken; the validator's own message tells of one constraint alone.

    Raises ShapesError for a query in a shape: the validator would follow its SERVICE to another server.
    """
    messages = {}
    for quad in ox.parse(shapes, format=ox.RdfFormat.TURTLE):
        if quad.predicate in QUERIES:
            raise ShapesError(f"sh:{quad.predicate.value.removeprefix(SHACL)} is not SHACL Core; queries are not run")
        if quad.predicate == MESSAGE and not isinstance(quad.object, ox.Triple):
            messages[bare(str(quad.subject))] = quad.object.value
    return messages


def _look_at_records_alone(shapes: str) -> bool:
    """Whether every shape says something of the values of its own node, and nothing of what these have."""
    quads = list(ox.parse(shapes, format=ox.RdfFormat.TURTLE))
    paths = {quad.subject: quad.object for quad in quads if quad.predicate == PATH}
    inward = any(quad.predicate in INWARD and quad.subject in paths for quad in quads)
    return not inward and all(isinstance(path, ox.NamedNode) for path in paths.values())


def _chunks(quads: Iterable[ox.Quad], vocabulary: Ontology, *, cut: bool) -> Iterator[tuple[set[str], str]]:
    """Some graphs at a time, or records of a large one: the nodes described, and the N-Triples to validate."""
    graphs: dict[object, list[ox.Quad]] = {}
    classes: dict[object, list[ox.Quad]] = {}
    for quad in [*vocabulary.quads, *quads]:
        graphs.setdefault(quad.graph_name, []).append(quad)
        if quad.predicate == TYPE:
            classes.setdefault(quad.subject, []).append(quad)
    schema = [quad for quad in vocabulary.quads if quad.predicate == SUBCLASS]
    chunk: list[ox.Quad] = []
    for found in (part for graph in graphs.values() for part in (_cut(graph) if cut else [graph])):
        if chunk and len(chunk) + len(found) > CHUNK:
            yield _closed(chunk, schema, classes)
            chunk = []
        chunk += found
    yield _closed(chunk, schema, classes)


def _cut(graph: list[ox.Quad]) -> Iterable[list[ox.Quad]]:
    """A graph whole, or by the record that its quads belong to if it is large."""
    if len(graph) <= CHUNK:
        return [graph]
    records: dict[str, list[ox.Quad]] = {}
    for quad in graph:
        kind, *names = str(quad.subject).removeprefix(f"<{DATA}").strip("<>").split("/")
        records.setdefault("/".join([kind, *names[:2]]), []).append(quad)
    return records.values()


def _closed(
    chunk: list[ox.Quad], schema: list[ox.Quad], classes: Mapping[object, list[ox.Quad]]
) -> tuple[set[str], str]:
    """The chunk with the classes of everything that it refers to, and what is above those classes."""
    described = {quad.subject for quad in chunk}
    referred = {quad.object for quad in chunk if quad.predicate != TYPE}
    outside = [quad for node in referred - described for quad in classes.get(node, ())]
    triples = [_typed(quad) for quad in (*chunk, *schema, *outside)]
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return {bare(str(node)) for node in described}, text


def _typed(quad: ox.Quad) -> ox.Triple:
    """The triple; a date that is not in the calendar becomes plain text, since validators may accept it as a date."""
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
