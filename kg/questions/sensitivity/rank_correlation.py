"""Rank correlation: how far two scores put the same things in the same order."""

from __future__ import annotations

from math import isqrt, sqrt
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Places: TypeAlias = NDArray[np.int_]


def kendall(x: Numbers, y: Numbers) -> float | None:
    """Kendall's rank correlation τ_b of two scores of the same things, from -1 (reversed) to 1 (the same order).

    Pairs that are tied in one score or both are allowed for (Kendall 1945, "The treatment of ties in ranking problems",
    Biometrika 33); counted in O(n log n) as by Knight (1966, JASA 61). None if one score orders nothing: fewer than two
    things, or all of them tied. Raises ValueError where the lengths differ.
    """
    if len(x) != len(y):
        raise ValueError(f"{len(x)} and {len(y)} scores are not of the same things")
    return coefficient(agreement(x, y), ordered(np.sort(x)), ordered(np.sort(y)))


def coefficient(agree: int, ordered_x: int, ordered_y: int) -> float | None:
    """τ_b from the pairs on whose order both agree, less those on which they differ, and those that each orders."""
    product = ordered_x * ordered_y
    if not product:
        return None
    root = isqrt(product)
    return agree / (root if root * root == product else sqrt(product))


def ordered(values: Numbers) -> int:
    """The number of pairs that a sorted score does not tie."""
    return _pairs(len(values)) - _tied(np.diff(values) != 0)


def agreement(x: Numbers, y: Numbers) -> int:
    """The number of pairs that two scores order alike, less those that they order in opposite ways."""
    order = np.lexsort((y, x))
    x, y = x[order], y[order]
    changes_x, changes_y = np.diff(x) != 0, np.diff(y) != 0
    either = ordered(x) + ordered(np.sort(y)) - _pairs(len(x)) + _tied(changes_x | changes_y)
    # Equals in x are in the order of y, so that an inversion is a pair that both order, in opposite ways.
    return either - 2 * _inversions(y)


def agreement_after(score: Numbers, moved: Places, new: Numbers) -> int:
    """The agreement of a sorted score with itself after some of its things have moved; `new` are their scores then.

    In O(k log n + n) for k moves, with nothing sorted but the k: things that stay agree among themselves, and one
    that moves disagrees with those that it passes.
    """
    stays = np.ones(len(score), dtype=bool)
    stays[moved] = False
    rest, old = score[stays], score[moved]
    low, high = np.minimum(old, new), np.maximum(old, new)
    below, above = np.searchsorted(rest, low, "left"), len(rest) - np.searchsorted(rest, high, "right")
    passed = np.searchsorted(rest, high, "left") - np.searchsorted(rest, low, "right")
    # If nothing lies between, or the two are the same number, nothing is passed.
    return ordered(rest) + agreement(old, new) + int((below + above - np.maximum(passed, 0)).sum())


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _tied(changes: NDArray[np.bool_]) -> int:
    """The number of pairs of equals in a sorted row, given where it changes."""
    ends = np.concatenate(([-1], np.flatnonzero(changes), [len(changes)]))
    runs = np.diff(ends)
    return int((runs * (runs - 1) // 2).sum())


def _inversions(values: Numbers) -> int:
    """The number of pairs of which the greater comes first: a merge sort, one whole level at a time."""
    ranks = np.unique(values, return_inverse=True)[1]
    places = np.arange(len(ranks))
    width, found = 1, 0
    while width < len(ranks):
        order = np.argsort(places // (2 * width) * len(ranks) + ranks, kind="stable")
        # A number from the right half moves ahead of exactly those of the left half that are greater.
        right = order % (2 * width) >= width
        found += int((order - places)[right].sum())
        ranks = ranks[order]
        width *= 2
    return found
