"""The trajectory of every dyad: its score on each day on which something entered, from one pass over its claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from kg.measure.formula import Score, Statement, effects, score
from kg.questions.dyads import MOST_KEPT, Bearing, by_size, ties_by_dyad, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.measure.formula import Parameters
    from kg.measure.lens import Lens
    from kg.model.records import ContentKind
    from kg.network.network import Network

    # What enters: the key of its claim, and what counts of it.
    Entry = tuple[str, Bearing]


MORE_THAN_ONE = 2


@dataclass(frozen=True, slots=True)
class TrajectoryPoint:
    """The score of a dyad (a < b) on a day, and the keys of the claims that entered on it.

    `change` is the difference to the point before, `news` + `ageing`, as in `kg.questions.timeline.analysis.Point`.
    """

    a: str
    b: str
    day: date
    tension: float
    low: float
    high: float
    hostile: float
    friendly: float
    mass: float
    claims: int
    clusters: int
    change: float
    news: float
    ageing: float
    arrived: tuple[str, ...]


def trajectories(network: Network, lens: Lens) -> Iterator[TrajectoryPoint]:
    """The points of every dyad, by their slugs, on each day on which something entered, and on the lens's, the last.

    These are the points of `timeline` with step "none", to rounding, at a cost that grows with the claims of a dyad
    times its claimants rather than with the square of its claims. Dyads that rest on joint acts alone are left out.
    """
    for dyad, members in sorted(told_apart(ties_by_dyad(network, lens)).items()):
        yield from _trajectory(dyad, tuple((tie.claim.key, Bearing.of(tie, lens.level)) for tie in members), lens)


@lru_cache(maxsize=MOST_KEPT)
def _trajectory(dyad: tuple[str, str], members: tuple[Entry, ...], lens: Lens) -> tuple[TrajectoryPoint, ...]:
    """The points of one dyad, which after a save are those of before for most."""
    return tuple(_points(dyad, members, lens))


def _points(dyad: tuple[str, str], members: Iterable[Entry], lens: Lens) -> Iterator[TrajectoryPoint]:
    past = _Past(lens.parameters)
    before: float | None = None
    claims = 0
    ordered = sorted(members, key=lambda each: (each[1].day, each[0]))
    entering = {day: list(each) for day, each in groupby(ordered, key=lambda each: each[1].day)}
    for day in sorted({*entering, lens.day}):
        entered = entering.get(day, [])
        past.age(day)
        without = past.score([])
        new = [bearing.statement(lens.on(day)) for _, bearing in entered]
        found = past.score(new)
        moved = past.effects(new)
        past.add(new, [bearing.relation for _, bearing in entered])
        claims += len(entered)
        change = found.tension - (without.tension if before is None else before)
        news = found.tension - without.tension
        before = found.tension
        yield TrajectoryPoint(
            a=dyad[0],
            b=dyad[1],
            day=day,
            tension=found.tension,
            low=found.low,
            high=found.high,
            hostile=found.hostile,
            friendly=found.friendly,
            mass=found.mass,
            claims=claims,
            clusters=found.clusters,
            change=change,
            news=news,
            ageing=change - news,
            arrived=_largest_first([key for key, _ in entered], moved),
        )


def _largest_first(keys: Sequence[str], moved: Sequence[float]) -> tuple[str, ...]:
    """The keys of what entered, by its effects."""
    order = sorted(zip(moved, keys, strict=True), key=lambda pair: (by_size(pair[0]), pair[1]))
    return tuple(key for _, key in order)


class _Past:
    """What entered before, as one statement for each claimant, sign and kind: the same sums, and so the same score."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._day: date | None = None
        # By cluster, sign of the intensity and kind of content, which age each at a rate of their own: the sums of
        # weight times probability, and of that times intensity.
        self._sums: dict[tuple[str, int, ContentKind], list[float]] = defaultdict(lambda: [0.0, 0.0])

    def age(self, day: date) -> None:
        """Let everything age until a day."""
        if self._day is not None:
            days = (day - self._day).days
            left = {kind: self._parameters.decay(days, kind) for kind in {kind for *_, kind in self._sums}}
            for (*_, kind), sums in self._sums.items():
                sums[:] = [value * left[kind] for value in sums]
        self._day = day

    def add(self, new: Sequence[Statement], kinds: Sequence[ContentKind]) -> None:
        """Take in what entered on the present day, and of which kind each is."""
        for one, kind in zip(new, kinds, strict=True):
            sums = self._sums[one.cluster, (one.intensity > 0) - (one.intensity < 0), kind]
            mass = one.weight * one.probability
            sums[0] += mass
            sums[1] += mass * one.intensity

    def score(self, new: Sequence[Statement]) -> Score:
        """The score with what enters now."""
        return score([*self._statements(), *new], self._parameters)

    def effects(self, new: Sequence[Statement]) -> tuple[float, ...]:
        """What each statement that enters now does to the score; one alone needs no order."""
        if len(new) < MORE_THAN_ONE:
            return (0.0,) * len(new)
        past = self._statements()
        return effects([*past, *new], self._parameters)[len(past) :]

    def _statements(self) -> list[Statement]:
        return [
            Statement(intensity=sums[1] / sums[0], probability=1.0, weight=sums[0], cluster=cluster)
            for (cluster, *_), sums in self._sums.items()
            if sums[0] > 0
        ]
