"""What a browser gets at `/sparql`: YASGUI with our prefixes and queries, the plain form where it is not there."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.model.vocabulary import PREFIXES
from kg.rdf.ontology import load
from kg.rdf.stored_queries import stored_queries
from kg.server.fetch_yasgui import FILES, FOLDER
from kg.server.page import PAGE_POLICY
from kg.server.query_form import POLICY, query_form

HERE = all((FOLDER / name).is_file() for name in FILES)


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text("")
    return tmp_path


def test_without_yasgui_the_plain_form_is_shown(tmp_path):
    text, policy = query_form(tmp_path, tmp_path)
    assert policy == PAGE_POLICY
    assert "<textarea" in text
    assert "yasgui" not in text


def test_with_yasgui_the_stored_queries_are_links_that_work_without_it(folder, tmp_path):
    text, policy = query_form(tmp_path / "none", folder)
    assert policy == POLICY
    asked = [
        parse_qs(urlsplit(unescape(link)).query)["query"][0] for link in re.findall(r'href="(/sparql[^"]*)"', text)
    ]
    assert asked == [each.sparql for each in stored_queries(load()).values()]
    known = json.loads(re.search(r'<script type="application/json" id="known">(.*?)</script>', text).group(1))
    assert known["prefixes"] == PREFIXES
    assert "<noscript><form" in text


def test_queries_of_a_project_are_shown_and_cannot_act(folder, tmp_path):
    queries = tmp_path / "ontology" / "queries"
    queries.mkdir(parents=True)
    (queries / "evil.rq").write_text('# </a><script>alert(1)</script>? And more.\nASK { ?s ?p "</script>" }')
    text, _ = query_form(tmp_path / "ontology", folder)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;?</a>" in text
    assert text.count("<script") == 3


def test_the_policy_lets_nothing_of_others_in():
    assert "script-src 'self';" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_only_its_files_are_served(server):
    for name in ("ask.js", "ask.css", *(FILES if HERE else ())):
        got = server.ask(path=f"/yasgui/{name}")
        assert got.status == 200
        assert got.type.startswith(("text/javascript", "text/css"))
        assert server.ask(path=f"/yasgui/{name}", headers={"If-None-Match": got.headers["etag"]}).status == 304
    for name in ("LICENCE.txt", "../app.py", "%2e%2e/app.py", "", "ask.js/x"):
        assert server.ask(path=f"/yasgui/{name}").status == 404


HOSTILE = """SELECT * { VALUES ?x {
  "<img src=/none onerror='window.ran = 1'>" "<svg onload='window.ran = 2'></svg>" "<iframe srcdoc='<script>parent.ran = 3</script>'>"
  "<img src=http://elsewhere.example/1>" "<a href='javascript:window.ran = 4'>there</a>"^^rdf:HTML
} }"""


@pytest.mark.skipif(not HERE, reason="YASGUI is not taken in: python -m kg.server.fetch_yasgui")
def test_what_yasgui_takes_for_html_is_stopped_by_the_policy(browser, server):
    """YASGUI parses literals as HTML in an element beside the page; nothing but the policy keeps them from acting."""
    home, elsewhere, refused = f"http://{server.host}:{server.port}/", [], []
    page = browser.new_page()
    page.route(re.compile(r"http://elsewhere\.example/"), lambda r: (elsewhere.append(r.request.url), r.abort()))
    page.on("console", lambda message: "Content Security Policy" in message.text and refused.append(message.text))
    page.goto(f"{home}sparql")
    page.wait_for_selector(".yasqe .CodeMirror")
    page.evaluate("query => document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.setValue(query)", HOSTILE)
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    page.wait_for_selector(".tabPanel.active .yasr_results table td")
    page.wait_for_function("document.querySelectorAll('.tabPanel.active .yasr_results tbody tr').length === 5")
    page.wait_for_load_state("networkidle")
    # Browsers differ in what they do in an element that is beside the page; here it is done in any of them.
    with page.expect_event("console", lambda message: "Content Security Policy" in message.text):
        page.evaluate("document.createElement('div').innerHTML = \"<img src=/none onerror='window.ran = 5'>\"")
    assert page.evaluate("window.ran") is None
    page.close()
    assert elsewhere == []
    assert refused, "the policy refuses nothing: it was loosened"


@pytest.mark.skipif(not HERE, reason="YASGUI is not taken in: python -m kg.server.fetch_yasgui")
def test_in_a_browser_a_stored_query_is_asked_here_and_nowhere_else(browser, server):
    home, wrong = f"http://{server.host}:{server.port}/", []
    page = browser.new_page()
    page.on("request", lambda r: r.url.startswith((home, "data:", "blob:")) or wrong.append(r.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{home}sparql")
    page.wait_for_selector(".yasqe .CodeMirror")
    page.locator("#examples a").first.click()
    with page.expect_response(lambda r: r.request.method == "POST") as answered:
        page.locator(".tabPanel.active .yasqe_queryButton").click()
    assert answered.value.status == 200
    page.wait_for_selector(".tabPanel.active .yasr_results table td")
    page.close()
    assert wrong == []
