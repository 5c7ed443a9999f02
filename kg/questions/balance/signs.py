"""Dyads as a signed graph: friendly and hostile ties, those whose sign is open, and draws of what they may be."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.model.records import Claim
from kg.model.wording import faded, signed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.questions.dyads import DyadTension

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Booleans: TypeAlias = NDArray[np.bool_]

FRIENDLY = 1
HOSTILE = -1
UNDECIDED = 0
# Everything that follows is computed from probabilities rounded to this, so that it is the same on every machine.
PLACES = 6
SHOWN_PLACES = 4
# A tension this small leans to neither side.
LEVEL = 1e-9


@dataclass(frozen=True, slots=True)
class SignedTie:
    """A dyad (a < b by slug) with its sign: 1 friendly, -1 hostile, 0 where the 90 % interval includes 0.

    `leaning` is the sign of the tension whatever its interval; `hostile_probability` is that of a tension above 0.
    `strongest` is the claim, out of `claims`, that does most for the sign it leans to, `counter` the one that does most
    against it; `faded` says in words, where the tension is near 0 by age alone, what was said and when. The rest is as
    in `DyadTension`.
    """

    a: str
    b: str
    sign: int
    leaning: int
    tension: float
    low: float
    high: float
    standard_error: float
    hostile: float
    friendly: float
    hostile_probability: float
    claims: int
    thin: bool
    strongest: Claim | None
    counter: Claim | None
    faded: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class SignedGraph:
    """Actors and ties, both sorted by slug; `ends` has for each tie the places of its two actors, the lower first."""

    actors: tuple[str, ...]
    ties: tuple[SignedTie, ...]
    ends: Integers

    def hostile(self) -> Floats:
        """For each tie the probability that it is hostile."""
        return np.array([tie.hostile_probability for tie in self.ties], dtype=np.float64)

    def degrees(self) -> Integers:
        """For each actor the number of its ties."""
        return np.bincount(self.ends.ravel(), minlength=len(self.actors)).astype(np.int64)


def signed_graph(dyads: Iterable[DyadTension]) -> SignedGraph:
    """The signed graph of some dyads, in any order, each given once."""
    ties = tuple(sorted((signed_tie(dyad) for dyad in dyads), key=lambda tie: (tie.a, tie.b)))
    actors = tuple(sorted({slug for tie in ties for slug in (tie.a, tie.b)}))
    place = {slug: index for index, slug in enumerate(actors)}
    ends = np.array([(place[tie.a], place[tie.b]) for tie in ties], dtype=np.int64).reshape(-1, 2)
    return SignedGraph(actors, ties, ends)


def signed_tie(dyad: DyadTension) -> SignedTie:
    """The tie that a dyad is."""
    leaning = UNDECIDED if abs(dyad.tension) < LEVEL else HOSTILE if dyad.tension > 0 else FRIENDLY
    direction = -leaning or 1
    return SignedTie(
        a=dyad.a,
        b=dyad.b,
        sign=HOSTILE if dyad.low > 0 else FRIENDLY if dyad.high < 0 else UNDECIDED,
        leaning=leaning,
        tension=dyad.tension,
        low=dyad.low,
        high=dyad.high,
        standard_error=dyad.standard_error,
        hostile=dyad.hostile,
        friendly=dyad.friendly,
        hostile_probability=round(dyad.probability, PLACES),
        claims=dyad.claims,
        thin=dyad.thin,
        strongest=next((part.claim for part in dyad.contributions if part.share * direction > 0), None),
        counter=next((part.claim for part in dyad.contributions if part.share * direction < 0), None),
        faded=faded(dyad.newest, signed(dyad.unshrunk)) if dyad.faded and dyad.newest else "",
    )


def drawn_tensions(graph: SignedGraph, draws: int, seed: int) -> Floats:
    """Tensions as they may be, shape (ties, draws): each tie's from its own normal distribution, independently.

    A Latin hypercube (McKay, Beckman and Conover 1979): each tie takes the middles of equally probable slices of its
    distribution, in an order of its own, so that its share of hostile draws is its probability, and chance is left
    only in how the ties meet.
    """
    means = np.array([tie.tension for tie in graph.ties], dtype=np.float64)
    errors = np.array([tie.standard_error for tie in graph.ties], dtype=np.float64)
    normal = NormalDist()
    slices = np.array([normal.inv_cdf((place + 0.5) / draws) for place in range(draws)], dtype=np.float64)
    noise = np.random.default_rng(seed).permuted(np.tile(slices, (len(graph.ties), 1)), axis=1)
    return np.asarray(means[:, None] + errors[:, None] * noise, dtype=np.float64)
