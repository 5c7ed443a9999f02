"""Rows as data frames: their types, and what has none."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.frames import Frames, FramesMissingError

DAY = dt.date(2016, 7, 31)
VALUES = {
    str: st.text(st.characters(exclude_categories=["Cs"])),
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    dt.date: st.dates(),
}


@dataclass(frozen=True)
class Rows(Frames):
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def table(self):
        return self


def test_columns_have_the_types_of_their_values():
    rows = Rows(
        ("who", "n", "score", "yes", "on", "none"),
        (
            ("Mu", 1, Decimal("0.5"), True, DAY, None),
            (None, None, None, None, None, None),
            ("", -2, 1.0, False, DAY, None),
        ),
    )
    assert rows.to_arrow().schema.types == [
        pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.string()
    ]  # fmt: skip
    assert rows.to_polars().dtypes == [pl.String, pl.Int64, pl.Float64, pl.Boolean, pl.Date, pl.String]
    assert [str(each) for each in rows.to_pandas().dtypes] == [
        "string", "Int64", "float64", "boolean", "datetime64[s]", "string"
    ]  # fmt: skip
    assert rows.to_polars().rows()[1] == (None,) * 6
    assert rows.to_pandas().isna().to_numpy().sum() == 8


def test_a_column_without_values_has_its_usual_type():
    rows = Rows(("tension", "claims", "at", "thin", "rank", "quote"), ())
    assert rows.to_polars().dtypes == [pl.Float64, pl.String, pl.Date, pl.Boolean, pl.Int64, pl.String]
    assert rows.to_arrow().num_rows == len(rows.to_pandas()) == 0


def test_what_differs_is_text_and_whole_numbers_beside_others_are_decimals():
    rows = Rows(("a", "b", "c"), ((1, 1, 2**70), ("x", 0.5, 1)))
    assert rows.to_polars().rows() == [("1", 1.0, str(2**70)), ("x", 0.5, "1")]


@given(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=5).flatmap(
    lambda kinds: st.lists(st.tuples(*(st.none() | VALUES[kind] for kind in kinds)), max_size=6).map(
        lambda rows: Rows(tuple(f"column {n}" for n in range(len(kinds))), tuple(rows)))))  # fmt: skip
def test_every_frame_has_the_same_values(rows):
    arrow = rows.to_arrow()
    assert arrow.equals(rows.to_polars().to_arrow().cast(arrow.schema))
    columns = [column.to_pylist() for column in arrow.columns]
    for found, row in zip(zip(*columns, strict=True), rows.rows, strict=True):
        for ours, theirs in zip(row, found, strict=True):
            assert ours == theirs or str(ours) == theirs


def test_who_knows_the_protocol_of_arrow_takes_them():
    rows = Rows(("who", "tension"), (("Mu", 0.25),))
    assert pa.RecordBatchReader.from_stream(rows).read_all().to_pylist() == [{"who": "Mu", "tension": 0.25}]
    assert pl.DataFrame(rows).rows() == [("Mu", 0.25)]


@pytest.mark.parametrize(("name", "ask", "wanted"), [
    ("polars", Rows.to_polars, "detente"), ("pandas", Rows.to_pandas, "pandas"), ("pyarrow", Rows.to_arrow, "detente"),
])  # fmt: skip
def test_what_is_not_installed_is_told_with_how_to_install_it(monkeypatch, name, ask, wanted):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(FramesMissingError, match=f"{name} is not installed; pip install '{wanted}"):
        ask(Rows(("a",), ((1,),)))


def test_without_pyarrow_polars_gives_the_stream(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert Rows(("a",), ((1,),)).__arrow_c_stream__()
