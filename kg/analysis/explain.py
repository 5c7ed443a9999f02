"""A dyad in full: its score, every claim behind it, what is said otherwise, and what lies outside the score."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.analysis.actors import stands_for
from kg.analysis.tension import TRACKS, DyadTension, Level, Track, tension
from kg.graph.network import ties

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.graph.network import Network, Tie
    from kg.measure import Parameters
    from kg.model import Claim


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim and the claims of the opposite polarity about the same content."""

    claim: Claim
    against: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A dyad: the headline score, the tracks that are shown beside it, disputes, and leverage of one over the other."""

    headline: DyadTension
    tracks: tuple[tuple[Track, DyadTension], ...]
    disputes: tuple[Dispute, ...]
    leverage: tuple[Tie, ...]


def explain(
    network: Network,
    a: str,
    b: str,
    *,
    at: date,
    parameters: Parameters | None = None,
    level: Level = "state",
    track: Track = "reported",
) -> Explanation:
    """Everything that bears on the dyad of two actors by `at`; tracks about which nothing was said are left out."""

    def scored(which: Track) -> DyadTension:
        return tension(network, a, b, at=at, parameters=parameters, level=level, track=which)

    headline = scored(track)
    others = tuple((which, found) for which in TRACKS if which != track and (found := scored(which)).claims)
    between = _between(network, headline, level)
    scores = (headline, *(dyad for _, dyad in others))
    claims = [c.claim for found in scores for c in found.contributions] + [tie.claim for tie in between]
    return Explanation(headline, others, tuple(_disputes(network, claims)), tuple(between))


def _between(network: Network, dyad: DyadTension, level: Level) -> list[Tie]:
    """Leverage of one member of the dyad over the other that was spoken of by then, in the order of the network."""
    actor = stands_for(network, level)
    found: dict[str, Tie] = {}
    for tie in ties(network):
        pair = {actor.get(tie.source), actor.get(tie.target)}
        if tie.relation == "leverage" and pair == {dyad.a, dyad.b} and tie.day is not None and tie.day <= dyad.at:
            found.setdefault(tie.claim.key, tie)
    return list(found.values())


def _disputes(network: Network, claims: list[Claim]) -> Iterator[Dispute]:
    """The claims among these of which somebody says the opposite, each content once."""
    everything: dict[str, list[Claim]] = defaultdict(list)
    for claim in network.graph["claims"].values():
        everything[claim.content_key].append(claim)
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.content_key, claim)
    for content_key, claim in first.items():
        against = tuple(other for other in everything[content_key] if other.polarity != claim.polarity)
        if against:
            yield Dispute(claim, against)
