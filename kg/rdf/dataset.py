"""Corpus → quads: one graph for each article, one for the registries, no blank nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.records import Event
from kg.model.vocabulary import ACTOR_KINDS, REGISTRY_GRAPH, WIKIDATA
from kg.rdf.contents import ContentWriter
from kg.rdf.nodes import DATE, content_node, decimal, identifier, iri, kg
from kg.rdf.pen import Pen
from kg.rdf.scales import Scales

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Actor, Article, Claim, Corpus, Hedge, Issue, Passage
    from kg.model.vocabulary import Vocabulary

__all__ = ["DATE", "content_node", "decimal", "identifier", "iri", "kg", "quads"]


def quads(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """Every quad of the registries and the articles, each once; the order is that of the corpus."""
    writer = _Writer(corpus, vocabulary)
    writer.registry()
    yield from writer.taken()
    for article in corpus.articles.values():
        writer.article(article)
    yield from writer.taken()
    for claim in corpus.claims:
        writer.claim(claim)
        yield from writer.taken()


class _Writer:
    """Turns records into quads, with the pen in the graph that the current record belongs to."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self.corpus = corpus
        self.scales = Scales(vocabulary)
        self.pen = Pen(iri(REGISTRY_GRAPH))
        self.contents = ContentWriter(self.pen, corpus, self.scales)
        self.described: set[str] = set()

    def taken(self) -> list[ox.Quad]:
        """What has been written since the last call."""
        found, self.pen.quads = self.pen.quads, []
        return found

    def registry(self) -> None:
        for actor in self.corpus.actors.values():
            self.actor(actor)
        for issue in self.corpus.issues.values():
            self.issue(issue)
        for event in self.corpus.events.values():
            if _in_registry(event):
                self.contents.event(identifier("event", event.slug), event)

    def actor(self, actor: Actor) -> None:
        node, pen = identifier("actor", actor.slug), self.pen
        pen.a(node, "kg:Actor", f"kg:{ACTOR_KINDS[actor.kind]}")
        self.names(node, actor)
        pen.text(node, "kg:iso3", actor.iso3)
        pen.links(node, "kg:memberOf", "actor", actor.member_of)
        pen.links(node, "kg:actsFor", "actor", [actor.acts_for])
        pen.text(node, "skos:note", actor.note)

    def issue(self, issue: Issue) -> None:
        node = identifier("issue", issue.slug)
        self.pen.a(node, "kg:Issue")
        self.names(node, issue)
        self.pen.text(node, "skos:definition", issue.definition)

    def names(self, node: ox.NamedNode, record: Actor | Issue) -> None:
        self.pen.english(node, "skos:prefLabel", record.label)
        for alias in dict.fromkeys(record.aliases):
            self.pen.english(node, "skos:altLabel", alias)
        if record.wikidata:
            self.pen.write(node, "skos:exactMatch", iri(WIKIDATA + record.wikidata))

    def article(self, article: Article) -> None:
        pen, node = self.pen, identifier("article", article.slug)
        pen.graph = node
        pen.a(node, "kg:Article")
        pen.text(node, "dct:title", article.title)
        pen.links(node, "dct:publisher", "actor", [article.publisher])
        pen.links(node, "dct:creator", "actor", article.authors)
        pen.dated(node, "dct:issued", article.published)
        pen.bounds(node, article.published)
        pen.text(node, "kg:issuedBasis", article.published_basis)
        pen.text(node, "kg:sha256", article.sha256)
        pen.write(node, "kg:reliability", self.scales.term("Reliability", article.reliability))
        pen.write(node, "kg:credibility", self.scales.term("Credibility", article.credibility))
        if article.url:
            pen.write(node, "dct:source", _page(article.url))

    def claim(self, claim: Claim) -> None:
        node, pen, scales = identifier("claim", claim.key), self.pen, self.scales
        content = content_node(claim)
        self.content(claim, content)
        pen.graph = identifier("article", claim.article)
        pen.a(node, "kg:Claim")
        pen.write(node, "kg:content", content)
        pen.links(node, "kg:claimant", "actor", claim.claimants)
        self.chain(node, claim.reported_by)
        pen.write(node, "kg:polarity", scales.term("Polarity", claim.polarity))
        pen.write(node, "kg:certainty", scales.term("Certainty", claim.certainty))
        pen.write(node, "kg:mode", scales.term("Mode", claim.mode))
        pen.links(node, "kg:denies", "claim", [claim.denies])
        for index, hedge in enumerate(claim.hedges, 1):
            self.hedge(node, index, hedge)
        for index, passage in enumerate(claim.passages, 1):
            self.passage(node, index, passage)
        pen.dated(node, "kg:saidOn", claim.said_on)
        pen.bounds(node, claim.said_on or self.corpus.articles[claim.article].published)
        pen.text(node, "kg:condition", claim.condition)
        pen.text(node, "kg:noInterval", claim.no_interval)
        pen.text(node, "skos:note", claim.note)
        self.resolution(node, claim)

    def content(self, claim: Claim, node: ox.NamedNode) -> None:
        """What the claim says, in the graph of the article that says it first, unless it is described already.

        A named event is described in the registry.
        """
        if claim.content_key in self.described or (isinstance(claim.content, Event) and _in_registry(claim.content)):
            return
        self.described.add(claim.content_key)
        self.pen.graph = identifier("article", claim.content_key.split("/")[1])
        self.contents.content(node, claim.content)

    def resolution(self, node: ox.NamedNode, claim: Claim) -> None:
        if claim.resolution:
            self.pen.write(node, "kg:resolution", self.scales.term("Resolution", claim.resolution))
        for reference in dict.fromkeys(claim.resolved_by):
            named = reference in self.corpus.events
            key = reference if named or "/" in reference else f"{claim.article}/{reference}"
            self.pen.write(node, "kg:resolvedBy", identifier("event" if named else "claim", key))

    def chain(self, node: ox.NamedNode, reporters: tuple[str, ...]) -> None:
        """Who passed it on: as plain links, and in their order."""
        self.pen.links(node, "kg:reportedBy", "actor", reporters)
        for index, slug in enumerate(reporters, 1):
            report = iri(f"{node.value}/report/{index}")
            self.pen.write(node, "kg:report", report)
            self.pen.a(report, "kg:Report")
            self.pen.whole(report, "kg:order", index)
            self.pen.links(report, "prov:agent", "actor", [slug])

    def hedge(self, claim: ox.NamedNode, index: int, hedge: Hedge) -> None:
        pen, node = self.pen, iri(f"{claim.value}/hedge/{index}")
        pen.write(claim, "kg:hedge", node)
        pen.a(node, "kg:Hedge")
        pen.text(node, "kg:words", hedge.words)
        pen.text(node, "kg:readingReason", hedge.reason)
        if hedge.lower is not None and hedge.upper is not None:
            pen.number(node, "kg:lower", hedge.lower)
            pen.number(node, "kg:upper", hedge.upper)
            pen.write(node, "kg:scheme", kg("ICD203"))
            pen.write(node, "kg:likelihood", self.scales.term("Likelihood", hedge.likelihood))

    def passage(self, claim: ox.NamedNode, index: int, passage: Passage) -> None:
        """A passage as Web Annotation selectors, in the article whose graph the pen is in."""
        pen, node = self.pen, iri(f"{claim.value}/evidence/{index}")
        quote, position = iri(node.value + "/quote"), iri(node.value + "/position")
        pen.write(claim, "kg:evidence", node)
        pen.a(node, "oa:SpecificResource")
        pen.write(node, "oa:hasSource", pen.graph)
        pen.write(node, "oa:hasSelector", quote)
        pen.write(node, "oa:hasSelector", position)
        pen.a(quote, "oa:TextQuoteSelector")
        for name, text in (("exact", passage.exact), ("prefix", passage.prefix), ("suffix", passage.suffix)):
            pen.write(quote, f"oa:{name}", ox.Literal(text))
        pen.a(position, "oa:TextPositionSelector")
        pen.whole(position, "oa:start", passage.start)
        pen.whole(position, "oa:end", passage.end)


def _in_registry(event: Event) -> bool:
    """Whether an event has an entry of its own; those of one claim alone are called after it."""
    return "/" not in event.slug


def _page(url: str) -> ox.NamedNode | ox.Literal:
    """The address of a page: as text where browsers take it but it is no IRI, such as one with brackets."""
    try:
        return iri(url)
    except ValueError:
        return ox.Literal(url)
