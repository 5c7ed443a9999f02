"""Endpoints over real HTTP: busy, wrong, slow, endless, elsewhere; each ends in an answer or in one line."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
from itertools import count

import pytest

from kg.rdf.guard import QueryError
from kg.rdf.remote import transport
from kg.rdf.remote.address import EndpointError, address
from kg.rdf.remote.client import Client
from kg.rdf.remote.endpoint import Endpoint
from kg.rdf.remote.transport import Transport
from tests.dripping import dripping
from tests.rdf.endpoints import EMPTY, JSON, told

pytestmark = pytest.mark.usefixtures("no_collecting")

OK = {"Content-Type": f"{JSON}; charset=utf-8"}
SHORT = "SELECT * { ?s ?p ?o }"


def client(url, token="", *, timeout=30, most=transport.MAX_BYTES, rest=None):
    where = address(url, token)
    rested = [] if rest is None else rest
    return Client(where, timeout=timeout, transport=Transport(str(where), most), rest=rested.append)


def asked(url, *args, query=SHORT, **options):
    made = client(url, *args, **options)
    try:
        return made.ask(query, JSON)
    finally:
        made.transport.close()


def fails(answer, said, **options):
    with told(answer) as (url, seen), pytest.raises((EndpointError, QueryError), match=said) as caught:
        asked(url, **options)
    assert "\n" not in str(caught.value)
    return seen


def test_short_queries_are_got_and_long_ones_are_posted():
    with told(lambda request: (200, OK, EMPTY)) as (url, seen):
        assert asked(url + "?key=1").content == EMPTY
        asked(url, query=SHORT + " #" + "x" * 3_000)
    get, post = seen
    assert (get.command, post.command) == ("GET", "POST")
    assert get.path == "/sparql?key=1&query=SELECT+%2A+%7B+%3Fs+%3Fp+%3Fo+%7D"
    assert get.headers["Accept"] == JSON
    assert post.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert post.body.startswith(b"query=SELECT")


def test_one_connection_serves_many_queries():
    with told(lambda request: (200, OK, EMPTY)) as (url, seen):
        made = client(url)
        for _ in range(3):
            made.ask(SHORT, JSON)
        made.transport.close()
    assert len({request.client_address for request in seen}) == 1


def test_what_is_compressed_is_unpacked_and_a_bomb_is_not():
    packed = {**OK, "Content-Encoding": "gzip"}
    with told(lambda request: (200, packed, gzip.compress(EMPTY))) as (url, seen):
        assert asked(url).content == EMPTY
    assert seen[0].headers["Accept-Encoding"] == "gzip"
    bomb = gzip.compress(b" " * 50_000_000)
    fails(lambda request: (200, packed, bomb), "longer than 1,000,000 bytes", most=1_000_000)
    fails(lambda request: (200, packed, b"no gzip"), "not compressed as it says")


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_busy_endpoint_is_asked_again(status):
    number, rested = count(), []

    def answer(request):
        return (200, OK, EMPTY) if next(number) == 2 else (status, {"Retry-After": "3"}, b"")

    with told(answer) as (url, _):
        assert asked(url, rest=rested).status == 200
    assert rested == [3, 3]


def test_what_stays_busy_is_given_up():
    rested = []
    seen = fails(lambda request: (503, {"Content-Type": "text/plain"}, b"come back\nlater"), "503 Service Unavailable: come back later$", rest=rested)  # fmt: skip
    assert (len(seen), rested) == (5, [0.5, 1, 2, 4])
    for wait in ("3600", "9" * 9):
        assert (
            len(fails(lambda request, wait=wait: (429, {"Retry-After": wait}, b""), "too busy to answer within 30 sec"))
            == 1
        )
    rested.clear()
    fails(lambda request: (503, {"Retry-After": "soon"}, b""), "503", rest=rested)
    assert rested == [0.5, 1, 2, 4]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, r"there is no endpoint at this address \(404\)"),
        (401, "give --token or KG_TOKEN"),
        (403, "is the token right"),
        (500, "answers 500 Internal Server Error$"),
        (599, "answers 599$"),
        (204, "answers 204"),
        (206, "answers 206"),
    ],
)
def test_statuses(status, said):
    page = b"" if status == 204 else b"<html><h1>Sorry</h1></html>"
    seen = fails(lambda request: (status, {"Content-Type": "text/html"}, page), said)
    assert len(seen) == 1


def test_a_query_that_the_endpoint_refuses_is_the_query_s_fault():
    with (
        told(
            lambda request: (400, {"Content-Type": "text/plain"}, b"line 1:\n unexpected\x1b[31m ?" + b"x" * 9_999)
        ) as (url, _),
        pytest.raises(QueryError, match="finds the query wrong: line 1: unexpected"),
    ):
        asked(url)
    fails(lambda request: (400, {"Content-Type": "text/html"}, b"<h1>no</h1>"), "does not say why")
    problem = {"Content-Type": "application/problem+json"}
    fails(lambda request: (400, problem, b'{"title": "Bad", "detail": "line 3:\\n no"}'), "wrong: line 3: no$")
    fails(lambda request: (400, problem, b'{"title": "Bad"}'), "wrong: Bad$")
    fails(lambda request: (400, problem, b"[" * 9_000), r"wrong: \[+$")


def test_an_answer_without_end_is_cut_off():
    fails(lambda request: (200, OK, (b" " * 65_536 for _ in count())), "longer than 300,000 bytes", most=300_000)
    fails(lambda request: (500, {}, (b" " * 65_536 for _ in count())), "answers 500")


def test_an_answer_that_comes_too_slowly_is_cut_off():
    said = r"no answer within 0\.05 seconds; narrow the query, or give --timeout"
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(EndpointError, match=said):
        asked(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.05)
    fails(lambda request: (200, OK, (b" " for _ in count())), "no answer within 0.2 seconds", timeout=0.2)


def test_headers_that_drip_in_are_cut_off():
    """Each byte comes in time for the socket; all of them never do."""
    with dripping() as port, pytest.raises(EndpointError, match=r"no answer within 0\.2 seconds"):
        asked(f"http://127.0.0.1:{port}/", timeout=0.2)


def test_an_answer_that_breaks_off_is_asked_for_again():
    number = count()

    def answer(request):
        request.close_connection = True
        return (200, OK, EMPTY) if next(number) else (200, {**OK, "Content-Length": "99"}, EMPTY)

    with told(answer) as (url, _):
        assert asked(url).content == EMPTY

    def short(request):
        request.close_connection = True
        return 200, {**OK, "Content-Length": "99"}, EMPTY

    assert len(fails(short, "the answer broke off")) == 5

    def chunked(request):
        request.close_connection = True
        return 200, {**OK, "Transfer-Encoding": "chunked", "Content-Length": "0"}, [b"5\r\nab"]

    assert len(fails(chunked, "the answer broke off")) == 5


def test_a_part_of_an_answer_is_none():
    fails(lambda request: (200, {**OK, "X-SQL-State": "S1TAT"}, EMPTY), "gives a part of the answer")
    row = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"1"}}]}}'
    with told(lambda request: (200, {**OK, "X-SPARQL-MaxRows": "1"}, row)) as (url, _):
        server = Endpoint(address(url))
        with pytest.raises(EndpointError, match="no more than 1 rows, and this answer may have more"):
            server.ask(SHORT)
        assert len(list(server.ask(SHORT + " LIMIT 1"))) == 1


@pytest.mark.parametrize("headers", [{}, {"X-SPARQL-MaxRows": "0"}, {"X-SPARQL-MaxRows": "many"}])
def test_an_answer_without_rows_is_whole_where_no_limit_is_stated(headers):
    with told(lambda request: (200, OK | headers, EMPTY)) as (url, _):
        assert list(Endpoint(address(url)).ask(SHORT)) == []


@pytest.mark.parametrize(("rows", "truth"), [(b"", False), (b'{"__ASK_RETVAL":{"type":"literal","value":"1"}}', True)])
def test_virtuoso_answers_ask_by_a_row(rows, truth):
    content = b'{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[' + rows + b"]}}"
    with told(lambda request: (200, OK, content)) as (url, _):
        assert bool(Endpoint(address(url)).ask("ASK {}")) is truth


def test_redirects_are_followed_so_far():
    def answer(request):
        if request.path.startswith("/sparql"):
            return 307, {"Location": "/real" + request.path.removeprefix("/sparql")}, b""
        return 200, OK, EMPTY

    for query in (SHORT, SHORT + "#" * 3_000):
        with told(answer) as (url, seen):
            assert asked(url, "secret", query=query).content == EMPTY
        assert seen[0].command == seen[1].command
        assert seen[0].body == seen[1].body
        assert seen[1].headers["Authorization"] == "Bearer secret"
    assert len(fails(lambda request: (302, {"Location": request.path}, b""), "redirects more than 3 times")) == 4
    for elsewhere in ("", "file:///etc/passwd", "ftp://a.example/", "http://["):
        fails(lambda request, to=elsewhere: (301, {"Location": to}, b""), "redirects to")


def test_a_redirect_to_others_does_not_take_the_token_along():
    good = told(lambda request: (200, OK, EMPTY))
    with good as (other, seen), told(lambda request: (303, {"Location": other}, b"")) as (url, first):
        asked(url, "secret", query=SHORT + "#" * 3_000)
    assert first[0].headers["Authorization"] == "Bearer secret"
    assert seen[0].headers["Authorization"] is None
    assert (seen[0].command, seen[0].body) == ("GET", b"")


def test_nothing_listens():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(
        EndpointError, match=rf"^http://127\.0\.0\.1:{port}/sparql: cannot be reached: connection refused$"
    ):
        asked(f"http://me:secret@127.0.0.1:{port}/sparql?key=secret")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with (
        told(lambda request: (200, OK, EMPTY), lambda plain: context.wrap_socket(plain, server_side=True)) as (
            url,
            seen,
        ),
        pytest.raises(EndpointError, match=r"no safe connection: .*certificate"),
    ):
        asked(url)
    assert seen == []


def test_a_proxy_of_the_environment_is_used_but_not_for_this_machine(monkeypatch):
    with told(lambda request: (200, OK, EMPTY)) as (proxy, seen):
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert asked("http://endpoint.example/sparql").content == EMPTY
        assert seen[0].path.startswith("http://endpoint.example/sparql?query=")
        with told(lambda request: (200, OK, EMPTY)) as (url, direct):
            asked(url)
    assert (len(seen), len(direct)) == (1, 1)
