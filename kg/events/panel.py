"""The scores of all dyads, or of some, on many days, from the sums of months, each read once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from kg.events.calendar import MONTHS_BEFORE_EPOCH, last_day_of, month_of
from kg.events.scores import scores
from kg.events.sums import CLUSTERED, DYAD, brought, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.events.engines import Engine
    from kg.events.specification import Specification


def panel(
    monthly: nw.LazyFrame[Any], months: Sequence[int], specification: Specification, engine: Engine
) -> Iterator[nw.LazyFrame[Any]]:
    """The scores on the last days of some months, as frames of a year each: `at` as a day, then as `scores` gives them.

    `monthly` is what `kg.events.sums.monthly_sums` gives. One row a dyad and cluster is carried from the past into each
    year, so that no sum is taken twice and no more than a year's frame must be held. A frame must be computed before
    the next is asked for.
    """
    half_life = specification.parameters.half_life
    carried: nw.LazyFrame[Any] | None = None
    since: int | None = None
    for _, group in groupby(sorted(months), key=lambda month: (month + MONTHS_BEFORE_EPOCH) // 12):
        year = list(group)
        first, last = year[0], year[-1]
        before = nw.col("month") < first if since is None else (nw.col("month") < first) & (nw.col("month") > since)
        parts = [monthly.filter(before)] if carried is None else [carried, monthly.filter(before)]
        previous, carried = carried, engine.kept(_as_of(parts, half_life, last_day_of(first - 1)))
        if previous is not None:
            engine.forget(previous)
        within = monthly.filter(nw.col("month") >= first, nw.col("month") <= last)
        yield scores(_on_days([carried, within], half_life, year, engine), specification, by=("at", *DYAD))
        since = first - 1
    if carried is not None:
        engine.forget(carried)


def _as_of(parts: Sequence[nw.LazyFrame[Any]], half_life: float, day: int) -> nw.LazyFrame[Any]:
    """One row for each dyad and cluster, as of a day."""
    found = merged([brought(part, half_life, nw.lit(day)) for part in parts])
    return found.with_columns(day=nw.lit(day), month=nw.lit(month_of(day)))


def _on_days(
    parts: Sequence[nw.LazyFrame[Any]], half_life: float, months: Sequence[int], engine: Engine
) -> nw.LazyFrame[Any]:
    """The sums by dyad and cluster on the last day of each month, from everything up to then."""
    days = engine.small({"at": [last_day_of(month) for month in months]})
    columns = ["a", "b", "cluster", "day", "mass", "negative", "positive", "events"]
    together = nw.concat([part.select(*columns).with_columns(nw.col("day").cast(nw.Int64)) for part in parts])
    crossed = together.join(days, how="cross").filter(nw.col("day") <= nw.col("at"))
    return merged([brought(crossed, half_life, nw.col("at"))], by=("at", *CLUSTERED))
