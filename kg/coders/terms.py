"""What coders made of each term of a scale: how often both gave it, and which other one stood in its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.coders.agreement import Agreement, Difference
    from kg.coders.fields import Value
    from kg.model.records import Claim


@dataclass(frozen=True, slots=True)
class Taken:
    """Another term that one coder gave where another gave this one: how often, and the claims on which they did."""

    other: Value
    count: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class TermUse:
    """What coders made of a term, claim by claim and coder by coder.

    `same` counts how often both of two coders gave it, `agreed` are the claims that all who share them gave it, each as
    the first coder has it; `taken` are the terms that one gave and the other not, the most frequent first.
    """

    same: int
    agreed: tuple[Claim, ...]
    taken: tuple[Taken, ...]

    @property
    def differing(self) -> int:
        """How often one of two coders alone gave the term."""
        return sum(each.count for each in self.taken)

    @property
    def specific_agreement(self) -> float | None:
        """The chance that one gives the term where the other does, from 0 to 1; None where nobody gave it.

        2a / (2a + d), with a of both and d of one alone: the positive agreement of Cicchetti and Feinstein, High
        agreement but low kappa, Journal of Clinical Epidemiology 43 (1990), p. 551.
        """
        total = 2 * self.same + self.differing
        return 2 * self.same / total if total else None


def uses(found: Agreement, field: str) -> Mapping[Value, TermUse]:
    """What coders made of each value of a field that some coder gave, on the claims that two of them share."""
    matrix = found.matrix(field)
    passages: dict[tuple[Value, Value], list[Difference]] = defaultdict(list)
    for difference in found.differences:
        if difference.field == field:
            given = {value for coder, value in difference.values.items() if coder in found.independent}
            for one, other in combinations(sorted(given, key=str), 2):
                passages[one, other].append(difference)
                passages[other, one].append(difference)
    taken: dict[Value, list[Taken]] = defaultdict(list)
    for (value, other), count in matrix.items():
        if value != other:
            taken[value].append(Taken(other, count, tuple(passages[value, other])))
    agreed = found.agreed(field)
    return {
        value: TermUse(
            matrix.get((value, value), 0),
            tuple(agreed.get(value, ())),
            tuple(sorted(taken[value], key=lambda each: (-each.count, str(each.other)))),
        )
        for value in sorted({value for value, _ in matrix}, key=str)
    }
