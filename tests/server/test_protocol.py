"""What is asked and how it is answered: formats, datasets, caches, other sites' scripts."""

from __future__ import annotations

import csv
import gzip
import io
import json
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from rdflib import Dataset

SELECT = "SELECT ?c ?d { ?c kg:denies ?d } ORDER BY ?c"
CONSTRUCT = "CONSTRUCT WHERE { ?c kg:denies ?d }"
FORM = "application/x-www-form-urlencoded"
REGISTRY = "https://w3id.org/detente/id/graph/registry"
ONTOLOGY = "https://w3id.org/detente/id/graph/ontology"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def rows(response):
    return list(csv.reader(io.StringIO(response.body.decode())))[1:]


def count(server, sparql=COUNT, **graphs):
    return int(rows(server.ask(query=sparql, headers={"Accept": "text/csv"}, **graphs))[0][0])


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*;q=0.5, text/csv;q=0, */*;q=0.1", "text/xml; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_the_best_acceptable_format_is_sent(server, accept, kind):
    got = server.ask(query=SELECT, headers={"Accept": accept} if accept else {})
    assert (got.status, got.type) == (200, kind)
    assert got.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_graphs_in_every_format_are_the_same_triples(server, name):
    form = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "rdfxml": "RDF_XML", "jsonld": "JSON_LD"}[name]
    got = server.ask(query="CONSTRUCT { ?s ?p ?o } WHERE { GRAPH graph:registry { ?s ?p ?o } }", format=name)
    plain = server.ask(query="CONSTRUCT { ?s ?p ?o } WHERE { GRAPH graph:registry { ?s ?p ?o } }", output="nt")
    parsed = {str(quad.triple) for quad in ox.parse(got.body, format=getattr(ox.RdfFormat, form))}
    assert parsed == {str(quad.triple) for quad in ox.parse(plain.body, format=ox.RdfFormat.N_TRIPLES)}
    assert len(parsed) > 100


def test_json_ld_has_short_names_that_others_read_alike(server):
    got = server.ask(query="DESCRIBE actor:china", headers={"Accept": "application/ld+json"})
    document = got.json
    assert document["@context"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    (china,) = (node for node in document["@graph"] if node["id"] == "actor:china")
    assert "State" in china["type"]
    assert len(list(Dataset().parse(data=got.body.decode(), format="json-ld").quads())) == len(
        server.ask(query="DESCRIBE actor:china", format="nt").body.splitlines()
    )


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_truth_in_every_format(server, name):
    got = server.ask(query="ASK {}", format=name)
    assert (got.status, b"true" in got.body) == (200, True)


def test_what_cannot_be_had_is_said(server):
    assert server.ask(query=SELECT, headers={"Accept": "image/png"}).status == 406
    assert server.ask(query=SELECT, headers={"Accept": "text/turtle"}).status == 406
    assert "text/turtle" in server.ask(query=CONSTRUCT, headers={"Accept": "text/csv"}).json["detail"]
    assert server.ask(query=SELECT, format="pdf").status == 400


def test_a_malformed_query_says_where(server):
    got = server.ask(query="SELECT ?x\nWHERE { ?x")
    assert (got.status, got.type) == (400, "application/problem+json")
    assert (got.json["line"], got.json["column"]) == (2, 11)
    assert "not SPARQL" in got.json["detail"]
    page = server.ask(query="SELECT <b>", headers={"Accept": "text/html"})
    assert (page.status, page.type) == (400, "text/html; charset=utf-8")
    assert b"<b>" not in page.body


def test_all_ways_to_ask_give_the_same(server):
    got = server.ask(query=SELECT)
    form = {"query": SELECT}
    assert server.ask("POST", headers={"Content-Type": FORM}, body=urlencode(form)).body == got.body
    direct = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    assert server.ask("POST", "/sparql/", headers=direct, body=SELECT).body == got.body
    head = server.ask("HEAD", query=SELECT)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(got.body)))


def test_what_is_not_the_protocol_is_refused(server):
    assert server.ask("PUT", query="ASK {}").status == 405
    assert server.ask("DELETE", query="ASK {}").headers["allow"] == "GET, HEAD, POST"
    assert server.ask(query=["ASK {}", "ASK {}"]).status == 400
    assert server.ask("POST", headers={"Content-Type": FORM}, body="").status == 400
    assert server.ask("POST", headers={"Content-Type": "text/plain"}, body="ASK {}").status == 415
    gzipped = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert server.ask("POST", headers=gzipped, body=gzip.compress(b"ASK {}")).status == 415
    assert server.ask("POST", headers={"Content-Type": FORM}, body=b"query=%ff%fe").status == 400
    assert server.ask("POST", headers={"Content-Type": "application/sparql-query"}, body=b"ASK {} # \xff").status == 400
    assert server.ask(query="ASK {}", **{"default-graph-uri": "no iri"}).status == 400
    assert server.ask(path="/sparql?" + "&".join(["a=b"] * 2000)).status == 400


@pytest.mark.parametrize(
    ("method", "path", "kind", "body"),
    [
        ("GET", "/sparql?update=CLEAR+ALL", None, None),
        ("GET", "/sparql?query=ASK%7B%7D&update=", None, None),
        ("POST", "/sparql", FORM, "update=CLEAR+ALL"),
        ("POST", "/sparql", FORM, "update=nonsense&update=more"),
        ("POST", "/sparql", "application/sparql-update; charset=UTF-16", b"\xff"),
        ("PUT", "/sparql", "application/sparql-update", "CLEAR ALL"),
        ("POST", "/sparql?query=%ff", "application/sparql-update", "CLEAR ALL"),
    ],
)
def test_updates_are_refused_before_all_else(server, method, path, kind, body):
    got = server.ask(method, path, {"Content-Type": kind} if kind else {}, body)
    assert (got.status, got.json["title"]) == (403, "Updates are refused")
    assert "read-only" in got.json["detail"]


def test_an_update_sent_as_a_query_changes_nothing(server):
    before = count(server)
    assert server.ask(query="INSERT DATA { <http://x> <http://x> <http://x> }").status == 403
    assert count(server) == before


def test_the_dataset_of_the_request_goes_before_the_query(server):
    registry, ontology = (
        count(server, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{g}> {{ ?s ?p ?o }} }}") for g in (REGISTRY, ONTOLOGY)
    )
    assert count(server, **{"default-graph-uri": REGISTRY}) == registry
    assert count(server, **{"default-graph-uri": [REGISTRY, ONTOLOGY]}) == registry + ontology
    from_other = COUNT.replace("{", f"FROM <{ONTOLOGY}> {{")
    assert count(server, from_other) == ontology
    assert count(server, from_other, **{"default-graph-uri": REGISTRY}) == registry
    assert count(server, **{"named-graph-uri": REGISTRY}) == 0
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(server, graphs, **{"named-graph-uri": [REGISTRY, ONTOLOGY, "http://not.held/"]}) == 2
    assert count(server, graphs, **{"default-graph-uri": REGISTRY}) == 0


def test_nothing_is_fetched(server, listener):
    address = listener.address
    for query in (f"ASK FROM <{address}> {{ ?s ?p ?o }}", f"ASK FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"):
        assert server.ask(query=query).json["boolean"] is False
    assert server.ask(query="ASK { ?s ?p ?o }", **{"default-graph-uri": address}).json["boolean"] is False
    assert server.ask(query="ASK { ?s ?p ?o }", **{"named-graph-uri": address}).json["boolean"] is False
    for query in (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053ERVICE <{address}> {{}} }}",
    ):
        assert server.ask(query=query).status in (400, 403)
    assert server.ask(query=f"LOAD <{address}>").status == 403
    assert listener.calls == 0


def test_relative_iris_are_resolved_against_the_endpoint(server):
    got = server.ask(query="CONSTRUCT { <s> <#p> 1 } WHERE {}", format="nt").body.decode()
    assert got.startswith(f"<http://{server.host}:{server.port}/s> <http://{server.host}:{server.port}/sparql#p>")


def test_etags_hold_for_one_query_one_format_one_dataset(server):
    got = server.ask(query=SELECT)
    tag = got.headers["etag"]
    assert got.headers["cache-control"] == "no-cache"
    again = server.ask(query=SELECT, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert server.ask(query=SELECT, headers={"If-None-Match": tag, "Accept": "text/csv"}).status == 200
    assert server.ask(query=SELECT + " ", headers={"If-None-Match": tag}).status == 200
    assert "etag" not in server.ask("POST", headers={"Content-Type": FORM}, body=urlencode({"query": SELECT})).headers


def test_what_changes_by_itself_is_not_kept(server):
    for query in ("SELECT (RAND() AS ?r) {}", "SELECT (STRUUID() AS ?r) {}", "SELECT (UU\\u0049D() AS ?r) {}"):
        first, second = server.ask(query=query), server.ask(query=query)
        if first.status == 200:
            assert first.body != second.body
            assert (first.headers["cache-control"], "etag" in first.headers) == ("no-store", False)


def test_gzip_where_it_is_asked_for_and_worthwhile(server):
    big = "SELECT * { ?s ?p ?o }"
    plain = server.ask(query=big)
    packed = server.ask(query=big, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 4
    small = "SELECT ?s ?label { ?s a kg:Actor ; skos:prefLabel ?label }"
    for _ in range(2):
        again = server.ask(query=small, headers={"Accept-Encoding": "br, gzip;q=0.5"})
        assert gzip.decompress(again.body) == server.ask(query=small).body
    assert "content-encoding" not in server.ask(query=big, headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "content-encoding" not in server.ask(query="ASK {}", headers={"Accept-Encoding": "gzip"}).headers


def test_the_page_shows_rows_and_escapes_them(server):
    got = server.ask(query='SELECT ("<script>alert(1)</script>" AS ?x) (kg:Claim AS ?y) (1 AS ?z) {}', format="html")
    text = got.body.decode()
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert ">kg:Claim</a>" in text
    assert "script-src" not in got.headers["content-security-policy"]
    assert got.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert '<form action="/sparql"' in server.ask(headers={"Accept": "text/html"}).body.decode()


def test_the_service_describes_itself_and_its_data(server):
    got = server.ask(headers={"Accept": "text/turtle"})
    described = {str(quad.triple) for quad in ox.parse(got.body, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert any(f"<{sd}supportedLanguage> <{sd}SPARQL11Query>" in triple for triple in described)
    assert any(f"<{sd}name> <{REGISTRY}>" in triple for triple in described)
    assert server.ask().body == got.body
    for path in ("/void", "/.well-known/void"):
        void = server.ask(path=path, headers={"Accept": "application/ld+json"})
        triples = {str(quad.triple) for quad in ox.parse(void.body, format=ox.RdfFormat.JSON_LD)}
        total = f'triples> "{count(server)}"'
        assert any(total in triple for triple in triples)
        assert any("graph.nq>" in triple for triple in triples)
    assert server.ask("POST", "/void").status == 405


def test_every_answer_has_the_headers_of_care(server):
    for got in (server.ask(query="ASK {}"), server.ask(path="/nothing"), server.ask(path="/"), server.ask(query="x")):
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
        assert got.headers["referrer-policy"] == "no-referrer"
        assert "server" not in got.headers
        assert "access-control-allow-origin" not in got.headers


def test_scripts_of_other_sites_read_where_they_may(serve, served_root, server):
    asked = {"Origin": "https://lab.example", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-methods" not in server.ask("OPTIONS", headers=asked).headers
    shared = serve(served_root, "--cors", "https://lab.example", "--cors", "https://two.example", "--workers", 1)
    ready = shared.ask("OPTIONS", headers=asked)
    assert (ready.status, ready.headers["access-control-allow-methods"]) == (200, "GET, HEAD, POST")
    got = shared.ask(query="ASK {}", headers={"Origin": "https://lab.example"})
    assert got.headers["access-control-allow-origin"] == "https://lab.example"
    assert "Origin" in got.headers["vary"]
    assert "access-control-allow-origin" not in shared.ask(query="ASK {}", headers={"Origin": "null"}).headers
    assert shared.stop() == 0


def test_json_answers_are_those_of_kg_query(server, built):
    engine = json.loads(built.ask(SELECT).serialize(format=ox.QueryResultsFormat.JSON))
    assert server.ask(query=SELECT).json == engine
