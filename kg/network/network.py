"""Corpus → Network: actors, issues and events as nodes, one tie for each claim and pair of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kg.model.dates import DateError, span
from kg.model.description import NOT_DESCRIBED, Description
from kg.model.records import (
    Actor,
    Article,
    Claim,
    ContentKind,
    Event,
    GraphError,
    Issue,
    Leverage,
    Stance,
    contested,
    ends_of_chains,
    original_of,
)
from kg.model.wording import isolated, spaced
from kg.network.actors import Names, slug_called, slugs_by_name
from kg.network.copies import repeated, speaking
from kg.network.joint import is_joint, many, spokes
from kg.network.known import as_known, known_from, reported_event, without_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.measure.lens import Lens, Level
    from kg.model.records import Corpus, Pursuit
    from kg.model.vocabulary import Term, Vocabulary

T = TypeVar("T")
# The least weight of an edge: centralities in other programs are undefined where one has none, and it is the least
# that the 6 places of files hold.
PLACES = 6
LEAST_WEIGHT = 10.0**-PLACES


@dataclass(frozen=True, slots=True)
class Tie:
    """One claim about one ordered pair of nodes; `contested` is set if some claim says the opposite of its content.

    `intensity` is from -1 to 1 for stances and events, None for leverage; `strength` from 0 to 1 for leverage, None for
    the others. `probability` is that of the claim, `reliability` the weight of its article, `day` the one from which
    the claim ages, or None if nothing is dated. `speakers` are the claimants, or where these are authors of the article
    all its authors, who are one voice, or where it is a copy the voice of its original (`kg.network.copies`);
    `principals` are those for whom the speakers act in the end. Both are sorted. `original` is the slug of the article
    that its article is a copy of in the end, or of that article itself.
    Where the claim is about an issue and so bears on the target, `over` is that issue, and `pursuit` the claim by which
    the target pursues it, None where the issue is directed at the target. `joint` is set where the claim joins each of
    several with each of several, in more pairs than can be drawn (`kg.network.joint`); of an event one end is then the
    event itself.
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
    speakers: tuple[str, ...]
    principals: tuple[str, ...]
    original: str = ""
    over: str = ""
    pursuit: Claim | None = None
    joint: bool = False

    def voice(self, level: Level) -> str:
        """Who speaks, as one: the speakers, or at level "state" those for whom they act."""
        return " ".join(self.principals if level == "state" else self.speakers)


@dataclass(frozen=True, eq=False)
class Network:
    """Actors, issues and events, and what is said of them: one tie for each claim and pair of them.

    A joint act, such as a treaty of all states, ties its parties to the event and not to each other, so that there are
    as many ties as parties; it counts in the measure for every pair all the same.

    Records are by slug, claims by key, all in the order of the corpus. `probabilities` are those of the claims,
    `labels` those of the terms by scale, `mutual_stances` the types of stances that hold of both sides; `isolates` is
    set where names are put into sentences, `description` what the project says of itself. What is derived is computed
    once, when it is first needed.
    """

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    events: Mapping[str, Event]
    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    ties: tuple[Tie, ...] = ()
    probabilities: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mutual_stances: frozenset[str] = frozenset()
    isolates: bool = False
    description: Description = NOT_DESCRIBED

    def __contains__(self, slug: str) -> bool:
        """Whether an actor, an issue, an event or the end of a tie has this slug."""
        return slug in self._order

    def __iter__(self) -> Iterator[str]:
        """The slugs of all nodes: actors, issues and events, then whatever else ties name."""
        return iter(self._order)

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self._order)

    @cached_property
    def _order(self) -> dict[str, None]:
        ends = (end for tie in self.ties for end in (tie.source, tie.target))
        return dict.fromkeys([*self.records, *ends])

    @cached_property
    def policy_ties(self) -> tuple[Tie, ...]:
        """What positions over issues say of whose policies these are: one tie for each holder and other actor.

        A position counts toward who pursues the issue, reversed toward whom it is directed at, and not toward the
        holder's own side. Who pursues it only by a claim that is not in the network is left out.
        """
        end = self.stands_for("state")
        concerned = {slug: self._concerned(issue) for slug, issue in self.issues.items()}
        found = [
            replace(
                tie,
                key=f"{tie.key}/{'by' if pursuit else 'at'}/{other}",
                target=other,
                intensity=sign * tie.intensity + 0.0,
                over=tie.target,
                pursuit=pursuit,
                joint=many(len(tie.claim.content.holders), len(concerned.get(tie.target, ()))),
            )
            for tie in self.ties
            if isinstance(tie.claim.content, Stance) and tie.intensity is not None
            for other, sign, pursuit in concerned.get(tie.target, ())
            if end.get(tie.source) != end.get(other)
        ]
        return tuple(found)

    @cached_property
    def joint_ties(self) -> tuple[Tie, ...]:
        """The first tie of each joint act, which stands for every pair of its parties in the measure."""
        return tuple({tie.claim.key: tie for tie in reversed(self.ties) if tie.joint}.values())[::-1]

    def _concerned(self, issue: Issue) -> list[tuple[str, int, Claim | None]]:
        """On whom a position over an issue bears, with which sign, and by which claim."""
        pursued = [(each.pursuer, 1, self.claims[each.said_by]) for each in self.pursuits(issue)]
        return [*((other, -1, None) for other in issue.directed_at), *pursued]

    def pursuits(self, issue: Issue) -> list[Pursuit]:
        """Who pursues an issue by claims of the network, each by the one that was known first, in that order."""

        def known(pursuit: Pursuit) -> date:
            article = self.articles.get(self.claims[pursuit.said_by].article)
            return (known_from(article) if article else None) or date.max

        said = sorted((each for each in issue.pursued_by if each.said_by in self.claims), key=known)
        first: dict[str, Pursuit] = {}
        for each in said:
            first.setdefault(each.pursuer, each)
        return list(first.values())

    @cached_property
    def records(self) -> Mapping[str, Actor | Issue | Event]:
        """The record of every actor, issue and event."""
        return {**self.actors, **self.issues, **self.events}

    def kind(self, slug: str) -> str:
        """The kind of an actor, "event", or "issue", which is also what only a tie names."""
        if slug in self.actors:
            return self.actors[slug].kind
        return "event" if slug in self.events else "issue"

    def other_names(self, slug: str) -> tuple[str, ...]:
        """The names of a node besides its label: those in other languages, then its aliases."""
        record = self.records.get(slug)
        return record.names[1:] if record else ()

    def label(self, slug: str) -> str:
        """The label of a node, or its slug where nobody has given it one."""
        record = self.records.get(slug)
        return self.words(record.label if record else slug)

    def words(self, text: str) -> str:
        """Somebody's words as they stand in a sentence: set apart there where they run from right to left."""
        return isolated(text) if self.isolates else text

    @cached_property
    def for_sentences(self) -> Network:
        """The same network, whose labels are set apart from the sentences that people read them in."""
        return replace(self, isolates=True)

    def term_label(self, scale: str, notation: str) -> str:
        """The label that the ontology gives a term of a scale, such as "Mode"; of an unknown term its words."""
        return self.labels.get(scale, {}).get(notation) or spaced(notation)

    @cached_property
    def newest_day(self) -> date | None:
        """The last day that any article's date means, or None without a dated article."""
        return max(filter(None, map(known_from, self.articles.values())), default=None)

    def focus(self, lens: Lens) -> Lens:
        """The lens on a day: its own, else the newest article's of those known, else that by which none was known."""
        if lens.at is not None:
            return lens
        days = filter(None, map(known_from, self.articles.values()))
        known = self.newest_day if lens.known_at is None else max((d for d in days if d <= lens.known_at), default=None)
        return replace(lens, at=known or lens.known_at)

    @cached_property
    def repeats(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that repeat what the same story says already: by key, the keys of those that they repeat.

        They count in no score, and as no second voice.
        """
        return repeated(self.claims.values(), self.articles, lambda claim: day(claim, self.articles[claim.article]))

    @cached_property
    def degrees(self) -> Mapping[str, int]:
        """How many ties end at each node that has any."""
        return Counter(end for tie in self.ties for end in (tie.source, tie.target))

    def stands_for(self, level: str) -> Mapping[str, str]:
        """For every actor the one that it counts as: itself, or at level "state" the end of its chain of `acts_for`.

        A chain ends where it leaves the network; an actor whose chain runs in a circle counts as itself.
        """
        return self._states if level == "state" else {slug: slug for slug in self.actors}

    @cached_property
    def _states(self) -> Mapping[str, str]:
        return ends_of_chains({slug: actor.acts_for for slug, actor in self.actors.items()})

    def actor_slug(self, name: str) -> str:
        """The slug of the actor with this slug, label, alias or ISO code, in any case.

        Raises UnknownActorError, with the nearest names, if no actor goes by it.
        """
        return slug_called(self._names, name)

    @cached_property
    def _names(self) -> Names:
        return slugs_by_name(self.actors.values())

    def as_known(self, day: date) -> Network:
        """The network with the claims of the articles published by that day, as it would have been built then.

        An article is known from the last day that its date means; one without a last day is not known on any. A denial
        that was not published yet contests nothing, and a forecast that was settled only by what was published later
        is pending. Where an article was not known yet, claims are without the curators' notes, which may rest on it.
        Actors, issues and events stay, since they are the curators' list, not news; so does what is a copy of what,
        and whose voice it has. But a copy that was known before its original repeats nothing yet, and its claims count.
        """
        articles = {
            s: article for s, article in self.articles.items() if (known := known_from(article)) and known <= day
        }
        claims = {key: claim for key, claim in self.claims.items() if claim.article in articles}
        spoken_of = {*claims, *filter(None, map(reported_event, claims.values()))}
        claims = {key: as_known(claim, spoken_of.__contains__) for key, claim in claims.items()}
        if len(articles) < len(self.articles):
            claims = {key: without_note(claim) for key, claim in claims.items()}
        disputed = contested(claims.values())
        return replace(
            self,
            articles=articles,
            claims=claims,
            probabilities={key: self.probabilities[key] for key in claims},
            ties=tuple(
                replace(tie, claim=claims[tie.claim.key], contested=tie.claim.content_key in disputed)
                for tie in self.ties
                if tie.claim.key in claims
            ),
        )


def lengths(signed: float | None) -> dict[str, float]:
    """How strong an edge is, and how long: `weight` from LEAST_WEIGHT to 1, without the sign, and `distance`, 1 by it.

    Shortest paths, betweenness and closeness add up distances, everything else weights; neither may be 0. Without a
    value, as with leverage, both are 1.
    """
    weight = 1.0 if signed is None else max(round(abs(signed), PLACES), LEAST_WEIGHT)
    return {"weight": weight, "distance": 1 / weight}


def network_of(corpus: Corpus, vocabulary: Vocabulary) -> Network:
    """The network of a corpus; raises GraphError where two kinds of things have one slug, or a date is none."""
    for article in corpus.articles.values():
        _dated(known_from, article)
    _check_slugs(corpus)
    certainties = vocabulary.terms("Certainty")
    types = vocabulary.terms("StanceType").values()
    return Network(
        actors=corpus.actors,
        issues=corpus.issues,
        events=corpus.events,
        articles=corpus.articles,
        claims={claim.key: claim for claim in corpus.claims},
        ties=_by_pair(_ties(corpus, vocabulary), [*corpus.actors, *corpus.issues, *corpus.events]),
        probabilities={claim.key: probability(claim, certainties) for claim in corpus.claims},
        labels=vocabulary.labels,
        mutual_stances=frozenset(term.notation for term in types if term.mutual),
        description=corpus.description,
    )


def _by_pair(ties: Iterable[Tie], nodes: Iterable[str]) -> tuple[Tie, ...]:
    """Ties by their source, in the order of the nodes, and then by their target, in the order in which it is named."""
    pairs: dict[str, dict[str, list[Tie]]] = {node: {} for node in nodes}
    for tie in ties:
        pairs.setdefault(tie.source, {}).setdefault(tie.target, []).append(tie)
        pairs.setdefault(tie.target, {})
    return tuple(tie for targets in pairs.values() for group in targets.values() for tie in group)


def _check_slugs(corpus: Corpus) -> None:
    """Raises GraphError where two kinds of things have one slug."""
    kinds = {slug: actor.kind for slug, actor in corpus.actors.items()}
    for kind, slugs in (("issue", corpus.issues), ("event", corpus.events)):
        for slug in slugs:
            taken = kinds.setdefault(slug, kind)
            if taken != kind:
                raise GraphError(f"{slug!r} is both {taken} and {kind}; every actor, issue or event needs its own slug")


def _ties(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Tie]:
    disputed = contested(corpus.claims)
    certainties = vocabulary.terms("Certainty")
    reliabilities = vocabulary.terms("Reliability")
    strengths = vocabulary.terms("Strength")
    ends = ends_of_chains({slug: actor.acts_for for slug, actor in corpus.actors.items()})
    for claim in corpus.claims:
        article = corpus.articles.get(claim.article)
        if article is None:
            continue
        speakers = speaking(claim, corpus.articles)
        joint = is_joint(claim)
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
                speakers=tuple(sorted(set(speakers))),
                principals=tuple(sorted({ends.get(slug, slug) for slug in speakers})),
                original=original_of(corpus.articles, article.slug),
                joint=joint,
            )


def pairs(claim: Claim) -> list[tuple[str, str]]:
    """The ordered pairs of nodes that the content of a claim joins.

    Every holder with the target; every wielder with each actor it can move; every initiator of an event with every
    other recipient or, without recipients, with the issues that the event is about. Of a joint act every party with
    the event.
    """
    if isinstance(claim.content, Event) and is_joint(claim):
        return spokes(claim.content)
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
    """The day from which a claim ages, or None where its article has no date.

    The last day that the date of a stance or an event means, but no later than the day on which the claim was said,
    and that day itself where there is no such date or it is open at its end. It was said on the last day that `said_on`
    means, or without one on the day from which its article is known.
    """
    published = _dated(known_from, article)
    if published is None:
        return None
    said = _last(claim.said_on) or published
    when = "" if isinstance(claim.content, Leverage) else claim.content.when
    return min(_last(when) or said, said)


def ended(claim: Claim, on: date) -> bool:
    """Whether a claim is of a position that is said to have ended before a day; what is open at its end has not."""
    content = claim.content
    last = _last(content.when) if isinstance(content, Stance) else None
    return last is not None and last < on


def _last(text: str) -> date | None:
    return _dated(lambda of: span(of).latest, text) if text else None


def _dated(day_of: Callable[[T], date | None], of: T) -> date | None:
    """The day of something; raises GraphError where its date is none."""
    try:
        return day_of(of)
    except DateError as error:
        raise GraphError(str(error)) from None


def _number(terms: Mapping[str, Term], notation: str, otherwise: str) -> float:
    """The default number of a term; of the term for "not known" where there is no such term, or it has none."""
    term = terms.get(notation)
    number = term.number if term is not None and term.number is not None else terms[otherwise].number
    return float(number or 0)
