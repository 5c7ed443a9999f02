"""A dyad over time, asked by name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack, get_args

from kg.model.dates import first_day
from kg.questions.choices import one_of

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Day, SpanLook
    from kg.questions.timeline.analysis import Step, Timeline


def timeline(
    asked: Asked,
    a: str,
    b: str,
    *,
    since: Day | None = None,
    until: Day | None = None,
    step: Step = "month",
    as_known: bool = False,
    **look: Unpack[SpanLook],
) -> Timeline:
    """A dyad over time, and what moved it; `as_known` takes each day as it was known then."""
    from kg.questions.timeline.analysis import Step, timeline  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.timeline.tables import table  # noqa: PLC0415

    one_of("step", step, get_args(Step))
    network, lens = asked.look(at=until, **look)
    pair = asked.pair(a, b, lens.level)
    found = timeline(network, *pair, lens, since=first_day(since), step=step, as_known=as_known)
    return replace(found, tabulate=partial(table, network), label_of=network.label)
