"""The network as the JSON that Cytoscape.js takes as its elements and Cytoscape's desktop imports (.cyjs)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.exports.network_rows import edge_rows, node_row
from kg.network.network import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.exports.network_rows import Row
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

NOT_DATA = ("slug", "x", "y", "r", "g", "b", "key")


def cytoscape(
    network: Network, tensions: Sequence[DyadTension], positions: Mapping[str, tuple[float, float]] | None = None
) -> str:
    """The JSON text, one element a line; the id of a node is its slug, and no edge has the id of a node.

    `name` is the label, as the desktop shows it; `interaction` the relation, as it calls it; `classes` serve the
    selectors of style sheets.
    """
    nodes = [_node(node_row(network, slug, positions or {})) for slug in network]
    edges = [_edge(network, source, target, row) for source, target, row in edge_rows(network, tensions)]
    head = _line({"name": "detente", "newest_day": _plain(network.newest_day)})
    return (
        '{"format_version": "1.0", "generated_by": "detente", "target_cytoscapejs_version": "~3.0",\n'
        f' "data": {head}, "directed": true, "multigraph": true,\n'
        f' "elements": {{\n  "nodes": {_list(nodes)},\n  "edges": {_list(edges)}\n }}\n}}\n'
    )


def _node(row: Row) -> dict[str, Any]:
    colour = "#{r:02x}{g:02x}{b:02x}".format(**row)
    data = {"id": row["slug"], "value": row["slug"], "name": row["label"], "colour": colour}
    found: dict[str, Any] = {"data": data | _data(row), "classes": row["kind"]}
    if row["x"] is not None:
        found["position"] = {"x": float(row["x"]), "y": float(row["y"])}
    return found


def _edge(network: Network, source: str, target: str, row: Row) -> dict[str, Any]:
    id_ = f"edge:{row['key']}"
    while id_ in network:
        id_ += ":"
    ends = {"id": id_, "key": row["key"], "source": source, "target": target, "name": row["label"]}
    return {"data": ends | {"interaction": row["relation"]} | _data(row), "classes": row["relation"]}


def _data(row: Row) -> Row:
    """The known values of a row, as JSON has them."""
    return {
        name: _plain(value)
        for name, value in row.items()
        if name not in NOT_DATA and value is not None and value not in ("", [])
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (float, Decimal)):
        return round(float(value), PLACES) + 0.0
    return value if isinstance(value, (bool, int, str, list)) or value is None else str(value)


def _list(elements: Sequence[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(f"   {_line(element)}" for element in elements) + "\n  ]"


def _line(value: Any) -> str:
    """JSON on one line; the two line ends that only JSON allows in strings are escaped for those who paste it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
