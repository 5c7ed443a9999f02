"""The network through time as GEXF 1.3, which Gephi and gexf-js read: nodes and edges exist while claims say so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from kg.exports.graphml import xml_text
from kg.exports.network_rows import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_ids, node_row, shown_dyads
from kg.exports.spells import dyad_spell, merged, tie_spell
from kg.model.dates import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kg.exports.network_rows import Columns, Row
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

NAMESPACE = "http://gexf.net/1.3"
ALWAYS = Span(None, None)
TYPES = {"string": "string", "double": "double", "int": "integer", "boolean": "boolean"}
# These have elements or attributes of their own in GEXF.
NATIVE_NODE = ("label", "x", "y", "size", "r", "g", "b", "start", "end")
NATIVE_EDGE = ("key", "label", "weight", "start", "end")
EDGE_COLOURS = {"stance": (120, 120, 120), "event": (64, 120, 88), "leverage": (148, 98, 24), "tension": (160, 40, 40)}


def gexf(
    network: Network, tensions: Sequence[DyadTension], positions: Mapping[str, tuple[float, float]] | None = None
) -> str:
    """The GEXF text: a node and an edge wherever GraphML has one, with the days for which each holds as its spells.

    A tie holds on the days of its event, else on those on which it was said; a node while any of its ties holds. Both
    ends of a spell are included. `kind` is the relation, so that ties of different kinds stay apart. Every edge is
    directed, since some readers refuse both sorts in one file; that of a dyad has `symmetric` true.
    """
    return "".join(_document(network, tensions, positions or {}))


def node_columns() -> Columns:
    """The attributes of nodes with their types; `when` is an event's date as it was given."""
    return {name: type_ for name, type_ in NODE_COLUMNS.items() if name not in NATIVE_NODE} | {"when": "string"}


def edge_columns() -> Columns:
    """The attributes of edges with their types."""
    return {name: type_ for name, type_ in EDGE_COLUMNS.items() if name not in NATIVE_EDGE}


def _document(
    network: Network, tensions: Sequence[DyadTension], positions: Mapping[str, tuple[float, float]]
) -> Iterator[str]:
    ids, spells = node_ids(network), _spells(network, tensions)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" version="1.3">\n'
    yield "  <meta>\n    <creator>detente</creator>\n  </meta>\n"
    yield '  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    yield from _attributes("node", node_columns())
    yield from _attributes("edge", edge_columns())
    yield f'    <nodes count="{len(network)}">\n'
    for slug in network:
        yield from _node(ids[slug], node_row(network, slug, positions), merged(spells[slug]))
    yield "    </nodes>\n"
    yield f'    <edges count="{len(network.ties) + len(shown_dyads(network, tensions))}">\n'
    edges = edge_rows(network, tensions)
    holding = [tie_spell(tie) for tie in network.ties] + [dyad_spell(dyad) for dyad in shown_dyads(network, tensions)]
    for (source, target, row), spell in zip(edges, holding, strict=True):
        yield from _edge(ids[source], ids[target], row, spell)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _spells(network: Network, tensions: Sequence[DyadTension]) -> dict[str, list[Span]]:
    """The spells of every node: those of all its edges, so that none of them ends in the void."""
    found: dict[str, list[Span]] = {slug: [] for slug in network}
    for tie in network.ties:
        spell = tie_spell(tie)
        if spell:
            found[tie.source].append(spell)
            found[tie.target].append(spell)
    for dyad in shown_dyads(network, tensions):
        spell = dyad_spell(dyad)
        found[dyad.a].append(spell)
        found[dyad.b].append(spell)
    return found


def _attributes(domain: str, columns: Columns) -> Iterator[str]:
    yield f'    <attributes class="{domain}" mode="static">\n'
    for name, type_ in columns.items():
        yield f'      <attribute id="{name}" title="{name}" type="{TYPES[type_]}"/>\n'
    yield "    </attributes>\n"


def _node(id_: str, row: Row, spells: Sequence[Span]) -> Iterator[str]:
    yield f"      <node id={_quoted(id_)} label={_quoted(row['label'])}>\n"
    yield from _values(row | {"when": row["start"]}, node_columns())
    yield from _spell_list(spells)
    yield '        <viz:color r="{r}" g="{g}" b="{b}"/>\n'.format(**row)
    if row["x"] is not None:
        # Gephi's y runs upwards.
        yield f'        <viz:position x="{float(row["x"])}" y="{0.0 - float(row["y"])}"/>\n'
    yield f'        <viz:size value="{row["size"]}"/>\n      </node>\n'


def _edge(source: str, target: str, row: Row, spell: Span | None) -> Iterator[str]:
    red, green, blue = EDGE_COLOURS[row["relation"]]
    yield (
        f"      <edge id={_quoted(row['key'])} source={_quoted(source)} target={_quoted(target)}"
        f' kind="{row["relation"]}" label={_quoted(row["label"])}'
        f' weight="{xml_text(row["weight"], "double")}">\n'
    )
    yield from _values(row, edge_columns())
    yield from _spell_list([spell] if spell else [])
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n      </edge>\n'


def _values(row: Row, columns: Columns) -> Iterator[str]:
    yield "        <attvalues>\n"
    for name, type_ in columns.items():
        value = row.get(name)
        if value is not None and value not in ("", []):
            yield f'          <attvalue for="{name}" value={_quoted(xml_text(value, type_))}/>\n'
    yield "        </attvalues>\n"


def _spell_list(spells: Sequence[Span]) -> Iterator[str]:
    """Spells; no spell means that the element is always there, as does one that is open at both ends."""
    if not spells or spells[0] == ALWAYS:
        return
    yield "        <spells>\n"
    for spell in spells:
        ends = "".join(f' {name}="{day}"' for name, day in _ends(spell) if day)
        yield f"          <spell{ends}/>\n"
    yield "        </spells>\n"


def _ends(spell: Span) -> tuple[tuple[str, date | None], ...]:
    return ("start", spell.earliest), ("end", spell.latest)


def _quoted(text: str) -> str:
    """A text as the value of an attribute, with its line ends kept."""
    return quoteattr(xml_text(text, "string"), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
