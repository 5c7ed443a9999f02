"""The scores of forecasts as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import actor, described, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.questions.forecasts.analysis import Ledger
    from kg.rdf.store import Quad


def quads(found: Ledger, at: date) -> Iterator[Quad]:
    """The score of every claimant."""
    for score in found.scores.claimants:
        node = result("forecast-score", score.claimant)
        yield from described(node, "ForecastScore", asOf=at, forecaster=actor(score.claimant))
        yield from values(node, settled=score.settled, pending=score.pending)
        if score.brier is not None:
            yield from values(node, brier=score.brier)
