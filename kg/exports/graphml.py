"""The network as GraphML that Gephi, igraph, networkx and graphology read without loss.

Every column has one type, every edge an id of its own that stands among its attributes too, lists are JSON, absent
values are left out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.exports.network_rows import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_ids, node_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.exports.network_rows import Columns, Row
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

__all__ = ["EDGE_COLUMNS", "NODE_COLUMNS", "document", "graphml", "xml_text"]

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(
    network: Network, tensions: Sequence[DyadTension], positions: Mapping[str, tuple[float, float]] | None = None
) -> str:
    """The GraphML text: actors, issues and events as nodes, one edge for each claim and pair, one for each dyad.

    An edge of a dyad has `symmetric` true and its `tension`; `weight` and `distance` are those of
    `kg.exports.network_rows.lengths`.
    """
    return "".join(_document(network, tensions, positions or {}, node_ids(network)))


def xml_text(value: Any, type_: str) -> str:
    """A value of a column's type as text, lists as JSON; what XML 1.0 cannot hold becomes the replacement character."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    match type_:
        case "boolean":
            return "true" if value else "false"
        case "double":
            return repr(round(float(value), 6))
        case "int":
            return str(int(value))
        case _:
            return FORBIDDEN.sub("�", str(value))


def _document(
    network: Network,
    tensions: Sequence[DyadTension],
    positions: Mapping[str, tuple[float, float]],
    ids: Mapping[str, str],
) -> Iterator[str]:
    nodes = ((ids[slug], node_row(network, slug, positions)) for slug in network)
    edges = ((ids[source], ids[target], row) for source, target, row in edge_rows(network, tensions))
    return document(nodes, edges, NODE_COLUMNS, EDGE_COLUMNS)


def document(
    nodes: Iterable[tuple[str, Row]],
    edges: Iterable[tuple[str, str, Row]],
    node_columns: Columns,
    edge_columns: Columns,
    *,
    directed: bool = True,
) -> Iterator[str]:
    """The pieces of a document of nodes by id, and of edges between ids, each with an id of its own as its `key`."""
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("node", node_columns)
    yield from _keys("edge", edge_columns)
    yield f'  <graph edgedefault="{"directed" if directed else "undirected"}">\n'
    for id_, row in nodes:
        yield f"    <node id={quoteattr(id_)}>\n"
        yield from _data(row, node_columns, "n")
        yield "    </node>\n"
    for source, target, row in edges:
        yield f"    <edge id={quoteattr(row['key'])} source={quoteattr(source)} target={quoteattr(target)}>\n"
        yield from _data(row, edge_columns, "e")
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _keys(domain: str, columns: Columns) -> Iterator[str]:
    for name, type_ in columns.items():
        yield f'  <key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{type_}"/>\n'


def _data(row: Row, columns: Columns, prefix: str) -> Iterator[str]:
    for name, type_ in columns.items():
        value = row.get(name)
        if value is not None and value not in ("", []):
            text = escape(xml_text(value, type_), {"\r": "&#13;"})
            yield f'      <data key="{prefix}_{name}">{text}</data>\n'
