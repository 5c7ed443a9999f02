"""How far the passages of claims overlap: the characters that both have of those that either has (Jaccard)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from kg.model.records import Claim

    # The parts of a text that a claim quotes, apart and in order; ends exclusive.
    Spans: TypeAlias = tuple[tuple[int, int], ...]

# What overlaps by less may be one claim by accident alone: neighbours that share a word.
LEAST = 0.1
# So many others a claim is compared with, those that overlap most; no passage has more claims that people made.
MOST_PARTNERS = 32
# Of spans that reach so far that more than these may overlap, those that begin nearest are looked at.
MOST_NEAR = 1_024


def spans_of(claim: Claim) -> Spans:
    """The characters that a claim quotes, as spans that neither touch nor overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((passage.start, passage.end) for passage in claim.passages):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def length(spans: Spans) -> int:
    """How many characters some spans have."""
    return sum(end - start for start, end in spans)


def overlap(one: Spans, other: Spans) -> float:
    """The characters of both by those of either, from 0 to 1."""
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    either = length(one) + length(other) - both
    return both / either if either else 0.0


def overlapping(rows: Sequence[Spans], columns: Sequence[Spans]) -> Iterator[tuple[int, int, float]]:
    """The pairs of a row and a column that overlap by `LEAST`, by their places, with how far.

    Of a row the first `MOST_PARTNERS` by overlap are given, and no more than `MOST_NEAR` spans are looked at, so that
    whatever a file has, each claim costs little.
    """
    flat = sorted((start, end, place) for place, spans in enumerate(columns) for start, end in spans)
    starts, ends, owners = (np.array(each, dtype=np.int64) for each in _columns(flat))
    # The furthest end so far is sorted, as ends themselves need not be.
    furthest = np.maximum.accumulate(ends) if len(ends) else ends
    lengths = np.array([length(spans) for spans in columns], dtype=np.int64)
    for row, spans in enumerate(rows):
        places, both = _common(spans, starts, ends, furthest, owners)
        if not len(places):
            continue
        shares = both / (length(spans) + lengths[places] - both)
        chosen = np.flatnonzero(shares >= LEAST)
        if len(chosen) > MOST_PARTNERS:
            chosen = chosen[np.argsort(-shares[chosen], kind="stable")[:MOST_PARTNERS]]
        for index in chosen.tolist():
            yield row, int(places[index]), float(shares[index])


def _columns(flat: Sequence[tuple[int, int, int]]) -> Iterable[Sequence[int]]:
    return zip(*flat, strict=True) if flat else ((), (), ())


def _common(
    spans: Spans,
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    furthest: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Whose spans share characters with these, each once, and how many."""
    found, amounts = [], []
    for start, end in spans:
        first, last = int(np.searchsorted(furthest, start, "right")), int(np.searchsorted(starts, end, "left"))
        if last - first > MOST_NEAR:
            middle = min(max(int(np.searchsorted(starts, start)), first + MOST_NEAR // 2), last - MOST_NEAR // 2)
            first, last = middle - MOST_NEAR // 2, middle + MOST_NEAR // 2
        window = slice(first, last)
        shared = np.minimum(ends[window], end) - np.maximum(starts[window], start)
        kept = shared > 0
        found.append(owners[window][kept])
        amounts.append(shared[kept])
    every, amount = np.concatenate(found), np.concatenate(amounts)
    if len(spans) == 1 and len(every) == 1:
        return every, amount
    places, inverse = np.unique(every, return_inverse=True)
    totals = np.zeros(len(places), dtype=np.int64)
    np.add.at(totals, inverse, amount)
    return places, totals
