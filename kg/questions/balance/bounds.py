"""Bounds of the frustration index of a block that is too large to be solved: a packing below, a search above."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    Ends = Sequence[tuple[int, int]]

KICKS = 50
KICKED = 0.05
MOST_STEPS = 2_000_000


def packed(ends: Ends, capacities: Sequence[int], broken: Sequence[bool]) -> int:
    """The total of unbalanced cycles that share no tie, or no more of it than its capacity: a lower bound.

    With the camps' sides taken into account the broken ties are the negative ones, so that a broken tie and a path
    of sound ones between its ends make an unbalanced cycle, and one of its ties has to change. Triangles go first,
    then the shortest cycles that are left, for at most `MOST_STEPS` steps.
    """
    sound: dict[int, dict[int, int]] = {actor: {} for pair in ends for actor in pair}
    left: list[tuple[int, int, int]] = []
    for (a, b), capacity, bad in zip(ends, capacities, broken, strict=True):
        if bad:
            left.append((a, b, capacity))
        else:
            sound[a][b] = sound[b][a] = capacity
    total, remaining = 0, []
    for a, b, capacity in left:
        need = capacity
        while need and (between := sound[a].keys() & sound[b].keys()):
            need -= _used(sound, [a, min(between), b], need)
        total += capacity - need
        remaining.append((a, b, need))
    steps = MOST_STEPS
    for a, b, capacity in remaining:
        need = capacity
        while need and steps > 0:
            path, taken = _path(sound, a, b)
            steps -= taken
            if not path:
                break
            need -= _used(sound, path, need)
        total += capacity - need
    return total


def searched(ends: Ends, weights: Sequence[int], seed: int) -> dict[int, int]:
    """A side, 1 or -1, for each actor such that the broken ties weigh little: an upper bound, not always the least.

    From all on one side, actors change sides while that helps; then a few are moved at random, and what comes of it is
    kept where it is no worse (iterated local search), `KICKS` times.
    """
    around: dict[int, list[tuple[int, int]]] = {}
    for (a, b), weight in zip(ends, weights, strict=True):
        around.setdefault(a, []).append((b, weight))
        around.setdefault(b, []).append((a, weight))
    actors = sorted(around)
    random = np.random.default_rng(seed)
    best = _settled(around, dict.fromkeys(actors, 1))
    least = _broken(ends, weights, best)
    for _ in range(KICKS):
        moved = random.choice(len(actors), size=max(2, round(KICKED * len(actors))), replace=False)
        tried = best | {actors[place]: -best[actors[place]] for place in moved.tolist()}
        tried = _settled(around, tried)
        weight = _broken(ends, weights, tried)
        if weight <= least:
            best, least = tried, weight
    return best


def _settled(around: dict[int, list[tuple[int, int]]], side: dict[int, int]) -> dict[int, int]:
    """The sides after every change that helps by itself."""
    fit = {actor: side[actor] * sum(w * side[other] for other, w in ties) for actor, ties in around.items()}
    waiting = deque(actor for actor in sorted(fit) if fit[actor] < 0)
    while waiting:
        actor = waiting.popleft()
        if fit[actor] >= 0:
            continue
        side[actor] = -side[actor]
        fit[actor] = -fit[actor]
        for other, weight in around[actor]:
            fit[other] += 2 * weight * side[actor] * side[other]
            if fit[other] < 0:
                waiting.append(other)
    return side


def _broken(ends: Ends, weights: Sequence[int], side: dict[int, int]) -> int:
    return sum(abs(w) for (a, b), w in zip(ends, weights, strict=True) if w * side[a] * side[b] < 0)


def _used(sound: dict[int, dict[int, int]], path: list[int], need: int) -> int:
    """Take what a path can carry, at most what is needed, from its ties."""
    steps = list(pairwise(path))
    carried = min(need, *(sound[a][b] for a, b in steps))
    for a, b in steps:
        left = sound[a][b] - carried
        if left:
            sound[a][b] = sound[b][a] = left
        else:
            del sound[a][b], sound[b][a]
    return carried


def _path(sound: dict[int, dict[int, int]], start: int, end: int) -> tuple[list[int], int]:
    """A shortest path of sound ties, empty if there is none, and how many ties were looked at."""
    before = {start: start}
    waiting = deque([start])
    steps = 0
    while waiting and end not in before:
        actor = waiting.popleft()
        steps += len(sound[actor])
        for other in sound[actor]:
            if other not in before:
                before[other] = actor
                waiting.append(other)
    if end not in before:
        return [], steps + 1
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path, steps
