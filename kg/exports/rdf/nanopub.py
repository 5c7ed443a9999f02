"""Each claim as a nanopublication in TriG: what is claimed, where that comes from, and what the publication is.

The assertion is that the claim was made and what it says; its content is described there, not asserted, so that a
denial or a forecast stays one. There is neither a creation time nor a signature: both would change with every run, and
tools for nanopublications add them when they publish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.exports.rdf.compact import subjects
from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE
from kg.rdf.nodes import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.exports.rdf.compact import About, Resource, Value

    Statement = tuple[Resource, ox.NamedNode, Value]

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
PROV, RDFS, OA = PREFIXES["prov"], PREFIXES["rdfs"], PREFIXES["oa"]
TYPE = iri(RDF_TYPE)
PART_NAMES = ("head", "assertion", "provenance", "pubinfo")
# Properties that say where a claim comes from; all others say what it claims.
ORIGIN = {KG + name for name in ("claimant", "reportedBy", "report", "evidence", "saidOn", "earliest", "latest")}
# Properties whose values exist only for their claim, and go with it.
PARTS = {KG + name for name in ("content", "hedge", "quantity", "report", "evidence")} | {OA + "hasSelector"}
SHOWN = ("kg", "actor", "article", "event", "issue", "edtf", "oa", "prov", "rdfs", "skos", "xsd", "dct")


def nanopubs(quads: Iterable[ox.Quad]) -> bytes:
    """TriG with four graphs for each claim, sorted by claim: head, assertion, provenance and publication info."""
    left_out = {ox.NamedNode(graph) for graph in (ONTOLOGY_GRAPH, ANALYSIS_GRAPH)}
    about = subjects(quad for quad in quads if quad.graph_name not in left_out)
    prefixes = {name: PREFIXES[name] for name in SHOWN} | {"np": NP, "npx": NPX}
    pieces = ["".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)).encode()]
    claims = (node for node, found in about.items() if iri(KG + "Claim") in found.get(RDF_TYPE, ()))
    pieces += [_trig(nanopub(claim, about), prefixes) for claim in claims if isinstance(claim, ox.NamedNode)]
    return b"\n".join(pieces)


def nanopub(claim: ox.NamedNode, about: Mapping[Resource, About]) -> Iterator[ox.Quad]:
    """The quads of the nanopublication of a claim, graph by graph."""
    # One # alone may stand in an IRI, and ours comes before the name of the graph.
    key = claim.value.removeprefix(f"{DATA}claim/").replace("#", "%23")
    itself = iri(f"{DATA}nanopub/{key}")
    head, assertion, provenance, info = (iri(f"{itself.value}#{part}") for part in PART_NAMES)
    yield ox.Quad(itself, TYPE, iri(NP + "Nanopublication"), head)
    for link, graph in zip(("Assertion", "Provenance", "PublicationInfo"), (assertion, provenance, info), strict=True):
        yield ox.Quad(itself, iri(f"{NP}has{link}"), graph, head)
    said, origin = _split(claim, about)
    yield from (ox.Quad(*triple, assertion) for triple in said)
    yield from (ox.Quad(*triple, provenance) for triple in origin)
    for claimant in about[claim].get(KG + "claimant", ()):
        yield ox.Quad(assertion, iri(PROV + "wasAttributedTo"), claimant, provenance)
    for article in dict.fromkeys(value for _, link, value in origin if link.value == OA + "hasSource"):
        yield ox.Quad(assertion, iri(PROV + "hadPrimarySource"), article, provenance)
        yield ox.Quad(itself, iri(PROV + "wasDerivedFrom"), article, info)
    yield ox.Quad(itself, iri(NPX + "introduces"), claim, info)
    yield ox.Quad(itself, iri(RDFS + "label"), ox.Literal(f"Claim {key}"), info)


def _split(claim: ox.NamedNode, about: Mapping[Resource, About]) -> tuple[list[Statement], list[Statement]]:
    """What is said of a claim and of its parts: what it claims, and where it comes from."""
    said: list[Statement] = []
    origin: list[Statement] = []
    todo: list[tuple[Resource, list[Statement]]] = [(claim, said)]
    seen: set[Resource] = {claim}
    for node, place in todo:
        for name, values in sorted(about[node].items()):
            chosen = origin if node == claim and name in ORIGIN else place
            for value in values:
                chosen.append((node, iri(name), value))
                if name in PARTS and not isinstance(value, ox.Literal) and value in about and value not in seen:
                    seen.add(value)
                    todo.append((value, chosen))
    return said, origin


def _trig(quads: Iterable[ox.Quad], prefixes: dict[str, str]) -> bytes:
    """TriG without the prefixes, which stand once at the top."""
    text: bytes = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(b"@prefix"))
