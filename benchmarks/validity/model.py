"""The formula of `kg.measure.score` on columns: rows of equal statements → the scores of all dyads on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.measure import Z_90, Parameters, precision_per_mass

# An event's probability where nothing marks its certainty (0.9) times the reliability of a source nobody rated (0.7).
WEIGHT = 0.9 * 0.7
Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Columns of equal length: `count` statements of one dyad, cluster, day and intensity (in [-1, 1]) are one row.

    Dyads and clusters are numbers from 0; a cluster is one within a dyad, so that dyads may share its number.
    """

    dyad: Integers
    cluster: Integers
    day: Integers
    intensity: Numbers
    count: Numbers


@dataclass(frozen=True)
class Scores:
    """A number for each dyad, as in `kg.measure.Score`; a dyad without rows has tension 0 and the widest interval."""

    tension: Numbers
    low: Numbers
    high: Numbers
    hostile: Numbers
    friendly: Numbers
    mass: Numbers


def scores(rows: Rows, dyads: int, at: int, parameters: Parameters, weight: float = WEIGHT) -> Scores:
    """The scores of the dyads 0 … `dyads` - 1 on a day, from the rows up to it.

    `at` is counted like the days of the rows, one a day; `weight` is reliability times probability, the same for all.
    """
    known = rows.day <= at
    dyad, intensity = rows.dyad[known], rows.intensity[known]
    mass = rows.count[known] * weight * 2.0 ** (-(at - rows.day[known]) / parameters.half_life)
    group, groups = _groups(dyad, rows.cluster[known])
    density = precision_per_mass(np.bincount(group, mass, minlength=len(groups)), parameters)[group]

    def summed(values: Numbers) -> Numbers:
        return np.asarray(np.bincount(dyad, values, minlength=dyads), dtype=np.float64)

    precision = parameters.prior**-2 + summed(density * mass)
    hostile = summed(density * mass * np.maximum(-intensity, 0)) / precision
    friendly = summed(density * mass * np.maximum(intensity, 0)) / precision
    tension, margin = hostile - friendly, Z_90 * precision**-0.5
    return Scores(tension, tension - margin, tension + margin, hostile, friendly, summed(mass))


def _groups(dyad: Integers, cluster: Integers) -> tuple[NDArray[np.intp], Integers]:
    """For each row the number of its dyad's cluster, and all such clusters."""
    together = dyad * (int(cluster.max(initial=0)) + 1) + cluster
    groups, place = np.unique(together, return_inverse=True)
    return place, groups
