"""The middle of the picture: few nodes with many ties, placed so that lines cross little and labels stay clear.

Distances follow the ties (stress majorization by stochastic gradient descent, Zheng, Pawar and Goodman 2019). Of
several attempts the one counts whose lines cross least and run through the fewest labels, which no ready layout looks
at; networkx's Kamada-Kawai is the same stress, but needs scipy.
"""

from __future__ import annotations

import math
import random
from collections import deque
from itertools import combinations, count, islice
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Point: TypeAlias = tuple[float, float]
Pair: TypeAlias = tuple[str, str]

LENGTH = 300.0
ASPECT = 1.3
ATTEMPTS = 24
TURNS = 12
ROUNDS = 40
BUDGET = 400_000
COMPARISONS = 20_000
FEW = 30
LABEL_SPACE = 80.0
CLEARANCE = 10.0
GAP = 40.0
PATIENCE = 15
ROOMY = 2.4


def placed_by_ties(
    nodes: Sequence[str],
    neighbours: Mapping[str, Collection[str]],
    lines: Collection[Pair],
    sizes: Mapping[str, Point],
) -> dict[str, Point]:
    """Positions around the origin; `lines` are the pairs between which something is drawn by default.

    Boxes of the given sizes do not overlap. More than a few nodes get one attempt, and nobody looks at crossings.
    """
    if not nodes:
        return {}
    distances = _distances(nodes, neighbours)
    if len(nodes) > FEW:
        return _apart(_stress(nodes, distances, 0), sizes)
    drawn = sorted(pair for pair in lines if set(pair) <= set(nodes))
    tried = [
        _apart(turned, sizes)
        for seed in range(max(2, min(ATTEMPTS, COMPARISONS // (len(drawn) ** 2 + 1))))
        for turned in _turns(_stress(nodes, distances, seed))
    ]  # fmt: skip
    return min(tried, key=lambda attempt: round(_faults(attempt, drawn, sizes), 3))


def _distances(nodes: Sequence[str], neighbours: Mapping[str, Collection[str]]) -> dict[Pair, float]:
    """How many ties lie between each two nodes; one more than the farthest where no chain of ties joins them."""
    found: dict[str, dict[str, int]] = {}
    inside = set(nodes)
    for start in nodes:
        steps, queue = {start: 0}, deque([start])
        while queue:
            here = queue.popleft()
            for other in sorted(neighbours[here]):
                if other in inside and other not in steps:
                    steps[other] = steps[here] + 1
                    queue.append(other)
        found[start] = steps
    farthest = max(max(steps.values()) for steps in found.values()) + 1
    return {(a, b): float(found[a].get(b, farthest)) for a, b in combinations(nodes, 2)}


def _stress(nodes: Sequence[str], distances: Mapping[Pair, float], seed: int) -> dict[str, Point]:
    """Positions whose distances are about LENGTH for each tie between two nodes."""
    chance = random.Random(seed)  # noqa: S311 - a layout is no secret, and must come out alike
    places = {node: [chance.uniform(-1, 1), chance.uniform(-1, 1)] for node in nodes}
    pairs = list(distances)
    rounds = max(5, min(ROUNDS, BUDGET // (len(pairs) + 1)))
    largest = max((distance**2 for distance in distances.values()), default=1.0)
    for step in range(rounds):
        rate = largest * (0.1 / largest) ** (step / (rounds - 1))
        chance.shuffle(pairs)
        for a, b in pairs:
            _pull(places[a], places[b], distances[a, b], rate)
    # Where everybody is tied to everybody, all want to be one step away; the step must leave room for their boxes.
    length = LENGTH * max(1.0, math.sqrt(len(nodes)) / ROOMY)
    return _centred({node: (x * length, y * length) for node, (x, y) in places.items()})


def _pull(a: list[float], b: list[float], wanted: float, rate: float) -> None:
    dx, dy = a[0] - b[0], a[1] - b[1]
    distance = math.hypot(dx, dy) or 1e-9
    move = min(1.0, rate / (wanted * wanted)) * (distance - wanted) / 2 / distance
    a[0] -= move * dx
    a[1] -= move * dy
    b[0] += move * dx
    b[1] += move * dy


def _centred(placed: Mapping[str, Point]) -> dict[str, Point]:
    xs, ys = [x for x, _ in placed.values()], [y for _, y in placed.values()]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {node: (x - cx, y - cy) for node, (x, y) in placed.items()}


def _turns(placed: Mapping[str, Point]) -> list[dict[str, Point]]:
    """The same picture, turned step by step through half a circle."""
    angles = [math.pi * step / TURNS for step in range(TURNS)]
    return [
        _centred({
            node: (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
            for node, (x, y) in placed.items()
        })
        for angle in angles
    ]  # fmt: skip


def _faults(placed: Mapping[str, Point], lines: Sequence[Pair], sizes: Mapping[str, Point]) -> float:
    """How bad it is to read: crossings, lines through boxes, labels of lines on each other, uneven lengths, shape."""
    faults = 0.0
    drawn = [(a, b, placed[a], placed[b], halfway(placed[a], placed[b])) for a, b in lines]
    for (a, b, start, end, middle), (c, d, *others, another) in combinations(drawn, 2):
        if a not in (c, d) and b not in (c, d):
            faults += crosses(start, end, *others)
        faults += 3.0 * (math.dist(middle, another) < LABEL_SPACE)
    for a, b, start, end, _ in drawn:
        through = [runs_through(start, end, place, sizes[n]) for n, place in placed.items() if n not in (a, b)]
        faults += 4.0 * sum(through)
        faults += abs(math.dist(start, end) - LENGTH) / LENGTH
    width = max(x for x, _ in placed.values()) - min(x for x, _ in placed.values()) + 1
    height = max(y for _, y in placed.values()) - min(y for _, y in placed.values()) + 1
    return faults + 2.0 * abs(math.log(width / height / ASPECT))


def halfway(a: Point, b: Point) -> Point:
    """The point where the label of a line stands."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the line from a to b crosses that from c to d."""
    return _left(a, b, c) != _left(a, b, d) and _left(c, d, a) != _left(c, d, b)


def runs_through(a: Point, b: Point, centre: Point, size: Point) -> bool:
    """Whether the line from a to b runs through the box around a centre, or close by it."""
    (ax, ay), (bx, by), (x, y) = a, b, centre
    wide, high = size[0] / 2 + CLEARANCE, size[1] / 2 + CLEARANCE
    if (ax < x - wide and bx < x - wide) or (ax > x + wide and bx > x + wide):
        return False
    if (ay < y - high and by < y - high) or (ay > y + high and by > y + high):
        return False
    dx, dy = bx - ax, by - ay
    return abs((ax - x) * dy - (ay - y) * dx) <= wide * abs(dy) + high * abs(dx)


def _left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def _apart(placed: Mapping[str, Point], sizes: Mapping[str, Point]) -> dict[str, Point]:
    """The same positions with boxes pushed off each other, and all of it blown up now and then while that goes on."""
    places = {node: list(placed[node]) for node in sorted(placed)}
    reach = max(sizes[node][0] for node in places) + GAP
    for turn in count(1):
        order = sorted(places, key=lambda node: (places[node][0], node))
        moved = False
        for index, a in enumerate(order):
            for b in islice(order, index + 1, None):
                if places[b][0] - places[a][0] >= reach:
                    break
                moved |= _push(places[a], places[b], sizes[a], sizes[b])
        if not moved:
            break
        if turn % PATIENCE == 0:
            places = {node: [x * 1.1, y * 1.1] for node, (x, y) in places.items()}
    return {node: (x, y) for node, (x, y) in places.items()}


def _push(a: list[float], b: list[float], size_a: Point, size_b: Point) -> bool:
    """Move two boxes off each other along the way that is shorter; tell whether they were too near."""
    wide = (size_a[0] + size_b[0]) / 2 + GAP - abs(a[0] - b[0])
    high = (size_a[1] + size_b[1]) / 2 + GAP - abs(a[1] - b[1])
    if wide <= 0 or high <= 0:
        return False
    axis, over = (0, wide) if wide < high else (1, high)
    shift = math.copysign(over / 2 + 0.5, a[axis] - b[axis])
    a[axis] += shift
    b[axis] -= shift
    return True
