"""What the pages of the shipped data say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from kg.measure.lens import Lens
from kg.questions.tension.explanation import explain
from kg.web.pages import disputes, dyad
from kg.web.pages.catalogue import exists, page, page_ids
from kg.web.pages.dyad import Parts
from kg.web.pages.links import Links
from kg.web.pages.page import Frame, NoPageError
from kg.web.pages.page_id import PageId
from kg.web.pages.quoting import Quoting

from .markup import Page, check

DYAD = PageId("dyad", ("china", "united-states"))
ARTICLE = "2016-07-isdp-thaad-thawing"


@pytest.fixture(scope="module")
def draw(material):
    """A page by its kind and slugs."""
    quoting = Quoting(material)

    def make(kind, *parts, live=False, **options):
        return page(material, quoting, PageId(kind, parts), live=live, **options)

    return make


@pytest.mark.parametrize("live", [False, True])
def test_every_page_is_sound(material, live):
    quoting = Quoting(material)
    for page_id in page_ids(material):
        check(page(material, quoting, page_id, live=live))


def test_every_thing_has_a_page(material):
    found = set(page_ids(material))
    assert {PageId("claim", (c.article, c.slug)) for c in material.claims.values()} <= found
    assert {PageId("actor", (slug,)) for slug in material.ends} <= found
    assert {PageId("article", (slug,)) for slug in material.articles} <= found
    assert len({page_id.path.casefold() for page_id in found}) == len(list(page_ids(material)))


def test_a_dyad_and_its_parts_say_what_the_analysis_finds(material, draw):
    parts = [draw("dyad-part", *DYAD.parts, name) for name in Parts(material, *DYAD.parts, material.today).long()]
    text = " ".join(Page(each).words for each in (draw("dyad", *DYAD.parts), *parts))
    found = explain(material.network, *DYAD.parts, Lens(at=material.today.at))
    assert f"{found.headline.tension:+.2f}" in text
    for part in found.headline.contributions:
        assert f"{part.share:+.3f}".replace("-", "−") in text
        for passage in part.claim.passages:
            assert passage.exact in text
    for mode, _ in found.modes:
        assert {"forecast": "Forecasts", "interpreted": "Interpretations", "conditional": "On a condition"}[
            mode
        ] in text


def test_a_long_part_begins_on_the_page_of_the_two_and_has_one_of_its_own(material, draw, monkeypatch):
    parts = Parts(material, *DYAD.parts, material.today)
    monkeypatch.setattr(dyad, "FIRST_CARDS", 2)
    monkeypatch.setattr(dyad, "FIRST_DISPUTES", 0)
    page = draw("dyad", *DYAD.parts, live=True)
    assert parts.long()
    for name in parts.long():
        assert f'href="../../dyad-part/china/united-states/{name}"' in page
        whole = draw("dyad-part", *DYAD.parts, name, live=True)
        assert 'href="../../../dyad/china/united-states"' in whole
        if name in dyad.SIDES:
            own = [part.claim for part in parts.side(name)]
            links = [f'../../claim/{claim.article}/{claim.slug}"' for claim in own]
            assert all(f'href="{link}' in page for link in links[:2])
            assert all(f'href="../{link}' in whole for link in links)


def test_a_long_dispute_has_its_first_lines_where_it_is_named_and_a_page_with_all(material, draw, monkeypatch):
    monkeypatch.setattr(disputes, "SIDE_ROWS", 0)
    found = max(material.today.disputes, key=lambda each: len(each.sides))
    page_id = disputes.dispute_page_id(found)
    assert page_id in list(page_ids(material))
    side = max((found.affirming, found.denying), key=len)
    short = disputes.disputed(frame_of(material), found, most=len(side) - 1)
    assert len(short.affirming.shown) < len(found.affirming) or len(short.denying.shown) < len(found.denying)
    assert short.whole.text == f"All {len(found.sides)} claims of both sides"
    assert short.whole.href.endswith(f"{page_id.path}.html")
    whole = draw(page_id.kind, *page_id.parts)
    assert all(f'href="../../claim/{each.claim.article}/{each.claim.slug}.html"' in whole for each in found.sides)
    assert not exists(material, PageId("dispute", (found.kind, "nothing")))


def test_disputes_stand_on_as_many_pages_as_they_take_and_each_says_which_it_has(material, draw, monkeypatch):
    monkeypatch.setattr(disputes, "ON_A_PAGE", 1)
    every = material.today.disputes
    ids = [page_id for page_id in page_ids(material) if page_id.kind == "disputes"]
    assert len(ids) == len(every) > 2
    for number, (page_id, each) in enumerate(zip(ids, every, strict=True), 1):
        text = draw(page_id.kind, *page_id.parts)
        assert f'<span class="count">{number} to {number} of {len(every)}</span>' in text
        claim = each.claim
        assert f'claim/{claim.article}/{claim.slug}.html"' in text
        assert ('rel="next"' in text) == (number < len(every))
        assert ('rel="prev"' in text) == (number > 1)
    assert not exists(material, PageId("disputes", (str(len(every) + 1),)))


def test_the_disputes_of_two_go_on_beyond_the_first_page_of_them(material, draw, monkeypatch):
    pair, own = max(
        ((pair, Parts(material, *pair, material.today).disputes) for pair in material.pairs(material.today)),
        key=lambda each: (len(each[1]), each[0]),
    )
    assert len(own) > 1
    monkeypatch.setattr(disputes, "ON_A_PAGE", 1)
    monkeypatch.setattr(dyad, "FIRST_DISPUTES", 1)
    assert f'<span class="count">1 of {len(own)}</span>' in draw("dyad", *pair)
    names = [name for name in Parts(material, *pair, material.today).long() if name.startswith("disputed")]
    assert names == ["disputed", *(f"disputed-{number}" for number in range(2, len(own) + 1))]
    for number, name in enumerate(names, 1):
        assert exists(material, PageId("dyad-part", (*pair, name)))
        assert f'<span class="count">{number} to {number} of {len(own)}</span>' in draw("dyad-part", *pair, name)
    for name in (f"disputed-{len(own) + 1}", "disputed-1", "disputed-02"):
        assert not exists(material, PageId("dyad-part", (*pair, name)))


def test_disputes_that_are_left_out_are_counted_and_lead_to_all(material):
    found = material.today.disputes
    some = disputes.first_disputes(frame_of(material), found, most=1)
    assert (len(some.shown), some.counting) == (1, f"1 of {len(found)}")
    assert some.whole.href == "../disputes.html"
    assert disputes.first_disputes(frame_of(material), found, most=len(found)).whole is None


def frame_of(material):
    page_id = PageId("actor", ("china",))
    return Frame(material, Quoting(material), Links(page_id.path), page_id)


def test_the_parts_of_a_dyad_are_those_of_the_day_that_is_asked_for(material, draw, monkeypatch):
    monkeypatch.setattr(dyad, "FIRST_CARDS", 0)
    day = material.day(date(2016, 7, 1))
    assert "/raising?at=2016-07-01" in draw("dyad", *DYAD.parts, live=True, day=day)
    whole = draw("dyad-part", *DYAD.parts, "raising", live=True, day=day)
    assert "1 July 2016" in whole
    assert 'href="../../../dyad/china/united-states?at=2016-07-01"' in whole
    assert "?at=" not in draw("dyad", *DYAD.parts, day=day)


def test_what_raises_and_what_lowers_stand_apart_the_largest_effect_first(draw):
    text = draw("dyad", "china", "north-korea")
    raising, lowering = text.index('id="raising"'), text.index('id="lowering"')
    assert raising < lowering
    effects = [float(s) for s in re.findall(r'<span class="number">\+(0\.\d{3})</span>', text[raising:lowering])]
    assert effects == sorted(effects, reverse=True)
    assert len(effects) > 1
    assert "without it the tension would be" in text[raising:lowering]


def test_a_dyad_of_an_earlier_day_has_the_scores_of_that_day(material, draw):
    day = material.day(date(2016, 2, 20))
    text = Page(draw("dyad", *DYAD.parts, day=day)).words
    assert "tension on 20 February 2016" in text
    found = explain(material.network, *DYAD.parts, Lens(at=date(2016, 2, 20))).headline
    assert f"{found.tension:+.2f}" in text


def test_two_of_whom_nothing_is_said_have_a_page_that_says_so(draw):
    assert "Nothing was reported of the two by then" in draw("dyad", "japan", "north-korea")


def test_a_claim_has_its_paragraph_chain_hedge_and_what_is_denied(draw):
    text = Page(draw("claim", ARTICLE, "critics-see-retaliation")).words
    assert "Who denies it" in text
    assert "The Chinese government has vigorously denied this" in text
    assert ", reported by" in text
    assert "usually reliable" in text
    assert "Contested" in text


def test_a_denial_shows_what_it_denies(draw):
    text = Page(draw("claim", ARTICLE, "china-denies-retaliation")).words
    assert "Not so:" in text
    assert "What is denied here" in text
    assert "see Beijing’s courting of Pyongyang as retaliation" in text


def test_a_hedge_has_its_words_and_its_interval(material, draw):
    claim = next(c for c in material.claims.values() if any(h.lower is not None for h in c.hedges))
    hedge = next(h for h in claim.hedges if h.lower is not None)
    text = draw("claim", claim.article, claim.slug)
    assert f"{100 * hedge.lower:.0f}–{100 * hedge.upper:.0f} %" in text
    assert f'aria-label="{100 * hedge.lower:.0f} to {100 * hedge.upper:.0f} percent"' in text


def test_an_article_has_its_whole_text_with_every_passage_marked(material, draw):
    read = Quoting(material).read(ARTICLE)
    assert read.text
    found = Page(draw("article", ARTICLE))
    words = Page(re.sub("<sup>.*?</sup>", "", draw("article", ARTICLE))).words
    for start, end in read.paragraphs:
        assert read.text[start:end] in words
    numbers = {f"passage-{n}" for n in read.numbers.values()}
    assert numbers <= set(found.ids)
    claims = [c for c in material.claims.values() if c.article == ARTICLE]
    assert all(f"../claim/{ARTICLE}/{c.slug}.html" in found.links for c in claims)


@pytest.mark.parametrize("live", [False, True])
def test_a_copy_leads_to_its_original_and_back(shipped, material_for, live):
    corpus = shipped.corpus
    copy = replace(corpus.articles[ARTICLE], slug="again", copy_of=ARTICLE)
    copied = material_for(replace(corpus, articles={**corpus.articles, "again": copy}))
    quoting = Quoting(copied)
    for slug, other in (("again", ARTICLE), (ARTICLE, "again")):
        text = page(copied, quoting, PageId("article", (slug,)), live=live)
        check(text)
        assert f"../article/{other}{'' if live else '.html'}" in Page(text).links


def test_copies_stand_below_their_original_in_the_list(shipped, material_for):
    corpus = shipped.corpus
    copies = {
        name: replace(corpus.articles[ARTICLE], slug=name, copy_of=of, title=name, published=day)
        for name, of, day in (("late", ARTICLE, "2016-12-02"), ("early", "late", "2016-12-01"))
    }
    copied = material_for(replace(corpus, articles={**corpus.articles, **copies}))
    for kind in ("articles", "overview"):
        text = page(copied, Quoting(copied), PageId(kind), live=False)
        check(text)
        (family,) = re.findall('<ul class="copies">(.*?)</ul>', text, re.DOTALL)
        assert re.findall("(early|late)</bdi>", family) == ["early", "late"]
        assert "2 copies" in Page(text).words


def test_an_article_without_its_text_shows_the_claims(material):
    bare = type(material)(material.network, lambda _: ("", ()), {}, None)
    text = page(bare, Quoting(bare), PageId("article", (ARTICLE,)), live=False)
    check(text)
    assert "The text of the article is not at hand" in text
    assert "critics-see-retaliation.html" in text
    assert "#passage-" not in text


def test_an_actor_has_dyads_leverage_positions_and_what_it_says(draw):
    text = Page(draw("actor", "china")).words
    for heading in ("Tension", "Leverage over others", "Leverage over it", "Positions of China", "Said by China"):
        assert heading in text
    assert "Without a score" in text
    assert "../dyad/china/south-korea.html" in Page(draw("actor", "china")).links
    assert "Between states it counts as China" in Page(draw("actor", "xi-jinping")).words


def test_an_issue_says_who_holds_what(material, draw):
    slug = next(iter(material.positions))
    text = Page(draw("issue", slug)).words
    assert "Who holds what" in text
    for held in material.positions[slug]:
        assert material.label(held.actor) in text


def test_the_overview_leads_everywhere(draw):
    links = Page(draw("overview")).links
    assert {
        "map.html",
        "dyads.html",
        "actors.html",
        "claims.html",
        "about.html",
        "dyad/china/united-states.html",
    } <= set(links)


def test_scripts_are_not_needed_and_nothing_is_requested(draw):
    text = draw("dyad", *DYAD.parts)
    assert "default-src &#39;none&#39;; style-src &#39;self&#39;" in text
    assert "<form" not in text
    assert '<form class="search" role="search" action="../../search"' in draw("dyad", *DYAD.parts, live=True)


@pytest.mark.parametrize(
    "page_id",
    [
        ("actor", "nobody"), ("issue", "china"), ("dyad", "united-states", "china"), ("dyad", "china", "china"),
        ("dyad", "china", "xi-jinping"), ("claims", "2"), ("claims", "1"), ("claims", "９"), ("claims", "9" * 5000),
        ("claim", ARTICLE), ("article", ".."), ("nothing",), ("actor",), ("dyad", "a", "b", "c"), ("overview", "x"),
        ("dyad-part", "china", "united-states", "everything"), ("dyad-part", "china", "china", "raising"),
        ("dyad-part", "china", "united-states"),
    ],
)  # fmt: skip
def test_what_is_not_there_has_no_page(material, draw, page_id):
    assert not exists(material, PageId(page_id[0], page_id[1:]))
    with pytest.raises(NoPageError):
        draw(*page_id)
