"""Joint acts: events of so many parties that lines between each two of them would hide one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.records import Claim

# Six parties who all act toward each other are 15 lines, which the eye still follows one by one.
MOST_LINES = 15


def is_joint(claim: Claim) -> bool:
    """Whether a claim is about an event that joins each of several with each of several, in over `MOST_LINES` pairs."""
    content = claim.content
    if not isinstance(content, Event):
        return False
    some, others = set(content.initiators), set(content.recipients)
    both = len(some & others)
    return many(len(some), len(others), together=both * (both + 1) // 2)


def many(some: int, others: int, *, together: int = 0) -> bool:
    """Whether each of several with each of several others are over `MOST_LINES` pairs, without those `together`.

    One with many is never too much to draw, nor are many with one: these are as many lines as names.
    """
    return min(some, others) > 1 and some * others - together > MOST_LINES


def spokes(content: Event) -> list[tuple[str, str]]:
    """Each party of an event with its node: from who initiates it, and to who only receives it."""
    initiators = dict.fromkeys(content.initiators)
    received = (party for party in dict.fromkeys(content.recipients) if party not in initiators)
    return [*((party, content.slug) for party in initiators), *((content.slug, party) for party in received)]


def dyads_of(content: Event, actor: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The dyads (a < b) of those for whom its parties count, each once."""
    some, others = (_ends(parties, actor) for parties in (content.initiators, content.recipients))
    both = some.keys() & others.keys()
    for one in some:
        for other in others:
            if one < other:
                yield one, other
            elif other < one and not (one in both and other in both):
                yield other, one


def joins(claim: Claim, dyad: tuple[str, str], actor: Mapping[str, str]) -> bool:
    """Whether a claim is about an event in which one of a dyad acts toward the other, as those count."""
    content = claim.content
    if not isinstance(content, Event):
        return False
    some, others = (_ends(parties, actor) for parties in (content.initiators, content.recipients))
    return any(one in some and other in others for one, other in (dyad, dyad[::-1]))


def _ends(parties: Iterable[str], actor: Mapping[str, str]) -> dict[str, None]:
    return dict.fromkeys(actor[party] for party in parties if party in actor)
