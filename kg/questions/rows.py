"""Rows of plain values under their columns, and the same as CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of plain values: text, whole and decimal numbers, booleans, dates, or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def to_csv(table: Table) -> str:
    """RFC 4180 with line feeds: decimals have 6 places, booleans are true and false, None is empty.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    return _lines([table.columns]) + csv_rows(table.rows)


def csv_rows(rows: Sequence[Sequence[Any]]) -> str:
    """The lines of rows, as `to_csv` has them below the columns."""
    return _lines(zip(*map(_cells, zip(*rows, strict=True)), strict=True))


def _lines(rows: Iterable[Sequence[str]]) -> str:
    lines: list[str] = []
    # Ending lines with both makes the writer quote either of them inside a cell.
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n").writerows(rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def _cells(column: Sequence[Any]) -> list[str]:
    """The cells of a column, found by its type if it has one, since tables of events have hundreds of thousands."""
    kinds = set(map(type, column))
    cell = CELLS.get(kinds.pop(), _cell) if len(kinds) == 1 else _cell
    return list(map(cell, column))


def _cell(value: Any) -> str:
    return "" if value is None else next(write for kind, write in CELLS.items() if isinstance(value, kind))(value)


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "true" if value else "false"


def _decimal(value: float) -> str:
    # Of numbers that come to nothing some are written with a sign.
    return "0.000000" if (shown := f"{value:.6f}") == "-0.000000" else shown


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


# A boolean is a whole number too, so it comes first, and whatever else last.
CELLS: dict[type, Callable[[Any], str]] = {
    bool: _boolean, float: _decimal, str: _text, int: str, date: str, object: str
}  # fmt: skip
