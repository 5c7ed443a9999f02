"""Corpus → networkx: actors, issues and events as nodes, one tie for each claim and pair of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from kg.model.dates import DateError, span
from kg.model.records import Event, Leverage, Stance, contested
from kg.rdf.properties import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from kg.model.records import Actor, Article, Claim, ContentKind, Corpus, Issue
    from kg.model.vocabulary import Term, Vocabulary

Network: TypeAlias = "nx.MultiDiGraph[str]"


@dataclass(frozen=True, slots=True)
class Tie:
    """One claim about one ordered pair of nodes; `contested` where some claim says the opposite of its content.

    `intensity` is from -1 to 1 for stances and events, None for leverage; `strength` from 0 to 1 for leverage, None for
    the others. `probability` is that of the claim,
    `reliability` the weight of its article, `day` the one from which the claim ages; None where nothing is dated.
    """

    key: str
    source: str
    target: str
    relation: ContentKind
    claim: Claim
    article: Article
    contested: bool
    intensity: float | None
    strength: float | None
    probability: float
    reliability: float
    day: date | None


def network(corpus: Corpus, vocabulary: Vocabulary) -> Network:
    """The directed multigraph of a corpus.

    Nodes are slugs with `kind`, `label`, `record`, and `acts_for` where an actor acts for another. Edges have the key
    of their tie, the tie itself as `tie`, and `relation`, `intensity`, `mode`, `polarity`, `claim` to filter by. The
    order of nodes and edges is that of the corpus, sorted by slug. Raises GraphError where two kinds of things have one
    slug, or a date is none.
    """
    graph: Network = nx.MultiDiGraph()
    for actor in corpus.actors.values():
        _add(graph, actor, actor.kind, actor.acts_for)
    for issue in corpus.issues.values():
        _add(graph, issue, "issue")
    for event in corpus.events.values():
        _add(graph, event, "event")
    graph.graph["newest_day"] = max(filter(None, (_last(a.published) for a in corpus.articles.values())), default=None)
    graph.graph["claims"] = {claim.key: claim for claim in corpus.claims}
    graph.graph["articles"] = dict(corpus.articles)
    certainties = vocabulary.terms("Certainty")
    graph.graph["probabilities"] = {claim.key: probability(claim, certainties) for claim in corpus.claims}
    stance_types = vocabulary.terms("StanceType").values()
    graph.graph["stance_labels"] = {term.notation: term.label for term in stance_types}
    graph.graph["mutual_stances"] = frozenset(term.notation for term in stance_types if term.mutual)
    for tie in _ties(corpus, vocabulary):
        graph.add_edge(
            tie.source,
            tie.target,
            key=tie.key,
            tie=tie,
            relation=tie.relation,
            intensity=tie.intensity,
            mode=tie.claim.mode,
            polarity=tie.claim.polarity,
            claim=tie.claim.key,
        )
    return graph


def ties(graph: Network) -> Iterator[Tie]:
    """Every tie of a network, in its order."""
    for _, _, data in graph.edges(data=True):
        yield data["tie"]


def _add(graph: Network, record: Actor | Issue | Event, kind: str, acts_for: str = "") -> None:
    if record.slug in graph:
        taken = graph.nodes[record.slug]["kind"]
        raise GraphError(f"{record.slug!r} is both {taken} and {kind}; every actor, issue or event needs its own slug")
    graph.add_node(record.slug, kind=kind, label=record.label, record=record, acts_for=acts_for)


def _ties(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Tie]:
    disputed = contested(corpus.claims)
    certainties = vocabulary.terms("Certainty")
    reliabilities = vocabulary.terms("Reliability")
    strengths = vocabulary.terms("Strength")
    for claim in corpus.claims:
        article = corpus.articles.get(claim.article)
        if article is None:
            continue
        for index, (source, target) in enumerate(pairs(claim), 1):
            yield Tie(
                key=f"{claim.key}#{index}",
                source=source,
                target=target,
                relation=claim.content.kind,
                claim=claim,
                article=article,
                contested=claim.content_key in disputed,
                intensity=intensity(claim),
                strength=strength(claim, strengths),
                probability=probability(claim, certainties),
                reliability=_number(reliabilities, article.reliability, "F"),
                day=day(claim, article),
            )


def pairs(claim: Claim) -> list[tuple[str, str]]:
    """The ordered pairs of nodes that the content of a claim joins.

    Every holder with the target, every wielder with everyone over whom; every initiator of an event with every other
    recipient, or with the issues it is about where it has no recipient.
    """
    match claim.content:
        case Stance(holders=sources, target=target):
            targets: tuple[str, ...] = (target,)
        case Event(initiators=sources, recipients=recipients, about=about):
            targets = recipients or about
        case Leverage(wielders=sources, over=targets):
            pass
    return [(source, target) for source in sources for target in targets if source != target]


def intensity(claim: Claim) -> float | None:
    """How friendly (1) or hostile (-1) the content is: a stance's position, a tenth of an event's Goldstein value."""
    match claim.content:
        case Stance(position=position):
            return float(position)
        case Event(goldstein=goldstein):
            return float(goldstein / 10)
        case _:
            return None


def strength(claim: Claim, strengths: Mapping[str, Term]) -> float | None:
    """How strong a leverage is said to be, from 0 (does not work) to 1, or None for anything else."""
    if isinstance(claim.content, Leverage):
        return _number(strengths, claim.content.strength, "none")
    return None


def probability(claim: Claim, certainties: Mapping[str, Term]) -> float:
    """The middle of the hedge's interval, or the default of the class of certainty."""
    for hedge in claim.hedges:
        if hedge.lower is not None and hedge.upper is not None:
            return float((hedge.lower + hedge.upper) / 2)
    return _number(certainties, claim.certainty, "unspecified")


def day(claim: Claim, article: Article) -> date | None:
    """The day from which a claim ages.

    For an event the last day that its date means, but no later than the article, and the article's day where the date
    is open or missing; for anything else the last day that `said_on` means, or the article's.
    """
    published = _last(article.published)
    if isinstance(claim.content, Event):
        happened = _last(claim.content.when)
        return min(happened, published) if happened and published else happened or published
    return _last(claim.said_on) or published


def _last(text: str) -> date | None:
    try:
        return span(text).latest if text else None
    except DateError as error:
        raise GraphError(str(error)) from None


def _number(terms: Mapping[str, Term], notation: str, otherwise: str) -> float:
    """The default number of a term; of the term for "not known" where there is no such term, or it has none."""
    term = terms.get(notation)
    number = term.number if term is not None and term.number is not None else terms[otherwise].number
    return float(number or 0)
