"""Copies: whose voice they have, and what they repeat counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.lens import Lens
from kg.model.records import Article, Passage
from kg.network.copies import original_of, speaking
from kg.network.network import network_of
from kg.questions.alignment.analysis import alignment
from kg.questions.counting import uncounted
from kg.questions.disputes.analysis import disputes
from kg.questions.dyads import tensions
from kg.questions.leverage.analysis import leverage


def copied(corpus, slug, *, copy_of=True, published=None, copy="zz-copy"):
    """The corpus with a verbatim copy of an article and of all its claims, which name the contents anew."""
    original = corpus.articles[slug]
    twin = replace(original, slug=copy, copy_of=slug if copy_of else "", published=published or original.published)
    claims = [
        replace(
            claim,
            article=copy,
            content_key=f"copy/{claim.content_key}" if claim.content.kind != "event" else claim.content_key,
        )
        for claim in corpus.claims
        if claim.article == slug
    ]
    return replace(corpus, articles={**corpus.articles, copy: twin}, claims=(*corpus.claims, *claims))


def numbers(network):
    return [
        replace(dyad, contributions=tuple(replace(c, contested=False) for c in dyad.contributions))
        for dyad in tensions(network)
    ]


@pytest.mark.parametrize("at", [0, 1])
def test_a_verbatim_copy_changes_no_score(shipped, at):
    slug = sorted(shipped.corpus.articles)[at]
    before = network_of(shipped.corpus, shipped.vocabulary)
    after = network_of(copied(shipped.corpus, slug), shipped.vocabulary)
    assert numbers(after) == numbers(before)
    assert leverage(after) == leverage(before)
    assert alignment(after) == alignment(before)
    assert [d.key for d in disputes(after)] == [d.key for d in disputes(before)]
    assert {key.partition("/")[0] for key in after.repeats} == {"zz-copy"}
    assert "copy" in uncounted(after, tensions(after)).values()


def test_without_saying_so_a_copy_is_a_second_article(shipped):
    slug = min(shipped.corpus.articles)
    before = {(d.a, d.b): d.articles for d in tensions(network_of(shipped.corpus, shipped.vocabulary))}
    after = tensions(network_of(copied(shipped.corpus, slug, copy_of=False), shipped.vocabulary))
    assert any(dyad.articles > before[dyad.a, dyad.b] for dyad in after)


def test_two_copies_that_share_what_their_original_does_not_have_coded_count_once(shipped):
    slug = min(shipped.corpus.articles)
    whole = copied(copied(shipped.corpus, slug), slug, copy="zzz-copy")
    bare = replace(whole, claims=tuple(claim for claim in whole.claims if claim.article != slug))
    network = network_of(bare, shipped.vocabulary)
    assert {key.partition("/")[0] for key in network.repeats} == {"zzz-copy"}
    assert all(dyad.articles <= len(shipped.corpus.articles) for dyad in tensions(network))


def test_a_copy_known_before_its_original_counts(shipped):
    slug = min(shipped.corpus.articles)
    early = copied(shipped.corpus, slug, published="2010-01-01")
    network = network_of(early, shipped.vocabulary).as_known(date(2010, 2, 1))
    assert not network.repeats
    assert tensions(network, Lens(at=date(2010, 2, 1)))


def article(slug, copy_of="", authors=(), publisher="paper"):
    return Article(slug, slug, publisher, "2016", "given", "0" * 64, authors=authors, copy_of=copy_of)


def test_the_own_voice_of_a_copy_is_that_of_its_original(shipped):
    articles = {
        "wire": article("wire", authors=("smith",), publisher="agency"),
        "one": article("one", "wire", ("jones",)),
        "two": article("two", "one"),
    }
    claim = replace(shipped.corpus.claims[0], claimants=("paper",))
    assert speaking(replace(claim, article="two"), articles) == ("smith",)
    assert speaking(replace(claim, article="one"), articles) == ("smith",)
    assert speaking(replace(claim, article="one", claimants=("jones",)), articles) == ("smith",)
    assert speaking(replace(claim, article="one", claimants=("jones", "minister")), articles) == ("jones", "minister")
    articles["wire"] = article("wire", publisher="agency")
    assert speaking(replace(claim, article="two"), articles) == ("agency",)


@given(st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["", *"abcdef"])))
def test_chains_end_and_circles_are_broken(names):
    articles = {slug: article(slug, of) for slug, of in names.items()}
    for slug in articles:
        end = original_of(articles, slug)
        assert end in articles
        assert end == slug or articles[end].copy_of not in articles or original_of(articles, end) == end


def test_a_part_of_a_passage_is_shared_and_another_passage_is_not(shipped):
    corpus = copied(shipped.corpus, min(shipped.corpus.articles))
    own = [claim for claim in corpus.claims if claim.article == "zz-copy"]
    words = own[0].passages[0].exact.split()

    def repeats(quote):
        changed = replace(own[0], passages=(Passage(quote, 0, len(quote)),))
        claims = tuple(changed if claim is own[0] else claim for claim in corpus.claims)
        return changed.key in network_of(replace(corpus, claims=claims), shipped.vocabulary).repeats

    assert repeats("  ".join(words[1:]))
    assert repeats("Officials said: " + " ".join(words))
    assert not repeats("Something else entirely.")
