"""Which passages of a copy stand in its original, where, and what is new in the copy."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from kg.model.records import CopiedPassage
from kg.sources.shingles import WORD, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Passage
    from kg.sources.shingles import Numbers

    Block = tuple[int, int, int]

# What an editor changed within a passage is at most so much on either side, and a passage at least so much.
CHANGED, LEAST = 8 * WORD, 8 * WORD
# Of a shingle that stands more often than this in the original the first places are tried.
MOST_PLACES = 8
CHUNK = 64


def copied_passages(
    text: str, original: str, furniture: Iterable[Passage] = (), of_original: Iterable[Passage] = ()
) -> tuple[CopiedPassage, ...]:
    """The passages of a text that an original has too, in the order of the text.

    Equal but for case, punctuation, white space and up to eight words in a row that somebody changed. What is shorter
    than eight words is none, and the furniture of both pages is in none.
    """
    ours, theirs = Words.of(text, furniture), Words.of(original, of_original)
    blocks = list(_merged(_blocks(ours, theirs), ours, theirs))
    return tuple(
        CopiedPassage(*_ends(text, ours, begin, end), *_ends(original, theirs, start, stop))
        for begin, end, start, stop in blocks
        if ours.weights[begin:end].sum() >= LEAST
    )


def within(passages: Iterable[CopiedPassage], ranges: Iterable[tuple[int, int]]) -> tuple[CopiedPassage, ...]:
    """The parts of passages that lie within some ranges of the copy's text, which do not overlap."""
    ordered = sorted(ranges)
    ends = [end for _, end in ordered]
    cut: list[CopiedPassage] = []
    for passage in passages:
        for at in range(bisect_right(ends, passage.start), len(ordered)):
            start, end = ordered[at]
            if start >= passage.end:
                break
            cut += filter(None, [passage.cut(start, end)])
    return tuple(sorted(cut))


def new_parts(text: str, passages: Iterable[CopiedPassage], furniture: Iterable[Passage] = ()) -> list[tuple[int, int]]:
    """The parts of a copy's text that have words and stand in none of the passages, by offsets, without white space."""
    words = Words.of(text, furniture)
    covered = np.zeros(len(words.starts), dtype=bool)
    for passage in passages:
        covered[np.searchsorted(words.starts, passage.start) : np.searchsorted(words.starts, passage.end)] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[True], covered, [True]]).astype(np.int8)))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [_ends(text, words, begin, end) for begin, end in runs]


def _blocks(ours: Words, theirs: Words) -> Iterator[Block]:
    """Runs of the same words in both, from the first on the longest each time: where in ours, in theirs, how many."""
    own, other = ours.shingles(), theirs.shingles()
    order = np.argsort(other, kind="stable")
    ordered = other[order]
    first, last = np.searchsorted(ordered, own, side="left"), np.searchsorted(ordered, own, side="right")
    shared = np.flatnonzero(last > first)
    position = 0
    for begin in shared.tolist():
        if begin < position:
            continue
        places = order[first[begin] : min(last[begin], first[begin] + MOST_PLACES)].tolist()
        lengths = [(_common(ours.numbers, theirs.numbers, begin, place), -place) for place in places]
        length, place = max(lengths)
        yield begin, -place, length
        position = begin + length


def _common(one: Numbers, two: Numbers, begin: int, start: int) -> int:
    """How many words from two places on are the same."""
    length, most = 0, min(len(one) - begin, len(two) - start)
    while length < most:
        size = min(CHUNK + length, most - length)
        differing = np.flatnonzero(
            one[begin + length : begin + length + size] != two[start + length : start + length + size]
        )
        if len(differing):
            return length + int(differing[0])
        length += size
    return length


def _merged(blocks: Iterable[Block], ours: Words, theirs: Words) -> Iterator[tuple[int, int, int, int]]:
    """Blocks that follow each other in both texts with little between them as one: begin and end in each."""
    before: tuple[int, int, int, int] | None = None
    reach, far = (np.concatenate([[0], np.cumsum(words.weights)]) for words in (ours, theirs))
    for begin, start, length in blocks:
        if before is not None:
            gap, other = reach[begin] - reach[before[1]], far[start] - far[before[3]]
            if start >= before[3] and max(gap, other) <= CHANGED:
                before = (before[0], begin + length, before[2], start + length)
                continue
            yield before
        before = (begin, begin + length, start, start + length)
    if before is not None:
        yield before


def _ends(text: str, words: Words, begin: int, end: int) -> tuple[int, int]:
    """Where the words of a run begin and end in a text, with the punctuation that touches them."""
    start, stop = int(words.starts[begin]), int(words.ends[end - 1])
    least = int(words.ends[begin - 1]) if begin else 0
    most = int(words.starts[end]) if end < len(words.starts) else len(text)
    while start > least and not text[start - 1].isspace() and not text[start - 1].isalnum() and least < start - 1:
        start -= 1
    while stop < most and not text[stop].isspace():
        stop += 1
    return start, stop
