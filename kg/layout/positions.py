"""Where the nodes of the network stand, computed beforehand and alike on every run.

What the view draws at first stands in the middle, laid out so that it can be read. The rest stands on ellipses around
it, each near what it is tied to: other actors and issues first, then events, then whatever has no tie; so any kind can
be left out without a hole in the rest. In a large network what is drawn at first is in the middle, the rest in rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from kg.layout.core import laid_out
from kg.layout.labels import LARGE_KINDS, box
from kg.layout.periphery import around, in_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.layout.core import Pair, Point
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

# How much ties pull: dyads, what is drawn at first and the parts in events, and what the reader must ask for.
STRONG, FULL, QUIET = 2.0, 1.0, 0.125
# More nodes in the core cannot be read wherever they stand; so many stand in the middle then.
MOST, TIER = 80, 60
# Of lines the view draws so many for each node that is asked for, the strongest of each kind: of scores, of all between
# two as one, of the parts in events, and of any other kind.
ROOM: Final[Mapping[str, float]] = {"tension": 0.75, "pair": 1.0, "part": 2.0, "": 0.3}


def positions(
    network: Network, tensions: Sequence[DyadTension], among: Sequence[str] | None = None, *, first: int | None = None
) -> dict[str, tuple[int, int]]:
    """Whole coordinates by slug, of every node or of those in `among`; y runs downwards, no two boxes overlap.

    With `first` so many of `among` are placed by themselves, and of the rest as many at a time around them: who is
    asked for later leaves the others where they are.
    """
    nodes = sorted(network if among is None else among)
    kinds = {node: network.kind(node) for node in nodes}
    weights = _weights(_pulls(network, tensions, kinds))
    if first is not None and len(nodes) > first:
        order = list(nodes if among is None else among)
        _, lines = drawn(network, tensions, {node: kinds[node] for node in order[:first]}, first)
        sizes = {
            node: box(network.label(node), kinds[node]) for node in sorted({end for line in lines for end in line})
        }
        placed = in_rows(order, weights, first, laid_out(sizes, lines, close=True), sizes)
        return _whole(placed)
    core, lines = drawn(network, tensions, kinds, MOST)
    if len(core) > MOST:
        strength = {node: round(sum(weights.get(node, {}).values()), 6) for node in nodes}
        placed = in_rows(sorted(nodes, key=lambda node: (-strength[node], node)), weights, TIER)
    else:
        sizes = {node: box(network.label(node), kinds[node]) for node in core}
        tied = [node for node in nodes if node in weights and node not in core]
        groups = (
            [node for node in tied if kinds[node] != "event"],
            [node for node in tied if kinds[node] == "event"],
            [node for node in nodes if node not in weights and node not in core],
        )
        placed = around(groups, laid_out(sizes, lines), sizes, weights)
    return _whole(placed)


def _whole(placed: Mapping[str, Point]) -> dict[str, tuple[int, int]]:
    return {node: (round(x), round(y)) for node, (x, y) in sorted(placed.items())}


def drawn(
    network: Network, tensions: Sequence[DyadTension], kinds: Mapping[str, str], most: int
) -> tuple[frozenset[str], frozenset[Pair]]:
    """The nodes that the view draws before the reader switches anything, and the pairs that it draws a line between.

    Actors are those that others act for; lines are the strongest dyads, the leverage and the positions on issues that
    most is said of, as many as there is `ROOM` for with `most` nodes, and the parts in joint acts.
    """
    ends = network.stands_for("state")
    dyads = {(d.a, d.b): max(d.hostile, d.friendly) for d in tensions if not d.joint and {d.a, d.b} <= kinds.keys()}
    lines, nodes = set(_strongest(dyads, most * ROOM["tension"])), set()
    said: dict[str, Counter[Pair]] = {"leverage": Counter(), "stance": Counter()}
    for tie in network.ties:
        source, target = (ends.get(end, end) for end in (tie.source, tie.target))
        if source == target or not {source, target} <= kinds.keys():
            continue
        nodes |= {end for end in (source, target) if kinds[end] in (*LARGE_KINDS, "issue")}
        if tie.joint:
            lines.add(_sorted(source, target))
        elif tie.relation == "leverage" or (tie.relation == "stance" and kinds[tie.target] == "issue"):
            said[tie.relation][source, target] += 1
    for ties in said.values():
        lines |= {_sorted(*pair) for pair in _strongest(ties, most * ROOM[""])}
    return frozenset(nodes.union(*lines)), frozenset(lines)


def _strongest(weights: Mapping[Pair, float], room: float) -> list[Pair]:
    return sorted(weights, key=lambda pair: (-round(weights[pair], 9), pair))[: round(room)]


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _pulls(
    network: Network, tensions: Sequence[DyadTension], kinds: Mapping[str, str]
) -> Iterator[tuple[str, str, float]]:
    """What pulls two nodes together; claims about an event are ties between those who take part, none to its node."""
    yield from ((dyad.a, dyad.b, STRONG) for dyad in tensions if not dyad.joint)
    for tie in network.ties:
        about = tie.relation == "stance" and kinds.get(tie.target) in ("issue", "event")
        yield tie.source, tie.target, FULL if about or tie.relation == "leverage" else QUIET
    for node, kind in kinds.items():
        record = network.events.get(node) if kind == "event" else None
        if record is not None:
            for party in dict.fromkeys((*record.initiators, *record.recipients, *record.about)):
                yield node, party, FULL


def _weights(pulls: Iterable[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, weight in pulls:
        weights[a][b] += weight
        weights[b][a] += weight
    return weights
