"""Quads → Corpus: the way back, so that analysis needs nothing but the graph, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Quantity, Stance
from kg.model.vocabulary import ACTOR_KINDS, DATA, KG, WIKIDATA
from kg.rdf.properties import GraphError, Properties, any_slug, counted, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from kg.model.records import Content
    from kg.model.vocabulary import Vocabulary

__all__ = ["GraphError", "records"]


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
        self.keys: dict[str, str] = {}

    def corpus(self) -> Corpus:
        actors = {a.slug: a for a in map(self.actor, self.of("Actor", *ACTOR_KINDS.values()))}
        issues = {i.slug: i for i in map(self.issue, self.of("Issue"))}
        self.articles = {node: self.article(node) for node in self.of("Article")}
        self.events = {node: self.event(node) for node in self.of("Event")}
        claims = self.of("Claim")
        homes = {node: self.home(node) for node in claims}
        self.keys = {node: f"{home}/{_claim_slug(node, home)}" for node, home in homes.items()}
        return Corpus(
            dict(sorted(actors.items())),
            dict(sorted(issues.items())),
            dict(sorted((event.slug, event) for event in self.events.values())),
            dict(sorted((article.slug, article) for article in self.articles.values())),
            tuple(sorted((self.claim(node, homes[node]) for node in claims), key=_place)),
        )

    def of(self, *classes: str) -> list[str]:
        """The nodes of some classes, sorted."""
        return sorted({node for name in classes for node in self.p.instances.get(KG + name, ())})

    def actor(self, node: str) -> Actor:
        types = set(self.p.all(node, "rdf:type"))
        kind = next((kind for kind, name in ACTOR_KINDS.items() if KG + name in types), "organization")
        return Actor(
            slug=slug(node, "actor"),
            kind=kind,
            label=self.p.one(node, "skos:prefLabel"),
            aliases=tuple(sorted(self.p.all(node, "skos:altLabel"))),
            iso3=self.p.first(node, "kg:iso3"),
            wikidata=self.wikidata(node),
            member_of=self.p.slugs(node, "kg:memberOf"),
            acts_for=any_slug(self.p.first(node, "kg:actsFor")),
            note=self.p.first(node, "skos:note"),
        )

    def issue(self, node: str) -> Issue:
        return Issue(
            slug=slug(node, "issue"),
            label=self.p.one(node, "skos:prefLabel"),
            definition=self.p.first(node, "skos:definition"),
            aliases=tuple(sorted(self.p.all(node, "skos:altLabel"))),
            wikidata=self.wikidata(node),
        )

    def wikidata(self, node: str) -> str:
        matches = (match for match in self.p.all(node, "skos:exactMatch") if match.startswith(WIKIDATA))
        return min(matches, default="").removeprefix(WIKIDATA)

    def article(self, node: str) -> Article:
        return Article(
            slug=slug(node, "article"),
            title=self.p.one(node, "dct:title"),
            publisher=any_slug(self.p.one(node, "dct:publisher")),
            authors=self.p.slugs(node, "dct:creator"),
            published=self.p.one(node, "dct:issued") and self.p.date(node, "dct:issued"),
            published_basis=self.p.first(node, "kg:issuedBasis"),
            sha256=self.p.first(node, "kg:sha256"),
            reliability=self.p.optional_term(node, "kg:reliability") or "F",
            credibility=self.p.optional_term(node, "kg:credibility") or "6",
            url=self.p.first(node, "dct:source"),
        )

    def event(self, node: str) -> Event:
        return Event(
            slug=slug(node, "event"),
            label=self.p.one(node, "skos:prefLabel"),
            type=self.p.term(node, "kg:eventType"),
            goldstein=self.p.number(node, "kg:goldstein"),
            initiators=self.p.slugs(node, "kg:initiator"),
            recipients=self.p.slugs(node, "kg:recipient"),
            about=self.p.slugs(node, "kg:about"),
            when=self.p.date(node, "kg:when"),
            status=self.p.term(node, "kg:status"),
            reason=self.p.first(node, "kg:numberReason"),
            quantities=self.quantities(node),
        )

    def home(self, claim: str) -> str:
        """The slug of the article in which a claim stands."""
        source = self.p.one(self.p.one(claim, "kg:evidence"), "oa:hasSource")
        if source not in self.articles:
            raise GraphError(f"{claim} has its kg:evidence in {source}, which is no kg:Article of the graph")
        return slug(source, "article")

    def claim(self, node: str, article: str) -> Claim:
        content = self.p.one(node, "kg:content")
        return Claim(
            slug=_claim_slug(node, article),
            article=article,
            claimants=self.p.some(node, "kg:claimant"),
            passages=tuple(map(self.passage, sorted(self.p.all(node, "kg:evidence"), key=counted))),
            content=self.content(content),
            content_key=content.removeprefix(DATA),
            mode=self.p.term(node, "kg:mode"),
            certainty=self.p.term(node, "kg:certainty"),
            polarity=self.p.term(node, "kg:polarity"),
            reported_by=self.chain(node),
            denies=self.key(self.p.first(node, "kg:denies")),
            hedges=tuple(map(self.hedge, sorted(self.p.all(node, "kg:hedge"), key=counted))),
            said_on=self.p.date(node, "kg:saidOn"),
            condition=self.p.first(node, "kg:condition"),
            no_interval=self.p.first(node, "kg:noInterval"),
            resolution=self.p.optional_term(node, "kg:resolution"),
            resolved_by=tuple(sorted(self.resolver(other, article) for other in self.p.all(node, "kg:resolvedBy"))),
            note=self.p.first(node, "skos:note"),
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
            return self.stance(node)
        if KG + "Leverage" in types:
            return self.leverage(node)
        raise GraphError(f"{node} is no kg:Stance, kg:Event or kg:Leverage")

    def stance(self, node: str) -> Stance:
        return Stance(
            holders=self.p.some(node, "kg:holder"),
            target=any_slug(self.p.one(node, "kg:target")),
            type=self.p.term(node, "kg:stanceType"),
            position=self.p.number(node, "kg:position"),
            construed_as=self.p.first(node, "kg:construedAs"),
            ground=self.p.first(node, "kg:ground"),
            reason=self.p.first(node, "kg:numberReason"),
        )

    def leverage(self, node: str) -> Leverage:
        return Leverage(
            wielders=self.p.some(node, "kg:wielder"),
            over=self.p.some(node, "kg:over"),
            instrument=self.p.one(node, "kg:instrument"),
            instrument_issue=any_slug(self.p.first(node, "kg:instrumentIssue")),
            effect=self.p.term(node, "kg:effect"),
            strength=self.p.term(node, "kg:strength"),
            aim=self.p.first(node, "kg:aim"),
            condition=self.p.first(node, "kg:condition"),
            quantities=self.quantities(node),
        )

    def quantities(self, node: str) -> tuple[Quantity, ...]:
        figures = sorted(self.p.all(node, "kg:quantity"), key=counted)
        return tuple(
            Quantity(self.p.number(f, "kg:amount"), self.p.one(f, "kg:unit"), self.p.first(f, "kg:change"))
            for f in figures
        )

    def chain(self, node: str) -> tuple[str, ...]:
        """Who passed it on, in the order of the steps where the graph has them."""
        steps = sorted(self.p.all(node, "kg:report"), key=lambda step: (self.p.whole(step, "kg:order"), step))
        ordered = [name for step in steps for name in self.p.slugs(step, "prov:agent")]
        return tuple(dict.fromkeys([*ordered, *self.p.slugs(node, "kg:reportedBy")]))

    def hedge(self, node: str) -> Hedge:
        bounded = bool(self.p.all(node, "kg:lower") or self.p.all(node, "kg:upper"))
        return Hedge(
            words=self.p.one(node, "kg:words"),
            likelihood=self.p.optional_term(node, "kg:likelihood"),
            lower=self.p.number(node, "kg:lower") if bounded else None,
            upper=self.p.number(node, "kg:upper") if bounded else None,
            reason=self.p.first(node, "kg:readingReason"),
        )

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
        )


def _claim_slug(node: str, article: str) -> str:
    return slug(node, "claim").removeprefix(f"{article}/")


def _place(claim: Claim) -> tuple[str, int, str]:
    return (claim.article, claim.passages[0].start, claim.slug)
