"""A dyad over time, asked by name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from datetime import date

    from kg.questions.asking import Asked, SpanLook
    from kg.questions.timeline.analysis import Step, Timeline


def timeline(
    asked: Asked,
    a: str,
    b: str,
    *,
    since: date | None = None,
    until: date | None = None,
    step: Step = "month",
    as_known: bool = False,
    **look: Unpack[SpanLook],
) -> Timeline:
    """A dyad over time, and what moved it; `as_known` takes each day as it was known then."""
    from kg.questions.timeline.analysis import timeline  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.timeline.tables import table  # noqa: PLC0415

    network, lens = asked.look(at=until, **look)
    pair = asked.pair(a, b, lens.level)
    found = timeline(network, *pair, lens, since=since, step=step, as_known=as_known)
    return replace(found, tabulate=partial(table, network))
