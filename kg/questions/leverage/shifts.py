"""Which leverage rests on given claims, by the same formula without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.leverage.power import pooled, ties_by_pair

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.measure.lens import Lens
    from kg.network.network import Network, Tie

# Smaller shifts are rounding.
NO_SHIFT = 1e-9


@dataclass(frozen=True, slots=True)
class LeverageShift:
    """How the power of one actor over another, in [0, 1], moves when some claims are left out.

    `change` = `without` - `power`; `without` is 0 if nothing else is said of the pair.
    """

    wielder: str
    over: str
    power: float
    without: float
    change: float


class LeverageShifts:
    """The leverage of a network on a day, which can tell how it changes without given claims."""

    def __init__(self, network: Network, lens: Lens) -> None:
        self._lens = lens
        self._ties = ties_by_pair(network, lens)
        self._whole: dict[tuple[str, str], float] = {}
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        for pair, members in self._ties.items():
            for tie in members:
                self._pairs.setdefault(tie.claim.key, []).append(pair)

    def without(self, claims: Collection[str]) -> tuple[LeverageShift, ...]:
        """The pairs whose power changes without these claims, given by key; the largest changes first."""
        pairs = {pair for key in claims for pair in self._pairs.get(key, ())}
        return tuple(sorted(self._moved(pairs, claims), key=_largest))

    def _moved(self, pairs: Collection[tuple[str, str]], claims: Collection[str]) -> Iterator[LeverageShift]:
        for pair in pairs:
            power = self._of_all(pair)
            without = self._power(pair, [tie for tie in self._ties[pair] if tie.claim.key not in claims])
            if abs(without - power) > NO_SHIFT:
                yield LeverageShift(*pair, power, without, without - power)

    def _of_all(self, pair: tuple[str, str]) -> float:
        if pair not in self._whole:
            self._whole[pair] = self._power(pair, self._ties[pair])
        return self._whole[pair]

    def _power(self, pair: tuple[str, str], members: Sequence[Tie]) -> float:
        return pooled(pair, members, self._lens).power if members else 0.0


def _largest(shift: LeverageShift) -> tuple[float, str, str]:
    return -round(abs(shift.change), 9), shift.wielder, shift.over
