"""The measure of `kg.events` on counts of events: rows of equal events → the scores of all dyads on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kg.events.calendar import day_of
from kg.events.frames import scores_of
from kg.events.specification import WEIGHT, Specification
from kg.measure.formula import Parameters, score

FIGURES = ("tension", "low", "high", "hostile", "friendly", "mass")
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
    """The scores of the dyads 0 … `dyads` - 1 on a day, from the rows up to it, by `kg.events` itself.

    `at` is counted like the days of the rows, one a day; `weight` is reliability times probability, the same for all.
    """
    events = pl.LazyFrame(
        {
            "day": rows.day,
            "source_state": rows.dyad,
            "target_state": rows.dyad + dyads,
            "publisher": rows.cluster,
            "intensity": rows.intensity,
            "count": rows.count,
        }
    ).with_columns(pl.col("publisher").cast(pl.String))
    specification = Specification(parameters=parameters, weight=weight)
    found = scores_of(events, at=day_of(at), specification=specification).collect()
    return Scores(*(_by_dyad(found, name, dyads, parameters) for name in FIGURES))


def _by_dyad(found: pl.DataFrame, name: str, dyads: int, parameters: Parameters) -> Numbers:
    """A figure for each dyad; where nothing happened that of nothing said."""
    numbers = np.full(dyads, getattr(score([], parameters), name), dtype=np.float64)
    numbers[found["a"].to_numpy()] = found[name].to_numpy()
    return numbers
