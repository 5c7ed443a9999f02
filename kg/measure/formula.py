"""The measure of tension: weighted statements, grouped by who makes them → a score, its interval and each one's share.

A normal model with random effects by claimant (DerSimonian and Laird 1986, with the variances given): what one claimant
repeats counts less and less, what others say independently counts anew, and where nothing is said the score is 0.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from math import erfc, fsum, isfinite, sqrt
from typing import TYPE_CHECKING, Any, Protocol

from kg.model.wording import weighing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model.records import ContentKind

# The normal quantile with 5 % beyond it, so that 90 % lie within this many standard errors on both sides.
Z_90 = 1.645
# Intensities are at most 1, so no model needs more; sigma and the prior are divided by and so are not 0.
SMALLEST = 1e-6
LARGEST = 1e6


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of the model, the first three on the scale of intensities.

    `tau`: how far claimants differ; `sigma`: how noisy one statement is; `prior`: how large tensions are before
    anything is said; `half_life`: the age in days at which an event counts half; `stance_half_life`: the same for a
    stance, which lasts until another is taken; `issue_weight`, from 0 to 1: how much a position on somebody's policy
    counts beside one on the actor itself. Raises ValueError if a number is outside the range in which the arithmetic
    holds.
    """

    # Chosen, not estimated, and part of what a score means. `kg tension --sensitivity` shows what hangs on each of
    # them, and `benchmarks/validity` how other values do on rivals and allies.
    tau: float = 0.25
    sigma: float = 0.45
    prior: float = 0.5
    half_life: float = 180.0
    stance_half_life: float = 730.0
    issue_weight: float = 0.5

    def __post_init__(self) -> None:
        for name, least in (("tau", 0.0), ("sigma", SMALLEST), ("prior", SMALLEST)):
            if not least <= getattr(self, name) <= LARGEST:
                raise ValueError(f"{name} must be a number from {least:g} to {LARGEST:g}, not {getattr(self, name)}")
        for name in ("half_life", "stance_half_life"):
            if not (getattr(self, name) > 0 and isfinite(getattr(self, name))):
                raise ValueError(f"{name} must be a number above 0, not {getattr(self, name)}")
        if not 0 <= self.issue_weight <= 1:
            raise ValueError(f"issue_weight must be a number from 0 to 1, not {self.issue_weight}")

    @property
    def in_words(self) -> str:
        """How claims are weighed by them, as people read it."""
        return weighing(
            half_life=self.half_life, stance_half_life=self.stance_half_life, issue_weight=self.issue_weight
        )

    def decay(self, days: float, kind: ContentKind = "event") -> float:
        """The weight in [0, 1] that is left of a content of a kind after some days (at least 0)."""
        return float(2.0 ** (-days / (self.stance_half_life if kind == "stance" else self.half_life)))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: intensity in [-1, 1] (friendly is positive), probability and weight in [0, 1], and its cluster."""

    intensity: float
    probability: float
    weight: float
    cluster: str


@dataclass(frozen=True, slots=True)
class Score:
    """Tension in (-1, 1) with its 90 % interval, cut at -1 and 1; `shares` in the order of the statements sum to it.

    `tension` is `hostile` - `friendly`, both at least 0. `unshrunk` is how tense what is said is, whatever its amount:
    the pooled mean before it is drawn toward 0, in [-1, 1], and 0 where nothing is said. `probability` is that of more
    tension than friendliness, by the `standard_error`. `mass` is the sum of all weights times probabilities.
    """

    tension: float
    low: float
    high: float
    standard_error: float
    unshrunk: float
    probability: float
    hostile: float
    friendly: float
    mass: float
    clusters: int
    shares: tuple[float, ...]


def score(statements: Sequence[Statement], parameters: Parameters) -> Score:
    """The score of some statements: W, ω and ω/W by cluster, then the pooled mean shrunk toward 0.

    The order of the statements does not change a digit, since every sum is rounded once. A cluster that weighs
    nothing is no cluster.
    """
    parts: dict[str, list[float]] = defaultdict(list)
    for statement in statements:
        parts[statement.cluster].append(statement.weight * statement.probability)
    mass = {cluster: fsum(products) for cluster, products in parts.items()}
    density = {cluster: precision_per_mass(total, parameters) for cluster, total in mass.items()}
    total_precision = fsum([parameters.prior**-2, *(density[cluster] * mass[cluster] for cluster in mass)])
    shares = tuple(
        0.0 - density[s.cluster] * s.weight * s.probability * s.intensity / total_precision for s in statements
    )
    tension = fsum(shares)
    standard_error = total_precision**-0.5
    low, high = interval(tension, standard_error)
    return Score(
        tension=tension,
        low=low,
        high=high,
        standard_error=standard_error,
        unshrunk=_unshrunk(statements, density, mass),
        probability=probability_above_zero(tension, standard_error),
        hostile=fsum(share for share in shares if share > 0),
        friendly=0.0 - fsum(share for share in shares if share < 0),
        mass=fsum(mass.values()),
        clusters=sum(total > 0 for total in mass.values()),
        shares=shares,
    )


def effects(statements: Sequence[Statement], parameters: Parameters) -> tuple[float, ...]:
    """What each statement does to the tension: the tension with all of them less the tension without that one.

    In (-2, 2), in the order of the statements, which changes no digit. It is no share: the score is a mean, so that
    what is milder than the rest lowers it, and what says neither draws it toward 0. The tension without one is that of
    `score` without it, to rounding. It takes n log n steps for n statements: what is left without one is what comes
    before it and after it in order, so that nothing is subtracted and no digit lost.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        members[statement.cluster].append(index)
    products = [s.weight * s.probability for s in statements]
    opposed = [-product * s.intensity for product, s in zip(products, statements, strict=True)]
    whole = {
        cluster: _pooled_side(fsum(products[i] for i in own), fsum(opposed[i] for i in own), parameters)
        for cluster, own in members.items()
    }
    precisions, pulls = ([each[place] for each in whole.values()] for place in (0, 1))
    prior = parameters.prior**-2
    tension = fsum(pulls) / fsum([prior, *precisions])
    others, pulled = _without_one(precisions), _without_one(pulls)
    found = [0.0] * len(statements)
    for cluster, own in members.items():
        precision, pull = whole[cluster]
        masses, against = (_without_one([of[i] for i in own]) for of in (products, opposed))
        for i in own:
            kept, kept_pull = _pooled_side(masses[products[i]], against[opposed[i]], parameters)
            found[i] = tension - (pulled[pull] + kept_pull) / (prior + others[precision] + kept)
    return tuple(found)


def effects_of_groups(
    statements: Sequence[Statement], groups: Sequence[Sequence[int]], parameters: Parameters
) -> tuple[float, ...]:
    """What some statements do to the tension together: the tension with all less the tension without those of a group.

    A group names its statements by their places. The effect of a group is not the sum of the effects of its members,
    since these take weight from each other. Nothing is subtracted from a sum, so that no digit is lost.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(statements):
        members[statement.cluster].append(index)
    products = [s.weight * s.probability for s in statements]
    opposed = [-product * s.intensity for product, s in zip(products, statements, strict=True)]
    prior = parameters.prior**-2

    def side(kept: Sequence[int]) -> tuple[float, float]:
        return _pooled_side(fsum(products[i] for i in kept), fsum(opposed[i] for i in kept), parameters)

    def tension(sides: Mapping[str, tuple[float, float]]) -> float:
        return fsum(pull for _, pull in sides.values()) / fsum([prior, *(each for each, _ in sides.values())])

    whole = {cluster: side(own) for cluster, own in members.items()}
    with_all = tension(whole)
    found = []
    for group in groups:
        out = set(group)
        touched = {statements[i].cluster for i in out}
        left = {cluster: side([i for i in members[cluster] if i not in out]) for cluster in touched}
        found.append(with_all - tension(whole | left))
    return tuple(found)


def _pooled_side(mass: float, opposed: float, parameters: Parameters) -> tuple[float, float]:
    """The precision ω of a cluster by its mass, and ω times its mean, given the sum of a p (-g)."""
    density = precision_per_mass(mass, parameters)
    return density * mass, density * opposed


def _without_one(numbers: Sequence[float]) -> dict[float, float]:
    """For each number that there is the sum of the others, whatever their order: those before it and those after it."""
    ordered = sorted(numbers)
    before = accumulate(ordered, initial=0.0)
    after = list(accumulate(reversed(ordered), initial=0.0))
    sums: dict[float, float] = {}
    for place, (number, below) in enumerate(zip(ordered, before, strict=False)):
        sums.setdefault(number, below + after[len(ordered) - 1 - place])
    return sums


def _unshrunk(statements: Sequence[Statement], density: Mapping[str, float], mass: Mapping[str, float]) -> float:
    """The mean of the claimants' means by their precisions, with the sign of a tension."""
    precision = fsum(density[cluster] * mass[cluster] for cluster in mass)
    if not precision > 0:
        return 0.0
    opposed = fsum(-density[s.cluster] * s.weight * s.probability * s.intensity for s in statements)
    return min(max(opposed / precision + 0.0, -1.0), 1.0)


def interval(tension: float, standard_error: float) -> tuple[float, float]:
    """The ends of the 90 % interval of a tension, cut at -1 and 1."""
    margin = Z_90 * standard_error
    return max(tension - margin, -1.0), min(tension + margin, 1.0)


def probability_above_zero(mean: float, standard_error: float) -> float:
    """The probability that a normal variable is above 0; a half where it is 0 for certain."""
    if standard_error > 0:
        return 0.5 * erfc(-mean / standard_error / sqrt(2))
    return 0.5 if mean == 0 else float(mean > 0)


def precision_per_mass(mass: Any, parameters: Parameters) -> Any:
    """ω/W of one cluster: its precision is limited by `tau` between claimants, by `sigma` over W within one.

    The mass is a number, or a column of numbers as `kg.events` has them, and the result is of the same kind. The
    quotient does not divide by W, so that a cluster without weight needs no case of its own.
    """
    return 1 / (parameters.tau**2 * mass + parameters.sigma**2)


class Scored(Protocol):
    """A score of whatever kind: claims' or events'."""

    @property
    def tension(self) -> float:
        """From -1 to 1."""

    @property
    def low(self) -> float:
        """The lower end of its 90 % interval, at least -1."""

    @property
    def high(self) -> float:
        """The upper end of it, at most 1."""

    @property
    def standard_error(self) -> float:
        """How far off it may be."""

    @property
    def hostile(self) -> float:
        """What raises it."""

    @property
    def friendly(self) -> float:
        """What lowers it, without its sign."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """Scores of different kinds as one; `parts` are what each adds to the tension, in the order they were given."""

    tension: float
    low: float
    high: float
    hostile: float
    friendly: float
    parts: tuple[float, ...]


def pooled(own: Scored | None, others: Sequence[Scored], parameters: Parameters, *, tau: float | None = None) -> Pooled:
    """A score of claims with those of data sets, each of which is one more cluster with a `tau` of its own.

    A data set counts by its mean before shrinkage, with ω = 1 / (tau² + 1/Π), where Π is the precision of that mean:
    however many events it has, it never counts more than 1/tau². `tau` defaults to that of the claimants. All scores
    must have been computed with the same parameters; `own` is None if nothing is known from claims. The parts sum to
    the tension.
    """
    prior, apart = parameters.prior**-2, (parameters.tau if tau is None else tau) ** 2
    sides = [(own.hostile * _precision(own), own.friendly * _precision(own))] if own else []
    total = [_precision(own) if own else prior]
    for other in others:
        within = _precision(other) - prior
        # The ω of the mean over the ω of everything in it; 0 for a data set in which nothing had happened.
        kept = 1 / (apart * within + 1) if within > 0 else 0.0
        total.append(kept * within)
        sides.append((kept * other.hostile * _precision(other), kept * other.friendly * _precision(other)))
    precision = fsum(total)
    hostile, friendly = (fsum(side[place] for side in sides) / precision for place in (0, 1))
    tension = hostile - friendly
    parts = tuple((against - toward) / precision for against, toward in sides)
    return Pooled(tension, *interval(tension, precision**-0.5), hostile, friendly, parts)


def _precision(of: Scored) -> float:
    return of.standard_error**-2
