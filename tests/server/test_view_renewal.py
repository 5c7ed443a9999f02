"""The view renews itself while it is served, and asks nobody where it is not."""

from __future__ import annotations

import re
import shutil

import pytest

from kg.project import Project
from kg.web.view.renewal import renewing
from tests.server.serving import write_build

TIE = "#tie=china--united-states&show=both"


@pytest.fixture
def project(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "project")
    return Project(tmp_path / "project")


@pytest.fixture
def visit(browser):
    contexts, wrong = [], []

    def go(address):
        context = browser.new_context(viewport={"width": 1400, "height": 500})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def build_anew(project):
    """China has another name."""
    file = project.root / "sources/actors.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("label: China\n") == 1
    file.write_text(text.replace("label: China\n", "label: Middle Kingdom\n"), encoding="utf-8")
    assert project.build().files


def test_a_view_shows_the_next_build_where_its_reader_was(serve, project, visit):
    server = serve(project.root, "--workers", 1)
    page = visit(f"http://{server.host}:{server.port}/{TIE}")
    assert page.locator("#panel h2").inner_text() == "China – United States"
    page.locator("#tab-claims").click()
    page.locator("#table-filter").fill("sanctions")
    page.locator("#panel").click(position={"x": 2, "y": 2})
    page.evaluate("document.getElementById('panel').scrollTop = 240")
    page.locator("#panel details.list > summary").first.click()
    opened = page.locator("#panel details.list[open]").count()
    assert opened
    before = page.evaluate("({ address: location.hash, panel: document.getElementById('panel').scrollTop })")
    assert before["panel"] > 0
    build_anew(project)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_function("() => document.querySelector('#panel h2')?.textContent.startsWith('Middle Kingdom')")
    page.wait_for_selector("html[data-ready]", state="attached")
    after = page.evaluate("({ address: location.hash, panel: document.getElementById('panel').scrollTop })")
    assert after == before
    assert page.locator("#panel details.list[open]").count() == opened
    assert page.locator("#tab-claims").get_attribute("aria-selected") == "true"
    assert page.locator("#table-filter").input_value() == "sanctions"
    assert page.evaluate("sessionStorage.length") == 0


def test_who_reads_an_article_is_not_disturbed_before_it_is_closed(serve, project, visit):
    server = serve(project.root, "--workers", 1)
    page = visit(f"http://{server.host}:{server.port}/")
    page.locator("#help-open").click()
    build_anew(project)
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.evaluate("window.dispatchEvent(new Event('focus')); document.getElementById('help').close()")
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_function("() => window.kgView?.data().nodes.some(({ label }) => label === 'Middle Kingdom')")


def test_a_view_asks_by_its_own_tag_and_the_log_says_nothing_of_it(serve, project, visit):
    server = serve(project.root, "--workers", 1)
    page = visit(f"http://{server.host}:{server.port}/")
    tag = server.ask("HEAD", "/").headers["etag"]
    with page.expect_response(lambda response: response.request.method == "HEAD") as answered:
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert answered.value.status == 304
    assert answered.value.request.headers["if-none-match"] == tag
    assert page.evaluate("document.querySelector('head script').dataset.etag") == tag
    server.stop()
    assert len(re.findall("HEAD / ", server.log)) == 1


def test_what_is_published_says_and_asks_nothing(project, serve):
    server = serve(project.root, "--workers", 1)
    file = (project.out / "index.html").read_bytes()
    for word in (b"data-etag", b"connect-src", b"fetch("):
        assert word not in file
    assert server.ask(path="/index.html").body == file
    served = server.ask(path="/")
    assert served.body.count(b"data-etag=") == served.body.count(b"connect-src 'self'; ") == 1
    told = renewing(file, served.headers["etag"])
    assert served.body == told
    assert len(told) == int(served.headers["content-length"])


def test_a_page_on_a_disk_asks_nobody(project, visit):
    asked = []
    page = visit((project.out / "index.html").as_uri())
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert asked == []


def test_a_page_of_another_make_is_served_as_it_is(serve, tmp_path):
    for page in (b"<p>0</p>", b'<html lang="en"><p>0</p>', b""):
        assert renewing(page, 'W/"1"') == page
    write_build(tmp_path / "out", b"", {"index.html": b"<p>0</p>"})
    assert serve(tmp_path, "--workers", 1).ask(path="/").body == b"<p>0</p>"
