"""Alignment on the issues, asked by name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, get_args

from kg.questions.asking import one_of

if TYPE_CHECKING:
    from kg.questions.alignment.analysis import Alignment, Scope
    from kg.questions.alignment.congruence import Measure, Normalisation
    from kg.questions.alignment.discourse import Duplicates
    from kg.questions.asking import Asked, Day


def alignment(
    asked: Asked,
    a: str = "",
    b: str = "",
    *,
    known_at: Day | None = None,
    scope: Scope | None = None,
    measure: Measure = "subtract",
    normalisation: Normalisation = "cosine",
    duplicates: Duplicates = "all",
) -> Alignment:
    """Who agrees and conflicts on the issues: everybody, or the pairs of `a`, or `a` and `b` alone."""
    from kg.questions.alignment.analysis import Scope, alignment, named_scope  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.alignment.congruence import Measure, Normalisation  # noqa: PLC0415
    from kg.questions.alignment.discourse import Duplicates  # noqa: PLC0415
    from kg.questions.alignment.tables import table  # noqa: PLC0415

    one_of("measure", measure, get_args(Measure))
    one_of("normalisation", normalisation, get_args(Normalisation))
    one_of("duplicates", duplicates, get_args(Duplicates))
    chosen = named_scope(asked.as_known(), scope or Scope())
    network = asked.as_known(known_at)
    found = alignment(
        network,
        between=asked.pair(a, b, chosen.level)
        if b
        else tuple(asked.actor(name, chosen.level) for name in (a,) if name),
        scope=chosen,
        measure=measure,
        normalisation=normalisation,
        duplicates=duplicates,
    )
    return replace(found, tabulate=partial(table, network))
