"""What a store says of rows that are no events, names of no state, armed groups, and codes without a number."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING, Any

from kg.events.parquet import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")
UNRESOLVED, ARMED_GROUPS, UNKNOWN_CODES = "unresolved.csv", "armed-groups.csv", "unknown-codes.csv"
ENDS = """(SELECT source AS name, source_state AS state, source_group_in AS group_in FROM read_parquet($files)
        UNION ALL SELECT target, target_state, target_group_in FROM read_parquet($files))"""
OF_NO_STATE = f"""SELECT name, count(*) AS events FROM {ENDS}
    WHERE state IS NULL AND group_in IS NULL AND name IS NOT NULL
    GROUP BY name ORDER BY events DESC, name LIMIT 10000"""
IN_A_STATE = f"""SELECT name, group_in, count(*) AS events FROM {ENDS}
    WHERE group_in IS NOT NULL GROUP BY name, group_in ORDER BY events DESC, name, group_in LIMIT 10000"""
ON_NO_SCALE = """SELECT code, count(*) AS events FROM read_parquet($files)
    WHERE code IS NOT NULL AND goldstein_icews IS NULL AND goldstein_gdelt IS NULL AND plover IS NULL
    GROUP BY code ORDER BY events DESC, code LIMIT 10000"""


def write_frequencies(store: Path, months: Sequence[Path], con: Any) -> None:
    """Write the names of no state, the armed groups by the states they are in, and the codes that no scale has.

    Each by how many events have it; an event with two ends of one name has it twice.
    """
    files = {"files": [pattern(file) for file in months]}
    for name, header, query in (
        (UNRESOLVED, ("name", "events"), OF_NO_STATE),
        (ARMED_GROUPS, ("name", "state", "events"), IN_A_STATE),
        (UNKNOWN_CODES, ("code", "events"), ON_NO_SCALE),
    ):
        write_csv(store / name, header, con.execute(query, files).fetchall() if months else [])


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table to a new file, then rename it; text that a spreadsheet would run is preceded by an apostrophe."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)
    beside.replace(path)


def read_csv(path: Path, most: int) -> list[list[str]]:
    """The first rows of such a table, without its header; none if there is no such file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [row for _, row in zip(range(most + 1), csv.reader(file), strict=False)][1:]
    except FileNotFoundError:
        return []


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
