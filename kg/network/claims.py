"""Which claims speak of whom, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.model.dates import span
from kg.model.records import contested, names_in

if TYPE_CHECKING:
    from kg.model.records import Claim
    from kg.network.network import Network


@dataclass(frozen=True, slots=True)
class Filter:
    """The conditions that a claim must all meet; an empty one does not count.

    `actor` and `claimant` are any of an actor's names, and cover those who act for it; `since` and `until` bound the
    day on which a claim was said, and a claim passes if its date leaves that open.
    """

    actor: str = ""
    claimant: str = ""
    article: str = ""
    kind: str = ""
    mode: str = ""
    denied: bool = False
    contested: bool = False
    since: date | None = None
    until: date | None = None


def claims(network: Network, wanted: Filter) -> tuple[Claim, ...]:
    """The claims that pass, in the order of the corpus; raises UnknownActorError for a name that is nobody's."""
    everything = network.claims
    actors = _meant(network, wanted.actor)
    claimants = _meant(network, wanted.claimant)
    disputed = contested(everything.values()) if wanted.contested else set()
    return tuple(
        claim
        for claim in everything.values()
        if (not actors or actors & names_in(claim.content))
        and (not claimants or claimants & set(claim.claimants))
        and wanted.article in ("", claim.article)
        and wanted.kind in ("", claim.content.kind)
        and wanted.mode in ("", claim.mode)
        and (not wanted.denied or claim.polarity == "denied")
        and (not wanted.contested or claim.content_key in disputed)
        and _within(network, claim, wanted)
    )


def _meant(network: Network, name: str) -> set[str]:
    """The actor of a name and all who act for it."""
    if not name:
        return set()
    slug = network.actor_slug(name)
    return {slug} | {other for other, end in network.stands_for("state").items() if end == slug}


def _within(network: Network, claim: Claim, wanted: Filter) -> bool:
    days = span(claim.said_on or network.articles[claim.article].published)
    after = wanted.since is None or days.latest is None or days.latest >= wanted.since
    before = wanted.until is None or days.earliest is None or days.earliest <= wanted.until
    return after and before
