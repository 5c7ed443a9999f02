"""Whether everybody can read a page of one file, in each look that people choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from tests.web.pages.test_pages_access import LOOKS, RULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def assert_readable(browser: Browser, html: str, folder: Path, look: str) -> None:
    """That axe finds nothing, nothing is cut off, nothing is asked for beyond the page, and nothing goes wrong in it."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    context = browser.new_context(bypass_csp=True, **LOOKS[look])
    tab, asked, said = context.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((folder / "page.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(tab, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    assert (len(asked), said) == (1, [])
    context.close()
