"""Fetching: one request, bounds, no private addresses, redirects told; from a server on this machine."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.intake import fetching
from kg.intake.fetching import Bounds, FetchError, fetched

PAGE = b"<html><body><h1>Envoys meet</h1><p>Envoys of four states met in Tokyo.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; keeps the headers that it was sent."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        path, _, value = self.path.partition("?")
        if path == "/to":
            self.send_response(302)
            self.send_header("Location", value)
            self.end_headers()
            return
        body = gzip.compress(PAGE) if path == "/packed" else b"x" * 200_000 if path == "/large" else PAGE
        body = gzip.compress(b"x" * 5_000_000) if path == "/bomb" else body
        self.send_response(int(value) if path == "/status" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "a=b")
        if path in {"/packed", "/bomb"}:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if path == "/slow":
            # A byte, and then nothing until whoever asks has gone.
            self.wfile.write(body[:1])
            self.wfile.flush()
            self.server.over.wait(30)
            return
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        made.asked, made.over, made.daemon_threads = [], threading.Event(), True
        made.block_on_close = False
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.over.set()
        made.shutdown()
        thread.join()


@pytest.fixture
def fetch(server):
    """Fetch a path of the server; gives the input, and what was told on the way."""
    server.asked.clear()

    def call(path, **more):
        told = []
        at = f"http://127.0.0.1:{server.server_port}{path}"
        return fetched(at, today="2016-02-10", private=True, tell=told.append, **more), told

    return call


def test_a_page_is_fetched_with_one_honest_request(fetch, server):
    given, told = fetch("/2016/02/09/talks?id=7")
    assert (given.content, given.retrieved, told) == (PAGE, "2016-02-10", [])
    assert given.url.endswith("/2016/02/09/talks?id=7")
    [(path, headers)] = server.asked
    assert path == "/2016/02/09/talks?id=7"
    assert headers["User-Agent"].startswith("detente/")
    assert "Cookie" not in headers


def test_what_is_packed_is_unpacked(fetch):
    assert fetch("/packed")[0].content == PAGE


def test_redirects_are_followed_and_told(fetch):
    given, told = fetch("/to?/2016/02/09/talks")
    assert given.url.endswith("/2016/02/09/talks")
    assert told[0].endswith(given.url)


def test_redirects_end(fetch, server):
    with pytest.raises(FetchError, match="more than 5 times"):
        fetch("/to?/to?/to?/to?/to?/to?/to?/to?/to?/to?/x")


@pytest.mark.parametrize(
    ("path", "bounds"), [("/large", Bounds(most_bytes=100_000)), ("/bomb", Bounds(most_bytes=100_000))]
)
def test_what_is_too_large_is_given_up(fetch, path, bounds):
    with pytest.raises(FetchError, match="over 100,000 bytes"):
        fetch(path, bounds=bounds)


def test_what_takes_too_long_is_given_up(fetch):
    with pytest.raises(FetchError, match="cannot be fetched"):
        fetch("/slow", bounds=Bounds(seconds=0.3))


@pytest.mark.parametrize(
    ("status", "why"), [(401, "login"), (403, "refuses"), (404, "no such page"), (402, "paid"), (500, "no page")]
)
def test_an_answer_without_a_page_says_why(fetch, status, why):
    with pytest.raises(FetchError, match=why):
        fetch(f"/status?{status}")


PRIVATE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://10.0.0.1/",
    "http://192.168.1.1/x",
    "http://169.254.169.254/latest",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://0.0.0.0/",
    "http://100.64.0.1/",
    "http://[fd00::1]/",
    "http://2130706433/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(url):
    with pytest.raises(FetchError, match="private network"):
        fetched(url, today="2016-02-10")


def test_a_redirect_to_a_private_address_is_refused(server, monkeypatch):
    """As if the server were public, and led to one that is not."""
    public = fetching._is_public
    monkeypatch.setattr(fetching, "_is_public", lambda ip: ip == "127.0.0.1" or public(ip))
    at = f"http://127.0.0.1:{server.server_port}/to?http://169.254.169.254/latest"
    with pytest.raises(FetchError, match="private network"):
        fetched(at, today="2016-02-10", tell=lambda _: None)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "https://user:secret@example.org/",
        "http://example.org:99999/",
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(FetchError) as refused:
        fetched(url, today="2016-02-10")
    assert "secret" not in str(refused.value)
