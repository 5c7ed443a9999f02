"""The AUC of every score on every target, with intervals: of the measure, and of what is simpler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.validity.designs import CHOSEN, CONTRACT, VALIDATED, scored
from benchmarks.validity.matching import Bootstrap, auc, interval
from benchmarks.validity.simple import of_the_year, with_the_past
from benchmarks.validity.targets import targets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.validity.matching import Pairs
    from benchmarks.validity.reference import Numbers, Panel

BESIDE, CONTRACTED = "hostile share", "contract: tension"
PAST = ", with the past"
HEADLINE = f"chosen: {VALIDATED}"


def all_scores(panel: Panel) -> dict[str, Numbers]:
    """Every score by its name, by year and dyad: the measure's figures by both designs, and the simple measures."""
    designs = (("contract", CONTRACT), ("chosen", CHOSEN))
    past = with_the_past(panel, CHOSEN.parameters.half_life)
    return {
        **{f"{name}: {figure}": value for name, design in designs for figure, value in scored(panel, design).items()},
        **of_the_year(panel),
        **{f"{name}{PAST}": value for name, value in past.items()},
    }


def evaluated(panel: Panel, years: range, draws: int) -> dict[str, Any]:
    """All figures as plain data, of the pairs whose truth is of some years.

    By score and target: the AUC with its 90 % interval; by how much it exceeds that of hostile share (`more`) and that
    of the contract's tension (`beyond`), with the intervals of those; and the AUC of each year scored. Raises
    ValueError where a target has no pairs.
    """
    scores, found = all_scores(panel), targets(panel, years)
    results: dict[str, dict[str, Any]] = {name: {} for name in scores}
    for target, pairs in found.items():
        if not len(pairs):
            raise ValueError(f"no pairs of equal volume for {target!r} in {years.start}–{years.stop - 1}")
        for name, result in _compared(scores, pairs, draws, panel.years).items():
            results[name][target] = result
    return {
        "years": [years.start, years.stop - 1],
        "draws": draws,
        "targets": {name: _size(pairs) for name, pairs in found.items()},
        "scores": results,
    }


def _compared(scores: Mapping[str, Numbers], pairs: Pairs, draws: int, years: tuple[int, ...]) -> dict[str, Any]:
    bootstrap = Bootstrap.of(pairs, draws)
    drawn = {name: bootstrap.aucs(values) for name, values in scores.items()}
    beside, contracted = (auc(scores[name], pairs) for name in (BESIDE, CONTRACTED))
    return {
        name: {
            "auc": auc(values, pairs),
            "interval": interval(drawn[name]),
            "more": auc(values, pairs) - beside,
            "more_interval": interval(drawn[name] - drawn[BESIDE]),
            "beyond": auc(values, pairs) - contracted,
            "beyond_interval": interval(drawn[name] - drawn[CONTRACTED]),
            "years": {years[place]: auc(values, pairs.of_year(place)) for place in np.unique(pairs.year).tolist()},
        }
        for name, values in scores.items()
    }


def _size(pairs: Pairs) -> dict[str, int]:
    """How many pairs there are, and of how many dyads."""
    return {
        "pairs": len(pairs),
        "positive": len(np.unique(pairs.positive)),
        "negative": len(np.unique(pairs.negative)),
    }
