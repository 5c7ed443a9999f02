"""Dyads: the ties that count for each, their score, and what each claim adds to it; most questions rest on these."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.measure.formula import Score, Statement, score
from kg.measure.lens import DEFAULT, Lens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kg.measure.formula import Parameters
    from kg.measure.lens import Level, Mode
    from kg.model.records import Article, Claim
    from kg.network.network import Network, Tie

ENOUGH_CLUSTERS = 3


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one claim adds to the tension of a dyad; `weight` is reliability times decay; it ages from `day`."""

    claim: Claim
    article: Article
    share: float
    intensity: float
    probability: float
    weight: float
    cluster: str
    day: date
    contested: bool


@dataclass(frozen=True, slots=True)
class DyadTension:
    """The tension of an unordered dyad (a < b by slug) on a day, in (-1, 1) with its 90 % interval.

    The shares of `contributions` sum to `tension` = `hostile` - `friendly`. `thin` is set under three independent
    clusters. Largest contributions come first.
    """

    a: str
    b: str
    at: date
    tension: float
    low: float
    high: float
    hostile: float
    friendly: float
    mass: float
    clusters: int
    claims: int
    thin: bool
    tension_without_contested: float
    contributions: tuple[Contribution, ...]


def tensions(network: Network, lens: Lens = DEFAULT, *, without_contested: bool = False) -> tuple[DyadTension, ...]:
    """Every dyad about which something was said by the day, most tense first; none where nothing is dated."""
    lens = network.focus(lens)
    if lens.at is None:
        return ()
    dyads = ties_by_dyad(network, lens)
    if without_contested:
        dyads = {dyad: left for dyad, members in dyads.items() if (left := [t for t in members if not t.contested])}
    return ranked(scored(dyad, members, lens) for dyad, members in dyads.items())


def ranked(dyads: Iterable[DyadTension]) -> tuple[DyadTension, ...]:
    """Dyads with the most tense first; tensions that differ by less than 1e-9 are ordered by name."""
    return tuple(sorted(dyads, key=lambda d: (-round(d.tension, 9), d.a, d.b)))


def tension(network: Network, a: str, b: str, lens: Lens = DEFAULT) -> DyadTension:
    """One dyad by the slugs of its actors, in either order; 0 with the widest interval where nothing was said.

    Raises ValueError where both mean one actor.
    """
    lens, dyad = network.focus(lens), dyad_of(network, a, b, lens.level)
    return scored(dyad, ties_by_dyad(network, lens).get(dyad, ()), lens)


def dyad_of(network: Network, a: str, b: str, level: Level = "state") -> tuple[str, str]:
    """The dyad (a < b) of two actors by their slugs; at level "state" an actor stands for whom it acts for.

    Raises ValueError where both mean one actor.
    """
    actor = network.stands_for(level)
    first, second = actor.get(a, a), actor.get(b, b)
    if first == second:
        raise ValueError(f"{a!r} and {b!r} both count as {first!r}; a dyad has two actors")
    return min(first, second), max(first, second)


def ties_by_dyad(network: Network, lens: Lens) -> dict[tuple[str, str], list[Tie]]:
    """The ties that count by the day, by dyad (a < b), in the order of the network.

    A claim counts once for a dyad, however many of its pairs coincide there.
    """
    actor, mode, day = network.stands_for(lens.level), lens.mode, lens.day
    found: dict[tuple[str, str], dict[str, Tie]] = defaultdict(dict)
    for tie in network.ties:
        if not _counts(tie, mode, day):
            continue
        source, target = actor.get(tie.source), actor.get(tie.target)
        if source and target and source != target:
            found[min(source, target), max(source, target)].setdefault(tie.claim.key, tie)
    return {dyad: list(members.values()) for dyad, members in found.items()}


def _counts(tie: Tie, mode: Mode, on: date) -> bool:
    claim = tie.claim
    return (
        tie.intensity is not None
        and claim.mode == mode
        and claim.polarity == "affirmed"
        and tie.day is not None
        and tie.day <= on
    )


def scored(dyad: tuple[str, str], members: Sequence[Tie], lens: Lens) -> DyadTension:
    """The tension of a dyad from some ties, none of a later day than the lens; from none it is 0 and as wide as can be.

    Everything that adds or leaves out ties, such as a timeline or a variant without an article, scores through here.
    """
    contributions, result = _scored(members, lens)
    uncontested = [tie for tie in members if not tie.contested]
    without = _scored(uncontested, lens)[1] if len(uncontested) < len(members) else result
    return DyadTension(
        a=dyad[0],
        b=dyad[1],
        at=lens.day,
        tension=result.tension,
        low=result.low,
        high=result.high,
        hostile=result.hostile,
        friendly=result.friendly,
        mass=result.mass,
        clusters=result.clusters,
        claims=len(members),
        thin=result.clusters < ENOUGH_CLUSTERS,
        tension_without_contested=without.tension,
        contributions=contributions,
    )


def _scored(members: Sequence[Tie], lens: Lens) -> tuple[tuple[Contribution, ...], Score]:
    on = lens.day
    statements = [statement(tie, on, lens.parameters) for tie in members]
    result = score(statements, lens.parameters)
    contributions = [
        Contribution(
            claim=tie.claim,
            article=tie.article,
            share=share,
            intensity=statement.intensity,
            probability=statement.probability,
            weight=statement.weight,
            cluster=statement.cluster,
            day=tie.day or on,
            contested=tie.contested,
        )
        for tie, statement, share in zip(members, statements, result.shares, strict=True)
    ]
    return tuple(sorted(contributions, key=lambda c: (-abs(c.share), c.claim.key))), result


def statement(tie: Tie, on: date, parameters: Parameters) -> Statement:
    """What a tie with an intensity and a day says in the measure, weighed on a day not before its own."""
    assert tie.intensity is not None
    assert tie.day is not None
    return Statement(
        intensity=tie.intensity,
        probability=tie.probability,
        weight=tie.reliability * parameters.decay((on - tie.day).days),
        cluster=" ".join(tie.claim.claimants),
    )
