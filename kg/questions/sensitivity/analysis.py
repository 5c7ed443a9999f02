"""How firm the ranking of the dyads is: how it changes under other parameters, or without an article or claimant."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.measure.formula import LARGEST, SMALLEST, Parameters, Statement, score
from kg.measure.lens import DEFAULT, Lens, Mode
from kg.questions.dyads import (
    MOST_KEPT,
    Bearing,
    Contribution,
    DyadTension,
    ranked,
    scored,
    tension_of,
    ties_by_dyad,
    told_apart,
)
from kg.questions.frames import Tabulated
from kg.questions.sensitivity.conclusion import conclusion, decisive
from kg.questions.sensitivity.variants import HALF_LIVES, Change, DyadSensitivity, RankedDyad, Ranking, Variant, ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.network.network import Network, Tie
    from kg.questions.answers import Answers
    from kg.questions.sensitivity.variants import Kind

# The age of a claim divided by this is 0, so that a claim of any age counts in full.
NO_HALF_LIFE = sys.float_info.max
NONE = "none"
LEFT_OUT: dict[Kind, Callable[[Contribution], Iterable[str]]] = {
    "without article": lambda part: (part.original,),
    "without claimant": lambda part: part.claim.claimants,
    "without contested": lambda part: ("all",) if part.contested else (),
}


@dataclass(frozen=True, slots=True)
class Sensitivity(Tabulated):
    """The ranking, each variant of it, each dyad over all variants, and in one sentence what the ranking rests on.

    `decisive` is what costs the first dyad most when left out, None if nothing does; `lost` are the contributions to
    that dyad that go with it, largest first. `joint` is how many dyads are left out since they rest on joint acts
    alone.
    """

    at: date
    mode: Mode
    parameters: Parameters
    base: tuple[DyadTension, ...]
    variants: tuple[Variant, ...]
    dyads: tuple[DyadSensitivity, ...]
    decisive: Change | None
    lost: tuple[Contribution, ...]
    conclusion: str
    joint: int = 0


def sensitivity(network: Network, lens: Lens = DEFAULT) -> Sensitivity:
    """How the ranking, the tensions and their signs move when one thing is changed at a time, the day being the same.

    Each half-life is halved, doubled, taken four times, and not applied; positions over issues count twice, half as
    much, and not at all; tau is halved, doubled, and 0; sigma and the prior are halved and doubled. Values outside
    the range of the measure are moved to its end. What counts is then left out: each article, its
    copies too, each claimant, all contested claims. A claimant goes with every claim of its. What two do together
    is not asked, which is the known limit of changing one factor at a time (Saltelli and Annoni 2010, "How to avoid a
    perfunctory sensitivity analysis"). Dyads that rest on joint acts alone are left out.
    """
    lens = network.focus(lens)
    spoken_of, chosen = ties_by_dyad(network, lens), lens.parameters
    members = told_apart(spoken_of)
    joint = len(spoken_of) - len(members)
    base = ranked(scored(dyad, ties, lens) for dyad, ties in members.items())
    if not base:
        return Sensitivity(lens.day, lens.mode, chosen, (), (), (), None, (), "", joint)
    ranking = Ranking(base)
    variants = tuple(
        ranking.variant(change, tensions)
        for changes in (_aged(base, members, lens), _weighed(base, chosen), _left_out(base, chosen))
        for change, tensions in changes
    )
    worst = decisive(base, variants)
    return Sensitivity(
        at=lens.day,
        mode=lens.mode,
        parameters=chosen,
        base=base,
        variants=variants,
        dyads=tuple(ranges(base, variants)),
        decisive=worst.change if worst else None,
        lost=tuple(part for part in base[0].contributions if worst and worst.name in LEFT_OUT[worst.kind](part)),
        conclusion=conclusion(network, base, variants),
        joint=joint,
    )


def whole(found: Sensitivity, variant: Variant) -> tuple[RankedDyad, ...]:
    """Every dyad with its tension and rank under a variant, in the order of the base ranking."""
    rescored = {(ranked.a, ranked.b): ranked.tension for ranked in variant.dyads}
    tensions = {i: rescored[d.a, d.b] for i, d in enumerate(found.base) if (d.a, d.b) in rescored}
    ranks = Ranking(found.base).ranks(tensions).tolist()
    return tuple(
        RankedDyad(dyad.a, dyad.b, tensions.get(i, dyad.tension), rank or None)
        for i, (dyad, rank) in enumerate(zip(found.base, ranks, strict=True))
    )


def _aged(
    base: Sequence[DyadTension], members: Mapping[tuple[str, str], Sequence[Tie]], lens: Lens
) -> Iterator[tuple[Change, dict[int, float | None]]]:
    """Every tension under each other half-life, in days, and each other weight of positions over issues."""
    chosen = lens.parameters
    others: list[tuple[Change, Parameters]] = []
    for kind in HALF_LIVES:
        name = kind.replace(" ", "_").replace("-", "_")
        for value in _others(getattr(chosen, name), (0.5, 2, 4, NO_HALF_LIFE), sys.float_info.min, NO_HALF_LIFE):
            called = NONE if value == NO_HALF_LIFE else f"{value:g}"
            others.append((Change(kind, called), replace(chosen, **{name: value})))
    others += (
        (Change("issue weight", f"{value:g}"), replace(chosen, issue_weight=value))
        for value in _others(chosen.issue_weight, (2, 0.5, 0), 0.0, 1.0)
    )
    lenses = tuple(replace(lens, parameters=parameters) for _, parameters in others)
    tensions = [_under(tuple(Bearing.of(tie, lens.level) for tie in members[dyad.a, dyad.b]), lenses) for dyad in base]
    for number, (change, _) in enumerate(others):
        yield change, {i: each[number] for i, each in enumerate(tensions)}


@lru_cache(maxsize=MOST_KEPT)
def _under(bearings: tuple[Bearing, ...], lenses: tuple[Lens, ...]) -> tuple[float | None, ...]:
    """The tension of one dyad under each lens, None where nothing counts in it."""
    found: list[float | None] = []
    for lens in lenses:
        counting = [each for each in bearings if lens.parameters.issue_weight or not each.over]
        found.append(tension_of(counting, lens) if counting else None)
    return tuple(found)


def _weighed(base: Sequence[DyadTension], chosen: Parameters) -> Iterator[tuple[Change, dict[int, float | None]]]:
    """Every tension under each other value of the parameters that say how statements are weighed against each other."""
    statements = [tuple(_statement(part) for part in dyad.contributions) for dyad in base]
    others: dict[Kind, list[Parameters]] = {
        "tau": [replace(chosen, tau=v) for v in _others(chosen.tau, (0.5, 2, 0), 0.0, LARGEST)],
        "sigma": [replace(chosen, sigma=v) for v in _others(chosen.sigma, (0.5, 2), SMALLEST, LARGEST)],
        "prior": [replace(chosen, prior=v) for v in _others(chosen.prior, (0.5, 2), SMALLEST, LARGEST)],
    }
    changes = [(Change(kind, f"{getattr(o, kind):g}"), o) for kind, variants in others.items() for o in variants]
    every = tuple(other for _, other in changes)
    tensions = [_scored_by(own, every) for own in statements]
    for number, (change, _) in enumerate(changes):
        yield change, {i: each[number] for i, each in enumerate(tensions)}


@lru_cache(maxsize=MOST_KEPT)
def _scored_by(statements: tuple[Statement, ...], others: tuple[Parameters, ...]) -> tuple[float, ...]:
    """The tension of one dyad by each of several parameters."""
    return tuple(score(statements, other).tension for other in others)


def _others(value: float, factors: Sequence[float], least: float, most: float) -> list[float]:
    """The multiples of a value, kept in a range, without those that change nothing."""
    return [v for v in dict.fromkeys(min(max(value * factor, least), most) for factor in factors) if v != value]


def _left_out(base: Sequence[DyadTension], chosen: Parameters) -> Iterator[tuple[Change, dict[int, float | None]]]:
    """The tensions that change, without each article, claimant, and the contested claims, by slug."""
    for kind, names in LEFT_OUT.items():
        found: defaultdict[str, dict[int, float | None]] = defaultdict(dict)
        for i, dyad in enumerate(base):
            for name, tension in _each_left_out(dyad, names, chosen):
                found[name][i] = tension
        for name in sorted(found):
            yield Change(kind, name), found[name]


def _each_left_out(
    dyad: DyadTension, names: Callable[[Contribution], Iterable[str]], chosen: Parameters
) -> Iterable[tuple[str, float | None]]:
    """The tension of a dyad without the contributions of each name, None where no other is left."""
    return _without_each(tuple((frozenset(names(part)), _statement(part)) for part in dyad.contributions), chosen)


@lru_cache(maxsize=len(LEFT_OUT) * MOST_KEPT)
def _without_each(
    named: tuple[tuple[frozenset[str], Statement], ...], chosen: Parameters
) -> tuple[tuple[str, float | None], ...]:
    found: list[tuple[str, float | None]] = []
    for name in sorted({name for names, _ in named for name in names}):
        left = [statement for names, statement in named if name not in names]
        found.append((name, score(left, chosen).tension if left else None))
    return tuple(found)


def _statement(part: Contribution) -> Statement:
    return Statement(part.intensity, part.probability, part.weight, part.cluster)


def answer(answers: Answers) -> Sensitivity:
    """How firm the ranking is on the day of the newest article."""
    return sensitivity(answers.network, answers.lens)
