"""What a store says of rows that are not events, names that mean nobody, and codes without a number."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING, Any

from kg.events.parquet import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r")
UNRESOLVED, UNKNOWN_CODES = "unresolved.csv", "unknown-codes.csv"
OF_NO_STATE = """SELECT name, count(*) AS events FROM (
        SELECT source AS name, source_state AS state FROM read_parquet(?)
        UNION ALL SELECT target, target_state FROM read_parquet(?))
    WHERE state IS NULL AND name IS NOT NULL GROUP BY name ORDER BY events DESC, name LIMIT 10000"""
ON_NO_SCALE = """SELECT code, count(*) AS events FROM read_parquet(?)
    WHERE code IS NOT NULL AND goldstein_icews IS NULL AND goldstein_gdelt IS NULL AND plover IS NULL
    GROUP BY code ORDER BY events DESC, code LIMIT 10000"""


def write_frequencies(store: Path, months: Sequence[Path], con: Any) -> None:
    """Write the names that lead to no state and the codes that no scale has, by how many events have them."""
    files = [pattern(file) for file in months]
    unresolved = con.execute(OF_NO_STATE, [files, files]).fetchall() if files else []
    write_csv(store / UNRESOLVED, ("name", "events"), unresolved)
    unknown = con.execute(ON_NO_SCALE, [files]).fetchall() if files else []
    write_csv(store / UNKNOWN_CODES, ("code", "events"), unknown)


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
