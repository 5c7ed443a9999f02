"""How far a signed graph is from balance: the fewest ties whose sign would have to change, and the camps left then."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.questions.balance.bounds import packed, searched
from kg.questions.balance.elimination import FINENESS, best_sides, counting_weights, plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.questions.balance.signs import SignedGraph

    Ends = Sequence[tuple[int, int]]

# Every block of up to 23 actors has fewer cases, and so have larger ones with few ties.
EXACT_CASES = 2**24
# Tensions are whole millionths, so that sums do not depend on their order.
TENSION_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Split:
    """The two camps of actors who are joined by ties; `second` is empty where all are friends.

    The `anchor`, in `first`, is the actor with the most of these ties, the first by name of several.
    """

    anchor: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustration index, or what it lies between (`low`, `high`) where it is not `exact`.

    `splits` are camps that break as many ties as `high` says, one for each connected component, the largest
    component first; `frustrated` are those ties: friendly between the camps or hostile within one.
    """

    low: float
    high: float
    exact: bool
    splits: tuple[Split, ...]
    frustrated: tuple[tuple[str, str], ...]


def frustration(graph: SignedGraph, signs: Sequence[int], *, weighted: bool = False, seed: int = 0) -> Frustration:
    """The line index of balance: the least number of ties whose change of sign leaves a balanced graph.

    `signs` has 1, -1 or 0 (left out) for each tie. `weighted`: the least sum of the tensions' sizes instead. Of
    equally good camps those are taken that break the ties of the least tension. Exact block by block, since it adds
    up over biconnected components, up to `EXACT_CASES` cases in each; beyond, disjoint unbalanced cycles bound it from
    below and a seeded search from above. Harary 1959; Aref and Wilson 2018 (a review of measures of balance).
    """
    ties = [place for place, sign in enumerate(signs) if sign]
    ends = {place: (int(graph.ends[place, 0]), int(graph.ends[place, 1])) for place in ties}
    sizes = {place: abs(graph.ties[place].tension) for place in ties}
    low, exact, broken = 0, True, set[int]()
    for block in _blocks(ends):
        found = _block(block, ends, signs, sizes, weighted=weighted, seed=seed)
        low, exact, broken = low + found[0], exact and found[1], broken | found[2]
    high = sum(_steps(sizes[place]) if weighted else 1 for place in broken)
    scale = TENSION_STEPS if weighted else 1
    return Frustration(
        low=low / scale,
        high=high / scale,
        exact=exact,
        splits=_splits(graph, ends, {place: -signs[place] if place in broken else signs[place] for place in ties}),
        frustrated=tuple((graph.ties[place].a, graph.ties[place].b) for place in sorted(broken)),
    )


def sides(ends: Ends, signs: Sequence[int]) -> dict[int, int] | None:
    """A side, 1 or -1, for each actor so that no tie is broken, the lowest of each component on 1; else None."""
    around: dict[int, list[tuple[int, int]]] = {}
    for (a, b), sign in zip(ends, signs, strict=True):
        around.setdefault(a, []).append((b, sign))
        around.setdefault(b, []).append((a, sign))
    side: dict[int, int] = {}
    for start in sorted(around):
        if start in side:
            continue
        side[start] = 1
        waiting = deque([start])
        while waiting:
            actor = waiting.popleft()
            for other, sign in around[actor]:
                if other not in side:
                    side[other] = side[actor] * sign
                    waiting.append(other)
                elif side[other] != side[actor] * sign:
                    return None
    return side


def _blocks(ends: Mapping[int, tuple[int, int]]) -> list[list[int]]:
    """The ties of every biconnected component that is no single tie."""
    place = {pair: tie for tie, pair in ends.items()}
    joined: nx.Graph[int] = nx.Graph(ends.values())
    blocks = ([place[min(pair), max(pair)] for pair in block] for block in nx.biconnected_component_edges(joined))
    return sorted(sorted(block) for block in blocks if len(block) > 1)


def _block(
    block: list[int],
    ends: Mapping[int, tuple[int, int]],
    signs: Sequence[int],
    sizes: Mapping[int, float],
    *,
    weighted: bool,
    seed: int,
) -> tuple[int, bool, set[int]]:
    """A lower bound of what a block's broken ties weigh, whether it is exact, and ties that are broken at best."""
    pairs = [ends[place] for place in block]
    own = [signs[place] for place in block]
    if sides(pairs, own):
        return 0, True, set()
    if weighted:
        weights = np.array([sign * _steps(sizes[place]) for sign, place in zip(own, block, strict=True)])
    else:
        fine = np.array([round(sizes[place] * FINENESS) for place in block])
        weights = counting_weights(np.array(own), fine)
    chosen = plan(pairs, EXACT_CASES)
    if chosen:
        found = best_sides(chosen, pairs, weights[:, None])[:, 0].tolist()
        side = dict(zip(chosen.order, found, strict=True))
    else:
        side = searched(pairs, weights.tolist(), seed)
    broken = [(side[a] == side[b]) != (sign > 0) for (a, b), sign in zip(pairs, own, strict=True)]
    capacities = [abs(weight) if weighted else 1 for weight in weights.tolist()]
    low = 0 if chosen else packed(pairs, capacities, broken)
    weight = sum(capacity for capacity, bad in zip(capacities, broken, strict=True) if bad)
    places = {place for place, bad in zip(block, broken, strict=True) if bad}
    return (weight, True, places) if chosen or low == weight else (low, False, places)


def _steps(size: float) -> int:
    """A tension's size in whole millionths, at least one, so that sums do not depend on their order."""
    return max(1, round(size * TENSION_STEPS))


def _splits(graph: SignedGraph, ends: Mapping[int, tuple[int, int]], signs: Mapping[int, int]) -> tuple[Split, ...]:
    """The camps of each component of a graph that is balanced."""
    side = sides(list(ends.values()), list(signs.values()))
    assert side is not None
    joined: nx.Graph[int] = nx.Graph(ends.values())
    found = []
    for component in nx.connected_components(joined):
        anchor = min(component, key=lambda actor: (-joined.degree[actor], actor))
        members = {graph.actors[actor]: side[actor] == side[anchor] for actor in sorted(component)}
        first, second = (tuple(slug for slug, here in members.items() if here == which) for which in (True, False))
        found.append(Split(graph.actors[anchor], first, second))
    return tuple(sorted(found, key=lambda split: (-len(split.first) - len(split.second), split.anchor)))
