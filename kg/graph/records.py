"""Quads → Corpus: the way back, so that analysis needs nothing but the graph, whoever made it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model import (
    Actor,
    Article,
    Claim,
    Corpus,
    Event,
    Hedge,
    Issue,
    Leverage,
    Passage,
    Quantity,
    Stance,
)
from kg.vocabulary import ACTOR_KINDS, ANALYSIS_GRAPH, DATA, KG, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE, SKOS, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Content
    from kg.vocabulary import Vocabulary

OA = PREFIXES["oa"]
DCT = PREFIXES["dct"]
PROV = PREFIXES["prov"]


class GraphError(ValueError):
    """The graph lacks something that a record needs; the message names the node and the property."""


def records(quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> Corpus:
    """The corpus that a graph describes; what it computes and its ontology are passed over.

    Raises GraphError where a node lacks a property that its class needs.
    """
    return _Reader(quads, vocabulary).corpus()


class _Reader:
    """All properties of all nodes, in memory, and the records made of them."""

    def __init__(self, quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.about: dict[str, dict[str, list[str]]] = {}
        self.instances: dict[str, list[str]] = defaultdict(list)
        about, instances = self.about, self.instances
        left_out = {ox.NamedNode(graph) for graph in (ONTOLOGY_GRAPH, ANALYSIS_GRAPH)}
        for quad in quads:
            if quad.graph_name in left_out:
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            about.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if predicate == RDF_TYPE:
                instances[value].append(subject)

    def corpus(self) -> Corpus:
        actors = {a.slug: a for a in map(self.actor, self.of("Actor"))}
        issues = {i.slug: i for i in map(self.issue, self.of("Issue"))}
        articles = {a.slug: a for a in map(self.article, self.of("Article"))}
        self.events = {node: self.event(node) for node in self.of("Event")}
        claims = sorted(map(self.claim, self.of("Claim")), key=_place)
        events = {event.slug: event for event in self.events.values()}
        return Corpus(
            dict(sorted(actors.items())),
            dict(sorted(issues.items())),
            dict(sorted(events.items())),
            dict(sorted(articles.items())),
            tuple(claims),
        )

    def of(self, class_name: str) -> list[str]:
        """The nodes of a class, sorted; for actors the subclasses count too."""
        classes = ["Actor", *ACTOR_KINDS.values()] if class_name == "Actor" else [class_name]
        return sorted({node for name in classes for node in self.instances.get(KG + name, ())})

    def actor(self, node: str) -> Actor:
        types = set(self.all(node, RDF_TYPE))
        kind = next((kind for kind, name in ACTOR_KINDS.items() if KG + name in types), "organization")
        return Actor(
            slug=slug(node, "actor"),
            kind=kind,
            label=self.one(node, SKOS + "prefLabel"),
            aliases=tuple(sorted(self.all(node, SKOS + "altLabel"))),
            iso3=self.first(node, KG + "iso3"),
            wikidata=self.wikidata(node),
            member_of=self.slugs(node, KG + "memberOf"),
            acts_for=next(iter(self.slugs(node, KG + "actsFor")), ""),
            note=self.first(node, SKOS + "note"),
        )

    def issue(self, node: str) -> Issue:
        return Issue(
            slug=slug(node, "issue"),
            label=self.one(node, SKOS + "prefLabel"),
            definition=self.first(node, SKOS + "definition"),
            aliases=tuple(sorted(self.all(node, SKOS + "altLabel"))),
            wikidata=self.wikidata(node),
        )

    def wikidata(self, node: str) -> str:
        return next((m.removeprefix(WIKIDATA) for m in self.all(node, SKOS + "exactMatch") if m.startswith(WIKIDATA)), "")

    def article(self, node: str) -> Article:
        return Article(
            slug=slug(node, "article"),
            title=self.one(node, DCT + "title"),
            publisher=next(iter(self.slugs(node, DCT + "publisher")), ""),
            authors=self.slugs(node, DCT + "creator"),
            published=self.one(node, DCT + "issued"),
            published_basis=self.first(node, KG + "issuedBasis"),
            sha256=self.first(node, KG + "sha256"),
            reliability=self.term(node, KG + "reliability") or "F",
            credibility=self.term(node, KG + "credibility") or "6",
            url=self.first(node, DCT + "source"),
        )

    def event(self, node: str) -> Event:
        return Event(
            slug=slug(node, "event"),
            label=self.first(node, SKOS + "prefLabel") or slug(node, "event"),
            type=self.term(node, KG + "eventType"),
            goldstein=self.number(node, KG + "goldstein"),
            initiators=self.slugs(node, KG + "initiator"),
            recipients=self.slugs(node, KG + "recipient"),
            about=self.slugs(node, KG + "about"),
            when=self.first(node, KG + "when"),
            status=self.term(node, KG + "status"),
            reason=self.first(node, KG + "numberReason"),
            quantities=self.quantities(node),
        )

    def claim(self, node: str) -> Claim:
        evidence = sorted(self.all(node, KG + "evidence"), key=_counted)
        if not evidence:
            raise GraphError(f"{node} has no kg:evidence")
        article = slug(self.one(evidence[0], OA + "hasSource"), "article")
        content = self.one(node, KG + "content")
        return Claim(
            slug=slug(node, "claim").removeprefix(f"{article}/"),
            article=article,
            claimants=self.slugs(node, KG + "claimant", required=True),
            passages=tuple(map(self.passage, evidence)),
            content=self.content(content),
            content_key=content.removeprefix(DATA),
            mode=self.term(node, KG + "mode"),
            certainty=self.term(node, KG + "certainty"),
            polarity=self.term(node, KG + "polarity"),
            reported_by=self.chain(node),
            denies=next((slug(other, "claim") for other in self.all(node, KG + "denies")), ""),
            hedges=tuple(map(self.hedge, sorted(self.all(node, KG + "hedge"), key=_counted))),
            said_on=self.first(node, KG + "saidOn"),
            condition=self.first(node, KG + "condition"),
            no_interval=self.first(node, KG + "noInterval"),
            resolution=self.term(node, KG + "resolution"),
            resolved_by=tuple(sorted(_resolver(other, article) for other in self.all(node, KG + "resolvedBy"))),
            note=self.first(node, SKOS + "note"),
        )

    def content(self, node: str) -> Content:
        if node in self.events:
            return self.events[node]
        types = self.all(node, RDF_TYPE)
        if KG + "Stance" in types:
            return self.stance(node)
        if KG + "Leverage" in types:
            return self.leverage(node)
        raise GraphError(f"{node} is no kg:Stance, kg:Event or kg:Leverage")

    def stance(self, node: str) -> Stance:
        target = self.one(node, KG + "target")
        return Stance(
            holders=self.slugs(node, KG + "holder", required=True),
            target=target.removeprefix(DATA).partition("/")[2] if target.startswith(DATA) else target,
            type=self.term(node, KG + "stanceType"),
            position=self.number(node, KG + "position"),
            construed_as=self.first(node, KG + "construedAs"),
            reason=self.first(node, KG + "numberReason"),
        )

    def leverage(self, node: str) -> Leverage:
        return Leverage(
            wielders=self.slugs(node, KG + "wielder", required=True),
            over=self.slugs(node, KG + "over", required=True),
            instrument=self.first(node, KG + "instrument"),
            instrument_issue=next(iter(self.slugs(node, KG + "instrumentIssue")), ""),
            effect=self.term(node, KG + "effect"),
            strength=self.term(node, KG + "strength"),
            aim=self.first(node, KG + "aim"),
            condition=self.first(node, KG + "condition"),
            quantities=self.quantities(node),
        )

    def quantities(self, node: str) -> tuple[Quantity, ...]:
        return tuple(
            Quantity(self.number(q, KG + "amount"), self.first(q, KG + "unit"), self.first(q, KG + "change"))
            for q in sorted(self.all(node, KG + "quantity"), key=_counted)
        )

    def chain(self, node: str) -> tuple[str, ...]:
        """Who passed it on, in the order of the steps where the graph has them."""
        steps = sorted(self.all(node, KG + "report"), key=lambda r: int(self.first(r, KG + "order") or 0))
        ordered = [name for step in steps for name in self.slugs(step, PROV + "agent")]
        return tuple(dict.fromkeys([*ordered, *self.slugs(node, KG + "reportedBy")]))

    def hedge(self, node: str) -> Hedge:
        bounded = bool(self.all(node, KG + "lower"))
        return Hedge(
            words=self.first(node, KG + "words"),
            likelihood=self.term(node, KG + "likelihood"),
            lower=self.number(node, KG + "lower") if bounded else None,
            upper=self.number(node, KG + "upper") if bounded else None,
            reason=self.first(node, KG + "readingReason"),
        )

    def passage(self, node: str) -> Passage:
        selectors = self.all(node, OA + "hasSelector")

        def find(name: str) -> str:
            return next((value for s in selectors for value in self.all(s, OA + name)), "")

        start = int(find("start") or 0)
        exact = find("exact")
        return Passage(exact, start, int(find("end") or start + len(exact)), find("prefix"), find("suffix"))

    def all(self, node: str, predicate: str) -> list[str]:
        return self.about.get(node, {}).get(predicate, [])

    def first(self, node: str, predicate: str) -> str:
        """The value of a property, the smallest where somebody gave several, or an empty string."""
        return min(self.all(node, predicate), default="")

    def one(self, node: str, predicate: str) -> str:
        value = self.first(node, predicate)
        if not value:
            raise GraphError(f"{node} has no {_short(predicate)}")
        return value

    def slugs(self, node: str, predicate: str, *, required: bool = False) -> tuple[str, ...]:
        found = tuple(sorted({_any_slug(value) for value in self.all(node, predicate)}))
        if required and not found:
            raise GraphError(f"{node} has no {_short(predicate)}")
        return found

    def term(self, node: str, predicate: str) -> str:
        value = self.first(node, predicate)
        return self.vocabulary.notation(value) if value else ""

    def number(self, node: str, predicate: str) -> Decimal:
        value = self.one(node, predicate)
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise GraphError(f"{node} has {_short(predicate)} {value!r}, which is no number") from None
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def slug(node: str, kind: str) -> str:
    """The slug in an IRI of ours, or the whole IRI where it is somebody else's."""
    return node.removeprefix(f"{DATA}{kind}/")


def _any_slug(node: str) -> str:
    return node.removeprefix(DATA).partition("/")[2] if node.startswith(DATA) else node


def _resolver(node: str, article: str) -> str:
    if node.startswith(DATA + "event/"):
        return slug(node, "event")
    return slug(node, "claim").removeprefix(f"{article}/")


def _counted(node: str) -> tuple[int, str]:
    """Nodes that end in a number come in its order: …/2 before …/10."""
    number = node.rpartition("/")[2]
    return (int(number) if number.isdecimal() else 0, node)


def _place(claim: Claim) -> tuple[str, int, str]:
    return (claim.article, claim.passages[0].start, claim.slug)


def _short(predicate: str) -> str:
    return next((f"{p}:{predicate.removeprefix(ns)}" for p, ns in PREFIXES.items() if predicate.startswith(ns)), predicate)
