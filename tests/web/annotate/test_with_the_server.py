"""The page with the workbench's own server: a person codes a shipped article from a blank file."""

from __future__ import annotations

import shutil

import pytest
import yaml

from benchmarks.coder import Coder, Screen
from tests.checkout import ARTICLES
from tests.server.workbench.serving import Workbench as Annotate
from tests.web.annotate.conftest import DESK, ISDP

FIRST = 10


@pytest.fixture
def blank(tmp_path):
    """The shipped project with the claims of its second article taken out, and these claims."""
    shutil.copytree(ARTICLES / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / "articles" / f"{ISDP}.yaml"
    text = file.read_text(encoding="utf-8")
    head, _, _ = text.partition("claims:\n")
    file.write_text(f"{head}claims:\n", encoding="utf-8")
    return tmp_path, yaml.load(text, yaml.BaseLoader)["claims"]


@pytest.fixture
def running(blank):
    """The server that people start."""
    server = Annotate(blank[0])
    yield server
    server.stop()


@pytest.fixture
def opened(browser, running):
    """The article in a browser, before that server."""
    context = browser.new_context(**DESK)
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(running.address)
    page.goto(f"{running.origin}/article/{ISDP}")
    page.wait_for_selector("html[data-ready]", state="attached")
    yield Screen(page, running.get("project").json)
    context.close()
    assert wrong == []


def test_the_first_claims_of_an_article_are_as_a_person_writes_them(opened, blank):
    root, claims = blank
    coder = Coder(opened)
    for claim in claims[:FIRST]:
        coder.code(claim)
    text = (root / "sources" / "articles" / f"{ISDP}.yaml").read_text(encoding="utf-8")
    written = yaml.load(text, yaml.BaseLoader)["claims"]
    for made, wanted in zip(written, claims[:FIRST], strict=True):
        assert made == wanted
        assert list(made) == list(wanted)
    assert coder.core <= 25 * FIRST, coder.keys


def test_undo_outlives_the_server(opened, blank):
    coder = Coder(opened)
    coder.code(blank[1][0])
    opened.page.reload()
    opened.page.wait_for_selector("#claims [data-claim]")
    opened.page.keyboard.press("u")
    opened.page.wait_for_selector("#claims [data-claim]", state="detached")
    opened.page.keyboard.press("Shift+u")
    opened.page.wait_for_selector("#claims [data-claim]")


def test_news_is_waited_for_while_the_page_is_seen(opened, running):
    page = opened.page
    asked = []
    page.on("request", lambda request: "/api/news" in request.url and asked.append(request.url))
    with page.expect_request(lambda request: "/api/news" in request.url and "wait=" in request.url):
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert any("wait=" not in url for url in asked)
    page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    page.wait_for_function("async () => (await navigator.locks.query()).held.length === 0")
    hidden = len(asked)
    running.get("project")
    assert len(asked) == hidden
    with page.expect_request(lambda request: "/api/news" in request.url):
        page.evaluate("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }")


def test_many_tabs_of_one_browser_leave_each_other_room(opened, blank):
    tabs = [opened.page.context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(opened.page.url)
        tab.wait_for_selector("html[data-ready]", state="attached")
    held = tabs[0].evaluate("async () => (await navigator.locks.query()).held.length")
    assert held <= 3
    coder = Coder(opened)
    opened.page.bring_to_front()
    coder.code(blank[1][0])
    for tab in tabs:
        tab.wait_for_selector("#claims [data-claim]")


def test_drafts_are_taken_edited_refused_and_decided_by_the_dozen(opened, blank):
    page, root = opened.page, blank[0]
    file = root / "sources" / "drafts" / f"{ISDP}.yaml"

    def states():
        drafts = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["drafts"]
        return [each["state"] for each in drafts]

    def claims():
        text = (root / "sources" / "articles" / f"{ISDP}.yaml").read_text(encoding="utf-8")
        return yaml.load(text, yaml.BaseLoader)["claims"] or []

    page.click("text=Suggest claims")
    page.wait_for_selector("text=drafts waiting")
    many = len(states())
    assert page.locator("#claims .waiting").count() == many > 10
    assert claims() == []
    page.locator("#text").focus()
    page.keyboard.press("n")
    page.wait_for_selector(".waiting-head")
    first = page.locator("#claims .current").get_attribute("data-claim")
    page.keyboard.press("x")
    page.wait_for_function("first => !document.querySelector(`[data-claim='${first}']`)", arg=first)
    assert states().count("refused") == 1
    page.wait_for_selector(".waiting-head")
    page.keyboard.press("u")
    page.wait_for_selector(f"[data-claim='{first}'].current")
    assert states().count("refused") == 0
    page.keyboard.press("a")
    page.wait_for_selector(f"#claims li:not(.waiting):not([data-claim='{first}'])")
    page.wait_for_function("first => document.querySelector('#claims .current')?.dataset.claim !== first", arg=first)
    assert [claim["drafted-by"] for claim in claims()] == ["rules"]
    assert states().count("accepted") == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("#drafts-plain:checked")
    text = page.locator(".many button >> nth=0").inner_text()
    page.click(".many button >> nth=0")
    page.wait_for_selector(f"#note >> text={text.replace('Accept', 'Accepted')}")
    assert len(claims()) == 1 + int(text.removeprefix("Accept "))
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelectorAll('#claims li:not(.waiting)').length === 1")
    assert len(claims()) == 1
    assert states().count("accepted") == 1
