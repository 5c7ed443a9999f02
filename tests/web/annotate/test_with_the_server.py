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


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The server that people start: one for all tests, since a start costs more than most of them."""
    root = tmp_path_factory.mktemp("coded") / "project"
    shutil.copytree(ARTICLES / "sources", root / "sources")
    server = Annotate(root)
    yield server
    server.stop()


@pytest.fixture
def blank(running):
    """Its project as it is shipped but for the claims of its second article, which are taken out, and these claims."""
    root = running.root
    shutil.rmtree(root / "sources" / "drafts", ignore_errors=True)
    shutil.copytree(ARTICLES / "sources", root / "sources", dirs_exist_ok=True)
    file = root / "sources" / "articles" / f"{ISDP}.yaml"
    text = file.read_text(encoding="utf-8")
    head, _, _ = text.partition("claims:\n")
    file.write_text(f"{head}claims:\n", encoding="utf-8")
    return root, yaml.load(text, yaml.BaseLoader)["claims"]


@pytest.fixture
def opened(browser, running, blank):
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


@pytest.fixture
def drafted(opened, blank):
    """The article with what rules suggest, and the first of it open; gives a function for the states of the drafts."""
    file = blank[0] / "sources" / "drafts" / f"{ISDP}.yaml"
    opened.page.click("text=Suggest claims")
    opened.page.wait_for_selector("text=drafts waiting")
    opened.page.locator("#text").focus()
    opened.page.keyboard.press("n")
    opened.page.wait_for_selector(".waiting-head")

    def states():
        drafts = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["drafts"]
        return {each["id"]: each["state"] for each in drafts}

    return opened.page, states


ORDER = "() => [...document.querySelectorAll('#claims .waiting')].map((note) => note.dataset.claim)"


def test_decisions_that_are_pressed_faster_than_the_server_answers_follow_in_order(drafted):
    page, states = drafted
    waiting = page.evaluate(ORDER)
    held = []
    page.route("**/drafts", lambda route: route.continue_() if held else held.append(route))
    for key in ("x", "x", "a", "u", "n", "p", "x", "u"):
        page.keyboard.press(key)
    held[0].continue_()
    page.wait_for_selector("#status >> text=1 draft waiting again", state="attached")
    page.wait_for_function("id => document.querySelector('#claims .current')?.dataset.claim === id", arg=waiting[3])
    expected = {waiting[0]: "refused", waiting[1]: "refused"}
    assert {name: state for name, state in states().items() if state != "waiting"} == expected


def test_an_undo_takes_back_what_was_done_last_be_it_a_refusal_or_a_claim(drafted, opened, blank):
    page, states = drafted
    page.keyboard.press("x")
    page.wait_for_function("() => document.querySelector('#note').innerText.startsWith('Refused')")
    page.wait_for_selector(".waiting-head")
    page.keyboard.press("Escape")
    Coder(opened).code(blank[1][0])
    page.locator("#text").focus()
    page.keyboard.press("u")
    page.wait_for_selector("#claims li:not(.waiting)[data-claim]", state="detached")
    assert [*states().values()].count("refused") == 1


def test_what_was_written_in_a_draft_stays_where_it_cannot_be_refused(drafted):
    page, states = drafted
    page.locator("#claim-id").fill("mine")
    page.route("**/drafts", lambda route: route.abort())
    page.locator("#text").focus()
    page.keyboard.press("x")
    page.wait_for_selector("text=The server does not answer")
    assert page.locator("#claim-id").input_value() == "mine"
    assert "refused" not in states().values()


def test_a_draft_that_is_open_in_two_tabs_becomes_one_claim(drafted, blank):
    page, states = drafted
    here = page.locator("#claims .current").get_attribute("data-claim")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(f"[data-claim='{here}']")
    other.click(f"[data-claim='{here}'] button")
    other.wait_for_selector(".waiting-head")
    other.locator("#claim-id").fill("mine")
    page.bring_to_front()
    page.locator("#text").focus()
    page.keyboard.press("a")
    page.wait_for_selector("#claims li:not(.waiting)[data-claim]")
    other.bring_to_front()
    other.keyboard.press("Control+Enter")
    other.wait_for_selector("#panel .told >> text=Somebody else has accepted this draft")

    def claims():
        text = (blank[0] / "sources" / "articles" / f"{ISDP}.yaml").read_text(encoding="utf-8")
        return yaml.load(text, yaml.BaseLoader)["claims"]

    assert len(claims()) == 1
    assert states()[here] == "accepted"
    other.keyboard.press("Control+Enter")
    other.wait_for_selector("#claims [data-claim='mine']")
    assert [claim["id"] for claim in claims()].count("mine") == 1


def test_a_draft_that_is_looked_at_closes_once_it_is_decided_elsewhere(drafted, running):
    page, _ = drafted
    here = page.locator("#claims .current").get_attribute("data-claim")
    running.post(f"articles/{ISDP}/drafts", {"do": "refuse", "ids": [here]})
    page.wait_for_selector(f"[data-claim='{here}']", state="detached")
    page.wait_for_selector("#panel h2 >> text=Suggested claim", state="detached")


def test_the_first_click_of_a_double_click_opens_no_draft(drafted):
    page, _ = drafted
    page.keyboard.press("Escape")
    x, y = page.evaluate("""() => {
        const rects = [...CSS.highlights.get("waiting")].map((range) => range.getClientRects()[0]);
        const { left, top, height } = rects.find((rect) => rect.top > 200 && rect.bottom < innerHeight - 200);
        return [left + 8, top + height / 2];
    }""")
    page.mouse.click(x, y)
    page.wait_for_selector(".waiting-head")
    page.keyboard.press("Escape")
    page.mouse.dblclick(x, y)
    page.wait_for_selector("#panel >> text=What is said here?")
    assert page.locator(".waiting-head").count() == 0


def test_the_keyboard_is_not_lost_by_a_key_on_a_slider_while_the_page_waits(drafted):
    page, _ = drafted
    page.keyboard.press("Escape")
    page.wait_for_selector("#drafts-least")
    held = []
    page.route("**/drafts", lambda route, _request: held.append(route))
    page.evaluate("() => document.querySelector('.many button + button').dispatchEvent(new MouseEvent('click'))")
    page.locator("#drafts-least").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('#drafts-least').value === '0.05'")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    held[0].fulfill(status=409, json={"detail": "no"})
    page.wait_for_function("() => document.querySelector('#drafts-least').value === '0'")
    page.locator("#text").focus()
    page.keyboard.press("n")
    page.wait_for_selector(".waiting-head")


def test_a_draft_that_is_edited_stays_in_the_form_while_its_save_is_refused(drafted, blank):
    page, states = drafted
    here = page.locator("#claims .current").get_attribute("data-claim")
    page.locator("#claim-id").fill("mine")
    refusing = []
    page.route(
        "**/changes",
        lambda route: route.continue_() if refusing else route.fulfill(status=422, json={"detail": "Not so"}),
    )
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#panel .told >> text=Not so")
    page.locator("#text").focus()
    for key in ("n", "a"):
        page.keyboard.press(key)
        page.wait_for_selector("#panel .told >> text=Not so")
        assert page.locator("#claim-id").input_value() == "mine"
    assert states()[here] == "waiting"
    page.reload()
    page.wait_for_selector("#panel h2 >> text=Suggested claim")
    assert page.locator("#claim-id").input_value() == "mine"
    refusing.append(False)
    page.locator("#text").focus()
    page.keyboard.press("a")
    page.wait_for_selector("#claims [data-claim='mine']")
    assert states()[here] == "accepted"


def test_a_draft_whose_quote_is_gone_says_so_and_is_passed_by_keys(drafted, blank):
    page, states = drafted
    file = blank[0] / "sources" / "drafts" / f"{ISDP}.yaml"
    here = page.locator("#claims .current").get_attribute("data-claim")
    text = file.read_text(encoding="utf-8")
    drafts = yaml.load(text, yaml.BaseLoader)["drafts"]
    quote = next(each["claim"]["quote"] for each in drafts if each["id"] == here)
    file.write_text(text.replace(quote[:20], "Qq" + quote[2:20]), encoding="utf-8")
    page.wait_for_selector("#panel >> text=These words are not in the text")
    page.keyboard.press("x")
    page.wait_for_selector(f"[data-claim='{here}']", state="detached")
    assert states()[here] == "refused"
    page.wait_for_selector(".waiting-head")


def test_whoever_wants_no_suggestions_sees_no_drafts_in_list_or_text(browser, blank):
    server = Annotate(blank[0], "--plain")
    context = browser.new_context(**DESK)
    page = context.new_page()
    assert server.post(f"articles/{ISDP}/drafts", {"do": "draft"}).status == 200
    page.goto(server.address)
    row = page.locator("#lists tr", has=page.locator(f"a[href='/article/{ISDP}']"))
    row.wait_for()
    assert "not begun" in row.inner_text()
    page.wait_for_function(
        "slug => fetch('/api/project', { headers: { 'X-Detente-Workbench': document.querySelector('[name=workbench]').content } })"
        ".then((answer) => answer.json()).then(({ articles }) => articles.find((each) => each.slug === slug).drafts > 0)",
        arg=ISDP,
    )
    page.reload()
    row.wait_for()
    assert "drafted" not in row.inner_text()
    page.goto(f"{server.origin}/article/{ISDP}")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.keyboard.press("a")
    page.wait_for_selector("#status >> text=Open a draft first", state="attached")
    assert page.locator("#claims .waiting").count() == 0
    context.close()
    server.stop()
