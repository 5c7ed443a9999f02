"""Everything that is found in a network: each question asked once, of its newest day, with the default parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.measure.lens import Lens
from kg.network.known import known_from
from kg.questions.alignment.analysis import alignment
from kg.questions.balance.analysis import balance_of
from kg.questions.comparison.analysis import compare
from kg.questions.disputes.analysis import disputes
from kg.questions.forecasts.analysis import forecasts
from kg.questions.forecasts.scores import forecast_scores
from kg.questions.leverage.analysis import leverage
from kg.questions.sensitivity.analysis import sensitivity
from kg.questions.tension.analysis import tensions
from kg.questions.timeline.course import courses

if TYPE_CHECKING:
    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment
    from kg.questions.balance.analysis import Balance
    from kg.questions.comparison.analysis import Comparison
    from kg.questions.disputes.analysis import Dispute
    from kg.questions.forecasts.analysis import Forecast
    from kg.questions.forecasts.scores import ForecastScores
    from kg.questions.leverage.power import DyadLeverage
    from kg.questions.sensitivity.analysis import Sensitivity
    from kg.questions.tension.analysis import DyadTension
    from kg.questions.timeline.course import CoursePoint


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
    days = [day for article in network.articles.values() if (day := known_from(article))]
    oldest, newest = min(days, default=date.min), max(days, default=date.min)
    lens = Lens(at=newest)
    dyads, ledger = tensions(network, lens), forecasts(network, lens)
    return Report(
        at=newest,
        tensions=dyads,
        leverage=leverage(network, lens),
        disputes=disputes(network, lens),
        forecasts=ledger,
        forecast_scores=forecast_scores(ledger),
        courses=tuple(courses(network, lens)),
        comparison=compare(network, oldest, newest, lens),
        balance=balance_of(dyads, lens),
        alignment=alignment(network),
        sensitivity=sensitivity(network, lens),
    )
