"""Staged events → the file of each month: every event once, repetitions marked, in order."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from kg.events.intake.staging import ID_BY_LINE, INTENSITIES
from kg.events.parquet import pattern, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

COLUMNS = (
    "id", "day", "month", "source", "target", "source_state", "target_state", "source_group_in",
    "target_group_in", "code", *INTENSITIES, "given",
    "publisher", "story", "text", "url",
)  # fmt: skip
ROWS_OF_A_GROUP = 100_000
# Of several rows of one event the same one is kept, in whatever order the files came.
BY_CONTENT = ", ".join(COLUMNS[1:])
ONCE = f"""SELECT * FROM seen
    QUALIFY row_number() OVER (PARTITION BY id, source, target ORDER BY {BY_CONTENT}) = 1"""


def months_of(files: Sequence[Path], con: duckdb.DuckDBPyConnection) -> list[int]:
    """The months of some staged events."""
    patterns = [list(map(pattern, files))]
    rows = con.execute("SELECT DISTINCT month FROM read_parquet(?) ORDER BY month", patterns).fetchall()
    return [month for (month,) in rows]


def write_month(
    month: int, own: Path | None, staged: Sequence[Path], file: Path, con: duckdb.DuckDBPyConnection, *, unnamed: bool
) -> tuple[dict[str, Any], dict[str, int]]:
    """Write a month's file from what it had, if it was there, and the staged events.

    Gives its entry in the manifest, how many events had the id and actors of another, so that one is kept (`merged`),
    how many ids stand for events that differ (`differing`) and, if some staged events are `unnamed`, how many rows
    without an id stand in more than one file (`overlapping`).
    """
    con.execute(f"CREATE OR REPLACE TEMP VIEW seen AS {_seen(month, own, staged)}").fetchall()
    con.execute(f"CREATE OR REPLACE TEMP TABLE once AS {ONCE}").fetchall()
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    con.execute(
        f"""COPY (SELECT * FROM ({_marked()}) ORDER BY source_state, target_state, day, id, source, target)
        TO {quoted(beside)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_OF_A_GROUP})"""
    ).fetchall()
    beside.replace(file)
    with file.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    entry = counted(file, con)
    merged = con.execute("SELECT count(*) FROM seen").fetchall()[0][0] - entry["events"]
    # Most files repeat nothing.
    differing = _differing(con) if merged else 0
    doubts = {"merged": merged, "differing": differing, "overlapping": _overlapping(con) if unnamed else 0}
    return {"sha256": digest, **entry}, doubts


def _differing(con: duckdb.DuckDBPyConnection) -> int:
    """How many ids of the month stand for rows that differ."""
    content = ", ".join(COLUMNS[1:])
    query = f"""SELECT count(*) FROM (SELECT 1 FROM seen GROUP BY id, source, target
        HAVING count(DISTINCT hash({content})) > 1)"""
    return int(con.execute(query).fetchall()[0][0])


def _overlapping(con: duckdb.DuckDBPyConnection) -> int:
    """How many rows of the month have no id of their own and are in more than one file."""
    content = ", ".join(COLUMNS[1:])
    query = f"""SELECT count(*) FROM (SELECT 1 FROM once WHERE regexp_full_match(id, '{ID_BY_LINE}')
        GROUP BY hash({content}) HAVING count(DISTINCT left(id, 12)) > 1)"""
    return int(con.execute(query).fetchall()[0][0])


def _seen(month: int, own: Path | None, staged: Sequence[Path]) -> str:
    names = ", ".join(quoted(pattern(path)) for path in staged)
    columns = ", ".join(COLUMNS)
    new = f"SELECT {columns} FROM read_parquet([{names}]) WHERE month = {month}"
    if own is None:
        return new
    return f"SELECT {columns} FROM read_parquet({quoted(pattern(own))}) UNION ALL {new}"


def _marked() -> str:
    """The events with `repeat`: 2 what repeats another among actors, 1 what does so among states only, else 0.

    What has a story and a code repeats an event with a smaller id and the same day, actors, code and story. Among
    states, a row that names several people of one state counts once for a dyad. The actors in either order.
    """

    def repeats(what: str, a: str, b: str) -> str:
        return f"""{a} IS NOT NULL AND {b} IS NOT NULL AND row_number() OVER (
            PARTITION BY {what}, least({a}, {b}), greatest({a}, {b}) ORDER BY id, source, target) > 1"""

    story, row, states = "day, code, story", "id, day, code, given, story", ("source_state", "target_state")
    columns = ", ".join(COLUMNS)
    return f"""SELECT {columns}, CAST(CASE WHEN {repeats(story, "source", "target")} THEN 2
            WHEN {repeats(story, *states)} OR {repeats(row, *states)} THEN 1 ELSE 0 END AS TINYINT) AS repeat
        FROM once WHERE story IS NOT NULL AND code IS NOT NULL
        UNION ALL SELECT {columns}, CAST(CASE WHEN {repeats(row, *states)} THEN 1 ELSE 0 END AS TINYINT) AS repeat
        FROM once WHERE story IS NULL OR code IS NULL"""


def counted(file: Path, con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What a month's file holds, in numbers."""
    between, counts = "source_state <> target_state", "source_state <> target_state AND repeat = 0"
    group = "source_group_in IS NOT NULL OR target_group_in IS NOT NULL"
    columns = {
        "events": "count(*)",
        "between": f"count(*) FILTER ({between})",
        "repeats": f"count(*) FILTER ({between} AND repeat > 0)",
        "within": "count(*) FILTER (source_state = target_state)",
        "of_groups": f"count(*) FILTER ({group})",
        "first_day": "CAST(DATE '1970-01-01' + min(day) AS VARCHAR)",
        "last_day": "CAST(DATE '1970-01-01' + max(day) AS VARCHAR)",
        **{f"without_{n}": f"count(*) FILTER ({counts} AND {n} IS NULL)" for n in (*INTENSITIES, "given")},
        **{f"with_{n}": f"count({n})" for n in (*INTENSITIES, "given")},
    }
    query = f"SELECT {', '.join(columns.values())} FROM read_parquet(?)"
    row = con.execute(query, [pattern(file)]).fetchall()[0]
    return dict(zip(columns, row, strict=True))
