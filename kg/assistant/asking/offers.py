"""For who has no model: the commands and stored queries that fit the words of a question, best first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.assistant.tools.search import WORD, stem, terms
from kg.model.vocabulary import searchable
from kg.rdf.stored_queries import stored_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model.vocabulary import Vocabulary
    from kg.network.network import Network

MOST_OFFERS = 8
MOST_ACTORS = 2
# What fits whoever is named, whatever is asked of them.
ALWAYS = ("kg explain ", "kg claims --actor ")
# Names that short are words as well, as US is, and count only as they are written.
SHORT_NAME = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """A command line with places for actors, what it answers, and further words by which people ask for that."""

    command: str
    answers: str
    words: str

    @property
    def actors(self) -> int:
        """How many actors it names."""
        return sum(place in self.command for place in ("{a}", "{b}"))


PATTERNS = (
    Pattern("kg explain {a} {b}", "Why the two are in tension or friendly, claim by claim.",
            "tension tense hostile hostility conflict rivalry enemy friend friendly relation"),
    Pattern("kg timeline {a} {b}", "How their tension came about, and what moved it.",
            "change develop history course time since when evolve trend rise fall worse better"),
    Pattern("kg alignment {a} {b}", "On which issues the two agree and conflict.",
            "agreement position side issue stance"),
    Pattern("kg leverage --paths {a} {b}", "Through whom the first can move the second.",
            "influence power pressure move force through lever"),
    Pattern("kg leverage --over {a}", "Who can move it, by what, and who doubts that.",
            "influence power pressure move force coerce lever sway over"),
    Pattern("kg leverage --by {a}", "Whom it can move, by what, and who doubts that.",
            "influence power pressure move force coerce lever sway"),
    Pattern("kg disputes --actor {a}", "What about it is denied or contradicted, and what rests on that.",
            "deny denied denial disagree contradict contested dispute controversy true"),
    Pattern("kg claims --claimant {a}", "Everything that it says itself.", "say said view position think statement"),
    Pattern("kg claims --actor {a}", "Every claim about it.", "say said about do does"),
    Pattern("kg forecasts --claimant {a}", "What it forecast, and what came of it.",
            "predict prediction expect future likely"),
    Pattern("kg tension", "Every pair of actors, the most tense first.",
            "tense hostile hostility conflict rivalry enemy friend friendly relation worst"),
    Pattern("kg leverage", "Who can move whom, by what.", "influence power pressure move force coerce lever sway"),
    Pattern("kg disputes", "What is denied or contradicted, and what rests on it.",
            "deny denied denial disagree contradict contested dispute controversy true"),
    Pattern("kg forecasts", "Who forecast what, how likely, and what came of it.",
            "predict prediction expect future likely probability accurate"),
    Pattern("kg balance", "Triads, camps, and who stands between.", "camp bloc alliance ally third between broker"),
    Pattern("kg alignment", "Who agrees and conflicts with whom on the issues.",
            "agreement position side stance support oppose"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A command line that can be run as it is, and what it answers."""

    command: str
    answers: str


def actors_named(network: Network, question: str) -> list[str]:
    """The slugs of the actors that a question names, by any of their names, in its order."""
    folded = searchable(question)
    found: dict[str, tuple[int, int]] = {}
    for slug, actor in network.actors.items():
        for name in (*actor.names, *([actor.iso3] if actor.iso3 else [])):
            short = len(name) <= SHORT_NAME
            wanted, text = (name, question) if short else (searchable(name), folded)
            place = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) if len(wanted) > 1 else None
            if place is not None and place.end() - place.start() > found.get(slug, (0, 0))[1]:
                found[slug] = (place.start(), place.end() - place.start())
    return sorted(found, key=lambda slug: found[slug])


def offers(network: Network, vocabulary: Vocabulary, question: str) -> list[Offer]:
    """What to run, best first: commands and stored queries by the words that they share with a question.

    A rare word counts more than one of many; a command for as many actors as are named goes before one for fewer.
    """
    words = {stem(word) for word in terms(question)}
    candidates = [*_commands(actors_named(network, question)), *_stored(vocabulary)]
    texts = [set(map(stem, WORD.findall(searchable(text)))) for _, _, text in candidates]
    frequency = Counter(word for text in texts for word in text)
    scored = []
    for place, ((offer, actors, _), text) in enumerate(zip(candidates, texts, strict=True)):
        shared = sum(log(1 + len(texts) / frequency[word]) for word in words & text)
        if shared > 0 or offer.command.startswith(ALWAYS):
            scored.append((-shared - actors, place, offer))
    return [offer for _, _, offer in sorted(scored, key=itemgetter(0, 1))[:MOST_OFFERS]]


def _commands(actors: Sequence[str]) -> Iterator[tuple[Offer, int, str]]:
    """The commands that can be filled in with the actors that are named, with their number and words."""
    for pattern in PATTERNS:
        if pattern.actors == 1:
            filled = [pattern.command.format(a=actor) for actor in actors[:MOST_ACTORS]]
        elif pattern.actors <= len(actors):
            filled = [pattern.command.format(**dict(zip("ab", actors, strict=False)))]
        else:
            filled = []
        for command in filled:
            yield Offer(command, pattern.answers), pattern.actors, f"{pattern.answers} {pattern.words}"


def _stored(vocabulary: Vocabulary) -> Iterator[tuple[Offer, int, str]]:
    for query in stored_queries(vocabulary).values():
        offer = Offer(f"kg query --name {query.name}", query.question)
        yield offer, 0, f"{query.name} {query.question}"
