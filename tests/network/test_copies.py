"""Copies: whose voice they have, and what they repeat counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports.manifest import manifest
from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.model.records import Article, CopiedPassage, Passage, original_of
from kg.network.copies import speaking
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


def test_a_position_in_a_copy_is_no_second_one_where_each_article_gives_one(shipped):
    slug = min(shipped.corpus.articles)
    whole = copied(shipped.corpus, slug)
    own = (Passage("Words that only the copy has", 0, 28),)
    claims = tuple(replace(c, passages=own) if c.article == "zz-copy" else c for c in whole.claims)
    after = network_of(replace(whole, claims=claims), shipped.vocabulary)
    before = network_of(shipped.corpus, shipped.vocabulary)
    assert not after.repeats
    assert alignment(after, duplicates="article").pairs == alignment(before, duplicates="article").pairs
    assert alignment(after).pairs != alignment(before).pairs


def test_the_manifest_says_how_many_of_the_articles_are_copies(shipped):
    slug = min(shipped.corpus.articles)
    told = {"as_of": None, "parameters": Parameters(), "inputs": {}, "dataset": b"", "quads": 0, "dyads": 0}
    made = manifest(copied(shipped.corpus, slug), uncounted={}, analyses={}, **told)
    assert (made["counts"]["articles"], made["copies"]) == (len(shipped.corpus.articles) + 1, 1)


def moved(claim, by, change):
    """A claim whose quote was edited and stands elsewhere, so that only its place tells what it repeats."""
    passages = tuple(
        replace(p, exact=change(p.exact), start=p.start + by, end=p.start + by + len(change(p.exact)))
        for p in claim.passages
    )
    return replace(claim, passages=passages)


def reworded(text):
    """A word in the middle of a quote replaced by one as long."""
    words = text.split(" ")
    middle = len(words) // 2
    return " ".join([*words[:middle], "x" * len(words[middle]), *words[middle + 1 :]])


@settings(max_examples=12)
@given(
    at=st.integers(0, 1),
    shifts=st.lists(st.integers(0, 500), min_size=11, max_size=11),
    cuts=st.lists(st.floats(0.3, 1), min_size=11, max_size=11),
    edited=st.booleans(),
    data=st.data(),
)
def test_eleven_copies_leave_interval_and_thin_mark_as_they_were(shipped, at, shifts, cuts, edited, data):
    corpus = shipped.corpus
    slug = sorted(corpus.articles)[at]
    original = corpus.articles[slug]
    own = [claim for claim in corpus.claims if claim.article == slug]
    papers = sorted(slug for slug, actor in corpus.actors.items() if actor.kind == "organization")
    articles, claims = dict(corpus.articles), list(corpus.claims)
    for number, (shift, cut) in enumerate(zip(shifts, cuts, strict=True)):
        name, length = f"copy-{number:02}", int(len(original.text) * cut)
        before = data.draw(st.sampled_from([slug, *(f"copy-{each:02}" for each in range(number))]), label="copied from")
        source, offset = (slug, 0) if before == slug else (before, shifts[int(before[-2:])])
        copied = (CopiedPassage(shift, shift + length, offset, offset + length),)
        articles[name] = replace(
            original, slug=name, copy_of=source, copied=copied, authors=(), publisher=papers[number % len(papers)],
            published=f"{original.published[:4]}-12-{number + 1:02}",
        )  # fmt: skip
        kept = [each for each in own if all(passage.end <= length for passage in each.passages)]
        kept = [each for each in kept if source == slug or each.slug in {c.slug for c in claims if c.article == source}]
        claims += [
            replace(
                moved(claim, shift, reworded if edited else str),
                article=name,
                content_key=claim.content_key if claim.content.kind == "event" else f"{name}/{claim.slug}",
            )
            for claim in kept
        ]
    before = network_of(corpus, shipped.vocabulary)
    after = network_of(replace(corpus, articles=articles, claims=tuple(claims)), shipped.vocabulary)
    day = Lens(at=max(filter(None, (tie.day for tie in before.ties))))
    was = {(d.a, d.b): d for d in tensions(before, day)}
    now = {(d.a, d.b): d for d in tensions(after, day)}
    assert was.keys() == now.keys()
    for pair, dyad in now.items():
        assert (dyad.low, dyad.high, dyad.thin) == (was[pair].low, was[pair].high, was[pair].thin), pair
        assert (dyad.tension, dyad.clusters, dyad.articles) == (
            was[pair].tension,
            was[pair].clusters,
            was[pair].articles,
        )


def test_what_a_copy_adds_counts_by_itself(shipped):
    corpus = copied(shipped.corpus, min(shipped.corpus.articles))
    twin = replace(corpus.articles["zz-copy"], copied=(CopiedPassage(0, 50, 0, 50),))
    first = next(claim for claim in corpus.claims if claim.article == "zz-copy" and claim.content.kind == "stance")
    own = replace(first, slug="own", claimants=("critics",), passages=(Passage("What only the copy has", 60, 82),))
    whole = replace(corpus, articles={**corpus.articles, "zz-copy": twin})
    before, after = (
        network_of(each, shipped.vocabulary) for each in (whole, replace(whole, claims=(*whole.claims, own)))
    )
    assert "zz-copy/own" not in after.repeats
    mass = {(d.a, d.b): d.mass for d in tensions(before)}
    assert any(dyad.mass > mass.get((dyad.a, dyad.b), 0) for dyad in tensions(after))


@pytest.mark.parametrize(
    ("start", "repeats"),
    [(100, True), (130, True), (180, False), (20, False)],
    ids=["same", "overlaps", "after", "before"],
)
def test_places_tell_what_is_repeated_where_words_were_changed(shipped, start, repeats):
    """The passage from 100 on stands at 0 in the original, where the claim quotes the first 60 characters."""
    corpus = copied(shipped.corpus, min(shipped.corpus.articles))
    own = next(claim for claim in corpus.claims if claim.article == "zz-copy")
    first = next(claim for claim in corpus.claims if claim.slug == own.slug and claim.article != "zz-copy")
    quote, edited = Passage("x" * 60, 0, 60), Passage("y" * 60, start, start + 60)
    changed = {id(own): replace(own, passages=(edited,)), id(first): replace(first, passages=(quote,))}
    twin = replace(corpus.articles["zz-copy"], copied=(CopiedPassage(100, 300, 0, 200),))
    claims = tuple(changed.get(id(claim), claim) for claim in corpus.claims)
    whole = replace(corpus, articles={**corpus.articles, "zz-copy": twin}, claims=claims)
    assert (own.key in network_of(whole, shipped.vocabulary).repeats) is repeats
