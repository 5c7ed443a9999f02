"""The ledger of forecasts, and their scores, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model.records import Leverage
from kg.questions.document import evident, plain
from kg.questions.rows import Table
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.forecasts.analysis import ForecastScore, ForecastScores, Ledger
    from kg.questions.forecasts.ledger import Forecast

COLUMNS = (
    "claim", "claimants", "reported_by", "said", "content", "polarity", "condition", "hedge", "certainty",
    "probability", "lower", "upper", "due", "overdue", "resolution", "outcome", "evidence", "quote", "article",
)  # fmt: skip


def table(network: Network, found: Iterable[Forecast]) -> Table:
    """One row a forecast, in the order of the ledger."""
    return Table(COLUMNS, tuple(_row(network, forecast) for forecast in found))


def _row(network: Network, forecast: Forecast) -> tuple[object, ...]:
    claim = forecast.claim
    return (
        claim.key,
        "; ".join(claim.claimants),
        "; ".join(claim.reported_by) or None,
        forecast.said,
        described(network, claim),
        claim.polarity,
        condition(claim) or None,
        "; ".join(forecast.words) or None,
        claim.certainty,
        forecast.probability,
        forecast.lower,
        forecast.upper,
        forecast.due,
        forecast.overdue,
        forecast.resolution,
        forecast.outcome,
        "; ".join(one.key for one in forecast.evidence) or None,
        claim.quote,
        forecast.article.slug,
    )


def condition(claim: Claim) -> str:
    """On what a forecast depends, in the words of its claim and of its content."""
    inside = claim.content.condition if isinstance(claim.content, Leverage) else ""
    return claim.condition or inside


SCORE_COLUMNS = ("claimant", "settled", "pending", "brier", "brier_low", "brier_high", "even", "enough")


def score_table(_network: Network, scores: ForecastScores) -> Table:
    """One row a claimant, after the row of all together, whose claimant is empty; none where nothing was forecast."""
    rows = [scores.together, *scores.claimants] if scores.claimants else []
    return Table(SCORE_COLUMNS, tuple((score.claimant or None, *_numbers(score)) for score in rows))


def _numbers(score: ForecastScore) -> tuple[object, ...]:
    return tuple(getattr(score, column) for column in SCORE_COLUMNS[1:])


# As JSON every claim is written out.
document = evident


def tables(network: Network, found: Ledger) -> dict[str, Table]:
    """The ledger and the scores, by the names of their files."""
    return {"forecasts.csv": table(network, found.forecasts), "forecast-scores.csv": score_table(network, found.scores)}


def summary(found: Ledger) -> dict[str, Any]:
    """How many forecasts are settled and pending, and the score of all together."""
    together = found.scores.together
    return {"settled": together.settled, "pending": together.pending, "brier": plain(together.brier)}
