"""What does not belong to the core: seats on ellipses around it, or in rows where the network is too large for one.

Who takes which seat is an assignment in which lines are short: any two who would both gain change seats.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kg.layout.core import lengths

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from kg.layout.core import Point
    from kg.layout.labels import Size

    Numbers: TypeAlias = npt.NDArray[np.float64]
    Weights: TypeAlias = Mapping[str, Mapping[str, float]]

# The room of a box of three lines of small letters: along an ellipse, from one to the next, and in rows like bricks.
CELL = (200.0, 88.0)
ROOM = np.array((176.0, 74.0))
BRICK = (196.0, 77.0)
# How far one ellipse lies outside the last, to the side and down, and how much wider than high all of it is.
GAP = (112.0, 84.0)
ASPECT = 1.3
STEPS = 1440
# Rows fill the view's map of about 868 by 508 pixels, and corners more than an ellipse does.
LATTICE_ASPECT, ROUNDNESS = 1.55, 3.0
# To change seats pays for few: with more nobody sees it.
FEW = 100
GAIN = 1e-6


def around(
    groups: Sequence[Sequence[str]], placed: Mapping[str, Point], sizes: Mapping[str, Size], weights: Weights
) -> dict[str, Point]:
    """Whole coordinates of groups of nodes, each on as many ellipses as it needs outside those before it."""
    placed = dict(placed)
    corners = [(abs(x) + sizes[node][0] / 2, abs(y) + sizes[node][1] / 2) for node, (x, y) in placed.items()]
    radius = max((math.sqrt(x * x + (y * ASPECT) ** 2) for x, y in corners), default=0.0)
    reach = (radius, radius / ASPECT)
    for nodes in groups:
        seats: list[Point] = []
        while len(seats) < len(nodes):
            reach = (reach[0] + GAP[0], reach[1] + GAP[1])
            inner = np.array([*placed.values(), *seats]).reshape(-1, 2)
            seats += [seat for seat in _ellipse(reach) if not (np.abs(inner - seat) < ROOM).all(1).any()]
        seats.sort(key=lambda seat: (round(math.atan2(seat[1], seat[0]), 6), seat))
        directions = {node: _direction(node, placed, weights) for node in nodes}
        order = sorted(nodes, key=lambda node: (round(directions[node], 6), node))
        chosen = [seats[index * len(seats) // len(order)] for index in range(len(order))]
        placed |= assigned(order, chosen, placed, weights)
    return placed


def in_rows(
    nodes: Sequence[str],
    weights: Weights,
    first: int,
    core: Mapping[str, Point] | None = None,
    sizes: Mapping[str, Size] | None = None,
) -> dict[str, Point]:
    """A seat for each node outside the `core`, so many nearest and as many at a time around them, near to their ties.

    Seats lie in rows like bricks and are taken from the middle outwards, so that what is drawn at first has large
    letters, and nothing moves when more is asked for. What is placed in the core already, with boxes of these `sizes`,
    stays there.
    """
    placed = dict(core or {})
    seats = _lattice(len(nodes), [(point, sizes[node]) for node, point in placed.items()] if sizes else ())
    for start in range(0, len(nodes), first):
        tier = [node for node in nodes[start : start + first] if node not in placed]
        placed |= assigned(tier, seats[: len(tier)], placed, weights)
        del seats[: len(tier)]
    return placed


def assigned(
    nodes: Sequence[str], seats: Sequence[Point], placed: Mapping[str, Point], weights: Weights
) -> dict[str, Point]:
    """A seat for each node: at first in their order, then changed by two at a time as long as lines get shorter."""
    size, order = len(nodes), list(range(len(nodes)))
    if 1 < size <= FEW:
        number = {node: index for index, node in enumerate(nodes)}
        spots = np.array(seats)
        between = lengths(spots[:, None] - spots)
        costs, ties = np.zeros((size, size)), np.zeros((size, size))
        for node, index in number.items():
            for other, weight in sorted(weights.get(node, {}).items()):
                if other in number:
                    ties[index, number[other]] = weight
                    costs[index] += weight * between[number[other]]
                elif other in placed:
                    costs[index] += weight * lengths(spots - placed[other])
        _exchange(order, costs, ties, between)
    return {node: seats[seat] for node, seat in zip(nodes, order, strict=True)}


def _exchange(order: list[int], costs: Numbers, ties: Numbers, between: Numbers) -> None:
    """Exchange seats of those two who gain most; `costs` are those of each node on each seat as the others sit."""
    while True:
        at = costs[:, order]
        own = at.diagonal()
        gains = own[:, None] + own - at - at.T - 2 * ties * between[order][:, order]
        best = int(gains.round(6).argmax())
        a, b = divmod(best, len(order))
        if gains[a, b] <= GAIN:
            return
        costs += (ties[:, a] - ties[:, b])[:, None] * (between[order[b]] - between[order[a]])
        order[a], order[b] = order[b], order[a]


def _ellipse(reach: Point) -> list[Point]:
    """Whole seats along an ellipse, as many as it holds without one box touching the next."""
    angles = np.linspace(0, 2 * math.pi, STEPS + 1)
    points = np.stack([reach[0] * np.cos(angles), reach[1] * np.sin(angles)], axis=1)
    way = np.cumsum((np.abs(np.diff(points, axis=0)) / CELL).max(1))
    room = max(1, math.floor(way[-1]))
    steps = np.searchsorted(way, way[-1] * (np.arange(room) + 0.5) / room)
    return [(float(x), float(y)) for x, y in points[steps].round()]


def _direction(node: str, placed: Mapping[str, Point], weights: Weights) -> float:
    """Where what a node is tied to lies, seen from the middle."""
    near = [(placed[other], weight) for other, weight in sorted(weights.get(node, {}).items()) if other in placed]
    return math.atan2(math.fsum(y * w for (_, y), w in near), math.fsum(x * w for (x, _), w in near))


def _lattice(wanted: int, taken: Collection[tuple[Point, Size]] = ()) -> list[Point]:
    """Seats from the middle outwards, every second row half a seat to the side, outside of all boxes that are there."""
    corners = [(abs(x) + wide / 2, abs(y) + high / 2) for (x, y), (wide, high) in taken]
    inner = max(map(_far, corners), default=-1.0)
    room = wanted + (4 * LATTICE_ASPECT * max(inner, 0.0) ** (4 / ROUNDNESS) / (BRICK[0] * BRICK[1]) if taken else 0)
    reach = 2 + math.ceil(math.sqrt(room * LATTICE_ASPECT * BRICK[1] / BRICK[0]) + math.sqrt(room))
    seats = [
        ((column + row % 2 / 2) * BRICK[0], row * BRICK[1])
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
    ]
    free = [seat for seat in seats if not taken or _far(_nearest(seat)) > inner]
    return sorted(free, key=lambda seat: (round(_far(seat), 6), seat))[:wanted]


def _nearest(seat: Point) -> Point:
    """How near to the middle the room of a seat comes, to the side and down."""
    return max(abs(seat[0]) - BRICK[0] / 2, 0.0), max(abs(seat[1]) - BRICK[1] / 2, 0.0)


def _far(seat: Point) -> float:
    return math.hypot(*(abs(part) ** (ROUNDNESS / 2) for part in (seat[0] / LATTICE_ASPECT, seat[1])))
