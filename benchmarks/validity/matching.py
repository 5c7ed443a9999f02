"""Pairs of dyads of the same year and nearly equal volume, and how often a score puts the right one of a pair first.

The area under the ROC curve (AUC) is the share of such pairs that a score orders rightly, ties counting half
(Hanley and McNeil 1982); limited to matched pairs it says nothing of what the volume alone tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from benchmarks.validity.reference import Flags, Numbers

CALIPER = 0.35
PLACES = 12
PERCENTILES = (5.0, 95.0)
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Pairs:
    """Matched pairs, one an element: the place of their year, of the dyad that is so, and of the one that is not."""

    year: Places
    positive: Places
    negative: Places

    def __len__(self) -> int:
        return len(self.year)

    def of_year(self, year: int) -> Pairs:
        """Those of one year, by its place."""
        return Pairs(*(column[self.year == year] for column in (self.year, self.positive, self.negative)))


def matched(positive: Flags, negative: Flags, *volumes: NDArray[np.int64], caliper: float = CALIPER) -> Pairs:
    """Every positive with every negative of the same year whose log(1 + events) differ by no more than the caliper.

    Flags and volumes are by year and dyad. Of several volumes all must be so near. Who has no event by the first is in
    no pair.
    """
    logs = [np.log1p(volume) for volume in volumes]
    parts = []
    for year, events in enumerate(volumes[0]):
        ones, others = (np.flatnonzero(flags[year] & (events > 0)) for flags in (positive, negative))
        apart = [np.abs(volume[year, ones][:, None] - volume[year, others][None, :]) for volume in logs]
        one, other = np.nonzero(np.max(apart, axis=0) <= caliper)
        parts.append((np.full(len(one), year), ones[one], others[other]))
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def won(scores: Numbers, pairs: Pairs) -> Numbers:
    """For each pair 1 where the positive scores higher, 0.5 where both score the same (to 12 places), else 0."""
    rounded = np.round(scores, PLACES)
    one, other = rounded[pairs.year, pairs.positive], rounded[pairs.year, pairs.negative]
    return np.asarray((one > other) + 0.5 * (one == other))


def auc(scores: Numbers, pairs: Pairs) -> float:
    """The share of pairs that scores by year and dyad order rightly, in [0, 1]; NaN where there are no pairs."""
    return float(won(scores, pairs).mean()) if len(pairs) else float("nan")


@dataclass(frozen=True)
class Bootstrap:
    """Draws of dyads with replacement: how often each is drawn, and what the pairs weigh by that.

    Dyads are drawn, and not dyad-years or pairs, since what a dyad is in one year it mostly is in the next, and one
    dyad stands in many pairs. A pair weighs the product of how often its two dyads are drawn.
    """

    pairs: Pairs
    ones: Places
    others: Places
    drawn_ones: Numbers
    drawn_others: Numbers

    @classmethod
    def of(cls, pairs: Pairs, draws: int, seed: int = 0) -> Bootstrap:
        """As many draws as are asked for from the dyads that are in a pair."""
        dyads = np.union1d(pairs.positive, pairs.negative)
        generator = np.random.default_rng(seed)
        drawn = generator.multinomial(len(dyads), np.full(len(dyads), 1 / len(dyads)), size=draws).astype(np.float64)
        ones, others = np.unique(pairs.positive), np.unique(pairs.negative)
        return cls(
            pairs, ones, others, drawn[:, np.searchsorted(dyads, ones)], drawn[:, np.searchsorted(dyads, others)]
        )

    def aucs(self, scores: Numbers) -> Numbers:
        """The AUC of each draw, in the order of the draws, so that those of two scores can be subtracted."""
        right, all_pairs = self._weighed(won(scores, self.pairs)), self._weighed(np.ones(len(self.pairs)))
        return np.asarray(right[all_pairs > 0] / all_pairs[all_pairs > 0])

    def _weighed(self, values: Numbers) -> Numbers:
        """What values of the pairs come to in each draw."""
        cells = np.searchsorted(self.ones, self.pairs.positive) * len(self.others)
        cells += np.searchsorted(self.others, self.pairs.negative)
        table = np.bincount(cells, weights=values, minlength=len(self.ones) * len(self.others))
        grid = table.reshape(len(self.ones), len(self.others))
        return np.asarray(((self.drawn_ones @ grid) * self.drawn_others).sum(axis=1))


def interval(values: Numbers) -> tuple[float, float]:
    """The 90 % percentile interval of draws."""
    low, high = np.percentile(values, PERCENTILES)
    return float(low), float(high)
