"""Rows of plain values under their columns, and the same as CSV."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

QUOTED = re.compile(r"[,\"\r\n]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Of numbers that come to nothing some are written with a sign.
DECIMAL, ZERO, NEARLY = "%.6f", "0.000000", "-0.000000"
# Of which a value is what it equals; 0.0 and -0.0 are not the same.
DISTINCT = frozenset({str, int, bool, date})


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of plain values: text, whole and decimal numbers, booleans, dates, or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def to_csv(table: Table) -> str:
    """RFC 4180 with line feeds: decimals have 6 places, booleans are true and false, None is empty.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    return csv_rows(Table(table.columns, (table.columns,))) + csv_rows(table)


def csv_rows(table: Table) -> str:
    """The lines of the rows, as `to_csv` has them below the columns."""
    alone = len(table.columns) == 1
    cells = (_cells(column, alone=alone) for column in zip(*table.rows, strict=True))
    return "".join(f"{line}\n" for line in map(",".join, zip(*cells, strict=True)))


def _cells(column: Sequence[Any], *, alone: bool) -> list[str]:
    """The cells of a column, found by its type if it has one, since tables of events have hundreds of thousands.

    Python's own writer looks at each cell for what has to be quoted, which takes longer than all else, and can only be
    in text.
    """
    kinds = set(map(type, column))
    kind = kinds.pop() if len(kinds) == 1 else object
    if kind is float:
        return [ZERO if cell == NEARLY else cell for cell in map(DECIMAL.__mod__, column)]
    if kind in DISTINCT:
        # The same few names and days stand in every row.
        known = {value: _quoted(CELLS[kind](value), alone=alone) for value in set(column)}
        return list(map(known.__getitem__, column))
    return [_quoted(_cell(value), alone=alone) for value in column]


def _quoted(cell: str, *, alone: bool) -> str:
    """A cell as it stands in a line; an empty one that is `alone` there would make no line."""
    if QUOTED.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return '""' if alone and not cell else cell


def _cell(value: Any) -> str:
    return "" if value is None else next(write for kind, write in CELLS.items() if isinstance(value, kind))(value)


def _boolean(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "true" if value else "false"


def _decimal(value: float) -> str:
    return ZERO if (cell := DECIMAL % value) == NEARLY else cell


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


# A boolean is a whole number too, so it comes first, and whatever else last.
CELLS: dict[type, Callable[[Any], str]] = {
    bool: _boolean, float: _decimal, str: _text, int: str, date: str, object: str
}  # fmt: skip
