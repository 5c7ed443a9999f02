"""The scores of dyads by their events, as tables, and as a network in GraphML."""

from __future__ import annotations

from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any

from kg.measure.formula import pooled
from kg.model.wording import counted
from kg.questions.rows import Table, to_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from kg.events.datasets import DatasetTension
    from kg.events.tension import EventExplanation, EventTension
    from kg.measure.formula import Parameters
    from kg.questions.dyads import DyadTension

COLUMNS = (
    "a", "b", "at", "tension", "low", "high", "hostile", "friendly", "mass", "clusters", "events", "thin",
)  # fmt: skip
BESIDE_COLUMNS = ("tension", "low", "high", "hostile", "friendly", "clusters", "events", "thin")
POOLED_COLUMNS = ("pooled_tension", "pooled_low", "pooled_high")
EVENT_COLUMNS = (
    "share", "day", "source", "target", "code", "text", "publisher", "story", "url", "cluster", "intensity", "weight",
    "id",
)  # fmt: skip
NODE_COLUMNS = {"key": "string", "label": "string"}
EDGE_COLUMNS = {
    "key": "string", "weight": "double", "distance": "double", "at": "string", "tension": "double", "low": "double",
    "high": "double", "hostile": "double", "friendly": "double", "mass": "double", "clusters": "int", "events": "int",
    "thin": "boolean", "dataset": "string",
}  # fmt: skip


def tension_table(tensions: Iterable[EventTension]) -> Table:
    """One row a dyad and day, in the order given."""
    return Table(COLUMNS, tuple(map(attrgetter(*COLUMNS), tensions)))


def explanation_table(found: EventExplanation) -> Table:
    """One row an event, weightiest first, and a last one for all others together."""
    rows = [tuple(getattr(part, column) or None for column in EVENT_COLUMNS) for part in found.contributions]
    if found.others:
        rest = {"share": found.rest, "text": f"{counted(found.others, 'other event')}"}
        rows.append(tuple(rest.get(column) for column in EVENT_COLUMNS))
    return Table(EVENT_COLUMNS, tuple(rows))


def graphml(tensions: Sequence[EventTension], dataset: str) -> str:
    """The dyads as an undirected network: actors as nodes, an edge a dyad, as strong as its tension is far from 0."""
    from kg.exports.graphml import document  # noqa: PLC0415 - networkx is slow to import

    actors = sorted({actor for dyad in tensions for actor in (dyad.a, dyad.b)})
    ids = {actor: f"a{number}" for number, actor in enumerate(actors)}
    nodes = [(ids[actor], {"key": actor, "label": actor}) for actor in actors]
    edges = [(ids[dyad.a], ids[dyad.b], _edge(dyad, f"d{number}", dataset)) for number, dyad in enumerate(tensions)]
    return "".join(document(nodes, edges, NODE_COLUMNS, EDGE_COLUMNS, directed=False))


def beside_table(
    tensions: Sequence[DyadTension],
    datasets: Sequence[DatasetTension],
    parameters: Parameters,
    *,
    together: bool = False,
    tau: float | None = None,
) -> Table:
    """The dyads by claims, in their order, with what each data set says of them; then those only in data sets.

    The columns of a data set begin with its name. With `together` the last columns pool them all, by
    `kg.measure.pooled`.
    """
    from kg.questions.tension.tables import TENSION_COLUMNS  # noqa: PLC0415 - slow to import, and of claims alone

    own, width = {(dyad.a, dyad.b): dyad for dyad in tensions}, len(TENSION_COLUMNS)
    found = [{(part.tension.a, part.tension.b): part.tension for part in each.dyads} for each in datasets]
    alone = sorted({dyad for each in found for dyad in each} - own.keys())
    columns = [*TENSION_COLUMNS, *(f"{name}_{column}" for name in _names(datasets) for column in BESIDE_COLUMNS)]
    rows = []
    for a, b in [*own, *alone]:
        dyad, others = own.get((a, b)), [each.get((a, b)) for each in found]
        row: list[Any] = [getattr(dyad, c, None) for c in TENSION_COLUMNS] if dyad else [a, b, *[None] * (width - 2)]
        row += [getattr(other, column, None) for other in others for column in BESIDE_COLUMNS]
        if together:
            one = pooled(dyad, [other for other in others if other], parameters, tau=tau)
            row += [one.tension, one.low, one.high]
        rows.append(tuple(row))
    return Table((*columns, *(POOLED_COLUMNS if together else ())), tuple(rows))


def _names(datasets: Sequence[DatasetTension]) -> list[str]:
    """The data sets' names as prefixes of columns; those of the same name are numbered."""
    names = [each.dataset.replace("-", "_") for each in datasets]
    return [name if names.index(name) == place else f"{name}_{place + 1}" for place, name in enumerate(names)]


def dataset_table(datasets: Sequence[DatasetTension]) -> Table:
    """One row a data set and dyad."""
    columns = ("dataset", "scale", *COLUMNS)
    return Table(
        columns,
        tuple(
            (each.dataset, each.scale, *(getattr(part.tension, column) for column in COLUMNS))
            for each in datasets
            for part in each.dyads
        ),
    )


def write_tensions(tensions: Sequence[EventTension], to: str, file: IO[bytes]) -> int:
    """Write the dyads of a day as "csv", "json" or "parquet"; gives how many there are."""
    return write_years([_arrow(tension_table(tensions))] if tensions else [], to, file)


def write_years(years: Iterable[pa.Table], to: str, file: IO[bytes]) -> int:
    """Write tables one after the other, such as a panel year by year; gives how many rows they have."""
    return {"csv": _write_csv, "json": _write_json, "parquet": _write_parquet}[to](years, file)


def in_order(year: pa.Table) -> pa.Table:
    """A year of a panel, whose `at` is a number of days, by day and dyad."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    ordered = year.sort_by([("at", "ascending"), ("a", "ascending"), ("b", "ascending")])
    at = ordered["at"].cast(pa.int32()).cast(pa.date32())
    return ordered.set_column(ordered.schema.get_field_index("at"), "at", at).select(list(COLUMNS))


def _write_csv(years: Iterable[pa.Table], file: IO[bytes]) -> int:
    count = 0
    file.write(to_csv(Table(COLUMNS, ())).encode())
    for year in years:
        lines = to_csv(Table(COLUMNS, _rows(year)))
        file.write(lines[lines.index("\n") + 1 :].encode())
        count += year.num_rows
    return count


def _write_json(years: Iterable[pa.Table], file: IO[bytes]) -> int:
    from kg.questions.document import plain, to_json  # noqa: PLC0415 - networkx is slow to import

    rows = [dict(zip(COLUMNS, map(plain, row), strict=True)) for year in years for row in _rows(year)]
    file.write(to_json(rows).encode())
    return len(rows)


def _write_parquet(years: Iterable[pa.Table], file: IO[bytes]) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    count, empty = 0, _arrow(Table(COLUMNS, ()))
    with pq.ParquetWriter(file, empty.schema, compression="zstd") as writer:
        for year in years:
            writer.write_table(year.cast(empty.schema))
            count += year.num_rows
    return count


def _rows(year: pa.Table) -> tuple[tuple[Any, ...], ...]:
    return tuple(zip(*(column.to_pylist() for column in year.columns), strict=True))


def _arrow(table: Table) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    kinds = (pa.string(), pa.string(), pa.date32(), *[pa.float64()] * 6, pa.int64(), pa.int64(), pa.bool_())
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(COLUMNS)
    return pa.table([pa.array(values, kind) for values, kind in zip(columns, kinds, strict=True)], names=list(COLUMNS))


def _edge(dyad: EventTension, key: str, dataset: str) -> dict[str, object]:
    from kg.network.network import lengths  # noqa: PLC0415 - as above

    row: dict[str, object] = {name: getattr(dyad, name) for name in EDGE_COLUMNS if name in COLUMNS}
    return row | lengths(dyad.tension) | {"key": key, "at": dyad.at.isoformat(), "dataset": dataset}
