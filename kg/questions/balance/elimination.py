"""The division of a signed graph into two camps that breaks the least, by eliminating one actor after the other.

Dynamic programming over the sides of an actor's neighbours (bucket elimination, Dechter 1999), for many draws of the
signs at once. It costs what the graph's width costs, not its size: trees and rings of any size are cheap.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.questions.balance.signs import Booleans, Integers

# Cells times draws in one step: 64 MB of numbers.
AT_ONCE = 2**23
# A tie that is changed costs this, more than all tensions together: first the number of ties counts, then their size.
UNIT = 2**40
# Tensions are whole numbers of these parts, so that sums do not depend on their order.
FINENESS = 2**20


@dataclass(frozen=True, slots=True)
class Plan:
    """In which order actors are eliminated, and the places in that order of those around each at that moment.

    `cells` is the number of cases that are looked at, for one draw.
    """

    order: tuple[int, ...]
    scopes: tuple[tuple[int, ...], ...]
    cells: int


def plan(ends: Sequence[tuple[int, int]], most: int) -> Plan | None:
    """An order for a graph, the actor with the fewest neighbours next; None where over `most` cases would arise.

    `ends` are pairs of actors; 24 actors of whom each has a tie with each make 2**25 cases.
    """
    around: defaultdict[int, set[int]] = defaultdict(set)
    for a, b in ends:
        around[a].add(b)
        around[b].add(a)
    waiting = [(len(others), actor) for actor, others in around.items()]
    heapify(waiting)
    eliminated: dict[int, set[int]] = {}
    cells = 0
    while waiting:
        degree, actor = heappop(waiting)
        if actor in eliminated or degree != len(around[actor]):
            continue
        cells += 2 << degree
        if cells > most:
            return None
        eliminated[actor] = around[actor]
        for other in around[actor]:
            around[other] |= around[actor]
            around[other] -= {other, actor}
            heappush(waiting, (len(around[other]), other))
    place = {actor: index for index, actor in enumerate(eliminated)}
    scopes = tuple(tuple(sorted(place[other] for other in others)) for others in eliminated.values())
    return Plan(tuple(eliminated), scopes, cells)


def best_sides(chosen: Plan, ends: Sequence[tuple[int, int]], weights: Integers) -> Booleans:
    """The side of each actor of a plan's order, shape (actors, draws), that makes the broken ties weigh least.

    `weights` has shape (ties, draws): positive where a tie is friendly, negative where it is hostile; a friendly tie
    between the sides and a hostile one within a side are broken and weigh their size. Of divisions that weigh the
    same the one found is that of a fixed rule.
    """
    step = max(1, AT_ONCE // max(chosen.cells, 1))
    draws = weights.shape[1]
    parts = [_sides(chosen, ends, weights[:, start : start + step]) for start in range(0, draws, step)]
    return np.concatenate(parts, axis=1) if parts else np.zeros((len(chosen.order), 0), dtype=np.bool_)


def counting_weights(signs: Integers, sizes: Integers) -> Integers:
    """Weights by which the fewest ties are broken, and of equally few those of the least total size (below `UNIT`)."""
    return np.asarray(signs * (UNIT + sizes), dtype=np.int64)


def _sides(chosen: Plan, ends: Sequence[tuple[int, int]], weights: Integers) -> Booleans:
    place = {actor: index for index, actor in enumerate(chosen.order)}
    draws = weights.shape[1]
    tables: list[list[tuple[tuple[int, ...], Integers]]] = [[] for _ in chosen.order]
    ties: list[list[tuple[int, int]]] = [[] for _ in chosen.order]
    for tie, (a, b) in enumerate(ends):
        first, second = sorted((place[a], place[b]))
        ties[first].append((second, tie))
    choices: list[Booleans] = []
    for index, scope in enumerate(chosen.scopes):
        whole = (index, *scope)
        total = np.zeros((2 ** len(whole), draws), dtype=np.int64)
        for other, tie in ties[index]:
            _add(total, whole, (index, other), _cost(weights[tie]))
        for part, table in tables[index]:
            _add(total, whole, part, table)
        tables[index].clear()
        here, there = total.reshape(2, -1, draws)
        choices.append(there < here)
        if scope:
            tables[scope[0]].append((scope, np.minimum(here, there)))
    return _traced_back(chosen, choices, draws)


def _cost(weight: Integers) -> Integers:
    """What a tie costs with its ends on the sides 00, 01, 10, 11."""
    together, apart = np.maximum(-weight, 0), np.maximum(weight, 0)
    return np.stack([together, apart, apart, together])


def _add(total: Integers, whole: tuple[int, ...], part: tuple[int, ...], table: Integers) -> None:
    """Add a table over some of the actors to the one over all of them; runs of actors are joined to few axes."""
    sizes: list[int] = []
    own: list[int] = []
    inside = None
    for actor in whole:
        if (actor in part) != inside:
            inside = actor in part
            sizes.append(1)
            own.append(1)
        sizes[-1] *= 2
        own[-1] *= 2 if inside else 1
    view = total.reshape(*sizes, -1)
    view += table.reshape(*own, -1)


def _traced_back(chosen: Plan, choices: Sequence[Booleans], draws: int) -> Booleans:
    """The sides, from the actor eliminated last to the first, each as is best beside its neighbours' sides."""
    sides = np.zeros((len(chosen.order), draws), dtype=np.bool_)
    for index in range(len(chosen.order) - 1, -1, -1):
        case = np.zeros(draws, dtype=np.int64)
        for other in chosen.scopes[index]:
            case = 2 * case + sides[other]
        sides[index] = choices[index][case, np.arange(draws)]
    return sides
