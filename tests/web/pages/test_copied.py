"""The page of a copy: what it repeats of which article, and what is new."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.web.pages.catalogue import page
from kg.web.pages.page_id import PageId
from kg.web.pages.quoting import Quoting
from kg.web.pages.site import site
from tests.web.copied import AGAIN, OWN, TALKS, copied_corpus

from .markup import Page, check

SENTENCE = "What stands between ⟦ and ⟧ is repeated from A, “Talks”; the rest is new."


@pytest.fixture
def draw(material_for):
    def make(slug, **changes):
        corpus = copied_corpus()
        articles = {**corpus.articles, "again": replace(corpus.articles["again"], **changes)}
        material = material_for(replace(corpus, articles=articles), described=False)
        return page(material, Quoting(material), PageId("article", (slug,)), live=False)

    return make


def test_what_is_repeated_is_set_apart_and_said(draw):
    html = draw("again")
    check(html)
    assert SENTENCE in re.sub(r"\s+", " ", Page(html).words)
    assert re.search(r'repeated from <a href="[^"]*talks\.html">', html)
    text = html[html.index('<div class="text">') :]
    # By what is heard the repeated words can be told from others, without seeing a colour.
    assert re.findall(r'<span class="hidden">([^<]*)</span>', text) == ["Repeated: ", "Repeated: ", "New: "]
    assert (
        f'<span class="opens"></span><span class="copied">{TALKS.split(chr(10))[0]}</span><span class="closes">' in text
    )
    assert '<mark class="reported copied">condemn each other</mark>' in text
    assert f">{OWN}</p>" in text
    assert text.count('<span class="opens">') == text.count('<span class="closes">') == 2


def test_of_one_that_repeats_all_it_is_said_that_nothing_is_new(draw):
    whole = replace(copied_corpus().articles["again"].copied[0], start=0, end=len(AGAIN))
    words = re.sub(r"\s+", " ", Page(draw("again", copied=(whole,))).words)
    assert "All of it, between ⟦ and ⟧, is repeated from A, “Talks”; nothing in it is new." in words


@pytest.mark.parametrize("changes", [{"copied": ()}, {"text": ""}, {"copy_of": "lost"}])
def test_what_is_not_known_is_not_said(draw, changes):
    html = draw("again", **changes)
    assert "is repeated from" not in html
    assert ("opens" in html) == ("copy_of" in changes)


def test_an_original_has_no_such_marks(draw):
    assert "opens" not in draw("talks")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, material_for, tmp_path, scheme):
    for name, content in site(material_for(copied_corpus())):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [file] = tmp_path.rglob("article/again.html")
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    tab.goto(file.as_uri())
    assert tab.locator(".words .copied").count() == 4
    found = Axe().run(tab).response["violations"]
    context.close()
    assert [each["id"] for each in found] == []
