"""What the statements of two actors on an issue add up to: agreement, conflict, and what normalises them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Measure = Literal["congruence", "conflict", "subtract", "ignore"]
Normalisation = Literal["none", "average", "jaccard", "product", "cosine"]
MEASURES: tuple[Measure, ...] = ("congruence", "conflict", "subtract", "ignore")
NORMALISATIONS: tuple[Normalisation, ...] = ("none", "average", "jaccard", "product", "cosine")
# From -1 to 1, the scale of positions.
SCALE = 2.0
# If a squared norm is this small beside the squared number of statements, the statements cancel out.
NOTHING = 1e-9

# How many statements an actor makes on an issue with each qualifier.
Counts: TypeAlias = "Counter[float]"


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much two actors say on an issue (`ignore`) and conflict over it; the other measures follow from both."""

    ignore: float
    conflict: float

    def of(self, measure: Measure) -> float:
        """The amount of a measure, before normalisation."""
        match measure:
            case "ignore":
                return self.ignore
            case "conflict":
                return self.conflict
            case "congruence":
                return self.ignore - self.conflict
            case "subtract":
                return self.ignore - 2 * self.conflict


def amounts(a: Counts, b: Counts, scale: float) -> Amounts:
    """What the statements of two actors on one issue add up to; `scale` is the greatest distance of two qualifiers."""
    distances = (n * m * abs(k - other) for k, n in a.items() for other, m in b.items())
    return Amounts(float(a.total() * b.total()), fsum(distances) / scale)


def norms(counts: Mapping[tuple[str, str], Counts], measure: Measure, scale: float) -> dict[str, float]:
    """The norm of each actor: the square root of the measure of what it says with itself.

    For conflict it is the norm of congruence; it is 0 where an actor's statements cancel out.
    """
    inner: Measure = "congruence" if measure == "conflict" else measure
    squares: dict[str, list[float]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for (actor, _), own in counts.items():
        squares[actor].append(amounts(own, own, scale).of(inner))
        sizes[actor] += own.total() ** 2
    sums = {actor: fsum(parts) for actor, parts in squares.items()}
    return {actor: sqrt(total) if total > NOTHING * sizes[actor] else 0.0 for actor, total in sums.items()}


def jaccard(n_a: int, n_b: int, sides: Iterable[tuple[Counts, Counts]]) -> float:
    """m10 + m01 + m11: what only one says, what only the other says, and the products of what both say.

    `n_a` and `n_b` count everything that each says; `sides` has what they say on each issue that they share.
    """
    both = [(a[k], b[k]) for a, b in sides for k in a.keys() & b.keys()]
    return float(n_a + n_b + sum(n * m - n - m for n, m in both))


def check_scale(counts: Iterable[Counts], scale: float) -> None:
    """Raise ValueError if the scale is not above 0, or two qualifiers are further apart than it."""
    qualifiers = [qualifier for own in counts for qualifier in own]
    if not scale > 0 or (qualifiers and max(qualifiers) - min(qualifiers) > scale):
        raise ValueError(f"the scale must be above 0 and hold every qualifier; {scale} does not")
