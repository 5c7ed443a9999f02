"""Triads of a signed graph: which are balanced, which are not, and how likely each is to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from kg.questions.balance.signs import SHOWN_PLACES, UNDECIDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.questions.balance.signs import Floats, Integers, SignedGraph

TriadKind = Literal["all friends", "two against one", "mediated enemies", "all enemies", "undecided"]
KINDS: tuple[TriadKind, ...] = ("all friends", "mediated enemies", "two against one", "all enemies")
BALANCED = ("all friends", "two against one")
LISTED = 10_000


@dataclass(frozen=True, slots=True)
class Triad:
    """Three actors (a < b < c) with a tie in each pair; `signs` and `leaning` of ab, ac and bc.

    `kind` goes by the signs that are decided, "undecided" where one is not; `leaning_kind` by how they lean. Balanced
    are "all friends" and "two against one", where the product of the signs is positive (Cartwright and Harary 1956).
    """

    a: str
    b: str
    c: str
    signs: tuple[int, int, int]
    leaning: tuple[int, int, int]
    kind: TriadKind
    leaning_kind: TriadKind
    balanced_probability: float


@dataclass(frozen=True, slots=True)
class Census:
    """How many triads there are: by decided signs, and by how the signs lean.

    `expected` is the mean number of balanced ones, the sum of their probabilities.
    """

    triads: int
    balanced: int
    unbalanced: int
    undecided: int
    leaning_balanced: int
    leaning_unbalanced: int
    expected: float


def closed_triads(graph: SignedGraph) -> Integers:
    """The places of the ties ab, ac and bc of every triad (a < b < c), shape (triads, 3), in the order of names.

    Each tie points from its end with fewer ties, so that hubs are not walked around: O(m^1.5) in m ties (Chiba and
    Nishizeki 1985).
    """
    degree = graph.degrees().tolist()
    following: list[dict[int, int]] = [{} for _ in graph.actors]
    for place, (a, b) in enumerate(graph.ends.tolist()):
        first, second = (a, b) if (degree[a], a) < (degree[b], b) else (b, a)
        following[first][second] = place
    found: list[tuple[int, int, int]] = []
    for onward in following:
        for other, tie in onward.items():
            beyond = following[other]
            found.extend((tie, onward[third], beyond[third]) for third in onward.keys() & beyond.keys())
    # Ties stand in the order of their names, so that ab comes before ac and that before bc.
    triads = np.sort(np.array(found, dtype=np.int64).reshape(-1, 3), axis=1)
    return triads[np.lexsort(triads.T[::-1])]


def balanced_probability(hostile: Floats) -> Floats:
    """How likely it is that an even number of independent ties is hostile; the ties are the last axis.

    (1 + Π(1 - 2q)) / 2 for the probabilities q of being hostile; the piling-up lemma (Matsui 1994).
    """
    return np.asarray((1 + np.prod(1 - 2 * hostile, axis=-1)) / 2, dtype=np.float64)


def census(graph: SignedGraph, triads: Integers) -> Census:
    """The numbers of triads of each sort."""
    decided = _products(triads, [tie.sign for tie in graph.ties])
    leaning = _products(triads, [tie.leaning for tie in graph.ties])
    return Census(
        triads=len(triads),
        balanced=int(np.sum(decided > 0)),
        unbalanced=int(np.sum(decided < 0)),
        undecided=int(np.sum(decided == 0)),
        leaning_balanced=int(np.sum(leaning > 0)),
        leaning_unbalanced=int(np.sum(leaning < 0)),
        expected=round(float(np.sum(balanced_probability(graph.hostile()[triads]))), SHOWN_PLACES),
    )


def listed_triads(graph: SignedGraph, triads: Integers, most: int = LISTED) -> tuple[Triad, ...]:
    """The triads as records, at most so many: the decided first, then those furthest from a toss-up, then by name."""
    probability = balanced_probability(graph.hostile()[triads])
    undecided = _products(triads, [tie.sign for tie in graph.ties]) == 0
    sureness = np.round(np.abs(probability - 0.5), 9)
    order = np.lexsort((np.arange(len(triads)), -sureness, undecided))[:most]
    return tuple(_triad(graph, triads[place].tolist(), float(probability[place])) for place in order)


def kind_of(signs: Sequence[int]) -> TriadKind:
    """What sort of triad three signs make."""
    return "undecided" if UNDECIDED in signs else KINDS[sum(sign < 0 for sign in signs)]


def _triad(graph: SignedGraph, places: list[int], probability: float) -> Triad:
    ab, ac, bc = (graph.ties[place] for place in places)
    signs, leaning = (ab.sign, ac.sign, bc.sign), (ab.leaning, ac.leaning, bc.leaning)
    return Triad(
        a=ab.a,
        b=ab.b,
        c=ac.b,
        signs=signs,
        leaning=leaning,
        kind=kind_of(signs),
        leaning_kind=kind_of(leaning),
        balanced_probability=round(probability, SHOWN_PLACES),
    )


def _products(triads: Integers, signs: list[int]) -> Integers:
    """For each triad the product of the signs of its ties."""
    return np.asarray(np.prod(np.array(signs, dtype=np.int64)[triads], axis=1), dtype=np.int64)
