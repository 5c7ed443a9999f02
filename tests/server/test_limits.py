"""What keeps it up: endless queries, large answers, crowds, slow clients, ended workers, and an end in good order."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.server.serving import ENDLESS, until

EVERYTHING = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def strict(serve, served_root):
    """A server with narrow bounds and no cache."""
    return serve(served_root, "--timeout", 2, "--max-result", 1, "--workers", 2, "--queue", 50, "--cache", 0)


@pytest.fixture(scope="module")
def hasty(serve, served_root):
    """A server that waits half a second for nobody."""
    return serve(served_root, "--workers", 1, "--patience", 0.5)


def get(query):
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def test_an_endless_query_ends_while_others_are_answered(strict):
    before = strict.workers()
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(strict.ask, query=ENDLESS)
        answered = 0
        while not endless.done():
            assert strict.ask(query=f"ASK {{ ?s ?p ?o }} # {answered}").status == 200
            answered += 1
        assert answered > 0
        got = endless.result()
    assert (got.status, got.json["title"]) == (504, "Out of time")
    assert "2 seconds" in got.json["detail"]
    until(lambda: len(strict.workers()) == 2 and strict.workers() != before, "another worker")


def test_as_many_endless_queries_as_workers_do_not_stop_the_others(serve, served_root):
    server = serve(served_root, "--workers", 2, "--timeout", 100, "--cache", 0)
    with contextlib.ExitStack() as open_connections:
        for _ in range(2):
            open_connections.enter_context(server.connect()).sendall(get(ENDLESS))
        until(lambda: sum(busy(pid) for pid in server.workers()) == 2, "two workers at work")
        assert [server.ask(query=f"ASK {{}} # {turn}").status for turn in range(20)] == [200] * 20
    assert server.stop() == 0


SMALL = "SELECT ?c ?m { ?c kg:claimant ?w ; kg:mode ?m } LIMIT 3"


def together(server, queries):
    """What is answered to queries that are asked at once."""
    with ThreadPoolExecutor(len(queries)) as pool:
        return list(pool.map(lambda query: server.ask(query=query), queries))


def test_who_is_sent_to_a_worker_behind_an_endless_query_is_answered_by_another(serve, served_root):
    server = serve(served_root, "--workers", 2, "--timeout", 100, "--cache", 0)
    with contextlib.ExitStack() as open_connections:
        for turn in range(2):
            open_connections.enter_context(server.connect()).sendall(get(ENDLESS))
            got = together(server, [f"{SMALL} # {turn} {number}" for number in range(24)])
            assert [each.status for each in got] == [200] * 24
    assert server.stop() == 0


def test_who_shares_a_worker_with_a_query_that_ends_it_is_answered_all_the_same(serve, served_root):
    server = serve(served_root, "--max-memory", 400, "--max-result", 2000, "--workers", 1, "--cache", 0)
    hungry = "SELECT ?s ?a { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f } ORDER BY ?o ?c ?f"
    queries = [f"{SMALL} # {number}" for number in range(12)]
    queries.insert(4, hungry)
    statuses = [each.status for each in together(server, queries)]
    assert statuses.pop(4) == 507
    assert statuses == [200] * 12
    assert server.stop() == 0


def test_a_query_too_much_among_others_is_refused_alone(strict):
    queries = [f"{SMALL} # {number}" for number in range(10)]
    queries[3] = EVERYTHING
    statuses = [each.status for each in together(strict, queries)]
    assert statuses.pop(3) == 507
    assert statuses == [200] * 9


def test_an_answer_too_large_is_refused_whole(strict):
    got = strict.ask(query=EVERYTHING, format="csv")
    assert (got.status, got.json["title"]) == (507, "Answer too large")
    assert "LIMIT" in got.json["detail"]
    assert strict.ask(query=EVERYTHING + " LIMIT 10", format="csv").status == 200
    # The table of a page is cut by rows, so that it is never too large.
    assert b"The first 1,000 rows" in strict.ask(query=EVERYTHING, format="html").body


def test_memory_is_bounded(serve, served_root):
    server = serve(served_root, "--max-memory", 400, "--max-result", 2000, "--workers", 1, "--timeout", 60)
    hungry = "SELECT ?s ?a { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f } ORDER BY ?o ?c ?f"
    got = server.ask(query=hungry)
    assert (got.status, got.json["title"]) == (507, "Out of memory")
    assert server.ask(query="ASK {}").status == 200
    assert server.stop() == 0


def test_a_killed_worker_is_replaced(strict):
    killed = until(lambda: len(strict.workers()) == 2 and strict.workers(), "two workers")
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    assert strict.ask(query="ASK { ?s ?p ?o }").status == 200
    until(lambda: len(strict.workers() - killed) == 2, "two others")


def test_a_full_queue_says_so(serve, served_root):
    server = serve(served_root, "--workers", 1, "--queue", 1, "--timeout", 20, "--cache", 0)
    before = server.workers()
    with contextlib.ExitStack() as open_connections:
        for _ in range(3):
            connection = open_connections.enter_context(server.connect())
            connection.sendall(get(ENDLESS))
        # One is worked on, and after a second another; one waits.
        until(lambda: server.ask(query="ASK {}").status == 503, "a full queue")
        got = server.ask(query="ASK { ?s ?p ?o }")
        if got.status == 503:
            assert (got.headers["retry-after"], got.json["title"]) == ("2", "Busy")
    # Whoever asked is gone, and so is the work.
    assert until(lambda: server.ask(query="ASK {}").status == 200, "an answer")
    until(lambda: len(server.workers()) == 1 and not server.workers() & before, "a worker without work")
    assert server.stop() == 0


def test_the_work_stops_when_the_client_is_gone(serve, served_root):
    server = serve(served_root, "--workers", 1, "--timeout", 100)
    before = server.workers()
    with server.connect() as connection:
        connection.sendall(get(ENDLESS))
        until(lambda: any(busy(pid) for pid in server.workers()), "a worker at work")
    until(lambda: server.workers() and not server.workers() & before, "another worker")
    assert " 499 " in until(lambda: server.log if " 499 " in server.log else "", "a line in the log")
    assert server.stop() == 0


def busy(pid):
    """Whether a process has used a tenth of a second of a processor."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12]) > 40
    return False


def test_a_body_too_large_is_refused(strict):
    huge = "ASK {} # " + "x" * (2 * 1024 * 1024)
    got = strict.ask("POST", headers=DIRECT, body=huge)
    assert (got.status, got.json["title"]) == (413, "Content too large")

    def pieces():
        for _ in range(40):
            yield b"#" + b"x" * 65535

    got = strict.ask("POST", headers=DIRECT, body=pieces())
    assert got.status == 413
    assert strict.ask("POST", headers=DIRECT, body="ASK {} # " + "x" * 1_000_000).status == 200


def test_a_head_too_large_is_refused(strict):
    assert strict.raw(b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\n").startswith(b"HTTP/1.1 4")
    assert strict.raw(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 60_000).startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b""),
        (b"GET /sparql?query=", b"HTTP/1.1 408"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"HTTP/1.1 408"),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK", b"HTTP/1.1 408"),
    ],
)  # fmt: skip
def test_slow_senders_are_cut_off(hasty, sent, status):
    begun = time.monotonic()
    assert hasty.raw(sent).startswith(status)
    assert time.monotonic() - begun < 10


def test_slow_readers_are_cut_off(hasty):
    server = hasty
    wide = "SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 60000"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect((server.host, server.port))
        connection.sendall(get(wide))
        until(lambda: " 200 " in server.log, "the end of the answer")
        line = next(line for line in server.log.splitlines() if " 200 " in line)
    whole = server.ask(query=wide)
    assert int(line.split()[4]) < len(whole.body)


def test_it_ends_in_good_order(serve, served_root):
    server = serve(served_root, "--workers", 2, "--timeout", 100)
    with ThreadPoolExecutor(1) as pool:
        endless = pool.submit(server.ask, query=ENDLESS)
        workers = until(lambda: {pid for pid in server.workers() if busy(pid)}, "a worker at work") | server.workers()
        begun = time.monotonic()
        assert server.stop(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 15
        with contextlib.suppress(OSError):
            assert endless.result().status == 503
    assert not any(alive(pid) for pid in workers)
    assert "Traceback" not in server.log


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
def test_it_ends_at_once_where_nobody_waits(serve, served_root, number):
    server = serve(served_root, "--workers", 2)
    workers = server.workers()
    # Whose reader has gone is no reason to end.
    server.process.send_signal(signal.SIGPIPE)
    assert server.ask(query="ASK {}").status == 200
    assert server.stop(number) == 0
    assert not any(alive(pid) for pid in workers)
    assert "Traceback" not in server.log


@pytest.mark.parametrize(
    "at_work", [False, pytest.param(True, marks=pytest.mark.skipif(sys.platform != "linux", reason="not asked for"))]
)
def test_workers_end_with_a_server_that_was_killed(serve, served_root, at_work):
    server = serve(served_root, "--workers", 2, "--timeout", 100)
    workers = server.workers()
    with server.connect() as connection:
        if at_work:
            connection.sendall(get(ENDLESS))
            until(lambda: any(busy(pid) for pid in server.workers()), "a worker at work")
            workers |= server.workers()
        server.stop(signal.SIGKILL)
        until(lambda: not any(alive(pid) for pid in workers), "the end of the workers")


def test_idle_connections_keep_nobody_out(serve, served_root):
    server = serve(served_root, "--workers", 1, "--patience", 100)
    with contextlib.ExitStack() as idle:
        for number in range(900):
            connection = idle.enter_context(server.connect())
            # Half of them have begun to ask.
            if number % 2:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert server.ask(query="ASK {}").status == 200


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_many_at_once_are_all_answered(strict):
    def ask(number):
        return [strict.ask(query=f"SELECT * {{ ?s a kg:Actor }} # {number} {turn}").status for turn in range(5)]

    with ThreadPoolExecutor(16) as pool:
        assert [status for each in pool.map(ask, range(16)) for status in each] == [200] * 80
