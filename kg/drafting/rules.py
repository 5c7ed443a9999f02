"""Drafts by rules: one for each sentence that is likely to hold a claim, with what each value rests on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.drafting.clauses import clause
from kg.drafting.dates import dates_in
from kg.drafting.draft import RULES, Draft, Flag, id_of
from kg.drafting.gates import Gates, Refused
from kg.drafting.modality import CONDITION, FORECAST, why_no_interval
from kg.drafting.ranking import ranked
from kg.drafting.suggestions import PARTIES, TYPE_KEY
from kg.model.wording import clipped
from kg.sources.quotes import FoldedText
from kg.sources.quoting import NoPassageError, quoted_passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.drafting.ranking import Sentence
    from kg.drafting.suggestions import Suggester, Suggestions
    from kg.model.records import Article
    from kg.sources.quoting import QuotedPassage

# Sentences below are drafted only if all are asked for: of the shipped ones that hold a claim two are.
THRESHOLD = 0.4
# A doubt about the kind is told where another is nearly as likely.
NEARLY = 0.5
LONGEST_LABEL = 100
# What a draft should say and rules cannot know is said to be filled in.
MISSING = "nothing says it; fill it in"
USUAL_STRENGTH = "moderate"
MOST_HEDGES = 3
KINDS: Mapping[str, str] = {"stance": "a stance", "event": "an event", "leverage": "leverage"}
STATUS: Mapping[str, str] = {"forecast": "hypothetical", "conditional": "hypothetical"}
# What an entry need not say.
DEFAULTS: Mapping[str, str] = {"mode": "reported", "polarity": "affirmed"}


@dataclass(frozen=True)
class Drafted:
    """The drafts of an article in the order of its text, and what the gates refused, each with its quote and why.

    `sentences` are all of the article with their ranks, of which so many are `below` the threshold; `text_sha256` is of
    the text that they stand in.
    """

    article: str
    drafts: tuple[Draft, ...]
    refused: tuple[tuple[str, Refused], ...]
    sentences: tuple[Sentence, ...]
    text_sha256: str
    below: int = 0


def drafted(
    article: Article,
    text: str,
    suggester: Suggester,
    taken: Iterable[str] = (),
    *,
    threshold: float = THRESHOLD,
) -> Drafted:
    """What rules suggest for an article; `taken` are the ids of its claims. With a threshold of 0 all is drafted.

    Passages that are coded already are not suggested again.
    """
    drafting = _Drafting(article, text, suggester, {*taken})
    coded = [
        (passage.start, passage.end)
        for claim in suggester.corpus.claims
        if claim.article == article.slug
        for passage in claim.passages
    ]
    order = ranked(article, text, suggester)
    drafts, refused, below = [], [], 0
    for sentence in order:
        if any(start < sentence.end and sentence.start < end for start, end in coded) or not sentence.rank:
            continue
        if sentence.rank < threshold:
            below += 1
            continue
        made = drafting.draft(sentence)
        if isinstance(made, Draft):
            drafts.append(made)
        else:
            refused.append(made)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Drafted(article.slug, tuple(drafts), tuple(refused), tuple(order), sha256, below)


@dataclass(frozen=True)
class _Drafting:
    """The drafting of one article."""

    article: Article
    text: str
    suggester: Suggester
    taken: set[str]

    @cached_property
    def gates(self) -> Gates:
        """What each draft must pass."""
        return Gates(self.article, FoldedText.of(self.text), self.suggester)

    def draft(self, sentence: Sentence) -> Draft | tuple[str, Refused]:
        """The draft of a sentence, or its quote with why the gates refuse it."""
        text, bounds = self.text, (sentence.start, sentence.end)
        mentions = self.suggester.names.mentions(text, *bounds)
        actors = [(each.start, each.end) for each in mentions if each.kind == "actor"]
        try:
            passage = quoted_passage(self.gates.text, *clause(text, bounds, actors), self.article.furniture)
        except NoPassageError as error:
            return clipped(" ".join(text[slice(*bounds)].split())), Refused("quote-missing", str(error))
        span = (passage.start, passage.end)
        (kind, score, why), (other, almost, _), *_ = self.suggester.types.kinds(text[slice(*span)])
        made = self.suggester.suggest(self.article, text, [span], kind, self.taken)
        filled = _Entry(self.suggester, self.article, kind, made, passage, text[slice(*bounds)])
        entry = filled.entry()
        passed = self.gates.gate(entry)
        if isinstance(passed, Refused):
            return passage.quotes[0], passed
        flags = [*passed, *filled.missing()]
        if score - almost < NEARLY:
            flags.append(Flag(kind, f"it may be {KINDS[other]} as well"))
        self.taken.add(made.id)
        named = id_of(self.article.slug, passage.quotes, passage.occurrence)
        return Draft(named, RULES, entry, sentence.rank, {kind: why, **filled.because}, tuple(dict.fromkeys(flags)))


@dataclass
class _Entry:
    """The entry of a claim, filled with what comes first of what is suggested, and on what each value rests."""

    suggester: Suggester
    article: Article
    kind: str
    made: Suggestions
    passage: QuotedPassage
    sentence: str
    because: dict[str, str] = field(default_factory=dict)

    @property
    def quote(self) -> str:
        """The words of the passage."""
        return " ".join(self.passage.quotes)

    def entry(self) -> dict[str, object]:
        """The entry as plain data."""
        quotes = self.passage.quotes
        said: dict[str, object] = {"id": self.made.id, "quote": quotes[0] if len(quotes) == 1 else [*quotes]}
        if self.passage.occurrence is not None:
            said["occurrence"] = str(self.passage.occurrence)
        said |= self._several("said-by", "said-by", 1)
        said |= self._several("reported-by", "reported-by", 1)
        for key, usual in DEFAULTS.items():
            said |= {name: value for name, value in self._first(key, key).items() if value != usual}
        said |= self._first("certainty", "certainty")
        said |= self._several("hedge", "hedge", MOST_HEDGES)
        said |= self._of_mode(str(said.get("mode", "")))
        return said | {self.kind: self._content(str(said.get("mode", "")))}

    def missing(self) -> Iterator[Flag]:
        """A flag for each key of the content that has to be there and is not."""
        content = self._content("")
        for key in (*PARTIES[self.kind], TYPE_KEY[self.kind]):
            if not content.get(key):
                yield Flag(f"{self.kind}.{key}", MISSING)

    def _first(self, path: str, key: str) -> dict[str, str]:
        """What is suggested first for a field, under its key."""
        suggestions = self.made.fields.get(path, ())
        if not suggestions:
            return {}
        self.because[path] = suggestions[0].basis
        return {key: suggestions[0].value}

    def _several(self, path: str, key: str, most: int) -> dict[str, object]:
        """The same, several where more than one is suggested."""
        values = [each.value for each in self.made.fields.get(path, ())[:most]]
        return {} if not values else self._first(path, key) | {key: values[0] if len(values) == 1 else values}

    def _of_mode(self, mode: str) -> dict[str, str]:
        """What a forecast or a conditional claim must say besides."""
        if mode == "conditional" and (match := CONDITION.search(self.sentence)):
            words = " ".join(self.sentence[match.start() :].split())
            self.because["condition"] = f"“{match[0]}”"
            return {"condition": clipped(words.partition(",")[0], LONGEST_LABEL)}
        if mode != "forecast" or not (why := why_no_interval(self.quote, self.suggester.vocabulary)):
            return {}
        self.because["no-interval"] = "no term of the scheme is in the quote"
        return {"no-interval": why}

    def _content(self, mode: str) -> dict[str, object]:
        kind, (doer, done_to) = self.kind, PARTIES[self.kind]
        said: dict[str, object] = {}
        if kind == "event":
            said["label"] = clipped(f"{self.quote[:1].upper()}{self.quote[1:]}", LONGEST_LABEL)
            self.because["event.label"] = "the words of the quote"
        said |= self._first(f"{kind}.{doer}", doer) | self._first(f"{kind}.{done_to}", done_to)
        if kind == "leverage":
            said["instrument"] = self._instrument()
        said |= self._first(f"{kind}.{TYPE_KEY[kind]}", TYPE_KEY[kind])
        if kind == "leverage":
            said["strength"] = USUAL_STRENGTH
            self.because["leverage.strength"] = "the usual one"
        if kind == "event":
            said |= self._first("event.about", "about")
            for dated in dates_in(self.quote, self.article.published)[:1]:
                said["when"] = dated.edtf
                self.because["event.when"] = f"“{dated.words}”"
            if mode in STATUS:
                said["status"] = STATUS[mode]
        return said

    def _instrument(self) -> str:
        """What stands before the first word of what may come, or the quote."""
        modal = FORECAST.search(self.quote)
        words = self.quote[: modal.start()].strip() if modal else ""
        self.because["leverage.instrument"] = "the words before the verb" if words else "the words of the quote"
        return clipped(words or self.quote, LONGEST_LABEL)
