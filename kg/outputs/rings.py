"""What stands around the middle: seats on ellipses, taken so that lines stay short and run through no label."""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kg.outputs.stress import LABEL_SPACE, LENGTH, crosses, halfway, runs_through

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.outputs.stress import Pair, Point

    Weights = Mapping[str, Mapping[str, float]]

GAP = (112.0, 84.0)
WIDE_GAP = (250.0, 106.0)
CELL = (200.0, 88.0)
BOX = (165.0, 66.0)
ROOM = (176.0, 74.0)
STEPS = 1440
FEW = 40
HARDLY_ANY = 20
ATTEMPTS = 4
THROUGH = 3.0
ACROSS = 0.35
OVER = 4.0
FEW_LINES = 36
MOST = 3.0
NOISE = 1e-6


@dataclass(frozen=True, slots=True)
class Setting:
    """What is there already: nodes with their places and sizes, the ties between all, and the lines in the middle."""

    placed: Mapping[str, Point]
    sizes: Mapping[str, Point]
    weights: Weights
    lines: Collection[Pair]


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
    return _best(waiting, wanted, _Board(waiting, seats, setting)), reach


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


def _best(nodes: list[str], wanted: Mapping[str, float], board: _Board) -> dict[str, Point]:
    """The best of a few attempts, each of which lets the nodes choose their first seats in another order."""
    chance = random.Random(0)  # noqa: S311 - a layout is no secret, and must come out alike
    tried: list[tuple[float, dict[str, int]]] = []
    for _ in range(ATTEMPTS if len(nodes) <= HARDLY_ANY else 1):
        tried.append(_improved(_nearest(nodes, wanted, board.seats), board))
        chance.shuffle(nodes)
    _, taken = min(tried, key=lambda attempt: round(attempt[0], 3))
    return {node: board.seats[seat] for node, seat in taken.items()}


class _Board:
    """Seats by number, and what it costs to take them: long lines, lines through boxes, across lines, over labels.

    A line leads from a seat to a point, which is another seat or, counted on from there, something placed. Lines that
    are not shown at first only pull.
    """

    def __init__(self, nodes: Sequence[str], seats: Sequence[Point], setting: Setting) -> None:
        self.seats, self.setting = seats, setting
        placed, weights = setting.placed, setting.weights
        self.points = [*seats, *placed.values()]
        self.number = {node: len(seats) + index for index, node in enumerate(placed)}
        self.middle = [(placed[a], placed[b]) for a, b in sorted(setting.lines) if {a, b} <= placed.keys()]
        self.lines = [
            (node, other, min(weight, MOST))
            for node in nodes
            for other, weight in sorted(weights.get(node, {}).items())
            if other in placed or (other in nodes and node < other)
        ]
        self._lines: dict[int, tuple[float, float, int]] = {}
        self._crossing: dict[int, bool] = {}

    def cost(self, taken: Mapping[str, int]) -> float:
        """How bad it is that the nodes sit where they do."""
        occupied = sum(1 << seat for seat in taken.values())
        cost = 0.0
        shown: list[int] = []
        for node, other, weight in self.lines:
            point = taken[other] if other in taken else self.number[other]
            line = taken[node] * len(self.points) + point
            length, hindrance, through = self._lines.get(line) or self._line(line)
            cost += weight * length
            if weight >= 1:
                cost += hindrance + THROUGH * (through & occupied).bit_count()
                shown.append(line)
        return cost + (ACROSS * self._crossings(shown) if len(shown) <= FEW_LINES else 0)

    def _crossings(self, lines: Sequence[int]) -> int:
        known, size = self._crossing, len(self.points) * len(self.points)
        found = 0
        for a, b in combinations(lines, 2):
            crossing = known.get(a * size + b)
            if crossing is None:
                crossing = known[a * size + b] = self._cross(a, b)
            found += crossing
        return found

    def _ends(self, line: int) -> tuple[Point, Point]:
        seat, point = divmod(line, len(self.points))
        return self.points[seat], self.points[point]

    def _cross(self, a: int, b: int) -> bool:
        return not set(self._ends(a)) & set(self._ends(b)) and crosses(*self._ends(a), *self._ends(b))

    def _line(self, line: int) -> tuple[float, float, int]:
        """A line's length, what of the middle hinders it, and the seats whose boxes it runs through, as bits."""
        start, end = self._ends(line)
        through = sum(
            1 << number
            for number, place in enumerate(self.seats)
            if place not in (start, end) and runs_through(start, end, place, BOX)
        )
        self._lines[line] = (math.dist(start, end) / LENGTH, self._hindrance(start, end), through)
        return self._lines[line]

    def _hindrance(self, start: Point, end: Point) -> float:
        sizes = self.setting.sizes
        boxes = sum(
            place != end and runs_through(start, end, place, sizes.get(node, BOX))
            for node, place in self.setting.placed.items()
        )
        across = sum(end not in pair and crosses(start, end, *pair) for pair in self.middle)
        over = sum(math.dist(halfway(start, end), halfway(*pair)) < LABEL_SPACE for pair in self.middle)
        return THROUGH * boxes + ACROSS * across + OVER * over


def _nearest(nodes: Sequence[str], wanted: Mapping[str, float], seats: Sequence[Point]) -> dict[str, int]:
    """Each node in turn on the free seat that lies best in its direction."""
    free = dict(enumerate(seats))
    taken: dict[str, int] = {}
    for node in nodes:
        x, y = math.cos(wanted[node]), math.sin(wanted[node])
        away = {seat: -(u * x + v * y) / math.hypot(u, v) for seat, (u, v) in free.items()}
        taken[node] = min(away, key=lambda seat: (round(away[seat], 6), seat))
        del free[taken[node]]
    return taken


def _improved(taken: dict[str, int], board: _Board) -> tuple[float, dict[str, int]]:
    """Seats changed, by one node or two at a time, as long as that helps; and how bad the picture still is."""
    cost, before = board.cost(taken), math.inf
    while cost < before - NOISE:
        before = cost
        for node in sorted(taken):
            for seat in range(len(board.seats)):
                holder = next((other for other, place in taken.items() if place == seat), node)
                moved = {**taken, holder: taken[node], node: seat}
                if (found := board.cost(moved)) < cost - NOISE:
                    taken, cost = moved, found
    return cost, taken
