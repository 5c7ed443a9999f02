"""The ledger of forecasts: what was said to come, how likely, by when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from kg.measure.lens import DEFAULT, Lens
from kg.model.dates import span
from kg.model.records import Article, Claim, Event
from kg.network.known import as_known, reported_event, without_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.records import Hedge
    from kg.network.network import Network

Resolution = Literal["pending", "fulfilled", "partly-fulfilled", "failed"]
# Half for what came true in part, since no term of the scale says how large the part was.
OUTCOMES = {"fulfilled": 1.0, "partly-fulfilled": 0.5, "failed": 0.0}


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast as it stood on the day `at`; probabilities are of the claim as it was said, from 0 to 1.

    `place` is the position of its claim among all claims of the network. The claims lack the curators' notes where
    these may know more than was known on the day. `said` is the last day on which it may have been said. `lower` and
    `upper` are the interval of the hedge that has one, else None; `probability` is its middle, or the number of the
    class of certainty. `words` are the hedges. `due` is the last day that the forecast itself gives its event; an event
    of the curators' list is dated with all that is known now, and so gives none. `settled` is the first day on which
    any of the `evidence` was said. `outcome` is 1 for fulfilled, 0 for failed, 0.5 for partly fulfilled, None while it
    is pending; a forecast that something will not come is fulfilled when it does not. `overdue` is set while it is
    pending after its day.
    """

    at: date
    place: int
    claim: Claim
    article: Article
    said: date
    probability: float
    lower: float | None
    upper: float | None
    words: tuple[str, ...]
    due: date | None
    overdue: bool
    resolution: Resolution
    evidence: tuple[Claim, ...]
    settled: date | None
    outcome: float | None

    @property
    def band(self) -> str:
        """The likelihood word that it falls under or, without an interval, its class of certainty."""
        hedge = bounded(self.claim)
        if hedge is None or self.lower is None or self.upper is None:
            return self.claim.certainty
        return hedge.likelihood or f"{self.lower:.0%}-{self.upper:.0%}"


def forecasts(
    network: Network,
    lens: Lens = DEFAULT,
    *,
    claimant: str | None = None,
    resolution: Resolution | None = None,
    due_by: date | None = None,
) -> tuple[Forecast, ...]:
    """Every forecast that was said by the day, as it stood then; none where nothing is dated.

    The settled ones come first, by when they were said; then the pending ones by when they are due, those without a day
    last. A forecast that was settled only later is pending. `claimant` (a slug) keeps the forecasts of this actor and
    of those who act for it, `resolution` those with that outcome, `due_by` those due by a day.
    """
    lens = network.focus(lens)
    if lens.at is None:
        return ()
    ledger = _Ledger(network, lens.at)
    everything: Iterable[Claim] = network.claims.values()
    found = [made for claim in everything if claim.mode == "forecast" and (made := ledger.forecast(claim))]
    voices = {slug for slug, end in network.stands_for("state").items() if claimant in (slug, end)}
    kept = [
        forecast
        for forecast in found
        if (claimant is None or voices & set(forecast.claim.claimants))
        and resolution in (None, forecast.resolution)
        and (due_by is None or (forecast.due is not None and forecast.due <= due_by))
    ]
    return tuple(sorted(kept, key=_place))


def bounded(claim: Claim) -> Hedge | None:
    """The hedge of a claim that has an interval, if any does."""
    return next((hedge for hedge in claim.hedges if hedge.lower is not None and hedge.upper is not None), None)


def _place(forecast: Forecast) -> tuple[bool, date, date, str]:
    pending = forecast.outcome is None
    due = (forecast.due or date.max) if pending else forecast.said
    return pending, due, forecast.said, forecast.claim.key


def _due(claim: Claim) -> date | None:
    """The last day that a forecast gives an event of its own, whose slug has the article's in it."""
    event = claim.content
    if not isinstance(event, Event) or "/" not in event.slug or not event.when:
        return None
    return span(event.when).latest


class _Ledger:
    """Makes forecasts of claims, as they stood on a day."""

    def __init__(self, network: Network, on: date) -> None:
        self.on = on
        self.articles: Mapping[str, Article] = network.articles
        self.claims: Mapping[str, Claim] = network.claims
        self.probabilities: Mapping[str, float] = network.probabilities
        self.places = {key: place for place, key in enumerate(self.claims)}
        newest: date | None = network.newest_day
        self.withheld = newest is not None and on < newest
        self.happenings: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            if event := reported_event(claim):
                self.happenings.setdefault(event, []).append(claim)

    def forecast(self, claim: Claim) -> Forecast | None:
        said = self._said(claim)
        if said is None or said > self.on:
            return None
        then = as_known(claim, lambda name: bool(self._evidence(name)))
        evidence = self._settling(then)
        days = [day for one in evidence if (day := self._said(one))]
        hedge = bounded(claim)
        resolution: Resolution = then.resolution if then.resolution in OUTCOMES else "pending"  # type: ignore[assignment]
        due = _due(claim)
        return Forecast(
            at=self.on,
            place=self.places[claim.key],
            claim=self._noted(then),
            article=self.articles[claim.article],
            said=said,
            probability=self.probabilities[claim.key],
            lower=float(hedge.lower) if hedge and hedge.lower is not None else None,
            upper=float(hedge.upper) if hedge and hedge.upper is not None else None,
            words=tuple(one.words for one in claim.hedges),
            due=due,
            overdue=resolution == "pending" and due is not None and due < self.on,
            resolution=resolution,
            evidence=tuple(map(self._noted, evidence)),
            settled=min(days, default=None),
            outcome=OUTCOMES.get(resolution),
        )

    def _noted(self, claim: Claim) -> Claim:
        """The claim as curators may annotate it without giving away what came later."""
        return without_note(claim) if self.withheld else claim

    def _settling(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims that settled a forecast, each once, in the order in which they are named."""
        keys = (name if "/" in name else f"{claim.article}/{name}" for name in claim.resolved_by)
        named = zip(claim.resolved_by, keys, strict=True)
        found = (one for name, key in named for one in self._evidence(key) or self._evidence(name))
        return tuple({one.key: one for one in found}.values())

    def _evidence(self, name: str) -> list[Claim]:
        """The claim of a key, or those that report the event of a slug, as far as they were said by the day."""
        claim = self.claims.get(name)
        named = self.happenings.get(name, []) if claim is None else [claim]
        return [one for one in named if (said := self._said(one)) and said <= self.on]

    def _said(self, claim: Claim) -> date | None:
        article = self.articles.get(claim.article)
        return span(claim.said_on or article.published).latest if article else None
