"""The power of one actor over another: what each claim of leverage adds to it, weighed and pooled by claimant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from kg.measure.formula import precision_per_mass
from kg.model.records import Article, Claim, Leverage
from kg.model.wording import ENOUGH_CLUSTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.measure.formula import Parameters
    from kg.measure.lens import Lens
    from kg.network.network import Network, Tie

# The terms of the scale of strengths by which a claim of leverage says that there is little or none.
FAILING = ("weak", "none")


@dataclass(frozen=True, slots=True)
class LeveragePart:
    """What one claim adds to the power of a pair; `strength`, `probability`, `weight` and `value` are in [0, 1].

    `value` is what the claim says: strength times probability, and of a denial strength times 1 - probability, so that
    a certain one says 0. `weight` is reliability times decay, and of what affirms that there is none, times
    probability. `doubts` marks denials, and affirmations of a leverage that is weak or none. A denial of the latter
    says that there is some, but not how much: its weight, value and share are 0.
    """

    claim: Claim
    article: Article
    instrument: str
    strength: float
    probability: float
    weight: float
    value: float
    share: float
    doubts: bool
    contested: bool
    day: date


@dataclass(frozen=True, slots=True)
class DyadLeverage:
    """The power in [0, 1] that one actor is said to have over another on a day; `low` and `high` are what claims say.

    The power is the mean of the values of the claims by their weights, pooled by claimant as tension is (see
    `kg.measure`), and the shares of `parts`, largest first, sum to it. `claims` and `claimants` count those that say
    how much; `thin` is set under three independent claimants. `power_without_doubts` is the mean without the claims
    that doubt or deny, 0 where there are no others.
    """

    wielder: str
    over: str
    at: date
    power: float
    low: float
    high: float
    claims: int
    claimants: int
    thin: bool
    power_without_doubts: float
    parts: tuple[LeveragePart, ...]


def ties_by_pair(network: Network, lens: Lens) -> dict[tuple[str, str], list[Tie]]:
    """The ties of leverage that count by then, by wielder and moved, in the order of the network."""
    actor, at = network.stands_for(lens.level), lens.day
    found: dict[tuple[str, str], dict[str, Tie]] = defaultdict(dict)
    for tie in network.ties:
        if tie.claim.key in network.repeats:
            continue
        if tie.strength is None or tie.day is None or tie.day > at or not tie.reliability > 0:
            continue
        source, target = actor.get(tie.source), actor.get(tie.target)
        if source and target and source != target:
            found[source, target].setdefault(tie.claim.key, tie)
    return {pair: list(members.values()) for pair, members in found.items()}


def pooled(pair: tuple[str, str], members: Sequence[Tie], lens: Lens) -> DyadLeverage:
    """The power over the second that the first has by some ties, at least one, and the share of each."""
    at, parameters = lens.day, lens.parameters
    weights = _pooled_weights(members, lens)
    total = fsum(weights)
    shares_of_weight = [weight / total if total else 0.0 for weight in weights]
    parts = [_part(tie, of_weight, at, parameters) for tie, of_weight in zip(members, shares_of_weight, strict=True)]
    counted = [tie for tie in members if _says(tie)]
    values = [_value(tie) for tie in counted]
    claimants = len({tie.voice(lens.level) for tie in counted})
    return DyadLeverage(
        wielder=pair[0],
        over=pair[1],
        at=at,
        power=fsum(part.share for part in parts),
        low=min(values, default=0.0),
        high=max(values, default=0.0),
        claims=len(counted),
        claimants=claimants,
        thin=claimants < ENOUGH_CLUSTERS,
        power_without_doubts=_mean([tie for tie in members if not _doubts(tie)], lens),
        parts=tuple(sorted(parts, key=lambda part: (-part.share, part.claim.key))),
    )


def _pooled_weights(members: Sequence[Tie], lens: Lens) -> list[float]:
    """The weight of each tie in the mean: as in the measure of tension, what one claimant repeats adds less and less.

    If all of them are so old that rounding leaves no weight, their ages are taken on the newest one's day.
    """
    parameters = lens.parameters
    weights = _weights(members, lens.day, parameters)
    if not any(weights):
        weights = _weights(members, max(filter(None, (tie.day for tie in members))), parameters)
    by_voice: dict[str, list[float]] = defaultdict(list)
    for tie, weight in zip(members, weights, strict=True):
        by_voice[tie.voice(lens.level)].append(weight)
    precision = {voice: precision_per_mass(fsum(own), parameters) for voice, own in by_voice.items()}
    return [weight * precision[tie.voice(lens.level)] for tie, weight in zip(members, weights, strict=True)]


def _weights(members: Sequence[Tie], day: date, parameters: Parameters) -> list[float]:
    """The weight of each tie; 0 where it does not say how much leverage there is."""
    return [_weight(tie, day, parameters) if _says(tie) else 0.0 for tie in members]


def _weight(tie: Tie, day: date, parameters: Parameters) -> float:
    """Reliability times decay, and where a tie affirms that there is none, times how sure that is.

    What it says is 0 however sure it is, so that only its weight can tell a doubtful "none" from a certain one.
    """
    sure = tie.probability if not tie.strength and not _denied(tie) else 1.0
    return tie.reliability * parameters.decay(_days(tie, day)) * sure


def _part(tie: Tie, of_weight: float, at: date, parameters: Parameters) -> LeveragePart:
    assert isinstance(tie.claim.content, Leverage)
    assert tie.day is not None
    assert tie.strength is not None
    says = _says(tie)
    return LeveragePart(
        claim=tie.claim,
        article=tie.article,
        instrument=tie.claim.content.instrument,
        strength=tie.strength,
        probability=tie.probability,
        weight=_weight(tie, at, parameters) if says else 0.0,
        value=_value(tie) if says else 0.0,
        share=of_weight * _value(tie),
        doubts=_doubts(tie),
        contested=tie.contested,
        day=tie.day,
    )


def _days(tie: Tie, day: date) -> int:
    assert tie.day is not None
    return (day - tie.day).days


def _denied(tie: Tie) -> bool:
    return tie.claim.polarity == "denied"


def _says(tie: Tie) -> bool:
    """Whether a tie says how much leverage there is; the denial of a doubt does not."""
    return not (_denied(tie) and fails(tie.claim))


def _doubts(tie: Tie) -> bool:
    """Whether a tie says that there is little leverage or none."""
    return _says(tie) and (_denied(tie) or fails(tie.claim))


def fails(claim: Claim) -> bool:
    """Whether the leverage that a claim speaks of, affirmed or denied, is one that hardly works or not at all."""
    return isinstance(claim.content, Leverage) and claim.content.strength in FAILING


def _mean(members: Sequence[Tie], lens: Lens) -> float:
    """What some ties say on average, or 0 where none has weight."""
    weights = _pooled_weights(members, lens) if members else []
    total = fsum(weights)
    return fsum(weight / total * _value(t) for t, weight in zip(members, weights, strict=True)) if total else 0.0


def _value(tie: Tie) -> float:
    """What a claim says of the leverage: how strong it would be, times how probable that is."""
    return (tie.strength or 0.0) * (1 - tie.probability if _denied(tie) else tie.probability)
