"""What else can be made of the same counts in a line: the measures that the score is judged beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.validity.designs import GOLDSTEIN

if TYPE_CHECKING:
    from benchmarks.validity.reference import Numbers, Panel

SEED = 1
DAYS_IN_A_YEAR = 365.25


def of_the_year(panel: Panel) -> dict[str, Numbers]:
    """Each simple measure by year and dyad, higher where there is more tension, from the counts of that year alone."""
    random = np.random.default_rng(SEED).random((len(panel.years), len(panel.dyads)))
    return {**_measures(panel.counts.sum(axis=2).astype(np.float64)), "random": random}


def with_the_past(panel: Panel, half_life: float) -> dict[str, Numbers]:
    """The same from the counts of that year and of those before, which count half after so many days."""
    counts = panel.counts.sum(axis=2).astype(np.float64)
    for year in range(1, len(counts)):
        counts[year] += counts[year - 1] * 2.0 ** (-DAYS_IN_A_YEAR / half_life)
    return _measures(counts)


def _measures(counts: Numbers) -> dict[str, Numbers]:
    """From counts by year, dyad and quad class. Means are those of the classes' mean Goldstein scores."""
    goldstein = np.array(GOLDSTEIN)
    events, hostile = counts.sum(axis=2), counts[..., 2:].sum(axis=2)
    of_all = np.maximum(events, np.finfo(np.float64).tiny)
    return {
        "mean Goldstein": -(counts @ goldstein) / of_all,
        "mean negative Goldstein": -(counts @ np.minimum(goldstein, 0)) / of_all,
        "hostile share": hostile / of_all,
        "log hostile count": np.log1p(hostile),
        "log count": np.log1p(events),
    }
