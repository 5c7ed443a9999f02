"""Dyads as plain data for the page: the score, what adds up to it, and what bears on the dyad without counting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, TypedDict

from kg.analysis.actors import stands_for
from kg.analysis.tension import TRACKS, tensions
from kg.graph.network import ties
from kg.measure import Parameters
from kg.outputs.evidence import distinct, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.analysis.tension import Contribution, DyadTension, Level
    from kg.graph.network import Network


class ContributionData(TypedDict):
    """What one claim adds to the tension of a dyad."""

    claim: str
    share: float
    intensity: float
    probability: float
    weight: float
    day: str
    contested: bool


class TrackData(TypedDict):
    """The score of interpretations, forecasts or conditionals alone, which stand beside the headline."""

    track: str
    tension: float
    low: float
    high: float
    claims: int


class TensionData(TypedDict):
    """A dyad; `beside` are the claims that bear on it without counting in its score."""

    id: str
    a: str
    b: str
    at: str
    tension: float
    low: float
    high: float
    hostile: float
    friendly: float
    mass: float
    clusters: int
    claims: int
    thin: bool
    without_contested: float
    contested: bool
    contributions: list[ContributionData]
    beside: list[str]
    tracks: list[TrackData]


def tension_data(network: Network, dyads: Sequence[DyadTension], parameters: Parameters) -> list[TensionData]:
    """The dyads in their order; the tracks beside them are computed with the parameters given."""
    if not dyads:
        return []
    level = _level(network, dyads)
    about = _about(network, level)
    tracks: dict[tuple[str, str], list[TrackData]] = defaultdict(list)
    for track in TRACKS[1:]:
        for found in tensions(network, at=dyads[0].at, parameters=parameters, level=level, track=track):
            tracks[found.a, found.b].append(_track(track, found))
    ids = distinct(f"tie={dyad.a}--{dyad.b}" for dyad in dyads)
    return [_tension(each, d, about[d.a, d.b], tracks[d.a, d.b]) for each, d in zip(ids, dyads, strict=True)]


def parameters_of(manifest: Mapping[str, object]) -> Parameters:
    """The parameters that a manifest gives, or the default ones."""
    given = manifest.get("parameters")
    if not isinstance(given, dict):
        return Parameters()
    known = {field.name for field in fields(Parameters)}
    return Parameters(**{name: float(number) for name, number in given.items() if name in known})


def _level(network: Network, dyads: Sequence[DyadTension]) -> Level:
    """The level at which dyads were computed: that of states, unless one of them is of an actor for another."""
    states = stands_for(network, "state")
    return "actor" if any(states.get(end, end) != end for dyad in dyads for end in (dyad.a, dyad.b)) else "state"


def _about(network: Network, level: Level) -> dict[tuple[str, str], set[str]]:
    """The claims whose content bears on each dyad, whether they count or not."""
    actor = stands_for(network, level)
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in ties(network):
        source, target = actor.get(tie.source), actor.get(tie.target)
        if source and target and source != target:
            about[min(source, target), max(source, target)].add(tie.claim.key)
    return about


def _tension(name: str, dyad: DyadTension, about: set[str], tracks: list[TrackData]) -> TensionData:
    return TensionData(
        id=name,
        a=dyad.a,
        b=dyad.b,
        at=dyad.at.isoformat(),
        tension=rounded(dyad.tension),
        low=rounded(dyad.low),
        high=rounded(dyad.high),
        hostile=rounded(dyad.hostile),
        friendly=rounded(dyad.friendly),
        mass=rounded(dyad.mass),
        clusters=dyad.clusters,
        claims=dyad.claims,
        thin=dyad.thin,
        without_contested=rounded(dyad.tension_without_contested),
        contested=any(contribution.contested for contribution in dyad.contributions),
        contributions=[_contribution(contribution) for contribution in dyad.contributions],
        beside=sorted(about - {contribution.claim.key for contribution in dyad.contributions}),
        tracks=tracks,
    )


def _contribution(contribution: Contribution) -> ContributionData:
    return ContributionData(
        claim=contribution.claim.key,
        share=rounded(contribution.share),
        intensity=rounded(contribution.intensity),
        probability=rounded(contribution.probability),
        weight=rounded(contribution.weight),
        day=contribution.day.isoformat(),
        contested=contribution.contested,
    )


def _track(track: str, dyad: DyadTension) -> TrackData:
    return TrackData(
        track=track,
        tension=rounded(dyad.tension),
        low=rounded(dyad.low),
        high=rounded(dyad.high),
        claims=dyad.claims,
    )
