"""Made-up events as a plain table in Parquet: `python -m benchmarks.events.generate FILE EVENTS [--month]`.

Ten years in order of days, some 200 states and 100 publishers of which few are in most of the news (frequencies after
Zipf, exponent 1), three rows a story. With `--month` the month after those ten years instead. The same numbers give the
same rows.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from kg.events.countries import load

STATES, PUBLISHERS = 200, 100
FIRST, DAYS, MONTH = "DATE '2005-01-01'", 3652, 31
CODES = (
    "010", "020", "036", "040", "042", "043", "046", "051", "057", "061", "071", "100", "111", "112", "120", "130",
    "138", "150", "160", "163", "173", "190", "193",
)  # fmt: skip


def generate(file: Path, events: int, *, month: bool = False) -> None:
    """Write so many events, as DuckDB makes them, in bounded memory."""
    con = duckdb.connect(config={"preserve_insertion_order": "true", "memory_limit": "2GB"})
    codes = sorted(filter(None, (country.iso3 for country in load().by_slug.values())))[:STATES]
    con.execute(
        "CREATE TABLE states AS SELECT unnest($c) AS code, unnest(range($n)) AS place", {"c": codes, "n": STATES}
    )
    days = MONTH if month else DAYS
    first = f"{FIRST} + {DAYS}" if month else FIRST
    seed = 1_000_000_007 if month else 0

    def zipf(salt: int, most: int) -> str:
        """A number below `most`, small ones the more often: the logarithm is uniform."""
        return f"CAST(floor(pow({most}, (hash(range * 31 + {salt + seed}) % 1000003) / 1000003.0)) AS INTEGER) - 1"

    con.execute(
        f"""COPY (SELECT '{"n" if month else "e"}' || lpad(CAST(range AS VARCHAR), 10, '0') AS id,
            {first} + CAST(range * {days} // {events} AS INTEGER) AS date, s.code AS source, t.code AS target,
            {list(CODES)}[1 + CAST(hash(range * 7 + {seed}) % {len(CODES)} AS INTEGER)] AS code,
            'publisher ' || ({zipf(1, PUBLISHERS)}) AS publisher, CAST(range // 3 AS VARCHAR) AS story
        FROM range({events}) JOIN states s ON s.place = {zipf(2, STATES)} JOIN states t ON t.place = {zipf(3, STATES)}
        ) TO '{file}' (FORMAT parquet, COMPRESSION zstd)"""
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make up events.")
    parser.add_argument("file", type=Path)
    parser.add_argument("events", type=int)
    parser.add_argument("--month", action="store_true")
    given = parser.parse_args()
    generate(given.file, given.events, month=given.month)
