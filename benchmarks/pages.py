"""The two pages that `benchmarks.view` opens: ours, and that of plain pyvis with the same actors and ties.

The network is made in memory with as many actors and ties as are asked for, the same one for the same seed; nothing
else is a node of it. Some actors are named far more often than most. Each tie has one to four claims, each claim a
sentence of its own in an article that has about 33 of them.
"""

from __future__ import annotations

import random as chances
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pyvis.network import Network as Pyvis

from benchmarks.networks import FRIENDLY, HOSTILE
from benchmarks.words import EFFECTS, FIRST, INSTRUMENTS, PLACES, STATES, STRENGTHS, TOPICS
from kg.model.records import Actor, Article, Claim, Corpus, Leverage, Passage, Stance
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.rdf import ontology
from kg.web.view.html import view
from kg.web.view.payload import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from kg.network.network import Network

Key: TypeAlias = tuple[str, str, str]

FIRST_DAY = date(2015, 1, 1)
DAYS = 730
CLAIMS_PER_ARTICLE = 33
SENTENCES = 4
LEVERAGE = 0.3
KINDS = ("state",) * 5 + ("international-body",) + ("person",) * 9 + ("organization",) * 5
MODES = ("reported",) * 15 + ("interpreted", "forecast", "conditional")
MANIFEST = {"as_of": "2016-12-31", "dataset": "0" * 64, "parameters": {"tau": 0.25}}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
# How often a name comes up goes with its place to the power of this.
SKEW = -0.6


def generated(actors: int, wanted: int, seed: int = 1) -> Network:
    """A network of so many actors and ties; raises ValueError where the ties are too few to name every actor once."""
    if not 2 <= actors <= wanted + 1 or wanted > actors * (actors - 1):
        raise ValueError(f"{wanted} ties cannot join {actors} actors: from {actors - 1} to {actors * (actors - 1)} can")
    random = chances.Random(f"{seed}/{actors}/{wanted}")
    people = {actor.slug: actor for actor in _actors(random, actors)}
    planned = [
        (tie, _content(random, tie))
        for tie in _ties(random, list(people), wanted)
        for _ in range(random.choice((1, 1, 1, 2, 2, 4)))
    ]
    random.shuffle(planned)
    articles: dict[str, Article] = {}
    claims: list[Claim] = []
    for number, first in enumerate(range(0, len(planned), CLAIMS_PER_ARTICLE)):
        article, found = _article(random, number, planned[first : first + CLAIMS_PER_ARTICLE], people)
        articles[article.slug] = article
        claims += found
    corpus = Corpus(people, {}, {}, articles, tuple(claims))
    return network_of(corpus, ontology.load())


def distinct_ties(network: Network) -> list[Key]:
    """Each tie once, whatever number of claims it has."""
    return sorted({(tie.relation, tie.source, tie.target) for tie in network.ties})


def our_page(network: Network, limit: int = LIMIT) -> str:
    """The page as `kg build` makes it, with at most so many nodes."""
    return view(network, tensions(network), MANIFEST, limit)


def plain_page(network: Network) -> str:
    """The page that pyvis makes of the same actors and ties with its defaults; directed, or it would drop some."""
    page = Pyvis(directed=True, cdn_resources="in_line")
    for slug in network:
        page.add_node(slug, label=network.label(slug), title=network.kind(slug))
    for relation, source, target in distinct_ties(network):
        page.add_edge(source, target, title=relation)
    return str(page.generate_html())


def _actors(random: Random, count: int) -> Iterator[Actor]:
    for number in range(count):
        kind = random.choice(KINDS)
        place, name = STATES[number % len(STATES)][1], FIRST[number % len(FIRST)]
        label = {"state": place, "person": name}.get(kind, f"{place} {random.choice(TOPICS)}".title())
        yield Actor(f"actor-{number:04}", kind, f"{label} {number}")


def _ties(random: Random, names: Sequence[str], wanted: int) -> list[Key]:
    """Every name in at least one tie, and then more ties between those that come up often."""
    weights = [(place + 3) ** SKEW for place in range(len(names))]
    found: dict[tuple[str, str], Key] = {}

    def add(a: str, b: str) -> None:
        if a != b and (a, b) not in found:
            found[a, b] = ("leverage" if random.random() < LEVERAGE else "stance", a, b)

    for place, name in enumerate(names[1:], 1):
        add(name, random.choices(names[:place], weights[:place])[0])
    while len(found) < wanted:
        add(*random.choices(names, weights, k=2))
    return list(found.values())


def _content(random: Random, tie: Key) -> Stance | Leverage:
    relation, a, b = tie
    if relation == "leverage":
        instrument = f"{random.choice(INSTRUMENTS)} {random.choice(TOPICS)}"
        return Leverage((a,), (b,), instrument, random.choice(EFFECTS), random.choice(STRENGTHS))
    term, number = random.choice([*FRIENDLY.items(), *HOSTILE.items()])
    return Stance((a,), b, term, Decimal(number))


def _article(
    random: Random, number: int, planned: Sequence[tuple[Key, Stance | Leverage]], people: dict[str, Actor]
) -> tuple[Article, list[Claim]]:
    """An article and its claims, each of which quotes one sentence of it."""
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    slug, voices = f"{day:%Y-%m}-report-{number:04}", list(people)
    article = Article(slug, f"Report {number}", random.choice(voices), day.isoformat(), "given", "")
    text, claims = "", []
    for index, ((_, source, target), content) in enumerate(planned):
        quote = _sentence(random, content, people[source].label, people[target].label)
        passage = Passage(quote, len(text), len(text) + len(quote))
        text += quote + ("\n\n" if index % SENTENCES == SENTENCES - 1 else " ")
        voice = (random.choice(voices),) if random.random() < 0.5 else article.voice
        name, mode = f"claim-{index:02}", random.choice(MODES)
        claims.append(Claim(name, slug, voice, (passage,), content, f"{slug}/{name}", mode, "certain"))
    return replace(article, text=text), claims


def _sentence(random: Random, content: Stance | Leverage, source: str, target: str) -> str:
    if isinstance(content, Leverage):
        does = f"could move {target} by {content.instrument}"
    else:
        does = f"{'opposed' if content.position < 0 else 'backed'} {target} over {random.choice(TOPICS)}"
    return f"On {random.choice(WEEKDAYS)} {source} {does}, it was said in {random.choice(PLACES)}."
