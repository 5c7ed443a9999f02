"""The measure on a frame of one's own: Polars, DuckDB, Spark, pandas, Arrow, or another that Narwhals speaks.

A frame has a row for each event, or for each kind of event with its `count`; `kg.events.sums` names the columns. The
result is a frame of the same library, lazy where it has lazy frames, and is computed when it is asked for.

    kg.events.scores_of(events, at=date(2014, 12, 31))                            every dyad on a day
    kg.events.scores_of(events, at=…, specification=Specification(level="actor", cluster="month"))
    sums = kg.events.monthly_sums_of(events)                                      small; can be kept, added to, merged
    kg.events.scores_of_sums(sums, at=date(2014, 12, 31))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from kg.events.calendar import day_number
from kg.events.scores import scores
from kg.events.specification import Specification
from kg.events.sums import brought, dyadic, ends, merged, monthly_sums, sums

if TYPE_CHECKING:
    from datetime import date


def scores_of(events: Any, *, at: date, specification: Specification | None = None) -> Any:
    """The dyads up to a day, in no order: `a`, `b`, and the columns that `kg.events.scores.SCORES` names.

    Raises ValueError if a column is missing.
    """
    chosen = specification or Specification()
    frame = _events(events, chosen)
    found = sums(dyadic(frame, chosen, until=day_number(at)), chosen.parameters.half_life, at=day_number(at))
    return _given_back(scores(found, chosen), events)


def monthly_sums_of(events: Any, *, specification: Specification | None = None) -> Any:
    """The sums of each month by itself; those of other months can be appended to them."""
    chosen = specification or Specification()
    frame = _events(events, chosen)
    return _given_back(monthly_sums(dyadic(frame, chosen), chosen.parameters.half_life), events)


def scores_of_sums(found: Any, *, at: date, specification: Specification | None = None) -> Any:
    """The dyads on a day, from the sums of months that end by then; later months are left out whole."""
    chosen, day = specification or Specification(), day_number(at)
    frame = _lazy(found, ("a", "b", "cluster", "day", "mass", "negative", "positive", "events"))
    past = frame.filter(nw.col("day") <= day)
    return _given_back(scores(merged([brought(past, chosen.parameters.half_life, nw.lit(day))]), chosen), found)


def _events(given: Any, specification: Specification) -> nw.LazyFrame[Any]:
    frame = _lazy(given, ("day", specification.scale, *ends(specification.level)))
    # Whatever the caller means by month, ours follows from the day.
    return frame.drop("month", strict=False)


def _lazy(given: Any, needed: tuple[str, ...]) -> nw.LazyFrame[Any]:
    frame: nw.LazyFrame[Any] = nw.from_native(given).lazy()
    missing = [name for name in needed if name not in frame.collect_schema().names()]
    if missing:
        raise ValueError(f"the frame lacks {', '.join(missing)}; see kg.events.sums for the columns")
    return frame


def _given_back(frame: nw.LazyFrame[Any], given: Any) -> Any:
    """The frame as its library has it, computed if what was given was not lazy."""
    if isinstance(nw.from_native(given), nw.DataFrame):
        return frame.collect().to_native()
    return frame.to_native()
