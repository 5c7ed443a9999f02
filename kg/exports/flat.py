"""Nodes, edges and claims as three tables, for R, pandas, igraph, DuckDB and spreadsheets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.exports.network_rows import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_row
from kg.questions.rows import Table, to_csv
from kg.questions.tables import claim_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

LEFT_OUT = ("slug", "start", "end", "size", "r", "g", "b")
NODE_NAMES = ("id", *(name for name in NODE_COLUMNS if name not in LEFT_OUT), "when")
# The ends come first, where readers of lists of edges look for them.
EDGE_NAMES = ("source", "target", "id", *(name for name in EDGE_COLUMNS if name not in ("key", "start", "end")), "day")


def flat(
    network: Network, tensions: Sequence[DyadTension], positions: Mapping[str, tuple[float, float]] | None = None
) -> dict[str, bytes]:
    """nodes.csv, edges.csv and claims.csv; `source`, `target` and `claim` of an edge are `id`s and claims of these.

    An edge is one claim about one pair, or a dyad with its tension. Lists are joined by "; ".
    """
    tables = {
        "nodes.csv": node_table(network, positions or {}),
        "edges.csv": edge_table(network, tensions),
        "claims.csv": claim_table(network, network.claims.values()),
    }
    return {name: to_csv(table).encode() for name, table in tables.items()}


def node_table(network: Network, positions: Mapping[str, tuple[float, float]]) -> Table:
    """One row an actor, issue or event; x and y are where the view puts it, y downwards."""
    rows = []
    for slug in network:
        row = node_row(network, slug, positions)
        rows.append(tuple(_cell({**row, "id": slug, "when": row["start"]}[name]) for name in NODE_NAMES))
    return Table(NODE_NAMES, tuple(rows))


def edge_table(network: Network, tensions: Sequence[DyadTension]) -> Table:
    """One row a tie or dyad; `day` is the one from which a tie ages, or that of the dyad's score."""
    rows = []
    for source, target, row in edge_rows(network, tensions):
        whole = {**row, "source": source, "target": target, "id": row["key"], "day": row.get("start") or row.get("end")}
        rows.append(tuple(_cell(whole.get(name)) for name in EDGE_NAMES))
    return Table(EDGE_NAMES, tuple(rows))


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(value) or None
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "" else value
