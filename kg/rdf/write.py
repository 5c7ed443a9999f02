"""Corpus → quads: one graph for each article, one for the registries, no blank nodes.

What is said of the fields of a record (`kg/model/fields.py`) is written by the kinds of their values; the methods
below write what is more than one value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cache import key_of
from kg.model.dates import DateError, span
from kg.model.fields import fields_of
from kg.model.languages import by_language, language_of, tagged
from kg.model.records import ACTOR_KINDS, Event, Hedge, Leverage, Stance
from kg.model.vocabulary import DATA, DCAT_DATASET, PREFIXES, PROJECT, REGISTRY_GRAPH, VOID_DATASET, WIKIDATA
from kg.rdf.nodes import DATE, EDTF_TYPE, INTEGER, content_node, decimal, identifier, iri, kg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal
    from typing import Any

    from kg.model.description import Description
    from kg.model.fields import Kind
    from kg.model.records import Article, Claim, Content, Corpus, Passage
    from kg.model.vocabulary import Vocabulary

CLASSES = {Stance: "kg:Stance", Event: "kg:Event", Leverage: "kg:Leverage"}


@dataclass(frozen=True, slots=True)
class Described:
    """A graph that is to be written: its IRI, the hash of all that it is made from, and what makes its quads.

    The key is empty where it is not known what a corpus was read from.
    """

    name: str
    key: str
    quads: Callable[[], list[ox.Quad]]


def quads(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """Every quad of the registries and the articles, each once; the order is that of the corpus."""
    for graph in graphs(corpus, vocabulary):
        yield from dict.fromkeys(graph.quads())


def graphs(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Described]:
    """The graph of the registries and that of each article."""
    writer = _Writer(corpus, vocabulary)
    events = [slug for slug, event in corpus.events.items() if _in_registry(event)]
    known = key_of(corpus.key, *(" ".join(slugs) for slugs in (corpus.actors, corpus.issues, events)))
    yield Described(REGISTRY_GRAPH, key_of("registry", known) if corpus.key else "", writer.registry)
    claims: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        claims.setdefault(claim.article, []).append(claim)
    first = _first_described(corpus.claims)
    for slug, article in corpus.articles.items():
        own, says = claims.get(slug, []), first.get(slug, [])
        key = key_of("graph", known, *_made_from(slug, own, says, corpus)) if slug in corpus.hashes else ""
        yield Described(f"{DATA}article/{slug}", key, partial(writer.article, article, own, says))


def _first_described(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """For each article the claims from which the contents that began in it are described, each content once.

    A content is described in the graph of the article whose claim gave it its name; a named event in the registry.
    """
    first: dict[str, list[Claim]] = {}
    described: set[str] = set()
    for claim in claims:
        if claim.content_key in described or (isinstance(claim.content, Event) and _in_registry(claim.content)):
            continue
        described.add(claim.content_key)
        first.setdefault(claim.content_key.split("/")[1], []).append(claim)
    return first


def _made_from(slug: str, own: Iterable[Claim], says: Iterable[Claim], corpus: Corpus) -> Iterator[str]:
    """What tells the graph of an article from any other.

    The hash of an article has what its own claims say. A content of theirs that a claim of another article shares is
    the same whatever else that claim says.
    """
    yield corpus.hashes[slug]
    yield " ".join(claim.slug for claim in own)
    for claim in says:
        yield claim.key if claim.article == slug else repr((claim.content_key, claim.content))


class _Predicates(dict[str, ox.NamedNode]):
    """Nodes by prefixed name, such as `kg:claimant`, each made when it is first asked for."""

    def __missing__(self, name: str) -> ox.NamedNode:
        prefix, _, local = name.partition(":")
        self[name] = node = ox.NamedNode(PREFIXES[prefix] + local)
        return node


class _Writer:
    """Turns records into quads, in the graph to which the record belongs that is being written."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self.corpus = corpus
        self.vocabulary = vocabulary
        self.graph = iri(REGISTRY_GRAPH)
        self.quads: list[ox.Quad] = []
        self.names = _Predicates()
        self.terms: dict[tuple[str, str], ox.NamedNode] = {}
        self.kinds: dict[Kind, Callable[..., None]] = {
            "text": self.text, "iso3": self.text, "url": self.url, "wikidata": self.wikidata,
            "language": self.text, "label": self.label, "others": self.labels, "labels": self.labels, "term": self.term,
            "link": self.link, "links": self.links, "date": self.date,
            "number": self.number, "offset": self.offset, "parts": self.parts,
        }  # fmt: skip
        # For each class of records the fields that are written: name, how, property, and of what the value is.
        self.ways: dict[type, list[tuple[str, Callable[..., None], ox.NamedNode, str]]] = {}

    def taken(self) -> list[ox.Quad]:
        """What has been written since the last call."""
        found, self.quads = self.quads, []
        return found

    def registry(self) -> list[ox.Quad]:
        """The quads of the actors, issues and named events."""
        self.graph = iri(REGISTRY_GRAPH)
        self.description(self.corpus.description)
        for actor in self.corpus.actors.values():
            node = identifier("actor", actor.slug)
            self.a(node, "kg:Actor", f"kg:{ACTOR_KINDS[actor.kind]}")
            self.fields(node, actor)
        for issue in self.corpus.issues.values():
            node = identifier("issue", issue.slug)
            self.a(node, "kg:Issue")
            self.fields(node, issue)
        for event in self.corpus.events.values():
            if _in_registry(event):
                self.content(identifier("event", event.slug), event)
        return self.taken()

    def description(self, said: Description) -> None:
        """What the project says of itself, as the description of a data set, where it says anything."""
        if not said.summary():
            return
        node = iri(PROJECT)
        self.quads += (
            ox.Quad(node, self.names["rdf:type"], iri(name), self.graph) for name in (DCAT_DATASET, VOID_DATASET)
        )
        for name, text in (
            ("dct:title", said.title),
            ("dct:language", said.language),
            ("schema:version", said.version),
        ):
            if text:
                self.write(node, name, ox.Literal(text))
        if said.licence:
            self.url(node, self.names["dct:license"], said.licence_iri, "")
        for index, author in enumerate(said.authors, 1):
            person = ox.NamedNode(f"{PROJECT}/author/{index}")
            self.write(node, "dct:creator", person)
            self.a(person, "schema:Person")
            self.write(person, "schema:name", ox.Literal(author.name))
            if author.orcid:
                self.write(person, "schema:identifier", iri(author.iri))

    def article(self, article: Article, claims: Iterable[Claim], says: Iterable[Claim]) -> list[ox.Quad]:
        """The quads of an article, of its claims, and of the contents that are described from the claims of `says`."""
        self.graph = node = identifier("article", article.slug)
        self.a(node, "kg:Article")
        self.fields(node, replace(article, title=tagged(article.title, article.language)))
        self.bounds(node, article.published)
        for claim in says:
            self.content(content_node(claim), claim.content)
        for claim in claims:
            self.claim(claim)
        return self.taken()

    def claim(self, claim: Claim) -> None:
        node, content = identifier("claim", claim.key), content_node(claim)
        self.a(node, "kg:Claim")
        self.write(node, "kg:content", content)
        self.fields(node, claim)
        self.reports(node, claim.reported_by)
        language = self.corpus.articles[claim.article].language_of(claim)
        for index, passage in enumerate(claim.passages, 1):
            self.passage(node, index, passage, language)
        self.bounds(node, claim.said_on or self.corpus.articles[claim.article].published)
        for reference in dict.fromkeys(claim.resolved_by):
            # A claim is named with its article, an event of the registry has no such name.
            named = "/" not in reference and reference in self.corpus.events
            key = reference if named or "/" in reference else f"{claim.article}/{reference}"
            self.write(node, "kg:resolvedBy", identifier("event" if named else "claim", key))

    def content(self, node: ox.NamedNode, content: Content) -> None:
        self.a(node, "kg:Content", CLASSES[type(content)])
        self.fields(node, content)
        if not isinstance(content, Leverage):
            self.bounds(node, content.when)

    def reports(self, node: ox.NamedNode, reporters: tuple[str, ...]) -> None:
        """Who passed it on: as plain links, and in their order."""
        self.links(node, self.names["kg:reportedBy"], reporters, "actor")
        for index, slug in enumerate(reporters, 1):
            report = ox.NamedNode(f"{node.value}/report/{index}")
            self.write(node, "kg:report", report)
            self.a(report, "kg:Report")
            self.whole(report, "kg:order", index)
            self.write(report, "prov:agent", identifier("actor", slug))

    def passage(self, claim: ox.NamedNode, index: int, passage: Passage, language: str) -> None:
        """A passage as Web Annotation selectors, in the article whose graph is being written.

        What stands before and after it serves to find it, and is text of no stated language: a quote in another one
        than its article's may begin or end beside words of either.
        """
        node = ox.NamedNode(f"{claim.value}/evidence/{index}")
        quote, position = ox.NamedNode(node.value + "/quote"), ox.NamedNode(node.value + "/position")
        self.write(claim, "kg:evidence", node)
        self.a(node, "oa:SpecificResource")
        self.write(node, "oa:hasSource", self.graph)
        self.write(node, "oa:hasSelector", quote)
        self.write(node, "oa:hasSelector", position)
        self.a(quote, "oa:TextQuoteSelector")
        self.write(quote, "oa:exact", literal(tagged(passage.exact, language)))
        for name, text in (("oa:prefix", passage.prefix), ("oa:suffix", passage.suffix)):
            self.write(quote, name, ox.Literal(text))
        if passage.translation:
            self.write(node, "kg:translation", literal(passage.translation))
        if passage.translated_by:
            self.write(node, "kg:translatedBy", ox.Literal(passage.translated_by))
        self.a(position, "oa:TextPositionSelector")
        self.whole(position, "oa:start", passage.start)
        self.whole(position, "oa:end", passage.end)

    def fields(self, node: ox.NamedNode, record: Any) -> None:
        """The values of the fields of a record that have a property, where there are any."""
        ways = self.ways.get(record.__class__)
        if ways is None:
            said = [field for field in fields_of(record.__class__) if field.iri]
            ways = [(field.name, self.kinds[field.kind], self.names[field.iri], field.of) for field in said]
            self.ways[record.__class__] = ways
        for name, write, predicate, of in ways:
            value = getattr(record, name)
            if value or value == 0:
                write(node, predicate, value, of)

    def text(self, node: ox.NamedNode, predicate: ox.NamedNode, text: str, _of: str) -> None:
        self.quads.append(ox.Quad(node, predicate, literal(text), self.graph))

    def url(self, node: ox.NamedNode, predicate: ox.NamedNode, url: str, _of: str) -> None:
        """As text where browsers take it but it is no IRI, such as one with brackets."""
        try:
            self.quads.append(ox.Quad(node, predicate, iri(url), self.graph))
        except ValueError:
            self.quads.append(ox.Quad(node, predicate, ox.Literal(url), self.graph))

    def wikidata(self, node: ox.NamedNode, predicate: ox.NamedNode, item: str, _of: str) -> None:
        self.quads.append(ox.Quad(node, predicate, iri(WIKIDATA + item), self.graph))

    def label(self, node: ox.NamedNode, predicate: ox.NamedNode, label: str, _of: str) -> None:
        """A text that is shown; of names in several languages the one shown is the label of RDF Schema too."""
        self.quads.append(ox.Quad(node, predicate, literal(label), self.graph))
        if predicate == self.names["skos:prefLabel"]:
            self.write(node, "rdfs:label", literal(label))

    def labels(self, node: ox.NamedNode, predicate: ox.NamedNode, labels: Iterable[str], _of: str) -> None:
        for label in by_language(labels):
            self.quads.append(ox.Quad(node, predicate, literal(label), self.graph))

    def term(self, node: ox.NamedNode, predicate: ox.NamedNode, notation: str, scale: str) -> None:
        """A term of a scale; for a word that is none a node that no shape accepts."""
        value = self.terms.get((scale, notation))
        if value is None:
            term = self.vocabulary.terms(scale).get(notation)
            value = self.terms[scale, notation] = iri(term.iri) if term else kg(f"unknown-{scale}")
        self.quads.append(ox.Quad(node, predicate, value, self.graph))

    def link(self, node: ox.NamedNode, predicate: ox.NamedNode, slug: str, kind: str) -> None:
        """A link to a record of a kind, or to the issue, event or actor of a slug, which a check holds to be one."""
        if not kind:
            kind = "issue" if slug in self.corpus.issues else "event" if slug in self.corpus.events else "actor"
        self.quads.append(ox.Quad(node, predicate, identifier(kind, slug), self.graph))

    def links(self, node: ox.NamedNode, predicate: ox.NamedNode, slugs: Iterable[str], kind: str) -> None:
        for slug in dict.fromkeys(slugs):
            self.quads.append(ox.Quad(node, predicate, identifier(kind, slug), self.graph))

    def date(self, node: ox.NamedNode, predicate: ox.NamedNode, text: str, _of: str) -> None:
        self.quads.append(ox.Quad(node, predicate, ox.Literal(text, datatype=EDTF_TYPE), self.graph))

    def number(self, node: ox.NamedNode, predicate: ox.NamedNode, number: Decimal, _of: str) -> None:
        self.quads.append(ox.Quad(node, predicate, decimal(number), self.graph))

    def offset(self, node: ox.NamedNode, predicate: ox.NamedNode, offset: int, _of: str) -> None:
        self.quads.append(ox.Quad(node, predicate, ox.Literal(str(offset), datatype=INTEGER), self.graph))

    def parts(self, node: ox.NamedNode, predicate: ox.NamedNode, parts: Iterable[Any], class_name: str) -> None:
        """Figures, hedges and copied passages, in their order; the interval of a hedge is that of a scheme."""
        for index, part in enumerate(parts, 1):
            inner = ox.NamedNode(f"{node.value}/{class_name.lower()}/{index}")
            self.quads.append(ox.Quad(node, predicate, inner, self.graph))
            self.a(inner, f"kg:{class_name}")
            self.fields(inner, part)
            if isinstance(part, Hedge) and part.lower is not None:
                self.write(inner, "kg:scheme", kg("ICD203"))

    def bounds(self, node: ox.NamedNode, text: str) -> None:
        """The first and last day that a date means; nothing for none, and for one that a check refuses."""
        try:
            days = span(text)
        except DateError:
            return
        for name, day in (("kg:earliest", days.earliest), ("kg:latest", days.latest)):
            if day:
                self.write(node, name, ox.Literal(day.isoformat(), datatype=DATE))

    def a(self, node: ox.NamedNode, *classes: str) -> None:
        """The classes of a node."""
        for class_name in classes:
            self.write(node, "rdf:type", self.names[class_name])

    def whole(self, node: ox.NamedNode, name: str, number: int) -> None:
        """An integer."""
        self.write(node, name, ox.Literal(str(number), datatype=INTEGER))

    def write(self, node: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> None:
        """One triple, whose property is a prefixed name."""
        self.quads.append(ox.Quad(node, self.names[name], value, self.graph))


def literal(text: str) -> ox.Literal:
    """The text in its language, or as plain text where none is stated."""
    language = language_of(text)
    return ox.Literal(text, language=language) if language else ox.Literal(text)


def _in_registry(event: Event) -> bool:
    """Whether an event has an entry of its own; those of one claim alone are called after it."""
    return "/" not in event.slug
