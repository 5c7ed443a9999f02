"""Endpoints that answer what they like."""

from __future__ import annotations

import gzip
import json
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count, repeat
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from benchmarks.attack import projects
from benchmarks.attack.attacks import Attack
from benchmarks.attack.mutations import hostile, mutated
from benchmarks.attack.processes import run, started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from benchmarks.attack.attacks import Attempt

JSON = "application/sparql-results+json"
TYPES = (
    JSON,
    "application/sparql-results+xml",
    "text/csv",
    "application/n-triples",
    "text/html",
    "application/json",
    "",
    "\x0b",
    "text/plain; charset=utf-7",
)
STATUSES = (
    200, 200, 200, 200, 204, 206, 301, 302, 303, 307, 400, 401, 403, 404, 406, 413, 429, 500, 502, 503, 504, 599, 999,
)  # fmt: skip
TIMEOUT = 3
COMMANDS = (
    ["query", "SELECT * { ?s ?p ?o } LIMIT 5"],
    ["query", "ASK { ?s ?p ?o }"],
    ["query", "CONSTRUCT WHERE { ?s ?p ?o }"],
    ["query", "--name", "denials"],
    ["tension"],
    ["claims"],
    ["leverage"],
    ["export", "graphml"],
)


class Endpoint(BaseHTTPRequestHandler):
    """Answers truly up to some request, and then as the random numbers of its path have it."""

    protocol_version = "HTTP/1.1"
    store: object

    def do_GET(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        seed = self.path.split("/")[1]
        random = Random(f"{seed} {self.server.number(seed)}")  # type: ignore[attr-defined]
        # A client that pages asks several times; the lie may come late.
        true = self._answer(body)
        if random.random() < 0.4:
            self._send(200, JSON, {}, true)
        else:
            self._lie(random, true)

    do_POST = do_GET  # noqa: N815 - the name that http.server gives it

    def _answer(self, body: bytes) -> bytes:
        import pyoxigraph as ox  # noqa: PLC0415 - in the process of the endpoint alone

        query = parse_qs(body.decode() or urlsplit(self.path).query).get("query", ["ASK {}"])[0]
        try:
            found = self.store.query(query, use_default_graph_as_union=True)  # type: ignore[attr-defined]
        except (SyntaxError, ValueError):
            return b"{}"
        if isinstance(found, ox.QueryTriples):
            return found.serialize(format=ox.RdfFormat.N_TRIPLES)
        return found.serialize(format=ox.QueryResultsFormat.JSON)

    def _lie(self, random: Random, true: bytes) -> None:
        """Answer in one of the ways of `BODIES`, with headers and a status that need not fit."""
        body = random.choice(BODIES)(true, random)
        headers = {name: random.choice(values) for name, values in HEADERS.items() if random.random() < ODD_HEADER}
        if isinstance(body, bytes) and random.random() < ODD_LENGTH:
            body = gzip.compress(body, mtime=0) if random.random() < 0.5 else BOMB
            headers["Content-Encoding"] = "gzip"
        if isinstance(body, bytes) and random.random() < ODD_LENGTH:
            headers["Content-Length"] = random.choice(LENGTHS)
        self._send(random.choice(STATUSES), random.choice((JSON, JSON, JSON, *TYPES)), headers, body)

    def _send(self, status: int, kind: str, headers: dict[str, str], body: bytes | Iterable[bytes]) -> None:
        if isinstance(body, bytes):
            headers = {"Content-Length": str(len(body)), **headers}
        else:
            self.close_connection = True
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in [body] if isinstance(body, bytes) else body:
                self.wfile.write(piece)

    def handle(self) -> None:
        """Answer as long as there is somebody."""
        with suppress(OSError, ValueError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Counts the requests of each path, so that the same seed gives the same answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Endpoint)
        self.counts: dict[str, int] = {}

    def number(self, seed: str) -> int:
        """The how manieth request this is."""
        self.counts[seed] = self.counts.get(seed, 0) + 1
        return self.counts[seed]


def _row(value: str) -> bytes:
    return json.dumps({"s": {"type": "literal", "value": value}}).encode()


def _rows(rows: Iterable[bytes]) -> Iterator[bytes]:
    yield HEAD
    for number, row in enumerate(rows):
        yield (b"," if number else b"") + row
    yield b"]}}"


def _value_without_end() -> Iterator[bytes]:
    yield HEAD + b'{"s":{"type":"literal","value":"'
    yield from repeat(b"x" * 65_536)


def _many_variables() -> bytes:
    names = [f"v{number}" for number in range(50_000)]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": [{}] * 3}}).encode()


def _nodes_without_end() -> Iterator[bytes]:
    for number in count():
        yield f"_:b{number} <http://example.org/p> _:b{number + 1} .\n".encode() * 50


def _slow() -> Iterator[bytes]:
    while True:
        yield b" "
        time.sleep(0.05)


HEAD = b'{"head":{"vars":["s"]},"results":{"bindings":['
# A megabyte that unpacks to one gigabyte.
BOMB = gzip.compress(bytes(20 << 20), 9, mtime=0) * 50
BODIES: tuple[Callable[[bytes, Random], bytes | Iterable[bytes]], ...] = (
    mutated,
    lambda _true, _random: b"",
    lambda _true, _random: _rows(repeat(_row("http://example.org/a"))),
    lambda _true, _random: _rows(_row(f"http://example.org/{number}") for number in count()),
    lambda _true, _random: _rows([_row("x" * (17 << 20))]),
    lambda _true, _random: _value_without_end(),
    lambda _true, _random: _many_variables(),
    lambda _true, _random: b"[" * 200_000,
    lambda _true, random: b"".join(_rows([_row(hostile(random))])),
    lambda _true, random: random.randbytes(4_000),
    lambda _true, _random: _nodes_without_end(),
    lambda _true, _random: _slow(),
)
ELSEWHERE = (
    "http://127.0.0.1:1/", "file:///etc/passwd", "//", "javascript:1", "ftp://x/", "http://[::", "\x7f", "sparql",
)  # fmt: skip
HEADERS = {
    "Location": ELSEWHERE,
    "Retry-After": ("0", "-1", "99999999999999999999", "soon", "Wed, 21 Oct 2099 07:28:00 GMT", "1e9"),
    "X-Long": ("x" * 10, "x" * 70_000),
}
LENGTHS = ("0", "5", "-1", "99999999999", "x", "1, 2")
ODD_HEADER, ODD_LENGTH = 0.1, 0.15


@contextmanager
def _stage(folder: Path) -> Iterator[Attempt]:
    graph = projects.built(folder / "project", claims=8) / "out" / "graph.nq"
    server = Server()
    port = server.server_address[1]

    def serve() -> None:
        import pyoxigraph as ox  # noqa: PLC0415 - its threads would not survive a fork

        store = ox.Store()
        store.extend(ox.parse(path=str(graph)))
        Endpoint.store = store
        server.serve_forever()

    with started(serve, bounded=False):

        def attempt(random: Random, _: Path) -> list[str]:
            chosen = random.choice(COMMANDS)
            address = f"http://127.0.0.1:{port}/{random.getrandbits(40)}/sparql"
            outcome = run([*chosen, "--endpoint", address, "--timeout", TIMEOUT])
            return [f"kg {' '.join(chosen)}: {what}" for what in outcome.losses]

        yield attempt
    server.server_close()


ENDPOINTS = Attack("endpoints", "an endpoint answers what it likes", 10, 400, _stage)
