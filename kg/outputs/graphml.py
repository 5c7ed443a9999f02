"""The network as GraphML that Gephi, igraph, networkx and graphology read without loss.

Every column has one type, every edge an id of its own that stands among its attributes too, lists are JSON, absent
values are left out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.graph.network import ties
from kg.outputs.tables import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.analysis.tension import DyadTension
    from kg.graph.network import Network, Tie

Columns = dict[str, str]
Row = dict[str, Any]

NODE_COLUMNS: Columns = {
    "slug": "string", "label": "string", "kind": "string", "iso3": "string", "wikidata": "string", "acts_for": "string",
    "aliases": "string", "definition": "string", "start": "string", "end": "string",
    "x": "double", "y": "double", "size": "double", "r": "int", "g": "int", "b": "int",
}  # fmt: skip
EDGE_COLUMNS: Columns = {
    "key": "string", "relation": "string", "label": "string", "weight": "double", "start": "string", "end": "string",
    "symmetric": "boolean", "claim": "string", "quote": "string", "article": "string", "published": "string",
    "said_on": "string", "claimants": "string", "reported_by": "string", "polarity": "string", "mode": "string",
    "certainty": "string", "hedges": "string", "lower": "double", "upper": "double", "contested": "boolean",
    "intensity": "double", "type": "string", "strength": "string", "resolution": "string",
    "tension": "double", "low": "double", "high": "double", "hostile": "double", "friendly": "double",
    "mass": "double", "clusters": "int", "claims": "int", "thin": "boolean",
}  # fmt: skip
COLOURS = {
    "state": (31, 78, 121), "international-body": (86, 61, 124), "person": (89, 89, 89),
    "organization": (110, 110, 110), "group": (140, 140, 140), "issue": (148, 98, 24), "event": (64, 120, 88),
}  # fmt: skip
SIZES = {"state": 20.0, "international-body": 16.0, "issue": 12.0}
NMTOKEN = re.compile(r"[\w.\-:]+", re.ASCII)
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(
    network: Network, tensions: Sequence[DyadTension], positions: Mapping[str, tuple[float, float]] | None = None
) -> str:
    """The GraphML text: actors, issues and events as nodes, one edge for each claim and pair, one for each dyad.

    An edge of a dyad has `symmetric` true and its `tension`; `weight` is the absolute intensity, tension or, for
    leverage, 1.
    """
    ids = {slug: slug if NMTOKEN.fullmatch(slug) else _token(slug) for slug in network.nodes}
    return "".join(_document(network, tensions, positions or {}, ids))


def _document(
    network: Network,
    tensions: Sequence[DyadTension],
    positions: Mapping[str, tuple[float, float]],
    ids: Mapping[str, str],
) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("node", NODE_COLUMNS)
    yield from _keys("edge", EDGE_COLUMNS)
    yield '  <graph edgedefault="directed">\n'
    for slug in network.nodes:
        yield f"    <node id={quoteattr(ids[slug])}>\n"
        yield from _data(_node(network, slug, positions), NODE_COLUMNS, "n")
        yield "    </node>\n"
    for source, target, row in _edges(network, tensions):
        yield f"    <edge id={quoteattr(row['key'])} source={quoteattr(ids[source])} target={quoteattr(ids[target])}>\n"
        yield from _data(row, EDGE_COLUMNS, "e")
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _keys(domain: str, columns: Columns) -> Iterator[str]:
    for name, type_ in columns.items():
        yield f'  <key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{type_}"/>\n'


def _data(row: Row, columns: Columns, prefix: str) -> Iterator[str]:
    for name, type_ in columns.items():
        value = row.get(name)
        if value is not None and value != "":
            yield f'      <data key="{prefix}_{name}">{_text(value, type_)}</data>\n'


def _text(value: Any, type_: str) -> str:
    """A value as XML text; characters that XML 1.0 cannot hold become the replacement character."""
    match type_:
        case "boolean":
            return "true" if value else "false"
        case "double":
            return repr(round(float(value), 6))
        case "int":
            return str(int(value))
        case _:
            return escape(FORBIDDEN.sub("�", str(value)), {"\r": "&#13;"})


def _node(network: Network, slug: str, positions: Mapping[str, tuple[float, float]]) -> Row:
    data = network.nodes[slug]
    kind = data.get("kind", "issue")
    record = data.get("record")
    red, green, blue = COLOURS.get(kind, COLOURS["issue"])
    x, y = positions.get(slug, (None, None))
    when = getattr(record, "when", "")
    return {
        "slug": slug,
        "label": data.get("label", slug),
        "kind": kind,
        "iso3": getattr(record, "iso3", None),
        "wikidata": getattr(record, "wikidata", None),
        "acts_for": data.get("acts_for"),
        "aliases": _json(getattr(record, "aliases", ())),
        "definition": getattr(record, "definition", None),
        "start": when or None,
        "x": x,
        "y": y,
        "size": SIZES.get(kind, 8.0),
        "r": red,
        "g": green,
        "b": blue,
    }


def _edges(network: Network, tensions: Iterable[DyadTension]) -> Iterator[tuple[str, str, Row]]:
    for tie in ties(network):
        yield tie.source, tie.target, _claimed(network, tie)
    for dyad in tensions:
        if dyad.a in network and dyad.b in network:
            yield dyad.a, dyad.b, _tension(dyad)


def _claimed(network: Network, tie: Tie) -> Row:
    claim = tie.claim
    bounded = next((hedge for hedge in claim.hedges if hedge.lower is not None), None)
    return {
        "key": _token(tie.key),
        "relation": tie.relation,
        "label": described(network, claim),
        "weight": 1.0 if tie.intensity is None else abs(tie.intensity),
        "start": tie.day.isoformat() if tie.day else None,
        "symmetric": False,
        "claim": claim.key,
        "quote": " […] ".join(passage.exact for passage in claim.passages),
        "article": claim.article,
        "published": tie.article.published,
        "said_on": claim.said_on,
        "claimants": _json(claim.claimants),
        "reported_by": _json(claim.reported_by),
        "polarity": claim.polarity,
        "mode": claim.mode,
        "certainty": claim.certainty,
        "hedges": _json([hedge.words for hedge in claim.hedges]),
        "lower": bounded.lower if bounded else None,
        "upper": bounded.upper if bounded else None,
        "contested": tie.contested,
        "intensity": tie.intensity,
        "type": getattr(claim.content, "type", None) or getattr(claim.content, "effect", None),
        "strength": getattr(claim.content, "strength", None),
        "resolution": claim.resolution,
    }


def _tension(dyad: DyadTension) -> Row:
    return {
        "key": f"tension.{dyad.a}.{dyad.b}" if NMTOKEN.fullmatch(dyad.a + dyad.b) else _token(f"{dyad.a}#{dyad.b}"),
        "relation": "tension",
        "label": f"{dyad.tension:+.2f}",
        "weight": abs(dyad.tension),
        "end": dyad.at.isoformat(),
        "symmetric": True,
        **{
            name: getattr(dyad, name)
            for name in ("tension", "low", "high", "hostile", "friendly", "mass", "clusters", "claims", "thin")
        },
    }


def _token(key: str) -> str:
    """An NMTOKEN that is another for another key: what is not allowed in one is written as its code point."""
    return re.sub(r"[^A-Za-z0-9\-]", lambda match: f".{ord(match.group()):x}.", key)


def _json(items: Iterable[str]) -> str | None:
    listed = list(items)
    return json.dumps(listed, ensure_ascii=False) if listed else None
