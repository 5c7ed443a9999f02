"""Positions of one holder toward one target that stand against each other on the same days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.model.dates import span
from kg.model.records import Claim, Stance
from kg.questions.propositions import sphere

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.network.network import Network


@dataclass(frozen=True, slots=True)
class Opposition:
    """The claims that put a holder on the friendly and on the hostile side of a target, none of them alone."""

    holder: str
    target: str
    friendly: tuple[Claim, ...]
    hostile: tuple[Claim, ...]

    @property
    def keys(self) -> set[str]:
        """The keys of the claims on both sides."""
        return {claim.key for claim in (*self.friendly, *self.hostile)}


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A claim and the first and last day on which its position may have been held."""

    claim: Claim
    begin: date
    end: date


def oppositions(network: Network, claims: Iterable[Claim], actor: Mapping[str, str]) -> Iterator[Opposition]:
    """Every holder and target with affirmed stances of both signs, of one sphere, that were said of a common day.

    `actor` gives the slug that a slug counts as. A stance belongs to the days that its `when` means, but to none after
    it was said, else to those of `said_on`, else to the article's; where these are open, to any day on that side. A
    position of 0 is on neither side. A stance of a mutual type is held by both; an opposition that this yields in both
    directions, with the same claims, is given once. Takes n log n steps for n claims.
    """
    mutual: Collection[str] = network.mutual_stances
    held: dict[tuple[str, str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if isinstance(claim.content, Stance) and claim.polarity == "affirmed":
            for holder, target in _held(claim.content, actor, mutual):
                held[sphere(claim), holder, target][claim.key] = claim
    found = {key: faced for key, members in held.items() if (faced := _faced(network, *key[1:], members.values()))}
    for (within, holder, target), opposition in found.items():
        other = found.get((within, target, holder))
        if other is None or not _repeats(opposition, other):
            yield opposition


def _held(stance: Stance, actor: Mapping[str, str], mutual: Collection[str]) -> Iterator[tuple[str, str]]:
    """Whose stance it is toward whom, the other way round too where its type is mutual."""
    target = actor.get(stance.target, stance.target)
    for holder in sorted({actor.get(slug, slug) for slug in stance.holders} - {target}):
        yield holder, target
        if stance.type in mutual and stance.target in actor:
            yield target, holder


def _faced(network: Network, holder: str, target: str, claims: Iterable[Claim]) -> Opposition | None:
    """What of these meets something of the other sign, or None where nothing does."""
    friendly: list[_Spoken] = []
    hostile: list[_Spoken] = []
    for claim in claims:
        assert isinstance(claim.content, Stance)
        if claim.content.position:
            (friendly if claim.content.position > 0 else hostile).append(_spoken(network, claim))
    ours = _meeting(friendly, hostile)
    return Opposition(holder, target, ours, _meeting(hostile, friendly)) if ours else None


def _spoken(network: Network, claim: Claim) -> _Spoken:
    said = span(claim.said_on or network.articles[claim.article].published)
    when = claim.content.when if isinstance(claim.content, Stance) else ""
    if not when:
        return _Spoken(claim, said.earliest or date.min, said.latest or date.max)
    held, latest = span(when), said.latest or date.max
    end = min(held.latest or latest, latest)
    return _Spoken(claim, min(held.earliest or date.min, end), end)


def _meeting(ours: Iterable[_Spoken], theirs: Collection[_Spoken]) -> tuple[Claim, ...]:
    """Those of ours that share a day with some of theirs: more of theirs have begun by its end than ended before it."""
    begins, ends = sorted(other.begin for other in theirs), sorted(other.end for other in theirs)
    return tuple(one.claim for one in ours if bisect_right(begins, one.end) > bisect_left(ends, one.begin))


def _repeats(opposition: Opposition, other: Opposition) -> bool:
    """Whether the other direction has all of it; of two that are the same, the second by name repeats the first."""
    ours, theirs = opposition.keys, other.keys
    return ours < theirs or (ours == theirs and opposition.holder > opposition.target)
