"""Networks of a stated number of dyads, made in memory, the same one for the same seed.

Actors stand in three camps and are named the more often the earlier they come, so that a few have dyads with nearly
everybody and most have few; a few dyads have hundreds of claims and most have one or two. About 33 claims make an
article, over two years. Besides what bears on the dyads there are leverage, stances on issues, interpretations,
forecasts (some settled), conditionals and denials.
"""

from __future__ import annotations

import random as chances
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from benchmarks.words import EFFECTS, INSTRUMENTS, STRENGTHS, TOPICS
from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Stance
from kg.network.network import network_of
from kg.rdf import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from kg.model.records import Content
    from kg.network.network import Network

Pair: TypeAlias = tuple[str, str]
Draw: TypeAlias = Callable[[], str]
T = TypeVar("T")

FIRST_DAY = date(2015, 1, 1)
DAYS = 730
CLAIMS_PER_ARTICLE = 33
CAMPS = 3
# For each dyad, on top of the one claim that it has for sure.
MORE_CLAIMS, LEVERAGES, ISSUE_STANCES = 2.0, 0.3, 0.6
DENIALS = 0.05
MODES = ("reported",) * 14 + ("interpreted",) * 2 + ("forecast",) * 3 + ("conditional",)
CERTAINTIES = ("certain",) * 6 + ("probable", "possible", "unspecified", "unspecified")
GRADES = ("A1", "B2", "B3", "C3", "C6", "D4", "F6")
SETTLED = ("fulfilled", "partly-fulfilled", "failed")
LIKELIHOODS = (("likely", "0.55", "0.80"), ("very likely", "0.80", "0.95"), ("unlikely", "0.20", "0.45"))
FRIENDLY = {"supports": "0.7", "seeks-closer-ties-with": "0.5", "open-to": "0.3"}
HOSTILE = {"opposes": "-0.7", "criticizes": "-0.5", "displeased-with": "-0.4"}
FRIENDLY_ACTS = {"CONSULT": "2.5", "AID": "10", "SUPPORT": "5"}
HOSTILE_ACTS = {"SANCTION": "-6", "ACCUSE": "-3", "THREATEN": "-3.5"}


def drawn_network(dyads: int, seed: int = 1) -> Network:
    """A network in which so many dyads have a score on its newest day; raises ValueError for fewer than 20."""
    return network_of(corpus_of(dyads, seed), ontology.load())


def corpus_of(dyads: int, seed: int = 1) -> Corpus:
    """The records of such a network, without the articles' texts."""
    if dyads < 20:
        raise ValueError(f"{dyads} dyads make no network with all kinds of claims; ask for 20 or more")
    writer = _Writer(chances.Random(f"{seed}/{dyads}"), dyads)
    claims = _settled(writer.random, list(writer.claims()))
    events = {c.content.slug: c.content for c in claims if isinstance(c.content, Event)}
    return Corpus(writer.actors, writer.issues, dict(sorted(events.items())), writer.articles, tuple(claims))


@dataclass
class _Writer:
    """Everybody and everything that can be named, and the claims that name them."""

    random: Random
    dyads: int
    actors: dict[str, Actor] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    camp: dict[str, int] = field(default_factory=dict)
    envoys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        states = [f"state-{n:04}" for n in range(round(2 * self.dyads**0.7))]
        for slug in states:
            self._add(slug, "state")
            self.camp[slug] = self.random.randrange(CAMPS)
        for slug in states[::4]:
            self.envoys[slug] = f"envoy-of-{slug}"
            self._add(self.envoys[slug], "person", acts_for=slug)
        for topic in range(round(self.dyads**0.5)):
            label = f"{TOPICS[topic % len(TOPICS)]} {topic}"
            self.issues[f"issue-{topic:03}"] = Issue(f"issue-{topic:03}", label, f"What becomes of {label}.")
        self.issue = _skewed(self.random, list(self.issues), 0.5)
        self.state = _skewed(self.random, states, 0.7)
        self.pairs = list(self._pairs())

    def _add(self, slug: str, kind: str, acts_for: str = "") -> None:
        self.actors[slug] = Actor(slug, kind, slug.replace("-", " ").capitalize(), acts_for=acts_for)

    def _pairs(self) -> Iterator[Pair]:
        """As many distinct pairs of states as there are to be dyads."""
        known: set[Pair] = set()
        while len(known) < self.dyads:
            a, b = self.state(), self.state()
            pair = min(a, b), max(a, b)
            if a != b and pair not in known:
                known.add(pair)
                yield pair

    def claims(self) -> Iterator[Claim]:
        """Every claim, by article; what denies another comes after it."""
        plans = self._plans()
        count = -(-len(plans) // CLAIMS_PER_ARTICLE)
        voices = [f"outlet-{n:03}" for n in range(round(2 * count**0.6))]
        voices += [f"analyst-{n:03}" for n in range(round(4 * count**0.6))]
        for slug in voices:
            self._add(slug, "organization" if slug.startswith("outlet") else "person")
        self.random.shuffle(voices)
        outlet = _skewed(self.random, [slug for slug in voices if slug.startswith("outlet")], 0.8)
        voice = _skewed(self.random, voices, 0.8)
        days = sorted(self.random.randrange(30, DAYS) for _ in range(count))
        earlier: list[Claim] = []
        for number, days_after in enumerate(days):
            article = self._article(number, FIRST_DAY + timedelta(days=days_after), outlet())
            for index, plan in enumerate(plans[number * CLAIMS_PER_ARTICLE : (number + 1) * CLAIMS_PER_ARTICLE]):
                claim = self._claim(article, index, plan, voice)
                yield claim
                if earlier and self.random.random() < DENIALS:
                    yield self._denial(article, index, self.random.choice(earlier[-2_000:]), voice)
                elif claim.mode == "reported":
                    earlier.append(claim)

    def _plans(self) -> list[tuple[str, Pair]]:
        """What is claimed of whom, in no order."""
        pair = _skewed(self.random, self.pairs, 0.7)
        plans = [("sure", sure) for sure in self.pairs]
        for kind, share in (("more", MORE_CLAIMS), ("leverage", LEVERAGES), ("issue", ISSUE_STANCES)):
            plans += [(kind, pair()) for _ in range(round(self.dyads * share))]
        self.random.shuffle(plans)
        return plans

    def _article(self, number: int, day: date, outlet: str) -> Article:
        slug, grade = f"{day:%Y-%m}-report-{number:05}", self.random.choice(GRADES)
        made = Article(slug, f"Report {number}", outlet, day.isoformat(), "given", "", (), grade[0], grade[1])
        self.articles[slug] = made
        return made

    def _claim(self, article: Article, index: int, plan: tuple[str, Pair], voice: Draw) -> Claim:
        kind, pair = plan
        slug = f"claim-{index:02}"
        content = self._content(kind, pair, article, slug)
        mode = "reported" if kind in ("sure", "issue") else self.random.choice(MODES)
        own = content.slug if isinstance(content, Event) else f"{article.slug}/{slug}"
        return Claim(
            slug=slug,
            article=article.slug,
            claimants=self._claimants(article, voice),
            passages=(Passage(f"what {slug} of {article.title} says", 0, 10),),
            content=content,
            content_key=f"{content.kind}/{own}",
            mode=mode,
            certainty=self.random.choice(CERTAINTIES),
            hedges=self._hedges(mode),
            condition="if the talks fail" if mode == "conditional" else "",
            resolution="pending" if mode == "forecast" else "",
        )

    def _claimants(self, article: Article, voice: Draw) -> tuple[str, ...]:
        chance = self.random.random()
        if chance < 0.5:
            return article.voice
        if chance < 0.6:
            return (self.state(),)
        return tuple(sorted({voice(), voice()})) if chance < 0.65 else (voice(),)

    def _hedges(self, mode: str) -> tuple[Hedge, ...]:
        if mode != "forecast" or self.random.random() < 0.3:
            return ()
        words, lower, upper = self.random.choice(LIKELIHOODS)
        return (Hedge(words, words.replace(" ", "-"), Decimal(lower), Decimal(upper)),)

    def _content(self, kind: str, pair: Pair, article: Article, slug: str) -> Content:
        a, b = self.random.sample(pair, 2)
        friendly = self.random.random() < (0.8 if self.camp[a] == self.camp[b] else 0.25)
        who = self.envoys.get(a, a) if self.random.random() < 0.3 else a
        if kind == "leverage":
            instrument = f"{self.random.choice(INSTRUMENTS)} {self.random.choice(TOPICS)}"
            return Leverage((who,), (b,), instrument, self.random.choice(EFFECTS), self.random.choice(STRENGTHS))
        if kind == "issue" or self.random.random() < 0.6:
            # Those of a camp tend to one side of an issue.
            issue = self.issue()
            side = friendly if kind != "issue" else (self.camp[a] + int(issue[-1])) % CAMPS > 0
            term, number = self.random.choice(list((FRIENDLY if side else HOSTILE).items()))
            return Stance((who,), issue if kind == "issue" else b, term, Decimal(number))
        term, number = self.random.choice(list((FRIENDLY_ACTS if friendly else HOSTILE_ACTS).items()))
        when = date.fromisoformat(article.published) - timedelta(days=int(120 * self.random.random() ** 2))
        name = f"{article.slug}/{slug}"
        return Event(name, f"Event {name}", term, Decimal(number), (who,), (b,), (self.issue(),), when.isoformat())

    def _denial(self, article: Article, index: int, of: Claim, voice: Draw) -> Claim:
        who = self._claimants(article, voice)
        return replace(
            of, slug=f"denial-{index:02}", article=article.slug, claimants=who, polarity="denied", denies=of.key
        )  # fmt: skip


def _skewed(random: Random, things: list[T], skew: float) -> Callable[[], T]:
    """Draws one of some things; the n-th is as likely as n to the power of -skew."""
    weights = list(accumulate((place + 5) ** -skew for place in range(len(things))))
    return lambda: random.choices(things, cum_weights=weights)[0]


def _settled(random: Random, claims: list[Claim]) -> list[Claim]:
    """The claims with every third forecast settled by a later one."""
    found = list(claims)
    for place, claim in enumerate(claims[: -2 * CLAIMS_PER_ARTICLE]):
        if claim.mode == "forecast" and random.random() < 1 / 3:
            later = claims[random.randrange(place + 2 * CLAIMS_PER_ARTICLE, len(claims))]
            found[place] = replace(claim, resolution=random.choice(SETTLED), resolved_by=(later.key,))
    return found
