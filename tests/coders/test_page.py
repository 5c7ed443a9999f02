"""The page of agreement in a browser: axe finds nothing, nothing is requested, nothing is cut off, nothing runs."""

from __future__ import annotations

import re

import pytest

from benchmarks.agreement import two_coders
from benchmarks.generate import generate
from kg import sources
from kg.coders.agreement import agreement
from kg.project import open_project
from kg.web.agreement import page
from tests.coders.coded_claims import claim, coded
from tests.web.pages.test_pages_access import LOOKS
from tests.web.reading import assert_readable


@pytest.fixture(scope="module")
def large(tmp_path_factory, terms):
    """The page of a project of many articles and months."""
    corpus, _ = sources.read(generate(tmp_path_factory.mktemp("many"), 300), terms)
    return agreement(two_coders(corpus, terms), resamples=50)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser, large, tmp_path, look):
    assert_readable(browser, page(large), tmp_path, look)


def test_every_part_is_there(large):
    html = page(large)
    for head in (
        "Claims found",
        "Field by field",
        "Types confused",
        "Through time",
        "Where they differ",
        "For a paper",
    ):
        assert f">{head}</h" in html
    assert html.count('class="alpha"') == len(large.whole.fields)
    assert page(large) == html


def test_a_small_project_has_no_empty_parts(side_by_side, terms):
    html = page(open_project(side_by_side()).agreement())
    assert "Through time" not in html
    assert "no variation: every value is &#39;stance&#39;" in html
    alone = page(agreement(coded({"anna": {"a": []}, "ben": {"a": []}}, terms)))
    assert "Types confused" not in alone
    assert "In nothing." in alone


def test_hostile_words_stay_words(browser, side_by_side, tmp_path, terms):
    root = side_by_side()
    evil = '"><script>document.title="run"</script><img src=x onerror=alert(1)>\\u202e'
    for name in ("talks", "second"):
        path = root / "sources" / "articles" / f"{name}.yaml"
        path.write_text(path.read_text().replace("title: Talks on the missiles", f"title: '{evil}'"))
    found = open_project(root).agreement()
    html = page(found)
    assert "<script" not in html
    assert "<img" not in html
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    assert tab.title() == "Agreement of anna, ben and cem"
    tab.close()


def test_quotes_and_values_of_others_are_escaped(terms):
    wild = "<i>\u202e\x07"
    claims = {"a": [claim("x", 0, 9, said_by=[wild])]}, {"a": [claim("x", 0, 9, said_by=["y"])]}
    html = page(agreement(coded(dict(zip(("anna", "ben"), claims, strict=True)), terms)))
    assert "<i>" not in html
    assert not re.search("[\x07\u202e]", html)
