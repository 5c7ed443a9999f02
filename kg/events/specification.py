"""What may be chosen when events are measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kg.measure.formula import Parameters

if TYPE_CHECKING:
    from kg.measure.lens import Level

Grouping = Literal["publisher", "month"]

# The probability of a statement whose certainty is not marked (0.9), times the reliability of a source that nobody has
# rated (0.7), as for claims: a machine says neither how sure it is nor how good its source.
WEIGHT = 0.9 * 0.7
ENOUGH_CLUSTERS = 3


@dataclass(frozen=True, slots=True)
class Specification:
    """How events become scores.

    `scale` is the column of their intensities, in [-1, 1]; `level` whether a state's people and offices count as the
    state; `cluster` what counts as one source: the publisher, or the calendar month if it has none, or always the
    month. `weight` in (0, 1] is the reliability times the probability of an event on its day. Raises ValueError if the
    weight is outside that range.
    """

    scale: str = "intensity"
    level: Level = "state"
    cluster: Grouping = "publisher"
    parameters: Parameters = field(default_factory=Parameters)
    weight: float = WEIGHT

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise ValueError(f"weight must be a number above 0 and up to 1, not {self.weight}")
