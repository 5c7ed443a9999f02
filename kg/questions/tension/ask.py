"""Tension, asked by name: the dyads by tension, and one dyad with every claim behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

from kg.questions.frames import Records

if TYPE_CHECKING:
    from kg.questions.asking import Asked, ModeLook
    from kg.questions.dyads import DyadTension
    from kg.questions.tension.explanation import Explanation


def tension(asked: Asked, *, without_contested: bool = False, **look: Unpack[ModeLook]) -> Records[DyadTension]:
    """Every dyad about which something was said, most tense first."""
    from kg.questions.dyads import tensions  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.tension.tables import tension_table  # noqa: PLC0415

    network, lens = asked.look(**look)
    return Records(tensions(network, lens, without_contested=without_contested), tension_table, network.label)


def explain(asked: Asked, a: str, b: str, **look: Unpack[ModeLook]) -> Explanation:
    """A dyad of two actors with every claim behind it."""
    from kg.questions.tension.explanation import explain  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.tension.tables import table  # noqa: PLC0415

    network, lens = asked.look(**look)
    return replace(
        explain(network, *asked.pair(a, b, lens.level), lens), tabulate=partial(table, network), label_of=network.label
    )
