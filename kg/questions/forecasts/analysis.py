"""Every forecast, and how well those that are settled came true: Brier scores and calibration, by claimant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING

from kg.measure.formula import Z_90
from kg.questions.forecasts.ledger import Forecast, forecasts
from kg.questions.frames import Tabulated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kg.questions.answers import Answers

# Who says 80 % and is right four times of five scores 0.16 with a standard error of 0.24/√n: at ten forecasts 0.08,
# nearly all that sets the score apart from the 0.25 of always saying 50 %. Of fewer a Brier score says little.
ENOUGH_SETTLED = 10
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """The settled forecasts of one band: how likely they were said to be, and what share of them came true.

    `band` is a likelihood word of ICD 203 or, where a forecast has no interval, its class of certainty. `low` and
    `high` are the 90 % interval of the share.
    """

    band: str
    settled: int
    probability: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ForecastScore:
    """How the forecasts of a claimant came true; `claimant` is empty for all of them together.

    `brier` is from 0 (best) to 1, None without settled forecasts; `brier_low` and `brier_high` are what it could be
    within the intervals of the hedges. `even` is what always saying 50 % would have scored. `enough` is set from ten
    settled forecasts on. Pending forecasts are counted and never scored. What a claimant forecasts repeatedly counts
    once, the last time before it was settled; `repeated` counts the other times. Saying that something will come and
    saying that it will not are two forecasts.
    """

    claimant: str
    settled: int
    pending: int
    repeated: int
    brier: float | None
    brier_low: float | None
    brier_high: float | None
    even: float | None
    calibration: tuple[Calibration, ...]
    enough: bool


@dataclass(frozen=True, slots=True)
class ForecastScores(Tabulated):
    """The score of all forecasts together and of each claimant, those with most settled forecasts first."""

    together: ForecastScore
    claimants: tuple[ForecastScore, ...]


def forecast_scores(forecasts: Iterable[Forecast]) -> ForecastScores:
    """The scores of a ledger. A forecast of several claimants counts for each of them, and once for all together.

    The Brier score is the mean of (p - o)² over the settled forecasts, p the probability and o the outcome (Brier 1950,
    Verification of forecasts expressed in terms of probability, Monthly Weather Review 78). With outcomes of one half,
    for which it was not devised, it is still the mean squared error.
    """
    made = tuple(forecasts)
    by_claimant: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in made:
        for claimant in sorted(set(forecast.claim.claimants)):
            by_claimant[claimant].append(forecast)
    scores = (_score(claimant, own) for claimant, own in by_claimant.items())
    return ForecastScores(_score("", made), tuple(sorted(scores, key=lambda s: (-s.settled, s.claimant))))


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 90 % interval of a share of n, both ends from 0 to 1; n is at least 1.

    By Wilson's score interval, which holds for few trials and for shares near 0 and 1 (Wilson 1927, Probable inference,
    the law of succession, and statistical inference, Journal of the American Statistical Association 22). A share may
    have halves in it and is used as it is.
    """
    z2 = Z_90**2 / n
    middle = (share + z2 / 2) / (1 + z2)
    margin = Z_90 * sqrt(share * (1 - share) / n + z2 / (4 * n)) / (1 + z2)
    return max(0.0, middle - margin), min(1.0, middle + margin)


def _score(claimant: str, made: Sequence[Forecast]) -> ForecastScore:
    settled = _counted(made)
    contents = {_content(forecast) for forecast in settled}
    pending = {_content(forecast) for forecast in made if forecast.outcome is None} - contents
    errors = [_errors(forecast) for forecast in settled]
    brier, low, high, even = (_mean(column) for column in zip(*errors, strict=True)) if errors else (None,) * 4
    return ForecastScore(
        claimant=claimant,
        settled=len(settled),
        pending=len(pending),
        repeated=len(made) - len(settled) - len(pending),
        brier=brier,
        brier_low=low,
        brier_high=high,
        even=even,
        calibration=tuple(_calibration(settled)),
        enough=len(settled) >= ENOUGH_SETTLED,
    )


def _counted(made: Iterable[Forecast]) -> list[Forecast]:
    """The settled forecasts, of those of one content by the same claimants the last that was said before it settled."""
    repeated: dict[tuple[tuple[str, ...], str, str], list[Forecast]] = defaultdict(list)
    for forecast in made:
        if forecast.outcome is not None:
            repeated[_content(forecast)].append(forecast)
    return [max(same, key=_lateness) for same in map(_in_time, repeated.values())]


def _content(forecast: Forecast) -> tuple[tuple[str, ...], str, str]:
    """Who says that what will come, or that it will not."""
    return forecast.claim.claimants, forecast.claim.content_key, forecast.claim.polarity


def _in_time(same: Sequence[Forecast]) -> Sequence[Forecast]:
    """Those said by the day on which the first of them was settled, or all where none was."""
    day = min((forecast.settled for forecast in same if forecast.settled), default=None)
    return [forecast for forecast in same if day is None or forecast.said <= day] or same


def _lateness(forecast: Forecast) -> tuple[date, int]:
    return forecast.said, forecast.place


def _errors(forecast: Forecast) -> tuple[float, float, float, float]:
    """The squared error; the least and the largest within the hedge's interval; that of saying 50 %."""
    outcome, p = forecast.outcome or 0.0, forecast.probability
    lower, upper = (p, p) if forecast.lower is None or forecast.upper is None else (forecast.lower, forecast.upper)
    nearest = min(max(outcome, lower), upper)
    farthest = max(lower, upper, key=lambda end: abs(end - outcome))
    return (p - outcome) ** 2, (nearest - outcome) ** 2, (farthest - outcome) ** 2, (EVEN - outcome) ** 2


def _calibration(settled: Iterable[Forecast]) -> Iterator[Calibration]:
    """By band, the least likely first."""
    bands: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in settled:
        bands[forecast.band].append(forecast)
    found = []
    for band, members in bands.items():
        share = _mean(forecast.outcome or 0.0 for forecast in members)
        probability = _mean(forecast.probability for forecast in members)
        found.append(Calibration(band, len(members), probability, share, *wilson(share, len(members))))
    yield from sorted(found, key=lambda c: (c.probability, c.band))


def _mean(numbers: Iterable[float]) -> float:
    values = tuple(numbers)
    return fsum(values) / len(values)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every forecast, and how well those that are settled came true."""

    forecasts: tuple[Forecast, ...]
    scores: ForecastScores


def answer(answers: Answers) -> Ledger:
    """The forecasts as they stand on the day of the newest article."""
    found = forecasts(answers.network, answers.lens)
    return Ledger(found, forecast_scores(found))
