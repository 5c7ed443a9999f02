"""Offsets into a text → the quotes by which our reader finds the same passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.sources.quotes import MOST_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.quotes import FoldedText

LONGEST_QUOTE = 5_000
MOST_OCCURRENCES = 999
TOO_OFTEN = "the passage, or a part of it, stands in the text too often to say which is meant"
WORD = re.compile(r"\S+")

Fit = Literal["exact", "trimmed", "widened"]


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage by its quotes, several where one would be too long; offsets are code points, `end` exclusive.

    `fit` says whether it is exactly the passage that was asked for, lacks the white space around it, or has been
    widened to whole words.
    """

    quotes: tuple[str, ...]
    occurrence: int | None
    start: int
    end: int
    fit: Fit


class NoPassageError(ValueError):
    """No quote stands for the offsets; the message says why."""


def quoted_passage(text: FoldedText, start: int, end: int) -> QuotedPassage:
    """The passage from `start` to `end`, as our reader takes quotes: whole words, no white space around them.

    Raises NoPassageError if the text has none.
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
        return _quoted(text, first, last, fit)
    except NoPassageError:
        wider = _to_white_space(whole, first, last)
        if wider == (first, last):
            raise
        return _quoted(text, *wider, "widened")


def code_points(text: str, units: int) -> int:
    """An offset in UTF-16 units, in which Java counts, as one in code points; outside the text it stays outside."""
    encoded = text.encode("utf-16-le")
    if units < 0 or len(encoded) == 2 * len(text):
        return units
    if units * 2 > len(encoded):
        return len(text) + 1
    return len(encoded[: units * 2].decode("utf-16-le", "ignore"))


def _quoted(text: FoldedText, start: int, end: int, fit: Fit) -> QuotedPassage:
    quotes, indexes, counts = [], set(), set()
    for first, last in _parts(text.original, start, end):
        quote = " ".join(text.original[first:last].split())
        places = text.find(quote)
        if len(places) > MOST_PLACES:
            raise NoPassageError(TOO_OFTEN)
        if (first, last) not in places:
            raise NoPassageError("the passage cannot be quoted in whole words")
        quotes.append(quote)
        indexes.add(places.index((first, last)) + 1)
        counts.add(len(places))
    if counts == {1}:
        return QuotedPassage(tuple(quotes), None, start, end, fit)
    if len(indexes) > 1 or max(indexes) > MOST_OCCURRENCES:
        raise NoPassageError(TOO_OFTEN)
    return QuotedPassage(tuple(quotes), indexes.pop(), start, end, fit)


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
