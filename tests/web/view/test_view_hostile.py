"""Hostile text in every field of the page stays text, in a real browser."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Quantity, Stance
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view
from tests.web.texts import with_texts

# All in one call: there are hundreds of names, and each call is a way to the browser and back.
OPEN_EACH = """async (names) => {
  const panel = document.getElementById("panel");
  for (const name of names) {
    kgView.select(name);
    for (let frames = 0; panel.dataset.selection !== name; frames += 1) {
      if (frames === 500) throw new Error(`this is not opened: ${name}`);
      await new Promise(requestAnimationFrame);
    }
  }
}"""
EVIL = (
    "</script><script>window.hit=1;alert(1)</script>",
    '"><img src=x onerror="window.hit=1">',
    "javascript:alert(1)",
    "{{7*7}}{% for x in y %}${7*7}",
    "line\u2028and\u2029separators",
    "\u202eright to left\u202c שלום مرحبا",
    "<b onmouseover=alert(1)>bold</b> **multi** _vis_",
    "very long " * 400 + "x" * 3_000,
)


def hostile_corpus(evil):
    """Every field that takes text has the text; slugs have it too."""
    actors = {
        slug: Actor(slug, kind, evil, (evil, f"{evil} again"), evil, evil, (f"b{evil}",), "", evil)
        for slug, kind in ((f"a{evil}", "state"), (f"b{evil}", "state"), (f"c{evil}", evil))
    }
    a, b, c = actors
    issue = Issue(f"i{evil}", evil, evil, (evil,))
    figures = (Quantity(Decimal(3), evil, evil),)
    event = Event(f"e{evil}", evil, evil, Decimal(-5), (a,), (b,), (issue.slug,), "2016", evil, evil, figures)
    text = f"🦀 {evil} said on purpose\n\n{evil} and more"
    article = Article("r", evil, evil, "2016", evil, evil, (evil,), evil, evil, evil, text)
    hedge = Hedge(evil, evil, Decimal("0.5"), Decimal("0.75"), evil)
    contents = (
        Stance((a,), b, evil, Decimal("-0.5"), evil, evil),
        Stance((a,), issue.slug, evil, Decimal("0.5"), evil, evil),
        Leverage((b,), (a,), evil, evil, evil, issue.slug, evil, evil, figures),
        event,
    )
    claims = [
        Claim(
            f"{number}{evil}", "r", (c, evil), (Passage(evil, 2, 2 + len(evil)),), content, f"k{number}", mode, evil,
            polarity, (evil,), evil, (hedge,), "2016", evil, evil, evil, (evil,), evil,
        )
        for number, content in enumerate(contents)
        for mode, polarity in (("reported", "affirmed"), (evil, "affirmed"), ("reported", "denied"))
    ]  # fmt: skip
    claims = [replace(claim, slug=f"{claim.slug}-{number}") for number, claim in enumerate(claims)]
    events = {event.slug: event}
    return Corpus(actors, {issue.slug: issue}, events, {"r": article}, tuple(claims))


def names_of_all_that_can_be_opened(page):
    """Everything at both levels, in every way to draw lines and with every filter open, claims last."""
    page.get_by_role("button", name="Filters").click()
    for box in page.locator("#filters input[type=checkbox]").all()[:4]:
        page.locator(f"#{box.get_attribute('id')}").check()
    page.locator("#filters-reset").click()
    names = []
    for level, lines in (("actor", "claim"), ("state", "pair"), ("state", "kind")):
        page.get_by_label("Level").select_option(level)
        page.get_by_label("Lines").select_option(lines)
        names += page.evaluate("kgView.lines().map(line => line.opens)")
    found = page.evaluate("kgView.computed({})")
    names += [item["id"] for item in (*found["ties"], *found["dyads"], *found["alignments"])]
    names += page.evaluate("kgView.data().nodes.map(node => node.id)")
    names += [f"path={dyad['a']}--{dyad['b']}" for dyad in found["dyads"]]
    return [*dict.fromkeys(names), *(f"claim={key}" for key in found["passed"])]


@pytest.mark.parametrize("evil", EVIL, ids=lambda evil: evil[:12].encode("ascii", "replace").decode())
def test_hostile_text_stays_text(visit, terms, tmp_path, evil):
    corpus = hostile_corpus(evil)
    graph = network_of(corpus, terms)
    texts = {"r": corpus.articles["r"].text}
    file = tmp_path / "index.html"
    manifest = {"as_of": evil, "dataset": evil, "counts": {"claims": 1, evil: 2}, "parameters": {evil: evil}}
    file.write_text(view(with_texts(graph, texts), tensions(graph), manifest), encoding="utf-8")
    page = visit(file)
    for box in page.locator(".switch input").all():
        box.check(force=True)
    page.locator("#search").fill(evil[:40])
    page.locator("#search").press("Escape")
    for drawn in page.evaluate("[...document.querySelectorAll('#panel a')].map(a => a.getAttribute('href'))"):
        assert drawn.startswith("#")
    page.evaluate(OPEN_EACH, names_of_all_that_can_be_opened(page))
    assert page.locator("#panel mark").first.text_content() == evil
    assert page.evaluate("document.querySelectorAll('script').length") == 3
    assert page.locator("#panel :is(script, img, iframe, b[onmouseover])").count() == 0
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    assert all(link.startswith(("#", "http://", "https://")) for link in links)
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
