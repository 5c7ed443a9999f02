"""The shipped sources: they are right, rich, and every quote is where it says."""

from __future__ import annotations

import pytest

from kg import sources
from kg.sources.passages import passage
from kg.sources.quotes import FoldedText
from tests.checkout import ROOT

ARTICLES = ["2016-02-china-topix-thaad-talks", "2016-07-isdp-thaad-thawing"]


@pytest.fixture(scope="module")
def corpus(terms):
    found, findings = sources.read(ROOT, terms)
    assert findings == []
    return found


def test_the_sources_have_no_findings(findings_in):
    assert findings_in(ROOT) == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_article_has_many_claims_of_every_kind(corpus, slug):
    claims = [claim for claim in corpus.claims if claim.article == slug]
    assert len(claims) >= 30
    assert {claim.content.kind for claim in claims} == {"stance", "event", "leverage"}
    assert {claim.mode for claim in claims} == {"reported", "interpreted", "forecast", "conditional"}


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_quote_is_really_at_its_offsets(corpus, slug):
    text = (ROOT / "sources" / "articles" / f"{slug}.txt").read_bytes().decode("utf-8")
    assert corpus.articles[slug].text == text
    for claim in corpus.claims:
        if claim.article == slug:
            assert claim.passages
            for found in claim.passages:
                assert text[found.start : found.end] == found.exact
                assert text[: found.start].endswith(found.prefix)
                assert text[found.end :].startswith(found.suffix)


def test_every_line_of_furniture_is_refused_as_a_quote(corpus):
    lines = 0
    for article in corpus.articles.values():
        text = FoldedText.of(article.text)
        for line in article.furniture:
            lines += 1
            rule, message = passage(line.exact, text, article.furniture, None)
            assert rule == "quote-furniture"
            assert repr(line.exact) in message
    assert lines >= 5


def test_no_quote_touches_the_furniture(corpus):
    for claim in corpus.claims:
        for found in claim.passages:
            for line in corpus.articles[claim.article].furniture:
                assert found.end <= line.start or found.start >= line.end


def test_denials_are_joined_across_the_articles(corpus):
    by_key = {claim.key: claim for claim in corpus.claims}
    denials = [claim for claim in corpus.claims if claim.denies]
    assert any(claim.article != by_key[claim.denies].article for claim in denials)
    for claim in denials:
        assert claim.content == by_key[claim.denies].content
        assert {claim.polarity, by_key[claim.denies].polarity} == {"affirmed", "denied"}


def test_the_clock_of_the_page_is_not_the_date_of_the_article(corpus):
    first = corpus.articles[ARTICLES[0]]
    assert first.published.startswith("2016-02")
    assert any("2020" in line.exact for line in first.furniture)
    assert corpus.newest_day().year == 2016


def test_two_spellings_of_a_name_are_one_actor(corpus):
    assert {"Ri Su-yong", "Ri Su-young"} == {corpus.actors["ri-su-yong"].label, *corpus.actors["ri-su-yong"].aliases}


SCALES = {
    "StanceType": lambda claim: getattr(claim.content, "type", ""),
    "EventType": lambda claim: getattr(claim.content, "type", ""),
    "Effect": lambda claim: getattr(claim.content, "effect", ""),
    "Strength": lambda claim: getattr(claim.content, "strength", ""),
    "Mode": lambda claim: claim.mode,
    "Certainty": lambda claim: claim.certainty,
}


def plain(text):
    return " ".join(text.replace("’", "'").split()).casefold()


@pytest.mark.parametrize("scale", SCALES)
def test_an_example_of_the_codebook_that_a_claim_quotes_has_the_term_by_which_it_is_coded(terms, corpus, scale):
    coded = [(SCALES[scale](claim), plain(found.exact)) for claim in corpus.claims for found in claim.passages]
    some = 0
    for term in terms.terms(scale).values():
        example = plain(term.example)
        own = {notation for notation, quote in coded if example and (example in quote or quote in example)}
        some += bool(own)
        assert not own or term.notation in own, (term.notation, term.example, own)
    assert some
