"""A dyad in full: its score, every claim behind it, what is disputed of it, and what lies outside the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.disputes.analysis import Dispute, disputed, weighed
from kg.questions.leverage.shifts import LeverageShifts
from kg.questions.tension.analysis import TRACKS, DyadTension, Level, Track, dyad_of, scored, ties_by_dyad

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from kg.measure.formula import Parameters
    from kg.network.network import Network, Tie


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
    """Everything that bears on the dyad of two actors by `at`; tracks about which nothing was said are left out.

    Disputes are those over a claim of the dyad, and opposed positions of one of the two toward the other, each in full
    with what was said of it later. Raises ValueError where both mean one actor.
    """
    dyad = dyad_of(network, a, b, level)
    everything = {which: ties_by_dyad(network, at=at, level=level, track=which) for which in TRACKS}
    scores = {
        which: scored(dyad, dyads.get(dyad, ()), at=at, parameters=parameters) for which, dyads in everything.items()
    }
    others = tuple((which, found) for which, found in scores.items() if which != track and found.claims)
    between = _between(network, scores[track], level)
    claims = {tie.claim.key for dyads in everything.values() for tie in dyads.get(dyad, ())}
    claims |= {tie.claim.key for tie in between}
    found = disputed(network, at=at, level=level, between=dyad)
    own = (dispute for dispute in found if _concerns(dispute, dyad, claims))
    power = LeverageShifts(network, at=at, level=level, parameters=parameters)
    disputes = weighed(own, everything, power, parameters=parameters)
    return Explanation(scores[track], others, disputes, between)


def _concerns(dispute: Dispute, dyad: tuple[str, str], claims: Collection[str]) -> bool:
    if dispute.kind == "opposed":
        return {dispute.holder, dispute.target} == set(dyad)
    return any(side.claim.key in claims for side in dispute.sides)


def _between(network: Network, dyad: DyadTension, level: Level) -> tuple[Tie, ...]:
    """Leverage of one member of the dyad over the other that was spoken of by then, in the order of the network."""
    actor = network.stands_for(level)
    found: dict[str, Tie] = {}
    for tie in network.ties:
        pair = {actor.get(tie.source), actor.get(tie.target)}
        if tie.relation == "leverage" and pair == {dyad.a, dyad.b} and tie.day is not None and tie.day <= dyad.at:
            found.setdefault(tie.claim.key, tie)
    return tuple(found.values())
