"""The ledger of forecasts as an analyst's note: what is settled beside what settled it, then what is awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import counted, dated, published, shown_of
from kg.questions.citations import Citations
from kg.questions.forecasts.ledger import OUTCOMES
from kg.questions.forecasts.tables import condition
from kg.questions.prose import INDENT, hedged, is_long, item, plain, section
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.forecasts.ledger import Forecast
    from kg.questions.prose import Style


def note(network: Network, found: Sequence[Forecast], bold: Style = plain, *, top: int | None = None) -> Iterator[str]:
    """The lines of the ledger, of each list at most `top` forecasts; `bold` marks the heads, for a terminal."""
    yield bold(f"Forecasts, {dated(found[0].at)}" if found else "Forecasts")
    yield ""
    yield _verdict(network, found)
    citations = Citations()
    settled = [forecast for forecast in found if forecast.outcome is not None]
    awaited = [forecast for forecast in found if forecast.outcome is None]
    yield from section(
        _title("Settled", settled, top),
        (line for forecast in settled[:top] for line in _settled(network, forecast, citations)),
        bold,
    )
    yield from section(
        _title("Pending, by the day on which they are due", awaited, top),
        (line for forecast in awaited[:top] for line in _pending(network, forecast, citations)),
        bold,
    )


def _title(title: str, forecasts: Sequence[Forecast], top: int | None) -> str:
    """A heading, with how many of a long list are shown."""
    return f"{title}: {shown_of(top or 0, len(forecasts), 'forecast')}" if is_long(forecasts, top) else title


def _verdict(network: Network, found: Sequence[Forecast]) -> str:
    if not found:
        return "Nothing was forecast by then."
    if len(found) == 1:
        return _on_one(network, found[0])
    counts = {word: sum(forecast.resolution == word for forecast in found) for word in OUTCOMES}
    outcomes = [f"{number} {network.term_label('Resolution', word)}" for word, number in counts.items() if number]
    settled = sum(counts.values())
    what = f": {', '.join(outcomes)}" if outcomes else ""
    number = f"{settled or 'none'} {'are' if settled > 1 else 'is'}"
    sentences = [f"Of {counted(len(found), 'forecast')} {number} settled{what}."]
    overdue = sum(forecast.overdue for forecast in found)
    if overdue:
        sentences.append(f"{overdue} of those pending {'is' if overdue == 1 else 'are'} past the day on which due.")
    open_ended = sum(forecast.outcome is None and forecast.due is None for forecast in found)
    if open_ended:
        sentences.append(f"{open_ended} of those pending {'names' if open_ended == 1 else 'name'} no day.")
    vague = sum(forecast.lower is None for forecast in found)
    if vague:
        has = "has" if vague == 1 else "have"
        sentences.append(f"{vague} {has} no interval; the number given is that of the class of certainty.")
    return " ".join(sentences)


def _on_one(network: Network, forecast: Forecast) -> str:
    """The verdict on a single forecast."""
    if forecast.outcome is not None:
        sentences = [f"The only forecast is settled: {network.term_label('Resolution', forecast.resolution)}."]
    elif forecast.overdue:
        sentences = ["The only forecast is pending, past the day on which due."]
    else:
        sentences = [f"The only forecast is pending{' and names no day' if forecast.due is None else ''}."]
    if forecast.lower is None:
        sentences.append("It has no interval; the number given is that of the class of certainty.")
    return " ".join(sentences)


def _settled(network: Network, forecast: Forecast, citations: Citations) -> Iterator[str]:
    came = network.term_label("Resolution", forecast.resolution).upper()
    yield item(f"{came}: {_content(network, forecast.claim)}")
    yield f"{INDENT}forecast of {published(forecast.claim.said_on or forecast.article.published)}:"
    yield from _said(network, forecast, citations)
    for index, claim in enumerate(forecast.evidence):
        sure = network.term_label("Certainty", claim.certainty)
        yield f"{INDENT}{'and' if index else 'settled'} by ({claim.mode}, {sure}) · {claim.key}:"
        yield from citations.sourced(network, claim)
    yield from _note(forecast.claim)


def _pending(network: Network, forecast: Forecast, citations: Citations) -> Iterator[str]:
    due = "no day named" if forecast.due is None else f"due by {dated(forecast.due)}"
    yield item(f"{'OVERDUE: ' if forecast.overdue else ''}{_content(network, forecast.claim)}")
    yield f"{INDENT}{due}; forecast of {published(forecast.claim.said_on or forecast.article.published)}:"
    yield from _said(network, forecast, citations)
    yield from _note(forecast.claim)


def _said(network: Network, forecast: Forecast, citations: Citations) -> Iterator[str]:
    """Who said it in which words, on what condition, and how likely that makes it."""
    yield from citations.sourced(network, forecast.claim)
    if depends_on := condition(forecast.claim):
        yield f"{INDENT}on the condition: {depends_on}"
    yield f"{INDENT}likelihood: {_likelihood(network, forecast)} · {forecast.claim.key}"


def _likelihood(network: Network, forecast: Forecast) -> str:
    words = "; ".join(hedged(hedge) for hedge in forecast.claim.hedges) or "no hedge"
    if forecast.lower is not None:
        return f"{words}; taken as {forecast.probability:.1%}".replace(".0%", "%")
    sure = network.term_label("Certainty", forecast.claim.certainty)
    return f"{words}; {sure}, no interval; taken as {forecast.probability:.0%}"


def _content(network: Network, claim: Claim) -> str:
    """What is forecast to come or, in a denial, not to come."""
    says = described(network, claim)
    return f"not to come: {says}" if claim.polarity == "denied" else says


def _note(claim: Claim) -> Iterator[str]:
    if claim.note:
        yield f"{INDENT}curator: {' '.join(claim.note.split())}"
