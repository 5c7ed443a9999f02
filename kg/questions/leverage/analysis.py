"""Who can move whom, by what, how strongly, and who denies or doubts it; and through whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from math import prod
from typing import TYPE_CHECKING

from kg.measure.lens import DEFAULT, Lens
from kg.questions.frames import Tabulated
from kg.questions.leverage.chains import PLACES, Hops, strongest_cycles, strongest_paths
from kg.questions.leverage.power import DyadLeverage, pooled, ties_by_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.network.network import Network
    from kg.questions.answers import Answers

# Defaults for hops and chains; `kg/cli/leverage.py` says what longer chains cost.
LONGEST = 4
MOST = 10


@dataclass(frozen=True, slots=True)
class LeveragePath:
    """A chain of hops, each over the wielder of the next; `power` is the product of theirs, in [0, 1].

    The product takes every hop to be needed, and independent of the others. `weakest` is the hop with the least power;
    `counter` has for every hop the leverage the other way, or None.
    """

    hops: tuple[DyadLeverage, ...]
    power: float
    weakest: DyadLeverage
    counter: tuple[DyadLeverage | None, ...]


@dataclass(frozen=True, slots=True)
class LeverageCycle:
    """Actors who hold each other: hops from the first of them by slug back to it, and the product of their powers."""

    hops: tuple[DyadLeverage, ...]
    power: float


@dataclass(frozen=True, slots=True)
class LeveragePaths(Tabulated):
    """The strongest chains from one actor to another of up to `longest` hops, strongest first.

    Chains with a powerless hop come last. `more` is set if there are others; `cycles` are those among the actors on the
    chains.
    """

    source: str
    target: str
    at: date
    longest: int
    paths: tuple[LeveragePath, ...]
    more: bool
    cycles: tuple[LeverageCycle, ...]


def leverage(
    network: Network, lens: Lens = DEFAULT, *, over: str | None = None, by: str | None = None
) -> tuple[DyadLeverage, ...]:
    """Every pair of wielder and moved that was spoken of by then, strongest first; those `over` one actor or `by` one.

    All claims about a pair count, whatever their instrument and mode, since someone who calls an ability exaggerated
    speaks of the wielder's hold at large; each counts once.
    """
    lens, actor = network.focus(lens), network.stands_for(lens.level)
    wielder, moved = actor.get(by or "", by), actor.get(over or "", over)
    pairs = (
        pooled(pair, members, lens)
        for pair, members in ties_by_pair(network, lens).items()
        if wielder in (None, pair[0]) and moved in (None, pair[1])
    )
    return tuple(sorted(pairs, key=lambda p: (-round(p.power, PLACES), p.wielder, p.over)))


def leverage_paths(
    network: Network,
    source: str,
    target: str,
    lens: Lens = DEFAULT,
    *,
    longest: int = LONGEST,
    most: int = MOST,
) -> LeveragePaths:
    """The `most` strongest chains of leverage of up to `longest` hops from one actor, by slug, to another.

    Equal powers go by the number of hops, then by the names. Raises ValueError where both mean one actor.
    """
    lens, actor = network.focus(lens), network.stands_for(lens.level)
    first, last = actor.get(source, source), actor.get(target, target)
    if first == last:
        raise ValueError(f"{source!r} and {target!r} both count as {first!r}; a chain leads from one actor to another")
    pairs = {(p.wielder, p.over): p for p in leverage(network, lens)}
    hops = Hops({pair: found.power for pair, found in pairs.items()})
    chains = list(islice(strongest_paths(hops, first, last, longest=longest), most + 1))
    paths = tuple(_path(names, pairs) for _, names in chains[:most])
    on = {actor for _, names in chains[:most] for actor in names}
    among = [pair for pair in pairs.values() if pair.wielder in on and pair.over in on]
    return LeveragePaths(first, last, lens.day, longest, paths, len(chains) > most, cycles(among))


def cycles(pairs: Iterable[DyadLeverage], *, longest: int = LONGEST, most: int = MOST) -> tuple[LeverageCycle, ...]:
    """The `most` strongest cycles of up to `longest` hops among some pairs; two hops are mutual leverage.

    A hop without power holds nobody, so there is no cycle through one.
    """
    found = {(p.wielder, p.over): p for p in pairs if p.power > 0}
    hops = Hops({pair: member.power for pair, member in found.items()})
    chains = strongest_cycles(hops, longest=longest, most=most)
    return tuple(LeverageCycle(tuple(_hops(names, found)), power) for power, names in chains)


def _path(names: Sequence[str], pairs: Mapping[tuple[str, str], DyadLeverage]) -> LeveragePath:
    hops = tuple(_hops(names, pairs))
    return LeveragePath(
        hops=hops,
        power=prod(hop.power for hop in hops),
        weakest=min(hops, key=lambda hop: round(hop.power, PLACES)),
        counter=tuple(pairs.get((hop.over, hop.wielder)) for hop in hops),
    )


def _hops(names: Sequence[str], pairs: Mapping[tuple[str, str], DyadLeverage]) -> Iterator[DyadLeverage]:
    return (pairs[pair] for pair in pairwise(names))


def answer(answers: Answers) -> tuple[DyadLeverage, ...]:
    """Every pair on the day of the newest article."""
    return leverage(answers.network, answers.lens)
