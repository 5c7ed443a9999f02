"""Betweenness: how often an actor lies on the shortest paths between others, for known or drawn ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.questions.balance.signs import SHOWN_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.questions.balance.signs import Booleans, Floats, SignedGraph

# Up to this many actors all graphs are computed at once, by matrices.
DENSE_TO = 100
# Graphs times their actors times their ties, about half a second. Fewer draws than the least would say too little.
MOST_DENSE_WORK = 4_000_000
MOST_WORK = 1_000_000
FEWEST_DRAWS = 100
# A matrix of this many numbers stays in the cache of a processor.
NUMBERS_AT_ONCE = 30_000
# Below this many actors loading a second library costs more than it saves.
FAST_FROM = 500


@dataclass(frozen=True, slots=True)
class DrawnBetweenness:
    """For each actor, over the draws: mean, 90 % range, and the share in which it is the highest (ties share it).

    `draws` is how many were used: fewer than were drawn if the graph is large, none if it is too large.
    """

    draws: int
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    highest: tuple[float, ...]


def betweenness(actors: int, ends: Iterable[tuple[int, int]]) -> Floats:
    """Betweenness centrality of actors 0 to n - 1 in an undirected graph, from 0 to 1 (Freeman 1977).

    The share of shortest paths between two others that an actor lies on, summed over the pairs of others and divided by
    their number. Python-igraph computes it if it is installed and the graph is large, networkx otherwise.
    """
    pairs = list(ends)
    if actors >= FAST_FROM:
        try:
            return _by_igraph(actors, pairs)
        except ImportError:
            pass
    return _by_networkx(actors, pairs)


def drawn_betweenness(graph: SignedGraph, drawn: Floats) -> DrawnBetweenness:
    """Betweenness in the graph of the friendly ties of each draw; `drawn` has tensions in the shape (ties, draws)."""
    friendly = drawn <= 0
    actors = len(graph.actors)
    cost, most = actors * len(graph.ties), MOST_DENSE_WORK if actors <= DENSE_TO else MOST_WORK
    patterns, which = _patterns(friendly)
    if patterns.shape[1] * cost > most:
        draws = most // cost
        if draws < FEWEST_DRAWS:
            return DrawnBetweenness(0, (), (), (), ())
        patterns, which = _patterns(friendly[:, :draws])
    ends: list[tuple[int, int]] = [(int(a), int(b)) for a, b in graph.ends]
    if actors <= DENSE_TO:
        found = dense_betweenness(actors, ends, patterns)
    else:
        graphs = ([pair for pair, there in zip(ends, own, strict=True) if there] for own in patterns.T.tolist())
        found = np.array([betweenness(actors, pairs) for pairs in graphs])
    scores = np.round(found.reshape(-1, actors)[which], 9)
    low, high = np.quantile(scores, [0.05, 0.95], axis=0, method="inverted_cdf")
    best = (scores == scores.max(axis=1, keepdims=True)) & (scores > 0)
    share = best / np.maximum(best.sum(axis=1, keepdims=True), 1)
    return DrawnBetweenness(
        len(scores), _rounded(scores.mean(axis=0)), _rounded(low), _rounded(high), _rounded(share.mean(axis=0))
    )


def dense_betweenness(actors: int, ends: Sequence[tuple[int, int]], patterns: Booleans) -> Floats:
    """Betweenness in many graphs of the same actors, in the shape (graphs, actors).

    `patterns`, in the shape (ends, graphs), says which of the ties each graph has. The result is that of
    `betweenness`, by the algorithm of Brandes (2001) from all actors at once: step by step outward, how many shortest
    paths lead to each actor, then back inward, which share of the pairs depends on it.
    """
    adjacent = np.zeros((patterns.shape[1], actors, actors))
    for (a, b), there in zip(ends, patterns, strict=True):
        adjacent[:, a, b] = adjacent[:, b, a] = there
    at_once = max(1, NUMBERS_AT_ONCE // max(actors**2, 1))
    parts = [_dependency(adjacent[first : first + at_once]) for first in range(0, len(adjacent), at_once)]
    return np.concatenate([np.zeros((0, actors)), *parts]) / max((actors - 1) * (actors - 2), 1)


def _dependency(adjacent: Floats) -> Floats:
    """For each graph and actor, over all pairs of others in both directions, the share of the paths through it."""
    paths: Floats = np.broadcast_to(np.eye(adjacent.shape[-1]), adjacent.shape).copy()
    rings = [paths.copy()]
    while (ring := np.where(paths > 0, 0.0, rings[-1] @ adjacent)).any():
        paths += ring
        rings.append(ring)
    depending = np.zeros_like(paths)
    for inner, outer in zip(rings[-2:0:-1], rings[:1:-1], strict=True):
        share = np.divide(1 + depending, outer, out=np.zeros_like(outer), where=outer > 0)
        depending += inner * (share @ adjacent)
    return np.asarray(depending.sum(axis=1), dtype=np.float64)


def _patterns(friendly: Booleans) -> tuple[Booleans, np.ndarray[tuple[int, ...], np.dtype[np.intp]]]:
    """The graphs that differ, and for each draw which of them it is."""
    patterns, which = np.unique(friendly, axis=1, return_inverse=True)
    return patterns, which.ravel()


def _by_networkx(actors: int, pairs: list[tuple[int, int]]) -> Floats:
    graph: nx.Graph[int] = nx.empty_graph(actors)
    graph.add_edges_from(pairs)
    found = nx.betweenness_centrality(graph)
    return np.array([found[actor] for actor in range(actors)], dtype=np.float64)


def _by_igraph(actors: int, pairs: list[tuple[int, int]]) -> Floats:
    import igraph  # noqa: PLC0415 - an extra that need not be there

    counts = np.array(igraph.Graph(n=actors, edges=pairs).betweenness(directed=False), dtype=np.float64)
    return np.asarray(counts / ((actors - 1) * (actors - 2) / 2), dtype=np.float64)


def _rounded(numbers: Floats) -> tuple[float, ...]:
    return tuple(round(float(number), SHOWN_PLACES) for number in numbers)
