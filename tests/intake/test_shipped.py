"""The shipped articles as pages with a clock of 2020: their own words, and never the clock's date."""

from __future__ import annotations

from html import escape

import pytest

from kg.intake.dates import publication
from tests.checkout import ROOT

ARTICLES = sorted((ROOT / "sources" / "articles").glob("*.txt"))
CLOCK = "Updated 2:12 PM EST, Wed, Jan 29, 2020"
PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} : The Outlet</title></head>
<body><div id="top"><p class="date">{clock}</p><p><a href="/">Make CT Your Homepage</a></p></div>
<div class="article"><h1>{title}</h1>{body}</div><div class="bottom"><p>{clock}</p></div></body></html>
"""


def lines_of(article):
    lines = [" ".join(part.split()) for part in article.read_text(encoding="utf-8").split("\n\n") if part.strip()]
    return [line for line in lines if line not in {CLOCK, "Make CT Your Homepage"}]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_a_shipped_article_comes_out_right_as_a_page(read, article):
    title, *body = lines_of(article)
    page = PAGE.format(title=escape(title), clock=CLOCK, body="".join(f"<p>{escape(line)}</p>" for line in body))
    [document] = read(page)
    assert document.title == title
    assert [
        line
        for line in body
        if line not in document.paragraphs and line not in ("Real Time Analytics", "Like Us on Facebook")
    ] == []
    assert publication(document.dates).published == "unknown"
    assert "2020" not in " ".join(each.day for each in document.dates)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_an_address_dates_it_where_the_clock_may_not(read, article):
    title, *body = lines_of(article)
    page = PAGE.format(title=escape(title), clock=CLOCK, body="".join(f"<p>{escape(line)}</p>" for line in body))
    [document] = read(page, url="http://www.outlet.example/articles/76000/20160209/talks.htm")
    assert publication(document.dates).published == "2016-02-09~"
    assert not {"Like Us on Facebook"} & set(document.paragraphs) - set(document.furniture)
