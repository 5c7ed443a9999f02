"""Which claims of several coders are one: matched one to one, so that overlap and likeness together are greatest.

Two claims may be one if their passages overlap and what they say is somewhat alike. Among those the assignment of the
largest sum is taken, which is one for the whole article, so that no claim takes another's partner because it comes
first. Passages overlap in places alone, so an article falls into many small assignments.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kg.coders.fields import Said
from kg.coders.overlap import overlap, overlapping, spans_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kg.coders.overlap import Spans
    from kg.model.records import Claim

    Key: TypeAlias = tuple[Spans, tuple[str, ...], str]

# What two claims on the same words are at least alike, to be one: more than that both are, say, affirmed events that
# are reported. Where neither a name nor the type is shared, each coder has found what the other has not. A higher bar
# would leave out the pairs on which coders disagree, and so flatter the agreement on the rest.
LEAST_LIKE = 0.3
# Beyond so many claims of each coder that hang together, the heaviest pair is taken first and the next after it.
MOST_TOGETHER = 300
# Weights that differ by less are equal; of equal ones those in the same order are taken.
TIE = 1e-7


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims that are taken for one; `overlap` of their passages and `likeness` of what they say, from 0 to 1."""

    first: Claim
    second: Claim
    overlap: float
    likeness: float

    @property
    def weight(self) -> float:
        """What the sum is made of that is greatest."""
        return self.overlap + self.likeness


@dataclass(frozen=True)
class _Keyed:
    """A claim with what it is compared by; `key` orders claims by themselves, whoever made them in which order."""

    claim: Claim
    spans: Spans
    said: Said
    key: Key

    @classmethod
    def of(cls, claim: Claim) -> _Keyed:
        spans, said = spans_of(claim), Said.of(claim)
        names = (*map(" ".join, map(sorted, (said.source, said.target, said.claimants))),)
        return cls(claim, spans, said, (spans, (said.kind, said.type, *names, said.mode, said.polarity), claim.slug))


def matched(first: Sequence[Claim], second: Sequence[Claim]) -> tuple[Match, ...]:
    """The claims of one article that two coders both made, in the order of the text; each is in one match at most.

    The same for the coders the other way round, and whatever the order of their claims.
    """
    rows, columns = (sorted(map(_Keyed.of, claims), key=lambda each: each.key) for claims in (first, second))
    turned = [each.key for each in columns] < [each.key for each in rows]
    if turned:
        rows, columns = columns, rows
    pairs = _same(rows, columns)
    rest = [i for i in range(len(rows)) if i not in pairs], sorted({*range(len(columns))} - {*pairs.values()})
    pairs |= _assigned(rows, columns, *rest)
    found = []
    for i, j in sorted(pairs.items()):
        one, other = rows[i], columns[j]
        share = overlap(one.spans, other.spans)
        ends = (other.claim, one.claim) if turned else (one.claim, other.claim)
        found.append(Match(*ends, share, one.said.likeness(other.said)))
    return tuple(found)


def _same(rows: Sequence[_Keyed], columns: Sequence[_Keyed]) -> dict[int, int]:
    """Claims that say the same on the same passage, which no other assignment could better."""
    there: dict[tuple[Spans, Said], list[int]] = {}
    for j in reversed(range(len(columns))):
        if columns[j].spans:
            there.setdefault((columns[j].spans, columns[j].said), []).append(j)
    pairs = {}
    for i, each in enumerate(rows):
        if waiting := there.get((each.spans, each.said)):
            pairs[i] = waiting.pop()
    return pairs


def _assigned(
    rows: Sequence[_Keyed], columns: Sequence[_Keyed], free_rows: Sequence[int], free_columns: Sequence[int]
) -> dict[int, int]:
    """The assignment of greatest weight among the claims that are left."""
    weights: dict[tuple[int, int], float] = {}
    most = max(len(free_rows), len(free_columns), 1)
    near = overlapping([rows[i].spans for i in free_rows], [columns[j].spans for j in free_columns])
    for place, other, share in near:
        i, j = free_rows[place], free_columns[other]
        likeness = rows[i].said.likeness(columns[j].said)
        if likeness >= LEAST_LIKE:
            weights[i, j] = share + likeness + TIE * (1 - abs(place - other) / most)
    pairs: dict[int, int] = {}
    for edges in _components(weights):
        pairs |= _greatest(edges)
    return pairs


def _components(weights: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The pairs by what hangs together."""
    head: dict[tuple[str, int], tuple[str, int]] = {}

    def top(node: tuple[str, int]) -> tuple[str, int]:
        while head.setdefault(node, node) != node:
            head[node] = head[head[node]]
            node = head[node]
        return node

    for i, j in weights:
        head[top(("row", i))] = top(("column", j))
    found: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for (i, j), weight in weights.items():
        found.setdefault(top(("row", i)), {})[i, j] = weight
    return list(found.values())


def _greatest(edges: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The pairs of one component whose weights have the largest sum."""
    rows, columns = (sorted({pair[side] for pair in edges}) for side in (0, 1))
    if len(rows) == 1 or len(columns) == 1:
        i, j = max(edges, key=lambda pair: (edges[pair], (-pair[0], -pair[1])))
        return {i: j}
    if min(len(rows), len(columns)) > MOST_TOGETHER:
        return _heaviest_first(edges)
    weights = np.zeros((len(rows), len(columns)))
    at_row, at_column = ({each: place for place, each in enumerate(every)} for every in (rows, columns))
    for (i, j), weight in edges.items():
        weights[at_row[i], at_column[j]] = weight
    if len(rows) > len(columns):
        chosen = [(rows[i], columns[j]) for j, i in enumerate(assignment(weights.T))]
    else:
        chosen = [(rows[i], columns[j]) for i, j in enumerate(assignment(weights))]
    return {i: j for i, j in chosen if (i, j) in edges}


def _heaviest_first(edges: Mapping[tuple[int, int], float]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def assignment(weights: NDArray[np.float64]) -> list[int]:
    """The column of each row so that the sum of the weights is greatest, for no more rows than columns.

    By shortest augmenting paths with potentials, O(rows² · columns): the Hungarian method (Kuhn 1955; Munkres 1957) as
    Jonker and Volgenant have it (1987, Computing 38).
    """
    n, m = weights.shape
    costs = -weights
    of_rows, of_columns = np.zeros(n + 1), np.zeros(m + 1)
    # The row of each column, 0 for none; rows and columns are counted from 1.
    row_of = np.zeros(m + 1, dtype=np.int64)
    for row in range(1, n + 1):
        row_of[0] = row
        column = 0
        least = np.full(m + 1, np.inf)
        before = np.zeros(m + 1, dtype=np.int64)
        done = np.zeros(m + 1, dtype=bool)
        while True:
            done[column] = True
            i = row_of[column]
            reduced = costs[i - 1] - of_rows[i] - of_columns[1:]
            nearer = ~done[1:] & (reduced < least[1:])
            least[1:][nearer] = reduced[nearer]
            before[1:][nearer] = column
            open_ = np.where(done[1:], np.inf, least[1:])
            following = int(open_.argmin()) + 1
            step = open_[following - 1]
            of_rows[row_of[done]] += step
            of_columns[done] -= step
            least[~done] -= step
            column = following
            if row_of[column] == 0:
                break
        while column:
            row_of[column] = row_of[before[column]]
            column = int(before[column])
    found = [0] * n
    for column in range(1, m + 1):
        if row_of[column]:
            found[row_of[column] - 1] = column - 1
    return found


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """What several coders took for one claim: theirs by coder, in the order of the coders."""

    claims: Mapping[str, Claim]


def shared(coded: Mapping[str, Sequence[Claim]], pairs: Mapping[tuple[str, str], Sequence[Match]]) -> list[SharedClaim]:
    """The claims of one article that two coders or more made, from the matches of each two of them.

    The heaviest matches are joined first, and those left out that would give a coder two claims in one.
    """
    order = {coder: place for place, coder in enumerate(coded)}
    joined: dict[tuple[str, str], dict[str, Claim]] = {}
    every = [(match, coders) for coders, matches in pairs.items() for match in matches]
    keys = {id(claim): _Keyed.of(claim).key for claims in coded.values() for claim in claims} if len(order) > 2 else {}  # noqa: PLR2004

    def by_weight(entry: tuple[Match, tuple[str, str]]) -> tuple[float, list[Key]]:
        match = entry[0]
        return -round(match.weight, 6), sorted(keys[id(claim)] for claim in (match.first, match.second))

    for match, (a, b) in sorted(every, key=by_weight) if keys else every:
        one = joined.get((a, match.first.slug), {a: match.first})
        other = joined.get((b, match.second.slug), {b: match.second})
        if one is other or one.keys() & other.keys():
            continue
        one |= other
        joined.update(((coder, claim.slug), one) for coder, claim in one.items())
    unique = {id(each): each for each in joined.values()}.values()
    ordered = (dict(sorted(each.items(), key=lambda entry: order[entry[0]])) for each in unique)
    return sorted(
        (SharedClaim(each) for each in ordered), key=lambda s: min(_Keyed.of(claim).key for claim in s.claims.values())
    )


def pairs_of(coders: Sequence[str]) -> list[tuple[str, str]]:
    """Each two of some coders, in their order."""
    return list(combinations(coders, 2))
