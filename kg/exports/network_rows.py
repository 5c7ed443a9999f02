"""The network as rows for every network format: one a node, one a claim and pair, one a dyad."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model.fields import columns, values
from kg.model.languages import language_of
from kg.model.records import Claim
from kg.model.wording import signed
from kg.network.network import lengths
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.network.network import Network, Tie
    from kg.questions.dyads import DyadTension

Columns = dict[str, str]
Row = dict[str, Any]

NODE_COLUMNS: Columns = {
    "slug": "string", "label": "string", "kind": "string", "iso3": "string", "wikidata": "string", "acts_for": "string",
    "aliases": "string", "language": "string", "definition": "string", "start": "string", "end": "string",
    "x": "double", "y": "double", "size": "double", "r": "int", "g": "int", "b": "int",
}  # fmt: skip
_EDGE_COLUMNS: Columns = {
    "key": "string", "relation": "string", "label": "string", "weight": "double", "start": "string", "end": "string",
    "symmetric": "boolean", "claim": "string", "quote": "string", "language": "string", "translation": "string",
    "article": "string", "published": "string",
    "said_on": "string", "claimants": "string", "reported_by": "string", "polarity": "string", "mode": "string",
    "certainty": "string", "hedges": "string", "lower": "double", "upper": "double", "contested": "boolean",
    "intensity": "double", "type": "string", "strength": "string", "resolution": "string",
    "tension": "double", "low": "double", "high": "double", "unshrunk": "double", "probability": "double",
    "hostile": "double", "friendly": "double", "direct": "double", "mass": "double", "clusters": "int",
    "articles": "int", "claims": "int", "thin": "boolean",
    "distance": "double", "when": "string", "copy_of": "string", "repeats": "string",
}  # fmt: skip
# What else claims have comes last.
EDGE_COLUMNS = _EDGE_COLUMNS | {name: "string" for name in columns(Claim, "networks") if name not in _EDGE_COLUMNS}
OF_DYAD = (
    "tension", "low", "high", "unshrunk", "probability", "hostile", "friendly", "direct", "mass", "clusters",
    "articles", "claims", "thin",
)  # fmt: skip
COLOURS = {
    "state": (31, 78, 121), "international-body": (86, 61, 124), "person": (89, 89, 89),
    "organization": (110, 110, 110), "group": (140, 140, 140), "issue": (148, 98, 24), "event": (64, 120, 88),
}  # fmt: skip
SIZES = {"state": 20.0, "international-body": 16.0, "issue": 12.0}
NMTOKEN = re.compile(r"[\w.\-:]+", re.ASCII)


def node_row(network: Network, slug: str, positions: Mapping[str, tuple[float, float]]) -> Row:
    """A node by NODE_COLUMNS; aliases are a list, among them its names in other languages; unknown values are None."""
    kind, record = network.kind(slug), network.records.get(slug)
    red, green, blue = COLOURS.get(kind, COLOURS["issue"])
    x, y = positions.get(slug, (None, None))
    return {
        "slug": slug,
        "label": network.label(slug),
        "kind": kind,
        "iso3": getattr(record, "iso3", None),
        "wikidata": getattr(record, "wikidata", None),
        "acts_for": getattr(record, "acts_for", "") if record else None,
        "aliases": list(network.other_names(slug)),
        "language": language_of(network.label(slug)) or None,
        "definition": getattr(record, "definition", None),
        "start": getattr(record, "when", "") or None,
        "x": x,
        "y": y,
        "size": SIZES.get(kind, 8.0),
        "r": red,
        "g": green,
        "b": blue,
    }


def edge_rows(network: Network, tensions: Iterable[DyadTension]) -> Iterator[tuple[str, str, Row]]:
    """Source, target and a row by EDGE_COLUMNS: every tie in the order of the network, then every dyad.

    Dyads that rest on joint acts alone are left out, as `shown_dyads` says.
    """
    for tie in network.ties:
        yield tie.source, tie.target, tie_row(network, tie)
    for dyad in shown_dyads(network, tensions):
        yield dyad.a, dyad.b, dyad_row(dyad)


def shown_dyads(network: Network, tensions: Iterable[DyadTension]) -> list[DyadTension]:
    """The dyads that networks show: of nodes they have, and not those of joint acts alone."""
    return [dyad for dyad in tensions if not dyad.joint and dyad.a in network and dyad.b in network]


def tie_row(network: Network, tie: Tie) -> Row:
    """A tie by EDGE_COLUMNS; claimants, reporters, hedges and the claims it repeats are lists, unknown values None."""
    claim = tie.claim
    bounded = next((hedge for hedge in claim.hedges if hedge.lower is not None), None)
    row = values(claim, "networks") | lengths(tie.intensity) | {
        "key": token(tie.key),
        "relation": tie.relation,
        "label": described(network, claim),
        "start": tie.day.isoformat() if tie.day else None,
        "symmetric": False,
        "claim": claim.key,
        "quote": claim.quote,
        "language": tie.article.language_of(claim),
        "translation": claim.translation,
        "article": claim.article,
        "published": tie.article.published or None,
        "claimants": list(claim.claimants),
        "reported_by": list(claim.reported_by),
        "hedges": [hedge.words for hedge in claim.hedges],
        "lower": bounded.lower if bounded else None,
        "upper": bounded.upper if bounded else None,
        "contested": tie.contested,
        "intensity": tie.intensity,
        "type": getattr(claim.content, "type", None) or getattr(claim.content, "effect", None),
        "strength": getattr(claim.content, "strength", None),
        "when": getattr(claim.content, "when", None),
        "copy_of": tie.article.copy_of,
        "repeats": list(network.repeats.get(claim.key, ())),
    }  # fmt: skip
    return {name: row[name] for name in EDGE_COLUMNS if name in row}


def dyad_row(dyad: DyadTension) -> Row:
    """A dyad by EDGE_COLUMNS."""
    return {
        "key": f"tension.{dyad.a}.{dyad.b}" if NMTOKEN.fullmatch(dyad.a + dyad.b) else token(f"{dyad.a}#{dyad.b}"),
        "relation": "tension",
        "label": signed(dyad.tension),
        **lengths(dyad.tension),
        "end": dyad.at.isoformat(),
        "symmetric": True,
        **{name: getattr(dyad, name) for name in OF_DYAD},
    }


def node_ids(network: Network) -> dict[str, str]:
    """An NMTOKEN for each node: its slug, where it is one."""
    return {slug: slug if NMTOKEN.fullmatch(slug) else token(slug) for slug in network}


def token(key: str) -> str:
    """An NMTOKEN, different for every key: characters not allowed in one are written as code points."""
    return re.sub(r"[^A-Za-z0-9\-]", lambda match: f".{ord(match.group()):x}.", key)
