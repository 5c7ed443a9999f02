"""The same work without `kg`: `python -m benchmarks.events.by_hand WAY JOB STORE AT FOLDER [A B]`.

As one would write it at once with DuckDB's SQL, with Polars or with pandas, from the store's Parquet: sums by dyad,
publisher and month, kept in a file; the scores of all dyads on a day from them; the panel of all months; the events of
one dyad that weigh most. The formula is written out anew in each.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from benchmarks.events.by_hand.formula import EPOCH
from benchmarks.events.by_hand.pandas_frames import Pandas
from benchmarks.events.by_hand.polars_lazy import Polars
from benchmarks.events.by_hand.sql import Sql

WAYS = {"sql": Sql, "polars": Polars, "pandas": Pandas}


def main(way: str, job: str, store: str, at: str, folder: str, *dyad: str) -> None:
    """Do one job."""
    work = WAYS[way](Path(store), Path(folder))
    day, out = (date.fromisoformat(at) - EPOCH).days, Path(folder) / f"{way}-{job}"
    if job == "first":
        work.sums()
        work.tension(day, out)
    elif job == "again":
        work.tension(day, out)
    elif job == "panel":
        work.panel(out)
    elif job == "explain":
        work.explain(day, *sorted(dyad), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
