"""Passages of a text, by their offsets → the quotes by which our reader finds the very same passages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.sources.quotes import MOST_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model.records import Passage
    from kg.sources.quotes import FoldedText

LONGEST_QUOTE = 5_000
MOST_OCCURRENCES = 999
TOO_OFTEN = "the passage, or a part of it, stands in the text too often to say which is meant"
WORD = re.compile(r"\S+")

Fit = Literal["exact", "trimmed", "widened"]
FITS: tuple[Fit, ...] = ("exact", "trimmed", "widened")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that are quoted, at which of their places in the text they are meant, from 1, and how many there are."""

    words: str
    index: int
    count: int


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage by its quotes, several where one would be too long; offsets are code points, `end` exclusive.

    `fit` says whether it is exactly the passage that was asked for, lacks the white space around it, or has been
    widened to whole words.
    """

    parts: tuple[Quoted, ...]
    start: int
    end: int
    fit: Fit

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of its quotes."""
        return tuple(part.words for part in self.parts)

    @property
    def occurrence(self) -> int | None:
        """Which occurrence of each quote is meant, None where each stands in the text once."""
        return occurrence_of(self.parts)


class NoPassageError(ValueError):
    """No quote stands for the offsets; the message says why."""


def quoted_passage(text: FoldedText, start: int, end: int, furniture: Sequence[Passage] = ()) -> QuotedPassage:
    """The passage from `start` to `end`, as our reader takes quotes: whole words, no white space around them.

    Places in the furniture do not count, as for our reader. Raises NoPassageError if the text has none.
    """
    whole = text.original
    if not 0 <= start < end <= len(whole):
        raise NoPassageError("the passage lies outside the text")
    exact = whole[start:end]
    if not exact.strip():
        raise NoPassageError("the passage is empty")
    first = start + len(exact) - len(exact.lstrip())
    last = end - len(exact) + len(exact.rstrip())
    fit: Fit = "exact" if (first, last) == (start, end) else "trimmed"
    try:
        return _quoted(text, furniture, first, last, fit)
    except NoPassageError:
        wider = _to_white_space(whole, first, last)
        if wider == (first, last):
            raise
        return _quoted(text, furniture, *wider, "widened")


def occurrence_of(parts: Iterable[Quoted]) -> int | None:
    """The one occurrence that is meant of all these quotes, None where each stands in the text once.

    Raises NoPassageError if it is not the same of all, since a claim says one for all of its quotes.
    """
    given = [*parts]
    if all(part.count == 1 for part in given):
        return None
    indexes = {part.index for part in given}
    if len(indexes) > 1 or max(indexes) > MOST_OCCURRENCES:
        raise NoPassageError(TOO_OFTEN)
    return indexes.pop()


def _quoted(text: FoldedText, furniture: Sequence[Passage], start: int, end: int, fit: Fit) -> QuotedPassage:
    if any(passage.start < end and start < passage.end for passage in furniture):
        raise NoPassageError("the passage has furniture of the page in it; quote the article itself")
    parts = []
    for first, last in _parts(text.original, start, end):
        words = " ".join(text.original[first:last].split())
        places = text.find(words, furniture)
        if len(places) > MOST_PLACES:
            raise NoPassageError(TOO_OFTEN)
        if (first, last) not in places:
            raise NoPassageError("the passage cannot be quoted in whole words")
        parts.append(Quoted(words, places.index((first, last)) + 1, len(places)))
    occurrence_of(parts)
    return QuotedPassage(tuple(parts), start, end, fit)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passage in parts of whole words, each short enough for a quote; a word too long is a part of its own."""
    first = last = -1
    length = 0
    for word in WORD.finditer(text, start, end):
        size = word.end() - word.start()
        if first >= 0 and length + 1 + size > LONGEST_QUOTE:
            yield first, last
            first = -1
        length = size if first < 0 else length + 1 + size
        first = word.start() if first < 0 else first
        last = word.end()
        if size > LONGEST_QUOTE:
            raise NoPassageError("the passage has a word that is longer than a quote may be")
    yield first, last


def _to_white_space(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
