"""What a suggested claim must pass, and what a person is told to look at, whoever suggested it.

A quote that does not stand in the article by the product's own matcher, or that is longer than evidence is, is refused.
All else is flagged with its reason: a flag never refuses, since every one of these tests is wrong at times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.drafting.draft import Flag
from kg.drafting.modality import denial_in, hedges
from kg.drafting.sentences import sentence_at, sentences
from kg.drafting.suggestions import TYPE_KEY
from kg.drafting.types import SCALES, stems_of
from kg.model.fields import fields_of
from kg.model.findings import shown
from kg.model.records import Claim, Event, Leverage, Passage, Stance
from kg.model.vocabulary import fold
from kg.model.wording import clipped, listed
from kg.sources.passages import passage
from kg.sources.quotes import FoldedText
from kg.sources.quoting import LONGEST_QUOTE, MOST_OCCURRENCES
from kg.sources.rules.quote_long import END, MOST_SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.drafting.attribution import Attribution
    from kg.drafting.suggestions import Suggester
    from kg.model.records import Actor, Article, Issue

# What is longer is a paragraph and no quote. The longest of the shipped articles has 35 words, 220 characters.
MOST_WORDS = 45
MOST_CHARACTERS = 300
# A paragraph of no more is a heading.
FEW_WORDS = 12
PARAGRAPH_BEFORE = re.compile(r"(?:\A|\n[^\S\n]*\n)[\s\"'“‘«(]*\Z")
PARAGRAPH_AFTER = re.compile(r"[.!?…\"'”’»)。]*[^\S\n]*(?:\n[^\S\n]*\n|\s*\Z)")
# Sentences around a passage in which whoever it names is expected: pronouns lead back so far, "he said" follows.
BEFORE, AFTER = 3, 1
# So far before a quote in its sentence stands what changes it and was left out.
NEAR = 40
CONTENTS: Mapping[str, type] = {"stance": Stance, "event": Event, "leverage": Leverage}
NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|hardly|scarcely|unlikely|unable|unwilling"
    r"|impossible|fails? to|failed to|refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|un(?:true|founded)|false)\b|n['’]t\b",
    re.IGNORECASE,
)
# Before a quote these negate what it says, or take it for untrue.
NEGATION_BEFORE = re.compile(
    rf"(?:{NEGATION.pattern}|\b(?:den(?:y|ies|ied|ying)|rul(?:es?|ed|ing) out))(?:\s+[\w’'-]+){{0,2}}\s*\Z",
    re.IGNORECASE,
)
DOUBT = frozenset({"possible", "probable"})
MARKS = re.compile(r"[,;:.!?()\"“”–—]")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a suggestion is none: the rule that its quote breaks, as in findings, and what is wrong."""

    rule: str
    message: str


@dataclass(frozen=True)
class Gates:
    """The gates of one article, whose text is split into sentences once."""

    article: Article
    text: FoldedText
    suggester: Suggester

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where the sentences of the text begin and end."""
        return sentences(self.text.original)

    def gate(self, entry: Mapping[str, object]) -> Refused | tuple[Flag, ...]:
        """Refused where the quote is not verbatim or too long; else the flags, in the order of the fields."""
        passages = self.passages(entry)
        if isinstance(passages, Refused):
            return passages
        window = _Window.around(self, passages)
        flags = (
            *window.apart(),
            *window.whole(),
            *self._of_claimants(entry, window),
            *self._of_hedges(entry, window),
            *self._of_polarity(entry, window),
            *self._of_content(entry, window),
        )
        return tuple(dict.fromkeys(flags))

    def passages(self, entry: Mapping[str, object]) -> list[Passage] | Refused:
        """The passages of the text that an entry quotes, or why it quotes none."""
        quotes = _texts(entry.get("quote"))
        occurrence = _occurrence(entry.get("occurrence"))
        if not all(quote.strip() for quote in quotes) or not len(quotes) == len(_listed(entry.get("quote"))) > 0:
            return Refused("quote-missing", "it quotes nothing, or what is no text")
        if occurrence == 0:
            return Refused("quote-ambiguous", f"occurrence {shown(str(entry['occurrence']))} is no number from 1 on")
        passages = []
        for quote in quotes:
            long = _too_long(quote)
            passed = Refused("quote-long", long) if long else self._passage(quote, occurrence)
            if isinstance(passed, Passage) and self.is_paragraph(passed) and self._touched(passed) > 1:
                passed = Refused(
                    "quote-long", "the quote is a whole paragraph; quote the shortest passage that suffices"
                )
            if isinstance(passed, Refused):
                return passed
            passages.append(passed)
        return sorted(passages, key=lambda each: each.start)

    def _passage(self, quote: str, occurrence: int | None) -> Passage | Refused:
        located = passage(quote, self.text, self.article.furniture, occurrence)
        return Refused(*located) if isinstance(located, tuple) else located

    def is_paragraph(self, passage: Passage) -> bool:
        """Whether a passage is all of its paragraph, but for marks at its ends."""
        text = self.text.original
        before = PARAGRAPH_BEFORE.search(text, max(0, passage.start - NEAR), passage.start)
        return before is not None and PARAGRAPH_AFTER.match(text, passage.end) is not None

    def _touched(self, passage: Passage) -> int:
        first, last = sentence_at(self.sentences, passage.start, passage.end)
        return last - first

    def _of_claimants(self, entry: Mapping[str, object], window: _Window) -> Iterator[Flag]:
        said = window.attribution
        claimants = _texts(entry.get("said-by"))
        yield from self._unknown(claimants, "said-by", "actor")
        known = [slug for slug in claimants if slug in self.suggester.corpus.actors]
        unnamed = [slug for slug in known if slug not in self.article.voice and not window.names(slug)]
        for slug in unnamed:
            yield self._nameless("said-by", slug)
        if len(unnamed) < len(known) and not set(known) & set(said.claimants):
            speaks, others = (listed([self._label(slug) for slug in slugs]) for slugs in (said.claimants, known))
            if said.basis:
                yield Flag("said-by", f"“{clipped(said.basis)}” speaks for {speaks}, not for {others}")
            else:
                yield Flag("said-by", f"no words attribute it to {others}; it may be {speaks} who says so")
        chain = _texts(entry.get("reported-by"))
        yield from self._unknown(chain, "reported-by", "actor")
        for slug in chain:
            if slug in self.suggester.corpus.actors and slug not in self.article.voice and not window.names(slug):
                yield self._nameless("reported-by", slug)

    def _of_hedges(self, entry: Mapping[str, object], window: _Window) -> Iterator[Flag]:
        given = [words for words in map(_words_of_hedge, _listed(entry.get("hedge"))) if words]
        quoted = FoldedText.of(window.quote)
        known = hedges(window.quote, self.suggester.vocabulary)
        for words in given:
            if not quoted.find(words, most=1):
                yield Flag("hedge", f"{shown(words)} does not stand in the quote")
            elif not any(_share_words(words, hedge.words) for hedge in known):
                yield Flag("hedge", f"{shown(words)} is in no list of hedges; does it keep a distance here?")
        for hedge in known:
            if not any(_share_words(words, hedge.words) for words in given):
                yield Flag("hedge", f"“{hedge.words}” in the quote keeps a distance, and is not among the hedges")
        for before in window.before:
            cut = [
                hedge
                for hedge in hedges(before, self.suggester.vocabulary)
                if not MARKS.search(_after(before, hedge.words))
            ]
            if cut:
                yield Flag("hedge", f"“{cut[-1].words}” stands just before the quote, and is left out")
        certainty = entry.get("certainty")
        # One that is not given has its flag already.
        doubts = [
            hedge
            for hedge in known
            if hedge.certainty in DOUBT and any(_share_words(words, hedge.words) for words in given)
        ]
        if doubts and certainty == "certain":
            yield Flag("certainty", f"“{doubts[0].words}” doubts, and the claim is certain")
        if not known and not given and certainty in DOUBT:
            yield Flag("certainty", f"nothing in the quote says that it is only {certainty}")

    def _of_polarity(self, entry: Mapping[str, object], window: _Window) -> Iterator[Flag]:
        denied = entry.get("polarity") == "denied" or bool(entry.get("denies"))
        cue = denial_in(window.quote, window.sentence)
        negation = NEGATION.search(window.quote)
        if not denied and cue:
            yield Flag("polarity", f"“{cue}” speaks of a denial, and the claim affirms")
        elif not denied and negation:
            yield Flag(
                "polarity", f"“{negation[0]}” negates, and the claim affirms; does it affirm what the quote says?"
            )
        elif denied and not cue and not negation:
            yield Flag("polarity", "nothing in the quote denies or negates, and the claim denies")
        for before in window.before:
            if cut := NEGATION_BEFORE.search(before):
                word = cut[0].split()[0]
                yield Flag("polarity", f"“{word}” stands just before the quote, and is left out")

    def _of_content(self, entry: Mapping[str, object], window: _Window) -> Iterator[Flag]:
        corpus = self.suggester.corpus
        for kind, record in CONTENTS.items():
            content = entry.get(kind)
            if isinstance(content, str):  # an event of the registry by its name
                yield from self._named({"": content}, kind, "", "event", window)
                continue
            if not isinstance(content, dict):
                continue
            for field in fields_of(record):
                if field.kind in {"link", "links"}:
                    yield from self._named(content, kind, field.key or "", field.of, window)
            notation = content.get(TYPE_KEY[kind])
            if notation is not None and notation not in self.suggester.vocabulary.terms(SCALES[kind]):
                yield Flag(f"{kind}.{TYPE_KEY[kind]}", f"{shown(str(notation))} is no type of the codebook")
        for key in ("denies", "affirms"):
            if (of := entry.get(key)) is not None and not _is_claim(str(of), self.article.slug, corpus.claims):
                yield Flag(key, f"{shown(str(of))} is no claim of the project")

    def _named(self, content: Mapping[str, object], kind: str, key: str, of: str, window: _Window) -> Iterator[Flag]:
        """Flags for those whom a content names and the sentences around the quote do not."""
        path = f"{kind}.{key}" if key else kind
        slugs = _texts(content.get(key))
        yield from self._unknown(slugs, path, of)
        for slug in slugs:
            if self._kind(slug, of) and not window.names(slug):
                yield self._nameless(path, slug)

    def _nameless(self, path: str, slug: str) -> Flag:
        return Flag(path, f"no name of {self._label(slug)} stands in the sentences around the quote")

    def _unknown(self, slugs: Sequence[str], path: str, of: str) -> Iterator[Flag]:
        for slug in slugs:
            if not self._kind(slug, of):
                yield Flag(path, f"{shown(slug)} is no {of or 'actor, issue or event'} of the project")

    def _kind(self, slug: str, of: str) -> str:
        """Whether a slug is of an actor, issue or event of the project, one of the kind `of` where that is given."""
        corpus = self.suggester.corpus
        registries = {"actor": corpus.actors, "issue": corpus.issues, "event": corpus.events}
        return next((kind for kind, records in registries.items() if of in {"", kind} and slug in records), "")

    def _label(self, slug: str) -> str:
        corpus = self.suggester.corpus
        record: Actor | Issue | Event | None = (
            corpus.actors.get(slug) or corpus.issues.get(slug) or corpus.events.get(slug)
        )
        return record.label if record is not None else slug


@dataclass(frozen=True)
class _Window:
    """The passages of a claim with the sentences around them, and what these name."""

    gates: Gates
    passages: Sequence[Passage]
    touched: Sequence[tuple[int, int]]

    @classmethod
    def around(cls, gates: Gates, passages: Sequence[Passage]) -> _Window:
        """The window around passages in the order of the text."""
        bounds = gates.sentences
        return cls(gates, passages, [sentence_at(bounds, each.start, each.end) for each in passages])

    @cached_property
    def quote(self) -> str:
        """The words of the passages."""
        return " ".join(each.exact for each in self.passages)

    @cached_property
    def sentence(self) -> str:
        """The sentences that the passages touch."""
        return " ".join(self._text(first, last) for first, last in dict.fromkeys(self.touched))

    @cached_property
    def before(self) -> list[str]:
        """What stands just before each passage in its sentence."""
        bounds, text = self.gates.sentences, self.gates.text.original
        starts = [bounds[first][0] if first < last else each.start for each, (first, last) in self._pairs()]
        return [
            text[max(start, each.start - NEAR) : each.start]
            for each, start in zip(self.passages, starts, strict=True)
        ]  # fmt: skip

    @cached_property
    def attribution(self) -> Attribution:
        """Who says the first passage by the words around it."""
        gates, first = self.gates, self.passages[0]
        text, suggester = gates.text.original, gates.suggester
        return suggester.attribution(text, gates.article, gates.sentences, (first.start, first.end))

    def names(self, slug: str) -> bool:
        """Whether the sentences around the passages name an actor, an issue or an event, or who acts for it."""
        return slug in self._named or bool(self._words_of(slug))

    def apart(self) -> Iterator[Flag]:
        """A flag where one passage stands far from the one before: together they may say what the text does not."""
        for (_, last), (first, _) in zip(self.touched, self.touched[1:], strict=False):
            if first - last >= BEFORE:
                yield Flag("quote", f"{first - last} sentences stand between its passages")

    def whole(self) -> Iterator[Flag]:
        """A flag where a passage is a whole paragraph, of one sentence: others are refused."""
        if any(len(each.exact.split()) > FEW_WORDS and self.gates.is_paragraph(each) for each in self.passages):
            yield Flag("quote", "the quote is a whole paragraph; do fewer of its words say it?")

    @cached_property
    def _named(self) -> frozenset[str]:
        actors = self.gates.suggester.corpus.actors
        text, names = self.gates.text.original, self.gates.suggester.names
        slugs = {each.slug for start, end in self._around for each in names.mentions(text, start, end)}
        return frozenset(slugs | {actors[slug].acts_for for slug in slugs if slug in actors})

    def _words_of(self, slug: str) -> bool:
        """Whether half of the words of an issue's or event's name stand around the passages."""
        corpus = self.gates.suggester.corpus
        if slug in corpus.actors:
            return False
        record = corpus.issues.get(slug) or corpus.events.get(slug)
        stems = [set(stems_of(name)) for name in (record.names if record is not None else ())]
        return any(2 * len(each & self._stems) >= len(each) for each in stems if each)

    @cached_property
    def _stems(self) -> frozenset[str]:
        text = self.gates.text.original
        return frozenset(stem for start, end in self._around for stem in stems_of(text[start:end]))

    @cached_property
    def _around(self) -> list[tuple[int, int]]:
        bounds = self.gates.sentences
        spans = []
        for each, (first, last) in self._pairs():
            if first == last:
                spans.append((each.start, each.end))
                continue
            start, end = bounds[max(0, first - BEFORE)][0], bounds[min(len(bounds), last + AFTER) - 1][1]
            spans.append((start, end))
        return spans

    def _pairs(self) -> Iterator[tuple[Passage, tuple[int, int]]]:
        return zip(self.passages, self.touched, strict=True)

    def _text(self, first: int, last: int) -> str:
        bounds = self.gates.sentences
        return self.gates.text.original[bounds[first][0] : bounds[last - 1][1]] if first < last else self.quote


def _too_long(quote: str) -> str:
    """Why a quote is longer than evidence is, or nothing; whatever is found in the text has its words."""
    if len(quote) > LONGEST_QUOTE:
        return f"the quote has {len(quote):,} characters"
    said = quote.strip().rstrip("。！？")
    count = len(END.findall(said)) + 1
    if count > MOST_SENTENCES:
        return f"the quote has {count} sentences; quote the shortest passage that suffices"
    words = len(said.split())
    if words > MOST_WORDS or len(said) > MOST_CHARACTERS:
        return f"the quote has {words} words in {len(said)} characters; quote the shortest passage that suffices"
    return ""


def _occurrence(value: object) -> int | None:
    """The occurrence that an entry states, None where it states none, 0 where it is no number that can be one."""
    if value is None:
        return None
    digits = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    whole = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST_OCCURRENCES))
    return int(digits) if whole else 0


def _listed(value: object) -> list[object]:
    return [] if value is None else list(value) if isinstance(value, (list, tuple)) else [value]


def _texts(value: object) -> list[str]:
    return [each for each in _listed(value) if isinstance(each, str)]


def _words_of_hedge(hedge: object) -> str:
    words = hedge.get("words") if isinstance(hedge, dict) else hedge
    return words.strip() if isinstance(words, str) else ""


def _share_words(words: str, other: str) -> bool:
    """Whether one hedge has the words of the other: "might just" has those of "might"."""
    return f" {fold(words)} ".find(f" {fold(other)} ") >= 0 or f" {fold(other)} ".find(f" {fold(words)} ") >= 0


def _after(text: str, words: str) -> str:
    return text.rpartition(words)[2]


def _is_claim(named: str, article: str, claims: Sequence[Claim]) -> bool:
    key = named if "/" in named else f"{article}/{named}"
    return any(claim.key == key for claim in claims)
