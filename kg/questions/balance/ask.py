"""Structural balance, asked of a graph."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Look
    from kg.questions.balance.analysis import Balance


def balance(asked: Asked, *, draws: int = 2000, seed: int = 0, **look: Unpack[Look]) -> Balance:
    """Camps, balanced triads and who stands between whom, with how sure each is."""
    from kg.questions.balance.analysis import balance  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.balance.tables import table  # noqa: PLC0415

    network, lens = asked.look(**look)
    return replace(balance(network, lens, draws=draws, seed=seed), tabulate=partial(table, network))
