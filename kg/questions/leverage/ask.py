"""Leverage, asked by name: who can move whom, and through whom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

from kg.questions.frames import Records

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Look
    from kg.questions.leverage.analysis import LeveragePaths
    from kg.questions.leverage.power import DyadLeverage


def leverage(
    asked: Asked, *, over: str | None = None, by: str | None = None, **look: Unpack[Look]
) -> Records[DyadLeverage]:
    """Who can move whom, strongest first: every pair, or only those over one actor or by one."""
    from kg.questions.leverage.analysis import leverage  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.leverage.tables import table  # noqa: PLC0415

    network, lens = asked.look(**look)
    moved, wielder = (None if name is None else asked.actor(name, lens.level) for name in (over, by))
    return Records(leverage(network, lens, over=moved, by=wielder), partial(table, network))


def leverage_paths(
    asked: Asked, source: str, target: str, *, longest: int = 4, most: int = 10, **look: Unpack[Look]
) -> LeveragePaths:
    """Through whom one actor can move another, the strongest chains first."""
    from kg.questions.leverage.analysis import leverage_paths  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.leverage.paths_note import table  # noqa: PLC0415

    network, lens = asked.look(**look)
    ends = asked.pair(source, target, lens.level)
    return replace(leverage_paths(network, *ends, lens, longest=longest, most=most), tabulate=partial(table, network))
