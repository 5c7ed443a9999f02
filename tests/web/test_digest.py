"""The page of a digest: nothing that people wrote is more than text, and everybody can read it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kg.web.digest import page
from tests.web.pages.test_pages_access import LOOKS
from tests.web.reading import assert_readable


def test_hostile_words_stay_text(built):
    found = built.digest("2016-07")
    evil = '<img src=x onerror="alert(1)">{{ 7*7 }}\u202eabc'
    article = replace(found.articles[0], title=evil, url="javascript:alert(1)")
    tags, links = [], []

    class Collector(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            links.extend(value for name, value in attrs if name == "href")

    html = page(built.as_known(found.until), replace(found, articles=(article,)))
    Collector().feed(html)
    assert {"img", "script"}.isdisjoint(tags)
    assert links == []
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_is_read_by_everybody(browser, built, tmp_path, look):
    found = built.digest("2016-07")
    assert_readable(browser, page(built.as_known(found.until), found), tmp_path, look)
