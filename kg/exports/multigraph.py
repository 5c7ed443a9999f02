"""The network as a plain `networkx.MultiDiGraph`, which every writer and algorithm of networkx and its like takes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.exports.graphml import FORBIDDEN
from kg.exports.network_rows import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.exports.network_rows import Row
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

    Attribute = str | float | int | bool

# How a page draws a node is not what the node is.
DRAWN = frozenset({"slug", "x", "y", "size", "r", "g", "b"})
# Names that `write_gexf` takes for something of its own: whether an edge is directed, and from when to when it is.
OTHER_NAMES = {"type": "content_type", "start": "day", "end": "day"}
NODE_ATTRIBUTES = tuple("when" if name == "start" else name for name in NODE_COLUMNS if name not in DRAWN | {"end"})
EDGE_ATTRIBUTES = tuple(dict.fromkeys(OTHER_NAMES.get(name, name) for name in EDGE_COLUMNS if name != "key"))


def multigraph(network: Network, tensions: Iterable[DyadTension] = ()) -> nx.MultiDiGraph[str]:
    """A new graph: a node for each actor, issue and event, an edge for each claim and pair, and for each dyad given.

    Nodes are slugs with NODE_ATTRIBUTES, edges have EDGE_ATTRIBUTES and as their key the id that they have in every
    export: text, numbers, truth values, and days as ISO 8601. What is not known is left out; lists are joined by "; ".
    The values are those of `kg export csv`, `weight` and `distance` those that algorithms take
    (`kg.network.network.lengths`). The order is that of the corpus.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for slug in network:
        row = node_row(network, slug, {})
        row["when"] = row.pop("start")
        graph.add_node(slug, **_attributes(row, NODE_ATTRIBUTES))
    for source, target, row in edge_rows(network, tensions):
        renamed = {OTHER_NAMES.get(name, name): value for name, value in row.items() if value is not None}
        graph.add_edge(source, target, key=row["key"], **_attributes(renamed, EDGE_ATTRIBUTES))
    return graph


def _attributes(row: Row, names: Iterable[str]) -> dict[str, Attribute]:
    return {name: _plain(row[name]) for name in names if row.get(name) not in (None, "", [])}


def _plain(value: Any) -> Attribute:
    """A value as text or a number; characters that no XML can hold are replaced, since most writers write XML."""
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return FORBIDDEN.sub("�", "; ".join(value) if isinstance(value, list) else str(value))
