"""The strongest paths and cycles of a directed graph whose hops have a power: exact, best first."""

from __future__ import annotations

import heapq
from bisect import insort
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Chain: TypeAlias = tuple[float, tuple[str, ...]]
    Rank: TypeAlias = tuple[float, int, tuple[str, ...], float]

# Powers that differ by less are equal, and the fewer hops, then the names, decide.
PLACES = 9
SLACK = 1e-9
# A product of the same factors in another order may come out lower by some units in the last place.
ABOVE = 1 + 1e-12


class Hops:
    """The powers, in [0, 1], of the hops of a directed graph without loops, looked up from either end."""

    def __init__(self, powers: Mapping[tuple[str, str], float]) -> None:
        self.out: dict[str, dict[str, float]] = {}
        self.into: dict[str, dict[str, float]] = {}
        for (source, target), power in powers.items():
            self.out.setdefault(source, {})[target] = power
            self.into.setdefault(target, {})[source] = power

    def drop(self, node: str) -> None:
        """Take a node out, with its hops."""
        for target in self.out.pop(node, ()):
            del self.into[target][node]
        for source in self.into.pop(node, ()):
            del self.out[source][node]


def strongest_paths(hops: Hops, source: str, target: str, *, longest: int, floor: float = 0.0) -> Iterator[Chain]:
    """The simple paths of up to `longest` hops with their power, the product of their hops', strongest first.

    Where source and target are one, its cycles. Equal powers go by the number of hops, then by the names. Paths weaker
    than `floor` may be left out. A* search (Hart, Nilsson and Raphael 1968): each partial path is queued by the largest
    product that any walk from its end to the target could give it. That bound is never too low, so a path that is
    complete when its turn comes is the strongest one left. The bounds for every node and number of hops take one pass
    over the hops for each number.
    """
    ahead = _ahead(hops, source, target, longest, floor)
    waiting: list[Rank] = []
    begin = _most(ahead, (source,), 1.0, longest)
    if begin:
        waiting.append(begin)
    while waiting:
        _, _, names, product = heapq.heappop(waiting)
        if len(names) > 1 and names[-1] == target:
            yield product, names
            continue
        for node, power in hops.out.get(names[-1], {}).items():
            further = (*names, node)
            if node == target:
                heapq.heappush(waiting, _rank(product * power, further))
            elif node not in names and (most := _most(ahead, further, product * power, longest)):
                heapq.heappush(waiting, most)


def strongest_cycles(hops: Hops, *, longest: int, most: int) -> list[Chain]:
    """The `most` strongest cycles of 2 to `longest` hops, each from the first of its names and back to it.

    The search from one node leaves out the nodes before it, and whatever is weaker than the `most` strongest so far.
    Empties `hops` as it goes.
    """
    mutual = heapq.nlargest(most, _mutual(hops))
    floor = mutual[-1] if len(mutual) == most else 0.0
    found: list[Rank] = []
    for start in sorted(hops.out):
        for power, names in strongest_paths(hops, start, start, longest=longest, floor=floor):
            rank = _rank(power, names)
            if len(found) == most and rank > found[-1]:
                break
            insort(found, rank)
            del found[most:]
            if len(found) == most:
                floor = max(floor, -found[-1][0])
        hops.drop(start)
    return [(power, names) for _, _, names, power in found]


def _mutual(hops: Hops) -> Iterator[float]:
    """The power of every cycle of two hops."""
    for node, onward in hops.out.items():
        back = hops.into.get(node, {})
        yield from (power * back[other] for other, power in onward.items() if node < other and other in back)


def _rank(power: float, names: tuple[str, ...]) -> Rank:
    return -round(power, PLACES), len(names) - 1, names, power


def _ahead(hops: Hops, source: str, target: str, longest: int, floor: float) -> list[dict[str, float]]:
    """For every number of hops the largest product of a walk of so many from each node to the target.

    The walks do not come back to the source and do not run through the target; what is under the floor is left out.
    """
    ahead = [{target: 1.0}]
    for step in range(longest):
        best: dict[str, float] = {}
        for node, product in ahead[-1].items():
            if step and node in (source, target):
                continue
            for before, power in hops.into.get(node, {}).items():
                whole = power * product
                if whole > best.get(before, -1.0) and whole >= floor - SLACK and (before != target or before == source):
                    best[before] = whole
        ahead.append(best)
    return ahead


def _most(ahead: list[dict[str, float]], names: tuple[str, ...], product: float, longest: int) -> Rank | None:
    """The best rank that a path with this beginning can have, or None if it cannot reach the target in time."""
    used, node = len(names) - 1, names[-1]
    most: tuple[float, int] | None = None
    for step in range(1, longest - used + 1):
        if node in ahead[step]:
            bound = (-round(product * ahead[step][node] * ABOVE, PLACES), used + step)
            most = min(most, bound) if most else bound
    return (*most, names, product) if most else None
