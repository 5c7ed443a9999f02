"""Quads → Corpus: the way back, so that analysis needs nothing but the graph, whoever made it.

What is said of the fields of a record (`kg/model/fields.py`) is read by the kinds of their values; the methods of the
reader read what is more than one value.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.dates import DateError, span
from kg.model.description import SPDX_LICENCES, Author, Description, orcid_of
from kg.model.fields import fields_of
from kg.model.languages import LanguageString, by_language, canonical_tag, is_well_formed, language_of, same_text, shown
from kg.model.records import (
    ACTOR_KINDS,
    Actor,
    Article,
    Claim,
    CopiedPassage,
    Corpus,
    Event,
    GraphError,
    Hedge,
    Issue,
    Leverage,
    Original,
    Passage,
    Pursuit,
    Quantity,
    Stance,
)
from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, ONTOLOGY_GRAPH, PREFIXES, PROJECT, RDF_TYPE, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from kg.model.fields import Field, Kind
    from kg.model.records import Content
    from kg.model.vocabulary import Vocabulary

MAX_MAGNITUDE = 50
NOTHING: dict[str, str | list[str]] = {}
CLOSED = {"kg:mode": "Mode", "kg:polarity": "Polarity"}
PARTS = {
    "CopiedPassage": CopiedPassage,
    "Hedge": Hedge,
    "Original": Original,
    "Pursuit": Pursuit,
    "Quantity": Quantity,
}


def records(quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> Corpus:
    """The corpus that a graph describes; what it computes and its ontology are passed over.

    What has no order in a graph (aliases, memberships, authors, what resolved a forecast) is sorted, claims are in
    the order of their articles and passages. Raises GraphError where a node lacks a property that its class needs.
    """
    return _Reader(Properties(quads, vocabulary)).corpus()


class _Reader:
    """Records made of properties; each method takes the IRI of its node."""

    def __init__(self, properties: Properties) -> None:
        self.p = properties
        self.events: dict[str, Event] = {}
        self.articles: dict[str, Article] = {}
        self.languages: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.kinds: dict[Kind, Callable[[str, Field], Any]] = {
            "text": self.text, "iso3": self.text, "url": self.text, "wikidata": self.wikidata,
            "language": self.language,
            "label": self.label, "others": self.others, "labels": self.labels, "term": self.term, "link": self.link,
            "links": self.links, "date": self.date,
            "number": self.number, "offset": self.offset, "parts": self.parts,
        }  # fmt: skip
        # For each class of records the fields that are read, how, and the IRI of the property.
        self.ways: dict[type, list[tuple[Field, Callable[[str, Field], Any], str]]] = {}

    def corpus(self) -> Corpus:
        actors = {a.slug: a for a in map(self.actor, self.of("Actor", *ACTOR_KINDS.values()))}
        self.articles = {node: self.article(node) for node in self.of("Article")}
        self.languages = {article.slug: article.language for article in self.articles.values()}
        self.events = {node: self.event(node) for node in self.of("Event")}
        claims = self.of("Claim")
        homes = {node: self.home(node) for node in claims}
        self.keys = {node: f"{home}/{_claim_slug(node, home)}" for node, home in homes.items()}
        issues = {i.slug: i for i in map(self.issue, self.of("Issue"))}
        return Corpus(
            dict(sorted(actors.items())),
            dict(sorted(issues.items())),
            dict(sorted((event.slug, event) for event in self.events.values())),
            dict(sorted((article.slug, article) for article in self.articles.values())),
            tuple(sorted((self.claim(node, homes[node]) for node in claims), key=_place)),
            description=self.description(),
        )

    def description(self) -> Description:
        """What the project says of itself, as far as its graph has it."""
        people = sorted(self.p.all(PROJECT, "dct:creator"), key=lambda node: (len(node), node))
        names = [(self.p.first(node, "schema:name"), self.p.first(node, "schema:identifier")) for node in people]
        return Description(
            title=self.p.first(PROJECT, "dct:title"),
            authors=tuple(Author(name, orcid_of(identifier)) for name, identifier in names if name),
            licence=self.p.first(PROJECT, "dct:license").removeprefix(SPDX_LICENCES),
            language=self.p.first(PROJECT, "dct:language"),
            version=self.p.first(PROJECT, "schema:version"),
        )

    def of(self, *classes: str) -> list[str]:
        """The nodes of some classes, sorted."""
        return sorted({node for name in classes for node in self.p.instances.get(KG + name, ())})

    def actor(self, node: str) -> Actor:
        types = set(self.p.all(node, "rdf:type"))
        kind = next((kind for kind, name in ACTOR_KINDS.items() if KG + name in types), "organization")
        return Actor(slug=slug(node, "actor"), kind=kind, **self.fields(Actor, node))

    def issue(self, node: str) -> Issue:
        return Issue(slug=slug(node, "issue"), **self.fields(Issue, node))

    def article(self, node: str) -> Article:
        """The article of a node; its language is that of its title where it has none of its own."""
        found = Article(slug=slug(node, "article"), **self.fields(Article, node))
        return replace(found, title=str(found.title), language=found.language or language_of(found.title))

    def event(self, node: str) -> Event:
        return Event(slug=slug(node, "event"), **self.fields(Event, node))

    def home(self, claim: str) -> str:
        """The slug of the article in which a claim stands."""
        source = self.p.one(self.p.one(claim, "kg:evidence"), "oa:hasSource")
        if source not in self.articles:
            raise GraphError(f"{claim} has its kg:evidence in {source}, which is no kg:Article of the graph")
        return slug(source, "article")

    def claim(self, node: str, article: str) -> Claim:
        content = self.p.one(node, "kg:content")
        said = self.fields(Claim, node)
        passages = tuple(map(self.passage, sorted(self.p.all(node, "kg:evidence"), key=counted)))
        # Of a graph that states it of the quote alone.
        language = said["language"] or language_of(passages[0].exact)
        said["language"] = "" if language == self.languages[article] else language
        return Claim(
            slug=_claim_slug(node, article),
            article=article,
            passages=tuple(replace(passage, exact=str(passage.exact)) for passage in passages),
            content=self.content(content),
            content_key=content.removeprefix(DATA),
            reported_by=self.chain(node),
            resolved_by=tuple(sorted(self.resolver(other, article) for other in self.p.all(node, "kg:resolvedBy"))),
            **said,
        )

    def key(self, claim: str) -> str:
        return self.keys.get(claim, slug(claim, "claim"))

    def resolver(self, node: str, article: str) -> str:
        """The slug of an event; the key of a claim, without the article where it is the same one."""
        if node in self.events:
            return self.events[node].slug
        return self.key(node).removeprefix(f"{article}/")

    def content(self, node: str) -> Content:
        if node in self.events:
            return self.events[node]
        types = self.p.all(node, "rdf:type")
        if KG + "Stance" in types:
            return Stance(**self.fields(Stance, node))
        if KG + "Leverage" in types:
            return Leverage(**self.fields(Leverage, node))
        raise GraphError(f"{node} is no kg:Stance, kg:Event or kg:Leverage")

    def chain(self, node: str) -> tuple[str, ...]:
        """Who passed it on, in the order of the steps where the graph has them."""
        steps = sorted(self.p.all(node, "kg:report"), key=lambda step: (self.p.whole(step, "kg:order"), step))
        ordered = [name for step in steps for name in self.p.slugs(step, "prov:agent")]
        return tuple(dict.fromkeys([*ordered, *self.p.slugs(node, "kg:reportedBy")]))

    def passage(self, node: str) -> Passage:
        """The passage that the selectors of a node give; without a position it is taken to begin the article."""
        quote = position = node
        for selector in self.p.all(node, "oa:hasSelector"):
            if self.p.all(selector, "oa:exact"):
                quote = selector
            if self.p.all(selector, "oa:start"):
                position = selector
        exact = self.p.one(quote, "oa:exact")
        start = self.p.whole(position, "oa:start")
        return Passage(
            exact=exact,
            start=start,
            end=self.p.whole(position, "oa:end", start + len(exact)),
            prefix=self.p.first(quote, "oa:prefix"),
            suffix=self.p.first(quote, "oa:suffix"),
            translation=self.p.first(node, "kg:translation"),
            translated_by=self.p.first(node, "kg:translatedBy"),
        )

    def fields(self, record: type, node: str) -> dict[str, Any]:
        """The values of the fields of a record that have a property, by their names."""
        ways = self.ways.get(record)
        if ways is None:
            said = [field for field in fields_of(record) if field.iri]
            ways = [(field, self.kinds[field.kind], self.p.predicates[field.iri]) for field in said]
            self.ways[record] = ways
        about = self.p.about.get(node, NOTHING)
        return {
            field.name: read(node, field) if field.needed or predicate in about else _absent(field)
            for field, read, predicate in ways
        }

    def text(self, node: str, field: Field) -> str:
        return self.p.one(node, field.iri) if field.needed else self.p.first(node, field.iri)

    def wikidata(self, node: str, field: Field) -> str:
        matches = (match for match in self.p.all(node, field.iri) if match.startswith(WIKIDATA))
        return min(matches, default="").removeprefix(WIKIDATA)

    def language(self, node: str, field: Field) -> str:
        """The tag of a language; nothing where somebody's graph names it in another way, as by an IRI."""
        tag = self.p.first(node, field.iri)
        return canonical_tag(tag) if is_well_formed(tag) else ""

    def label(self, node: str, field: Field) -> str:
        """The text that is shown of those in several languages; of names it is the label of RDF Schema."""
        if field.needed:
            self.p.one(node, field.iri)
        return shown(self.p.all(node, field.iri), self.p.first(node, "rdfs:label"))

    def others(self, node: str, field: Field) -> tuple[str, ...]:
        texts = self.p.all(node, field.iri)
        label = shown(texts, self.p.first(node, "rdfs:label"))
        return by_language(text for text in texts if not same_text(text, label))

    def labels(self, node: str, field: Field) -> tuple[str, ...]:
        return by_language(self.p.all(node, field.iri))

    def term(self, node: str, field: Field) -> str:
        return self.p.term(node, field.iri) if field.needed or self.p.all(node, field.iri) else str(field.default)

    def link(self, node: str, field: Field) -> str:
        value = self.text(node, field)
        return self.key(value) if field.of == "claim" and value else any_slug(value)

    def links(self, node: str, field: Field) -> tuple[str, ...]:
        return self.p.some(node, field.iri) if field.needed else self.p.slugs(node, field.iri)

    def date(self, node: str, field: Field) -> str:
        self.text(node, field)
        return self.p.date(node, field.iri)

    def number(self, node: str, field: Field) -> Decimal | None:
        return self.p.number(node, field.iri) if field.needed or self.p.all(node, field.iri) else None

    def offset(self, node: str, field: Field) -> int:
        self.p.one(node, field.iri)
        return self.p.whole(node, field.iri)

    def parts(self, node: str, field: Field) -> tuple[Any, ...]:
        """Figures, copied passages, or hedges, whose intervals have two ends or none."""
        found = []
        for part in sorted(self.p.all(node, field.iri), key=counted):
            found.append(record := PARTS[field.of](**self.fields(PARTS[field.of], part)))
            if isinstance(record, Hedge) and (record.lower is None) != (record.upper is None):
                _missing(part, "kg:upper" if record.upper is None else "kg:lower")
        return tuple(found)


class Predicates(dict[str, str]):
    """IRIs by prefixed name, such as `kg:claimant`."""

    def __missing__(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        self[name] = found = PREFIXES[prefix] + local
        return found


class Properties:
    """The values of all properties of all nodes by the IRI of the node, whatever graph they stand in.

    What a graph says of its ontology and what was computed are passed over. Properties are prefixed names.
    """

    def __init__(self, quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.about: dict[str, dict[str, str | list[str]]] = {}
        self.instances: dict[str, list[str]] = defaultdict(list)
        self.predicates = Predicates()
        self._read(quads)

    def _read(self, quads: Iterable[ox.Quad]) -> None:
        """Take the quads in; most properties have one value, so a list is made only for the second."""
        about, instances = self.about, self.instances
        left_out = {ox.NamedNode(graph) for graph in (ONTOLOGY_GRAPH, ANALYSIS_GRAPH)}
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            language = value.language if isinstance(value, ox.Literal) else None
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                raise GraphError(f"{predicate} has a triple as its value (RDF 1.2), which is not read")
            if quad.graph_name in left_out:
                continue
            node = subject.value
            text = LanguageString(value.value, canonical_tag(language)) if language else value.value
            found = about.setdefault(node, {})
            known = found.setdefault(predicate, text)
            if known is not text:
                found[predicate] = [known, text] if isinstance(known, str) else [*known, text]
            if predicate == RDF_TYPE:
                instances[text].append(node)

    def all(self, node: str, name: str) -> list[str]:
        """The values of a property, each once, in no order that means anything."""
        values = self.about.get(node, NOTHING).get(self.predicates[name], "")
        if isinstance(values, str):
            return [values] if values else []
        return list({(text, language_of(text)): text for text in values}.values())

    def first(self, node: str, name: str) -> str:
        """The value of a property, the smallest where somebody gave several, or an empty string."""
        values = self.about.get(node, NOTHING).get(self.predicates[name], "")
        return values if isinstance(values, str) else min(values)

    def one(self, node: str, name: str) -> str:
        """The value of a property that must be there."""
        return self.first(node, name) or _missing(node, name)

    def slugs(self, node: str, name: str) -> tuple[str, ...]:
        """The slugs of the records that a property names, sorted."""
        return tuple(sorted({any_slug(value) for value in self.all(node, name)}))

    def some(self, node: str, name: str) -> tuple[str, ...]:
        """The same for a property that must be there."""
        return self.slugs(node, name) or (_missing(node, name),)

    def term(self, node: str, name: str) -> str:
        """The notation of the term that a property must give; the IRI of a term that the vocabulary does not have.

        Modes and polarities are closed: the program does not know what another one would mean.
        """
        value = self.one(node, name)
        notation = self.vocabulary.notation(value)
        if name in CLOSED and notation not in self.vocabulary.terms(CLOSED[name]):
            raise GraphError(f"{node} has {name} {value}, which is no kg:{CLOSED[name]}")
        return notation

    def date(self, node: str, name: str) -> str:
        """An EDTF date that has days, or an empty string."""
        text = self.first(node, name)
        if text:
            try:
                span(text)
            except DateError as error:
                raise GraphError(f"{node}: {name} {error}") from None
        return text

    def number(self, node: str, name: str) -> Decimal:
        """A decimal that must be there, without trailing zeros or exponent."""
        text = self.one(node, name)
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > MAX_MAGNITUDE:
            raise GraphError(f"{node} has {name} {text!r}, which is no decimal number")
        plain = f"{number:f}"
        return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain) + 0

    def whole(self, node: str, name: str, otherwise: int = 0) -> int:
        """An integer, or `otherwise` where the property is not there."""
        text = self.first(node, name)
        try:
            return int(text) if text else otherwise
        except ValueError:
            raise GraphError(f"{node} has {name} {text!r}, which is no integer") from None


def slug(node: str, kind: str) -> str:
    """The slug in an IRI of ours, or the whole IRI where it is somebody else's."""
    return node.removeprefix(f"{DATA}{kind}/")


def any_slug(node: str) -> str:
    """The same, whatever kind of record it is."""
    return node.removeprefix(DATA).partition("/")[2] if node.startswith(DATA) else node


def counted(node: str) -> tuple[int, str]:
    """Nodes that end in a number come in its order: …/2 before …/10."""
    number = node.rpartition("/")[2]
    return (int(number) if number.isascii() and number.isdecimal() else 0, node)


def _missing(node: str, name: str) -> str:
    raise GraphError(f"{node} has no {name}")


def _absent(field: Field) -> Any:
    """What a record has where the graph lacks a property that it does not need."""
    return "" if field.default is ... else field.default


def _claim_slug(node: str, article: str) -> str:
    return slug(node, "claim").removeprefix(f"{article}/")


def _place(claim: Claim) -> tuple[str, int, str]:
    return (claim.article, claim.passages[0].start, claim.slug)
