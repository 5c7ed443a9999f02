"""What the fields of a claim may be, for one passage of an article, each with on what it rests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING

from kg.drafting.attribution import attribution, stands_free
from kg.drafting.mentions import Names
from kg.drafting.modality import denial_in, hedges, mode_of
from kg.drafting.sentences import sentence_at, sentences
from kg.drafting.types import EMPTY, Types, stems_of
from kg.sources.schema import slug_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.drafting.attribution import Attribution
    from kg.drafting.grammar import Grammar
    from kg.drafting.mentions import Mention
    from kg.model.records import Actor, Article, Corpus, Event, Issue
    from kg.model.vocabulary import Vocabulary

MOST_TYPES = 9
MOST_PARTIES = 8
WORDS_OF_ID = 4
# So much of a passage is looked at, with the sentences that it touches; quotes are shorter.
LONGEST = 5_000
# By kind of content the keys of who does it and to whom, and what may stand there.
PARTIES: Mapping[str, tuple[str, str]] = {
    "stance": ("holder", "target"), "event": ("initiator", "recipient"), "leverage": ("wielder", "over")
}  # fmt: skip
TYPE_KEY = {"stance": "type", "event": "type", "leverage": "effect"}
# Verbs and nouns of leverage, behind which stands who is moved.
MOVING = re.compile(
    r"\b(?:compel|forc|press|push|edg|bring|induc|oblig|persuad|deter|prevent|coerc|constrain|convinc|destabiliz"
    r"|destabilis|pressure on|leverage over|influence over|caus)\w*\s+(?:on\s+|over\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
NEAR = 12
STOPS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "for", "from", "had", "has", "have", "he",
    "her", "his", "in", "into", "is", "it", "its", "of", "on", "or", "over", "s", "she", "that", "the", "their", "them",
    "they", "this", "to", "was", "were", "which", "who", "will", "with", "would",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that a field may have, what it is called, and why it may have it."""

    value: str
    label: str
    basis: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """By the path of a field, such as "stance.holder", its suggestions, the best first.

    Those of said-by, reported-by and hedge belong together; of all other fields several are alternatives.

    `mentions` are the slugs that the sentence names, by kind, in its order. `id` is a slug that no claim of the article
    has.
    """

    fields: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class Suggester:
    """Suggests the fields of claims from what a project has; made once for a corpus, and again when that changes.

    With a grammar it is asked first who says something (`kg.drafting.grammar`).
    """

    corpus: Corpus
    vocabulary: Vocabulary
    grammar: Grammar | None = None

    @cached_property
    def names(self) -> Names:
        """What a text may call what the project has."""
        return Names(self.corpus, self.vocabulary)

    @cached_property
    def _empty(self) -> AbstractSet[str]:
        """Words that say nothing of what an issue is about: those of the names of actors, and those of every text."""
        return EMPTY.union(*(stems_of(name) for actor in self.corpus.actors.values() for name in actor.names))

    @cached_property
    def types(self) -> Types:
        """The types, ranked by the codebook and the project's claims."""
        return Types(self.vocabulary, self.corpus.claims)

    def suggest(
        self, article: Article, text: str, spans: Sequence[tuple[int, int]], kind: str, taken: Container[str] = ()
    ) -> Suggestions:
        """What a claim of a kind ("stance", "event", "leverage") on these spans of the article's text may say.

        `taken` are the ids of the article's claims.
        """
        bounds = sentences(text)
        spans = sorted(spans)
        passage = spans[0][0], min(spans[-1][1], spans[0][0] + LONGEST)
        first, last = sentence_at(bounds, *passage)
        if first == last:
            return Suggestions()
        start, end = bounds[first][0], bounds[last - 1][1]
        quote = " ".join(text[one:other] for one, other in spans)[:LONGEST]
        sentence = text[start:end]
        mentions = self.names.mentions(text, start, end)
        said = self.attribution(text, article, bounds, passage)
        fields = self._of_saying(said.claimants, said.reported_by, said.basis)
        fields |= self._of_modality(quote, sentence)
        fields |= self._of_content(kind, text, mentions, passage, said.claimants)
        fields[f"{kind}.{TYPE_KEY[kind]}"] = tuple(
            Suggestion(ranked.term.notation, ranked.term.label, ranked.basis)
            for ranked in self.types.ranked(kind, quote)[:MOST_TYPES]
            if ranked.basis
        )
        named = {
            f"{each}s": tuple(dict.fromkeys(mention.slug for mention in mentions if mention.kind == each))
            for each in ("actor", "issue", "event")
        }
        return Suggestions({path: some for path, some in fields.items() if some}, named, claim_id(quote, taken))

    def attribution(
        self, text: str, article: Article, bounds: Sequence[tuple[int, int]], passage: tuple[int, int]
    ) -> Attribution:
        """Who says a passage, by the grammar of its sentence where there is one and it tells, else by patterns."""
        parsed = self.grammar.attribution(text, self.names, bounds, passage) if self.grammar is not None else None
        return parsed or attribution(text, self.names, article, bounds, passage)

    def _of_saying(
        self, claimants: Iterable[str], reported_by: Iterable[str], basis: str
    ) -> dict[str, tuple[Suggestion, ...]]:
        why = f"“{basis}”" if basis else "the article speaks for itself"
        return {
            "said-by": tuple(self._actor(slug, why) for slug in claimants),
            "reported-by": tuple(self._actor(slug, why) for slug in reported_by),
        }

    def _of_modality(self, quote: str, sentence: str) -> dict[str, tuple[Suggestion, ...]]:
        fields: dict[str, tuple[Suggestion, ...]] = {}
        found = hedges(quote, self.vocabulary)
        fields["hedge"] = tuple(Suggestion(hedge.words, hedge.words, "a hedge in the quote") for hedge in found)
        weakest = min((hedge.certainty for hedge in found), key=_strength, default="certain")
        why = f"“{found[0].words}”" if found else "nothing hedges it"
        fields["certainty"] = (self._term("Certainty", weakest or "unspecified", why),)
        mode, word = mode_of(quote, sentence)
        modes = [self._term("Mode", mode, f"“{word}”" if word else "nothing speaks for another")]
        if mode == "interpreted":
            # Who sees something may be told of, or read into it: the words do not say which.
            modes.append(self._term("Mode", "reported", f"“{word}” may be what is told"))
        fields["mode"] = tuple(modes)
        if word := denial_in(quote, sentence):
            fields["polarity"] = (self._term("Polarity", "denied", f"“{word}”"),)
        return fields

    def _of_content(
        self, kind: str, text: str, mentions: Sequence[Mention], passage: tuple[int, int], claimants: Sequence[str]
    ) -> dict[str, tuple[Suggestion, ...]]:
        """Who does it and to whom: those named in the passage first, then those of its sentence, then who says it."""
        doer, done_to = PARTIES[kind]
        within = [each for each in mentions if passage[0] <= each.start < passage[1]]
        beside = [each for each in mentions if each not in within]
        free = [each for each in within if stands_free(text, each)]
        bound = [each for each in within if each not in free]
        within = [*free, *bound]
        ordered = [*within, *(each for each in beside if each.slug not in claimants)]
        actors = list(dict.fromkeys(each.slug for each in ordered if each.kind == "actor"))
        places = {each.slug: "the passage" for each in reversed(within)}
        holders = [self._actor(slug, f"named in {places.get(slug, 'the sentence')}") for slug in actors]
        holders += [self._actor(slug, "who says it") for slug in claimants if slug not in actors]
        # To whom it is done stands mostly after who does it, and after a preposition or before what it is of.
        objects = [*bound, *reversed(free), *(each for each in beside if each.slug not in claimants)]
        objects = [each for each in objects if each.kind == "actor" or kind == "stance"]
        if kind == "leverage":
            objects = self._moved(text, passage, within) + objects
        others = list(dict.fromkeys((each.kind, each.slug) for each in objects))
        targets = [
            Suggestion(slug, self._label(of, slug), f"named in {places.get(slug, 'the sentence')}")
            for of, slug in others
            if not holders or slug != holders[0].value
        ]
        targets += [each for each in holders[:1] if each.value in actors]
        if kind == "stance":
            targets = [*self._issues_in(text[passage[0] : passage[1]], [each.value for each in targets]), *targets]
        about = self._issues_in(text[passage[0] : passage[1]], []) if kind == "event" else []
        about = [
            Suggestion(each.slug, self._label("issue", each.slug), f"named in {places.get(each.slug, 'the sentence')}")
            for each in ordered
            if each.kind == "issue"
        ] + about
        fields = {
            f"{kind}.{doer}": tuple(holders[:MOST_PARTIES]),
            f"{kind}.{done_to}": _once(targets)[:MOST_PARTIES],
        }
        if kind == "event":
            fields["event.about"] = _once(about)[:MOST_PARTIES]
        return fields

    def _moved(self, text: str, passage: tuple[int, int], within: Sequence[Mention]) -> list[Mention]:
        """The actors that stand right behind a word of moving somebody: compel China, pressure on China."""
        ends = [found.end() for found in MOVING.finditer(text, *passage)]
        near = [each for end in ends for each in within if each.kind == "actor" and 0 <= each.start - end <= NEAR]
        return sorted(near, key=lambda each: each.start)

    def _issues_in(self, words: str, named: Sequence[str]) -> list[Suggestion]:
        """The issues that words name, and then those of whose names they have some words, the most alike first."""
        stems = set(stems_of(words)) - self._empty
        found = []
        for slug, issue in self.corpus.issues.items():
            alike = max(
                (_share(stems, set(stems_of(name)) - self._empty) for name in (issue.label, *issue.aliases)),
                default=0.0,
            )
            score = 2.0 - named.index(slug) / 100 if slug in named else alike
            if score:
                why = "named in the passage" if slug in named else "words of its name are in the passage"
                found.append((score, Suggestion(slug, issue.label, why)))
        return [each for _, each in sorted(found, key=lambda pair: -pair[0])]

    def _actor(self, slug: str, basis: str) -> Suggestion:
        return Suggestion(slug, self._label("actor", slug), basis)

    def _label(self, kind: str, slug: str) -> str:
        registries: Mapping[str, Mapping[str, Actor | Issue | Event]] = {
            "actor": self.corpus.actors, "issue": self.corpus.issues, "event": self.corpus.events
        }  # fmt: skip
        record = registries[kind].get(slug)
        return record.label if record is not None else slug

    def _term(self, scale: str, notation: str, basis: str) -> Suggestion:
        term = self.vocabulary.terms(scale).get(notation)
        return Suggestion(notation, term.label if term is not None else notation, basis)


def _once(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The first suggestion of each value."""
    first: dict[str, Suggestion] = {}
    for each in suggestions:
        first.setdefault(each.value, each)
    return tuple(first.values())


def _strength(certainty: str) -> int:
    return ("possible", "probable", "", "certain").index(certainty)


def _share(stems: AbstractSet[str], names: AbstractSet[str]) -> float:
    """How much of a name stands in a text, from 0 to 1; a name without words that mean something stands nowhere."""
    return len(stems & names) / len(names) if names else 0.0


def claim_id(quote: str, taken: Container[str]) -> str:
    """The first words that mean something as a slug, with a number if it is taken."""
    words = [slug for word in re.findall(r"[^\s\-–—/]+", quote) if (slug := slug_of(word)) and slug not in STOPS]
    plain = "-".join(words[:WORDS_OF_ID]) or "claim"
    return next(slug for slug in chain([plain], (f"{plain}-{n}" for n in count(2))) if slug not in taken)
