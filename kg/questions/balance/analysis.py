"""Structural balance: friends and enemies as a signed graph, how near it is to two camps, and who stands between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING

from kg.measure.formula import Z_90
from kg.measure.lens import DEFAULT, Lens, Level
from kg.questions.balance.actor_balance import ActorBalance, actor_balances
from kg.questions.balance.betweenness import drawn_betweenness
from kg.questions.balance.brokerage import Brokerage, between_enemies, between_strangers, open_pairs
from kg.questions.balance.camps import Together, balanced_share, independent_cycles, together
from kg.questions.balance.frustration import Frustration, frustration
from kg.questions.balance.signs import SHOWN_PLACES, SignedTie, drawn_tensions, signed_graph
from kg.questions.balance.triads import Census, Triad, census, closed_triads, listed_triads
from kg.questions.dyads import tensions
from kg.questions.frames import Tabulated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.network.network import Network
    from kg.questions.answers import Answers
    from kg.questions.dyads import DyadTension

# The margin of error of a share of so many draws is under two points.
DRAWS = 2000
# Ties times draws, 64 MB of numbers; beyond, nothing is simulated.
MOST_DRAWN = 8_000_000


@dataclass(frozen=True, slots=True)
class Balance(Tabulated):
    """What structural balance says about a day, and how sure that is.

    `decided` counts only ties whose interval excludes 0, `leaning` takes every tie as it leans, `weighted` does so with
    each tie as heavy as its tension. `balanced_probability` is the share of draws in which everything is balanced,
    `coin_probability` what a coin toss for each sign would give; `margin` is the largest 90 % margin of error of a
    share of draws. `draws` is 0 if the network is too large to be simulated. `triads` and `brokerages` are the first of
    their lists; `census` counts all triads. `shared_claims` is how many claims bear on several ties, `joint` how many
    dyads are no ties since they rest on joint acts alone.
    """

    at: date
    level: Level
    draws: int
    seed: int
    margin: float | None
    ties: tuple[SignedTie, ...]
    joint: int
    shared_claims: int
    census: Census
    triads: tuple[Triad, ...]
    decided: Frustration
    leaning: Frustration
    weighted: Frustration
    balanced_probability: float | None
    coin_probability: float
    together: tuple[Together, ...]
    brokerages: tuple[Brokerage, ...]
    betweenness_draws: int
    actors: tuple[ActorBalance, ...]


def balance(network: Network, lens: Lens = DEFAULT, *, draws: int = DRAWS, seed: int = 0) -> Balance:
    """The balance of the dyads about which something was said by the day."""
    lens = network.focus(lens)
    return balance_of(tensions(network, lens), lens, draws=draws, seed=seed)


def balance_of(dyads: Iterable[DyadTension], lens: Lens, *, draws: int = DRAWS, seed: int = 0) -> Balance:
    """The balance of some dyads, whose order does not matter; each tie is normal, and independent of the others.

    Dyads that rest on joint acts alone are no ties: who signs a treaty of all is nobody's friend by that. The same
    dyads, draws and seed give the same result. Raises ValueError where `draws` is under 1.
    """
    if draws < 1:
        raise ValueError(f"draws must be at least 1, not {draws}")
    dyads = tuple(dyads)
    known = tuple(dyad for dyad in dyads if not dyad.joint)
    graph = signed_graph(known)
    triads = closed_triads(graph)
    simulated = draws if 0 < len(graph.ties) * draws <= MOST_DRAWN else 0
    drawn = drawn_tensions(graph, simulated, seed) if simulated else None
    decided = frustration(graph, [tie.sign for tie in graph.ties], seed=seed)
    leaning = frustration(graph, [tie.leaning for tie in graph.ties], seed=seed)
    pairs = together(graph, drawn) if drawn is not None else ()
    friendly = drawn_betweenness(graph, drawn) if drawn is not None else None
    gaps = int(open_pairs(graph, triads).sum())
    return Balance(
        at=lens.day,
        level=lens.level,
        draws=simulated,
        seed=seed,
        margin=round(Z_90 / 2 / sqrt(simulated), SHOWN_PLACES) if simulated else None,
        ties=graph.ties,
        joint=len(dyads) - len(known),
        shared_claims=_shared_claims(known),
        census=census(graph, triads),
        triads=listed_triads(graph, triads),
        decided=decided,
        leaning=leaning,
        weighted=frustration(graph, [tie.leaning for tie in graph.ties], weighted=True, seed=seed),
        balanced_probability=balanced_share(graph, drawn) if drawn is not None else None,
        coin_probability=round(0.5 ** independent_cycles(graph), SHOWN_PLACES),
        together=pairs,
        brokerages=(*between_enemies(graph, triads), *between_strangers(graph, gaps)),
        betweenness_draws=friendly.draws if friendly else 0,
        actors=actor_balances(graph, triads, decided=decided, leaning=leaning, pairs=pairs, friendly=friendly),
    )


def _shared_claims(dyads: Iterable[DyadTension]) -> int:
    counts = Counter(part.claim.key for dyad in dyads for part in dyad.contributions)
    return sum(count > 1 for count in counts.values())


def answer(answers: Answers) -> Balance:
    """The balance of the dyads on the day of the newest article."""
    return balance_of(answers["tension"], answers.lens)
