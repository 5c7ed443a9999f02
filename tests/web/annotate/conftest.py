"""The page of the workbench in a browser, before a small server that has the shipped articles or others."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.coder import PLACES, drag
from tests.checkout import ARTICLES
from tests.web.annotate.small_server import Served

DESK = {"viewport": {"width": 1400, "height": 900}}
TOPIX, ISDP = "2016-02-china-topix-thaad-talks", "2016-07-isdp-thaad-thawing"
MARKED = """name => [...(CSS.highlights.get(name) || [])].map(range => range.toString())"""


@pytest.fixture
def sources(tmp_path):
    """A copy of the shipped sources, as they were first coded."""
    shutil.copytree(ARTICLES / "sources", tmp_path / "sources")
    return tmp_path


@pytest.fixture
def served(sources):
    """The small server, with the shipped articles."""
    server = Served(sources)
    yield server
    server.close()


class Workbench:
    """A page of the workbench, and what a person does with it."""

    def __init__(self, page, server):
        self.page, self.server, self.bench, self.keys = page, server, server.bench, 0
        self.text = page.locator("#text")
        self.panel = page.locator("#panel")

    def press(self, *keys):
        """Press keys one after the other, and count them; afterwards none is kept for the server's answer."""
        self.press_ahead(*keys)
        self.answered()

    def press_ahead(self, *keys):
        """Press keys as somebody does who does not wait for the server, and count them."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, letters):
        """Type letters, and count them; afterwards none is kept for the server's answer."""
        self.page.keyboard.type(letters)
        self.keys += len(letters)
        self.answered()

    def answered(self):
        """Wait until no key is kept for what the server answers."""
        self.page.wait_for_selector("html:not([data-waiting])", state="attached")

    def drag(self, words, begin=1, end=1):
        """Drag over words of the text, beginning and ending so many pixels within them."""
        drag(self.page, words, begin, end)

    def click(self, words, **options):
        """Click in the middle of a word of the text."""
        x, y, u, _ = self.page.evaluate(PLACES, [words, 1])
        self.page.mouse.click((x + u) / 2, y, **options)

    def marked(self, name):
        """The words that a highlight marks."""
        return self.page.evaluate(MARKED, name)

    def open(self, words):
        """Open the claim whose note says something."""
        self.page.locator("#claims button", has_text=words).first.click()
        self.page.wait_for_selector("#claims .current")

    def field(self, path):
        """The row of a field in the form."""
        return self.panel.locator(f'[data-path="{path}"]')

    def count(self):
        """How many claims the page shows."""
        return self.page.locator("#claims [data-claim]").count()

    def choose(self, path, label):
        """Choose one of the terms of a field."""
        self.field(path).locator("label", has_text=label).click()

    def saved(self, count):
        """Wait until the page shows so many claims, and that they are saved."""
        self.page.wait_for_function(
            "count => document.querySelectorAll('#claims [data-claim]').length === count", arg=count
        )
        self.page.wait_for_selector("#standing.saved", state="attached")

    def claims(self, slug):
        """The claims of an article, by id, as the server has them."""
        return {entry["id"]: entry for entry in self.bench.articles[slug]["claims"]}


@pytest.fixture
def visit(browser):
    """Open an article, or the list; at the end nothing may have been said or thrown that was not expected."""
    contexts, wrong = [], []

    def go(server, slug="", expected=(), **options):
        context = browser.new_context(**(DESK | options))
        context.set_default_timeout(4_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: any(words in said.text for words in expected) or wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.goto(f"{server.address}/{f'article/{slug}' if slug else ''}")
        page.wait_for_selector("html[data-ready]", state="attached")
        return Workbench(page, server)

    yield go
    for context in contexts:
        context.close()
    assert wrong == []
