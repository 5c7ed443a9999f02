"""How firm the ranking is, asked of a graph."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from kg.questions.asking import Asked, ModeLook
    from kg.questions.sensitivity.analysis import Sensitivity


def sensitivity(asked: Asked, **look: Unpack[ModeLook]) -> Sensitivity:
    """How firm the ranking of the dyads is, and what it rests on."""
    from kg.questions.sensitivity.analysis import sensitivity  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.sensitivity.tables import table  # noqa: PLC0415

    network, lens = asked.look(**look)
    return replace(sensitivity(network, lens), tabulate=partial(table, network))
