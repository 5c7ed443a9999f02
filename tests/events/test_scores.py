"""DuckDB and Polars give what the implementation for claims gives. Spark's turn is in tests/spark."""

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.events.calendar import day_of, last_day_of, month_of
from kg.events.frames import monthly_sums_of, scores_of, scores_of_sums
from kg.events.specification import Specification
from kg.measure.formula import Parameters
from tests.events.event_rows import assert_equal, columns, events, expected

TYPES = {"day": pa.int32(), "intensity": pa.float64(), "count": pa.int32(), "repeat": pa.int8()}
specifications = st.builds(
    Specification,
    level=st.sampled_from(["state", "actor"]),
    cluster=st.sampled_from(["publisher", "month"]),
    parameters=st.builds(
        Parameters,
        tau=st.sampled_from([0.0, 0.25]),
        sigma=st.sampled_from([0.45, 1.0]),
        prior=st.sampled_from([0.5, 2.0]),
        half_life=st.sampled_from([14.0, 180.0, 3650.0]),
    ),
    weight=st.sampled_from([0.63, 1.0]),
)


def arrow(rows):
    return pa.table({name: pa.array(values, TYPES.get(name, pa.string())) for name, values in columns(rows).items()})


# DuckDB 1 closes a connection of which nothing but a relation is left.
CONNECTION = duckdb.connect()


def in_duckdb(rows):
    return CONNECTION.from_arrow(arrow(rows))


def in_polars(rows):
    return pl.from_arrow(arrow(rows)).lazy()


def rows_of(native):
    """The rows of a lazy frame of either library."""
    return native.collect().to_dicts() if isinstance(native, pl.LazyFrame) else native.to_arrow_table().to_pylist()


@pytest.mark.parametrize("opened", [in_duckdb, in_polars])
@given(rows=events, specification=specifications, at=st.integers(-900, 1100))
@settings(max_examples=40, deadline=None)
def test_the_scores_are_those_of_the_implementation_for_claims(opened, rows, specification, at):
    found = rows_of(scores_of(opened(rows), at=day_of(at), specification=specification))
    assert_equal(found, rows, specification, at)


@pytest.mark.parametrize("opened", [in_duckdb, in_polars])
@given(rows=events, specification=specifications, at=st.integers(-900, 1100))
@settings(max_examples=25, deadline=None)
def test_sums_of_months_can_be_brought_to_any_later_day(opened, rows, specification, at):
    """The events of months that end by the day are in them, the later ones are not."""
    ended = [row for row in rows if last_day_of(month_of(row["day"])) <= at]
    sums = monthly_sums_of(opened(ended), specification=specification) if ended else None
    if sums is not None:
        found = rows_of(scores_of_sums(sums, at=day_of(at), specification=specification))
        assert_equal(found, ended, specification, at)


def test_a_frame_that_is_not_lazy_comes_back_computed_and_of_its_library():
    rows = [
        {"day": 0, "source_state": "a", "target_state": "b", "intensity": -1.0},
        {"day": 0, "source_state": "b", "target_state": "a", "intensity": 0.5},
    ]
    found = scores_of(pl.DataFrame(rows), at=day_of(0))
    assert isinstance(found, pl.DataFrame)
    assert found.height == 1
    assert isinstance(scores_of(pa.Table.from_pylist(rows), at=day_of(0)), pa.Table)


def test_one_event_by_hand():
    """W = 0.63, ω = 1 / (0.25² + 0.45² / 0.63) = 2.6047, P = 4 + ω, hostile = ω · 1 / P = 0.394366."""
    rows = [{"day": 3, "source_state": "a", "target_state": "b", "intensity": -1.0, "publisher": "p"}]
    (found,) = scores_of(pl.DataFrame(rows), at=day_of(3)).to_dicts()
    assert found["hostile"] == pytest.approx(0.394366, abs=1e-6)
    assert (found["friendly"], found["clusters"], found["events"], found["thin"]) == (0, 1, 1, True)


def test_a_frame_without_its_columns_is_refused_by_name():
    with pytest.raises(ValueError, match="the frame lacks day, intensity"):
        scores_of(pl.DataFrame({"source_state": ["a"], "target_state": ["b"]}), at=day_of(0))


def test_a_weight_of_nothing_is_refused():
    with pytest.raises(ValueError, match="weight must be"):
        Specification(weight=0)


@given(rows=events, specification=specifications, at=st.integers(-900, 1100))
@settings(max_examples=30, deadline=None)
def test_repeating_an_event_a_hundred_times_is_counting_it_a_hundred_times(rows, specification, at):
    often = [{**row, "count": 1} for row in rows for _ in range(row["count"])]
    assert expected(rows, specification, at).keys() == expected(often, specification, at).keys()
    found = rows_of(scores_of(in_polars(often), at=day_of(at), specification=specification))
    assert_equal(found, rows, specification, at)
