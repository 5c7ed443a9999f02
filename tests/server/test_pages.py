"""The pages over HTTP: content negotiation, every IRI of the data, redirects, search, and requests that mean ill."""

from __future__ import annotations

import re
import threading
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.vocabulary import DATA, KG
from tests.server.serving import until

TURTLE, HTML = {"Accept": "text/turtle"}, {"Accept": "text/html"}
BASE = "http://x"
CLAIM = "2016-07-isdp-thaad-thawing/critics-see-retaliation"


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "action")]


def follow(server, path, headers, most=3):
    """The answer at the end of the redirects."""
    for _ in range(most):
        got = server.ask(path=path, headers=headers)
        if got.status not in (301, 303):
            return got
        target = urlsplit(urljoin(BASE + path, got.headers["location"]))
        path = target.path + (f"?{target.query}" if target.query else "")
    raise AssertionError(f"too many redirects to {path}")


def iris_of_the_data(built):
    nodes = {node for quad in built.store for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    return sorted(node.value for node in nodes if isinstance(node, ox.NamedNode) and node.value.startswith(DATA))


def test_every_iri_of_the_data_can_be_looked_up(server, built):
    iris = iris_of_the_data(built)
    assert len(iris) > 500
    for iri in iris:
        got = follow(server, iri.removeprefix("https://w3id.org/detente"), TURTLE)
        assert (got.status, got.type) == (200, "text/turtle; charset=utf-8"), iri
    for iri in iris[::7]:
        assert follow(server, iri.removeprefix("https://w3id.org/detente"), HTML).type == "text/html; charset=utf-8", (
            iri
        )
        assert follow(server, f"/id?iri={quote(iri, safe='')}", TURTLE).status == 200, iri


def test_what_is_got_is_about_what_was_asked(server):
    for path in (f"/id/claim/{CLAIM}", "/id/actor/china", f"/id/stance/{CLAIM}", f"/id/claim/{CLAIM}/evidence/1/quote"):
        node = ox.NamedNode(DATA + path.removeprefix("/id/"))
        got = follow(server, path, TURTLE)
        assert any(quad.subject == node for quad in ox.parse(got.body, format=ox.RdfFormat.TURTLE)), path


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html; charset=utf-8"), ("*/*", "text/html; charset=utf-8"), ("", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"), ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"), ("text/html;q=0.5, text/turtle", "text/turtle; charset=utf-8"),
    ],
)  # fmt: skip
def test_a_page_comes_in_the_form_that_is_asked_for(server, accept, media_type):
    for path in ("/actor/china", f"/claim/{CLAIM}", "/dyad/china/united-states", "/id/hedge-none"[:0] + "/issue/thaad"):
        got = server.ask(path=path, headers={"Accept": accept} if accept else {})
        assert (got.status, got.type) == (200, media_type)
        assert "Accept" in got.headers["vary"]
        assert 'rel="alternate"; type="text/turtle"' in got.headers["link"]


def test_all_forms_say_the_same(server):
    forms = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD}
    for path in ("/actor/china", f"/claim/{CLAIM}", "/dyad/china/united-states", "/article/2016-07-isdp-thaad-thawing"):
        found = [{*ox.parse(server.ask(path=path + ending).body, format=form)} for ending, form in forms.items()]
        assert found[0] == found[1] == found[2]
        assert len(found[0]) > 10


def test_a_form_that_there_is_not_is_refused(server):
    got = server.ask(path="/actor/china", headers={"Accept": "image/png"})
    assert got.status == 406
    assert got.type == "application/problem+json"
    assert server.ask(path="/actor/china.pdf").status == 404
    assert server.ask(path="/dyads.ttl").status == 404


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/dyad/united-states/china", "../../dyad/china/united-states"), ("/dyad/united-states/china?at=2016-03-01", "../../dyad/china/united-states?at=2016-03-01"),
        ("/dyad/usa/china?at=2016%E3%80%80", "../../dyad/china/united-states?at=2016"), ("/dyad/usa/china?at=%0d%0a2016%E2%80%A8", "../../dyad/china/united-states?at=2016"),
        ("/dyad/usa/china?at=%5B2016-01%2C2016-03%5D", "../../dyad/china/united-states?at=%5B2016-01%2C2016-03%5D"), ("/dyad/xi-jinping/japan", "../../dyad/china/japan"), ("/actor/PRK", "../actor/north-korea"), ("/actor/North%20Korea", "../actor/north-korea"),
        ("/dyad/usa/prk.ttl", "../../dyad/north-korea/united-states.ttl"), ("/id/actor/china", "../../actor/china"),
        ("/id/tension/china/united-states", "../../../dyad/china/united-states"), (f"/id/claim/{CLAIM}", f"../../../claim/{CLAIM}"),
    ],
)  # fmt: skip
def test_other_names_lead_to_the_page(server, path, location):
    got = server.ask(path=path)
    assert got.status in (301, 303)
    assert got.headers["location"] == location


def test_a_dyad_can_be_asked_of_a_day(server):
    now, then = (server.ask(path=f"/dyad/china/united-states{at}").body.decode() for at in ("", "?at=2016-02"))
    assert "31 July 2016" in now
    assert "29 February 2016" in then
    for wrong in ("yesterday", "2016-13-01", "2016/..", "9" * 500, "%00"):
        assert server.ask(path=f"/dyad/china/united-states?at={wrong}").status == 400


def test_search_finds_names_aliases_and_quotes(server):
    def found(words):
        return server.ask(path=f"/search?q={quote(words)}").body.decode()

    assert 'href="actor/north-korea"' in found("pyongyang")
    assert f'href="claim/{CLAIM}"' in found("beijing's COURTING")
    assert 'href="article/2016-07-isdp-thaad-thawing"' in found("thawing")
    assert "Nothing has every one of these words" in found("xyzzy")
    assert server.ask(path="/search").status == 200
    assert b"<script>" not in server.ask(path="/search?q=%3Cscript%3E").body


def test_every_link_of_some_pages_leads_somewhere(server):
    paths = [
        "/overview",
        "/actor/china",
        "/dyad/china/united-states",
        f"/claim/{CLAIM}",
        "/claims",
        "/about",
        f"/id/stance/{CLAIM}",
        f"/id?iri={quote(DATA)}stance/{CLAIM}",
    ]
    seen = set()
    for path in paths:
        body = server.ask(path=path, headers=HTML).body.decode()
        for link in Links(body).found:
            if link.startswith(("http", "#", "data:,")):
                continue
            target = urlsplit(urljoin(BASE + path, link))
            seen.add(target.path + (f"?{target.query}" if target.query else ""))
    assert len(seen) > 100
    for path in seen:
        assert follow(server, path, HTML).status == 200, path


def test_pages_are_strict_about_what_runs(server):
    policy = server.ask(path="/actor/china").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src data:;")
    assert "unsafe" not in policy
    assert server.ask(path="/pages.css").type == "text/css; charset=utf-8"


def test_what_has_not_changed_is_not_sent_again(server):
    first = server.ask(path="/actor/china")
    again = server.ask(path="/actor/china", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    other = server.ask(path="/actor/china", headers={"If-None-Match": first.headers["etag"], **TURTLE})
    assert other.status == 200
    head = server.ask("HEAD", "/actor/china")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", first.headers["content-length"])


def test_the_vocabulary_is_at_its_address(server):
    got = server.ask(path="/ns", headers=TURTLE)
    assert any(quad.subject.value == KG + "Claim" for quad in ox.parse(got.body, format=ox.RdfFormat.TURTLE))
    assert follow(server, "/ns", HTML).type == "text/html; charset=utf-8"
    assert follow(server, f"/id?iri={quote(KG, safe='')}Claim", TURTLE).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/actor/", "/actor/nobody-at-all", "/actor/..%2f..%2fetc%2fpasswd", "/actor/%00", "/claim/a", "/claim/a/b/c", "/dyad/china/china",
        "/dyad/china/xi-jinping", "/id/actor/nobody", "/id/", "/id/..%2f..%2fsecret", "/id?iri=http://127.0.0.1:1/x", "/id?iri=%00",
        "/id?iri=file:///etc/passwd", "/claims/1", "/claims/9999999", "/claims/" + "9" * 5000, "/article/%2e%2e", "/issue/china", "/overview/x",
        "/actor/china/", "/actor/china.ttl.ttl", "/actor/china%2ettl%00",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(server, path):
    got = server.ask(path=path)
    assert got.status in (301, 404)
    assert b"Traceback" not in got.body
    assert b"/tmp" not in got.body


def test_only_reading_is_answered(server):
    for method in ("POST", "PUT", "DELETE"):
        got = server.ask(method, "/actor/china", body=b"")
        assert got.status == 405
        assert "GET" in got.headers["allow"]
    assert server.ask(path="/id").status == 400


@settings(max_examples=60)
@given(
    st.sampled_from(
        ["/actor/", "/id/", "/dyad/china/", "/claim/x/", "/search?q=", "/id?iri=", "/dyad/china/japan?at="]
    ),
    st.binary(max_size=30),
)
def test_no_path_is_too_much(server, start, rest):
    got = server.ask(path=start + quote(rest), headers=HTML)
    assert got.status in (200, 301, 303, 400, 404), (got.status, got.body[:200])


def test_a_token_keeps_the_pages_too(serve, served_root):
    guarded = serve(served_root, "--token", "sesame")
    for path in ("/actor/china", "/id/actor/china", "/search?q=china", "/pages.css"):
        assert guarded.ask(path=path).status == 401
        assert guarded.ask(path=path, headers={"Authorization": "Bearer sesame"}).status in (200, 303)


def test_pages_of_a_file_of_rdf_have_no_texts_and_no_map(serve, served_root, tmp_path):
    file = tmp_path / "graph.nq"
    file.write_bytes((served_root / "out" / "graph.nq").read_bytes())
    alone = serve(file)
    page = alone.ask(path="/article/2016-07-isdp-thaad-thawing").body.decode()
    assert "The text of the article is not at hand" in page
    assert not re.search(r">Map<", page)
    assert follow(alone, "/ns", HTML).status == 200


def test_a_new_build_is_shown_without_a_failed_request(serve, project):
    from kg.project import Project

    root = project()
    assert Project(root).build().files
    running = serve(root)
    assert b"The Gazette" in running.ask(path="/actor/gazette").body
    actors = root / "sources" / "actors.yaml"
    actors.write_text(actors.read_text().replace("The Gazette", "The Bugle"))
    asked, stop = [], threading.Event()

    def keep_asking():
        while not stop.is_set():
            asked.append(running.ask(path="/actor/gazette").status)

    asking = threading.Thread(target=keep_asking)
    asking.start()
    assert Project(root).build().files
    until(lambda: b"The Bugle" in running.ask(path="/actor/gazette").body, "the new name")
    stop.set()
    asking.join()
    assert set(asked) == {200}


def test_a_part_of_a_dyad_has_a_page_of_its_own(server):
    got = server.ask(path="/dyad-part/china/united-states/raising", headers={"Accept": "text/html"})
    assert (got.status, b"What raises it" in got.body) == (200, True)
    assert server.ask(path="/dyad-part/china/united-states/everything", headers={}).status == 404
