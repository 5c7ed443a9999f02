"""The core of the picture: what is drawn at first, where lines cross little and run through no label.

Distances follow the lines (stress majorization: Gansner, Koren and North 2004). Boxes are pushed off each other, and
then each node tries other places near by and keeps the one where it does least harm. `benchmarks/layouts.py` compares
it with ready layouts, none of which looks at labels; the weights and radii below were tuned on its generated maps.
"""

from __future__ import annotations

import math
import random
from collections import deque
from functools import lru_cache
from itertools import count, islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import TypeAlias

    import numpy.typing as npt

    from kg.layout.labels import Size

    Numbers: TypeAlias = npt.NDArray[np.float64]
    Truths: TypeAlias = npt.NDArray[np.bool_]
    Whole: TypeAlias = npt.NDArray[np.int64]

Point = tuple[float, float]
Pair = tuple[str, str]

# How long a line should be, in pixels at the map's own scale, between two boxes of about 150.
LENGTH = 300.0
# Where many are drawn lines are so much shorter, and places are looked for longer.
CLOSE, CLOSE_PASSES = 0.45, 6
ITERATIONS = 60
GAP = 40.0
PATIENCE = 15
# Of more lines nobody can follow any, and to look at all of them takes long: it grows with their square.
MOST_LINES = 200
# Where nearly all are tied to each other, all want to be one step away, and the step must leave room for the boxes.
ROOMY = 2.4
PASSES = 3
RADII, CLOSE_RADII = (50, 150, 320, 550), (40, 100, 200, 320, 550)
DIRECTIONS = 12
# What is bad to read: a crossing, a line through a box, a label over another, a line LENGTH too long, LENGTH outwards.
CROSSING, THROUGH, OVER, UNEVEN, FAR = 2.0, 3.0, 2.0, 0.6, 0.3
# Half a line's label, and how far from a box a line and another box must stay.
LABEL = np.array((22.0, 10.0))
CLEARANCE, LEAST_GAP = 8.0, 20.0
# A process that goes on keeps so many pictures; a build draws two.
MOST_KEPT = 4


def _steps(radii: tuple[int, ...]) -> Numbers:
    """Steps in whole pixels, so that what follows is the same on every machine."""
    rings = [
        (round(1.3 * radius * math.cos(angle)), round(radius * math.sin(angle)))
        for ring, radius in enumerate(radii)
        for angle in (2 * math.pi * (step + ring % 2 / 2) / DIRECTIONS for step in range(DIRECTIONS))
    ]
    return np.array([(0.0, 0.0), *rings])


STEPS, CLOSE_STEPS = _steps(RADII), _steps(CLOSE_RADII)


def laid_out(sizes: Mapping[str, Size], lines: Collection[Pair], *, close: bool = False) -> dict[str, Point]:
    """Whole coordinates around the origin of nodes with boxes of the given sizes, which do not overlap.

    They stand `close` together where so many are drawn that letters would else be too small to be read.
    """
    return dict(_laid_out(tuple(sorted(sizes.items())), tuple(sorted(lines)), close=close))


@lru_cache(maxsize=MOST_KEPT)
def _laid_out(sizes: tuple[tuple[str, Size], ...], lines: tuple[Pair, ...], *, close: bool) -> Mapping[str, Point]:
    """The same of what is sorted: after a save the lines are most often those of before."""
    nodes = [node for node, _ in sizes]
    if not nodes:
        return {}
    number = {node: index for index, node in enumerate(nodes)}
    ends = np.array(sorted((number[a], number[b]) for a, b in lines), dtype=np.int64).reshape(-1, 2)
    halves = np.array([size for _, size in sizes]) / 2
    places = _by_stress(_distances(len(nodes), ends))
    if np.ptp(places[:, 1]) > np.ptp(places[:, 0]):
        places = places[:, ::-1]
    many = len(ends) > MOST_LINES
    length = LENGTH * CLOSE if close else LENGTH
    places = _apart((places * length * (math.sqrt(len(nodes)) / ROOMY if many else 1)).round(), halves).round()
    if not many:
        places = _refined(places, halves, ends, close=close)
    middle = (places.min(0) + places.max(0)) // 2
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, places - middle, strict=True)}


def _distances(size: int, ends: Whole) -> Numbers:
    """How many lines lie between each two nodes; one more than the farthest where no chain of lines joins them."""
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for a, b in ends.tolist():
        neighbours[a].append(b)
        neighbours[b].append(a)
    steps = np.full((size, size), -1.0)
    for start in range(size):
        steps[start, start], queue = 0, deque([start])
        while queue:
            here = queue.popleft()
            for other in neighbours[here]:
                if steps[start, other] < 0:
                    steps[start, other] = steps[start, here] + 1
                    queue.append(other)
    return np.where(steps < 0, steps.max() + 1, steps)


def _by_stress(distances: Numbers) -> Numbers:
    """Positions at about the given distances; each step moves every node to where the others want it on the average.

    Sums run along the first axis, where numpy adds row by row and every machine rounds alike.
    """
    chance = random.Random(0)  # noqa: S311 - a layout is no secret, and must come out alike
    places = np.array([(chance.uniform(-1, 1), chance.uniform(-1, 1)) for _ in distances])
    if len(places) == 1:
        return places
    np.fill_diagonal(distances, 1)
    weights = 1 / distances**2
    np.fill_diagonal(weights, 0)
    for _ in range(ITERATIONS):
        away = places - places[:, None]
        wanted = places[:, None] + (distances / (lengths(away) + 1e-9))[..., None] * away
        places = (weights[..., None] * wanted).sum(0) / weights.sum(0)[:, None]
    return places


def _apart(placed: Numbers, halves: Numbers) -> Numbers:
    """The same positions with boxes pushed off each other, and all of it blown up now and then while that goes on."""
    places, half = placed.tolist(), halves.tolist()
    reach = 2 * max(wide for wide, _ in half) + GAP
    for turn in count(1):
        order = sorted(range(len(places)), key=lambda node: (places[node][0], node))
        moved = False
        for index, a in enumerate(order):
            for b in islice(order, index + 1, None):
                if places[b][0] - places[a][0] >= reach:
                    break
                moved |= _push(places[a], places[b], half[a], half[b])
        if not moved:
            break
        if turn % PATIENCE == 0:
            places = [[x * 1.1, y * 1.1] for x, y in places]
    return np.array(places)


def _push(a: list[float], b: list[float], half_a: Sequence[float], half_b: Sequence[float]) -> bool:
    """Move two boxes off each other along the way that is shorter; tell whether they were too near."""
    wide, high = (half_a[axis] + half_b[axis] + GAP - abs(a[axis] - b[axis]) for axis in (0, 1))
    if wide <= 0 or high <= 0:
        return False
    axis, over = (0, wide) if wide < high else (1, high)
    shift = math.copysign(over / 2 + 0.5, a[axis] - b[axis])
    a[axis] += shift
    b[axis] -= shift
    return True


def _refined(places: Numbers, halves: Numbers, ends: Whole, *, close: bool) -> Numbers:
    """Each node where it does least harm among the places that are a step away, those with few lines first."""
    passes, steps, length = (CLOSE_PASSES, CLOSE_STEPS, LENGTH * CLOSE) if close else (PASSES, STEPS, LENGTH)
    degrees = np.bincount(ends.ravel(), minlength=len(places))
    for _ in range(passes):
        for node in np.argsort(degrees, kind="stable").tolist():
            tried = places[node] + steps
            others = np.delete(np.arange(len(places)), node)
            room = halves[node] + halves[others] + LEAST_GAP
            tried = tried[~_within(tried[:, None] - places[others], room).any(1)]
            if len(tried):
                places[node] = tried[_harm(node, tried, places, halves, ends, length=length).round(6).argmin()]
    return places


def _harm(node: int, tried: Numbers, places: Numbers, halves: Numbers, ends: Whole, *, length: float) -> Numbers:
    """How bad the picture would be to read with a node at each of the places that are tried, so far as it matters.

    Lines should have the `length`, in pixels.
    """
    touching = (ends == node).any(1)
    near = ends[touching].sum(1) - node
    start, end = places[ends[~touching]].swapaxes(0, 1)
    labels = (start + end) / 2
    others = np.delete(np.arange(len(places)), node)
    here = tried[:, None]
    harm: Numbers = THROUGH * _runs_through(start, end, here, halves[node]).sum(1)
    harm += OVER * _within(here - labels, halves[node] + LABEL).sum(1)
    harm += FAR * lengths(tried / (1.5, 1)) / length
    # From here on the axes are: what is tried, the node's own lines, what they are compared with.
    here, there = tried[:, None, None], places[near][None, :, None]
    own = (here + there) / 2
    apart = (ends[~touching] != near[:, None, None]).all(2)
    harm += CROSSING * (_cross(here, there, start, end) & apart).sum((1, 2))
    through = _runs_through(here, there, places[others], halves[others]) & (others != near[:, None])
    harm += THROUGH * through.sum((1, 2))
    harm += OVER * _within(own - labels, 2 * LABEL).sum((1, 2))
    harm += OVER * _within(own - places[others], halves[others] + LABEL).sum((1, 2))
    harm += OVER * (_within(own - own.swapaxes(1, 2), 2 * LABEL).sum((1, 2)) - len(near)) / 2
    harm += UNEVEN * np.abs(lengths((here - there)[:, :, 0]) / length - 1).sum(1)
    return harm


def _cross(a: Numbers, b: Numbers, c: Numbers, d: Numbers) -> Truths:
    """Whether the line from a to b crosses that from c to d."""
    truths: Truths = (_left(a, b, c) != _left(a, b, d)) & (_left(c, d, a) != _left(c, d, b))
    return truths


def _left(a: Numbers, b: Numbers, c: Numbers) -> Truths:
    truths: Truths = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) > (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return truths


def _runs_through(a: Numbers, b: Numbers, centre: Numbers, half: Numbers) -> Truths:
    """Whether the line from a to b runs through the box around a centre, or close by it."""
    half = half + CLEARANCE
    beside = np.logical_or(np.maximum(a, b) < centre - half, np.minimum(a, b) > centre + half)
    way, off = b - a, a - centre
    distance = np.abs(off[..., 0] * way[..., 1] - off[..., 1] * way[..., 0])
    reach = half[..., 0] * np.abs(way[..., 1]) + half[..., 1] * np.abs(way[..., 0])
    return np.logical_not(beside.any(-1)) & (distance <= reach)


def _within(difference: Numbers, room: Numbers) -> Truths:
    near: Truths = np.abs(difference) < room
    return near[..., 0] & near[..., 1]


def lengths(vectors: Numbers) -> Numbers:
    """How long vectors of two numbers along the last axis are; no root differs from machine to machine."""
    squares: Numbers = vectors[..., 0] ** 2 + vectors[..., 1] ** 2
    return np.sqrt(squares)
