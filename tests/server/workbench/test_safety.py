"""Who is let in: nobody but the page that was opened with the token. These tests are the attacks."""

from __future__ import annotations

import json
import re
import socket

import pytest

from kg.server.workbench.safety import Keys

CHANGE = json.dumps({"changes": [{"id": "threat", "before": None, "after": {"id": "threat", "quote": "x"}}]})
CHANGES = "/api/articles/talks/changes"
EVIL = "http://evil.example"


def status(bench, method, path, body=None, **headers):
    return bench.raw(method, path, bench.headers(**headers), body).status


@pytest.fixture(autouse=True)
def nothing_written(bench):
    """Whatever is tried, no file of the project changes."""
    before = bench.file.read_bytes()
    yield
    assert bench.file.read_bytes() == before


def test_the_page_is_let_in(bench):
    assert status(bench, "GET", "/", Sec_Fetch_Site="none", Origin=None) == 200
    assert status(bench, "GET", "/api/articles/talks", Origin=None) == 200
    # It is as far as the precondition: the claim is there already.
    assert status(bench, "POST", CHANGES, CHANGE) == 409


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost", "localhost.evil.example:{port}",
     "127.0.0.1.evil.example:{port}", "localhost:{port}.evil.example", "0.0.0.0:{port}", "127.0.0.2:{port}", "",
     "evil.example, 127.0.0.1:{port}", "127.0.0.1:{port}@evil.example", "[::1", "2130706433:{port}", "127.1:{port}"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/project", "/assets/annotate.css"])
def test_a_name_that_was_made_to_lead_here_is_refused(bench, host, path):
    """DNS rebinding: the browser of a person on another site's page says that site's name."""
    host = host.format(port=bench.port)
    assert status(bench, "GET", path, Host=host, Origin=None) == 421
    assert status(bench, "POST", CHANGES, CHANGE, Host=host, Origin=f"http://{host}") == 421


def test_our_own_names_are_let_in(bench):
    for name in ("localhost", "LOCALHOST", "127.0.0.1", "[::1]"):
        assert status(bench, "GET", "/api/project", Host=f"{name}:{bench.port}", Origin=None) == 200


@pytest.mark.parametrize("lines", ["", "Host: evil.example\r\nHost: 127.0.0.1:{port}\r\n",
                                   "Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"])  # fmt: skip
def test_none_and_several_hosts_are_refused(bench, lines):
    lines = lines.format(port=bench.port)
    request = f"GET / HTTP/1.1\r\n{lines}Cookie: {bench.cookie}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", bench.port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert re.match(rb"HTTP/1.1 4(00|21) ", answer)


@pytest.mark.parametrize(
    "origin",
    [EVIL, "null", "http://127.0.0.1", "http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://localhost:{port}",
     "http://127.0.0.1:{port}.evil.example", "http://evil.example:{port}", "http://127.0.0.1:{port}, http://evil.example",
     "file://", ""],
)  # fmt: skip
def test_other_origins_are_refused(bench, origin):
    origin = origin.format(port=bench.port)
    assert status(bench, "POST", CHANGES, CHANGE, Origin=origin) == 403
    assert status(bench, "GET", "/api/project", Origin=origin) == 403


def test_a_post_without_an_origin_is_refused(bench):
    assert status(bench, "POST", CHANGES, CHANGE, Origin=None) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense", ""])
def test_what_another_site_asks_for_is_refused(bench, site):
    for path in ("/", "/article/talks", "/api/project", "/assets/annotate.bundle.js", bench.path):
        assert status(bench, "GET", path, Sec_Fetch_Site=site, Origin=None) == 403
    assert status(bench, "POST", CHANGES, CHANGE, Sec_Fetch_Site=site) == 403


def test_data_is_not_opened_as_a_page(bench):
    assert status(bench, "GET", "/api/project", Sec_Fetch_Site="none", Origin=None) == 403
    assert status(bench, "POST", CHANGES, CHANGE, Sec_Fetch_Site="none") == 403


@pytest.mark.parametrize("path", ["/", "/article/talks", "/api/project", "/api/news", "/api/articles/talks"])
def test_without_the_cookie_nothing_is_given(bench, path):
    other = Keys()
    name = bench.cookie.partition("=")[0]
    for cookie in (None, "", f"{name}=", f"{name}={other.cookie}", f"{name}={bench.cookie.partition('=')[2][:-1]}",
                   f"other={bench.cookie.partition('=')[2]}", f"{name}-1={bench.cookie.partition('=')[2]}"):  # fmt: skip
        assert status(bench, "GET", path, Cookie=cookie, Origin=None) == 401
    assert status(bench, "POST", CHANGES, CHANGE, Cookie=None) == 401


def test_without_the_word_of_the_page_no_data_is_given(bench):
    """The cookie alone is not enough, since other servers of this machine are sent it as well."""
    for word in (None, "", "x", bench.word[:-1], Keys().word, bench.cookie.partition("=")[2]):
        assert status(bench, "GET", "/api/project", X_Detente_Workbench=word, Origin=None) == 403
        assert status(bench, "POST", CHANGES, CHANGE, X_Detente_Workbench=word) == 403


def test_the_token_becomes_a_cookie_that_scripts_do_not_see(bench):
    got = bench.raw("GET", bench.path)
    assert (got.status, got.headers["location"]) == (303, "/")
    set_cookie = got.headers["set-cookie"]
    assert set_cookie.startswith(f"detente-workbench-{bench.port}=")
    assert {part.strip().lower() for part in set_cookie.split(";")[1:]} == {"httponly", "path=/", "samesite=strict"}
    assert "token" not in got.headers["location"]
    token = bench.path.partition("=")[2]
    assert token not in set_cookie
    for path in (f"/?token={token}x", "/?token=", f"/?token={token}&token={token}", f"/?token={token[:-1]}"):
        got = bench.raw("GET", path)
        assert (got.status, "set-cookie" in got.headers) == (403, False)
    for path in (f"/api/project?token={token}", f"/assets/annotate.css?token={token}"):
        assert "set-cookie" not in bench.raw("GET", path).headers
    got = bench.raw("POST", bench.path, bench.headers(Cookie=None), "{}")
    assert (got.status, "set-cookie" in got.headers) == (401, False)


def test_the_token_leads_nowhere_else(bench):
    token = bench.path.partition("=")[2]
    got = bench.raw("GET", f"//evil.example/?token={token}")
    assert got.headers.get("location", "/").startswith("/")
    assert not got.headers.get("location", "/").startswith("//")


def test_secrets_are_in_no_log_and_no_address_of_the_page(bench):
    secrets = (bench.path.partition("=")[2], bench.cookie.partition("=")[2], bench.word)
    bench.raw("GET", bench.path)
    first, *rest = bench.lines
    assert secrets[0] in first
    assert not any(secret in line for line in rest for secret in secrets)


@pytest.mark.parametrize("content_type", [
    "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "text/json", "", None,
    "application/jsonp", "application/json5",
])  # fmt: skip
def test_forms_of_other_pages_post_no_json(bench, content_type):
    """A form can be sent to any site without asking it first, but not as JSON."""
    assert status(bench, "POST", CHANGES, CHANGE, Content_Type=content_type) == 415


def test_json_in_utf8_is_the_only_form(bench):
    assert status(bench, "POST", CHANGES, CHANGE, Content_Type="application/json; charset=utf-8") == 409
    assert status(bench, "POST", CHANGES, CHANGE, Content_Encoding="gzip") == 415
    assert status(bench, "POST", CHANGES, CHANGE.encode("utf-16")) == 400
    assert status(bench, "POST", CHANGES, b"\xff") == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(bench, method):
    got = bench.raw(method, CHANGES, bench.headers(), CHANGE)
    assert got.status == 405
    assert not any(name.startswith("access-control-") for name in got.headers)


def test_get_writes_nothing(bench):
    assert status(bench, "GET", CHANGES, CHANGE) == 405
    assert status(bench, "GET", "/api/articles/talks/undo") in (404, 405)


@pytest.mark.parametrize("slug", [
    "..", "../talks", "..%2Ftalks", "%2e%2e%2ftalks", "..%5Ctalks", "talks%00", "talks.yaml", "talks%2F..%2Ftalks",
    "/etc/passwd", "%2Fetc%2Fpasswd", "TALKS", "talks%0A", "talks%20", "-", "t%C3%A4lks", "talks;x", "C:talks", "con%3A",
    "x" * 121, "~", "*", "%25%32%65",
])  # fmt: skip
def test_slugs_lead_to_no_other_file(bench, slug):
    for path in (f"/api/articles/{slug}", f"/article/{slug}", f"/api/news?slug={slug}"):
        assert status(bench, "GET", path, Origin=None) in (307, 308, 404) or (slug == "-" and "news" in path)
    for action in ("changes", "quote", "suggestions"):
        assert status(bench, "POST", f"/api/articles/{slug}/{action}", CHANGE) == 404


@pytest.mark.parametrize("name", [
    "..%2F..%2Fserver%2Fapp.py", "view.css", "annotate.html.j2", "%2e%2e%2fview.css", "", "annotate.css%00", "x",
])  # fmt: skip
def test_assets_are_two_files(bench, name):
    assert status(bench, "GET", f"/assets/{name}", Origin=None) == 404


def test_bodies_are_bounded(bench):
    large = json.dumps({"changes": [], "label": "x" * 2_000_000})
    assert status(bench, "POST", CHANGES, large) == 413
    assert status(bench, "POST", CHANGES, iter([b"x" * 100_000] * 30), Transfer_Encoding="chunked") == 413
    deep = '{"changes":' + "[" * 400_000 + "]" * 400_000 + "}"
    assert status(bench, "POST", CHANGES, deep) == 400


def test_answers_are_kept_by_nobody_and_run_nothing(bench):
    for path in ("/", "/api/project", "/api/articles/talks", "/api/articles/none", "/assets/annotate.css"):
        got = bench.raw("GET", path, bench.headers(Origin=None))
        assert got.headers["cache-control"] == "no-store"
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["x-frame-options"] == "DENY"
        assert got.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in got.headers
        policy = got.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_hostile_slugs_are_no_markup_in_what_is_said_of_them(bench):
    got = bench.raw("GET", "/article/%3Cscript%3E", bench.headers(Origin=None, Accept="text/html"))
    assert got.status == 404
    assert b"<script>" not in got.body
