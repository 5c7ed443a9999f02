"""Forecasts, asked by name: the ledger, and its scores."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack, get_args

from kg.model.dates import last_day
from kg.questions.asking import one_of
from kg.questions.frames import Records

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Day, DayLook
    from kg.questions.forecasts.analysis import ForecastScores
    from kg.questions.forecasts.ledger import Forecast, Resolution


def forecasts(
    asked: Asked,
    *,
    claimant: str | None = None,
    resolution: Resolution | None = None,
    due_by: Day | None = None,
    **look: Unpack[DayLook],
) -> Records[Forecast]:
    """The ledger of forecasts, the settled ones first, then by the day on which they are due."""
    from kg.questions.forecasts.ledger import Resolution, forecasts  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.forecasts.tables import table  # noqa: PLC0415

    if resolution is not None:
        one_of("resolution", resolution, get_args(Resolution))
    network, lens = asked.look(**look)
    lens, who = network.focus(lens), asked.actor(claimant, "actor") if claimant else None
    # Without any day there is no ledger, and `day` says so.
    found = forecasts(network, lens.on(lens.day), claimant=who, resolution=resolution, due_by=last_day(due_by))
    return Records(found, partial(table, network))


def forecast_scores(asked: Asked, *, claimant: str | None = None, **look: Unpack[DayLook]) -> ForecastScores:
    """How well the settled forecasts came true, by claimant and all together."""
    from kg.questions.forecasts.analysis import forecast_scores  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.forecasts.tables import score_table  # noqa: PLC0415

    found = forecast_scores(forecasts(asked, claimant=claimant, **look))
    return replace(found, tabulate=partial(score_table, asked.as_known(look.get("known_at"))))
