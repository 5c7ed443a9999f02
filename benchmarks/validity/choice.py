"""The search over designs, on years up to 2005 only: a small grid, a rule, and how stable what it gives is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.validity.designs import CLUSTERS, CONTRACT, INTENSITIES, Design, scored
from benchmarks.validity.matching import won
from benchmarks.validity.targets import DISPUTES, RIVALS, targets
from kg.measure.formula import Parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from benchmarks.validity.matching import Pairs
    from benchmarks.validity.reference import Flags, Numbers, Panel

YEARS = range(2002, 2006)
HALF_LIVES = (180.0, 730.0, 1460.0)
TAUS = (0.25, 0.5)
PRIORS = (0.1, 0.25, 0.5)
SHOWN = ("hostile", "tension")
# Designs whose criteria differ by less are as good as each other, as far as so few rivals can tell.
NEAR = 0.005
SPLITS = 20
SEED = 2


@dataclass(frozen=True)
class Candidate:
    """A design, and which of its figures is looked at."""

    design: Design
    figure: str

    @property
    def departures(self) -> int:
        """How many settings are not those of the contract."""
        ours, theirs = self.design, CONTRACT
        numbers = ("half_life", "tau", "prior")
        different = [ours.cluster != theirs.cluster, ours.intensities != theirs.intensities]
        different += [getattr(ours.parameters, name) != getattr(theirs.parameters, name) for name in numbers]
        return sum(different)

    def settings(self) -> dict[str, str]:
        """Each setting that is searched over, as text."""
        numbers = self.design.parameters
        return {
            "cluster": self.design.cluster,
            "intensities": self.design.intensities,
            "half-life": f"{numbers.half_life:g}",
            "tau": f"{numbers.tau:g}",
            "prior": f"{numbers.prior:g}",
            "figure": self.figure,
        }


@dataclass(frozen=True)
class Search:
    """Which pairs each candidate orders rightly (by candidate and pair, of two targets), and the pairs."""

    candidates: tuple[Candidate, ...]
    pairs: Mapping[str, Pairs]
    right: Mapping[str, NDArray[np.float32]]

    def aucs(self, target: str, among: Flags | None = None) -> Numbers:
        """The AUC of each candidate, among all pairs of a target or some of them."""
        weights = np.ones(len(self.pairs[target])) if among is None else among
        return np.asarray(self.right[target] @ weights.astype(np.float32) / weights.sum(), dtype=np.float64)

    def criterion(self, among: Mapping[str, Flags] | None = None) -> Numbers:
        """The mean of the AUCs of both targets, by candidate."""
        each = [self.aucs(name, among[name] if among else None) for name in self.pairs]
        return np.asarray(np.mean(each, axis=0))

    def best(self, criterion: Numbers, figures: tuple[str, ...] = SHOWN) -> int:
        """The place of the candidate with the fewest departures of those near the best; of these the best.

        Limited to some of the figures.
        """
        criterion = np.where([candidate.figure in figures for candidate in self.candidates], criterion, -np.inf)
        near = np.flatnonzero(criterion >= criterion.max() - NEAR)
        return int(min(near, key=lambda place: (self.candidates[place].departures, -criterion[place])))


def grid() -> tuple[Design, ...]:
    """All designs that are searched."""
    settings = product(CLUSTERS, INTENSITIES, HALF_LIVES, TAUS, PRIORS)
    return tuple(
        Design(cluster, intensities, Parameters(tau=tau, prior=prior, half_life=half_life))
        for cluster, intensities, half_life, tau, prior in settings
    )


def search(panel: Panel, designs: Iterable[Design]) -> Search:
    """What the designs make of the rivals and of the disputes up to 2005, whatever later years the panel has."""
    pairs = {name: found for name, found in targets(panel, YEARS).items() if name in {RIVALS, DISPUTES}}
    candidates: list[Candidate] = []
    right: dict[str, list[NDArray[np.float32]]] = {name: [] for name in pairs}
    for design in designs:
        scores = scored(panel, design)
        for figure in SHOWN:
            candidates.append(Candidate(design, figure))
            for name, found in pairs.items():
                right[name].append(won(scores[figure], found).astype(np.float32))
    return Search(tuple(candidates), pairs, {name: np.stack(rows) for name, rows in right.items()})


def place_of(found: Search, design: Design, figure: str) -> int:
    """The place of a candidate."""
    return found.candidates.index(Candidate(design, figure))


def path(to: Design) -> list[Design]:
    """The designs from the contract to another, one setting changed at a time."""
    steps, now = [CONTRACT], CONTRACT
    for change in (
        {"cluster": to.cluster},
        {"intensities": to.intensities},
        {"parameters": replace(now.parameters, half_life=to.parameters.half_life)},
        {"parameters": replace(now.parameters, half_life=to.parameters.half_life, tau=to.parameters.tau)},
        {"parameters": to.parameters},
    ):
        now = replace(now, **change)
        if now != steps[-1]:
            steps.append(now)
    return steps


def left_out_years(found: Search) -> list[tuple[int, str, float, int]]:
    """For each year, of each target: the AUC in it of what the rule gives without it, and its place."""
    rows = []
    for index, year in enumerate(YEARS):
        outside = {name: pairs.year != index for name, pairs in found.pairs.items()}
        best = found.best(found.criterion(outside))
        rows += [
            (year, name, float(found.aucs(name, ~outside[name])[best]), best)
            for name in found.pairs
            if not outside[name].all()
        ]
    return rows


def halves(found: Search, places: Mapping[str, int], dyads: int) -> dict[str, dict[str, float]]:
    """Mean AUCs in one half of the dyads of what the rule gives in the other, and of candidates that are given.

    Over 20 random splits, each used both ways; a pair counts in a half where both of its dyads are in it.
    """
    generator = np.random.default_rng(SEED)
    sums: dict[str, dict[str, list[float]]] = {}
    for _ in range(SPLITS):
        side = generator.permutation(dyads) % 2
        for half in (0, 1):
            one, other = (_within(found, side == which) for which in (half, 1 - half))
            chosen = {"what the rule gives in the other half": found.best(found.criterion(one)), **places}
            for name in found.pairs:
                aucs = found.aucs(name, other[name])
                for label, place in chosen.items():
                    sums.setdefault(label, {}).setdefault(name, []).append(float(aucs[place]))
    return {label: {name: float(np.mean(values)) for name, values in by.items()} for label, by in sums.items()}


def _within(found: Search, inside: Flags) -> dict[str, Flags]:
    return {name: inside[pairs.positive] & inside[pairs.negative] for name, pairs in found.pairs.items()}
