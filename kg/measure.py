"""The measure of tension: weighted statements, grouped by who makes them → a score, its interval and each one's share.

A normal model with random effects by claimant (DerSimonian and Laird 1986, with the variances given): what one
claimant repeats counts less and less, what others say independently counts anew, nothing said leaves 0.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Z_90 = 1.645


@dataclass(frozen=True, slots=True)
class Parameters:
    """How far claimants differ (`tau`), how noisy one statement is (`sigma`), how large tensions are before anything
    is said (`prior`), all on the scale of intensities, and the age in days at which a statement counts half.
    """

    tau: float = 0.25
    sigma: float = 0.45
    prior: float = 0.5
    half_life: float = 180.0

    def __post_init__(self) -> None:
        for name in ("sigma", "prior", "half_life"):
            if not (getattr(self, name) > 0 and isfinite(getattr(self, name))):
                raise ValueError(f"{name} must be a number above 0, not {getattr(self, name)}")
        if not (self.tau >= 0 and isfinite(self.tau)):
            raise ValueError(f"tau must be a number of at least 0, not {self.tau}")

    def decay(self, days: float) -> float:
        """The weight in [0, 1] that is left after some days (at least 0)."""
        return float(2.0 ** (-days / self.half_life))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: intensity in [-1, 1] (friendly is positive), probability and weight in [0, 1], and its cluster."""

    intensity: float
    probability: float
    weight: float
    cluster: str


@dataclass(frozen=True, slots=True)
class Score:
    """Tension in (-1, 1) with its 90 % interval; `shares` in the order of the statements, summing to the tension.

    `tension` is `hostile` - `friendly`, both at least 0. `mass` is the sum of all weights times probabilities.
    """

    tension: float
    low: float
    high: float
    hostile: float
    friendly: float
    mass: float
    clusters: int
    shares: tuple[float, ...]


def score(statements: Sequence[Statement], parameters: Parameters) -> Score:
    """The score of some statements: W, g and ω by cluster, then the pooled mean shrunk toward 0.

    The order of the statements does not change a digit, since every sum is exact to the last place.
    """
    masses: dict[str, list[float]] = defaultdict(list)
    for statement in statements:
        masses[statement.cluster].append(statement.weight * statement.probability)
    mass = {cluster: fsum(parts) for cluster, parts in masses.items()}
    omega = {cluster: precision(total, parameters) for cluster, total in mass.items() if total > 0}
    total_precision = fsum([parameters.prior**-2, *omega.values()])
    shares = tuple(
        -omega[s.cluster] / mass[s.cluster] * s.weight * s.probability * s.intensity / total_precision
        if s.cluster in omega
        else 0.0
        for s in statements
    )
    tension = fsum(shares)
    error = total_precision**-0.5
    return Score(
        tension=tension,
        low=tension - Z_90 * error,
        high=tension + Z_90 * error,
        hostile=fsum(share for share in shares if share > 0),
        friendly=-fsum(share for share in shares if share < 0) or 0.0,
        mass=fsum(mass.values()),
        clusters=len(mass),
        shares=shares,
    )


def precision(mass: float, parameters: Parameters) -> float:
    """The precision ω of one cluster's mean: between claimants τ², within a claimant σ² by how much it said."""
    return mass / (parameters.tau**2 * mass + parameters.sigma**2)
