"""Krippendorff's α of values that several gave to the same units, with a bootstrap interval over groups of units.

    α = 1 - D_o / D_e        D_o: disagreement observed within units, D_e: expected if values were dealt out at random

D_o and D_e weigh each pair of values by a difference δ², which depends on the level of measurement. Units with fewer
than two values count in neither. Source: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and Content
Analysis (2nd ed. 2004), chapter 11.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    # The values of one unit, those that are missing left out.
    Unit: TypeAlias = Sequence[Hashable]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
# Of an estimate, as in most journals of the field.
CONFIDENCE = 0.95
# Of fewer articles a bootstrap of articles has few different resamples, and its intervals are far too narrow.
FEWEST_GROUPS = 5
RESAMPLES = 1_000
NO_UNIT = "no unit has two values"
# What is left of a difference of equal numbers.
NOTHING = 1e-12
# The coders of most units, for which sums are short.
TWO = 2


@dataclass(frozen=True, slots=True)
class Reliability:
    """How reliable the values of some units are.

    `agreement` is the share of pairs of values of one unit that are equal, from 0 to 1, and `alpha` at most 1, 0 as by
    chance; `low` and `high` are the ends of its interval. `values` are those of `units` with two or more. What cannot
    be computed is None: `undefined` says why α cannot, `no_interval` why its interval cannot.
    """

    level: Level
    units: int
    values: int
    agreement: float | None
    alpha: float | None
    low: float | None = None
    high: float | None = None
    undefined: str = ""
    no_interval: str = ""


def alpha(units: Sequence[Unit], level: Level = "nominal", order: Sequence[Hashable] = ()) -> float | None:
    """Krippendorff's α of some units, None where it is undefined; `order` is that of the values of an ordinal level.

    Values of the levels interval and ratio are numbers. Those of an ordinal level that `order` does not have are
    numbers too.
    """
    return reliability({"": units}, level, order, resamples=0).alpha


def reliability(
    groups: Mapping[str, Sequence[Unit]],
    level: Level,
    order: Sequence[Hashable] = (),
    *,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Reliability:
    """The reliability of the units of all groups; the interval comes of drawing groups again, with replacement.

    Groups are what was drawn from the world: articles, since the claims of one are no independent draws. Groups without
    a unit of two values are left out. The interval is that of the percentiles, of those draws in which α is defined.
    """
    paired = {name: kept for name, units in groups.items() if (kept := [unit for unit in units if len(unit) > 1])}
    every = [unit for units in paired.values() for unit in units]
    if not every:
        return Reliability(level, 0, 0, None, None, undefined=NO_UNIT)
    values = sum(map(len, every))
    distinct = {value for unit in every for value in unit}
    sums = _SUMS.get(level, _Ordered)(list(paired.values()), level, order)
    once = np.ones((1, len(paired)))
    agreement = 1.0 - float(_Nominal(list(paired.values()), "nominal", ()).observed(once)[0]) / values
    if len(distinct) == 1:
        why = f"no variation: every value is {next(iter(distinct))!r}"
        return Reliability(level, len(every), values, agreement, None, undefined=why)
    estimate = float(sums.alphas(once)[0])
    low, high, why = _interval(sums, len(paired), resamples, seed)
    return Reliability(level, len(every), values, agreement, estimate, low, high, no_interval=why)


@lru_cache(maxsize=8)
def draws(groups: int, resamples: int, seed: int) -> Numbers:
    """How often each of some groups is drawn in each resample, as rows; the same seed gives the same."""
    drawn = np.random.default_rng(seed).integers(0, groups, size=(resamples, groups))
    counts = np.zeros((resamples, groups))
    np.add.at(counts, (np.arange(resamples)[:, None], drawn), 1.0)
    counts.flags.writeable = False
    return counts


def ends(estimates: Numbers) -> tuple[float, float]:
    """The ends of the interval that holds most of some estimates, by their percentiles."""
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(estimates, [tail, 1 - tail])
    return float(low), float(high)


def _interval(sums: _Sums, groups: int, resamples: int, seed: int) -> tuple[float | None, float | None, str]:
    if not resamples:
        return None, None, "not asked for"
    if groups < FEWEST_GROUPS:
        return None, None, f"the units are of fewer than {FEWEST_GROUPS} articles"
    found = sums.alphas(draws(groups, resamples, seed))
    defined = found[~np.isnan(found)]
    # An interval of the few draws with variation would be of another population.
    if len(defined) * 2 < resamples:
        return None, None, "most draws of articles have no variation"
    return *ends(defined), ""


class _Sums:
    """What α needs of each group, so that a draw of groups costs no more than a sum."""

    def __init__(self, groups: Sequence[Sequence[Unit]], level: Level, order: Sequence[Hashable]) -> None:
        self.groups, self.level = groups, level
        values = {value for units in groups for unit in units for value in unit}
        ranks = {value: rank for rank, value in enumerate(order)}
        # Names in whatever order: nominal values are told apart and no more.
        self.values = sorted(values, key=lambda v: (ranks.get(v, len(ranks)), v if level != "nominal" else repr(v)))
        self.place = {value: place for place, value in enumerate(self.values)}
        self.sizes = np.array([sum(map(len, units)) for units in groups], dtype=float)

    def alphas(self, weights: Numbers) -> Numbers:
        """α of each draw, NaN where it is undefined; a row of weights says how often each group is in it."""
        number = weights @ self.sizes
        observed, expected = self.observed(weights), self.expected(weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Numbers = 1.0 - (number - 1) * observed / expected
        return np.where(expected > NOTHING * np.maximum(number, 1) ** 2, found, np.nan)

    def observed(self, weights: Numbers) -> Numbers:
        """Σ o_ck δ²_ck of each draw."""
        raise NotImplementedError

    def expected(self, weights: Numbers) -> Numbers:
        """Σ n_c n_k δ²_ck of each draw."""
        raise NotImplementedError

    @property
    def counts(self) -> Numbers:
        """How often each value is given in each group."""
        found = np.zeros((len(self.groups), len(self.values)))
        for row, units in enumerate(self.groups):
            for value, count in Counter(value for unit in units for value in unit).items():
                found[row, self.place[value]] = count
        return found


class _Nominal(_Sums):
    """δ² is 0 for equal values and 1 for others."""

    def __init__(self, groups: Sequence[Sequence[Unit]], level: Level, order: Sequence[Hashable]) -> None:
        super().__init__(groups, level, order)
        self.marginals = self.counts
        self.apart = np.array([sum(map(_unlike, units)) for units in groups])

    def observed(self, weights: Numbers) -> Numbers:
        """Σ o_ck δ²_ck of each draw."""
        found: Numbers = weights @ self.apart
        return found

    def expected(self, weights: Numbers) -> Numbers:
        """Σ n_c n_k δ²_ck of each draw."""
        totals = weights @ self.marginals
        found: Numbers = (weights @ self.sizes) ** 2 - (totals * totals).sum(axis=1)
        return found


class _Interval(_Sums):
    """δ² is the square of the difference of two numbers."""

    def __init__(self, groups: Sequence[Sequence[Unit]], level: Level, order: Sequence[Hashable]) -> None:
        super().__init__(groups, level, order)
        # From a value that is there, so that equal ones are exactly 0.
        self.zero = float(self.values[0])  # type: ignore[arg-type]
        numbers = [[[float(value) - self.zero for value in unit] for unit in units] for units in groups]  # type: ignore[arg-type]
        self.apart = np.array([sum(map(_distance, units)) for units in numbers])
        self.first = np.array([sum(value for unit in units for value in unit) for units in numbers])
        self.second = np.array([sum(value * value for unit in units for value in unit) for units in numbers])

    def observed(self, weights: Numbers) -> Numbers:
        """Σ o_ck δ²_ck of each draw."""
        found: Numbers = weights @ self.apart
        return found

    def expected(self, weights: Numbers) -> Numbers:
        """Σ n_c n_k δ²_ck of each draw."""
        found: Numbers = 2 * ((weights @ self.sizes) * (weights @ self.second) - (weights @ self.first) ** 2)
        return found


class _Ordered(_Sums):
    """δ² of ranks depends on how often the values between are given; that of ratios on the numbers themselves."""

    def __init__(self, groups: Sequence[Sequence[Unit]], level: Level, order: Sequence[Hashable]) -> None:
        super().__init__(groups, level, order)
        self.marginals = self.counts
        k = len(self.values)
        self.coincidences = np.zeros((len(groups), k * k))
        for row, units in enumerate(groups):
            for (c, other), count in _coincidences(units, self.place).items():
                self.coincidences[row, c * k + other] = count

    def observed(self, weights: Numbers) -> Numbers:
        """Σ o_ck δ²_ck of each draw."""
        k = len(self.values)
        found: Numbers = ((weights @ self.coincidences).reshape(-1, k, k) * self._differences(weights)).sum(axis=(1, 2))
        return found

    def expected(self, weights: Numbers) -> Numbers:
        """Σ n_c n_k δ²_ck of each draw."""
        totals = weights @ self.marginals
        products = totals[:, :, None] * totals[:, None, :]
        found: Numbers = (products * self._differences(weights)).sum(axis=(1, 2))
        return found

    def _differences(self, weights: Numbers) -> Numbers:
        """δ² of each two values in each draw."""
        if self.level == "ratio":
            numbers = np.array(self.values, dtype=float)
            total = numbers[:, None] + numbers[None, :]
            share = np.divide(numbers[:, None] - numbers[None, :], total, out=np.zeros_like(total), where=total != 0)
            return np.broadcast_to(share * share, (len(weights), *share.shape))
        totals = weights @ self.marginals
        # Σ n_g from c to k, less half of both ends, is the distance of the middles of their places.
        middles = np.cumsum(totals, axis=1) - totals / 2
        squares: Numbers = (middles[:, :, None] - middles[:, None, :]) ** 2
        return squares


_SUMS: Mapping[str, type[_Sums]] = {"nominal": _Nominal, "interval": _Interval}


def _unlike(unit: Unit) -> float:
    """How many ordered pairs of values of a unit differ, by the number of pairs that each value is in."""
    if len(unit) == TWO:
        return 2.0 if unit[0] != unit[1] else 0.0
    counts = Counter(unit).values()
    number = len(unit)
    return (number * number - sum(count * count for count in counts)) / (number - 1)


def _distance(unit: Sequence[float]) -> float:
    """The squared differences of the ordered pairs of a unit, by the number of pairs that each value is in."""
    return 2 * sum((one - other) ** 2 for one, other in combinations(unit, 2)) / (len(unit) - 1)


def _coincidences(units: Sequence[Unit], place: Mapping[Hashable, int]) -> Mapping[tuple[int, int], float]:
    """How often two values meet in a unit, by their places; each value is in pairs that weigh 1 together."""
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for unit in units:
        counts = Counter(place[value] for value in unit)
        for c, one in counts.items():
            for k, other in counts.items():
                found[c, k] += one * (other - (c == k)) / (len(unit) - 1)
    return found
