"""Queries stay on this machine, whatever they try; what only looks like trying is answered."""

from __future__ import annotations

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.query import QueryError, QueryRefusedError, run
from kg.graph.store import in_memory
from kg.vocabulary import DATA

KG = "https://w3id.org/detente/ns#"


@pytest.fixture(scope="module")
def store(shipped_quads):
    return in_memory(shipped_quads)


@pytest.fixture(scope="module")
def server():
    """A server on this machine that notes every request; no query may ever reach it."""
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(b'{"head":{"vars":[]},"results":{"bindings":[]}}')

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *args):
            pass

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}/sparql", hits
    listening.shutdown()
    thread.join()
    listening.server_close()


def consume(result):
    return list(result) if hasattr(result, "__iter__") else bool(result)


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
    "SELECT * { { { SERVICE ?g { ?s ?p ?o } } } VALUES ?g { <URL> } }",
    "SELECT * { # nothing here\nSERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?a ?b "\'" . SERVICE <URL> { ?s ?p ?o } . ?c ?d "\'" }',
    'SELECT * { ?a ?b "\\"" . SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { ?a ?b '''x'' y''' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?a ?b "x\\u0022 . SERVICE <URL> { ?s ?p ?o } # " }',
    "SELECT * { ?a ?b ?c FILTER(?a < ?b && ?b > ?c) SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b <http://x/#> . SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX x: <URL#> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
]
OTHERS = [
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * from\n<URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX x: <URL#> SELECT * FROM x:y { ?s ?p ?o }",
    "LOAD <URL>",
    "PREFIX x: <URL#> LOAD SILENT <URL> INTO GRAPH x:y",
    "INSERT DATA { <URL> <URL> <URL> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
]


@pytest.mark.parametrize("query", SERVICES + OTHERS)
def test_what_would_leave_this_machine_or_write_is_refused(store, server, query):
    url, hits = server
    with pytest.raises(QueryRefusedError):
        consume(run(store, query.replace("URL", url)))
    assert hits == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?from ?load } LIMIT 1",
        "SELECT * { ?s ?p ?o FILTER(STR(?o) != 'SERVICE <http://x/> FROM') } LIMIT 1",
        "SELECT * { ?s ?p ?o } LIMIT 1 # SERVICE <http://x/> { }",
        "SELECT * { ?s ?p ?o FILTER(?p != <http://x/SERVICE/FROM>) } LIMIT 1",
        "PREFIX service: <http://x/> SELECT * { ?s ?p ?o FILTER(?p != service:service) } LIMIT 1",
        'SELECT * { ?s ?p ?o FILTER(STR(?o) != """a " SERVICE \'\'\' """) } LIMIT 1',
        "SELECT ?s { ?s a kg:Claim } LIMIT 1",
    ],
)
def test_the_same_words_elsewhere_are_harmless(store, query):
    assert len(consume(run(store, query))) == 1


def test_the_union_of_all_graphs_is_asked_unless_the_query_names_one(store):
    article = f"{DATA}article/2016-02-china-topix-thaad-talks"
    count = "SELECT (COUNT(DISTINCT ?c) AS ?n) {} {{ ?c a <https://w3id.org/detente/ns#Claim> }}"
    everywhere = int(next(iter(run(store, count.format(""))))["n"].value)
    one = int(next(iter(run(store, count.format(f"FROM <{article}>"))))["n"].value)
    assert (everywhere, one) == (85, 40)
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) FROM NAMED article:2016-07-isdp-thaad-thawing { GRAPH ?g { ?s ?p ?o } }"
    assert int(next(iter(run(store, named)))["n"].value) == 1


@pytest.mark.parametrize(
    "query", ["", "SELECT", "SELECT ?x WHERE { ?x", "nonsense", "SELECT * { ?s unknown:p ?o }", "\x00", "“"]
)
def test_what_is_not_sparql_says_so(store, query):
    with pytest.raises(QueryError, match="not SPARQL"):
        run(store, query)


FRAGMENTS = st.sampled_from(
    ["SERVICE", "service", "\\u0053ERVICE", "<URL>", "{ ?s ?p ?o }", "SELECT *", "{", "}", '"', "'", '"""', "'''", "#", "\n",
     "\\", "\\u0022", "\\u000A", "\\u0027", "?x ?y", ".", "FROM", "LOAD", "<", ">", ":a", "x:y", "PREFIX x: <URL>", "ASK", "@en", " "]
)  # fmt: skip


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(FRAGMENTS, max_size=14),
    st.sampled_from(["SELECT * {{ {} SERVICE <URL> {{ ?s ?p ?o }} {} }}", "{}{}"]),
    st.integers(0, 14),
)
def test_no_mixture_ever_reaches_the_server(store, server, fragments, frame, split):
    url, hits = server
    query = frame.format(" ".join(fragments[:split]), " ".join(fragments[split:])).replace("URL", url)
    with suppress(QueryError):
        consume(run(store, query))
    assert hits == [], query
