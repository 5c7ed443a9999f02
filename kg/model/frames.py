"""Rows as data frames with their types, for Arrow, Polars, pandas and whatever speaks their protocol."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from kg.model.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

# The types of columns that have no value to tell it; a column that is not here is text. `claims`, `claimants` and
# `effect` are numbers in one table and text in another.
USUAL: dict[str, type] = {
    **dict.fromkeys((
        "after", "after_high", "after_low", "ageing", "agreement", "alignment", "alpha", "balanced_probability",
        "base_tension", "before", "before_high", "before_low", "betweenness", "brier", "brier_high", "brier_low",
        "camp_probability", "change", "conflict", "congruence", "counter", "denominator", "direct", "effective_size",
        "even", "friendly", "friendly_betweenness", "friendly_high", "friendly_highest", "friendly_low", "goldstein",
        "high", "highest", "hop_power", "hostile", "ignore", "intensity", "low", "lower", "lowest", "mass",
        "mediations", "news", "outcome", "position", "power", "power_without_doubts", "probability", "settled_tension",
        "share", "strength_number", "subtract", "tension", "tension_without_contested", "unshrunk", "upper", "value",
        "weight", "without",
    ), float),
    **dict.fromkeys((
        "articles", "base_rank", "best_rank", "chain", "claims_after", "claims_before", "clusters", "copied", "end",
        "hop", "made", "open_pairs", "own", "pending", "rank", "settled", "settled_rank", "shared_issues", "start",
        "statements", "ties", "triads", "units", "worst_rank",
    ), int),
    **dict.fromkeys((
        "beyond_interval", "contested", "doubts", "enough", "overdue", "sign_stable", "thin", "turns", "weakest",
    ), bool),
    **dict.fromkeys(("at", "day", "due", "first", "said", "second"), date),
}  # fmt: skip


# Whole numbers have 64 bits in every frame.
LEAST, MOST = -(2**63), 2**63 - 1


class Rows(Protocol):
    """Columns and rows of plain values: text, whole and decimal numbers, truth values, dates, or None."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows."""


class FramesMissingError(ImportError):
    """A library of frames that is asked for is not installed; says how to install it."""


class Frames(Shown, ABC):
    """What can be had as a frame: `to_polars()`, `to_pandas()`, `to_arrow()`, or whatever takes an Arrow stream.

    Columns and rows are those of the CSV; whole numbers, decimals (as double precision), truth values and days have
    their types, and what is not known is null.
    """

    __slots__ = ()

    @abstractmethod
    def table(self) -> Rows:
        """The rows under their columns, as in the CSV."""

    def to_polars(self) -> pl.DataFrame:
        """The rows as a `polars.DataFrame`; raises FramesMissingError without Polars."""
        polars = _library("polars", "detente[polars]")
        kinds = {float: polars.Float64, int: polars.Int64, bool: polars.Boolean, date: polars.Date, str: polars.String}
        columns = _columns(self.table())
        schema = {name: kinds[kind] for name, kind, _ in columns}
        frame: pl.DataFrame = polars.DataFrame({name: values for name, _, values in columns}, schema=schema)
        return frame

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a `pandas.DataFrame`, with types that have a missing value; raises FramesMissingError without it.

        Days are datetime64, whole numbers Int64, truth values boolean, decimals float64, and text string.
        """
        pandas = _library("pandas", "pandas")
        kinds = {float: "float64", int: "Int64", bool: "boolean", date: "datetime64[s]", str: "string"}
        return pandas.DataFrame(
            {name: pandas.Series(values, dtype=kinds[kind]) for name, kind, values in _columns(self.table())}
        )

    def to_arrow(self) -> pa.Table:
        """The rows as a `pyarrow.Table`; raises FramesMissingError without pyarrow."""
        arrow = _library("pyarrow", "detente[events]")
        kinds = {
            float: arrow.float64(), int: arrow.int64(), bool: arrow.bool_(), date: arrow.date32(), str: arrow.string()
        }  # fmt: skip
        columns = _columns(self.table())
        return arrow.table(
            [arrow.array(values, kinds[kind]) for _, kind, values in columns], names=[name for name, _, _ in columns]
        )

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """An Arrow stream by the PyCapsule protocol, as `pyarrow.table`, Polars, nanoarrow and others take it.

        Raises FramesMissingError where neither pyarrow nor Polars is installed to make one.
        """
        try:
            return self.to_arrow().__arrow_c_stream__(requested_schema)
        except FramesMissingError:
            return self.to_polars().__arrow_c_stream__(requested_schema)


def _library(name: str, wanted: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise FramesMissingError(f"{name} is not installed; pip install '{wanted}'") from None


def _columns(table: Rows) -> list[tuple[str, type, list[Any]]]:
    """Every column with its type and its values, of which decimals are floats."""
    values = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    return [(name, *_typed(name, column)) for name, column in zip(table.columns, values, strict=True)]


def _typed(name: str, column: Sequence[Any]) -> tuple[type, list[Any]]:
    """The one type that the values of a column have, or text where they differ, and the values as it has them."""
    kinds = {_kind(value) for value in column if value is not None} or {USUAL.get(name, str)}
    kind = kinds.pop() if len(kinds) == 1 else float if kinds == {int, float} else str
    if kind is int and any(value is not None and not LEAST <= value <= MOST for value in column):
        kind = str
    return kind, [None if value is None else value if type(value) is kind else kind(value) for value in column]


def _kind(value: Any) -> type:
    """Which of the five types a value has; what is of none is text."""
    if isinstance(value, Decimal):
        return float
    return next((kind for kind in (bool, int, float, date) if isinstance(value, kind)), str)
