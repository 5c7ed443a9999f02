"""What stands around the middle: seats on ellipses, as many as are needed."""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.outputs.seats import best_seats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.outputs.seats import Setting
    from kg.outputs.stress import Point

GAP = (112.0, 84.0)
WIDE_GAP = (250.0, 106.0)
CELL = (200.0, 88.0)
ROOM = (176.0, 74.0)
STEPS = 1440
FEW = 40


def seated(nodes: Sequence[str], setting: Setting, reach: Point) -> tuple[dict[str, Point], Point]:
    """Places for nodes on as many ellipses as they need outside that of `reach`, and how far the last one reaches.

    An ellipse reaches so far to the right and so far down from the middle.
    """
    ellipses: list[list[Point]] = []
    few = len(nodes) <= FEW
    gap = GAP if few else WIDE_GAP
    while sum(len(ellipse) for ellipse in ellipses) < len(nodes):
        reach = (reach[0] + gap[0], reach[1] + gap[1])
        inner = [*setting.placed.values(), *(seat for ellipse in ellipses for seat in ellipse)] if few else []
        free = [seat for seat in _ellipse(reach) if not any(_touches(seat, other) for other in inner)]
        if free:
            ellipses.append(free)
    wanted = {node: _direction(node, setting) for node in nodes}
    waiting = sorted(nodes, key=lambda node: (round(wanted[node], 6), node))
    if not few:
        return _dealt(waiting, ellipses), reach
    seats = [seat for ellipse in ellipses for seat in ellipse]
    return best_seats(waiting, wanted, seats, setting), reach


def _ellipse(reach: Point) -> list[Point]:
    """Seats along an ellipse, as many as it holds without one box touching the next."""
    turns = [2 * math.pi * step / STEPS for step in range(STEPS + 1)]
    points = [(reach[0] * math.cos(turn), reach[1] * math.sin(turn)) for turn in turns]
    way = [0.0]
    for (x, y), (u, v) in pairwise(points):
        way.append(way[-1] + max(abs(x - u) / CELL[0], abs(y - v) / CELL[1]))
    room = max(1, math.floor(way[-1]))
    return [points[bisect_left(way, way[-1] * (seat + 0.5) / room)] for seat in range(room)]


def _touches(seat: Point, other: Point) -> bool:
    return abs(seat[0] - other[0]) < ROOM[0] and abs(seat[1] - other[1]) < ROOM[1]


def _direction(node: str, setting: Setting) -> float:
    """Where what a node is tied to lies, seen from the middle."""
    near = [
        (setting.placed[other], weight)
        for other, weight in sorted(setting.weights.get(node, {}).items())
        if other in setting.placed
    ]
    return math.atan2(math.fsum(y * w for (_, y), w in near), math.fsum(x * w for (x, _), w in near))


def _dealt(nodes: Sequence[str], ellipses: Sequence[Sequence[Point]]) -> dict[str, Point]:
    """Seats in the order of directions, each ellipse getting its part, so that neighbours in order stay near."""
    rooms = [len(ellipse) for ellipse in ellipses]
    hands: list[list[str]] = [[] for _ in rooms]
    for count, node in enumerate(nodes, 1):
        owed = [count * room / sum(rooms) - len(hand) for room, hand in zip(rooms, hands, strict=True)]
        hands[owed.index(max(owed))].append(node)
    return {
        node: ellipse[(index * len(ellipse)) // len(hand)]
        for hand, ellipse in zip(hands, ellipses, strict=True)
        for index, node in enumerate(hand)
    }
