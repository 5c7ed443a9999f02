"""Whatever is sent, the server answers, says what is wrong where something is, and goes on."""

from __future__ import annotations

import json
import re
from urllib.parse import quote_from_bytes

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.server.negotiation import ROWS, accepts_gzip, choose, has_current
from kg.server.problems import Problem
from kg.server.protocol import Question, parameters, question

VALUES = st.binary(max_size=80).map(lambda b: re.sub(rb"[\x00-\x08\x0a-\x1f\x7f]", b"", b))
TOKENS = st.sampled_from(
    ["text/csv", "text/html", "application/json", "*/*", "text/*", ";q=", "0.5", "q=2", ";", ",", '"', "\\", "gzip", "br",
     "application/sparql-query", "application/x-www-form-urlencoded", "charset=", "utf-8", "utf-16", "W/", "*", "bytes=0-", " "]
)  # fmt: skip
HEADER_VALUES = st.one_of(VALUES, st.lists(TOKENS, max_size=12).map(lambda words: "".join(words).encode()))
NAMES = st.sampled_from(
    ["Accept", "Accept-Encoding", "Accept-Charset", "Content-Type", "Content-Encoding", "If-None-Match", "Origin", "Range",
     "Authorization", "Expect", "Access-Control-Request-Method", "X-Forwarded-For", "Cookie", "TE", "Upgrade"]
)  # fmt: skip
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "DELETE", "PATCH", "TRACE", "BREW"])
PATHS = st.sampled_from(["/", "/sparql", "/sparql/", "/void", "/.well-known/void", "/graph.nq", "/codebook.html", "/x"])
WORDS = st.sampled_from(
    ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "*", "{", "}", "?x", "?y", "a", "kg:Claim", "FROM", "NAMED", "GRAPH", "<http://x/>",
     "SERVICE", "FILTER", "(", ")", "'", '"', "#", "\\u0053", "UNION", "VALUES", "BASE", "PREFIX", "p:", "<", ">", "1", "INSERT",
     "COUNT(*)", "ORDER BY", "LIMIT 5", ";", ".", "\n"]
)  # fmt: skip
QUERIES = st.one_of(st.lists(WORDS, max_size=15).map(lambda w: " ".join(w).encode()), st.binary(max_size=60))
PARAMETERS = st.sampled_from(
    ["query", "format", "output", "default-graph-uri", "named-graph-uri", "using-graph-uri", "x", ""]
)
FORMS = st.lists(st.tuples(PARAMETERS, QUERIES), max_size=5).map(
    lambda pairs: "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()
)
BODIES = st.one_of(FORMS, QUERIES, st.binary(max_size=200))
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
# Those of an answer, those of a request that is wrong, and busy; never a mistake of ours.
GOOD = {200, 204, 303, 304, 400, 401, 403, 404, 405, 406, 408, 413, 415, 421, 431, 503}


def request(method, target, headers, body=b"", *, length=None):
    lines = [f"{method} {target} HTTP/1.1".encode(), b"Host: localhost", b"Connection: close"]
    lines += [name.encode() + b": " + value for name, value in headers]
    if body or length is not None:
        lines.append(b"Content-Length: " + str(len(body) if length is None else length).encode())
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def status(got):
    matched = STATUS.match(got)
    assert matched, got[:200]
    return int(matched.group(1))


@settings(max_examples=150)
@given(METHODS, PATHS, FORMS, st.lists(st.tuples(NAMES, HEADER_VALUES), max_size=5), BODIES)
def test_any_request_has_an_answer(server, method, path, form, headers, body):
    target = path + ("?" + form.decode() if form else "")
    got = server.raw(request(method, target, headers, body if method in ("POST", "PUT", "PATCH") else b""))
    # A request that asks to be told to go on may be told so first.
    got = got.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert status(got) in GOOD
    assert b"Traceback" not in got
    head, _, content = got.partition(b"\r\n\r\n")
    if b"application/problem+json" in head and b"content-encoding" not in head and method != "HEAD":
        assert json.loads(content)["status"] == status(got)


@settings(max_examples=80)
@given(st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded"]), BODIES, st.integers(0, 250))
def test_any_body_cut_short_is_survived(server, kind, body, missing):
    sent = request("POST", "/sparql", [("Content-Type", kind.encode())], body, length=len(body) + missing)
    got = server.raw(sent, half=True)
    assert not got or status(got) in GOOD


@settings(max_examples=80)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(server, data):
    got = server.raw(data, half=True)
    assert not got or status(got) in GOOD


@settings(max_examples=150)
@given(QUERIES)
def test_any_query_has_an_answer(server, query):
    got = server.raw(request("POST", "/sparql", [("Content-Type", b"application/sparql-query")], query))
    assert status(got) in GOOD


def test_it_still_answers_and_has_told_of_no_mistake(server):
    assert server.ask(query="ASK { ?s ?p ?o }").json["boolean"] is True
    assert "internal error" not in server.log
    assert "Traceback" not in server.log


@given(st.text(max_size=100))
def test_any_accept_is_read(text):
    assert choose(text, ROWS) is None or choose(text, ROWS)[0] in ROWS
    assert accepts_gzip(text) in (True, False)
    assert has_current(text, 'W/"a"') in (True, False)


@given(
    BODIES,
    st.one_of(st.none(), BODIES),
    st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded"]),
)
def test_any_parameters_are_read_or_refused(address, body, kind):
    asked = read(address, body, kind)
    if isinstance(asked, Problem):
        assert 400 <= asked.status_code < 500
        assert asked.title
    else:
        assert asked is None or isinstance(asked, Question)


def read(address, body, kind):
    try:
        return question(parameters(address), kind, body)
    except Problem as problem:
        return problem
