"""How each actor stands in a signed graph: in which camp, between how many, on whose paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.balance.betweenness import betweenness
from kg.questions.balance.brokerage import effective_sizes, expected_mediations, open_pairs, triads_of
from kg.questions.balance.signs import SHOWN_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.questions.balance.betweenness import DrawnBetweenness
    from kg.questions.balance.camps import Together
    from kg.questions.balance.frustration import Frustration, Split
    from kg.questions.balance.signs import Integers, SignedGraph


@dataclass(frozen=True, slots=True)
class ActorBalance:
    """One actor: its camp as the ties lean, and how it stands between others.

    `camp` is "<component>.<side>", the largest component first, and side 1 that of the `anchor`, who has the most ties
    there; `decided_camp` is the same by decided ties alone. Both are empty if the actor has no such tie.
    `camp_probability` is the share of draws in which the actor is on that side of the anchor; None for the anchor
    itself and if nothing was simulated. `mediations` is the mean number of pairs of enemies who are both its friends,
    `open_pairs` the number of pairs it has ties with that have none with each other. `betweenness` counts every tie,
    `friendly_…` those that are friendly in a draw: mean, 90 % range, and the share in which it is highest.
    """

    actor: str
    ties: int
    camp: str
    anchor: str
    camp_probability: float | None
    decided_camp: str
    triads: int
    open_pairs: int
    effective_size: float
    mediations: float
    betweenness: float
    friendly_betweenness: float | None
    friendly_low: float | None
    friendly_high: float | None
    friendly_highest: float | None


def actor_balances(
    graph: SignedGraph,
    triads: Integers,
    *,
    decided: Frustration,
    leaning: Frustration,
    pairs: Iterable[Together],
    friendly: DrawnBetweenness | None,
) -> tuple[ActorBalance, ...]:
    """Every actor of a graph, by slug, from what was found in it; `triads` are those of `closed_triads`."""
    same = {(pair.a, pair.b): pair.probability for pair in pairs}
    camps, anchors = _camps(leaning.splits)
    decided_camps, _ = _camps(decided.splits)
    ends: list[tuple[int, int]] = [(int(a), int(b)) for a, b in graph.ends]
    columns = zip(
        graph.actors,
        graph.degrees().tolist(),
        triads_of(graph, triads).tolist(),
        open_pairs(graph, triads).tolist(),
        effective_sizes(graph, triads).tolist(),
        expected_mediations(graph, triads).tolist(),
        betweenness(len(graph.actors), ends).tolist(),
        *_friendly(friendly, len(graph.actors)),
        strict=True,
    )
    return tuple(
        ActorBalance(
            actor=actor,
            ties=ties,
            camp=camps.get(actor, ""),
            anchor=anchors.get(actor, ""),
            camp_probability=_camp_probability(actor, anchors.get(actor, ""), camps, same),
            decided_camp=decided_camps.get(actor, ""),
            triads=closed,
            open_pairs=gaps,
            effective_size=size,
            mediations=mediations,
            betweenness=round(between, SHOWN_PLACES),
            friendly_betweenness=mean,
            friendly_low=low,
            friendly_high=high,
            friendly_highest=highest,
        )
        for actor, ties, closed, gaps, size, mediations, between, mean, low, high, highest in columns
    )


def _camps(splits: Sequence[Split]) -> tuple[dict[str, str], dict[str, str]]:
    """The camp and the anchor of each actor."""
    camps: dict[str, str] = {}
    anchors: dict[str, str] = {}
    for number, split in enumerate(splits, 1):
        for side, members in enumerate((split.first, split.second), 1):
            camps |= dict.fromkeys(members, f"{number}.{side}")
            anchors |= dict.fromkeys(members, split.anchor)
    return camps, anchors


def _camp_probability(
    actor: str, anchor: str, camps: Mapping[str, str], same: Mapping[tuple[str, str], float]
) -> float | None:
    """How often the actor is where its camp has it, seen from the anchor."""
    probability = same.get((min(actor, anchor), max(actor, anchor)))
    if probability is None:
        return None
    return probability if camps[actor] == camps[anchor] else round(1 - probability, SHOWN_PLACES)


def _friendly(found: DrawnBetweenness | None, actors: int) -> tuple[Sequence[float | None], ...]:
    if found is None or not found.draws:
        return ((None,) * actors,) * 4
    return found.mean, found.low, found.high, found.highest
