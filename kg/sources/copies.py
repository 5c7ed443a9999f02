"""Which texts repeat others: containment of shingles, the share of the shorter one's that stand in the other too.

Of texts that share `SAYS` of it one is said to be a copy, from `ASKS` on a person is asked. But what two articles share
may be the background that agencies put below every story on one subject, or what both quote; so under `MOSTLY` they
must share the beginning of one of them too, and at any share words outside quotation marks, or a person is asked. What
stands in several other texts that share nothing else is background, of which nobody is asked, and what stands in very
many is the page around them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kg.model.dates import DateError, span
from kg.sources.overlaps import copied_passages
from kg.sources.shingles import Numbers, WordNumbers, quoted, shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Article, CopiedPassage, Passage

SAYS, ASKS, MOSTLY = 0.3, 0.15, 0.6
# The index has every eighth shingle, by its number.
EVERY = 8
# So many shingles must be shared: fewer are a sentence that two reports have in common.
LEAST = 20
# The beginning of a text is this many shingles, and shared if this share of them is.
BEGINNING, BEGUN = 40, 0.3
# A passage is background if it stands in so many more texts that share little else, and the page's if in so many.
BACKGROUND, PAGE = 3, 16
# Of the texts that have a shingle no more than the first so many are looked at, and of those that share shingles with
# one text no more than the nearest so many are compared with it.
MOST_HOLDERS, MOST_COMPARED = 64, 12

Counts = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """That a text repeats an article: which share of the shorter one stands in the other, from 0 to 1.

    `certain` is set where it is said to be a copy, else a person is asked. `shared` counts the shingles.
    """

    original: str
    containment: float
    shared: int
    certain: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is compared, and its shingles in its order."""

    text: str
    furniture: tuple[Passage, ...]
    shingles: Numbers
    # Kept once it was asked for, since many texts are compared with one.
    _distinct: list[Numbers] = field(default_factory=list, compare=False)

    @property
    def distinct(self) -> Numbers:
        """The shingles sorted and each once."""
        if not self._distinct:
            self._distinct.append(_distinct(self.shingles))
        return self._distinct[0]

    @property
    def sample(self) -> Numbers:
        return _distinct(self.shingles[self.shingles % np.uint64(EVERY) == 0])

    def unquoted(self) -> Numbers:
        """The shingles that begin outside quotation marks."""
        inside = quoted(self.text, self.furniture)[: len(self.shingles)]
        return _distinct(self.shingles[~inside] if len(inside) else self.shingles)


@dataclass(slots=True)
class _Holders:
    """Which texts, by number, have a shingle: two arrays sorted by shingle, then by text."""

    keys: Numbers
    texts: Counts

    @classmethod
    def of(cls, samples: Iterable[Numbers]) -> _Holders:
        listed = [np.zeros(0, dtype=np.uint64), *samples]
        keys = np.concatenate(listed)
        texts = np.repeat(np.arange(len(listed)) - 1, [len(each) for each in listed])
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], texts[order])

    def with_one(self, text: int, sample: Numbers) -> _Holders:
        """The same with one more text, whose number is the highest."""
        at = np.searchsorted(self.keys, sample, side="right")
        return _Holders(np.insert(self.keys, at, sample), np.insert(self.texts, at, text))

    def rows(self, sample: Numbers) -> tuple[Counts, Counts]:
        """For each of the first texts that have one of these shingles: which of the shingles, and which text."""
        first = np.searchsorted(self.keys, sample, side="left")
        count = np.minimum(np.searchsorted(self.keys, sample, side="right") - first, MOST_HOLDERS)
        which = np.repeat(np.arange(len(sample)), count)
        at = np.arange(len(which)) - np.repeat(np.cumsum(count) - count - first, count)
        return which, self.texts[at]


@dataclass
class TextIndex:
    """The shingles of texts by name, in the order in which one may repeat another."""

    names: list[str] = field(default_factory=list)
    numbering: WordNumbers = field(default_factory=WordNumbers)
    texts: list[_Text] = field(default_factory=list)
    holders: _Holders = field(default_factory=lambda: _Holders.of(()))

    @classmethod
    def of(cls, articles: Iterable[Article | _Compared]) -> TextIndex:
        """The index of some articles: the earlier first, of one day those that name no original."""
        index = cls()
        for article in sorted(articles, key=_precedence):
            index.names.append(article.slug)
            index.texts.append(index.read(article.text, article.furniture))
        index.holders = _Holders.of(each.sample for each in index.texts)
        return index

    def add(self, name: str, text: str, furniture: Iterable[Passage] = ()) -> None:
        """Take in one more text, as the last that may be repeated."""
        each = self.read(text, furniture)
        self.holders = self.holders.with_one(len(self.names), each.sample)
        self.names.append(name)
        self.texts.append(each)

    def add_all(self, texts: Iterable[tuple[str, str, Iterable[Passage]]]) -> None:
        """Take in texts by name, each with its furniture, as the last that may be repeated, in this order."""
        for name, text, furniture in texts:
            self.names.append(name)
            self.texts.append(self.read(text, furniture))
        self.holders = _Holders.of(each.sample for each in self.texts)

    def resembling(self, text: str, furniture: Iterable[Passage] = ()) -> tuple[Resemblance, ...]:
        """The texts of the index that a new one repeats, or that repeat it, most shared first."""
        return self._resembling(self.read(text, furniture), len(self.names))

    def copied(self, text: str, name: str, furniture: Iterable[Passage] = ()) -> tuple[CopiedPassage, ...]:
        """The passages of a text that stand in the text of this name; raises ValueError where the index has none."""
        original = self.texts[self.names.index(name)]
        return copied_passages(text, original.text, furniture, original.furniture)

    def repetitions(self) -> Iterator[tuple[str, tuple[Resemblance, ...]]]:
        """For each text of the index that repeats earlier ones its name, and these, most shared first."""
        for number, each in enumerate(self.texts):
            if alike := self._resembling(each, number):
                yield self.names[number], alike

    def read(self, text: str, furniture: Iterable[Passage]) -> _Text:
        """A text with its shingles."""
        pieces = tuple(furniture)
        return _Text(text, pieces, shingles(text, pieces, self.numbering))

    def _resembling(self, text: _Text, before: int) -> tuple[Resemblance, ...]:
        """The texts with a lower number than `before` that a text resembles."""
        own = text.distinct
        if len(own) < LEAST:
            return ()
        compared = (self._compared(text, own, each) for each in self._candidates(text, own, before))
        return tuple(sorted(filter(None, compared), key=lambda each: -each.shared))

    def _candidates(self, text: _Text, own: Numbers, before: int) -> list[_Candidate]:
        """The texts that share most with one, as far as the samples tell."""
        sample = text.sample
        which, holders = self.holders.rows(sample)
        numbers, at, counts = np.unique(holders, return_inverse=True, return_counts=True)
        sizes = np.array([len(self.texts[number].shingles) for number in numbers], dtype=np.int64)
        near = counts * EVERY / np.minimum(sizes, len(own))
        # In how many texts that share little else each shingle of the sample stands.
        little = near < MOSTLY
        others = np.bincount(which[little[at]], minlength=len(sample))
        likely = np.flatnonzero((numbers < before) & (near >= ASKS / 3))
        nearest = likely[np.argsort(-counts[likely], kind="stable")][:MOST_COMPARED]
        return [_Candidate.of(int(numbers[each]), others[which[at == each]] - int(little[each])) for each in nearest]

    def _compared(self, text: _Text, own: Numbers, candidate: _Candidate) -> Resemblance | None:
        """How a text resembles a candidate, or nothing if it does not."""
        other = self.texts[candidate.number]
        theirs = other.distinct
        both = own[_among(own, theirs)]
        share = len(both) / min(len(own), len(theirs))
        containment = share * (1 - candidate.page)
        if len(both) < LEAST or containment < ASKS:
            return None
        begun = containment >= MOSTLY or any(_begun(each, both) >= BEGUN for each in (text, other))
        if not begun and share * (1 - candidate.background) < ASKS:
            return None
        certain = containment >= SAYS and begun and _outside_quotations(text, other) >= SAYS
        return Resemblance(self.names[candidate.number], containment, len(both), certain)


def repetitions(articles: Iterable[Article]) -> tuple[tuple[str, tuple[Resemblance, ...]], ...]:
    """For each article that repeats earlier ones its slug, and these, most shared first.

    What was found is kept for when the very same are asked for again, as after a save that changes no text.
    """
    return _repetitions(tuple(_Compared(a.slug, a.published, a.copy_of, a.furniture, a.text) for a in articles))


@dataclass(frozen=True, slots=True)
class _Compared:
    """What of an article decides which others it repeats."""

    slug: str
    published: str
    copy_of: str
    furniture: tuple[Passage, ...]
    text: str


@lru_cache(maxsize=1)
def _repetitions(articles: tuple[_Compared, ...]) -> tuple[tuple[str, tuple[Resemblance, ...]], ...]:
    return tuple(TextIndex.of(articles).repetitions())


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A text that may share enough with another, and of what is shared how much is background, and the page's."""

    number: int
    background: float
    page: float

    @classmethod
    def of(cls, number: int, others: Counts) -> _Candidate:
        """From the numbers of other texts in which each of the shared shingles stands."""
        return cls(number, float((others >= BACKGROUND).mean()), float((others >= PAGE).mean()))


def _begun(text: _Text, both: Numbers) -> float:
    """Which share of the beginning of a text is among sorted shingles."""
    return float(_among(text.shingles[:BEGINNING], both).mean())


def _outside_quotations(text: _Text, other: _Text) -> float:
    """The containment of what stands outside quotation marks, 1 where that is little."""
    one, two = text.unquoted(), other.unquoted()
    least = min(len(one), len(two))
    return int(_among(one, two).sum()) / least if least >= LEAST else 1.0


def _distinct(numbers: Numbers) -> Numbers:
    """The numbers sorted and each once; `numpy.unique` takes ten times as long for as few as an article has."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _among(numbers: Numbers, ordered: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the numbers are among sorted ones, of which there are some."""
    found = ordered[np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)] == numbers
    return np.asarray(found, dtype=bool)


def _precedence(article: Article | _Compared) -> tuple[date, bool, str]:
    """Of one story an article is the more likely original the earlier this is."""
    try:
        day = span(article.published).latest if article.published else None
    except DateError:
        day = None
    return day or date.max, bool(article.copy_of), article.slug
