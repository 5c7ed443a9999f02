"""The scores of dyads by their events, as tables, and as a network in GraphML."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.outputs.document import plain, to_json
from kg.outputs.graphml import document
from kg.outputs.tables import Table, to_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from kg.events.tension import EventTension

COLUMNS = (
    "a", "b", "at", "tension", "low", "high", "hostile", "friendly", "mass", "clusters", "events", "thin",
)  # fmt: skip
NODE_COLUMNS = {"key": "string", "label": "string"}
EDGE_COLUMNS = {
    "key": "string", "weight": "double", "at": "string", "tension": "double", "low": "double", "high": "double",
    "hostile": "double", "friendly": "double", "mass": "double", "clusters": "int", "events": "int",
    "thin": "boolean", "dataset": "string",
}  # fmt: skip


def tension_table(tensions: Iterable[EventTension]) -> Table:
    """One row a dyad and day, in the order given."""
    return Table(COLUMNS, tuple(tuple(getattr(dyad, column) for column in COLUMNS) for dyad in tensions))


def graphml(tensions: Sequence[EventTension], dataset: str) -> str:
    """The dyads as an undirected network: actors as nodes, an edge a dyad; `weight` is the absolute tension."""
    actors = sorted({actor for dyad in tensions for actor in (dyad.a, dyad.b)})
    ids = {actor: f"a{number}" for number, actor in enumerate(actors)}
    nodes = [(ids[actor], {"key": actor, "label": actor}) for actor in actors]
    edges = [(ids[dyad.a], ids[dyad.b], _edge(dyad, f"d{number}", dataset)) for number, dyad in enumerate(tensions)]
    return "".join(document(nodes, edges, NODE_COLUMNS, EDGE_COLUMNS, directed=False))


def written(tensions: Sequence[EventTension], to: str) -> bytes:
    """The dyads of a day as "csv", "json" or "parquet"."""
    table = tension_table(tensions)
    if to == "parquet":
        return _parquet([_arrow(table)])
    return (to_csv(table) if to == "csv" else to_json(_objects(table))).encode()


def panel_bytes(years: Iterable[pa.Table], to: str) -> tuple[bytes, int]:
    """A panel, a table of a year each with days as numbers, as "csv", "json" or "parquet"; and how many rows it has.

    In the order of day and dyad.
    """
    ordered = [_dated(year) for year in years]
    count = sum(year.num_rows for year in ordered)
    if to == "parquet":
        return _parquet(ordered), count
    rows = tuple(tuple(row[name] for name in COLUMNS) for year in ordered for row in year.to_pylist())
    table = Table(COLUMNS, rows)
    return (to_csv(table) if to == "csv" else to_json(_objects(table))).encode(), count


def _dated(year: pa.Table) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    ordered = year.sort_by([("at", "ascending"), ("a", "ascending"), ("b", "ascending")])
    at = ordered["at"].cast(pa.int32()).cast(pa.date32())
    return ordered.set_column(ordered.schema.get_field_index("at"), "at", at).select(list(COLUMNS))


def _arrow(table: Table) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    types = {str: pa.string(), date: pa.date32(), float: pa.float64(), int: pa.int64(), bool: pa.bool_()}
    kinds: tuple[type, ...] = (str, str, date, *[float] * 6, int, int, bool)
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(COLUMNS)
    return pa.table(
        {name: pa.array(values, types[kind]) for name, values, kind in zip(COLUMNS, columns, kinds, strict=True)}
    )


def _parquet(tables: Sequence[pa.Table]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    found = io.BytesIO()
    pq.write_table(pa.concat_tables(tables) if tables else _arrow(Table(COLUMNS, ())), found, compression="zstd")
    return found.getvalue()


def _objects(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows]


def _edge(dyad: EventTension, key: str, dataset: str) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(dyad, name) for name in EDGE_COLUMNS if name in COLUMNS}
    return row | {"key": key, "weight": abs(dyad.tension), "at": dyad.at.isoformat(), "dataset": dataset}
