"""Leverage, asked by name: who can move whom, and through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Look
    from kg.questions.leverage.analysis import LeveragePaths
    from kg.questions.leverage.power import DyadLeverage


def leverage(
    asked: Asked, *, over: str | None = None, by: str | None = None, **look: Unpack[Look]
) -> tuple[DyadLeverage, ...]:
    """Who can move whom, strongest first: every pair, or only those over one actor or by one."""
    from kg.questions.leverage.analysis import leverage  # noqa: PLC0415 - networkx is slow to import

    network, lens = asked.look(**look)
    moved, wielder = (None if name is None else asked.actor(name, lens.level) for name in (over, by))
    return leverage(network, lens, over=moved, by=wielder)


def leverage_paths(
    asked: Asked, source: str, target: str, *, longest: int = 4, most: int = 10, **look: Unpack[Look]
) -> LeveragePaths:
    """Through whom one actor can move another, the strongest chains first."""
    from kg.questions.leverage.analysis import leverage_paths  # noqa: PLC0415 - networkx is slow to import

    network, lens = asked.look(**look)
    return leverage_paths(network, *asked.pair(source, target, lens.level), lens, longest=longest, most=most)
