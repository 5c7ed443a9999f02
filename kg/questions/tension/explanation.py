"""A dyad in full: its score, every claim behind it, what is disputed, and what lies outside the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.measure.lens import DEFAULT, MODES, Lens, Mode
from kg.network.network import Tie
from kg.questions.counting import Reason, about, reason
from kg.questions.disputes.analysis import Dispute, disputed, weighed
from kg.questions.dyads import DyadTension, dyad_of, scored, ties_by_dyad
from kg.questions.frames import Tabulated
from kg.questions.leverage.shifts import LeverageShifts

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.measure.lens import Level
    from kg.network.network import Network


@dataclass(frozen=True, slots=True)
class Explanation(Tabulated):
    """A dyad: its score by the lens, other modes beside it, disputes, and leverage of one over the other.

    `about` are the keys of all claims that speak of the two or of a policy of one of them, `uncounted` those of them
    that do not count here, with the reason.
    """

    lens: Lens
    headline: DyadTension
    modes: tuple[tuple[Mode, DyadTension], ...]
    disputes: tuple[Dispute, ...]
    leverage: tuple[Tie, ...]
    about: tuple[str, ...]
    uncounted: dict[str, Reason]

    def __repr__(self) -> str:
        """The dyad with its score; the attributes have the rest."""
        return f"<Explanation of {self.headline!r}>"


def explain(network: Network, a: str, b: str, lens: Lens = DEFAULT) -> Explanation:
    """Everything that bears on the dyad of two actors by the day; modes in which nothing was said are left out.

    Disputes are those over a claim of the dyad and the opposed positions of one of the two toward the other, each in
    full, with what was said of it later. Raises ValueError where both mean one actor.
    """
    lens, dyad = network.focus(lens), dyad_of(network, a, b, lens.level)
    everything = {mode: ties_by_dyad(network, lens.of(mode)) for mode in MODES}
    scores = {mode: scored(dyad, dyads.get(dyad, ()), lens) for mode, dyads in everything.items()}
    others = tuple((mode, found) for mode, found in scores.items() if mode != lens.mode and found.claims)
    between = _between(network, scores[lens.mode], lens.level)
    claims = {tie.claim.key for dyads in everything.values() for tie in dyads.get(dyad, ())}
    claims |= {tie.claim.key for tie in between}
    own = (dispute for dispute in disputed(network, lens, between=dyad) if _concerns(dispute, dyad, claims))
    disputes = weighed(own, everything, LeverageShifts(network, lens), lens)
    speaking = about(network, lens, dyad)
    counted = {part.claim.key for part in scores[lens.mode].contributions}
    reasons = {key: reason(network, network.claims[key], lens) for key in sorted(speaking - counted)}
    return Explanation(lens, scores[lens.mode], others, disputes, between, tuple(sorted(speaking | counted)), reasons)


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
