"""Paths of Parquet files as DuckDB takes them, and whether a file is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MARK = b"PAR1"


def pattern(path: Path) -> str:
    """The pattern by which DuckDB finds this path alone, whatever characters it has."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def quoted(text: str | Path) -> str:
    """A text within DuckDB's SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def whole(path: Path) -> bool:
    """Whether a file, or every part of a folder, ends as Parquet does, which a file that was cut off does not."""
    if path.is_dir():
        parts = list(path.glob("part-*.parquet"))
        return bool(parts) and all(map(whole, parts))
    try:
        with path.open("rb") as file:
            file.seek(-len(MARK), 2)
            return file.read() == MARK
    except OSError:
        return False
