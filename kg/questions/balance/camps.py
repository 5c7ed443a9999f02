"""In how many draws of the signs two actors are in one camp, and in how many everything is balanced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.questions.balance.elimination import FINENESS, best_sides, counting_weights, plan
from kg.questions.balance.signs import SHOWN_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.questions.balance.elimination import Plan
    from kg.questions.balance.signs import Booleans, Floats, SignedGraph

# Cases times draws: enough for 15 actors who all have ties with one another, at 2,000 draws, or more with fewer ties.
MOST_CASES = 2**27
# The pairs of larger components would fill pages.
MOST_ACTORS = 100


@dataclass(frozen=True, slots=True)
class Together:
    """Two actors (a < b) joined by ties, and the share of draws in which the best camps have both on one side."""

    a: str
    b: str
    probability: float


def together(graph: SignedGraph, drawn: Floats) -> tuple[Together, ...]:
    """The pairs of each connected component, in the order of names; of components too large to be solved, none.

    `drawn` has tensions in the shape (ties, draws). In each draw the camps are those that break the fewest ties; of
    equally good ones those whose broken ties have the least tension in that draw, which leaves one in practice.
    """
    found: list[Together] = []
    for component in _components(graph):
        ties = [place for place, (a, _) in enumerate(graph.ends.tolist()) if a in component]
        ends: list[tuple[int, int]] = [(int(a), int(b)) for a, b in graph.ends[ties]]
        chosen = plan(ends, MOST_CASES // max(drawn.shape[1], 1)) if len(component) <= MOST_ACTORS else None
        if chosen:
            tensions = drawn[ties]
            weights = counting_weights(_signs(tensions), np.rint(np.abs(tensions) * FINENESS).astype(np.int64))
            found.extend(_pairs(graph, chosen, best_sides(chosen, ends, weights)))
    return tuple(sorted(found, key=lambda pair: (pair.a, pair.b)))


def balanced_share(graph: SignedGraph, drawn: Floats) -> float:
    """The share of draws in which the whole graph is balanced: every cycle has an even number of hostile ties."""
    hostile = drawn > 0
    side: dict[int, Booleans] = {}
    place = {(int(a), int(b)): index for index, (a, b) in enumerate(graph.ends)}
    joined = _joined(graph)
    for component in _components(graph):
        start = min(component)
        side[start] = np.zeros(drawn.shape[1], dtype=np.bool_)
        for a, b in nx.bfs_edges(joined, start):
            side[b] = side[a] ^ hostile[place[min(a, b), max(a, b)]]
    balanced = np.ones(drawn.shape[1], dtype=np.bool_)
    for (a, b), index in place.items():
        balanced &= (side[a] ^ side[b]) == hostile[index]
    return round(float(np.mean(balanced)), SHOWN_PLACES)


def independent_cycles(graph: SignedGraph) -> int:
    """How many cycles can be balanced or not independently of each other: ties - actors + components."""
    return len(graph.ties) - len(graph.actors) + len(list(_components(graph)))


def _pairs(graph: SignedGraph, chosen: Plan, sides: Booleans) -> Iterator[Together]:
    signs = np.where(sides, 1, -1).astype(np.float64)
    # Sums of whole numbers, which a float holds exactly whatever their order.
    same = (signs @ signs.T / sides.shape[1] + 1) / 2
    order = sorted(range(len(chosen.order)), key=lambda place: chosen.order[place])
    for rank, first in enumerate(order):
        for second in order[rank + 1 :]:
            yield Together(
                a=graph.actors[chosen.order[first]],
                b=graph.actors[chosen.order[second]],
                probability=round(float(same[first, second]), SHOWN_PLACES),
            )


def _signs(tensions: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.where(tensions > 0, -1, 1).astype(np.int64)


def _joined(graph: SignedGraph) -> nx.Graph[int]:
    return nx.Graph([(int(a), int(b)) for a, b in graph.ends])


def _components(graph: SignedGraph) -> Iterator[set[int]]:
    yield from nx.connected_components(_joined(graph))
