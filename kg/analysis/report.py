"""Everything that is found in a network: each question asked once, of its newest day, with the default parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.analysis.alignment import alignment
from kg.analysis.balance import balance_of
from kg.analysis.comparison import compare
from kg.analysis.course import courses
from kg.analysis.disputes import disputes
from kg.analysis.forecast_scores import forecast_scores
from kg.analysis.forecasts import forecasts
from kg.analysis.known import known_from
from kg.analysis.leverage import leverage
from kg.analysis.sensitivity import sensitivity
from kg.analysis.tension import tensions

if TYPE_CHECKING:
    from kg.analysis.alignment import Alignment
    from kg.analysis.balance import Balance
    from kg.analysis.comparison import Comparison
    from kg.analysis.course import CoursePoint
    from kg.analysis.disputes import Dispute
    from kg.analysis.forecast_scores import ForecastScores
    from kg.analysis.forecasts import Forecast
    from kg.analysis.power import DyadLeverage
    from kg.analysis.sensitivity import Sensitivity
    from kg.analysis.tension import DyadTension
    from kg.graph.network import Network


# Pairs of actors who speak of one issue grow with the square of the actors; files have so many of the strongest.
LISTED = 10_000


@dataclass(frozen=True, slots=True)
class Report:
    """What each analysis found on the day of the newest article, which is `at`.

    The comparison is with the day of the oldest article. Without a dated article nothing is of any day, and every part
    is empty.
    """

    at: date
    tensions: tuple[DyadTension, ...]
    leverage: tuple[DyadLeverage, ...]
    disputes: tuple[Dispute, ...]
    forecasts: tuple[Forecast, ...]
    forecast_scores: ForecastScores
    courses: tuple[CoursePoint, ...]
    comparison: Comparison
    balance: Balance
    alignment: Alignment
    sensitivity: Sensitivity

    @property
    def listed_alignment(self) -> Alignment:
        """The alignment with no more pairs than files have, the strongest of all."""
        return replace(self.alignment, pairs=self.alignment.pairs[:LISTED])


def report(network: Network) -> Report:
    """The report of a network."""
    days = [day for article in network.graph["articles"].values() if (day := known_from(article))]
    oldest, newest = min(days, default=date.min), max(days, default=date.min)
    dyads = tensions(network, at=newest)
    ledger = forecasts(network, at=newest)
    return Report(
        at=newest,
        tensions=dyads,
        leverage=leverage(network, at=newest),
        disputes=disputes(network, at=newest),
        forecasts=ledger,
        forecast_scores=forecast_scores(ledger),
        courses=tuple(courses(network, until=newest)),
        comparison=compare(network, oldest, newest),
        balance=balance_of(dyads, at=newest),
        alignment=alignment(network),
        sensitivity=sensitivity(network, at=newest),
    )
