"""Connections: the head of an answer is sent with what comes after it, and never kept from whoever waits for it."""

from __future__ import annotations

import pytest

from kg.server.connection import Joined

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Transport:
    """What is sent, call by call."""

    def __init__(self):
        self.sent, self.closed = [], False

    def write(self, data):
        self.sent.append(data)

    def writelines(self, parts):
        self.sent.append(b"".join(parts))

    def close(self):
        self.closed = True

    def is_closing(self):
        return self.closed

    def get_extra_info(self, name):
        return name


@pytest.fixture
def transport():
    return Transport()


@pytest.mark.parametrize(
    ("pieces", "sent"),
    [
        ([HEAD, b"body"], [HEAD + b"body"]),
        ([HEAD, b"bo", b"dy"], [HEAD + b"bo", b"dy"]),
        ([HEAD, b""], [HEAD]),
        ([HEAD, b"body", HEAD, b"next"], [HEAD + b"body", HEAD + b"next"]),
        # What looks like a head stands in a body.
        ([HEAD, HEAD], [HEAD + HEAD]),
        # What follows may come in its own time.
        ([CHUNKED], [CHUNKED]),
        ([CONTINUE], [CONTINUE]),
        ([HEAD + b"body"], [HEAD + b"body"]),
    ],
)
def test_a_head_is_sent_with_what_comes_after_it(transport, pieces, sent):
    joined = Joined(transport)
    for piece in pieces:
        joined.write(piece)
    assert transport.sent == sent


@pytest.mark.parametrize("end", ["flush", "close"])
def test_a_head_alone_is_sent_at_the_end_of_the_answer(transport, end):
    joined = Joined(transport)
    joined.write(HEAD)
    assert transport.sent == []
    getattr(joined, end)()
    getattr(joined, end)()
    assert transport.sent == [HEAD]
    assert joined.is_closing() == (end == "close")


def test_all_else_is_the_transports(transport):
    assert Joined(transport).get_extra_info("peername") == "peername"


def test_answers_without_a_body_come_at_once(serve, served_root):
    server = serve(served_root)
    got = server.ask(query="ASK { ?s ?p ?o }", method="HEAD")
    assert (got.status, got.body) == (200, b"")
    same = server.ask(query="ASK { ?s ?p ?o }", headers={"If-None-Match": got.headers["etag"]})
    assert (same.status, same.body) == (304, b"")
