"""The camps of a signed network in a note: who is in them, how sure that is, and which ties are against the grain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import counted, percent
from kg.questions.prose import INDENT, item
from kg.questions.saying import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.network.network import Network
    from kg.questions.balance.actor_balance import ActorBalance
    from kg.questions.balance.analysis import Balance
    from kg.questions.balance.frustration import Frustration, Split

# How many camps, and members of each, a screen shows.
SHOWN = 5
MEMBERS = 12


def camps(network: Network, found: Balance) -> Iterator[str]:
    """The camps by the ties that are certain, and by how all ties lean."""
    decided = found.decided.splits
    yield item("By ties that are certain: " + ("" if decided else "none, since no tie is."))
    yield from (f"{INDENT}{_sides(network, split)}" for split in decided[:SHOWN])
    yield from _broken(network, found.decided)
    if not found.leaning.splits:
        return
    yield item("On balance, if signs are taken as they lean:")
    for split in found.leaning.splits[:SHOWN]:
        yield f"{INDENT}{_sides(network, split)}"
        inside = [actor for actor in found.actors if actor.anchor == split.anchor]
        yield from _camp_odds(network, split, inside)
    yield from _broken(network, found.leaning)
    if len(found.leaning.splits) > SHOWN:
        yield f"{INDENT}and {counted(len(found.leaning.splits) - SHOWN, 'smaller group')} with no tie to these"


def _camp_odds(network: Network, split: Split, inside: Iterable[ActorBalance]) -> Iterator[str]:
    """How sure each actor's camp is, seen from the one with the most ties."""
    sure = [(actor.camp_probability, actor) for actor in inside if actor.camp_probability is not None]
    sure.sort(key=lambda pair: (-pair[0], pair[1].actor))
    anchor = network.label(split.anchor)
    for words, side in (("on the side of", split.first), ("opposite", split.second)):
        odds = [f"{network.label(a.actor)} {percent(p)}" for p, a in sure if a.actor in side]
        if odds:
            more = f" and {len(odds) - MEMBERS} more" if len(odds) > MEMBERS else ""
            yield f"{INDENT}In the draws, {words} {anchor}: {', '.join(odds[:MEMBERS])}{more}."


def _broken(network: Network, found: Frustration) -> Iterator[str]:
    if found.frustrated:
        pairs = [" – ".join(network.label(slug) for slug in pair) for pair in found.frustrated]
        more = f" and {len(pairs) - MEMBERS} more" if len(pairs) > MEMBERS else ""
        yield f"{INDENT}Against the grain of these camps: {', '.join(pairs[:MEMBERS])}{more}."


def _sides(network: Network, split: Split) -> str:
    against = f" — against — {members(network, split.second)}" if split.second else " (no opponents)"
    return f"{members(network, split.first)}{against}"


def members(network: Network, slugs: Sequence[str]) -> str:
    """The labels of some actors, or of the first of them if they are many."""
    more = len(slugs) - MEMBERS
    return named(network, slugs) if more <= 0 else f"{named(network, slugs[:MEMBERS])} and {more} more"
