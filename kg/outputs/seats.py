"""Who takes which of the seats around the middle, so that lines stay short and run through no label."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.outputs.stress import LABEL_SPACE, LENGTH, crosses, halfway, runs_through

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.outputs.stress import Pair, Point

    Weights = Mapping[str, Mapping[str, float]]

BOX = (165.0, 66.0)
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


def best_seats(
    nodes: list[str], wanted: Mapping[str, float], seats: Sequence[Point], setting: Setting
) -> dict[str, Point]:
    """A seat for each node, near the direction in which it is wanted.

    It is the best of a few attempts, each of which lets the nodes choose their first seats in another order.
    """
    board = _Board(nodes, seats, setting)
    chance = random.Random(0)  # noqa: S311 - a layout is no secret, and must come out alike
    tried: list[tuple[float, dict[str, int]]] = []
    for _ in range(ATTEMPTS if len(nodes) <= HARDLY_ANY else 1):
        tried.append(_improved(_nearest(nodes, wanted, seats), board))
        chance.shuffle(nodes)
    _, taken = min(tried, key=lambda attempt: round(attempt[0], 3))
    return {node: seats[seat] for node, seat in taken.items()}


class _Board:
    """Seats by number, and what it costs to take them: long lines, lines through boxes, across lines, over labels.

    A line leads from a seat to a point, which is another seat or, counted on from there, something placed; the two
    make its number. Lines that are not shown at first only pull; where few are shown, their crossings are `watched`.
    """

    def __init__(self, nodes: Sequence[str], seats: Sequence[Point], setting: Setting) -> None:
        self.seats, self.setting = seats, setting
        placed, weights = setting.placed, setting.weights
        self.points = [*seats, *placed.values()]
        self.number = {node: len(seats) + index for index, node in enumerate(placed)}
        self.middle = [(placed[a], placed[b]) for a, b in sorted(setting.lines) if {a, b} <= placed.keys()]
        self.labels = [halfway(*pair) for pair in self.middle]
        self.lines = [
            (node, other, min(weight, MOST))
            for node in nodes
            for other, weight in sorted(weights.get(node, {}).items())
            if other in placed or (other in nodes and node < other)
        ]
        self.of = {node: [i for i, ends in enumerate(self.lines) if node in ends[:2]] for node in nodes}
        shown = [i for i, (_, _, weight) in enumerate(self.lines) if weight >= 1]
        self.watched = frozenset(shown if len(shown) <= FEW_LINES else ())
        self._lines: dict[int, tuple[float, float, int]] = {}
        self._crossing: dict[int, bool] = {}

    def line(self, line: int, taken: Mapping[str, int]) -> int:
        """The number of a line as its ends sit now."""
        node, other, _ = self.lines[line]
        return taken[node] * len(self.points) + (taken[other] if other in taken else self.number[other])

    def own(self, line: int, number: int) -> tuple[float, int]:
        """What a line costs where it runs, whoever sits where; and the seats that it runs through, as bits."""
        weight = self.lines[line][2]
        length, hindrance, through = self._lines.get(number) or self._line(number)
        return (weight * length + hindrance, through) if weight >= 1 else (weight * length, 0)

    def crossing(self, a: int, b: int) -> bool:
        """Whether two lines cross, by their numbers."""
        key = min(a, b) * len(self.points) ** 2 + max(a, b)
        known = self._crossing.get(key)
        if known is None:
            known = self._crossing[key] = self._cross(a, b)
        return known

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
        label = halfway(start, end)
        over = sum(math.dist(label, other) < LABEL_SPACE for other in self.labels)
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
    seating = _Seating(taken, board)
    cost, before = seating.cost(), math.inf
    while cost < before - NOISE:
        before = cost
        for node in sorted(taken):
            for seat in range(len(board.seats)):
                change = seating.change(node, seat)
                if change < -NOISE:
                    seating.move(node, seat)
                    cost += change
    return cost, seating.taken


class _Seating:
    """Who sits where; a change of seats is judged by the lines of those who move, as all others stay as they are."""

    def __init__(self, taken: Mapping[str, int], board: _Board) -> None:
        self.board, self.taken = board, dict(taken)
        self.holder = {seat: node for node, seat in taken.items()}
        self.occupied = sum(1 << seat for seat in taken.values())
        self.numbers = [board.line(i, taken) for i in range(len(board.lines))]
        self.owns = [board.own(i, number) for i, number in enumerate(self.numbers)]
        self.crossed = self._crossings()

    def cost(self) -> float:
        """How bad it is that the nodes sit where they do."""
        boxes = sum((through & self.occupied).bit_count() for _, through in self.owns)
        return math.fsum(own for own, _ in self.owns) + THROUGH * boxes + ACROSS * sum(self.crossed.values()) / 2

    def change(self, node: str, seat: int) -> float:
        """By how much it costs more if a node takes that seat, and whoever holds it the node's own.

        Where it would cost no less the answer is 0.
        """
        old = self.taken[node]
        if seat == old:
            return 0.0
        board, numbers, owns = self.board, self.numbers, self.owns
        new = self._lines_after(node, seat)
        occupied = self.occupied if seat in self.holder else self.occupied ^ (1 << old) ^ (1 << seat)
        cost, boxes = 0.0, 0
        for i, number in new.items():
            own, through = board.own(i, number)
            cost += own - owns[i][0]
            boxes += (through & occupied).bit_count() - (owns[i][1] & self.occupied).bit_count()
        if occupied != self.occupied:
            rest = [through for i, (_, through) in enumerate(owns) if through and i not in new]
            boxes += sum((through >> seat & 1) - (through >> old & 1) for through in rest)
        cost += THROUGH * boxes
        watched = board.watched & new.keys()
        # To look at every crossing takes longest; often not even the end of all of them would make up for the rest.
        if cost - ACROSS * sum(self.crossed[i] for i in watched) >= -NOISE:
            return 0.0
        across = 0
        for i in watched:
            for j in board.watched:
                if j not in new or i < j:
                    across += board.crossing(new[i], new.get(j, numbers[j])) - board.crossing(numbers[i], numbers[j])
        return cost + ACROSS * across

    def move(self, node: str, seat: int) -> None:
        """Let a node take that seat, and whoever holds it the node's own."""
        for i, number in self._lines_after(node, seat).items():
            self.numbers[i], self.owns[i] = number, self.board.own(i, number)
        other, old = self.holder.get(seat), self.taken[node]
        self.taken[node] = seat
        if other is not None:
            self.taken[other] = old
        self.holder = {taken: each for each, taken in self.taken.items()}
        self.occupied = sum(1 << taken for taken in self.holder)
        self.crossed = self._crossings()

    def _crossings(self) -> dict[int, int]:
        """How many others each watched line crosses."""
        found = dict.fromkeys(self.board.watched, 0)
        for i, j in combinations(self.board.watched, 2):
            if self.board.crossing(self.numbers[i], self.numbers[j]):
                found[i] += 1
                found[j] += 1
        return found

    def _lines_after(self, node: str, seat: int) -> dict[int, int]:
        """The lines that a move would change, with the numbers that they would have."""
        old, other = self.taken[node], self.holder.get(seat)
        if other is None:
            touched, taken = self.board.of[node], self.taken | {node: seat}
        else:
            touched = sorted({*self.board.of[node], *self.board.of[other]})
            taken = self.taken | {node: seat, other: old}
        return {i: self.board.line(i, taken) for i in touched}
