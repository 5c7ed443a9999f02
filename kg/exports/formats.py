"""The formats of `kg export`, by name: what each holds, and how it is written."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.network.network import Network
    from kg.questions.dyads import DyadTension
    from kg.rdf.store import Quad

EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)


class Graph(Protocol):
    """What exports are made from; a project is one."""

    def as_known(self) -> Network:
        """The network of the claims."""

    def tension(self) -> tuple[DyadTension, ...]:
        """The dyads with their scores."""

    def quads(self) -> Iterable[Quad]:
        """Every quad as it was written."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it holds in a few words, and its text, its files, or both."""

    holds: str
    text: Callable[[Graph], bytes] | None = None
    files: Callable[[Graph], Mapping[str, bytes]] | None = None


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive, the same for the same files: without times, and uncompressed, since versions of zlib differ."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST_IN_ZIP), content)
    return made.getvalue()


def _graphml(graph: Graph) -> bytes:
    from kg.exports.graphml import graphml  # noqa: PLC0415 - each format brings its own libraries

    return graphml(*_drawn(graph)).encode()


def _gexf(graph: Graph) -> bytes:
    from kg.exports.gexf import gexf  # noqa: PLC0415 - as above

    return gexf(*_drawn(graph)).encode()


def _cytoscape(graph: Graph) -> bytes:
    from kg.exports.cytoscape import cytoscape  # noqa: PLC0415 - as above

    return cytoscape(*_drawn(graph)).encode()


def _claims(graph: Graph) -> bytes:
    from kg.questions.rows import to_csv  # noqa: PLC0415 - as above
    from kg.questions.tables import claim_table  # noqa: PLC0415 - as above

    network = graph.as_known()
    return to_csv(claim_table(network, network.claims.values())).encode()


def _flat(graph: Graph) -> Mapping[str, bytes]:
    from kg.exports.flat import flat  # noqa: PLC0415 - as above

    return flat(*_drawn(graph))


def _json(graph: Graph) -> bytes:
    from kg.exports.graph_json import document  # noqa: PLC0415 - as above

    return document(graph.as_known(), graph.tension()).encode()


def _stix(graph: Graph) -> bytes:
    from kg.exports.stix import stix  # noqa: PLC0415 - as above

    return stix(graph.as_known()).encode()


def _cypher(graph: Graph) -> bytes:
    from kg.exports.cypher import cypher  # noqa: PLC0415 - as above

    return cypher(graph.as_known(), graph.tension()).encode()


def _neo4j(graph: Graph) -> Mapping[str, bytes]:
    from kg.exports.neo4j import neo4j  # noqa: PLC0415 - as above

    return neo4j(graph.as_known(), graph.tension())


def _citation(graph: Graph) -> bytes:
    from kg.exports.citing import citation_cff  # noqa: PLC0415 - as above

    return citation_cff(graph.as_known().description).encode()


def _bibtex(graph: Graph) -> bytes:
    from kg.exports.references import bibtex  # noqa: PLC0415 - as above

    return bibtex(graph.as_known()).encode()


def _csl(graph: Graph) -> bytes:
    from kg.exports.references import csl  # noqa: PLC0415 - as above

    return csl(graph.as_known()).encode()


def _ro_crate(graph: Graph) -> Mapping[str, bytes]:
    from kg.exports.citing import citation_cff  # noqa: PLC0415 - as above
    from kg.exports.packages import ro_crate  # noqa: PLC0415

    network = graph.as_known()
    said = network.description
    cited = {"CITATION.cff": citation_cff(said).encode()} if said.title and said.authors else {}
    day = network.newest_day
    files = {**_flat(graph), "graph.trig": _rdf("trig")(graph), **cited}
    return ro_crate(said, day.isoformat() if day else "", files)


def _data_package(graph: Graph) -> Mapping[str, bytes]:
    from kg.exports.packages import data_package  # noqa: PLC0415 - as above

    return data_package(graph.as_known().description, _flat(graph))


def _rdf(name: str) -> Callable[[Graph], bytes]:
    def write(graph: Graph) -> bytes:
        from kg.exports.rdf.exports import EXPORTS  # noqa: PLC0415 - as above

        return EXPORTS[name](graph.quads())

    return write


def _drawn(graph: Graph) -> tuple[Network, tuple[DyadTension, ...], dict[str, tuple[int, int]]]:
    """The network, its dyads, and where the view puts its nodes."""
    from kg.layout.positions import positions  # noqa: PLC0415 - as above

    network, dyads = graph.as_known(), graph.tension()
    return network, dyads, positions(network, dyads)


FORMATS = {
    "graphml": Format("the network: ties and dyads; networkx, igraph, Gephi, yEd", _graphml),
    "gexf": Format("the network through time, with the days of each tie; Gephi", _gexf),
    "cytoscape": Format("the network as JSON; Cytoscape and Cytoscape.js", _cytoscape),
    "csv": Format("the claims; with -o FOLDER or FILE.zip nodes and edges too; R, pandas", _claims, _flat),
    "json": Format("everything, as plain JSON", _json),
    "turtle": Format("every triple, without its graph", _rdf("turtle")),
    "trig": Format("every quad, to read", _rdf("trig")),
    "nquads": Format("every quad, a line each, sorted", _rdf("nquads")),
    "jsonld": Format("every quad as JSON-LD, with short names", _rdf("jsonld")),
    "jsonld-framed": Format("claims as JSON-LD trees, their actors inside; web pages", _rdf("jsonld-framed")),
    "nanopub": Format("each claim as a nanopublication, in TriG", _rdf("nanopub")),
    "stix": Format("a STIX 2.1 bundle; OpenCTI, MISP", _stix),
    "cypher": Format("statements for Neo4j, Memgraph and others", _cypher),
    "neo4j": Format("CSV for neo4j-admin, with -o FOLDER or FILE.zip", None, _neo4j),
}
# What describes the articles and the project, and carries no claims of its own or tables that have a format above.
DESCRIBING = {
    "bibtex": Format("the articles as references; LaTeX, Zotero", _bibtex),
    "csl": Format("the articles as references, in CSL-JSON; Zotero, pandoc", _csl),
    "citation": Format("how to cite the project: CITATION.cff, from project.yaml", _citation),
    "ro-crate": Format("tables and graph with ro-crate-metadata.json, with -o FOLDER or FILE.zip", None, _ro_crate),
    "datapackage": Format("tables with datapackage.json, with -o FOLDER or FILE.zip", None, _data_package),
}
