"""Who stands between whom: the friend of two enemies, and the one through whom two that have no tie are joined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from kg.questions.balance.signs import FRIENDLY, HOSTILE, PLACES, SHOWN_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.questions.balance.signs import Floats, Integers, SignedGraph

Between = Literal["enemies", "strangers"]
LISTED = 10_000
MOST_GAPS = 200_000


@dataclass(frozen=True, slots=True)
class Brokerage:
    """That an actor stands between `a` and `b` (a < b).

    "enemies": its ties with both are friendly, that of `a` and `b` is hostile; the triad that Heider (1946) calls
    unbalanced, so that mediating is one way out of it. "strangers": no tie of `a` and `b` is known and both of its own
    are friendly; an open triad across a structural hole (Burt 1992), in which the actor is the broker of Gould and
    Fernandez (1989), whatever groups they belong to. `probability` is that of the signs, which are independent;
    `decided` where each of them is beyond its 90 % interval.
    """

    actor: str
    a: str
    b: str
    between: Between
    probability: float
    decided: bool


def between_enemies(graph: SignedGraph, triads: Integers, most: int = LISTED) -> tuple[Brokerage, ...]:
    """Every actor of every triad between the two others, the most probable first, then by name; at most so many.

    `triads` are those of `closed_triads`.
    """
    probability = _mediating(graph, triads)
    flat = np.round(probability.ravel(), PLACES)
    order = np.lexsort((np.arange(flat.size), -flat))[:most]
    return tuple(_mediator(graph, triads[place // 3].tolist(), place % 3, flat[place]) for place in order.tolist())


def expected_mediations(graph: SignedGraph, triads: Integers) -> Floats:
    """For each actor the mean number of pairs of enemies who are both its friends: the sum of the probabilities."""
    total = np.zeros(len(graph.actors), dtype=np.float64)
    a, b = graph.ends[triads[:, 0]].T
    c = graph.ends[triads[:, 1], 1]
    for actors, probability in zip((a, b, c), np.round(_mediating(graph, triads), PLACES).T, strict=True):
        np.add.at(total, actors, probability)
    return np.round(total, SHOWN_PLACES)


def between_strangers(graph: SignedGraph, gaps: int, most: int = LISTED) -> tuple[Brokerage, ...]:
    """Every actor between each two of its own that have no tie, in the order of `between_enemies`.

    `gaps` is their number, the sum of `open_pairs`; over `MOST_GAPS` none is listed.
    """
    if gaps > MOST_GAPS:
        return ()
    found = sorted(_bridges(graph), key=lambda b: (-b.probability, b.actor, b.a, b.b))
    return tuple(found[:most])


def open_pairs(graph: SignedGraph, triads: Integers) -> Integers:
    """For each actor how many pairs of those it has ties with have none with each other."""
    degree = graph.degrees()
    return np.asarray(degree * (degree - 1) // 2 - triads_of(graph, triads), dtype=np.int64)


def effective_sizes(graph: SignedGraph, triads: Integers) -> Floats:
    """For each actor the number of its ties less the mean number of ties among those it has them with.

    Burt's (1992) effective size of a network of plain ties, n - 2t/n as Borgatti (1997) simplifies it.
    """
    degree = graph.degrees()
    return np.asarray(np.round(degree - 2 * triads_of(graph, triads) / np.maximum(degree, 1), SHOWN_PLACES))


def triads_of(graph: SignedGraph, triads: Integers) -> Integers:
    """For each actor the number of triads it is in."""
    members = np.concatenate([graph.ends[triads[:, 0]].ravel(), graph.ends[triads[:, 1], 1]])
    return np.bincount(members, minlength=len(graph.actors)).astype(np.int64)


def _mediating(graph: SignedGraph, triads: Integers) -> Floats:
    """For each triad the probabilities that a, b and c stand between the two others as enemies."""
    hostile = graph.hostile()[triads]
    ab, ac, bc = hostile.T
    return np.stack([(1 - ab) * (1 - ac) * bc, (1 - ab) * (1 - bc) * ac, (1 - ac) * (1 - bc) * ab], axis=1)


def _mediator(graph: SignedGraph, places: list[int], which: int, probability: float) -> Brokerage:
    ab, ac, bc = (graph.ties[place] for place in places)
    actor, first, second, own, other = (
        (ab.a, ab.b, ac.b, (ab, ac), bc),
        (ab.b, ab.a, ac.b, (ab, bc), ac),
        (ac.b, ab.a, ab.b, (ac, bc), ab),
    )[which]
    decided = other.sign == HOSTILE and all(tie.sign == FRIENDLY for tie in own)
    return Brokerage(actor, first, second, "enemies", round(float(probability), SHOWN_PLACES), decided)


def _bridges(graph: SignedGraph) -> Iterator[Brokerage]:
    around: dict[str, dict[str, int]] = {slug: {} for slug in graph.actors}
    for place, tie in enumerate(graph.ties):
        around[tie.a][tie.b] = around[tie.b][tie.a] = place
    for actor, ties in around.items():
        for a, b in combinations(sorted(ties), 2):
            if b not in around[a]:
                one, two = graph.ties[ties[a]], graph.ties[ties[b]]
                probability = (1 - one.hostile_probability) * (1 - two.hostile_probability)
                decided = one.sign == two.sign == FRIENDLY
                yield Brokerage(actor, a, b, "strangers", round(probability, SHOWN_PLACES), decided)
