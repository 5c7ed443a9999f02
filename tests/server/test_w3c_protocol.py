"""The W3C's tests of the SPARQL 1.1 Protocol, against a running server."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection

from tests.checkout import SHARED
from tests.server.serving import write_build

FOLDER = SHARED / "data/w3c-sparql-protocol"
MANIFEST = FOLDER / "manifest.ttl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
TESTS = 34


def entries():
    if not MANIFEST.is_file():
        return []
    graph = Graph().parse(MANIFEST, format="turtle")
    listed = next(graph.objects(graph.value(None, RDF.type, MF.Manifest), MF.entries))
    return [(str(entry).partition("#")[2], graph, entry) for entry in Collection(graph, listed)]


ENTRIES = entries()


@pytest.fixture(scope="module")
def endpoint(serve, tmp_path_factory):
    """A server whose graph is the data that the manifest names."""
    root = tmp_path_factory.mktemp("w3c")
    graph = ENTRIES[0][1]
    lines = {}
    for node in set(graph.objects(None, UT.graphData)):
        file, name = graph.value(node, UT.graph), str(graph.value(node, RDFS.label))
        quads = ox.parse((FOLDER / str(file).rpartition("/")[2]).read_bytes(), format=ox.RdfFormat.N_TRIPLES)
        named = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(name)) for q in quads]
        lines |= dict.fromkeys(ox.serialize(named, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True))
    assert len(lines) == 3
    write_build(root / "out", b"".join(sorted(lines)))
    return serve(root)


def test_all_of_them_are_here(shared):
    assert shared("data/w3c-sparql-protocol/manifest.ttl") == MANIFEST
    assert len(ENTRIES) == TESTS


@pytest.mark.parametrize(("name", "graph", "entry"), ENTRIES, ids=[name for name, _, _ in ENTRIES])
def test_protocol(name, graph, entry, endpoint):
    action = graph.value(entry, MF.action)
    requests = list(Collection(graph, graph.value(action, HT.requests)))
    assert requests
    for request in requests:
        got = send(graph, request, endpoint)
        response = graph.value(request, HT.resp)
        if is_update(graph, request):
            # A read-only service refuses what these tests do; what they must not do it refuses as well.
            assert got.status == 403, got.body
            assert "read-only" in got.json["detail"]
            return
        wanted = {str(status).rpartition("StatusCode")[2] for status in graph.objects(response, MF.expectedStatus)}
        assert f"{got.status // 100}xx" in wanted, (got.status, got.body)
        for kind in graph.objects(response, MF.expectedFormat):
            assert got.type.partition(";")[0] in FORMATS[str(kind)]
        for truth in graph.objects(response, MF.expectedBoolean):
            assert got.json["boolean"] is truth.toPython()


def send(graph, request, endpoint):
    headers = {}
    listed = graph.value(request, HT.headers)
    for header in Collection(graph, listed) if listed else ():
        headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    body = graph.value(request, HT.body)
    content = None
    if body is not None:
        content = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))
    return endpoint.ask(
        str(graph.value(request, HT.methodName)), str(graph.value(request, HT.absolutePath)), headers, content
    )


def is_update(graph, request):
    listed = graph.value(request, HT.headers)
    kinds = [str(graph.value(header, HT.fieldValue)) for header in Collection(graph, listed)] if listed else []
    body = graph.value(request, HT.body)
    form = "application/x-www-form-urlencoded" in kinds
    text = str(graph.value(body, CNT.chars)) if body is not None else ""
    direct = any(kind.startswith("application/sparql-update") for kind in kinds)
    return direct or "?update=" in str(graph.value(request, HT.absolutePath)) or (form and text.startswith("update="))
