"""Sums by dyad and cluster → scores, by the formula of the claims.

With d = ω/W of a cluster (`kg.measure.precision_per_mass`) and P = 1/s0² + Σ d W:

    hostile = Σ d N / P      friendly = Σ d F / P      tension = hostile - friendly      se = P^(-1/2)

where W, N and F are a cluster's `mass`, `negative` and `positive` times the weight of an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from kg.events.specification import ENOUGH_CLUSTERS
from kg.events.sums import DYAD, WEIGHED
from kg.measure.formula import Z_90, precision_per_mass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.events.specification import Specification

# `low` and `high` are cut at -1 and 1; `standard_error` is that of `tension` without the cut.
SCORES = ("tension", "low", "high", "standard_error", "hostile", "friendly", "mass", "clusters", "events", "thin")


def scores(found: nw.LazyFrame[Any], specification: Specification, *, by: Sequence[str] = DYAD) -> nw.LazyFrame[Any]:
    """The scores of sums by dyad (or what else stands in `by`): its columns, then those of `SCORES`.

    Tension is in (-1, 1) with its 90 % interval, cut at -1 and 1; `thin` is set under three clusters. In no order.
    """
    return scores_of_densities(densities(found, specification), specification, by=by)


def scores_of_densities(
    dense: nw.LazyFrame[Any], specification: Specification, *, by: Sequence[str] = DYAD
) -> nw.LazyFrame[Any]:
    """The same of what `densities` gives."""
    precision = nw.col("precision") + specification.parameters.prior**-2
    tension = nw.col("hostile") - nw.col("friendly")
    margin = Z_90 * nw.col("standard_error")
    pooled = dense.group_by(*by).agg(
        precision=nw.col("own_precision").sum(),
        opposed=nw.col("opposition").sum(),
        supported=nw.col("support").sum(),
        mass=nw.col("mass").sum(),
        clusters=nw.col("weighs").sum(),
        events=nw.col("events").sum(),
    )
    # In as few steps as there can be: an engine binds each by itself.
    found = pooled.with_columns(
        nw.col("clusters", "events").cast(nw.Int64),
        hostile=nw.col("opposed") / precision,
        friendly=nw.col("supported") / precision,
        standard_error=precision ** (-0.5),
    ).with_columns(
        tension=tension,
        low=(tension - margin).clip(lower_bound=-1),
        high=(tension + margin).clip(upper_bound=1),
        thin=nw.col("clusters") < ENOUGH_CLUSTERS,
    )
    return found.select(*by, *SCORES)


def densities(found: nw.LazyFrame[Any], specification: Specification) -> nw.LazyFrame[Any]:
    """The sums multiplied by the weight of an event, and what each cluster adds to the precision and to both sides.

    `density` is ω/W: what a unit of mass of that cluster adds.
    """
    mass, negative, positive = (nw.col(name) * specification.weight for name in WEIGHED)
    density = nw.col("density")
    return found.with_columns(
        mass=mass, negative=negative, positive=positive, density=precision_per_mass(mass, specification.parameters)
    ).with_columns(
        own_precision=density * nw.col("mass"),
        opposition=density * nw.col("negative"),
        support=density * nw.col("positive"),
        weighs=nw.when(nw.col("mass") > 0).then(1).otherwise(0),
    )
