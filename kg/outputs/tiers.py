"""Where the nodes of a large network stand: the strongest in the middle, close together, the later ones around them.

Seats lie in rows like bricks and are taken from the middle outwards, so that what is drawn at first has large letters,
and nothing moves when more is asked for.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.outputs.stress import Point

ROOM = (196.0, 77.0)
ASPECT = 1.55
ROUNDNESS = 3.0
TURNS = 12


def in_tiers(nodes: Sequence[str], weights: Mapping[str, Mapping[str, float]], first: int) -> dict[str, Point]:
    """A seat for each node, so many in the middle and as many at a time around them, near to what they are tied to."""
    seats = _seats(len(nodes))
    placed: dict[str, Point] = {}
    for start in range(0, len(nodes), first):
        tier = nodes[start : start + first]
        placed |= _tier(tier, seats[start : start + len(tier)], placed, weights)
    return placed


def _seats(wanted: int) -> list[Point]:
    """Seats from the middle outwards, every second row half a seat to the side."""
    reach = 2 + math.ceil(math.sqrt(wanted * ASPECT * ROOM[1] / ROOM[0]) + math.sqrt(wanted))
    found = [
        ((column + row % 2 / 2) * ROOM[0], row * ROOM[1])
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
    ]
    return sorted(found, key=lambda seat: (round(_far(seat), 6), seat))[:wanted]


def _far(seat: Point) -> float:
    return math.hypot(*(abs(part) ** (ROUNDNESS / 2) for part in (seat[0] / ASPECT, seat[1])))


def _tier(
    nodes: Sequence[str],
    seats: Sequence[Point],
    placed: Mapping[str, Point],
    weights: Mapping[str, Mapping[str, float]],
) -> dict[str, Point]:
    """Seats changed by two at a time, as long as that makes the lines shorter."""
    found = dict(zip(nodes, seats, strict=True))
    known = {**placed, **found}
    near = {
        node: [(other, weight) for other, weight in sorted(weights.get(node, {}).items()) if other in known]
        for node in nodes
    }

    def cost(node: str, at: Point, beside: str) -> float:
        return sum(weight * math.dist(at, known[other]) for other, weight in near[node] if other != beside)

    chance = random.Random(0)  # noqa: S311 - a layout is no secret, and must come out alike
    order = list(nodes)
    for _ in range(TURNS):
        chance.shuffle(order)
        changed = False
        for a in order:
            for b in nodes:
                one, other = known[a], known[b]
                if a == b:
                    continue
                before = cost(a, one, b) + cost(b, other, a)
                if cost(a, other, b) + cost(b, one, a) < before - 1e-6:
                    known[a], known[b] = other, one
                    changed = True
        if not changed:
            break
    return {node: known[node] for node in nodes}
