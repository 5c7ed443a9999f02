"""`--endpoint`: a real server with our graph gives what the local build gives, byte for byte, or one line."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from contextlib import ExitStack

import pyoxigraph as ox
import pytest

from kg.project import RemoteProject, open_project
from kg.rdf.remote import client
from kg.rdf.remote.endpoint import Endpoint
from tests.rdf.endpoints import EMPTY, JSON, oxigraph, told

pytestmark = pytest.mark.usefixtures("no_collecting")

ANSWERS = [
    ("actors", "--format", "csv"),
    ("articles", "--format", "csv"),
    ("claims", "--format", "csv"),
    ("claims", "--contested", "--format", "json"),
    ("tension", "--format", "table"),
    ("tension", "--format", "csv"),
    ("tension", "--format", "json"),
    ("tension", "--sensitivity", "--format", "csv"),
    ("explain", "china", "north korea"),
    ("explain", "china", "dprk", "--format", "json"),
    ("leverage", "--format", "csv"),
    ("leverage", "--paths", "usa", "dprk", "--format", "json"),
    ("disputes", "--format", "csv"),
    ("disputes", "--format", "json"),
    ("forecasts", "--format", "csv"),
    ("forecasts", "--score", "--format", "json"),
    ("timeline", "china", "usa", "--format", "csv"),
    ("timeline", "china", "usa", "--as-known", "--format", "json"),
    ("compare", "2016-02-13", "2016-07-31", "--format", "csv"),
    ("balance", "--format", "json"),
    ("alignment", "--format", "csv"),
    ("alignment", "china", "rok", "--format", "json"),
    ("export", "graphml"),
    ("export", "csv"),
    ("export", "json"),
    ("export", "gexf"),
    ("export", "stix"),
    ("export", "cypher"),
    ("query", "--name", "denials"),
    ("query", "--name", "actor-chains"),
    ("query", "--list"),
    ("query", "SELECT ?g ?c { GRAPH ?g { ?c a kg:Claim } } ORDER BY ?c", "--format", "csv"),
    ("query", "SELECT ?g ?c { GRAPH ?g { ?c a kg:Claim } } ORDER BY ?c", "--format", "xml"),
    ("query", "ASK { GRAPH ?g { ?c kg:denies ?d } }", "--format", "json"),
    ("query", "CONSTRUCT { ?c kg:denies ?d } WHERE { GRAPH ?g { ?c kg:denies ?d } }"),
    ("query", "CONSTRUCT { ?c kg:denies ?d } WHERE { GRAPH ?g { ?c kg:denies ?d } }", "--format", "jsonld"),
]


@pytest.fixture(scope="module")
def servers(built, tmp_path_factory):
    """A server whose default graph is empty, as Oxigraph has it by default, and one where it is the union."""
    folder = tmp_path_factory.mktemp("servers")
    with ExitStack() as stack:
        graph = built.out / "graph.nq"
        yield (
            stack.enter_context(oxigraph(folder / "named", graph)),
            stack.enter_context(oxigraph(folder / "union", graph, "--union-default-graph")),
        )


@pytest.fixture(autouse=True)
def hastily(monkeypatch):
    """Busy servers are asked again at once."""
    monkeypatch.setattr(client, "WAITS", (0, 0))


@pytest.mark.parametrize("asked", ANSWERS, ids=" ".join)
def test_the_same_answers_come_from_a_server(kg, servers, asked):
    local = kg(*asked)
    assert local.exit_code == 0
    for url in servers:
        remote = kg(*asked, "--endpoint", url)
        assert (remote.exit_code, remote.stderr) == (0, local.stderr)
        assert remote.stdout_bytes == local.stdout_bytes


def test_small_pages_make_no_difference(kg, servers, monkeypatch):
    monkeypatch.setitem(Endpoint.__init__.__kwdefaults__, "page", 7)
    for asked in (("tension", "--format", "csv"), ("claims", "--format", "json")):
        assert kg(*asked, "--endpoint", servers[0]).stdout_bytes == kg(*asked).stdout_bytes


def test_rdf_is_exported_with_its_numbers_as_the_server_writes_them(kg, servers):
    written = ox.Store()
    written.load(kg("export", "nquads").stdout_bytes, format=ox.RdfFormat.N_QUADS)
    for name, form in (("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        for url in servers:
            content = kg("export", name, "--endpoint", url).stdout_bytes
            assert set(ox.parse(content, format=form)) == set(written)


def test_in_python(servers, built):
    project = open_project(servers[0])
    assert isinstance(project, RemoteProject)
    assert project.tension() == built.tension()
    assert project.corpus == built.corpus
    assert len(project.dataset) == len(built.dataset)
    assert set(project.store) == set(built.store)
    assert project.query("ASK { GRAPH ?g { ?c a kg:Claim } }")
    for build in (project.build, project.check):
        with pytest.raises(ValueError, match="an endpoint has no sources"):
            build()


def test_the_environment_names_the_endpoint_unless_a_root_is_typed(kg, servers, built, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_ENDPOINT", servers[0])
    local = kg("tension", "--root", built.root).stdout
    assert kg("tension", root=tmp_path).stdout == local
    assert "there is no graph in" in kg("tension", "--root", tmp_path).stderr
    monkeypatch.setenv("KG_ENDPOINT", "")
    assert kg("tension").stdout == local


def test_the_token_is_sent_and_never_shown(kg, monkeypatch):
    def answer(request):
        good = request.headers["Authorization"] == "Bearer secret-token"
        return (200, {"Content-Type": JSON}, b'{"head":{},"boolean":true}') if good else (401, {}, b"secret-token?")

    asked = ("query", "ASK {}", "--endpoint")
    with told(answer) as (url, _):
        assert kg(*asked, url, "--token", "secret-token").stdout == "true\n"
        monkeypatch.setenv("KG_TOKEN", "secret-token")
        assert kg(*asked, url).stdout == "true\n"
        wrong = kg(*asked, url + "?key=secret-token", "--token", "secret-tokem")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert wrong.stderr == f"kg: error: {url}: it asks who you are (401); give --token or KG_TOKEN\n"
    clear = kg(*asked, "http://a.example/")
    assert clear.exit_code == 1
    assert "would travel for all to read" in clear.stderr
    assert "secret" not in clear.stderr


@pytest.mark.parametrize(
    ("reply", "status", "said"),
    [
        ((404, {}, b""), 1, "there is no endpoint at this address (404)"),
        ((500, {"Content-Type": "text/plain"}, b"oh \x1b[31m no"), 1, "it answers 500 Internal Server Error: oh \\x1b[31m no"),
        ((503, {}, b""), 1, "it answers 503 Service Unavailable"),
        ((400, {"Content-Type": "text/plain"}, b"line 1"), 1, "finds the query wrong: line 1"),
        ((200, {"Content-Type": "text/html"}, b"<html>"), 1, "answers with text/html, which is no result of SPARQL"),
        ((200, {"Content-Type": JSON}, b'{"head"'), 1, "its answer is broken: "),
        ((200, {"Content-Type": JSON}, EMPTY), 1, "holds no actors, issues"),
        ((302, {"Location": "/sparql"}, b""), 1, "redirects more than 3 times"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_line_on_any_command(kg, reply, status, said):
    with told(lambda request: reply) as (url, _):
        for asked in (("tension",), ("explain", "china", "usa"), ("export", "nquads"), ("query", "--name", "denials")):
            failed = kg(*asked, "--endpoint", url)
            assert (failed.exit_code, failed.stdout) == (status, "")
            assert failed.stderr.startswith(f"kg: error: {url}")
            assert said in failed.stderr
            assert failed.stderr.count("\n") == 1


def test_mistakes_in_the_options(kg, built, servers):
    for wrong in ("sparql", "", "ftp://a.example/"):
        failed = kg("tension", "--endpoint", wrong)
        assert failed.exit_code == 2, wrong
        assert "an endpoint is an address such as" in failed.stderr
    both = kg("tension", "--endpoint", servers[0], "--root", built.out / "graph.nq")
    assert both.exit_code == 2
    assert "two graphs; give one" in both.stderr
    for command in ("build", "check", "view"):
        assert "No such option" in kg(command, "--endpoint", servers[0]).stderr


def test_nothing_matched_and_wrong_queries_are_as_they_are_locally(kg, servers):
    for url in servers:
        assert kg("query", "SELECT ?x { ?x kg:nothing ?y }", "--endpoint", url).exit_code == 1
        wrong = kg("query", "SELECT ?x { ?x", "--endpoint", url)
        assert (wrong.exit_code, wrong.stdout) == (2, "")
        assert "finds the query wrong" in wrong.stderr
        assert kg("explain", "china", "atlantis", "--endpoint", url).exit_code == 2


def test_the_time_limit_holds_and_leaves_nothing_behind(kg):
    with told(lambda request: (200, {"Content-Type": JSON}, iter(lambda: b" ", b""))) as (url, _):
        before = set(threading.enumerate())
        failed = kg("query", "ASK {}", "--endpoint", url, "--timeout", "0.1")
        assert {thread for thread in threading.enumerate() if thread.daemon is False} <= before
    assert failed.exit_code == 1
    assert failed.stderr == f"kg: error: {url}: no answer within 0.1 seconds; narrow the query, or give --timeout\n"


def test_help_and_local_graphs_need_no_http_client(built):
    code = "import sys; from kg.cli import cli; cli(sys.argv[1:], standalone_mode=False); assert 'urllib3' not in sys.modules"
    for asked in (["tension", "--help"], ["tension", "--root", built.root], ["query", "ASK {}", "--root", built.root]):
        subprocess.run([sys.executable, "-c", code, *asked], check=True, capture_output=True)


def test_without_the_extra_one_line_says_how_to_get_it(kg, monkeypatch):
    monkeypatch.delitem(sys.modules, "kg.http.connections", raising=False)
    monkeypatch.setitem(sys.modules, "urllib3", None)
    failed = kg("tension", "--endpoint", "http://127.0.0.1:9/")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert "pip install 'detente[remote]'" in failed.stderr


def test_our_own_server_gives_the_same_answers(kg, built):
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--workers", "1", "--root", built.root]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            ready = next(found for line in server.stderr if (found := re.search(r"http://[\d.:]+/", line)))
            for asked in (("tension", "--format", "csv"), ("export", "json"), ("query", "--name", "denials")):
                remote = kg(*asked, "--endpoint", ready.group() + "sparql")
                assert remote.stdout_bytes == kg(*asked).stdout_bytes
        finally:
            server.terminate()
