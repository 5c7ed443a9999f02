"""Sources → an rdflib Dataset, written from the description of the vocabulary alone."""

from __future__ import annotations

import hashlib
from typing import Any

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Dataset, Literal, URIRef

from benchmarks.plain.sources import Entry, Sources, bounds, folded, full, listed, located, voice
from benchmarks.plain.terms import EDTF, KG, KINDS, OA, WIKIDATA, decimal, iri, new_dataset, ontology

OPPOSITE = {"affirmed": "denied", "denied": "affirmed"}
CONTEXT = 32


def dataset_of(sources: Sources) -> Dataset:
    """The whole dataset; raises SourceError where a quote is not in its article."""
    return _Builder(sources).build()


class _Builder:
    """Fills a Dataset with one graph for each article and one for the registries."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.dataset = new_dataset()
        self.graph = self.dataset.graph(iri("graph", "ontology"))
        for triple in ontology():
            self.graph.add(triple)
        self.terms: dict[tuple[Any, str], Any] = {
            (kind, str(notation)): concept
            for concept, notation in self.graph.subject_objects(SKOS.notation)
            for kind in self.graph.objects(concept, RDF.type)
        }
        self.likelihoods = {
            folded(label): term
            for term in self.graph.subjects(RDF.type, KG.Likelihood)
            for predicate in (SKOS.prefLabel, SKOS.altLabel)
            for label in self.graph.objects(term, predicate)
        }

    def build(self) -> Dataset:
        self.graph = self.dataset.graph(iri("graph", "registry"))
        for slug, actor in self.sources.actors.items():
            self.actor(iri("actor", slug), actor)
        for slug, issue in self.sources.issues.items():
            node = iri("issue", slug)
            self.add(node, RDF.type, KG.Issue)
            self.names(node, issue)
            self.text(node, SKOS.definition, issue["definition"])
            self.links(node, KG.directedAt, "actor", issue.get("directed-at"))
            for number, pursuit in enumerate(listed(issue.get("pursued-by")), 1):
                part = URIRef(f"{node}/pursuit/{number}")
                self.add(node, KG.pursuit, part)
                self.add(part, RDF.type, KG.Pursuit)
                self.add(part, KG.pursuer, iri("actor", pursuit["actor"]))
                self.add(part, KG.saidBy, iri("claim", pursuit["claim"]))
        for slug, event in self.sources.events.items():
            self.event(iri("event", slug), event)
        for slug, article in self.sources.articles.items():
            self.article(slug, article)
        for key, claim in self.sources.claims.items():
            self.claim(key, claim)
        return self.dataset

    def add(self, subject: URIRef, predicate: URIRef, value: Any) -> None:
        self.graph.add((subject, predicate, value))

    def text(self, subject: URIRef, predicate: URIRef, value: Any) -> None:
        if value is not None:
            self.add(subject, predicate, Literal(str(value).strip()))

    def links(self, subject: URIRef, predicate: URIRef, kind: str, slugs: Any) -> None:
        for slug in listed(slugs):
            self.add(subject, predicate, iri(kind, slug))

    def scale(self, subject: URIRef, predicate: URIRef, kind: URIRef, notation: Any) -> None:
        self.add(subject, predicate, self.terms[kind, str(notation)])

    def dated(self, subject: URIRef, predicate: URIRef, value: Any) -> None:
        self.add(subject, predicate, Literal(str(value), datatype=EDTF))

    def span(self, subject: URIRef, value: Any) -> None:
        for predicate, day in zip((KG.earliest, KG.latest), bounds(str(value)), strict=True):
            if day:
                self.add(subject, predicate, Literal(day))

    def label(self, node: URIRef, entry: Entry) -> None:
        self.add(node, SKOS.prefLabel, Literal(entry["label"]))
        self.add(node, RDFS.label, Literal(entry["label"]))

    def names(self, node: URIRef, entry: Entry) -> None:
        self.label(node, entry)
        for alias in listed(entry.get("aliases")):
            self.add(node, SKOS.altLabel, Literal(alias))
        if "wikidata" in entry:
            self.add(node, SKOS.exactMatch, URIRef(WIKIDATA + entry["wikidata"]))

    def actor(self, node: URIRef, entry: Entry) -> None:
        self.add(node, RDF.type, KG.Actor)
        self.add(node, RDF.type, KINDS[entry["kind"]])
        self.names(node, entry)
        self.text(node, KG.iso3, entry.get("iso3"))
        self.links(node, KG.memberOf, "actor", entry.get("member-of"))
        self.links(node, KG.actsFor, "actor", entry.get("acts-for"))
        self.text(node, SKOS.note, entry.get("note"))

    def article(self, slug: str, entry: Entry) -> None:
        node = iri("article", slug)
        self.graph = self.dataset.graph(node)
        self.add(node, RDF.type, KG.Article)
        self.add(node, DCTERMS.title, Literal(entry["title"], lang=entry.get("language")))
        self.text(node, DCTERMS.language, entry.get("language"))
        self.links(node, DCTERMS.publisher, "actor", entry["publisher"])
        self.links(node, DCTERMS.creator, "actor", entry.get("author"))
        self.dated(node, DCTERMS.issued, entry["published"])
        self.span(node, entry["published"])
        self.text(node, KG.issuedBasis, entry["published-basis"])
        self.text(node, KG.sha256, hashlib.sha256(self.sources.texts[slug].encode()).hexdigest())
        self.scale(node, KG.reliability, KG.Reliability, entry.get("reliability", "F"))
        self.scale(node, KG.credibility, KG.Credibility, entry.get("credibility", "6"))
        if "url" in entry:
            self.add(node, DCTERMS.source, URIRef(entry["url"]))

    def claim(self, key: str, entry: Entry) -> None:
        slug = key.partition("/")[0]
        article = self.sources.articles[slug]
        node = iri("claim", key)
        self.graph = self.dataset.graph(iri("article", slug))
        content, polarity = self.content(key)
        for kind in ("stance", "event", "leverage"):
            if isinstance(entry.get(kind), dict):
                getattr(self, kind)(content, entry[kind])
        self.add(node, RDF.type, KG.Claim)
        self.add(node, KG.content, content)
        self.links(node, KG.claimant, "actor", entry["said-by"])
        self.chain(node, entry, article)
        self.scale(node, KG.polarity, KG.Polarity, polarity)
        self.scale(node, KG.certainty, KG.Certainty, entry.get("certainty", "unspecified"))
        self.scale(node, KG.mode, KG.Mode, entry.get("mode", "reported"))
        for index, hedge in enumerate(listed(entry.get("hedge")), 1):
            self.hedge(node, index, hedge if isinstance(hedge, dict) else {"words": hedge})
        text, furniture = self.sources.texts[slug], listed(article.get("furniture"))
        for index, quote in enumerate(listed(entry["quote"]), 1):
            place = located(quote, text, furniture, entry.get("occurrence"))
            self.passage(node, index, place, slug)
        self.rest(node, entry, slug)

    def rest(self, node: URIRef, entry: Entry, slug: str) -> None:
        """What only some claims have."""
        if "denies" in entry:
            self.add(node, KG.denies, iri("claim", full(entry["denies"], slug)))
        if "said-on" in entry:
            self.dated(node, KG.saidOn, entry["said-on"])
        self.span(node, entry.get("said-on", self.sources.articles[slug]["published"]))
        self.text(node, KG.condition, entry.get("condition"))
        self.text(node, KG.noInterval, entry.get("no-interval"))
        self.text(node, SKOS.note, entry.get("note"))
        resolution = entry.get("resolution", "pending" if entry.get("mode") == "forecast" else None)
        if resolution:
            self.scale(node, KG.resolution, KG.Resolution, resolution)
        for reference in listed(entry.get("resolved-by")):
            shared = reference in self.sources.events
            other = iri("event", reference) if shared else iri("claim", full(reference, slug))
            self.add(node, KG.resolvedBy, other)

    def content(self, key: str) -> tuple[URIRef, str]:
        """The node of what a claim says, and whether it affirms or denies it."""
        entry = self.sources.claims[key]
        reference = entry.get("denies") or entry.get("affirms")
        if reference:
            content, polarity = self.content(full(reference, key.partition("/")[0]))
            return content, OPPOSITE[polarity] if "denies" in entry else polarity
        polarity = entry.get("polarity", "affirmed")
        if isinstance(entry.get("event"), str):
            return iri("event", entry["event"]), polarity
        kind = next(kind for kind in ("stance", "event", "leverage") if kind in entry)
        return iri(kind, key), polarity

    def stance(self, node: URIRef, entry: Entry) -> None:
        self.add(node, RDF.type, KG.Content)
        self.add(node, RDF.type, KG.Stance)
        self.links(node, KG.holder, "actor", entry["holder"])
        target = entry["target"]
        kind = "issue" if target in self.sources.issues else "event" if target in self.sources.events else "actor"
        self.add(node, KG.target, iri(kind, target))
        self.scale(node, KG.stanceType, KG.StanceType, entry["type"])
        self.number(node, KG.position, entry, KG.StanceType, KG.defaultPosition)
        self.text(node, KG.construedAs, entry.get("construed-as"))
        self.text(node, KG.ground, entry.get("ground"))
        if "when" in entry:
            self.dated(node, KG.when, entry["when"])
            self.span(node, entry["when"])
        self.text(node, KG.numberReason, entry.get("because"))

    def number(self, node: URIRef, predicate: URIRef, entry: Entry, scale: URIRef, default: URIRef) -> None:
        """A position or Goldstein value: the entry's own, or that of its type."""
        own = entry.get(str(predicate).removeprefix(KG))
        if own is None:
            own = next(self.dataset.objects(self.terms[scale, entry["type"]], default))
        self.add(node, predicate, decimal(own))

    def event(self, node: URIRef, entry: Entry) -> None:
        self.add(node, RDF.type, KG.Content)
        self.add(node, RDF.type, KG.Event)
        self.label(node, entry)
        self.scale(node, KG.eventType, KG.EventType, entry["type"])
        self.links(node, KG.initiator, "actor", entry.get("initiator"))
        self.links(node, KG.recipient, "actor", entry.get("recipient"))
        self.links(node, KG.about, "issue", entry.get("about"))
        self.scale(node, KG.status, KG.Status, entry.get("status", "occurred"))
        self.number(node, KG.goldstein, entry, KG.EventType, KG.defaultGoldstein)
        if "when" in entry:
            self.dated(node, KG.when, entry["when"])
            self.span(node, entry["when"])
        self.text(node, KG.numberReason, entry.get("because"))
        self.quantities(node, entry)

    def leverage(self, node: URIRef, entry: Entry) -> None:
        self.add(node, RDF.type, KG.Content)
        self.add(node, RDF.type, KG.Leverage)
        self.links(node, KG.wielder, "actor", entry["wielder"])
        self.links(node, KG.over, "actor", entry["over"])
        self.links(node, KG.instrumentIssue, "issue", entry.get("instrument-issue"))
        self.scale(node, KG.effect, KG.Effect, entry["effect"])
        self.scale(node, KG.strength, KG.Strength, entry["strength"])
        for key in ("instrument", "aim", "condition"):
            self.text(node, KG[key], entry.get(key))
        self.quantities(node, entry)

    def quantities(self, node: URIRef, entry: Entry) -> None:
        for index, quantity in enumerate(listed(entry.get("quantity")), 1):
            figure = URIRef(f"{node}/quantity/{index}")
            self.add(node, KG.quantity, figure)
            self.add(figure, RDF.type, KG.Quantity)
            self.add(figure, KG.amount, decimal(quantity["amount"]))
            self.text(figure, KG.unit, quantity["unit"])
            self.text(figure, KG.change, quantity.get("change"))

    def chain(self, node: URIRef, entry: Entry, article: Entry) -> None:
        own = set(listed(entry["said-by"])) <= set(voice(article))
        reporters = dict.fromkeys(
            [
                *listed(entry.get("reported-by")),
                *([] if own else [who for who in voice(article) if who not in listed(entry["said-by"])]),
            ]
        )
        for index, slug in enumerate(reporters, 1):
            report = URIRef(f"{node}/report/{index}")
            self.add(node, KG.reportedBy, iri("actor", slug))
            self.add(node, KG.report, report)
            self.add(report, RDF.type, KG.Report)
            self.add(report, KG.order, Literal(index))
            self.add(report, PROV.agent, iri("actor", slug))

    def hedge(self, claim: URIRef, index: int, entry: Entry) -> None:
        node = URIRef(f"{claim}/hedge/{index}")
        self.add(claim, KG.hedge, node)
        self.add(node, RDF.type, KG.Hedge)
        self.text(node, KG.words, entry["words"])
        self.text(node, KG.readingReason, entry.get("because"))
        term = self.terms.get((KG.Likelihood, entry.get("likelihood", ""))) or self.likelihoods.get(
            folded(entry["words"])
        )
        if term:
            for predicate in (KG["lower"], KG["upper"]):  # these names are methods of text
                self.add(node, predicate, decimal(next(self.dataset.objects(term, predicate))))
            self.add(node, KG.scheme, KG.ICD203)
            self.add(node, KG.likelihood, term)

    def passage(self, claim: URIRef, index: int, place: tuple[int, int], slug: str) -> None:
        text = self.sources.texts[slug]
        start, end = place
        node = URIRef(f"{claim}/evidence/{index}")
        selector, position = URIRef(f"{node}/quote"), URIRef(f"{node}/position")
        self.add(claim, KG.evidence, node)
        self.add(node, RDF.type, OA.SpecificResource)
        self.add(node, OA.hasSource, iri("article", slug))
        self.add(node, OA.hasSelector, selector)
        self.add(node, OA.hasSelector, position)
        self.add(selector, RDF.type, OA.TextQuoteSelector)
        self.add(selector, OA.exact, Literal(text[start:end], lang=self.sources.articles[slug].get("language")))
        self.add(selector, OA.prefix, Literal(text[max(0, start - CONTEXT) : start]))
        self.add(selector, OA.suffix, Literal(text[end : end + CONTEXT]))
        self.add(position, RDF.type, OA.TextPositionSelector)
        self.add(position, OA.start, Literal(start))
        self.add(position, OA.end, Literal(end))
