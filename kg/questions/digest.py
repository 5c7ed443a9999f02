"""What became known from one day to another: new articles, who moved because of them, what they deny and forecast."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.measure.lens import DEFAULT, Lens
from kg.model.records import Article, Claim
from kg.network.known import known_from
from kg.questions.comparison.analysis import STILL, DyadShift, compare
from kg.questions.forecasts.ledger import Forecast, forecasts

if TYPE_CHECKING:
    from kg.network.network import Network


@dataclass(frozen=True, slots=True)
class Digest:
    """What became known from `since` to `until`, both days included.

    `articles` were published in these days, the newest first, and `claims` are all of theirs in the same order.
    `shifts` are the dyads that some of these claims moved, largest change first, each day scored on what had been
    published by then; `aged` counts those that moved though nothing new was said of them, `still` those of which
    something new was said that moved nothing. `denials` are those of the claims that deny something. `forecasts` are
    those made in these days, `due` those that were to come in them and are pending, `settled` those settled in them.
    `undated` counts the articles without a date, which can be new on no day.
    """

    since: date
    until: date
    lens: Lens
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    shifts: tuple[DyadShift, ...]
    aged: int
    still: int
    denials: tuple[Claim, ...]
    forecasts: tuple[Forecast, ...]
    due: tuple[Forecast, ...]
    settled: tuple[Forecast, ...]
    undated: int

    @property
    def rose(self) -> tuple[DyadShift, ...]:
        """The dyads that became more tense."""
        return tuple(shift for shift in self.shifts if shift.change > 0)

    @property
    def fell(self) -> tuple[DyadShift, ...]:
        """The dyads that became less tense."""
        return tuple(shift for shift in self.shifts if shift.change < 0)


def digest(network: Network, since: date, until: date, lens: Lens = DEFAULT) -> Digest:
    """What became known from `since` to `until`, by the network of what was known on the last of these days.

    The scores are those of `kg.questions.comparison` with `as_known`, of the day before `since` and of `until`; the
    first day of the calendar has none before it. Raises ValueError where `since` is the later day.
    """
    if since > until:
        raise ValueError(f"{since} is after {until}")
    undated = sum(known_from(article) is None for article in network.articles.values())
    network = network.as_known(until)
    lens = replace(lens, at=until)
    days = {slug: known_from(article) for slug, article in network.articles.items()}
    new = [slug for slug, day in days.items() if day is not None and since <= day <= until]
    new.sort(key=lambda slug: (-(days[slug] or until).toordinal(), slug))
    place = {slug: number for number, slug in enumerate(new)}
    claims = sorted(
        (claim for claim in network.claims.values() if claim.article in place), key=lambda c: place[c.article]
    )
    keys = {claim.key for claim in claims}
    before = date.fromordinal(max(since.toordinal() - 1, 1))
    every = compare(network, before, until, lens, as_known=True).shifts
    said = [shift for shift in every if any(cause.claim.key in keys for cause in shift.causes)]
    moved = tuple(shift for shift in said if abs(shift.change) >= STILL)
    aged = sum(abs(shift.change) >= STILL for shift in every) - len(moved)
    ledger = forecasts(network, lens)
    return Digest(
        since=since,
        until=until,
        lens=lens,
        articles=tuple(network.articles[slug] for slug in new),
        claims=tuple(claims),
        shifts=moved,
        aged=aged,
        still=len(said) - len(moved),
        denials=tuple(claim for claim in claims if claim.polarity == "denied" or claim.denies),
        forecasts=tuple(each for each in ledger if each.claim.key in keys),
        due=tuple(each for each in ledger if each.outcome is None and each.due and since <= each.due <= until),
        settled=tuple(each for each in ledger if each.settled and since <= each.settled <= until),
        undated=undated,
    )
