"""Queries in disguise, requests that are none, and signals."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from benchmarks.attack import projects
from benchmarks.attack.attacks import Attack
from benchmarks.attack.mutations import mutated
from benchmarks.attack.processes import command, outcome_of, started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from benchmarks.attack.attacks import Attempt
    from benchmarks.attack.processes import Process

QUERIES, REQUESTS = 250, 40
# Bytes: a little more than is read.
LONGEST = 2_000_000
PATIENCE = 10.0
SIGNALS = (
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGHUP,
    signal.SIGQUIT,
    signal.SIGKILL,
    signal.SIGPIPE,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGALRM,
)
# Those after which a server goes on, or may.
SURVIVED = (signal.SIGPIPE,)
SANE = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\nConnection: close\r\n\r\n"
SHELLS = (
    "SELECT * { %s }", "ASK { %s }", "CONSTRUCT { ?s ?p ?o } { %s }", "DESCRIBE ?s { %s }",
    "SELECT * { { SELECT * { %s } } }", "SELECT * { OPTIONAL { %s } }", "SELECT * { FILTER EXISTS { %s } }",
    "SELECT (EXISTS { %s } AS ?x) { }", "SELECT * { ?a ?b ?c MINUS { %s } }", "SELECT * { GRAPH ?g { %s } }",
    "SELECT * { VALUES ?v { 'a' } %s }", "SELECT * { BIND(1 AS ?a) %s BIND(2 AS ?b) }",
    "SELECT * { ?a ?b '''x'' y''' . %s }", 'SELECT * { ?a ?b "\\"" . %s }',
    "SELECT * { ?a ?b ?c FILTER(?a < ?b && ?b > ?c) %s }", "SELECT * { ?s ?p ?o FILTER(?o<'x>#') %s }",
    "SELECT * { ?s ?p 1e5%s }", "SELECT * { ?s ?p true%s }", "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }", "LOAD <URL>", "SELECT * { ?a ?b <https://x/#> . %s }",
)  # fmt: skip
CALLS = (
    "SERVICE <URL> { ?s ?p ?o }", "SERVICE SILENT <URL> { ?s ?p ?o }", "SERVICE ?g { ?s ?p ?o } VALUES ?g { <URL> }",
    "SERVICE<URL>{?s ?p ?o}", "SERVICESILENT<URL>{}", "SERVICE # x\n <URL> { }",
    "{ SERVICE <URL> { SELECT * { ?s ?p ?o } } }", "SERVICE <http://127.0.0.1:PORT/\\u0061> { ?s ?p ?o }",
)  # fmt: skip
WORDS = re.compile("service|load|from", re.IGNORECASE)
MARKS = ("'", '"', "'''", '"""', "#", "<", ">", "\\", "\n", "{", "}", "(", ")", "^^", "@en", ";", ",")
HEADS = ("BASE <http://x/#>", "PREFIX SERVICE: <http://x/>", "PREFIX a: <http://x/'>", "# SERVICE\n", "\ufeff")
SPACES = (" ", "\t", "\n", "\r", "  ", " #x\n", "#'\n", '#"\r', "\f", "\u00a0", "\ufeff", "\u2028", "")


def _disguised(random: Random, port: int) -> str:
    """A query that asks another server in some way, or would, if a lexer could be misled."""
    query = random.choice(SHELLS).replace("%s", random.choice(CALLS))
    query = query.replace("URL", f"http://127.0.0.1:{port}/").replace("PORT", str(port))
    query = WORDS.sub(lambda match: "".join(random.choice((c.lower(), c.upper())) for c in match[0]), query)
    for _ in range(random.choice((0, 0, 1, 2, 4))):
        query = random.choice((_escaped, _spaced, _marked, _headed, _changed))(query, random)
    return query


def _escaped(query: str, random: Random) -> str:
    """One letter is written by its number."""
    places = [place for place, character in enumerate(query) if character.isalpha()]
    if not places:
        return query
    place = random.choice(places)
    number = random.choice(("\\u{:04X}", "\\U{:08X}")).format(ord(query[place]))
    return query[:place] + number + query[place + 1 :]


def _spaced(query: str, random: Random) -> str:
    """Another space, or what some lexer takes for one."""
    places = [place for place, character in enumerate(query) if character == " "]
    if not places:
        return query
    place = random.choice(places)
    return query[:place] + random.choice(SPACES) + query[place + 1 :]


def _marked(query: str, random: Random) -> str:
    """A mark more, which may begin or end a text, a comment or a group."""
    place = random.randrange(len(query) + 1)
    return query[:place] + random.choice(MARKS) + query[place:]


def _headed(query: str, random: Random) -> str:
    return random.choice(HEADS) + query


def _changed(query: str, random: Random) -> str:
    return mutated(query.encode(), random)[:LONGEST].decode(errors="replace")


@contextmanager
def _stage_queries(folder: Path) -> Iterator[Attempt]:
    """A graph, and a socket that nobody should ever call."""
    graph = projects.built(folder / "project", claims=4) / "out" / "graph.nq"
    calls = 0
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def accept() -> None:
            nonlocal calls
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                calls += 1
                connection.close()

        threading.Thread(target=accept, daemon=True).start()

        def attempt(random: Random, _: Path) -> list[str]:
            queries = [_disguised(random, port) for _ in range(QUERIES)]
            before = calls

            def ask() -> None:
                import pyoxigraph as ox  # noqa: PLC0415 - its threads would not survive a fork

                from kg.rdf.query import QueryError  # noqa: PLC0415
                from kg.rdf.query import run as answer  # noqa: PLC0415

                store = ox.Store()
                store.extend(ox.parse(path=str(graph)))
                for query in queries:
                    with suppress(QueryError):
                        found = answer(store, query)
                        if not isinstance(found, (ox.QueryBoolean, list)):
                            for _ in zip(range(20), found, strict=False):
                                pass

            lost = outcome_of(ask).losses
            if calls != before:
                lost.append(f"{calls - before} of {QUERIES} queries reached the network")
            return lost

        yield attempt
        listening.shutdown(socket.SHUT_RDWR)


@contextmanager
def _serving(root: Path) -> Iterator[tuple[Process, int]]:
    """A server, and its port."""
    with started(
        command(["serve", "--root", root, "--port", "0", "--workers", "2", "--timeout", "2"]), bounded=False
    ) as process:
        end = time.monotonic() + 30
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/", process.messages)):
            if time.monotonic() > end or not process.runs():
                raise RuntimeError(f"the server does not start: {process.messages[-500:]}")
            time.sleep(0.02)
        yield process, int(found[1])


@contextmanager
def _stage_requests(folder: Path) -> Iterator[Attempt]:
    project = projects.built(folder / "project", claims=8)
    with _serving(project) as (process, port):

        def attempt(random: Random, _: Path) -> list[str]:
            lost = []
            for _number in range(REQUESTS):
                sent = mutated(_request(random), random)
                got = _exchange(port, sent, half=random.random() < 0.5)
                if b"Traceback" in got or got.startswith(b"HTTP/1.1 500"):
                    lost.append(f"{sent[:200]!r} gave {got[:200]!r}")
            sane = _exchange(port, SANE)
            if not sane.startswith(b"HTTP/1.1 200") or b"true" not in sane:
                lost.append(f"a plain question after it gave {sane[:200]!r}")
            if not process.runs():
                lost.append(f"the server ended: {process.messages[-300:]}")
            if "Traceback" in process.messages:
                lost.append(f"a traceback in the log: {process.messages[-300:]}")
            return lost

        yield attempt


@contextmanager
def _stage_signals(folder: Path) -> Iterator[Attempt]:
    project = projects.built(folder / "project", claims=8)

    def attempt(random: Random, _: Path) -> list[str]:
        number = random.choice(SIGNALS)
        with _serving(project) as (process, port):
            busy = [threading.Thread(target=_exchange, args=(port, _heavy())) for _ in range(random.randrange(3))]
            for thread in busy:
                thread.start()
            time.sleep(random.random() * 0.2)
            os.kill(process.pid, number)
            lost = _after_signal(process, port, number)
            process.kill()
            for thread in busy:
                thread.join()
        return [f"{signal.Signals(number).name}: {what}" for what in lost]

    yield attempt


def _after_signal(process: Process, port: int, number: int) -> list[str]:
    """What is wrong after a signal: a server that hangs, workers that outlive it, a traceback."""
    if number in SURVIVED:
        sane = _exchange(port, SANE)
        return [] if b"true" in sane else [f"it no longer answers: {sane[:100]!r}"]
    lost = []
    if not _within(PATIENCE, lambda: not process.runs()):
        return [f"it runs on after {PATIENCE:g} seconds"]
    outcome = process.outcome()
    if "Traceback" in outcome.messages:
        lost.append(f"a traceback: {outcome.messages[-200:]}")
    if not _within(PATIENCE, lambda: not _has_members(process.pid)):
        lost.append("a worker outlives it")
    return lost


def _within(seconds: float, holds: object) -> bool:
    assert callable(holds)
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _has_members(group: int) -> bool:
    """Whether a process of that group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _request(random: Random) -> bytes:
    method = random.choice(("GET", "POST", "HEAD", "OPTIONS", "PUT", "BREW"))
    path = random.choice(
        (
            "/",
            "/sparql",
            "/graph.nq",
            "/?at=2016-03-01",
            "/tension?at=%20",
            "/../build.json",
            "/%00",
            "/sparql?query=ASK%7B%7D",
            "//",
            "*",
            "http://x/",
        )
    )
    host = random.choice(
        ("localhost", "127.0.0.1", "", "evil.example", "localhost:x", "[::1", "localhost, evil.example", "a" * 300)
    )
    body = random.choice((b"", b"query=ASK{}", b"query=" + b"%" * 50, random.randbytes(60)))
    lines = [
        f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close",
        f"Accept: {random.choice(('text/csv', '*/*', 'a/b;q=x', 'text/html'))}",
        f"Content-Type: {random.choice(('application/x-www-form-urlencoded', 'application/sparql-query', 'x'))}",
        f"Content-Length: {len(body)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _heavy() -> bytes:
    query = "SELECT(COUNT(*)AS%20?n){?a%20?b%20?c.?d%20?e%20?f.?g%20?h%20?i.?j%20?k%20?l}"
    return f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def _exchange(port: int, sent: bytes, *, half: bool = False) -> bytes:
    """What comes back; `half` closes the sending side first."""
    got = bytearray()
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        if half:
            connection.shutdown(socket.SHUT_WR)
        else:
            # What is cut short need not be waited for.
            connection.settimeout(PATIENCE if sent in (SANE, _heavy()) else 0.3)
        while part := connection.recv(65_536):
            got += part
    return bytes(got)


DISGUISED = Attack("queries", f"{QUERIES} queries in disguise that would reach the network", 4, 400, _stage_queries)
ODD = Attack("requests", f"{REQUESTS} requests that are none, then a plain one", 3, 150, _stage_requests)
SIGNALLED = Attack("signals", "a server at work is sent a signal", 4, 40, _stage_signals)
