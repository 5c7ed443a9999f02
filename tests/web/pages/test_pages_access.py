"""Pages in a browser, opened as files: axe finds nothing, nothing is requested beyond the folder, nothing is cut off."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}
LOOKS = {
    "light": {"viewport": {"width": 1200, "height": 900}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
}
ARTICLE = "2016-07-isdp-thaad-thawing"
PAGES = (
    "index", "about", "dyads", "actors", "claims", "dyad/china/north-korea", "actor/china", f"article/{ARTICLE}",
    f"claim/{ARTICLE}/critics-see-retaliation", "issue/thaad",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(shipped_site, tmp_path_factory):
    root = tmp_path_factory.mktemp("site with spaces & ü")
    for name, body in shipped_site.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    return root


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(browser, folder, look):
    context = browser.new_context(bypass_csp=True, **LOOKS[look])
    tab = context.new_page()
    for name in PAGES:
        tab.goto((folder / f"{name}.html").as_uri())
        found = Axe().run(tab, options=RULES).response["violations"]
        assert [(name, each["id"], each["nodes"][0]["target"]) for each in found] == []
    context.close()


@pytest.mark.parametrize("look", ["light", "phone"])
def test_without_script_every_page_is_whole(browser, folder, look):
    wrong = []
    context = browser.new_context(java_script_enabled=False, **LOOKS[look])
    tab = context.new_page()
    tab.on("request", lambda request: request.url.startswith(folder.as_uri()) or wrong.append(request.url))
    tab.on("console", lambda message: wrong.append(message.text))
    for name in PAGES:
        tab.goto((folder / f"{name}.html").as_uri())
        assert tab.locator("h1").is_visible()
        assert tab.locator("body").evaluate("body => getComputedStyle(body).margin") == "0px", "the style is read"
        width = tab.evaluate("document.scrollingElement.scrollWidth")
        assert width <= LOOKS[look]["viewport"]["width"], name
    context.close()
    assert wrong == []


def test_a_link_from_a_claim_leads_to_its_place_in_the_article(browser, folder):
    context = browser.new_context(**LOOKS["light"])
    tab = context.new_page()
    tab.goto((folder / f"claim/{ARTICLE}/critics-see-retaliation.html").as_uri())
    tab.get_by_role("link", name="In the article").first.click()
    marked = tab.locator(".anchor:target + mark, .anchor:target + .anchor + mark")
    assert "Beijing’s courting" in marked.inner_text()
    assert marked.bounding_box()["y"] < 900
    context.close()
