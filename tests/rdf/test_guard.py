"""Queries stay on this machine, whatever they try; what only looks like trying is answered."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.rdf import guard
from kg.rdf.guard import MAX_LENGTH, refuse
from kg.rdf.query import QueryError, QueryRefusedError, run
from kg.rdf.store import in_memory
from kg.rdf.tokens import tokens


@pytest.fixture(scope="module")
def server():
    """A server on this machine that notes every request; no query may ever reach it."""
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *args):
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}/", hits
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.fixture(scope="module")
def store(server):
    """Whatever the fragments below may say of ?s and ?p is so: a SERVICE beside it is always asked."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    objects = (
        ox.NamedNode("https://x/c"), ox.NamedNode(server[0] + "a.b"), ox.Literal("true", datatype=ox.NamedNode(xsd + "boolean")), ox.Literal(1), ox.Literal("a"), ox.Literal(""),
        ox.Literal("1e5", datatype=ox.NamedNode(xsd + "double")),
    )  # fmt: skip
    return in_memory(ox.Quad(ox.NamedNode("https://x/a"), ox.NamedNode("https://x/b"), value) for value in objects)


def consume(result):
    return list(result) if hasattr(result, "__iter__") else bool(result)


def called(query, url):
    return query.replace("URL", url)


PREFIX = "PREFIX : <URL> PREFIX ex: <URL> "
SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
    "SELECT * { { { SERVICE ?g { ?s ?p ?o } } } VALUES ?g { <URL> } }",
    "SELECT * { # nothing here\nSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { # nothing here\rSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # <https://x/>\n <URL> { ?s ?p ?o } }",
    'SELECT * { ?a ?b "\'" . SERVICE <URL> { ?s ?p ?o } . ?c ?d "\'" }',
    'SELECT * { ?a ?b "\\"" . SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { ?a ?b '''x'' y''' . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u+053ERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?a ?b "x\\u0022 . SERVICE <URL> { ?s ?p ?o } # " }',
    "SELECT * { # \\\\u000a '''\n \\u0053ERVICE <URL> { ?s ?p ?o }\n # '''\n}",
    "SELECT * { ?a ?b ?c FILTER(?a < ?b && ?b > ?c) SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b <https://x/#> . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b <https://x/\\u0041#> . SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) { }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    # keywords that the engine reads without a space around them
    PREFIX + "SELECT * { SERVICE:x { ?s ?p ?o } }",
    PREFIX + "SELECT * { SERVICEex:x { ?s ?p ?o } }",
    PREFIX + "SELECT * { SERVICE ex: { ?s ?p ?o } }",
    PREFIX + "SELECT * { SERVICESILENT:x{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<URL> { ?s ?p ?o } }",
    PREFIX + "SELECT * { ?s ?p trueSERVICE:x { ?s ?p ?o } }",
    # a local name has one dot at most for the engine: here it ends after b
    PREFIX + "SELECT * { ?s ?p ex:a.b.SERVICE <URL> { ?s ?p ?o } }",
    PREFIX + "SELECT * { ?s ?p ex:a.b.SERVICE:x { ?s ?p ?o } }",
    # strings that the engine gives up because of an escape in what is then a comment
    "SELECT * { VALUES ?v { '''a' } SERVICE <URL> { ?s ?p ?o } # \\x '''\n}",
    "SELECT * { VALUES ?v { '''a' } SERVICE <URL> { ?s ?p ?o } # \\uD800 '''\n}",
    'SELECT * { VALUES ?v { """a" } SERVICE <URL> { ?s ?p ?o } # \\U00110000 """\n}',
    # what looks like an IRI is "less than" and an expression
    "SELECT * { VALUES ?x {<URL>} FILTER(?a<?b)SERVICE?x#>\n { ?s ?p ?o } }",
    "SELECT * { FILTER(?a<'x>#')SERVICE <URL> { ?s ?p ?o }\n }",
    "SELECT * { FILTER(?a<?b#c>'''\n)SERVICE <URL> { ?s ?p ?o } #'''\n }",
    PREFIX + "SELECT * { FILTER(?a<ex:b)SERVICE?x#>\n { ?s ?p ?o } VALUES ?x {<URL>} }",
]
OTHERS = [
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * from\n<URL> { ?s ?p ?o }",
    "SELECT * FROM<URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROMNAMED<URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM graph:registry FROM <URL> { ?s ?p ?o }",
    "PREFIX x: <URL#> SELECT * FROM x:y { ?s ?p ?o }",
    "BASE <URL> SELECT * FROM <there> { ?s ?p ?o }",
    "BASE <URL> PREFIX x: <sub/> SELECT * FROM x:y { ?s ?p ?o }",
    "LOAD <URL>",
    "PREFIX x: <URL#> LOAD SILENT <URL> INTO GRAPH x:y",
    "# to begin with\nload <URL>",
    "INSERT DATA { <URL> <URL> <URL> }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <URL> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
]
HARMLESS = [
    "SELECT * { ?service ?from ?load } LIMIT 1",
    "SELECT * { ?s ?p ?o FILTER(STR(?o) != 'SERVICE <https://x/> FROM') } LIMIT 1",
    "SELECT * { ?s ?p ?o FILTER(STR(?o) != 'it\\'s no SERVICE \\u0041 \\n') } LIMIT 1",
    "SELECT * { ?s ?p ?o } LIMIT 1 # SERVICE <https://x/> { } LOAD 'it",
    "SELECT * { ?s ?p ?o FILTER(?p != <https://x/SERVICE/FROM#service>) } LIMIT 1",
    "SELECT * { ?s ?p ?o FILTER(?p != <https://x/People's_service_(x)>) } LIMIT 1",
    "PREFIX service: <https://x/> SELECT * { ?s ?p ?o FILTER(?p != service:service) } LIMIT 1",
    "PREFIX service: <https://x/> SELECT * { { ?s ?p ?o } UNION { GRAPH service:g { ?s ?p ?o } } } LIMIT 1",
    "PREFIX load: <https://x/> SELECT * { ?s ?p ?o FILTER(?p != load:from) } LIMIT 1",
    "PREFIX x: <https://x/> SELECT * { ?s x:service?|^x:b|x:b ?o } LIMIT 1",
    'SELECT * { ?s ?p ?o FILTER(STR(?o) != """a " SERVICE \'\'\' """) } LIMIT 1',
    "SELECT * { ?s ?p ?o FILTER(!(?o<1 && ?o>2)) FILTER(STR(?s) != 'service') } LIMIT 1",
    "SELECT * { ?s ?p ?o FILTER(LANG(?o) != 'x' || ?o = \"service\"@en-GB) } LIMIT 1",
    "SELECT ?s { ?s ?p ?o MINUS { ?s a kg:Claim } } LIMIT 1",
]


@pytest.mark.parametrize("query", SERVICES[:1])
def test_the_engine_by_itself_does_call_out(store, server, query):
    """What the guard is for; where this fails, the engine has learnt to stay at home and the guard can go."""
    url, hits = server
    with pytest.raises(OSError, match="500"):
        consume(store.query(called(query, url)))
    assert hits
    hits.clear()


@pytest.mark.parametrize("query", SERVICES + OTHERS)
def test_what_would_leave_this_machine_or_write_is_refused(store, server, query):
    url, hits = server
    with pytest.raises(QueryRefusedError):
        consume(run(store, called(query, url)))
    assert hits == []


def test_a_query_that_no_person_wrote_is_not_read(store):
    assert run(store, "ASK { ?s ?p ?o } #" + "x" * (MAX_LENGTH - 18))
    with pytest.raises(QueryError, match="more than 1,048,576 characters"):
        run(store, "ASK { ?s ?p ?o } #" + "x" * (MAX_LENGTH - 17))


@pytest.mark.parametrize("query", HARMLESS)
def test_the_same_words_elsewhere_are_harmless(store, query):
    assert len(consume(run(store, query))) == 1


FRAGMENTS = (
    "'", '"', "'''", '"""', "#", "\n", "\\", "\\\\", "\\u0027", "\\u0022", "\\u000a", "\\x", "\\uD800", "<", ">", "<b", "#b>", "(", ")",
    "FILTER(", "?a", "?u", ".", ";", ",", "?s ?p ", "?s ?p ?o", "true", "1e5", "1.", "ex:a.b", "ex:a\\'", "ex:a\\#", "_:b.", "@en", "'a'",
    "'''a'", "''", "VALUES ?v {", "GRAPH ?g {", "OPTIONAL {", "<https://x/#>", "<a:b)>", "<'x>#'", "<?b#c>", "service:", "{", "}", " ",
)  # fmt: skip
CALLS = (
    "SERVICE <URL> {?s ?p ?o}", "SERVICE:x{?s ?p ?o}", "SERVICEex:a{?s ?p ?o}", "1e5SERVICE<URL>{}", "trueSERVICE<URL>{}", ".SERVICE<URL>{}",
    "SERVICE?u#>\n{?s ?p ?o}", "\\u0053ERVICE <URL> {}", "SERVICESILENT<URL>{}", "SERVICE", "{?s ?p ?o}", "<URL>", "FROM <URL>", "LOAD <URL>",
)  # fmt: skip
FRAMES = (
    PREFIX + "SELECT * {{ {} }}", "BASE <URL> " + PREFIX + "SELECT * {{ VALUES ?u {{<URL>}} {}\n}}", "ASK {{ ?s ?p {} }}", "{}",
)  # fmt: skip


mixtures = st.tuples(
    st.lists(st.sampled_from(FRAGMENTS), max_size=5),
    st.sampled_from(CALLS),
    st.lists(st.sampled_from(FRAGMENTS), max_size=5),
)


@settings(max_examples=800, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FRAMES), mixtures, st.sampled_from(["", " "]))
def test_no_mixture_ever_reaches_the_server(store, server, frame, mixture, glue):
    url, hits = server
    before, call, after = mixture
    query = called(frame.format(glue.join([*before, call, *after])), url)
    with suppress(QueryError, OSError, RuntimeError):
        consume(run(store, query))
    assert hits == [], query


@settings(max_examples=800, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SERVICES), st.data())
def test_no_change_to_a_query_that_calls_out_lets_it_through(store, server, query, data):
    """Pieces put into an attack, or taken out of it, where they may hide what is left."""
    url, hits = server
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(query)))
        piece = data.draw(st.sampled_from(["", *FRAGMENTS, *CALLS]))
        query = query[:place] + piece + query[place + (data.draw(st.integers(1, 3)) if not piece else 0) :]
    with suppress(QueryError, OSError, RuntimeError):
        consume(run(store, called(query, url)))
    assert hits == [], query


@given(st.text("SERVICEservice'\"#<>\\u053{}()?.: \n", max_size=60))
@example("service '")
def test_whatever_is_asked_the_answer_is_an_answer_or_a_query_error(store, text):
    with suppress(QueryError):
        consume(run(store, text))


@settings(max_examples=800, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*FRAGMENTS, *CALLS, "ASK", "{", "(", "}", "from", "Load", "?s ?p ?o", "\\u0046"]), max_size=12
    )
)
def test_of_what_its_letters_let_through_the_tokens_refuse_nothing(store, parts):
    query = " ".join(parts)
    if guard._is_plain(query):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(guard, "_is_plain", lambda _: False)
            assert refuse(store, query) is False


def test_letters_that_may_be_of_what_is_refused_are_looked_at():
    plain = ["ASK { ?s ?p ?o }", "SELECT ?v { ?v a kg:Claim }"]
    doubtful = ["ASK { ?ſervice ?p ?o }", "sErViCe", "INSERT", "ASK FROM <a:b> {}", "ASK { ?s ?p '\\n' }", "(" * 201]
    assert [guard._is_plain(query) for query in [*plain, *doubtful]] == [True] * 2 + [False] * 6


def test_tokens_are_those_of_the_grammar():
    found = tokens("SELECT ?s { ex:a.b.c :x-y ex: a:%20\\' 1.5e-3 _:b.c. 'a'@en-GB ?a<b> <=3 # c\n'''d'e'''}")
    assert [(token.kind, token.text) for token in found] == [
        ("word", "SELECT"), ("variable", "?s"), ("other", "{"), ("name", "ex:a.b"), ("other", "."), ("word", "c"), ("name", ":x-y"),
        ("name", "ex:"), ("name", "a:%20\\'"), ("number", "1.5e-3"), ("variable", "_:b.c"), ("other", "."), ("text", "'a'"),
        ("variable", "@en-GB"), ("variable", "?a"), ("iri", "<b>"), ("other", "<"), ("other", "="), ("number", "3"),
        ("text", "'''d'e'''"), ("other", "}"),
    ]  # fmt: skip


# The engine reads and evaluates a query by recursion: some ways of nesting use up the stack of a process at under a
# thousand levels, which ends the process, and whoever else it answers, without an exception. So depth is bounded before
# the engine sees the query, at a fifth of that, and by brackets, since all nesting has them.
NESTINGS = {
    "groups": ("{ ", "?s ?p ?o", " }"),
    "options": ("OPTIONAL { ", "?s ?p ?o", " }"),
    "negations": ("FILTER NOT EXISTS { ?s ?p ?o . ", "?s ?p ?o", " }"),
    "queries in queries": ("{ SELECT * { ", "?s ?p ?o", " } }"),
    "expressions": ("(", "1", ")"),
}
# On the stack that the first thread of a process mostly has, whatever the limits are where the tests run.
ASK = """
import sys, threading
import pyoxigraph as ox
from kg.rdf import guard
from kg.rdf.guard import refuse
from kg.rdf.query import QueryError, run

def ask():
    try:
        print("answered", list(run(ox.Store(), sys.stdin.read())))
    except QueryError as error:
        print(error)

threading.stack_size(8 * 1024 * 1024)
thread = threading.Thread(target=ask)
thread.start()
thread.join()
"""


def answer_to(name, brackets):
    """What a process says of a query with so many brackets inside one another, and how it ends."""
    opening, inner, closing = NESTINGS[name]
    around = "SELECT * { FILTER %s }" if name == "expressions" else "SELECT * { %s }"
    levels = (brackets - 1) // len(closing.split())
    query = around % (opening * levels + inner + closing * levels)
    done = subprocess.run([sys.executable, "-c", ASK], input=query, capture_output=True, text=True, timeout=100)
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize("name", NESTINGS)
def test_no_depth_of_nesting_ends_the_process(name):
    code, told = answer_to(name, 200)
    assert (code, told.partition(" ")[0]) == (0, "answered")
    for brackets in (203, 1990):
        assert answer_to(name, brackets) == (0, "nested more than 200 brackets deep")
