"""The network as GraphML that Gephi, igraph, networkx and graphology read without loss.

Every column has one type, every edge an id of its own that stands among its attributes too, lists are JSON, absent
values are left out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.cache import ANEW
from kg.exports.network_rows import EDGE_COLUMNS, NODE_COLUMNS, dyad_row, node_ids, node_row, shown_dyads, tie_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.cache import Pieces
    from kg.exports.network_rows import Columns, Row
    from kg.network.network import Network, Tie
    from kg.questions.dyads import DyadTension

__all__ = ["EDGE_COLUMNS", "NODE_COLUMNS", "document", "graphml", "xml_text"]

END = "  </graph>\n</graphml>\n"
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(
    network: Network,
    tensions: Sequence[DyadTension],
    positions: Mapping[str, tuple[float, float]] | None = None,
    pieces: Pieces = ANEW,
) -> str:
    """The GraphML text: actors, issues and events as nodes, one edge for each claim and pair, one for each dyad.

    An edge of a dyad has `symmetric` true and its `tension`; `weight` and `distance` are those of
    `kg.network.network.lengths`. The edges of each article may be kept as `pieces`.
    """
    ids = node_ids(network)
    rows = ((ids[slug], node_row(network, slug, positions or {})) for slug in network)
    return "".join(
        [
            _beginning(NODE_COLUMNS, EDGE_COLUMNS, directed=True),
            *(_node(id_, row, NODE_COLUMNS) for id_, row in rows),
            *_of_ties(network, ids, pieces),
            *(_edge(ids[d.a], ids[d.b], dyad_row(d), EDGE_COLUMNS) for d in shown_dyads(network, tensions)),
            END,
        ]
    )


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


def _of_ties(network: Network, ids: Mapping[str, str], pieces: Pieces) -> Iterator[str]:
    """The edge of every tie, in the order of the network."""

    def written(ties: Iterable[Tie]) -> dict[str, str]:
        return {tie.key: _edge(ids[tie.source], ids[tie.target], tie_row(network, tie), EDGE_COLUMNS) for tie in ties}

    of_article: dict[str, list[Tie]] = defaultdict(list)
    for tie in network.ties:
        of_article[tie.article.slug].append(tie)
    texts = {slug: pieces.get("edges", slug, partial(written, ties)) for slug, ties in of_article.items()}
    return (texts[tie.article.slug][tie.key] for tie in network.ties)


def document(
    nodes: Iterable[tuple[str, Row]],
    edges: Iterable[tuple[str, str, Row]],
    node_columns: Columns,
    edge_columns: Columns,
    *,
    directed: bool = True,
) -> Iterator[str]:
    """The pieces of a document of nodes by id, and of edges between ids, each with an id of its own as its `key`."""
    yield _beginning(node_columns, edge_columns, directed=directed)
    for id_, row in nodes:
        yield _node(id_, row, node_columns)
    for source, target, row in edges:
        yield _edge(source, target, row, edge_columns)
    yield END


def _beginning(node_columns: Columns, edge_columns: Columns, *, directed: bool) -> str:
    return "".join(
        [
            "<?xml version='1.0' encoding='utf-8'?>\n",
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
            *_keys("node", node_columns),
            *_keys("edge", edge_columns),
            f'  <graph edgedefault="{"directed" if directed else "undirected"}">\n',
        ]
    )


def _node(id_: str, row: Row, columns: Columns) -> str:
    return "".join([f"    <node id={quoteattr(id_)}>\n", *_data(row, columns, "n"), "    </node>\n"])


def _edge(source: str, target: str, row: Row, columns: Columns) -> str:
    ends = f"source={quoteattr(source)} target={quoteattr(target)}"
    begin = f"    <edge id={quoteattr(row['key'])} {ends}>\n"
    return "".join([begin, *_data(row, columns, "e"), "    </edge>\n"])


def _keys(domain: str, columns: Columns) -> Iterator[str]:
    for name, type_ in columns.items():
        yield f'  <key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{type_}"/>\n'


def _data(row: Row, columns: Columns, prefix: str) -> Iterator[str]:
    for name, type_ in columns.items():
        value = row.get(name)
        if value is not None and value not in ("", []):
            text = escape(xml_text(value, type_), {"\r": "&#13;"})
            yield f'      <data key="{prefix}_{name}">{text}</data>\n'
