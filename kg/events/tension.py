"""Who is in tension with whom by the events of a store, how that came about, and which events it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

import narwhals.stable.v2 as nw

from kg.events.calendar import day_number, day_of, month_name, month_number, month_of
from kg.events.panel import panel
from kg.events.scores import SCORES, densities, scores, scores_of_densities
from kg.events.sums import EVIDENCE, MONTH_CLUSTER, decay, dyadic, sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from kg.events.engines import Engine
    from kg.events.specification import Specification
    from kg.events.store import Store

    Progress = Callable[[int, int, str], None]
    Score = Literal["tension", "hostile", "friendly"]

PLACES = 9
AT_MOST = 20
# The fields of `EventTension` after the dyad and the day.
IN_ORDER = itemgetter(*SCORES)


@dataclass(frozen=True, slots=True)
class EventTension:
    """The tension of an unordered dyad (a < b) on a day by machine-coded events, in (-1, 1) with its 90 % interval.

    `low` and `high` are `tension` ∓ 1.645 `standard_error`, cut at -1 and 1; the standard error itself is not cut.
    `tension` = `hostile` - `friendly`; `mass` is the sum of the events' weights, `events` their number, `clusters` how
    many publishers or months; under three the dyad is `thin`.
    """

    a: str
    b: str
    at: date
    tension: float
    low: float
    high: float
    standard_error: float
    hostile: float
    friendly: float
    mass: float
    clusters: int
    events: int
    thin: bool


@dataclass(frozen=True, slots=True)
class EventContribution:
    """What one event adds to the tension of a dyad.

    `share` is of `intensity` times `weight` (reliability, probability and decay), by a cluster. `source` acted on
    `target`; `code` and `text` say how.
    """

    id: str
    day: date
    source: str
    target: str
    code: str
    text: str
    publisher: str
    story: str
    url: str
    cluster: str
    intensity: float
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """A dyad with the events that add most to its tension, largest first; their shares and `rest` sum to it.

    `others` is how many events the rest is of.
    """

    tension: EventTension
    contributions: tuple[EventContribution, ...]
    rest: float
    others: int


def quiet(_done: int, _total: int, _what: str) -> None:
    """Say nothing about progress."""


def tensions(
    store: Store, specification: Specification, engine: Engine, *, at: date, progress: Progress = quiet
) -> tuple[EventTension, ...]:
    """Every dyad in which something had happened by a day, most tense first."""
    found = store.sums(specification, day_number(at), engine, progress)
    if found is None:
        return ()
    rows = engine.tuples(scores(found, specification))
    return ranked([EventTension(a, b, at, *numbers) for a, b, *numbers in rows])


def ranked(dyads: Iterable[EventTension], by: Score = "tension") -> tuple[EventTension, ...]:
    """Dyads with the largest score of a kind first; scores that differ by less than 1e-9 are ordered by name."""
    return tuple(sorted(dyads, key=lambda dyad: (-round(getattr(dyad, by), PLACES), dyad.a, dyad.b)))


def monthly_panel(
    store: Store,
    specification: Specification,
    engine: Engine,
    *,
    since: date | None = None,
    until: date | None = None,
    progress: Progress = quiet,
) -> Iterator[nw.LazyFrame[Any]]:
    """Every dyad on the last day of every month, as frames of a year each; see `kg.events.panel`."""
    months = months_between(store, since, until)
    if months:
        monthly = store.monthly(specification, engine, progress, until=months[-1])
        yield from panel(monthly, months, specification, engine)


def months_between(store: Store, since: date | None, until: date | None) -> list[int]:
    """The months from the store's first, or that of a day, to its last, or that of another day."""
    first = next(iter(store.months)) if since is None else month_number(since)
    last = next(reversed(store.months)) if until is None else month_number(until)
    return list(range(first, last + 1))


def timeline(
    store: Store,
    specification: Specification,
    engine: Engine,
    dyad: tuple[str, str],
    *,
    since: date | None = None,
    until: date | None = None,
    progress: Progress = quiet,
) -> tuple[EventTension, ...]:
    """A dyad (a < b) on the last day of every month from its first event, or `since`, on; oldest first."""
    months = months_between(store, since, until)
    if not months:
        return ()
    monthly = of_dyad(store.monthly(specification, engine, progress, until=months[-1]), dyad)
    rows = [row for frame in panel(engine.kept(monthly), months, specification, engine) for row in engine.rows(frame)]
    return tuple(sorted((tension_of(row, day_of(row["at"])) for row in rows), key=lambda point: point.at))


def explain(
    store: Store,
    specification: Specification,
    engine: Engine,
    dyad: tuple[str, str],
    *,
    at: date,
    most: int = AT_MOST,
) -> EventExplanation | None:
    """A dyad (a < b) on a day with at most so many of the events behind it; None if nothing had happened by then."""
    on = day_number(at)
    months = [month for month in store.months if month <= month_of(on)]
    if not months:
        return None
    # Kept, since reading the files is slow and a dyad's events are few.
    items = engine.kept(_between(store, specification, engine, dyad, months, until=on))
    dense = engine.kept(densities(sums(items, specification.parameters.half_life, at=on), specification))
    scored = engine.rows(scores_of_densities(dense, specification))
    if not scored:
        return None
    total = tension_of(scored[0], at)
    # Texts are most of a file, so they are read only for the months with the largest shares.
    weightiest = _months_of_largest(_shares(items, dense, specification, total, on), engine, most)
    events = _between(store, specification, engine, dyad, weightiest, until=on, keep=EVIDENCE)
    ordered = _shares(events, dense, specification, total, on).sort(
        "size", "id", "source", "target", descending=[True, False, False, False]
    )
    parts = tuple(_contribution(row) for row in engine.rows(ordered.head(most)))
    rest = total.tension - fsum(part.share for part in parts)
    others = total.events - len(parts)
    return EventExplanation(total, parts, rest if others else 0.0, others)


def of_dyad(frame: nw.LazyFrame[Any], dyad: tuple[str, str]) -> nw.LazyFrame[Any]:
    """The rows of one dyad (a < b)."""
    return frame.filter(nw.col("a") == dyad[0], nw.col("b") == dyad[1])


def _between(
    store: Store,
    specification: Specification,
    engine: Engine,
    dyad: tuple[str, str],
    months: Sequence[int],
    *,
    until: int,
    keep: Sequence[str] = (),
) -> nw.LazyFrame[Any]:
    """The events of a dyad in some months of a store until a day: what is between two and among both is the dyad's."""
    events = store.events(engine, months)
    assert events is not None
    return dyadic(events, specification, among=dyad, until=until, keep=keep)


def _months_of_largest(shares: nw.LazyFrame[Any], engine: Engine, most: int) -> list[int]:
    """The months that hold the events with the largest shares, with all those as large as the last one shown."""
    largest = engine.rows(shares.select("size", "month").sort("size", descending=True).head(most + 1))
    last = largest[:most][-1]["size"]
    if len(largest) > most and largest[most]["size"] == last:
        largest = engine.rows(shares.filter(nw.col("size") >= last).select("month").unique())
    else:
        largest = largest[:most]
    return sorted({row["month"] for row in largest})


def _shares(
    items: nw.LazyFrame[Any], dense: nw.LazyFrame[Any], specification: Specification, total: EventTension, on: int
) -> nw.LazyFrame[Any]:
    """The events with the `share` of each, and `size`, by which they are ranked, without differences below 1e-12."""
    weight = (
        decay(nw.lit(on) - nw.col("day"), specification.parameters.half_life) * specification.weight * nw.col("count")
    )
    # What the prior and all clusters come to is the precision of the whole score.
    share = nw.col("density") * (weight * nw.col("intensity") * -(total.standard_error**2))
    return items.join(dense.select("cluster", "density"), on="cluster", how="inner").with_columns(
        weight=weight, share=share, size=share.abs().round(12)
    )


def tension_of(row: dict[str, Any], at: date) -> EventTension:
    """A row of scores as a record."""
    return EventTension(row["a"], row["b"], at, *IN_ORDER(row))


def _contribution(row: dict[str, Any]) -> EventContribution:
    return EventContribution(
        day=day_of(row["day"]),
        cluster=cluster_name(row["cluster"]),
        intensity=row["intensity"],
        weight=row["weight"],
        share=row["share"] + 0.0,
        **{name: row.get(name) or "" for name in EVIDENCE},
    )


def cluster_name(cluster: str) -> str:
    """A cluster as it is shown: the publisher, or the month, such as 2018-06."""
    number = cluster.removeprefix(MONTH_CLUSTER)
    return month_name(int(number)) if number != cluster and number.lstrip("-").isdigit() else cluster
