"""Names, quotes, slugs and addresses of somebody who means ill."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Pursuit, Stance
from kg.web.pages.catalogue import page, page_ids
from kg.web.pages.links import Links
from kg.web.pages.page import Frame
from kg.web.pages.page_id import PageId
from kg.web.pages.quoting import Quoting
from kg.web.pages.search import search_page
from kg.web.pages.site import site, write_site
from kg.web.pages.thing import thing_page

from .markup import Page, check

EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{ 7*7 }} & \u202e \x00\x1b ]]> -->'
SLUGS = ("../../etc/passwd", "a%2fb", "A", "a", "..", "con", "x" * 300, "ümlaut", "a?b=c#d&e")


def corpus_of(text, slugs=SLUGS):
    actors = {slug: Actor(slug, "state", f"{text} {slug}", (text,), "", "Q1'><b>", note=text) for slug in sorted(slugs)}
    pursuit = Pursuit(slugs[1], "../x/c#<0>")
    issue = Issue("i/../i", text, text, (text,), pursued_by=(pursuit,), directed_at=(slugs[2],))
    event = Event(
        "e%00e", text, "CONSULT", Decimal(-3), (slugs[0],), (slugs[1],), when="2016", status="occurred", reason=text
    )
    whole = f"{text}\n\n{text} and more {text}"
    articles = {
        slug: Article(
            slug, text, slugs[0], "2016-02", text, hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest(),
            (slugs[1],), "B", "2", "javascript:alert(1)", text=whole, furniture=(Passage(text, 0, len(text)),),
        )
        for slug in ("../x", "../X")
    }  # fmt: skip
    contents = (
        ("stance/../x/1", Stance((slugs[0],), slugs[1], "opposes", Decimal(-1), text, text, reason=text)),
        ("event/e%00e", event),
        ("leverage/../x/3", Leverage((slugs[2],), (slugs[3],), text, "pressure", "strong", "i/../i", text, text)),
        ("stance/../x/4", Stance((slugs[0],), "i/../i", "opposes", Decimal(-1))),
    )
    claims = [
        Claim(
            f"{slug}#<{at}>", "../x", (slugs[at], slugs[0]), (Passage(text, 0, len(text)), Passage("lost", 1, 5, text, text)),
            content, key, "reported", "certain", polarity, (slugs[5],), hedges=(Hedge(text, "likely", Decimal("0.5"), Decimal("0.8"), text),),
            condition=text, note=text, no_interval=text,
        )
        for at, (key, content) in enumerate(contents) for slug, polarity in (("c", "affirmed"), ("../d", "denied"))
    ]  # fmt: skip
    return Corpus(actors, {issue.slug: issue}, {event.slug: event}, articles, tuple(claims))


@pytest.fixture(scope="module")
def hostile(material_for):
    return material_for(corpus_of(EVIL), described=False)


def test_no_text_can_act(hostile):
    quoting = Quoting(hostile)
    for page_id in page_ids(hostile):
        for live in (False, True):
            text = page(hostile, quoting, page_id, live=live)
            found = check(text)
            assert "\x00" not in text
            assert "\x1b" not in text
            assert {"b", "img"} & set(found.tags) <= {"b"}
            assert "onerror" not in found.attributes
            assert not any("javascript" in link or "wikidata" in link for link in found.links)


def test_names_are_shown_as_they_are(hostile):
    words = Page(page(hostile, Quoting(hostile), PageId("actor", ("A",)), live=False)).words
    assert "<script>alert(1)</script>" in words
    assert "{{ 7*7 }}" in words


def test_slugs_lead_nowhere_but_into_the_folder(hostile, tmp_path):
    folder = tmp_path / "deep" / "site"
    write_site(folder, hostile)
    assert sorted(p.name for p in (tmp_path / "deep").iterdir()) == ["site"]
    names = [name for name, _ in site(hostile)]
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if ".." in name or "%" in name or name.startswith("/")]
    for file in folder.rglob("*.html"):
        for link in Page(file.read_text()).links:
            if not link.startswith(("#", "http")):
                assert (file.parent / link.partition("#")[0]).resolve().is_file(), (file, link)


def test_a_search_shows_what_was_asked_and_nothing_more(hostile):
    frame = Frame(hostile, Quoting(hostile), Links("search", live=True), PageId("search"))
    for query in (EVIL, "", " ", "a" * 5000, "<b>", '" onfocus=alert(1) x="', "{{ 1 }}"):
        found = check(search_page(frame, query))
        assert "onfocus" not in found.attributes
    assert "<script>alert(1)" in Page(search_page(frame, "<script>alert(1)")).words


def test_things_of_any_iri_are_shown(hostile):
    frame = Frame(hostile, Quoting(hostile), Links("id", live=True), PageId("id"))
    triples = [("http://x/p", EVIL, False), ("http://x/q", "javascript:alert(1)", True), ('urn:a"b', "urn:<b>", True)]
    found = check(
        thing_page(frame, 'urn:x"><script>', triples, [("text/turtle", "?format=turtle")], lambda iri: "urn" in iri)
    )
    assert not [link for link in found.links if link.startswith("javascript")]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_whatever_the_words_the_page_is_sound(material_for, text):
    material = material_for(corpus_of(text, ("b", "c", "d", "e", "f", "g")), described=False)
    quoting = Quoting(material)
    for page_id in (
        PageId("actor", ("b",)),
        PageId("article", ("../x",)),
        PageId("claim", ("../x", "c#<0>")),
        PageId("dyad", ("b", "c")),
    ):
        check(page(material, quoting, page_id, live=True))


def test_halves_of_characters_do_not_break_the_file(material_for):
    corpus = corpus_of("half")
    broken = replace(corpus.actors["a"], label="half \ud800 of it")
    material = material_for(replace(corpus, actors={**corpus.actors, "a": broken}), described=False)
    assert "half \ufffd of it" in dict(site(material))["actors.html"].decode()
