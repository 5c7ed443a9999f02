"""The values of a DNA qualifier → types and positions of stances, without guessing what no value says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.importing.dna_types import WrongDnaError
from kg.importing.naming import clean
from kg.model.findings import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.importing.dna_file import DnaFile

DIGITS = 6
MOST_IDS = 5
FEW_VALUES = 7


class Scale:
    """The positions of the values of a qualifier: yes is 1 and no -1; whole numbers lie between two ends.

    Without given ends, whole numbers on both sides of 0 are divided by the largest of them, whatever its sign; on one
    side of 0, the values do not say what is for and what is against. Raises WrongDnaError then, and if the given ends
    do not hold the values.
    """

    def __init__(self, data: DnaFile, ends: tuple[int, int] | None = None) -> None:
        self.name = clean(data.type.qualifier.name)
        self.boolean = data.type.qualifier.data_type == "boolean"
        self.given = ends is not None
        values = {each.id: each.qualifier for each in data.statements if each.qualifier is not None}
        if self.boolean:
            self.low, self.high = _of_yes_and_no(self.name, ends)
        elif ends:
            self.low, self.high = _given(self.name, values, ends)
        else:
            self.low, self.high = _around_zero(self.name, set(values.values()))

    def stance(self, value: int) -> dict[str, Any]:
        """The type and position of a stance, with the reason why the position is not the type's."""
        position = self.position(value)
        type_ = "supports" if position > 0 else "opposes" if position < 0 else "neutral-toward"
        return {"type": type_, "position": position, "because": self._because(value)}

    def position(self, value: int) -> float:
        """From -1, the lower end, to 1, the upper end."""
        position = round((2 * value - self.low - self.high) / (self.high - self.low), DIGITS)
        return int(position) if position == int(position) else position

    def described(self) -> str:
        """How whole numbers became positions, in a sentence; nothing for yes and no."""
        if self.boolean:
            return ""
        if self.given:
            return f"Positions: “{self.name}” from {self.low}, which became -1, to {self.high}, which became 1."
        return f"Positions: “{self.name}” divided by {self.high}, the largest amount, so that 0 is neutral."

    def _because(self, value: int) -> str:
        if self.boolean:
            return f"“{self.name}” is {'yes' if value else 'no'} in the DNA data base."
        if self.given:
            return f"“{self.name}” is {value} in the DNA data base, on a scale from {self.low} to {self.high}."
        return f"“{self.name}” is {value} in the DNA data base, where the largest amount is {self.high}."


def _of_yes_and_no(name: str, ends: tuple[int, int] | None) -> tuple[int, int]:
    if ends:
        raise WrongDnaError(f"{shown(name)} is boolean, where yes is 1 and no -1; drop --scale")
    return 0, 1


def _given(name: str, values: Mapping[int, int], ends: tuple[int, int]) -> tuple[int, int]:
    """The ends, once they hold all values, which are by the ids of their statements."""
    low, high = ends
    if low >= high:
        raise WrongDnaError(f"the scale from {low} to {high} does not rise; give the least value, then the most")
    outside = sorted(id_ for id_, value in values.items() if not low <= value <= high)
    if outside:
        ids = ", ".join(map(str, outside[:MOST_IDS])) + (" …" if len(outside) > MOST_IDS else "")
        found = f"{shown(name)} has values from {min(values.values())} to {max(values.values())}"
        raise WrongDnaError(f"{found}, and the scale is from {low} to {high} (statements {ids})")
    return low, high


def _around_zero(name: str, values: Collection[int]) -> tuple[int, int]:
    """As far below 0 as above it, so that every value keeps its sign."""
    if values and not min(values) < 0 < max(values):
        few = sorted(values) if len(values) <= FEW_VALUES else [min(values), "…", max(values)]
        raise WrongDnaError(
            f"the values of {shown(name)} ({', '.join(map(str, few))}) are not on both sides of 0, so they do not say "
            "which are for and which against; give the ends of the coders' scale by --scale LEAST MOST, such as "
            "--scale 1 7"
        )
    most = max(map(abs, values), default=1)
    return -most, most
