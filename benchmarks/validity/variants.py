"""Changes of the formula itself, and a regression that knows the labels: what else the same counts may give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.validity.designs import CHOSEN, VALIDATED, scored
from benchmarks.validity.simple import with_the_past

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.validity.matching import Pairs
    from benchmarks.validity.reference import Numbers, Panel

DEGREE = 3
FOLDS = 5
# The best of 0.001, 0.01, 0.1 and 1 for rivals, by what it foretold of dyads that it was not fitted to.
RIDGE = 1.0
STEPS = 25
SEED = 3


def variants(panel: Panel, pairs: Mapping[str, Pairs]) -> dict[str, dict[str, Numbers]]:
    """Scores by year and dyad, for each target that is given."""
    chosen = scored(panel, CHOSEN)[VALIDATED]
    same = {
        "the chosen, less what volume predicts": less_volume(chosen, panel),
        "hostile share, less that of both states": less_states(panel),
    }
    regression = "logistic regression on the labels"
    return {name: {**same, regression: regressed(panel, found)} for name, found in pairs.items()}


def less_volume(scores: Numbers, panel: Panel) -> Numbers:
    """What is left of scores after a cubic in log(1 + events), fitted to all dyads of a year without their labels."""
    left = scores.copy()
    for year, events in enumerate(panel.events):
        seen, volume = events > 0, np.log1p(events)
        fitted = np.polynomial.Polynomial.fit(volume[seen], scores[year, seen], DEGREE)
        left[year] -= fitted(volume)
    return left


def less_states(panel: Panel) -> Numbers:
    """How much more hostile a dyad is than both of its states are in what they have with all others.

    Shares up to that year, the past counting half after the chosen half-life; see `benchmarks.validity.simple`.
    """
    share = with_the_past(panel, CHOSEN.parameters.half_life)["hostile share"]
    events = panel.events
    states = {name: place for place, name in enumerate(sorted({end for dyad in panel.dyads for end in dyad}))}
    ends = np.array([[states[end] for end in dyad] for dyad in panel.dyads]).T
    left = share.copy()
    for year in range(len(events)):
        hostile, volume = share[year] * events[year], events[year]
        of_state = [np.bincount(ends.ravel(), np.tile(values, 2), len(states)) for values in (hostile, volume)]
        rates = [(of_state[0][end] - hostile) / np.maximum(of_state[1][end] - volume, 1) for end in ends]
        left[year] -= (rates[0] + rates[1]) / 2
    return left


def regressed(panel: Panel, pairs: Pairs) -> Numbers:
    """Scores by a ridge logistic regression on which of a pair is the positive; a dyad's from the other four fifths.

    The features are the log counts of each class over the past, of the side that does less and of that which does more
    in the year, and the shares of the classes.
    """
    features = _features(panel)
    fold = np.random.default_rng(SEED).permutation(len(panel.dyads)) % FOLDS
    differences = features[pairs.year, pairs.positive] - features[pairs.year, pairs.negative]
    found = np.zeros(features.shape[:2])
    for part in range(FOLDS):
        train = (fold[pairs.positive] != part) & (fold[pairs.negative] != part)
        found[:, fold == part] = features[:, fold == part] @ _fitted(differences[train])
    return found


def _features(panel: Panel) -> Numbers:
    """The features by year and dyad, each with mean 0 and deviation 1."""
    past = np.cumsum(panel.counts, axis=0).sum(axis=2)
    less, more = np.moveaxis(np.sort(panel.counts, axis=2), 2, 0)
    shares = past / np.maximum(past.sum(axis=2, keepdims=True), 1)
    table = np.concatenate([np.log1p(past), np.log1p(less), np.log1p(more), shares], axis=2)
    return np.asarray((table - table.mean(axis=(0, 1))) / table.std(axis=(0, 1)))


def _fitted(differences: Numbers) -> Numbers:
    """The weights that make the differences of pairs positive, by Newton's method."""
    found = np.zeros(differences.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-differences @ found))
        slope = differences.T @ (1 - chance) / len(differences) - RIDGE * found
        bend = (differences.T * (chance * (1 - chance))) @ differences / len(differences) + RIDGE * np.eye(len(found))
        found = found + np.linalg.solve(bend, slope)
    return found
