"""What moved between two days, asked of a graph."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Unpack

from kg.model.dates import last_day

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Day, SpanLook
    from kg.questions.comparison.analysis import Comparison


def compare(asked: Asked, first: Day, second: Day, *, as_known: bool = False, **look: Unpack[SpanLook]) -> Comparison:
    """What moved between two days, dyad by dyad; `as_known` takes each day as it was known then."""
    from kg.questions.comparison.analysis import compare  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.comparison.tables import table  # noqa: PLC0415

    first, second = last_day(first), last_day(second)
    network, lens = asked.look(at=second, **look)
    return replace(compare(network, first, second, lens, as_known=as_known), tabulate=partial(table, network))
