"""Where the nodes of the network stand, computed beforehand and alike on every run.

States and international bodies with several ties stand in the middle. What hangs on them stands on rings around them,
each near what it is tied to: other actors and issues first, then events, then whatever has no tie; so any kind can be
left out without a hole in the rest.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.outputs.rings import seated
from kg.outputs.seats import Setting
from kg.outputs.stress import ASPECT, placed_by_ties
from kg.outputs.tiers import in_tiers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.network.network import Network, Tie
    from kg.outputs.stress import Pair, Point
    from kg.questions.tension.analysis import DyadTension

SEVERAL = 2
STRONG, FULL, QUIET = 2.0, 1.0, 0.125
MIDDLE_KINDS = ("state", "international-body")
LINE_CHARACTERS = 18
LABEL_LINES = 3


@dataclass(frozen=True, slots=True)
class _Web:
    """What the layout looks at: nodes by where they stand, their sizes, and how much ties them, both ways."""

    middle: tuple[str, ...]
    rings: tuple[tuple[str, ...], ...]
    sizes: Mapping[str, Point]
    weights: Mapping[str, Mapping[str, float]]
    lines: frozenset[Pair]


def positions(
    network: Network, tensions: Sequence[DyadTension], among: Sequence[str] | None = None, *, first: int | None = None
) -> dict[str, tuple[int, int]]:
    """Whole coordinates by slug, of every node or of those in `among`; y runs downwards, no two boxes overlap.

    With `first` so many of `among` are placed by themselves, and of the rest as many at a time around them: who is
    asked for later leaves the others where they are.
    """
    nodes = list(network if among is None else among)
    web = _web(network, tensions, sorted(nodes))
    if first is not None and len(nodes) > first:
        placed = in_tiers(nodes, web.weights, first)
    else:
        placed = placed_by_ties(web.middle, web.weights, web.lines, web.sizes)
        reach = _reach(placed, web.sizes)
        for ring in web.rings:
            places, reach = seated(ring, Setting(placed, web.sizes, web.weights, web.lines), reach)
            placed |= places
    return {node: (round(x), round(y)) for node, (x, y) in sorted(placed.items())}


def wrapped(label: str) -> tuple[str, ...]:
    """A label in at most three short lines, with an ellipsis where something is left out."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE_CHARACTERS:
            lines[-1] += " " + word
        else:
            lines.append(word)
    clipped = [line if len(line) <= LINE_CHARACTERS + 4 else line[: LINE_CHARACTERS + 3] + "…" for line in lines]
    if len(clipped) > LABEL_LINES:
        clipped = [*clipped[: LABEL_LINES - 1], clipped[LABEL_LINES - 1].rstrip("…") + "…"]
    return tuple(clipped) or ("·",)


def _web(network: Network, tensions: Sequence[DyadTension], nodes: Sequence[str]) -> _Web:
    kept = set(nodes)
    kinds = {node: network.kind(node) for node in nodes}
    found = [tie for tie in network.ties if {tie.source, tie.target} <= kept]
    dyads = [(d.a, d.b) for d in tensions if {d.a, d.b} <= kept]
    weights = _weights(
        [
            *((a, b, STRONG) for a, b in dyads),
            *((tie.source, tie.target, FULL if _shown_at_first(tie, kinds) else QUIET) for tie in found),
            *((event, party, FULL) for event, party in _taking_part(network, nodes)),
        ]
    )
    lines = {
        *dyads,
        *((min(t.source, t.target), max(t.source, t.target)) for t in found if t.relation == "leverage"),
    }
    tied = [node for node in nodes if node in weights]
    middle = _among_themselves([node for node in tied if kinds[node] in MIDDLE_KINDS], lines) or tied
    outside = [node for node in tied if node not in set(middle)]
    return _Web(
        middle=tuple(middle),
        rings=(
            tuple(node for node in outside if kinds[node] != "event"),
            tuple(node for node in outside if kinds[node] == "event"),
            tuple(node for node in nodes if node not in weights),
        ),
        sizes={node: _size(network.label(node), kinds[node]) for node in middle},
        weights=weights,
        lines=frozenset(lines),
    )


def _among_themselves(nodes: Sequence[str], lines: Collection[Pair]) -> list[str]:
    """Those with at least two lines to others of them; all of them where hardly any have."""
    ends = Counter(end for pair in lines if set(pair) <= set(nodes) for end in pair)
    inner = [node for node in nodes if ends[node] >= SEVERAL]
    return inner if len(inner) > SEVERAL else list(nodes)


def _shown_at_first(tie: Tie, kinds: Mapping[str, str]) -> bool:
    """Whether a tie is drawn before the reader switches anything: leverage, and positions on issues."""
    return tie.relation == "leverage" or (tie.relation == "stance" and kinds[tie.target] in ("issue", "event"))


def _weights(ties_between: Iterable[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, weight in ties_between:
        weights[a][b] += weight
        weights[b][a] += weight
    return weights


def _taking_part(network: Network, nodes: Sequence[str]) -> Iterator[Pair]:
    """Each event with those who take part in it; claims about it make ties between these, but none to its node."""
    kept = set(nodes)
    for node in nodes:
        record = network.events.get(node)
        if record is not None:
            taking_part = dict.fromkeys((*record.initiators, *record.recipients, *record.about))
            yield from ((node, other) for other in taking_part if other in kept)


def _size(label: str, kind: str) -> Point:
    """About how wide and high the box around a label is."""
    wide, high, padding = (11.0, 23.0, 34.0) if kind in MIDDLE_KINDS else (7.6, 17.0, 24.0)
    lines = wrapped(label)
    cells = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
    return cells * wide + padding, len(lines) * high + 18


def _reach(placed: Mapping[str, Point], sizes: Mapping[str, Point]) -> Point:
    """How far to the side and down the ellipse reaches that holds every box."""
    corners = [(abs(x) + sizes[n][0] / 2, abs(y) + sizes[n][1] / 2) for n, (x, y) in placed.items()]
    radius = max((math.hypot(x, y * ASPECT) for x, y in corners), default=0.0)
    return radius, radius / ASPECT
