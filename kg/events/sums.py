"""Events → sums of their weights by dyad and cluster, which can be brought to a later day and merged.

Everything here is a lazy expression in Narwhals over a frame of DuckDB, Polars, Spark or whatever else it speaks, so
that the measure has one meaning on all of them. The columns of events:

    day                             days since 1970-01-01
    source, target                  who acts and on whom
    source_state, target_state      the same as states; asked for at level "state"
    the scale's                     the intensity, in [-1, 1]
    publisher, month                where there are such; the month follows from the day
    count                           of how many events alike the row stands for, 1 where there is no such column
    repeat                          how far it repeats another row; see `counted`

and of sums, as of a day, each event weighing 1 on its own day:

    a, b, cluster                   the dyad, a < b, and the cluster
    mass                            Σ w          w = count · 2^(-(day - own day) / half-life)
    negative, positive              Σ w |g|      of the events with an intensity below and above 0
    events                          how many events

Column names differ by more than case, since DuckDB and Spark do not tell case apart.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from kg.events.calendar import last_day_of, month_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.events.specification import Specification
    from kg.measure.lens import Level

DYAD = ("a", "b")
CLUSTERED = ("a", "b", "cluster")
WEIGHED = ("mass", "negative", "positive")
EVIDENCE = ("id", "code", "text", "publisher", "story", "url", "source", "target")
MONTH_CLUSTER = "calendar month "
# A row that repeats an earlier one among states only still counts among actors.
COUNTED = {"state": 0, "actor": 1}


def dyadic(
    events: nw.LazyFrame[Any],
    specification: Specification,
    *,
    among: Sequence[str] = (),
    until: int | None = None,
    keep: Sequence[str] = (),
) -> nw.LazyFrame[Any]:
    """The events that are between two different actors and have an intensity; `among` some actors, `until` a day.

    As `a`, `b`, `cluster`, `day`, `month`, `intensity`, `count`, and the columns to `keep`.
    """
    columns = set(events.collect_schema().names())
    source, target = (nw.col(name) for name in ends(specification.level))
    intensity = nw.col(specification.scale)
    # One filter of plain columns, so that Parquet can skip the rest; each more would be bound by itself.
    between = events.filter(
        *(end.is_in(list(among)) for end in (source, target) if among),
        *_counted(specification.level, columns),
        *([nw.col("day") <= until] if until is not None else []),
        ~source.is_null(),
        ~target.is_null(),
        source != target,
        ~intensity.is_null(),
    )
    in_order = source < target
    return between.select(
        a=nw.when(in_order).then(source).otherwise(target),
        b=nw.when(in_order).then(target).otherwise(source),
        cluster=_cluster(specification, columns),
        day=nw.col("day"),
        month=_month(columns),
        intensity=intensity,
        count=nw.col("count") if "count" in columns else nw.lit(1),
        **{name: nw.col(name) for name in keep if name in columns},
    )


def ends(level: Level) -> tuple[str, str]:
    """The columns of who acts and on whom, at a level."""
    return ("source_state", "target_state") if level == "state" else ("source", "target")


def _counted(level: Level, columns: set[str]) -> list[nw.Expr]:
    """What leaves out repeated events: `repeat` is 2 among actors, 1 among states alone, 0 or none for all others."""
    return [nw.col("repeat") <= COUNTED[level]] if "repeat" in columns else []


def _month(columns: set[str]) -> nw.Expr:
    return nw.col("month") if "month" in columns else month_of(nw.col("day"))


def _cluster(specification: Specification, columns: set[str]) -> nw.Expr:
    """The publisher or, without one, the calendar month as its number with a prefix."""
    month = nw.concat_str(nw.lit(MONTH_CLUSTER), _month(columns).cast(nw.Int64).cast(nw.String))
    if specification.cluster == "month" or "publisher" not in columns:
        return month
    publisher = nw.col("publisher")
    return nw.when(publisher.is_null()).then(month).otherwise(publisher)


def decay(days: nw.Expr, half_life: float) -> nw.Expr:
    """2^(-days / half-life), of days that are never negative."""
    return (days * (-log(2) / half_life)).exp()


def sums(items: nw.LazyFrame[Any], half_life: float, *, at: int) -> nw.LazyFrame[Any]:
    """The sums, as of a day, of dyadic events until it."""
    return _summed(items, nw.lit(at) - nw.col("day"), half_life, CLUSTERED)


def monthly_sums(items: nw.LazyFrame[Any], half_life: float) -> nw.LazyFrame[Any]:
    """The sums of each month by itself, as of its last `day`."""
    ending = items.with_columns(ends_on=last_day_of(nw.col("month")))
    found = _summed(ending, nw.col("ends_on") - nw.col("day"), half_life, (*CLUSTERED, "month", "ends_on"))
    return found.rename({"ends_on": "day"})


def _summed(items: nw.LazyFrame[Any], age: nw.Expr, half_life: float, by: Sequence[str]) -> nw.LazyFrame[Any]:
    weight, intensity = nw.col("weight"), nw.col("intensity")
    weighed = items.with_columns(weight=decay(age, half_life) * nw.col("count"))
    return (
        weighed.with_columns(
            opposing=nw.when(intensity < 0).then(-intensity * weight).otherwise(0.0),
            supporting=nw.when(intensity > 0).then(intensity * weight).otherwise(0.0),
        )
        .group_by(*by)
        .agg(
            mass=weight.sum(),
            negative=nw.col("opposing").sum(),
            positive=nw.col("supporting").sum(),
            events=nw.col("count").sum(),
        )
        .with_columns(nw.col("events").cast(nw.Int64))
    )


def brought(found: nw.LazyFrame[Any], half_life: float, to: nw.Expr) -> nw.LazyFrame[Any]:
    """Sums of different days, brought to another day that is before none of them."""
    factor = decay(to - nw.col("day"), half_life)
    return found.with_columns(**{name: nw.col(name) * factor for name in WEIGHED})


def merged(parts: Sequence[nw.LazyFrame[Any]], *, by: Sequence[str] = CLUSTERED) -> nw.LazyFrame[Any]:
    """The sums of several parts as of one day, such as those of different months brought to it."""
    columns = [*by, *WEIGHED, "events"]
    together = nw.concat([part.select(*columns) for part in parts]) if len(parts) > 1 else parts[0]
    return (
        together.group_by(*by)
        .agg(*(nw.col(name).sum() for name in (*WEIGHED, "events")))
        .with_columns(nw.col("events").cast(nw.Int64))
    )
