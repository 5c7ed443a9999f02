"""Who is let in: hosts, tokens, addresses beyond this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.serving import until

SECRET = "a-token-of-many-letters"


@pytest.fixture(scope="module")
def guarded(serve, served_root):
    return serve(served_root, "--workers", 1, env={"KG_TOKEN": SECRET})


def test_a_token_is_asked_for_everywhere(guarded):
    for path in ("/", "/sparql?query=ASK%7B%7D", "/graph.nq", "/void", "/nothing"):
        got = guarded.ask(path=path)
        assert (got.status, got.headers["www-authenticate"]) == (401, 'Bearer realm="kg"')
        assert guarded.ask(path=path, headers={"Authorization": f"Bearer {SECRET}"}).status in (200, 404)
    for wrong in (SECRET, f"Basic {SECRET}", "Bearer", f"Bearer {SECRET}x", f"Bearer {SECRET[:-1]}", "Bearer \xff"):
        assert guarded.ask(query="ASK {}", headers={"Authorization": wrong}).status == 401
    assert guarded.ask(query="ASK {}", headers={"Authorization": f"bearer {SECRET}"}).status == 200
    assert SECRET not in guarded.log


def test_scripts_of_a_site_that_may_read_are_told_that_a_token_is_needed(serve, served_root):
    site = {"Origin": "https://lab.example"}
    server = serve(served_root, "--workers", 1, "--token", SECRET, "--cors", site["Origin"])
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    assert server.ask("OPTIONS", headers=site | asked).status == 200
    assert server.ask("OPTIONS", headers={"Origin": "https://evil.example"} | asked).status == 400
    got = server.ask(query="ASK {}", headers=site)
    assert (got.status, got.headers["access-control-allow-origin"]) == (401, site["Origin"])
    assert "WWW-Authenticate" in got.headers["access-control-expose-headers"]
    assert server.stop() == 0


def test_workers_do_not_know_the_token(guarded):
    for pid in guarded.workers():
        assert SECRET.encode() not in Path(f"/proc/{pid}/environ").read_bytes()


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:1", 200), ("[::1]:7878", 200), ("LOCALHOST:80", 200), ("evil.example", 421),
     ("localhost.evil.example", 421), ("evil.example:7878", 421), ("", 421), ("[::1", 421)],
)  # fmt: skip
def test_other_names_do_not_lead_here(server, host, status):
    assert server.ask(query="ASK {}", headers={"Host": host}).status == status


def test_who_comes_by_another_name_is_told_which_there_are(server):
    got = server.ask(query="ASK {}", headers={"Host": "evil.example"})
    assert got.json["title"] == "Misdirected request"
    assert got.json["detail"] == "this server goes by localhost, 127.0.0.1, [::1]; --allow-host names others"


def test_names_can_be_allowed(serve, served_root):
    server = serve(served_root, "--workers", 1, "--allow-host", "graph.example")
    assert server.ask(query="ASK {}", headers={"Host": "graph.example"}).status == 200
    got = server.ask(headers={"Host": "graph.example"})
    assert b"<http://graph.example/sparql>" in got.body
    assert server.stop() == 0


def test_the_log_has_a_line_for_each_request_and_no_query(server):
    assert server.ask(query="ASK { ?s ?very_secret ?o }").status == 200
    server.ask(path="/%0aforged%1b[31m")
    until(lambda: "forged" in server.log, "the last line of the log")
    lines = server.log.splitlines()
    assert "very_secret" not in server.log
    assert any(line.endswith("ms") and " GET /sparql 200 " in line for line in lines)
    assert not any(line.startswith("forged") for line in lines)


def test_queries_are_logged_where_that_is_asked(serve, served_root):
    server = serve(served_root, "--workers", 1, "--log-queries")
    server.ask(query="ASK {\n ?s ?telling ?o }")
    until(lambda: "  query: ASK { ?s ?telling ?o }\n" in server.log, "the query in the log")
    assert server.stop() == 0
