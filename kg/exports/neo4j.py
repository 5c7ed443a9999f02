"""The graph as the CSV files of `neo4j-admin database import full`, with its headers."""

from __future__ import annotations

import csv
from datetime import date
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from kg.exports.property_graph import arcs, vertices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.exports.property_graph import Arc, Vertex
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

# The unit separator of ASCII, since a text may hold any visible character, above all a semicolon.
BETWEEN = "\x1f"
TYPES = {str: "string", int: "long", float: "double", bool: "boolean", date: "date", list: "string[]"}
NUMBERS = "long[]"
COMMAND = """\
neo4j-admin database import full neo4j --multiline-fields=true --array-delimiter=U+001F \\
{options}
"""


def neo4j(network: Network, tensions: Iterable[DyadTension]) -> dict[str, bytes]:
    """One file of nodes for each first label, one of relationships for each type, and the command that loads them.

    Text is written as it is, without the guard that spreadsheets need, since these files are for the import alone.
    """
    nodes = sorted(vertices(network), key=lambda vertex: vertex.labels[0])
    found = {}
    for label, vertex_group in groupby(nodes, key=lambda vertex: vertex.labels[0]):
        made = list(vertex_group)
        types = _columns(made)
        header = ["key:ID", *_headers(types), ":LABEL"]
        rows = [[v.key, *_cells(v.properties, types), BETWEEN.join(v.labels)] for v in made]
        found[f"nodes-{label.lower()}.csv"] = _csv([header, *rows])
    for type_, arc_group in groupby(arcs(network, tensions), key=lambda arc: arc.type):
        drawn = list(arc_group)
        types = _columns(drawn)
        header = [":START_ID", ":END_ID", ":TYPE", "key:string", *_headers(types)]
        lines = [[arc.source, arc.target, type_, arc.key, *_cells(arc.properties, types)] for arc in drawn]
        found[f"relationships-{type_.lower()}.csv"] = _csv([header, *lines])
    options = [f"  --{name.partition('-')[0]}={name}" for name in found]
    return found | {"import.sh": COMMAND.format(options=" \\\n".join(options)).encode()}


def _columns(rows: Iterable[Vertex | Arc]) -> dict[str, str]:
    """The names of the properties of some rows with the types of the import, sorted by name."""
    found = {name: _type(value) for row in rows for name, value in row.properties.items()}
    return dict(sorted(found.items()))


def _type(value: Any) -> str:
    return NUMBERS if isinstance(value, list) and isinstance(value[0], int) else TYPES[type(value)]


def _headers(types: dict[str, str]) -> list[str]:
    return [f"{name}:{type_}" for name, type_ in types.items()]


def _cells(properties: dict[str, Any], types: dict[str, str]) -> list[str]:
    return [_cell(properties.get(name)) for name in types]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return BETWEEN.join(_text(str(item)).replace(BETWEEN, " ") for item in value)
        case date():
            return value.isoformat()
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    """A text that the import can read, which takes a zero byte for the end of a line."""
    return text.replace("\0", "�")


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    lines: list[str] = []
    # Ending lines with both makes the writer quote either of them inside a cell.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerows(rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines).encode()
