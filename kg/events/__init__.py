"""Machine-coded event tables: the measure of the claims, on columns.

    files ─▶ intake ─▶ store of Parquet ─▶ sums by dyad, cluster and month ─▶ scores ─▶ panel, timeline, explanation
             (rejects)                     (kept, mergeable, incremental)

`sums` and `scores` are the measure, written once for every engine; `store` keeps what need not be computed again;
`engines` opens DuckDB, Polars or Spark; `frames` takes a frame of one's own; `panel` carries one row a dyad and cluster
from year to year. `intake` alone speaks SQL, DuckDB's: `sources` → `blocks` (text with line numbers) → `staging`
(events, rejects) → `months` → `manifest`, which is written last.

The measure is lazy expressions, whatever the engine. Nothing there may ask for dates (days are whole numbers since the
intake), name columns that differ by case alone (DuckDB and Spark take them for one), aggregate more than a column at a
time (Arrow), or repeat a long expression (Spark writes it out each time, and its planner with it). The referee of every
engine is `kg.measure.formula.score`, in `tests/events/event_rows.py`.

The public API:

    store = kg.events.open_store(Path("events"))
    kg.events.tensions(store, Specification(scale="goldstein_icews"), open_engine(), at=date(2014, 12, 31))
    kg.events.scores_of(frame, at=date(2014, 12, 31))
"""

from __future__ import annotations

from typing import Any

EXPORTS = {
    "EngineError": "kg.events.problems",
    "EventExplanation": "kg.events.tension",
    "EventTension": "kg.events.tension",
    "Specification": "kg.events.specification",
    "Store": "kg.events.store",
    "StoreError": "kg.events.problems",
    "explain": "kg.events.tension",
    "monthly_panel": "kg.events.tension",
    "monthly_sums_of": "kg.events.frames",
    "open_engine": "kg.events.engines",
    "open_store": "kg.events.store",
    "scores_of": "kg.events.frames",
    "scores_of_sums": "kg.events.frames",
    "tensions": "kg.events.tension",
    "timeline": "kg.events.tension",
}
__all__ = list(EXPORTS)


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for: the engines are an extra."""
    if name not in EXPORTS:
        raise AttributeError(f"module 'kg.events' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(EXPORTS[name]), name)
