"""A ranking of dyads compared with itself under a change: what moves, what changes sign, what is gone."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from kg.questions.sensitivity.rank_correlation import agreement_after, coefficient, ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.questions.dyads import DyadTension
    from kg.questions.sensitivity.rank_correlation import Places

Kind = Literal[
    "half-life", "stance half-life", "issue weight", "tau", "sigma", "prior", "without article", "without claimant",
    "without contested",
]  # fmt: skip
HALF_LIVES: tuple[Kind, ...] = ("half-life", "stance half-life")
PARAMETER_KINDS: tuple[Kind, ...] = (*HALF_LIVES, "issue weight", "tau", "sigma", "prior")
# As in the ranking, scores that differ by less are equal.
PLACES = 9
SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done differently: `name` is the new value of a parameter, or the slug of what is left out."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class RankedDyad:
    """A dyad (a < b) with its tension and its rank from 1, both None where nothing is left to score."""

    a: str
    b: str
    tension: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Variant:
    """The ranking under one change.

    `dyads` are those that the change rescores, in the order of the base ranking; every other keeps its tension, though
    its rank may shift. `kendall` is τ_b with the base ranking over the dyads that are left, None if there is no order
    to compare. `flips` are the dyads whose sign changes, `gone` those left without any claim. `most_moved` has the
    largest change of tension and `most_moved_rank` of rank among those left, None where nothing moves. `first` leads
    the ranking now; `formerly_first` is where the leader of the base ranking stands.
    """

    kind: Kind
    name: str
    dyads: tuple[RankedDyad, ...]
    kendall: float | None
    flips: tuple[RankedDyad, ...]
    gone: tuple[RankedDyad, ...]
    most_moved: RankedDyad | None
    most_moved_rank: RankedDyad | None
    first: RankedDyad | None
    formerly_first: RankedDyad
    top_changed: bool

    @property
    def change(self) -> Change:
        """What is done differently."""
        return Change(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class DyadSensitivity:
    """One dyad over all variants: its lowest and highest tension and its best and worst rank, the base among them.

    `lowest_under` and `highest_under` are None where no change goes beyond the base. `gone_under` are the changes that
    leave no claim of it; `sign_stable` is set if no change turns its sign.
    """

    a: str
    b: str
    tension: float
    rank: int
    lowest: float
    lowest_under: Change | None
    highest: float
    highest_under: Change | None
    best_rank: int
    worst_rank: int
    sign_stable: bool
    gone_under: tuple[Change, ...]


class Ranking:
    """A ranking that can be compared with itself after some dyads have moved; dyads are named by place, from 0.

    A comparison of n dyads with k moves costs O(k log n) and a few passes over n numbers, but no sorting of n.
    """

    def __init__(self, base: Sequence[DyadTension]) -> None:
        self.base = base
        self._keys = [_key(dyad, dyad.tension) for dyad in base]
        # Ascending, as numpy searches.
        self._falling = np.array([key[0] for key in self._keys], dtype=float)
        self._ranks = np.arange(1, len(base) + 1)

    def variant(self, change: Change, tensions: Mapping[int, float | None]) -> Variant:
        """The ranking with these tensions instead, None for a dyad of which nothing is left."""
        ranks = self.ranks(tensions)
        moves = {i: new for i, new in sorted(tensions.items()) if new is not None and self._gap(i, new) > SMALLEST}
        shifts = np.where(ranks > 0, np.abs(ranks - self._ranks), 0)
        leader = int(np.argmax(ranks == 1)) if (ranks == 1).any() else None

        def ranked(i: int) -> RankedDyad:
            dyad = self.base[i]
            return RankedDyad(dyad.a, dyad.b, tensions.get(i, dyad.tension), int(ranks[i]) or None)

        return Variant(
            kind=change.kind,
            name=change.name,
            dyads=tuple(ranked(i) for i in sorted(tensions)),
            kendall=self._kendall(tensions),
            flips=tuple(ranked(i) for i, new in moves.items() if self._turns(i, new)),
            gone=tuple(ranked(i) for i in sorted(tensions) if tensions[i] is None),
            most_moved=ranked(max(moves, key=lambda i: (self._gap(i, moves[i]), -i))) if moves else None,
            most_moved_rank=ranked(int(np.argmax(shifts))) if shifts.any() else None,
            first=None if leader is None else ranked(leader),
            formerly_first=ranked(0),
            top_changed=leader != 0,
        )

    def ranks(self, tensions: Mapping[int, float | None]) -> Places:
        """The ranks of all dyads, from 1, with these tensions instead; 0 for a dyad of which nothing is left."""
        keys = sorted((_key(self.base[i], new), i) for i, new in tensions.items() if new is not None)
        own = np.array([i for _, i in keys], dtype=int)
        rescored = np.array(sorted(tensions), dtype=int)
        # How many dyads of the base are ahead of the new score; those that move themselves do not count there.
        ahead = np.array([bisect_left(self._keys, key) for key, _ in keys], dtype=int)
        arrived = np.cumsum(np.bincount(ahead, minlength=len(self.base) + 1)[:-1])
        left = np.cumsum(np.bincount(rescored, minlength=len(self.base)))
        ranks: Places = self._ranks + arrived - left
        ranks[rescored] = 0
        ranks[own] = ahead - np.searchsorted(rescored, ahead) + np.arange(1, len(own) + 1)
        return ranks

    def _kendall(self, tensions: Mapping[int, float | None]) -> float | None:
        """τ_b with the base, over the dyads that are left."""
        gone = [i for i, new in tensions.items() if new is None]
        moved = np.array([i for i, new in sorted(tensions.items()) if new is not None], dtype=int)
        new = np.array([-round(tension, PLACES) for _, tension in sorted(tensions.items()) if tension is not None])
        before = np.delete(self._falling, gone)
        # The places among those that are left.
        moved -= np.searchsorted(np.sort(np.array(gone, dtype=int)), moved)
        after = before.copy()
        after[moved] = new
        agree = agreement_after(before, moved, new)
        return coefficient(agree, ordered(before), ordered(np.sort(after, kind="stable")))

    def _gap(self, i: int, new: float) -> float:
        return abs(new - self.base[i].tension)

    def _turns(self, i: int, new: float) -> bool:
        old = self.base[i].tension
        return min(abs(old), abs(new)) > SMALLEST and (old > 0) != (new > 0)


def _key(dyad: DyadTension, tension: float) -> tuple[float, str, str]:
    """By what a ranking is sorted: the most tense first, then by name."""
    return -round(tension, PLACES), dyad.a, dyad.b


def ranges(base: Sequence[DyadTension], variants: Sequence[Variant]) -> Iterator[DyadSensitivity]:
    """Each dyad of the base ranking over all variants; among changes that go equally far the first is named."""
    ranking = Ranking(base)
    places = {(dyad.a, dyad.b): i for i, dyad in enumerate(base)}
    lowest: list[tuple[float, Change | None]] = [(dyad.tension, None) for dyad in base]
    highest = list(lowest)
    gone: dict[int, list[Change]] = {}
    best = np.arange(1, len(base) + 1)
    worst = best.copy()
    turned = {(ranked.a, ranked.b) for variant in variants for ranked in variant.flips}
    for variant in variants:
        tensions = {places[ranked.a, ranked.b]: ranked.tension for ranked in variant.dyads}
        for i, new in tensions.items():
            if new is None:
                gone.setdefault(i, []).append(variant.change)
            elif new < lowest[i][0] - SMALLEST:
                lowest[i] = (new, variant.change)
            elif new > highest[i][0] + SMALLEST:
                highest[i] = (new, variant.change)
        ranks = ranking.ranks(tensions)
        best = np.where(ranks > 0, np.minimum(best, ranks), best)
        worst = np.maximum(worst, ranks)
    for i, dyad in enumerate(base):
        yield DyadSensitivity(
            a=dyad.a,
            b=dyad.b,
            tension=dyad.tension,
            rank=i + 1,
            lowest=lowest[i][0],
            lowest_under=lowest[i][1],
            highest=highest[i][0],
            highest_under=highest[i][1],
            best_rank=int(best[i]),
            worst_rank=int(worst[i]),
            sign_stable=(dyad.a, dyad.b) not in turned,
            gone_under=tuple(gone.get(i, ())),
        )
