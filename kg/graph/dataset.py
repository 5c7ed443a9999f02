"""Corpus → quads: one graph for each article, one for the registries, no blank nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.dates import DateError, span
from kg.model import Event, Stance
from kg.vocabulary import ACTOR_KINDS, DATA, EDTF, KG, PREFIXES, RDF_TYPE, REGISTRY_GRAPH, SKOS, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from kg.model import Actor, Article, Claim, Corpus, Hedge, Issue, Leverage, Passage, Quantity
    from kg.vocabulary import Term, Vocabulary

XSD = PREFIXES["xsd"]
OA = PREFIXES["oa"]
DCT = PREFIXES["dct"]
PROV = PREFIXES["prov"]

DECIMAL = ox.NamedNode(XSD + "decimal")
INTEGER = ox.NamedNode(XSD + "integer")
DATE = ox.NamedNode(XSD + "date")
EDTF_TYPE = ox.NamedNode(EDTF)


@lru_cache(maxsize=100_000)
def iri(text: str) -> ox.NamedNode:
    """A node for an IRI; the same few thousand come again and again."""
    return ox.NamedNode(text)


def identifier(kind: str, slug: str) -> ox.NamedNode:
    """The IRI of a record of a kind: actor, issue, event, article, claim, stance or leverage."""
    return iri(f"{DATA}{kind}/{slug}")


def kg(name: str) -> ox.NamedNode:
    """A term of the vocabulary."""
    return iri(KG + name)


def decimal(number: Decimal) -> ox.Literal:
    """A decimal in its one canonical form, always with a point."""
    text = f"{number:f}"
    return ox.Literal(text if "." in text else text + ".0", datatype=DECIMAL)


def quads(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """Every quad of the registries and the articles, each once; the order is that of the corpus."""
    writer = _Writer(corpus, vocabulary)
    yield from writer.registry()
    for article in corpus.articles.values():
        yield from writer.article(article)
    for claim in corpus.claims:
        yield from writer.claim(claim)


class _Writer:
    """Turns records into quads; `graph` is the graph that the current record belongs to."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self.corpus = corpus
        self.scales: dict[str, Mapping[str, Term]] = {
            name: vocabulary.terms(name)
            for name in (
                "StanceType", "EventType", "Status", "Effect", "Strength", "Certainty", "Likelihood", "Polarity",
                "Mode", "Resolution", "Reliability", "Credibility",
            )
        }  # fmt: skip
        self.graph = iri(REGISTRY_GRAPH)
        self.contents: set[str] = set()

    def registry(self) -> Iterator[ox.Quad]:
        self.graph = iri(REGISTRY_GRAPH)
        for actor in self.corpus.actors.values():
            yield from self.actor(actor)
        for issue in self.corpus.issues.values():
            yield from self.issue(issue)
        for event in self.corpus.events.values():
            if "/" not in event.slug:
                yield from self.event(event)

    def article(self, article: Article) -> Iterator[ox.Quad]:
        node = identifier("article", article.slug)
        self.graph = node
        yield self.a(node, "Article")
        yield self.text(node, DCT + "title", article.title)
        yield self.link(node, DCT + "publisher", identifier("actor", article.publisher))
        yield from self.links(node, DCT + "creator", "actor", article.authors)
        yield self.dated(node, DCT + "issued", article.published)
        yield from self.bounds(node, article.published)
        yield self.text(node, KG + "issuedBasis", article.published_basis)
        yield self.text(node, KG + "sha256", article.sha256)
        yield self.link(node, KG + "reliability", self.term("Reliability", article.reliability))
        yield self.link(node, KG + "credibility", self.term("Credibility", article.credibility))
        if article.url:
            yield self.link(node, DCT + "source", iri(article.url))

    def claim(self, claim: Claim) -> Iterator[ox.Quad]:
        node = identifier("claim", claim.key)
        self.graph = identifier("article", claim.article)
        yield self.a(node, "Claim")
        yield self.link(node, KG + "content", content_node(claim))
        yield from self.content(claim)
        yield from self.links(node, KG + "claimant", "actor", claim.claimants)
        yield from self.chain(node, claim.reported_by)
        yield self.link(node, KG + "polarity", self.term("Polarity", claim.polarity))
        yield self.link(node, KG + "certainty", self.term("Certainty", claim.certainty))
        yield self.link(node, KG + "mode", self.term("Mode", claim.mode))
        if claim.denies:
            yield self.link(node, KG + "denies", identifier("claim", claim.denies))
        for index, hedge in enumerate(claim.hedges, 1):
            yield from self.hedge(node, index, hedge)
        for index, passage in enumerate(claim.passages, 1):
            yield from self.passage(node, index, passage, claim.article)
        if claim.said_on:
            yield self.dated(node, KG + "saidOn", claim.said_on)
        yield from self.bounds(node, claim.said_on or self.corpus.articles[claim.article].published)
        yield from self.texts(
            node, {"condition": claim.condition, "noInterval": claim.no_interval}
        )  # fmt: skip
        if claim.note:
            yield self.text(node, SKOS + "note", claim.note)
        if claim.resolution:
            yield self.link(node, KG + "resolution", self.term("Resolution", claim.resolution))
        for reference in claim.resolved_by:
            yield self.link(node, KG + "resolvedBy", self.resolver(claim, reference))

    def resolver(self, claim: Claim, reference: str) -> ox.NamedNode:
        if reference in self.corpus.events:
            return identifier("event", reference)
        return identifier("claim", reference if "/" in reference else f"{claim.article}/{reference}")

    def actor(self, actor: Actor) -> Iterator[ox.Quad]:
        node = identifier("actor", actor.slug)
        yield self.a(node, "Actor")
        yield self.a(node, ACTOR_KINDS[actor.kind])
        yield from self.names(node, actor)
        if actor.iso3:
            yield self.text(node, KG + "iso3", actor.iso3)
        yield from self.links(node, KG + "memberOf", "actor", actor.member_of)
        yield from self.links(node, KG + "actsFor", "actor", (actor.acts_for,) * bool(actor.acts_for))
        if actor.note:
            yield self.text(node, SKOS + "note", actor.note)

    def issue(self, issue: Issue) -> Iterator[ox.Quad]:
        node = identifier("issue", issue.slug)
        yield self.a(node, "Issue")
        yield from self.names(node, issue)
        yield self.text(node, SKOS + "definition", issue.definition)

    def names(self, node: ox.NamedNode, record: Actor | Issue) -> Iterator[ox.Quad]:
        yield self.english(node, SKOS + "prefLabel", record.label)
        for alias in dict.fromkeys(record.aliases):
            yield self.english(node, SKOS + "altLabel", alias)
        if record.wikidata:
            yield self.link(node, SKOS + "exactMatch", iri(WIKIDATA + record.wikidata))

    def content(self, claim: Claim) -> Iterator[ox.Quad]:
        """What the claim says, unless it has been described already: here or, for a named event, in the registry."""
        named = isinstance(claim.content, Event) and "/" not in claim.content.slug
        if named or claim.content_key in self.contents:
            return
        self.contents.add(claim.content_key)
        owner = claim.content_key.split("/")[1]
        self.graph, graph = identifier("article", owner), self.graph
        node = content_node(claim)
        if isinstance(claim.content, Event):
            yield from self.event(claim.content)
        elif isinstance(claim.content, Stance):
            yield from self.stance(node, claim.content)
        else:
            yield from self.leverage(node, claim.content)
        self.graph = graph

    def stance(self, node: ox.NamedNode, stance: Stance) -> Iterator[ox.Quad]:
        yield self.a(node, "Content")
        yield self.a(node, "Stance")
        yield from self.links(node, KG + "holder", "actor", stance.holders)
        yield self.link(node, KG + "target", self.target(stance.target))
        yield self.link(node, KG + "stanceType", self.term("StanceType", stance.type))
        yield self.number(node, KG + "position", stance.position)
        yield from self.texts(node, {"construedAs": stance.construed_as, "numberReason": stance.reason})

    def target(self, slug: str) -> ox.NamedNode:
        if slug in self.corpus.issues:
            return identifier("issue", slug)
        return identifier("event" if slug in self.corpus.events else "actor", slug)

    def event(self, event: Event) -> Iterator[ox.Quad]:
        node = identifier("event", event.slug)
        yield self.a(node, "Content")
        yield self.a(node, "Event")
        yield self.english(node, SKOS + "prefLabel", event.label)
        yield self.link(node, KG + "eventType", self.term("EventType", event.type))
        yield from self.links(node, KG + "initiator", "actor", event.initiators)
        yield from self.links(node, KG + "recipient", "actor", event.recipients)
        yield from self.links(node, KG + "about", "issue", event.about)
        yield self.link(node, KG + "status", self.term("Status", event.status))
        yield self.number(node, KG + "goldstein", event.goldstein)
        if event.when:
            yield self.dated(node, KG + "when", event.when)
            yield from self.bounds(node, event.when)
        yield from self.texts(node, {"numberReason": event.reason})
        yield from self.quantities(node, event.quantities)

    def leverage(self, node: ox.NamedNode, leverage: Leverage) -> Iterator[ox.Quad]:
        yield self.a(node, "Content")
        yield self.a(node, "Leverage")
        yield from self.links(node, KG + "wielder", "actor", leverage.wielders)
        yield from self.links(node, KG + "over", "actor", leverage.over)
        yield self.link(node, KG + "effect", self.term("Effect", leverage.effect))
        yield self.link(node, KG + "strength", self.term("Strength", leverage.strength))
        yield from self.links(
            node, KG + "instrumentIssue", "issue", (leverage.instrument_issue,) * bool(leverage.instrument_issue)
        )
        named = {"instrument": leverage.instrument, "aim": leverage.aim, "condition": leverage.condition}
        yield from self.texts(node, named)
        yield from self.quantities(node, leverage.quantities)

    def quantities(self, node: ox.NamedNode, quantities: Iterable[Quantity]) -> Iterator[ox.Quad]:
        for index, quantity in enumerate(quantities, 1):
            figure = iri(f"{node.value}/quantity/{index}")
            yield self.link(node, KG + "quantity", figure)
            yield self.a(figure, "Quantity")
            yield self.number(figure, KG + "amount", quantity.amount)
            yield from self.texts(figure, {"unit": quantity.unit, "change": quantity.change})

    def chain(self, node: ox.NamedNode, reporters: tuple[str, ...]) -> Iterator[ox.Quad]:
        """Who passed it on: as plain links, and in their order."""
        yield from self.links(node, KG + "reportedBy", "actor", reporters)
        for index, slug in enumerate(reporters, 1):
            report = iri(f"{node.value}/report/{index}")
            yield self.link(node, KG + "report", report)
            yield self.a(report, "Report")
            yield self.quad(report, KG + "order", ox.Literal(str(index), datatype=INTEGER))
            yield self.link(report, PROV + "agent", identifier("actor", slug))

    def hedge(self, claim: ox.NamedNode, index: int, hedge: Hedge) -> Iterator[ox.Quad]:
        node = iri(f"{claim.value}/hedge/{index}")
        yield self.link(claim, KG + "hedge", node)
        yield self.a(node, "Hedge")
        yield from self.texts(node, {"words": hedge.words, "readingReason": hedge.reason})
        if hedge.lower is not None and hedge.upper is not None:
            yield self.number(node, KG + "lower", hedge.lower)
            yield self.number(node, KG + "upper", hedge.upper)
            yield self.link(node, KG + "scheme", kg("ICD203"))
            yield self.link(node, KG + "likelihood", self.term("Likelihood", hedge.likelihood))

    def passage(self, claim: ox.NamedNode, index: int, passage: Passage, article: str) -> Iterator[ox.Quad]:
        """A passage as Web Annotation selectors."""
        node = iri(f"{claim.value}/evidence/{index}")
        quote, position = iri(node.value + "/quote"), iri(node.value + "/position")
        yield self.link(claim, KG + "evidence", node)
        yield self.typed(node, OA + "SpecificResource")
        yield self.link(node, OA + "hasSource", identifier("article", article))
        yield self.link(node, OA + "hasSelector", quote)
        yield self.link(node, OA + "hasSelector", position)
        yield self.typed(quote, OA + "TextQuoteSelector")
        yield self.text(quote, OA + "exact", passage.exact)
        yield self.text(quote, OA + "prefix", passage.prefix)
        yield self.text(quote, OA + "suffix", passage.suffix)
        yield self.typed(position, OA + "TextPositionSelector")
        yield self.quad(position, OA + "start", ox.Literal(str(passage.start), datatype=INTEGER))
        yield self.quad(position, OA + "end", ox.Literal(str(passage.end), datatype=INTEGER))

    def bounds(self, node: ox.NamedNode, text: str) -> Iterator[ox.Quad]:
        """The first and last day that a date means; nothing for a date that a check refuses."""
        try:
            days = span(text)
        except DateError:
            return
        if days.earliest:
            yield self.quad(node, KG + "earliest", ox.Literal(days.earliest.isoformat(), datatype=DATE))
        if days.latest:
            yield self.quad(node, KG + "latest", ox.Literal(days.latest.isoformat(), datatype=DATE))

    def term(self, class_name: str, notation: str) -> ox.NamedNode:
        term = self.scales[class_name].get(notation)
        return iri(term.iri if term else f"{KG}unknown-{class_name}")

    def quad(self, node: ox.NamedNode, predicate: str, value: ox.Literal | ox.NamedNode) -> ox.Quad:
        return ox.Quad(node, iri(predicate), value, self.graph)

    def a(self, node: ox.NamedNode, class_name: str) -> ox.Quad:
        return ox.Quad(node, iri(RDF_TYPE), iri(KG + class_name), self.graph)

    def typed(self, node: ox.NamedNode, class_iri: str) -> ox.Quad:
        return ox.Quad(node, iri(RDF_TYPE), iri(class_iri), self.graph)

    def link(self, node: ox.NamedNode, predicate: str, other: ox.NamedNode) -> ox.Quad:
        return ox.Quad(node, iri(predicate), other, self.graph)

    def links(self, node: ox.NamedNode, predicate: str, kind: str, slugs: Iterable[str]) -> Iterator[ox.Quad]:
        for slug in dict.fromkeys(slugs):
            yield ox.Quad(node, iri(predicate), identifier(kind, slug), self.graph)

    def text(self, node: ox.NamedNode, predicate: str, text: str) -> ox.Quad:
        return ox.Quad(node, iri(predicate), ox.Literal(text), self.graph)

    def texts(self, node: ox.NamedNode, values: Mapping[str, str]) -> Iterator[ox.Quad]:
        for name, text in values.items():
            if text:
                yield self.text(node, KG + name, text)

    def english(self, node: ox.NamedNode, predicate: str, text: str) -> ox.Quad:
        return ox.Quad(node, iri(predicate), ox.Literal(text, language="en"), self.graph)

    def number(self, node: ox.NamedNode, predicate: str, number: Decimal) -> ox.Quad:
        return ox.Quad(node, iri(predicate), decimal(number), self.graph)

    def dated(self, node: ox.NamedNode, predicate: str, text: str) -> ox.Quad:
        return ox.Quad(node, iri(predicate), ox.Literal(text, datatype=EDTF_TYPE), self.graph)


def content_node(claim: Claim) -> ox.NamedNode:
    """The IRI of what a claim says."""
    kind, _, slug = claim.content_key.partition("/")
    return identifier(kind, slug)
