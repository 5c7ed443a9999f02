r"""The graph as Cypher statements: constraints, then nodes, then relationships, one statement a line.

No text of people's files can end its string: quotation marks and backslashes are escaped, what would end a line or
steer a terminal is written as `\uXXXX`, and no backslash that is doubled is followed by a `u`, since Neo4j resolves
such escapes before it looks for strings. Labels, types and property names are of our own.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.exports.property_graph import KINDS, arcs, vertices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.exports.property_graph import Arc, Properties
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

BATCH = 100
KEYED = (*dict.fromkeys(labels[0] for labels in KINDS.values()), "Article", "Claim")
SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
ESCAPED = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def cypher(network: Network, tensions: Iterable[DyadTension]) -> str:
    """The statements; running them twice changes nothing, and they need neither parameters nor plugins."""
    found = [*_constraints(), *_nodes(network), *_relationships(network, tensions)]
    return "".join(f"{statement};\n" for statement in found)


def literal(value: Any) -> str:
    """A value as Cypher writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return f"date('{value.isoformat()}')"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case str():
            # A string that ends in a backslash plus one that begins with u is the same text to every reader.
            return "'" + re.sub(r"\\\\(?=[uU])", r"\\\\' + '", ESCAPED.sub(_escape, value)) + "'"
        case _:
            return repr(value)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return SHORT.get(character) or f"\\u{ord(character):04x}"


def _constraints() -> Iterator[str]:
    for label in KEYED:
        name = f"detente_{label.lower()}_key"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.key IS UNIQUE"


def _nodes(network: Network) -> Iterator[str]:
    ordered = sorted(vertices(network), key=lambda vertex: vertex.labels)
    for labels, group in groupby(ordered, key=lambda vertex: vertex.labels):
        more = "".join(f" SET n:{label}" for label in labels[1:])
        for batch in _batches(list(group)):
            rows = ", ".join(_map({"key": vertex.key, **vertex.properties}) for vertex in batch)
            yield f"UNWIND [{rows}] AS row MERGE (n:{labels[0]} {{key: row.key}}) SET n += row{more}"


def _relationships(network: Network, tensions: Iterable[DyadTension]) -> Iterator[str]:
    labels = {vertex.key: vertex.labels[0] for vertex in vertices(network)}

    def kind(arc: Arc) -> tuple[str, str, str]:
        return arc.type, labels[arc.source], labels[arc.target]

    for (type_, source, target), group in groupby(sorted(arcs(network, tensions), key=kind), key=kind):
        for batch in _batches(list(group)):
            rows = ", ".join(
                f"{{source: {literal(arc.source)}, target: {literal(arc.target)},"
                f" properties: {_map({'key': arc.key, **arc.properties})}}}"
                for arc in batch
            )
            yield (
                f"UNWIND [{rows}] AS row MATCH (a:{source} {{key: row.source}}), (b:{target} {{key: row.target}})"
                f" MERGE (a)-[r:{type_} {{key: row.properties.key}}]->(b) SET r += row.properties"
            )


def _map(properties: Properties) -> str:
    return "{" + ", ".join(f"{name}: {literal(value)}" for name, value in properties.items()) + "}"


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
