"""What a SPARQL service says about itself and its data: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.exports.rdf.compact import short_json_ld
from kg.model.vocabulary import DATA, KG, PREFIXES, PROJECT, RDF_TYPE
from kg.rdf.query import GRAPH_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
DCT = PREFIXES["dct"]
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")
TYPE = ox.NamedNode(RDF_TYPE)
NODE = ox.NamedNode(PROJECT)
# What the graph says of the project itself, and of its authors.
DESCRIBED = f"""SELECT ?s ?p ?o {{
  {{ BIND(<{PROJECT}> AS ?s) ?s ?p ?o }} UNION {{ <{PROJECT}> <{DCT}creator> ?s . ?s ?p ?o }}
}} ORDER BY ?s ?p ?o"""


@dataclass(frozen=True, slots=True)
class Facts:
    """The size of a dataset: all triples and subjects, and triples or subjects by graph, property and class."""

    triples: int
    subjects: int = 0
    graphs: tuple[tuple[str, int], ...] = ()
    properties: tuple[tuple[str, int], ...] = ()
    classes: tuple[tuple[str, int], ...] = ()


def service(endpoint: str, facts: Facts) -> list[ox.Triple]:
    """The service at an endpoint: languages, formats, features, the default dataset and its named graphs."""
    about = ox.NamedNode(endpoint + "#service")
    dataset = ox.NamedNode(endpoint + "#dataset")
    default = ox.NamedNode(endpoint + "#default-graph")
    made = [
        ox.Triple(about, TYPE, _sd("Service")),
        ox.Triple(about, _sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(about, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(about, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(about, _sd("defaultDataset"), dataset),
        *(ox.Triple(about, _sd("resultFormat"), ox.NamedNode(FORMATS + name)) for name in (*RESULTS, *GRAPHS)),
        ox.Triple(dataset, TYPE, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, TYPE, _sd("Graph")),
        ox.Triple(default, _void("triples"), _whole(facts.triples)),
    ]
    for index, (graph, triples) in enumerate(facts.graphs, 1):
        named, inside = (ox.NamedNode(f"{endpoint}#{what}-{index}") for what in ("named-graph", "graph"))
        made += [
            ox.Triple(dataset, _sd("namedGraph"), named),
            ox.Triple(named, TYPE, _sd("NamedGraph")),
            ox.Triple(named, _sd("name"), ox.NamedNode(graph)),
            ox.Triple(named, _sd("graph"), inside),
            ox.Triple(inside, TYPE, _sd("Graph")),
            ox.Triple(inside, _void("triples"), _whole(triples)),
        ]
    return made


def void(
    endpoint: str, facts: Facts, dumps: tuple[str, ...] = (), described: Sequence[ox.Triple] = ()
) -> list[ox.Triple]:
    """The dataset behind an endpoint: its size, where it can be queried and, at `dumps`, downloaded whole.

    `described` is what its project says of itself, in the words of its graph.
    """
    dataset = ox.NamedNode(endpoint + "#dataset")
    title = ox.NamedNode(DCT + "title")
    said = [ox.Triple(dataset if t.subject == NODE else t.subject, t.predicate, t.object) for t in described]
    if not any(triple.predicate == title for triple in said):
        said.append(ox.Triple(dataset, title, ox.Literal("Who says what of whom, and how sure")))
    return [
        *dict.fromkeys([ox.Triple(dataset, TYPE, _void("Dataset")), *said]),
        ox.Triple(dataset, _void("sparqlEndpoint"), ox.NamedNode(endpoint)),
        ox.Triple(dataset, _void("uriSpace"), ox.Literal(DATA)),
        ox.Triple(dataset, _void("vocabulary"), ox.NamedNode(KG)),
        ox.Triple(dataset, _void("triples"), _whole(facts.triples)),
        ox.Triple(dataset, _void("distinctSubjects"), _whole(facts.subjects)),
        ox.Triple(dataset, _void("properties"), _whole(len(facts.properties))),
        ox.Triple(dataset, _void("classes"), _whole(len(facts.classes))),
        *(ox.Triple(dataset, _void("dataDump"), ox.NamedNode(dump)) for dump in dumps),
        *_parts(endpoint, "property", "triples", facts.properties),
        *_parts(endpoint, "class", "entities", facts.classes),
    ]


def described(bindings: Sequence[Mapping[str, Mapping[str, str]]]) -> list[ox.Triple]:
    """The triples of an answer to `DESCRIBED`, in JSON of SPARQL."""
    return [
        ox.Triple(ox.NamedNode(row["s"]["value"]), ox.NamedNode(row["p"]["value"]), _term(row["o"])) for row in bindings
    ]


def _term(value: Mapping[str, str]) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(value["value"]) if value["type"] == "uri" else ox.Literal(value["value"])


def serialized(triples: list[ox.Triple], name: str) -> bytes:
    """The triples in one of the RDF formats of `GRAPH_FORMATS`."""
    if name == "jsonld":
        return short_json_ld(triples)
    known = PREFIXES | {"sd": SD, "void": VOID, "formats": FORMATS}
    text = ox.serialize(triples, format=GRAPH_FORMATS[name], prefixes=known if name == "turtle" else None) or b""
    lines: list[bytes] = text.splitlines(keepends=True)
    # The engine writes its prefixes in no particular order.
    head = sorted(line for line in lines if line.startswith(b"@prefix")) if name == "turtle" else []
    return b"".join([*head, *(line for line in lines if not head or not line.startswith(b"@prefix"))])


def _parts(endpoint: str, what: str, counted: str, parts: tuple[tuple[str, int], ...]) -> Iterator[ox.Triple]:
    dataset = ox.NamedNode(endpoint + "#dataset")
    for index, (iri, number) in enumerate(parts, 1):
        part = ox.NamedNode(f"{endpoint}#{what}-{index}")
        yield ox.Triple(dataset, _void(what + "Partition"), part)
        yield ox.Triple(part, _void(what), ox.NamedNode(iri))
        yield ox.Triple(part, _void(counted), _whole(number))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _whole(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=INTEGER)
