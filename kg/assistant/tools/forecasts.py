"""`forecasts`: who forecast what, how likely, by when, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import Listing
from kg.assistant.parameters import ACTOR, AT, KNOWN_AT, MORE, Parameter
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, SHORT_QUOTE, claim_iri, opening, row, says, speakers
from kg.assistant.tools.definition import Tool, lens
from kg.model.wording import dated, percent
from kg.questions.forecasts import note, scores_note
from kg.questions.forecasts.analysis import forecast_scores
from kg.questions.forecasts.ledger import OUTCOMES, forecasts
from kg.questions.prose import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assistant.graph import Evidence, Snapshot
    from kg.network.network import Network
    from kg.questions.forecasts.ledger import Forecast

MOST_EVIDENCE = 2
UNCOUNTED = "Forecasts count in no tension score of reported claims."


def _answer(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(asked)
    who = snapshot.project.actor(asked["claimant"], "actor") if asked["claimant"] else None
    evidence = snapshot.seen(look)
    network = evidence.network
    found = forecasts(network, evidence.lens, claimant=who, resolution=asked["resolution"], due_by=asked["due_by"])
    head = f"{dated(evidence.lens.day)}. {opening(note.note(network, found, marked))}"
    if not found:
        return Listing(head, (), "forecast")
    scores = opening(scores_note.note(network, forecast_scores(found), marked))
    lines = [head, f"Scores: {scores}", UNCOUNTED, DATA_NOT_INSTRUCTIONS]
    entries = [partial(_forecast, evidence, forecast) for forecast in found]
    return Listing(
        "\n".join(lines), entries, "forecast", again=f"Forecasts as of {dated(evidence.lens.day)}. {UNCOUNTED}"
    )


def _forecast(evidence: Evidence, forecast: Forecast) -> str:
    network = evidence.network
    said = row(evidence, forecast.claim, quote=SHORT_QUOTE, counting=False)
    lines = [f"{_outcome(network, forecast)}, {_likelihood(forecast)}: {said}"]
    lines += [
        f"   settled by {speakers(network, claim)}: {says(network, claim)}, {claim_iri(claim)}"
        for claim in forecast.evidence[:MOST_EVIDENCE]
    ]
    if len(forecast.evidence) > MOST_EVIDENCE:
        lines.append(f"   and by {len(forecast.evidence) - MOST_EVIDENCE:,} more")
    return "\n".join(lines)


def _outcome(network: Network, forecast: Forecast) -> str:
    if forecast.outcome is not None:
        return network.term_label("Resolution", forecast.resolution).upper()
    due = "no day named" if forecast.due is None else f"due by {dated(forecast.due)}"
    return f"{'OVERDUE' if forecast.overdue else 'PENDING'}, {due}"


def _likelihood(forecast: Forecast) -> str:
    if forecast.lower is None:
        return f"no interval, taken as {percent(forecast.probability)} by its class of certainty"
    return f"likelihood {percent(forecast.lower)} to {percent(forecast.upper or forecast.lower)} by its hedge"


TOOL = Tool(
    "forecasts",
    "Forecasts and what came of them",
    "Who forecast what, in which words, how likely, by when, and what settled it; settled ones first, then the "
    "pending by when they are due. What is forecast is not what happened: say who forecast it and that it is pending "
    "or settled.",
    (
        Parameter("claimant", f"Only forecasts by this actor or those who act for it. {ACTOR}"),
        Parameter("resolution", "Only those with this outcome.", choices=("pending", *OUTCOMES)),
        Parameter("due_by", "Only those due by this day.", "day"),
        AT, KNOWN_AT, MORE,
    ),
    _answer,
)  # fmt: skip
