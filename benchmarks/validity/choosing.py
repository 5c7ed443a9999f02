"""The figures of the search over designs, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.validity.choice import (
    SHOWN,
    YEARS,
    Candidate,
    Search,
    grid,
    halves,
    left_out_years,
    path,
    place_of,
    search,
)
from benchmarks.validity.designs import CHOSEN, CONTRACT, VALIDATED
from benchmarks.validity.matching import auc
from benchmarks.validity.targets import DISPUTES, RIVALS
from benchmarks.validity.variants import variants

if TYPE_CHECKING:
    from benchmarks.validity.reference import Numbers, Panel

    Row = dict[str, Any]

TOP = 10


def considered(panel: Panel) -> Row:
    """What the grid, the rule and other ways give on the years up to 2005."""
    found = search(panel, grid())
    criterion = found.criterion()
    return {
        "years": [YEARS.start, YEARS.stop - 1],
        "designs": len(found.candidates) // len(SHOWN),
        "path": _path(panel),
        "options": _options(found, criterion),
        "best": [_row(found, int(place)) for place in np.argsort(-criterion, kind="stable")[:TOP]],
        "rule": [_row(found, found.best(criterion, (figure,))) for figure in SHOWN],
        "halves": _halves(found, len(panel.dyads)),
        "variants": _variants(panel, found),
        "left_out": [
            {"year": year, "target": target, "auc": value, "design": _named(found.candidates[place])}
            for year, target, value, place in left_out_years(found)
        ],
    }


def _named(candidate: Candidate) -> str:
    return f"{candidate.figure}; {candidate.design.named()}"


def _row(found: Search, place: int, what: str = "") -> Row:
    rivals, disputes = (float(found.aucs(target)[place]) for target in (RIVALS, DISPUTES))
    return _figures(what or _named(found.candidates[place]), rivals, disputes)


def _figures(what: str, rivals: float, disputes: float) -> Row:
    return {"what": what, RIVALS: rivals, DISPUTES: disputes, "mean": (rivals + disputes) / 2}


def _path(panel: Panel) -> list[Row]:
    """Every step with both figures; the steps need not stand in the grid."""
    found = search(panel, path(CHOSEN))
    return [_row(found, place) for place in range(len(found.candidates))]


def _options(found: Search, criterion: Numbers) -> list[Row]:
    """For each setting's options: the mean AUCs of the designs that have it, and the best of their criteria."""
    settings = [candidate.settings() for candidate in found.candidates]
    rows = []
    for setting in settings[0]:
        for option in dict.fromkeys(each[setting] for each in settings):
            among = np.array([each[setting] == option for each in settings])
            means = (float(found.aucs(target)[among].mean()) for target in (RIVALS, DISPUTES))
            rows.append({**_figures(f"{setting}: {option}", *means), "mean": float(criterion[among].max())})
    return rows


def _halves(found: Search, dyads: int) -> list[Row]:
    places = {
        **{f"the contract: {figure}": place_of(found, CONTRACT, figure) for figure in SHOWN},
        f"the chosen: {VALIDATED}": place_of(found, CHOSEN, VALIDATED),
    }
    return [_figures(name, by[RIVALS], by[DISPUTES]) for name, by in halves(found, places, dyads).items()]


def _variants(panel: Panel, found: Search) -> list[Row]:
    scores = variants(panel, found.pairs)
    return [
        _figures(name, *(auc(scores[target][name], found.pairs[target]) for target in (RIVALS, DISPUTES)))
        for name in scores[RIVALS]
    ]
